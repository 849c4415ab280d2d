"""A group of options: pills in a row that wraps, one tab stop, chosen by digit or arrow."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGroupBox

from wizard.ui.parts.flow import Flow
from wizard.ui.parts.pills import CheckPill, Pill, Tone
from wizard.ui.style.theme import Look

_TONES: dict[str, Tone] = {"danger": "danger", "warn": "warn"}
_FORWARD = (Qt.Key.Key_Right, Qt.Key.Key_Down)
_BACKWARD = (Qt.Key.Key_Left, Qt.Key.Key_Up)
LAST_DIGIT = 9
_CLEAR = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Options(QGroupBox):
    """The options of one question.

    Named after the answer it edits; each option is named ``answer.choice``. The group's
    title names the question for assistive technology; on screen the card shows it.

    Attributes:
        takes_digits: whether a digit chooses and Delete clears; else both are left to others.

    Signals:
        chosen: an option was picked or toggled; carries its id.
        cleared: the answer was taken back.
        leave: Enter was pressed.
    """

    chosen = Signal(str)
    cleared = Signal()
    leave = Signal()

    def __init__(
        self,
        look: Look,
        object_name: str,
        question: str,
        texts: Mapping[str, str],
        *,
        many: bool,
        dense: bool,
    ) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(question)
        self.setFlat(True)
        self._many = many
        self.takes_digits = True
        self._question = question
        self._pills: dict[str, Pill | CheckPill] = {}
        row = Flow(self, gap=4 if dense else 8)
        for choice, text in texts.items():
            tone: Tone = "unsure" if choice == "not_sure" else "accent"
            bare = dense and choice == "not_sure"
            kind = CheckPill if many else Pill
            pill = kind(look, text, tone=tone, dense=dense, bare=bare)
            pill.setObjectName(f"{object_name}.{choice}")
            pill.setAccessibleName(f"{text}, {question}")
            pill.clicked.connect(lambda _=False, choice=choice: self._clicked(choice))
            pill.installEventFilter(self)
            self._pills[choice] = pill
            row.addWidget(pill)
        self._keep_one_tab_stop()

    def name(self, choice: str, text: str) -> None:
        """Give an option a longer name than its text."""
        pill = self._pills[choice]
        pill.setAccessibleName(f"{text}, {self._question}")
        if pill.text() != text:
            pill.setToolTip(text)

    def retitle(self, choice: str, text: str) -> None:
        """Give an option another text."""
        pill = self._pills[choice]
        pill.setText(text)
        pill.setAccessibleName(f"{text}, {self._question}")
        pill.updateGeometry()

    def check(self, choices: set[str]) -> None:
        """Show these options as chosen."""
        for choice, pill in self._pills.items():
            pill.setChecked(choice in choices)
        self._keep_one_tab_stop()

    def checked(self) -> set[str]:
        """Return the ids of the options that show as chosen."""
        return {choice for choice, pill in self._pills.items() if pill.isChecked()}

    def show_tone(self, tone: str, among: Collection[str] | None = None) -> None:
        """Colour the options by what follows from the choice; only ``among``, if given."""
        for choice, pill in self._pills.items():
            if choice != "not_sure":
                mine = tone if among is None or choice in among else ""
                pill.set_tone(_TONES.get(mine, "accent"))

    def take_focus(self) -> None:
        """Put the focus on the chosen option, or on the first."""
        pill = next(
            (pill for pill in self._pills.values() if pill.isChecked()),
            next(iter(self._pills.values())),
        )
        pill.show_ring()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose by digit and arrow, clear by Delete, go on by Enter."""
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(watched, event)
        if kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._show_digits(shown=kind == QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        blocked = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if event.modifiers() & blocked:
            return False
        pills = list(self._pills.values())
        key = event.key()
        number = key - int(Qt.Key.Key_0)
        if not self.takes_digits and (1 <= number <= LAST_DIGIT or key in _CLEAR):
            return False
        if 1 <= number <= min(LAST_DIGIT, len(pills)):
            pills[number - 1].show_ring()
            pills[number - 1].click()
            return True
        if key in _FORWARD or key in _BACKWARD:
            step = 1 if key in _FORWARD else -1
            here = pills.index(watched) if watched in pills else 0
            pill = pills[(here + step) % len(pills)]
            pill.show_ring()
            if not self._many:
                pill.click()
            return True
        if key in _CLEAR:
            if self.checked():
                self.cleared.emit()
            return True
        if key in _ENTER:
            self.leave.emit()
            return True
        return False

    def _clicked(self, choice: str) -> None:
        if not self._many:
            self.check({choice})
        self.chosen.emit(choice)

    def _show_digits(self, *, shown: bool) -> None:
        for number, pill in enumerate(self._pills.values(), start=1):
            ringed = any(one.ring for one in self._pills.values())
            visible = shown and self.takes_digits and number <= LAST_DIGIT and ringed
            pill.show_digit(str(number) if visible else "")

    def _keep_one_tab_stop(self) -> None:
        pills = list(self._pills.values())
        stop = next((pill for pill in pills if pill.isChecked()), pills[0])
        if self._many:
            return
        for pill in pills:
            policy = Qt.FocusPolicy.StrongFocus if pill is stop else Qt.FocusPolicy.ClickFocus
            pill.setFocusPolicy(policy)
