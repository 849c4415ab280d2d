"""The PDF as readers see it: text, fonts, tags, links, bytes."""

from __future__ import annotations

import gc
import hashlib
import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pypdf
import pytest
from reportlab.pdfbase import pdfmetrics

from tests.unit.documents.sample import CHARTS, SENTENCE, document, sample, squeezed
from tests.unit.documents.typesetting.extracted import page_texts
from wizard.documents import pdf
from wizard.documents.blocks import (
    Chart,
    Column,
    Document,
    Heading,
    Paragraph,
    Run,
    Series,
    Table,
    row,
    text,
)
from wizard.documents.opened import OpenedPdf
from wizard.documents.typesetting.fonts import missing_glyphs


def _text(made: Document) -> str:
    return "".join(page_texts(pdf.render(made))).replace("\r\n", "\n")


def _reader(made: Document) -> Any:
    """Open the PDF with pypdf; its object graph is untyped."""
    return pypdf.PdfReader(io.BytesIO(pdf.render(made)))


def test_what_is_extracted_is_what_was_said() -> None:
    made = document(
        Heading(text("一、定义"), 1),
        Paragraph(text(SENTENCE, Run("加粗的", bold=True), SENTENCE, Run("链接", link="#x"))),
        Paragraph(text("Latin words, “quotes” — and 100% of 3,860.00. " * 6)),
        Table(
            (Column("甲"), Column("乙", weight=1), Column("丙", "right")),
            tuple(row(f"第{n}", SENTENCE[: n * 7], f"{n * 137:,}.00") for n in range(12)),
            "表",
        ),
    )
    assert squeezed(_text(made)) == squeezed(made.plain_text())


def test_justified_lines_get_no_spaces_between_characters() -> None:
    made = document(*(Paragraph(text(SENTENCE[at:] * 4)) for at in range(0, 40, 3)))
    for extracted in (_text(made), "".join(p.extract_text() for p in _reader(made).pages)):
        for part in ("人工客服在承诺的服务时间内 10 分钟响应", "超过的转给店主本人判断"):
            # A line may end inside the part; a space may not appear in it.
            lines = extracted.replace("\r", "")
            assert part in lines
        assert "客 服" not in extracted
        assert "判 断" not in extracted


@pytest.mark.parametrize("name", ["李𬭎", "㛃䶮𠅤", "镕喆　·•", "甲𫖯\U00020628乙", "€‰℃①Ⅳ→"])
def test_rare_characters_come_back_exactly(name: str) -> None:
    made = document(Paragraph(text(name)), Heading(text(name), 1))
    assert squeezed(_text(made)) == squeezed(name + name)
    assert squeezed(name) in squeezed(_reader(made).pages[0].extract_text())


def test_every_block_is_printed() -> None:
    made = sample()
    extracted = squeezed(_text(made))
    for line in made.plain_text().split("\n"):
        for part in line.split("\t"):
            assert squeezed(part) in extracted, part


def test_all_fonts_are_embedded_and_ours() -> None:
    for kind in ("plan", "agreement"):
        names = set[str]()
        for page in _reader(sample(kind=kind)).pages:
            for font in page["/Resources"]["/Font"].values():
                descendant = font["/DescendantFonts"][0].get_object()
                assert "/FontFile2" in descendant["/FontDescriptor"]
                assert "/ToUnicode" in font
                names.add(font["/BaseFont"])
        assert len(names) >= 2
        assert all(name.startswith("/LAUNCH+Launch") for name in names)


def test_the_same_document_gives_the_same_bytes_in_any_process() -> None:
    code = (
        "import hashlib; from tests.unit.documents.sample import sample; from wizard.documents "
        "import pdf; print(hashlib.sha256(pdf.render(sample())).hexdigest())"
    )
    here = hashlib.sha256(pdf.render(sample())).hexdigest()
    made = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONHASHSEED": "77", "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=True,
    )
    assert made.stdout.strip() == here


