"""The cover, the verdict stamp and the watermark of drafts."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from math import cos, radians, sin

from wizard.documents.blocks import Cover, Stamp, text
from wizard.documents.typesetting.fonts import primary
from wizard.documents.typesetting.galley import Strip
from wizard.documents.typesetting.layout import Layout, anchor, text_strips
from wizard.documents.typesetting.lists import lay_fields
from wizard.documents.typesetting.operators import fill_color, line_color, number, rectangle
from wizard.documents.typesetting.page import Page
from wizard.documents.typesetting.shapes import rounded, severity_shape
from wizard.documents.typesetting.shaping import draw_line, set_lines, shape
from wizard.documents.typesetting.styles import (
    ACCENT,
    INK,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SEVERITY_COLORS,
    VERDICT_SEVERITY,
    WATERMARK,
    Style,
)
from wizard.documents.typesetting.tags import Element
from wizard.documents.typesetting.truetype import Face

_COVER_TOP = 120.0
_STAMP = Style(size=15, leading=22, bold=True)
_QR_SIZE = 62.0
_QR_MASK = 2
_QR_QUIET = 2  # modules; the white page around gives the rest


def lay_stamp(_layout: Layout, block: Stamp, width: float, parent: Element) -> list[Strip]:
    """Lay out the verdict: shape and words in a double frame."""
    severity = VERDICT_SEVERITY[block.verdict]
    strong = SEVERITY_COLORS[severity][0]
    shaped = shape(text(block.text), replace(_STAMP, color=strong))
    lines = set_lines(shaped, width - 60)
    element = parent.add("P")
    height = len(lines) * _STAMP.leading + 18
    frame_width = max(line.width for line in lines) + 62

    def draw(page: Page, x: float, top: float) -> None:
        page.tag(None)
        outer = rounded(x, top - height, frame_width, height, 6)
        inner = rounded(x + 3, top - height + 3, frame_width - 6, height - 6, 4)
        page.draw(f"{line_color(strong)} 1.6 w {outer} S 0.5 w {inner} S")
        page.draw(severity_shape(severity, x + 15, top - height / 2 - 9, 18))
        for at, line in enumerate(lines):
            draw_line(page, shaped, line, x + 44, top - 9 - at * _STAMP.leading, element)

    return [Strip(height, draw)]


def lay_cover(layout: Layout, block: Cover, width: float, parent: Element) -> list[Strip]:
    """Lay out the cover."""
    styles = layout.styles
    sheet = [Strip(_COVER_TOP, _accent_bar)]
    title = text_strips(text(block.title), styles.title, width, parent.add("Title"))
    title[0].before = 0
    sheet += title
    if block.subtitle:
        subtitle = text_strips(text(block.subtitle), styles.subtitle, width, parent.add("P"))
        subtitle[0].before = 10
        sheet += subtitle
    if block.stamp:
        stamp = lay_stamp(layout, block.stamp, width, parent)
        stamp[0].before = 36
        sheet += stamp
    if block.fields.rows:
        fields = lay_fields(layout, block.fields, width, parent)
        fields[0].before = 44
        sheet += fields
    if block.code:
        code = _qr(block.code, parent.add("Figure", alt=block.code))
        code.before = 32
        sheet.append(code)
    if block.note:
        note = text_strips(text(block.note), styles.note, width * 0.8, parent.add("P"))
        note[0].before = 24
        sheet += note
    anchor(sheet, "cover")
    return sheet


def _accent_bar(page: Page, x: float, top: float) -> None:
    page.fill(f"{fill_color(ACCENT)} {rectangle(x, top - _COVER_TOP + 22, 44, 5)} f")


@lru_cache(maxsize=16)
def _modules(words: str) -> tuple[bytes, ...]:
    """Return the rows of a QR code, 1 for dark.

    Trying which of the eight masks looks most even (ISO/IEC 18004, 7.8.3) would take as
    long as some pages; readers undo any of them.
    """
    import segno

    return tuple(map(bytes, segno.make(words, error="m", micro=False, mask=_QR_MASK).matrix))


def _qr(words: str, element: Element) -> Strip:
    rows = _modules(words)
    step = _QR_SIZE / (len(rows) + 2 * _QR_QUIET)

    def draw(page: Page, x: float, top: float) -> None:
        page.tag(element)
        squares = [
            rectangle(x + at * step, top - (down + 1) * step, step, step)
            for down, line in enumerate(rows)
            for at, dark in enumerate(line)
            if dark
        ]
        page.draw(f"{fill_color(INK)} {' '.join(squares)} f")

    return Strip(_QR_SIZE, draw)


def watermark(words: str) -> str:
    """Return operators that draw words large, light and slanted across the page.

    They are drawn as outlines: a text extractor must not find them between the lines.
    """
    face = primary("sans", bold=True).face
    size = 190.0
    turn = radians(52)
    across = sum(face.widths.get(char, 0) for char in words) * size / 1000
    scale = size / face.units
    start_x = PAGE_WIDTH / 2 - cos(turn) * across / 2 + sin(turn) * size * 0.36
    start_y = PAGE_HEIGHT / 2 - sin(turn) * across / 2 - cos(turn) * size * 0.36
    paths, left = [], 0.0
    for char in words:
        if char in face.glyphs:
            paths.append(_glyph_path(face, char, left, scale))
            left += face.widths[char] * size / 1000
    matrix = " ".join(map(number, (cos(turn), sin(turn), -sin(turn), cos(turn))))
    place = f"{matrix} {start_x:.2f} {start_y:.2f} cm"
    return f"q {place} {fill_color(WATERMARK)} {' '.join(paths)} f Q"


def _glyph_path(face: Face, char: str, left: float, scale: float) -> str:
    """Return a glyph's outline; its quadratic curves become cubic ones."""
    path = []
    for contour in face.outline(char):
        points = [(x * scale + left, y * scale, on) for x, y, on in contour]
        start = next((at for at, point in enumerate(points) if point[2]), 0)
        points = points[start:] + points[: start + 1]
        x, y, _ = points[0]
        path.append(f"{x:.1f} {y:.1f} m")
        control: tuple[float, float] | None = None
        for px, py, on in points[1:]:
            if control is None:
                if on:
                    path.append(f"{px:.1f} {py:.1f} l")
                    x, y = px, py
                else:
                    control = px, py
                continue
            cx, cy = control
            ex, ey = (px, py) if on else ((cx + px) / 2, (cy + py) / 2)
            path.append(
                f"{x + (cx - x) * 2 / 3:.1f} {y + (cy - y) * 2 / 3:.1f} "
                f"{ex + (cx - ex) * 2 / 3:.1f} {ey + (cy - ey) * 2 / 3:.1f} {ex:.1f} {ey:.1f} c"
            )
            x, y = ex, ey
            control = None if on else (px, py)
        path.append("h")
    return " ".join(path)
