"""A plan that writes a known stream of answers, and the check of what is left of it.

Run as a program it opens the plan given, makes ``count`` changes and prints the number of
each revision once the plan says it is saved:

    python stream.py PLAN COUNT [VARIANT]

The variants are controls: stores that break a promise, which the harness has to notice.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from wizard.plans import schema, writer
from wizard.plans.reading import read_own
from wizard.plans.store import PlanFile

NOW = datetime(2026, 11, 22, 14, 32, tzinfo=UTC)
STEP = 3
MOST_PENDING = 8
MOST_REFUSALS = 20


def begin(path: Path) -> None:
    PlanFile.create(
        path, plan_id="kill-test", name="店", pack=("shop_launch", 1), answers={}, now=NOW
    ).close()


def changes(step: int) -> dict[str, str | None]:
    """Return what step number ``step`` changes: three questions, long values."""
    texts = ("一百平米", "café", "老板写的计划" * 40)
    return {
        f"question_{(step * 7 + part) % 40}": f'"{step} {part} {texts[part]}"'
        for part in range(STEP)
    }


def write(path: Path, count: int, acknowledge: Callable[[int], None], *, early: bool) -> None:
    """Open the plan and add ``count`` steps, telling each revision that is saved.

    Args:
        path: the plan.
        count: how many steps.
        acknowledge: told the revision.
        early: the control that says "saved" before it is.
    """
    with PlanFile.open(path, waits=(0.01,)) as plan:
        if not early:
            plan.on_saved = lambda ack: acknowledge(ack.revision)
        first = len(plan.steps()) + 1
        for step in range(first, first + count):
            plan.commit(changes(step), now=NOW)
            if early:
                acknowledge(plan.revision)
            while plan.pending >= MOST_PENDING:
                time.sleep(0.0005)
        for _ in range(MOST_REFUSALS):
            if plan.flush(10):
                break


def saved(path: Path) -> int:
    """Return the last revision in the plan, having checked everything before it.

    Raises:
        AssertionError: the stream has a hole, half a step, or another value.
        PlanError: the plan cannot be read.
    """
    contents = read_own(path)
    last = len(contents.revisions)
    assert last % STEP == 0, "half a step was saved"
    expected = [
        (number, question, value)
        for step in range(1, last // STEP + 1)
        for number, (question, value) in enumerate(
            changes(step).items(), start=(step - 1) * STEP + 1
        )
    ]
    found = [(entry.number, entry.question, entry.value) for entry in contents.revisions]
    assert found == expected
    return last


def break_promise(variant: str) -> None:
    """Make this process the control ``variant``."""
    connect = schema.connect

    def without_journal(path: Path) -> sqlite3.Connection:
        connection = connect(path)
        connection.execute("PRAGMA journal_mode=OFF")
        return connection

    if variant == "no-journal":
        schema.connect = without_journal
    elif variant == "blind-repeat":
        # Trusts an error from COMMIT: repeats without looking how far the file is.
        writer.Writer._progress = lambda self, *_: self._head[0]  # type: ignore[method-assign]


if __name__ == "__main__":
    variant = sys.argv[3] if len(sys.argv) > 3 else ""
    break_promise(variant)
    write(
        Path(sys.argv[1]),
        int(sys.argv[2]),
        lambda revision: print(revision, flush=True),  # noqa: T201  the parent reads it
        early=variant == "early",
    )
