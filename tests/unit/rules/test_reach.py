from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wizard.rules import (
    DATE,
    TEXT,
    YES_NO,
    Scope,
    Unit,
    choice,
    choices,
    compile_expression,
    number,
    reach,
    table,
)

D = Decimal
SCOPE = Scope(
    {
        "n": number(Unit.COUNT),
        "m": number(Unit.COUNT),
        "o": number(Unit.COUNT),
        "p": number(Unit.COUNT),
        "rent": number(Unit.MONEY),
        "cap": number(Unit.MONEY),
        "rate": number(Unit.PERCENT),
        "ok": YES_NO,
        "kind": choice(["rent", "own"]),
        "goods": choices(["a", "b", "c"]),
        "many": choices([f"option_{at}" for at in range(12)]),
        "note": TEXT,
        "day": DATE,
        "lines": table({"amount": number(Unit.MONEY), "ok": YES_NO}),
    },
    constants={"cap": D(5000)},
    ranges={"rate": (D(0), D(100)), "rent": (D(0), None)},
)


@pytest.mark.parametrize(
    "source",
    [
        "n > 10 and n < 5",
        "kind == rent and kind == own",
        "n > m and m > o and o > n",
        "n > 5 and n < m and m < 5",
        "a in goods and none_of(goods, [a, b])",
        "note == 'x' and note == 'y'",
        "day > '2026-03-01' and day < '2026-03-02'",
        "rent > cap and rent <= 5000",
        "rate > 100",
        "rent < 0",
        "false",
        "answered(ok) and not answered(ok)",
        "max(n, m) < 3 and n > 3",
        "kind not in [rent, own]",
        "5 < 2 * 2",
    ],
)
def test_never_true(source: str) -> None:
    found = reach(compile_expression(source, SCOPE), SCOPE)
    assert found.never
    assert not found.always


@pytest.mark.parametrize(
    "source",
    ["n > 3 or n < 5", "kind in [rent, own]", "rent >= 0", "rate <= 100", "ok or not ok", "true"],
)
def test_always_true(source: str) -> None:
    found = reach(compile_expression(source, SCOPE), SCOPE)
    assert found.always
    assert not found.never


@pytest.mark.parametrize(
    "source",
    [
        "n > 3",
        "n > 4 and n < 5",
        "4 < n < m < o < 5",
        "rent * 12 <= cap",
        "rent * 12 > cap * 3",
        "kind == rent",
        "all_of(goods, [a, b]) and not c in goods",
        "count(goods) >= 2",
        "all_of(many, [option_1, option_11])",
        "len(note) > 3",
        "note == 'x'",
        "day >= '2026-03-01'",
        "answered(n)",
        "sum(lines, amount, ok) > cap",
        "any(lines, amount > 100 and not ok)",
        "all(lines, amount > 100)",
        "count(lines) > 1",
        "percent(rent, cap) > 10",
        "n * 7 > 20 and n * 7 < 22",
    ],
)
def test_no_false_alarm(source: str) -> None:
    found = reach(compile_expression(source, SCOPE), SCOPE)
    assert not found.never
    assert not found.always


@pytest.mark.parametrize(
    "source",
    [
        "n > 3",
        "kind == rent",
        "rent * 12 <= cap",
        "sum(lines, amount, ok) > cap",
        "count(lines) > 1",
    ],
)
def test_finds_both_witnesses(source: str) -> None:
    found = reach(compile_expression(source, SCOPE), SCOPE)
    assert found.can_be_true
    assert found.can_be_false


def test_same_result_every_time() -> None:
    source = "sum(lines, amount, ok) > rent * n and n * m > o * p"
    expression = compile_expression(source, SCOPE)
    assert reach(expression, SCOPE) == reach(expression, SCOPE)


def test_too_many_names_are_sampled() -> None:
    names = {f"q{at}": choice([f"o{i}" for i in range(10)]) for at in range(8)}
    scope = Scope(names)
    source = " and ".join(f"q{at} == o1" for at in range(8))
    found = reach(compile_expression(source, scope), scope)
    assert not found.complete
    assert not found.never


ATOMS = st.tuples(
    st.sampled_from(["n", "m"]),
    st.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
    st.sampled_from(["1", "2", "3", "n", "m"]),
).map(" ".join)
SIMPLE = st.recursive(
    ATOMS,
    lambda inner: (
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(
            lambda parts: f"({' '.join(parts)})"
        )
        | inner.map(lambda text: f"(not {text})")
    ),
    max_leaves=5,
)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(SIMPLE)
def test_comparisons_are_searched_exhaustively(source: str) -> None:
    expression = compile_expression(source, SCOPE)
    grid = [D(step) / 4 for step in range(-4, 24)]
    truth = {expression({"n": n, "m": m}) for n in grid for m in grid}
    found = reach(expression, SCOPE)
    assert found.complete or (found.can_be_true and found.can_be_false)
    assert (found.can_be_true, found.can_be_false) == (True in truth, False in truth)
