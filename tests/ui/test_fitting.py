"""Every screen in every size: nothing cut off, nothing sideways, the way on in view.

Questions 1, 2 and 28 of the scorecard, on the built-in pack and with every bench; the
gallery's topics are walked in ``test_window.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.clipping import trouble_in
from tests.ui.hands import Hands
from tests.ui.life.conftest import settle
from tests.ui.money.conftest import persona
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

HIGH = {"1366": (1366, 688), "1093": (1093, 534), "910": (910, 432)}
SETTINGS = [
    *((size, language, 100) for size in HIGH for language in ("zh", "en")),
    *(("1366", language, 200) for language in ("zh", "en")),
]
FEW = [SETTINGS[0], SETTINGS[3], *SETTINGS[5:]]
"""Where much has to be made first."""
WAY_ON = {
    "hub": "next",
    "review": "print_draft",
    "preview": "print",
    "budget": "preview",
    "topic:demand": "next",
    "summary:money": "next",
}
"""What leads on from a place; from the benches, the rail."""
NAMES = [f"{size}-{language}-{percent}" for size, language, percent in SETTINGS]


def set_up(window: Window, size: str, language: str, percent: int) -> None:
    """Give a window a size, a language and a size of text."""
    window.resize(*HIGH[size])
    if language != window.words.language:
        window.switch_language()
    if percent != window.look.percent:
        window.set_text_size(percent)
    settle()


def in_view(window: QWidget, widget: QWidget) -> bool:
    """Tell whether all of a widget is on screen without scrolling."""
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    shown = widget.visibleRegion().boundingRect().size() == widget.size()
    return shown and window.rect().contains(place)


@pytest.fixture
def at_plan(
    qtbot: QtBot, make_window: Callable[..., Window], library: Path
) -> Callable[[str], Hands]:
    """Open a persona's plan."""

    def open_at(name: str) -> Hands:
        library.mkdir(parents=True, exist_ok=True)
        path = plan_library.new_path("小林的店", library)
        Session.create(path, packs.built_in(), name="小林的店", answers=persona(name)).close()
        window = make_window("")
        window.open_path(path)
        return Hands(qtbot, window)

    return open_at


@pytest.mark.timeout(120)
@pytest.mark.parametrize(("size", "language", "percent"), SETTINGS, ids=NAMES)
def test_every_page_of_a_plan(
    at_plan: Callable[[str], Hands], size: str, language: str, percent: int
) -> None:
    hands = at_plan("red_lines" if language == "zh" else "xiaolin")
    window = hands.window
    set_up(window, size, language, percent)
    problems = []
    for place in (*NAMED, "summary:money", "topic:demand"):
        hands.screen.go(place)
        problems += [f"{place}: {one}" for one in trouble_in(window)]
        if place in WAY_ON and percent == 100 and size != "910":
            assert in_view(window, hands.find(WAY_ON[place], QAbstractButton)), place
    hands.screen.open_edition("final")
    problems += [f"gate: {one}" for one in trouble_in(window)]
    screen = hands.screen
    file = Path.home() / "plan.pdf"
    screen.show_done(DonePage(screen.desk, window.words("ui.done_final"), file))
    problems += [f"done: {one}" for one in trouble_in(window)]
    assert window.width() <= HIGH[size][0] + 1
    assert window.height() <= HIGH[size][1] + 1
    assert not problems, "\n".join(problems[:20])


@pytest.mark.parametrize(("size", "language", "percent"), FEW)
def test_what_changed_since_a_print(
    at_plan: Callable[[str], Hands], size: str, language: str, percent: int
) -> None:
    hands = at_plan("xiaolin")
    window, session = hands.window, hands.plan.session
    session.print_edition("draft", "zh")
    session.answer("weekly_hours", 11)
    session.answer("refund_rate", "2%")
    set_up(window, size, language, percent)
    hands.screen.go("update")
    hands.qtbot.waitUntil(lambda: hands.shows("take_back.1"), timeout=20_000)
    problems = trouble_in(window)
    assert not problems, "\n".join(problems[:20])


@pytest.mark.parametrize(("size", "language", "percent"), SETTINGS, ids=NAMES)
def test_home_and_the_form_of_a_new_plan(
    qtbot: QtBot, make_window: Callable[..., Window], size: str, language: str, percent: int
) -> None:
    window = make_window("")
    window.core.wait()
    set_up(window, size, language, percent)
    problems = [f"home: {one}" for one in trouble_in(window)]
    assert in_view(window, Hands(qtbot, window).find("new_plan"))
    window.home.ask_new()
    settle()
    problems += [f"form: {one}" for one in trouble_in(window)]
    assert not problems, "\n".join(problems[:20])


@pytest.mark.timeout(120)
@pytest.mark.parametrize(("size", "language", "percent"), FEW)
def test_every_part_of_a_class(
    qtbot: QtBot,
    make_window: Callable[..., Window],
    tmp_path: Path,
    size: str,
    language: str,
    percent: int,
) -> None:
    folder, stick = tmp_path / "秋季班", tmp_path / "stick"
    write_classroom(folder, classroom())
    stick.mkdir()
    for number in (1, 2):
        write_contents(handed_in(number, f"学员 {number}", "xiaolin"), stick / f"{number}.shopplan")
    (stick / "坏.shopplan").write_bytes(b"broken")
    window = make_window("")
    set_up(window, size, language, percent)
    hands = TrainerHands(qtbot, window)
    hands.click("trainer")
    problems = [f"start: {one}" for one in trouble_in(window)]
    if percent == 100 and size != "910":
        assert in_view(window, hands.find("make_class"))
    hands.trainer.open_class(folder)
    hands.rest()
    hands.trainer.show_tab("collect")
    hands.click("read_stick")
    hands.choose(stick)
    qtbot.waitUntil(lambda: hands.lesson.board is not None, timeout=60_000)
    hands.rest()
    for tab in TABS:
        hands.trainer.show_tab(tab)
        problems += [f"{tab}: {one}" for one in trouble_in(window)]
    assert window.width() <= HIGH[size][0] + 1
    assert not problems, "\n".join(problems[:20])
