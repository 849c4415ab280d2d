"""What changed since the last print: old and new, in answers, figures and the verdict."""

from __future__ import annotations

from wizard.documents.blocks import Block, Blocks, Column, Paragraph, Row, Run, Table, row, text
from wizard.documents.plan.front import FIGURES
from wizard.documents.runs import plain
from wizard.documents.voice import DASH, Voice
from wizard.engine import Evaluation


def section(voice: Voice, previous: Evaluation) -> Blocks:
    """Compose the changes; says so when there are none."""
    w = voice.w
    earlier = Voice(previous, voice.language)
    blocks: list[Block] = [
        Paragraph(text(w("documents.changes_lead", date=previous.today.isoformat())), style="lead")
    ]
    figures = _figures(voice, earlier)
    answers = _answers(voice, earlier)
    if not figures and not answers:
        return (*blocks, Paragraph(text(w("documents.nothing_changed"))))
    columns = (
        Column(w("documents.column.item"), weight=3),
        Column(w("documents.column.old"), weight=3),
        Column(w("documents.column.new"), weight=3),
    )
    if figures:
        blocks.append(
            Table(columns, tuple(figures), caption=w("documents.changed_figures"), dense=True)
        )
    if answers:
        blocks.append(
            Table(columns, tuple(answers), caption=w("documents.changed_answers"), dense=True)
        )
    return tuple(blocks)


def _figures(voice: Voice, earlier: Voice) -> list[Row]:
    rows = []
    if voice.verdict() != earlier.verdict():
        rows.append(
            _changed(voice.w("documents.column.verdict"), earlier.verdict(), voice.verdict())
        )
    for name in FIGURES:
        old, new = earlier.figure(name), voice.figure(name)
        if old != new:
            rows.append(_changed(voice.figure_name(name), old, new))
    return rows


def _answers(voice: Voice, earlier: Voice) -> list[Row]:
    rows = []
    for question in voice.checklist.questions.values():
        old = earlier.evaluation.answer(question.id)
        new = voice.evaluation.answer(question.id)
        if question.computed or (old.value, old.not_sure) == (new.value, new.not_sure):
            continue
        before = plain(earlier.answer(question.id)) or DASH
        after = plain(voice.answer(question.id)) or DASH
        label = voice.w(
            "documents.numbered", number=voice.number(question.id), label=voice.say(question.title)
        )
        if before == after:
            after = voice.w("documents.rows_changed", text=after)
        rows.append(_changed(label, before, after))
    return rows


def _changed(label: str, old: str, new: str) -> Row:
    return row(label, old, Run(new, mark="changed"))
