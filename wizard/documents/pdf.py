"""A document as PDF: tagged, linked, every font embedded, the same bytes every time."""

from __future__ import annotations

from datetime import date
from html import escape

from wizard.documents.blocks import Chart, Cover, Document, Stamp, Table, text
from wizard.documents.editions import edition_line
from wizard.documents.typesetting.charts import lay_chart
from wizard.documents.typesetting.cover import lay_cover, lay_stamp, watermark
from wizard.documents.typesetting.galley import fill_pages
from wizard.documents.typesetting.layout import BASIC_LAYS, Lay, Layout
from wizard.documents.typesetting.lists import LIST_LAYS
from wizard.documents.typesetting.objects import Name, PdfFile, Ref, Value
from wizard.documents.typesetting.page import Canvas, Page, line_color, polyline
from wizard.documents.typesetting.shaping import draw_line, set_lines, shape
from wizard.documents.typesetting.styles import (
    AGREEMENT_STYLES,
    FOOTER_LINE,
    LINE,
    MARGIN,
    PAGE_WIDTH,
    PLAN_STYLES,
    TEXT_WIDTH,
    StyleSheet,
)
from wizard.documents.typesetting.tables import lay_table
from wizard.text import words

_LAYS: dict[type, Lay] = {
    **BASIC_LAYS,
    **LIST_LAYS,
    Table: lay_table,
    Chart: lay_chart,
    Cover: lay_cover,
    Stamp: lay_stamp,
}
_LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en-US"}
_CREATOR = "Shop Launch Wizard"


def render(document: Document) -> bytes:
    """Return the document as a PDF file."""
    canvas = Canvas()
    meta = document.meta
    says = words(document.language)
    styles = AGREEMENT_STYLES if meta.kind == "agreement" else PLAN_STYLES
    if meta.edition == "draft":
        canvas.overlay.append(watermark(says("print.draft")))
    layout = Layout(canvas, document, styles, says, _LAYS)
    strips = layout.strips(document.blocks, TEXT_WIDTH, canvas.tags.root)
    fill_pages(canvas, strips)
    footer = edition_line(document)
    for page in canvas.pages:
        _footer(page, len(canvas.pages), footer, meta.plan or document.title, styles)
    return _file(canvas, document)


def _footer(page: Page, total: int, words: str, name: str, styles: StyleSheet) -> None:
    style = styles.footer
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


def _file(canvas: Canvas, document: Document) -> bytes:
    file, meta = canvas.file, document.meta
    stamp = _pdf_date(meta.date)
    catalog: dict[str, Value] = {
        "Lang": _LANGUAGE_TAGS[document.language],
        "Metadata": file.stream(
            _xmp(document), {"Type": Name("Metadata"), "Subtype": Name("XML")}, packed=False
        ),
        **_attachments(file, document),
    }
    root = canvas.write(catalog)
    info: dict[str, Value] = {
        "Title": document.title,
        "Creator": _CREATOR,
        "Producer": _CREATOR,
        "CreationDate": stamp,
        "ModDate": stamp,
    }
    if meta.author:
        info["Author"] = meta.author
    if meta.keywords:
        info["Keywords"] = ", ".join(meta.keywords)
    return file.finish(root, file.add(info))


def _pdf_date(day: date) -> str:
    return f"D:{day:%Y%m%d}000000Z"


def _attachments(file: PdfFile, document: Document) -> dict[str, Value]:
    """Add the attached files; the catalog names them (ISO 32000-2, 14.13)."""
    named: list[Value] = []
    refs: list[Ref] = []
    for one in sorted(document.attachments, key=lambda attachment: attachment.name):
        entries: dict[str, Value] = {
            "Type": Name("EmbeddedFile"),
            "Subtype": Name(one.mime),
            "Params": {"Size": len(one.content), "ModDate": _pdf_date(document.meta.date)},
        }
        stream = file.stream(one.content, entries)
        ref = file.add(
            {
                "Type": Name("Filespec"),
                "F": one.name,
                "UF": one.name,
                "EF": {"F": stream, "UF": stream},
                "AFRelationship": Name(one.relationship),
            }
        )
        named += [one.name, ref]
        refs.append(ref)
    if not refs:
        return {}
    return {"Names": {"EmbeddedFiles": {"Names": named}}, "AF": list(refs)}


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
