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
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from wizard.session import Session
    from wizard.text import Language
    from wizard.ui.shell.plan_screen import PlanScreen
    from wizard.ui.shell.window import Window
    from wizard.ui.style.theme import Preference

SIZES = ("1366x688", "1093x534")
NEW = "new"
PLANS = {"good": "xiaolin", "red": "red_lines", "unsure": "unsure"}
LATER = {"evidence": "xiaolin", "changed": "xiaolin"}
"""Personas by the plan made from each; ``new`` is a plan nobody has answered yet."""
CLASS_TABS = ("agenda", "hands", "collect", "board", "compare", "leave")
LEARNERS = 12
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
        self._wait_for_class()
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
            self._reveal()

    def _reveal(self) -> None:
        """Show answers and names under a projector too; these plans are nobody's."""
        from PySide6.QtWidgets import QAbstractButton

        for button in self.window.findChildren(QAbstractButton, "reveal"):
            button.click()

    def _make(self, plan: str) -> Path:
        from wizard import packs
        from wizard.plans import library
        from wizard.session import Session

        core, language = self.window.core, self._setting.language
        compiled = core.checklist()
        personas, _ = packs.read_personas(core.folder, compiled.checklist)
        wanted = {**PLANS, **LATER}.get(plan)
        answers = next((one.answers for one in personas if one.id == wanted), {})
        name = f"{NAMES[language]} {len(self._plans) + 1}" if self._plans else NAMES[language]
        path = library.new_path(name, self.window.folder)
        Session.create(path, compiled, name=name, answers=answers, language=language).close()
        if plan in LATER:
            session = Session.open(path, compiled)
            _PREPARE[plan](session)
            session.close()
        return path

    def _wait_for_class(self) -> None:
        """Wait until the files of a class are read."""
        trainer = self.window.trainer
        for _ in range(PATIENCE_STEPS):
            if trainer is None or not trainer.lesson.errand.is_running:
                break
            self.settle(1)
        self.settle()

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
        Shot("packs", "", lambda window: window.go_packs()),
        Shot("evidence", "evidence", _picture),
        Shot("changed_update", "changed", _place("update")),
        Shot("trainer_start", "", lambda window: window.go_trainer()),
        *(Shot(f"trainer_{tab}", "", _class_at(tab)) for tab in CLASS_TABS),
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


def _with_picture(session: Session) -> None:
    """Attach a licence that is nobody's."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QColor, QImage

    from wizard.model.answers import Evidence

    image = QImage(900, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("#F2E8C9"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    content = bytes(buffer.data().data())
    session.attach("weekly_hours", content, Evidence("license.png"))


def _printed_and_changed(session: Session) -> None:
    session.print_edition("draft", "zh")
    session.answer("weekly_hours", "11")
    session.answer("refund_rate", "2%")


_PREPARE: dict[str, Callable[[Session], None]] = {
    "evidence": _with_picture,
    "changed": _printed_and_changed,
}


def _picture(window: Window) -> None:
    from PySide6.QtWidgets import QAbstractButton

    screen = _screen(window)
    screen.open_question("weekly_hours")
    for button in window.findChildren(QAbstractButton, "weekly_hours.evidence.1.view"):
        button.click()


def _class_at(tab: str) -> Callable[[Window], None]:
    """A class whose plans were handed in; it is made once for a library."""

    def go(window: Window) -> None:
        from wizard.workshop.classroom import CLASS_FILE

        folder = window.folder / "class"
        if not (folder / CLASS_FILE).is_file():
            _make_class(window, folder)
        if window.trainer is None:
            window.go_trainer()
        if window.trainer is not None and window.trainer.lesson.folder is None:
            window.trainer.screen.open_class(folder)
        if window.trainer is not None:
            window.trainer.screen.show_tab(tab)

    return go


def _make_class(window: Window, folder: Path) -> None:
    import datetime as dt

    from wizard import packs
    from wizard.plans.contents import new_plan
    from wizard.plans.reading import write_contents
    from wizard.session import stored
    from wizard.session.membership import Membership, with_membership
    from wizard.workshop.classroom import new_classroom, write_classroom
    from wizard.workshop.collect import collect

    now = dt.datetime.now().astimezone()
    core = window.core
    compiled = core.checklist()
    checklist = compiled.checklist
    name = {"zh": "秋季班", "en": "Autumn class"}[window.words.language]
    pack = (checklist.id, checklist.version)
    classroom = new_classroom(name, now.date(), "90min", pack, LEARNERS)
    write_classroom(folder, classroom)
    personas, _ = packs.read_personas(core.folder, checklist)
    stick = window.folder / "stick"
    stick.mkdir()
    # Out of every persona by turns, so that no column of the board is empty.
    for number, persona in zip(range(LEARNERS), itertools.cycle(personas), strict=False):
        contents = new_plan(
            plan_id=f"00000000-0000-4000-8000-{number:012d}",
            name=f"{NAMES[window.words.language]} {number + 1}",
            pack=pack,
            answers=stored(checklist, persona.answers),
            now=now,
            language=window.words.language,
        )
        member = Membership(classroom.id, classroom.name, shows_answers=True)
        contents = replace(contents, summary=with_membership(contents.summary, member))
        write_contents(contents, stick / f"{number}.shopplan")
    collect(folder, [stick], classroom, compiled, window.words)


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
