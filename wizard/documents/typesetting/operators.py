"""Operators of page content as text (ISO 32000-1, 8 and 9): numbers, colors, paths."""

from __future__ import annotations

from functools import lru_cache

Color = tuple[float, float, float]


@lru_cache(maxsize=1024)
def number(value: float) -> str:
    """Write a number as short as PDF needs it: at most three decimals, no exponent."""
    written = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


@lru_cache(maxsize=256)
def fill_color(color: Color) -> str:
    """Return the operator that sets the color of areas and letters."""
    return " ".join(map(number, color)) + " rg"


@lru_cache(maxsize=256)
def line_color(color: Color) -> str:
    """Return the operator that sets the color of lines."""
    return " ".join(map(number, color)) + " RG"


def rectangle(x: float, y: float, width: float, height: float) -> str:
    """Return the path of a rectangle."""
    return f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re"


def polyline(*points: tuple[float, float]) -> str:
    """Return the path through points."""
    (x, y), *others = points
    return f"{x:.2f} {y:.2f} m " + " ".join([f"{a:.2f} {b:.2f} l" for a, b in others])
