"""Each refusal of the language, word for word: which part is marked, why, and the way out."""

from __future__ import annotations

import json

import pytest

from tests.snapshot import Snapshot
from wizard import resources
from wizard.rules import (
    DATE,
    TEXT,
    YES_NO,
    CircleError,
    RuleError,
    Scope,
    Unit,
    choice,
    choices,
    compile_condition,
    compile_expression,
    number,
    order,
    table,
)
from wizard.text import words

SCOPE = Scope(
    {
        "m": number(Unit.MONEY),
        "n": number(Unit.COUNT),
        "x": number(),
        "d": number(Unit.DAYS),
        "h": number(Unit.HOURS),
        "mo": number(Unit.MONTHS),
        "b": YES_NO,
        "s": TEXT,
        "ⅿ": TEXT,
        "on": DATE,
        "c": choice(["rent", "own"]),
        "e": choice(["left", "right"]),
        "k": choices(["rent", "own"]),
        "rows": table({"amount": number(Unit.MONEY), "kind": choice(["rent", "own"])}),
        "others": table({"size": number(Unit.COUNT)}),
    }
)
REFUSED = (
    "",
    "   ",
    "b and " + "b and " * 200,
    "(" * 30 + "b" + ")" * 30,
    "+".join(["n"] * 240),
    "b b",
    "b and",
    "not",
    "n >",
    "(b",
    "b)",
    "[rent, own",
    "(b]",
    "s == 'a",
    's == "a',
    "s == “a”",
    "b\nand b",
    "b # why",
    "b and\tb\u200b",
    "b\u00a0and b",
    "n ? 1",
    "n ! 1",
    "b & b",
    "b && b",
    "b || b",
    "n = 1",
    "n ≥ 1",
    "n ≤ 1",
    "n ≠ 1",
    "n × 2 > 1",
    "n ÷ 2 > 1",
    "n <> 1",
    "（b）",
    "n ＞ 1",
    "n， x",
    "！b",
    "b AND b",
    "b Or b",
    "TRUE",
    "None",
    "null",
    "lambda: 1",
    "class",
    "import x",
    "n > 1,000",
    "n > 1_0",
    "n > 1e3",
    "n > 0x10",
    "n > 007",
    "n > 5元",
    "n > 123456789012345678901",
    "s == '" + "x" * 300 + "'",
    "s == 'a\\n'",
    "s == '\u202e'",
    "ｎ > 1",
    "n > 5%",
    "n % 2 == 1",
    "nn > 1",
    "hamster",
    "c == rnet",
    "c == hamster",
    "k == rent",
    "rent in c",
    "smu(n, x) > 1",
    "exec(n)",
    "s.upper == 'A'",
    "rows[0]",
    "[n for n in rows]",
    "{1: 2}",
    "f'{n}'",
    "b'x' == s",
    "n ** 2 > 4",
    "n // 2 > 1",
    "+n > 1",
    "~n > 1",
    "b + n > 1",
    "n > b",
    "not n",
    "n and b",
    "b if n else b",
    "m if b else s",
    "m if b else d",
    "m > s",
    "b > b",
    "s < s",
    "c < c",
    "c == e",
    "k < k",
    "c is rent",
    "b is not b",
    "1 < n < 'a'",
    "b == b == b",
    "s in [1]",
    "b in [b]",
    "rows in [1]",
    "n in 5",
    "c in s",
    "on in on",
    "c in []",
    "c in [n + 1]",
    "c in [rent, hamster]",
    "n in [1, rent]",
    "on in ['2026-01-31', '31.1.2026']",
    "m + d > 1",
    "m * m > 1",
    "d / m > 1",
    "m < d",
    "mo + d > 1",
    "h > d",
    "days(mo) > 1",
    "hours(m) > 1",
    "hours(d, d) > 1",
    "on > '2026-02-30'",
    "on > 'tomorrow'",
    "on > 2026",
    "days_between(on) > 1",
    "days_between(on, n) > 1",
    "percent(m) > 1",
    "percent(m, d) > 1",
    "abs(b) > 1",
    "abs(1, 2) > 1",
    "max(m) > 1",
    "max(m, d) > 1",
    "avg(m, m) > 1",
    "max(*k) > 1",
    "max(m, key=m) > 1",
    "count(n) > 1",
    "count(s) > 1",
    "len(b) > 1",
    "any(b)",
    "all(b, b)",
    "any_of(c, [rent])",
    "any_of(k, rent)",
    "any_of(k, [rent, hamster])",
    "none_of(k)",
    "answered(1)",
    "answered(n, b)",
    "answered(hamster)",
    "c == rent or own",
    "n > 1 and 5",
    "c != rent and own",
    "rows",
    "rows > 1",
    "sum(rows) > 1",
    "sum(rows, hamster) > 1",
    "sum(rows, kind) > 1",
    "sum(rows, amount, amount) > 1",
    "sum(rows, amount, kind == rent, 1) > 1",
    "sum(rows, sum(others, size)) > 1",
    "any(rows)",
    "all(rows, amount)",
    "count(rows, kind == hamster) > 1",
    "(n)(1)",
    "s == hello",
    "ⅿ == s",
    "n",
    "m + 1",
    "s",
)
CONDITIONS: tuple[object, ...] = (
    5,
    None,
    {"all": ["b"], "any": ["b"]},
    {"none": ["b"]},
    {"all": []},
    {"any": "b"},
    {"not": ["b"]},
    {"all": ["b", {"any": ["b", "n"]}]},
    {"all": ["b", {"not": "hamster"}]},
    {"not": {"not": {"not": {"not": {"not": {"not": {"not": {"not": {"not": "b"}}}}}}}}},
    {"all": ["b"] * 300},
)


