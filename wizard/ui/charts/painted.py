"""Charts on screen, painted from the very data the PDF draws, with their words beside them.

A chart is never the only way to a number: its title and what it says stand above it as
text and are its accessible name and description, and its data opens as a table.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from wizard.documents.chart_tables import as_table
from wizard.documents.figures import Chart, ChartKind
from wizard.documents.runs import plain
from wizard.text import Words
from wizard.ui.charts import bars, lines
from wizard.ui.charts.canvas import Canvas
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.widgets import clear_layout, label, panel
from wizard.ui.style.theme import Look

Drawing = Callable[[Canvas, Chart], None]
Height = Callable[[Chart, Look], int]

DRAWINGS: dict[ChartKind, tuple[Drawing, Height]] = {
    "bullet": (bars.bullet, bars.bullet_height),
    "bars": (bars.bars, bars.bars_height),
    "waterfall": (bars.waterfall, bars.waterfall_height),
    "tornado": (bars.tornado, bars.tornado_height),
    "line": (lines.lines, lines.axis_height),
    "break_even": (lines.break_even, lines.axis_height),
    "areas": (lines.areas, lines.axis_height),
    "fan": (lines.fan, lines.axis_height),
}
"""How each kind is drawn; a kind that is not here is shown as its table."""


class ChartView(QLabel):
    """The drawing of one chart; assistive technology reads it as text."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.chart: Chart | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_chart(self, chart: Chart | None) -> None:
        """Draw ``chart``; None, or a chart without data, takes no room."""
        self.chart = chart if chart is not None and is_drawn(chart) else None
        self.setVisible(self.chart is not None)
        if self.chart is not None:
            self.setAccessibleName(self.chart.title)
            self.setAccessibleDescription(self.chart.alt)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room the kind of chart needs."""
        if self.chart is None:
            return QSize(0, 0)
        return QSize(self._look.px(420), DRAWINGS[self.chart.kind][1](self.chart, self._look))

    def minimumSizeHint(self) -> QSize:
        """Return the least room; a chart may become narrow, not low."""
        return QSize(self._look.px(240), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chart."""
        del event
        if self.chart is None:
            return
        with QPainter(self) as painter:
            area = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            DRAWINGS[self.chart.kind][0](Canvas(painter, area, self._look), self.chart)


def is_drawn(chart: Chart) -> bool:
    """Whether there is a drawing of this kind and a number to draw."""
    return chart.kind in DRAWINGS and any(
        series.low or any(value is not None for value in series.values) for series in chart.series
    )


class ChartCard(QWidget):
    """A chart with its title, what it says, and its numbers on request."""

    def __init__(self, look: Look, words: Words) -> None:
        super().__init__()
        self._look, self._words = look, words
        self._chart: Chart | None = None
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.px(6))
        self._title = label("", "title")
        self._alt = label("", "small")
        self.view = ChartView(look)
        self._button = Button(look, words("workbench.show_numbers"), "ghost", icon="right")
        self._button.setObjectName("chart_numbers")
        self._button.setCheckable(True)
        self._button.toggled.connect(self._show_numbers)
        self._table = panel("clear")
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(24))
        self._grid.setVerticalSpacing(look.px(4))
        for widget in (self._title, self._alt, self.view):
            rows.addWidget(widget)
        rows.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self._table, 0, Qt.AlignmentFlag.AlignLeft)
        self._table.hide()

    def show_chart(self, chart: Chart | None, reason: str = "") -> None:
        """Show ``chart``, or ``reason`` why there is none."""
        self._chart = chart
        self._title.setText(chart.title if chart is not None else "")
        self._title.setVisible(chart is not None)
        self._alt.setText(chart.alt if chart is not None else reason)
        self.view.show_chart(chart)
        self._button.setVisible(chart is not None)
        self._show_numbers(self._button.isChecked())

    def _show_numbers(self, shown: bool) -> None:
        clear_layout(self._grid)
        visible = shown and self._chart is not None
        self._table.setVisible(visible)
        key = "workbench.hide_numbers" if shown else "workbench.show_numbers"
        self._button.setText(self._words(key))
        self._button.updateGeometry()
        if not visible or self._chart is None:
            return
        table = as_table(self._chart)
        for place, column in enumerate(table.columns):
            self._cell(0, place, column.title, column.align == "right", "meta")
        for number, row in enumerate(table.rows, start=1):
            for place, cell in enumerate(row.cells):
                right = table.columns[place].align == "right"
                self._cell(number, place, plain(cell), right, "small")

    def _cell(self, row: int, column: int, text: str, right: bool, role: str) -> None:
        made = label(text, role, wrap=False)  # type: ignore[arg-type]
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(made, row, column, side)
