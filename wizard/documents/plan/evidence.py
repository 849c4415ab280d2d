"""Evidence: the list of it, and the pictures that the founder wants printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wizard.documents.blocks import (
    Block,
    Blocks,
    Column,
    Paragraph,
    Photo,
    Picture,
    Table,
    row,
    text,
)
from wizard.documents.voice import DASH, Voice
from wizard.model import questions as kinds
from wizard.model.answers import NOTHING, Evidence


def listed(voice: Voice) -> Blocks:
    """Compose the list of evidence: what there is, where it is, until when it holds."""
    w = voice.w
    rows = [
        row(
            voice.reference(question_id) or "",
            title,
            one.name,
            one.where or DASH,
            one.valid_until.isoformat() if one.valid_until else DASH,
        )
        for question_id, title, one in _pieces(voice)
    ]
    if not rows:
        return ()
    columns = (
        Column(w("documents.column.question"), align="center", minimum=34),
        Column(w("documents.column.item"), weight=3),
        Column(w("documents.column.evidence"), weight=4),
        Column(w("documents.column.where"), weight=3),
        Column(w("documents.column.valid_until"), minimum=62),
    )
    return (Table(columns, tuple(rows)),)


def _pieces(voice: Voice) -> Iterator[tuple[str, str, Evidence]]:
    """Yield the evidence of answers and of cells of tables: question, what it backs, piece."""
    w, evaluation = voice.w, voice.evaluation
    for question_id, question in voice.checklist.questions.items():
        for one in evaluation.answer(question_id).evidence:
            yield question_id, voice.title(question_id), one
        if not isinstance(question, kinds.Table):
            continue
        for cells in evaluation.rows(question_id):
            name = question.row_name(cells) or w("model.unnamed")
            for column in question.columns:
                for one in cells.get(column.id, NOTHING).evidence:
                    title = w("documents.of_row", title=voice.say(column.title), row=name)
                    yield question_id, title, one


def pictures(voice: Voice, photos: Mapping[str, Photo | None]) -> Blocks:
    """Compose the pictures among the evidence, each under what it backs.

    Args:
        voice: of the plan.
        photos: the pictures by the checksum of the file attached; None for one that could
            not be read, which is said.
    """
    w = voice.w
    blocks: list[Block] = []
    shown: set[str] = set()
    for question_id, title, one in _pieces(voice):
        if one.sha256 not in photos or one.sha256 in shown:
            continue
        shown.add(one.sha256)
        number = voice.number(question_id)
        caption = w("documents.picture", number=number, title=title, name=one.name).strip()
        photo = photos[one.sha256]
        if photo is None:
            blocks.append(Paragraph(text(w("documents.picture_unreadable", caption=caption))))
        else:
            blocks.append(Picture(photo, caption))
    return tuple(blocks)
