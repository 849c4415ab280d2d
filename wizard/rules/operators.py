"""Operators: ``and``, ``or``, ``not``, the minus sign and arithmetic."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from wizard.rules.operand import (
    EXACT,
    Operand,
    constant,
    every,
    lifted,
    mapped,
    negation,
    some,
    word_of,
)
from wizard.rules.types import YES_NO, number, product, quotient, same

if TYPE_CHECKING:
    from wizard.rules.compiler import Compiler


def logic(compiler: Compiler, node: ast.BoolOp) -> Operand:
    """Return the operand of ``and`` or ``or``."""
    word = "and" if isinstance(node.op, ast.And) else "or"
    parts: list[Operand] = []
    for value in node.values:
        if parts and word_of(value) is not None:
            _refuse_short_comparison(compiler, node.values[0], value, word)
        parts.append(compiler.wanted(value, "bool"))
    runs = [part.run for part in parts]
    run = every(runs) if word == "and" else some(runs)
    return compiler.operand(node, YES_NO, run, fixed=all(part.fixed for part in parts))


def _refuse_short_comparison(
    compiler: Compiler, first: ast.expr, value: ast.expr, word: str
) -> None:
    """Explain ``kind == rent or own``, which does not repeat ``kind ==``."""
    found = compiler.type_of(value)
    if found is not None and found.kind == "bool":
        return
    if isinstance(first, ast.Compare) and isinstance(first.left, ast.Name):
        name, option = first.left.id, word_of(value)
        if isinstance(first.ops[0], ast.Eq | ast.NotEq):
            sign = "==" if isinstance(first.ops[0], ast.Eq) else "!="
            compiler.refuse(
                value,
                "rules.repeat_comparison",
                hint="rules.repeat_comparison_hint",
                name=name,
                option=option,
                word=word,
                sign=sign,
            )


def unary(compiler: Compiler, node: ast.UnaryOp) -> Operand:
    """Return the operand of ``not`` or a minus sign."""
    if isinstance(node.op, ast.Not):
        inner = compiler.wanted(node.operand, "bool")
        return compiler.operand(node, YES_NO, negation(inner.run), fixed=inner.fixed)
    if not isinstance(node.op, ast.USub):
        compiler.refuse(node, "rules.plus_sign")
    inner = compiler.wanted(node.operand, "number")
    found = compiler.operand(node, inner.type, mapped(EXACT.minus, inner.run), fixed=inner.fixed)
    compiler.note_arithmetic(found)
    return found


_ARITHMETIC: Final[Mapping[type[ast.operator], tuple[str, Callable[[Any, Any], Any]]]] = {
    ast.Add: ("+", EXACT.add),
    ast.Sub: ("-", EXACT.subtract),
    ast.Mult: ("*", EXACT.multiply),
    ast.Div: ("/", EXACT.divide),
}


def arithmetic(compiler: Compiler, node: ast.BinOp) -> Operand:
    """Return the operand of ``+ - * /``."""
    if type(node.op) not in _ARITHMETIC:
        compiler.refuse(node, "rules.operator", hint="rules.operator_hint")
    sign, function = _ARITHMETIC[type(node.op)]
    left, right = compiler.wanted(node.left, "number"), compiler.wanted(node.right, "number")
    a, b = left.type.unit, right.type.unit
    run = lifted(function, left.run, right.run)
    if sign in "+-":
        fits, unit = same(a, b)
        if not fits:
            compiler.refuse_units(node, a, b, sign)
    else:
        scaled = product(a, b) if sign == "*" else quotient(a, b)
        if scaled is None:
            compiler.refuse_units(node, a, b, sign)
        unit = scaled.unit
        if scaled.factor is not None:
            run = lifted(EXACT.multiply, run, constant(scaled.factor))
    found = compiler.operand(node, number(unit), run, fixed=left.fixed and right.fixed)
    compiler.note_arithmetic(found)
    return found
