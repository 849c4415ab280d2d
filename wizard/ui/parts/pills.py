"""Option pills: radio buttons and check boxes with a face that is easy to hit and to read."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QRadioButton, QSizePolicy

from wizard.ui.parts.buttons import KeyboardFocus, paint_face
from wizard.ui.style.icons import line_pen
from wizard.ui.style.theme import Look, Role

Tone = Literal["accent", "danger", "warn", "unsure"]

_TEXT_FLAGS = int(
    Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
)


class _Option(KeyboardFocus):
    """The face of an option: a mark, and a text that wraps when the row is narrow."""

    _enter_clicks = False

    def setup(self, look: Look, *, tone: Tone, square: bool, dense: bool, bare: bool) -> None:
        """Prepare the face.

        Args:
            look: the look in force.
            tone: colour when chosen.
            square: whether several can be chosen.
            dense: whether it stands in a cell of a table.
            bare: whether it is a lone sign without a mark before it.
        """
        self._look = look
        self._square = square
        self._dense = dense
        self._bare = bare
        self.tone: Tone = tone
        self.digit = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_tone(self, tone: Tone) -> None:
        """Change the colour of the chosen option."""
        if tone != self.tone:
            self.tone = tone
            self.update()

    def show_digit(self, digit: str) -> None:
        """Show the key that chooses this option, or none."""
        if digit != self.digit:
            self.digit = digit
            self.update()

    def sizeHint(self) -> QSize:
        """Return room for mark and text."""
        left, right, height = self._measures()
        metrics = QFontMetrics(self._look.font(self._role, bold=True))
        return QSize(left + metrics.horizontalAdvance(self.text()) + right + 2, height)

    def minimumSizeHint(self) -> QSize:
        """Return room for the mark and a word."""
        left, right, height = self._measures()
        return QSize(left + self._look.px(24) + right, height)

    def hasHeightForWidth(self) -> bool:
        """Wrapping makes the height depend on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped text."""
        left, right, height = self._measures()
        metrics = QFontMetrics(self._look.font(self._role, bold=True))
        room = QRect(0, 0, max(width - left - right, 1), 10_000)
        needed = metrics.boundingRect(room, _TEXT_FLAGS, self.text()).height()
        return max(height, needed + self._look.px(8 if self._dense else 16))

    def hitButton(self, pos: QPoint) -> bool:
        """Take clicks anywhere on the face."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint face, mark and text."""
        del event
        painter = QPainter(self)
        look, on = self._look, self.isChecked()
        strong = look.color(self.tone)
        soft = look.color(f"{self.tone}_soft")
        idle = look.color("sunken" if self.underMouse() else "surface")
        line = strong if on else look.color("line_strong")
        paint_face(
            painter,
            QRectF(self.rect()),
            look,
            fill=soft if on else idle,
            line=line,
            ring=self.ring,
            width=1.8 if on else 1,
        )
        left, right, _ = self._measures()
        side = look.px(14 if self._dense else 18)
        mark = QRectF(look.px(8 if self._dense else 12), (self.height() - side) / 2, side, side)
        painter.setFont(look.font(self._role, bold=on))
        if self._bare:
            painter.setPen(strong if on else look.color("text2"))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
            return
        self._paint_mark(painter, mark, strong)
        painter.setFont(look.font(self._role, bold=on))
        painter.setPen(look.color("text"))
        painter.drawText(self.rect().adjusted(left, 0, -right + 2, 0), _TEXT_FLAGS, self.text())

    @property
    def _role(self) -> Role:
        return "small" if self._dense else "body"

    def _measures(self) -> tuple[int, int, int]:
        px = self._look.px
        if self._bare:
            return px(9), px(9), px(30)
        if self._dense:
            return px(28), px(8), px(30)
        return px(38), px(14), max(px(40), 40)

    def _paint_mark(self, painter: QPainter, mark: QRectF, strong: QColor) -> None:
        look, on = self._look, self.isChecked()
        painter.setPen(QPen(strong if on else look.color("line_strong"), 1.6))
        painter.setBrush(QBrush(strong) if on else Qt.BrushStyle.NoBrush)
        if self._square:
            painter.drawRoundedRect(mark, 4, 4)
        else:
            painter.drawEllipse(mark)
        if on:
            ground = look.color("surface")
            if self._square:
                k = mark.width() / 20
                painter.setPen(line_pen(ground, 2.2))
                points = [(4.8, 10.4), (8.6, 14.2), (15.2, 6.4)]
                painter.drawPolyline(
                    [QPoint(round(mark.x() + x * k), round(mark.y() + y * k)) for x, y in points]
                )
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(ground)
                painter.drawEllipse(mark.center(), mark.width() / 5, mark.width() / 5)
        elif self.digit:
            painter.setFont(look.font("meta"))
            painter.setPen(look.color("text2"))
            painter.drawText(
                mark.adjusted(-4, -4, 4, 4), int(Qt.AlignmentFlag.AlignCenter), self.digit
            )


class Pill(_Option, QRadioButton):
    """One option of which one is chosen."""

    def __init__(
        self,
        look: Look,
        text: str,
        *,
        tone: Tone = "accent",
        dense: bool = False,
        bare: bool = False,
    ) -> None:
        super().__init__(text)
        self.setAutoExclusive(False)
        self.setup(look, tone=tone, square=False, dense=dense, bare=bare)


class CheckPill(_Option, QCheckBox):
    """One option of which any number is chosen."""

    def __init__(
        self,
        look: Look,
        text: str,
        *,
        tone: Tone = "accent",
        dense: bool = False,
        bare: bool = False,
    ) -> None:
        super().__init__(text)
        self.setup(look, tone=tone, square=True, dense=dense, bare=bare)
