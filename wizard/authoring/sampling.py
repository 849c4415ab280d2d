"""Answers made up for a pack: at the boundaries its rules name, beside them, and at random."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from wizard.authoring.usage import MONEY_ANSWERS, Read, reads
from wizard.engine import FIGURE_TYPES, CompiledChecklist
from wizard.model.answers import NOT_SURE, Answer, Row, Value
from wizard.model.money import Money
from wizard.model.questions import (
    OWN_SITE,
    Amount,
    Date,
    Line,
    ManyOf,
    Number,
    OneOf,
    Paragraph,
    Percent,
    QuestionFields,
    Table,
    YesNo,
)

_NAMES: Final = ("甲", "乙", "丙")
_ROWS: Final = (0, 1, 1, 1, 2, 3)
_DAYS: Final = (-400, -30, -1, 0, 1, 7, 30, 400)
_USUAL: Final = (Decimal(0), Decimal(1), Decimal(10), Decimal(100))
_GREATEST: Final = Decimal(10) ** 9
_UNSURE: Final = 0.03
_EMPTY: Final = 0.05


class Sampler:
    """Makes up answers to the questions of one pack, the same for the same seed."""

    def __init__(self, compiled: CompiledChecklist, today: dt.date, seed: str) -> None:
        self.checklist = compiled.checklist
        self.today = today
        self.chance = random.Random(seed)  # noqa: S311 - chance, not secrets
        self._numbers: dict[str, set[Decimal]] = {}
        self._of_figures: set[Decimal] = set()
        self._dates: dict[str, set[dt.date]] = {}
        self._texts: dict[str, set[str]] = {}
        for read in reads(compiled):
            self._learn(read)

    def _learn(self, read: Read) -> None:
        facts = read.expression.facts
        for name in read.expression.names:
            if name in FIGURE_TYPES:
                self._of_figures |= facts.numbers
            key = f"{read.table}.{name}" if read.table and "." not in name else name
            for one in {key, name}:
                self._numbers.setdefault(one, set()).update(facts.numbers)
                self._dates.setdefault(one, set()).update(facts.dates)
                self._texts.setdefault(one, set()).update(facts.texts)

    def answers(self, base: Mapping[str, Answer] | None = None) -> dict[str, Answer]:
        """Return answers to the whole pack.

        Args:
            base: answers of which a few are changed; without it, all are made up.
        """
        names = [one for one, question in self.checklist.questions.items() if not question.computed]
        found = dict(base or {})
        if base is not None:
            names = self.chance.sample(names, min(len(names), self.chance.randint(1, 8)))
        return self.changed(found, names)

    def changed(self, base: Mapping[str, Answer], names: Sequence[str]) -> dict[str, Answer]:
        """Return ``base`` with the answers to ``names`` made up anew."""
        found = dict(base)
        for name in names:
            answer = self.answer(self.checklist.questions[name], name)
            if answer is None:
                found.pop(name, None)
            else:
                found[name] = answer
        chosen = self.checklist.chosen
        if chosen in names and chosen in found:
            found[chosen] = Answer(self._choice(found))
        return found

    def _choice(self, answers: Mapping[str, Answer]) -> str:
        rows = answers.get(self.checklist.candidates, NOT_SURE).value
        table = self.checklist.questions.get(self.checklist.candidates)
        names = [OWN_SITE]
        if isinstance(rows, tuple) and isinstance(table, Table):
            named = [table.row_name(row) for row in rows if not isinstance(row, str)]
            names = [*named, *named, OWN_SITE]
        return self.chance.choice([name for name in names if name])

    def answer(self, question: QuestionFields, key: str) -> Answer | None:
        """Return an answer to one question or column, None for no answer."""
        draw = self.chance.random()
        if draw < _UNSURE:
            return NOT_SURE
        if draw < _UNSURE + _EMPTY:
            return None
        value = self._value(question, key)
        return None if value is None else Answer(value)

    def _value(self, question: QuestionFields, key: str) -> Value | None:
        if isinstance(question, YesNo):
            return self.chance.random() < 0.5
        if isinstance(question, OneOf):
            return self.chance.choice(list(question.choices))
        if isinstance(question, ManyOf):
            return self._several(list(question.choices))
        if isinstance(question, Amount):
            return Money.from_yuan(self._number(key, None, None, Decimal("0.01")))
        if isinstance(question, (Number, Percent)):
            whole = isinstance(question, Number) and question.whole
            step = Decimal(1) if whole else Decimal("0.1")
            return self._number(key, question.min, question.max, step)
        if isinstance(question, Date):
            marks = sorted(self._dates.get(key, ())) or [self.today]
            return self.chance.choice(marks) + dt.timedelta(days=self.chance.choice(_DAYS))
        if isinstance(question, Table):
            return self._rows(question)
        return self._text(question, key)

    def _several(self, choices: list[str]) -> tuple[str, ...]:
        share = self.chance.choice((0.1, 0.4, 0.9))
        return tuple(one for one in choices if self.chance.random() < share)

    def _number(
        self, key: str, least: Decimal | None, most: Decimal | None, step: Decimal
    ) -> Decimal:
        low = least if least is not None else Decimal(0)
        high = most if most is not None else _GREATEST
        marks = [low, *sorted(self._numbers.get(key, ())), *_USUAL]
        if key.partition(".")[0] in MONEY_ANSWERS:
            marks += sorted(self._of_figures)
        if most is not None:
            marks.append(most)
        mark = self.chance.choice(marks)
        draw = self.chance.random()
        if draw < 0.4:
            mark += step * self.chance.choice((-1, 1))
        elif draw < 0.6:
            mark *= self.chance.choice((Decimal("0.5"), Decimal("1.5"), Decimal(3)))
        return min(max(mark.quantize(step), low), high)

    def _text(self, question: QuestionFields, key: str) -> str | None:
        if isinstance(question, Line) and question.format:
            return None
        if not isinstance(question, (Line, Paragraph)):
            return None
        known = sorted(self._texts.get(key, ()))
        return self.chance.choice([*known, "甲", "一段话"])

    def _rows(self, table: Table) -> tuple[Row, ...]:
        rows: list[Row] = []
        for name in _NAMES[: self.chance.choice(_ROWS)]:
            row: dict[str, Answer] = {table.name_column: Answer(name)}
            for column in table.columns[1:]:
                answer = self.answer(column, f"{table.id}.{column.id}")
                if answer is not None and not column.computed:
                    row[column.id] = answer
            rows.append(row)
        return tuple(rows[: table.most_rows])
