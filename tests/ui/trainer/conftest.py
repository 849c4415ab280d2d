"""A class on disk with plans handed in, and hands on the trainer's screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.ui.hands import Hands
from wizard import packs, resources
from wizard.plans.contents import PlanContents, new_plan
from wizard.plans.reading import write_contents
from wizard.session import stored
from wizard.session.membership import Membership, with_membership
from wizard.ui.shell.window import Window
from wizard.ui.trainer.lesson import Lesson
from wizard.ui.trainer.page import TrainerScreen
from wizard.workshop.classroom import Classroom, new_classroom, write_classroom

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


@cache
def classroom() -> Classroom:
    checklist = packs.built_in().checklist
    pack = (checklist.id, checklist.version)
    return new_classroom("秋季班", dt.date(2026, 11, 22), "90min", pack, 6)


def handed_in(number: int, name: str, persona: str = "", *, shows: bool = False) -> PlanContents:
    """Return a plan of the class: with all answers of a persona, or one answer."""
    compiled = packs.built_in()
    folder = resources.pack_folder(packs.BUILT_IN)
    personas, _ = packs.read_personas(folder, compiled.checklist)
    answers = dict(next(one.answers for one in personas if one.id == (persona or "xiaolin")))
    if not persona:
        answers = dict(list(answers.items())[:1])
    contents = new_plan(
        plan_id=f"00000000-0000-4000-8000-{number:012d}",
        name=name,
        pack=classroom().pack,
        answers=stored(compiled.checklist, answers),
        now=NOON,
        language="zh",
    )
    member = Membership(classroom().id, classroom().name, shows_answers=shows)
    return replace(contents, summary=with_membership(contents.summary, member))


@pytest.fixture
def class_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "秋季班"
    write_classroom(folder, classroom())
    return folder


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Five plans, one of them with answers, and a damaged file."""
    folder = tmp_path / "stick"
    folder.mkdir()
    for number in range(1, 6):
        persona = "xiaolin" if number == 1 else ""
        contents = handed_in(number, f"学员 {number}", persona, shows=number == 1)
        write_contents(contents, folder / f"{number}.shopplan")
    (folder / "坏.shopplan").write_bytes(b"broken")
    return folder


class TrainerHands(Hands):
    """Hands on the trainer's screen."""

    @property
    def lesson(self) -> Lesson:
        assert self.window.trainer is not None
        return self.window.trainer.lesson

    @property
    def trainer(self) -> TrainerScreen:
        assert self.window.trainer is not None
        return self.window.trainer.screen

    def choose(self, path: Path, dialog: str = "folder_dialog") -> None:
        """Pick a file or folder in the dialog that is open."""
        found = self.window.findChildren(QFileDialog, dialog)
        shown = [one for one in found if one.isVisible()]
        assert len(shown) == 1
        shown[0].fileSelected.emit(str(path))
        shown[0].close()
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def rest(self) -> None:
        """Wait for the errand under way."""
        self.qtbot.waitUntil(lambda: not self.lesson.errand.is_running, timeout=60_000)


@pytest.fixture
def trainer(qtbot: QtBot, make_window: Callable[..., Window]) -> TrainerHands:
    """The trainer's screen, reached from Home."""
    window = make_window("")
    hands = TrainerHands(qtbot, window)
    hands.click("trainer")
    return hands


@pytest.fixture
def lesson_at(trainer: TrainerHands, class_folder: Path) -> TrainerHands:
    """The trainer's screen with a class open."""
    trainer.click("open_class")
    trainer.choose(class_folder)
    trainer.rest()
    return trainer
