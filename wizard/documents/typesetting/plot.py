"""Drawing inside a chart: lines, bars with a pattern each, words; scales and their ticks.

Patterns differ in grey: solid, diagonal, tint, cross, level lines, counter-diagonal.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from wizard.documents.blocks import Align, Chart, text
from wizard.documents.typesetting.operators import (
    Color,
    fill_color,
    line_color,
    number,
    polyline,
    rectangle,
)
from wizard.documents.typesetting.page import Page
from wizard.documents.typesetting.shaping import draw_line, set_lines, shape
from wizard.documents.typesetting.styles import INK, INK_SOFT, PAPER, SERIES, Style
from wizard.documents.typesetting.tags import Element

LABEL = Style(size=8.5, leading=11.5, color=INK_SOFT)
VALUE = Style(size=8.5, leading=11.5, color=INK)
STRONG = Style(size=8.5, leading=11.5, color=INK, bold=True)
DASHES = ("", "[5 2.5] 0 d", "[1.5 2] 0 d", "[7 2 1.5 2] 0 d", "[3 3] 0 d", "[9 3] 0 d")
_HATCH_STEP = 3.6

Point = tuple[float, float]


def tint(color: Color, share: float) -> Color:
    """Mix a color with white; ``share`` of the color stays."""
    red, green, blue = (1 - (1 - part) * share for part in color)
    return red, green, blue


def series_color(at: int) -> Color:
    """Return the color of a series."""
    return SERIES[at % len(SERIES)]


class Plot:
    """The area of one chart on a page; (x, y) is its lower left corner."""

    def __init__(
        self, page: Page, x: float, y: float, width: float, height: float, element: Element
    ) -> None:
        self.page = page
        self.x, self.y, self.width, self.height = x, y, width, height
        self._element = element

    def line(
        self, points: Sequence[Point], color: Color, width: float = 0.6, dash: str = ""
    ) -> None:
        """Draw a line through points."""
        self._draw(f"{line_color(color)} {number(width)} w {dash} 1 j {polyline(*points)} S")

    def area(self, points: Sequence[Point], color: Color) -> None:
        """Fill a polygon."""
        self._draw(f"{fill_color(color)} {polyline(*points)} f")

    def bar(self, x: float, y: float, width: float, height: float, at: int) -> None:
        """Draw a bar in the color and pattern of series ``at``."""
        box = rectangle(x, y, width, height)
        self.pattern(box, (x, y, x + width, y + height), at)

    def pattern(self, path: str, box: tuple[float, float, float, float], at: int) -> None:
        """Fill a path with the pattern of series ``at``; ``box`` encloses it."""
        color, kind = series_color(at), at % 6
        ground = color if kind == 0 else tint(color, 0.45 if kind == 2 else 0.14)
        operators = [f"q {path} W n {fill_color(ground)} {path} f"]
        strokes = _hatch(box, kind)
        if strokes:
            operators.append(f"{line_color(color)} 0.7 w {strokes} S")
        operators.append(f"Q {line_color(color)} 0.7 w {path} S")
        self._draw(" ".join(operators))

    def label(
        self,
        words: str,
        x: float,
        y: float,
        *,
        align: Align = "left",
        style: Style = LABEL,
        width: float = 0,
        halo: bool = False,
    ) -> float:
        """Write words with the baseline of the first line at ``y``; return the height used.

        ``width`` breaks longer words into lines; ``halo`` clears what is behind them.
        """
        shaped = shape(text(words), style)
        lines = set_lines(shaped, width or shaped.width() + 1)
        self.page.tag(self._element)
        for at, one in enumerate(lines):
            left = x - {"left": 0.0, "center": one.width / 2, "right": one.width}[align]
            top = y - at * style.leading + style.size * 0.88 + (style.leading - style.size) / 2
            if halo:
                ground = rectangle(left - 1.5, top - style.leading, one.width + 3, style.leading)
                self._draw(f"{fill_color(PAPER)} {ground} f")
            draw_line(self.page, shaped, one, left, top, self._element)
        return len(lines) * style.leading

    def swatch(self, x: float, y: float, at: int) -> None:
        """Draw the key of a series: a small bar in its pattern."""
        self.bar(x, y, 10, 7, at)

    def _draw(self, operators: str) -> None:
        self.page.tag(self._element)
        self.page.draw(operators)


def _hatch(box: tuple[float, float, float, float], kind: int) -> str:
    left, bottom, right, top = box
    height = top - bottom
    strokes = []
    if kind in {1, 3}:
        start = floor((left - height) / _HATCH_STEP) * _HATCH_STEP
        while start < right:
            strokes.append(polyline((start, bottom), (start + height, top)))
            start += _HATCH_STEP
    if kind in {3, 5}:
        start = floor(left / _HATCH_STEP) * _HATCH_STEP
        while start < right + height:
            strokes.append(polyline((start, bottom), (start - height, top)))
            start += _HATCH_STEP
    if kind == 4:
        level = bottom + 1.8
        while level < top:
            strokes.append(polyline((left, level), (right, level)))
            level += 2.6
    return " ".join(strokes)


def names_width(words: Sequence[str], limit: float, style: Style = LABEL) -> float:
    """Return the width the widest of some names needs, at most ``limit``."""
    return min(limit, max((shape(text(word), style).width() for word in words), default=0))


def legend(plot: Plot, chart: Chart, x: float, y: float) -> float:
    """Draw the names of several series in a row; return the height used."""
    if len(chart.series) < 2:
        return 0
    left = x
    rows = 1
    for at, series in enumerate(chart.series):
        width = shape(text(series.name), LABEL).width() + 30
        if left > x and left + width > plot.x + plot.width:
            left, rows = x, rows + 1
        base = y - 9 - (rows - 1) * 14
        plot.swatch(left, base, at)
        plot.label(series.name, left + 15, base)
        left += width
    return rows * 14 + 4
