"""Word, HTML, Markdown and text say the same as the blocks."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from html.parser import HTMLParser

import docx
import pytest
from markdown_it import MarkdownIt

from tests.unit.documents.sample import document, sample, squeezed
from wizard.documents import FORMATS, render
from wizard.documents.blocks import Column, Heading, Paragraph, Run, Table, row, text

_HOSTILE = (
    "<script>alert(1)</script> **x** [a](javascript:b) | `c` <!-- -->\n# no\n1. no\n- no &amp;"
)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._quiet = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._quiet = tag in {"style", "title"}

    def handle_endtag(self, tag: str) -> None:
        self._quiet = False

    def handle_data(self, data: str) -> None:
        if not self._quiet:
            self.words.append(data)


def _html(data: bytes) -> _Text:
    parser = _Text()
    parser.feed(data.decode())
    return parser


def _rendered_markdown(data: bytes) -> _Text:
    return _html(
        MarkdownIt("commonmark", {"html": True}).enable("table").render(data.decode()).encode()
    )


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("kind", ["plan", "agreement"])
def test_equal_documents_give_equal_bytes(name: str, kind: str) -> None:
    assert render(sample(kind=kind), name) == render(sample(kind=kind), name)


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_document_is_rendered(name: str) -> None:
    assert render(document(), name)


def _parts() -> list[str]:
    return [
        squeezed(part)
        for line in sample().plain_text().split("\n")
        for part in line.split("\t")
        if part
    ]


def test_html_holds_every_word() -> None:
    words = squeezed("".join(_html(render(sample(), "html")).words))
    assert not [part for part in _parts() if part not in words]


def test_html_loads_and_runs_nothing() -> None:
    tags = _html(render(sample(), "html")).tags
    assert not {tag for tag, _ in tags} & {"script", "link", "iframe", "object"}
    assert not [attrs for _, attrs in tags if any(name.startswith("on") for name in attrs)]
    loaded = [(tag, attrs["src"]) for tag, attrs in tags if "src" in attrs]
    assert [tag for tag, _ in loaded] == ["img"]
    assert all(str(source).startswith("data:image/jpeg;base64,") for _, source in loaded)


@pytest.mark.parametrize("name", ["html", "md"])
def test_text_never_becomes_markup(name: str) -> None:
    made = document(
        Heading(text("题"), 1),
        Paragraph(text(_HOSTILE)),
        Table((Column("头"),), (row(_HOSTILE),)),
    )
    data = render(made, name)
    page = _html(data) if name == "html" else _rendered_markdown(data)
    assert not {tag for tag, _ in page.tags} & {"script", "a", "ol", "ul", "code", "em", "h1"}
    assert squeezed("".join(page.words)).count(squeezed(_HOSTILE)) == 2


def test_markdown_holds_every_word() -> None:
    words = squeezed("".join(_rendered_markdown(render(sample(), "md")).words))
    assert not [part for part in _parts() if part not in words]


def _word_text(data: bytes) -> str:
    made = docx.Document(io.BytesIO(data))
    return "".join(made.element.body.itertext())


def test_word_holds_every_word() -> None:
    words = squeezed(_word_text(render(sample(), "docx")))
    assert not [part for part in _parts() if part not in words]


def test_word_has_headings_repeated_heads_links_and_fixed_properties() -> None:
    made = docx.Document(io.BytesIO(render(sample(), "docx")))
    styles = [paragraph.style.name for paragraph in made.paragraphs if paragraph.style]
    assert {"Heading 1", "Heading 2", "Heading 3", "Title"} <= set(styles)
    xml = made.element.xml
    assert xml.count("w:tblHeader") >= len(made.tables)
    assert 'w:anchor="k_list"' in xml
    targets = [one.target_ref for one in made.part.rels.values() if one.is_external]
    assert targets == ["https://example.org/a?b=1&c=2"]
    assert made.core_properties.created is not None
    assert made.core_properties.created.date().isoformat() == "2026-11-22"
    footer = made.sections[0].footer._element.xml
    assert "NUMPAGES" in footer
    assert "草稿" in footer


def test_text_holds_the_blocks_and_the_edition() -> None:
    words = render(sample(), "txt").decode()
    assert not [part for part in _parts() if part not in squeezed(words)]
    assert "草稿 v3 · 2026-11-22" in words


def test_links_outside_the_allowed_schemes_vanish_everywhere() -> None:
    made = document(Paragraph(text(Run("x", link="javascript:alert(1)"))))
    for name in FORMATS:
        assert b"javascript" not in render(made, name)


def test_importing_the_package_loads_no_renderer() -> None:
    code = (
        "import sys, wizard.documents.blocks; "
        "print([m for m in ('docx', 'segno', 'reportlab', 'wizard.documents.pdf') if m in sys.modules])"
    )
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "[]"


def test_a_table_without_a_head_names_its_rows_in_html() -> None:
    columns = (Column("", minimum=30), Column("", names=True), Column("", weight=1))
    page = render(document(Table(columns, (row("1.1", "每周投入", "8 小时"),))), "html").decode()
    assert "<thead>" not in page
    assert '<th scope="row" class="left">每周投入</th>' in page


def test_in_word_a_note_stays_on_the_page_of_what_it_is_a_note_on() -> None:
    made = document(Paragraph(text("正文")), Paragraph(text("注"), "note"))
    paragraphs = docx.Document(io.BytesIO(render(made, "docx"))).paragraphs
    assert [one.paragraph_format.keep_with_next for one in paragraphs] == [True, None]


@pytest.mark.parametrize("bold", ["不退货。", "《退款规则》", "怎么办：", "plain", "。"])
def test_bold_beside_chinese_is_bold_to_any_reader_of_markdown(bold: str) -> None:
    runs = (Run("本店"), Run(bold, bold=True), Run("每次"))
    made = document(Paragraph(runs))
    read = MarkdownIt("commonmark").render(render(made, "md").decode()).split("<hr")[0]
    assert "*" not in read
    assert re.sub("<[^>]+>", "", read).strip() == f"本店{bold}每次"
    assert ("<strong>" in read) == (bold != "。")
