"""A printed PDF that comes back: the plan it carries, with the print it is.

A PDF carries the prints before it and says of its own what was known while it was made.
Opened again, it is that print: what changes from here on is changed since then.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from wizard.errors import WizardError
from wizard.plans.contents import PlanContents, Print
from wizard.plans.library import Entry
from wizard.plans.log import timestamp
from wizard.plans.reading import read_own
from wizard.session.pages import fingerprints
from wizard.session.print_record import read_record
from wizard.session.source import Source


@dataclass(frozen=True, slots=True)
class Arrival:
    """A plan that came from elsewhere.

    Attributes:
        contents: what it says.
        number: of the print it is; 0 if it is none.
        day: of that print; None where the PDF does not say it.
        here: the same plan in the library, the one last written; None if there is none.
        newer: whether that one was changed after the last change of this one.
    """

    contents: PlanContents
    number: int
    day: dt.date | None
    here: Entry | None
    newer: bool


def arrival(source: Source, content: bytes, entries: Iterable[Entry]) -> Arrival:
    """Return what came, and how it stands to what is here.

    Args:
        source: as read.
        content: of the file it was read from.
        entries: of the library.
    """
    contents = source.contents
    same = [one for one in entries if one.plan_id == contents.plan_id]
    here = max(same, key=lambda one: one.modified, default=None)
    return Arrival(
        contents=_with_print(source, content),
        number=source.print_number or 0,
        day=read_record(source.print_record).day,
        here=here,
        newer=here is not None and _last_change(_kept(here)) > _last_change(contents),
    )


def _kept(here: Entry) -> PlanContents | None:
    """Return what the plan in the library says; None if it cannot be read."""
    try:
        return read_own(here.path)
    except WizardError:
        return None


def _last_change(contents: PlanContents | None) -> tuple[dt.datetime, int]:
    """Return when an answer was last changed, and the how manieth change that was.

    The time of the file is no measure: it is written after the change, and again when it is
    printed or another page is turned to.
    """
    if contents is None or not contents.revisions:
        return dt.datetime.min.replace(tzinfo=dt.UTC), 0
    return contents.revisions[-1].moment, len(contents.revisions)


def _with_print(source: Source, content: bytes) -> PlanContents:
    """Return the plan with the print that the PDF is, where the PDF says enough of it."""
    contents, number = source.contents, source.print_number
    record = read_record(source.print_record)
    day = record.day
    if day is None or number != len(contents.prints) + 1:
        return contents
    record = replace(record, pages=fingerprints(content), pdf=hashlib.sha256(content).hexdigest())
    # Noon is the same day nearly everywhere; nobody printed before the last answer.
    noon = timestamp(dt.datetime.combine(day, dt.time(12), dt.UTC))
    at = max([noon, *(one.at for one in contents.revisions[-1:])])
    printed = Print(number, len(contents.revisions), at, record.written())
    return replace(contents, prints=(*contents.prints, printed))
