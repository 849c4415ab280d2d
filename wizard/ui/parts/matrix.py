"""Rows of conditions, columns of candidates: the row heads stay while columns scroll.

Row heights are those of the tallest cell, so heads and cells are laid out together by
hand; this is the only place that may scroll sideways.
"""

from __future__ import annotations

from itertools import takewhile

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QSizePolicy, QWidget

from wizard.ui.style.theme import Look

_GAP = 12
_LEAST_ROW = 40
_HEAD_SHARE = 0.36


class _Body(QWidget):
    """Paints the lines between rows behind heads or cells."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.lines: list[int] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines."""
        del event
        painter = QPainter(self)
        color: QColor = self._look.color("line")
        for y in self.lines:
            painter.fillRect(0, y, self.width(), 1, color)


class _Needed:
    """The heights heads and cells need, each asked for once while everything is laid out."""

    def __init__(self) -> None:
        self._known: dict[tuple[QWidget, int], int] = {}

    def __call__(self, widget: QWidget, width: int) -> int:
        """Return the height ``widget`` needs at ``width``."""
        found = self._known.get((widget, width))
        if found is None:
            tall = widget.hasHeightForWidth()
            found = widget.heightForWidth(width) if tall else widget.sizeHint().height()
            self._known[widget, width] = found
        return found


class Matrix(QWidget):
    """Heads on the left, columns of cells beside them."""

    def __init__(self, look: Look, head_width: int, least_column: int) -> None:
        super().__init__()
        self._look = look
        self._widest_head = head_width
        self._least_column = least_column
        self._heads: list[QWidget] = []
        self._sections: set[int] = set()
        self._hidden: frozenset[int] = frozenset()
        self._columns: list[list[QWidget]] = []
        self._left = _Body(look)
        self._left.setParent(self)
        self._area = QScrollArea(self)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = _Body(look)
        self._area.setWidget(self._body)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.settle)
        self._area.viewport().setAutoFillBackground(False)
        self._body.setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]

    def add_head(self, widget: QWidget) -> None:
        """Add the head of one more row."""
        widget.setParent(self._left)
        self._heads.append(widget)

    def add_section(self, widget: QWidget) -> None:
        """Add a heading that stands over the following rows and has no cells."""
        self._sections.add(len(self._heads))
        self.add_head(widget)

    def add_column(self, widgets: list[QWidget]) -> None:
        """Add a column with one widget for each row that has cells."""
        for widget in widgets:
            widget.setParent(self._body)
            widget.installEventFilter(self)
            if self._body.isVisible():
                widget.show()
        self._columns.append(widgets)

    def drop_column(self) -> None:
        """Remove the last column."""
        for widget in self._columns.pop():
            widget.hide()
            widget.deleteLater()

    @property
    def rows(self) -> int:
        """How many rows have a head, sections included."""
        return len(self._heads)

    def hide_rows(self, rows: frozenset[int]) -> None:
        """Fold rows away, counted by their heads; a section left empty goes with them."""
        hidden = set(rows)
        for section in self._sections:
            following = range(section + 1, self.rows)
            own = list(takewhile(lambda row: row not in self._sections, following))
            if own and hidden.issuperset(own):
                hidden.add(section)
        if hidden != self._hidden:
            self._hidden = frozenset(hidden)
            self.settle()

    def settle(self) -> None:
        """Lay everything out for the present width."""
        if self.width() <= 0 or not self._heads:
            return
        column_width = self._column_width()
        needed = _Needed()
        tops, total = self._tops(column_width, needed)
        self._place(tops, column_width, needed)
        bar = self._area.horizontalScrollBar()
        wide = len(self._columns) * (column_width + _GAP)
        scrolls = wide > self.width() - self._head_width - _GAP
        height = total + (bar.sizeHint().height() if scrolls else 0)
        self._left.setGeometry(0, 0, self._head_width + _GAP, total)
        self._area.setGeometry(
            self._head_width + _GAP, 0, max(self.width() - self._head_width - _GAP, 1), height
        )
        self._body.resize(wide, total)
        lines = [top - _GAP // 2 for top in tops[1:]]
        self._left.lines = self._body.lines = lines
        if self.height() != height or self.minimumHeight() != height:
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again."""
        super().resizeEvent(event)
        self.settle()

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        """Follow cells that grow or shrink."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._soon.start()
        return super().eventFilter(watched, event)

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        """Scroll sideways until the cell with the focus is in view."""
        del old
        if new is not None and self._body.isAncestorOf(new):
            # Qt's own way is content with the cursor alone.
            left = new.mapTo(self._body, QPoint(0, 0)).x() - _GAP
            right = left + new.width() + 2 * _GAP - self._area.viewport().width()
            bar = self._area.horizontalScrollBar()
            bar.setValue(min(max(bar.value(), right), left))

    @property
    def _head_width(self) -> int:
        """Width of the heads; in a narrow window, or at large text, the cells need it more."""
        return min(self._widest_head, round(self.width() * _HEAD_SHARE))

    def _column_width(self) -> int:
        count = max(len(self._columns), 1)
        room = (self.width() - self._head_width - _GAP) // count - _GAP
        return max(room, self._least_column)

    def _tops(self, column_width: int, needed: _Needed) -> tuple[list[int], int]:
        tops, y, cell = [], 0, 0
        for index, head in enumerate(self._heads):
            tops.append(y)
            if index in self._hidden:
                cell += index not in self._sections
                continue
            width = self.width() if index in self._sections else self._head_width
            height = max(needed(head, width), self._look.px(_LEAST_ROW))
            if index not in self._sections:
                for column in self._columns:
                    height = max(height, needed(column[cell], column_width))
                cell += 1
            y += height + _GAP
        return tops, y

    def _place(self, tops: list[int], column_width: int, needed: _Needed) -> None:
        ends = [*tops[1:], None]
        cell = 0
        for index, (head, top) in enumerate(zip(self._heads, tops, strict=True)):
            shown = index not in self._hidden
            if head.isHidden() == shown:
                head.setVisible(shown)
            if index not in self._sections:
                for column in self._columns:
                    if column[cell].isHidden() == shown:
                        column[cell].setVisible(shown)
            if not shown:
                cell += index not in self._sections
                continue
            end = next((one for one in ends[index:] if one != top), None)
            width = self._head_width
            own = needed(head, width)
            height = (end - top - _GAP) if end is not None else own
            head.setGeometry(0, top, width, min(height, max(own, 1)))
            if index in self._sections:
                continue
            for number, column in enumerate(self._columns):
                widget = column[cell]
                left = number * (column_width + _GAP)
                widget.setGeometry(left, top, column_width, needed(widget, column_width))
            cell += 1
