"""The money workbench: meters and figures that stay in sight, lines, ways to save, charts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.documents.voice import Voice
from wizard.model.answers import NOTHING
from wizard.model.money import FEN_PER_YUAN, Money, grouped
from wizard.model.questions import Table
from wizard.ui.budget.backward_card import BackwardCard
from wizard.ui.budget.charts_card import ChartsCard
from wizard.ui.budget.explain import Explanation
from wizard.ui.budget.money_strip import MoneyStrip
from wizard.ui.budget.savings_card import SavingsCard
from wizard.ui.budget.simulating import Simulator
from wizard.ui.budget.table import BudgetTable
from wizard.ui.budget.what_if_card import WhatIfCard
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.meter import Meter
from wizard.ui.parts.places import LINES
from wizard.ui.parts.widgets import label, set_property, tab_as_read
from wizard.ui.questions.topic_page import Page

_THOUSAND = Money(1000 * FEN_PER_YUAN)
_ONE_DECIMAL = Decimal("0.1")


class BudgetPage(Page):
    """The workbench.

    Signals:
        opened: a question was picked; carries its id.
        told: something was done that can be undone; carries what to say.
    """

    opened = Signal(str)
    told = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.simulator = Simulator(desk, self)
        self.setObjectName("budget_page")
        px = desk.look.px
        self._head = Head(desk)
        self._head.setParent(self)
        self._head.strip.explained.connect(self._explain)
        rows = QVBoxLayout(self.body)
        rows.setContentsMargins(px(28), px(12), px(28), px(20))
        rows.setSpacing(px(10))
        self.explanation = Explanation(desk)
        self.explanation.opened.connect(self._open)
        self.explanation.closed.connect(self._explained)
        rows.addWidget(self.explanation)
        self._savings = SavingsCard(desk, self.told.emit)
        rows.addLayout(self._savings)
        rows.addWidget(label(desk.words("workbench.budget_lead"), "small"))
        self.table: BudgetTable | None = None
        table = desk.checklist.questions.get(LINES)
        if isinstance(table, Table):
            self.table = BudgetTable(table, desk)
            self.table.opened.connect(self.opened)
            rows.addWidget(self.table)
        self._withdrawal = label("", "small")
        rows.addWidget(self._withdrawal)
        self.backward = BackwardCard(desk)
        rows.addWidget(self.backward)
        self.what_if = WhatIfCard(desk)
        rows.addWidget(self.what_if)
        self.charts = ChartsCard(desk, self.simulator)
        rows.addWidget(self.charts)
        rows.addStretch(1)
        self.refresh()
        tab_as_read(self._withdrawal)

    def refresh(self) -> None:
        """Show the present evaluation."""
        self._head.refresh()
        self.explanation.refresh()
        self._savings.refresh()
        if self.table is not None:
            self.table.refresh()
        self._show_withdrawal()
        self.backward.refresh()
        self.what_if.refresh()
        self.charts.refresh()
        self.simulator.request()
        self._fit()

    def take_focus(self) -> None:
        """Put the focus into the first cell that is still open."""
        if self.table is not None:
            self.table.take_focus()

    def commit(self) -> None:
        """Keep text that was typed and not yet committed."""
        if self.table is not None:
            self.table.commit()
        self.backward.commit()

    def remembered(self) -> dict[str, str]:
        """Return what the plan is worked out backward from."""
        return {"income": self.backward.income.text(), "hours": self.backward.hours.text()}

    def recall(self, remembered: Mapping[str, str]) -> None:
        """Work it out from the same again."""
        self.backward.income.show_text(remembered["income"])
        self.backward.hours.show_text(remembered["hours"])
        self.backward.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the head as wide as the page."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.width()
        height = self._head.heightForWidth(width)
        if height < 0:
            height = self._head.sizeHint().height()
        self.setViewportMargins(0, height, 0, 0)
        self._head.setGeometry(0, 0, width, height)
        if self.table is not None:
            self.table.fold(self.viewport().width() - 2 * self._desk.look.px(28))

    def _explain(self, name: str) -> None:
        if self.explanation.figure == name:
            self.explanation.put_away()
            return
        self.explanation.show_figure(name)
        self._head.strip.mark(name)
        self.verticalScrollBar().setValue(0)
        self.explanation.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, question: str) -> None:
        """Go to where an input was answered; the lines of the budget are right here."""
        if question == LINES:
            self.take_focus()
        else:
            self.opened.emit(question)

    def _explained(self) -> None:
        self._head.strip.mark("")

    def _show_withdrawal(self) -> None:
        """Say what the withdrawal terms of the chosen platform do to 1,000 yuan."""
        evaluation, words = self._desk.evaluation, self._desk.words
        chosen = evaluation.chosen or {}
        minimum = chosen.get("withdrawal_minimum", NOTHING).value
        fee = chosen.get("withdrawal_fee", NOTHING).value
        flat = chosen.get("withdrawal_flat_fee", NOTHING).value
        known = isinstance(minimum, Money) and isinstance(fee, Decimal)
        self._withdrawal.setVisible(known)
        if not isinstance(minimum, Money) or not isinstance(fee, Decimal):
            return
        once = flat.fen if isinstance(flat, Money) else 0
        arrives = _THOUSAND.fen - _THOUSAND.fen * fee / 100 - once
        text = words(
            "workbench.platform_rules",
            minimum=grouped(minimum.yuan),
            fee=Voice(evaluation, words.language).percent(fee / 100),
            arrives=grouped(max(Decimal(0), arrives) / FEN_PER_YUAN),
        )
        self._withdrawal.setText(text)


class Head(QWidget):
    """What stays in sight: the budget against its cap, the reserve, the figures."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("panel", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        px = desk.look.px
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(28), 12, px(28), 8)
        rows.setSpacing(8)
        meters = QHBoxLayout()
        meters.setSpacing(28)
        self._startup = Gauge(desk, "workbench.startup")
        self._reserve = Gauge(desk, "workbench.reserve")
        meters.addWidget(self._startup, 1)
        meters.addWidget(self._reserve, 1)
        rows.addLayout(meters)
        self.strip = MoneyStrip(desk)
        rows.addWidget(self.strip)

    def refresh(self) -> None:
        """Show the present figures."""
        self._show_startup()
        self._show_reserve()
        self.strip.refresh()

    def _show_startup(self) -> None:
        evaluation, words = self._desk.evaluation, self._desk.words
        voice, figures = Voice(evaluation, words.language), evaluation.figures
        known, cap = figures["startup_known"].value, evaluation.inputs.cap
        amount = known if isinstance(known, int) else 0
        complete = figures["startup_total"].value is not None
        key = "workbench.startup_of" if complete else "workbench.startup_at_least"
        if not complete and not amount:
            key = "workbench.startup_unknown"
        reason = voice.figure_note("startup_total")
        text = words(key, amount=voice.amount(amount), cap=voice.amount(cap), reason=reason)
        over = amount > cap
        beside = words(
            "workbench.over_by" if over else "workbench.room_left",
            amount=voice.amount(abs(cap - amount)),
        )
        tone = "danger" if over else "ok"
        self._startup.show_amount(amount, cap, text, beside if over or complete else "", tone)

    def _show_reserve(self) -> None:
        evaluation, words = self._desk.evaluation, self._desk.words
        voice, figures = Voice(evaluation, words.language), evaluation.figures
        months, needed = figures["reserve_months"].value, figures["reserve_needed"].value
        wanted = evaluation.inputs.reserve_months_wanted
        if not isinstance(months, Decimal) or not isinstance(needed, Decimal):
            reason = voice.figure_note("reserve_months")
            self._reserve.show_amount(0, 1, words("workbench.reserve_unknown", reason=reason))
            return
        short = needed - months * needed / wanted if needed else Decimal(0)
        params = {
            "months": voice.decimal(months, str(_ONE_DECIMAL)),
            "wanted": voice.decimal(wanted, str(_ONE_DECIMAL)),
            "amount": voice.amount(short),
        }
        if months < 0:
            text = words("workbench.reserve_none", **params)
        elif months < wanted:
            text = words("workbench.reserve_short", **params)
        else:
            text = words("workbench.reserve_of", **params)
        part = max(Decimal(0), min(months, wanted))
        tone = "warn" if months < wanted else "ok"
        own = words(
            "workbench.reserve_outside",
            cap=voice.amount(evaluation.inputs.cap),
            own=voice.figure("own_money_needed"),
        )
        self._reserve.show_amount(int(part * 100), int(wanted * 100), text, "", tone)
        self._reserve.setToolTip(own)


class Gauge(QWidget):
    """A meter under its words."""

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(desk.look.px(4))
        line = QHBoxLayout()
        self._text = label("", "body", frame=True)
        self._text.setProperty("strong", True)
        self._beside = label("", "body", wrap=False, frame=True)
        self._beside.setProperty("strong", True)
        line.addWidget(self._text, 1)
        line.addWidget(self._beside)
        rows.addLayout(line)
        self._meter = Meter(desk.look, desk.words(name))
        rows.addWidget(self._meter)

    def show_amount(
        self, amount: int, limit: int, text: str, beside: str = "", tone: str = ""
    ) -> None:
        """Show ``amount`` of ``limit``; ``text`` says it, ``beside`` how far they are apart."""
        self._text.setText(text)
        self._text.setToolTip(text)
        set_property(self._text, "tone", "warn" if tone == "warn" else "")
        self._beside.setText(beside)
        set_property(self._beside, "tone", tone)
        self._meter.show_amount(amount, limit, text)
