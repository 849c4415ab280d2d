"""Answers: what a person said, how sure they are, and what still has to be found out.

Three forms of a value exist, as in every kind of question: *raw* (typed, or read from a
file), the *value* (Python), and *plain* (what is stored: truth values, text, numbers,
lists and maps). ``wizard.model.questions`` converts between them; an ``Answer`` holds the
value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from wizard.model.money import Money

Row = Mapping[str, "Answer"]
Value = bool | str | tuple[str, ...] | Money | Decimal | dt.date | tuple[Row, ...]
Sure = Literal["measured", "quoted", "estimated"]


class State(StrEnum):
    """How far a question has got."""

    UNANSWERED = "unanswered"
    ANSWERED = "answered"
    NOT_SURE = "not_sure"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file or a paper that backs an answer.

    Attributes:
        name: what the person calls it.
        sha256: hex digest of the stored file; empty for paper.
        where: where the paper is kept, or where the file came from.
        valid_until: the day it expires, if it does.
    """

    name: str
    sha256: str = ""
    where: str = ""
    valid_until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one question, or to one cell of a table.

    Attributes:
        value: the value, or None when there is none (not sure, or text nobody could read).
        not_sure: the person said 还不确定, which is a full answer.
        text: what was typed and could not be read; kept, never cleared.
        low, high: the range of an uncertain number, in the kind of the value.
        low_text, high_text: what was typed as an end of the range and could not be read.
    """

    value: Value | None = None
    not_sure: bool = False
    text: str = ""
    note: str = ""
    sure: Sure | None = None
    later: bool = False
    evidence: tuple[Evidence, ...] = ()
    low: Money | Decimal | None = None
    high: Money | Decimal | None = None
    find_out: str = ""
    due: dt.date | None = None
    low_text: str = ""
    high_text: str = ""

    @property
    def state(self) -> State:
        """The state this answer alone gives its question."""
        if self.not_sure:
            return State.NOT_SURE
        return State.UNANSWERED if self.value is None else State.ANSWERED

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is recorded, so that the question is simply unanswered."""
        return self == NOTHING

    def with_value(self, value: Value | None) -> Answer:
        """Return the answer with another value; not sure and unreadable text are over."""
        plain = replace(self, value=value, not_sure=False, text="")
        return replace(plain, low=None, high=None, low_text="", high_text="")


NOTHING = Answer()
NOT_SURE = Answer(not_sure=True)
Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of an answer: a question, or one column of one row of a table.

    Attributes:
        question: id of the question.
        row: index of the row, from 0; None for the question itself.
        column: id of the column; empty for the question itself.
    """

    question: str
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        if self.row is None:
            return self.question
        return f"{self.question}.{self.row + 1}.{self.column}"
