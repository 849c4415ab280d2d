"""The actions and milestones as an iCalendar file (RFC 5545)."""

from __future__ import annotations

import datetime as dt
import hashlib

from icalendar import Calendar, Event

from wizard.documents.plan.actions import all_actions
from wizard.documents.plan.operations import gates
from wizard.documents.runs import clean, plain
from wizard.documents.voice import Voice

_PRODUCT = "-//Shop Launch Wizard//actions//EN"


def calendar(voice: Voice, name: str, plan_id: str) -> bytes:
    """Return one all-day event for each action and each milestone.

    What is due before opening stands on the day before opening. Events keep their ids over
    prints, so that a calendar that imports the file again replaces them.
    """
    w = voice.w
    name = " ".join(clean(name).split())
    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    launch = voice.launch()
    for action in all_actions(voice):
        day = action.due or _before(launch, voice.evaluation.today)
        summary = w("documents.calendar_entry", about=action.summary, name=name)
        made.add_component(_event(voice, plan_id, action.key, day, (summary, plain(action.what))))
    for gate, day, number, decision in gates(voice):
        summary = w("documents.calendar_entry", about=w(f"documents.gate.{gate}"), name=name)
        said = w("documents.semicolon").join((number, decision))
        made.add_component(_event(voice, plan_id, f"gate-{gate}", day, (summary, said)))
    return bytes(made.to_ical())


def _before(launch: dt.date | None, today: dt.date) -> dt.date:
    return max(today, launch - dt.timedelta(days=1)) if launch is not None else today


def _event(voice: Voice, plan_id: str, key: str, day: dt.date, said: tuple[str, str]) -> Event:
    event = Event()
    digest = hashlib.sha256(f"{plan_id}/{key}".encode("utf-8", "replace")).hexdigest()[:24]
    event.add("uid", f"{digest}@launch-wizard")
    stamp = dt.datetime.combine(voice.evaluation.today, dt.time(), dt.UTC)
    event.add("dtstamp", stamp)
    event.add("dtstart", day)
    event.add("summary", clean(said[0]))
    event.add("description", clean(said[1]))
    event.add("transp", "TRANSPARENT")
    return event
