"""Photograph every screen of the running program: `make screenshots`.

Opens the window off screen on a library of its own, walks it through the screens in both
languages, light and dark, at two sizes, and writes one PNG each into a folder.
``--only``, ``--languages``, ``--themes``, ``--sizes`` and ``--percent`` take others.
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from wizard.text import Language
    from wizard.ui.shell.plan_screen import PlanScreen
    from wizard.ui.shell.window import Window
    from wizard.ui.style.theme import Preference

SIZES = ("1366x688", "1093x534")
NEW = "new"
PLANS = {"good": "xiaolin", "red": "red_lines", "unsure": "unsure"}
"""Personas by the plan made from each; ``new`` is a plan nobody has answered yet."""
NAMES = {"zh": "小林的软件授权店", "en": "Lin's license shop"}
STEP_MS = 40
PATIENCE_STEPS = 1500


@dataclass(frozen=True, slots=True)
class Shot:
    """One screen.

    Attributes:
        name: of the file.
        plan: key of ``PLANS``, ``new``, or empty for the home screen.
        go: leads there from wherever the plan is.
    """

    name: str
    plan: str
    go: Callable[[Window], object]


@dataclass(frozen=True, slots=True)
class Setting:
    """How the window looks.

    Attributes:
        language: on screen.
        theme: light or dark.
        size: of the window in px, as ``1366x688``.
        percent: size of the text.
    """

    language: Language
    theme: Preference
    size: str
    percent: int

    def file(self, name: str) -> str:
        """Return the file name of a picture."""
        large = f"_{self.percent}" if self.percent != 100 else ""
        return f"{name}_{self.language}_{self.theme}_{self.size}{large}.png"


class Camera:
    """A window, its plans, and a folder for the pictures."""

    def __init__(self, application: QApplication, setting: Setting, folder: Path) -> None:
        from wizard.app import open_window
        from wizard.plans import library
        from wizard.ui.shell.settings import Settings

        self._application, self._setting, self._folder = application, setting, folder
        kept = Settings(library.library_folder())
        kept.language, kept.theme, kept.percent = setting.language, setting.theme, setting.percent
        self.window = open_window(application)
        width, _, height = setting.size.partition("x")
        self.window.setMinimumSize(0, 0)
        self.window.resize(int(width), int(height))
        self.window.show()
        self.window.activateWindow()
        self.window.core.wait()
        self._plans: dict[str, Path] = {}
        self.settle()

    def close(self) -> None:
        """Let go of the window."""
        self.window.close_plan()
        self.window.close()
        self.window.deleteLater()

    def settle(self, steps: int = 4) -> None:
        """Let everything that is under way come to rest."""
        from PySide6.QtCore import QEventLoop, QTimer

        # An event loop, for it leaves worker threads room.
        for _ in range(steps):
            loop = QEventLoop()
            QTimer.singleShot(STEP_MS, loop.quit)
            loop.exec()

    def take(self, shot: Shot) -> None:
        """Go to a screen and write it as it is."""
        self._open(shot.plan)
        shot.go(self.window)
        self.settle()
        self._wait_for_pages()
        front = self._application.activeModalWidget()
        (front or self.window).grab().save(str(self._folder / self._setting.file(shot.name)))
        if front is not None:
            front.close()

    def _open(self, plan: str) -> None:
        if not plan:
            self.window.go_home()
            return
        opened = self.window.plan
        path = self._plans.get(plan)
        if path is None:
            path = self._plans[plan] = self._make(plan)
        if opened is None or opened.session.path != path:
            self.window.open_path(path)

    def _make(self, plan: str) -> Path:
        from wizard import packs
        from wizard.plans import library
        from wizard.session import Session

        core, language = self.window.core, self._setting.language
        compiled = core.checklist()
        personas, _ = packs.read_personas(core.folder, compiled.checklist)
        answers = next((one.answers for one in personas if one.id == PLANS.get(plan)), {})
        name = f"{NAMES[language]} {len(self._plans) + 1}" if self._plans else NAMES[language]
        path = library.new_path(name, self.window.folder)
        Session.create(path, compiled, name=name, answers=answers, language=language).close()
        return path

    def _wait_for_pages(self) -> None:
        """Wait until the preview, where it is on screen, shows the pages of these answers."""
        plan = self.window.plan
        preview = plan.screen.shelf.preview if plan is not None else None
        if preview is None or not preview.isVisible():
            return
        for _ in range(PATIENCE_STEPS):
            if preview.is_current:
                break
            self.settle(1)
        self.settle(8)


def shots(window: Window) -> list[Shot]:
    """Return every screen; each topic of the checklist is one, twice."""
    from wizard.ui.parts.places import NAMED

    checklist = window.core.checklist().checklist
    found = [
        Shot("home_empty", "", lambda _: None),
        Shot("home_form", "", lambda window: window.home.ask_new()),
        Shot("new_topic", NEW, _question("weekly_hours")),
    ]
    for plan in (NEW, *PLANS):
        found += [Shot(f"{plan}_{name}", plan, _place(name)) for name in NAMED]
    found += [
        Shot("red_gate", "red", lambda window: _screen(window).open_edition("final")),
        Shot("red_evidence", "red", lambda window: _evidence(window, "weekly_hours")),
        Shot("red_note", "red", lambda window: _note(window, "weekly_hours")),
        Shot("good_done", "good", _done),
        Shot("new_trouble", NEW, _trouble),
    ]
    for area in checklist.areas:
        found.append(Shot(f"end_{area.id}", "good", _summary(area.id)))
    for topic in checklist.topics:
        first = topic.questions[0].id
        found += [
            Shot(f"topic_{topic.id}", "good", _question(first)),
            Shot(f"red_topic_{topic.id}", "red", _question(first)),
        ]
    found += [
        Shot("shortcuts", "", lambda window: window.show_shortcuts()),
        Shot("trainer_start", "", lambda window: window.go_trainer()),
        Shot("home", "", lambda _: None),
    ]
    return found


def _screen(window: Window) -> PlanScreen:
    if window.plan is None:
        message = "no plan is open"
        raise RuntimeError(message)
    return window.plan.screen


def _evidence(window: Window, question_id: str) -> None:
    screen = _screen(window)
    screen.open_question(question_id)
    screen.open_evidence()


def _note(window: Window, question_id: str) -> None:
    screen = _screen(window)
    screen.open_question(question_id)
    screen.open_note()


def _done(window: Window) -> None:
    """What comes after a print; nothing is written, only said."""
    from wizard.ui.pages.done import DonePage

    screen = _screen(window)
    path = Path.home() / "plan.pdf"
    screen.show_done(DonePage(screen.desk, window.words("ui.done_final"), path))


def _trouble(window: Window) -> None:
    """The bar that stays when a plan could not be saved."""
    from PySide6.QtWidgets import QApplication

    from wizard.errors import PlanError

    if window.plan is not None:
        # What was saved on the way here would take the bar down again.
        window.plan.save_now()
        QApplication.processEvents()
    window.trouble.show_offers(shown=True)
    window.say_trouble(PlanError("plans.disk_full", path=window.folder / "plan.shopplan"))


def _place(name: str) -> Callable[[Window], object]:
    return lambda window: _screen(window).go_named(name)


def _summary(area: str) -> Callable[[Window], object]:
    return lambda window: _screen(window).go(f"summary:{area}")


def _question(question_id: str) -> Callable[[Window], object]:
    return lambda window: _screen(window).open_question(question_id)


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--out", type=Path, default=ROOT / "out" / "screenshots")
    parser.add_argument("--only", nargs="*", default=[], help="names of screens, or their starts")
    parser.add_argument("--languages", nargs="*", default=["zh", "en"])
    parser.add_argument("--themes", nargs="*", default=["light", "dark"])
    parser.add_argument("--sizes", nargs="*", default=list(SIZES))
    parser.add_argument("--percent", nargs="*", type=int, default=[100])
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Take the pictures and return the exit code."""
    wanted = _arguments(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # The off-screen platform warns of every size it is given.
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    from PySide6.QtWidgets import QApplication

    from wizard.app import STYLE

    application = QApplication(["screenshots", *STYLE])
    application.setQuitOnLastWindowClosed(False)
    wanted.out.mkdir(parents=True, exist_ok=True)
    taken = 0
    settings = itertools.product(wanted.languages, wanted.themes, wanted.sizes, wanted.percent)
    for language, theme, size, percent in settings:
        setting = Setting(cast("Language", language), theme, size, percent)
        with tempfile.TemporaryDirectory(prefix="screenshots-") as library:
            os.environ["SHOP_LAUNCH_LIBRARY"] = library
            camera = Camera(application, setting, wanted.out)
            for shot in shots(camera.window):
                if not wanted.only or shot.name.startswith(tuple(wanted.only)):
                    camera.take(shot)
                    taken += 1
            camera.close()
    print(f"{taken} pictures in {wanted.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
