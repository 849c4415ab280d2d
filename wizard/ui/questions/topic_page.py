"""One topic: a heading and one to five question cards under each other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from wizard.model.checklist import Area, Topic
from wizard.model.questions import QuestionFields, Table
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.places import serves_agreements, walk
from wizard.ui.parts.widgets import badge, label, panel, tab_as_read
from wizard.ui.questions.card import QuestionCard
from wizard.ui.questions.moving import moves_around
from wizard.ui.style.severity import ordinal


class Page(QScrollArea):
    """A page of the window: scrolls down only, never sideways.

    A large one is made inside its ``parent``: moved there once it is full, each of its
    widgets would be styled a second time.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body = panel("clear")
        self.setWidget(self.body)
        self.viewport().setAutoFillBackground(False)
        self.body.setAutoFillBackground(False)

    def refresh(self) -> None:
        """Show the present evaluation."""

    def take_focus(self) -> None:
        """Put the focus where work on this page begins."""

    def commit(self) -> None:
        """Keep text that was typed and not yet committed."""

    def set_compact(self, *, compact: bool) -> None:
        """Get by without a side panel."""

    def move_row(self, step: int) -> None:
        """Move the row of a table that has the focus up (-1) or down (1)."""
        focus = QApplication.focusWidget()
        if focus is not None and (moves := moves_around(focus, self)) is not None:
            moves.move_focused(focus, step)

    def remembered(self) -> dict[str, str]:
        """Return what is on this page and not in the plan: where one was, a text begun.

        Pages out of sight are let go of; built again, they are told.
        """
        return {}

    def recall(self, remembered: Mapping[str, str]) -> None:
        """Show again what an earlier page of the same place remembered."""


