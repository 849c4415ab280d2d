"""The bar above the preview: which page, how large, and where a word stands."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from wizard.text import Words
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.fields import LineField
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.widgets import label
from wizard.ui.style.theme import Look


class SearchField(LineField):
    """A field that searches at Enter, and backwards at Shift+Enter.

    Signals:
        searched: carries the words and 1 or -1.
    """

    searched = Signal(str, int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Search at Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if self.text().strip():
                self.searched.emit(self.text().strip(), -1 if back else 1)
            return
        super().keyPressEvent(event)


_DIGITS = 6
"""More than any plan has pages, fewer than a signal can carry."""


class PageTools(QFrame):
    """The bar.

    Signals:
        page: a page was asked for; carries its number from 1.
        zoom: 1 larger, -1 smaller.
        fit: carries ``width`` or ``page``.
        searched: carries the words and 1 or -1.
        sources: the questions of the page are asked for; carries the button.
    """

    page = Signal(int)
    zoom = Signal(int)
    fit = Signal(str)
    searched = Signal(str, int)
    sources = Signal(QWidget)

    def __init__(self, look: Look, words: Words) -> None:
        super().__init__()
        self._words = words
        outer = QHBoxLayout(self)
        outer.setContentsMargins(12, 4, 12, 4)
        row = Flow(gap=8)
        outer.addLayout(row, 1)
        self.number = LineField("page_number", words("preview.page_number"))
        self.number.setProperty("framed", True)
        self.number.setFixedWidth(round(52 * look.frame_factor))
        self.number.setMaxLength(_DIGITS)
        self.number.leave.connect(self._go)
        row.addWidget(_together(self.number, total := label("", "small", wrap=False, frame=True)))
        self._total = total
        buttons = []
        for name, key, step in (("zoom_out", "ui.zoom_out", -1), ("zoom_in", "ui.zoom_in", 1)):
            button = self._button(look, name, "−" if step < 0 else "＋", words(key))
            button.clicked.connect(lambda _=False, step=step: self.zoom.emit(step))
            buttons.append(button)
        self._percent = label("", "meta", wrap=False, frame=True)
        self._percent.setFixedWidth(round(44 * look.frame_factor))
        row.addWidget(_together(buttons[0], self._percent, buttons[1]))
        for how in ("width", "page"):
            text = words(f"preview.fit_{how}")
            button = self._button(look, f"fit_{how}", text, text)
            button.clicked.connect(lambda _=False, how=how: self.fit.emit(how))
            row.addWidget(button)
        self.search = SearchField("page_search", words("preview.search"))
        self.search.setPlaceholderText(words("preview.search"))
        self.search.setProperty("framed", True)
        self.search.prefer_width(round(150 * look.frame_factor))
        self.search.searched.connect(self.searched)
        row.addWidget(self.search)
        self._found = label("", "meta", wrap=False, frame=True)
        self._found.setObjectName("page_found")
        row.addWidget(self._found)
        text = words("preview.sources")
        self.sources_button = self._button(look, "page_questions", text, text)
        self.sources_button.clicked.connect(lambda: self.sources.emit(self.sources_button))
        row.addWidget(self.sources_button)

    def show_page(self, page: int, pages: int) -> None:
        """Show the page on screen, from 1, and how many there are."""
        if not (self.number.hasFocus() and self.number.is_changed):
            self.number.show_text(str(page))
        self._total.setText(self._words("preview.of_pages", pages=pages))

    def show_zoom(self, percent: int) -> None:
        """Show how large the page is."""
        self._percent.setText(f"{percent}%")

    def show_found(self, text: str) -> None:
        """Say how a search ended."""
        self._found.setText(text)
        self._found.setVisible(bool(text))
        self.search.setAccessibleDescription(text)

    def _go(self) -> None:
        typed = self.number.text().strip()
        if typed.isdecimal():
            self.page.emit(int(typed))

    @staticmethod
    def _button(look: Look, name: str, text: str, said: str) -> Button:
        button = Button(look, text, "ghost", frame=True)
        button.setObjectName(name)
        button.setAccessibleName(said)
        return button


def _together(*widgets: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for one in widgets:
        row.addWidget(one)
    return box
