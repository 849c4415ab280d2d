"""The charts of the money model, one subject at a time, from the blocks the plan prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from wizard.documents.blocks import Blocks, Chart, walk
from wizard.documents.plan import budget, cash, economics
from wizard.documents.voice import Voice
from wizard.money.simulation import Simulation
from wizard.ui.budget.simulating import WAITING, Simulator
from wizard.ui.charts.painted import ChartCard
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.widgets import label
from wizard.ui.questions.choices import Options

_MOST = 3


@dataclass(frozen=True, slots=True)
class Subject:
    """What can be drawn.

    Attributes:
        key: of its name in the catalogue.
        compose: returns the blocks the plan prints about it.
        figure: whose note says why there is nothing to draw.
    """

    key: str
    compose: Callable[[Voice, Simulation | None], Blocks]
    figure: str


SUBJECTS: dict[str, Subject] = {
    "budget": Subject(
        "workbench.chart_budget", lambda voice, _: budget.section(voice), "startup_total"
    ),
    "order": Subject(
        "workbench.chart_order",
        lambda voice, _: economics.per_order(voice),
        "contribution_per_order",
    ),
    "break_even": Subject(
        "workbench.chart_break_even",
        lambda voice, _: economics.break_even(voice),
        "break_even_orders_month",
    ),
    "sensitivity": Subject(
        "workbench.chart_sensitivity",
        lambda voice, _: economics.sensitivity(voice),
        "break_even_orders_month",
    ),
    "cash": Subject("workbench.chart_cash", lambda voice, _: cash.year(voice), "lowest_cash"),
    "weeks": Subject("workbench.chart_weeks", lambda voice, _: cash.weeks(voice), "lowest_cash"),
    "fan": Subject("workbench.chart_fan", cash.stress, "runout_probability_13_weeks"),
}


class ChartsCard(QFrame):
    """The card: subjects to pick from, and the charts of the one that was picked."""

    def __init__(self, desk: Desk, simulator: Simulator) -> None:
        super().__init__()
        self._desk, self._simulator = desk, simulator
        self.subject = "budget"
        self._drawn: tuple[object, ...] = ()
        self.setProperty("panel", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        px, words = desk.look.px, desk.words
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(20), px(14), px(20), px(16))
        rows.setSpacing(px(12))
        rows.addWidget(label(words("workbench.charts"), "title"))
        texts = {name: words(subject.key) for name, subject in SUBJECTS.items()}
        self._options = Options(
            desk.look, "budget_chart", words("workbench.charts"), texts, many=False, dense=True
        )
        self._options.check({self.subject})
        self._options.chosen.connect(self.choose)
        rows.addWidget(self._options)
        self.cards = [ChartCard(desk.look, words) for _ in range(_MOST)]
        for card in self.cards:
            rows.addWidget(card)

    def choose(self, subject: str) -> None:
        """Draw another subject."""
        self.subject = subject
        self._options.check({subject})
        self.refresh()

    def refresh(self) -> None:
        """Draw the present figures; nothing is composed that is on screen already."""
        evaluation, simulated = self._desk.evaluation, self._simulator.result
        now = (self.subject, evaluation, simulated)
        if len(self._drawn) == len(now) and all(
            one is other for one, other in zip(now, self._drawn, strict=True)
        ):
            return
        self._drawn = now
        subject = SUBJECTS[self.subject]
        voice = Voice(evaluation, self._desk.words.language)
        blocks = walk(subject.compose(voice, simulated))
        charts = [block for block in blocks if isinstance(block, Chart)][:_MOST]
        reason = "" if charts else self._reason(voice, subject)
        for place, card in enumerate(self.cards):
            card.setVisible(place < max(len(charts), 1))
            if place < len(charts):
                card.show_chart(charts[place])
            elif place == 0:
                card.show_chart(None, reason)

    def _reason(self, voice: Voice, subject: Subject) -> str:
        words, figure = self._desk.words, voice.evaluation.figures[subject.figure]
        if figure.note == WAITING:
            return words("workbench.chart_calculating")
        note = voice.figure_note(subject.figure)
        if not note or figure.value is not None:
            return words("workbench.chart_nothing")
        return words("workbench.chart_missing", reason=note)