class TopicPage(Page):
    """The cards of one topic.

    Signals:
        current_changed: another card has the focus; carries its question's id.
        finished: Enter in the last card.
        passed_over: this and the other topics that only fill in agreements are left for later.
    """

    current_changed = Signal(str)
    finished = Signal()
    passed_over = Signal()

    def __init__(self, area: Area, topic: Topic, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.area, self.topic = area, topic
        self._desk = desk
        self._current = ""
        self._unfolded = False
        px = desk.look.px
        rows = QVBoxLayout(self.body)
        rows.setContentsMargins(px(28), px(18), px(28), px(20))
        rows.setSpacing(px(12))
        self._eyebrow = label("", "small")
        self._eyebrow.setProperty("tone", "accent")
        rows.addWidget(self._eyebrow)
        rows.addWidget(label(desk.say(topic.title), "h1"))
        if topic.lead:
            rows.addWidget(label(desk.say(topic.lead), "body"))
        if serves_agreements(desk.checklist, topic):
            rows.addLayout(self._agreements_note())
        self.cards: dict[str, QuestionCard] = {}
        for question in topic.questions:
            card = QuestionCard(question, desk, self.body)
            card.leave.connect(lambda question_id=question.id: self._leave(question_id))
            self.cards[question.id] = card
            rows.addWidget(card)
        self._folded = Button(desk.look, "", "link", icon="down")
        self._folded.setObjectName(f"{topic.id}.unfold")
        self._folded.clicked.connect(self._unfold)
        rows.addWidget(self._folded, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(1)
        QApplication.instance().focusChanged.connect(self._focus_changed)  # type: ignore[union-attr]
        self.refresh()
        tab_as_read(self._eyebrow)

    @property
    def is_wide(self) -> bool:
        """Whether a table on this page wants the room of the side panel."""
        return any(
            isinstance(card.question, Table) and len(card.question.columns) > 3
            for card in self.cards.values()
        )

    @property
    def current(self) -> str:
        """Id of the question whose card has, or last had, the focus."""
        shown = self._shown()
        if self._current in shown:
            return self._current
        return shown[0] if shown else ""

    def question(self, question_id: str) -> QuestionFields:
        """Return a question of this topic."""
        return self.cards[question_id].question

    def refresh(self) -> None:
        """Show the present evaluation; cards come and go as questions apply."""
        shown = self._shown()
        alone = self._desk.look.theme == "projector"
        for question_id, card in self.cards.items():
            card.setVisible(question_id in shown and (not alone or question_id == self.current))
            if question_id in shown:
                card.refresh()
        self._eyebrow.setText(self._place_text())
        folded = len(self._applying()) - len(shown)
        self._folded.setVisible(folded > 0)
        self._folded.setText(self._desk.words("ui.folded_questions", count=folded))
        self._folded.updateGeometry()

    def take_focus(self) -> None:
        """Put the focus into the first open question, or into the first."""
        shown = self._shown()
        answers = self._desk.evaluation.answers
        first_open = next((one for one in shown if one not in answers), None)
        target = first_open or (shown[0] if shown else "")
        if target:
            self.go(target)

    def go(self, question_id: str, *, highlight: bool = False) -> None:
        """Put the focus into the card of a question."""
        card = self.cards[question_id]
        if question_id not in self._shown():
            self._unfolded = True
            self.refresh()
        self._current = question_id
        if self._desk.look.theme == "projector":
            self.refresh()
        card.take_focus()
        self._bring(card)
        QTimer.singleShot(0, card, lambda: self._bring(card))
        if highlight:
            card.highlight()

    def _bring(self, card: QuestionCard) -> None:
        """Scroll until the card is in view, or its top where it is taller than the page."""
        if card.height() <= self.viewport().height() - 32:
            self.ensureWidgetVisible(card, 0, 16)
            if card.geometry().bottom() < self.viewport().height():
                # No line of the heading cut in half where the whole card shows without.
                self.verticalScrollBar().setValue(0)
            elif card is self.cards.get(next(iter(self._shown()), "")):
                self.verticalScrollBar().setValue(card.y() - 12)
        elif not card.geometry().contains(card.x() + 1, self.verticalScrollBar().value() + 200):
            self.verticalScrollBar().setValue(card.y() - 12)

    def _reveal(self, widget: QWidget) -> None:
        """Scroll until a widget inside a card is in view."""
        if widget.hasFocus():
            self.ensureWidgetVisible(widget, 0, 40)

    def step(self, step: int) -> bool:
        """Put the focus into the next or previous card; False at either end."""
        shown = self._shown()
        if self.current not in shown:
            return False
        place = shown.index(self.current) + step
        if not 0 <= place < len(shown):
            return False
        self.go(shown[place])
        return True

    def commit(self) -> None:
        """Keep text that was typed and not yet committed."""
        for card in self.cards.values():
            card.commit()

    def set_compact(self, *, compact: bool) -> None:
        """Carry the help inside the cards."""
        for card in self.cards.values():
            card.set_compact(compact=compact or self.is_wide)

    def remembered(self) -> dict[str, str]:
        """Return the card last looked at, what was unfolded, and evidence begun."""
        kept = {"unfolded": "yes"} if self._unfolded else {}
        for question_id, card in self.cards.items():
            if card.evidence.draft:
                kept[f"evidence.{question_id}"] = card.evidence.draft
        return kept | ({"current": self._current} if self._current else {})

    def recall(self, remembered: Mapping[str, str]) -> None:
        """Unfold, and show the evidence begun."""
        self._unfolded = "unfolded" in remembered
        self._current = remembered.get("current", "")
        for question_id, card in self.cards.items():
            if draft := remembered.get(f"evidence.{question_id}"):
                card.evidence.begin(draft)
        self.refresh()

    def _agreements_note(self) -> QVBoxLayout:
        """Say that nothing here decides whether the shop may open, and offer to go past."""
        words = self._desk.words
        rows, line = QVBoxLayout(), Flow(gap=self._desk.look.px(10))
        rows.setSpacing(0)
        line.addWidget(badge(words("ui.for_agreements")))
        past = Button(self._desk.look, words("ui.pass_agreements"), "link", icon="forward")
        past.setObjectName("pass_agreements")
        past.clicked.connect(self.passed_over)
        line.addWidget(past)
        rows.addLayout(line)
        rows.addWidget(label(words("ui.for_agreements_lead"), "small"))
        return rows

    def _place_text(self) -> str:
        """Say which page this is of how many, counting those on the way."""
        words, checklist = self._desk.words, self._desk.checklist
        number = next(
            place for place, area in enumerate(checklist.areas, 1) if area.id == self.area.id
        )
        topics = [topic.id for area, topic in walk(self._desk.route) if area.id == self.area.id]
        if self.topic.id not in topics:
            topics = [topic.id for topic in self.area.topics]
        return words(
            "ui.topic_place",
            ordinal=ordinal(number, words),
            area=self._desk.say(self.area.title),
            number=topics.index(self.topic.id) + 1,
            of=len(topics),
        )

    def _shown(self) -> list[str]:
        route = self._desk.route
        return [one for one in self._applying() if self._unfolded or route.asks(one)]

    def _applying(self) -> list[str]:
        visible = self._desk.evaluation.visible
        return [one for one in self.cards if one in visible]

    def _unfold(self) -> None:
        """Show what the short path leaves out, on this page alone."""
        before = self._shown()
        self._unfolded = True
        self.refresh()
        self.go(next(one for one in self._shown() if one not in before))

    def _leave(self, question_id: str) -> None:
        self._current = question_id
        if not self.step(1):
            self.finished.emit()

    def _focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        del old
        if new is None or not self.isVisible():
            return
        for question_id, card in self.cards.items():
            mine = card.isAncestorOf(new)
            card.set_current(current=mine)
            if mine:
                self._reveal(new)
                # What was opened just now has its place only after the layout.
                QTimer.singleShot(0, new, partial(self._reveal, new))
                if question_id != self._current:
                    self._current = question_id
                    self.current_changed.emit(question_id)
