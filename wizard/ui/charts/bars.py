"""Charts made of bars: bullet, bars, waterfall, tornado."""

from __future__ import annotations

from decimal import Decimal

from wizard.documents.figures import Chart, Number
from wizard.documents.scales import Scale, figure_text, value_text
from wizard.ui.charts.canvas import Canvas
from wizard.ui.style.theme import Look

_NAMES_SHARE = 0.34
_UP, _DOWN, _TOTAL = 2, 1, 0


def bullet_height(chart: Chart, look: Look) -> int:
    """Return the height of a bullet bar with its key."""
    return look.px(72 + 24 * len(chart.labels))


def bullet(canvas: Canvas, chart: Chart) -> None:
    """Draw one bar made of parts against a limit; below it what the parts are."""
    series, px = chart.series[0], canvas.look.px
    values = [max(0.0, float(value or 0)) for value in series.values]
    limits = [float(level.value) for level in chart.levels]
    total = sum(values)
    scale = Scale(0, max([total, *limits, 1.0]) * 1.03, canvas.left + 1, canvas.right - 1)
    bar, thick = canvas.top + px(28), px(26)
    for limit in limits[:1]:
        _box(canvas, canvas.left, bar - 5, scale(limit) - canvas.left, thick + 10)
    reached = 0.0
    for at, value in enumerate(values):
        if value:
            canvas.bar(scale(reached), bar, scale(reached + value) - scale(reached), thick, at)
        reached += value
    for level, limit in zip(chart.levels, limits, strict=True):
        if total > limit:
            canvas.over(scale(limit), bar, scale(total) - scale(limit), thick)
        x = scale(limit)
        canvas.line([(x, bar - 8), (x, bar + thick + 8)], "text", 2.5)
        words = f"{level.label} {figure_text(level.value)}"
        room = canvas.wide(words, bold=True)
        right = x + room > canvas.right
        canvas.label(
            words,
            x,
            canvas.top,
            across="right" if right else "left",
            down="top",
            bold=True,
            tone="text",
        )
    y = bar + thick + px(26)
    for at, name in enumerate(chart.labels[: len(values)]):
        canvas.swatch(canvas.left, y, at)
        written = canvas.label(name, canvas.left + px(22), y, tone="text")
        column = max(canvas.left + px(190), written.right() + px(16))
        canvas.label(value_text(series, at), column, y, bold=True, tone="text")
        y += px(24)


def _box(canvas: Canvas, left: float, top: float, width: float, height: float) -> None:
    corners = [(left, top), (left + width, top), (left + width, top + height)]
    canvas.area([*corners, (left, top + height)], "sunken")


def bars_height(chart: Chart, look: Look) -> int:
    """Return the height of horizontal bars."""
    each = max(1, len(chart.series)) * 18 + 16
    return look.px(len(chart.labels) * each + 30)


def bars(canvas: Canvas, chart: Chart) -> None:
    """Draw horizontal bars, the series of a label under each other."""
    px = canvas.look.px
    values = [float(v) for s in chart.series for v in s.values if v is not None]
    levels = [float(level.value) for level in chart.levels]
    left = canvas.left + canvas.widest(chart.labels, canvas.width * _NAMES_SHARE) + 12
    ends = [value_text(s, at) for s in chart.series for at in range(len(chart.labels))]
    right = canvas.right - canvas.widest(ends, canvas.width * 0.3, bold=True) - 12
    scale = Scale(min([0.0, *values]), max([0.0, *values, *levels]), left, right)
    top = canvas.top + (px(22) if chart.levels else px(4))
    each = (canvas.bottom - top) / max(1, len(chart.labels))
    thick = min(px(18), (each - 8) / max(1, len(chart.series)))
    for at, name in enumerate(chart.labels):
        middle = top + each * (at + 0.5)
        canvas.label(
            name, left - 10, middle, across="right", width=left - canvas.left - 10, tone="text"
        )
        for down, series in enumerate(chart.series):
            value = series.values[at] if at < len(series.values) else None
            if value is None:
                continue
            y = middle + (down - len(chart.series) / 2) * thick
            start, end = sorted((scale(0), scale(value)))
            canvas.bar(start, y + 1, max(end - start, 1), thick - 2, down)
            canvas.label(value_text(series, at), end + 6, y + thick / 2, bold=True, tone="text")
    canvas.line([(scale(0), top), (scale(0), canvas.bottom)], "line_strong")
    for level in chart.levels:
        x = scale(level.value)
        canvas.line([(x, top), (x, canvas.bottom)], "text", 1.4, (4, 3))
        canvas.label(level.label, x, top - 2, across="center", down="bottom", bold=True)


