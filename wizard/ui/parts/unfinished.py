"""Keeps what is typed into a field, and shows again what was left in it last time.

A text left in a field is no answer and becomes none by itself: somebody goes on typing,
takes it as it is, or lets it go.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from wizard.session.own_clauses import clause_of
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.fields import LineField, TextField
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.widgets import label

_NAMED = 3


def left_texts(desk: Desk) -> list[str]:
    """Return a sentence that says where texts were left last time; nothing if there are none."""
    words = desk.words
    places = list(dict.fromkeys(_named(one, desk) for one in desk.session.unfinished.left))
    if not places:
        return []
    named = words("model.list_comma").join(places[:_NAMED])
    key = "ui.unfinished_at" if len(places) <= _NAMED else "ui.unfinished_at_more"
    return [words(key, places=named, count=len(places))]


class UnfinishedText:
    """What is typed into one field and not entered yet.

    Attributes:
        place: where the text belongs, as the session names it.
    """

    def __init__(
        self,
        field: LineField | TextField,
        desk: Desk,
        box: QBoxLayout,
        below: QWidget | None = None,
        *,
        place: str = "",
        enter: Callable[[], object] | None = None,
    ) -> None:
        """Watch ``field``; made after the field's ``committed`` leads to the session.

        Args:
            field: where somebody types.
            desk: the open plan.
            box: takes the line that speaks of a text left there.
            below: what in ``box`` that line stands under; at the end without it.
            place: where the text belongs; the field's own name without it.
            enter: enters the text, for a field that does not when it is left; ``end`` says
                that it was.
        """
        self.place = place or field.objectName()
        self._field, self._desk, self._box, self._below = field, desk, box, below
        self._enter = enter
        self._line: QWidget | None = None
        field.edited.connect(self._keep)
        if enter is None:
            field.committed.connect(self.end)

    @property
    def is_left(self) -> bool:
        """Whether there is a text of last time that nobody has gone on with."""
        return self._desk.session.unfinished.left_at(self.place) is not None

    def show(self) -> bool:
        """Show the text that was left here; False where there is none."""
        text = self._desk.session.unfinished.left_at(self.place)
        if text is None:
            if self._line is not None:
                self._line.hide()
            return False
        if not self._field.is_left:
            self._field.show_left(text)
        self._made_line().show()
        self._field.setAccessibleDescription(self._desk.words("ui.unfinished"))
        return True

    def _made_line(self) -> QWidget:
        if self._line is None:
            words, look = self._desk.words, self._desk.look
            self._line = QWidget()
            self._line.setObjectName(f"{self.place}.unfinished")
            row = Flow(gap=look.px(8))
            said = label(words("ui.unfinished"), "small")
            row.addWidget(said)
            for name, act in (("take", self._take), ("drop", self._drop)):
                button = Button(look, words(f"ui.unfinished_{name}"), "link")
                button.setObjectName(f"{self.place}.unfinished.{name}")
                about = self._field.accessibleName()
                button.setAccessibleName(
                    words("ui.option_of", option=button.text(), question=about)
                )
                button.clicked.connect(act)
                row.addWidget(button)
            self._line.setLayout(row)
            place = self._box.indexOf(self._below) if self._below is not None else -1
            self._box.insertWidget(place + 1 if place >= 0 else self._box.count(), self._line)
        return self._line

    def end(self) -> None:
        """Let go of the text: it was entered, or is not wanted."""
        self._desk.session.unfinished.drop(self.place)
        if self._line is not None:
            self._line.hide()

    def _take(self) -> None:
        self._field.take_left()
        if self._enter is not None:
            self._keep()
            self._enter()

    def _keep(self) -> None:
        meant = self._enter is not None or self._field.is_changed
        text = self._field.typed if meant else ""
        self._desk.session.unfinished.keep(self.place, text)
        if self._line is not None:
            self._line.hide()

    def _drop(self) -> None:
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.show_text("" if self._enter is not None else self._field.stored)
        self._desk.session.unfinished.drop(self.place)
        self._desk.evaluated.emit(self._desk.evaluation)


def _named(place: str, desk: Desk) -> str:
    clause = clause_of(place)
    if clause is not None:
        return clause[1]
    question = place.partition(".")[0]
    return desk.titled(question) if question in desk.checklist.questions else question
