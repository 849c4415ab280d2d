"""What a plan keeps of each print, so that the next one can say what changed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class PrintRecord:
    """What was printed, as the plan keeps it; a record of somebody else's may say less.

    Attributes:
        edition: draft or final.
        language: of the document.
        as_of: the day the plan was judged for.
        verdict: of that day.
        answers: sha256 of the canonical answers, in hex.
        pack: id, version and digest of the checklist.
        findings: rule, row, severity and message of each, strongest first.
        figures: each figure as it was shown.
        pages: fingerprint of each page.
        opened: marks of what began a page: keys of sections, digests of blocks and rows.
        pdf: sha256 of the file, in hex.
        with_plan: whether the PDF carried the plan.
        program: version of the program.
        name: the plan's name, as it was typed then.
        remarks: digest of what the trainer wrote, if it was printed.
        pictures: digest of the pictures among the evidence, if they were printed.
    """

    edition: str = "draft"
    language: str = "zh"
    as_of: str = ""
    verdict: str = ""
    answers: str = ""
    pack: Mapping[str, Any] = field(default_factory=dict)
    findings: Sequence[Mapping[str, Any]] = ()
    figures: Mapping[str, Any] = field(default_factory=dict)
    pages: Sequence[str] = ()
    opened: Sequence[str] = ()
    pdf: str = ""
    with_plan: bool = True
    program: str = ""
    name: str = ""
    remarks: str = ""
    pictures: str = ""

    @property
    def day(self) -> dt.date | None:
        """The day the plan was judged for, if the record says one."""
        try:
            return dt.date.fromisoformat(self.as_of)
        except ValueError:
            return None

    def written(self) -> str:
        """Return the record as JSON."""
        plain = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))

    def same_edition(self, other: PrintRecord) -> bool:
        """Whether printing gives the very same document, the answers being the same."""
        return all(
            getattr(self, name) == getattr(other, name)
            for name in (
                *("edition", "language", "as_of", "pack", "with_plan", "program"),
                *("remarks", "pictures"),
            )
        )


def read_record(text: str) -> PrintRecord:
    """Return a stored record; what is missing or of another type counts as not said."""
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        plain = None
    if not isinstance(plain, dict):
        return PrintRecord()
    empty = PrintRecord()
    known: dict[str, Any] = {}
    for name in PrintRecord.__slots__:
        value, usual = plain.get(name), getattr(empty, name)
        wanted = list if isinstance(usual, tuple) else type(usual)
        if isinstance(value, wanted):
            known[name] = tuple(value) if isinstance(value, list) else value
    return PrintRecord(**known)
