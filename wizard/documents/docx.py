"""A document as Word file: real headings, styles, tables and links, to be edited further.

Built on the default template of python-docx; the archive is written anew with one fixed
time, so that equal documents give equal bytes.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, time
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from wizard.documents.blocks import (
    Block,
    Blocks,
    Bullets,
    Callout,
    Chart,
    Columns,
    Contents,
    Cover,
    Document,
    Fields,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Rule,
    Run,
    Runs,
    Signature,
    Spacer,
    Stamp,
    Table,
    text,
)
from wizard.documents.chart_tables import as_table
from wizard.documents.editions import edition_line, heading_keys
from wizard.text import words

_ACCENT, _SOFT = RGBColor(0x0B, 0x6E, 0x5B), RGBColor(0x56, 0x5C, 0x57)
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}
_SEVERITY_SIGNS = {
    "red_line": "⬣",
    "fix": "▲",
    "watch": "△",
    "info": "■",
    "broken": "☒",
    "ok": "●",
    "not_sure": "◆",
}
_BELONGING = ("note", "small")  # said about what stands above
_PICTURE = Mm(150)
_LANG = {"zh": "zh-CN", "en": "en-US"}


def render(document: Document) -> bytes:
    """Return the document as DOCX."""
    writer = _Writer(document)
    writer.blocks(document.blocks)
    return writer.bytes()


class _Writer:
    def __init__(self, document: Document) -> None:
        self._source = document
        self._words = words(document.language)
        self._keys = heading_keys(document)
        self._word: WordDocument = docx.Document()
        self._bookmarks = 0
        self._set_up()

    def _set_up(self) -> None:
        agreement = self._source.meta.kind == "agreement"
        section = self._word.sections[0]
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(210), Mm(297)
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, side, Mm(25))
        normal = self._word.styles["Normal"]
        east = "宋体" if agreement else "微软雅黑"
        size = 12 if agreement else 10.5
        _fonts(normal, "Times New Roman" if agreement else "Arial", east, size)
        normal.paragraph_format.line_spacing = 1.5
        normal.paragraph_format.space_after = Pt(6)
        for level in range(1, 5):
            style = self._word.styles[f"Heading {level}"]
            _fonts(style, "Arial", "微软雅黑", (18, 14, 12, 10.5)[level - 1])
            style.font.color.rgb = _ACCENT if level == 1 else RGBColor(0x1E, 0x23, 0x20)
            style.font.bold = True
        _fonts(self._word.styles["Title"], "Arial", "微软雅黑", 26)
        self._footer()
        self._properties()

    def _footer(self) -> None:
        paragraph = self._word.sections[0].footer.paragraphs[0]
        _field(paragraph, "PAGE")
        paragraph.add_run(" / ")
        _field(paragraph, "NUMPAGES")
        paragraph.add_run(f" · {edition_line(self._source)}")
        for run in paragraph.runs:
            run.font.size = Pt(8)
            run.font.color.rgb = _SOFT

    def _properties(self) -> None:
        meta, core = self._source.meta, self._word.core_properties
        moment = datetime.combine(meta.date, time(), UTC).replace(tzinfo=None)
        core.title, core.author = self._source.title[:255], meta.author[:255]
        core.created = core.modified = core.last_printed = moment
        core.keywords = ", ".join(meta.keywords)[:255]
        core.comments = core.last_modified_by = ""
        core.language, core.revision = _LANG[self._source.language], 1

    def blocks(self, blocks: Blocks) -> None:
        for block in blocks:
            self._block(block)

    def _block(self, block: Block) -> None:  # noqa: C901, PLR0912 - one case per type of block
        match block:
            case Heading():
                self._heading(block)
            case Paragraph():
                self._paragraph(block)
            case Bullets():
                self._bullets(block)
            case Fields():
                self._fields(block)
            case Table():
                self._table(block)
            case Callout():
                self._callout(block)
            case Chart():
                self._runs(self._new(block.key), text(Run(block.title, bold=True)))
                self._runs(self._new(), text(block.alt))
                self._table(as_table(block))
            case Picture():
                self._picture(block)
            case Stamp():
                self._runs(self._new(), text(Run(f"【{block.text}】", bold=True)))
            case Signature():
                for line in block.lines:
                    self._runs(self._new(), text(f"{line} {'_' * 24}"))
            case Contents():
                self._contents(block)
            case Cover():
                self._cover(block)
            case Columns():
                self.blocks(block.left + block.right)
            case PageBreak():
                self._new().add_run().add_break(WD_BREAK.PAGE)
            case Rule():
                _border(self._new(), "bottom")
            case Spacer():
                self._new().paragraph_format.space_after = Pt(block.height)

    def _picture(self, block: Picture) -> None:
        self._runs(self._new(block.key), text(Run(block.caption, bold=True)))
        width = min(_PICTURE, Pt(block.photo.width * 0.75))
        shown = self._new().add_run().add_picture(io.BytesIO(block.photo.jpeg), width=width)
        shown._inline.docPr.set("descr", block.caption)  # noqa: SLF001 - python-docx has no other way

    def _new(self, key: str = "", style: str | None = None) -> Any:
        paragraph = self._word.add_paragraph(style=style)
        if key:
            self._bookmark(paragraph, key)
        return paragraph

    def _bookmark(self, paragraph: Any, key: str) -> None:
        self._bookmarks += 1
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), str(self._bookmarks))
            if tag == "w:bookmarkStart":
                mark.set(qn("w:name"), _bookmark_name(key))
            paragraph._p.append(mark)  # noqa: SLF001 - python-docx has no bookmarks

    def _heading(self, block: Heading) -> None:
        paragraph = self._new(self._keys[id(block)], f"Heading {block.level}")
        if block.number:
            paragraph.add_run(f"{block.number}\u3000")
        self._runs(paragraph, block.runs)

    def _paragraph(self, block: Paragraph) -> None:
        above = self._word.paragraphs[-1:] if block.style in _BELONGING else []
        paragraph = self._new(block.key)
        for one in above:
            one.paragraph_format.keep_with_next = True
        if block.style == "center":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        agreement = self._source.meta.kind == "agreement"
        if block.style == "clause" or (agreement and block.style == "body"):
            paragraph.paragraph_format.first_line_indent = Pt(24)
        self._runs(paragraph, block.runs)
        if block.style in _BELONGING:
            for run in paragraph.runs:
                run.font.size = Pt(9)

    def _bullets(self, block: Bullets) -> None:
        for at, item in enumerate(block.items):
            paragraph = self._new(style=None if block.checkbox or block.ordered else "List Bullet")
            marker = f"{at + 1}. " if block.ordered else "☐ " if block.checkbox else ""
            if marker:
                paragraph.paragraph_format.left_indent = Pt(18)
                paragraph.paragraph_format.first_line_indent = Pt(-18)
                paragraph.add_run(marker)
            self._runs(paragraph, item)

    def _fields(self, block: Fields) -> None:
        for name, value in block.rows:
            paragraph = self._new()
            paragraph.add_run(f"{name}\t").font.color.rgb = _SOFT
            paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(130))
            self._runs(paragraph, value)

    def _table(self, block: Table) -> None:
        if block.caption:
            caption = self._new(block.key)
            self._runs(caption, text(Run(block.caption, bold=True)))
            caption.paragraph_format.keep_with_next = True
        table = self._word.add_table(rows=1, cols=len(block.columns), style="Table Grid")
        titles = tuple(text(Run(column.title, bold=True)) for column in block.columns)
        aligns = [_ALIGN[column.align] for column in block.columns]
        self._fill(table.rows[0], titles, aligns)
        head = OxmlElement("w:tblHeader")
        head.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(head)  # noqa: SLF001 - no public way
        for row in block.rows:
            bold = tuple(tuple(Run(r.text, True, r.link, r.mark) for r in c) for c in row.cells)
            self._fill(table.add_row(), bold if row.total else row.cells, aligns)
        for note in block.notes:
            self._runs(self._new(), note)
        if not block.notes:
            self._new()

    def _fill(self, row: Any, cells: tuple[Runs, ...], aligns: list[Any]) -> None:
        for cell, runs, align in zip(row.cells, cells, aligns, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.alignment = align
            paragraph.paragraph_format.space_after = Pt(2)
            self._runs(paragraph, runs)

    def _callout(self, block: Callout) -> None:
        word = self._words(f"print.severity_{block.severity}")
        paragraph = self._new(block.key)
        _border(paragraph, "left")
        self._runs(paragraph, (Run(f"{word}\u3000", bold=True, mark=block.severity), *block.title))
        self.blocks(block.blocks)

    def _contents(self, block: Contents) -> None:
        self._new(style="Title").add_run(block.title)
        for heading in self._source.headings():
            if heading.level <= block.depth:
                paragraph = self._new()
                paragraph.paragraph_format.left_indent = Pt(16 * (heading.level - 1))
                link = f"#{self._keys[id(heading)]}"
                self._runs(paragraph, (Run(heading.plain_text(), link=link),))

    def _cover(self, block: Cover) -> None:
        self._new(style="Title").add_run(block.title)
        if block.subtitle:
            self._new().add_run(block.subtitle).font.size = Pt(16)
        if block.stamp:
            self._block(block.stamp)
        self._fields(block.fields)
        if block.note:
            self._paragraph(Paragraph(text(block.note), "note"))
        self._block(PageBreak())

    def _runs(self, paragraph: Any, runs: Runs) -> None:
        for run in runs:
            words = run.plain_text()
            if run.mark in _SEVERITY_SIGNS:
                words = f"{_SEVERITY_SIGNS[run.mark]} {words}"
            made = paragraph.add_run(words)
            made.bold = run.bold or run.mark == "changed" or None
            made.underline = bool(run.link) or run.mark in {"blank", "filled", "changed"} or None
            if run.link:
                made.font.color.rgb = _ACCENT
                self._link(paragraph, made, run.link)

    def _link(self, paragraph: Any, made: Any, target: str) -> None:
        link = OxmlElement("w:hyperlink")
        if target.startswith("#"):
            link.set(qn("w:anchor"), _bookmark_name(target[1:]))
        else:
            relation = paragraph.part.relate_to(
                target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            link.set(qn("r:id"), relation)
        made._r.addprevious(link)  # noqa: SLF001 - python-docx has no way to make links
        link.append(made._r)  # noqa: SLF001

    def bytes(self) -> bytes:
        raw = io.BytesIO()
        self._word.save(raw)
        moment = self._source.meta.date
        stamp = (max(moment.year, 1980), moment.month, moment.day, 0, 0, 0)
        out = io.BytesIO()
        with zipfile.ZipFile(raw) as made, zipfile.ZipFile(out, "w") as fixed:
            for name in made.namelist():
                entry = zipfile.ZipInfo(name, stamp)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 0
                fixed.writestr(entry, made.read(name))
        return out.getvalue()


def _fonts(style: Any, latin: str, east: str, size: float) -> None:
    style.font.name, style.font.size = latin, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), east)
    fonts.set(qn("w:ascii"), latin)
    fonts.set(qn("w:hAnsi"), latin)


def _bookmark_name(key: str) -> str:
    """Return a name Word accepts: a letter first, letters, digits and _, at most 40."""
    return "k_" + "".join(char if char.isalnum() else "_" for char in key)[:38]


def _field(paragraph: Any, instruction: str) -> None:
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = instruction
        run._r.append(part)  # noqa: SLF001 - python-docx has no fields


def _border(paragraph: Any, side: str) -> None:
    borders = OxmlElement("w:pBdr")
    border = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "6"), ("color", "0B6E5B")):
        border.set(qn(f"w:{name}"), value)
    borders.append(border)
    paragraph._p.get_or_add_pPr().append(borders)  # noqa: SLF001 - no public way