def waterfall_height(chart: Chart, look: Look) -> int:
    """Return the height of a waterfall."""
    del chart
    return look.px(250)


def waterfall(canvas: Canvas, chart: Chart) -> None:
    """Draw steps up and down to a total."""
    series, px = chart.series[0], canvas.look.px
    spans = _spans(series.values)
    ends = [end for span in spans for end in span[:2]]
    scale = Scale(min(0.0, *ends), max(0.0, *ends), canvas.bottom - px(44), canvas.top + px(22))
    slot = canvas.width / max(1, len(spans))
    thick = min(px(64), slot * 0.62)
    zero = scale(0)
    canvas.line([(canvas.left, zero), (canvas.right, zero)], "line_strong")
    for at, (start, end, kind) in enumerate(spans):
        x = canvas.left + slot * at + (slot - thick) / 2
        high, low = sorted((scale(start), scale(end)))
        if kind == _TOTAL and end < 0:
            canvas.over(x, high, thick, max(low - high, 1))
        else:
            canvas.bar(x, high, thick, max(low - high, 1), kind)
        if at + 1 < len(spans):
            y = scale(end)
            canvas.line([(x + thick, y), (x + slot, y)], "line_strong", 1, (3, 3))
        canvas.label(
            value_text(series, at) or figure_text(end),
            x + thick / 2,
            high - 3,
            across="center",
            down="bottom",
            bold=kind == _TOTAL,
            tone="text",
        )
        if at < len(chart.labels):
            canvas.label(
                chart.labels[at],
                x + thick / 2,
                canvas.bottom - px(36),
                across="center",
                down="top",
                width=slot - 4,
            )


def _spans(values: tuple[Number | None, ...]) -> list[tuple[float, float, int]]:
    """Return start, end and kind of each step; ``None`` stands for the running total."""
    spans: list[tuple[float, float, int]] = []
    level = Decimal(0)
    for value in values:
        if value is None:
            spans.append((0.0, float(level), _TOTAL))
            continue
        spans.append((float(level), float(level + value), _DOWN if value < 0 else _UP))
        level += value
    return spans


def tornado_height(chart: Chart, look: Look) -> int:
    """Return the height of a tornado."""
    return look.px(40 + 34 * len(chart.labels))


def tornado(canvas: Canvas, chart: Chart) -> None:
    """Draw how far each input moves the result from its base."""
    series, px = chart.series[0], canvas.look.px
    base = float(chart.levels[0].value) if chart.levels else 0.0
    low, high = [float(one) for one in series.low], [float(one) for one in series.high]
    left = canvas.left + canvas.widest(chart.labels, canvas.width * _NAMES_SHARE) + 12
    room = canvas.widest([figure_text(one) for one in (*low, *high)], 120) + 10
    every = [base, *low, *high]
    scale = Scale(min(every), max(every), left + room, canvas.right - room)
    top = canvas.top + px(26)
    each = (canvas.bottom - top) / max(1, len(chart.labels))
    for at, (name, first, last) in enumerate(zip(chart.labels, low, high, strict=False)):
        middle = top + each * (at + 0.5)
        canvas.label(
            name, left - 8, middle, across="right", width=left - canvas.left - 8, tone="text"
        )
        for value, kind in ((first, 1), (last, 0)):
            start, end = sorted((scale(base), scale(value)))
            if end - start > 0.4:
                canvas.bar(start, middle - px(8), end - start, px(16), kind)
        small, large = sorted((first, last))
        canvas.label(figure_text(small), scale(small) - 5, middle, across="right", tone="text")
        canvas.label(figure_text(large), scale(large) + 5, middle, tone="text")
    canvas.line([(scale(base), top - 3), (scale(base), canvas.bottom)], "text", 1.6)
    for level in chart.levels[:1]:
        canvas.label(
            level.label,
            scale(base),
            canvas.top,
            across="center",
            down="top",
            bold=True,
            tone="text",
        )
