"""The grammar of the language: which nodes may stand in an expression, and what compiles each."""

from __future__ import annotations

import ast
from typing import Final

from wizard.rules.calls import call
from wizard.rules.comparing import compare
from wizard.rules.compiler import Compiler, Grammar
from wizard.rules.expression import Expression
from wizard.rules.operators import arithmetic, logic, unary
from wizard.rules.reading import parse
from wizard.rules.types import Scope, Type

_GRAMMAR: Final[Grammar] = {
    ast.BoolOp: logic,
    ast.UnaryOp: unary,
    ast.BinOp: arithmetic,
    ast.Compare: compare,
    ast.Call: call,
}


def compile_expression(source: str, scope: Scope, *, wants: Type | None = None) -> Expression:
    """Compile one line.

    Args:
        source: its text.
        scope: the names it may read.
        wants: the type its result must have; a number of unit ``None`` is any number.

    Raises:
        RuleError: it is no expression, reads an unknown name or mixes types.
    """
    tree = parse(source, scope)
    compiler = Compiler(tree, scope, _GRAMMAR)
    result = compiler.compile(tree.body, wants)
    if wants is not None:
        compiler.check_result(result, wants)
    return Expression(source, result.type, compiler.names, result.run, compiler.facts)
