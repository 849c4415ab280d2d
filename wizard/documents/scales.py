"""Where the values of a chart go, and how they are written: for every reader that draws."""

from __future__ import annotations

from math import ceil, floor, log10

from wizard.documents.figures import Number, Series


class Scale:
    """A linear scale from values to places on the drawing."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        self.low, self.high = low, high if high > low else low + 1
        self._start = start
        self._factor = (end - start) / (self.high - self.low)

    def __call__(self, value: Number | float) -> float:
        """Return the place of a value."""
        return self._start + (float(value) - self.low) * self._factor


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Return round values from below ``low`` to above ``high``, in steps of 1, 2 or 5."""
    span = (high - low) or abs(high) or 1.0
    raw = span / about
    power = 10.0 ** floor(log10(raw))
    step = next(nice * power for nice in (1, 2, 5, 10) if nice * power >= raw * 0.999)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [at * step for at in range(first, last + 1)]


def figure_text(value: Number | float) -> str:
    """Write a number for an axis or a bar: grouped thousands, at most two decimals."""
    written = f"{float(value):,.2f}".rstrip("0").rstrip(".")
    return "0" if written in {"-0", ""} else written.replace("-", "−")


def value_text(series: Series, at: int) -> str:
    """Return what to write at a value of a series."""
    if at < len(series.texts):
        return series.texts[at]
    value = series.values[at] if at < len(series.values) else None
    return "" if value is None else figure_text(value)
