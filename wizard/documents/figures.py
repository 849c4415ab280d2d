"""Charts as data: what they show, never how they are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from wizard.documents.runs import clean, clean_fields, joined

ChartKind = Literal[
    "bullet",
    "bars",
    "stacked",
    "waterfall",
    "break_even",
    "line",
    "areas",
    "fan",
    "tornado",
    "gantt",
    "heat",
]
Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of a chart under one name.

    Attributes:
        name: shown beside the marks themselves.
        values: one per label of the chart; ``None`` leaves a gap (in a waterfall: the
            running total stands there).
        low: lower ends, where a kind needs a range.
        high: upper ends.
        texts: what to write at each value; without them the number is written.
    """

    name: str
    values: tuple[Number | None, ...] = ()
    low: tuple[Number, ...] = ()
    high: tuple[Number, ...] = ()
    texts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        clean_fields(self, "name", "texts")


@dataclass(frozen=True, slots=True)
class Level:
    """A reference line of a chart: at a value, or (``across``) at a position along the labels."""

    label: str
    value: Number
    across: bool = False

    def __post_init__(self) -> None:
        clean_fields(self, "label")


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure with its data; readers draw it or print it as a table.

    ``labels`` run along the axis: categories, steps, dates, tasks or volumes. By kind:

    ``bullet``      values of one series are parts of one bar; a level is the limit.
    ``bars``        horizontal bars, series side by side; ``stacked``: one after another.
    ``waterfall``   values are steps up or down; ``None`` draws the running total.
    ``break_even``  two series, revenue then cost, over volumes; a level ``across`` marks
                    the break-even volume as a position (0 = first label).
    ``line``        lines over dates; ``areas``: stacked areas.
    ``fan``         one series: values (middle) between ``low`` and ``high``.
    ``tornado``     one series: result at the ``low`` and ``high`` end of each input;
                    the first level is the base.
    ``gantt``       one series: each task from ``low`` to ``high``; ``ticks`` names positions.
    ``heat``        one series per line of cells, values along the labels.

    Attributes:
        alt: what the chart says, in words: for readers who do not see it.
        unit: of the values, written at the axis.
        ticks: position along the axis and its name (``gantt``).
        marks: what happened on the way (``line``): a mark on the first line at every label
            with a value; its name is written once.
        height: in points; 0 lets the kind decide.
    """

    kind: ChartKind
    title: str
    alt: str
    series: tuple[Series, ...]
    labels: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    unit: str = ""
    ticks: tuple[tuple[Number, str], ...] = ()
    height: float = 0
    key: str = ""
    marks: Series | None = None

    def __post_init__(self) -> None:
        clean_fields(self, "title", "alt", "labels", "unit")
        object.__setattr__(self, "ticks", tuple((at, clean(name)) for at, name in self.ticks))

    def marked(self) -> tuple[tuple[int, Number], ...]:
        """Return position and height of every mark; none where the line has a gap."""
        if self.marks is None or not self.series:
            return ()
        pairs = zip(self.marks.values, self.series[0].values, strict=False)
        return tuple(
            (at, level)
            for at, (happened, level) in enumerate(pairs)
            if happened is not None and level is not None
        )

    def plain_text(self) -> str:
        """Return title and description."""
        return joined([self.title, self.alt])
