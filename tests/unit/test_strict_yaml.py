from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wizard.errors import Place
from wizard.strict_yaml import (
    Limits,
    StrictYamlError,
    clean,
    dump,
    load,
    load_json,
    refused_character,
)
from wizard.text import LANGUAGES, words


def refusal(text: str | bytes, *, as_json: bool = False, **params: Any) -> tuple[str, int, int]:
    with pytest.raises(StrictYamlError) as caught:
        (load_json if as_json else load)(text, "f", **params)
    problem = caught.value.problem
    for language in LANGUAGES:
        assert words(language)(problem.key, **problem.params)
        assert problem.hint is None or words(language)(problem.hint, **problem.params)
    return problem.key.removeprefix("yaml."), problem.place.line, problem.place.column


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("false", False),
        ("0", 0),
        ("-12", -12),
        ("123456789012345678", 123456789012345678),
        ("1234567890123456789", "1234567890123456789"),
        ("12.50", Decimal("12.50")),
        ("-.5", Decimal("-0.5")),
        ("007", "007"),
        ("0571", "0571"),
        ("+5", "+5"),
        ("1.", "1."),
        ("1e5", "1e5"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("5%", "5%"),
        (".nan", ".nan"),
        ("2026-01-31", "2026-01-31"),
        ("12:30:45", "12:30:45"),
        ("'5'", "5"),
        ('"true"', "true"),
        ("'yes'", "yes"),
        ("|\n  a\n  b\n", "a\nb\n"),
        ("５０００", "５０００"),
    ],
)
def test_scalars(text: str, value: object) -> None:
    read = load(text, "f").value
    assert read == value
    assert type(read) is type(value)
    if isinstance(value, Decimal):
        assert str(read) == str(value)


def test_decimals_keep_their_digits() -> None:
    assert str(load("1.10", "f").value) == "1.10"


def test_keys_are_always_text() -> None:
    assert load("1: a\nyes: b\n~: c", "f").value == {"1": "a", "yes": "b", "~": "c"}


@pytest.mark.parametrize(
    ("text", "key", "line", "column"),
    [
        ("a: yes", "ambiguous", 1, 4),
        ("a: [x, Off]", "ambiguous", 1, 8),
        ("a: NULL", "ambiguous", 1, 4),
        ("a: 1\nb: 2\na: 3", "duplicate_key", 3, 1),
        ("a: {b: 1, b: 2}", "duplicate_key", 1, 11),
        ("'a': 1\na: 2", "duplicate_key", 2, 1),
        ("a: &x 1", "anchor", 1, 4),
        ("a: &x {b: 1}", "anchor", 1, 4),
        ("a: *x", "alias", 1, 4),
        ("a: !!int 1", "tag", 1, 4),
        ("a: ! 1", "tag", 1, 4),
        ("a: !x {b: 1}", "tag", 1, 4),
        ("a: !!python/object/apply:os.system ['true']", "tag", 1, 4),
        ("<<: {a: 1}", "merge", 1, 1),
        ("? [a]\n: 1", "key_not_text", 1, 3),
        ("? {a: 1}\n: 1", "key_not_text", 1, 3),
        ("'': 1", "empty_key", 1, 1),
        ("---\na: 1\n---\nb: 1", "several_documents", 3, 1),
        ("%YAML 1.1\n---\na: 1", "directive", 1, 1),
        ("%TAG ! x\n--- 1", "directive", 1, 1),
        ("a: b: c", "colon_in_text", 1, 5),
        ("租金: 5\n名: b: c", "colon_in_text", 2, 5),
        ("a: 1\nb: 'x", "quote_open", 2, 4),
        ("a: [1, 2\nb: 3", "not_closed", 1, 4),
        ("a:\n  b: 1\n c: 2", "indentation", 3, 2),
        ("\ta: 1", "start_character", 1, 1),
        ("a: @b", "start_character", 1, 4),
        ('a: "\\q"', "escape", 1, 5),
        ('a: "\\ud800"', "escape", 1, 7),
        ("é: \u202e", "character", 1, 4),
        ("a: 1 # \u200b", "character", 1, 8),
        ('a: "\\u200b"', "character", 1, 4),
        ("a: 1\r\nb: \x00", "character", 2, 4),
        ("a: \x85", "character", 1, 4),
        ("a: \U000e0041", "character", 1, 4),
        ("a: \ud800", "character", 1, 4),
        ("\U0001f469\u200d\U0001f4bb: 1", "key_character", 1, 1),
        ('"a\\nb": 1', "key_character", 1, 1),
        ("[" * 17, "too_deep", 1, 17),
        ("- " * 17 + "x", "too_deep", 1, 33),
    ],
)
def test_refused_yaml(text: str, key: str, line: int, column: int) -> None:
    assert refusal(text) == (key, line, column)


def test_joiner_is_welcome_inside_text() -> None:
    coder = "\U0001f469\u200d\U0001f4bb"
    assert load(f"a: {coder}", "f").value == {"a": coder}


def test_bytes_are_strict_utf8() -> None:
    assert load(b"\xef\xbb\xbfa: 1", "f").value == {"a": 1}
    assert load("\ufeffa: 1", "f").value == {"a": 1}
    assert refusal("a: 1\n名: ".encode() + b"\xff") == ("not_utf8", 2, 4)
    assert refusal("a: 1".encode("utf-16"))[0] == "not_utf8"
    assert refusal("a: \ufeff1") == ("character", 1, 4)


@pytest.mark.parametrize("read", [load, load_json])
def test_size_and_node_limits(read: Any) -> None:
    with pytest.raises(StrictYamlError) as caught:
        read("[1, 2, 3]", "f", limits=Limits(size=8))
    assert caught.value.key == "yaml.too_large"
    assert read("[1, 2, 3]", "f", limits=Limits(size=9, nodes=4)).value == [1, 2, 3]
    with pytest.raises(StrictYamlError) as caught:
        read("[1, 2, 3]", "f", limits=Limits(nodes=3))
    assert caught.value.key == "yaml.too_many"
    assert caught.value.problem.place == Place("f", 1, 8)


@pytest.mark.timeout(20)  # they hang or crash other loaders
@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{" * 100_000,
        "{a: " * 100_000,
        "- " * 100_000,
        "? " * 100_000,
        "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]",
        "!" * 100_000,
        "'" * 99_999,
        "a" * 100_000 + ":",
        "&" + "a" * 100_000,
    ],
)
def test_hostile_yaml_is_refused(text: str) -> None:
    refusal(text)


def test_places_fall_back_to_the_nearest_parent() -> None:
    document = load(
        "名: 值\nrows:\n  - {a: 1, b: 'x y'}\n  - >-\n    long\n    text\n", "pack.yaml"
    )
    assert document.place(("名",)) == Place("pack.yaml", 1, 4)
    assert document.key_place(("名",)) == Place("pack.yaml", 1, 1)
    assert document.place(("rows", 0, "b")) == Place("pack.yaml", 3, 15)
    assert document.key_place(("rows", 0, "b")) == Place("pack.yaml", 3, 12)
    assert document.place(("rows", 0, "c", "d")) == Place("pack.yaml", 3, 5)
    assert document.key_place(("rows", 0, "c")) == Place("pack.yaml", 3, 5)
    assert document.place(("nothing",)) == Place("pack.yaml", 1, 1)
    assert document.place() == Place("pack.yaml", 1, 1)


def test_places_inside_a_value() -> None:
    document = load("a: one two\nb: 'one two'\nc: >-\n  one two\nd: one\n  two", "f")
    assert document.place(("a",), 4) == Place("f", 1, 8)
    assert document.place(("b",), 4) == Place("f", 2, 9)
    assert document.place(("c",), 4) == Place("f", 3, 4)
    assert document.place(("d",), 4) == Place("f", 5, 4)
    assert document.place(("a", "x"), 4) == Place("f", 1, 4)


def test_problem_at_a_path() -> None:
    problem = load("a: [1]", "f").problem(("a", 0), "yaml.tag", hint="yaml.tab", name="x")
    assert problem.place == Place("f", 1, 5)
    assert problem.params == {"name": "x"}
    assert problem.hint == "yaml.tab"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            ' {"a": [1, 2.50, true, null, "x"]}\n',
            {"a": [1, Decimal("2.50"), True, None, "x"]},
        ),
        ("[]", []),
        ("{}", {}),
        ("1e5", Decimal("1e5")),
        ("-0", 0),
        ("0e999999999", 0),
        (r'"\ud83d\ude00\/\n\u4e2d"', "😀/\n中"),
        (r'"a\"b\\"', 'a"b\\'),
        ("123456789012345678", 123456789012345678),
    ],
)
def test_json_values(text: str, value: object) -> None:
    assert load_json(text, "f").value == value
    assert load_json(text.encode(), "f").value == value


