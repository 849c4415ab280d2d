"""One section for each area: what was answered, how it was judged, what is open."""

from __future__ import annotations

from collections.abc import Callable

from wizard.documents.blocks import (
    Block,
    Blocks,
    Column,
    Heading,
    Paragraph,
    Row,
    Run,
    Runs,
    Table,
    row,
    text,
)
from wizard.documents.plan.actions import callout
from wizard.documents.plan.platforms import comparison
from wizard.documents.voice import DASH, MARKS, Voice, is_said
from wizard.model import questions as kinds
from wizard.model.answers import State
from wizard.model.checklist import Area
from wizard.model.questions import QuestionFields, Severity


def composer(area_id: str) -> Callable[[Voice], Blocks]:
    """Return the function that composes the section of one area."""

    def compose(voice: Voice) -> Blocks:
        area = next((one for one in voice.checklist.areas if one.id == area_id), None)
        return section(voice, area) if area is not None else ()

    return compose


def section(voice: Voice, area: Area) -> Blocks:
    """Compose an area: lead, answers topic by topic, findings, what is not answered."""
    w = voice.w
    blocks: list[Block] = [
        Paragraph(text(voice.say(area.lead)), style="lead", key=f"area-{area.id}")
    ]
    if voice.evaluation.areas[area.id].state == "not_started":
        blocks.append(Paragraph(text(w("documents.area_not_started"))))
    blocks += _answers(voice, area)
    blocking = (Severity.RED_LINE, Severity.BROKEN)
    open_findings = [one for one in voice.findings(area.id) if one.severity not in blocking]
    if open_findings:
        blocks.append(Heading(text(w("documents.findings")), level=3))
        blocks += [callout(voice, one) for one in open_findings]
    blocks += _unanswered(voice, area)
    return tuple(blocks)


def _answers(voice: Voice, area: Area) -> list[Block]:
    """Compose one table of answers, topic by topic, and the candidates side by side."""
    rows: list[Row] = []
    candidates: list[Block] = []
    for topic in area.topics:
        said = [_answer_row(voice, one) for one in topic.questions if _is_printed(voice, one)]
        if said:
            title = Run(voice.say(topic.title), bold=True)
            rows += [row("", title, "", ""), *said]
        for question in topic.questions:
            if isinstance(question, kinds.Table) and question.id == voice.checklist.candidates:
                candidates += comparison(voice, question)
    table: list[Block] = [Table(_columns(voice), tuple(rows), zebra=False)] if rows else []
    return [*table, *candidates]


def _is_printed(voice: Voice, question: QuestionFields) -> bool:
    return (
        voice.state(question.id) in (State.ANSWERED, State.NOT_SURE)
        and not isinstance(question, kinds.Table)
        and not _is_for_agreements(question)
    )


def _is_for_agreements(question: QuestionFields) -> bool:
    """Whether a question only fills a place in an agreement, which prints it."""
    return (
        not question.code
        and not question.judged
        and not question.must
        and (question.id not in MONEY_INPUTS)
    )


MONEY_INPUTS = frozenset(
    {
        "cash_available",
        "owner_wage",
        "orders_per_day",
        "visitors_per_day",
        "conversion",
        "launch_date",
        "tickets_per_order",
        "minutes_per_ticket",
        "support_people",
        "service_hours",
        "orders_30d",
        "buyers_60d",
    }
)


def _columns(voice: Voice) -> tuple[Column, ...]:
    w = voice.w
    return (
        Column(w("documents.column.question"), align="center", minimum=34),
        Column(w("documents.column.item"), weight=3),
        Column(w("documents.column.answer"), weight=5),
        Column(w("documents.column.judgement"), minimum=70),
    )


def _answer_row(voice: Voice, question: QuestionFields) -> Row:
    answer = voice.evaluation.answer(question.id)
    value: Runs = voice.answer(question.id)
    remarks = voice.remarks(answer)
    if remarks:
        value = (*value, Run(voice.w("documents.in_brackets", text=remarks)))
    number = voice.number(question.id)
    return row(
        number,
        voice.say(question.title),
        value if is_said(value) else DASH,
        judgement(voice, question),
        key=f"question-{question.id}",
    )


def judgement(voice: Voice, question: QuestionFields) -> Runs:
    """Return how an answer was judged, as a mark and a word."""
    if voice.state(question.id) is State.NOT_SURE:
        return ()
    own = [one for one in voice.evaluation.findings if one.rule == question.id and one.counts]
    if own:
        word = voice.w(f"documents.severity.{own[0].severity.value}")
        return (Run(word, mark=MARKS[own[0].severity], link=f"#{voice.finding_key(own[0])}"),)
    if question.judged:
        return (Run(voice.w("documents.passed"), mark="ok"),)
    return ()


def _unanswered(voice: Voice, area: Area) -> list[Block]:
    """Name in one line what could still be answered; must-have questions stand elsewhere."""
    names = [
        voice.w("documents.numbered", number=voice.number(one.id), label=voice.say(one.title))
        for one in area.questions
        if voice.state(one.id) is State.UNANSWERED
        and not one.computed
        and not _is_for_agreements(one)
    ]
    if not names:
        return []
    listed = voice.w("model.list_comma").join(names)
    return [Paragraph(text(voice.w("documents.not_answered", names=listed)), style="note")]
