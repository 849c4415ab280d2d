"""Labels, frames and marks: the parts that carry words and status."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QSizePolicy, QWidget

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
