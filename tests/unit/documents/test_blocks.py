"""What blocks hold, and what they refuse."""

from __future__ import annotations

import pytest

from tests.unit.documents.sample import document, sample
from wizard.documents.blocks import (
    Callout,
    Column,
    Heading,
    Paragraph,
    Run,
    Table,
    clean,
    row,
    safe_link,
    text,
)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("一行\r\n两行\x0b三行", "一行\n两行\n三行"),
        ("a\tb", "a b"),
        ("\x00\x07\x1b\x7f\x9f", "□□□□□"),
        ("cod\u202eexe.fdp", "cod□exe.fdp"),
        ("a\ud800b\ufffe\ufffc", "a□b□□"),
        ("李𬭎㛃 　é", "李𬭎㛃 　é"),
    ],
)
def test_unsafe_characters_stay_visible(typed: str, printed: str) -> None:
    assert clean(typed) == printed
    assert Run(typed).text == printed


@pytest.mark.parametrize("target", ["#list", "https://a.cn/x?y=1", "HTTP://a.cn", "mailto:a@b.cn"])
def test_harmless_links_stay(target: str) -> None:
    assert Run("x", link=target).link == target


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "file:///c:/calc.exe",
        "data:text/html,x",
        "\\\\host\\share",
        "https://",
        "https://a.cn/ x",
        "https://a.cn/\nx",
        "https://a.cn/\u202e",
        "# x",
    ],
)
def test_other_links_leave_only_their_text(target: str) -> None:
    assert safe_link(target) == ""
    assert Run("x", link=target) == Run("x")


def test_a_table_row_has_a_cell_per_column() -> None:
    with pytest.raises(ValueError, match="needs 2 cells"):
        Table((Column("a"), Column("b")), (row("1"),))


def test_headings_are_found_inside_other_blocks() -> None:
    inner = Heading(text("里面"), 3)
    found = document(Callout("info", text("外"), (inner,)), Paragraph(text("x"))).headings()
    assert found == (inner,)


def test_plain_text_is_in_reading_order() -> None:
    words = sample().plain_text()
    places = [
        words.index(part) for part in ("整改后开业", "一页总览", "收款主体", "行动清单", "日期：")
    ]
    assert places == sorted(places)
