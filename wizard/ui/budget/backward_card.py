"""The plan backward: what the income wanted a month takes, or what stands in its way.

What is typed here only asks; it is no answer and is not kept in the plan.
"""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from wizard.documents.voice import Voice
from wizard.model.money import Money, grouped
from wizard.model.reading import Invalid, read_money, read_number
from wizard.money.backward import Backward, backward
from wizard.money.course import orders_a_day
from wizard.money.inputs import likely
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.fields import LineField
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.widgets import label, set_property

_NEEDS = ("orders", "visitors", "hours", "price")
_COMPARED = ("not_enough_orders", "not_enough_visitors", "not_enough_hours", "over_cap")
_ONE_DECIMAL = "0.1"


class BackwardCard(QFrame):
    """The card: an income and the hours there are, and under them what it takes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("panel", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        px, words = desk.look.px, desk.words
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(20), px(14), px(20), px(16))
        rows.setSpacing(px(8))
        rows.addWidget(label(words("workbench.backward"), "title"))
        rows.addWidget(label(words("workbench.backward_lead"), "small"))
        asked = Flow(gap=px(8))
        self.income = self._field("income", asked)
        self.hours = self._field("hours", asked)
        self.income.leave.connect(self.hours.setFocus)
        rows.addLayout(asked)
        self._note = self._line("note", "warn")
        self._verdict = self._line("verdict", "")
        set_property(self._verdict, "strong", value=True)
        self._needs = {need: self._line(need, "plain") for need in _NEEDS}
        self._obstacles = self._line("obstacles", "warn")
        for one in (self._note, self._verdict, *self._needs.values(), self._obstacles):
            rows.addWidget(one)
        self._suggest()

    def refresh(self) -> None:
        """Work out the present plan backward."""
        income, hours = read_money(self.income.text()), read_number(self.hours.text())
        unread = self._unread(self.income, income) or self._unread(self.hours, hours)
        asked = isinstance(income, Money) and not unread
        self._say(self._note, unread)
        inputs = self._desk.evaluation.inputs
        if not asked or not isinstance(income, Money):
            for one in (self._verdict, *self._needs.values(), self._obstacles):
                self._say(one, "")
            return
        week = hours if isinstance(hours, Decimal) else None
        found = backward(inputs, income.fen, week)
        obstacles = [self._obstacle(code, found, week) for code in found.obstacles]
        words = self._desk.words
        reachable = "possible" if found.possible else "impossible"
        verdict = words(f"workbench.backward_{reachable}", income=grouped(income.yuan))
        self._say(self._verdict, verdict)
        set_property(self._verdict, "tone", "ok" if found.possible else "warn")
        for need, text in self._needed(found).items():
            self._say(self._needs[need], text)
        self._say(self._obstacles, "\n".join(obstacles))

    def commit(self) -> None:
        """Work out what was typed last."""
        self.income.commit()
        self.hours.commit()

    def _field(self, name: str, asked: Flow) -> LineField:
        words = self._desk.words
        title = words(f"workbench.backward_{name}")
        field = LineField(f"backward.{name}", title)
        field.prefer_width(self._desk.look.px(120))
        field.committed.connect(self.refresh)
        asked.addWidget(label(title, "small", wrap=False))
        asked.addWidget(field)
        asked.addWidget(label(words(f"workbench.backward_{name}_unit"), "small", wrap=False))
        return field

    @staticmethod
    def _line(name: str, tone: str) -> QLabel:
        made = label("", "small")
        made.setObjectName(f"backward.{name}.text")
        set_property(made, "tone", tone)
        made.hide()
        return made

    @staticmethod
    def _say(line: QLabel, text: str) -> None:
        line.setText(text)
        line.setVisible(bool(text))

    def _suggest(self) -> None:
        """Begin with the wage the plan already has."""
        wage = likely(self._desk.evaluation.inputs.owner_wage)
        if wage:
            self.income.show_text(grouped(Money(int(wage)).yuan))

    def _unread(self, field: QWidget, read: object) -> str:
        blank = isinstance(field, LineField) and not field.text().strip()
        if not isinstance(read, Invalid) or blank:
            field.setAccessibleDescription("")
            return ""
        said = self._desk.words(read.key, **read.params)
        field.setAccessibleDescription(said)
        return said

    @property
    def _voice(self) -> Voice:
        return Voice(self._desk.evaluation, self._desk.words.language)

    def _needed(self, found: Backward) -> dict[str, str]:
        """Say each thing the income takes; what cannot be told says what is missing."""
        words, voice = self._desk.words, self._voice
        said = dict.fromkeys(_NEEDS, "")
        if found.orders_month is not None and found.orders_day is not None:
            said["orders"] = words(
                "workbench.backward_orders",
                day=voice.ceiling(found.orders_day),
                month=voice.ceiling(found.orders_month),
            )
            said["visitors"] = words("workbench.backward_visitors_unknown")
            said["hours"] = words("workbench.backward_hours_unknown")
        if found.visitors_day is not None:
            visitors = voice.ceiling(found.visitors_day)
            said["visitors"] = words("workbench.backward_visitors", visitors=visitors)
        if found.support_hours_week is not None:
            hours = voice.decimal(found.support_hours_week, _ONE_DECIMAL)
            said["hours"] = words("workbench.backward_support", hours=hours)
        if found.price is not None:
            said["price"] = words(
                "workbench.backward_price",
                price=voice.money(found.price),
                day=voice.decimal(orders_a_day(self._desk.evaluation.inputs) or Decimal(0)),
            )
        return said

    def _obstacle(self, code: str, found: Backward, week: Decimal | None) -> str:
        words, voice, inputs = self._desk.words, self._voice, self._desk.evaluation.inputs
        if code not in _COMPARED:
            return words("workbench.backward_because", reason=words(f"money.reason.{code}"))
        return words(
            f"workbench.backward_{code}",
            planned=voice.decimal(orders_a_day(inputs) or Decimal(0)),
            seen=voice.decimal(Decimal(likely(inputs.visitors_per_day) or 0)),
            hours=voice.decimal(week or Decimal(0), _ONE_DECIMAL),
            over=voice.money(found.startup - inputs.cap),
        )
