"""Weeks later: what you changed, what ran out, what the rules judge differently; and reprint."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from wizard.engine.changes import AnswerChange
from wizard.engine.due import Due
from wizard.session import Printed, PrintJob
from wizard.session.clauses import ClauseChange, ClauseJob
from wizard.session.own_clauses import ClauseEdit
from wizard.session.reverting import reverted
from wizard.session.updates import RuleChange, Update
from wizard.session.wording import ChangeWords
from wizard.ui.pages.print_shop import PrintShop
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.compared import compared_text
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.places import AGREEMENTS
from wizard.ui.parts.widgets import ShapeMark, clear_layout, in_line, label, panel
from wizard.ui.questions.topic_page import Page
from wizard.ui.style.icons import Shape
from wizard.ui.style.severity import SEVERITY_SIGNS

MOST_NAMED = 5


class UpdatePage(Page):
    """What there is to look at since the last print.

    Signals:
        opened: a question was picked; carries its id.
        evidence: evidence is to be looked at; carries its answer's cell and its place.
        reprint: printing was asked for; carries ``all``, ``changed`` or ``again``.
        go_on: answering was asked for.
    """

    opened = Signal(str)
    evidence = Signal(object, int)
    reprint = Signal(str)
    go_on = Signal()

    def __init__(self, desk: Desk, shop: PrintShop) -> None:
        super().__init__()
        self._desk, self._shop = desk, shop
        self._job: PrintJob | None = None
        self._clauses: ClauseJob | None = None
        self.changed_pages: int | None = None
        self.setObjectName("update_page")
        px = desk.look.px
        rows = QVBoxLayout(self.body)
        rows.setContentsMargins(px(28), px(18), px(28), px(20))
        rows.setSpacing(px(10))
        self._title = label("", "h1")
        rows.addWidget(self._title)
        rows.addLayout(self._build_buttons())
        self._sections = QVBoxLayout()
        self._sections.setSpacing(px(10))
        rows.addLayout(self._sections)
        rows.addStretch(1)
        shop.measured.connect(self._count_pages)
        shop.compared.connect(self._show_clauses)

    def refresh(self) -> None:
        """Show everything since the last print."""
        words, update = self._desk.words, self._desk.session.update()
        clear_layout(self._sections)
        for button in (self._changed, self._whole, self._again):
            button.setVisible(update is not None)
        if update is None:
            self._title.setText(words("life.never_printed"))
            return
        edition = words("ui.final" if update.record.edition == "final" else "ui.draft")
        number = update.printed.number
        day = dt.datetime.fromisoformat(update.printed.at).astimezone()
        shown = {"day": f"{day:%Y-%m-%d}", "edition": edition, "number": number}
        self._title.setText(words("life.since", days=update.days, **shown))
        self._name_buttons(update)
        self._show_verdict(update)
        self._show_changes(update)
        self._show_effects(update)
        self._show_due(update)
        self._show_rules(update)
        if not update:
            self._sections.addWidget(label(words("life.nothing_since"), "body"))
        self._compose()

    def take_focus(self) -> None:
        """Put the focus on what most come for: printing again."""
        shown = (self._changed, self._again, self._next)
        next(one for one in shown if not one.isHidden()).show_ring()

    def _build_buttons(self) -> Flow:
        look, words = self._desk.look, self._desk.words
        row = Flow(gap=look.px(10))
        self._next = Button(look, words("life.go_on"), icon="forward", trailing=True)
        self._changed = Button(look, words("life.print_changed"), "primary", icon="print")
        self._whole = Button(look, "", icon="print")
        self._again = Button(look, "")
        buttons: tuple[tuple[str, Button, Callable[[], object]], ...] = (
            ("go_on", self._next, self.go_on.emit),
            ("print_changed", self._changed, partial(self.reprint.emit, "changed")),
            ("print_whole", self._whole, partial(self.reprint.emit, "all")),
            ("print_again", self._again, partial(self.reprint.emit, "again")),
        )
        for name, button, act in buttons:
            button.setObjectName(name)
            button.clicked.connect(act)
            row.addWidget(button)
        return row

    def _name_buttons(self, update: Update) -> None:
        words, prints = self._desk.words, self._desk.session.plan.prints()
        self._whole.setText(words("life.print_whole", number=len(prints) + 1))
        quiet = not (update.changes.substantive or update.clauses)
        key = "life.print_again_same" if quiet else "life.print_again"
        self._again.setText(words(key, number=update.printed.number))
        self._again.set_kind("primary" if quiet else "plain")
        for button in (self._whole, self._again):
            button.updateGeometry()

    def _compose(self) -> None:
        """Have the changed pages counted, on the shop's thread."""
        session = self._desk.session
        last = session.reprint_job()
        if last is None:
            return
        final = last.edition == "final" and session.evaluation.can_print_final
        self._job = session.print_job("final" if final else "draft", last.language)
        self._show_pages(None)
        self._shop.measure(self._job)
        self._clauses = session.clause_job(self._desk.words.language)
        if self._clauses is not None:
            self._shop.compare(self._clauses)

    def _count_pages(self, job: PrintJob, printed: Printed) -> None:
        if job is self._job:
            self._show_pages(len(printed.changed), printed.total)

    def _show_pages(self, count: int | None, pages: int = 0) -> None:
        words = self._desk.words
        self.changed_pages = count
        text = words("life.print_changed")
        if count is not None:
            text = words("life.print_changed_pages", count=count, pages=pages)
        self._changed.setText(text)
        self._changed.updateGeometry()
        if count == 0:
            if self._changed.hasFocus():
                self._again.show_ring()
            self._changed.hide()

    def _section(self, title: str, count: int) -> QVBoxLayout:
        px = self._desk.look.px
        card = panel("card")
        rows = QVBoxLayout(card)
        rows.setContentsMargins(px(18), px(12), px(14), px(12))
        rows.setSpacing(px(4))
        rows.addWidget(label(self._desk.words(title, count=count), "title"))
        self._sections.addWidget(card)
        return rows

    def _show_changes(self, update: Update) -> None:
        answers, clauses = update.changes.substantive, update.clauses
        if not answers and not clauses:
            return
        rows = self._section("life.you_changed", len(answers) + len(clauses))
        tell = ChangeWords(self._desk.evaluation, self._desk.evaluation, self._desk.words)
        for number, change in enumerate(answers, start=1):
            rows.addWidget(self._answer_row(number, change, tell))
        for number, edit in enumerate(clauses, start=1):
            rows.addWidget(self._clause_row(number, edit))

    def _show_verdict(self, update: Update) -> None:
        """Say what the changes did to the verdict, first of all."""
        words, found = self._desk.words, update.changes
        if not found.substantive and found.verdict is None:
            return
        now = words(f"session.verdict.{self._desk.evaluation.verdict}")
        told = words("life.verdict_same", verdict=now)
        if found.verdict is not None:
            old, new = (words(f"session.verdict.{one}") for one in found.verdict)
            told = words("session.change.verdict", before=old, after=new)
        line = label(told, "title")
        line.setObjectName("verdict_since")
        self._sections.addWidget(line)

    def _answer_row(self, number: int, change: AnswerChange, tell: ChangeWords) -> QWidget:
        words = self._desk.words
        told = tell.answer(change)
        take_back = Button(self._desk.look, words("life.take_back"), "link", icon="undo")
        take_back.setObjectName(f"take_back.{number}")
        take_back.setAccessibleName(words("life.take_back_what", what=told))
        take_back.clicked.connect(partial(self._take_back, change, told))
        return self._row(None, told, take_back, self._opens(change.question, told))

    def _show_effects(self, update: Update) -> None:
        """Say which findings and figures the changes brought and took away."""
        found, words = update.changes, self._desk.words
        count = len(found.findings) + len(found.figures)
        if not found.substantive or not count:
            return
        rows = self._section("life.came_of_it", count)
        then = self._desk.session.evaluation_at(
            update.printed.revision, self._desk.evaluation.today
        )
        tell = ChangeWords(then, self._desk.evaluation, words)
        for one in found.findings:
            if one.after is not None:
                told = tell.finding(one.after)
                look_at = self._opens(one.after.questions[0], told)
                rows.addWidget(self._row(SEVERITY_SIGNS[one.after.severity].shape, told, look_at))
            if one.before is not None:
                rows.addWidget(self._row("done", words("life.gone", what=tell.finding(one.before))))
        for figure in found.figures:
            rows.addWidget(self._row(None, tell.figure(figure)))

    def _show_clauses(self, job: ClauseJob, changes: tuple[ClauseChange, ...]) -> None:
        """Show the clauses that say something else than in the last print, word by word."""
        if job is not self._clauses or not changes:
            return
        desk = self._desk
        titles = {one.id: desk.say(one.title) for one in desk.checklist.agreements}
        rows = self._section("life.clauses_changed", len(changes))
        for change in changes:
            named = f"{titles.get(change.agreement, '')} {change.code} {change.title}"
            rows.addWidget(label(named, "body"))
            text = label("", "small")
            text.setTextFormat(Qt.TextFormat.RichText)
            text.setText(compared_text(desk.look, desk.words, change.pieces))
            rows.addWidget(text)

    def _clause_row(self, number: int, edit: ClauseEdit) -> QWidget:
        desk, words = self._desk, self._desk.words
        titles = {one.id: desk.say(one.title) for one in desk.checklist.agreements}
        key = "life.clause_rewritten" if edit.after else "life.clause_restored"
        told = words(key, agreement=titles.get(edit.agreement, ""), code=edit.code)
        take_back = Button(desk.look, words("life.take_back"), "link", icon="undo")
        take_back.setObjectName(f"take_back_clause.{number}")
        take_back.setAccessibleName(words("life.take_back_what", what=told))
        take_back.clicked.connect(partial(self._restore, edit, told))
        look_at = Button(desk.look, words("life.look"), "link")
        look_at.setAccessibleName(f"{words('life.look')} {told}")
        look_at.clicked.connect(partial(desk.place_wanted.emit, AGREEMENTS))
        return self._row(None, told, take_back, look_at)

    def _show_due(self, update: Update) -> None:
        due, words = update.due, self._desk.words
        count = len(due.over) + len(due.soon) + bool(due.sources)
        if not count:
            return
        rows = self._section("life.due", count)
        for number, one in enumerate((*due.over, *due.soon), start=1):
            rows.addWidget(self._due_row(number, one, over=number <= len(due.over)))
        if due.sources:
            sources = self._desk.checklist.sources
            names = [self._desk.say(sources[one].title) for one in due.sources[:MOST_NAMED]]
            listed = words("model.list_comma").join(names)
            told = words("life.sources_due", count=len(due.sources), names=listed)
            rows.addWidget(self._row("info", told))

    def _due_row(self, number: int, one: Due, *, over: bool) -> QWidget:
        words = self._desk.words
        question = self._desk.question(one.cell)
        title = self._desk.say(question.title)
        state = "over" if over else "soon"
        name = one.name or title
        told = words(f"life.{one.kind}_{state}", title=title, name=name, day=f"{one.day:%m-%d}")
        if one.kind == "promise":
            fill = self._opens(one.cell.question, told, "ui.fill")
            fill.setObjectName(f"due.{number}")
            return self._row("unsure", told, fill)
        buttons = []
        for key, place in (("life.replace_evidence", -1), ("life.still_valid", self._place(one))):
            button = Button(self._desk.look, words(key), "link")
            button.setObjectName(f"due.{number}.{key.partition('.')[2]}")
            button.setAccessibleName(f"{words(key)} {told}")
            button.clicked.connect(partial(self.evidence.emit, one.cell, place))
            buttons.append(button)
        return self._row("warn", told, *buttons)

    def _place(self, one: Due) -> int:
        pieces = self._desk.answer_of(one.cell).evidence
        found = (
            place
            for place, piece in enumerate(pieces)
            if (piece.name, piece.valid_until) == (one.name, one.day)
        )
        return next(found, -1)

    def _show_rules(self, update: Update) -> None:
        if not update.rules:
            return
        rows = self._section("life.rules_changed", len(update.rules))
        rows.addWidget(label(self._desk.words("life.not_your_change"), "small"))
        for change in update.rules:
            rows.addWidget(self._rule_row(change))

    def _rule_row(self, change: RuleChange) -> QWidget:
        words, evaluation = self._desk.words, self._desk.evaluation
        none = words("life.said_nothing")
        told = words("life.rule", before=change.before or none, after=change.after or none)
        rules = {one.rule: one.questions[0] for one in reversed(evaluation.findings)}
        target = rules.get(change.rule, change.rule)
        if evaluation.question(target) is None:
            return self._row("info", told)
        return self._row("info", told, self._opens(target, told))

    def _opens(self, question_id: str, told: str, key: str = "life.look") -> Button:
        button = Button(self._desk.look, self._desk.words(key), "link")
        button.setAccessibleName(f"{self._desk.words(key)} {told}")
        button.clicked.connect(partial(self.opened.emit, question_id))
        return button

    def _row(self, shape: Shape | None, told: str, *buttons: Button) -> QFrame:
        look = self._desk.look
        box = panel("clear")
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(look.px(8))
        top = Qt.AlignmentFlag.AlignTop
        if shape:
            line.addWidget(in_line(look.px(28), ShapeMark(look, shape, 18)), 0, top)
        text: QLabel = label(told, "small")
        text.setProperty("tone", "plain")
        text.setContentsMargins(0, look.px(3), 0, look.px(3))
        line.addWidget(text, 1, top)
        for button in buttons:
            line.addWidget(button, 0, top)
        return box

    def _take_back(self, change: AnswerChange, told: str) -> None:
        back = reverted(self._desk.evaluation, change)
        if back:
            self._desk.change(back)
            self._done(told)

    def _restore(self, edit: ClauseEdit, told: str) -> None:
        session = self._desk.session
        refused = self._desk.attempt(
            lambda: session.rewrite_clause(edit.agreement, edit.code, edit.before or None)
        )
        if refused is not None:
            self._desk.refused.emit(refused)
            return
        self._done(told)

    def _done(self, told: str) -> None:
        self.take_focus()
        self._desk.undoable.emit(self._desk.words("life.taken_back", what=told))