def compiled(node: object) -> object:
    if isinstance(node, str):
        return compile_expression(node, SCOPE, wants=YES_NO)
    return compile_condition(node, SCOPE)


def refusal(node: object) -> RuleError:
    with pytest.raises(RuleError) as caught:
        compiled(node)
    return caught.value


def told(node: object) -> str:
    error = refusal(node)
    say = words("zh")
    lines = [f"{say(error.key, **error.params)}  ({error.key})"]
    if error.hint is not None:
        lines.append(f"-> {say(error.hint, **error.params)}  ({error.hint})")
    if isinstance(node, str):
        lines.insert(
            0, f"{node[:90]!r} {error.start}:{error.end} {node[error.start : error.end][:40]!r}"
        )
    else:
        lines.insert(0, f"{str(node)[:90]} at {'/'.join(map(str, error.path)) or '.'}")
    return "\n".join(lines)


def test_what_is_refused_is_marked_and_said(snapshot: Snapshot) -> None:
    snapshot("\n\n".join(told(node) for node in (*REFUSED, *CONDITIONS)) + "\n")


def test_every_sentence_of_the_language_is_met() -> None:
    """A refusal nothing leads to is a sentence nobody checks."""
    path = resources.asset("locale", "zh", "rules.json")
    # No sign of another operator gets as far as the second pair; circles are below.
    elsewhere = {"rules.circle", "rules.operator", "rules.operator_hint"}
    known = json.loads(path.read_text("utf-8")).keys() - elsewhere
    met = set()
    for node in (*REFUSED, *CONDITIONS):
        error = refusal(node)
        met |= {error.key, error.hint}
    assert known - met == set()


def test_a_refusal_travels_with_its_key_and_its_words() -> None:
    error = refusal("hamster")
    assert error.args == (error.key, error.params)
    assert str(error.params["name"]) == "hamster"


def test_a_circle_says_its_way_round() -> None:
    with pytest.raises(CircleError) as caught:
        order({"a": {"b"}, "b": {"c"}, "c": {"a"}})
    circle = caught.value.circle
    assert circle[0] == circle[-1]
    assert set(circle) == {"a", "b", "c"}
    assert caught.value.params == {"circle": " -> ".join(circle)}
