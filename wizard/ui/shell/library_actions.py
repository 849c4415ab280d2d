"""What can be done with a listed plan beside opening it: name, copy, delete, take along, erase."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.errors import WizardError
from wizard.plans import files, library
from wizard.ui.parts.folders import say_written

if TYPE_CHECKING:
    from wizard.ui.shell.frame import Frame


def act(frame: Frame, wish: str, path: Path) -> None:
    """Do what a row's keys and menu say, named as in ``_ACTS``, while its file is there."""
    if not look_for(frame, path):
        return
    _ACTS[wish](frame, path)


def look_for(frame: Frame, path: Path) -> bool:
    """Tell whether a listed file is still there; say where it was, and offer its backup."""
    if path.exists() or not library.in_library(path):
        return True
    from wizard.plans import backup

    trouble, words = frame.trouble, frame.words
    trouble.clear_offers()
    folder = backup.folder_of_file(path)
    if folder is not None and backup.backups(folder):
        trouble.offer(
            "from_backup", words("library.from_backup"), partial(restore, frame, folder, path)
        )
    trouble.say(words("library.gone", path=str(path)))
    frame.list_plans()
    return False


def restore(frame: Frame, folder: Path, path: Path) -> None:
    """Write the newest backup that can be read to where the file was, and open it."""
    from wizard.plans import backup

    frame.clear_trouble()
    found = backup.newest_readable(folder)
    if found is None:
        frame.trouble.say(frame.words("library.no_backup", path=str(path)))
        return
    try:
        backup.restore(found[0], path).close()
    except WizardError as error:
        frame.say_trouble(error)
        return
    frame.plan_wanted.emit(path)
    moment = found[0].at.astimezone().strftime("%m-%d %H:%M")
    frame.toast.say(frame.words("library.restored", backup=moment))


def ask_name(frame: Frame, path: Path) -> None:
    """Ask for another name of a plan."""
    from wizard.ui.parts.dialogs import NameDialog

    name = _name(frame, path)
    NameDialog(frame, frame.look, frame.words, name, partial(rename, frame, path)).open()


def rename(frame: Frame, path: Path, name: str) -> None:
    """Give a plan another name; the file keeps its own."""
    try:
        library.rename(path, name, now=dt.datetime.now().astimezone())
    except WizardError as error:
        frame.say_trouble(error)
    frame.list_plans()


def duplicate(frame: Frame, path: Path) -> None:
    """Make a second plan with the same answers."""
    name = frame.words("ui.copy_of", name=_name(frame, path))
    try:
        library.duplicate(path, name, now=dt.datetime.now().astimezone())
    except WizardError as error:
        frame.say_trouble(error)
    frame.list_plans()


def remove(frame: Frame, path: Path) -> None:
    """Delete a plan; it can be brought back."""
    text = frame.words("ui.removed", name=_name(frame, path))
    try:
        moved = library.delete(path)
    except WizardError as error:
        frame.say_trouble(error)
        return
    frame.list_plans()
    frame.home.take_focus()
    frame.toast.say(text, frame.words("ui.undo"), partial(bring_back, frame, moved))


def bring_back(frame: Frame, moved: Path) -> None:
    """Bring a deleted plan back."""
    try:
        library.undelete(moved)
    except WizardError as error:
        frame.say_trouble(error)
    frame.list_plans()


def ask_copy(frame: Frame, path: Path) -> None:
    """Ask where to write a clean copy of a plan, for a stick or mail."""
    _ask(frame, "ui.save_copy", path, library.SUFFIX, partial(write_copy, frame, path))


def write_copy(frame: Frame, path: Path, target: Path) -> None:
    """Write a clean copy of the plan at ``path``, and say when a stick can be taken out."""
    from wizard.plans import reading
    from wizard.ui.shell.handing_in import removable

    try:
        reading.write_contents(reading.read_own(path), target, private=False)
    except WizardError as error:
        frame.say_trouble(error)
        return
    stick = removable(target.parent)
    key = "library.copied_stick" if stick else "ui.saved_at"
    said = frame.words(key, place=stick, path=str(target))
    say_written(frame.toast, frame.words, target, said)


def ask_own_data(frame: Frame, path: Path) -> None:
    """Ask where to write everything the plan at ``path`` holds."""
    _ask(frame, "library.own_data", path, ".zip", partial(write_own_data, frame, path))


def write_own_data(frame: Frame, path: Path, target: Path) -> None:
    """Write everything the plan at ``path`` holds, as files any program can read."""
    frame.core.wait()
    from wizard.plans import reading
    from wizard.session import own_data

    try:
        contents = reading.read_own(path)
        compiled = frame.core.checklist()
        moment = dt.datetime.now().astimezone()
        own_data.write_own_data(contents, compiled, target, frame.words, moment)
    except WizardError as error:
        frame.say_trouble(error)
        return
    say_written(frame.toast, frame.words, target)


def ask_erase(frame: Frame, path: Path) -> None:
    """Show everything there is of a plan, and ask whether it is to go for good."""
    from wizard.ui.shell.erase_dialog import EraseDialog

    name = _name(frame, path)
    dialog = EraseDialog(frame, frame.look, frame.words, name, path)
    dialog.agreed.connect(partial(erase, frame, path, name))
    dialog.data_first.connect(partial(ask_own_data, frame, path))
    dialog.open()


def erase(frame: Frame, path: Path, name: str) -> None:
    """Delete everything there is of a plan."""
    from wizard.plans import erasing

    try:
        count = erasing.erase(path)
    except WizardError as error:
        frame.say_trouble(error)
    else:
        frame.settings.keep_short_path(path.stem, short=False)
        frame.toast.say(frame.words("library.erased", name=name, count=count))
    frame.list_plans()
    frame.home.take_focus()


def open_plan(frame: Frame, path: Path) -> None:
    """Open a plan."""
    frame.plan_wanted.emit(path)


_ACTS: dict[str, Callable[[Frame, Path], None]] = {
    "open": open_plan,
    "rename": ask_name,
    "duplicate": duplicate,
    "remove": remove,
    "copy_out": ask_copy,
    "own_data": ask_own_data,
    "erase": ask_erase,
}


def _ask(frame: Frame, title: str, path: Path, suffix: str, then: partial[None]) -> None:
    from wizard.ui.parts.dialogs import ask_save, documents_folder

    name = files.safe_file_name(_name(frame, path), suffix)
    ask_save(frame, frame.words(title), documents_folder() / name, then)


def _name(frame: Frame, path: Path) -> str:
    listed = (one.name for one in library.entries(frame.folder) if one.path == path)
    return next(listed, path.stem)
