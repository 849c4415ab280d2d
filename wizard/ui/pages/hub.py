"""The list of areas: where the plan stands, what to do next, and the draft at any time."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wizard.engine import Evaluation
from wizard.model.answers import State
from wizard.model.checklist import Area
from wizard.model.findings import AreaResult
from wizard.model.questions import Severity
from wizard.ui.parts.buttons import Button, RowButton
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.feedback_card import FeedbackCard
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.places import Route, next_open, to_mend
from wizard.ui.parts.widgets import ShapeMark, clear_layout, label, set_property
from wizard.ui.questions.choices import Options
from wizard.ui.questions.topic_page import Page
from wizard.ui.style.severity import AREA_SIGNS, VERDICT_SIGNS, area_shape, ordinal
from wizard.ui.style.theme import LARGE


class HubPage(Page):
    """The hub.

    Signals:
        area: an area was picked.
        question: the next open question was asked for.
        review: checking the answers was asked for.
        draft: a draft was asked for.
    """

    area = Signal(str)
    question = Signal(str)
    review = Signal()
    draft = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._first = ""
        look = desk.look
        rows = QVBoxLayout(self.body)
        rows.setContentsMargins(look.px(28), look.px(18), look.px(28), look.px(18))
        rows.setSpacing(look.px(8))
        rows.addLayout(self._head())
        self._verdict = _VerdictBox()
        self._verdict.clicked.connect(self._mend)
        line = QHBoxLayout(self._verdict)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(8)
        self._mark = ShapeMark(look, "begun", 20)
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self._verdict_text = label("", "body")
        self._verdict_text.setProperty("strong", True)
        line.addWidget(self._verdict_text, 1)
        self._mending = Button(look, "", "link", icon="forward", trailing=True)
        self._mending.setObjectName("mend")
        self._mending.clicked.connect(self._mend)
        line.addWidget(self._mending)
        rows.addWidget(self._verdict)
        self._feedback = FeedbackCard(desk, self.question)
        rows.addWidget(self._feedback.frame)
        self._route = self._route_switch()
        rows.addWidget(self._route)
        self._areas: dict[str, _AreaRow] = {}
        for number, one in enumerate(desk.checklist.areas, start=1):
            row = _AreaRow(desk, one, number)
            row.clicked.connect(partial(self._open_area, one.id))
            self._areas[one.id] = row
            rows.addWidget(row)
        rows.addStretch(1)
        self._counts = Flow(gap=16)
        rows.addLayout(self._counts)
        self.refresh()

    def refresh(self) -> None:
        """Show where the plan stands."""
        evaluation, words = self._desk.evaluation, self._desk.words
        route = self._desk.route
        unanswered = route.open_count()
        if unanswered:
            key = "ui.hub_open_short" if route.short else "ui.hub_open"
            self._title.setText(words(key, count=unanswered, minutes=route.minutes()))
        elif route.short:
            self._title.setText(words("ui.hub_short_answered"))
        else:
            self._title.setText(words("ui.hub_all_answered"))
        verdict = evaluation.verdict
        set_property(self._verdict, "tone", VERDICT_SIGNS[verdict].tone)
        self._mark.show_shape(VERDICT_SIGNS[verdict].shape)
        self._verdict_text.setText(words(VERDICT_SIGNS[verdict].word))
        for area_id in evaluation.areas:
            self._areas[area_id].refresh(route.area(area_id), evaluation)
        self._feedback.refresh()
        self._show_route(evaluation)
        self._show_counts(evaluation)
        self._target = next_open(route)
        self._show_mending(evaluation)
        number = evaluation.checklist.number(self._target)
        text = words("ui.next_open", number=number) if self._target else words("ui.review")
        self._next.setText(text)
        self._next.updateGeometry()

    def take_focus(self) -> None:
        """Put the focus on what to do next."""
        self._next.show_ring()

    def _show_mending(self, evaluation: Evaluation) -> None:
        """Offer the first thing the verdict asks for, unless next already leads there."""
        words = self._desk.words
        first = [one.questions[0] for one in evaluation.blockers]
        # Beside "nothing left to fix" what only deserves a look is not called a thing to fix.
        key = "ui.remind_first" if evaluation.verdict == "ready" else "ui.mend_first"
        if not first and not (evaluation.verdict == "undecided" and self._target):
            first = to_mend(evaluation)
        self._first = target = first[0] if first else ""
        self._mending.setVisible(bool(target))
        if target:
            columns = evaluation.checklist.columns
            asked = columns[target][0].id if target in columns else target
            self._mending.setText(words(key, title=self._desk.titled(asked)))
            self._mending.updateGeometry()
        self._verdict.setCursor(
            Qt.CursorShape.PointingHandCursor if target else Qt.CursorShape.ArrowCursor
        )

    def _mend(self) -> None:
        if self._first:
            self.question.emit(self._first)

    def _open_area(self, area_id: str) -> None:
        """Go to the red line an area names on its row, or to where work on it begins."""
        red = self._areas[area_id].red_line
        if red:
            self.question.emit(red)
        else:
            self.area.emit(area_id)

    def _go_on(self) -> None:
        if self._target:
            self.question.emit(self._target)
        else:
            self.review.emit()

    def _head(self) -> QHBoxLayout | QVBoxLayout:
        """What is left to do, and what to press: first on the page, so always in sight."""
        look, words = self._desk.look, self._desk.words
        large = look.factor > LARGE
        head = QVBoxLayout() if large else QHBoxLayout()
        head.setSpacing(12)
        self._title = label("", "h1")
        head.addWidget(self._title, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        draft = Button(look, words("ui.print_draft"), icon="print")
        draft.setObjectName("print_draft")
        draft.clicked.connect(self.draft)
        self._next = Button(look, "", "primary", icon="forward", trailing=True)
        self._next.setObjectName("next")
        self._next.clicked.connect(self._go_on)
        for button in (self._next, draft):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        if large:
            buttons.addStretch(1)
        head.addLayout(buttons)
        return head

    def _route_switch(self) -> Options:
        desk, words = self._desk, self._desk.words
        texts = {"short": words("ui.route_short_none"), "all": words("ui.route_all_none")}
        switch = Options(
            desk.look,
            "route",
            words("ui.route"),
            texts,
            many=False,
            dense=desk.look.factor <= LARGE,
        )
        switch.chosen.connect(lambda choice: desk.choose_route(short=choice == "short"))
        switch.leave.connect(self._go_on)
        return switch

    def _show_route(self, evaluation: Evaluation) -> None:
        """Say how much either way takes; there is nothing to choose once all is answered."""
        words = self._desk.words
        everything = Route(evaluation).open_count()
        for choice in ("short", "all"):
            route = Route(evaluation, choice == "short")
            count, minutes = route.open_count(), route.minutes()
            key = f"ui.route_{choice}" if count else f"ui.route_{choice}_none"
            self._route.retitle(choice, words(key, count=count, minutes=minutes))
        self._route.check({"short" if self._desk.short else "all"})
        self._route.setVisible(bool(everything) or self._desk.short)

    def _show_counts(self, evaluation: Evaluation) -> None:
        words = self._desk.words
        must = [
            one.id
            for one in evaluation.checklist.questions.values()
            if one.must and one.id in evaluation.visible
        ]
        done = len(must) - sum(one in evaluation.missing for one in must)
        weigh = [one for one in evaluation.findings if one.counts]
        reminders = sum(one.severity in (Severity.FIX, Severity.WATCH) for one in weigh)
        unsure = sum(state is State.NOT_SURE for state in evaluation.states.values())
        clear_layout(self._counts)
        must_said = words("ui.count_must_said", of=len(must))
        self._count("done", words("ui.count_must", done=done, of=len(must)), must_said)
        self._count("red_line", words("ui.count_red", count=len(evaluation.red_lines)))
        self._count("warn", words("ui.count_reminders", count=reminders))
        self._count("unsure", words("ui.count_unsure", count=unsure))

    def _count(self, shape: str, text: str, said: str = "") -> None:
        box = QWidget()
        box.setToolTip(said)
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(ShapeMark(self._desk.look, shape, 16))  # type: ignore[arg-type]
        line.addWidget(label(text, "small", wrap=False))
        self._counts.addWidget(box)


class _VerdictBox(QFrame):
    """The verdict; a click anywhere in it does what its link does.

    Signals:
        clicked: the mouse was pressed and let go on it.
    """

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "box")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Count as a click where the button is let go inside."""
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


