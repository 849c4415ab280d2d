"""Small painted widgets: buttons, option pills, marks, the budget meter.

Each keeps the class, and with it the role, state and keys, that assistive technology
knows from Qt, and paints only its face. The focus ring has two parts, the ring and a gap
in the colour behind, so that it stands out against whatever it touches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
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
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QFrame,
    QLabel,
    QLayout,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from wizard.ui.icons import SHAPE_TOKENS, Shape, line_pen, paint_icon, paint_shape
from wizard.ui.theme import Look, Role

if TYPE_CHECKING:
    _ButtonPart = QAbstractButton
else:
    # Qt's classes cannot be mixed with one another; at run time the parts are plain.
    _ButtonPart = object

Kind = Literal["plain", "primary", "ghost", "link"]
Tone = Literal["accent", "danger", "warn", "unsure"]

_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_TEXT_FLAGS = int(
    Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
)


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
        self._by_keyboard = event.reason() in _KEYBOARD
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
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
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
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


class _Option(KeyboardFocus):
    """The face of an option: a mark, and a text that wraps when the row is narrow."""

    _enter_clicks = False

    def setup(self, look: Look, *, tone: Tone, square: bool, dense: bool) -> None:
        """Prepare the face.

        Args:
            look: the look in force.
            tone: colour when chosen.
            square: whether several can be chosen.
            dense: whether it stands in a cell of a table.
        """
        self._look = look
        self._square = square
        self._dense = dense
        self.tone: Tone = tone
        self.digit = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
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
        left, right, height = self._measures()
        metrics = QFontMetrics(self._look.font(self._role, bold=True))
        return QSize(left + metrics.horizontalAdvance(self.text()) + right + 2, height)

    def minimumSizeHint(self) -> QSize:
        left, right, height = self._measures()
        return QSize(left + self._look.px(24) + right, height)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        left, right, height = self._measures()
        metrics = QFontMetrics(self._look.font(self._role, bold=True))
        room = QRect(0, 0, max(width - left - right, 1), 10_000)
        needed = metrics.boundingRect(room, _TEXT_FLAGS, self.text()).height()
        return max(height, needed + self._look.px(8 if self._dense else 16))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
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
        self._paint_mark(painter, mark, strong)
        painter.setFont(look.font(self._role, bold=on))
        painter.setPen(look.color("text"))
        painter.drawText(self.rect().adjusted(left, 0, -right + 2, 0), _TEXT_FLAGS, self.text())

    @property
    def _role(self) -> Role:
        return "small" if self._dense else "body"

    def _measures(self) -> tuple[int, int, int]:
        px = self._look.px
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
        self, look: Look, text: str, *, tone: Tone = "accent", dense: bool = False
    ) -> None:
        super().__init__(text)
        self.setAutoExclusive(False)
        self.setup(look, tone=tone, square=False, dense=dense)


class CheckPill(_Option, QCheckBox):
    """One option of which any number is chosen."""

    def __init__(
        self, look: Look, text: str, *, tone: Tone = "accent", dense: bool = False
    ) -> None:
        super().__init__(text)
        self.setup(look, tone=tone, square=True, dense=dense)


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


class RowButton(KeyboardFocus, QAbstractButton):
    """A whole row as one button; put labels into its layout."""

    def __init__(self, look: Look, *, card: bool = True) -> None:
        super().__init__()
        self._look = look
        self._card = card
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
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
