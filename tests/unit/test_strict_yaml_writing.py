"""How values are written, and which are refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from wizard.strict_yaml import (
    dump,
    load,
)


def test_dump_is_pleasant_to_read() -> None:
    value: dict[str, Any] = {
        "shop_launch": 1,
        "answers": {
            "goods": ["licensed_software", "卡 券"],
            "rate": Decimal("3.50"),
            "note": "第一行\n\n第二行",
            "rows": [{"item": "首批进货", "amount": 2400, "when": "2026-01-31"}],
            "long": ["很长" * 20, "也很长" * 20],
            "empty": [],
            "none": {},
            "price": "5%",
            "code": "007",
        },
    }
    assert dump(value) == (
        "shop_launch: 1\n"
        "answers:\n"
        "  goods: [licensed_software, 卡 券]\n"
        "  rate: 3.50\n"
        "  note: |-\n"
        "    第一行\n"
        "\n"
        "    第二行\n"
        "  rows:\n"
        '    - {item: 首批进货, amount: 2400, when: "2026-01-31"}\n'
        "  long:\n"
        f"    - {'很长' * 20}\n"
        f"    - {'也很长' * 20}\n"
        "  empty: []\n"
        "  none: {}\n"
        "  price: 5%\n"
        '  code: "007"\n'
    )


@pytest.mark.parametrize(
    "value",
    [
        "\u202e",
        "\x00",
        {"": 1},
        {"a\nb": 1},
        {"k" * 1001: 1},
        10**18,
        Decimal(10) ** 18,
        Decimal("NaN"),
        Decimal(1) / 3,
        [[[[[[[[[[[[[[[[[{"a": {"b": 1}}]]]]]]]]]]]]]]]]],
    ],
)
def test_dump_refuses_what_load_would(value: Any) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        dump(value)


def test_dump_refuses_floats() -> None:
    with pytest.raises(TypeError):
        dump(0.5)  # type: ignore[arg-type]


def test_the_last_value_that_is_written() -> None:
    for value in (10**18 - 1, -(10**18) + 1, Decimal("0." + "1" * 18), {"k" * 1000: 1}):
        assert load(dump(value), "f").value == value
    deep: Any = "x"
    for _ in range(16):
        deep = {"a": deep}
    assert load(dump(deep), "f").value == deep


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (10**18, f"{10**18} has more than 18 digits"),
        (-(10**18), f"-{10**18} has more than 18 digits"),
        (Decimal(10) ** 18, "1000000000000000000 cannot be written as YAML"),
        (Decimal("Infinity"), "Infinity cannot be written as YAML"),
        (Decimal("0." + "1" * 19), f"0.{'1' * 19} has more than 18 digits after the point"),
        ("a\u202e", "character U+202E cannot be written"),
        ("a\n\u202e\nb", "character U+202E cannot be written"),
        ({"": 1}, "'' cannot be a key"),
        ({"k" * 1001: 1}, f"'{'k' * 40}' cannot be a key"),
        ({"a\tb": 1}, "'a\\tb' cannot be a key"),
    ],
)
def test_what_is_said_of_a_value_that_cannot_be_written(value: Any, said: str) -> None:
    with pytest.raises(ValueError) as caught:
        dump(value)
    assert str(caught.value) == said


def test_what_is_said_of_a_value_too_deep_or_of_no_kind() -> None:
    deep: Any = {"a": {"b": 1}}
    for _ in range(16):
        deep = {"a": deep}
    with pytest.raises(ValueError, match=r"^nested too deeply$"):
        dump(deep)
    with pytest.raises(TypeError, match=r"^float cannot be written as YAML$"):
        dump([0.5])  # type: ignore[list-item]


def test_a_line_is_as_wide_as_it_may_be() -> None:
    value = {"a": [1, 22, 333]}
    assert dump(value, width=15) == "a: [1, 22, 333]\n"
    assert dump(value, width=14) == "a:\n  - 1\n  - 22\n  - 333\n"
    rows = {"a": [{"b": 1, "c": 2}]}
    assert dump(rows, width=16) == "a:\n  - {b: 1, c: 2}\n"
    assert dump(rows, width=15) == "a:\n  - b: 1\n    c: 2\n"
    long = {"a": ["x" * 93]}
    assert dump(long) == f"a: [{'x' * 93}]\n"
    assert dump({"a": ["x" * 96]}) == f"a:\n  - {'x' * 96}\n"
    assert dump({"a": "x" * 200, "b": 10**17}) == f"a: |-\n  {'x' * 200}\nb: 100000000000000000\n"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("", '""\n'),
        ("a\nb", '"a\\nb"\n'),
        ({"a": "x\n"}, 'a: "x\\n"\n'),
        ({"a": "\nx"}, 'a: "\\nx"\n'),
        ({"a": "x\n\ny"}, "a: |-\n  x\n\n  y\n"),
        ({"a": "x\n y"}, 'a: "x\\n y"\n'),
        ({"a": "x \ny"}, 'a: "x \\ny"\n'),
        ({"a": "x\ty\nz"}, 'a: "x\\ty\\nz"\n'),
        ({"a": "x\r\nz"}, 'a: "x\\r\\nz"\n'),
        (["x\ny"], "- |-\n  x\n  y\n"),
        ([["a", "b"], {}], "- [a, b]\n- {}\n"),
        ({"a": {"b": None, "c": False}}, "a:\n  b: null\n  c: false\n"),
        ({"a": [{"b": {"c": 1}}]}, "a:\n  - b:\n      c: 1\n"),
        ({"a": [{"b": "x\ny"}]}, "a:\n  - b: |-\n      x\n      y\n"),
        ("TRUE", '"TRUE"\n'),
        ("nUll", '"nUll"\n'),
        ("1:30", '"1:30"\n'),
        ("1e3", '"1e3"\n'),
        ("0xFF", '"0xFF"\n'),
        (".INF", '".INF"\n'),
        ("a #b", '"a #b"\n'),
        ("a: b", '"a: b"\n'),
        ("a b", "a b\n"),
        ("a  b", '"a  b"\n'),
        ('a"b\\', '"a\\"b\\\\"\n'),
        (Decimal("0.00"), "0\n"),
        (Decimal("1E+2"), "100\n"),
        ((1, 2), "- 1\n- 2\n"),
    ],
)
def test_how_a_value_is_written(value: Any, text: str) -> None:
    assert dump(value) == text
    assert load(text, "f").value == (list(value) if isinstance(value, tuple) else value)
