"""A plan composed with what a test does not care about filled in."""

from __future__ import annotations

from wizard.documents import compose_plan
from wizard.documents.blocks import (
    Callout,
    Document,
    Table,
    walk,
)
from wizard.documents.runs import Run
from wizard.engine import Evaluation
from wizard.text import Language


def composed(evaluation: Evaluation, language: Language = "zh", **more: object) -> Document:
    return compose_plan(
        evaluation,
        name=str(more.pop("name", "小店")),
        edition="draft",
        language=language,
        plan_id="plan-1",
        version="v1",
        **more,  # type: ignore[arg-type]
    )


def runs(document: Document) -> list[Run]:
    """Return every run of the blocks that hold runs, tables and callouts included."""
    found: list[Run] = []
    for block in walk(document.blocks):
        found += getattr(block, "runs", ())
        if isinstance(block, Callout):
            found += block.title
        if isinstance(block, Table):
            found += [run for one in block.rows for cell in one.cells for run in cell]
    return found


def keys(document: Document) -> set[str]:
    found = {getattr(block, "key", "") for block in walk(document.blocks)}
    for block in walk(document.blocks):
        if isinstance(block, Table):
            found |= {one.key for one in block.rows}
    return found - {""}
