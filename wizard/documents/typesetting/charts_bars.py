"""Charts made of bars and cells: bullet, bars, waterfall, tornado, gantt, heat map."""

from __future__ import annotations

from wizard.documents.blocks import Chart, Level, Number
from wizard.documents.scales import Scale, figure_text, value_text
from wizard.documents.typesetting.plot import LABEL, STRONG, VALUE, Plot, legend, names_width, tint
from wizard.documents.typesetting.styles import (
    ACCENT,
    DANGER,
    INK,
    LINE,
    LINE_STRONG,
    PAPER,
    SHADE,
)

_ROW = 20.0
_BAR = 11.0
_NAMES_SHARE = 0.32
_END = 64.0  # room right of bars for what is written at their ends
_UP, _TOTAL, _DOWN = 2, 0, 1  # patterns of a waterfall


def _numbers(values: tuple[Number | None, ...]) -> list[float]:
    return [float(value) for value in values if value is not None]


def _texts_width(chart: Chart) -> float:
    words = [value_text(s, at) for s in chart.series for at in range(len(chart.labels))]
    return names_width(words, 130, VALUE) + 12


def bullet_height(chart: Chart) -> float:
    """Return the height of a bullet bar with its key."""
    return 64 + 15.0 * ((len(chart.labels) + 1) // 2)


def bullet(plot: Plot, chart: Chart) -> None:
    """Draw one bar made of parts against a limit; below it what the parts are."""
    series = chart.series[0]
    values = [max(0.0, float(value or 0)) for value in series.values]
    limits = [float(level.value) for level in chart.levels]
    top = plot.y + plot.height
    scale = Scale(0, max([sum(values), *limits]) * 1.04, plot.x, plot.x + plot.width)
    base, thick = top - 44, 24.0
    for level in chart.levels[:1]:
        span = scale(level.value) - plot.x
        plot.area(_box(plot.x, base - 4, span, thick + 8), SHADE)
    left = 0.0
    for at, value in enumerate(values):
        start, end = scale(left), scale(left + value)
        if end > start:
            plot.bar(start, base, end - start, thick, at)
        left += value
    for level in chart.levels:
        x = scale(level.value)
        plot.line([(x, base - 7), (x, base + thick + 8)], INK, 1.6)
        align, shift = ("right", 2) if x > plot.x + plot.width * 0.6 else ("left", -2)
        plot.label(level.label, x + shift, base + thick + 12, align=align, style=STRONG)  # type: ignore[arg-type]
    half = plot.width / 2
    for at, name in enumerate(chart.labels[: len(values)]):
        x = plot.x + (at % 2) * half
        y = base - 24 - (at // 2) * 15
        plot.swatch(x, y, at)
        plot.label(name, x + 15, y)
        after = max(half - 60, 21 + names_width((name,), half))
        plot.label(value_text(series, at), x + after, y, style=VALUE)


def _box(x: float, y: float, width: float, height: float) -> list[tuple[float, float]]:
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def bars_height(chart: Chart) -> float:
    """Return the height of horizontal bars."""
    rows = 1 if chart.kind == "stacked" else max(1, len(chart.series))
    each = rows * _BAR + (_ROW - _BAR)
    return len(chart.labels) * each + 28 + (18 if len(chart.series) > 1 else 0)


def bars(plot: Plot, chart: Chart) -> None:
    """Draw horizontal bars, the series of a label under each other."""
    values = [value for series in chart.series for value in _numbers(series.values)]
    scale, top, left = _rows_frame(plot, chart, [0.0, *values])
    rows = len(chart.series)
    each = (top - plot.y) / max(1, len(chart.labels))
    thick = min(_BAR, (each - 5) / rows)
    for at, name in enumerate(chart.labels):
        middle = top - each * (at + 0.5)
        plot.label(name, left - 8, middle - 3, align="right", width=left - plot.x - 8)
        for down, series in enumerate(chart.series):
            value = series.values[at] if at < len(series.values) else None
            if value is None:
                continue
            y = middle + rows * thick / 2 - (down + 1) * thick
            start, end = sorted((scale(0), scale(value)))
            plot.bar(start, y + 0.5, max(end - start, 0.4), thick - 1, down)
            plot.label(value_text(series, at), end + 4, y + thick / 2 - 3, style=VALUE)
    _upright_levels(plot, chart, scale, top)


def stacked(plot: Plot, chart: Chart) -> None:
    """Draw horizontal bars, the series of a label one after another."""
    count = len(chart.labels)
    sums = [
        sum(max(0.0, float(s.values[at] or 0)) for s in chart.series if at < len(s.values))
        for at in range(count)
    ]
    scale, top, left = _rows_frame(plot, chart, [0.0, *sums])
    each = (top - plot.y) / max(1, count)
    thick = min(16.0, each - 5)
    for at, name in enumerate(chart.labels):
        middle = top - each * (at + 0.5)
        plot.label(name, left - 8, middle - 3, align="right", width=left - plot.x - 8)
        reached = 0.0
        for index, series in enumerate(chart.series):
            value = max(0.0, float(series.values[at] or 0)) if at < len(series.values) else 0.0
            start, end = scale(reached), scale(reached + value)
            reached += value
            if end > start:
                plot.bar(start, middle - thick / 2, end - start, thick, index)
                words = value_text(series, at)
                if names_width([words], 999, VALUE) + 6 < end - start:
                    center = (start + end) / 2
                    plot.label(words, center, middle - 3, align="center", style=VALUE, halo=True)
        plot.label(figure_text(sums[at]), scale(sums[at]) + 4, middle - 3, style=STRONG)
    _upright_levels(plot, chart, scale, top)


def _rows_frame(plot: Plot, chart: Chart, values: list[float]) -> tuple[Scale, float, float]:
    """Draw key and base line of a chart with names on the left; return scale, top, left."""
    top = plot.y + plot.height - legend(plot, chart, plot.x, plot.y + plot.height)
    top -= 14 if chart.levels else 0
    left = plot.x + names_width(chart.labels, plot.width * _NAMES_SHARE) + 8
    reach = [*values, *(float(level.value) for level in chart.levels if not level.across)]
    end = plot.x + plot.width - max(_END, _texts_width(chart))
    scale = Scale(min(reach), max(reach), left, end)
    plot.line([(scale(0), plot.y), (scale(0), top)], LINE_STRONG, 0.8)
    return scale, top, left


def _upright_levels(plot: Plot, chart: Chart, scale: Scale, top: float) -> None:
    for level in chart.levels:
        x = scale(level.value)
        plot.line([(x, plot.y), (x, top + 2)], INK, 1, "[3 2] 0 d")
        plot.label(level.label, x, top + 5, align="center", style=STRONG)


def waterfall(plot: Plot, chart: Chart) -> None:
    """Draw steps up and down to a total."""
    series = chart.series[0]
    spans: list[tuple[float, float, int]] = []
    level = 0.0
    for value in series.values:
        if value is None:
            spans.append((0.0, level, _TOTAL))
            continue
        kind = _DOWN if value < 0 else _UP
        spans.append((level, level + float(value), kind))
        level += float(value)
    ends = [end for span in spans for end in span[:2]]
    scale = Scale(min(0.0, *ends), max(0.0, *ends), plot.y + 34, plot.y + plot.height - 16)
    slot = plot.width / max(1, len(spans))
    thick = min(46.0, slot * 0.62)
    totals = [span[1] for span in spans]
    for at, (start, end, kind) in enumerate(spans):
        x = plot.x + slot * at + (slot - thick) / 2
        low, high = sorted((scale(start), scale(end)))
        plot.bar(x, low, thick, max(high - low, 0.5), kind)
        if at + 1 < len(spans):
            y = scale(end)
            plot.line([(x + thick, y), (x + slot, y)], LINE_STRONG, 0.6, "[2 2] 0 d")
        words = (
            value_text(series, at)
            if series.texts
            else figure_text(totals[at] if kind == _TOTAL else end - start)
        )
        style = STRONG if kind == _TOTAL else VALUE
        plot.label(words, x + thick / 2, high + 4, align="center", style=style)
        if at < len(chart.labels):
            plot.label(
                chart.labels[at],
                x + thick / 2,
                plot.y + 20,
                align="center",
                width=slot - 4,
            )
    plot.line([(plot.x, scale(0)), (plot.x + plot.width, scale(0))], LINE_STRONG, 0.8)


def rows_height(chart: Chart) -> float:
    """Return the height of a chart with one bar a row."""
    return len(chart.labels) * _ROW + 34


def tornado(plot: Plot, chart: Chart) -> None:
    """Draw how far each input moves the result from its base."""
    series = chart.series[0]
    base = float(chart.levels[0].value) if chart.levels else 0.0
    ends = [base, *map(float, series.low), *map(float, series.high)]
    top = plot.y + plot.height - 20
    left = plot.x + names_width(chart.labels, plot.width * _NAMES_SHARE) + 12
    scale = Scale(min(ends), max(ends), left + 44, plot.x + plot.width - 48)
    each = (top - plot.y) / max(1, len(chart.labels))
    rows = zip(chart.labels, series.low, series.high, strict=False)
    for at, (name, low, high) in enumerate(rows):
        middle = top - each * (at + 0.5)
        plot.label(name, left - 4, middle - 3, align="right", width=left - plot.x - 4)
        for value, kind in ((low, 1), (high, 0)):
            start, end = sorted((scale(base), scale(value)))
            if end - start > 0.2:
                plot.bar(start, middle - 6, end - start, 12, kind)
        small, large = sorted((low, high))
        plot.label(figure_text(small), scale(small) - 4, middle - 3, align="right", style=VALUE)
        plot.label(figure_text(large), scale(large) + 4, middle - 3, style=VALUE)
    plot.line([(scale(base), plot.y), (scale(base), top + 3)], INK, 1.2)
    for level in chart.levels[:1]:
        plot.label(level.label, scale(base), top + 7, align="center", style=STRONG)


def gantt(plot: Plot, chart: Chart) -> None:
    """Draw tasks from start to end."""
    series = chart.series[0]
    marks = [level.value for level in chart.levels]
    places = [*map(float, series.low), *map(float, series.high)]
    places += [float(at) for at, _ in chart.ticks] + [float(mark) for mark in marks]
    top = plot.y + plot.height - 22
    left = plot.x + names_width(chart.labels, plot.width * 0.38) + 12
    scale = Scale(min(places), max(places), left, plot.x + plot.width - 24)
    for place, name in chart.ticks:
        plot.line([(scale(place), plot.y), (scale(place), top)], LINE, 0.5)
        plot.label(name, scale(place), top + 6, align="center")
    each = (top - plot.y) / max(1, len(chart.labels))
    rows = zip(chart.labels, series.low, series.high, strict=False)
    for at, (name, low, high) in enumerate(rows):
        middle = top - each * (at + 0.5)
        plot.line([(plot.x, middle - each / 2), (plot.x + plot.width, middle - each / 2)], LINE)
        plot.label(name, plot.x, middle - 3, width=left - plot.x - 8)
        plot.bar(scale(low), middle - 5, max(scale(high) - scale(low), 2.5), 10, 0)
        if at < len(series.texts):
            plot.label(series.texts[at], scale(high) + 5, middle - 3, style=VALUE, halo=True)
    _stop_lines(plot, chart.levels, scale, top)


def _stop_lines(plot: Plot, levels: tuple[Level, ...], scale: Scale, top: float) -> None:
    for level in levels:
        x = scale(level.value)
        plot.line([(x, plot.y - 4), (x, top)], DANGER, 1.2, "[4 2] 0 d")
        plot.label(level.label, x - 3, plot.y - 2, align="right", style=STRONG, halo=True)


def heat_height(chart: Chart) -> float:
    """Return the height of a heat map."""
    return len(chart.series) * 19.0 + 18


def heat(plot: Plot, chart: Chart) -> None:
    """Draw cells whose darkness is the value; the value is written in when it fits."""
    values = [value for series in chart.series for value in _numbers(series.values)]
    low, high = min([0.0, *values]), max(values)
    left = plot.x + names_width([s.name for s in chart.series], plot.width * 0.25) + 8
    cell = (plot.x + plot.width - left) / max(1, len(chart.labels))
    each = (plot.height - 18) / max(1, len(chart.series))
    top = plot.y + plot.height - 18
    every = max(1, round(names_width(chart.labels, 200) / cell + 0.35))
    for at, name in enumerate(chart.labels):
        if at % every == 0:
            plot.label(name, left + cell * (at + 0.5), top + 6, align="center")
    for down, series in enumerate(chart.series):
        y = top - each * (down + 1)
        plot.label(series.name, left - 6, y + each / 2 - 3, align="right")
        for at, value in enumerate(series.values):
            if value is None:
                continue
            share = (float(value) - low) / ((high - low) or 1)
            box = _box(left + cell * at + 0.5, y + 0.5, cell - 1, each - 1)
            plot.area(box, tint(ACCENT, 0.06 + 0.9 * share))
            words = value_text(series, at)
            if names_width([words], 999, VALUE) < cell - 2:
                style = VALUE if share < 0.5 else _PALE
                x = left + cell * (at + 0.5)
                plot.label(words, x, y + each / 2 - 3, align="center", style=style)


_PALE = type(LABEL)(size=LABEL.size, leading=LABEL.leading, color=PAPER, bold=True)
