"""What a new plan begins with: its name, what it means to sell, alone or in a workshop."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from wizard.text import Words
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.fields import LineField
from wizard.ui.parts.widgets import label
from wizard.ui.questions.choices import Options
from wizard.ui.style.theme import Look

_ALONE, _CLASS = "alone", "class"


class StartForm(QFrame):
    """A card on the home screen, in place; no dialog.

    Signals:
        begun: carries the name, the ids of the chosen goods, and whether in a workshop.
    """

    begun = Signal(str, list, bool)

    def __init__(self, look: Look, words: Words, today: dt.date) -> None:
        super().__init__()
        self._look, self._words = look, words
        self.setProperty("panel", "card")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(look.px(22), look.px(18), look.px(22), look.px(18))
        rows.setSpacing(look.px(8))
        self._rows = rows
        rows.addWidget(label(words("ui.start_name"), "title"))
        self.name = LineField("new_plan_name", words("ui.start_name"))
        self.name.setMaximumWidth(look.px(420))
        self.name.setText(words("ui.default_name", day=f"{today:%m-%d}"))
        self.name.leave.connect(self._begin)
        rows.addWidget(self.name)
        self._goods_title = label(words("ui.start_goods"), "title")
        self._goods_title.hide()
        rows.addWidget(self._goods_title)
        self._goods: Options | None = None
        self._goods_place = rows.count()
        rows.addWidget(label(words("trainer.start_who"), "title"))
        who = {_ALONE: words("trainer.start_alone"), _CLASS: words("trainer.start_class")}
        self._who = Options(
            look, "new_plan_who", words("trainer.start_who"), who, many=False, dense=False
        )
        self._who.check({_ALONE})
        self._who.chosen.connect(self._show_note)
        self._who.leave.connect(self._begin)
        rows.addWidget(self._who)
        self._note = label(words("trainer.start_class_note"), "small")
        self._note.setObjectName("new_plan_class_note")
        self._note.hide()
        rows.addWidget(self._note)
        buttons = QHBoxLayout()
        start = Button(look, words("ui.start"), "primary", icon="forward", trailing=True)
        start.setObjectName("start_plan")
        start.clicked.connect(self._begin)
        buttons.addWidget(start)
        buttons.addStretch(1)
        rows.addLayout(buttons)

    def offer_goods(self, texts: Mapping[str, str]) -> None:
        """Ask what is to be sold; the pack says what there is."""
        if self._goods is None and texts:
            self._goods = Options(
                self._look,
                "new_plan_goods",
                self._words("ui.start_goods"),
                texts,
                many=True,
                dense=False,
            )
            self._goods.leave.connect(self._begin)
            self._rows.insertWidget(self._goods_place, self._goods)
            self._goods_title.show()

    def take_focus(self) -> None:
        """Put the focus into the name."""
        self.name.setFocus()
        self.name.selectAll()

    def _begin(self) -> None:
        chosen = self._goods.checked() if self._goods is not None else set()
        in_class = _CLASS in self._who.checked()
        self.begun.emit(self.name.text().strip(), sorted(chosen), in_class)

    def _show_note(self) -> None:
        self._note.setVisible(_CLASS in self._who.checked())