def test_structure_language_title_and_outline() -> None:
    reader = _reader(sample())
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "zh-CN"
    assert root["/MarkInfo"]["/Marked"] is not False
    assert reader.metadata is not None
    assert reader.metadata.title == "开店启动计划"
    kinds = _kinds(root["/StructTreeRoot"]["/K"])
    assert {"H1", "H2", "P", "Table", "TR", "TH", "TD", "Figure", "L", "LI", "Link"} <= kinds
    assert [entry["/Title"] for entry in reader.outline if isinstance(entry, dict)] == [
        "1 一页总览",
        "图",
    ]


def _kinds(node: object) -> set[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return set[str]().union(*map(_kinds, node))
    if not isinstance(node, dict) or "/S" not in node:
        return set()
    return {str(node["/S"])[1:]} | _kinds(node.get("/K", []))


def test_a_shape_without_a_word_is_read_as_its_meaning_and_takes_no_more_room() -> None:
    columns = (Column("", weight=1), Column("", minimum=20))

    def table(alt: str) -> Table:
        shape = Run("", link="#here", mark="watch", alt=alt)
        return Table(columns, (row("6%", (shape,), key="here"), row("8%", "")))

    said = table("看一眼")
    assert said.plain_text() == "6%\t看一眼\n8%\t"
    made = document(said)
    assert "看一眼" in _text(made)
    sheets = []
    for alt in ("看一眼", ""):
        with OpenedPdf(pdf.render(document(table(alt)))) as opened:
            sheets.append(opened.painted(0))
    assert sheets[0] == sheets[1]
    [link] = _reader(made).pages[0]["/Annots"]
    assert link.get_object()["/Contents"] == "看一眼"


def test_every_figure_says_what_it_shows() -> None:
    tree = _reader(document(*CHARTS)).trailer["/Root"]["/StructTreeRoot"]["/K"].get_object()
    said = [figure["/Alt"] for figure in _figures(tree)]
    assert said == [chart.alt or chart.title for chart in CHARTS]


def _figures(node: object) -> list[dict[str, str]]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [found for kid in node for found in _figures(kid)]
    if not isinstance(node, dict) or "/S" not in node:
        return []
    own = [node] if node["/S"] == "/Figure" else []
    return own + _figures(node.get("/K", []))


def test_links_lead_to_pages_and_harmless_addresses_only() -> None:
    annotations = [
        note.get_object() for page in _reader(sample()).pages for note in page.get("/Annots", [])
    ]
    assert {note["/A"]["/URI"] for note in annotations if "/A" in note} == {
        "https://example.org/a?b=1&c=2"
    }
    # Contents: two sections, one subsection; and the link to the list.
    assert sum("/Dest" in note for note in annotations) == 4


def test_a_link_to_nowhere_is_only_text() -> None:
    reader = _reader(document(Paragraph(text(Run("去哪", link="#nowhere")))))
    assert "/Annots" not in reader.pages[0]


def test_contents_names_the_page_of_each_heading() -> None:
    made = sample()
    pages = page_texts(pdf.render(made))
    found = next(at for at, words in enumerate(pages, 1) if words.lstrip().startswith("图"))
    contents = next(words for words in pages if "目录" in words)
    line = next(line for line in contents.splitlines() if line.startswith("图"))
    assert squeezed(line) == f"图{found}"


def test_the_attachment_comes_back() -> None:
    reader = _reader(sample())
    assert reader.attachments["plan.json"] == [b'{"schema": "plan"}' * 40]
    file = reader.trailer["/Root"]["/AF"][0].get_object()
    assert file["/AFRelationship"] == "/Data"


@pytest.mark.parametrize(("edition", "word"), [("draft", "草稿"), ("final", "正式")])
def test_the_footer_names_page_edition_date_and_hash(edition: str, word: str) -> None:
    reader = _reader(sample(edition=edition))
    total = len(reader.pages)
    for at, page in enumerate(reader.pages, 1):
        footer = squeezed(page.extract_text())
        said = f"{at} / {total} · {word} v3 · 2026-11-22 · a1b2c3d · 参考文件，非法律意见"
        assert squeezed(said) in footer


def test_a_draft_carries_a_watermark_that_is_no_text() -> None:
    draft, final = (
        pdf.render(document(Paragraph(text("正文")), edition=e)) for e in ("draft", "final")
    )
    assert len(draft) > len(final) + 300
    assert page_texts(draft) == page_texts(final)


@pytest.mark.parametrize(
    "hostile",
    [
        "<font color=\"[[[getattr(pow,Word('__globals__'))]]]\">x</font>",
        '<img src="/etc/passwd"><a href="javascript:alert(1)">x</a>',
        "<br/>" * 200,
        "<unclosed & \\ ) Tj ET Q /F1 1 Tf (",
        "{{ 7*7 }} {% raw %} %(x)s {0}",
        "%PDF-1.4\nendstream endobj",
        "A" * 200,
    ],
)
def test_hostile_text_is_only_text(hostile: str) -> None:
    made = document(
        Heading(text(hostile), 1),
        Paragraph(text(hostile)),
        Table((Column(hostile),), (row(hostile),)),
        plan=hostile,
        footer=hostile,
        author=hostile,
    )
    reader = _reader(made)
    expected = squeezed(made.plain_text())
    assert squeezed(_text(made)) == expected
    assert all("/Annots" not in page for page in reader.pages)


def test_many_rare_characters_and_a_long_word() -> None:
    rare = "".join(map(chr, range(0x3400, 0x3400 + 200)))
    made = document(Paragraph(text(rare)), Paragraph(text("x" * 200)))
    assert squeezed(_text(made)) == rare + "x" * 200


def test_two_documents_at_once_do_not_mix() -> None:
    made = [document(Paragraph(text(words * 400))) for words in ("甲乙丙", "𠅤丁戊", "己庚辛")]
    alone = [pdf.render(one) for one in made]
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(pdf.render, made * 4)) == alone * 4
    assert not [name for name in pdfmetrics.getRegisteredFontNames() if "Launch" in name]


