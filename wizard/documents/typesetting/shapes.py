"""Small drawn shapes: every severity has a silhouette of its own, readable without color."""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sin

from wizard.documents.blocks import Severity
from wizard.documents.typesetting.operators import (
    Color,
    fill_color,
    line_color,
    number,
    polyline,
    rectangle,
)
from wizard.documents.typesetting.styles import PAPER, SEVERITY_COLORS

_CURVE = 0.5523  # of the radius: a quarter circle as a Bézier curve

Points = tuple[tuple[float, float], ...]


def circle(x: float, y: float, radius: float) -> str:
    """Return the path of a circle around (x, y)."""
    k = radius * _CURVE
    r = radius
    corners = (
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    )
    curves = " ".join(" ".join(f"{v:.2f}" for v in corner) + " c" for corner in corners)
    return f"{x + r:.2f} {y:.2f} m {curves}"


def rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    """Return the path of a rectangle with round corners."""
    r = min(radius, width / 2, height / 2)
    k = r * (1 - _CURVE)
    right, top = x + width, y + height
    steps = (
        ((right - r, y), (right - k, y, right, y + k, right, y + r)),
        ((right, top - r), (right, top - k, right - k, top, right - r, top)),
        ((x + r, top), (x + k, top, x, top - k, x, top - r)),
        ((x, y + r), (x, y + k, x + k, y, x + r, y)),
    )
    path = [f"{x + r:.2f} {y:.2f} m"]
    for (px, py), curve in steps:
        path.append(f"{px:.2f} {py:.2f} l " + " ".join(f"{v:.2f}" for v in curve) + " c")
    return " ".join(path) + " h"


def _polygon(sides: int, turn: float = 0) -> Points:
    step = 2 * pi / sides
    return tuple(
        (0.5 + 0.5 * cos(turn + step * at), 0.5 + 0.5 * sin(turn + step * at))
        for at in range(sides)
    )


_OUTLINES: dict[Severity, Points] = {
    "red_line": _polygon(8, pi / 8),
    "fix": ((0.0, 0.06), (1.0, 0.06), (0.5, 0.96)),
    "watch": ((0.08, 0.1), (0.92, 0.1), (0.5, 0.88)),
    "info": ((0.06, 0.06), (0.94, 0.06), (0.94, 0.94), (0.06, 0.94)),
    "broken": ((0.06, 0.06), (0.94, 0.06), (0.94, 0.94), (0.06, 0.94)),
    "not_sure": ((0.5, -0.02), (1.02, 0.5), (0.5, 1.02), (-0.02, 0.5)),
}
_SIGNS: dict[Severity, tuple[Points, ...]] = {
    "red_line": (((0.26, 0.5), (0.74, 0.5)),),
    "fix": (((0.5, 0.66), (0.5, 0.4)), ((0.5, 0.26), (0.5, 0.2))),
    "watch": (((0.5, 0.62), (0.5, 0.4)), ((0.5, 0.27), (0.5, 0.22))),
    "info": (((0.5, 0.56), (0.5, 0.24)), ((0.5, 0.76), (0.5, 0.7))),
    "broken": (((0.3, 0.3), (0.7, 0.7)), ((0.3, 0.7), (0.7, 0.3))),
    "ok": (((0.26, 0.5), (0.44, 0.31), (0.75, 0.68)),),
    "not_sure": (
        ((0.37, 0.6), (0.42, 0.72), (0.58, 0.72), (0.63, 0.6), (0.5, 0.46), (0.5, 0.39)),
        ((0.5, 0.27), (0.5, 0.22)),
    ),
}
_HOLLOW: frozenset[Severity] = frozenset({"watch", "broken", "not_sure"})
# A filled diamond with a question mark is what fonts show for a character they lack.


def severity_shape(severity: Severity, x: float, y: float, size: float) -> str:
    """Return the operators that draw a severity's shape in a square with corner (x, y)."""
    return f"1 0 0 1 {x:.2f} {y:.2f} cm {_shape(severity, size)}"


@lru_cache(maxsize=128)
def _shape(severity: Severity, size: float) -> str:
    def at(points: Points) -> str:
        return polyline(*((px * size, py * size) for px, py in points))

    color = SEVERITY_COLORS[severity][0]
    round_one = severity == "ok"
    outline = circle(size / 2, size / 2, size / 2) if round_one else at(_OUTLINES[severity])
    hollow = severity in _HOLLOW
    body = (
        f"{line_color(color)} {number(size * 0.1)} w 1 j {outline} s"
        if hollow
        else f"{fill_color(color)} {outline} f"
    )
    pen = f"{line_color(color if hollow else PAPER)} {number(size * 0.11)} w 1 J 1 j"
    return f"{body} {pen} " + " ".join(at(sign) + " S" for sign in _SIGNS[severity])


def checkbox(x: float, y: float, size: float, color: Color) -> str:
    """Return the operators of an empty box to tick."""
    return f"{line_color(color)} 0.9 w {rectangle(x, y, size, size)} S"
