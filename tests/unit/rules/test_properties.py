"""Expressions made at random agree with Python's own arithmetic and with Kleene's logic."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from wizard.rules import (
    DATE,
    TEXT,
    YES_NO,
    RuleError,
    Scope,
    Unit,
    choice,
    choices,
    compile_expression,
    number,
    reach,
    table,
)

OPTIONS = ["x", "y", "z"]
COLUMNS = {"a": number(Unit.MONEY), "t": choice(OPTIONS), "f": YES_NO}
SCOPE = Scope(
    {
        "m1": number(Unit.MONEY),
        "m2": number(Unit.MONEY),
        "n1": number(Unit.COUNT),
        "n2": number(Unit.COUNT),
        "b1": YES_NO,
        "b2": YES_NO,
        "c1": choice(OPTIONS),
        "k1": choices(OPTIONS),
        "t1": TEXT,
        "d1": DATE,
        "d2": DATE,
        "rows": table(COLUMNS),
    }
)
MONEY = st.decimals(-(10**6), 10**6, places=2)
COUNTS = st.integers(-50, 50).map(Decimal)
DAYS = st.integers(0, 400).map(lambda days: date(2026, 1, 1) + timedelta(days=days))
CELLS: dict[str, st.SearchStrategy[Any]] = {
    "a": MONEY,
    "t": st.sampled_from(OPTIONS),
    "f": st.booleans(),
}
ROWS = st.lists(st.fixed_dictionaries(CELLS), max_size=3).map(tuple)
ANSWERS = st.fixed_dictionaries(
    {
        "m1": MONEY,
        "m2": MONEY,
        "n1": COUNTS,
        "n2": COUNTS,
        "b1": st.booleans(),
        "b2": st.booleans(),
        "c1": st.sampled_from(OPTIONS),
        "k1": st.frozensets(st.sampled_from(OPTIONS)),
        "t1": st.text(max_size=5),
        "d1": DAYS,
        "d2": DAYS,
        "rows": ROWS,
    }
)
LITERAL = st.integers(0, 9999).map(str) | st.decimals(0, 999, places=2).map(
    lambda d: format(d, "f")
)
COMPARISON = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])


def joined(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda found: f"({' '.join(found)})")


def called(name: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda found: f"{name}({', '.join(found)})")


ROW_NUMBER = st.sampled_from(["a", "a * 2", "a - m1", "max(a, m2)"])
ROW_TEST = st.sampled_from(["f", "t == x", "a > 5", "f and a <= m1", "t in [x, y] or b1", "not f"])


def money() -> st.SearchStrategy[str]:
    base = st.sampled_from(["m1", "m2"]) | called("sum", st.just("rows"), ROW_NUMBER, ROW_TEST)
    return st.recursive(
        base,
        lambda inner: (
            joined(inner, st.sampled_from(["+", "-"]), inner)
            | joined(inner, st.just("*"), st.sampled_from(["n1", "n2"]) | LITERAL)
            | called("max", inner, inner)
            | called("min", inner, LITERAL)
            | called("abs", inner)
            | joined(inner, st.just("if"), st.sampled_from(["b1", "b2"]), st.just("else"), inner)
            | inner.map(lambda text: f"(-{text})")
        ),
        max_leaves=3,
    )


def counts() -> st.SearchStrategy[str]:
    base = st.sampled_from(["n1", "n2", "len(t1)", "count(k1)", "count(rows)"]) | called(
        "count", st.just("rows"), ROW_TEST
    )
    return base | joined(base, st.sampled_from("+-*"), base)


def conditions() -> st.SearchStrategy[str]:
    single = (
        st.sampled_from(["b1", "b2", "true", "false", "c1 == x", "'y' != c1", "z == c1"])
        | st.sampled_from(["c1 in [x, 'z']", "c1 not in [y]", "x in k1", "z not in k1", "c1 in k1"])
        | st.sampled_from(["any_of(k1, [x, y])", "all_of(k1, [x, y])", "none_of(k1, [z])"])
        | st.sampled_from(["t1 == 'a'", "d1 <= d2", "d1 == '2026-03-01'", "n1 in [1, -5]"])
        | joined(money(), COMPARISON, money() | LITERAL)
        | joined(counts(), st.sampled_from(["<", ">="]), LITERAL, COMPARISON, counts())
        | called("all", st.just("rows"), ROW_TEST, ROW_TEST)
        | called("any", st.just("rows"), ROW_TEST)
    )
    return st.recursive(
        single,
        lambda inner: (
            joined(inner, st.sampled_from(["and", "or"]), inner)
            | joined(inner, st.just("if"), inner, st.just("else"), inner)
            | inner.map(lambda text: f"(not {text})")
        ),
        max_leaves=4,
    )


class AsPython(ast.NodeTransformer):
    """Turns an expression into what Python evaluates on the same values."""

    def __init__(self, source: str) -> None:
        self.source = source

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if isinstance(node.value, int | float) and not isinstance(node.value, bool):
            text = ast.get_source_segment(self.source, node) or ""
            return call("Decimal", ast.Constant(text))
        if isinstance(node.value, str) and node.value.startswith("2026"):
            return call("day", node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        assert isinstance(node.func, ast.Name)
        if isinstance(node.args[0], ast.Name) and node.args[0].id == "rows":
            given = [self.row_function(argument) for argument in node.args[1:]]
            return call(f"{node.func.id}_rows", node.args[0], *given)
        return node

    @staticmethod
    def row_function(body: ast.expr) -> ast.expr:
        names = [ast.arg(name) for name in COLUMNS]
        arguments = ast.arguments(
            posonlyargs=[], args=names, kwonlyargs=[], kw_defaults=[], defaults=[]
        )
        return ast.Lambda(arguments, body)


def call(name: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def always(**_row: Any) -> bool:
    return True


FUNCTIONS: dict[str, Any] = {
    "__builtins__": {},
    "Decimal": Decimal,
    "day": date.fromisoformat,
    "true": True,
    "false": False,
    **{option: option for option in OPTIONS},
    "max": max,
    "min": min,
    "abs": abs,
    "len": lambda value: Decimal(len(value)),
    "count": lambda value: Decimal(len(value)),
    "any_of": lambda chosen, given: bool(chosen & set(given)),
    "all_of": lambda chosen, given: chosen >= set(given),
    "none_of": lambda chosen, given: not chosen & set(given),
    "sum_rows": lambda rows, number_of, test=always: sum(
        (number_of(**row) for row in rows if test(**row)), Decimal(0)
    ),
    "count_rows": lambda rows, test=always: Decimal(sum(1 for row in rows if test(**row))),
    "all_rows": lambda rows, test, pick=always: all(test(**row) for row in rows if pick(**row)),
    "any_rows": lambda rows, test, pick=always: any(test(**row) for row in rows if pick(**row)),
}


def in_python(source: str, answers: Mapping[str, Any]) -> Any:
    tree = AsPython(source).visit(ast.parse(source, mode="eval"))
    code = compile(ast.fix_missing_locations(tree), "rule", "eval")
    return eval(code, {**FUNCTIONS, **answers})  # noqa: S307 - the reference to compare with


@settings(max_examples=200, deadline=None, derandomize=True)
@given(conditions(), ANSWERS)
def test_decides_like_python(source: str, answers: dict[str, Any]) -> None:
    try:
        expression = compile_expression(source, SCOPE, wants=YES_NO)
    except RuleError as error:
        assert error.key in ("rules.too_long", "rules.too_deep", "rules.too_large")  # noqa: PT017
        return
    assert expression(answers) is in_python(source, answers)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(money(), ANSWERS)
def test_computes_like_python(source: str, answers: dict[str, Any]) -> None:
    assert compile_expression(source, SCOPE)(answers) == in_python(source, answers)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    conditions(),
    ANSWERS,
    st.sets(st.sampled_from(sorted(SCOPE.names))),
    st.sets(st.tuples(st.integers(0, 2), st.sampled_from(sorted(COLUMNS)))),
)
def test_missing_answers_never_change_a_decision(
    source: str, answers: dict[str, Any], hidden: set[str], cells: set[tuple[int, str]]
) -> None:
    expression = compile_expression(source, SCOPE)
    known: dict[str, Any] = {name: value for name, value in answers.items() if name not in hidden}
    if "rows" in known:
        known["rows"] = tuple(
            {name: None if (at, name) in cells else value for name, value in row.items()}
            for at, row in enumerate(answers["rows"])
        )
    decided = expression(known)
    if decided is not None:
        assert expression(answers) is decided


@settings(max_examples=60, deadline=None, derandomize=True)
@given(conditions(), ANSWERS)
def test_nothing_contradicts_a_complete_search(source: str, answers: dict[str, Any]) -> None:
    expression = compile_expression(source, SCOPE)
    found = reach(expression, SCOPE)
    value = expression(answers)
    assert not (found.never and value is True)
    assert not (found.always and value is False)
