"""From the syntax tree to typed closures: what every part of the grammar compiles with.

Names, literals and ``if`` are compiled here; the grammar it is given knows the rest.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any, Final, NoReturn, TypeAlias

from wizard.rules.error import RuleError
from wizard.rules.operand import (
    Facts,
    Operand,
    constant,
    word_of,
)
from wizard.rules.reading import Tree
from wizard.rules.types import (
    DATE,
    TEXT,
    TIME,
    YES_NO,
    Scope,
    Type,
    Unit,
    number,
    same,
)
from wizard.rules.usage import USAGE

_NAME_LENGTH: Final = 60
_NODES: Final = 200
_DEPTH: Final = 60
_TRUTH: Final = {"true": True, "false": False}


Grammar: TypeAlias = Mapping[type[ast.expr], Callable[["Compiler", Any], Operand]]
"""What compiles each kind of node; a kind that is not in it is refused."""


class Compiler:
    """Compiles one tree; the parts of the grammar share what they find out.

    Attributes:
        names: names read so far.
        facts: boundaries found so far.
    """

    def __init__(self, tree: Tree, scope: Scope, grammar: Grammar) -> None:
        self._tree = tree
        self._scope = scope
        self._grammar = grammar
        self._nodes = 0
        self._depth = 0
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
        self._nodes += 1
        self._depth += 1
        if self._nodes > _NODES or self._depth > _DEPTH:
            raise RuleError("rules.too_large", 0, len(self._tree.source))
        part = self._grammar.get(type(node))
        if part is not None:
            found = part(self, node)
        elif isinstance(node, ast.Name):
            found = self._name(node, expected)
        elif isinstance(node, ast.Constant):
            found = self._literal(node, expected)
        elif isinstance(node, ast.IfExp):
            found = self._either(node, expected)
        else:
            self.refuse(node, "rules.not_supported", text=self.excerpt(node))
        self._depth -= 1
        return found

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
        word = word_of(node)
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

    def excerpt(self, node: ast.AST) -> str:
        """Return the beginning of the text of ``node``."""
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
            self.refuse(node, "rules.not_supported", text=self.excerpt(node))
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
