"""The class open in the window: its lesson, and its screen, built anew when the look changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from wizard import packs, resources
from wizard.errors import WizardError
from wizard.plans import library
from wizard.ui.shell.pack_screen import use_pack_for, use_pack_of
from wizard.ui.trainer.lesson import Lesson
from wizard.ui.trainer.page import TrainerScreen
from wizard.ui.trainer.work import Pack

if TYPE_CHECKING:
    from wizard.ui.shell.frame import Frame


class TrainerDesk(QObject):
    """The trainer's place in the window.

    Raises:
        WizardError: the checklist cannot be used.
    """

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._frame = frame
        use_pack_for(frame, None)
        self._pack = self._pack_in_use()
        self.lesson = Lesson(self)
        self.screen: TrainerScreen

    def show(self) -> None:
        """Put the screen into the window."""
        frame = self._frame
        frame.clear_trouble()
        self.screen = TrainerScreen(frame.look, frame.words, self._pack, self.lesson)
        self.screen.named.connect(self._name)
        self.screen.refused.connect(self._refuse)
        self.screen.told.connect(frame.toast.say)
        self.screen.projector.connect(frame.projector_wanted)
        self.screen.other_pack.connect(self._open_with_its_pack)
        frame.put_up(self.screen)
        classroom = self.lesson.classroom
        self._name(classroom.name if classroom is not None else "")
        self.screen.take_focus()

    def close(self) -> None:
        """Stop what is under way and take the screen down."""
        self.lesson.close()
        self._frame.stack.removeWidget(self.screen)
        self.screen.hide()
        self.screen.deleteLater()
        self.deleteLater()

    def _pack_in_use(self) -> Pack:
        folder = self._frame.core.folder
        built_in = folder == resources.pack_folder(packs.BUILT_IN)
        return Pack(self._frame.core.checklist(), folder, None if built_in else folder)

    def _open_with_its_pack(self, folder: Path, pack_id: str) -> None:
        """Open a class of another checklist than the one in use, if that is installed."""
        frame = self._frame
        if pack_id != packs.BUILT_IN and library.kept_pack(frame.folder, pack_id) is None:
            self._refuse(WizardError("trainer.pack_needed", pack=pack_id))
            return
        use_pack_of(frame, pack_id)
        try:
            pack = self._pack_in_use()
        except WizardError as error:
            self._refuse(error)
            return
        if pack.compiled.checklist.id != pack_id:
            self._refuse(WizardError("trainer.pack_needed", pack=pack_id))
            return
        self._pack = pack
        old = self.screen
        frame.stack.removeWidget(old)
        old.hide()
        old.deleteLater()
        self.show()
        self.screen.open_class(folder)

    def _name(self, name: str) -> None:
        words = self._frame.words
        title = words("trainer.class_title", name=name) if name else words("trainer.title")
        self._frame.header.show_screen(title)
        self._frame.setWindowTitle(words("ui.window_title", name=title))

    def _refuse(self, error: WizardError) -> None:
        self._frame.say_trouble(error)