@pytest.mark.parametrize("collecting", [True, False])
def test_printing_leaves_the_collector_of_cycles_as_it_was(
    collecting: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        assert not gc.isenabled()
        raise InterruptedError

    before = gc.isenabled()
    (gc.enable if collecting else gc.disable)()
    try:
        pdf.render(document())
        assert gc.isenabled() is collecting
        monkeypatch.setattr(pdf, "write", stop)
        with pytest.raises(InterruptedError):
            pdf.render(document())
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if before else gc.disable)()


def test_what_a_file_is_known_by_follows_from_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    first = _reader(document(Paragraph(text("甲"))))
    other = _reader(document(Paragraph(text("乙"))))
    assert first.trailer["/ID"] != other.trailer["/ID"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    again = _reader(document(Paragraph(text("甲"))))
    assert again.trailer["/ID"] == first.trailer["/ID"]
    assert again.metadata.creation_date.date() == date(2026, 11, 22)


def test_an_outline_may_skip_a_level_and_say_a_title_twice() -> None:
    made = document(*(Heading(text("同题"), level) for level in (3, 1, 3, 2)))
    titles = _flat(_reader(made).outline)
    assert titles == ["同题"] * 4


def _flat(entries: list[Any]) -> list[str]:
    return [
        title
        for one in entries
        for title in (_flat(one) if isinstance(one, list) else [str(one["/Title"])])
    ]


def test_an_empty_document_has_one_page() -> None:
    assert len(_reader(document()).pages) == 1


def test_charts_without_data_say_their_words() -> None:
    made = document(Chart("line", "没有数", "还没算。", (Series("x", ()),)))
    assert squeezed(_text(made)) == "没有数还没算。"


def test_missing_characters_are_named_with_their_question() -> None:
    made = document(
        Paragraph(text("好 \U0001f600"), question="4.2"), Paragraph(text("李𬭎"), question="4.3")
    )
    (missing,) = missing_glyphs(made)
    assert (missing.character, missing.question) == ("\U0001f600", "4.2")
    assert "\U0001f600" in _text(made)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_both_kinds_print_in_both_languages(language: str) -> None:
    for kind in ("plan", "agreement"):
        assert pdf.render(sample(kind=kind, language=language)).startswith(b"%PDF-1.7")
