"""Texts that made other expression languages hang, crash, eat memory or run code."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wizard.rules import (
    TEXT,
    YES_NO,
    RuleError,
    Scope,
    Unit,
    choice,
    choices,
    compile_expression,
    number,
    table,
)
from wizard.text import LANGUAGES, words

SCOPE = Scope(
    {
        "m": number(Unit.MONEY),
        "n": number(Unit.COUNT),
        "x": number(),
        "b": YES_NO,
        "s": TEXT,
        "c": choice(["rent", "own"]),
        "k": choices(["rent", "own"]),
        "rows": table({"amount": number(Unit.MONEY), "class": choice(["a", "b"])}),
    }
)

ATTACKS = {
    "string repeat": "'9'*10**9",
    "power tower": "10**10**8",
    "string repeat, literal": "'9'*1000000000",
    "attribute": "().__class__.__bases__[0].__subclasses__()",
    "attribute of a name": "s.__class__.__mro__",
    "format attribute": "'{0.__class__.__mro__}'.format(x)",
    "format width": "'{:>1000000000}'.format(x)",
    "percent width": "'%1000000000d' % x",
    "parentheses": "(" * 5000 + "1" + ")" * 5000,
    "signs": "-" * 100_000 + "1",
    "nots": "not " * 50_000 + "b",
    "lists": "[" * 5000 + "]" * 5000,
    "long sum": "1+" * 100_000 + "1",
    "medium sum": "1+" * 3000 + "1",
    "comprehension": "[1 for a in range(99999) for c in range(99999)]",
    "list repeat": "[0]*10**9",
    "range": "max(range(10**10))",
    "long number": "9" * 1_000_000,
    "two long numbers": "9" * 4000 + "*" + "9" * 4000,
    "shift": "1<<10**10",
    "growing product": "*".join(["99999999999999999999"] * 2000),
    "center": "'x'.center(1000000000)",
    "text sum": "+".join(["s"] * 100_000),
    "lambda": "(lambda f:f(f))(lambda f:f(f))",
    "walrus": "(y:=1)",
    "f-string": "f'{9**9**9}'",
    "import": "__import__('os').system('id')",
    "pattern": "s matches '(a+)+$'",
    "deep signs within the length": "-" * 990 + "1",
    "deep nots within the length": "not " * 249 + "b",
    "deep call within the length": "(" + "-" * 900 + "1)(1)",
    "deep sum within the length": "+".join(["m"] * 400),
    "subscript": "k[0]",
    "starred": "max(*k)",
    "keyword": "max(m, key=n)",
    "dict": "{1: 2}",
    "await": "await b",
    "yield": "(yield)",
    "ellipsis": "...",
    "bytes": "b'x' == s",
    "complex": "1j > x",
    "comment": "b # and not b",
    "second statement": "b; b",
    "line end": "b\nand not b",
    "carriage return": "\r12 > n",
    "null": "b\x00",
    "invisible": "b\u200b",
    "bidirectional": "b\u202e",
    "name in another alphabet form": "ｂ",
    "no-break space": "b\u00a0and b",
    "escape": "s == '\\x41'",
    "direction inside text": "s == '\u202e'",
    "surrogate": "s == '\ud800'",
    "not text": "\ufffe",
}


def refusal(source: str) -> RuleError:
    with pytest.raises(RuleError) as caught:
        compile_expression(source, SCOPE)
    error = caught.value
    assert 0 <= error.start <= error.end <= len(source)
    for language in LANGUAGES:
        assert words(language)(error.key, **error.params)
        assert error.hint is None or words(language)(error.hint, **error.params)
    return error


@pytest.mark.timeout(20)  # they hang or crash other languages
@pytest.mark.parametrize("source", ATTACKS.values(), ids=ATTACKS.keys())
def test_attack_is_refused(source: str) -> None:
    refusal(source)


def test_chains_run_each_part_once() -> None:
    """Nested chains whose middle ran twice would double their cost on each level."""
    source = "b"
    for _ in range(12):
        source = f"b == ({source})"
    assert compile_expression(source, SCOPE)({"b": True}) is True
    assert refusal("b == b == b").key == "rules.chain"
    nested = "n"
    for _ in range(18):
        nested = f"(x if 0 < {nested} < 9 else x)"
    calls = 0

    class Counting(dict[str, object]):
        def get(self, key: str, default: object = None) -> object:
            nonlocal calls
            calls += 1
            return super().get(key, default)

    compile_expression(nested, SCOPE)(Counting())
    assert calls < 100


@settings(max_examples=400, deadline=None, derandomize=True)
@given(
    st.text(max_size=60)
    | st.text(alphabet="mnbsck1 ()[]'\"+-*/<>=!andornotif:,.{}@lambda", max_size=80)
    | st.lists(
        st.sampled_from(
            ["m", "n", "b", "c", "k", "rows", "rent", "class", "sum(", "any(", "(", ")", "[", "]"]
            + [
                ",",
                "and",
                "or",
                "not",
                "in",
                "if",
                "else",
                "==",
                "<",
                "+",
                "*",
                "/",
                "-",
                "5",
                "'a'",
            ]
            + ["days_between(", "any_of(", "percent(", "hours(", "is", "lambda", "answered("]
        ),
        max_size=14,
    ).map(" ".join)
)
def test_any_text_compiles_or_raises_rule_error(source: str) -> None:
    try:
        expression = compile_expression(source, SCOPE)
    except RuleError:
        refusal(source)
    else:
        expression({})
