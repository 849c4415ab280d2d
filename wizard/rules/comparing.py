"""Comparisons: ``==`` to ``>=``, chains of them, ``in`` and ``not in``."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from wizard.rules.operand import Operand, Run, lifted, mapped, word_of
from wizard.rules.types import YES_NO, Type, same

if TYPE_CHECKING:
    from wizard.rules.compiler import Compiler

_SIGNS: Final[Mapping[type[ast.cmpop], tuple[str, Callable[[Any, Any], bool]]]] = {
    ast.Eq: ("==", operator.eq),
    ast.NotEq: ("!=", operator.ne),
    ast.Lt: ("<", operator.lt),
    ast.LtE: ("<=", operator.le),
    ast.Gt: (">", operator.gt),
    ast.GtE: (">=", operator.ge),
}
_ORDERED: Final = ("number", "date")


def compare(compiler: Compiler, node: ast.Compare) -> Operand:
    """Return the operand of a comparison."""
    if len(node.ops) > 1:
        return _chain(compiler, node)
    sign, right = node.ops[0], node.comparators[0]
    if isinstance(sign, ast.In | ast.NotIn):
        run, fixed = _membership(compiler, node, isinstance(sign, ast.NotIn))
        return compiler.operand(node, YES_NO, run, fixed=fixed)
    found = _operands(compiler, node.left, right)
    function = _check(compiler, node, sign, *found)
    fixed = found[0].fixed and found[1].fixed
    return compiler.operand(node, YES_NO, _comparison(function, *found), fixed=fixed)


def _comparison(function: Callable[[Any, Any], bool], left: Operand, right: Operand) -> Run:
    # Mostly an answer meets a literal: one call less on every key press.
    if right.literal:
        first, limit = left.run, right.value

        def run(env: Any) -> bool | None:
            value = first(env)
            return None if value is None else function(value, limit)

        return run
    return lifted(function, left.run, right.run)


def _operands(compiler: Compiler, left: ast.expr, right: ast.expr) -> tuple[Operand, Operand]:
    """Compile both sides; a bare word is an option where the other side has that option."""
    left_type, right_type = compiler.type_of(left), compiler.type_of(right)
    if right_type is not None and right_type.kind == "choice":
        own = left_type is not None and left_type.kind == "choice"
        option = None if own else compiler.option(left, right_type.options)
        if option is not None:
            return option, compiler.compile(right)
    if left_type is None and isinstance(left, ast.Name | ast.Constant):
        second = compiler.compile(right) if right_type or word_of(right) is None else None
        if second is not None:
            return compiler.compile(left, second.type), second
    first = compiler.compile(left)
    expected = first.type
    if expected.kind == "choices" and word_of(right) is not None:
        option = compiler.option(right, expected.options)
        if option is not None:
            compiler.refuse(
                right,
                "rules.choices_equal",
                hint="rules.choices_equal_hint",
                name=compiler.excerpt(left),
                option=compiler.excerpt(right),
            )
    return first, compiler.compile(right, expected)


def _check(
    compiler: Compiler, node: ast.expr, sign: ast.cmpop, left: Operand, right: Operand
) -> Callable[[Any, Any], bool]:
    """Return the function of ``sign`` if both sides can be compared by it."""
    if type(sign) not in _SIGNS:
        compiler.refuse(node, "rules.is_word")
    text, function = _SIGNS[type(sign)]
    a, b = left.type, right.type
    if a.kind != b.kind or a.kind in ("choices", "table"):
        compiler.refuse(node, "rules.compare", left=str(a), right=str(b))
    if a.kind == "number" and not same(a.unit, b.unit)[0]:
        compiler.refuse_units(node, a.unit, b.unit, text)
    if a.kind not in _ORDERED and text not in ("==", "!="):
        compiler.refuse(node, "rules.no_order", found=str(a), sign=text)
    if a.kind == "choice" and not a.options & b.options:
        compiler.refuse(node, "rules.no_common_option")
    return function


def _chain(compiler: Compiler, node: ast.Compare) -> Operand:
    """Compile ``a < b <= c``; each part runs once, so nested chains stay linear."""
    parts = [compiler.compile(node.left)]
    functions: list[Callable[[Any, Any], bool]] = []
    for sign, right in zip(node.ops, node.comparators, strict=True):
        if type(sign) not in _SIGNS:
            compiler.refuse(node, "rules.chain", hint="rules.chain_hint")
        parts.append(compiler.compile(right, parts[-1].type))
        functions.append(_check(compiler, node, sign, parts[-2], parts[-1]))
    if parts[0].type.kind not in _ORDERED:
        compiler.refuse(node, "rules.chain", hint="rules.chain_hint")
    first = parts[0].run
    steps = [(function, part.run) for function, part in zip(functions, parts[1:], strict=True)]

    def run(env: Any) -> bool | None:
        result: bool | None = True
        left = first(env)
        for function, follow in steps:
            right = follow(env)
            if left is None or right is None:
                result = None
            elif not function(left, right):
                return False
            left = right
        return result

    return compiler.operand(node, YES_NO, run, fixed=all(part.fixed for part in parts))


def _membership(compiler: Compiler, node: ast.Compare, negated: bool) -> tuple[Run, bool]:
    right = node.comparators[0]
    if isinstance(right, ast.List | ast.Tuple):
        left = compiler.compile(node.left)
        if left.type.kind not in ("choice", "text", "number", "date"):
            compiler.refuse(node.left, "rules.in_list", found=str(left.type))
        values = members(compiler, right, left.type)
        run = mapped(values.__contains__, left.run)
        if negated:
            run = mapped(lambda value: value not in values, left.run)
        return run, left.fixed
    many = compiler.compile(right)
    if many.type.kind != "choices":
        compiler.refuse(right, "rules.in_what", hint="rules.in_what_hint", found=str(many.type))
    one = compiler.option(node.left, many.type.options) or compiler.compile(
        node.left, Type("choice", options=many.type.options)
    )
    if one.type.kind != "choice" or not one.type.options & many.type.options:
        compiler.refuse(node.left, "rules.wanted", wanted="choice", found=str(one.type))
    if negated:
        return lifted(lambda option, chosen: option not in chosen, one.run, many.run), False
    return lifted(lambda option, chosen: option in chosen, one.run, many.run), False


def members(compiler: Compiler, node: ast.List | ast.Tuple, expected: Type) -> frozenset[Any]:
    """Return the values of a list of literals that can be compared with ``expected``."""
    if not node.elts:
        compiler.refuse(node, "rules.list_empty")
    values: set[Any] = set()
    for item in node.elts:
        found = compiler.compile(item, expected)
        if not found.fixed or (isinstance(item, ast.Name) and found.type.kind != "choice"):
            compiler.refuse(item, "rules.list_item")
        _check(compiler, item, ast.Eq(), compiler.operand(item, expected, None), found)
        values.add(found.value)
    return frozenset(values)
