"""One choice in the narrow cell of a table: what was chosen, and a menu of the choices.

Keys: a digit picks, left and right step, Delete clears; Enter, Space, up or down opens
the menu, as in any drop-down list.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QVBoxLayout

from wizard.model.answers import Answer, Cell
from wizard.model.questions import OneOf
from wizard.model.reading import Invalid
from wizard.ui.parts.buttons import KeyboardFocus, paint_face
from wizard.ui.parts.desk import Desk
from wizard.ui.questions.editor import Editor
from wizard.ui.style.icons import paint_icon
from wizard.ui.style.theme import Look

NOT_SURE = "not_sure"
_CLEAR = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_OPEN = (Qt.Key.Key_Down, Qt.Key.Key_Up)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class PickButton(KeyboardFocus, QPushButton):
    """The face of a choice.

    Signals:
        keyed: a key that picks was pressed; carries the key.
    """

    keyed = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.is_empty = True
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return room for the words and the arrow."""
        px = self._look.px
        metrics = QFontMetrics(self._look.font("small"))
        return QSize(metrics.horizontalAdvance(self.text()) + px(36), px(34))

    def minimumSizeHint(self) -> QSize:
        """Return the least room; longer words are shortened and told in full by the tool tip."""
        return QSize(self._look.px(64), self._look.px(34))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick by key; everything else as any button."""
        key = event.key()
        digit = Qt.Key.Key_1 <= key <= Qt.Key.Key_9
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and key in _OPEN:
            self._by_keyboard = True
            self.click()
            return
        if plain and (digit or key in _STEPS or key in _CLEAR):
            self._by_keyboard = True
            self.keyed.emit(key)
            self.update()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the face, the words and the arrow."""
        del event
        look, px = self._look, self._look.px
        painter = QPainter(self)
        fill = look.color("sunken" if self.underMouse() or self.isDown() else "surface")
        line = look.color("line_strong")
        rect = QRectF(self.rect())
        paint_face(painter, rect, look, fill=fill, line=line, ring=self.ring, radius=6)
        side = px(14)
        arrow = QRectF(self.width() - side - px(7), (self.height() - side) / 2, side, side)
        paint_icon(painter, arrow, "down", look.color("text3"))
        painter.setFont(look.font("small"))
        painter.setPen(look.color("text3" if self.is_empty else "text"))
        room = round(arrow.left()) - px(14)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(QRectF(px(9), 0, room + 2, self.height()), flags, text)


class PickEditor(Editor):
    """Edits one of several choices in a narrow cell."""

    def __init__(self, question: OneOf, cell: Cell, desk: Desk) -> None:
        super().__init__(question, cell, desk)
        self._texts = {choice: desk.say(text) for choice, text in question.choices.items()}
        if question.unsure:
            self._texts[NOT_SURE] = desk.words("ui.not_sure")
        self._choice = ""
        self._titled = False
        self.button = PickButton(desk.look)
        self.button.setObjectName(str(cell))
        self.button.clicked.connect(self._open)
        self.button.keyed.connect(self._key)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.button)
        self._show("")

    def show_answer(self, answer: Answer, invalid: Invalid | None) -> None:
        """Show what was chosen."""
        del invalid
        value = answer.value
        self._show(NOT_SURE if answer.not_sure else value if isinstance(value, str) else "")

    def take_focus(self) -> None:
        """Put the focus on the choice."""
        self.button.show_ring()

    def show_title(self, *, shown: bool) -> None:
        """Write the title beside the choice, where no head of a column does."""
        self._titled = shown
        self._show(self._choice)

    def menu(self) -> QMenu:
        """Return the menu of the choices, each named after its answer."""
        made = QMenu(self.button)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, (choice, text) in enumerate(self._texts.items(), start=1):
            action = made.addAction(f"&{number}  {text}" if number <= 9 else text)
            action.setObjectName(f"{self.cell}.{choice}")
            action.setCheckable(True)
            action.setChecked(choice == self._choice)
            action.triggered.connect(partial(self._pick, choice))
        if self._choice:
            made.addSeparator()
            clear = made.addAction(self.desk.words("workbench.pick_clear"))
            clear.triggered.connect(partial(self._send, None))
        return made

    def _open(self) -> None:
        self.menu().popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    def _key(self, key: int) -> None:
        choices = list(self._texts)
        if key in _CLEAR:
            if self._choice:
                self._send(None)
            return
        step = _STEPS.get(Qt.Key(key))
        if step is None:
            place = key - int(Qt.Key.Key_1)
        elif self._choice in choices:
            place = (choices.index(self._choice) + step) % len(choices)
        else:
            place = 0 if step > 0 else len(choices) - 1
        if place < len(choices):
            self._pick(choices[place])

    def _pick(self, choice: str, checked: bool = True) -> None:
        del checked
        if choice == NOT_SURE and self.question.unsure:
            self.desk.not_sure(self.cell)
        else:
            self._send(choice)

    def _row_said(self, row: int) -> str:
        return self.desk.words("workbench.columns_row", number=row + 1)

    def _show(self, choice: str) -> None:
        words = self.desk.words
        self._choice = choice
        text = self._texts.get(choice) or words("workbench.pick_none")
        title = self.desk.say(self.question.title)
        self.button.is_empty = not choice
        spoken = words("workbench.pick_value", title=title, value=text)
        self.button.setText(spoken if self._titled else text)
        self.button.setToolTip(spoken)
        self.button.setAccessibleName(
            spoken
            if self.cell.row is None
            else words("ui.option_of", option=spoken, question=self._row_said(self.cell.row))
        )
        self.button.update()
