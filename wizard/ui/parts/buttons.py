"""Buttons of every kind, painted; the focus ring they share.

Each keeps the class, and with it the role, state and keys, that assistive technology
knows from Qt, and paints only its face. The focus ring has two parts, the ring and a gap
in the colour behind, so that it stands out against whatever it touches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy

from wizard.ui.style.icons import paint_icon
from wizard.ui.style.theme import Look

if TYPE_CHECKING:
    _ButtonPart = QAbstractButton
else:
    # Qt's classes cannot be mixed with one another; at run time the parts are plain.
    _ButtonPart = object

Kind = Literal["plain", "primary", "ghost", "link", "name"]
_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


def paint_face(  # noqa: PLR0913 - one call paints one face
    painter: QPainter,
    rect: QRectF,
    look: Look,
    *,
    fill: QColor | None,
    line: QColor | None,
    ring: bool,
    radius: float = 8,
    width: float = 1,
) -> QRectF:
    """Paint the face of a control and return where its content goes.

    With ``ring`` the face shrinks inside its own outline, so that nothing else moves.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    face = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    if ring:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.color("focus"), 2))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
        face = rect.adjusted(3.5, 3.5, -3.5, -3.5)
        radius = max(radius - 3, 2)
    painter.setPen(QPen(line, width) if line is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(face, radius, radius)
    return face


class KeyboardFocus(_ButtonPart):
    """Shows its focus ring once the keyboard is in use, not after a click."""

    _by_keyboard = False
    _enter_clicks = True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note how the focus came."""
        self._by_keyboard = event.reason() in _KEYBOARD
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the ring; Enter clicks like Space, Ctrl+Enter is the window's."""
        self._by_keyboard = True
        self.update()
        if self._enter_clicks and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
            else:
                self.click()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that the pointer is here."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show that the pointer left."""
        super().leaveEvent(event)
        self.update()

    @property
    def ring(self) -> bool:
        """Whether the focus ring shows."""
        return self.hasFocus() and self._by_keyboard

    def show_ring(self) -> None:
        """Take focus and show it, as after a key press."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)


class Button(KeyboardFocus, QPushButton):
    """A push button in one of four kinds."""

    def __init__(
        self,
        look: Look,
        text: str,
        kind: Kind = "plain",
        *,
        icon: str = "",
        trailing: bool = False,
        frame: bool = False,
    ) -> None:
        super().__init__(text)
        self._look = look
        self._kind = kind
        self._glyph = icon
        self._trailing = trailing
        self._frame = frame
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_kind(self, kind: Kind) -> None:
        """Change how much the button stands out."""
        self._kind = kind
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for icon and text."""
        factor = self._look.frame_factor if self._frame else self._look.factor
        metrics = QFontMetrics(self._font())
        margin = 6 if self._kind == "link" else 14
        width = metrics.horizontalAdvance(self.text()) + 2 * margin
        if self._glyph:
            width += round(18 * factor) + (6 if self.text() else 0)
        height = metrics.height() + (6 if self._kind == "link" else 14)
        return QSize(width, max(height, round((26 if self._kind == "link" else 36) * factor)))

    def minimumSizeHint(self) -> QSize:
        """Never clip the text."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the face, the icon and the text."""
        del event
        painter = QPainter(self)
        fill, line, ink = self._colors()
        paint_face(painter, QRectF(self.rect()), self._look, fill=fill, line=line, ring=self.ring)
        factor = self._look.frame_factor if self._frame else self._look.factor
        side = 18 * factor if self._glyph else 0.0
        painter.setFont(self._font())
        text_width = painter.fontMetrics().horizontalAdvance(self.text())
        gap = 6 if self._glyph and self.text() else 0
        left = (self.width() - side - gap - text_width) / 2
        glyph_left = left + text_width + gap if self._trailing else left
        text_left = left if self._trailing else left + side + gap
        if self._glyph:
            box = QRectF(glyph_left, (self.height() - side) / 2, side, side)
            paint_icon(painter, box, self._glyph, ink)
        painter.setPen(ink)
        painter.drawText(
            QRectF(text_left, 0, text_width + 2, self.height()),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            self.text(),
        )

    def _font(self) -> QFont:
        bold = self._kind != "ghost"
        return self._look.font("small", bold=bold, frame=self._frame)

    def _colors(self) -> tuple[QColor | None, QColor | None, QColor]:
        color = self._look.color
        hover, down = self.underMouse(), self.isDown()
        if self._kind == "primary":
            token = "accent_press" if down else "accent_hover" if hover else "accent"
            return color(token), None, color("on_accent")
        if self._kind == "link":
            return (color("accent_soft") if hover else None), None, color("accent")
        if self._kind == "name":
            return (color("line") if hover or down else None), None, color("text")
        if self._kind == "ghost":
            return (color("line") if hover or down else None), None, color("text2")
        fill = color("sunken") if down or hover else color("surface")
        return fill, color("line_strong"), color("text")


class IconButton(KeyboardFocus, QPushButton):
    """A square button with an icon; its name is its accessible name and tool tip."""

    def __init__(self, look: Look, icon: str, name: str, *, frame: bool = True) -> None:
        super().__init__()
        self._look = look
        self._glyph = icon
        self._frame = frame
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a square."""
        factor = self._look.frame_factor if self._frame else self._look.factor
        return QSize(round(34 * factor), round(34 * factor))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon, tinted while checked."""
        del event
        painter = QPainter(self)
        on = self.isChecked()
        fill = None
        if on:
            fill = self._look.color("accent_soft")
        elif self.underMouse():
            fill = self._look.color("line")
        rect = QRectF(self.rect())
        paint_face(painter, rect, self._look, fill=fill, line=None, ring=self.ring)
        inset = rect.width() * 0.23
        ink = self._look.color("accent" if on else "text2")
        paint_icon(painter, rect.adjusted(inset, inset, -inset, -inset), self._glyph, ink)


class RowButton(KeyboardFocus, QAbstractButton):
    """A whole row as one button; put labels into its layout."""

    def __init__(self, look: Look, *, card: bool = True) -> None:
        super().__init__()
        self._look = look
        self._card = card
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Return the size of its content."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize(100, 44)

    def minimumSizeHint(self) -> QSize:
        """Return the least size of its content."""
        layout = self.layout()
        return layout.minimumSize() if layout is not None else QSize(100, 44)

    def hasHeightForWidth(self) -> bool:
        """Follow the content, which may wrap."""
        layout = self.layout()
        return layout is not None and layout.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """Return the height of the content at ``width``."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else 44

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the row behind its labels."""
        del event
        look = self._look
        hover = self.underMouse() or self.isDown()
        if self._card:
            fill: QColor | None = look.color("sunken" if hover else "surface")
            line: QColor | None = look.color("line_strong" if hover else "line")
        else:
            fill, line = (look.color("line") if hover else None), None
        paint_face(
            QPainter(self),
            QRectF(self.rect()),
            look,
            fill=fill,
            line=line,
            ring=self.ring,
            radius=10,
        )
