"""One section for each area: what was answered, how it was judged, what is open."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wizard.documents.blocks import (
    Block,
    Blocks,
    Column,
    Columns,
    Mark,
    Paragraph,
    Row,
    Run,
    Runs,
    Table,
    plain,
    row,
    text,
)
from wizard.documents.plan.actions import callout
from wizard.documents.plan.platform_costs import cost_chart
from wizard.documents.plan.platforms import comparison
from wizard.documents.voice import DASH, MARKS, Voice, is_said
from wizard.model import questions as kinds
from wizard.model.answers import State
from wizard.model.checklist import Area
from wizard.model.questions import QuestionFields, Severity

_SHOWN = (Severity.RED_LINE, Severity.FIX, Severity.WATCH)
_LATIN = re.compile("[\0-\u2e7f]")
_NARROW = 0.55  # em, about what a Latin letter takes
_LINE = 10.7  # em that fit one line of an answer in a narrow column
_LONG = 34.0  # em of an answer that is no longer read well in a narrow column
_GROUP = 9  # lines set in two columns at a time


def composer(
    area_id: str, figures: Callable[[Voice], Blocks] | None = None
) -> Callable[[Voice], Blocks]:
    """Return the function that composes the section of one area.

    Args:
        area_id: of the area.
        figures: what stands between its findings and its answers.
    """

    def compose(voice: Voice) -> Blocks:
        area = next((one for one in voice.checklist.areas if one.id == area_id), None)
        return section(voice, area, figures(voice) if figures else ()) if area else ()

    return compose


def section(voice: Voice, area: Area, figures: Blocks) -> Blocks:
    """Compose an area: lead, findings, figures, answers by topic, what is not answered."""
    w = voice.w
    blocks: list[Block] = [
        Paragraph(text(voice.say(area.lead)), style="lead", key=f"area-{area.id}")
    ]
    if voice.evaluation.areas[area.id].state == "not_started":
        blocks.append(Paragraph(text(w("documents.area_not_started"))))
    blocking = (Severity.RED_LINE, Severity.BROKEN)
    blocks += [
        callout(voice, one) for one in voice.findings(area.id) if one.severity not in blocking
    ]
    blocks += figures
    answers = _answers(voice, area)
    if answers and area is voice.checklist.areas[0]:
        blocks.append(_legend(voice))
    blocks += answers
    blocks += _unanswered(voice, area)
    return tuple(blocks)


def _legend(voice: Voice) -> Paragraph:
    """Say once what the shapes beside the answers mean."""
    words: list[tuple[Mark, str]] = [("ok", voice.w("documents.passed"))]
    words += [
        (MARKS[severity], voice.w(f"documents.severity.{severity.value}")) for severity in _SHOWN
    ]
    runs: list[Run] = [Run(voice.w("documents.legend"))]
    for mark, word in words:
        runs += [Run(word, mark=mark), Run(" \u3000")]
    return Paragraph(tuple(runs[:-1]), style="note", keep=True)


def _answers(voice: Voice, area: Area) -> list[Block]:
    """Compose the answers topic by topic in two columns, and the candidates side by side.

    A topic with a long answer takes the whole width.
    """
    blocks: list[Block] = []
    narrow: list[_Topic] = []
    candidates: list[Block] = []
    for topic in area.topics:
        said = [one for one in topic.questions if _is_printed(voice, one)]
        for question in topic.questions:
            if isinstance(question, kinds.Table) and question.id == voice.checklist.candidates:
                candidates += comparison(voice, question)
                chart = cost_chart(voice)
                if chart is not None and len(chart.labels) > 1:
                    candidates.append(chart)
        if not said:
            continue
        rows = tuple(_answer_row(voice, one) for one in said)
        one = _topic(voice.say(topic.title), rows)
        if one.widest > _LONG:
            blocks += [*_two_up(narrow), _table((one,))]
            narrow = []
        else:
            narrow.append(one)
    return [*blocks, *_two_up(narrow), *candidates]


@dataclass(frozen=True, slots=True)
class _Topic:
    """What was answered in one topic.

    Attributes:
        lines: about how many it takes in a narrow column.
        widest: width of the longest answer in em.
    """

    title: str
    rows: tuple[Row, ...]
    lines: int
    widest: float


def _topic(title: str, rows: tuple[Row, ...]) -> _Topic:
    widths = [_ems(plain(one.cells[2])) for one in rows]
    lines = 1 + sum(1 + int(one / _LINE) for one in widths)
    return _Topic(title, rows, lines, max(widths))


def _ems(words: str) -> float:
    narrow = len(_LATIN.findall(words))
    return len(words) - narrow * (1 - _NARROW)


def _two_up(topics: list[_Topic]) -> list[Block]:
    """Set topics in two columns of about equal height, a few at a time.

    Two columns are never parted by a page's end, so they are kept short.
    """
    blocks: list[Block] = []
    group: list[_Topic] = []
    for place, topic in enumerate(topics):
        group.append(topic)
        rest = sum(one.lines for one in topics[place + 1 :])
        if sum(one.lines for one in group) >= _GROUP and rest >= _GROUP // 2:
            blocks.append(_balanced(group))
            group = []
    if group:
        blocks.append(_balanced(group))
    return blocks


def _balanced(topics: list[_Topic]) -> Block:
    lines = [one.lines for one in topics]
    cut = min(
        range(1, len(topics) + 1), key=lambda at: (max(sum(lines[:at]), sum(lines[at:])), -at)
    )
    if cut == len(topics):
        return _table(topics)
    return Columns((_table(topics[:cut]),), (_table(topics[cut:]),))


def _table(topics: Sequence[_Topic]) -> Table:
    """Return topics as one dense table: number, item, answer, shape of the judgement."""
    rows: list[Row] = []
    for topic in topics:
        rows += [row(Run(topic.title, bold=True), "", "", ""), *topic.rows]
    columns = (
        Column("", minimum=27),
        Column("", minimum=70, names=True),
        Column("", weight=1),
        Column("", minimum=18),
    )
    return Table(columns, tuple(rows), zebra=False, dense=True)


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


def _answer_row(voice: Voice, question: QuestionFields) -> Row:
    answer = voice.evaluation.answer(question.id)
    value: Runs = voice.answer(question.id)
    remarks = voice.remarks(answer)
    if remarks:
        value = (*value, Run(voice.w("documents.in_brackets", text=remarks)))
    number = voice.number(question.id)
    changed = voice.is_changed(question.id)
    return row(
        number,
        voice.say(question.title),
        voice.marked(value if is_said(value) else text(DASH), changed=changed),
        _judgement(voice, question),
        key=f"question-{question.id}",
        changed=changed,
    )


def _judgement(voice: Voice, question: QuestionFields) -> Runs:
    """Return how an answer was judged, as a shape that leads to the finding."""
    if voice.state(question.id) is State.NOT_SURE:
        return ()
    own = voice.judged(question.id)
    if own is not None:
        return (voice.shape(own.severity, f"#{voice.finding_key(own)}"),)
    return (voice.shape(None),) if question.judged else ()


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
