"""Which state of a plan is meant: a revision, a print, a named version, a day, now."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from wizard.errors import PlanError
from wizard.plans.contents import PlanContents
from wizard.text import Words

_PRINT = re.compile(r"[vV](\d{1,6})")
_REVISION = re.compile(r"r?(\d{1,7})")
_NOW = frozenset({"now", "现在"})


@dataclass(frozen=True, slots=True)
class Moment:
    """A state of a plan: everything up to ``revision``.

    Attributes:
        revision: the last one it holds; 0 is before all.
        kind: how it was named.
        name: number of the print, name of the version, or the day.
    """

    revision: int
    kind: Literal["revision", "print", "version", "day", "now"]
    name: str = ""

    def say(self, words: Words) -> str:
        """Name the moment for people."""
        return words(f"session.moment.{self.kind}", revision=self.revision, name=self.name)


def the_present(contents: PlanContents) -> Moment:
    """Return the plan as it stands."""
    return Moment(len(contents.revisions), "now")


def last_print(contents: PlanContents) -> Moment:
    """Return the plan as it was printed last; as it was begun, if it never was."""
    if contents.prints:
        printed = contents.prints[-1]
        return Moment(printed.revision, "print", str(printed.number))
    steps = contents.log.steps
    begun = sum(len(step.changes) for step in steps[:1])
    return Moment(begun, "revision", str(begun))


def find_moment(contents: PlanContents, named: str) -> Moment:
    """Return the state that ``named`` means.

    A number is a revision, ``v2`` a print, ``2026-11-22`` the end of that day (UTC where
    the plan was made elsewhere is of no account: days are this computer's), ``now`` the
    present; anything else is the name of a version.

    Raises:
        PlanError: the plan has no such state.
    """
    named = named.strip()
    versions = {one.name: one for one in contents.versions}
    if named in versions:
        return Moment(versions[named].revision, "version", named)
    if named.lower() in _NOW:
        return the_present(contents)
    printed = _PRINT.fullmatch(named)
    if printed:
        return _print(contents, int(printed[1]))
    revision = _REVISION.fullmatch(named)
    if revision and int(revision[1]) <= len(contents.revisions):
        return Moment(int(revision[1]), "revision", revision[1])
    try:
        day = dt.date.fromisoformat(named)
    except ValueError:
        last = len(contents.revisions)
        raise PlanError("session.no_moment", name=named[:80], last=last) from None
    until = [one for one in contents.revisions if one.moment.astimezone().date() <= day]
    return Moment(until[-1].number if until else 0, "day", day.isoformat())


def _print(contents: PlanContents, number: int) -> Moment:
    found = next((one for one in contents.prints if one.number == number), None)
    if found is None:
        raise PlanError("session.no_print", number=number, count=len(contents.prints))
    return Moment(found.revision, "print", str(number))
