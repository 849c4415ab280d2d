"""The window killed while somebody types: what was typed is there, and the bar says so."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from wizard.ui.shell.window import Window

ROOT = Path(__file__).parents[3]
TYPING = textwrap.dedent("""
    import sys
    from PySide6.QtCore import QEventLoop, Qt, QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QLineEdit
    from wizard.app import STYLE, open_window

    application = QApplication(["typing", *STYLE])
    window = open_window(application)
    window.show()
    window.activateWindow()
    window.core.wait()
    window.begin_plan("River shop", [])
    window.plan.screen.open_question("weekly_hours")
    field = window.findChild(QLineEdit, "weekly_hours")
    QTest.keyClicks(field, "12")
    QTest.keyClick(field, Qt.Key.Key_Return)
    window.plan.screen.open_question("weekly_hours")
    loop = QEventLoop()
    QTimer.singleShot(300, loop.quit)
    loop.exec()
    QTest.keyClicks(field, "345")
    print("typing", flush=True)
    loop.exec()
""")


def wait_for(library: Path, text: str) -> None:
    """Wait until what is typed is on the disk, as it is within a second or two."""
    for _ in range(200):
        if any(text in one.read_text("utf-8") for one in library.glob("*.unfinished")):
            return
        time.sleep(0.05)
    pytest.fail("what is typed is not kept")


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_killed_in_the_middle_of_a_number(
    make_window: Callable[..., Window], library: Path
) -> None:
    environment = {**os.environ, "SHOP_LAUNCH_LIBRARY": str(library), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", TYPING],
        env={**environment, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "typing\n"
        wait_for(library, '"345"')
        child.kill()
    (path,) = library.glob("*.shopplan")
    window = make_window("")
    window.open_path(path)
    assert window.plan is not None
    session = window.plan.session
    assert str(session.evaluation.answers["weekly_hours"].value) == "12"
    assert not session.read_only
    assert window.trouble.isVisible()
    assert session.opening.recovered is not None
    assert session.unfinished.left == {"weekly_hours": "345"}
    window.plan.screen.open_question("weekly_hours")
    field = window.plan.screen.findChild(QLineEdit, "weekly_hours")
    assert field is not None
    assert field.text() == "345"
    line = window.plan.screen.findChild(QWidget, "weekly_hours.unfinished")
    assert line is not None
    assert line.isVisible()
