"""The report of a class: who handed in, grades, common gaps; as a document and a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from wizard.documents.blocks import (
    Block,
    Column,
    Document,
    DocumentMeta,
    Fields,
    Heading,
    Paragraph,
    Table,
    row,
    text,
)
from wizard.documents.sheets import Cell, Sheet, sheets
from wizard.session.feedback import GRADES
from wizard.text import Words
from wizard.workshop.agenda import agenda
from wizard.workshop.board import Board, Participant, shape
from wizard.workshop.follow_up import appointments, follow_up_blocks, named
from wizard.workshop.papers import step_title
from wizard.workshop.tables import csv_bytes

STATES = ("complete", "in_progress", "red_line", "not_started")
VERDICTS = ("ready", "fix_first", "undecided", "not_advised")


def report(board: Board, say: Words) -> Document:
    """Compose the report of a class as it stands on the board.

    It names plans, not what is in them; amounts are not printed at all.
    """
    classroom = board.classroom
    blocks = (
        Heading(text(say("workshop.report"))),
        Fields(
            (
                (say("workshop.class"), text(classroom.name)),
                (say("workshop.date"), text(classroom.date.isoformat())),
                (say("workshop.as_of"), text(board.today.isoformat())),
                (say("workshop.handed_in"), text(_handed_in(board))),
            )
        ),
        *_verdicts(board, say),
        *_areas(board, say),
        *_gaps(board, say),
        *_participants(board, say),
        *follow_up_blocks(board, say),
        *_agenda(board, say),
    )
    meta = DocumentMeta(
        plan=classroom.name,
        date=board.today,
        kind="report",
        footer=say("documents.footer"),
        keywords=(classroom.id,),
    )
    title = f"{say('workshop.report')} · {classroom.name}"
    return Document(title, say.language, blocks, meta)


def report_csv(board: Board) -> bytes:
    """Return the participants as CSV: statuses, counts, grade and comment."""
    areas = tuple(board.area_titles)
    columns = (
        "plan",
        "name",
        "revision",
        "verdict",
        *areas,
        "red_lines",
        "not_sure",
        "missing",
        "grade",
        "comment",
    )
    return csv_bytes(
        columns,
        (
            {
                "plan": one.plan_id,
                "name": one.name,
                "revision": one.revision,
                "verdict": one.verdict,
                **one.areas,
                "red_lines": len(one.red_lines),
                "not_sure": len(one.not_sure),
                "missing": len(one.missing),
                "grade": one.grade.grade,
                "comment": one.grade.comment,
            }
            for one in board.participants
        ),
    )


def report_xlsx(board: Board, say: Words) -> bytes:
    """Return the report as a workbook: participants, gaps, grades and appointments.

    As on paper there are statuses and counts, and no amount.
    """
    content = (_people_sheet(board, say), _gaps_sheet(board, say), _follow_up_sheet(board, say))
    title = f"{say('workshop.report')} · {board.classroom.name}"
    return sheets(title, board.today, content)


def _person(one: Participant, board: Board, say: Words) -> tuple[Cell, ...]:
    return (
        one.name,
        one.plan_id,
        one.revision,
        say(f"session.verdict.{one.verdict}"),
        *(say(f"workshop.state.{one.areas[area]}") for area in board.area_titles),
        len(one.red_lines),
        len(one.not_sure),
        len(one.missing),
        say(f"workshop.grade.{one.grade.grade}") if one.grade.grade else "",
        one.grade.comment,
    )


def _people_sheet(board: Board, say: Words) -> Sheet:
    columns = (
        *(say(f"workshop.{key}") for key in ("column.name", "plan_id", "revision", "verdict")),
        *board.area_titles.values(),
        *(say(f"workshop.column.{key}") for key in ("red_lines", "not_sure", "missing", "grade")),
        say("workshop.comments"),
    )
    rows = tuple(_person(one, board, say) for one in board.participants)
    return Sheet(say("workshop.participants"), columns, rows)


def _gaps_sheet(board: Board, say: Words) -> Sheet:
    counts = ("red_lines", "not_sure", "missing")
    columns = (
        *(say(f"workshop.{key}") for key in ("number", "question", "people")),
        *(say(f"workshop.column.{key}") for key in counts),
    )
    rows = tuple(
        (one.number, one.title, one.people, one.red_lines, one.not_sure, one.missing)
        for one in board.blockers
    )
    return Sheet(say("workshop.gaps"), columns, rows)


def _follow_up_sheet(board: Board, say: Words) -> Sheet:
    columns = (say("workshop.date"), say("workshop.follow_up.what"), say("workshop.follow_up.who"))
    rows = tuple(
        (one.day, say(f"workshop.follow_up.{one.kind}"), named(one, board, say))
        for one in appointments(board)
    )
    return Sheet(say("workshop.follow_up"), columns, rows)


def _handed_in(board: Board) -> str:
    return f"{len(board.participants)} / {board.classroom.people}"


def _counts(title: str, rows: list[tuple[str, int]], say: Words) -> Iterator[Block]:
    yield Heading(text(title), 2)
    columns = (Column(title, weight=1), Column(say("workshop.people"), "right"))
    yield Table(columns, tuple(row(name, str(count)) for name, count in rows))


def _verdicts(board: Board, say: Words) -> Iterator[Block]:
    verdicts = Counter(one.verdict for one in board.participants)
    rows = [(say(f"session.verdict.{one}"), verdicts[one]) for one in VERDICTS]
    yield from _counts(say("workshop.verdict"), rows, say)
    grades = Counter(one.grade.grade for one in board.participants)
    rows = [(say(f"workshop.grade.{one}"), grades[one]) for one in GRADES]
    rows.append((say("workshop.not_graded"), grades[""]))
    yield from _counts(say("workshop.column.grade"), rows, say)


def _areas(board: Board, say: Words) -> Iterator[Block]:
    yield Heading(text(say("workshop.areas")), 2)
    columns = (
        Column(say("workshop.area"), weight=1),
        *(Column(f"{shape(state)} {say(f'workshop.state.{state}')}", "right") for state in STATES),
    )
    rows = []
    for area, title in board.area_titles.items():
        states = Counter(one.areas[area] for one in board.participants)
        rows.append(row(title, *(str(states[state]) for state in STATES)))
    yield Table(columns, tuple(rows))


def _gaps(board: Board, say: Words) -> Iterator[Block]:
    if not board.blockers:
        return
    yield Heading(text(say("workshop.gaps")), 2)
    columns = (
        Column(say("workshop.number"), "right"),
        Column(say("workshop.question"), weight=1),
        Column(say("workshop.column.red_lines"), "right"),
        Column(say("workshop.column.not_sure"), "right"),
        Column(say("workshop.column.missing"), "right"),
    )
    yield Table(
        columns,
        tuple(
            row(one.number, one.title, str(one.red_lines), str(one.not_sure), str(one.missing))
            for one in board.blockers
        ),
    )


def _participants(board: Board, say: Words) -> Iterator[Block]:
    if not board.participants:
        yield Paragraph(text(say("workshop.nobody")))
        return
    yield Heading(text(say("workshop.participants")), 2)
    columns = (
        Column(say("workshop.column.name"), weight=2),
        *(Column(title, "center", weight=0.6) for title in board.area_titles.values()),
        Column(say("workshop.column.red_lines"), "right"),
        Column(say("workshop.column.grade"), weight=0.8),
    )
    yield Table(columns, tuple(row(*_cells(one, board, say)) for one in board.participants))
    commented = [one for one in board.participants if one.grade.comment]
    if commented:
        yield Heading(text(say("workshop.comments")), 3)
        yield Fields(tuple((one.name, text(one.grade.comment)) for one in commented))


def _cells(one: Participant, board: Board, say: Words) -> list[str]:
    grade = say(f"workshop.grade.{one.grade.grade}") if one.grade.grade else "—"
    states = [shape(one.areas[area]) for area in board.area_titles]
    return [one.name, *states, str(len(one.red_lines)), grade]


def _agenda(board: Board, say: Words) -> Iterator[Block]:
    steps = agenda(board.classroom.agenda, list(board.area_titles))
    yield Heading(text(say("workshop.agenda")), 2)
    columns = (
        Column(say("workshop.day"), "right"),
        Column(say("workshop.minutes"), "right"),
        Column(say("workshop.content"), weight=1),
    )
    yield Table(
        columns,
        tuple(
            row(str(step.day), str(step.minutes), step_title(step, board.area_titles, say))
            for step in steps
        ),
    )
