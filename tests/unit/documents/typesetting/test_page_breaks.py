"""What stays together when a page ends, and what may be split."""

from __future__ import annotations

import pytest

from tests.unit.documents.sample import CHARTS, SENTENCE, document, squeezed
from tests.unit.documents.typesetting.extracted import page_texts
from wizard.documents import pdf
from wizard.documents.blocks import (
    Callout,
    Column,
    Fields,
    Heading,
    Paragraph,
    Run,
    Signature,
    Table,
    row,
    text,
)


def test_a_signature_is_never_alone_on_a_page() -> None:
    for filler in range(18, 30):
        blocks = [Paragraph(text("行\n" * 2)) for _ in range(filler)]
        last = page_texts(pdf.render(document(*blocks, Signature(("甲方：", "乙方：")))))[-1]
        assert "行" in last


def test_a_cell_taller_than_many_pages_is_split() -> None:
    words = (SENTENCE * 600)[:40_000]
    made = document(Table((Column("号"), Column("话")), (row("1", words), row("2", "短"))))
    data = pdf.render(made)
    pages = page_texts(data)
    assert len(pages) > 15
    assert all(squeezed(page).startswith("号话") for page in pages)
    assert squeezed("".join(page.replace("号 话", "", 1) for page in pages)).replace(
        "号话", ""
    ) == (squeezed("1" + words + "2短"))


def test_a_long_table_repeats_its_head() -> None:
    rows = tuple(row(f"r{n}", SENTENCE[:60]) for n in range(60))
    pages = page_texts(pdf.render(document(Table((Column("编号头"), Column("说明头")), rows))))
    assert len(pages) > 2
    assert all("编号头" in page for page in pages)


def test_nested_callouts_split_over_pages() -> None:
    inner = Callout("watch", text("里"), tuple(Paragraph(text(SENTENCE * 3)) for _ in range(12)))
    made = document(Callout("red_line", text("外"), (inner, Paragraph(text("末")))))
    pages = page_texts(pdf.render(made))
    assert len(pages) > 1
    assert squeezed("".join(pages)).count(squeezed(SENTENCE)) == 36


def test_a_heading_is_never_alone_at_the_foot_of_a_page() -> None:
    for filler in range(30, 44):
        blocks = [Paragraph(text("行")) for _ in range(filler)]
        for page in page_texts(
            pdf.render(document(*blocks, Heading(text("题目"), 2), Paragraph(text(SENTENCE))))
        ):
            assert not page.rstrip().endswith("题目")


def test_an_introduction_stays_with_what_it_introduces() -> None:
    for filler in range(14, 30):
        blocks = [Paragraph(text("行")) for _ in range(filler)]
        made = document(*blocks, Heading(text("题"), 1), Paragraph(text("引语"), "lead"), CHARTS[4])
        (at,) = [at for at, page in enumerate(page_texts(pdf.render(made))) if "引语" in page]
        assert CHARTS[4].title in page_texts(pdf.render(made))[at]


def test_a_title_within_a_table_is_never_the_last_row_of_a_page() -> None:
    bold = Run("小题", bold=True)
    rows = [row(bold, "") if n % 4 == 0 else row("事", f"{n}") for n in range(200)]
    for first in range(8):
        made = document(Table((Column("甲"), Column("乙")), tuple(rows[first:])))
        for page in page_texts(pdf.render(made)):
            assert not page.rstrip().endswith("小题")


@pytest.mark.parametrize("count", [5, 40])
def test_no_row_is_alone_on_a_page(count: int) -> None:
    rows = tuple((f"名{n:02}", text("值")) for n in range(count))
    cells = tuple(row(name, "值") for name, _ in rows)
    table = Table((Column("甲"), Column("乙")), cells)
    for block in (Fields(rows), table):
        for filler in range(16, 46):
            blocks = [Paragraph(text("行")) for _ in range(filler)]
            pages = page_texts(pdf.render(document(*blocks, block)))
            counts = [found for page in pages if (found := page.count("名"))]
            assert sum(counts) == count
            assert min(counts) > 1
            assert count > 5 or len(counts) == 1


def test_a_note_is_on_the_page_of_what_it_is_a_note_on() -> None:
    for filler in range(30, 44):
        blocks = [Paragraph(text("行")) for _ in range(filler)]
        made = document(*blocks, Paragraph(text("正文")), Paragraph(text("注"), "note"))
        (page,) = [page for page in page_texts(pdf.render(made)) if "注" in page]
        assert "正文" in page
