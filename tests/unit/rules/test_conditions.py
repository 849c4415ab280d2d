from __future__ import annotations

from typing import Any

import pytest

from wizard.rules import (
    YES_NO,
    CircleError,
    Part,
    RuleError,
    Scope,
    compile_condition,
    join,
    number,
    order,
    reach,
)
from wizard.text import LANGUAGES, words

SCOPE = Scope({"a": YES_NO, "b": YES_NO, "c": YES_NO, "n": number()})


def test_join_keeps_places() -> None:
    node = {"all": ["a", {"any": ["b", {"not": "c"}]}, True]}
    assert join(node) == [
        Part("a", ("all", 0)),
        Part("b", ("all", 1, "any", 0)),
        Part("c", ("all", 1, "any", 1, "not")),
        Part("true", ("all", 2)),
    ]
    assert join("a") == [Part("a", ())]


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({"a": True, "b": False, "c": False}, True),
        ({"a": True, "b": False, "c": True}, False),
        ({"a": False}, False),
        ({"a": True, "b": True}, True),
        ({"a": True, "b": False}, None),
    ],
)
def test_lists_follow_the_same_logic(env: dict[str, object], expected: object) -> None:
    found = compile_condition({"all": ["a", {"any": ["b", {"not": "c"}]}]}, SCOPE)
    assert found(env) is expected
    assert found.names == {"a", "b", "c"}
    assert found.type == YES_NO
    assert found.source == "(a) and ((b) or (not (c)))"


def test_single_line_may_have_any_type() -> None:
    assert compile_condition("n + 1", SCOPE, wants=number()).type == number()
    assert compile_condition(False, SCOPE)({}) is False


def test_boundaries_of_all_parts_are_searched() -> None:
    condition = compile_condition({"all": ["n > 10", "n < 5"]}, SCOPE)
    assert reach(condition, SCOPE).never
    condition = compile_condition({"all": ["n > 10", "n < 11"]}, SCOPE)
    assert not reach(condition, SCOPE).never


@pytest.mark.parametrize(
    ("node", "key", "path"),
    [
        (5, "condition_shape", ()),
        (None, "condition_shape", ()),
        ({}, "condition_shape", ()),
        ({"all": ["a"], "any": ["b"]}, "condition_shape", ()),
        ({"some": ["a"]}, "condition_shape", ()),
        ({"all": "a"}, "condition_list", ("all",)),
        ({"any": []}, "condition_list", ("any",)),
        ({"all": ["a", 5]}, "condition_shape", ("all", 1)),
        ({"not": ["a"]}, "condition_shape", ("not",)),
        ({"not": {"not": {"not": {"not": {"not": "a"}}}}}, "condition_deep", ("not",) * 4),
        ({"all": ["a", {"not": "x"}]}, "unknown_name", ("all", 1, "not")),
        ({"all": ["a", "n"]}, "result", ("all", 1)),
        ({"all": ["a"] * 51}, "too_many_parts", ()),
        ("n", "result", ()),
    ],
)
def test_mistakes_name_their_place(node: Any, key: str, path: tuple[str | int, ...]) -> None:
    with pytest.raises(RuleError) as caught:
        compile_condition(node, SCOPE)
    assert caught.value.key == f"rules.{key}"
    assert caught.value.path == path
    for language in LANGUAGES:
        assert words(language)(caught.value.key, **caught.value.params)


def test_order_puts_needs_first() -> None:
    found = order({"c": {"b", "answer"}, "a": set(), "b": ["a"], "d": ()})
    assert found == ["a", "b", "c", "d"]
    long = {f"n{at}": [f"n{at + 1}"] for at in range(5000)}
    assert order(long)[0] == "n4999"


@pytest.mark.parametrize(
    ("needs", "circle"),
    [
        ({"a": ["a"]}, ("a", "a")),
        ({"x": ["a"], "a": ["b"], "b": ["c"], "c": ["a"]}, ("a", "b", "c", "a")),
    ],
)
def test_circle_is_named(needs: dict[str, list[str]], circle: tuple[str, ...]) -> None:
    with pytest.raises(CircleError) as caught:
        order(needs)
    assert caught.value.circle == circle
    for language in LANGUAGES:
        assert " -> ".join(circle) in words(language)(caught.value.key, **caught.value.params)
