"""The actions and milestones as an iCalendar file (RFC 5545)."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator

from wizard.documents.calendar import Event
from wizard.documents.calendar import calendar as written
from wizard.documents.plan.actions import all_actions
from wizard.documents.plan.operations import gates
from wizard.documents.runs import clean, plain
from wizard.documents.voice import Voice


def calendar(voice: Voice, name: str, plan_id: str) -> bytes:
    """Return one all-day event for each action and each milestone.

    What is due before opening stands on the day before opening. Events keep their ids over
    prints, so that a calendar that imports the file again replaces them.
    """
    name = " ".join(clean(name).split())
    return written(name, voice.evaluation.today, _events(voice, name, plan_id), about="actions")


def _events(voice: Voice, name: str, plan_id: str) -> Iterator[Event]:
    w, launch = voice.w, voice.launch()
    for action in all_actions(voice):
        day = action.due or _before(launch, voice.evaluation.today)
        summary = w("documents.calendar_entry", about=action.summary, name=name)
        yield Event(_uid(plan_id, action.key), day, summary, plain(action.what))
    for gate, day, number, decision in gates(voice):
        summary = w("documents.calendar_entry", about=w(f"documents.gate.{gate}"), name=name)
        said = w("documents.semicolon").join((number, decision))
        yield Event(_uid(plan_id, f"gate-{gate}"), day, summary, said)


def _before(launch: dt.date | None, today: dt.date) -> dt.date:
    return max(today, launch - dt.timedelta(days=1)) if launch is not None else today


def _uid(plan_id: str, key: str) -> str:
    return hashlib.sha256(f"{plan_id}/{key}".encode("utf-8", "replace")).hexdigest()[:24]
