"""The figures that matter most, always in sight: each shows what the last change did to it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.documents.voice import DASH, Voice
from wizard.money import Figure
from wizard.ui.budget.simulating import WAITING
from wizard.ui.parts.buttons import RowButton
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.toast import announce
from wizard.ui.parts.widgets import label, set_property

SHOWN = (
    "contribution_per_order",
    "break_even_orders_day",
    "lowest_cash",
    "runout_probability_13_weeks",
    "own_money_needed",
)
QUIET_MS = 1000
"""How long nobody has changed anything before the change is said aloud."""
_DAYS = {"lowest_cash": "lowest_cash_date"}
_LESS_IS_BETTER = ("break_even_orders_day", "runout_probability_13_weeks", "own_money_needed")


class FigureTile(RowButton):
    """One figure: name, value, and old to new after a change; a click explains it."""

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(desk.look)
        self._desk, self.name = desk, name
        self._figure: Figure | None = None
        self._before = ""
        self.change = ""
        self.setObjectName(f"figure.{name}")
        self.setCheckable(True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(9, 7, 9, 7)
        rows.setSpacing(0)
        self._title = label(desk.words(f"workbench.tile.{name}"), "meta", frame=True)
        self._value = label("", "title", wrap=False, frame=True)
        self._change = label("", "meta", frame=True)
        self._change.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        # Room for two lines from the start: the strip keeps its height while one types.
        line = QFontMetrics(desk.look.font("meta", frame=True)).lineSpacing()
        self._change.setMinimumHeight(2 * line)
        for widget in (self._title, self._value, self._change):
            rows.addWidget(widget)
            widget.setMinimumWidth(60)
        self.setToolTip(desk.words("workbench.explain_hint"))

    def nextCheckState(self) -> None:
        """Stay as the page says; the click alone opens nothing."""

    def show_value(self, voice: Voice) -> None:
        """Show the figure of an evaluation, and how it moved since the last one."""
        figure, shown = voice.evaluation.figures[self.name], voice.figure(self.name)
        old, before = self._figure, self._before
        if figure.note != WAITING:
            self._figure, self._before = figure, shown
        if old is not None and DASH not in (before, shown) and before != shown:
            self.change = self._moved(voice, old, figure, shown)
            set_property(self._change, "tone", _tone(self.name, old, figure))
        if self.change:
            beside = self.change
        else:
            beside = self._aside(voice, figure)
            set_property(self._change, "tone", "")
        self._value.setText(shown)
        set_property(self._value, "tone", "danger" if _is_bad(figure) else "")
        self._change.setText(beside)
        self._change.setToolTip(beside)
        words = voice.w
        self.setAccessibleName(
            words("workbench.tile_spoken", name=voice.figure_name(self.name), value=shown)
        )
        self.setAccessibleDescription(beside)

    def forget_change(self) -> None:
        """Stop showing the last change."""
        self.change = ""

    def _aside(self, voice: Voice, figure: Figure) -> str:
        """Return what stands under a figure that did not move: why there is none, or its day."""
        if figure.value is None:
            return voice.figure_note(self.name)
        day = _DAYS.get(self.name)
        known = day is not None and voice.evaluation.figures[day].value is not None
        return voice.figure(day) if day is not None and known else ""

    def _moved(self, voice: Voice, old: Figure, new: Figure, shown: str) -> str:
        if old.unit == "money" and isinstance(old.shown, int) and isinstance(new.shown, int):
            moved = new.shown - old.shown
            difference = ("＋" if moved > 0 else "−") + voice.amount(abs(moved))
            return voice.w(
                "workbench.tile_changed_by",
                before=voice.amount(old.shown),
                after=voice.amount(new.shown),
                difference=difference,
            )
        return voice.w("workbench.tile_changed", before=self._before, after=shown)


class MoneyStrip(QWidget):
    """The strip.

    Signals:
        explained: a figure was picked; carries its name.
    """

    explained = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.tiles: dict[str, FigureTile] = {}
        for name in SHOWN:
            tile = FigureTile(desk, name)
            tile.clicked.connect(partial(self.explained.emit, name))
            self.tiles[name] = tile
            row.addWidget(tile, 1)
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self._say)
        self._inputs: object = None

    def refresh(self) -> None:
        """Show the present figures."""
        evaluation = self._desk.evaluation
        voice = Voice(evaluation, self._desk.words.language)
        fresh = evaluation.inputs != self._inputs
        if fresh and self._inputs is not None:
            for tile in self.tiles.values():
                tile.forget_change()
        for tile in self.tiles.values():
            tile.show_value(voice)
        if fresh and self._inputs is not None:
            self._quiet.start()
        self._inputs = evaluation.inputs

    def mark(self, name: str) -> None:
        """Mark the figure that is being explained, or none."""
        for tile in self.tiles.values():
            tile.setChecked(tile.name == name)
            tile.update()

    def _say(self) -> None:
        """Say the changes aloud, once, after a pause."""
        moved = [
            self._desk.words("workbench.tile_spoken", name=tile.accessibleName(), value=tile.change)
            for tile in self.tiles.values()
            if tile.change
        ]
        if moved and self.isVisible():
            announce(self, self._desk.words("documents.semicolon").join(moved))


def _is_bad(figure: Figure) -> bool:
    value = figure.value
    return not isinstance(value, dt.date) and value is not None and value < 0


def _tone(name: str, old: Figure, new: Figure) -> str:
    before, after = old.value, new.value
    if not isinstance(before, int | Decimal) or not isinstance(after, int | Decimal):
        return ""
    better = (after < before) == (name in _LESS_IS_BETTER)
    return "ok" if better else "warn"
