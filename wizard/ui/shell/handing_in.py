"""The participant's side of a class: hand the plan in, and let the trainer see answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStorageInfo
from PySide6.QtWidgets import QMenu

from wizard.errors import WizardError
from wizard.plans.files import output_error
from wizard.session import now
from wizard.session.feedback import feedback, find_feedback, print_feedback, take_feedback
from wizard.session.membership import membership, show_answers
from wizard.ui.parts.dialogs import ask_folder
from wizard.ui.parts.folders import say_written
from wizard.workshop.handing_in import handed_in_name

if TYPE_CHECKING:
    from wizard.ui.shell.opened import OpenedPlan


def add_actions(menu: QMenu, plan: OpenedPlan) -> None:
    """Add what a participant can do to the menu of an open plan.

    The tick is offered only where the plan belongs to a class and may be changed.
    """
    words = plan.frame.words
    member = membership(plan.session.plan.summary)
    menu.addAction(words("trainer.hand_in"), lambda: ask_hand_in(plan))
    if not plan.session.read_only:
        menu.addAction(words("trainer.take_comments"), lambda: ask_comments(plan))
        said = feedback(plan.session.plan.summary)
        if said:
            prints = menu.addAction(words("trainer.print_comments"))
            prints.setCheckable(True)
            prints.setChecked(said.printed)
            prints.toggled.connect(lambda wanted: print_comments(plan, wanted=wanted))
    if member.class_id and not plan.session.read_only:
        tick = menu.addAction(words("trainer.show_answers"))
        tick.setCheckable(True)
        tick.setChecked(member.shows_answers)
        tick.toggled.connect(lambda agreed: agree(plan, agreed=agreed))


def agree(plan: OpenedPlan, *, agreed: bool) -> None:
    """Keep in the plan whether the trainer may see more than statuses."""
    show_answers(plan.session.plan, agreed=agreed)
    key = "trainer.shows_answers" if agreed else "trainer.hides_answers"
    plan.frame.toast.say(plan.frame.words(key))


def ask_comments(plan: OpenedPlan) -> None:
    """Ask where the trainer's comments are and take them."""
    title = plan.frame.words("trainer.take_from")
    ask_folder(plan.frame, title, lambda place: take_comments(plan, place))


def take_comments(plan: OpenedPlan, place: Path) -> None:
    """Keep what the trainer wrote about this plan, and show it; no answer changes."""
    words, store = plan.frame.words, plan.session.plan
    plan.screen.commit()
    try:
        said = find_feedback(place, store.plan_id)
    except WizardError as error:
        plan.frame.say_trouble(error)
        return
    new = take_feedback(store, said)
    count = len(said.notes) + bool(said.comment)
    plan.show_again()
    key = "trainer.taken" if new else "trainer.taken_before"
    plan.frame.toast.say(words(key, count=count) if new else words(key))


def print_comments(plan: OpenedPlan, *, wanted: bool) -> None:
    """Keep whether prints carry what the trainer wrote."""
    print_feedback(plan.session.plan, wanted=wanted)
    plan.screen.refresh(plan.session.evaluation)
    key = "trainer.comments_printed" if wanted else "trainer.comments_left_out"
    plan.frame.toast.say(plan.frame.words(key))


def ask_hand_in(plan: OpenedPlan) -> None:
    """Ask for a stick or a folder and hand the plan in there."""
    title = plan.frame.words("trainer.hand_in_to")
    ask_folder(plan.frame, title, lambda folder: hand_in(plan, folder))


def hand_in(plan: OpenedPlan, folder: Path) -> None:
    """Write a clean copy of the plan under ``folder`` and say so."""
    words = plan.frame.words
    plan.screen.commit()
    member = membership(plan.session.plan.summary)
    stamp = f"{now():%Y%m%d-%H%M%S}"
    name = handed_in_name(member, plan.session.plan.plan_id, stamp, words("trainer.no_class"))
    target = folder / words("trainer.hand_in_folder") / name
    try:
        _make_folder(target.parent)
        plan.session.plan.save_copy(target)
    except WizardError as error:
        plan.frame.say_trouble(error)
        return
    stick = removable(folder)
    key = "trainer.handed_in_stick" if stick else "trainer.handed_in"
    say_written(plan.frame.toast, words, target, words(key, place=stick or str(target)))


def removable(folder: Path) -> str:
    """Return the drive a folder is on, if it is not where the person's files are."""
    drive = QStorageInfo(str(folder)).rootPath()
    usual = (Path.home(), Path(Path.home().anchor))
    here = {QStorageInfo(str(place)).rootPath() for place in usual}
    return "" if drive in here or not drive else drive.rstrip("/") or drive


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise output_error(folder, error) from error
