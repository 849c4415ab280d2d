"""A compiled part of an expression, and what is remembered for the search of witnesses."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Any, Final, TypeAlias

from wizard.rules.types import Type

Run: TypeAlias = Callable[[Any], Any]
"""Takes an environment, or a row and its environment, and gives a value or ``None``."""

EXACT: Final = Context(
    prec=28, Emax=40, Emin=-40, traps=[Overflow, InvalidOperation, DivisionByZero]
)
"""Arithmetic of expressions; what it cannot do is unknown, never an exception."""


@dataclass(frozen=True, slots=True)
class Operand:
    """A part of an expression.

    Attributes:
        node: where it stands.
        type: of its value.
        run: the closure that gives its value.
        fixed: no answer changes it: made of literals and thresholds only.
        literal: nothing at all changes it.
        in_row: it runs once for each row, with the row and the environment.
    """

    node: ast.expr
    type: Type
    run: Run
    fixed: bool = False
    literal: bool = False
    in_row: bool = False

    @property
    def value(self) -> Any:
        """The value of a fixed operand."""
        return self.run(({}, {}) if self.in_row else {})


@dataclass(slots=True)
class Facts:
    """What ``reach`` needs to know of an expression.

    Attributes:
        numbers: literals and thresholds: the boundaries of numbers.
        texts: texts compared with.
        dates: dates compared with.
        answered: names asked for with ``answered``.
        exact: numbers are only compared, never computed with, so that trying the
            boundaries and what lies between them tries everything.
    """

    numbers: set[Decimal] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    dates: set[date] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)
    exact: bool = True

    def __or__(self, other: Facts) -> Facts:
        return Facts(
            self.numbers | other.numbers,
            self.texts | other.texts,
            self.dates | other.dates,
            self.answered | other.answered,
            exact=self.exact and other.exact,
        )


def constant(value: Any) -> Run:
    """Return the closure that always gives ``value``."""
    return lambda _env: value


def every(runs: list[Run]) -> Run:
    """Return Kleene's *and*: false if one is false, unknown if one is, else true."""
    return _decided(runs, by=False)


def some(runs: list[Run]) -> Run:
    """Return Kleene's *or*: true if one is true, unknown if one is, else false."""
    return _decided(runs, by=True)


def _decided(runs: list[Run], *, by: bool) -> Run:
    """Return the closure that one value alone decides: with it the others do not matter."""
    otherwise = not by

    def run(env: Any) -> bool | None:
        result: bool | None = otherwise
        for each in runs:
            value: bool | None = each(env)
            if value is by:
                return by
            if value is None:
                result = None
        return result

    return run


def negation(inner: Run) -> Run:
    """Return Kleene's *not*."""

    def run(env: Any) -> bool | None:
        value = inner(env)
        return None if value is None else not value

    return run


def lifted(function: Callable[[Any, Any], Any], left: Run, right: Run) -> Run:
    """Return ``function`` of two values; unknown if one is unknown or it has no result."""

    def run(env: Any) -> Any:
        a = left(env)
        if a is None:
            return None
        b = right(env)
        if b is None:
            return None
        try:
            return function(a, b)
        except ArithmeticError:
            return None

    return run


def mapped(function: Callable[[Any], Any], inner: Run) -> Run:
    """Return ``function`` of a value; unknown if it is unknown or there is no result."""

    def run(env: Any) -> Any:
        value = inner(env)
        if value is None:
            return None
        try:
            return function(value)
        except ArithmeticError:
            return None

    return run


def word_of(node: ast.expr) -> str | None:
    """Return the name or quoted text ``node`` is, or ``None`` if it is anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None
