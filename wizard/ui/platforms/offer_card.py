"""Pasting a platform's offer: what it seems to say, sentence by sentence, to be confirmed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from wizard.model.answers import NOTHING, Answer, Row
from wizard.model.questions import QuestionFields, Table
from wizard.session.offers import Proposal, applied, proposals
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.fields import TextField
from wizard.ui.parts.pills import CheckPill
from wizard.ui.parts.unfinished import UnfinishedText
from wizard.ui.parts.widgets import clear_layout, label
from wizard.ui.questions.choices import Options

NEW = "new"


class OfferCard(QFrame):
    """The card.

    Signals:
        found: there are proposals to look through.
        told: proposals were written; carries what to say.
    """

    found = Signal()
    told = Signal(str)

    def __init__(self, table: Table, desk: Desk) -> None:
        super().__init__()
        self._desk, self._table = desk, table
        self._found: tuple[Proposal, ...] = ()
        self._ticks: list[CheckPill] = []
        self._target = NEW
        self.setProperty("panel", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("offer")
        px, words = desk.look.px, desk.words
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(20), px(14), px(16), px(16))
        rows.setSpacing(px(8))
        rows.addWidget(label(words("workbench.offer_title"), "title"))
        rows.addWidget(label(words("workbench.offer_lead"), "small"))
        self.field = TextField("offer.text", words("workbench.offer_text"))
        self.field.setFixedHeight(px(110))
        rows.addWidget(self.field)
        self._unfinished = UnfinishedText(
            self.field, desk, rows, self.field, place=f"{table.id}.offer", enter=self.read
        )
        buttons = QHBoxLayout()
        self._find = Button(desk.look, words("workbench.offer_find"), "primary", icon="search")
        self._find.setObjectName("offer.find")
        self._find.clicked.connect(self.read)
        buttons.addWidget(self._find)
        close = Button(desk.look, words("workbench.offer_close"), "ghost")
        close.setObjectName("offer.close")
        close.clicked.connect(self.put_away)
        buttons.addWidget(close)
        buttons.addStretch(1)
        rows.addLayout(buttons)
        self._result = QVBoxLayout()
        self._result.setSpacing(px(6))
        rows.addLayout(self._result)
        if not self._unfinished.show():
            self.hide()

    def open(self) -> None:
        """Show the card, ready for pasting."""
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Close the card; the text goes with it."""
        self._unfinished.end()
        self.field.show_text("")
        clear_layout(self._result)
        self._found, self._ticks = (), []
        self.hide()

    def read(self) -> None:
        """Read the text and list what it seems to say."""
        self._found = proposals(self.field.toPlainText(), self._table)
        clear_layout(self._result)
        self._ticks = []
        words = self._desk.words
        if not self._found:
            self._result.addWidget(label(words("workbench.offer_nothing"), "body"))
            return
        title = label(words("workbench.offer_found", count=len(self._found)), "body")
        title.setProperty("strong", True)
        self._result.addWidget(title)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(self._desk.look.px(16))
        self._grid.setVerticalSpacing(self._desk.look.px(6))
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        self._result.addLayout(self._grid)
        for number, one in enumerate(self._found, start=1):
            self._list(number, one)
        self._offer_targets()
        self._ticks[0].show_ring()
        self.found.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close at Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
            return
        super().keyPressEvent(event)

    def _list(self, number: int, one: Proposal) -> None:
        desk, words = self._desk, self._desk.words
        column: QuestionFields | None = self._table.column(one.column)
        if column is None:
            return
        shown = column.show(one.value, words)
        text = words("workbench.offer_item", title=desk.say(column.title), value=shown)
        tick = CheckPill(desk.look, text, dense=True)
        tick.setObjectName(f"offer.{number}")
        tick.setChecked(not one.contested)
        tick.setAccessibleName(text)
        tick.setAccessibleDescription(one.sentence)
        self._ticks.append(tick)
        said = words("workbench.offer_sentence", sentence=one.sentence)
        if one.contested:
            said = words("workbench.offer_contested", sentence=one.sentence)
        sentence = label(said, "small")
        if one.contested:
            sentence.setProperty("tone", "warn")
        at_top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(tick, number, 0, at_top)
        self._grid.addWidget(sentence, number, 1, Qt.AlignmentFlag.AlignVCenter)

    def _offer_targets(self) -> None:
        """Offer the candidates to write into; a new one unless the table is full."""
        desk, words = self._desk, self._desk.words
        rows = self._rows()
        targets = {str(place): self._name(place, row) for place, row in enumerate(rows)}
        if len(rows) < self._table.most_rows:
            targets[NEW] = words("workbench.offer_new")
        self._target = NEW if NEW in targets else next(iter(targets))
        row = QHBoxLayout()
        row.setSpacing(desk.look.px(10))
        row.addWidget(label(words("workbench.offer_target"), "small", wrap=False))
        self._options = Options(
            desk.look,
            "offer.target",
            words("workbench.offer_target"),
            targets,
            many=False,
            dense=True,
        )
        self._options.check({self._target})
        self._options.chosen.connect(self._aim)
        row.addWidget(self._options, 1)
        self._result.addLayout(row)
        self._apply = Button(desk.look, "", "primary")
        self._apply.setObjectName("offer.apply")
        self._apply.clicked.connect(self.apply)
        self._result.addWidget(self._apply, 0, Qt.AlignmentFlag.AlignLeft)
        self._aim(self._target)

    def apply(self) -> None:
        """Write what is ticked, as one step that undo takes back."""
        chosen = [
            one for one, tick in zip(self._found, self._ticks, strict=True) if tick.isChecked()
        ]
        if not chosen:
            return
        rows: list[Row] = list(self._rows())
        if self._target == NEW:
            name = Answer(value=self._name(len(rows), {}))
            rows.append({self._table.name_column: name})
        place = len(rows) - 1 if self._target == NEW else int(self._target)
        rows[place] = applied(rows[place], chosen)
        before = self._desk.evaluation.answers.get(self._table.id, NOTHING)
        self._desk.change({self._table.id: before.with_value(tuple(rows))})
        count = len(chosen)
        self.put_away()
        self.told.emit(self._desk.words("workbench.offer_applied", count=count))

    def _aim(self, target: str) -> None:
        self._target = target
        rows = self._rows()
        place = len(rows) if target == NEW else int(target)
        row = rows[place] if place < len(rows) else {}
        text = self._desk.words("workbench.offer_apply", name=self._name(place, row))
        self._apply.setText(text)
        self._apply.updateGeometry()

    def _rows(self) -> tuple[Row, ...]:
        return self._desk.evaluation.rows(self._table.id)

    def _name(self, place: int, row: Row) -> str:
        named = self._table.row_name(row)
        return named or self._desk.words("workbench.unnamed", number=place + 1)
