"""Functions over the rows of a table.

Their arguments are compiled in the scope of a row: columns first, then the names
outside. A row condition picks rows. Where a cell that matters is unknown, so is the
result; a table nobody filled in is unknown, one confirmed to be empty has no rows.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from wizard.rules.operand import EXACT, Operand, Run, negation
from wizard.rules.types import YES_NO, Type, Unit, number

if TYPE_CHECKING:
    from wizard.rules.compiler import Compiler

_VALUE_AND_CONDITION: Final = 3


def _total(values: Sequence[Decimal]) -> Decimal | None:
    total = Decimal(0)
    try:
        for value in values:
            total = EXACT.add(total, value)
    except ArithmeticError:
        return None
    return total


def _mean(values: Sequence[Decimal]) -> Decimal | None:
    total = _total(values)
    return None if total is None or not values else EXACT.divide(total, Decimal(len(values)))


def _least(values: Sequence[Decimal]) -> Decimal | None:
    return min(values, default=None)


def _greatest(values: Sequence[Decimal]) -> Decimal | None:
    return max(values, default=None)


FOLDS: Final[Mapping[str, Callable[[Sequence[Decimal]], Decimal | None]]] = {
    "sum": _total,
    "avg": _mean,
    "min": _least,
    "max": _greatest,
}


def reader(compiler: Compiler, node: ast.expr) -> Run:
    """Return the closure that gives the rows of the table named by ``node``."""
    name = node.id if isinstance(node, ast.Name) else ""
    if compiler.in_row:
        compiler.refuse(node, "rules.nested_table", hint="rules.nested_table_hint", name=name)
    compiler.names.add(name)
    compiler.facts.exact = False
    return lambda env: env.get(name)


def _row_arguments(
    compiler: Compiler, node: ast.Call, name: str, table: Type, kinds: Sequence[str]
) -> tuple[Run, list[Operand]]:
    """Compile the arguments after the table as expressions over its columns."""
    rows = reader(compiler, node.args[0])
    given = node.args[1:]
    if len(given) > len(kinds):
        compiler.refuse_arguments(node, name)
    table_name = node.args[0].id if isinstance(node.args[0], ast.Name) else ""
    with compiler.row(table_name, table.columns):
        found = [compiler.wanted(item, kind) for item, kind in zip(given, kinds, strict=False)]
    return rows, found


def fold(compiler: Compiler, node: ast.Call, name: str, table: Type) -> Operand:
    """Return the operand of ``sum``, ``avg``, ``min`` or ``max`` over rows."""
    if not 1 < len(node.args) <= _VALUE_AND_CONDITION:
        compiler.refuse_arguments(node, name)
    rows_of, found = _row_arguments(compiler, node, name, table, ("number", "bool"))
    function, value_of = FOLDS[name], found[0].run
    condition = found[1].run if len(found) > 1 else None

    def run(env: Any) -> Decimal | None:
        rows = rows_of(env)
        if rows is None:
            return None
        values: list[Decimal] = []
        for row in rows:
            here = (row, env)
            if condition is not None:
                picked = condition(here)
                if picked is None:
                    return None
                if not picked:
                    continue
            value = value_of(here)
            if value is None:
                return None
            values.append(value)
        return function(values)

    return compiler.operand(node, number(found[0].type.unit), run)


def count(compiler: Compiler, node: ast.Call, name: str, table: Type) -> Operand:
    """Return the operand of ``count`` or ``len`` of rows."""
    rows_of, found = _row_arguments(
        compiler, node, name, table, ("bool",) if name == "count" else ()
    )
    condition = found[0].run if found else None

    def run(env: Any) -> Decimal | None:
        rows = rows_of(env)
        if rows is None:
            return None
        if condition is None:
            return Decimal(len(rows))
        picked = [condition((row, env)) for row in rows]
        return None if None in picked else Decimal(picked.count(True))

    return compiler.operand(node, number(Unit.COUNT), run)


def quantifier(compiler: Compiler, node: ast.Call, name: str, table: Type) -> Operand:
    """Return the operand of ``all`` or ``any`` over rows."""
    if len(node.args) < 2:
        compiler.refuse_arguments(node, name)
    rows_of, found = _row_arguments(compiler, node, name, table, ("bool", "bool"))
    test = found[0].run if name == "any" else negation(found[0].run)
    condition = found[1].run if len(found) > 1 else None
    # "all" is "no row fails": both look for one row that decides.
    decided = name == "any"

    def run(env: Any) -> bool | None:
        rows = rows_of(env)
        if rows is None:
            return None
        result: bool | None = not decided
        for row in rows:
            here = (row, env)
            picked = True if condition is None else condition(here)
            if picked is False:
                continue
            hit = test(here)
            if hit and picked:
                return decided
            if hit is None or (hit and picked is None):
                result = None
        return result

    return compiler.operand(node, YES_NO, run)
