"""A short message at the bottom that can be undone, and a bar for trouble that stays."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from wizard.ui.parts.buttons import Button
from wizard.ui.parts.widgets import ShapeMark, label, panel, set_property
from wizard.ui.style.theme import Look

SHOWN_MS = 10_000


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Let assistive technology say ``text`` without moving the focus."""
    # Late: its long lists of roles and events would hold up the first paint.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    event = QAccessibleAnnouncementEvent(widget, text)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


class Toast(QFrame):
    """A message over the bottom of its parent; it waits while pointed at or focused."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("panel", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 9, 10, 9)
        row.setSpacing(12)
        self._text = label("", "small", wrap=False)
        row.addWidget(self._text)
        self._button = QPushButton()
        self._button.setObjectName("toast_undo")
        self._button.setFlat(True)
        self._button.setStyleSheet("color: #7FE3C8; font-weight: 700; border: none; padding: 4px;")
        self._button.clicked.connect(self._act)
        row.addWidget(self._button)
        self._action: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self._leave)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, action: str = "", act: Callable[[], None] | None = None) -> None:
        """Show ``text``, with a button where there is something to take back."""
        self._text.setText(text)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._action = act
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, text)

    def forget(self) -> None:
        """Take the offer away: what it would take back is no longer open."""
        if self._action is not None:
            self._action = None
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the bottom of the parent."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        left = (self._over.width() - self.width()) // 2
        self.move(left, self._over.height() - self.height() - 68)

    def _leave(self) -> None:
        if self.underMouse() or self._button.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def _act(self) -> None:
        self.hide()
        if self._action is not None:
            self._action()


class TroubleBar(QFrame):
    """A bar under the header that stays until the trouble is over."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.frame = panel("box")
        self.frame.setProperty("tone", "warn")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.frame)
        row = QHBoxLayout(self.frame)
        row.setContentsMargins(14, 7, 14, 7)
        row.setSpacing(10)
        self._mark = ShapeMark(look, "warn", 18)
        row.addWidget(self._mark)
        self._text = label("", "small")
        self._text.setProperty("tone", "plain")
        row.addWidget(self._text, 1)
        self._row = row
        self._look = look
        self._buttons: list[Button] = []
        self.hide()

    def offer(self, name: str, text: str, act: Callable[[], None]) -> None:
        """Add a button."""
        button = Button(self._look, text)
        button.setObjectName(name)
        button.clicked.connect(act)
        self._row.addWidget(button)
        self._buttons.append(button)

    @property
    def is_trouble(self) -> bool:
        """Whether it shows something that went wrong."""
        return not self.isHidden() and self.frame.property("tone") == "warn"

    def show_offers(self, *, shown: bool) -> None:
        """Show or hide the buttons."""
        for button in self._buttons:
            button.setVisible(shown)

    def clear_offers(self) -> None:
        """Take the buttons away."""
        for button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons.clear()

    def say(self, text: str, *, trouble: bool = True) -> None:
        """Show what is wrong, or what is worth knowing for as long as it holds."""
        set_property(self.frame, "tone", "warn" if trouble else "info")
        self._mark.show_shape("warn" if trouble else "info")
        self._text.setText(text)
        if self.isHidden():
            announce(self, text, urgent=trouble)
        self.show()
