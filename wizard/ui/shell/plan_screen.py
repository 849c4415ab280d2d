"""The open plan: rail, page, help and footer, and the moves between them."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wizard.engine import Evaluation
from wizard.model.answers import Cell
from wizard.model.questions import QuestionFields
from wizard.session import Travel
from wizard.session.returning import Scope
from wizard.ui.agreements.page import AgreementsPage
from wizard.ui.pages import panes
from wizard.ui.pages.done import DonePage
from wizard.ui.pages.preview import PreviewPage
from wizard.ui.pages.print_shop import PrintShop
from wizard.ui.pages.review import ReviewPage
from wizard.ui.pages.summary import SummaryPage
from wizard.ui.parts import places
from wizard.ui.parts.aloud import JudgementsAloud
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.panel import SidePanel
from wizard.ui.parts.places import AGREEMENTS, DONE, HUB, PREVIEW, REVIEW, TOPIC
from wizard.ui.parts.toast import announce
from wizard.ui.parts.trail import Trail
from wizard.ui.questions.card import QuestionCard
from wizard.ui.questions.topic_page import Page, TopicPage
from wizard.ui.shell.footer import Footer
from wizard.ui.shell.rail import Rail
from wizard.ui.shell.shelf import Moves, Shelf
from wizard.ui.shell.travelling import title_of, told

COMPACT_WIDTH = 1180
SLIM_WIDTH = 1120


class PlanScreen(QWidget):
    """Everything between the header and the edges while a plan is open.

    Signals:
        told: something was undone or redone; carries what to say.
        titled: another question or page is looked at; carries its title.
        save_pdf, print_pdf: filing or printing was asked for.
    """

    told = Signal(str)
    titled = Signal(str)
    save_pdf = Signal()
    print_pdf = Signal()

    def __init__(self, desk: Desk, shop: PrintShop) -> None:
        super().__init__()
        self.desk = desk
        self.place = ""
        self._trail = Trail()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail(desk)
        self.rail.chosen.connect(self.go_named)
        row.addWidget(self.rail)
        self.footer = Footer(desk.look, desk.words)
        self.footer.back.connect(self.previous)
        self.footer.on.connect(self.go_next)
        self.footer.skip.connect(self.skip)
        self.footer.preview.connect(self.toggle_preview)
        self.shelf = Shelf(
            desk,
            shop,
            Moves(
                named=self.go_named,
                question=self.change,
                edition=self.open_edition,
                reprint=self.reprint,
                evidence=self.show_evidence,
                gate=self.show_gate,
                help=self._show_help,
                end=self.footer.next.show_ring,
                past=self.pass_agreements,
                save=self.save_pdf.emit,
                send=self.print_pdf.emit,
                tell=self.told.emit,
            ),
        )
        self.panel = SidePanel(desk)
        self.panel.opened.connect(self.open_question)
        row.addLayout(panes.arranged(self.shelf, self.panel, self.footer), 1)
        JudgementsAloud(desk, over=self)
        desk.evaluated.connect(self.refresh)
        desk.travelled.connect(self._travel)
        desk.place_wanted.connect(self.go_named)
        desk.look.changing.connect(self.shelf.forget_hidden)
        self.rail.refresh(desk.evaluation)

    @property
    def page(self) -> QWidget | None:
        """The page on screen, once there is one."""
        return self.shelf.currentWidget()

    @property
    def current_question(self) -> str:
        """Id of the question in focus, or an empty text."""
        page = self.page
        return page.current if isinstance(page, TopicPage) else ""

    @property
    def card(self) -> QuestionCard | None:
        """The card of the question in focus."""
        page = self.page
        return page.cards[page.current] if isinstance(page, TopicPage) and page.current else None

    def go(self, place: str, *, remember: bool = True) -> None:
        """Show a page.

        Args:
            place: one of ``places.NAMED``, ``done``, ``topic:<id>`` or ``summary:<area>``.
            remember: whether Alt+Left leads back to where the person is now.
        """
        if self.place:
            self.commit()
            if remember and place != self.place:
                self._trail.leave(self.place, self.current_question)
        if place != DONE:
            self.desk.session.remember_place(place)
        place = places.listed(self.desk.checklist, place) if self.desk.listed else place
        self.shelf.show_place(place)
        self._trail.arrive(place)
        self.place = place
        self._arrange()
        self.refresh(self.desk.evaluation)

    def go_named(self, name: str) -> None:
        """Go to an area, or to a place called by its name."""
        named = name in places.NAMED
        self.go(name if named else places.first_place(self.desk.route, name))
        self.take_focus()

    def go_area(self, number: int) -> None:
        """Go to an area by its place in the rail, from 0."""
        areas = self.desk.checklist.areas
        if number < len(areas):
            self.go_named(areas[number].id)

    def open_question(self, question_id: str, *, highlight: bool = False) -> None:
        """Go to the card of a question, or of the table a column belongs to."""
        asked = places.page_of(self.desk.evaluation, question_id)
        topic = self.desk.checklist.topic_of.get(asked)
        if topic is None or asked not in self.desk.evaluation.visible:
            return
        self.go(TOPIC + topic)
        page = self.page
        if isinstance(page, TopicPage):
            page.go(asked, highlight=highlight)
            self._show_help()

    def change(self, question_id: str) -> None:
        """Go to a question to change it; from the review or the preview, next leads back."""
        self._trail.visit_from(self.place)
        self.open_question(question_id)

    def go_next(self) -> None:
        """Go on: to the next topic, to the summary of the area, to the next open area."""
        self.commit()
        if self._trail.origin and isinstance(self.page, TopicPage):
            self.go(self._trail.end_detour())
            self.take_focus()
            return
        place = places.following(self.desk.route, self.place, 1)
        if place:
            self.go(place)
            self.take_focus()

    def previous(self) -> None:
        """Go back in the order of the topics."""
        self.go(places.following(self.desk.route, self.place, -1) or HUB)
        self.take_focus()

    def next_card(self) -> None:
        """Go to the next question, over the end of the topic if need be."""
        page = self.page
        if not (isinstance(page, TopicPage) and page.step(1)):
            self.go_next()

    def previous_card(self) -> None:
        """Go to the previous question, over the start of the topic if need be."""
        page = self.page
        if not (isinstance(page, TopicPage) and page.step(-1)):
            self.previous()

    def skip(self) -> None:
        """Mark the question in focus for later and go on."""
        page = self.page
        if isinstance(page, TopicPage) and page.current:
            self.desk.later(Cell(page.current), flag=True)
            if page.step(1):
                return
        self.go_next()

    def pass_agreements(self) -> None:
        """Go past the topics that only fill in agreements."""
        self.go(places.after_agreements(self.desk.route, self.place))
        self.take_focus()

    def back_where_i_was(self) -> None:
        """Go to the page before this one, whatever it was."""
        if (before := self._trail.back()) is None:
            return
        place, question = before
        self.go(place, remember=False)
        page = self.page
        if isinstance(page, TopicPage) and question in page.cards:
            page.go(question)
        else:
            self.take_focus()

    def toggle_preview(self) -> None:
        """Show where the plan speaks of the question in focus, or go back to the question."""
        if self.place == PREVIEW:
            self.back_where_i_was()
            return
        question = "" if self._trail.origin == PREVIEW else self.current_question
        preview = self._open_preview()
        if question:
            preview.show_question(question)

    def zoom(self, step: int) -> bool:
        """Show the pages of the preview larger or smaller; False where there are none."""
        if shown := isinstance(page := self.page, PreviewPage):
            page.change_zoom(step)
        return shown

    def open_edition(self, edition: str) -> None:
        """Show an edition in the preview, or why the final one is held back."""
        if edition == "final" and not self.desk.evaluation.can_print_final:
            self.show_gate()
            return
        self._open_preview().choose_edition("final" if edition == "final" else "draft")

    def reprint(self, scope: Scope) -> None:
        """Show in the preview what is to be printed again."""
        self._open_preview().choose_scope(scope)

    def show_evidence(self, cell: Cell, place: int) -> None:
        """Show the evidence of an answer: the day one piece expires, or -1 to add one."""
        self.open_question(cell.question, highlight=True)
        if self.card is not None:
            self.card.show_evidence(place, cell)

    def mend(self, step: int) -> None:
        """Go to the next or previous question that needs work, anywhere in the plan."""
        if isinstance(self.page, AgreementsPage) and self.page.mend(step):
            return
        evaluation, here = self.desk.evaluation, self.current_question
        if target := places.next_to_mend(evaluation, here, step):
            self.open_question(target, highlight=True)

    def jump(self, typed: str) -> bool:
        """Go to the question with this number, or these words; False if there is none."""
        if found := places.find(self.desk.evaluation, typed, self.desk.words.language):
            self.open_question(found[0], highlight=True)
        return bool(found)

    def help(self) -> None:
        """Move to the help of the question in focus, or open it inside its card."""
        if self.panel.isVisible():
            self.panel.take_focus()
        elif self.card is not None:
            self.card.toggle_help()

    def toggle_later(self) -> None:
        """Mark the question in focus for later, or unmark it."""
        if self.card is not None:
            self.card.toggle_later()

    def open_note(self) -> None:
        """Open the note of the question in focus."""
        if self.card is not None:
            self.card.open_note()

    def open_evidence(self) -> None:
        """Open the evidence of the question in focus."""
        if self.card is not None:
            self.card.open_evidence()

    def cycle(self, step: int) -> None:
        """Move the focus between rail, page, help and footer."""
        shown: list[panes.Pane] = [
            (self.rail, self.rail.take_focus),
            (self.shelf, self.take_focus),
            (self.panel, self.panel.take_focus),
            (self.footer, self.footer.next.show_ring),
        ]
        panes.cycle(shown, self.window().focusWidget(), step)

    def show_done(self, page: DonePage) -> None:
        """Show what comes after a print."""
        self.shelf.put(DONE, page)
        self.go(DONE)
        page.take_focus()

    def show_gate(self) -> None:
        """Open the list of what holds back the final edition."""
        self.go(REVIEW)
        if isinstance(page := self.page, ReviewPage):
            page.show_gate()
            announce(page, page.gate.title.text())

    def commit(self) -> None:
        """Keep text that was typed and not yet committed."""
        page = self.page
        if isinstance(page, (Page, PreviewPage)):
            page.commit()

    def take_focus(self) -> None:
        """Put the focus where work on the page begins."""
        page = self.page
        if isinstance(page, SummaryPage):
            self.footer.next.show_ring()
        elif isinstance(page, (Page, PreviewPage)):
            page.take_focus()

    def refresh(self, evaluation: Evaluation) -> None:
        """Show an evaluation on everything in sight."""
        self.rail.refresh(evaluation)
        page = self.page
        if isinstance(page, (Page, PreviewPage)):
            page.refresh()
        if isinstance(page, (TopicPage, SummaryPage)):
            self._show_next()
            self.panel.show_area(page.area.id)
        self._show_help()

    def minimumSizeHint(self) -> QSize:
        """Ask for no width: rail and help fold, and a rail that has not yet would forbid it."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold rail and help as width runs out."""
        super().resizeEvent(event)
        self._arrange()

    def _open_preview(self) -> PreviewPage:
        self.go_named(PREVIEW)
        return cast("PreviewPage", self.page)

    def _arrange(self) -> None:
        page = self.page
        compact = self.width() < COMPACT_WIDTH * min(self.desk.look.factor, 1.3)
        self.rail.set_slim(slim=self.width() < SLIM_WIDTH)
        wide = isinstance(page, TopicPage) and page.is_wide
        on_topic = isinstance(page, TopicPage)
        self.panel.setVisible(on_topic and not compact and not wide)
        self.footer.setVisible(on_topic or isinstance(page, SummaryPage))
        if isinstance(page, (Page, PreviewPage)):
            page.set_compact(compact=compact)
        here = page.area.id if isinstance(page, (TopicPage, SummaryPage)) else self.place
        self.rail.show_place(here)

    def _show_next(self) -> None:
        """Say on the button where next leads."""
        words, on_topic = self.desk.words, isinstance(self.page, TopicPage)
        if self._trail.origin and on_topic:
            page = self.shelf.preview.page + 1 if self.shelf.preview is not None else 1
            key = "preview.back" if self._trail.origin == PREVIEW else "ui.back_to_review"
            self.footer.show_next(words(key, page=page), can_skip=False)
            return
        title = title_of(places.following(self.desk.route, self.place, 1), self.desk)
        self.footer.show_next(words("ui.next_is", title=title), can_skip=on_topic)

    def _show_help(self) -> None:
        page = self.page
        question: QuestionFields | None = None
        if isinstance(page, TopicPage) and page.current:
            question = page.question(page.current)
            self.titled.emit(self.desk.titled(question.id))
        else:
            self.titled.emit("")
        self.panel.show_question(question)

    def _travel(self, travel: Travel) -> None:
        if travel.clause is not None:
            self.go(AGREEMENTS)
            page = self.page
            if isinstance(page, AgreementsPage):
                page.show_clause(*travel.clause)
        elif not travel.question:
            return
        elif self.place not in places.benches_of((travel.question, *travel.others)):
            self.open_question(travel.question, highlight=True)
        self.told.emit(told(travel, self.desk))
