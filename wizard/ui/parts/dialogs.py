"""The few dialogs there are: names, files, shortcuts, and the report of a crash.

None is run with ``exec``: each opens and reports back, so that nothing blocks.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from wizard.text import Words
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.fields import LineField
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.shortcuts import SHORTCUTS
from wizard.ui.parts.toast import announce
from wizard.ui.parts.widgets import badge, label, panel
from wizard.ui.style.theme import Look


class AskDialog(QDialog):
    """A dialog that asks for one line; what it asks with goes into ``rows``.

    Args:
        parent: the window.
        look: the theme.
        name: its object name.
        title: of the dialog's own window.
        heading: what is asked.
    """

    def __init__(self, parent: QWidget, look: Look, name: str, title: str, heading: str) -> None:
        super().__init__(parent)
        self._look, px = look, look.px
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setFixedWidth(min(px(460), parent.width()))
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(px(20), px(16), px(20), px(16))
        self.rows.setSpacing(px(8))
        self.rows.addWidget(label(heading, "h2"))

    def add_ways(self, *ways: tuple[Button, str, Callable[[], object]]) -> None:
        """Close the dialog with its buttons: each, its object name and what it does."""
        line = Flow(gap=self._look.px(8))
        for button, name, act in ways:
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            line.addWidget(button)
        self.rows.addLayout(line)


class NameDialog(AskDialog):
    """Asks for the name of a plan.

    Args:
        parent: the window.
        look: the theme.
        words: the language on screen.
        name: the name so far.
        then: takes the new one, without spaces around it; an empty one is not handed on.
    """

    def __init__(
        self, parent: QWidget, look: Look, words: Words, name: str, then: Callable[[str], object]
    ) -> None:
        title, heading = words("ui.rename"), words("ui.start_name")
        super().__init__(parent, look, "name_dialog", title, heading)
        self._then = then
        self.said = label(words("ui.name_empty"), "small")
        self.said.setProperty("tone", "warn")
        self.said.hide()
        self.field = LineField("name_field", words("ui.start_name"))
        self.field.show_text(name)
        self.field.selectAll()
        self.field.textEdited.connect(lambda _: self.said.hide())
        self.field.leave.connect(self._enter)
        self.rows.addWidget(self.field)
        self.rows.addWidget(self.said)
        self.add_ways(
            (Button(look, words("ui.rename"), "primary"), "name_take", self._enter),
            (Button(look, words("ui.close")), "name_cancel", self.reject),
        )
        self.field.setFocus()

    def _enter(self) -> None:
        name = self.field.text().strip()
        if not name:
            self.said.show()
            self.adjustSize()
            announce(self.field, self.said.text())
            self.field.setFocus()
            return
        self.accept()
        self._then(name)


def ask_open(parent: QWidget, words: Words, then: Callable[[Path], object]) -> None:
    """Ask for a file that holds a plan."""
    dialog = QFileDialog(parent, words("ui.open_file"))
    dialog.setObjectName("open_dialog")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(f"{words('ui.plans')} (*.shopplan *.pdf *.yaml *.yml *.json)")
    _open(dialog, then)


def ask_save(parent: QWidget, title: str, suggested: Path, then: Callable[[Path], object]) -> None:
    """Ask where to write a file."""
    dialog = QFileDialog(parent, title, str(suggested))
    dialog.setObjectName("save_dialog")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suggested.suffix.removeprefix("."))
    dialog.setNameFilter(f"{suggested.suffix[1:].upper()} (*{suggested.suffix})")
    dialog.selectFile(suggested.name)
    _open(dialog, then)


def ask_folder(parent: QWidget, title: str, then: Callable[[Path], object]) -> None:
    """Ask for a folder or a stick."""
    dialog = QFileDialog(parent, title)
    dialog.setObjectName("folder_dialog")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _open(dialog, then)


def _open(dialog: QFileDialog, then: Callable[[Path], object]) -> None:
    """Open a file dialog where files are kept, not where the program was started from."""
    if dialog.directory() == QDir.current():
        dialog.setDirectory(str(documents_folder()))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: then(Path(path)))
    dialog.open()


def crash_dialog(parent: QWidget, words: Words, report: Path | None) -> QMessageBox:
    """Return the dialog that says the program itself is at fault.

    Args:
        parent: the window.
        words: its language.
        report: what was written about it; None if the disk refused.
    """
    box = QMessageBox(parent)
    box.setObjectName("crash_dialog")
    box.setWindowTitle(words("ui.crash_title"))
    box.setText(words("ui.crash_text"))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if report is None:
        box.setInformativeText(words("ui.crash_no_report"))
    else:
        box.setInformativeText(words("ui.crash_report", path=str(report)))
        url = QUrl.fromLocalFile(str(report.parent))
        folder = box.addButton(words("ui.open_folder"), QMessageBox.ButtonRole.ActionRole)
        folder.clicked.connect(lambda: QDesktopServices.openUrl(url))
    box.addButton(words("ui.carry_on"), QMessageBox.ButtonRole.AcceptRole)
    return box


def unsaved_dialog(
    parent: QWidget, words: Words, retry: Callable[[], object], leave: Callable[[], object]
) -> QMessageBox:
    """Return the one question on closing: what was not saved."""
    box = QMessageBox(parent)
    box.setObjectName("unsaved_dialog")
    box.setWindowTitle(words("ui.unsaved_title"))
    box.setText(words("ui.unsaved_text"))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    again = box.addButton(words("ui.retry"), QMessageBox.ButtonRole.AcceptRole)
    again.clicked.connect(retry)
    close = box.addButton(words("ui.close_anyway"), QMessageBox.ButtonRole.DestructiveRole)
    close.clicked.connect(leave)
    return box


class ShortcutsDialog(QDialog):
    """The table of shortcuts."""

    def __init__(self, parent: QWidget, look: Look, words: Words) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words("ui.shortcuts"))
        self.resize(look.px(620), look.px(520))
        rows = QVBoxLayout(self)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(words("ui.shortcuts"))
        inside = panel("clear")
        grid = QGridLayout(inside)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(7)
        for row, shortcut in enumerate(SHORTCUTS):
            keys = badge(shortcut.keys[0].replace("Return", "Enter"))
            grid.addWidget(keys, row, 0, Qt.AlignmentFlag.AlignLeft)
            number = shortcut.argument + 1 if isinstance(shortcut.argument, int) else ""
            grid.addWidget(label(words(shortcut.said, number=number), "small"), row, 1)
        grid.setColumnStretch(1, 1)
        area.setWidget(inside)
        rows.addWidget(area)
        close = Button(look, words("ui.close"))
        close.clicked.connect(self.accept)
        rows.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def documents_folder() -> Path:
    """Return the folder for documents, or the home folder where there is none."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place and Path(place).is_dir() else Path.home()
