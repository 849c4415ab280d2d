"""What the menu behind the three dots offers for the plan that is open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from wizard.ui.shell import handing_in

if TYPE_CHECKING:
    from wizard.ui.shell.opened import OpenedPlan


def add_plan_actions(menu: QMenu, plan: OpenedPlan) -> None:
    """Add what can be done with an open plan to the menu."""
    say = plan.frame.words
    menu.addAction(say("ui.rename"), plan.ask_name)
    menu.addAction(say("ui.undo"), plan.undo)
    menu.addAction(say("ui.redo"), plan.redo)
    menu.addAction(say("ui.save_copy"), plan.filing.save_copy)
    listed = menu.addAction(say("list.mode"), partial(_choose_list, plan))
    listed.setCheckable(True)
    listed.setChecked(plan.frame.settings.listed)
    handing_in.add_actions(menu, plan)


def _choose_list(plan: OpenedPlan) -> None:
    """Show whole areas on one page, or topic by topic again; the question in focus stays."""
    settings, screen = plan.frame.settings, plan.screen
    settings.listed = not settings.listed
    question, screen.desk.listed = screen.current_question, settings.listed
    if question:
        screen.open_question(question)
