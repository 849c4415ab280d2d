"""A ring around the mouse pointer, so that a whole room sees where it is."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QCursor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from wizard.ui.style.theme import Look

_SIDE, _LINE = 56, 5
_FOLLOW_MS = 30


class PointerRing(QWidget):
    """The ring; seen in the projector's look only, and never in the way of a click."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self._parent, self._look = parent, look
        self.setObjectName("pointer_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(_SIDE, _SIDE)
        self._timer = QTimer(self, interval=_FOLLOW_MS)
        self._timer.timeout.connect(self._follow)
        look.changed.connect(self._take_look)
        self._take_look()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.color("accent"), _LINE))
        edge = _LINE / 2 + 1
        painter.drawEllipse(QRectF(edge, edge, _SIDE - 2 * edge, _SIDE - 2 * edge))

    def _take_look(self) -> None:
        shown = self._look.theme == "projector"
        self.setVisible(shown)
        if shown:
            self._timer.start()
            self._follow()
        else:
            self._timer.stop()

    def _follow(self) -> None:
        """Go where the pointer is; out of sight where that is not in the window."""
        parent = self._parent
        place = parent.mapFromGlobal(QCursor.pos())
        inside = parent.rect().contains(place) and parent.window().isActiveWindow()
        self.setVisible(inside)
        if inside:
            self.move(place - QPoint(_SIDE // 2, _SIDE // 2))
            self.raise_()
