"""Labels, frames and marks: the parts that carry words and status."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from wizard.ui.style.icons import SHAPE_TOKENS, Shape, paint_shape
from wizard.ui.style.theme import Look, Role


def label(text: str, role: Role = "body", *, wrap: bool = True, frame: bool = False) -> QLabel:
    """Return a label for plain text in a text role; ``frame`` for header and footer."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setProperty("frame", frame)
    made.setWordWrap(wrap)
    return made


def badge(text: str) -> QLabel:
    """Return a small framed word, for example 法规."""
    made = label(text, wrap=False)
    made.setProperty("role", "badge")
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at, and restyle the widget."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def panel(kind: str) -> QFrame:
    """Return a frame styled as ``kind``."""
    made = QFrame()
    made.setProperty("panel", kind)
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return made


def in_line(height: int, *widgets: QWidget) -> QWidget:
    """Return a box of one text line's height that holds ``widgets`` in its middle."""
    box = QWidget()
    box.setFixedHeight(height)
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(5)
    for widget in widgets:
        row.addWidget(widget)
    return box


def separator() -> QFrame:
    """Return a thin horizontal line."""
    line = panel("rule")
    line.setFixedHeight(1)
    return line


def clear_layout(layout: QLayout) -> None:
    """Take every widget out of ``layout`` and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        inner = item.layout()
        if inner is not None:
            clear_layout(inner)


def tab_as_read(part: QWidget) -> None:
    """Let Tab go through the page around ``part`` as it is laid out.

    Qt puts what is made later at the end of the round: call this after adding to a page
    that was there before.
    """
    area = part.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    body = area.widget() if area is not None else None
    layout = body.layout() if body is not None else None
    if layout is not None:
        tab_as_laid_out(layout)


def tab_as_laid_out(layout: QLayout) -> None:
    """Let Tab go through a layout, and all that stands in it, from the first to the last."""
    for one, other in itertools.pairwise(_stops(layout)):
        QWidget.setTabOrder(one, other)


def _stops(layout: QLayout) -> Iterator[QWidget]:
    """Yield what may take the focus, in the order of its layout."""
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        inner, widget = item.layout(), item.widget()
        if widget is not None:
            if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
                yield widget
            inside = widget.widget() if isinstance(widget, QScrollArea) else widget
            inner = inside.layout() if inside is not None else None
        if inner is not None:
            yield from _stops(inner)


class ShapeMark(QWidget):
    """A status shape; decorative, for the word always stands beside it."""

    def __init__(self, look: Look, shape: Shape, side: int = 18) -> None:
        super().__init__()
        self._look = look
        self._shape: Shape = shape
        self.setFixedSize(look.px(side), look.px(side))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_shape(self, shape: Shape) -> None:
        """Show another status."""
        self._shape = shape
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the shape."""
        del event
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        color = self._look.color(SHAPE_TOKENS[self._shape])
        paint_shape(painter, rect, self._shape, color, self._look.color("surface"))
