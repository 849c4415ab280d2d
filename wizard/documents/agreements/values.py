"""Answers as a template sees them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from wizard.documents.agreements.templating import Figure, Rows, Slot, Slots, Truth, Value, Values
from wizard.documents.runs import plain, safe_link
from wizard.documents.voice import Voice
from wizard.errors import PackError
from wizard.model.answers import NOTHING, Answer
from wizard.model.money import Money
from wizard.model.questions import Line, ManyOf, OneOf, QuestionFields, Table, YesNo


def template_values(voice: Voice, asked: Iterable[str], slots: Slots) -> dict[str, Any]:
    """Return what a template asked for, by question id.

    A truth value holds where it is yes and compares as ``yes`` or ``no``, a choice as its id, several choices by
    ``in``; what is not answered compares as empty text and prints as a blank. A table is a
    list of maps by column id. The chosen candidate's columns are values of their own.

    Raises:
        PackError: the template asks for a question the pack does not have.
    """
    return {name: _value(voice, name, slots) for name in sorted(asked)}


def _value(voice: Voice, name: str, slots: Slots) -> Any:
    question = voice.checklist.questions.get(name)
    if isinstance(question, Table):
        return _rows(voice, question, slots)
    if question is not None:
        return _one(voice, question, voice.evaluation.answer(name), slots)
    column = voice.checklist.asked(name)
    if column is None:
        raise PackError("documents.template_unknown", name=name)
    chosen = voice.evaluation.chosen
    answer = chosen.get(name, NOTHING) if chosen is not None else NOTHING
    return _one(voice, column, answer, slots)


def _rows(voice: Voice, table: Table, slots: Slots) -> Rows:
    answer = voice.evaluation.answer(table.id)
    shown = table.show((), voice.w) if answer.value == () else ""
    rows = [
        {
            column.id: _one(voice, column, row.get(column.id, NOTHING), slots, owner=table.id)
            for column in table.columns
        }
        for row in voice.evaluation.rows(table.id)
    ]
    return Rows(rows, slots.token(Slot(table.id, shown, voice.say(table.title))))


def _one(
    voice: Voice, question: QuestionFields, answer: Answer, slots: Slots, *, owner: str = ""
) -> Value | Values | Figure:
    value = answer.value
    shown = "" if value is None else plain(voice.value(question, answer)).strip()
    slot = Slot(owner or question.id, shown, voice.say(question.title), _link(question, value))
    token = slots.token(slot)
    if isinstance(question, ManyOf):
        chosen = value if isinstance(value, tuple) else ()
        return Values([one for one in chosen if isinstance(one, str)], token)
    if isinstance(question, YesNo):
        return Truth("" if value is None else ("yes" if value else "no"), token)
    if isinstance(question, OneOf):
        return Value(value if isinstance(value, str) else "", token)
    if isinstance(value, Money):
        return Figure(value.yuan, token)
    return Figure(value, token) if isinstance(value, Decimal) else Value(shown, token)


def _link(question: QuestionFields, value: object) -> str:
    if not isinstance(question, Line) or not isinstance(value, str):
        return ""
    if question.format == "url":
        return safe_link(value)
    return safe_link(f"mailto:{value}") if question.format == "email" else ""
