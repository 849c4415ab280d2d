"""A document as PDF: tagged, linked, every font embedded, the same bytes every time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import NamedTuple

from wizard.documents.blocks import Chart, Cover, Document, Picture, Stamp, Table, text
from wizard.documents.editions import edition_line
from wizard.documents.typesetting.charts import lay_chart
from wizard.documents.typesetting.cover import lay_cover, lay_stamp, watermark
from wizard.documents.typesetting.galley import fill_pages
from wizard.documents.typesetting.layout import BASIC_LAYS, Lay, Layout
from wizard.documents.typesetting.lists import LIST_LAYS
from wizard.documents.typesetting.operators import line_color, polyline
from wizard.documents.typesetting.page import Booklet, Page, Spot
from wizard.documents.typesetting.pictures import lay_picture
from wizard.documents.typesetting.shaping import draw_line, set_lines, shape
from wizard.documents.typesetting.styles import (
    FOOTER_LINE,
    LINE,
    MARGIN,
    PAGE_WIDTH,
    TEXT_WIDTH,
    StyleSheet,
    style_sheet,
)
from wizard.documents.typesetting.tables import lay_table
from wizard.documents.typesetting.writing import Description, write
from wizard.text import words

_LAYS: dict[type, Lay] = {
    **BASIC_LAYS,
    **LIST_LAYS,
    Table: lay_table,
    Chart: lay_chart,
    Picture: lay_picture,
    Cover: lay_cover,
    Stamp: lay_stamp,
}
_LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en-US"}
_CREATOR = "Shop Launch Wizard"


def render(document: Document) -> bytes:
    """Return the document as a PDF file."""
    return render_placed(document).pdf


class Rendered(NamedTuple):
    """A document as a PDF file.

    Attributes:
        pdf: the file.
        spots: where everything with a key stands in it, in reading order.
        pages: how many it has.
        inks: if wanted, a digest of what is drawn in the body of each page; where they are
            equal, pages say the same.
        opened: marks of what begins a page, in reading order.
    """

    pdf: bytes
    spots: tuple[Spot, ...]
    pages: int
    inks: tuple[bytes, ...]
    opened: tuple[str, ...]


def render_placed(document: Document, *, inks: bool = False) -> Rendered:
    """Return the document as a PDF file, with what is known of its pages.

    Args:
        document: what is printed.
        inks: whether a digest of each page is wanted, too.
    """
    with _uncollected():
        booklet = _set(document)
        try:
            pdf = write(booklet, _description(document), document.attachments)
            drawn = booklet.inks() if inks else ()
            spots, opened = tuple(booklet.spots), tuple(booklet.opened)
            return Rendered(pdf, spots, len(booklet.pages), drawn, opened)
        finally:
            booklet.close()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pause the collector of cycles.

    Nothing dies before the file is written, yet thirty times a plan the collector would
    walk all of it, a tenth of the whole time. Several threads may print at once: who finds
    the collector paused leaves it so, and who paused it lets it go on.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _set(document: Document) -> Booklet:
    booklet = Booklet()
    meta = document.meta
    says = words(document.language)
    styles = style_sheet(meta.kind, document.language)
    if meta.edition == "draft":
        booklet.watermark = watermark(says("print.draft"))
    layout = Layout(booklet, document, styles, says, _LAYS)
    strips = layout.strips(document.blocks, TEXT_WIDTH, booklet.tags.root)
    fill_pages(booklet, strips, document.opened)
    footer = edition_line(document)
    for page in booklet.pages:
        _footer(page, len(booklet.pages), footer, meta.plan or document.title, styles)
    return booklet


def _footer(page: Page, total: int, words: str, name: str, styles: StyleSheet) -> None:
    style = styles.footer
    page.end_body()
    page.tag(None)
    rule = polyline((MARGIN, FOOTER_LINE), (PAGE_WIDTH - MARGIN, FOOTER_LINE))
    page.draw(f"{line_color(LINE)} 0.5 w {rule} S")
    left = shape(text(f"{page.index + 1} / {total} · {words}"), style)
    room = TEXT_WIDTH - left.width() - 16
    line = set_lines(left, TEXT_WIDTH)[0]
    draw_line(page, left, line, MARGIN, FOOTER_LINE - 4, None)
    right = shape(text(_shortened(name, styles, room)), style)
    if room > style.size * 3 and right.text:
        line = set_lines(right, TEXT_WIDTH)[0]
        x = PAGE_WIDTH - MARGIN - right.width()
        draw_line(page, right, line, x, FOOTER_LINE - 4, None)


def _shortened(name: str, styles: StyleSheet, room: float) -> str:
    """Return the name, with an ellipsis where the footer has no room for all of it."""
    name = name.replace("\n", " ")
    shaped = shape(text(name), styles.footer)
    if shaped.width() <= room:
        return name
    limit = (room - styles.footer.size) / styles.footer.size * 1000
    kept = sum(edge <= limit for edge in shaped.edges[1:])
    return shaped.text[:kept] + "…" if kept else ""


def _description(document: Document) -> Description:
    meta = document.meta
    return Description(
        title=document.title,
        author=meta.author or _CREATOR,
        subject=meta.plan,
        keywords=", ".join(meta.keywords),
        creator=_CREATOR,
        language=_LANGUAGE_TAGS[document.language],
        stamp=f"D:{meta.date:%Y%m%d}000000Z",
        xmp=_xmp(document),
    )


def _xmp(document: Document) -> bytes:
    meta = document.meta
    author = meta.author or _CREATOR
    keywords = ", ".join(meta.keywords)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(document.title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{_LANGUAGE_TAGS[document.language]}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{_CREATOR}</xmp:CreatorTool>
<xmp:CreateDate>{meta.date.isoformat()}T00:00:00Z</xmp:CreateDate>
<pdf:Keywords>{escape(keywords)}</pdf:Keywords>
<pdf:Producer>{_CREATOR}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()
