"""Charts as strips: title, what the chart says, the drawing; never cut."""

from __future__ import annotations

from collections.abc import Callable

from wizard.documents.blocks import Chart, ChartKind, text
from wizard.documents.typesetting import charts_bars, charts_lines
from wizard.documents.typesetting.galley import Strip
from wizard.documents.typesetting.layout import Layout, anchor, text_strips
from wizard.documents.typesetting.page import Page
from wizard.documents.typesetting.plot import Plot
from wizard.documents.typesetting.styles import BODY_BOTTOM, BODY_TOP
from wizard.documents.typesetting.tags import Element

_DRAWINGS: dict[ChartKind, tuple[Callable[[Plot, Chart], None], Callable[[Chart], float]]] = {
    "bullet": (charts_bars.bullet, charts_bars.bullet_height),
    "bars": (charts_bars.bars, charts_bars.bars_height),
    "stacked": (charts_bars.stacked, charts_bars.bars_height),
    "waterfall": (charts_bars.waterfall, lambda _: 190.0),
    "tornado": (charts_bars.tornado, charts_bars.rows_height),
    "gantt": (charts_bars.gantt, charts_bars.rows_height),
    "heat": (charts_bars.heat, charts_bars.heat_height),
    "line": (charts_lines.lines, lambda _: 180.0),
    "break_even": (charts_lines.break_even, lambda _: 200.0),
    "areas": (charts_lines.areas, lambda _: 180.0),
    "fan": (charts_lines.fan, lambda _: 180.0),
}
_TALLEST = BODY_TOP - BODY_BOTTOM - 60


def lay_chart(layout: Layout, block: Chart, width: float, parent: Element) -> list[Strip]:
    """Lay out a chart; without data only its words."""
    element = parent.add("Sect")
    styles = layout.styles
    strips = text_strips(text(block.title), styles.caption, width, element.add("P"))
    if block.alt:
        strips += text_strips(text(block.alt), styles.note, width, element.add("P"))
    draw_kind, natural = _DRAWINGS[block.kind]
    if _has_data(block):
        for strip in strips:
            strip.keep = True
        height = min(block.height or natural(block), _TALLEST)
        figure = element.add("Figure", alt=block.alt or block.title)

        def draw(page: Page, x: float, top: float) -> None:
            draw_kind(Plot(page, x, top - height, width, height, figure), block)

        strips += [Strip(8, keep=True), Strip(height, draw)]
    anchor(strips, block.key)
    return strips


def _has_data(chart: Chart) -> bool:
    return any(
        series.low or any(value is not None for value in series.values) for series in chart.series
    )
