"""A page of the PDF on screen; what stands on it leads to the question it came from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QScrollArea, QWidget

from wizard.session.places import Place
from wizard.ui.style.theme import Look

MARK_MS = 2000
_NOTCH = 120


class Sheet(QWidget):
    """The page itself.

    Attributes:
        marked: the areas framed last.

    Signals:
        picked: something on the page was clicked; carries the id of its question.
        pointed: the pointer is over a question, or over none; carries its id.
    """

    picked = Signal(str)
    pointed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._page = QPixmap()
        self._places: Sequence[Place] = ()
        self._under = ""
        self.marked: tuple[Place, ...] = ()
        self._shows_mark = False
        self._unmark = QTimer(self, singleShot=True, interval=MARK_MS)
        self._unmark.timeout.connect(self._hide_mark)
        self.setMouseTracking(True)

    @property
    def is_blank(self) -> bool:
        """Whether no page was painted yet."""
        return self._page.isNull()

    def show_image(self, image: QImage, ratio: float) -> None:
        """Show a page painted with ``ratio`` pixels for each of the screen's units."""
        self._page = QPixmap.fromImage(image)
        self._page.setDevicePixelRatio(ratio)
        size = self._page.deviceIndependentSize().toSize()
        if size != self.size():
            self.setFixedSize(size)
        self.update()

    def show_places(self, places: Sequence[Place]) -> None:
        """Let these areas of the page lead to their questions."""
        self._places = places

    def mark(self, places: Sequence[Place]) -> None:
        """Frame some areas for two seconds; they stay known as ``marked``."""
        self.marked = tuple(places)
        self._shows_mark = bool(places)
        self._unmark.start()
        self.update()

    def question_at(self, x: float, y: float) -> str:
        """Return the question at a point, in the screen's units; empty if there is none."""
        across, down = x / max(self.width(), 1), y / max(self.height(), 1)
        found = [one for one in self._places if one.holds(across, down)]
        # A link within a row is narrower than the row and says more.
        found.sort(key=lambda one: (one.right - one.left) * (one.bottom - one.top))
        return found[0].question if found else ""

    def sizeHint(self) -> QSize:
        """Return the size of the page."""
        return self._page.deviceIndependentSize().toSize()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what a click would lead to."""
        self._point(self.question_at(event.position().x(), event.position().y()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the question under the pointer."""
        question = self.question_at(event.position().x(), event.position().y())
        if question and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(question)

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        super().leaveEvent(event)
        self._point("")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page, and a frame around what is pointed at or marked."""
        del event
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._page)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        under = [one for one in self._places if one.question == self._under]
        framed = self.marked if self._shows_mark else ()
        for places, width in ((under, 1.5), (framed, 3.0)):
            painter.setPen(QPen(self._look.color("accent"), width))
            for one in places:
                painter.drawRoundedRect(self._box(one), 4, 4)

    def _box(self, place: Place) -> QRectF:
        across, down = self.width(), self.height()
        left, top = place.left * across, place.top * down
        return QRectF(left - 2, top - 1, place.right * across - left, place.bottom * down - top)

    def _hide_mark(self) -> None:
        self._shows_mark = False
        self.update()

    def _point(self, question: str) -> None:
        if question != self._under:
            self._under = question
            shape = Qt.CursorShape.PointingHandCursor if question else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.pointed.emit(question)
            self.update()


class Pages(QScrollArea):
    """The page in a place that scrolls.

    Signals:
        zoomed: Ctrl+wheel; carries 1 or -1.
        turned: the next (1) or previous (-1) page is wanted.
        resized: there is another width to fill.
    """

    zoomed = Signal(int)
    turned = Signal(int)
    resized = Signal()

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setProperty("panel", "paper")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.sheet = Sheet(look)
        self.setWidget(self.sheet)
        self._wheel = 0

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl; without it scroll, and turn the page at its end."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._wheel += event.angleDelta().y()
            notches = int(self._wheel / _NOTCH)
            self._wheel -= notches * _NOTCH
            for _ in range(abs(notches)):
                self.zoomed.emit(1 if notches > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll with PgUp and PgDn, and turn the page at its end."""
        bar = self.verticalScrollBar()
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        step = steps.get(Qt.Key(event.key()), 0)
        at_end = bar.value() == (bar.maximum() if step > 0 else bar.minimum())
        if step and at_end:
            self.turned.emit(step)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell of another width."""
        super().resizeEvent(event)
        self.resized.emit()

    def scroll_to(self, place: Place) -> None:
        """Bring an area of the page into view."""
        middle = round((place.top + place.bottom) / 2 * self.sheet.height())
        self.ensureVisible(self.sheet.width() // 2, middle, 0, self.viewport().height() // 4)
