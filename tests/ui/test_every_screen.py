"""The accessibility checklist on every screen there is, in both languages, at 100 and 200 %.

Names, roles, namesakes, cut texts, controls only a mouse reaches, what Tab never comes to,
and steps against the order of reading: see ``spoken.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import focusable
from tests.ui.hands import Hands
from tests.ui.life.conftest import settle, wait_for
from tests.ui.life.test_evidence_view import attached, picture
from tests.ui.life.test_update import changed
from tests.ui.money.conftest import persona
from tests.ui.spoken import faults
from tests.ui.test_fitting import set_up
from tests.ui.trainer.conftest import TrainerHands, classroom, handed_in
from wizard import packs
from wizard.plans import library as plan_library
from wizard.plans.reading import write_contents
from wizard.session import Session
from wizard.ui.pages.done import DonePage
from wizard.ui.parts.places import NAMED
from wizard.ui.shell.window import Window
from wizard.ui.trainer.page import TABS
from wizard.workshop.classroom import write_classroom

SETTINGS = [(language, percent) for language in ("zh", "en") for percent in (100, 200)]
ENDS = [SETTINGS[0], SETTINGS[3]]
"""Where much has to be made first: the shortest words, and the longest."""
LEAST = 3
"""Controls in the header of every screen: text size, language, theme, menu and more."""


def dialog_of(window: Window) -> QDialog:
    (dialog,) = [one for one in window.findChildren(QDialog) if one.isVisible()]
    return dialog


def told(screens: Iterator[tuple[str, QWidget]]) -> list[str]:
    """Return what is wrong with screens that are shown one after the other."""
    found, seen = [], 0
    for name, root in screens:
        settle(20)
        assert len(focusable(root)) >= LEAST, name
        found += [f"{name}: {one}" for one in faults(root)]
        seen += 1
    assert seen
    return found


@pytest.fixture
def plan(make_window: Callable[..., Window], library: Path) -> Callable[..., Window]:
    """Open a persona's plan in a language and a size of text."""

    def open_plan(
        name: str, language: str, percent: int, prepare: Callable[[Session], object] | None = None
    ) -> Window:
        library.mkdir(parents=True, exist_ok=True)
        path = plan_library.new_path("小林的店", library)
        Session.create(path, packs.built_in(), name="小林的店", answers=persona(name)).close()
        if prepare is not None:
            session = Session.open(path, packs.built_in())
            prepare(session)
            session.close()
        window = make_window("")
        set_up(window, "1366", language, percent)
        window.open_path(path)
        return window

    return open_plan


@pytest.mark.timeout(120)
@pytest.mark.parametrize(("language", "percent"), ENDS)
def test_home_and_what_opens_there(
    plan: Callable[..., Window], language: str, percent: int
) -> None:
    window = plan("xiaolin", language, percent)
    window.go_home()

    def screens() -> Iterator[tuple[str, QWidget]]:
        yield "home", window
        window.home.ask_new()
        yield "form", window
        window.show_shortcuts()
        dialog = dialog_of(window)
        assert dialog.objectName() == "shortcuts_dialog"
        assert not [one for one in faults(dialog) if not one.startswith("back")]
        dialog.close()
        window.go_packs()
        yield "packs", window

    assert not told(screens())


@pytest.mark.timeout(120)
@pytest.mark.parametrize(("language", "percent"), SETTINGS)
def test_every_place_of_a_plan(plan: Callable[..., Window], language: str, percent: int) -> None:
    window = plan("red_lines" if language == "zh" else "xiaolin", language, percent, changed)
    assert window.plan is not None
    screen = window.plan.screen

    def screens() -> Iterator[tuple[str, QWidget]]:
        for place in NAMED:
            screen.go(place)
            if (preview := screen.shelf.preview) is not None and place == "preview":
                wait_for(lambda: preview.is_current)
            yield place, window
        screen.show_gate()
        yield "gate", window
        file = Path.home() / "plan.pdf"
        screen.show_done(DonePage(screen.desk, window.words("ui.done_final"), file))
        yield "done", window

    assert not told(screens())


@pytest.mark.timeout(120)
@pytest.mark.parametrize(("language", "percent"), SETTINGS)
def test_every_kind_of_topic(plan: Callable[..., Window], language: str, percent: int) -> None:
    window = plan("red_lines" if language == "en" else "xiaolin", language, percent)
    assert window.plan is not None
    screen, checklist = window.plan.screen, window.plan.session.checklist
    kinds: dict[type, str] = {}
    for topic in checklist.topics:
        for question in topic.questions:
            kinds.setdefault(type(question), topic.id)

    def screens() -> Iterator[tuple[str, QWidget]]:
        for topic in dict.fromkeys(kinds.values()):
            screen.go(f"topic:{topic}")
            yield topic, window
        for area in checklist.areas[:2]:
            screen.go(f"summary:{area.id}")
            yield area.id, window

    assert len(kinds) > 8
    assert not told(screens())


@pytest.mark.parametrize(("language", "percent"), ENDS)
def test_a_picture_among_the_evidence(
    qtbot: QtBot, plan: Callable[..., Window], language: str, percent: int
) -> None:
    window = plan("xiaolin", language, percent, attached(picture()))
    hands = Hands(qtbot, window)
    hands.open("weekly_hours")
    settle(30)
    hands.click("weekly_hours.evidence.1.view")
    dialog = dialog_of(window)
    settle(30)
    assert len(focusable(dialog)) > LEAST
    assert not faults(dialog)


@pytest.mark.timeout(120)
@pytest.mark.parametrize(("language", "percent"), ENDS)
def test_every_part_of_a_class(
    qtbot: QtBot, make_window: Callable[..., Window], tmp_path: Path, language: str, percent: int
) -> None:
    folder, stick = tmp_path / "秋季班", tmp_path / "stick"
    write_classroom(folder, classroom())
    stick.mkdir()
    for number in (1, 2):
        one = handed_in(number, f"学员 {number}", "xiaolin", shows=True)
        write_contents(one, stick / f"{number}.shopplan")
    window = make_window("")
    set_up(window, "1366", language, percent)
    hands = TrainerHands(qtbot, window)
    hands.click("trainer")

    def screens() -> Iterator[tuple[str, QWidget]]:
        yield "start", window
        hands.trainer.open_class(folder)
        hands.rest()
        hands.trainer.show_tab("collect")
        hands.click("read_stick")
        hands.choose(stick)
        qtbot.waitUntil(lambda: hands.lesson.board is not None, timeout=60_000)
        hands.rest()
        for tab in TABS:
            hands.trainer.show_tab(tab)
            yield tab, window

    assert not told(screens())
