"""The class open in the window: its lesson, and its screen, built anew when the look changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from wizard import packs, resources
from wizard.errors import WizardError
from wizard.ui.trainer.lesson import Lesson
from wizard.ui.trainer.page import TrainerScreen
from wizard.ui.trainer.work import Pack

if TYPE_CHECKING:
    from wizard.ui.shell.window import Window


class TrainerDesk(QObject):
    """The trainer's place in the window.

    Raises:
        WizardError: the checklist cannot be used.
    """

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        folder = window.core.folder
        built_in = folder == resources.pack_folder(packs.BUILT_IN)
        custom: Path | None = None if built_in else folder
        self._pack = Pack(window.core.checklist(), folder, custom)
        self.lesson = Lesson(self)
        self.screen: TrainerScreen

    def show(self) -> None:
        """Put the screen into the window."""
        window = self._window
        window.trouble.hide()
        window.trouble.clear_offers()
        self.screen = TrainerScreen(window.look, window.words, self._pack, self.lesson)
        self.screen.named.connect(self._name)
        self.screen.refused.connect(self._refuse)
        self.screen.told.connect(window.toast.say)
        self.screen.projector.connect(window.projector)
        window.stack.addWidget(self.screen)
        window.stack.setCurrentWidget(self.screen)
        classroom = self.lesson.classroom
        self._name(classroom.name if classroom is not None else "")
        self.screen.take_focus()

    def close(self) -> None:
        """Stop what is under way and take the screen down."""
        self.lesson.close()
        self._window.stack.removeWidget(self.screen)
        self.screen.hide()
        self.screen.deleteLater()
        self.deleteLater()

    def _name(self, name: str) -> None:
        words = self._window.words
        title = words("trainer.class_title", name=name) if name else words("trainer.title")
        self._window.header.show_screen(title)
        self._window.setWindowTitle(words("ui.window_title", name=title))

    def _refuse(self, error: WizardError) -> None:
        self._window.say_trouble(error)
