"""A class while it is taught: which step, how long it still has, hands counted, who is where.

Lives as long as the trainer's screen is wanted, also while that screen is built anew in
another language or size.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from wizard.text import Words
from wizard.ui.parts.errand import Errand
from wizard.ui.style.theme import Look
from wizard.workshop.agenda import Step, agenda
from wizard.workshop.board import Board, Participant
from wizard.workshop.classroom import Classroom
from wizard.workshop.collect import Collection
from wizard.workshop.compare import Comparison

EXTRA_MINUTES = 5
FEWEST_OPTIONS, MOST_OPTIONS = 2, 9
_TICK_MS = 500


class StepClock(QObject):
    """Counts down one step of the agenda; at the end it goes on into the minus.

    It never moves to another step by itself (WCAG 2.2.1): a trainer finishes first.

    Signals:
        ticked: the time shown may be another one.
    """

    ticked = Signal()

    def __init__(
        self, parent: QObject | None = None, now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._left = 0.0
        self._since: float | None = None
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.ticked)

    @property
    def is_running(self) -> bool:
        """Whether time passes."""
        return self._since is not None

    @property
    def seconds(self) -> int:
        """Seconds left; negative once the step takes longer than planned."""
        passed = 0.0 if self._since is None else self._now() - self._since
        return round(self._left - passed)

    def give(self, minutes: int) -> None:
        """Set the time of a step; whether it runs stays as it is."""
        self._left = minutes * 60.0
        if self._since is not None:
            self._since = self._now()
        self.ticked.emit()

    def extend(self, minutes: int) -> None:
        """Give more time."""
        self._left += minutes * 60
        self.ticked.emit()

    def run(self, *, running: bool) -> None:
        """Let time pass, or hold it."""
        if running and self._since is None:
            self._since = self._now()
            self._timer.start()
        elif not running and self._since is not None:
            self._left -= self._now() - self._since
            self._since = None
            self._timer.stop()
        self.ticked.emit()


class Lesson(QObject):
    """The class at hand.

    Attributes:
        folder: of the class, None before one is chosen.
        tab: which part of the trainer's screen is shown.
        hands: counted hands, by option.
        board: who is where, None before it was read.
        collection: what the last round of collecting brought.
        said: the last result, in words of the language it came in.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.errand = Errand(self)
        self.clock = StepClock(self)
        self.folder: Path | None = None
        self.classroom: Classroom | None = None
        self.steps: tuple[Step, ...] = ()
        self.step = 0
        self.tab = "agenda"
        self.hands = [0] * 4
        self.board: Board | None = None
        self.collection: Collection | None = None
        self.said = ""
        self.chosen = ""
        self.compared = ("", "")
        self.comparison: Comparison | None = None

    def open(self, folder: Path, classroom: Classroom, areas: Sequence[str]) -> None:
        """Take up a class from its first step."""
        self.folder, self.classroom = folder, classroom
        self.steps = agenda(classroom.agenda, areas)
        self.board = self.collection = self.comparison = None
        self.compared = ("", "")
        self.said = self.chosen = ""
        self.tab = "agenda"
        self.hands = [0] * 4
        self.clock.run(running=False)
        self.go_step(0)

    def name_of(self, one: Participant, look: Look, words: Words) -> str:
        """Return a participant's name; on a projector only a number."""
        if look.theme != "projector" or self.board is None:
            return one.name
        ids = sorted(other.plan_id for other in self.board.participants)
        return words("trainer.somebody", number=f"{ids.index(one.plan_id) + 1:02d}")

    def go_step(self, step: int) -> None:
        """Go to a step of the agenda and give it its minutes."""
        self.step = min(max(step, 0), len(self.steps) - 1)
        self.clock.give(self.steps[self.step].minutes)

    def count_hand(self, option: int, change: int = 1) -> None:
        """Count a hand for an option, from 0; never below none."""
        if 0 <= option < len(self.hands):
            self.hands[option] = max(0, self.hands[option] + change)

    def resize_hands(self, change: int) -> None:
        """Offer an option more or less."""
        wanted = min(max(len(self.hands) + change, FEWEST_OPTIONS), MOST_OPTIONS)
        self.hands = (self.hands + [0] * MOST_OPTIONS)[:wanted]

    def clear_hands(self) -> None:
        """Begin counting anew."""
        self.hands = [0] * len(self.hands)

    def close(self) -> None:
        """Stop clock and errand."""
        self.clock.run(running=False)
        self.errand.close()
