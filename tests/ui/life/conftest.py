"""Hands on the plan of a persona, opened in a window with the built-in pack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.hands import Hands
from tests.ui.money.conftest import persona
from wizard import packs
from wizard.plans import library as plan_library
from wizard.session import Session
from wizard.ui.shell.window import Window

Prepare = Callable[[Session], object]
BEFORE = dt.timedelta(days=25)


@pytest.fixture
def at_plan(
    qtbot: QtBot, make_window: Callable[..., Window], library: Path
) -> Callable[..., Hands]:
    """Prepare a persona's plan weeks ago, and open it today."""

    def open_at(
        name: str = "xiaolin", prepare: Prepare | None = None, size: tuple[int, int] = (1366, 688)
    ) -> Hands:
        library.mkdir(parents=True, exist_ok=True)
        path = plan_library.new_path("小林的软件授权店", library)
        then = dt.datetime.now().astimezone() - BEFORE
        compiled = packs.built_in()
        Session.create(
            path, compiled, name="小林的软件授权店", answers=persona(name), clock=lambda: then
        ).close()
        if prepare is not None:
            session = Session.open(path, compiled, clock=lambda: then)
            prepare(session)
            session.close()
        window = make_window("", size)
        window.open_path(path)
        return Hands(qtbot, window)

    return open_at


def settle(milliseconds: int = 0) -> None:
    """Let queued events run, and worker threads too: QTest.qWait would starve them."""
    for _ in range(3):
        QApplication.processEvents()
    if milliseconds:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()


def texts(hands: Hands) -> list[str]:
    """Return every text the page on screen shows."""
    settle()
    page = hands.screen.page
    assert page is not None
    return [one.text() for one in page.findChildren(QLabel) if one.isVisible()]


def wait_for(done: Callable[[], bool], seconds: float = 20) -> None:
    """Let everything run until ``done``; fail if it never is."""
    for _ in range(round(seconds * 50)):
        if done():
            return
        settle(20)
    pytest.fail("it never came")
