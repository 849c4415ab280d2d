"""Text fields that say when their text is meant, not at every key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

IDLE_MS = 800


class LineField(QLineEdit):
    """One line of text.

    Signals:
        edited: somebody typed; an input method that is still composing did not.
        committed: the text changed and is meant: Enter was pressed or the field left.
        leave: Enter was pressed.
    """

    edited = Signal()
    committed = Signal(str)
    leave = Signal()

    def __init__(self, object_name: str, name: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self._shown = ""
        self._is_left = False
        self._width = 0
        self.textEdited.connect(self._typed_on)
        self.editingFinished.connect(self.commit)

    def prefer_width(self, width: int) -> None:
        """Be this wide where there is room, and narrower where there is not."""
        self._width = width
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the preferred width."""
        hint = super().sizeHint()
        return QSize(self._width or hint.width(), hint.height())

    @property
    def is_changed(self) -> bool:
        """Whether there is text that was not committed."""
        return not self._is_left and self.text() != self._shown

    @property
    def is_left(self) -> bool:
        """Whether the text is one of last time that nobody has gone on with."""
        return self._is_left

    @property
    def typed(self) -> str:
        """The text as it stands in the field."""
        return self.text()

    @property
    def stored(self) -> str:
        """The text that was committed last."""
        return self._shown

    @property
    def meant(self) -> str:
        """The text to commit: as it stands, unless it is one of last time."""
        return self._shown if self._is_left else self.text()

    def show_text(self, text: str) -> None:
        """Show stored text; it counts as committed."""
        self._shown, self._is_left = text, False
        if self.text() != text:
            self.setText(text)

    def show_left(self, text: str) -> None:
        """Show what was typed last time; it is not committed until somebody says so."""
        self._is_left = True
        self.setText(text)

    def take_left(self) -> None:
        """Commit a text of last time as it stands."""
        self._is_left = False
        self.commit()

    def commit(self) -> None:
        """Announce the text if it changed."""
        if self.is_changed:
            self._shown = self.text()
            self.committed.emit(self.text())

    def event(self, event: QEvent) -> bool:
        """Leave undo to the plan once there is nothing of the field's own to undo."""
        if _is_undo(event) and not self.is_changed:
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Commit and go on at Enter; Ctrl+Enter is left to the window."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take_left()
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
            else:
                self.leave.emit()
            return
        super().keyPressEvent(event)

    def _typed_on(self) -> None:
        self._is_left = False
        self.edited.emit()


class TextField(QPlainTextEdit):
    """Several lines of text; commits after a pause and on leaving.

    Text that an input method is still composing is no text yet.

    Signals:
        edited: somebody typed.
        committed: the text changed and is meant.
    """

    edited = Signal()
    committed = Signal(str)

    def __init__(self, object_name: str, name: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self._shown = ""
        self._left: str | None = None
        self._composing = False
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self.commit)
        self.textChanged.connect(self._typing)

    @property
    def is_changed(self) -> bool:
        """Whether there is text that was not committed."""
        return self._left is None and self.toPlainText() != self._shown

    @property
    def is_left(self) -> bool:
        """Whether the text is one of last time that nobody has gone on with."""
        return self._left is not None

    @property
    def typed(self) -> str:
        """The text as it stands in the field."""
        return self.toPlainText()

    @property
    def stored(self) -> str:
        """The text that was committed last."""
        return self._shown

    def show_text(self, text: str) -> None:
        """Show stored text; it counts as committed."""
        self._shown, self._left = text, None
        if self.toPlainText() != text:
            self.setPlainText(text)

    def show_left(self, text: str) -> None:
        """Show what was typed last time; it is not committed until somebody says so."""
        self._left = text
        self.setPlainText(text)
        self._left = self.toPlainText()

    def take_left(self) -> None:
        """Commit a text of last time as it stands."""
        self._left = None
        self.commit()

    def commit(self) -> None:
        """Announce the text if it changed."""
        self._idle.stop()
        if self.is_changed and not self._composing:
            self._shown = self.toPlainText()
            self.committed.emit(self._shown)

    def event(self, event: QEvent) -> bool:
        """Leave undo to the plan once there is nothing of the field's own to undo."""
        if _is_undo(event) and not self.is_changed:
            event.ignore()
            return False
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether an input method is composing."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit on leaving."""
        super().focusOutEvent(event)
        self._composing = False
        self.commit()

    def _typing(self) -> None:
        if self._composing or self._left == self.toPlainText():
            return
        self._left = None
        self._idle.start()
        if self.is_changed:
            self.edited.emit()


def _is_undo(event: QEvent) -> bool:
    """Tell whether a field is asked if it wants undo or redo for itself."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(
        QKeySequence.StandardKey.Redo
    )
