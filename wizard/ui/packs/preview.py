"""A pack while it is being written: its problems, and its questions, again at every save."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, Qt, QTimer, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from wizard.authoring import Report, lint
from wizard.errors import Problem, WizardError
from wizard.model.checklist import Area, Checklist
from wizard.model.questions import ManyOf, OneOf, QuestionFields
from wizard.session.phrasing import problem_line
from wizard.text import Words
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.errand import Errand
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.toast import announce
from wizard.ui.parts.widgets import badge, clear_layout, label, panel
from wizard.ui.questions.topic_page import Page
from wizard.ui.style.theme import Look

# Editors save in several steps; wait until they are through, milliseconds.
SETTLED = 250
_SUFFIXES = (".yaml", ".j2")
_MOST_FOLDERS = 50
_MOST_FILES = 500


class PreviewPage(Page):
    """The preview of the pack in a folder.

    Attributes:
        folder: of the pack.
        shown: the last version that works, or None.

    Signals:
        left: back to the list of packs.
        checked: everything on screen is about the files as they are; carries the Report.
    """

    left = Signal()
    checked = Signal(object)

    def __init__(self, look: Look, words: Words, folder: Path) -> None:
        super().__init__()
        self._look, self._words, self.folder = look, words, folder
        self._again = False
        self.shown: Checklist | None = None
        self._errand = Errand(self)
        self._errand.finished.connect(self._show)
        self._errand.refused.connect(self._refuse)
        self._build()
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._soon)
        self._watcher.directoryChanged.connect(self._soon)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLED)
        self._timer.timeout.connect(self.reload)
        self.reload()

    def take_focus(self) -> None:
        """Put the focus on what has to be mended, or on the way back."""
        target = self._problems if self._problems.count() else self._back
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def reload(self) -> None:
        """Check the pack as it is now, in the background."""
        self._watch()
        if self._errand.is_running:
            self._again = True
            return
        self._state.setText(self._words("packs_ui.checking"))
        self._errand.begin("lint", lambda _: lint(self.folder))

    def close_down(self) -> None:
        """Let go of the folder and of the thread."""
        self._timer.stop()
        self._errand.close()

    def _build(self) -> None:
        look, words = self._look, self._words
        rows = QVBoxLayout(self.body)
        rows.setContentsMargins(look.px(24), look.px(20), look.px(24), look.px(20))
        rows.setSpacing(look.px(12))
        rows.addWidget(label(words("packs_ui.preview_title", name=self.folder.name), "display"))
        rows.addWidget(label(words("packs_ui.preview_lead"), "body"))
        buttons = Flow(gap=10)
        back = Button(look, words("packs_ui.back"), icon="back")
        back.setObjectName("leave_preview")
        back.clicked.connect(self.left)
        again = Button(look, words("packs_ui.again"))
        again.setObjectName("check_pack")
        again.clicked.connect(self.reload)
        self._back = back
        buttons.addWidget(back)
        buttons.addWidget(again)
        rows.addLayout(buttons)
        self._state = label("", "title")
        self._state.setObjectName("pack_state")
        rows.addWidget(self._state)
        self._problems = QListWidget()
        self._problems.setObjectName("pack_problems")
        self._problems.setAccessibleName(words("packs_ui.title"))
        self._problems.setWordWrap(True)
        self._problems.setUniformItemSizes(False)
        self._problems.setMinimumHeight(look.px(120))
        self._problems.setMaximumHeight(look.px(260))
        rows.addWidget(self._problems)
        self._stale = label(words("packs_ui.nothing"), "small")
        rows.addWidget(self._stale)
        self._outline = QVBoxLayout()
        self._outline.setSpacing(look.px(12))
        rows.addLayout(self._outline)
        rows.addStretch(1)

    def _watch(self) -> None:
        """Watch every file of the pack; editors that save anew make new ones."""
        folders: list[Path] = []
        files: list[Path] = []
        # A whole disk may have been picked, or a folder that is gone again.
        for place, inner, names in os.walk(self.folder):
            folders.append(Path(place))
            files += (one for one in map(Path(place).joinpath, names) if one.suffix in _SUFFIXES)
            inner.sort()
            if len(folders) == _MOST_FOLDERS or len(files) >= _MOST_FILES:
                break
        wanted = {str(one) for one in (*folders, *files[:_MOST_FILES])}
        fresh = wanted - {*self._watcher.files(), *self._watcher.directories()}
        if fresh:
            self._watcher.addPaths(sorted(fresh))

    def _soon(self) -> None:
        self._timer.start()

    def _show(self, _name: str, report: object) -> None:
        if not isinstance(report, Report):
            return
        words = self._words
        self._problems.clear()
        for problem in report.problems:
            self._problems.addItem(QListWidgetItem(self._line(problem)))
        for remark in report.remarks:
            line = self._line(remark)
            self._problems.addItem(QListWidgetItem(words("packs_ui.remark", line=line)))
        counts = {"problems": len(report.problems), "remarks": len(report.remarks)}
        clean = not any(counts.values())
        text = words("packs_ui.clean") if clean else words("packs_ui.problems", **counts)
        self._told(text)
        self._problems.setVisible(not clean)
        if report.compiled is not None:
            self._show_outline(report.compiled.checklist)
        self._stale.setVisible(report.compiled is None)
        self._stale.setText(words("packs_ui.stale" if self.shown else "packs_ui.nothing"))
        self._done(report)

    def _line(self, problem: Problem) -> str:
        """Return a problem with its place in the folder, which is named above."""
        return problem_line(problem, self._words).removeprefix(f"{self.folder}/")

    def _refuse(self, _name: str, error: WizardError) -> None:
        self._problems.clear()
        self._told(self._words(error.key, **error.params))
        self._stale.setText(self._words("packs_ui.stale" if self.shown else "packs_ui.nothing"))
        self._stale.show()
        self._done(None)

    def _done(self, report: Report | None) -> None:
        if self._again:
            self._again = False
            self.reload()
            return
        self.checked.emit(report)

    def _told(self, text: str) -> None:
        self._state.setText(text)
        announce(self._state, text)

    def _show_outline(self, checklist: Checklist) -> None:
        self.shown = checklist
        clear_layout(self._outline)
        for area in checklist.areas:
            self._outline.addWidget(self._area(area, checklist))

    def _area(self, area: Area, checklist: Checklist) -> QWidget:
        look, language = self._look, self._words.language
        card = panel("card")
        lines = QVBoxLayout(card)
        lines.setContentsMargins(look.px(20), look.px(16), look.px(20), look.px(16))
        lines.setSpacing(look.px(6))
        lines.addWidget(label(area.title.say(language), "h2"))
        for topic in area.topics:
            lines.addWidget(label(topic.title.say(language), "title"))
            for question in topic.questions:
                number = checklist.number(question.id)
                lines.addWidget(self._question(question, number))
        return card

    def _question(self, question: QuestionFields, number: str) -> QWidget:
        words = self._words
        box = QWidget()
        rows = QVBoxLayout(box)
        rows.setContentsMargins(self._look.px(12), 0, 0, self._look.px(4))
        rows.setSpacing(1)
        ask = question.ask.say(words.language)
        rows.addWidget(label(words("packs_ui.question", number=number, ask=ask).strip(), "body"))
        if isinstance(question, (OneOf, ManyOf)):
            choices = [one.say(words.language) for one in question.choices.values()]
            rows.addWidget(label(words("ui.dot").join(choices), "small"))
        if question.must:
            rows.addWidget(badge(words("packs_ui.must")))
        return box
