"""The platform workbench: candidates side by side, with the same yardstick for all."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.documents.plan.platform_costs import cost_chart
from wizard.documents.voice import Voice
from wizard.model.questions import Table
from wizard.ui.charts.painted import ChartCard
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.pills import CheckPill
from wizard.ui.parts.widgets import label, panel
from wizard.ui.platforms.comparison import PlatformMatrix
from wizard.ui.platforms.offer_card import OfferCard
from wizard.ui.questions.topic_page import Page


class PlatformsPage(Page):
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
        self.setObjectName("platforms_page")
        px, words = desk.look.px, desk.words
        rows = QVBoxLayout(self.body)
        rows.setContentsMargins(px(28), px(16), px(28), px(20))
        rows.setSpacing(px(10))
        rows.addWidget(label(words("workbench.platforms_title"), "h1"))
        rows.addWidget(label(words("workbench.platforms_lead"), "small"))
        self._chosen = Voice(desk.evaluation, words.language).chosen_name()
        table = desk.checklist.questions[desk.checklist.candidates]
        if not isinstance(table, Table):
            raise TypeError(desk.checklist.candidates)
        self._table = table
        rows.addLayout(self._tools())
        self.offer = OfferCard(table, desk)
        self.offer.told.connect(self.told)
        self.offer.found.connect(self._show_offer)
        rows.addWidget(self.offer)
        card = panel("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(px(18), px(12), px(14), px(14))
        self.matrix = PlatformMatrix(table, desk)
        inside.addWidget(self.matrix)
        rows.addWidget(card)
        costs = panel("card")
        about = QVBoxLayout(costs)
        about.setContentsMargins(px(20), px(14), px(20), px(14))
        self._costs = ChartCard(desk.look, words)
        about.addWidget(self._costs)
        self._costs_card = costs
        rows.addWidget(costs)
        rows.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Show the present evaluation."""
        desk, words = self._desk, self._desk.words
        count = desk.rows(self._table.id)
        text = words("workbench.count_candidates", count=count, most=self._table.most_rows)
        self._count.setText(text)
        self.matrix.refresh()
        self._fold()
        chart = cost_chart(Voice(desk.evaluation, words.language))
        self._costs_card.setVisible(chart is not None)
        self._costs.show_chart(chart)
        chosen = Voice(desk.evaluation, words.language).chosen_name()
        if chosen and chosen != self._chosen and self.isVisible():
            self.told.emit(words("workbench.chosen_note", name=chosen))
        self._chosen = chosen

    def take_focus(self) -> None:
        """Put the focus into the first cell."""
        self.matrix.take_focus()

    def commit(self) -> None:
        """Keep text that was typed and not yet committed."""
        self.matrix.commit()

    def remembered(self) -> dict[str, str]:
        """Return the offer that was pasted, and whether only differences show."""
        kept = {"only": "yes"} if self.only.isChecked() else {}
        offer = self.offer.field.toPlainText()
        return kept | ({"offer": offer} if offer and not self.offer.isHidden() else {})

    def recall(self, remembered: Mapping[str, str]) -> None:
        """Show the offer again, ready to be read."""
        self.only.setChecked("only" in remembered)
        self._fold()
        if offer := remembered.get("offer"):
            self.offer.field.show_text(offer)
            self.offer.show()

    def _tools(self) -> Flow:
        look, words = self._desk.look, self._desk.words
        tools = Flow(gap=look.px(12))
        self._count = label("", "small", wrap=False)
        tools.addWidget(self._count)
        self.only = CheckPill(look, words("workbench.only_differences"), dense=True)
        self.only.setObjectName("only_differences")
        self.only.clicked.connect(self._fold)
        tools.addWidget(self.only)
        paste = Button(look, words("workbench.paste_offer"), icon="copy")
        paste.setObjectName("paste_offer")
        paste.clicked.connect(self._paste)
        tools.addWidget(paste)
        self._folded = label("", "small", wrap=False)
        tools.addWidget(self._folded)
        self._all_lines = Button(look, "", "link", icon="down")
        self._all_lines.setObjectName("all_lines")
        self._all_lines.clicked.connect(self._unfold)
        tools.addWidget(self._all_lines)
        return tools

    def _unfold(self) -> None:
        self.matrix.unfold()
        self._fold()
        self.matrix.take_focus()

    def _fold(self) -> None:
        folded = self.matrix.only_differences(only=self.only.isChecked())
        words = self._desk.words
        text = words("workbench.same_hidden", count=folded) if folded else ""
        self._folded.setText(text)
        off = len(self.matrix.off_route())
        self._all_lines.setText(words("ui.all_lines", count=off))
        self._all_lines.setVisible(off > 0)
        self._all_lines.updateGeometry()

    def _paste(self) -> None:
        self.offer.open()
        self._show_offer()

    def _show_offer(self) -> None:
        """Bring as much of the offer into view as there is room for."""
        layout = self.body.layout()
        if layout is not None:
            layout.activate()
        self.verticalScrollBar().setValue(self.offer.y() - self._desk.look.px(12))
