"""A file the system asks to open: on macOS a double click comes as an event, not as an argument."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFileOpenEvent


class FileOpening(QObject):
    """Filters the events of the application.

    Args:
        owner: what lives as long as files may be opened.
        open_path: called with each local file; anything else is left alone.
    """

    def __init__(self, owner: QObject, open_path: Callable[[Path], None]) -> None:
        super().__init__(owner)
        self._open_path = open_path

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a file that is to be opened."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self._open_path(Path(event.file()))
            return True
        return super().eventFilter(watched, event)
