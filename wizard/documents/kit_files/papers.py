"""Papers of their own: call sheet, service cards, platform questionnaire, evidence list."""

from __future__ import annotations

from wizard.documents.blocks import (
    Block,
    Blocks,
    Callout,
    Column,
    Columns,
    Document,
    DocumentMeta,
    Heading,
    Paragraph,
    Row,
    Run,
    Runs,
    Table,
    row,
    text,
)
from wizard.documents.plan import annexes
from wizard.documents.plan.actions import BOX
from wizard.documents.voice import Voice, is_said
from wizard.model.answers import NOTHING, Answer, State
from wizard.model.questions import QuestionFields

_CARDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("greeting", ("first_reply_minutes",)),
    ("not_arrived", ("delivery_minutes",)),
    ("fails", ("reissue_cap_yuan", "reissue_cap_times")),
    ("refund", ("refund_h", "claim_window")),
    ("guardian", ("guardian_channel", "guardian_days")),
    ("secrets", ()),
    ("complaint", ("complaint_channel", "escalation")),
    ("closed", ("first_reply_minutes",)),
)


def _paper(voice: Voice, name: str, key: str, blocks: Blocks) -> Document:
    title = voice.w(f"documents.paper.{key}")
    heading = Heading(text(title), level=1, key=f"paper-{key}")
    lead = Paragraph(text(voice.w(f"documents.paper.{key}_lead")), style="lead")
    return Document(
        title=title,
        language=voice.language,
        blocks=(heading, lead, *blocks),
        meta=DocumentMeta(
            plan=name,
            date=voice.evaluation.today,
            kind="worksheet",
            digest=voice.digest(),
            footer=voice.w("documents.footer"),
        ),
    )


def call_sheet(voice: Voice, name: str) -> Document:
    """Compose whom to ask and what to say, for everything open or not sure."""
    blocks = annexes.calls(voice)[1:] or (Paragraph(text(voice.w("documents.nothing_to_ask"))),)
    return _paper(voice, name, "calls", blocks)


def service_cards(voice: Voice, name: str) -> Document:
    """Compose cards to cut out: what to say to a buyer, with the shop's own promises."""
    cards = [_card(voice, key, questions) for key, questions in _CARDS]
    pairs = [
        Columns((cards[place],), tuple(cards[place + 1 : place + 2]))
        for place in range(0, len(cards), 2)
    ]
    return _paper(voice, name, "cards", tuple(pairs))


def _card(voice: Voice, key: str, questions: tuple[str, ...]) -> Callout:
    """Return a card; the answers stand in it as typed, a missing one as a ruled blank."""
    w = voice.w
    blocks: list[Block] = [Paragraph(text(w(f"documents.card.{key}_say")))]
    for question_id in questions:
        question = voice.checklist.questions.get(question_id)
        if question is None or voice.state(question_id) is State.NOT_APPLICABLE:
            continue
        value = voice.answer(question_id)
        if not is_said(value):
            value = text(Run(w("documents.to_add"), mark="blank"))
        lead = Run(voice.say(question.title) + w("documents.colon"), bold=True)
        blocks.append(Paragraph((lead, *value), style="small"))
    return Callout("info", text(w(f"documents.card.{key}")), tuple(blocks))


def platform_questionnaire(voice: Voice, name: str) -> Document:
    """Compose what to ask any platform, with room for two replies."""
    w = voice.w
    table = voice.evaluation.table(voice.checklist.candidates)
    if table is None:
        return _paper(voice, name, "questionnaire", ())
    columns = (
        Column("", align="center", minimum=16),
        Column(w("documents.column.item"), weight=2),
        Column(w("documents.column.say"), weight=5),
        Column(w("documents.column.reply"), weight=4, minimum=110),
    )
    groups: dict[str, list[Row]] = {}
    for column in table.columns:
        if column.computed or column.id == table.name_column:
            continue
        groups.setdefault(column.group, []).append(_asked(voice, column))
    blocks = tuple(
        Table(
            columns,
            tuple(rows),
            caption=w(f"documents.platform_group.{group}" if group else "documents.column.item"),
        )
        for group, rows in groups.items()
    )
    return _paper(voice, name, "questionnaire", blocks)


def _asked(voice: Voice, column: QuestionFields) -> Row:
    words = voice.say(column.ask_them) or voice.say(column.ask)
    star = Run(voice.say(column.title), bold=column.must)
    return row(BOX, star, words, "")


def evidence_list(voice: Voice, name: str) -> Document:
    """Compose what to keep proof of: every answer a red line hangs on, and what there is."""
    w = voice.w
    columns = (
        Column("", align="center", minimum=16),
        Column(w("documents.column.question"), align="center", minimum=34),
        Column(w("documents.column.item"), weight=3),
        Column(w("documents.column.answer"), weight=3),
        Column(w("documents.column.evidence"), weight=4, minimum=110),
        Column(w("documents.column.valid_until"), minimum=62),
    )
    rows = [_kept(voice, one, voice.evaluation.answer(one.id)) for one in _provable(voice)]
    chosen = voice.evaluation.chosen
    table = voice.evaluation.table(voice.checklist.candidates)
    if chosen is not None and table is not None:
        rows += [
            _kept(voice, column, chosen.get(column.id, NOTHING))
            for column in table.columns
            if column.blocks
        ]
    blocks: Blocks = (Table(columns, tuple(rows)),) if rows else ()
    return _paper(voice, name, "evidence", blocks)


def _provable(voice: Voice) -> list[QuestionFields]:
    return [
        question
        for question in voice.checklist.questions.values()
        if question.id in voice.evaluation.visible
        and not question.computed
        and (question.blocks or voice.evaluation.answer(question.id).evidence)
    ]


def _kept(voice: Voice, question: QuestionFields, answer: Answer) -> Row:
    names: list[str] = []
    until: list[str] = []
    for one in answer.evidence:
        where = voice.w("documents.in_brackets", text=one.where) if one.where else ""
        names.append(f"{one.name}{where}")
        if one.valid_until is not None:
            until.append(one.valid_until.isoformat())
    value: Runs = voice.value(question, answer)
    return row(
        BOX,
        voice.number(question.id),
        voice.say(question.title),
        value,
        "\n".join(names),
        "\n".join(until),
    )
