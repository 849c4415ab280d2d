"""The few dialogs there are: names, files, shortcuts, and the report of a crash.

None is run with ``exec``: each opens and reports back, so that nothing blocks.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QInputDialog,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from wizard.text import Words
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.shortcuts import SHORTCUTS
from wizard.ui.parts.widgets import badge, label, panel
from wizard.ui.style.theme import Look


def ask_name(parent: QWidget, words: Words, name: str, then: Callable[[str], object]) -> None:
    """Ask for a plan's name and hand it on."""
    dialog = QInputDialog(parent)
    dialog.setObjectName("name_dialog")
    dialog.setWindowTitle(words("ui.rename"))
    dialog.setLabelText(words("ui.start_name"))
    dialog.setTextValue(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.textValueSelected.connect(lambda text: text.strip() and then(text.strip()))
    dialog.open()


def ask_open(parent: QWidget, words: Words, then: Callable[[Path], object]) -> None:
    """Ask for a file that holds a plan."""
    dialog = QFileDialog(parent, words("ui.open_file"))
    dialog.setObjectName("open_dialog")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(f"{words('ui.plans')} (*.shopplan *.pdf *.yaml *.yml *.json)")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: then(Path(path)))
    dialog.open()


def ask_save(parent: QWidget, title: str, suggested: Path, then: Callable[[Path], object]) -> None:
    """Ask where to write a file."""
    dialog = QFileDialog(parent, title, str(suggested))
    dialog.setObjectName("save_dialog")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suggested.suffix.removeprefix("."))
    dialog.selectFile(suggested.name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: then(Path(path)))
    dialog.open()


def ask_folder(parent: QWidget, title: str, then: Callable[[Path], object]) -> None:
    """Ask for a folder or a stick."""
    dialog = QFileDialog(parent, title)
    dialog.setObjectName("folder_dialog")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: then(Path(path)))
    dialog.open()


def crash_dialog(parent: QWidget, words: Words, report: Path) -> QMessageBox:
    """Return the dialog that says the program itself is at fault."""
    box = QMessageBox(parent)
    box.setObjectName("crash_dialog")
    box.setWindowTitle(words("ui.crash_title"))
    box.setText(words("ui.crash_text"))
    box.setInformativeText(words("ui.crash_report", path=str(report)))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    folder = box.addButton(words("ui.open_folder"), QMessageBox.ButtonRole.ActionRole)
    folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(report.parent))))
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
    """Return the folder for documents."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place else Path.home()