@pytest.mark.parametrize(
    ("text", "key", "line", "column"),
    [
        ("", "json_ends_early", 1, 1),
        ('{"a": 1,', "json_ends_early", 1, 9),
        ('{"a": 1,\n "a": 2}', "duplicate_key", 2, 2),
        (r'{"a": 1, "\u0061": 2}', "duplicate_key", 1, 10),
        ('{"": 1}', "empty_key", 1, 2),
        ("{1: 2}", "json_key", 1, 2),
        ("{a: 2}", "json_syntax", 1, 2),
        ('{"a" 2}', "json_syntax", 1, 6),
        ("[1 2]", "json_syntax", 1, 4),
        ("[1,]", "json_syntax", 1, 4),
        ('{"a": 1 "b": 2}', "json_syntax", 1, 9),
        ("[1] x", "json_after_end", 1, 5),
        ("NaN", "json_syntax", 1, 1),
        ("[Infinity]", "json_syntax", 1, 2),
        ("-Infinity", "json_syntax", 1, 1),
        ("truex", "json_syntax", 1, 1),
        ("01", "json_syntax", 1, 1),
        ("1.", "json_syntax", 1, 1),
        (".5", "json_syntax", 1, 1),
        ("+1", "json_syntax", 1, 1),
        ("1e999999999", "number_range", 1, 1),
        ("1e-999999999", "number_range", 1, 1),
        ("1234567890123456789", "number_range", 1, 1),
        ("0." + "1" * 60, "number_range", 1, 1),
        ('"abc', "json_text", 1, 1),
        ('"a\nb"', "json_text", 1, 1),
        (r'"\x"', "escape", 1, 1),
        (r'["\ud800"]', "character", 1, 2),
        (r'"\u202e"', "character", 1, 1),
        (r'{"\u200d": 1}', "key_character", 1, 2),
        ("[" * 17, "too_deep", 1, 17),
        ("[" * 100_000, "too_deep", 1, 17),
        ('{"a":' * 100_000, "too_deep", 1, 81),
    ],
)
def test_refused_json(text: str, key: str, line: int, column: int) -> None:
    assert refusal(text, as_json=True) == (key, line, column)


def test_an_exponent_beyond_any_number_is_refused() -> None:
    with pytest.raises(StrictYamlError) as refused:
        load_json('{"a": 2e' + "7" * 36 + "}", "f")
    problem = refused.value.problem
    assert (problem.key, str(problem.place)) == ("yaml.number_range", "f:1:7")


def test_json_places() -> None:
    document = load_json('{"名": "值",\r\n "rows": [{"a": 1}]}', "f")
    assert document.place(("名",)) == Place("f", 1, 7)
    assert document.place(("rows", 0, "a")) == Place("f", 2, 17)
    assert document.key_place(("rows",)) == Place("f", 2, 2)


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


TEXT = st.text(alphabet=st.characters(codec="utf-8")).map(clean)
TRICKY = st.text(alphabet="ab中 0158-+.:,#{}[]&*!|>'\"%@`\\\n\t?~=<eExyn_", max_size=12)
WORDS = st.sampled_from(
    [
        "yes",
        "no",
        "on",
        "off",
        "y",
        "n",
        "true",
        "True",
        "null",
        "Null",
        "~",
        "<<",
        "1e5",
        "0x1",
        ".5",
        ".inf",
        "12:30",
        "=",
        "-",
    ]
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**18) + 1, 10**18 - 1)
    | st.decimals(-(10**9), 10**9, places=4)
    | TEXT
    | TRICKY
    | WORDS
)
KEYS = (TEXT | TRICKY | WORDS).filter(
    lambda key: bool(key) and refused_character(key, key=True) is None
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_dumped_values_load_equal(value: Any) -> None:
    text = dump(value)
    document = load(text, "f")
    assert document.value == value
    assert dump(document.value) == text
    assert_places(document, value, ())


def assert_places(document: Any, value: Any, path: tuple[str | int, ...]) -> None:
    exact = document.place(path)
    assert exact.line >= 1
    children = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, item in children:
        assert (*path, key) in document._values
        assert_places(document, item, (*path, key))


@given(VALUES)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_json_reads_like_the_standard_library(value: Any) -> None:
    for escape in (True, False):
        text = json.dumps(value, default=str, ensure_ascii=escape, indent=1)
        expected = json.loads(text, parse_float=Decimal)
        assert load_json(text, "f").value == expected


@given(st.text(max_size=60) | st.text(alphabet="a1 -:\n[]{}'\"&*!#?|>%,\\\t", max_size=60))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (load, load_json):
        try:
            read(text, "f")
        except StrictYamlError as error:
            for language in LANGUAGES:
                words(language)(error.problem.key, **error.problem.params)


@pytest.mark.parametrize(
    ("text", "key", "line", "column"),
    [
        ("a: 1\nmust： true\nb: 2\n", "wide_colon", 2, 5),
        ("a: 1\nmust true\nb: 2\n", "colon_missing", 2, 1),
        ("a: 1\nsay: {hours} is little\nb: 2\n", "brace", 2, 6),
        ("a:\n  - say: {hours}太少\n    do: x\n", "brace", 2, 10),
        ("a: {b: 1\nc: 2\n", "not_closed", 1, 4),
    ],
)
def test_what_a_writer_of_chinese_texts_does_is_called_by_its_name(
    text: str, key: str, line: int, column: int
) -> None:
    with pytest.raises(StrictYamlError) as caught:
        load(text, "x.yaml")
    found = caught.value.problem
    assert (found.key, found.place.line, found.place.column) == (f"yaml.{key}", line, column)
    for language in LANGUAGES:
        assert words(language)(found.key, **found.params)
