"""Compile the expressions of a pack in the scope each of them stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, Final

from wizard.engine import FIGURE_TYPES, type_of
from wizard.engine.values import unit_type
from wizard.model.checklist import Checklist, Threshold
from wizard.model.questions import Amount, Number, Percent, QuestionFields, Table
from wizard.packs.origins import Origin, Reading
from wizard.rules import (
    DATE,
    YES_NO,
    Expression,
    RuleError,
    Scope,
    Type,
    compile_condition,
    join,
    reach,
)

_WORD: Final = re.compile(r"[^\W\d]\w*")
_NAME_MISSING: Final = ("rules.unknown_name", "rules.unknown_option")
_Range = tuple[Decimal | None, Decimal | None]


class Conditions:
    """Compiles expressions and adds what is wrong with them to the reading.

    Attributes:
        everything: type of every name a judgement may read.
        values: type of the names in ``values.yaml``.
        computed: type of the computed questions.
    """

    def __init__(self, reading: Reading, checklist: Checklist) -> None:
        questions = checklist.questions.values()
        self.reading = reading
        self.constants = {name: one.value for name, one in checklist.values.items()}
        self.values = {name: _value_type(one) for name, one in checklist.values.items()}
        self.computed = {one.id: type_of(one) for one in questions if one.computed}
        asked = {one.id: type_of(one) for one in questions if not one.computed}
        self.everything: dict[str, Type] = {
            "today": DATE,
            **self.values,
            **FIGURE_TYPES,
            **asked,
            **self.computed,
        }
        self.ranges = _ranges(questions)
        for table in questions:
            if isinstance(table, Table):
                inner = _ranges(table.columns)
                self.ranges |= {f"{table.id}.{name}": one for name, one in inner.items()}
        self._hide({})

    @contextmanager
    def inside(self, table: Table | None) -> Iterator[None]:
        """Compile expressions for the rows of ``table``, whose columns hide outer names."""
        if table is None:
            yield
            return
        self._hide(_ranges(table.columns), frozenset(column.id for column in table.columns))
        yield
        self._hide({})

    def _hide(self, in_row: Mapping[str, _Range], columns: frozenset[str] = frozenset()) -> None:
        """Set the constants and ranges seen beside ``columns``: once, not per expression."""
        outer = {
            name: one for name, one in self.ranges.items() if name.partition(".")[0] not in columns
        }
        self._seen_ranges = {**outer, **in_row}
        self._seen_constants = {
            name: one for name, one in self.constants.items() if name not in columns
        }

    def scope(self, names: Mapping[str, Type]) -> Scope:
        """Return the scope with ``names``, their constants and their ranges."""
        return Scope(names, self._seen_constants, self._seen_ranges)

    def expression(
        self,
        source: object,
        origin: Origin,
        path: tuple[str | int, ...],
        names: Mapping[str, Type],
        *,
        wants: Type | None = None,
        offset: int = 0,
    ) -> Expression | None:
        """Compile ``source``; what is wrong with it becomes a problem.

        Args:
            source: a line, or lists of lines.
            origin: the part it stands in.
            path: from the part to the source.
            names: what it may read.
            wants: type of the result, where it has to be one.
            offset: where the source begins in the text at ``path``.
        """
        if self._reads_lost(source):
            return None
        try:
            if wants is None:
                return compile_condition(source, self.scope(names), wants=None)  # type: ignore[arg-type]
            return compile_condition(source, self.scope(names), wants=wants)
        except RuleError as error:
            unread = {"areas", "values"} & self.reading.unread
            if not (unread and error.key in _NAME_MISSING):
                place = origin.place(*path, *error.path, offset=offset + error.start)
                self.reading.problems.append(error.problem(place))
            return None

    def condition(
        self, source: object, origin: Origin, name: str, names: Mapping[str, Type]
    ) -> Expression | None:
        """Compile a condition and check that it can come out either way."""
        if not source:
            return None
        expression = self.expression(source, origin, (name,), names, wants=YES_NO)
        if expression is None:
            return None
        found = reach(expression, self.scope(names))
        if found.never:
            self.reading.problem(origin.place(name), "packs.never_true", name=name)
        elif found.always:
            self.reading.problem(origin.place(name), "packs.always_true", name=name)
        return expression

    def visibility(
        self, source: object, origin: Origin, earlier: Mapping[str, Type], *, hidden: bool = False
    ) -> Expression | None:
        """Compile a condition of visibility, which may look at earlier questions only.

        Args:
            source: the condition.
            origin: the part that it shows.
            earlier: the names that are known by then.
            hidden: whether another pack hides the part, so that it is meant never to hold.
        """
        if hidden:
            return self.expression(source, origin, ("when",), earlier, wants=YES_NO)
        try:
            compile_condition(source, self.scope(earlier))
        except RuleError:
            everything = None if self._reads_lost(source) else self._quietly(source)
            if everything is not None:
                late = sorted(
                    name for name in everything.names if name.partition(".")[0] not in earlier
                )
                place = origin.place("when")
                self.reading.problem(place, "packs.when_looks_ahead", name=", ".join(late))
                return None
        return self.condition(source, origin, "when", earlier)

    def may_hold(self, source: object, names: Mapping[str, Type]) -> bool:
        """Whether some answers make a condition true, as far as can be told."""
        scope = self.scope(names)
        try:
            found = reach(compile_condition(source, scope), scope)
        except RuleError:
            return True
        return not found.never

    def _quietly(self, source: object) -> Expression | None:
        try:
            return compile_condition(source, self.scope(self.everything))
        except RuleError:
            return None

    def _reads_lost(self, source: object) -> bool:
        """Whether ``source`` names something that stands in the pack but could not be used."""
        lost = self.reading.lost.get("questions", set()) | self.reading.lost.get("values", set())
        if not lost:
            return False
        try:
            parts = [part.source for part in join(source)]
        except RuleError:
            return False
        return any(word in lost for part in parts for word in _WORD.findall(part))


def _ranges(questions: Any) -> dict[str, _Range]:
    """Return the least and the greatest value of each number that is asked for."""
    found: dict[str, _Range] = {}
    for question in questions:
        if not isinstance(question, QuestionFields) or question.computed:
            continue
        if isinstance(question, (Number, Percent)):
            least = question.min if question.min is not None else Decimal(0)
            found[question.id] = (least, question.max)
        elif isinstance(question, Amount):
            found[question.id] = (Decimal(0), None)
    return found


def _value_type(threshold: Threshold) -> Type:
    return YES_NO if isinstance(threshold.value, bool) else unit_type(threshold.unit)
