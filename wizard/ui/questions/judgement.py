"""The box under a question that says what follows from its answer, and how to mend it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.model.findings import Finding
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.widgets import ShapeMark, badge, clear_layout, label, panel, set_property
from wizard.ui.style.severity import BADGE_WORDS, SEVERITY_SIGNS, due


class JudgementBox(QWidget):
    """Shows one finding, or nothing; it never floats and never takes the focus."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: tuple[str, str, str] | None = None
        self._frame = panel("box")
        self._content = QVBoxLayout(self._frame)
        margin = desk.look.px(12)
        self._content.setContentsMargins(margin, margin - 2, margin, margin - 2)
        self._content.setSpacing(4)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._frame)
        self.hide()

    @property
    def text(self) -> str:
        """What the box says, for the description of the field beside it."""
        return " ".join(self._shown).strip() if self._shown else ""

    def show_finding(self, finding: Finding | None) -> None:
        """Show ``finding``; None empties the box."""
        if finding is None:
            self._shown = None
            self.hide()
            return
        words = self._desk.words
        message = finding.message.say(words)
        action = finding.action.say(words) if finding.action is not None else ""
        said = (self._desk.weighed(finding), message, action)
        if said != self._shown:
            self._shown = said
            self._fill(finding, message, action)
        self.show()

    def _fill(self, finding: Finding, message: str, action: str) -> None:
        desk, words = self._desk, self._desk.words
        tone = SEVERITY_SIGNS[finding.severity].tone
        set_property(self._frame, "tone", tone)
        clear_layout(self._content)
        head = QHBoxLayout()
        head.setSpacing(7)
        mark = ShapeMark(desk.look, SEVERITY_SIGNS[finding.severity].shape, 18)
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        title = label(desk.weighed(finding), "body")
        title.setProperty("tone", tone)
        title.setProperty("strong", True)
        head.addWidget(title, 1)
        for source in self._badges(finding):
            head.addWidget(badge(source), 0, Qt.AlignmentFlag.AlignTop)
        self._content.addLayout(head)
        body = label(message, "small")
        body.setProperty("tone", "plain")
        self._content.addWidget(body)
        if action:
            text = words("ui.what_to_do", action=action, due=due(finding, words))
            todo = label(text, "small")
            todo.setProperty("tone", "plain")
            self._content.addWidget(todo)

    def _badges(self, finding: Finding) -> list[str]:
        sources = self._desk.checklist.sources
        kinds = dict.fromkeys(sources[one].badge for one in finding.sources if one in sources)
        return [self._desk.words(BADGE_WORDS[kind]) for kind in kinds][:2]
