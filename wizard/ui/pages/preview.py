"""The printed plan on screen: the very pages of the PDF, and the way to file or printer."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.engine import Evaluation
from wizard.errors import WizardError
from wizard.session import Edition, Printed, PrintJob
from wizard.session.phrasing import boxes_line
from wizard.session.places import Place
from wizard.session.returning import Scope
from wizard.text import Language
from wizard.ui.pages.edition_bar import EditionBar
from wizard.ui.pages.page_sources import PageSources
from wizard.ui.pages.page_tools import PageTools
from wizard.ui.pages.print_shop import PrintShop
from wizard.ui.pages.sheet import Pages
from wizard.ui.pages.thumbs import THUMB, Thumbs
from wizard.ui.parts.answers_list import strongest_about
from wizard.ui.parts.desk import Desk
from wizard.ui.questions.picture import printable
from wizard.ui.style.severity import SEVERITY_SIGNS

COMPOSE_AFTER_MS = 40
PAINT_AFTER_MS = 60
ZOOMS = (50, 75, 100, 125, 150, 200)
A4_WIDTH = 794
"""Of a page at 96 dots per inch."""
_A4_HEIGHT = 1123
_AIR = 32


class PreviewPage(QWidget):
    """The preview.

    Signals:
        blocked: the final edition was chosen and is held back.
        save, send: filing or printing was asked for.
        picked: something on a page is to be changed; carries the id of its question.
    """

    blocked = Signal()
    save = Signal()
    send = Signal()
    picked = Signal(str)

    def __init__(self, desk: Desk, shop: PrintShop) -> None:
        super().__init__()
        self._desk, self.shop = desk, shop
        self.edition: Edition = "draft"
        self.language: Language = desk.words.language
        self.printed: Printed | None = None
        self._number = 0
        self._zoom = "width"
        self._wanted = ""
        self._search: tuple[str, int] = ("", 0)
        self.scope: Scope = "all"
        self._pictured = False
        self._asked: tuple[PrintJob, Evaluation] | None = None
        self._composed_for: PrintJob | None = None
        self._wait = QTimer(self, singleShot=True, interval=COMPOSE_AFTER_MS)
        self._wait.timeout.connect(self._compose)
        self._repaint = QTimer(self, singleShot=True, interval=PAINT_AFTER_MS)
        self._repaint.timeout.connect(self._paint_current)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        outer.addLayout(middle, 1)
        self._build_pages(middle)
        self._bar = EditionBar(desk)
        self._bar.check(self.edition, self.language)
        self._bar.edition.connect(lambda one: self.choose_edition(cast("Edition", one)))
        self._bar.language.connect(self._choose_language)
        self._bar.pictures.connect(self._choose_pictures)
        self._bar.save.connect(self.save)
        self._bar.send.connect(self.send)
        outer.addWidget(self._bar)
        shop.ready.connect(self._show_pdf)
        shop.refused.connect(self._show_refused)
        shop.painted.connect(self._show_page)
        shop.found.connect(self._show_found)

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
        pages = self._view if self._thumbs.isHidden() else self._thumbs
        pages.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def commit(self) -> None:
        """There is nothing to type here."""

    def set_compact(self, *, compact: bool) -> None:
        """Leave out what stands beside the page where there is little room."""
        self._thumbs.setVisible(not compact)
        self._sources.setVisible(not compact)
        self._tools.sources_button.setVisible(compact)

    def choose_edition(self, edition: Edition) -> None:
        """Show another edition; a final one that is held back opens the list why."""
        if edition == "final" and not self._desk.evaluation.can_print_final:
            self._bar.check(self.edition, self.language)
            self.blocked.emit()
            return
        self.edition = edition
        self.scope = "all"
        self._bar.check(edition, self.language)
        self._wait.start()

    def choose_scope(self, scope: Scope) -> None:
        """Show all pages, those that changed since the last print, or that print once more."""
        last = self._desk.session.reprint_job()
        self.scope = scope if last is not None else "all"
        if last is not None:
            held = last.edition == "final" and not self._desk.evaluation.can_print_final
            self.edition = "draft" if held and scope != "again" else last.edition
            self.language = last.language
        self._bar.check(self.edition, self.language)
        self._wait.start()

    def show_question(self, question_id: str) -> None:
        """Turn to the page that speaks of a question, and mark it there."""
        self._wanted = question_id
        if self.is_current:
            self._turn_to_wanted()

    def turn(self, page: int) -> None:
        """Show a page, from 0; beyond either end the nearest."""
        self._thumbs.setCurrentRow(min(max(page, 0), self.page_total - 1))

    def change_zoom(self, step: int) -> None:
        """Show pages larger (1), smaller (-1) or as wide as there is room (0)."""
        if not step:
            self.fit("width")
            return
        percent = self.percent
        larger = [one for one in ZOOMS if one > percent]
        smaller = [one for one in ZOOMS if one < percent]
        if step > 0 and larger:
            self._zoom = str(larger[0])
        elif step < 0 and smaller:
            self._zoom = str(smaller[-1])
        self._paint_current()

    def fit(self, how: str) -> None:
        """Show the whole ``width`` of a page, or the whole ``page``."""
        self._zoom = how
        self._paint_current()

    def ask_page(self) -> None:
        """Put the focus where the number of a page is typed."""
        self._tools.number.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._tools.number.selectAll()

    def ask_search(self) -> None:
        """Put the focus where words to look for are typed."""
        self._tools.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._tools.search.selectAll()

    @property
    def page(self) -> int:
        """The page on screen, from 0."""
        return max(self._thumbs.currentRow(), 0)

    @property
    def page_total(self) -> int:
        """How many pages the PDF on screen has."""
        return self._thumbs.count()

    @property
    def percent(self) -> int:
        """How large pages are, in percent of paper."""
        view = self._view.viewport()
        wide = (view.width() - _AIR) * 100 // A4_WIDTH
        if self._zoom == "width":
            return max(wide, 40)
        if self._zoom == "page":
            return max(min(wide, (view.height() - _AIR // 2) * 100 // _A4_HEIGHT), 20)
        return int(self._zoom)

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
            and (made.photograph is not None) == self._pictured
        )

    @property
    def is_blank(self) -> bool:
        """Whether no page was painted yet."""
        return self._view.sheet.is_blank

    def places(self, page: int) -> list[Place]:
        """Return the areas of a page that lead to a question which still applies."""
        visible = self._desk.evaluation.visible
        found = self.printed.places if self.printed is not None else ()
        return [one for one in found if one.page == page and one.question in visible]

    def questions(self, page: int) -> list[str]:
        """Return the questions a page speaks of, in the order of the page."""
        return list(dict.fromkeys(one.question for one in self.places(page)))

    def _build_pages(self, row: QHBoxLayout) -> None:
        desk, words = self._desk, self._desk.words
        self._thumbs = Thumbs(words)
        self._thumbs.currentRowChanged.connect(self._show_current)
        row.addWidget(self._thumbs)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        self._tools = PageTools(desk.look, words)
        self._tools.page.connect(lambda number: self.turn(number - 1))
        self._tools.zoom.connect(self.change_zoom)
        self._tools.fit.connect(self.fit)
        self._tools.searched.connect(self._find)
        self._tools.sources.connect(self._show_sources)
        middle.addWidget(self._tools)
        self._view = Pages(desk.look, words("ui.page_shown"))
        self._view.zoomed.connect(self.change_zoom)
        self._view.turned.connect(self._turn_over)
        self._view.resized.connect(self._repaint.start)
        self._view.sheet.picked.connect(self.picked)
        middle.addWidget(self._view, 1)
        row.addLayout(middle, 1)
        self._sources = PageSources(desk)
        self._sources.picked.connect(self.picked)
        row.addWidget(self._sources)

    def _choose_pictures(self, wanted: bool) -> None:
        if wanted != self._pictured:
            self._pictured = wanted
            self.scope = "all"
            self._wait.start()

    def _choose_language(self, choice: str) -> None:
        self.language = cast("Language", choice)
        self.scope = "all"
        self._wait.start()

    def _compose(self) -> None:
        desk = self._desk
        session, offered = desk.session, desk.session.has_pictures
        again = session.reprint_job(printable) if self.scope == "again" else None
        if again is not None:
            self._pictured = again.photograph is not None
        self._pictured = self._pictured and offered
        self._bar.offer_pictures(offered=offered, checked=self._pictured)
        if again is None and self.edition == "final" and not desk.evaluation.can_print_final:
            self.edition = "draft"
            self._bar.check("draft", self.language)
        if self.is_current:
            self._turn_to_wanted()
            return
        self._bar.say(desk.words("ui.updating" if self.printed is not None else "ui.composing"))
        photograph = printable if self._pictured else None
        job = again or session.print_job(
            self.edition, self.language, scope=self.scope, photograph=photograph
        )
        self._asked = (job, desk.evaluation)
        self.shop.compose(job)

    def _show_pdf(self, job: PrintJob, printed: Printed, number: int, pages: int) -> None:
        self._number = number
        self._composed_for = job
        self.printed = printed
        self._thumbs.fit(pages)
        self._thumbs.describe(self._weight_of)
        boxes = boxes_line(printed.boxes, self._desk.words)
        self._bar.say("\n".join(filter(None, (self._page_words(printed, pages), boxes))))
        self._show_current(self.page)
        self._turn_to_wanted()
        for page in sorted(range(pages), key=lambda one: abs(one - self.page)):
            self.shop.paint(self._number, page, THUMB.width() * 2)

    def _page_words(self, printed: Printed, pages: int) -> str:
        """Say what is on screen: everything, the changed pages, or an earlier print."""
        words = self._desk.words
        if self.scope == "again":
            return words("life.as_printed", number=printed.number, count=pages)
        if self.scope == "changed" and pages < printed.total:
            return words("life.pages_changed", count=pages)
        return words("ui.page_count", count=pages, sheets=(pages + 1) // 2)

    def _weight_of(self, page: int) -> str:
        """Return the heaviest word about a page's questions, or that the page has changed."""
        words, printed = self._desk.words, self.printed
        found = [strongest_about(self._desk, one) for one in self.questions(page)]
        weights = [one.severity for one in found if one is not None]
        for severity, sign in SEVERITY_SIGNS.items():
            if severity in weights:
                return words(sign.word)
        changed = printed is not None and printed.number > 1 and page in printed.changed
        return words("preview.changed") if changed else ""

    def _show_refused(self, job: PrintJob, error: WizardError) -> None:
        del job
        self._bar.say(self._desk.words(error.key, **error.params))

    def _show_current(self, page: int) -> None:
        if page < 0:
            return
        self._view.sheet.show_places(self.places(page))
        self._tools.show_page(page + 1, self.page_total)
        self._sources.show_page(page, self.questions(page))
        self._paint_current()

    def _paint_current(self) -> None:
        ratio = self.devicePixelRatioF()
        width = round(A4_WIDTH * self.percent / 100 * ratio)
        self._tools.show_zoom(self.percent)
        if self.page_total:
            self.shop.paint(self._number, self.page, width)

    def _show_page(self, number: int, page: int, image: QImage) -> None:
        if number != self._number:
            return
        if image.width() == THUMB.width() * 2:
            self._thumbs.show_image(page, image)
        elif page == self.page:
            self._view.sheet.show_image(image, self.devicePixelRatioF())
            words = self._desk.words
            self._view.setAccessibleDescription(
                words("ui.page_of", page=page + 1, pages=self.page_total)
            )

    def _turn_over(self, step: int) -> None:
        page = self.page + step
        if 0 <= page < self.page_total:
            self.turn(page)
            bar = self._view.verticalScrollBar()
            bar.setValue(bar.minimum() if step > 0 else bar.maximum())

    def _turn_to_wanted(self) -> None:
        if not self._wanted or self.printed is None:
            return
        found = [one for one in self.printed.places if one.question == self._wanted]
        self._wanted = ""
        # An answer says more about a question than a link to it among the things to do.
        found.sort(key=lambda one: one.left - one.right)
        if found:
            self._turn_to(found[0])

    def _turn_to(self, place: Place) -> None:
        self.turn(place.page)
        self._view.sheet.mark([place])
        QTimer.singleShot(0, self._view, lambda: self._view.scroll_to(place))

    def _show_sources(self, button: QWidget) -> None:
        menu = self._sources.menu(button, self.questions(self.page))
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _find(self, text: str, step: int) -> None:
        self._search = (text, step)
        self.shop.find(self._number, text)

    def _show_found(self, number: int, text: str, places: list[Place]) -> None:
        """Turn to the next place after the page on screen and the one found before."""
        if number != self._number or text != self._search[0]:
            return
        words = self._desk.words
        if not places:
            self._tools.show_found(words("preview.not_found", text=text))
            return
        step, marked = self._search[1], self._view.sheet.marked
        here = places.index(marked[0]) if marked and marked[0] in places else None
        if here is None:
            later = [one for one in places if one.page >= self.page]
            here = places.index(later[0]) if later else 0
        else:
            here = (here + step) % len(places)
        self._tools.show_found(words("preview.found", place=here + 1, count=len(places)))
        self._turn_to(places[here])
