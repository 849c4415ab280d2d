"""CSV that runs nothing and reads back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.workshop.tables import csv_bytes, read_csv, safe_cell


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1+cmd|' /C calc'!A0",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "＝1+1",
        "  =1",
        '=HYPERLINK("http://x","y")',
    ],
)
def test_what_looks_like_a_formula_becomes_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", [-5, 0, 12.5, None, "小店", "a=b", ""])
def test_numbers_and_plain_text_stay(value: str | float | None) -> None:
    assert safe_cell(value) == value


@given(st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"])))
def test_a_table_reads_back(text: str) -> None:
    assert read_csv(csv_bytes(["name"], [{"name": text}, {"name": "x"}]))[-1] == {"name": "x"}
    if text:
        assert read_csv(csv_bytes(["name"], [{"name": text}])) == [{"name": text}]


def test_a_spreadsheet_is_told_the_encoding() -> None:
    assert csv_bytes(["名"], []).startswith(b"\xef\xbb\xbf")
