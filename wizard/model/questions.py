"""Every kind of question: its fields in a pack, and how its values are read and shown.

A value has three forms. *raw*: what was typed or clicked, or what stood in a file.
*value*: the Python value of ``wizard.model.answers.Value``. *plain*: truth values, text,
numbers, lists and maps, as stored and exported. One method leads from each to the next:

    raw   -> value   ``read(raw)``          an Invalid tells why not
    value -> plain   ``plain(value)``
    value -> text    ``show(value, words)`` for people

``read`` accepts every plain form, so ``read(plain(value)) == value``. A new kind is one
class here and its name in ``Question``; a kind with a new shape also needs an editor.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from wizard.model.answers import Row
from wizard.model.fields import Consequence, Effort, PackModel, QuestionFields, Severity, Workload
from wizard.model.formats import FORMATS, holds_identity_number
from wizard.model.localised import EMPTY, Localised
from wizard.model.measure import UNITS, measured
from wizard.model.money import Money, grouped
from wizard.model.reading import (
    Invalid,
    Misread,
    plain_number,
    read_date,
    read_money,
    read_number,
    read_percent,
    read_yes_no,
)
from wizard.model.rows import plain_rows, read_plain_rows, read_rows
from wizard.strict_yaml import clean
from wizard.text import Words, words

LONGEST_LINE = 500
OWN_SITE = "own_site"
"""What names a shop on its own site where a candidate is named; people read a word for it."""
LONGEST_TEXT = 40_000


class YesNo(QuestionFields):
    """Yes or no."""

    kind: Literal["yes_no"]

    def read(self, raw: object) -> bool | Invalid:
        return read_yes_no(raw)

    def show(self, value: bool, say: Words) -> str:
        return say("model.yes" if value else "model.no")


class _Choosing(QuestionFields):
    """A question with choices.

    Attributes:
        choices: text by id.
        was_choices: id of today's choice by the id of an earlier one; several may have
            become one.
    """

    choices: dict[str, Localised] = Field(min_length=1, max_length=60)
    was_choices: dict[str, str] = Field(default_factory=dict)

    def _known(self, raw: object) -> str | Invalid:
        if isinstance(raw, bool):
            raw = "yes" if raw else "no"
            if raw not in self.choices:
                return Invalid("wrong_type_choice")
        if isinstance(raw, str):
            if raw not in self.choices:
                raw = self.was_choices.get(raw, raw)
            if raw in self.choices:
                return raw
            typed = raw.strip()
            for choice, text in self.choices.items():
                if typed in text.root.values():
                    return choice
            return Invalid("no_such_choice", {"typed": typed, "choices": tuple(self.choices)})
        return Invalid("wrong_type_choice")


class OneOf(_Choosing):
    """One of several choices.

    Choices called ``yes`` and ``no`` beside a third one may also be given as truth values.
    """

    kind: Literal["one_of"]

    def read(self, raw: object) -> str | Invalid:
        return self._known(raw)

    def show(self, value: str, say: Words) -> str:
        return self.choices[value].say(say.language) if value in self.choices else value


class ManyOf(_Choosing):
    """Any number of several choices.

    Attributes:
        least: how many have to be chosen; by default none of them is an answer too.
    """

    kind: Literal["many_of"]
    least: int = Field(default=0, ge=0, le=60)

    def read(self, raw: object) -> tuple[str, ...] | Invalid:
        items = raw if isinstance(raw, (list, tuple)) else [raw]
        chosen: set[str] = set()
        for item in items:
            choice = self._known(item)
            if isinstance(choice, Invalid):
                return choice
            chosen.add(choice)
        if len(chosen) < self.least:
            return Invalid("too_few_chosen", {"limit": self.least})
        return tuple(choice for choice in self.choices if choice in chosen)

    def read_plain(self, plain: object) -> tuple[str, ...]:
        value = self.read(plain)
        if not isinstance(value, Invalid):
            return value
        items = plain if isinstance(plain, (list, tuple)) else ()
        for index, item in enumerate(items):
            if isinstance(self._known(item), Invalid):
                raise Misread((index,), value)
        raise Misread((), value)

    def plain(self, value: tuple[str, ...]) -> object:
        return list(value)

    def show(self, value: tuple[str, ...], say: Words) -> str:
        if not value:
            return say("model.none_chosen")
        return say("model.list_comma").join(
            self.choices[one].say(say.language) for one in value if one in self.choices
        )


class _Measured(QuestionFields):
    ranged: ClassVar[bool] = True
    min: Decimal | None = None
    max: Decimal | None = None

    def _within(self, number: Decimal, raw: object) -> Decimal | Invalid:
        typed = str(raw).strip()
        if self.min is not None and number < self.min:
            return Invalid("too_small", {"typed": typed, "limit": str(plain_number(self.min))})
        if self.max is not None and number > self.max:
            return Invalid("too_large", {"typed": typed, "limit": str(plain_number(self.max))})
        return number


class Number(_Measured):
    """A count or a measure.

    Attributes:
        unit: what is counted.
        whole: whether only whole numbers make sense.
        low_high: whether a range may be given beside the likely number.
    """

    kind: Literal["number"]
    unit: str = Field(default="", pattern=f"^({'|'.join(UNITS)})?$")
    whole: bool = False
    low_high: bool = False

    def read(self, raw: object) -> Decimal | Invalid:
        number = read_number(raw, units=self._unit_words())
        if isinstance(number, Invalid):
            return number
        if self.whole and number != number.to_integral_value():
            return Invalid("not_whole", {"typed": str(raw).strip()})
        return self._within(plain_number(number), raw)

    def plain(self, value: Decimal) -> object:
        return plain_number(value)

    def show(self, value: Decimal, say: Words) -> str:
        return measured(value, self.unit, say)

    def _unit_words(self) -> tuple[str, ...]:
        if not self.unit:
            return ("个",)
        return tuple(
            words(language)(f"model.unit.{self.unit}", number="").strip()
            for language in ("zh", "en")
        ) + ("个",)


class Amount(QuestionFields):
    """An amount of money in yuan."""

    ranged: ClassVar[bool] = True
    kind: Literal["money"]
    low_high: bool = False

    def read(self, raw: object) -> Money | Invalid:
        return raw if isinstance(raw, Money) else read_money(raw)

    def plain(self, value: Money) -> object:
        return value.yuan

    def show(self, value: Money, say: Words) -> str:
        return say("model.yuan", amount=grouped(value.yuan))


class Percent(_Measured):
    """A percentage, held in points: 5 means 5 %."""

    kind: Literal["percent"]
    low_high: bool = False

    def read(self, raw: object) -> Decimal | Invalid:
        points = read_percent(raw)
        return points if isinstance(points, Invalid) else self._within(plain_number(points), raw)

    def plain(self, value: Decimal) -> object:
        return f"{plain_number(value)}%"

    def show(self, value: Decimal, say: Words) -> str:
        return f"{plain_number(value):,}%"


class Date(QuestionFields):
    """A calendar day.

    Attributes:
        default_days: without an answer, this many days after the first evaluation.
    """

    kind: Literal["date"]
    default_days: int | None = Field(default=None, ge=0, le=3650)

    def read(self, raw: object) -> dt.date | Invalid:
        return read_date(raw)

    def plain(self, value: dt.date) -> object:
        return value.isoformat()

    def show(self, value: dt.date, say: Words) -> str:
        return value.isoformat()


class _Written(QuestionFields):
    longest: ClassVar[int] = LONGEST_LINE

    def _text(self, raw: object) -> str | Invalid:
        if isinstance(raw, bool) or not isinstance(raw, (str, int, Decimal)):
            return Invalid("wrong_type_text")
        text = clean(str(raw)).strip()
        if not text:
            return Invalid("empty")
        if len(text) > self.longest:
            return Invalid("too_long", {"length": len(text), "limit": self.longest})
        if holds_identity_number(text):
            return Invalid("identity_number")
        return text


class Line(_Written):
    """One line of text, free or in a named format."""

    kind: Literal["text"]
    format: str = Field(default="", pattern=f"^({'|'.join(FORMATS)})?$")

    def read(self, raw: object) -> str | Invalid:
        text = self._text(raw)
        if isinstance(text, Invalid):
            return text
        line = " ".join(text.split())
        if self._names_own_site and line.casefold() in _own_site_words():
            return OWN_SITE
        return FORMATS[self.format](line) if self.format else line

    def show(self, value: str, say: Words) -> str:
        own = value == OWN_SITE and self._names_own_site
        return say("model.own_site") if own else super().show(value, say)

    @property
    def _names_own_site(self) -> bool:
        """Whether the pack offers the own site here, by explaining the word."""
        return OWN_SITE in self.terms


def _own_site_words() -> frozenset[str]:
    return frozenset(words(language)("model.own_site").casefold() for language in ("zh", "en"))


class Paragraph(_Written):
    """Several lines of text."""

    longest: ClassVar[int] = LONGEST_TEXT
    kind: Literal["long_text"]

    def read(self, raw: object) -> str | Invalid:
        return self._text(raw)


Column = Annotated[
    YesNo | OneOf | ManyOf | Number | Amount | Percent | Date | Line | Paragraph,
    Field(discriminator="kind"),
]


class Table(QuestionFields):
    """Rows of the same columns; each column is a question of its own.

    Attributes:
        columns: the first one names the row.
        most_rows: how many rows there may be.
        none_allowed: whether a person may confirm that there are none.
    """

    kind: Literal["table"]
    columns: tuple[Column, ...] = Field(min_length=1, max_length=60)
    most_rows: int = Field(default=60, ge=1, le=200)
    none_allowed: bool = True
    row_word: Localised = EMPTY

    @property
    def name_column(self) -> str:
        """Id of the column that names a row."""
        return self.columns[0].id

    def column(self, column_id: str) -> Column | None:
        """Return the column with this id, or the one that had it earlier."""
        found = (column for column in self.columns if column.id == column_id)
        earlier = (column for column in self.columns if column_id in column.was)
        return next(found, None) or next(earlier, None)

    def row_name(self, row: Row) -> str:
        """Return the name a person gave to ``row``, or an empty text."""
        named = row.get(self.name_column)
        return named.value if named is not None and isinstance(named.value, str) else ""

    def read(self, raw: object) -> tuple[Row, ...] | Invalid:
        return read_rows(self, raw)

    def read_plain(self, plain: object) -> tuple[Row, ...] | None:
        return read_plain_rows(self, plain)

    def plain(self, value: tuple[Row, ...]) -> object:
        return plain_rows(self, value)

    def show(self, value: tuple[Row, ...], say: Words) -> str:
        if not value:
            return say("model.none_at_all")
        names = [self.row_name(row) or say("model.unnamed") for row in value]
        return say("model.list_comma").join(names)


Question = Annotated[
    YesNo | OneOf | ManyOf | Number | Amount | Percent | Date | Line | Paragraph | Table,
    Field(discriminator="kind"),
]
KINDS: tuple[type[QuestionFields], ...] = (
    YesNo,
    OneOf,
    ManyOf,
    Number,
    Amount,
    Percent,
    Date,
    Line,
    Paragraph,
    Table,
)

__all__ = [
    "KINDS",
    "Amount",
    "Column",
    "Consequence",
    "Date",
    "Effort",
    "Line",
    "ManyOf",
    "Number",
    "OneOf",
    "PackModel",
    "Paragraph",
    "Percent",
    "Question",
    "QuestionFields",
    "Severity",
    "Table",
    "Workload",
    "YesNo",
]
