"""The pages of the preview in small: number, what weighs on each, and which one is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from wizard.text import Words

THUMB = QSize(96, 136)
_WIDTH = 150


class Thumbs(QListWidget):
    """The strip of pages; the current row is the page on screen."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.setObjectName("pages")
        self.setAccessibleName(words("ui.pages"))
        self.setIconSize(THUMB)
        self.setFixedWidth(_WIDTH)
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setMovement(QListWidget.Movement.Static)
        self.setFlow(QListWidget.Flow.TopToBottom)
        self.setWrapping(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSpacing(4)

    def fit(self, pages: int) -> None:
        """Have as many rows as pages; those that stay keep their picture until the next."""
        blocked = self.blockSignals(True)
        while self.count() > pages:
            self.takeItem(self.count() - 1)
        while self.count() < pages:
            blank = QPixmap(THUMB)
            blank.fill(QColor("#FFFFFF"))
            self.addItem(QListWidgetItem(_icon(blank), str(self.count() + 1)))
        if self.currentRow() < 0 and pages:
            self.setCurrentRow(0)
        self.blockSignals(blocked)

    def describe(self, about: Callable[[int], str]) -> None:
        """Write under every page its number and what ``about`` says of it."""
        for page in range(self.count()):
            said, item = about(page), self.item(page)
            item.setText(f"{page + 1} · {said}" if said else str(page + 1))
            key = "preview.thumb_with" if said else "preview.thumb"
            name = self._words(key, page=page + 1, about=said)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, name)

    def show_image(self, page: int, image: QImage) -> None:
        """Show the picture of a page."""
        item = self.item(page)
        if item is not None:
            item.setIcon(_icon(QPixmap.fromImage(image)))


def _icon(pixmap: QPixmap) -> QIcon:
    """Return an icon that is not tinted while it is selected."""
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon
