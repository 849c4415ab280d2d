"""Whether the parts of a plan fit together, wherever it was read from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NoReturn

from wizard.plans import schema
from wizard.plans.contents import (
    Evidence,
    PlanContents,
    Print,
    Version,
    check_name,
    check_summary,
    is_plan_id,
)
from wizard.plans.log import KINDS, MAX_AUTHOR, BrokenLogError, check_change, is_timestamp

_SHA256 = re.compile(r"[0-9a-f]{64}")


def check_contents(contents: PlanContents) -> None:
    """Check every part of a stranger's plan but its evidence's bytes, and fold its log.

    Raises:
        ValueError: something is malformed, out of place or contradicts the rest.
    """
    if not is_plan_id(contents.plan_id):
        refuse("malformed plan id")
    if not is_timestamp(contents.created):
        refuse("malformed date of creation")
    check_name(contents.name)
    check_summary(contents.summary)
    for entry in contents.revisions:
        if entry.kind not in KINDS or not is_timestamp(entry.at) or len(entry.author) > MAX_AUTHOR:
            refuse(f"revision {entry.number} is malformed")
        check_change(entry.question or "name", entry.value)
    last = len(contents.revisions)
    for table in (contents.prints, contents.versions):
        _check_records(table, last)
    for item in contents.evidence:
        _check_evidence(item)
    _ = contents.log


def _check_records(records: Sequence[Print | Version], last: int) -> None:
    for number, record in enumerate(records, start=1):
        if record.number != number or not 0 <= record.revision <= last:
            refuse(f"{record!r:.80} is out of place")
        if not is_timestamp(record.at):
            refuse(f"{record!r:.80} has no date")


def _check_evidence(item: Evidence) -> None:
    if not _SHA256.fullmatch(item.sha256) or not is_timestamp(item.added):
        refuse("malformed evidence")
    if not 0 <= item.size <= schema.MAX_EVIDENCE_BYTES:
        refuse(f"evidence {item.sha256[:12]} has a size no evidence has")


def refuse(detail: str) -> NoReturn:
    """Refuse a plan; ``detail`` is for crash reports.

    Raises:
        BrokenLogError: always.
    """
    raise BrokenLogError(detail)
