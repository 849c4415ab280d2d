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
    from wizard.ui.pages.preview import PreviewPage
    from wizard.ui.shell.opened import OpenedPlan


class Filing(QObject):
    """Filing and printing for one open plan."""

    def __init__(self, plan: OpenedPlan) -> None:
        super().__init__(plan)
        self._plan = plan

    def save_copy(self) -> None:
        """Ask where to write a copy of the plan, for a stick or mail."""
        plan = self._plan
        name = safe_file_name(plan.session.name, library.SUFFIX)
        title = plan.window.words("ui.save_copy")
        ask_save(plan.window, title, documents_folder() / name, self.write_copy)

    def write_copy(self, path: Path) -> None:
        """Write a copy of the plan to ``path``."""
        plan = self._plan
        try:
            plan.session.plan.save_copy(path)
        except WizardError as error:
            plan.window.say_trouble(error)
            return
        self.tell(path)

    def tell(self, path: Path) -> None:
        """Say that ``path`` was written, and offer to show it in its folder."""
        say_written(self._plan.window.toast, self._plan.window.words, path)

    def save_pdf(self) -> None:
        """Ask where to write the PDF on screen."""
        preview = self._on_screen()
        if preview is None:
            return
        words = self._plan.window.words
        tag = words("ui.draft" if preview.edition == "draft" else "ui.final")
        name = safe_file_name(f"{self._plan.session.name} {tag}", ".pdf")
        ask_save(self._plan.window, words("ui.save_pdf"), documents_folder() / name, self.write_pdf)

    def write_pdf(self, path: Path) -> None:
        """Write the PDF on screen to ``path``, note the print, say what comes next."""
        preview = self._on_screen()
        if preview is None or preview.printed is None:
            return
        try:
            atomic_write(path, preview.printed.pdf)
        except WizardError as error:
            self._plan.window.say_trouble(error)
            return
        self._done(preview, path)

    def print_pdf(self) -> None:
        """Send the pages on screen to a printer, through the system's dialog."""
        plan = self._plan
        preview = self._on_screen()
        if preview is None or plan.screen.place != PREVIEW:
            plan.screen.go_named(PREVIEW)
            return
        if not paper.has_printer():
            plan.window.toast.say(plan.window.words("ui.no_printer"))
            return
        dialog = paper.print_dialog(plan.window, plan.session.name, preview.page_total)
        dialog.accepted.connect(partial(self._send, dialog.printer(), preview))
        dialog.setModal(True)
        dialog.show()

    def _on_screen(self) -> PreviewPage | None:
        preview = self._plan.screen.shelf.preview
        return preview if preview is not None and preview.printed is not None else None

    def _send(self, printer: QPrinter, preview: PreviewPage) -> None:
        paper.send(printer, preview.shop, preview.page_total)
        self._done(preview, None)

    def _done(self, preview: PreviewPage, path: Path | None) -> None:
        plan = self._plan
        if preview.printed is not None and not plan.session.read_only:
            plan.session.record(preview.printed)
        key = "ui.done_draft" if preview.edition == "draft" else "ui.done_final"
        page = DonePage(plan.desk, plan.window.words(key), path)
        page.again.connect(lambda: plan.screen.go_named(PREVIEW))
        page.home.connect(plan.window.go_home)
        plan.screen.show_done(page)
