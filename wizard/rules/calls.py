"""The functions of the language, each with its own check of types."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from wizard.rules import tables
from wizard.rules.comparing import members
from wizard.rules.operand import EXACT, Operand, Run, lifted, mapped
from wizard.rules.types import YES_NO, Type, Unit, conversion, number, same

if TYPE_CHECKING:
    from wizard.rules.compiler import Compiler

_HUNDRED: Final = Decimal(100)
_PAIR: Final = 2


def call(compiler: Compiler, node: ast.Call) -> Operand:
    """Return the operand of a call of one of the functions."""
    if not isinstance(node.func, ast.Name):
        compiler.refuse(node, "rules.not_supported", text=compiler.excerpt(node.func))
    name = node.func.id
    function = _FUNCTIONS.get(name)
    if function is None:
        compiler.refuse_function(node.func)
    if node.keywords or any(isinstance(item, ast.Starred) for item in node.args):
        compiler.refuse_arguments(node, name)
    return function(compiler, node, name)


def _arguments(compiler: Compiler, node: ast.Call, name: str, wanted: int) -> list[ast.expr]:
    if len(node.args) != wanted:
        compiler.refuse_arguments(node, name)
    return node.args


def _table_of(compiler: Compiler, node: ast.Call) -> Type | None:
    found = compiler.type_of(node.args[0]) if node.args else None
    return found if found is not None and found.kind == "table" else None


def _fold(compiler: Compiler, node: ast.Call, name: str) -> Operand:
    table = _table_of(compiler, node)
    if table is not None:
        return tables.fold(compiler, node, name, table)
    if name == "avg" or len(node.args) < _PAIR:
        compiler.refuse_arguments(node, name)
    parts = [compiler.wanted(item, "number") for item in node.args]
    unit = parts[0].type.unit
    for part in parts[1:]:
        fits, common = same(unit, part.type.unit)
        if not fits:
            compiler.refuse_units(node, unit, part.type.unit, name)
        unit = common
    function = tables.FOLDS[name]
    runs = [part.run for part in parts]

    def run(env: Any) -> Decimal | None:
        values = [each(env) for each in runs]
        return None if None in values else function(values)

    fixed = all(part.fixed for part in parts)
    found = compiler.operand(node, number(unit), run, fixed=fixed)
    if name == "sum" or fixed:
        compiler.note_arithmetic(found)
    return found


def _count(compiler: Compiler, node: ast.Call, name: str) -> Operand:
    table = _table_of(compiler, node)
    if table is not None:
        return tables.count(compiler, node, name, table)
    (argument,) = _arguments(compiler, node, name, 1)
    found = compiler.compile(argument)
    if found.type.kind != "choices" and (name != "len" or found.type.kind != "text"):
        compiler.refuse_arguments(node, name)
    compiler.facts.exact = False
    run = mapped(lambda value: Decimal(len(value)), found.run)
    return compiler.operand(node, number(Unit.COUNT), run)


def _quantifier(compiler: Compiler, node: ast.Call, name: str) -> Operand:
    table = _table_of(compiler, node)
    if table is None:
        compiler.refuse_arguments(node, name, hint="rules.quantifier_hint")
    return tables.quantifier(compiler, node, name, table)


def _abs(compiler: Compiler, node: ast.Call, name: str) -> Operand:
    (argument,) = _arguments(compiler, node, name, 1)
    inner = compiler.wanted(argument, "number")
    found = compiler.operand(node, inner.type, mapped(EXACT.abs, inner.run), fixed=inner.fixed)
    compiler.note_arithmetic(found)
    return found


def _percent(compiler: Compiler, node: ast.Call, name: str) -> Operand:
    part, whole = (
        compiler.wanted(item, "number") for item in _arguments(compiler, node, name, _PAIR)
    )
    if not same(part.type.unit, whole.type.unit)[0]:
        compiler.refuse_units(node, part.type.unit, whole.type.unit, name)

    def share(a: Decimal, b: Decimal) -> Decimal:
        return EXACT.divide(EXACT.multiply(_HUNDRED, a), b)

    found = compiler.operand(
        node,
        number(Unit.PERCENT),
        lifted(share, part.run, whole.run),
        fixed=part.fixed and whole.fixed,
    )
    compiler.note_arithmetic(found)
    return found


def _answered(compiler: Compiler, node: ast.Call, name: str) -> Operand:
    (argument,) = _arguments(compiler, node, name, 1)
    if not isinstance(argument, ast.Name):
        compiler.refuse_arguments(node, name)
    if _table_of(compiler, node) is not None:
        run = tables.reader(compiler, argument)
    else:
        run = compiler.compile(argument).run
        compiler.facts.answered.add(argument.id)
    return compiler.operand(node, YES_NO, lambda env: run(env) is not None)


def _options(compiler: Compiler, node: ast.Call, name: str) -> Operand:
    question, listed = _arguments(compiler, node, name, _PAIR)
    many = compiler.wanted(question, "choices")
    if not isinstance(listed, ast.List | ast.Tuple):
        compiler.refuse_arguments(node, name)
    options = members(compiler, listed, Type("choice", options=many.type.options))
    tests: dict[str, Callable[[frozenset[str]], bool]] = {
        "any_of": lambda chosen: not options.isdisjoint(chosen),
        "all_of": options.issubset,
        "none_of": options.isdisjoint,
    }
    return compiler.operand(node, YES_NO, mapped(tests[name], many.run))


def _days_between(compiler: Compiler, node: ast.Call, name: str) -> Operand:
    first, last = (compiler.dated(item) for item in _arguments(compiler, node, name, _PAIR))
    compiler.facts.exact = False

    def days(begin: date, end: date) -> Decimal:
        return Decimal((end - begin).days)

    run: Run = lifted(days, first.run, last.run)
    return compiler.operand(node, number(Unit.DAYS), run)


def _convert(compiler: Compiler, node: ast.Call, name: str) -> Operand:
    (argument,) = _arguments(compiler, node, name, 1)
    inner = compiler.wanted(argument, "number")
    rate = conversion(inner.type.unit, Unit(name))
    if rate is None:
        compiler.refuse_units(node, inner.type.unit, Unit(name), name)
    times, by = Decimal(rate[0]), Decimal(rate[1])
    run = inner.run
    if times != by:
        run = mapped(lambda value: EXACT.divide(EXACT.multiply(value, times), by), inner.run)
    found = compiler.operand(node, number(Unit(name)), run, fixed=inner.fixed)
    compiler.note_arithmetic(found)
    return found


_FUNCTIONS: Final[Mapping[str, Callable[[Compiler, ast.Call, str], Operand]]] = {
    **dict.fromkeys(("sum", "min", "max", "avg"), _fold),
    **dict.fromkeys(("count", "len"), _count),
    **dict.fromkeys(("all", "any"), _quantifier),
    **dict.fromkeys(("any_of", "all_of", "none_of"), _options),
    **dict.fromkeys(("seconds", "minutes", "hours", "days", "months", "years"), _convert),
    "abs": _abs,
    "percent": _percent,
    "answered": _answered,
    "days_between": _days_between,
}
