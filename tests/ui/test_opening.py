"""What the system asks the program to do: open a file; and what a failure leaves behind."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from wizard import resources
from wizard.app import open_window
from wizard.ui.shell import crash
from wizard.ui.shell.file_open import FileOpening
from wizard.ui.shell.window import Window

MACOS = pytest.mark.usefixtures("macos")
ANSWERS = "gallery: 1\nname: 河边\nanswers:\n  rain_plan: partly\n"


@pytest.fixture
def macos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wizard.app.FILES_COME_AS_EVENTS", True)


@MACOS
def test_a_double_click_on_macos_opens_the_file(
    make_window: Callable[..., Window], qapp: QApplication, tmp_path: Path
) -> None:
    window = make_window()
    path = tmp_path / "answers.yaml"
    path.write_text(ANSWERS, "utf-8")
    assert QApplication.sendEvent(qapp, QFileOpenEvent(str(path)))
    assert window.plan is not None
    assert window.plan.session.name == "河边"


@MACOS
def test_a_file_asked_for_before_the_window_shows_waits_for_it(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    hook = sys.excepthook
    window = open_window(qapp, resources.pack_folder("_gallery"))
    path = tmp_path / "answers.yaml"
    path.write_text(ANSWERS, "utf-8")
    QApplication.sendEvent(qapp, QFileOpenEvent(str(path)))
    assert window.plan is None
    window.show()
    qtbot.waitUntil(lambda: window.plan is not None, timeout=10_000)
    sys.excepthook = hook
    window.close_plan()
    window.core.wait()
    window.hide()
    window.deleteLater()


def test_other_events_and_addresses_that_are_no_file_are_left_alone(qapp: QApplication) -> None:
    opened: list[Path] = []
    opening = FileOpening(qapp, opened.append)
    assert not opening.eventFilter(qapp, QEvent(QEvent.Type.None_))
    assert not opening.eventFilter(qapp, QFileOpenEvent(QUrl("https://example.org/x")))
    assert not opened
    opening.deleteLater()


def test_a_report_is_for_its_owner_only_and_holds_no_answer(tmp_path: Path) -> None:
    shown: list[Path | None] = []
    before = crash.install(tmp_path, shown.append)
    typed = "13800138000"
    try:
        try:
            raise KeyError(typed)
        except KeyError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    finally:
        sys.excepthook = before
    (report,) = shown
    assert report is not None
    assert typed not in report.read_text("utf-8")
    assert "KeyError" in report.read_text("utf-8")
    if sys.platform != "win32":
        assert stat.S_IMODE(report.stat().st_mode) == 0o600
