"""The open plan: rail, page, help and footer, and the moves between them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from wizard.engine import Evaluation
from wizard.model.answers import Answer, Cell
from wizard.model.questions import QuestionFields
from wizard.session import Travel
from wizard.ui.desk import Desk
from wizard.ui.done import DonePage
from wizard.ui.footer import Footer
from wizard.ui.hub import HubPage
from wizard.ui.panel import SidePanel
from wizard.ui.places import next_open, page_of, to_mend, walk
from wizard.ui.preview import PreviewPage
from wizard.ui.print_shop import PrintShop
from wizard.ui.rail import Rail
from wizard.ui.review import ReviewPage
from wizard.ui.summary import SummaryPage
from wizard.ui.topic_page import Page, TopicPage

COMPACT_WIDTH = 1180
SLIM_WIDTH = 1120
HUB, REVIEW, PREVIEW, DONE = "hub", "review", "preview", "done"
TOPIC, SUMMARY = "topic:", "summary:"


class PlanScreen(QWidget):
    """Everything between header and the edges while a plan is open.

    Signals:
        told: something was undone or redone; carries what to say.
        save_pdf, print_pdf: filing or printing was asked for.
        home: leaving the plan was asked for.
    """

    told = Signal(str)
    save_pdf = Signal()
    print_pdf = Signal()
    home = Signal()

    def __init__(self, desk: Desk, shop: PrintShop) -> None:
        super().__init__()
        self.desk, self._shop = desk, shop
        self.place = ""
        self._history: list[tuple[str, str]] = []
        self._return_to = ""
        self._pages: dict[str, QWidget] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail(desk)
        self.rail.chosen.connect(self.go_named)
        row.addWidget(self.rail)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        self._stack = QStackedWidget()
        middle.addWidget(self._stack, 1)
        self.footer = Footer(desk.look, desk.words)
        self.footer.back.connect(self.previous)
        self.footer.on.connect(self.next)
        self.footer.skip.connect(self.skip)
        self.footer.preview.connect(self.toggle_preview)
        middle.addWidget(self.footer)
        row.addLayout(middle, 1)
        self.panel = SidePanel(desk)
        self.panel.opened.connect(self.open_question)
        row.addWidget(self.panel)
        desk.evaluated.connect(self.refresh)
        desk.travelled.connect(self._travel)
        self.rail.refresh(desk.evaluation)

    @property
    def page(self) -> QWidget | None:
        """The page on screen, once there is one."""
        return self._stack.currentWidget()

    def go(self, place: str, *, remember: bool = True) -> None:
        """Show a page.

        Args:
            place: ``hub``, ``review``, ``preview``, ``done``, ``topic:<id>`` or
                ``summary:<area>``.
            remember: whether Alt+Left leads back from it.
        """
        if self.place and self.page is not None:
            self.commit()
            if remember and place != self.place:
                self._history.append((self.place, self.current_question))
        page = self._pages.get(place)
        if page is None:
            page = self._pages[place] = self._build(place)
            self._stack.addWidget(page)
        self.place = place
        self._stack.setCurrentWidget(page)
        if not place.startswith(DONE):
            self.desk.session.remember_place(place)
        self._arrange()
        self.refresh(self.desk.evaluation)

    def go_named(self, name: str) -> None:
        """Go to an area, or to the hub, the review or the preview."""
        if name in (HUB, REVIEW, PREVIEW):
            self.go(name)
            self.take_focus()
            return
        topics = [topic for area, topic in walk(self.desk.evaluation) if area.id == name]
        if not topics:
            self.go(SUMMARY + name)
            return
        states = self.desk.evaluation.states
        first_open = next(
            (
                topic
                for topic in topics
                if any(states.get(one.id) == "unanswered" for one in topic.questions)
            ),
            topics[0],
        )
        self.go(TOPIC + first_open.id)
        self.take_focus()

    def open_question(self, question_id: str, *, highlight: bool = False) -> None:
        """Go to the card of a question, or of the table a column belongs to."""
        if self.place == REVIEW:
            self._return_to = REVIEW
        asked = page_of(self.desk.evaluation, question_id)
        topic = self.desk.checklist.topic_of.get(asked)
        if topic is None or asked not in self.desk.evaluation.visible:
            return
        self.go(TOPIC + topic)
        page = self.page
        if isinstance(page, TopicPage):
            page.go(asked, highlight=highlight)
            self._show_help()

    def next(self) -> None:
        """Go on: to the next topic, to the summary of the area, to the next open area."""
        if self._return_to and isinstance(self.page, TopicPage):
            self._return_to = ""
            self.go(REVIEW)
            return
        place = self._following(1)
        if place:
            self.go(place)
            self.take_focus()

    def previous(self) -> None:
        """Go back in the order of the topics."""
        place = self._following(-1)
        self.go(place or HUB)
        self.take_focus()

    def next_card(self) -> None:
        """Go to the next question, over the end of the topic if need be."""
        page = self.page
        if not (isinstance(page, TopicPage) and page.step(1)):
            self.next()

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
        self.next()

    def back_where_i_was(self) -> None:
        """Go to the page before this one, whatever it was."""
        if self._history:
            place, question = self._history.pop()
            self.go(place, remember=False)
            page = self.page
            if isinstance(page, TopicPage) and question in page.cards:
                page.go(question)
            else:
                self.take_focus()

    def toggle_preview(self) -> None:
        """Show the preview, or leave it for where the person was."""
        if self.place == PREVIEW:
            self.back_where_i_was()
        else:
            self.go(PREVIEW)
            self.take_focus()

    def mend(self, step: int) -> None:
        """Go to the next or previous question that needs work, anywhere in the plan."""
        wanted = to_mend(self.desk.evaluation)
        if not wanted:
            return
        order = list(self.desk.checklist.questions)
        here = order.index(self.current_question) if self.current_question else -step
        if step > 0:
            target = next((one for one in wanted if order.index(one) > here), wanted[0])
        else:
            before = [one for one in wanted if order.index(one) < here]
            target = before[-1] if before else wanted[-1]
        self.open_question(target, highlight=True)

    def jump(self, typed: str) -> bool:
        """Go to the question with this number, or with these words; False if there is none."""
        wanted = typed.strip().lower()
        if not wanted:
            return False
        evaluation = self.desk.evaluation
        for question_id, question in self.desk.checklist.questions.items():
            if question_id not in evaluation.visible:
                continue
            words = (self.desk.say(question.ask), self.desk.say(question.title), question.code)
            if self.desk.checklist.numbers.get(question_id) == wanted or any(
                wanted in text.lower() for text in words
            ):
                self.open_question(question_id, highlight=True)
                return True
        return False

    def toggle_help(self) -> None:
        """Move to the help of the question in focus, or open it inside its card."""
        page = self.page
        if self.panel.isVisible():
            self.panel.take_focus()
        elif isinstance(page, TopicPage) and page.current:
            page.cards[page.current].toggle_help()

    def toggle_later(self) -> None:
        """Mark the question in focus for later, or unmark it."""
        page = self.page
        if isinstance(page, TopicPage) and page.current:
            page.cards[page.current].toggle_later()

    def open_note(self) -> None:
        """Open the note of the question in focus."""
        page = self.page
        if isinstance(page, TopicPage) and page.current:
            page.cards[page.current].open_note()

    def cycle(self, step: int) -> None:
        """Move the focus between rail, page, help and footer."""
        panes = [
            (self.rail, self.rail.take_focus),
            (self._stack, self.take_focus),
            (self.panel, self.panel.take_focus),
            (self.footer, self.footer.next.show_ring),
        ]
        shown = [pane for pane in panes if pane[0].isVisible()]
        focus: QWidget | None = self.window().focusWidget()
        here = next(
            (
                n
                for n, pane in enumerate(shown)
                if focus is not None and pane[0].isAncestorOf(focus)
            ),
            -1,
        )
        shown[(here + step) % len(shown)][1]()

    def show_done(self, page: DonePage) -> None:
        """Show what comes after a print."""
        old = self._pages.pop(DONE, None)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        self._pages[DONE] = page
        self._stack.addWidget(page)
        self.go(DONE)
        page.take_focus()

    def show_gate(self) -> None:
        """Open the list of what holds back the final edition."""
        self.go(REVIEW)
        page = self.page
        if isinstance(page, ReviewPage):
            page.show_gate()

    def commit(self) -> None:
        """Keep text that was typed and not yet committed."""
        page = self.page
        if isinstance(page, (Page, PreviewPage)):
            page.commit()

    @property
    def preview_page(self) -> PreviewPage | None:
        """The preview, once it was opened."""
        page = self._pages.get(PREVIEW)
        return page if isinstance(page, PreviewPage) else None

    @property
    def current_question(self) -> str:
        """Id of the question in focus, or an empty text."""
        page = self.page
        return page.current if isinstance(page, TopicPage) else ""

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

    def resizeEvent(self, event: object) -> None:
        """Fold rail and help as width runs out."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._arrange()

    def _arrange(self) -> None:
        page = self.page
        factor = self.desk.look.factor
        compact = self.width() < COMPACT_WIDTH * min(factor, 1.3)
        self.rail.set_slim(slim=self.width() < SLIM_WIDTH)
        wide = isinstance(page, TopicPage) and page.is_wide
        with_help = isinstance(page, (TopicPage, SummaryPage))
        self.panel.setVisible(with_help and not compact and not wide)
        self.footer.setVisible(with_help)
        if isinstance(page, (Page, PreviewPage)):
            page.set_compact(compact=compact)
        self.rail.show_place(self._rail_name())

    def _rail_name(self) -> str:
        page = self.page
        if isinstance(page, (TopicPage, SummaryPage)):
            return page.area.id
        return self.place

    def _build(self, place: str) -> QWidget:
        desk = self.desk
        if place == HUB:
            hub = HubPage(desk)
            hub.area.connect(self.go_named)
            hub.question.connect(self.open_question)
            hub.review.connect(lambda: self.go_named(REVIEW))
            hub.draft.connect(self._draft)
            return hub
        if place == REVIEW:
            review = ReviewPage(desk)
            review.opened.connect(self.open_question)
            review.draft.connect(self._draft)
            review.final.connect(self._final)
            return review
        if place == PREVIEW:
            return self._build_preview()
        if place.startswith(SUMMARY):
            area = next(one for one in desk.checklist.areas if SUMMARY + one.id == place)
            summary = SummaryPage(area, desk)
            summary.opened.connect(self.open_question)
            return summary
        for area in desk.checklist.areas:
            for topic in area.topics:
                if TOPIC + topic.id == place:
                    page = TopicPage(area, topic, desk)
                    page.current_changed.connect(lambda _: self._show_help())
                    page.finished.connect(self.footer.next.show_ring)
                    return page
        raise KeyError(place)

    def _build_preview(self) -> PreviewPage:
        preview = PreviewPage(self.desk, self._shop)
        preview.blocked.connect(self.show_gate)
        preview.save.connect(self.save_pdf)
        preview.send.connect(self.print_pdf)
        return preview

    def _draft(self) -> None:
        self._open_edition("draft")

    def _final(self) -> None:
        if self.desk.evaluation.can_print_final:
            self._open_edition("final")
        else:
            self.show_gate()

    def _open_edition(self, edition: str) -> None:
        self.go(PREVIEW)
        page = self.page
        if isinstance(page, PreviewPage):
            page.choose_edition("final" if edition == "final" else "draft")
            page.take_focus()

    def _following(self, step: int) -> str:
        """Return the place after or before this one, or an empty text."""
        page = self.page
        path = walk(self.desk.evaluation)
        if isinstance(page, TopicPage):
            here = [topic.id for _, topic in path].index(page.topic.id)
            if step > 0 and (here + 1 == len(path) or path[here + 1][0].id != page.area.id):
                return SUMMARY + page.area.id
            target = here + step
            return TOPIC + path[target][1].id if 0 <= target < len(path) else ""
        if isinstance(page, SummaryPage):
            mine = [topic for area, topic in path if area.id == page.area.id]
            if step < 0 and mine:
                return TOPIC + mine[-1].id
            following = next_open(self.desk.evaluation)
            topic = self.desk.checklist.topic_of.get(following)
            return TOPIC + topic if topic else REVIEW
        return ""

    def _show_next(self) -> None:
        words = self.desk.words
        if self._return_to and isinstance(self.page, TopicPage):
            self.footer.show_next(words("ui.back_to_review"), can_skip=False)
            return
        place = self._following(1)
        if place.startswith(TOPIC):
            topic = next(topic for topic in self.desk.checklist.topics if TOPIC + topic.id == place)
            text = words("ui.next_is", title=self.desk.say(topic.title))
        elif place.startswith(SUMMARY):
            text = words("ui.next_is", title=words("ui.summary"))
        else:
            text = words("ui.next_is", title=words("ui.review"))
        self.footer.show_next(text, can_skip=isinstance(self.page, TopicPage))

    def _show_help(self) -> None:
        page = self.page
        question: QuestionFields | None = None
        if isinstance(page, TopicPage) and page.current:
            question = page.question(page.current)
        self.panel.show_question(question)

    def take_focus(self) -> None:
        """Put the focus where work on the page begins."""
        page = self.page
        if isinstance(page, (Page, PreviewPage)):
            page.take_focus()

    def _travel(self, travel: Travel) -> None:
        if not travel.question:
            return
        self.open_question(travel.question, highlight=True)
        question = self.desk.checklist.questions[travel.question]
        words = self.desk.words
        self.told.emit(
            words(
                "ui.travelled",
                title=self.desk.say(question.title),
                before=_shown(question, travel.before, self.desk),
                after=_shown(question, travel.after, self.desk),
            )
        )


def _shown(question: QuestionFields, answer: Answer, desk: Desk) -> str:
    if answer.not_sure:
        return desk.words("ui.state_not_sure")
    if answer.value is None:
        return answer.text or desk.words("ui.nothing_yet")
    return question.show(answer.value, desk.words)
