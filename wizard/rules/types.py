"""Types of names and results, and what arithmetic does to units.

Unit algebra, with ``literal`` for a number written in the expression (it takes the
unit the other side has), ``plain`` for count or number, ``time`` for one of seconds to
years and ``u`` for any unit:

    ====================  ==========================================================
    u + u, u - u          u; count with number gives number; nothing else mixes
    u * plain             u; likewise u / plain
    u * percent           u, one hundredth of the product: percent is held in points
    u / percent           u, a hundred times the quotient
    u / u                 number; also time / time of the same unit
    money * time          money; money / time as well (an amount for each of them)
    count * time          time
    plain / time          number (how many in each of them)
    ====================  ==========================================================

Everything else is a mistake: money * money, hours + minutes, plain / money.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal["bool", "number", "choice", "choices", "text", "date", "table"]


class Unit(StrEnum):
    """What a number counts."""

    MONEY = "money"
    COUNT = "count"
    PERCENT = "percent"
    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    NUMBER = "number"


PLAIN: Final = frozenset({Unit.COUNT, Unit.NUMBER})
# How many of the smallest unit of its family each unit of time has. A month has no
# fixed number of days, so there are two families.
_DAY_FAMILY: Final[Mapping[Unit, int]] = {
    Unit.SECONDS: 1,
    Unit.MINUTES: 60,
    Unit.HOURS: 3600,
    Unit.DAYS: 86400,
}
_YEAR_FAMILY: Final[Mapping[Unit, int]] = {Unit.MONTHS: 1, Unit.YEARS: 12}
TIME: Final = frozenset({*_DAY_FAMILY, *_YEAR_FAMILY})


_NO_COLUMNS: Final[Mapping[str, Type]] = MappingProxyType({})


def _no_columns() -> Mapping[str, Type]:
    return _NO_COLUMNS


@dataclass(frozen=True, slots=True)
class Type:
    """The type of a name or of a result.

    Attributes:
        kind: ``choice`` is one option, ``choices`` any number of them.
        unit: of a number; ``None`` is a literal, or any number where a type is wanted.
        options: ids of a choice.
        columns: of a table, by name.
    """

    kind: Kind
    unit: Unit | None = None
    options: frozenset[str] = frozenset()
    columns: Mapping[str, Type] = field(default_factory=_no_columns, hash=False)

    def __str__(self) -> str:
        return self.unit or {"bool": "yes_no"}.get(self.kind, self.kind)


YES_NO: Final = Type("bool")
TEXT: Final = Type("text")
DATE: Final = Type("date")


_NUMBERS: Final = {unit: Type("number", unit) for unit in (None, *Unit)}


def number(unit: Unit | None = Unit.NUMBER) -> Type:
    """Return the type of a number that counts ``unit``."""
    return _NUMBERS[unit]


def choice(options: frozenset[str] | set[str] | list[str] | tuple[str, ...]) -> Type:
    """Return the type of one of ``options``."""
    return Type("choice", options=frozenset(options))


def choices(options: frozenset[str] | set[str] | list[str] | tuple[str, ...]) -> Type:
    """Return the type of any number of ``options``."""
    return Type("choices", options=frozenset(options))


def table(columns: Mapping[str, Type]) -> Type:
    """Return the type of a list of rows with ``columns``."""
    return Type("table", columns=MappingProxyType(dict(columns)))


Constant: TypeAlias = bool | Decimal | str | date


@dataclass(frozen=True)
class Scope:
    """The names an expression may read, in one namespace.

    Attributes:
        names: questions, figures and thresholds with their types.
        constants: values of names that no answer changes (thresholds). An environment
            may still give another value; this one is used where it gives none.
        ranges: least and greatest value a number can have, where known; only ``reach``
            looks at it.
    """

    names: Mapping[str, Type]
    constants: Mapping[str, Constant] = field(default_factory=dict)
    ranges: Mapping[str, tuple[Decimal | None, Decimal | None]] = field(default_factory=dict)

    def __contains__(self, word: object) -> bool:
        """Tell whether ``word`` is a name, column or option, and so not Python's here."""
        return word in self.names or word in self._inner

    @cached_property
    def _inner(self) -> frozenset[str]:
        """Columns and options: collected only for a word that is no name; most words are names."""
        found: set[str] = set()
        for kind in self.names.values():
            found |= kind.options
            for name, column in kind.columns.items():
                found |= {name, *column.options}
        return frozenset(found)


def same(left: Unit | None, right: Unit | None) -> tuple[bool, Unit | None]:
    """Tell whether two units can be added or compared, and the unit of their sum."""
    if left == right or right is None:
        return True, left
    if left is None:
        return True, right
    if left in PLAIN and right in PLAIN:
        return True, Unit.NUMBER
    return False, None


@dataclass(frozen=True, slots=True)
class Scaled:
    """The unit of a product or quotient and what its number has to be multiplied by."""

    unit: Unit | None
    factor: Decimal | None = None


_HUNDREDTH: Final = Decimal("0.01")
_HUNDRED: Final = Decimal(100)


def product(left: Unit | None, right: Unit | None) -> Scaled | None:
    """Return the unit of ``left * right``, or ``None`` where that means nothing."""
    if left is None or right is None:
        return Scaled(right if left is None else left)
    if Unit.PERCENT in (left, right):
        other = right if left is Unit.PERCENT else left
        return Scaled(Unit.NUMBER if other in PLAIN else other, _HUNDREDTH)
    if left in PLAIN and right in PLAIN:
        return Scaled(Unit.COUNT if left == right == Unit.COUNT else Unit.NUMBER)
    if left in PLAIN or right in PLAIN:
        return Scaled(right if left in PLAIN else left)
    if Unit.MONEY in (left, right) and (left in TIME or right in TIME):
        return Scaled(Unit.MONEY)
    return None


def quotient(left: Unit | None, right: Unit | None) -> Scaled | None:
    """Return the unit of ``left / right``, or ``None`` where that means nothing."""
    if right is None:
        return Scaled(left)
    if left == right or left is None:
        return Scaled(Unit.NUMBER)
    if right in PLAIN:
        return Scaled(Unit.NUMBER if left in PLAIN else left)
    if right is Unit.PERCENT:
        return Scaled(Unit.NUMBER if left in PLAIN else left, _HUNDRED)
    if right in TIME and (left in PLAIN or left is Unit.MONEY):
        return Scaled(Unit.NUMBER if left in PLAIN else left)
    return None


def conversion(unit: Unit | None, to: Unit) -> tuple[int, int] | None:
    """Return what to multiply and to divide a time in ``unit`` by to have it in ``to``.

    A literal or plain number becomes that many of ``to``. ``None`` means that there is
    no fixed rate.
    """
    if unit is None or unit in PLAIN or unit == to:
        return 1, 1
    for family in (_DAY_FAMILY, _YEAR_FAMILY):
        if unit in family and to in family:
            return family[unit], family[to]
    return None
