"""Ctrl+J: the number of a question, or a word of it, and what there is of that kind."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.ui.parts.buttons import Button
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.dialogs import AskDialog
from wizard.ui.parts.fields import LineField
from wizard.ui.parts.places import find
from wizard.ui.parts.toast import announce
from wizard.ui.parts.widgets import clear_layout, label

MOST_FOUND = 6
"""Questions offered at once; one more word makes them fewer."""


class JumpDialog(AskDialog):
    """The dialog: a field, what fits it, and a sentence where nothing does.

    Args:
        parent: the window.
        desk: the open plan.
        go: goes to a question by its id.
    """

    def __init__(self, parent: QWidget, desk: Desk, go: Callable[[str], object]) -> None:
        look, words = desk.look, desk.words
        super().__init__(parent, look, "jump_dialog", words("ui.jump"), words("ui.jump_title"))
        self._desk, self._go, rows = desk, go, self.rows
        rows.addWidget(label(words("ui.jump_prompt"), "small"))
        self.field = LineField("jump_field", words("ui.jump_title"))
        self.field.textEdited.connect(self._offer)
        self.field.leave.connect(self._enter)
        rows.addWidget(self.field)
        self.said = label("", "small")
        self.said.setObjectName("jump_said")
        self.said.setProperty("tone", "warn")
        self.said.hide()
        rows.addWidget(self.said)
        self._found = QVBoxLayout()
        self._found.setSpacing(0)
        rows.addLayout(self._found)
        self.add_ways(
            (Button(look, words("ui.jump"), "primary"), "jump_go", self._enter),
            (Button(look, words("ui.close")), "jump_cancel", self.reject),
        )
        self.field.setFocus()

    def _offer(self, typed: str) -> None:
        """Show what fits while typing; that nothing fits yet is no mistake."""
        self.said.hide()
        clear_layout(self._found)
        for question in self._search(typed)[:MOST_FOUND]:
            one = Button(self._desk.look, self._desk.titled(question), "link", icon="forward")
            one.setObjectName(f"jump.{question}")
            one.setAutoDefault(False)
            one.clicked.connect(lambda _=False, question=question: self._leave(question))
            self._found.addWidget(one, 0, Qt.AlignmentFlag.AlignLeft)
        self.adjustSize()

    def _search(self, typed: str) -> list[str]:
        return find(self._desk.evaluation, typed, self._desk.words.language)

    def _enter(self) -> None:
        typed = self.field.text().strip()
        found = self._search(typed)
        if found:
            self._leave(found[0])
            return
        key = "ui.jump_nothing" if typed else "ui.jump_empty"
        self.said.setText(self._desk.words(key, typed=typed))
        self.said.show()
        self.adjustSize()
        self.field.setAccessibleDescription(self.said.text())
        announce(self.field, self.said.text())
        self.field.setFocus()
        self.field.selectAll()

    def _leave(self, question: str) -> None:
        self.accept()
        self._go(question)
