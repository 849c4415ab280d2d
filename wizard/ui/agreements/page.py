"""The agreements of the shop: clause by clause, as on paper, with what each one is for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from wizard.documents.agreements import AgreementDocument, Clause, compose_agreement
from wizard.documents.formats import FORMATS, render
from wizard.errors import WizardError
from wizard.plans.files import atomic_write, safe_file_name
from wizard.ui.agreements.clause_side import ClauseSide
from wizard.ui.agreements.clause_view import ClauseView
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.dialogs import ask_save, documents_folder
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.widgets import clear_layout, label, panel, tab_as_read
from wizard.ui.questions.choices import Options
from wizard.ui.questions.topic_page import Page
from wizard.ui.style.icons import SHAPE_TOKENS, Shape, shape_icon

WHOLE = ""
"""Stands for the whole agreement where a clause could be chosen."""
SIDE_WIDTH = 1000
PANES_HEIGHT = 300
STACKED_WIDTH = 560
"""Px of room, at 100 % text, below which the list of clauses stands above their text."""
LIST_WIDTH, LIST_HEIGHT = 216, 124
_ANY = 16_777_215
_FORMATS = ("pdf", "docx", "html", "md")


class AgreementsPage(Page):
    """The screen.

    Signals:
        opened: a question was picked; carries its id.
        told: something was done; carries what to say.
    """

    opened = Signal(str)
    told = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("agreements_page")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.agreement = ""
        self.code = WHOLE
        self.made: AgreementDocument | None = None
        self._at_blank = -1
        px, words = desk.look.px, desk.words
        rows = QVBoxLayout(self.body)
        rows.setContentsMargins(px(20), px(12), px(20), px(12))
        rows.setSpacing(px(8))
        self._tabs_box = QVBoxLayout()
        self._tabs: Options | None = None
        self._offered: tuple[str, ...] | None = None
        rows.addLayout(self._build_tools())
        rows.addLayout(self._tabs_box)
        rows.addLayout(self._build_panes(), 1)
        rows.addWidget(label(words("life.not_advice"), "meta"))

    def refresh(self) -> None:
        """Compose the agreement again and show it."""
        desk = self._desk
        self._offer()
        if not self._offered:
            self.made = None
            self._panes.hide()
            self._tools.hide()
            return
        self._panes.show()
        self._tools.show()
        own = desk.session.own_clauses.get(self.agreement)
        self.made = compose_agreement(
            desk.evaluation,
            self.agreement,
            name=desk.session.name,
            edition="draft",
            language=desk.words.language,
            own_text=own,
        )
        self._list_clauses(self.made)
        self._show_state(self.made)
        self._show_clause()

    def take_focus(self) -> None:
        """Put the focus on the list of clauses."""
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def commit(self) -> None:
        """Keep text that was typed and not yet committed."""
        self.view.commit()

    def remembered(self) -> dict[str, str]:
        """Return the clause on screen."""
        return {"agreement": self.agreement, "code": self.code}

    def recall(self, remembered: Mapping[str, str]) -> None:
        """Go back to the clause."""
        self._offer()
        self.show_clause(remembered["agreement"], remembered["code"])

    def mend(self, step: int) -> bool:
        """Go to the next or previous blank; False if there is none."""
        if self.made is None or not self.made.blanks:
            return False
        self.commit()
        count = len(self.made.blanks)
        here = self._at_blank if self._at_blank >= 0 or step > 0 else 0
        self._at_blank = (here + step) % count
        blank = self.made.blanks[self._at_blank]
        self.show_clause(self.agreement, blank.clause)
        self.side.go(blank.question)
        return True

    def show_clause(self, agreement: str, code: str) -> None:
        """Show a clause, or with an empty code the whole agreement."""
        if agreement != self.agreement and agreement in (self._offered or ()):
            self._choose(agreement)
        self.code = code
        self._select()
        self._show_clause()

    def _build_tools(self) -> QVBoxLayout:
        look, words = self._desk.look, self._desk.words
        holder = QVBoxLayout()
        self._tools = QWidget()
        row = Flow(self._tools, gap=look.px(10))
        row.addWidget(label(words("life.agreements"), "h1", wrap=False))
        self._state = Button(look, "", "ghost", icon="flag")
        self._state.setObjectName("agreement_state")
        self._state.clicked.connect(partial(self.mend, 1))
        row.addWidget(self._state)
        copy = Button(look, words("life.copy_text"), icon="copy")
        copy.setObjectName("copy_agreement")
        copy.clicked.connect(self._copy)
        row.addWidget(copy)
        save = Button(look, words("life.save_agreement"), icon="save")
        save.setObjectName("save_agreement")
        menu = QMenu(save)
        for one in _FORMATS:
            action = menu.addAction(words(f"life.format_{one}"), partial(self.ask_save, one))
            action.setObjectName(f"save_agreement.{one}")
        save.setMenu(menu)
        row.addWidget(save)
        holder.addWidget(self._tools)
        return holder

    def _build_panes(self) -> QVBoxLayout:
        px, words = self._desk.look.px, self._desk.words
        holder = QVBoxLayout()
        self._panes = QWidget()
        self._row = row = QHBoxLayout(self._panes)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        self.list = QListWidget()
        self.list.setObjectName("clauses")
        self.list.setAccessibleName(words("life.clauses"))
        self.list.setFixedWidth(px(LIST_WIDTH))
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._picked)
        row.addWidget(self.list)
        middle = QVBoxLayout()
        self._card = card = panel("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(px(4), px(4), px(4), px(10))
        self.view = ClauseView(self._desk)
        self.view.opened.connect(self.opened)
        self.view.changed.connect(self._rewritten)
        inside.addWidget(self.view)
        middle.addWidget(card, 3)
        self._below = QVBoxLayout()
        middle.addLayout(self._below, 2)
        row.addLayout(middle, 1)
        self._beside = QVBoxLayout()
        row.addLayout(self._beside)
        self.side = ClauseSide(self._desk)
        self.side.opened.connect(self.opened)
        self._beside.addWidget(self.side)
        holder.addWidget(self._panes)
        return holder

    def resizeEvent(self, event: object) -> None:
        """Put what a clause is for under it where there is no room beside it."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        px = self._desk.look.px
        beside = self.viewport().width() >= px(SIDE_WIDTH)
        target = self._beside if beside else self._below
        if target.indexOf(self.side) < 0:
            target.addWidget(self.side)
        self.side.setMaximumWidth(px(300) if beside else _ANY)
        self.side.setMinimumWidth(px(260) if beside else 0)
        self._arrange(stacked=self.viewport().width() < px(STACKED_WIDTH))

    def _arrange(self, *, stacked: bool) -> None:
        """Put the clauses above their text, or beside it."""
        px, room = self._desk.look.px, self.viewport().height() - self._desk.look.px(24)
        # Under large text the panes keep a page's height and the page scrolls to them.
        self._panes.setMinimumHeight(0 if stacked else min(px(PANES_HEIGHT), room))
        self._card.setMinimumHeight(room if stacked else 0)
        down, on = QHBoxLayout.Direction.TopToBottom, QHBoxLayout.Direction.LeftToRight
        if (self._row.direction() == down) == stacked:
            return
        self._row.setDirection(down if stacked else on)
        self.list.setMinimumSize(
            0 if stacked else px(LIST_WIDTH), px(LIST_HEIGHT) if stacked else 0
        )
        self.list.setMaximumSize(
            _ANY if stacked else px(LIST_WIDTH), px(LIST_HEIGHT) if stacked else _ANY
        )
        if self.made is not None:
            self._list_clauses(self.made)

    def _offer(self) -> None:
        """Offer the agreements that apply."""
        desk = self._desk
        offered = tuple(desk.evaluation.agreements)
        if offered == self._offered:
            return
        self._offered = offered
        clear_layout(self._tabs_box)
        self._tabs = None
        if not offered:
            self._tabs_box.addWidget(label(desk.words("life.no_agreements"), "body"))
            return
        titles = {one.id: desk.say(one.title) for one in desk.checklist.agreements}
        self._tabs = Options(
            desk.look,
            "agreement",
            desk.words("life.agreements"),
            {one: titles[one] for one in offered},
            many=False,
            dense=True,
        )
        self._tabs.chosen.connect(self._switch)
        self._tabs_box.addWidget(self._tabs)
        if self.agreement not in offered:
            self.agreement, self.code = offered[0], WHOLE
        self._tabs.check({self.agreement})
        tab_as_read(self._panes)

    def _switch(self, agreement: str) -> None:
        self.commit()
        self._choose(agreement)

    def _choose(self, agreement: str) -> None:
        self.agreement, self.code, self._at_blank = agreement, WHOLE, -1
        if self._tabs is not None:
            self._tabs.check({agreement})
        self.refresh()

    def _list_clauses(self, made: AgreementDocument) -> None:
        words = self._desk.words
        if self.code not in {one.code for one in made.clauses}:
            self.code = WHOLE
        self.list.blockSignals(True)
        self.list.clear()
        entries: list[tuple[str, str, Shape]] = [(WHOLE, words("life.whole"), "none")]
        for clause in made.clauses:
            shape, state = self._clause_state(made, clause)
            text = f"{clause.number} {clause.title}"
            entries.append((clause.code, f"{text}\n{state}" if state else text, shape))
        for code, text, shape in entries:
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, code)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text.replace("\n", ", "))
            if code:
                color = self._desk.look.color
                item.setIcon(shape_icon(shape, color(SHAPE_TOKENS[shape]), color("surface")))
            item.setSizeHint(QSize(0, self._item_height(text)))
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._select()

    def _item_height(self, text: str) -> int:
        """Return the height of an entry whose text wraps beside its mark."""
        px = self._desk.look.px
        room = QRect(0, 0, self.list.width() - px(66), 10_000)
        metrics = QFontMetrics(self._desk.look.font("body"))
        flags = int(Qt.TextFlag.TextWordWrap)
        return metrics.boundingRect(room, flags, text).height() + px(18)

    def _clause_state(self, made: AgreementDocument, clause: Clause) -> tuple[Shape, str]:
        """Return shape and words of a clause; the strongest thing wins."""
        words = self._desk.words
        if any(one.clause == clause.code for one in made.contradictions):
            return "red_line", words("life.contradicts")
        if clause.deviates:
            return "info", words("life.deviates")
        blanks = sum(one.clause == clause.code for one in made.blanks)
        if blanks:
            return "open", words("life.blanks_here", count=blanks)
        return "done", ""

    def _select(self) -> None:
        self.list.blockSignals(True)
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == self.code:
                self.list.setCurrentRow(row)
        self.list.blockSignals(False)

    def _picked(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.commit()
            self.code = str(item.data(Qt.ItemDataRole.UserRole))
            self._at_blank = -1
            self._show_clause()
            if self._row.direction() == QHBoxLayout.Direction.TopToBottom:
                self.verticalScrollBar().setValue(self._panes.y())

    def _show_state(self, made: AgreementDocument) -> None:
        words = self._desk.words
        counts = {"contradictions": len(made.contradictions), "blanks": len(made.blanks)}
        said = [words(f"life.{key}", count=count) for key, count in counts.items() if count]
        text = words("model.list_comma").join(said) or words("life.agreement_ready")
        self._state.setText(text)
        self._state.updateGeometry()

    def _show_clause(self) -> None:
        made = self.made
        if made is None:
            return
        clause = next((one for one in made.clauses if one.code == self.code), None)
        if clause is None:
            self.view.show_whole(self.agreement, made.document.title, made.clauses)
        else:
            self.view.show_clause(self.agreement, clause)
        self.side.show_clause(self._lead(), clause, made)

    def _lead(self) -> str:
        desk = self._desk
        leads = {one.id: desk.say(one.lead) for one in desk.checklist.agreements}
        return leads.get(self.agreement, "")

    def _rewritten(self, text: str) -> None:
        self.refresh()
        if text:
            self._desk.undoable.emit(text)

    def _copy(self) -> None:
        self.commit()
        if self.made is not None:
            QGuiApplication.clipboard().setText(self.made.document.plain_text())
            self.told.emit(self._desk.words("life.copied", title=self.made.document.title))

    def ask_save(self, form: str) -> None:
        """Ask where to write the agreement in a format."""
        self.commit()
        if self.made is None:
            return
        words, made = self._desk.words, self.made
        tag = words("ui.final" if made.can_be_final else "ui.draft")
        stem = f"{self._desk.session.name} {made.document.title} {tag}"
        name = safe_file_name(stem, FORMATS[form].suffix)
        title = words("life.save_agreement")
        ask_save(self.window(), title, documents_folder() / name, partial(self._write, form))

    def _write(self, form: str, path: Path) -> None:
        desk = self._desk
        if self.made is None:
            return
        made = compose_agreement(
            desk.evaluation,
            self.agreement,
            name=desk.session.name,
            edition="final" if self.made.can_be_final else "draft",
            language=desk.words.language,
            own_text=desk.session.own_clauses.get(self.agreement),
        )
        try:
            atomic_write(path, render(made.document, form))
        except WizardError as error:
            desk.refused.emit(error)
            return
        desk.written.emit(path)
