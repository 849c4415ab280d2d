"""Sends the plan on screen to a file or to a printer, and says what comes next."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrinter

from wizard.errors import WizardError
from wizard.plans import library
from wizard.plans.files import atomic_write, safe_file_name
from wizard.ui.pages import paper
from wizard.ui.pages.done import DonePage
from wizard.ui.parts.dialogs import ask_save, documents_folder
from wizard.ui.parts.folders import say_written
from wizard.ui.parts.places import PREVIEW

if TYPE_CHECKING:
    from wizard.session import Printed
    from wizard.ui.shell.frame import Frame
    from wizard.ui.shell.plan_screen import PlanScreen


class Filing(QObject):
    """Filing and printing for one open plan."""

    def __init__(self, frame: Frame, screen: PlanScreen) -> None:
        super().__init__(screen)
        self._frame, self._screen = frame, screen

    def save_copy(self) -> None:
        """Ask where to write a copy of the plan, for a stick or mail."""
        name = safe_file_name(self._screen.desk.session.name, library.SUFFIX)
        title = self._frame.words("ui.save_copy")
        ask_save(self._frame, title, documents_folder() / name, self.write_copy)

    def write_copy(self, path: Path) -> None:
        """Write a copy of the plan to ``path``."""
        try:
            self._screen.desk.session.plan.save_copy(path)
        except WizardError as error:
            self._frame.say_trouble(error)
            return
        self.tell(path)

    def tell(self, path: Path) -> None:
        """Say that ``path`` was written, and offer to show it in its folder."""
        say_written(self._frame.toast, self._frame.words, path)

    def save_pdf(self) -> None:
        """Ask where to write the PDF on screen."""
        printed = self._on_screen()
        if printed is None:
            return
        words = self._frame.words
        tag = words("ui.draft" if printed.said.edition == "draft" else "ui.final")
        name = safe_file_name(f"{self._screen.desk.session.name} {tag}", ".pdf")
        place, write = documents_folder() / name, partial(self._write, printed)
        ask_save(self._frame, words("ui.save_pdf"), place, write)

    def print_pdf(self) -> None:
        """Send the pages on screen to a printer, through the system's dialog."""
        printed, preview = self._on_screen(), self._screen.shelf.preview
        if printed is None or preview is None or self._screen.place != PREVIEW:
            self._screen.go_named(PREVIEW)
            return
        if not paper.has_printer():
            self._frame.toast.say(self._frame.words("ui.no_printer"))
            return
        dialog = paper.print_dialog(self._frame, self._screen.desk.session.name, preview.page_total)
        dialog.accepted.connect(partial(self._send, dialog.printer(), printed))
        dialog.setModal(True)
        dialog.show()

    def _on_screen(self) -> Printed | None:
        """Return what is shown now: newer pages may come while somebody is asked where to."""
        preview = self._screen.shelf.preview
        return preview.printed if preview is not None else None

    def _write(self, printed: Printed, path: Path) -> None:
        try:
            atomic_write(path, printed.pdf)
        except WizardError as error:
            self._frame.say_trouble(error)
            return
        self._done(printed, path)

    def _send(self, printer: QPrinter, printed: Printed) -> None:
        paper.send(printer, printed.pdf)
        self._done(printed, None)

    def _done(self, printed: Printed, path: Path | None) -> None:
        if not self._screen.desk.session.read_only:
            self._screen.desk.session.record(printed)
        key = "ui.done_draft" if printed.said.edition == "draft" else "ui.done_final"
        page = DonePage(self._screen.desk, self._frame.words(key), path)
        page.question.connect(self._screen.open_question)
        page.again.connect(lambda: self._screen.go_named(PREVIEW))
        page.home.connect(self._frame.home_wanted)
        self._screen.show_done(page)
