"""After printing: where the file is, and the three things to do next."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from wizard.model.questions import Severity
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.folders import show_in_folder
from wizard.ui.parts.places import next_open
from wizard.ui.parts.widgets import ShapeMark, label, panel
from wizard.ui.questions.topic_page import Page
from wizard.ui.style.severity import SEVERITY_SIGNS, due

NEXT_THINGS = 3


class DonePage(Page):
    """What comes after a print.

    Signals:
        question: the next question without an answer was asked for; carries its id.
        again: printing once more was asked for.
        home: going home was asked for.
    """

    question = Signal(str)
    again = Signal()
    home = Signal()

    def __init__(self, desk: Desk, title: str, path: Path | None) -> None:
        super().__init__()
        self.setObjectName("done")
        look, words = desk.look, desk.words
        rows = QVBoxLayout(self.body)
        rows.setContentsMargins(look.px(28), look.px(24), look.px(28), look.px(20))
        rows.setSpacing(look.px(10))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(ShapeMark(look, "done", 30))
        head.addWidget(label(title, "h1"), 1)
        rows.addLayout(head)
        if path is not None:
            where = label(words("ui.saved_at", path=str(path)), "body")
            where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            rows.addWidget(where)
        buttons = Flow(gap=10)
        on = self._way_on(desk)
        if on is not None:
            buttons.addWidget(on)
        if path is not None:
            folder = Button(look, words("ui.open_folder"), icon="folder")
            folder.setObjectName("open_folder")
            folder.clicked.connect(partial(show_in_folder, path))
            buttons.addWidget(folder)
        again = Button(look, words("ui.print_again"), icon="print")
        again.clicked.connect(self.again)
        buttons.addWidget(again)
        home = Button(look, words("ui.to_home"), "ghost")
        home.clicked.connect(self.home)
        buttons.addWidget(home)
        rows.addLayout(buttons)
        rows.addSpacing(look.px(8))
        rows.addWidget(label(words("ui.next_three"), "h2"))
        for place, text in enumerate(_next_things(desk), start=1):
            rows.addWidget(_thing(desk, place, *text))
        rows.addStretch(1)
        self._first = on or again

    def take_focus(self) -> None:
        """Put the focus on what to do next."""
        self._first.show_ring()

    def _way_on(self, desk: Desk) -> Button | None:
        """Return the way to what a draft still lacks, if anything."""
        target = next_open(desk.route)
        if not target:
            return None
        text = desk.words("ui.next_open", number=desk.checklist.number(target))
        on = Button(desk.look, text, "primary", icon="forward", trailing=True)
        on.setObjectName("done_next")
        on.clicked.connect(partial(self.question.emit, target))
        return on


def _next_things(desk: Desk) -> list[tuple[str, str]]:
    evaluation, words = desk.evaluation, desk.words
    things: list[tuple[str, str]] = []
    for finding in evaluation.findings:
        weighty = finding.counts and finding.severity is not Severity.INFO
        if weighty and finding.action is not None:
            things.append(
                (
                    SEVERITY_SIGNS[finding.severity].shape,
                    words("ui.thing", what=finding.action.say(words), due=due(finding, words)),
                )
            )
    for question_id in evaluation.not_sure:
        question = evaluation.question(question_id)
        if question is not None:
            title = desk.say(question.title)
            whom = desk.say(question.whom) or words("ui.somebody")
            things.append(("unsure", words("ui.thing_ask", whom=whom, title=title)))
    if left := desk.route.open_count():
        text = words("ui.still_open", count=left, minutes=desk.route.minutes())
        things = [*things[: NEXT_THINGS - 1], ("open", text)]
    return things[:NEXT_THINGS] or [("done", words("ui.nothing_open"))]


def _thing(desk: Desk, place: int, shape: str, text: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
    card = panel("card")
    line = QHBoxLayout(card)
    line.setContentsMargins(16, 10, 16, 10)
    line.setSpacing(10)
    line.addWidget(label(str(place), "title", wrap=False))
    line.addWidget(ShapeMark(desk.look, shape, 18))  # type: ignore[arg-type]
    line.addWidget(label(text, "body"), 1)
    return card
