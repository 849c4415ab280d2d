"""All-day events as an iCalendar file (RFC 5545)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from wizard.documents.runs import clean


@dataclass(frozen=True, slots=True)
class Event:
    """One day and what it is about.

    Attributes:
        uid: the same for the same thing, so that a calendar that imports the file again
            replaces the event.
    """

    uid: str
    day: dt.date
    summary: str
    description: str


def calendar(name: str, made: dt.date, events: Iterable[Event], *, about: str) -> bytes:
    """Return a calendar of these events; equal events give equal bytes.

    Args:
        name: of the calendar.
        made: the day it was made, stamped on every event.
        events: in the order they are to stand.
        about: what sort of calendar it is, part of its product id.
    """
    import icalendar

    found = icalendar.Calendar()
    found.add("prodid", f"-//Shop Launch Wizard//{about}//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", " ".join(clean(name).split()))
    stamp = dt.datetime.combine(made, dt.time(), dt.UTC)
    for one in events:
        event = icalendar.Event()
        event.add("uid", f"{one.uid}@launch-wizard")
        event.add("dtstamp", stamp)
        event.add("dtstart", one.day)
        event.add("summary", clean(one.summary))
        event.add("description", clean(one.description))
        event.add("transp", "TRANSPARENT")
        found.add_component(event)
    return bytes(found.to_ical())
