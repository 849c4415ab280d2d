"""Garbage is collected on the GUI thread: widgets must not die on any other."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from wizard.ui.parts.pills import CheckPill
from wizard.ui.parts.places import TOPIC
from wizard.ui.shell import collecting
from wizard.ui.shell.collecting import Collector, collect_due
from wizard.ui.shell.window import Window


class Pane(QWidget):
    """A widget that nobody but itself holds, and the threads such died on."""

    def __init__(self, died: list[threading.Thread]) -> None:
        super().__init__()
        self.itself = self
        self.destroyed.connect(
            lambda: died.append(threading.current_thread()), Qt.ConnectionType.DirectConnection
        )


@pytest.fixture(autouse=True)
def _leave_the_collector_as_it_was() -> Iterator[None]:
    was_on, thresholds = gc.isenabled(), gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()
    (gc.enable if was_on else gc.disable)()


def make_much() -> None:
    """Make so many objects that Python, left alone, would look for garbage of every age."""
    kept: list[list[int]] = [[] for _ in range(200 * gc.get_threshold()[0])]
    assert kept


def test_no_widget_dies_on_a_worker(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collecting, "EVERY_MS", 1)
    collector = Collector(qapp)
    collector.begin()
    gc.set_threshold(50, 1, 1)
    died: list[threading.Thread] = []
    for _ in range(20):
        Pane(died)
    worker = threading.Thread(target=make_much)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: len(died) == 20)
    assert set(died) == {threading.main_thread()}
    collector.deleteLater()


def test_what_was_loaded_is_not_looked_through(qapp: QApplication) -> None:
    gc.unfreeze()
    collector = Collector(qapp)
    assert not gc.get_freeze_count()
    collector.begin()
    assert gc.get_freeze_count()
    assert not gc.isenabled()
    collector.deleteLater()


def test_only_what_is_due_is_collected(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(gc, "collect", asked.append)
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    for counts in [(700, 10, 10), (701, 0, 0), (0, 11, 0), (701, 11, 11)]:
        monkeypatch.setattr(gc, "get_count", lambda counts=counts: counts)
        collect_due()
    assert asked == [0, 1, 2]


def test_whatever_a_plan_shows_goes_with_its_window(make_window: Callable[..., Window]) -> None:
    window = make_window("")
    window.open_sample()
    assert window.plan is not None
    for topic in window.plan.session.checklist.topics:
        window.plan.screen.go(TOPIC + topic.id)
    stray = [one for one in QApplication.topLevelWidgets() if isinstance(one, CheckPill)]
    assert stray == []
