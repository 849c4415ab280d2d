"""Answers as the rules language sees them."""

from __future__ import annotations

from wizard.model.answers import Answer, Row
from wizard.model.money import Money
from wizard.model.questions import (
    Amount,
    Date,
    ManyOf,
    Number,
    OneOf,
    Percent,
    QuestionFields,
    Table,
    YesNo,
)
from wizard.rules import DATE, TEXT, YES_NO, Type, Unit, choice, choices, number, table

_UNITS = {
    "": Unit.NUMBER,
    "money": Unit.MONEY,
    "percent": Unit.PERCENT,
    "hours": Unit.HOURS,
    "days": Unit.DAYS,
    "minutes": Unit.MINUTES,
    "seconds": Unit.SECONDS,
    "months": Unit.MONTHS,
    "years": Unit.YEARS,
    "people": Unit.COUNT,
    "times": Unit.COUNT,
    "items": Unit.COUNT,
    "orders": Unit.COUNT,
}
_WORDS = {
    Unit.MONEY: "money",
    Unit.PERCENT: "percent",
    Unit.HOURS: "hours",
    Unit.DAYS: "days",
    Unit.MINUTES: "minutes",
    Unit.SECONDS: "seconds",
    Unit.MONTHS: "months",
    Unit.YEARS: "years",
}


def unit_type(unit: str) -> Type:
    """Return the type of a number in ``unit``, as a pack writes it."""
    return number(_UNITS[unit])


def spoken_unit(kind: Type, declared: str = "") -> str:
    """Return the unit a number of this type is written with."""
    return declared or _WORDS.get(kind.unit, "") if kind.unit is not None else declared


def declared_unit(question: QuestionFields) -> str:
    """Return the unit a question's numbers are written with; empty for none."""
    if isinstance(question, Number):
        return question.unit
    if isinstance(question, Amount):
        return "money"
    return "percent" if isinstance(question, Percent) else ""


def type_of(question: QuestionFields) -> Type:
    """Return the type of a question's values in the rules language."""
    if isinstance(question, YesNo):
        return YES_NO
    if isinstance(question, OneOf):
        return choice(tuple(question.choices))
    if isinstance(question, ManyOf):
        return choices(tuple(question.choices))
    if isinstance(question, (Number, Amount, Percent)):
        return unit_type(declared_unit(question))
    if isinstance(question, Date):
        return DATE
    if isinstance(question, Table):
        return table({column.id: type_of(column) for column in question.columns})
    return TEXT


def ruled(question: QuestionFields, answer: Answer | None) -> object | None:
    """Return the value of an answer as the rules language holds it, or None.

    Money becomes yuan, several choices a set, a table the known values of its rows; a table
    confirmed to be empty is an empty tuple.
    """
    if answer is None or answer.not_sure:
        return None
    value = answer.value
    if isinstance(value, Money):
        return value.yuan
    if isinstance(question, ManyOf) and isinstance(value, tuple):
        return frozenset(value)
    if isinstance(question, Table):
        rows = filled_rows(answer)
        return None if rows is None else tuple(ruled_row(question, row) for row in rows)
    return value


def filled_rows(answer: Answer) -> tuple[Row, ...] | None:
    """Return the rows of a table that hold anything; None where the table says nothing.

    A row with nothing in it is a line on the screen nobody has written on: it is neither
    unknown nor an entry. Only a table confirmed to be empty gives no rows.
    """
    if answer.not_sure or not isinstance(answer.value, tuple):
        return None
    rows = tuple(row for row in answer.value if row and not isinstance(row, str))
    return None if answer.value and not rows else rows


def ruled_row(table_question: Table, row: Row) -> dict[str, object]:
    """Return the known values of a row by column id."""
    known: dict[str, object] = {}
    for column in table_question.columns:
        value = ruled(column, row.get(column.id))
        if value is not None:
            known[column.id] = value
    return known
