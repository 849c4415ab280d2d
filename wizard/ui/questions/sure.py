"""How sure a number is: measured, quoted or estimated. Optional, and said in the plan."""

from __future__ import annotations

from functools import partial
from typing import get_args

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.model.answers import Answer, Cell, State, Sure
from wizard.model.questions import Amount, Number, Percent, QuestionFields
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.pills import Pill
from wizard.ui.parts.widgets import label

_WAYS: tuple[Sure, ...] = get_args(Sure)


def takes_sure(question: QuestionFields) -> bool:
    """Whether an answer of ``question`` is a number that one can be more or less sure of."""
    return isinstance(question, (Number, Amount, Percent)) and not question.computed


class SureBlock(QWidget):
    """A quiet line under a number that was given; nothing is judged by it."""

    def __init__(self, question: QuestionFields, cell: Cell, desk: Desk) -> None:
        super().__init__()
        self._cell, self._desk = cell, desk
        words = desk.words
        self.setAccessibleName(words("ui.sure_on", question=desk.say(question.ask)))
        self.pills: dict[Sure, Pill] = {}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        line = Flow(gap=desk.look.px(6))
        line.addWidget(label(words("ui.sure"), "small", wrap=False))
        for way in _WAYS:
            pill = Pill(desk.look, words(f"documents.sure.{way}"), dense=True)
            pill.setObjectName(f"{cell}.sure.{way}")
            said = words("ui.option_of", option=pill.text(), question=self.accessibleName())
            pill.setAccessibleName(said)
            pill.clicked.connect(partial(self._choose, way))
            line.addWidget(pill)
            self.pills[way] = pill
        rows.addLayout(line)
        self.hide()

    def show_answer(self, answer: Answer) -> None:
        """Show what was said; there is nothing to say before there is a number."""
        for way, pill in self.pills.items():
            pill.setChecked(answer.sure == way)
        self.setVisible(answer.state is State.ANSWERED)

    def _choose(self, way: Sure) -> None:
        taken_back = self._desk.answer_of(self._cell).sure == way
        self._desk.sure(self._cell, None if taken_back else way)
