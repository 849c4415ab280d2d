"""What a trainer asks about after the class, and when: as a list and as a calendar.

Seven days after the class the plans are read again, after thirty the shops should be open
or know why not, after ninety there are figures to compare. Plans bring the day they want
to open; it is named only for whoever agreed to show answers, as everything else is.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from wizard.documents.blocks import Block, Column, Heading, Paragraph, Table, row, text
from wizard.documents.calendar import Event, calendar
from wizard.text import Words
from wizard.workshop.board import Board, Participant

DAYS = (7, 30, 90)
_AFTER = tuple(f"after_{days}" for days in DAYS)
MOST_NAMED = 40


@dataclass(frozen=True, slots=True)
class Appointment:
    """One day on which to follow up.

    Attributes:
        kind: ``after_7 after_30 after_90``, or a milestone of the plans: ``opened month quarter``.
        plans: ids of the plans it is about, those that need most help first.
    """

    day: dt.date
    kind: str
    plans: tuple[str, ...]


def appointments(board: Board) -> tuple[Appointment, ...]:
    """Return when to follow up on a class, earliest first."""
    held = board.classroom.date
    people = board.participants
    after: tuple[tuple[int, str, tuple[Participant, ...]], ...] = (
        (DAYS[0], _AFTER[0], tuple(one for one in people if any(one.stuck))),
        (DAYS[1], _AFTER[1], people),
        (DAYS[2], _AFTER[2], people),
    )
    found = [
        Appointment(held + dt.timedelta(days), kind, tuple(one.plan_id for one in who))
        for days, kind, who in after
    ]
    set_days: dict[tuple[dt.date, str], list[str]] = {}
    for one in people:
        for kind, day in one.milestones if one.shows_answers else ():
            if day > held:
                set_days.setdefault((day, kind), []).append(one.plan_id)
    found += [Appointment(day, kind, tuple(plans)) for (day, kind), plans in set_days.items()]
    return tuple(sorted(found, key=lambda one: (one.day, one.kind)))


def follow_up_blocks(board: Board, say: Words) -> tuple[Block, ...]:
    """Return the list of appointments as blocks of the class report."""
    columns = (
        Column(say("workshop.date")),
        Column(say("workshop.follow_up.what"), weight=1),
        Column(say("workshop.follow_up.who"), weight=1.4),
    )
    rows = tuple(
        row(one.day.isoformat(), say(f"workshop.follow_up.{one.kind}"), named(one, board, say))
        for one in appointments(board)
    )
    return (
        Heading(text(say("workshop.follow_up")), 2),
        Paragraph(text(say("workshop.follow_up.lead"))),
        Table(columns, rows),
    )


def named(one: Appointment, board: Board, say: Words) -> str:
    """Return whose plans an appointment is about; everybody's in one word."""
    if not one.plans:
        return say("workshop.follow_up.nobody")
    if len(one.plans) == len(board.participants) and one.kind in _AFTER:
        return say("workshop.follow_up.everybody", count=len(one.plans))
    names = {who.plan_id: who.name for who in board.participants}
    shown = say("model.list_comma").join(names[plan] for plan in one.plans[:MOST_NAMED])
    rest = len(one.plans) - MOST_NAMED
    return say("workshop.follow_up.more", names=shown, count=rest) if rest > 0 else shown


def follow_up_calendar(board: Board, say: Words) -> bytes:
    """Return the appointments as iCalendar; a second import replaces the first."""
    classroom = board.classroom
    events = []
    for one in appointments(board):
        summary = say(
            "workshop.follow_up.entry",
            what=say(f"workshop.follow_up.{one.kind}"),
            name=classroom.name,
        )
        key = f"{classroom.id}/{one.kind}"
        if one.kind not in _AFTER:
            key = f"{key}/{one.day.isoformat()}"
        uid = hashlib.sha256(key.encode()).hexdigest()[:24]
        about = say(f"workshop.follow_up.ask.{one.kind}")
        said = say("workshop.follow_up.entry_text", ask=about, names=named(one, board, say))
        events.append(Event(uid, one.day, summary, said))
    return calendar(classroom.name, classroom.date, events, about="class")
