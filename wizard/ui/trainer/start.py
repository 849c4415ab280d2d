"""Begin a class, or open one: name, day, agenda, people, and where its folder goes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from wizard.text import Words
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.fields import LineField
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.toast import announce
from wizard.ui.parts.widgets import label, panel
from wizard.ui.questions.choices import Options
from wizard.ui.questions.topic_page import Page
from wizard.ui.style.theme import Look
from wizard.workshop.agenda import AGENDAS, AgendaName
from wizard.workshop.classroom import LONGEST_NAME, MOST_PEOPLE

USUAL_PEOPLE = 30


@dataclass(frozen=True, slots=True)
class NewClass:
    """What a class is made of."""

    name: str
    date: dt.date
    agenda: AgendaName
    people: int


class StartPage(Page):
    """The form for a new class, and a way to one there is.

    Signals:
        wanted: carries a NewClass.
        folder: a class that is there is to be opened.
    """

    wanted = Signal(object)
    folder = Signal()

    def __init__(self, look: Look, words: Words, today: dt.date, checklist: str = "") -> None:
        super().__init__()
        self._look, self._words = look, words
        rows = QVBoxLayout(self.body)
        rows.setContentsMargins(look.px(24), look.px(20), look.px(24), look.px(20))
        rows.setSpacing(look.px(12))
        rows.addWidget(label(words("trainer.title"), "display"))
        rows.addWidget(label(words("trainer.lead"), "body"))
        if checklist:
            named = label(words("trainer.checklist", title=checklist), "body")
            named.setObjectName("class_checklist")
            rows.addWidget(named)
        rows.addWidget(self._build_card(today))
        rows.addStretch(1)
        for field in (self.name, self.date, self.people):
            field.leave.connect(self._make.show_ring)

    def take_focus(self) -> None:
        """Put the focus into the name."""
        self.name.setFocus()

    def allow(self, *, allowed: bool) -> None:
        """Let a class be made, or not while one is being written."""
        self._make.setEnabled(allowed)

    def _build_card(self, today: dt.date) -> QWidget:
        look, words = self._look, self._words
        there = Button(look, words("trainer.open_class"), icon="folder")
        there.setObjectName("open_class")
        there.clicked.connect(self.folder)
        card = panel("card")
        lines = QVBoxLayout(card)
        lines.setContentsMargins(look.px(22), look.px(18), look.px(22), look.px(18))
        lines.setSpacing(look.px(10))
        lines.addWidget(label(words("trainer.new_class"), "h2"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(14))
        grid.setVerticalSpacing(look.px(8))
        self.name = self._field(grid, 0, "class_name", "trainer.class_name", 340)
        self.date = self._field(grid, 1, "class_date", "trainer.class_date", 160)
        self.date.setText(today.isoformat())
        self.people = self._field(grid, 2, "class_people", "trainer.class_people", 100)
        self.people.setText(str(USUAL_PEOPLE))
        grid.addWidget(label(words("trainer.agenda"), "body", wrap=False), 3, 0)
        texts: dict[str, str] = {one: words(f"trainer.agenda.{one}") for one in AGENDAS}
        self.agenda = Options(
            look, "class_agenda", words("trainer.agenda"), texts, many=False, dense=False
        )
        self.agenda.check({AGENDAS[0]})
        grid.addWidget(self.agenda, 3, 1)
        grid.setColumnStretch(1, 1)
        lines.addLayout(grid)
        self._note = label("", "small")
        self._note.setObjectName("class_note")
        self._note.setProperty("tone", "warn")
        self._note.hide()
        lines.addWidget(self._note)
        self._make = Button(look, words("trainer.make_class"), "primary", icon="save")
        self._make.setObjectName("make_class")
        self._make.clicked.connect(self._ask)
        buttons = Flow(gap=10)
        buttons.addWidget(self._make)
        buttons.addWidget(there)
        lines.addLayout(buttons)
        lines.addWidget(label(words("trainer.kit_holds"), "small"))
        return card

    def _field(self, grid: QGridLayout, row: int, name: str, key: str, width: int) -> LineField:
        text = self._words(key)
        field = LineField(name, text)
        field.setFixedWidth(self._look.px(width))
        title = label(text, "body", wrap=False)
        title.setBuddy(field)
        grid.addWidget(title, row, 0)
        grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignLeft)
        return field

    def _ask(self) -> None:
        name = self.name.text().strip()
        if not 0 < len(name) <= LONGEST_NAME:
            self._say("workshop.class_name", self.name, limit=LONGEST_NAME)
            return
        try:
            date = dt.date.fromisoformat(self.date.text().strip())
        except ValueError:
            self._say("trainer.date_unread", self.date, typed=self.date.text().strip())
            return
        typed = self.people.text().strip()
        people = int(typed) if typed.isdecimal() and len(typed) <= 4 else 0
        if not 0 < people <= MOST_PEOPLE:
            self._say("workshop.class_people", self.people, limit=MOST_PEOPLE)
            return
        self._note.hide()
        chosen = next(one for one in AGENDAS if one in self.agenda.checked())
        self.wanted.emit(NewClass(name, date, chosen, people))

    def _say(self, key: str, field: LineField, **params: object) -> None:
        text = self._words(key, **params)
        self._note.setText(text)
        self._note.show()
        field.setAccessibleDescription(text)
        field.setFocus()
        announce(self._note, text)
