"""What holds for any value and any text."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from wizard.strict_yaml import (
    StrictYamlError,
    clean,
    dump,
    load,
    load_json,
    refused_character,
)
from wizard.text import LANGUAGES, words

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
