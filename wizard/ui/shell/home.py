"""The first screen: continue, begin, look at an example, open a file.

Shown before the model and the pack are loaded: standard library, Qt and the library's
list, nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from wizard.plans.library import Entry
from wizard.text import Words
from wizard.ui.parts.buttons import Button, IconButton, RowButton
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.widgets import ShapeMark, clear_layout, label, panel, tab_as_read
from wizard.ui.style.icons import Shape
from wizard.ui.style.theme import Look

if TYPE_CHECKING:
    from wizard.ui.shell.start_form import StartForm

_VERDICTS: dict[str, tuple[Shape, str]] = {
    "not_advised": ("red_line", "ui.verdict_not_advised"),
    "undecided": ("begun", "ui.verdict_undecided"),
    "fix_first": ("warn", "ui.verdict_fix_first"),
    "ready": ("done", "ui.verdict_ready"),
}


class PlanRow(RowButton):
    """One plan of the list.

    Signals:
        renamed, removed, copied: keys and menu entries of the row; carry the path.
        wished: another entry of its menu; carries which, as ``library_actions`` names it,
            and the path.
    """

    renamed = Signal(Path)
    removed = Signal(Path)
    copied = Signal(Path)
    wished = Signal(str, Path)

    def __init__(self, look: Look, words: Words, entry: Entry, today: dt.date) -> None:
        super().__init__(look)
        self._words = words
        self.path = entry.path
        line = QHBoxLayout(self)
        line.setContentsMargins(look.px(16), look.px(10), look.px(16), look.px(10))
        line.setSpacing(look.px(12))
        shape, state = _state(entry, words)
        line.addWidget(ShapeMark(look, shape, 20))
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(label(entry.name, "title"))
        texts.addWidget(label(state, "small"))
        line.addLayout(texts, 1)
        changed = when(entry.modified, today, words)
        line.addWidget(label(changed, "small", wrap=False))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        more = IconButton(look, "more", words("ui.plan_menu", name=entry.name))
        more.setObjectName(f"plan_menu.{entry.path.stem}")
        more.clicked.connect(self._pop_up)
        line.addWidget(more)
        self._more = more
        self.setAccessibleName(f"{entry.name}, {state}, {changed}")
        self.setObjectName(f"plan.{entry.path.stem}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rename with F2, delete with Del."""
        if event.key() == Qt.Key.Key_F2:
            self.renamed.emit(self.path)
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit(self.path)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with a plan."""
        self.menu().popup(event.globalPos())

    def _pop_up(self) -> None:
        below = self._more.rect().bottomLeft()
        self.menu().popup(self._more.mapToGlobal(below))

    def menu(self) -> QMenu:
        """Return the menu of this row."""
        words = self._words
        menu = QMenu(self)
        menu.addAction(words("ui.open"), self.click)
        menu.addAction(words("ui.rename"), lambda: self.renamed.emit(self.path))
        menu.addAction(words("ui.duplicate"), lambda: self.copied.emit(self.path))
        menu.addAction(words("library.copy_out"), lambda: self.wished.emit("copy_out", self.path))
        menu.addAction(words("library.own_data"), lambda: self.wished.emit("own_data", self.path))
        menu.addSeparator()
        menu.addAction(words("ui.delete"), lambda: self.removed.emit(self.path))
        menu.addAction(words("library.erase"), lambda: self.wished.emit("erase", self.path))
        return menu


class Home(QScrollArea):
    """The home screen.

    Signals:
        opened: a plan was picked; carries its path.
        begun: a new plan is wanted; carries its name, the chosen goods, and whether it is
            made in a workshop.
        sample, file, trainer: its buttons.
        renamed, removed, copied, wished: as in the rows.
    """

    opened = Signal(Path)
    begun = Signal(str, list, bool)
    sample = Signal()
    file = Signal()
    trainer = Signal()
    renamed = Signal(Path)
    removed = Signal(Path)
    copied = Signal(Path)
    wished = Signal(str, Path)

    def __init__(
        self, look: Look, words: Words, today: dt.date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._words, self._today = look, words, today
        self._latest: Path | None = None
        # One of our own: asked for the one Qt made, PySide looks through every class of
        # widget for its type, a tenth of the time to the first paint.
        self.setViewport(panel("clear"))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = panel("clear")
        self.setWidget(body)
        self.viewport().setAutoFillBackground(False)
        body.setAutoFillBackground(False)
        outer = QHBoxLayout(body)
        outer.setContentsMargins(look.px(24), look.px(28), look.px(24), look.px(24))
        column = QWidget()
        column.setMaximumWidth(look.px(980))
        outer.addWidget(column, 1)
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.px(14))
        rows.addWidget(label(words("ui.home_title"), "display"))
        rows.addWidget(label(words("ui.home_lead"), "body"))
        self._build_buttons(rows)
        self._form: StartForm | None = None
        self._goods: Mapping[str, str] = {}
        self._rows = rows
        self._form_place = rows.count()
        self._recent = label(words("ui.recent"), "h2")
        rows.addWidget(self._recent)
        self._list = QVBoxLayout()
        self._list.setSpacing(look.px(8))
        rows.addLayout(self._list)
        self._empty = self._build_empty()
        rows.addWidget(self._empty)
        rows.addStretch(1)

    def show_plans(self, entries: Sequence[Entry]) -> None:
        """List the plans, last changed first."""
        if self._look.theme == "projector":
            entries = [
                replace(one, name=self._words("trainer.somebody", number=f"{number:02d}"))
                for number, one in enumerate(entries, start=1)
            ]
        clear_layout(self._list)
        if self._form is not None:
            self._form.hide()
        latest = next((one for one in entries if one.problem is None), None)
        self._continue.setVisible(latest is not None)
        self._new.set_kind("plain" if latest is not None else "primary")
        if latest is not None:
            self._continue.setText(self._words("ui.continue", name=_short(latest.name)))
            self._continue.setToolTip(latest.name)
            self._continue.updateGeometry()
        self._latest = latest.path if latest is not None else None
        for entry in entries:
            row = PlanRow(self._look, self._words, entry, self._today)
            row.clicked.connect(lambda _=False, path=entry.path: self.opened.emit(path))
            row.renamed.connect(self.renamed)
            row.removed.connect(self.removed)
            row.copied.connect(self.copied)
            row.wished.connect(self.wished)
            self._list.addWidget(row)
        self._recent.setVisible(bool(entries))
        self._empty.setVisible(not entries)

    def take_focus(self) -> None:
        """Put the focus on what most people want next."""
        target = self._continue if not self._continue.isHidden() else self._new
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_new(self) -> None:
        """Open the questions a new plan begins with."""
        from wizard.ui.shell.start_form import StartForm

        if self._form is None:
            self._form = StartForm(self._look, self._words, self._today)
            self._form.begun.connect(self.begun)
            self._form.offer_goods(self._goods)
            self._rows.insertWidget(self._form_place, self._form)
            tab_as_read(self._form)
        self._form.show()
        self._form.take_focus()

    def offer_goods(self, texts: Mapping[str, str]) -> None:
        """Let a new plan choose what it sells; the pack says what there is."""
        self._goods = texts
        if self._form is not None:
            self._form.offer_goods(texts)
            tab_as_read(self._form)

    def _build_buttons(self, rows: QVBoxLayout) -> None:
        words, look = self._words, self._look
        line = Flow(gap=10)
        self._continue = Button(look, "", "primary", icon="forward")
        self._continue.setObjectName("continue")
        self._continue.clicked.connect(self._open_latest)
        self._continue.hide()
        line.addWidget(self._continue)
        self._new = Button(look, words("ui.new_plan"), icon="plus")
        self._new.setObjectName("new_plan")
        self._new.clicked.connect(self.ask_new)
        line.addWidget(self._new)
        sample = Button(look, words("ui.sample"), icon="page")
        sample.setObjectName("sample")
        sample.clicked.connect(self.sample)
        line.addWidget(sample)
        file = Button(look, words("ui.open_file"), icon="folder")
        file.setObjectName("open_file")
        file.clicked.connect(self.file)
        line.addWidget(file)
        trainer = Button(look, words("trainer.button"), icon="columns")
        trainer.setObjectName("trainer")
        trainer.clicked.connect(self.trainer)
        line.addWidget(trainer)
        rows.addLayout(line)

    def _build_empty(self) -> QWidget:
        look, words = self._look, self._words
        card = panel("card")
        lines = QVBoxLayout(card)
        lines.setContentsMargins(look.px(24), look.px(20), look.px(24), look.px(20))
        lines.setSpacing(look.px(8))
        lines.addWidget(label(words("ui.empty_title"), "title"))
        for key in ("ui.empty_1", "ui.empty_2", "ui.empty_3"):
            line = QHBoxLayout()
            line.setSpacing(10)
            line.addWidget(ShapeMark(look, "done", 18), 0, Qt.AlignmentFlag.AlignTop)
            text = label(words(key), "body")
            line.addWidget(text, 1)
            lines.addLayout(line)
        return card

    def _open_latest(self) -> None:
        if self._latest is not None:
            self.opened.emit(self._latest)

    def event(self, event: QEvent) -> bool:
        """Close the form with Esc; nothing typed there is an answer yet."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._form is not None
            and self._form.isVisible()
        ):
            self._form.hide()
            self.take_focus()
            return True
        return super().event(event)


def when(moment: dt.datetime, today: dt.date, words: Words) -> str:
    """Return how long ago something was changed."""
    local = moment.astimezone()
    days = (today - local.date()).days
    if days <= 0:
        return words("ui.today_at", time=f"{local:%H:%M}")
    if days == 1:
        return words("ui.yesterday")
    if days < 30:
        return words("ui.days_ago", days=days)
    return local.date().isoformat()


def _state(entry: Entry, words: Words) -> tuple[Shape, str]:
    if entry.problem is not None:
        return "warn", words("ui.plan_unreadable")
    summary = entry.summary
    shape, key = _VERDICTS.get(str(summary.get("verdict", "")), ("open", "ui.area_not_started"))
    parts = [words(key)]
    red_lines = _count(summary.get("red_lines"))
    if red_lines:
        parts.append(words("ui.count_red", count=red_lines))
    open_questions = _count(summary.get("of")) - _count(summary.get("answered"))
    if open_questions > 0:
        parts.append(words("ui.questions_left", count=open_questions))
    return shape, words("ui.dot").join(parts)


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _short(name: str) -> str:
    return name if len(name) <= 16 else name[:15] + "…"
