"""From the syntax tree to typed closures, by a fixed table of allowed nodes."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any, Final, NoReturn

from wizard.rules import calls, comparing
from wizard.rules.error import RuleError
from wizard.rules.operand import (
    EXACT,
    Facts,
    Operand,
    constant,
    every,
    lifted,
    mapped,
    negation,
    some,
)
from wizard.rules.reading import Tree, parse
from wizard.rules.types import (
    DATE,
    TEXT,
    TIME,
    YES_NO,
    Scope,
    Type,
    Unit,
    number,
    product,
    quotient,
    same,
)
from wizard.rules.usage import USAGE

_NAME_LENGTH: Final = 60
_TRUTH: Final = {"true": True, "false": False}


class Expression:
    """A compiled expression: call it with an environment.

    Values in the environment, and results: ``bool``; ``Decimal`` (money in yuan,
    percent in points); ``str`` for a choice or text; ``frozenset[str]`` for choices;
    ``date``; for a table a tuple of mappings from column to value. ``None`` or a
    missing name is unknown, and so is a result of ``None``.

    Attributes:
        source: its text.
        type: of its result.
        names: every name it reads; a column as ``table.column``.
        run: what a call does, for loops where each call counts.
        facts: what ``reach`` needs to know.
    """

    __slots__ = ("facts", "names", "run", "source", "type")

    def __init__(
        self,
        source: str,
        type_: Type,
        names: Iterable[str],
        run: Callable[[Mapping[str, Any]], Any],
        facts: Facts,
    ) -> None:
        self.source = source
        self.type = type_
        self.names = frozenset(names)
        self.run = run
        self.facts = facts

    def __call__(self, env: Mapping[str, object]) -> object | None:
        """Return the value in ``env``, or ``None`` where that is unknown."""
        value: object | None = self.run(env)
        return value

    def __repr__(self) -> str:
        return f"Expression({self.source!r})"


def compile_expression(source: str, scope: Scope, *, wants: Type | None = None) -> Expression:
    """Compile one line.

    Args:
        source: its text.
        scope: the names it may read.
        wants: the type its result must have; a number of unit ``None`` is any number.

    Raises:
        RuleError: it is no expression, reads an unknown name or mixes types.
    """
    tree = parse(source, scope.words)
    compiler = Compiler(tree, scope)
    result = compiler.compile(tree.body, wants)
    if wants is not None:
        compiler.check_result(result, wants)
    return Expression(source, result.type, compiler.names, result.run, compiler.facts)


class Compiler:
    """Compiles one tree; the parts share what they find out.

    Attributes:
        names: names read so far.
        facts: boundaries found so far.
    """

    def __init__(self, tree: Tree, scope: Scope) -> None:
        self._tree = tree
        self._scope = scope
        self._table: str | None = None
        self._columns: Mapping[str, Type] = {}
        self.names: set[str] = set()
        self.facts = Facts()

    @property
    def in_row(self) -> bool:
        """Whether what is compiled now runs once for each row of a table."""
        return self._table is not None

    @contextmanager
    def row(self, table: str, columns: Mapping[str, Type]) -> Iterator[None]:
        """Let columns of ``table`` be read, and hide outer names behind them."""
        self._table, self._columns = table, columns
        try:
            yield
        finally:
            self._table, self._columns = None, {}

    def compile(self, node: ast.expr, expected: Type | None = None) -> Operand:
        """Return the operand for ``node``; ``expected`` gives bare option names a meaning."""
        if type(node) is ast.Name:
            return self._name(node, expected)
        if type(node) is ast.Constant:
            return self._literal(node, expected)
        if type(node) is ast.IfExp:
            return self._either(node, expected)
        handler = _HANDLERS.get(type(node))
        if handler is None:
            self.refuse(node, "rules.not_supported", text=self._excerpt(node))
        return handler(self, node)

    def operand(
        self, node: ast.expr, type_: Type, run: Any, *, fixed: bool = False, literal: bool = False
    ) -> Operand:
        """Return an operand that runs where the compiler is now."""
        return Operand(node, type_, run, fixed or literal, literal, self.in_row)

    def wanted(self, node: ast.expr, kind: str) -> Operand:
        """Return the operand for ``node``, whose type must be of ``kind``."""
        found = self.compile(node)
        if found.type.kind != kind:
            wanted = "yes_no" if kind == "bool" else kind
            self.refuse(node, "rules.wanted", wanted=wanted, found=str(found.type))
        return found

    def dated(self, node: ast.expr) -> Operand:
        """Return the operand for ``node``, a date or one written in quotes."""
        found = self.compile(node, DATE)
        if found.type.kind != "date":
            self.refuse(node, "rules.wanted", wanted="date", found=str(found.type))
        return found

    def type_of(self, node: ast.expr) -> Type | None:
        """Return the type of a bare name, or ``None`` if it is anything else."""
        if type(node) is not ast.Name:
            return None
        return self._columns.get(node.id) or self._scope.names.get(node.id)

    def option(self, node: ast.expr, options: frozenset[str]) -> Operand | None:
        """Return ``node`` as one of ``options``, if it is written as a word or text."""
        word = _word(node)
        if word is None or word not in options:
            return None
        return self.operand(node, Type("choice", options=options), constant(word), literal=True)

    def refuse(
        self, node: ast.AST, key: str, *, hint: str | None = None, **params: Any
    ) -> NoReturn:
        """Raise the mistake ``key`` at ``node``."""
        start, end = self._tree.span(node)
        raise RuleError(key, start, end, hint=hint, **params)

    def refuse_arguments(self, node: ast.Call, name: str, *, hint: str | None = None) -> NoReturn:
        """Raise that the function ``name`` is written differently."""
        self.refuse(node, "rules.arguments", hint=hint, name=name, usage=USAGE[name])

    def refuse_function(self, node: ast.Name) -> NoReturn:
        """Raise that there is no such function."""
        self.refuse(node, "rules.unknown_function", name=node.id, **self._near(node.id, USAGE))

    def refuse_units(
        self, node: ast.expr, left: Unit | None, right: Unit | None, sign: str
    ) -> NoReturn:
        """Raise the mistake of combining two units by ``sign``."""
        times = left in TIME and right in TIME
        self.refuse(
            node,
            "rules.units",
            hint="rules.units_time_hint" if times else "rules.units_hint",
            left=left or Unit.NUMBER,
            right=right or Unit.NUMBER,
            sign=sign,
        )

    def check_result(self, result: Operand, wants: Type) -> None:
        """Refuse a result that is not what the place of the expression needs."""
        fits = result.type.kind == wants.kind
        if fits and wants.kind == "number" and wants.unit is not None:
            fits = same(result.type.unit, wants.unit)[0]
        if fits and wants.kind in ("choice", "choices"):
            fits = result.type.options <= wants.options
        if not fits:
            self.refuse(result.node, "rules.result", wanted=str(wants), found=str(result.type))

    def note_arithmetic(self, found: Operand) -> None:
        """Remember a computed boundary, or that boundaries do not show everything."""
        if not found.fixed:
            self.facts.exact = False
        elif isinstance(found.value, Decimal):
            self.facts.numbers.add(found.value)

    def _excerpt(self, node: ast.AST) -> str:
        return self._tree.text(node)[:_NAME_LENGTH]

    def _near(self, word: str, known: Iterable[str]) -> dict[str, Any]:
        near = difflib.get_close_matches(word, known, 1) if len(word) <= _NAME_LENGTH else []
        return {"hint": "rules.did_you_mean", "near": near[0]} if near else {}

    def _name(self, node: ast.Name, expected: Type | None) -> Operand:
        name = node.id
        if expected is not None and expected.kind == "choice":
            option = self.option(node, expected.options)
            if option is not None:
                return option
        found = self.type_of(node)
        if found is None:
            if name not in _TRUTH:
                self._refuse_name(node, expected)
            return self.operand(node, YES_NO, constant(_TRUTH[name]), literal=True)
        if found.kind == "table":
            self.refuse(node, "rules.table_alone", hint="rules.table_alone_hint", name=name)
        if name in self._columns:
            self.names.add(f"{self._table}.{name}")
            return self.operand(node, found, lambda env: env[0].get(name))
        self.names.add(name)
        default = self._scope.constants.get(name)
        fixed = default is not None
        if isinstance(default, Decimal):
            self.facts.numbers.add(default)
        elif isinstance(default, date):
            self.facts.dates.add(default)
        if self.in_row:
            return self.operand(node, found, lambda env: env[1].get(name, default), fixed=fixed)
        return self.operand(node, found, lambda env: env.get(name, default), fixed=fixed)

    def _refuse_name(self, node: ast.Name, expected: Type | None) -> NoReturn:
        name = node.id
        if expected is not None and expected.kind == "choice":
            near = self._near(name, expected.options)
            self.refuse(node, "rules.unknown_option", name=name, **near)
        if expected is not None and expected.kind == "text":
            self.refuse(node, "rules.unknown_name", hint="rules.quote_text", name=name)
        known = {*self._scope.names, *self._columns}
        self.refuse(node, "rules.unknown_name", name=name, **self._near(name, sorted(known)))

    def _literal(self, node: ast.Constant, expected: Type | None) -> Operand:
        value = node.value
        if isinstance(value, bool):
            return self.operand(node, YES_NO, constant(value), literal=True)
        if isinstance(value, int | float):
            # From the text: a float would already have lost digits.
            exact = Decimal(self._tree.text(node))
            self.facts.numbers.add(exact)
            return self.operand(node, number(None), constant(exact), literal=True)
        if not isinstance(value, str):
            self.refuse(node, "rules.not_supported", text=self._excerpt(node))
        if expected is not None and expected.kind == "choice":
            option = self.option(node, expected.options)
            if option is None:
                near = self._near(value, expected.options)
                self.refuse(node, "rules.unknown_option", name=value, **near)
            return option
        if expected is not None and expected.kind == "date":
            return self._date(node, value)
        self.facts.texts.add(value)
        return self.operand(node, TEXT, constant(value), literal=True)

    def _date(self, node: ast.Constant, text: str) -> Operand:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            self.refuse(node, "rules.date_form", text=text)
        self.facts.dates.add(day)
        return self.operand(node, DATE, constant(day), literal=True)

    def _either(self, node: ast.IfExp, expected: Type | None) -> Operand:
        condition = self.wanted(node.test, "bool")
        first, second = self.compile(node.body, expected), self.compile(node.orelse, expected)
        left, right = first.type, second.type
        if left.kind != right.kind or left.kind in ("choices", "table"):
            self.refuse(node, "rules.branches", left=str(left), right=str(right))
        result = left
        if left.kind == "number":
            fits, unit = same(left.unit, right.unit)
            if not fits:
                self.refuse_units(node, left.unit, right.unit, "else")
            result = number(unit)
        elif left.kind == "choice":
            result = Type("choice", options=left.options | right.options)
        test, yes, no = condition.run, first.run, second.run

        def run(env: Any) -> Any:
            value = test(env)
            return None if value is None else yes(env) if value else no(env)

        return self.operand(
            node, result, run, fixed=condition.fixed and first.fixed and second.fixed
        )


def _word(node: ast.expr) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def _logic(compiler: Compiler, node: ast.BoolOp) -> Operand:
    word = "and" if isinstance(node.op, ast.And) else "or"
    parts: list[Operand] = []
    for value in node.values:
        if parts and _word(value) is not None:
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
        name, option = first.left.id, _word(value)
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


def _unary(compiler: Compiler, node: ast.UnaryOp) -> Operand:
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


def _arithmetic(compiler: Compiler, node: ast.BinOp) -> Operand:
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


_HANDLERS: Final[Mapping[type[ast.expr], Callable[[Compiler, Any], Operand]]] = {
    ast.BoolOp: _logic,
    ast.UnaryOp: _unary,
    ast.BinOp: _arithmetic,
    ast.Compare: comparing.compare,
    ast.Call: calls.call,
}
