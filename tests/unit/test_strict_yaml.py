from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from tests.snapshot import Snapshot
from wizard.errors import Place
from wizard.strict_yaml import (
    Limits,
    StrictYamlError,
    clean,
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


def sentences(text: str, read: Any, **params: Any) -> str:
    """Return what an author reads of a file that is refused, in both languages."""
    with pytest.raises(StrictYamlError) as caught:
        read(text, "f", **params)
    one = caught.value.problem
    assert (caught.value.key, caught.value.params) == (one.key, one.params)
    lines = [f"{text[:40]!r} {one.place}"]
    for language in LANGUAGES:
        say = words(language)
        hint = f" {say(one.hint, **one.params)}" if one.hint else ""
        lines.append(f"  {say(one.key, **one.params)}{hint}")
    return "\n".join(lines)


YAML_REFUSED = (
    "a: yes", "a: Off", "a: NULL", "a: 1\nb: 2\na: 3", "a: &x 1", "a: &x [1]", "a: *x",
    "a: !!int 1", "a: !x [1]", "<<: {a: 1}", "? [a]\n: 1", "'': 1", "---\na: 1\n---\nb: 1",
    "%YAML 1.1\n---\na: 1", "a: b: c", "a: 'x", "a: [1, 2\nb: 3", "a:\n  b: 1\n c: 2",
    "a:\n\t- b", "\ta: 1", "a: @b", 'a: "\\q"', 'a: "\\ud800"', "é: \u202e", 'a: "\\u200b"',
    '"a\\nb": 1', "[" * 17, "a: 1\nb： 2\nc: 3", "a: 1\nb\nc: 3", "a: {b} c", "a: 'b' c", "- a\nb: 1",
    "a: |x\n b", "a: [1,, 2]", "a: %b", "a: `b`", "!x!y 1",
)  # fmt: skip
JSON_REFUSED = (
    "", '{"a": 1,', '{"a": 1,\n "a": 2}', '{"": 1}', "{1: 2}", "{a: 2}", '{"a" 2}', "[1 2]", "[1,]",
    "[1] x", "NaN", "1e31", "1e-31", "1234567890123456789", '"abc', r'"\x"', r'["\ud800"]',
    r'{"\u200d": 1}', "[" * 17, "]", ":", '{"a": }', "[,1]", '{"a": 1 2}', "1e99999999999999999999",
)  # fmt: skip


def test_what_an_author_reads_of_each_mistake(snapshot: Snapshot) -> None:
    found = [sentences(text, load) for text in YAML_REFUSED]
    found += [sentences(text, load_json) for text in JSON_REFUSED]
    for read in (load, load_json):
        found.append(sentences("[1, 2]", read, limits=Limits(size=5)))
        found.append(sentences("[1, 2]", read, limits=Limits(nodes=2)))
        found.append(sentences("[[1]]", read, limits=Limits(depth=1)))
        found.append(sentences(b"a: \xff", read))  # type: ignore[arg-type]
    snapshot("\n".join(found) + "\n")


def test_how_much_a_file_holds_by_default() -> None:
    assert Limits() == Limits(size=1_000_000, depth=16, nodes=100_000)
    for read in (load, load_json):
        assert read(b"[" * 16 + b"]" * 16, "f").value
        assert read("[" + " " * 999_998 + "]", "f").value == []
        with pytest.raises(StrictYamlError) as caught:
            read("[" + " " * 999_999 + "]", "f")
        assert caught.value.params == {"limit": 1_000_000}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("9" * 18, 10**18 - 1),
        ("-" + "9" * 18, -(10**18) + 1),
        ("0." + "1" * 38, Decimal("0." + "1" * 38)),
        ("1e30", Decimal("1e30")),
        ("1e-30", Decimal("1e-30")),
        ("9.9e30", Decimal("9.9e30")),
        ("-0.0", 0),
        ("-1.50", Decimal("-1.50")),
        ("1E+2", Decimal(100)),
    ],
)
def test_the_last_number_json_may_hold(text: str, value: object) -> None:
    found = load_json(text, "f").value
    assert (found, type(found)) == (value, type(value)) or not found
    if isinstance(value, Decimal) and "E" not in text:
        assert str(found) == str(value)


@pytest.mark.parametrize("text", ["1" * 19, "0." + "1" * 39, "1e31", "1e-31", "9.9e31"])
def test_the_first_number_json_may_not_hold(text: str) -> None:
    assert refusal(text, as_json=True) == ("number_range", 1, 1)


def test_each_character_that_no_file_holds() -> None:
    refused = "".join(
        character
        for character in map(chr, range(0xFFFF + 1))
        if refused_character(character) is not None
    )
    edges = [*refused[:1]]
    for before, after in pairwise(refused):
        if ord(after) != ord(before) + 1:
            edges += [before, after]
    spans = [f"{ord(one):04X}" for one in [*edges, refused[-1]]]
    assert " ".join(spans) == (
        "0000 0008 000B 000C 000E 001F 007F 009F 00AD 00AD 061C 061C 180E 180E 200B 200C"
        " 200E 200F 2028 202E 2060 206F D800 DFFF FEFF FEFF FFF9 FFFB FFFE FFFF"
    )
    assert [refused_character(chr(code)) for code in (0xE0000, 0xE007F)] == [0, 0]
    assert refused_character(chr(0xE0080)) is None
    for character in "\u200d\t\n\r":
        assert refused_character(f"a{character}") is None
        assert refused_character(f"a{character}", key=True) == 1
    assert clean("a\u202eb\x00c\u200d") == "abc\u200d"
