"""Walk back from a kept PDF, by keyboard alone, and photograph each step: `make walk`.

Three weeks after a print only its PDF is left. It is opened, platform, price and weekly
hours are changed, an agreement is rewritten; the update page lists the four changes, only
the changed pages are printed, and the clause is compared with its template word by word.
The same walk is a test of the window.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QWidget

    from wizard.ui.pages.preview import PreviewPage
    from wizard.ui.pages.update_page import UpdatePage
    from wizard.ui.shell.opened import OpenedPlan
    from wizard.ui.shell.window import Window

NAME = "小林的软件授权店"
OWN = "退款一次退清，三天内到账。"
AGREEMENT, CLAUSE = "refund_rules", "RF-05"
WEEKS_AGO = dt.timedelta(days=25)
STEP_MS, PATIENCE_STEPS = 20, 1500


class Walk:
    """A window walked through by keys.

    Attributes:
        window: what is walked through.
        photographs: called with the name of each step once the window shows it.
    """

    def __init__(self, window: Window, photographs: Callable[[str], object]) -> None:
        self.window = window
        self.photographs = photographs

    def open(self, pdf: Path) -> None:
        """Open the kept PDF: Ctrl+O, its path, Enter."""
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QFileDialog, QLineEdit

        self.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
        dialog = self.window.findChild(QFileDialog, "open_dialog")
        field = dialog.findChild(QLineEdit) if isinstance(dialog, QFileDialog) else None
        if field is None:
            message = "no dialog asks for a file"
            raise RuntimeError(message)
        field.setText(str(pdf))
        self.press(Qt.Key.Key_Return, at=field)
        self.until(lambda: self.window.plan is not None)
        self.photographs("1_opened")

    def change(self) -> None:
        """Change the platform, a price and the hours, and say a clause in one's own words."""
        self.type("chosen_platform", "平台乙", "chosen_platform")
        self.photographs("2_platform")
        self.type("products.1.price", "26", "products")
        self.photographs("3_price")
        self.type("weekly_hours", "12", "weekly_hours")
        self.photographs("4_hours")
        self._rewrite()
        self.photographs("5_clause")

    def compare(self) -> str:
        """Compare the clause with its template word by word; return what is shown."""
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QTextEdit

        self._go_to_clause()
        self.focus("compare_clause")
        self.press(Qt.Key.Key_Return)
        self.photographs("8_compared")
        paper = self.window.findChild(QTextEdit, "clause_text")
        if paper is None:
            message = "no clause is on screen"
            raise RuntimeError(message)
        return paper.toPlainText()

    def see_changes(self) -> UpdatePage:
        """Go to the page of what changed since the print."""
        from PySide6.QtCore import Qt

        self.focus("update")
        self.press(Qt.Key.Key_Return)
        page = cast("UpdatePage", self._plan().screen.page)
        self.until(lambda: page.changed_pages is not None)
        self.photographs("6_changes")
        return page

    def print_changed(self) -> PreviewPage:
        """Print only the changed pages: Enter, for the focus is there already."""
        from PySide6.QtCore import Qt

        self.press(Qt.Key.Key_Return)
        page = cast("PreviewPage", self._plan().screen.page)
        self.until(lambda: page.is_current)
        self.settle(12)
        self.photographs("7_changed_pages")
        return page

    def type(self, field: str, text: str, question: str) -> None:
        """Go to a question, by Tab to one of its fields, and type."""
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QLineEdit

        self.jump(question)
        self.focus(field)
        line = self._focused()
        if not isinstance(line, QLineEdit):
            message = f"{field} is no field"
            raise TypeError(message)
        line.selectAll()
        # As an input method does: keys alone cannot write Chinese.
        line.insert(text)
        self.press(Qt.Key.Key_Return)

    def jump(self, question: str) -> None:
        """Go to a question: Ctrl+J, its number, Enter."""
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QDialog, QLineEdit

        number = self._plan().session.checklist.numbers[question]
        self.press(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
        dialogs = self.window.findChildren(QDialog, "jump_dialog")
        field = dialogs[-1].findChild(QLineEdit)
        field.setText(number)
        self.press(Qt.Key.Key_Return, at=field)
        self.settle()

    def focus(self, name: str) -> None:
        """Go on by Tab until the focus is on ``name``."""
        from PySide6.QtWidgets import QWidget

        self._front()
        found = [one for one in self.window.findChildren(QWidget, name) if one.isVisible()]
        if not found:
            message = f"nothing on screen is called {name}"
            raise RuntimeError(message)
        for _ in range(400):
            if self._focused() is found[0]:
                return
            self._tab()
        message = f"Tab never comes to {name}"
        raise RuntimeError(message)

    def press(
        self, key: Qt.Key, keys: Qt.KeyboardModifier | None = None, at: QWidget | None = None
    ) -> None:
        """Press a key where the focus is."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        self._front()
        target = at or self._focused() or self.window
        QTest.keyClick(target, key, keys or Qt.KeyboardModifier.NoModifier)
        self.settle()

    def settle(self, steps: int = 2) -> None:
        """Let what is under way come to rest; worker threads need an event loop."""
        from PySide6.QtCore import QEventLoop, QTimer

        for _ in range(steps):
            loop = QEventLoop()
            QTimer.singleShot(STEP_MS, loop.quit)
            loop.exec()

    def until(self, done: Callable[[], bool]) -> None:
        """Wait until something is so."""
        for _ in range(PATIENCE_STEPS):
            if done():
                return
            self.settle(1)
        message = "it never came"
        raise RuntimeError(message)

    def _rewrite(self) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QPlainTextEdit

        self._go_to_clause()
        self.focus("edit_clause")
        self.press(Qt.Key.Key_Return)
        field = self._focused()
        if not isinstance(field, QPlainTextEdit):
            message = "no clause is being edited"
            raise TypeError(message)
        field.selectAll()
        field.insertPlainText(OWN)
        self.focus("done_clause")
        self.press(Qt.Key.Key_Return)

    def _go_to_clause(self) -> None:
        """Go to the agreements by Tab, to the one by digit, to the clause by arrow."""
        from PySide6.QtCore import Qt

        from wizard.ui.agreements.page import AgreementsPage

        self.focus("agreements")
        self.press(Qt.Key.Key_Return)
        page = cast("AgreementsPage", self._plan().screen.page)
        offered = [one.id for one in self._plan().desk.checklist.agreements]
        for _ in range(400):
            if (focused := self._focused()) and focused.objectName().startswith("agreement."):
                break
            self._tab()
        for _ in offered:
            if page.agreement == AGREEMENT:
                break
            self.press(Qt.Key.Key_Right)
        self.focus("clauses")
        self.press(Qt.Key.Key_Home)
        for _ in range(40):
            if page.code == CLAUSE:
                return
            self.press(Qt.Key.Key_Down)
        message = f"no arrow leads to {CLAUSE}"
        raise RuntimeError(message)

    def _plan(self) -> OpenedPlan:
        if self.window.plan is None:
            message = "no plan is open"
            raise RuntimeError(message)
        return self.window.plan

    def _front(self) -> None:
        """Do what a window manager does when a dialog closes."""
        from PySide6.QtWidgets import QApplication

        self.settle()
        if QApplication.activeModalWidget() is None and not self.window.isActiveWindow():
            self.window.activateWindow()
            self.settle()

    def _focused(self) -> QWidget | None:
        from PySide6.QtWidgets import QApplication

        return QApplication.focusWidget()

    def _tab(self) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        QTest.keyClick(self._focused() or self.window, Qt.Key.Key_Tab)


def kept_pdf(folder: Path) -> Path:
    """Print the worked example as of three weeks ago and keep nothing but the PDF."""
    from wizard import packs, resources
    from wizard.session import Session

    compiled = packs.built_in()
    personas, _ = packs.read_personas(resources.pack_folder(packs.BUILT_IN), compiled.checklist)
    answers = next(one.answers for one in personas if one.id == "xiaolin")
    then = dt.datetime.now().astimezone() - WEEKS_AGO
    path = folder / "then" / "plan.shopplan"
    session = Session.create(path, compiled, name=NAME, answers=answers, clock=lambda: then)
    printed = session.print_edition("draft", "zh")
    session.close()
    pdf = folder / "小林的计划 v1.pdf"
    pdf.write_bytes(printed.pdf)
    return pdf


def main() -> None:
    """Walk and photograph."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "walk")
    folder: Path = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as private:
        os.environ["SHOP_LAUNCH_LIBRARY"] = str(Path(private) / "library")
        from PySide6.QtWidgets import QApplication

        from wizard.app import open_window

        window = open_window(QApplication([]))
        window.resize(1366, 688)
        window.show()
        window.activateWindow()
        walk = Walk(window, lambda name: window.grab().save(str(folder / f"{name}.png")))
        walk.settle(10)
        window.core.wait()
        walk.open(kept_pdf(Path(private)))
        walk.change()
        walk.see_changes()
        walk.print_changed()
        walk.compare()
        window.close_plan()
        window.close()


if __name__ == "__main__":
    main()
