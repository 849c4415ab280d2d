"""The window killed while somebody types: what was committed is there, and the bar says so."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

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
