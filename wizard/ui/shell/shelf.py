"""The pages of an open plan, built when needed and let go of when out of use.

A page is hundreds of widgets: a plan walked through once would hold ten thousand, each
styled again at every change of the look. What a page shows and the plan does not hold, it
says before it goes, and is told when it is built again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from wizard.model.answers import Cell
from wizard.session.returning import Scope
from wizard.ui.agreements.page import AgreementsPage
from wizard.ui.budget.page import BudgetPage
from wizard.ui.pages.area_page import AreaPage
from wizard.ui.pages.drawer import DrawerPage
from wizard.ui.pages.hub import HubPage
from wizard.ui.pages.preview import PreviewPage
from wizard.ui.pages.print_shop import PrintShop
from wizard.ui.pages.review import ReviewPage
from wizard.ui.pages.summary import SummaryPage
from wizard.ui.pages.update_page import UpdatePage
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.places import (
    AGREEMENTS,
    BUDGET,
    DONE,
    DRAWER,
    HUB,
    LIST,
    PLATFORMS,
    PREVIEW,
    REVIEW,
    SUMMARY,
    TOPIC,
    UPDATE,
)
from wizard.ui.platforms.page import PlatformsPage
from wizard.ui.questions.topic_page import Page, TopicPage


@dataclass(frozen=True, slots=True)
class Moves:
    """What pages ask for: each leads somewhere else.

    Attributes:
        named: to an area, the hub, the review or the preview.
        question: to the card of a question.
        edition: to the preview, in an edition.
        reprint: to the preview: changed pages, or the last print once more.
        evidence: to a piece of evidence of an answer; -1 to add one.
        gate: to the list of what holds back the final edition.
        help: another question has the focus.
        end: the last card of a page is done.
        past: the pages that only fill in agreements are left for later.
        save, send: the pages on screen go to a file, or to a printer.
        tell: something was done that can be undone; carries what to say.
    """

    named: Callable[[str], None]
    question: Callable[[str], None]
    edition: Callable[[str], None]
    reprint: Callable[[Scope], None]
    evidence: Callable[[Cell, int], None]
    gate: Callable[[], None]
    help: Callable[[], None]
    end: Callable[[], None]
    past: Callable[[], None]
    save: Callable[[], None]
    send: Callable[[], None]
    tell: Callable[[str], None]


Bench = BudgetPage | PlatformsPage | AgreementsPage | DrawerPage
_BENCHES: dict[str, Callable[[Desk, QWidget], Bench]] = {
    BUDGET: BudgetPage,
    PLATFORMS: PlatformsPage,
    AGREEMENTS: AgreementsPage,
    DRAWER: DrawerPage,
}
KEPT = 3
"""Pages out of sight that are kept, those seen last: back and forth costs nothing."""
LASTING = (PREVIEW, DONE)
"""Places whose page is kept: it holds a print, not only what the plan says."""


class Shelf(QStackedWidget):
    """Holds the pages; one of them is on screen.

    Attributes:
        remembered: by place, what pages that are gone showed and the plan does not hold.
    """

    def __init__(self, desk: Desk, shop: PrintShop, moves: Moves) -> None:
        super().__init__()
        self._desk, self._shop, self._moves = desk, shop, moves
        self._pages: dict[str, QWidget] = {}
        self.remembered: dict[str, dict[str, str]] = {}

    def show_place(self, place: str) -> QWidget:
        """Put the page of ``place`` on screen and return it.

        Raises:
            KeyError: there is no such place: our bug.
        """
        page = self._pages.get(place)
        if page is None:
            page = self._build(place)
            self.put(place, page)
            if isinstance(page, Page) and place in self.remembered:
                page.recall(self.remembered.pop(place))
        # Last in line is the one on screen.
        self._pages[place] = self._pages.pop(place)
        self.setCurrentWidget(page)
        for old in [one for one in self._pages if one not in LASTING][: -1 - KEPT]:
            self._drop(old)
        return page

    def put(self, place: str, page: QWidget) -> None:
        """Keep a page that was made elsewhere, in place of an earlier one."""
        old = self._pages.pop(place, None)
        if old is not None:
            self.removeWidget(old)
            old.deleteLater()
        self._pages[place] = page
        self.addWidget(page)

    def forget_hidden(self) -> None:
        """Let go of the pages out of sight; they are built again when needed."""
        here = self.currentWidget()
        for place in [one for one, page in self._pages.items() if page is not here]:
            page = self._drop(place)
            # Now, not when the event loop comes round: the restyling would find it alive.
            QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)

    def remember(self) -> dict[str, dict[str, str]]:
        """Return what all pages, gone or not, show and the plan does not hold."""
        for place, page in self._pages.items():
            self._remember(place, page)
        return self.remembered

    @property
    def preview(self) -> PreviewPage | None:
        """The preview, once it was opened."""
        page = self._pages.get(PREVIEW)
        return page if isinstance(page, PreviewPage) else None

    def _drop(self, place: str) -> QWidget:
        page = self._pages.pop(place)
        self._remember(place, page)
        self.removeWidget(page)
        page.deleteLater()
        return page

    def _remember(self, place: str, page: QWidget) -> None:
        if isinstance(page, Page) and (kept := page.remembered()):
            self.remembered[place] = kept

    def _build(self, place: str) -> QWidget:
        if place == HUB:
            return self._hub()
        if place == REVIEW:
            return self._review()
        if place == PREVIEW:
            return self._preview()
        if place == UPDATE:
            return self._update()
        if place in _BENCHES:
            return self._bench(_BENCHES[place](self._desk, self))
        for area in self._desk.checklist.areas:
            if place == LIST + area.id:
                return self._topic(AreaPage(area, self._desk, self))
            if place == SUMMARY + area.id:
                summary = SummaryPage(area, self._desk)
                summary.opened.connect(self._moves.question)
                return summary
            for topic in area.topics:
                if place == TOPIC + topic.id:
                    return self._topic(TopicPage(area, topic, self._desk, self))
        raise KeyError(place)

    def _topic(self, page: TopicPage) -> TopicPage:
        page.current_changed.connect(lambda _: self._moves.help())
        page.finished.connect(self._moves.end)
        page.passed_over.connect(self._moves.past)
        return page

    def _bench(self, bench: Bench) -> Bench:
        bench.opened.connect(self._moves.question)
        bench.told.connect(self._moves.tell)
        return bench

    def _update(self) -> UpdatePage:
        update, moves = UpdatePage(self._desk, self._shop), self._moves
        update.opened.connect(moves.question)
        update.evidence.connect(moves.evidence)
        update.reprint.connect(moves.reprint)
        update.go_on.connect(lambda: moves.named(HUB))
        return update

    def _hub(self) -> HubPage:
        hub, moves = HubPage(self._desk), self._moves
        hub.area.connect(moves.named)
        hub.question.connect(moves.question)
        hub.review.connect(lambda: moves.named(REVIEW))
        hub.draft.connect(lambda: moves.edition("draft"))
        return hub

    def _review(self) -> ReviewPage:
        review, moves = ReviewPage(self._desk, self), self._moves
        review.opened.connect(moves.question)
        review.draft.connect(lambda: moves.edition("draft"))
        review.final.connect(lambda: moves.edition("final"))
        return review

    def _preview(self) -> PreviewPage:
        preview, moves = PreviewPage(self._desk, self._shop), self._moves
        preview.blocked.connect(moves.gate)
        preview.save.connect(moves.save)
        preview.send.connect(moves.send)
        preview.picked.connect(moves.question)
        return preview
