"""The bar of an amount under a limit."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QProgressBar

from wizard.ui.style.theme import Look


class Meter(QProgressBar):
    """A bar for an amount under a limit; what is above the limit is hatched."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self._amount = 0
        self._limit = 1
        self.setAccessibleName(name)
        self.setTextVisible(False)
        self.setFixedHeight(12)

    def show_amount(self, amount: int, limit: int, text: str) -> None:
        """Show ``amount`` of ``limit``; ``text`` says the same in words."""
        self._amount, self._limit = amount, max(limit, 1)
        self.setRange(0, max(amount, limit, 1))
        self.setValue(amount)
        self.setAccessibleDescription(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track, fill and the part above the limit."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._look
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        scale = whole.width() / max(self._amount, self._limit)
        painter.setPen(QPen(look.color("line_strong"), 1))
        painter.setBrush(look.color("side"))
        painter.drawRoundedRect(whole, 4, 4)
        inside = QRectF(whole)
        inside.setWidth(min(self._amount, self._limit) * scale)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent"))
        painter.drawRoundedRect(inside, 4, 4)
        if self._amount > self._limit:
            over = QRectF(inside.right(), whole.y(), whole.right() - inside.right(), whole.height())
            painter.setBrush(look.color("danger_soft"))
            painter.drawRect(over)
            painter.setBrush(QBrush(look.color("danger"), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(over)
            painter.setPen(QPen(look.color("text"), 2))
            painter.drawLine(over.topLeft(), over.bottomLeft())
