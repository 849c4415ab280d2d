"""The panel at the right: help for the question in focus, then what is open in its area."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout

from wizard.model.findings import Finding
from wizard.model.questions import QuestionFields, Severity
from wizard.ui.parts.buttons import RowButton
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.help_block import HelpBlock, TermsButton
from wizard.ui.parts.widgets import ShapeMark, clear_layout, label, panel, separator
from wizard.ui.style.severity import SEVERITY_SIGNS

WIDTH = 312
MOST_SHOWN = 6


class SidePanel(QFrame):
    """The side panel.

    Signals:
        opened: a finding was picked; carries the id of the question to change first.
    """

    opened = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._question: QuestionFields | None = None
        self._findings: tuple[Finding, ...] = ()
        self.setProperty("panel", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName(desk.words("ui.help"))
        self._area.viewport().setAutoFillBackground(False)
        outer.addWidget(self._area)
        inside = panel("clear")
        self._area.setWidget(inside)
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(18, 18, 18, 18)
        rows.setSpacing(12)
        self._help = QVBoxLayout()
        rows.addLayout(self._help)
        if desk.checklist.terms:
            # Not made anew with each question: whoever walks by Tab would lose it on the way.
            rows.addWidget(TermsButton(desk), 0, Qt.AlignmentFlag.AlignLeft)
        self._line = separator()
        rows.addWidget(self._line)
        self._open = QVBoxLayout()
        self._open.setSpacing(6)
        rows.addLayout(self._open)
        rows.addStretch(1)

    def show_question(self, question: QuestionFields | None) -> None:
        """Show the help of ``question``."""
        if question is self._question:
            return
        self._question = question
        clear_layout(self._help)
        if question is not None:
            self._help.addWidget(HelpBlock(question, self._desk))
        self._area.verticalScrollBar().setValue(0)

    def show_area(self, area: str) -> None:
        """List what is open in an area."""
        evaluation = self._desk.evaluation
        area_of = evaluation.checklist.area_of
        found = tuple(
            one
            for one in evaluation.findings
            if one.counts
            and one.severity is not Severity.INFO
            and area_of.get(one.questions[0]) == area
        )
        if found == self._findings:
            return
        self._findings = found
        clear_layout(self._open)
        self._line.setVisible(bool(found))
        if not found:
            return
        words = self._desk.words
        head = label(words("ui.open_here"), "small")
        head.setProperty("strong", True)
        head.setProperty("tone", "plain")
        self._open.addWidget(head)
        for finding in found[:MOST_SHOWN]:
            self._open.addWidget(self._row(finding))
        if len(found) > MOST_SHOWN:
            more = words("ui.more_open", count=len(found) - MOST_SHOWN)
            self._open.addWidget(label(more, "meta"))

    def take_focus(self) -> None:
        """Put the focus on the help, so that it can be scrolled and read."""
        self._area.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _row(self, finding: Finding) -> RowButton:
        desk = self._desk
        button = RowButton(desk.look, card=False)
        line = QHBoxLayout(button)
        line.setContentsMargins(6, 6, 6, 6)
        line.setSpacing(8)
        mark = ShapeMark(desk.look, SEVERITY_SIGNS[finding.severity].shape, 16)
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        about = desk.weighed(finding)
        line.addWidget(label(about, "small"), 1)
        button.setAccessibleName(about)
        button.setAccessibleDescription(finding.message.say(desk.words))
        button.setToolTip(finding.message.say(desk.words))
        first = finding.questions[0]
        button.clicked.connect(lambda _=False, first=first: self.opened.emit(first))
        return button
