"""The menu behind the three dots: the open plan, the class, the look."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from wizard.ui.shell import handing_in
from wizard.ui.style.theme import SCALES, Preference

if TYPE_CHECKING:
    from wizard.ui.shell.window import Window


def window_menu(window: Window) -> QMenu:
    """Return the menu for the window as it is."""
    say, menu = window.words, QMenu(window)
    if window.plan is not None and not window.plan.is_projected:
        menu.addAction(say("ui.rename"), window.rename_plan)
        menu.addAction(say("ui.undo"), window.plan.undo)
        menu.addAction(say("ui.redo"), window.plan.redo)
        menu.addAction(say("ui.save_copy"), window.plan.filing.save_copy)
        listed = menu.addAction(say("list.mode"), partial(_choose_list, window))
        listed.setCheckable(True)
        listed.setChecked(window.settings.listed)
        handing_in.add_actions(menu, window.plan)
        menu.addSeparator()
    menu.addAction(say("packs_ui.menu"), window.go_packs)
    themes = menu.addMenu(say("ui.theme"))
    names: tuple[tuple[Preference, str], ...] = (
        ("system", "ui.theme_system"),
        ("light", "ui.theme_light"),
        ("dark", "ui.theme_dark"),
        ("projector", "ui.theme_projector"),
    )
    for preference, key in names:
        action = themes.addAction(say(key), partial(window.pick_theme, preference))
        action.setCheckable(True)
        action.setChecked(window.look.preference == preference)
    sizes = menu.addMenu(say("ui.text_size"))
    for percent in SCALES:
        action = sizes.addAction(f"{percent}%", partial(window.set_text_size, percent))
        action.setCheckable(True)
        action.setChecked(window.look.percent == percent)
    menu.addAction(say("ui.shortcuts"), window.show_shortcuts)
    return menu


def _choose_list(window: Window) -> None:
    """Show whole areas on one page, or topic by topic again; the question in focus stays."""
    window.settings.listed = not window.settings.listed
    if window.plan is not None:
        screen = window.plan.screen
        question, screen.desk.listed = screen.current_question, window.settings.listed
        if question:
            screen.open_question(question)
