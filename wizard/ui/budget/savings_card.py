"""What to do about a budget over the cap: ways to save, each with its effect, one click each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from wizard.documents.saving import way as way_text
from wizard.documents.voice import Voice
from wizard.engine.savings import Way, ways
from wizard.session import started
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.widgets import ShapeMark, clear_layout, label, panel, set_property

_EFFECTS = ("contribution_per_order", "break_even_orders_day", "lowest_cash")


class SavingsCard(QVBoxLayout):
    """The card as a part of a page; empty while the budget is within the cap."""

    def __init__(self, desk: Desk, tell: Callable[[str], None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self._started = started(desk.session.plan.contents().created)
        self._shown: object = None

    def refresh(self) -> None:
        """Show the ways to save that the answers leave."""
        evaluation = self._desk.evaluation
        if self._shown is not None and self._shown == evaluation.inputs:
            return
        self._shown = evaluation.inputs
        clear_layout(self)
        known = evaluation.figures["startup_known"].value
        over = known - evaluation.inputs.cap if isinstance(known, int) else 0
        if over > 0:
            self._fill(over, ways(evaluation, started=self._started))

    def _fill(self, over: int, found: tuple[Way, ...]) -> None:
        desk, words = self._desk, self._desk.words
        px = desk.look.px
        frame = panel("box")
        set_property(frame, "tone", "danger")
        frame.setObjectName("savings")
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(px(14), px(10), px(12), px(10))
        rows.setSpacing(px(8))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(ShapeMark(desk.look, "red_line", 20))
        amount = self._voice.amount(over)
        key = "workbench.ways_title" if found else "workbench.ways_none"
        title = label(words(key, amount=amount), "body")
        title.setProperty("strong", True)
        title.setProperty("tone", "danger")
        head.addWidget(title, 1)
        rows.addLayout(head)
        for number, way in enumerate(found, start=1):
            rows.addLayout(self._line(number, way))
        self.addWidget(frame)

    @property
    def _voice(self) -> Voice:
        return Voice(self._desk.evaluation, self._desk.words.language)

    def _line(self, number: int, way: Way) -> QHBoxLayout:
        desk, words = self._desk, self._desk.words
        what, effect = way_text(self._voice, way.saving), self._effect(way)
        line = QHBoxLayout()
        line.setSpacing(desk.look.px(12))
        apply = Button(desk.look, words("workbench.way_apply"))
        apply.setObjectName(f"saving.{number}")
        apply.setAccessibleName(
            words("workbench.tile_spoken", name=words("workbench.way_apply"), value=what)
        )
        apply.setAccessibleDescription(effect)
        apply.clicked.connect(partial(self._apply, way, what))
        line.addWidget(apply, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        title = label(what, "small")
        title.setProperty("tone", "plain")
        title.setProperty("strong", True)
        texts.addWidget(title)
        said = label(effect, "small")
        said.setProperty("tone", "plain")
        texts.addWidget(said)
        line.addLayout(texts, 1)
        return line

    def _effect(self, way: Way) -> str:
        """Say what would follow: the total, and every other figure that would move."""
        words = self._desk.words
        before, after = self._voice, Voice(way.after, words.language)
        total = "startup_total" if way.after.figures["startup_total"].value else "startup_known"
        key = "workbench.way_not_enough" if way.saving.still_over else "workbench.way_enough"
        said = [
            words(
                key,
                saved=before.amount(way.saving.saved),
                total=after.figure(total),
                over=before.amount(way.saving.still_over),
            )
        ]
        said += [
            words(
                "workbench.way_changes",
                name=before.figure_name(name),
                before=before.figure(name),
                after=after.figure(name),
            )
            for name in _EFFECTS
            if before.figure(name) != after.figure(name)
        ]
        return words("documents.semicolon").join(said)

    def _apply(self, way: Way, what: str) -> None:
        self._desk.change(way.changes)
        self._tell(self._desk.words("workbench.saved_by", what=what))
