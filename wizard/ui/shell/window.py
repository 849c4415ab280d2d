"""The one window: which screen is shown, and what its header, keys and menu do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from wizard.errors import WizardError
from wizard.plans import library
from wizard.text import Language, words
from wizard.ui.parts.core import Core
from wizard.ui.parts.qt_words import QtWords
from wizard.ui.shell import library_actions
from wizard.ui.shell.frame import Frame
from wizard.ui.shell.home import Home
from wizard.ui.shell.settings import Settings
from wizard.ui.style.icons import program_icon
from wizard.ui.style.theme import PREFERENCES, SCALES, Look, Preference
from wizard.ui.trainer.pointer_ring import PointerRing

if TYPE_CHECKING:
    from wizard.ui.shell.opened import OpenedPlan
    from wizard.ui.shell.pack_screen import PackScreen
    from wizard.ui.shell.trainer_desk import TrainerDesk

LEAST_SIZE = (880, 430)
FIRST_SIZE = (1366, 736)


class Window(Frame):
    """The window of the program."""

    def __init__(self, look: Look, folder: Path, core: Core, settings: Settings) -> None:
        super().__init__(look, folder, core, settings)
        self.plan: OpenedPlan | None = None
        self.trainer: TrainerDesk | None = None
        self.packs: PackScreen | None = None
        self._translator: QtWords | None = None
        self._waiting: Path | None = None
        self.setMinimumSize(*LEAST_SIZE)
        self.resize(*FIRST_SIZE)
        self.restoreGeometry(settings.geometry)
        self._use_qt_words(settings.language)
        self.build()
        self.home.viewport().installEventFilter(self)
        self.home_wanted.connect(self.go_home)
        self.plan_wanted.connect(self.open_path)
        self.projector_wanted.connect(self.projector)
        look.changed.connect(self._restyle)
        core.loaded.connect(self._core_loaded)

    def build(self) -> None:
        """Make everything on screen; answers live in the session, so this loses none."""
        body = self.build_body()
        self.header.home.connect(self.go_home)
        self.header.rename.connect(self.rename_plan)
        self.header.budget.connect(self.go_budget)
        self.header.text_size.connect(self.next_text_size)
        self.header.language.connect(self.switch_language)
        self.header.theme.connect(self.switch_theme)
        self.header.menu.connect(self._show_menu)
        self.home = self._build_home()
        self.stack.addWidget(self.home)
        self.setCentralWidget(body)
        PointerRing(body, self.look)
        self.setWindowTitle(self.words("ui.product"))

    def go_home(self) -> None:
        """Close the plan and show the list."""
        self.close_plan()
        self.header.show_plan("")
        self.clear_trouble()
        self.setWindowTitle(self.words("ui.product"))
        self.list_plans()
        self.stack.setCurrentWidget(self.home)
        self.home.take_focus()

    def go_trainer(self) -> None:
        """Show the trainer's screen."""
        self.core.wait()
        from wizard.ui.shell.trainer_desk import TrainerDesk

        self.close_plan()
        try:
            self.trainer = TrainerDesk(self)
        except WizardError as error:
            self.say_trouble(error)
            return
        self.trainer.show()

    def go_packs(self) -> None:
        """Show the packs there are."""
        self.core.wait()
        from wizard.ui.shell.pack_screen import PackScreen

        self.go_home()
        self.packs = PackScreen(self)
        self.put_up(self.packs)
        self.packs.take_focus()

    def open_path(self, path: Path) -> None:
        """Open a plan of the library, or take over one from elsewhere."""
        self.core.wait()
        from wizard.ui.shell.opened import OpenedPlan
        from wizard.ui.shell.pack_screen import use_pack_for

        use_pack_for(self, path)
        self._show_plan(lambda: OpenedPlan.open(self, path))

    def begin_plan(self, name: str, goods: list[str]) -> None:
        """Begin a new plan."""
        self.core.wait()
        from wizard.ui.shell.opened import OpenedPlan
        from wizard.ui.shell.pack_screen import use_pack_for

        use_pack_for(self, None)
        name = name or self.words("ui.product")
        self._show_plan(lambda: OpenedPlan.begin(self, name, goods))

    def _begin_from_form(self, name: str, goods: list[str], in_class: object) -> None:
        self.begin_plan(name, goods)
        if in_class and self.plan is not None:
            self.toast.say(self.words("trainer.start_class_said"))

    def open_sample(self) -> None:
        """Open the worked example; what is changed in it is not kept."""
        self.core.wait()
        from wizard.ui.shell.opened import OpenedPlan

        self._show_plan(lambda: OpenedPlan.sample(self))

    def _show_plan(self, make: Callable[[], OpenedPlan]) -> None:
        self.close_plan()
        try:
            self.plan = make()
        except WizardError as error:
            self.say_trouble(error)
            return
        self.plan.show()

    def close_plan(self) -> None:
        """Let go of the open plan, of the class, or of the packs."""
        if self.packs is not None:
            self.packs.close_down()
            self.packs = None
        if self.trainer is not None:
            self.trainer.close()
            self.trainer = None
        if self.plan is not None:
            self.plan.close()
            self.plan = None

    def switch_language(self) -> None:
        """Show everything in the other language, in place."""
        other: Language = "en" if self.words.language == "zh" else "zh"
        self.settings.language = other
        self.words = words(other)
        self._use_qt_words(other)
        self._rebuild()

    def switch_theme(self) -> None:
        """Change between light and dark at once."""
        self._choose_theme("light" if self.look.theme == "dark" else "dark")

    def projector(self) -> None:
        """Show everything large and with high contrast, or go back."""
        self._choose_theme("system" if self.look.preference == "projector" else "projector")
        self._rebuild()

    def next_text_size(self) -> None:
        """Take the next larger text size, and the smallest after the largest."""
        place = SCALES.index(self.look.percent) + 1
        self.set_text_size(SCALES[place % len(SCALES)])

    def resize_text(self, step: int) -> None:
        """Make text larger (1), smaller (-1) or normal (0); in the preview, its pages."""
        if self.plan is not None and self.plan.screen.zoom(step):
            return
        place = SCALES.index(self.look.percent) + step if step else 0
        self.set_text_size(SCALES[min(max(place, 0), len(SCALES) - 1)])

    def go_budget(self) -> None:
        """Go to the question the budget is judged by."""
        if self.plan is not None:
            self.plan.screen.go_named("budget")

    def rename_plan(self) -> None:
        """Ask for another name of the open plan."""
        if self.plan is not None:
            self.plan.ask_name()

    def new_plan(self) -> None:
        """Show the questions a new plan begins with."""
        if self.plan is not None or self.trainer is not None:
            self.go_home()
        self.home.ask_new()

    def open_file(self) -> None:
        """Ask for a file that holds a plan."""
        from wizard.ui.parts.dialogs import ask_open

        ask_open(self, self.words, self.open_path)

    def show_shortcuts(self) -> None:
        """Show the table of shortcuts."""
        from wizard.ui.parts.dialogs import ShortcutsDialog

        ShortcutsDialog(self, self.look, self.words).open()

    def show_terms(self) -> None:
        """Show every term of the pack with what it means."""
        from wizard.ui.parts.terms_dialog import TermsDialog

        self.core.wait()
        try:
            checklist = (
                self.plan.session.checklist if self.plan else self.core.checklist().checklist
            )
        except WizardError as error:
            self.say_trouble(error)
            return
        TermsDialog(self, self.look, self.words, checklist.terms.values()).open()

    def show_crash(self, report: Path | None) -> None:
        """Say that the program failed, and where the report is; once, however often it does."""
        from wizard.ui.parts.dialogs import crash_dialog

        shown = self.findChildren(QWidget, "crash_dialog")
        if not any(one.isVisible() for one in shown):
            crash_dialog(self, self.words, report).open()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close at once; ask only if something could not be saved."""
        self.settings.geometry = self.saveGeometry()
        if self.plan is not None and not self.plan.may_close():
            event.ignore()
            return
        self.close_plan()
        super().closeEvent(event)

    def _build_home(self) -> Home:
        today = dt.datetime.now().astimezone().date()
        home = Home(self.look, self.words, today, self.stack)
        home.opened.connect(partial(library_actions.act, self, "open"))
        home.begun.connect(self._begin_from_form)
        home.sample.connect(self.open_sample)
        home.file.connect(self.open_file)
        home.trainer.connect(self.go_trainer)
        home.renamed.connect(partial(library_actions.act, self, "rename"))
        home.removed.connect(partial(library_actions.act, self, "remove"))
        home.copied.connect(partial(library_actions.act, self, "duplicate"))
        home.wished.connect(partial(library_actions.act, self))
        home.show_plans(library.entries(self.folder))
        return home

    def _rebuild(self) -> None:
        """Make everything again, and return to the same place with the same focus."""
        held = self.header.held_by_keyboard()
        state = self.plan.leave_screen() if self.plan is not None else None
        old = self.takeCentralWidget()
        self.build()
        if old is not None:
            old.deleteLater()
        if self.plan is not None and state is not None:
            self.plan.return_to_screen(state)
        elif self.trainer is not None:
            self.trainer.show()
        elif self.packs is not None:
            self._show_packs_again(self.packs.previewed)
        else:
            self._core_loaded()
            self.home.take_focus()
        self.header.hold(held)

    def _show_packs_again(self, previewed: Path | None) -> None:
        self.go_packs()
        if previewed is not None and self.packs is not None:
            self.packs.show_preview(previewed)

    def _restyle(self) -> None:
        """Paint everything in the new colours."""
        self.settings.theme = self.look.preference
        for widget in self.findChildren(QWidget):
            widget.update()

    def _choose_theme(self, preference: Preference) -> None:
        self.look.choose(preference)

    def set_text_size(self, percent: int) -> None:
        """Show text in another size, in percent."""
        self.look.resize_text(percent)
        self.settings.percent = percent
        self._rebuild()

    def _use_qt_words(self, language: Language) -> None:
        """Load Qt's own words (dialog buttons, menus) in ``language``."""
        if self._translator is not None:
            QApplication.removeTranslator(self._translator)
            self._translator = None
        if language == "zh":
            translator = QtWords(self)
            if translator.load_chinese():
                QApplication.installTranslator(translator)
                self._translator = translator

    def _core_loaded(self) -> None:
        self.core.wait()
        from wizard.ui.shell.opened import goods_of

        try:
            checklist = self.core.checklist().checklist
        except WizardError as error:
            self.say_trouble(error)
            return
        self.home.offer_goods(goods_of(checklist, self.words.language))

    def _run(self, name: str, argument: int | str | None) -> None:
        """Do what a shortcut says, here, in the open plan, or on the page shown."""
        screen = self.plan.screen if self.plan is not None else None
        page = screen.page if screen is not None else None
        places = (self, self.plan, screen, page)
        target = next((one for one in places if hasattr(one, name)), None)
        if target is None:
            return
        method = getattr(target, name)
        if argument is None:
            method()
        else:
            method(argument)

    def _show_menu(self, button: QWidget) -> None:
        self.menu().popup(button.mapToGlobal(QPoint(0, button.height())))

    def menu(self) -> QMenu:
        """Return the menu behind the three dots."""
        say, menu = self.words, QMenu(self)
        if self.plan is not None and not self.plan.is_projected:
            from wizard.ui.shell.plan_menu import add_plan_actions

            add_plan_actions(menu, self.plan)
            menu.addSeparator()
        menu.addAction(say("packs_ui.menu"), self.go_packs)
        themes = menu.addMenu(say("ui.theme"))
        for preference in PREFERENCES:
            title = say(f"ui.theme_{preference}")
            action = themes.addAction(title, partial(self.pick_theme, preference))
            action.setCheckable(True)
            action.setChecked(self.look.preference == preference)
        sizes = menu.addMenu(say("ui.text_size"))
        for percent in SCALES:
            action = sizes.addAction(f"{percent}%", partial(self.set_text_size, percent))
            action.setCheckable(True)
            action.setChecked(self.look.percent == percent)
        menu.addAction(say("ui.terms"), self.show_terms)
        menu.addAction(say("ui.shortcuts"), self.show_shortcuts)
        return menu

    def pick_theme(self, preference: Preference) -> None:
        """Take a theme; text changes its size with the projector's."""
        large = "projector" in (preference, self.look.preference)
        self._choose_theme(preference)
        if large:
            self._rebuild()

    def open_soon(self, path: Path) -> None:
        """Open a plan once the window is on screen."""
        self._waiting = path

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint, and let everything else begin after it."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._begin)
        return super().eventFilter(watched, event)

    def _begin(self) -> None:
        from wizard.ui.parts.shortcuts import SHORTCUTS
        from wizard.ui.shell import crash

        self.setWindowIcon(program_icon())
        crash.install(self.folder, self.show_crash)
        self.core.begin(library.kept_pack(self.folder, self.settings.pack))
        for shortcut in SHORTCUTS:
            for keys in shortcut.keys:
                made = QShortcut(QKeySequence(keys), self)
                made.activated.connect(partial(self._run, shortcut.does, shortcut.argument))
        if self._waiting is not None:
            self.open_path(self._waiting)
            self._waiting = None
        elif self.plan is None:
            self.home.take_focus()
