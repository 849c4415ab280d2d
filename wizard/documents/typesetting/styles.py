"""Sizes, colours and distances of everything printed; points, and RGB from 0 to 1.

The colours are those of the screen's light theme, so that paper and screen look related;
each text colour has a contrast of 4.5 or more on white, in grey too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from wizard.documents.blocks import Align, ParagraphStyle, Severity, Verdict
from wizard.documents.typesetting.fonts import Family
from wizard.documents.typesetting.operators import Color

MILLIMETER = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MILLIMETER, 297 * MILLIMETER
MARGIN = 25 * MILLIMETER
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
BODY_TOP, BODY_BOTTOM = PAGE_HEIGHT - MARGIN, MARGIN
FOOTER_LINE = 15 * MILLIMETER


def color(code: str) -> Color:
    """Return the color of ``#RRGGBB``."""
    red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


INK = color("#1E2320")
INK_SOFT = color("#565C57")
INK_FAINT = color("#626762")
ACCENT = color("#0B6E5B")
LINE = color("#DEDBD2")
LINE_STRONG = color("#8C897F")
SHADE = color("#F7F6F2")
PAPER = color("#FFFFFF")
WATERMARK = color("#F3F2EE")
SERIES = tuple(map(color, ("#0B6E5B", "#3E8FB0", "#D08A1D", "#8C6BB1", "#8C897F", "#5B7F3A")))
DANGER = color("#B3261E")
DANGER_SOFT = color("#FBE9E7")

SEVERITY_COLORS: dict[Severity, tuple[Color, Color]] = {
    "red_line": (DANGER, DANGER_SOFT),
    "fix": (color("#8A4B00"), color("#FBEBDD")),
    "watch": (color("#7A5A00"), color("#FCF3DC")),
    "info": (color("#225E9C"), color("#E9F1F9")),
    "broken": (INK, color("#ECEAE4")),
    "ok": (color("#1B6E3C"), color("#E6F3EA")),
    "not_sure": (color("#6A3D9A"), color("#F2EBF9")),
}
VERDICT_SEVERITY: dict[Verdict, Severity] = {
    "undecided": "not_sure",
    "not_advised": "red_line",
    "fix_first": "fix",
    "ready": "ok",
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set.

    Attributes:
        size, leading: of the letters and from line to line.
        indent: of the first line, in em.
        before, after: space around; the larger of two neighbours counts.
    """

    size: float = 10.5
    leading: float = 17
    family: Family = "sans"
    bold: bool = False
    color: Color = INK
    align: Align = "left"
    justify: bool = False
    indent: float = 0
    before: float = 0
    after: float = 0

    def __hash__(self) -> int:
        # Looked up by the thousand to find what was measured: a few fields tell styles apart.
        return hash((self.size, self.bold, self.align))


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """All text styles of one kind of document.

    ``before`` and ``after`` of a style of table cells are the space inside the row.
    """

    paragraphs: dict[ParagraphStyle, Style]
    headings: tuple[Style, Style, Style, Style]
    bullet: Style
    cell: Style
    cell_head: Style
    dense: Style
    dense_head: Style
    caption: Style
    note: Style
    label: Style
    contents: tuple[Style, Style, Style, Style]
    title: Style
    subtitle: Style
    footer: Style


def _plan() -> StyleSheet:
    body = Style(justify=True, after=8)
    note = Style(size=9, leading=14, color=INK_SOFT, after=6)
    heading = Style(bold=True)
    return StyleSheet(
        paragraphs={
            "body": body,
            "lead": replace(body, size=12, leading=19, color=INK_SOFT, justify=False, after=8),
            "small": replace(note, color=INK),
            "note": note,
            "clause": replace(body, indent=2),
            "center": replace(body, align="center", justify=False),
        },
        headings=(
            replace(heading, size=19, leading=28, color=ACCENT, before=26, after=8),
            replace(heading, size=13.5, leading=21, before=18, after=6),
            replace(heading, size=11.5, leading=18, before=14, after=3),
            replace(heading, size=10.5, leading=17, color=INK_SOFT, before=12, after=4),
        ),
        bullet=replace(body, after=4),
        cell=Style(size=9.5, leading=14.5, before=4, after=4),
        cell_head=Style(size=9, leading=13, bold=True, color=INK_SOFT, before=4, after=4),
        dense=Style(size=8.75, leading=12.5, before=2, after=2.25),
        dense_head=Style(size=8.5, leading=12, bold=True, color=INK_SOFT, before=2, after=2.5),
        caption=Style(size=10.5, leading=17, bold=True, before=10, after=6),
        note=note,
        label=Style(size=9.5, leading=17, color=INK_SOFT),
        contents=(
            Style(size=10.5, leading=17, bold=True, before=4),
            Style(size=10, leading=17, color=INK),
            Style(size=9.5, leading=16, color=INK_SOFT),
            Style(size=9.5, leading=16, color=INK_SOFT),
        ),
        title=Style(size=30, leading=44, bold=True, color=ACCENT),
        subtitle=Style(size=16, leading=26, color=INK),
        footer=Style(size=8, leading=11, color=INK_FAINT),
    )


def _agreement() -> StyleSheet:
    plan = _plan()
    body = Style(size=12, leading=20, family="serif", justify=True, indent=2, after=6)
    bold = replace(body, bold=True, indent=0, justify=False)
    return replace(
        plan,
        paragraphs={
            "body": body,
            "lead": replace(body, color=INK_SOFT),
            "small": replace(body, size=10, leading=16, indent=0),
            "note": replace(body, size=10, leading=16, indent=0, color=INK_SOFT),
            "clause": body,
            "center": replace(body, indent=0, align="center", justify=False),
        },
        headings=(
            replace(bold, size=18, leading=30, align="center", before=24, after=16),
            replace(bold, size=13, leading=22, before=16, after=6),
            replace(bold, before=10, after=4),
            replace(bold, color=INK_SOFT, before=8, after=4),
        ),
        bullet=replace(body, indent=0, after=4),
        cell=Style(size=10.5, leading=16, family="serif", before=4.5, after=4.5),
        cell_head=Style(
            size=10, leading=15, family="serif", bold=True, color=INK_SOFT, before=4, after=4
        ),
        label=Style(size=12, leading=20, family="serif", color=INK_SOFT),
        caption=replace(bold, before=10, after=6),
        note=replace(body, size=10, leading=16, indent=0, color=INK_SOFT),
    )


_LATIN_LEADING = 0.88


def _latin(sheet: StyleSheet) -> StyleSheet:
    """Return a sheet with running text set closer: Latin letters need less air than Chinese."""

    def closer(style: Style) -> Style:
        return replace(style, leading=round(style.leading * _LATIN_LEADING, 2))

    return replace(
        sheet,
        paragraphs={name: closer(style) for name, style in sheet.paragraphs.items()},
        bullet=closer(sheet.bullet),
        cell=closer(sheet.cell),
        dense=closer(sheet.dense),
        note=closer(sheet.note),
    )


_SHEETS = {"plan": _plan(), "agreement": _agreement()}
_LATIN_SHEETS = {kind: _latin(sheet) for kind, sheet in _SHEETS.items()}


def style_sheet(kind: str, language: str) -> StyleSheet:
    """Return the styles of a kind of document in a language; all but agreements look alike."""
    sheets = _SHEETS if language == "zh" else _LATIN_SHEETS
    return sheets["agreement" if kind == "agreement" else "plan"]
