"""Whether a condition can be true and can be false: a search for witnesses.

Values are tried where a condition can change: at the boundaries it names, beside them
and between them. For conditions that only compare, that tries everything; where they
compute, read tables or have too many names, a fixed sequence of samples is tried, and
not finding a witness proves nothing.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from wizard.rules.expression import Expression
from wizard.rules.operand import Facts
from wizard.rules.types import Scope, Type

_EXHAUSTIVE: Final = 20_000
_SAMPLES: Final = 2_000
_FIRST_SAMPLES: Final = 100
_MOST_BETWEEN: Final = 3
_MOST_OPTIONS: Final = 6
_TABLES: Final = 60
_ROWS: Final = (1, 1, 2, 3)
_DAY: Final = timedelta(days=1)
_EPOCH: Final = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Reach:
    """What a search for witnesses found.

    Attributes:
        can_be_true: answers were found that make the condition true.
        can_be_false: answers were found that make it false.
        complete: everything was tried, so what was not found does not exist.
    """

    can_be_true: bool
    can_be_false: bool
    complete: bool

    @property
    def never(self) -> bool:
        """Whether no answers make the condition true."""
        return self.complete and not self.can_be_true

    @property
    def always(self) -> bool:
        """Whether no answers make the condition false."""
        return self.complete and not self.can_be_false


def reach(expression: Expression, scope: Scope) -> Reach:
    """Search for answers that make a condition true, and for some that make it false.

    The search is bounded and the same on every machine.

    Args:
        expression: a condition, compiled in ``scope``.
        scope: types, constants and ranges of the names.
    """
    names = sorted(
        name for name in expression.names if "." not in name and name not in scope.constants
    )
    chance = random.Random(expression.source)  # noqa: S311 - chance, not secrets
    axes = _Axes(expression.facts, scope, names, chance)
    domains = [axes.values(name) for name in names]
    size = math.prod(len(domain) for domain in domains)
    exhaustive = size <= _EXHAUSTIVE
    tries: Iterator[Sequence[Any]] = _samples(
        domains, _FIRST_SAMPLES if exhaustive else _SAMPLES, chance
    )
    if exhaustive:
        tries = itertools.chain(tries, itertools.product(*domains))
    found: set[Any] = set()
    constants = dict(scope.constants)
    for values in tries:
        found.add(expression.run({**constants, **dict(zip(names, values, strict=True))}))
        if True in found and False in found:
            break
    return Reach(True in found, False in found, exhaustive and axes.exact)


def _samples(domains: Sequence[Sequence[Any]], count: int, chance: random.Random) -> Iterator[Any]:
    if domains:
        for _ in range(count):
            yield tuple(chance.choice(domain) for domain in domains)


class _Axes:
    """The values worth trying, name by name.

    ``exact`` turns false when they do not stand for all values.
    """

    def __init__(
        self, facts: Facts, scope: Scope, names: Sequence[str], chance: random.Random
    ) -> None:
        self._facts = facts
        self._scope = scope
        self._chance = chance
        self.exact = facts.exact
        ordered = [
            scope.names[name].kind for name in names if scope.names[name].kind in ("number", "date")
        ]
        # Between two boundaries, as many names can lie in as many different orders.
        self._between = min(max(len(ordered), 1), _MOST_BETWEEN)
        if len(ordered) > _MOST_BETWEEN:
            self.exact = False

    def values(self, name: str) -> Sequence[Any]:
        """Return the values to try for ``name``."""
        found = self._of(self._scope.names[name], name)
        return [*found, None] if name in self._facts.answered else found

    def _of(self, kind: Type, name: str) -> Sequence[Any]:
        if kind.kind == "bool":
            return (True, False)
        if kind.kind == "choice":
            return sorted(kind.options)
        if kind.kind == "choices":
            return self._subsets(sorted(kind.options))
        if kind.kind == "date":
            return self._dates()
        if kind.kind == "text":
            known = sorted(self._facts.texts)
            return [*known, "", "x" * (max(map(len, known), default=0) + 1), "x" * 200]
        if kind.kind == "table":
            return self._tables(kind, name)
        return self._numbers(*self._scope.ranges.get(name, (None, None)))

    def _numbers(self, low: Decimal | None, high: Decimal | None) -> list[Decimal]:
        bounds = set(self._facts.numbers) | {each for each in (low, high) if each is not None}
        if not self._facts.exact:
            bounds |= {Decimal(0), Decimal(1)} | {-each for each in bounds}
        marks = sorted(bounds) or [Decimal(0)]
        steps = range(1, self._between + 1)
        values = set(marks)
        for left, right in itertools.pairwise(marks):
            values |= {left + (right - left) * step / (self._between + 1) for step in steps}
        values |= {marks[0] - step for step in steps} | {marks[-1] + step for step in steps}
        if not self._facts.exact:
            values |= {marks[-1] * 1000 + 1000, marks[-1] * 2 + 1}
        if low is not None and high is not None and low > high:
            # Nothing is between 5 and 3; that is told where the range stands.
            return marks
        return sorted(
            value
            for value in values
            if (low is None or value >= low) and (high is None or value <= high)
        )

    def _dates(self) -> list[date]:
        marks = sorted(self._facts.dates) or [_EPOCH]
        values = set(marks)
        for left, right in itertools.pairwise(marks):
            gap = (right - left).days
            values |= {left + _DAY * step for step in range(1, min(gap, self._between + 1))}
        for step in range(1, self._between + 1):
            values |= {marks[0] - _DAY * step, marks[-1] + _DAY * step}
        return sorted(values)

    def _subsets(self, options: Sequence[str]) -> Sequence[frozenset[str]]:
        if len(options) <= _MOST_OPTIONS:
            sizes = range(len(options) + 1)
            return [
                frozenset(some) for size in sizes for some in itertools.combinations(options, size)
            ]
        self.exact = False
        everything = frozenset(options)
        pairs = [frozenset(pair) for pair in itertools.combinations(options[:8], 2)]
        singles = [frozenset({option}) for option in options]
        return [frozenset(), everything, *singles, *(everything - one for one in singles), *pairs]

    def _tables(self, kind: Type, name: str) -> Sequence[tuple[dict[str, Any], ...]]:
        self.exact = False
        columns = {
            column: self._of(inner, f"{name}.{column}") for column, inner in kind.columns.items()
        }
        tables: list[tuple[dict[str, Any], ...]] = [()]
        for at in range(_TABLES):
            rows = _ROWS[at % len(_ROWS)]
            tables.append(
                tuple(
                    {column: self._chance.choice(values) for column, values in columns.items()}
                    for _ in range(rows)
                )
            )
        return tables
