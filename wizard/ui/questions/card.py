"""One question on a page: what is asked, its editor, and what follows from the answer."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wizard.model.answers import Cell, State
from wizard.model.findings import Finding
from wizard.model.questions import QuestionFields, Severity, Table
from wizard.ui.parts.buttons import Button, IconButton
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.fields import LineField
from wizard.ui.parts.help_block import HelpBlock
from wizard.ui.parts.places import bench_of
from wizard.ui.parts.unfinished import UnfinishedText
from wizard.ui.parts.widgets import ShapeMark, badge, in_line, label, panel, set_property
from wizard.ui.questions.editor import Editor
from wizard.ui.questions.evidence import EvidenceBlock
from wizard.ui.questions.evidence_cells import TableEvidence
from wizard.ui.questions.judgement import JudgementBox
from wizard.ui.questions.tables import make_editor
from wizard.ui.questions.unsure import UnsureBlock
from wizard.ui.style.severity import status
from wizard.ui.style.theme import LARGE

HIGHLIGHT_MS = 2000


class QuestionCard(QFrame):
    """The card of one question.

    Signals:
        leave: the person is done with this card and wants to go on.
    """

    leave = Signal()

    def __init__(self, question: QuestionFields, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self._desk = desk
        self.cell = Cell(question.id)
        self.setProperty("panel", "card")
        px = desk.look.px
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(px(20), px(14), px(14), px(16))
        self._rows.setSpacing(px(8))
        self._build_head()
        self.editor: Editor | None = None
        self._value = label("", "title")
        if question.computed:
            self._rows.addWidget(self._value)
        else:
            self.editor = make_editor(question, self.cell, desk)
            self.editor.leave.connect(self.leave)
            self._build_bench()
            self._rows.addWidget(self.editor)
        self._judgement = JudgementBox(desk)
        self._rows.addWidget(self._judgement)
        self._unsure = UnsureBlock(question, self.cell, desk)
        self._rows.addWidget(self._unsure.frame)
        self._build_note()
        asked = desk.say(question.ask)
        self.evidence: EvidenceBlock | TableEvidence = (
            TableEvidence(question, asked, desk)
            if isinstance(question, Table)
            else EvidenceBlock(self.cell, asked, desk)
        )
        self._rows.addWidget(self.evidence)
        if not question.computed:
            self.evidence.take_drops(self)
        self._help: HelpBlock | None = None
        self._help_button = Button(desk.look, desk.words("ui.why"), "ghost", icon="right")
        self._help_button.setCheckable(True)
        self._help_button.toggled.connect(self._show_help)
        self._help_button.setAccessibleName(self._named(desk.words("ui.why")))
        self._help_button.hide()
        self._rows.addWidget(self._help_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._clear_highlight = QTimer(self, singleShot=True, interval=HIGHLIGHT_MS)
        self._clear_highlight.timeout.connect(lambda: set_property(self, "highlight", value=False))
        self.refresh()

    def refresh(self) -> None:
        """Show what the evaluation says about this question."""
        evaluation = self._desk.evaluation
        answer = evaluation.cell(self.cell)
        finding = self.strongest()
        state = evaluation.states.get(self.question.id, State.UNANSWERED)
        if self.editor is not None:
            self.editor.show_answer(answer, self._desk.unreadable(self.cell))
            self.editor.show_tone(self._tone(finding))
        else:
            self._show_computed()
        self._judgement.show_finding(finding)
        self._unsure.show_answer(answer)
        self._show_status(state, finding)
        self._later.setChecked(answer.later)
        left = self._unfinished.show()
        if not left and not self._note.hasFocus():
            self._note.show_text(answer.note)
        self._note_frame.setVisible(left or bool(answer.note) or self._note_button.isChecked())
        self.evidence.show_answer(answer)
        self._evidence_button.setChecked(self.evidence.is_open or bool(answer.evidence))
        if self.editor is not None:
            self.editor.describe(self._judgement.text)

    def strongest(self) -> Finding | None:
        """Return the strongest finding about this question, in any of its rows."""
        evaluation, mine = self._desk.evaluation, {self.question.id}
        if isinstance(self.question, Table):
            mine |= {column.id for column in self.question.columns}
        return next(
            (
                one
                for one in evaluation.findings
                if one.counts and mine.intersection(one.questions) and self._belongs(one)
            ),
            None,
        )

    def _belongs(self, finding: Finding) -> bool:
        """Tell a row's finding from one about a question that shares the column's name."""
        if isinstance(self.question, Table):
            return finding.place is not None or self.question.id in finding.questions
        return finding.place is None

    def set_compact(self, *, compact: bool) -> None:
        """Carry the help inside the card where there is no side panel."""
        self._help_button.setVisible(compact and bool(self.question.why or self.question.example))
        if self._help is not None:
            self._help.setVisible(compact and self._help_button.isChecked())

    def toggle_help(self) -> None:
        """Open or close the help inside the card."""
        self._help_button.toggle()

    def set_current(self, *, current: bool) -> None:
        """Mark the card that has the focus."""
        set_property(self, "current", value=current)

    def highlight(self) -> None:
        """Draw the eye here for two seconds."""
        set_property(self, "highlight", value=True)
        self._clear_highlight.start()

    def take_focus(self) -> None:
        """Put the focus where answering begins."""
        if self.editor is not None:
            self.editor.take_focus()
        else:
            self._later.show_ring()

    def commit(self) -> None:
        """Keep text that was typed and not yet committed."""
        if self.editor is not None:
            self.editor.commit()
        self._note.commit()
        self.evidence.commit()

    def open_evidence(self) -> None:
        """Open the evidence, ready to add to it."""
        self.evidence.open()
        self._evidence_button.setChecked(True)

    def show_evidence(self, place: int, cell: Cell | None = None) -> None:
        """Go to the day a piece of evidence expires; below 0, to adding one.

        Args:
            place: among the evidence of the answer.
            cell: of a table, which the evidence is of; the question itself without it.
        """
        inside = cell is not None and cell.row is not None
        if isinstance(self.evidence, TableEvidence) and cell is not None and inside:
            if place < 0:
                self.evidence.show_cell(cell)
            else:
                self.evidence.edit_day(place, cell)
        elif place < 0:
            self.open_evidence()
        else:
            self.evidence.edit_day(place)

    def open_note(self) -> None:
        """Open the note and put the focus into it."""
        self._note_button.setChecked(True)
        self._note_frame.show()
        self._note.setFocus()

    def toggle_later(self) -> None:
        """Mark this question to be looked at again, or unmark it."""
        self._desk.later(self.cell, flag=not self._desk.answer_of(self.cell).later)

    def _build_head(self) -> None:
        desk, look, words = self._desk, self._desk.look, self._desk.words
        head = QHBoxLayout()
        head.setSpacing(look.px(10))
        height = look.px(34)
        top = Qt.AlignmentFlag.AlignTop
        number = desk.checklist.number(self.question.id)
        if number:
            head.addWidget(in_line(height, badge(number)), 0, top)
        title = label(desk.say(self.question.ask), "title")
        title.setMargin(look.px(4))
        title.setIndent(0)
        head.addWidget(title, 1)
        self._status_mark = ShapeMark(look, "open", 18)
        self._status_word = label("", "meta", wrap=False)
        # Large text leaves the question its whole line; status and tools move under it.
        large = look.factor > LARGE
        ends = QHBoxLayout() if large else head
        ends.addWidget(in_line(height, self._status_mark, self._status_word), 0, top)
        if large:
            ends.addStretch(1)
        ask = desk.say(self.question.ask)
        self._note_button = IconButton(look, "note", words("ui.note_on", question=ask), frame=False)
        self._note_button.setToolTip(words("ui.note"))
        self._note_button.setObjectName(f"{self.question.id}.note_button")
        self._note_button.setCheckable(True)
        self._note_button.clicked.connect(self._toggle_note)
        name = words("life.add_evidence_to", question=ask)
        self._evidence_button = IconButton(look, "clip", name, frame=False)
        self._evidence_button.setToolTip(words("life.add_evidence"))
        self._evidence_button.setObjectName(f"{self.question.id}.evidence_button")
        self._evidence_button.setCheckable(True)
        self._evidence_button.clicked.connect(self._toggle_evidence)
        self._later = IconButton(look, "flag", words("ui.later_on", question=ask), frame=False)
        self._later.setToolTip(words("ui.later"))
        self._later.setObjectName(f"{self.question.id}.later")
        self._later.setCheckable(True)
        self._later.clicked.connect(self.toggle_later)
        tools = (self._evidence_button, self._note_button, self._later)
        self._tools = tools[1:] if self.question.computed else tools
        for button in self._tools:
            ends.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._rows.addLayout(head)
        if large:
            self._rows.addLayout(ends)
        if self.question.hint:
            self._rows.addWidget(label(desk.say(self.question.hint), "small"))

    def _build_bench(self) -> None:
        """Lead to the workbench of the question, where it has one."""
        bench = bench_of(self._desk.checklist, self.question.id)
        if not bench:
            return
        words = self._desk.words
        button = Button(self._desk.look, words(f"workbench.open_{bench}"), "link", icon="forward")
        button.setObjectName(f"{self.question.id}.bench")
        button.setAccessibleName(self._named(button.text()))
        button.clicked.connect(partial(self._desk.place_wanted.emit, bench))
        self._rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _named(self, text: str) -> str:
        """Return what a button says together with what it is about."""
        title = self._desk.say(self.question.title)
        return self._desk.words("ui.option_of", option=text, question=title)

    def _build_note(self) -> None:
        words = self._desk.words
        self._note_frame = panel("clear")
        row = QHBoxLayout(self._note_frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(words("ui.note"), "small", wrap=False))
        self._note = LineField(f"{self.question.id}.note", words("ui.note"))
        self._note.committed.connect(lambda text: self._desk.note(self.cell, text.strip()))
        self._note.leave.connect(self.leave)
        row.addWidget(self._note, 1)
        self._note_frame.hide()
        self._rows.addWidget(self._note_frame)
        self._unfinished = UnfinishedText(self._note, self._desk, self._rows, self._note_frame)

    def _toggle_note(self) -> None:
        if self._note_button.isChecked():
            self.open_note()
        else:
            self._note_frame.setVisible(bool(self._note.text()))

    def _toggle_evidence(self) -> None:
        if self.evidence.is_open:
            self.evidence.put_away()
            self._evidence_button.setChecked(self.evidence.isVisible())
        else:
            self.open_evidence()

    def _show_help(self, shown: bool) -> None:
        if self._help is None:
            self._help = HelpBlock(self.question, self._desk, with_terms=True)
            self._rows.addWidget(self._help)
        self._help.setVisible(shown)

    def _show_computed(self) -> None:
        value, words = self._desk.computed_text(self.question), self._desk.words
        text = words("ui.computed", value=value) if value else words("ui.computed_waiting")
        self._value.setText(text)

    def _show_status(self, state: State, finding: Finding | None) -> None:
        shape, key, tone = status(state, finding)
        self._status_mark.show_shape(shape)
        words = self._desk.words
        quiet = state is State.UNANSWERED and finding is None
        self._status_word.setText("" if quiet else words(key))
        set_property(self._status_word, "tone", tone)
        self._status_mark.setVisible(not quiet)

    @staticmethod
    def _tone(finding: Finding | None) -> str:
        if finding is None:
            return ""
        if finding.severity in (Severity.RED_LINE, Severity.BROKEN):
            return "danger"
        return "warn" if finding.severity in (Severity.FIX, Severity.WATCH) else ""
