"""What still stands between the plan and its final edition, everything at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.session import printing as session
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.widgets import ShapeMark, clear_layout, label, panel, set_property
from wizard.ui.style.icons import Shape

_KINDS: dict[str, tuple[Shape, str]] = {
    "red_line": ("red_line", "ui.gate_red_line"),
    "broken": ("red_line", "ui.gate_broken"),
    "missing": ("open", "ui.gate_missing"),
    "not_sure": ("unsure", "ui.gate_unsure"),
}


def obstacles(desk: Desk) -> list[tuple[str, Shape, str]]:
    """Return question id, shape and words of everything that holds back the final edition."""
    evaluation, words = desk.evaluation, desk.words
    first_question = {one.rule: one.questions[0] for one in reversed(evaluation.blockers)}
    found: list[tuple[str, Shape, str]] = []
    for code, name in session.obstacles(evaluation):
        question_id = first_question.get(name, name)
        shape, key = _KINDS[code]
        entry = (question_id, shape, words(key, title=desk.titled(question_id)))
        if entry not in found:
            found.append(entry)
    return found


class Gate(QWidget):
    """The list of obstacles, each with a link.

    Signals:
        opened: an obstacle was picked; carries the question's id.
    """

    opened = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._frame = panel("box")
        self._rows = QVBoxLayout(self._frame)
        self._rows.setContentsMargins(14, 10, 14, 10)
        self._rows.setSpacing(4)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._frame)

    def refresh(self) -> None:
        """Show what is left to do."""
        clear_layout(self._rows)
        words, found = self._desk.words, obstacles(self._desk)
        free = self._desk.evaluation.can_print_final
        tone = "danger" if self._desk.evaluation.blockers else "plain"
        set_property(self._frame, "tone", "ok" if free else tone)
        set_property(self._frame, "long", value=not free)
        text = words("ui.gate_free") if free else words("ui.gate_left", count=len(found))
        self.title = label(text, "title")
        self.title.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.title.setAccessibleName(text)
        self._rows.addWidget(self.title)
        for question_id, shape, said in found:
            self._rows.addWidget(self._row(question_id, shape, said))
        if not free:
            self._rows.addWidget(label(words("ui.gate_draft"), "small"))

    def _row(self, question_id: str, shape: Shape, said: str) -> QWidget:
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(ShapeMark(self._desk.look, shape, 16))
        text = label(said, "small")
        text.setProperty("tone", "plain")
        line.addWidget(text, 1)
        key = "ui.fill" if shape == "open" else "ui.change"
        button = Button(self._desk.look, self._desk.words(key), "link")
        button.setObjectName(f"gate.{question_id}")
        button.setAccessibleName(f"{self._desk.words(key)} {said}")
        button.clicked.connect(lambda _=False: self.opened.emit(question_id))
        line.addWidget(button)
        return box
