"""What is under way in a class, how far it is, and what came of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout

from wizard.text import Words
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.folders import show_in_folder
from wizard.ui.parts.toast import announce
from wizard.ui.parts.widgets import label
from wizard.ui.style.theme import Look
from wizard.ui.trainer.lesson import Lesson


class ErrandStrip(QFrame):
    """A line at the bottom of the trainer's screen; out of sight while it has nothing to say."""

    def __init__(self, look: Look, words: Words, lesson: Lesson) -> None:
        super().__init__()
        self._words, self._lesson = words, lesson
        self.setProperty("panel", "footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.px(24), 8, look.px(24), 8)
        line = Flow(gap=12)
        outer.addLayout(line)
        self._said = label(lesson.said, "small", wrap=False)
        self._said.setObjectName("trainer_said")
        self._said.setProperty("tone", "plain")
        line.addWidget(self._said)
        self._bar = QProgressBar()
        self._bar.setObjectName("trainer_progress")
        self._bar.setAccessibleName(words("trainer.progress"))
        self._bar.setFixedWidth(look.px(260))
        self._bar.setTextVisible(False)
        line.addWidget(self._bar)
        self._stop = Button(look, words("trainer.stop"), frame=True)
        self._stop.setObjectName("trainer_stop")
        self._stop.clicked.connect(lesson.errand.stop)
        line.addWidget(self._stop)
        self._place: Path | None = None
        self._folder = Button(look, words("ui.open_folder"), icon="folder", frame=True)
        self._folder.setObjectName("trainer_folder")
        self._folder.clicked.connect(self._show_folder)
        self._folder.hide()
        line.addWidget(self._folder)
        self.show_running(running=lesson.errand.is_running)

    def show_running(self, *, running: bool) -> None:
        """Show the bar while something is under way."""
        self._bar.setRange(0, 0)
        self._bar.setVisible(running)
        self._stop.setVisible(running)
        self._said.setText(self._lesson.said)
        self.setVisible(running or bool(self._lesson.said))

    def show_progress(self, done: int, total: int) -> None:
        """Show how many files are done, of how many if that is known."""
        self._bar.setRange(0, max(total, done) if total else 0)
        self._bar.setValue(done)
        self._said.setText(self._words("trainer.files_done", count=done))

    def say(self, text: str, place: Path | None = None) -> None:
        """Show what came of it, and offer to show ``place`` in its folder."""
        self._said.setText(text)
        self._place = place
        self._folder.setVisible(place is not None)
        self.setVisible(bool(text) or not self._bar.isHidden())
        if text:
            announce(self, text)

    def _show_folder(self) -> None:
        if self._place is not None:
            show_in_folder(self._place)
