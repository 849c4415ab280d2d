"""Growth curves as SVG, drawn by hand: two logarithmic axes and a line for each series."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

WIDTH, HEIGHT, MARGIN = 560, 320, 56
COLORS = ("#0a6b5b", "#b3541e", "#5b4b8a", "#555555")
Series = Mapping[str, Sequence[tuple[float, float]]]


def _ticks(low: float, high: float) -> list[float]:
    return [
        10.0**power
        for power in range(math.floor(math.log10(low)), math.floor(math.log10(high)) + 2)
    ]


def svg(title: str, across: str, up: str, series: Series) -> str:
    """Return a picture of ``series``: name to points, all of them above zero."""
    points = [point for line in series.values() for point in line]
    xs = _ticks(min(p[0] for p in points), max(p[0] for p in points))
    ys = _ticks(min(p[1] for p in points), max(p[1] for p in points))

    def x(value: float) -> float:
        share = math.log10(value / xs[0]) / math.log10(xs[-1] / xs[0])
        return MARGIN + share * (WIDTH - 2 * MARGIN)

    def y(value: float) -> float:
        share = math.log10(value / ys[0]) / math.log10(ys[-1] / ys[0])
        return HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN)

    def text(at: float, down: float, what: str, anchor: str = "middle", fill: str = "#333") -> str:
        place = f'x="{at:.1f}" y="{down:.1f}" text-anchor="{anchor}" fill="{fill}"'
        return f"<text {place}>{escape(what)}</text>"

    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>'
        ),
        text(WIDTH / 2, 20, title),
        text(WIDTH / 2, HEIGHT - 12, across),
        text(8, MARGIN - 14, up, "start"),
    ]
    for value in xs:
        parts.append(f'<path d="M{x(value):.1f} {MARGIN}V{HEIGHT - MARGIN}" stroke="#ddd"/>')
        parts.append(text(x(value), HEIGHT - MARGIN + 16, f"{value:,.6g}"))
    for value in ys:
        parts.append(f'<path d="M{MARGIN} {y(value):.1f}H{WIDTH - MARGIN}" stroke="#ddd"/>')
        parts.append(text(MARGIN - 6, y(value) + 4, f"{value:,.6g}", "end"))
    for number, (name, line) in enumerate(series.items()):
        color = COLORS[number % len(COLORS)]
        path = "L".join(f"{x(a):.1f} {y(b):.1f}" for a, b in line)
        parts.append(f'<path d="M{path}" fill="none" stroke="{color}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{x(a):.1f}" cy="{y(b):.1f}" r="3" fill="{color}"/>' for a, b in line
        ]
        parts.append(text(WIDTH - MARGIN + 4, MARGIN + 14 * number, name, "end", color))
    return "\n".join([*parts, "</svg>"]) + "\n"