class _AreaRow(RowButton):
    """One area: status, title, count, what is to be known about it."""

    def __init__(self, desk: Desk, area: Area, number: int) -> None:
        super().__init__(desk.look)
        self._desk = desk
        look = desk.look
        self._area = area
        self.red_line = ""
        line = QHBoxLayout(self)
        line.setContentsMargins(look.px(16), look.px(9), look.px(16), look.px(9))
        line.setSpacing(look.px(12))
        self._mark = ShapeMark(look, "open", 22)
        line.addWidget(self._mark)
        words = QVBoxLayout()
        words.setSpacing(1)
        title = desk.words(
            "ui.area_title", ordinal=ordinal(number, desk.words), area=desk.say(area.title)
        )
        self._title = label(title, "title")
        words.addWidget(self._title)
        self._hint = label(desk.say(area.lead), "small")
        words.addWidget(self._hint)
        line.addLayout(words, 1)
        self._count = label("", "small", wrap=False)
        self._count.setProperty("tone", "plain")
        self._minutes = label("", "meta", wrap=False)
        large = look.factor > LARGE
        ends = QVBoxLayout()
        ends.setSpacing(1)
        side = Qt.AlignmentFlag.AlignLeft if large else Qt.AlignmentFlag.AlignRight
        ends.addWidget(self._count, 0, side)
        ends.addWidget(self._minutes, 0, side)
        (words if large else line).addLayout(ends)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def refresh(self, result: AreaResult, evaluation: Evaluation) -> None:
        """Show how far the area has got."""
        words = self._desk.words
        self._mark.show_shape(area_shape(result))
        state = words(AREA_SIGNS[result.state].word)
        route = self._desk.route
        done, of = route.progress(self._area.id)
        count = words("ui.of", done=done, of=of)
        self._count.setText(words("ui.area_count", state=state, count=count))
        left = result.short_minutes if route.short else result.minutes
        minutes = words("ui.about_minutes", minutes=left) if left else ""
        self._minutes.setText(minutes)
        self.red_line = self._first_red_line(evaluation)
        hint = self._desk.say(self._area.lead)
        if self.red_line:
            hint = words("ui.red_line_at", title=self._desk.titled(self.red_line))
        self._hint.setText(hint)
        name = f"{self._title.text()} {state} {count} {minutes}"
        self.setAccessibleName(name)
        self.setAccessibleDescription(hint)

    def _first_red_line(self, evaluation: Evaluation) -> str:
        area_of = evaluation.checklist.area_of
        for finding in evaluation.red_lines:
            first = finding.questions[0]
            if area_of.get(first) == self._area.id:
                return first
        return ""
