"""The printed plan on screen: the very pages of the PDF, and the way to file or printer."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from wizard.engine import Evaluation
from wizard.errors import WizardError
from wizard.session import Edition, Printed, PrintJob
from wizard.session.returning import Scope
from wizard.text import Language
from wizard.ui.buttons import Button
from wizard.ui.choices import Options
from wizard.ui.desk import Desk
from wizard.ui.flow import Flow
from wizard.ui.print_shop import PrintShop
from wizard.ui.widgets import label, panel

THUMB = QSize(96, 136)
COMPOSE_AFTER_MS = 150
ZOOMS = (50, 75, 100, 125, 150, 200)
A4_WIDTH = 794
"""Of a page at 96 dots per inch."""


class PreviewPage(QWidget):
    """The preview.

    Signals:
        blocked: the final edition was chosen and is held back.
        save, send: filing or printing was asked for.
        back: leaving was asked for.
    """

    blocked = Signal()
    save = Signal()
    send = Signal()
    back = Signal()

    def __init__(self, desk: Desk, shop: PrintShop) -> None:
        super().__init__()
        self._desk, self.shop = desk, shop
        self.edition: Edition = "draft"
        self.language: Language = desk.words.language
        self.printed: Printed | None = None
        self._pages = 0
        self._number = 0
        self._zoom = 100
        self.scope: Scope = "all"
        self._asked: tuple[PrintJob, Evaluation] | None = None
        self._composed_for: PrintJob | None = None
        self._wait = QTimer(self, singleShot=True, interval=COMPOSE_AFTER_MS)
        self._wait.timeout.connect(self._compose)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        outer.addLayout(middle, 1)
        self._build_pages(middle)
        outer.addWidget(self._build_bar())
        shop.ready.connect(self._show_pdf)
        shop.refused.connect(self._show_refused)
        shop.painted.connect(self._show_page)

    def refresh(self) -> None:
        """Compose again soon; the pages on screen stay until the new ones are there."""
        if self.isVisible():
            self._wait.start()

    def showEvent(self, event: object) -> None:
        """Compose when the page is opened."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._wait.start()

    def take_focus(self) -> None:
        """Put the focus on the pages."""
        self._thumbs.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def commit(self) -> None:
        """There is nothing to type here."""

    def set_compact(self, *, compact: bool) -> None:
        """Leave out the thumbnails where there is little room."""
        self._thumbs.setVisible(not compact)

    def choose_edition(self, edition: Edition) -> None:
        """Show another edition; a final one that is held back opens the list why."""
        if edition == "final" and not self._desk.evaluation.can_print_final:
            self._editions.check({self.edition})
            self.blocked.emit()
            return
        self.edition = edition
        self.scope = "all"
        self._editions.check({edition})
        self._wait.start()

    def choose_scope(self, scope: Scope) -> None:
        """Show all pages, those that changed since the last print, or that print once more."""
        last = self._desk.session.reprint_job()
        self.scope = scope if last is not None else "all"
        if last is not None:
            held = last.edition == "final" and not self._desk.evaluation.can_print_final
            self.edition = "draft" if held and scope != "again" else last.edition
            self.language = last.language
        self._editions.check({self.edition})
        self._languages.check({self.language})
        self._wait.start()

    @property
    def page_total(self) -> int:
        """How many pages the PDF on screen has."""
        return self._pages

    @property
    def is_current(self) -> bool:
        """Whether the PDF on screen is of the answers as they are now."""
        made, asked = self._composed_for, self._asked
        return (
            made is not None
            and asked is not None
            and asked[0] is made
            and asked[1] is self._desk.evaluation
            and made.edition == self.edition
            and made.language == self.language
        )

    def _build_pages(self, row: QHBoxLayout) -> None:
        words = self._desk.words
        self._thumbs = QListWidget()
        self._thumbs.setObjectName("pages")
        self._thumbs.setAccessibleName(words("ui.pages"))
        self._thumbs.setIconSize(THUMB)
        self._thumbs.setFixedWidth(150)
        self._thumbs.setViewMode(QListWidget.ViewMode.IconMode)
        self._thumbs.setMovement(QListWidget.Movement.Static)
        self._thumbs.setFlow(QListWidget.Flow.TopToBottom)
        self._thumbs.setWrapping(False)
        self._thumbs.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._thumbs.setSpacing(4)
        self._thumbs.currentRowChanged.connect(self._show_current)
        row.addWidget(self._thumbs)
        self._area = QScrollArea()
        self._area.setProperty("panel", "paper")
        self._area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName(words("ui.page_shown"))
        self._paper = QLabel()
        self._paper.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area.setWidget(self._paper)
        self._area.setWidgetResizable(True)
        row.addWidget(self._area, 1)

    def _build_bar(self) -> QWidget:
        look, words = self._desk.look, self._desk.words
        bar = panel("footer")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(10)
        self._editions = Options(
            look,
            "edition",
            words("ui.edition"),
            {"draft": words("ui.draft"), "final": words("ui.final")},
            many=False,
            dense=True,
        )
        self._editions.check({self.edition})
        self._editions.chosen.connect(lambda one: self.choose_edition(cast("Edition", one)))
        about = Flow(gap=10)
        about.addWidget(self._editions)
        self._languages = Options(
            look,
            "print_language",
            words("ui.print_language"),
            {"zh": words("ui.chinese"), "en": words("ui.english")},
            many=False,
            dense=True,
        )
        self._languages.check({self.language})
        self._languages.chosen.connect(self._choose_language)
        about.addWidget(self._languages)
        self._state = label(words("ui.composing"), "small", wrap=False)
        about.addWidget(self._state)
        row.addLayout(about, 1)
        for name, key, step in (("zoom_out", "ui.zoom_out", -1), ("zoom_in", "ui.zoom_in", 1)):
            zoom = Button(look, "−" if step < 0 else "＋", "ghost", frame=True)
            zoom.setObjectName(name)
            zoom.setAccessibleName(words(key))
            zoom.clicked.connect(lambda _=False, step=step: self._change_zoom(step))
            row.addWidget(zoom)
        save = Button(look, words("ui.save_pdf"), icon="save", frame=True)
        save.setObjectName("save_pdf")
        save.clicked.connect(self.save)
        row.addWidget(save)
        send = Button(look, words("ui.print"), "primary", icon="print", frame=True)
        send.setObjectName("print")
        send.clicked.connect(self.send)
        row.addWidget(send)
        return bar

    def _choose_language(self, choice: str) -> None:
        self.language = cast("Language", choice)
        self.scope = "all"
        self._wait.start()

    def _compose(self) -> None:
        desk = self._desk
        again = desk.session.reprint_job() if self.scope == "again" else None
        if again is None and self.edition == "final" and not desk.evaluation.can_print_final:
            self.edition = "draft"
            self._editions.check({"draft"})
        self._state.setText(
            desk.words("ui.updating" if self.printed is not None else "ui.composing")
        )
        job = again or desk.session.print_job(self.edition, self.language, scope=self.scope)
        self._asked = (job, desk.evaluation)
        self.shop.compose(job)

    def _show_pdf(self, job: PrintJob, printed: Printed, pages: int) -> None:
        self._number += 1
        self._composed_for = job
        self.printed = printed
        here = max(self._thumbs.currentRow(), 0)
        if pages != self._pages:
            self._pages = pages
            blank = QPixmap(THUMB)
            blank.fill(QColor("#FFFFFF"))
            self._thumbs.blockSignals(True)
            self._thumbs.clear()
            for page in range(pages):
                self._thumbs.addItem(QListWidgetItem(_icon(blank), str(page + 1)))
            self._thumbs.setCurrentRow(min(here, pages - 1))
            self._thumbs.blockSignals(False)
        self._state.setText(self._page_words(printed, pages))
        self._show_current(self._thumbs.currentRow())
        for page in range(pages):
            self.shop.paint(self._number, page, THUMB.width() * 2)

    def _page_words(self, printed: Printed, pages: int) -> str:
        """Say what is on screen: everything, the changed pages, or an earlier print."""
        words = self._desk.words
        if self.scope == "again":
            return words("life.as_printed", number=printed.number, count=pages)
        if self.scope == "changed" and pages < len(printed.record.pages):
            return words("life.pages_changed", count=pages)
        return words("ui.page_count", count=pages, sheets=(pages + 1) // 2)

    def _show_refused(self, job: PrintJob, error: WizardError) -> None:
        del job
        self._state.setText(self._desk.words(error.key, **error.params))

    def _show_current(self, page: int) -> None:
        if page >= 0:
            self.shop.paint(self._number, page, self._page_width())

    def _page_width(self) -> int:
        fitting = min(max(self._area.viewport().width() - 40, 320), A4_WIDTH)
        return fitting * self._zoom // 100

    def _change_zoom(self, step: int) -> None:
        place = ZOOMS.index(self._zoom) + step
        self._zoom = ZOOMS[min(max(place, 0), len(ZOOMS) - 1)]
        self._show_current(self._thumbs.currentRow())

    def _show_page(self, number: int, page: int, image: QImage) -> None:
        if number != self._number:
            return
        pixmap = QPixmap.fromImage(image)
        if image.width() == THUMB.width() * 2:
            item = self._thumbs.item(page)
            if item is not None:
                item.setIcon(_icon(pixmap))
        elif page == self._thumbs.currentRow():
            self._paper.setPixmap(pixmap)
            self._paper.setMinimumSize(pixmap.size())
            self._paper.setAccessibleName(
                self._desk.words("ui.page_of", page=page + 1, pages=self._pages)
            )


def _icon(pixmap: QPixmap) -> QIcon:
    """Return an icon that is not tinted while it is selected."""
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon
