"""What is printed of a plan whose owner did not agree to show answers: where it stands."""

from __future__ import annotations

import datetime as dt

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
from wizard.engine import Evaluation
from wizard.session.feedback import Feedback, feedback_blocks
from wizard.text import Words, capital
from wizard.workshop.board import shape


def status_sheet(
    evaluation: Evaluation, name: str, today: dt.date, said: Feedback | None, say: Words
) -> Document:
    """Compose one page with what the board shows of such a plan, and nothing more.

    Neither an answer, an amount nor which red line it is stands on it: the paper lies on
    the printer for everybody.

    Args:
        evaluation: of the plan.
        name: of the plan.
        today: the day the judgement is for.
        said: what the trainer wrote, if it is to be printed.
        say: the language of the sheet.
    """
    areas = evaluation.areas
    columns = (
        Column(capital(say("workshop.area")), weight=2),
        Column(capital(say("workshop.area_state")), weight=1),
        Column(capital(say("workshop.answered")), "right"),
    )
    rows = tuple(
        row(
            area.title.say(say.language),
            f"{shape(areas[area.id].state)} {say(f'workshop.state.{areas[area.id].state}')}",
            f"{areas[area.id].answered} / {areas[area.id].of}",
        )
        for area in evaluation.checklist.areas
    )
    counts = (
        ("workshop.column.red_lines", evaluation.red_lines),
        ("workshop.column.not_sure", evaluation.not_sure),
        ("workshop.column.missing", evaluation.missing),
    )
    blocks: list[Block] = [
        Heading(text(name)),
        Paragraph(text(say("workshop.status_lead")), "lead"),
        Fields(
            (
                (say("workshop.date"), text(today.isoformat())),
                (say("workshop.verdict"), text(say(f"session.verdict.{evaluation.verdict}"))),
                *((capital(say(key)), text(str(len(found)))) for key, found in counts),
            )
        ),
        Table(columns, rows),
        Paragraph(text(say("workshop.status_whole"))),
    ]
    if said:
        blocks.append(Heading(text(say("workshop.remarks")), 2))
        blocks += feedback_blocks(said, evaluation, say)
    meta = DocumentMeta(plan=name, date=today, kind="report", footer=say("documents.footer"))
    title = say("workshop.status_sheet", name=name)
    return Document(title, say.language, tuple(blocks), meta)
