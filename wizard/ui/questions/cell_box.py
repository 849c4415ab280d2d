"""A cell of a table with what follows from it, said right under it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.model.findings import Finding
from wizard.model.questions import Severity
from wizard.ui.parts.widgets import ShapeMark, label, set_property
from wizard.ui.questions.editor import Editor
from wizard.ui.style.severity import SEVERITY_SIGNS
from wizard.ui.style.theme import Look


class CellBox(QWidget):
    """An editor and, where there is a finding, its sentence.

    Most cells never have one; what says it is made for the first.
    """

    def __init__(self, editor: Editor, title: str = "") -> None:
        super().__init__()
        self.editor = editor
        self._said = ""
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(3)
        if title:
            rows.addWidget(label(title, "meta", wrap=False))
        rows.addWidget(editor)
        self._rows = rows
        self._note: _Note | None = None

    def show_finding(self, finding: Finding | None) -> None:
        """Say what follows from the cell."""
        weighty = finding is not None and finding.severity is not Severity.INFO
        self.editor.show_tone(SEVERITY_SIGNS[finding.severity].tone if weighty and finding else "")
        if finding is None or not weighty:
            self._said = ""
            self.editor.describe("")
            if self._note is not None:
                self._note.hide()
            return
        words = self.editor.desk.words
        word = words(SEVERITY_SIGNS[finding.severity].word)
        said = words("ui.severity_about", severity=word, about=finding.message.say(words))
        if self._note is None:
            self._note = _Note(self.editor.desk.look, self)
            self._rows.addWidget(self._note)
        if said != self._said:
            self._said = said
            self._note.say(said, finding.severity)
        action = finding.action.say(words) if finding.action is not None else ""
        self._note.setToolTip(action)
        self.editor.describe(f"{said} {action}".strip())
        self._note.show()


class _Note(QWidget):
    """A shape and a sentence."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self._mark = ShapeMark(look, "warn", 16)
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self._text = label("", "meta")
        line.addWidget(self._text, 1)

    def say(self, text: str, severity: Severity) -> None:
        self._text.setText(text)
        self._mark.show_shape(SEVERITY_SIGNS[severity].shape)
        set_property(self._text, "tone", SEVERITY_SIGNS[severity].tone)
