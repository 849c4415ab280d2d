"""Evidence of an answer: files, pasted screenshots, and paper that is kept somewhere.

The session tells the kind of a file by its first bytes; it is opened only to be looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import (
    QEvent,
    QMimeData,
    QObject,
    Qt,
)
from PySide6.QtGui import (
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wizard.errors import WizardError
from wizard.model.answers import Answer, Cell, Evidence
from wizard.plans.files import read_given
from wizard.plans.schema import MAX_EVIDENCE_BYTES
from wizard.session.unfinished import PAPER
from wizard.text import Words
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.fields import LineField
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.toast import announce
from wizard.ui.parts.unfinished import UnfinishedText
from wizard.ui.parts.widgets import clear_layout, label
from wizard.ui.questions.evidence_piece import EvidencePiece
from wizard.ui.questions.picture import written

_DROPS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class EvidenceBlock(QFrame):
    """What backs one answer, and the three ways to add to it.

    Most answers have no evidence: nothing is made before there is some, or it is asked for.
    """

    def __init__(self, cell: Cell, asked: str, desk: Desk) -> None:
        super().__init__()
        self._desk, self._cell, self._asked = desk, cell, asked
        self._shown: tuple[Evidence, ...] | None = None
        self._opened = self._made = False
        self._rows: list[EvidencePiece] = []
        self.setObjectName(f"{cell}.evidence")
        self.hide()

    def _make(self) -> None:
        if self._made:
            return
        self._made = True
        # What is put into something on screen shows only when the event loop comes round.
        self.hide()
        px, words = self._desk.look.px, self._desk.words
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(6))
        rows.addWidget(label(words("life.evidence"), "small"))
        self._list = QVBoxLayout()
        self._list.setSpacing(px(6))
        rows.addLayout(self._list)
        rows.addLayout(self._build_ways())
        self._build_paper(rows)
        self._note = label("", "small")
        self._note.setObjectName(f"{self._cell}.evidence.note")
        self._note.setProperty("tone", "warn")
        self._note.hide()
        rows.addWidget(self._note)

    @property
    def is_open(self) -> bool:
        """Whether it was asked for, evidence or not."""
        return self._opened

    def open(self) -> None:
        """Show the block, ready to add to it."""
        self._opened = True
        self._make()
        self.show()
        self._file.show_ring()

    @property
    def draft(self) -> str:
        """Where a paper is kept, typed and not yet added."""
        return self._where.text().strip() if self._made else ""

    def begin(self, draft: str) -> None:
        """Show a paper that was begun and not yet added."""
        self._opened = True
        self._make()
        self._where.show_text(draft)
        self._paper.show()
        self.show()

    def put_away(self) -> None:
        """Hide the block where there is nothing in it."""
        self._opened = False
        if self._made:
            self._say("")
        self.setVisible(bool(self._shown))

    def edit_day(self, index: int) -> None:
        """Put the focus on the day a piece of evidence expires."""
        self._make()
        self.show()
        if index < len(self._rows):
            self._rows[index].day.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_answer(self, answer: Answer) -> None:
        """Show the evidence of an answer."""
        if answer.evidence != self._shown:
            self._shown = answer.evidence
            if answer.evidence or self._made:
                self._make()
                self._rebuild()
        if self._desk.session.unfinished.left_at(f"{self._cell}.{PAPER}") is not None:
            self._opened = True
            self._make()
            self._paper.show()
        if self._made:
            self._unfinished.show()
        self.setVisible(bool(answer.evidence) or self._opened)

    def commit(self) -> None:
        """Keep what was typed and not yet committed."""
        for row in self._rows:
            row.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste a screenshot with the keys that paste anything."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return
        super().keyPressEvent(event)

    def take_drops(self, card: QWidget) -> None:
        """Attach files and pictures that are dropped anywhere on ``card``."""
        card.setAcceptDrops(True)
        card.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is dropped on the card."""
        if isinstance(event, QDropEvent) and event.type() in _DROPS:
            dropped = event.mimeData()
            if self._desk.session.read_only or not (_files(dropped) or dropped.hasImage()):
                return False
            # What is dropped is copied: the file stays where it was.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if event.type() == QEvent.Type.Drop:
                self.open()
                self._take(dropped)
            return True
        return super().eventFilter(watched, event)

    def ask_files(self) -> None:
        """Ask for files to attach."""
        ask_files(self.window(), self._desk.words, self.add_files)

    def add_files(self, paths: list[Path]) -> None:
        """Attach files; the first one refused is told, the others are kept."""
        # What stands in the fields of the pieces is entered before they are made anew.
        self.commit()
        refused: WizardError | None = None
        for path in paths:
            refused = self._add_file(path) or refused
        self._tell(refused)

    def paste(self) -> None:
        """Attach the picture, or the files, on the clipboard."""
        self._take(QGuiApplication.clipboard().mimeData())

    def _take(self, contents: QMimeData | None) -> None:
        words = self._desk.words
        if contents is None:
            # Nobody has put anything on the clipboard, or it cannot be reached.
            self._say(words("life.nothing_to_paste"))
            return
        files = _files(contents)
        if files:
            self.add_files(files)
            return
        image = contents.imageData() if contents.hasImage() else None
        if not isinstance(image, QImage) or image.isNull():
            self._say(words("life.nothing_to_paste"))
            return
        moment = self._desk.session.clock()
        name = words("life.screenshot", moment=f"{moment:%m-%d %H.%M}")
        self._tell(self._attach(Evidence(f"{name}.png"), written(image, photograph=False)))

    def _build_ways(self) -> Flow:
        look, words = self._desk.look, self._desk.words
        ways = Flow(gap=look.px(8))
        self._file = Button(look, words("life.choose_file"), icon="clip")
        buttons = (
            ("file", self._file, self.ask_files),
            ("paste", Button(look, words("life.paste"), icon="copy"), self.paste),
            ("paper", Button(look, words("life.on_paper"), icon="folder"), self._ask_paper),
        )
        for name, button, act in buttons:
            button.setObjectName(f"{self._cell}.evidence.{name}")
            button.setAccessibleDescription(self._asked)
            button.clicked.connect(act)
            ways.addWidget(button)
        return ways

    def _build_paper(self, rows: QVBoxLayout) -> None:
        words = self._desk.words
        self._paper = QWidget()
        line = QHBoxLayout(self._paper)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label(words("life.kept_at"), "small", wrap=False))
        self._where = LineField(f"{self._cell}.{PAPER}", words("life.kept_at"))
        self._where.setPlaceholderText(words("life.kept_example"))
        self._where.leave.connect(self._add_paper)
        line.addWidget(self._where, 1)
        add = Button(self._desk.look, words("life.add"))
        add.setObjectName(f"{self._cell}.evidence.add_paper")
        add.clicked.connect(self._add_paper)
        line.addWidget(add)
        self._paper.hide()
        rows.addWidget(self._paper)
        self._unfinished = UnfinishedText(
            self._where, self._desk, rows, self._paper, enter=self._add_paper
        )

    def _ask_paper(self) -> None:
        self._paper.show()
        self._where.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add_paper(self) -> None:
        where = self._where.text().strip()
        if not where:
            return
        evidence = Evidence(self._desk.words("life.paper_name"), where=where)
        session = self._desk.session
        refused = self._desk.attempt(lambda: session.attach_paper(self._cell, evidence))
        if refused is None:
            self._unfinished.end()
            self._where.show_text("")
            self._paper.hide()
            self._rows[-1].name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._tell(refused)

    def _add_file(self, path: Path) -> WizardError | None:
        try:
            # One byte more than fits is enough for the session to refuse it.
            content = read_given(path, MAX_EVIDENCE_BYTES)
        except WizardError as error:
            return error
        return self._attach(Evidence(path.name), content)

    def _attach(self, evidence: Evidence, content: bytes) -> WizardError | None:
        session = self._desk.session
        return self._desk.attempt(lambda: session.attach(self._cell, content, evidence))

    def _tell(self, refused: WizardError | None) -> None:
        words = self._desk.words
        self._say("" if refused is None else words(refused.key, **refused.params))

    def _say(self, text: str) -> None:
        self._note.setText(text)
        self._note.setVisible(bool(text))
        self._file.setAccessibleDescription(text or self._asked)
        if text:
            announce(self, text)

    def _rebuild(self) -> None:
        clear_layout(self._list)
        self._rows = []
        here = {one.sha256 for one in self._desk.session.plan.evidence_list() if one.present}
        for index, evidence in enumerate(self._shown or ()):
            away = bool(evidence.sha256) and evidence.sha256 not in here
            row = EvidencePiece(self._cell, index, evidence, self._desk, away=away)
            row.said.connect(self._say)
            row.removed.connect(partial(self._remove, index, evidence))
            row.viewed.connect(partial(self._view, index, evidence))
            self._rows.append(row)
            self._list.addWidget(row)
            row.show()

    def _view(self, index: int, evidence: Evidence) -> None:
        from wizard.ui.questions.evidence_view import EvidenceView

        try:
            view = EvidenceView(self.window(), self._cell, index, evidence, self._desk)
        except WizardError as error:
            self._tell(error)
            return
        view.told.connect(self._desk.undoable)
        view.open()

    def _remove(self, index: int, evidence: Evidence) -> None:
        session = self._desk.session
        refused = self._desk.attempt(lambda: session.detach(self._cell, index))
        self._tell(refused)
        self._file.show_ring()
        if refused is None:
            text = self._desk.words("life.evidence_removed", name=evidence.name)
            self._desk.undoable.emit(text)


def ask_files(parent: QWidget, words: Words, then: Callable[[list[Path]], object]) -> None:
    """Ask for pictures and PDFs and hand them on."""
    dialog = QFileDialog(parent, words("life.add_evidence"))
    dialog.setObjectName("evidence_dialog")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilter(f"{words('life.evidence_files')} (*.jpg *.jpeg *.png *.pdf)")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(lambda paths: then([Path(one) for one in paths]))
    dialog.open()


def _files(contents: QMimeData) -> list[Path]:
    return [Path(one.toLocalFile()) for one in contents.urls() if one.isLocalFile()]
