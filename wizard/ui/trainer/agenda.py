"""The agenda of a class: its steps, and the clock of the step at hand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.text import Words
from wizard.ui.parts.buttons import Button, RowButton
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.toast import announce
from wizard.ui.parts.widgets import ShapeMark, label, set_property
from wizard.ui.questions.topic_page import Page
from wizard.ui.style.theme import Look
from wizard.ui.trainer.lesson import EXTRA_MINUTES, Lesson
from wizard.workshop.papers import step_title


def clock_text(seconds: int, words: Words) -> str:
    """Return the time left, or how much longer a step takes than planned."""
    minutes, rest = divmod(abs(seconds), 60)
    key = "trainer.left" if seconds >= 0 else "trainer.over"
    return words(key, time=f"{minutes:02d}:{rest:02d}")


class ClockBar(QWidget):
    """The time of the step at hand, on every part of the trainer's screen.

    Signals:
        stepped: another step is at hand.
    """

    stepped = Signal()

    def __init__(self, look: Look, words: Words, lesson: Lesson, titles: dict[str, str]) -> None:
        super().__init__()
        self._words, self._lesson, self._titles = words, lesson, titles
        self._warned = lesson.clock.seconds < 0
        line = Flow(self, gap=10)
        self._time = label("", "h2", wrap=False)
        self._time.setObjectName("class_clock")
        line.addWidget(self._time)
        self._pause = self._button(look, "clock_pause", "", line)
        self._pause.clicked.connect(self._toggle)
        more = self._button(look, "clock_more", words("trainer.more", count=EXTRA_MINUTES), line)
        more.clicked.connect(lambda _=False: lesson.clock.extend(EXTRA_MINUTES))
        self._now = label("", "body", wrap=False)
        self._now.setProperty("strong", True)
        self._now.setObjectName("class_step")
        line.addWidget(self._now)
        following = self._button(look, "clock_next", words("trainer.next_step"), line)
        following.clicked.connect(self._next)
        lesson.clock.ticked.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the time and the step."""
        words, lesson = self._words, self._lesson
        if not lesson.steps:
            return
        seconds = lesson.clock.seconds
        self._time.setText(clock_text(seconds, words))
        set_property(self._time, "tone", "warn" if seconds < 0 else "plain")
        key = "trainer.pause" if lesson.clock.is_running else "trainer.run"
        if self._pause.text() != words(key):
            self._pause.setText(words(key))
            self._pause.updateGeometry()
        step = lesson.steps[lesson.step]
        title = step_title(step, self._titles, words)
        self._now.setText(words("trainer.now", title=title, minutes=step.minutes))
        if seconds < 0 and not self._warned:
            announce(self._time, words("trainer.time_is_up", title=title))
        self._warned = seconds < 0

    def _button(self, look: Look, name: str, text: str, line: Flow) -> Button:
        button = Button(look, text)
        button.setObjectName(name)
        line.addWidget(button)
        return button

    def _toggle(self) -> None:
        clock = self._lesson.clock
        clock.run(running=not clock.is_running)

    def _next(self) -> None:
        self._lesson.go_step(self._lesson.step + 1)
        self.stepped.emit()


class AgendaPage(Page):
    """The steps, each a row to pick.

    Signals:
        picked: a step was picked.
    """

    picked = Signal()

    def __init__(self, look: Look, words: Words, lesson: Lesson, titles: dict[str, str]) -> None:
        super().__init__()
        self._words, self._lesson = words, lesson
        rows = QVBoxLayout(self.body)
        rows.setContentsMargins(look.px(24), look.px(8), look.px(24), look.px(20))
        rows.setSpacing(look.px(6))
        rows.addWidget(label(words("trainer.clock_rule"), "small"))
        self._rows: list[_StepRow] = []
        days = max((step.day for step in lesson.steps), default=1)
        start = 0
        for number, step in enumerate(lesson.steps):
            if days > 1 and (number == 0 or lesson.steps[number - 1].day != step.day):
                rows.addWidget(label(words("trainer.day", day=step.day), "h2"))
                start = 0
            title = step_title(step, titles, words)
            if step.may_skip:
                title = words("workshop.may_skip", title=title)
            when = words("trainer.step_when", start=_hours(start), minutes=step.minutes)
            row = _StepRow(look, words, title, when)
            row.setObjectName(f"step.{number + 1}")
            row.clicked.connect(lambda _=False, step=number: self._pick(step))
            self._rows.append(row)
            rows.addWidget(row)
            start += step.minutes
        rows.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Show which step is at hand."""
        for number, row in enumerate(self._rows):
            row.show_place(number - self._lesson.step)

    def take_focus(self) -> None:
        """Put the focus on the step at hand."""
        if self._rows:
            self._rows[self._lesson.step].show_ring()

    def _pick(self, step: int) -> None:
        self._lesson.go_step(step)
        self.refresh()
        self.picked.emit()


class _StepRow(RowButton):
    """One step: over, at hand, or to come."""

    def __init__(self, look: Look, words: Words, title: str, when: str) -> None:
        super().__init__(look)
        self._words, self._title, self._when = words, title, when
        line = QHBoxLayout(self)
        line.setContentsMargins(look.px(14), look.px(8), look.px(14), look.px(8))
        line.setSpacing(look.px(12))
        self._mark = ShapeMark(look, "open", 18)
        line.addWidget(self._mark)
        line.addWidget(label(title, "body"), 1)
        self._state = label("", "small", wrap=False)
        line.addWidget(self._state)
        line.addWidget(label(when, "small", wrap=False))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_place(self, place: int) -> None:
        """Show whether the step is over (negative), at hand (0) or to come."""
        self._mark.show_shape("done" if place < 0 else "begun" if place == 0 else "open")
        state = "past" if place < 0 else "present" if place == 0 else "ahead"
        text = self._words(f"trainer.step_{state}")
        self._state.setText(text)
        self.setAccessibleName(f"{self._title}, {self._when}, {text}")


def _hours(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"
