"""A picture on which boxes are laid over numbers, by mouse or by keyboard alone.

Keys: N lays a box, arrows move it, Shift with arrows makes it larger or smaller, Ctrl with
either goes pixel by pixel, Space picks the next box, Delete takes one away.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel

from wizard.text import Words
from wizard.ui.parts.toast import announce
from wizard.ui.questions.picture import COVER
from wizard.ui.style.theme import Look

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_STEPS_ACROSS = 100
_SMALLEST = 4
_CLICK = 3


class CoverCanvas(QLabel):
    """The picture, as large as ``scale`` says, with the boxes on it.

    Signals:
        boxes_changed: a box was laid, moved, sized or taken away.
        moved: the box picked is to be seen; carries its place on this widget.
    """

    boxes_changed = Signal()
    moved = Signal(QRect)

    def __init__(self, image: QImage, name: str, look: Look, words: Words) -> None:
        super().__init__()
        self._image, self._look, self._words = image, look, words
        self._name = name
        self.boxes: list[QRect] = []
        self.picked = -1
        self.scale = 1.0
        self.editable = False
        self._pressed: QPoint | None = None
        self._grabbed: QPoint | None = None
        self.setObjectName("evidence_canvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words("evidence.picture", name=name))
        self.show_scale(1.0)

    def show_scale(self, scale: float) -> None:
        """Show the picture at another size."""
        self.scale = scale
        size = self._image.size()
        self.setFixedSize(
            QSize(max(round(size.width() * scale), 1), max(round(size.height() * scale), 1))
        )
        self.update()

    def set_editable(self, *, editable: bool) -> None:
        """Let boxes be laid, or only look."""
        self.editable = editable
        self.setCursor(Qt.CursorShape.CrossCursor if editable else Qt.CursorShape.ArrowCursor)

    def add_box(self) -> None:
        """Lay a box in the middle of what there is, ready to be moved."""
        width, height = self._image.width(), self._image.height()
        size = QSize(max(width // 3, _SMALLEST), max(height // 14, _SMALLEST))
        corner = QPoint((width - size.width()) // 2, (height - size.height()) // 2)
        self._lay(QRect(corner, size))

    def remove_box(self) -> None:
        """Take the picked box away."""
        if 0 <= self.picked < len(self.boxes):
            self.boxes.pop(self.picked)
            self.picked = min(self.picked, len(self.boxes) - 1)
            self._changed()

    def pick_next(self) -> None:
        """Pick the next box."""
        if self.boxes:
            self.picked = (self.picked + 1) % len(self.boxes)
            self._changed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lay, pick, move and size boxes."""
        key = event.key()
        if not self.editable:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_N:
            self.add_box()
        elif key == Qt.Key.Key_Space:
            self.pick_next()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_box()
        elif key in _ARROWS and self.picked >= 0:
            self._arrow(_ARROWS[Qt.Key(key)], event.modifiers())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a box, or begin a new one."""
        if not self.editable or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        spot = self._spot(event)
        here = [index for index, box in enumerate(self.boxes) if box.contains(spot)]
        self._pressed = spot
        self._grabbed = None
        if here:
            self.picked = here[-1]
            self._grabbed = spot - self.boxes[self.picked].topLeft()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the box held, or draw the new one larger."""
        if self._pressed is None:
            return
        spot = self._spot(event)
        if self._grabbed is not None:
            self.boxes[self.picked].moveTopLeft(spot - self._grabbed)
            self._keep_inside()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lay the box that was drawn."""
        if self._pressed is None:
            super().mouseReleaseEvent(event)
            return
        drawn = QRect(self._pressed, self._spot(event)).normalized()
        drawing, self._pressed = self._grabbed is None, None
        self._grabbed = None
        if not drawing:
            self._changed()
        elif max(drawn.width(), drawn.height()) > _CLICK:
            self._lay(drawn)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the part of the picture in sight, and the boxes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        part = QRectF(event.rect())
        source = QRectF(
            part.left() / self.scale,
            part.top() / self.scale,
            part.width() / self.scale,
            part.height() / self.scale,
        )
        painter.fillRect(event.rect(), QColor("white"))
        painter.drawImage(part, self._image, source)
        for index, box in enumerate(self.boxes):
            place = self._place(box)
            painter.fillRect(place, COVER)
            if index == self.picked and self.editable:
                painter.setPen(QPen(self._look.color("focus"), 3))
                painter.drawRect(place.adjusted(-1, -1, 0, 0))
        if self.hasFocus():
            painter.setPen(QPen(self._look.color("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))

    def _arrow(self, way: tuple[int, int], keys: Qt.KeyboardModifier) -> None:
        fine = bool(keys & Qt.KeyboardModifier.ControlModifier)
        across = max(self._image.width() // _STEPS_ACROSS, 1)
        step = QPoint(*way) * (1 if fine else across)
        box = self.boxes[self.picked]
        if keys & Qt.KeyboardModifier.ShiftModifier:
            box.setWidth(max(box.width() + step.x(), _SMALLEST))
            box.setHeight(max(box.height() + step.y(), _SMALLEST))
        else:
            box.translate(step)
        self._keep_inside()
        self._changed()

    def _lay(self, box: QRect) -> None:
        self.boxes.append(box)
        self.picked = len(self.boxes) - 1
        self._keep_inside()
        self._changed()

    def _keep_inside(self) -> None:
        """Keep the picked box within the picture."""
        box, whole = self.boxes[self.picked], self._image.rect()
        box.setSize(box.size().boundedTo(whole.size()))
        box.moveLeft(min(max(box.left(), 0), whole.width() - box.width()))
        box.moveTop(min(max(box.top(), 0), whole.height() - box.height()))

    def _changed(self) -> None:
        words = self._words
        said = words("evidence.boxes", count=len(self.boxes))
        if self.picked >= 0:
            box, whole = self.boxes[self.picked], self._image.size()
            said = words(
                "evidence.box",
                number=self.picked + 1,
                count=len(self.boxes),
                left=box.left() * 100 // whole.width(),
                top=box.top() * 100 // whole.height(),
                width=box.width() * 100 // whole.width(),
                height=box.height() * 100 // whole.height(),
            )
            self.moved.emit(self._place(box).toRect())
        self.setAccessibleDescription(said)
        announce(self, said)
        self.boxes_changed.emit()
        self.update()

    def _place(self, box: QRect) -> QRectF:
        scale = self.scale
        return QRectF(
            QPointF(box.left() * scale, box.top() * scale),
            QPointF((box.right() + 1) * scale, (box.bottom() + 1) * scale),
        )

    def _spot(self, event: QMouseEvent) -> QPoint:
        at = event.position() / self.scale
        width, height = self._image.width(), self._image.height()
        return QPoint(min(max(int(at.x()), 0), width - 1), min(max(int(at.y()), 0), height - 1))
