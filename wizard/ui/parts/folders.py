"""Shows in the system's own file manager where something was written."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from wizard.text import Words
from wizard.ui.parts.toast import Toast


def show_in_folder(path: Path) -> None:
    """Open the folder ``path`` lies in, or ``path`` itself if it is one."""
    folder = path if path.is_dir() else path.parent
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def say_written(toast: Toast, words: Words, path: Path, said: str = "") -> None:
    """Say that ``path`` was written, with a button that shows it in its folder.

    Args:
        toast: says it.
        words: the language on screen.
        path: the file or folder.
        said: what to say; where the file is without it.
    """
    text = said or words("ui.saved_at", path=str(path))
    toast.say(text, words("ui.open_folder"), partial(show_in_folder, path))
