"""A checklist: everything a pack says, checked and in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import Literal

from pydantic import Field

from wizard.model.fields import Condition
from wizard.model.localised import EMPTY, Localised
from wizard.model.measure import UNITS
from wizard.model.questions import (
    Column,
    PackModel,
    Question,
    QuestionFields,
    Severity,
    Table,
    Workload,
)

_ID = r"^[a-z][a-z0-9_]{0,59}$"
Badge = Literal["law", "practice", "rule_of_thumb", "unverified"]


class Source(PackModel):
    """A law, an article, a notice or a rule of thumb.

    Attributes:
        title: full title.
        article: the article or clause.
        kind: what it is.
        grade: A read in full, B read in an excerpt, G general knowledge, U uncertain.
        effective: the day the text it is cited by came into force.
        checked: the day somebody last compared it with the original.
        recheck_months: after how many months the check is stale.
        lookup: the official place to look it up.
    """

    title: Localised
    article: Localised = EMPTY
    kind: Literal["law", "practice", "rule_of_thumb"]
    grade: Literal["A", "B", "G", "U"]
    effective: dt.date | None = None
    checked: dt.date
    recheck_months: int = Field(default=12, ge=1, le=120)
    note: Localised = EMPTY
    lookup: Localised = EMPTY

    @property
    def badge(self) -> Badge:
        """How the source is shown: an uncertain one is 待核实, whatever its kind."""
        return "unverified" if self.grade == "U" else self.kind


class Threshold(PackModel):
    """A dated value that rules and texts use by name: a limit or a default."""

    value: Decimal | bool
    unit: str = Field(default="", pattern=f"^({'|'.join(('money', 'percent', *UNITS))})?$")
    title: Localised
    sources: tuple[str, ...] = ()
    checked: dt.date | None = None


class Term(PackModel):
    """A word explained."""

    term: Localised
    meaning: Localised


class Rule(PackModel):
    """A judgement over several questions; it speaks when its condition is true."""

    id: str = Field(pattern=_ID)
    severity: Severity
    when: Condition
    questions: tuple[str, ...] = Field(min_length=1)
    table: str = ""
    say: Localised
    do: Localised = EMPTY
    effort: Workload | None = None
    days: int | None = Field(default=None, ge=0, le=3650)
    sources: tuple[str, ...] = ()


class Topic(PackModel):
    """One page of one to five questions."""

    id: str = Field(pattern=_ID)
    title: Localised
    lead: Localised = EMPTY
    when: Condition = ""
    questions: tuple[Question, ...] = Field(min_length=1, max_length=5)


class Area(PackModel):
    """One of the areas of risk."""

    id: str = Field(pattern=_ID)
    title: Localised
    lead: Localised = EMPTY
    topics: tuple[Topic, ...] = Field(min_length=1)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions of all topics, in order."""
        return tuple(question for topic in self.topics for question in topic.questions)


class Agreement(PackModel):
    """A document for the shop's customers, made from a template."""

    id: str = Field(pattern=_ID)
    title: Localised
    template: str = Field(pattern=r"^[a-z0-9_]{1,60}$")
    when: Condition = ""
    lead: Localised = EMPTY


class Checklist(PackModel):
    """A whole pack, checked.

    Attributes:
        id: id of the pack.
        version: integer; files of version 1 stay valid for ever.
        languages: the first one is the author's.
        chosen: id of the question that chooses a row of ``candidates``.
        candidates: id of the table whose rows are candidates; only the chosen row counts.
        extends: id of the pack it extends, all of whose questions it has; empty for none.
        base_version: version of that pack.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_-]{0,59}$")
    version: int = Field(ge=1)
    title: Localised
    author: str = ""
    languages: tuple[str, ...] = Field(min_length=1)
    candidates: str = ""
    chosen: str = ""
    extends: str = ""
    base_version: int = 0
    areas: tuple[Area, ...] = Field(min_length=1)
    rules: tuple[Rule, ...] = ()
    sources: dict[str, Source] = Field(default_factory=dict)
    values: dict[str, Threshold] = Field(default_factory=dict)
    terms: dict[str, Term] = Field(default_factory=dict)
    agreements: tuple[Agreement, ...] = ()

    def newest(self, pack_id: str) -> int | None:
        """Return the newest version of a pack whose answers this checklist reads.

        Returns:
            Its own version, that of the pack it extends, or None for any other pack.
        """
        known = {self.extends: self.base_version, self.id: self.version}
        return known.get(pack_id) if pack_id else None

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by id, in order; columns of tables are not among them."""
        return {question.id: question for area in self.areas for question in area.questions}

    @cached_property
    def area_of(self) -> dict[str, str]:
        """Area id by question id; columns of tables included."""
        return _homes((area.id, area.questions) for area in self.areas)

    @cached_property
    def topic_of(self) -> dict[str, str]:
        """Topic id by question id; columns of tables included."""
        return _homes((topic.id, topic.questions) for topic in self.topics)

    @property
    def topics(self) -> Iterator[Topic]:
        """Every topic, in order."""
        for area in self.areas:
            yield from area.topics

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The number printed beside each question: area, a dot, position in the area."""
        found: dict[str, str] = {}
        for area_number, area in enumerate(self.areas, start=1):
            position = 0
            for question in area.questions:
                if not question.computed:
                    position += 1
                    found[question.id] = f"{area_number}.{position}"
        return found

    @cached_property
    def columns(self) -> dict[str, tuple[Table, Column]]:
        """Table and column by column id, for the columns of the candidates' table."""
        table = self.questions.get(self.candidates)
        if not isinstance(table, Table):
            return {}
        return {column.id: (table, column) for column in table.columns}

    def number(self, question_id: str) -> str:
        """Return the number printed beside a question; a column has its table's.

        Returns:
            An empty text for a computed question, which nobody is asked.
        """
        found = self.columns.get(question_id)
        return self.numbers.get(found[0].id if found else question_id, "")

    def titled(self, question_id: str, language: str) -> str:
        """Return the number and title of a question or column, as lists and links name it."""
        question = self.asked(question_id)
        title = question.title.say(language) if question is not None else question_id
        return f"{self.number(question_id)} {title}".strip()

    def asked(self, question_id: str) -> QuestionFields | None:
        """Return the question, or the candidates' column, with this id."""
        question = self.questions.get(question_id)
        if question is not None:
            return question
        found = self.columns.get(question_id)
        return found[1] if found else None


def _homes(groups: Iterable[tuple[str, tuple[Question, ...]]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for home, questions in groups:
        for question in questions:
            found[question.id] = home
            if isinstance(question, Table):
                found.update((column.id, home) for column in question.columns)
    return found
