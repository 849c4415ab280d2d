"""A figure in words: its formula, what went in and where that was answered.

For the screen and for paper alike; nothing is computed here that ``wizard.money.explain``
did not compute.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from wizard.documents.runs import Runs, text
from wizard.documents.voice import DASH, Voice
from wizard.model.money import Money
from wizard.model.questions import Amount, Number, Percent, QuestionFields, Table, YesNo
from wizard.model.reading import plain_number
from wizard.money.explain import Operand, explain
from wizard.money.inputs import Spread

_NO_DEFAULT = "chosen_platform"
_PERCENT_DEFAULTS = ("freeze_chance", "demand_doubt")


@dataclass(frozen=True, slots=True)
class Ingredient:
    """One input of a figure, as shown.

    Attributes:
        title: what it is called where it is asked.
        row: name of the table's row; empty for a plain question.
        shown: its value with its unit, or a dash.
        question: id of the question it was answered at; empty where nothing is asked.
        number: printed beside that question.
        assumed: whether a default stood in for it.
    """

    title: str
    row: str
    shown: str
    question: str
    number: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """A figure with everything it was made from.

    Attributes:
        name: key of the figure.
        title: its name in words.
        shown: its value with its unit, or a dash.
        note: why it is undefined, or the remark that goes with it.
        formula: how it is computed, in words.
        rounding: how the value shown was rounded.
        source: where the formula comes from.
        ingredients: the inputs, in the order of the formula.
    """

    name: str
    title: str
    shown: str
    note: str
    formula: str
    rounding: str
    source: str
    ingredients: tuple[Ingredient, ...]


def explained(voice: Voice, name: str) -> Explained:
    """Return the figure ``name`` of an evaluation in words."""
    found = explain(voice.evaluation.figures[name], voice.evaluation.inputs)
    return Explained(
        name=name,
        title=voice.figure_name(name),
        shown=voice.figure(name),
        note=voice.figure_note(name),
        formula=voice.w(f"workbench.formula.{name}"),
        rounding=voice.w(f"workbench.rounding.{found.rounding}"),
        source=voice.w(f"workbench.source.{found.formula.source}"),
        ingredients=tuple(_ingredient(voice, operand) for operand in found.operands),
    )


def assumed_values(voice: Voice) -> list[tuple[str, Runs]]:
    """Return each input a default stood in for, with that default as shown.

    A platform nobody chose has no default: its fees are not counted at all.
    """
    figures = voice.evaluation.figures.values()
    names = sorted({name for figure in figures for name in figure.assumed})
    operands = (Operand(name, "", None, assumed=True) for name in names if name != _NO_DEFAULT)
    return [(one.title, text(one.shown)) for one in (_ingredient(voice, each) for each in operands)]


def _ingredient(voice: Voice, operand: Operand) -> Ingredient:
    asked, question_id = _asked(voice, operand.input)
    return Ingredient(
        title=voice.w(f"money.input.{operand.input}"),
        row=operand.row,
        shown=_shown(voice, asked, operand),
        question=question_id,
        number=voice.number(question_id) if question_id else "",
        assumed=operand.assumed,
    )


def _asked(voice: Voice, name: str) -> tuple[QuestionFields | None, str]:
    """Return what was asked for an input, and the id of the question to go to for it."""
    table_id, _, column_id = name.rpartition(".")
    if name == "budget_lines":
        table_id, column_id = name, "amount"
    questions = voice.checklist.questions
    table = questions.get(table_id)
    if isinstance(table, Table):
        return table.column(column_id), table.id
    plain = questions.get(table_id or name)
    return plain, plain.id if plain is not None else ""


def _shown(voice: Voice, asked: QuestionFields | None, operand: Operand) -> str:
    value = operand.value
    if value is None and operand.assumed:
        value = voice.evaluation.inputs.defaults.get(operand.input, 0)
    if value is None:
        return DASH
    if operand.input == "chosen_platform" or isinstance(value, str):
        return voice.chosen_name() if value == "own_site" else str(value or DASH)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(asked, YesNo):
        return asked.show(bool(value), voice.w)
    if isinstance(asked, Amount):
        return asked.show(Money(int(value)), voice.w)
    number = plain_number(Decimal(value))
    if isinstance(asked, Percent) or operand.input in _PERCENT_DEFAULTS:
        return f"{number:,}%"
    if operand.input == "orders_per_day.spread":
        return _spread(voice)
    return asked.show(number, voice.w) if isinstance(asked, Number) else f"{number:,}"


def _spread(voice: Voice) -> str:
    """Return the range of the orders a day, told or supposed."""
    inputs = voice.evaluation.inputs
    told = inputs.orders_per_day
    if isinstance(told, Spread):
        low, high = voice.decimal(told.low), voice.decimal(told.high)
        return voice.w("model.range", low=low, high=high)
    return voice.w("workbench.plus_minus", percent=inputs.defaults.get("demand_doubt", 50))
