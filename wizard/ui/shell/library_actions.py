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
    from wizard.ui.shell.window import Window


def act(window: Window, wish: str, path: Path) -> None:
    """Do what a row's keys and menu say, named as in ``_ACTS``, while its file is there."""
    if not look_for(window, path):
        return
    _ACTS[wish](window, path)


def look_for(window: Window, path: Path) -> bool:
    """Tell whether a listed file is still there; say where it was, and offer its backup."""
    if path.exists() or not library.in_library(path):
        return True
    from wizard.plans import backup

    trouble, words = window.trouble, window.words
    trouble.clear_offers()
    folder = backup.folder_of_file(path)
    if folder is not None and backup.backups(folder):
        trouble.offer(
            "from_backup", words("library.from_backup"), partial(restore, window, folder, path)
        )
    trouble.say(words("library.gone", path=str(path)))
    window.home.show_plans(library.entries(window.folder))
    return False


def restore(window: Window, folder: Path, path: Path) -> None:
    """Write the newest backup that can be read to where the file was, and open it."""
    from wizard.plans import backup

    window.trouble.hide()
    window.trouble.clear_offers()
    found = backup.newest_readable(folder)
    if found is None:
        window.trouble.say(window.words("library.no_backup", path=str(path)))
        return
    try:
        backup.restore(found[0], path).close()
    except WizardError as error:
        window.say_trouble(error)
        return
    window.open_path(path)
    moment = found[0].at.astimezone().strftime("%m-%d %H:%M")
    window.toast.say(window.words("library.restored", backup=moment))


def ask_name(window: Window, path: Path) -> None:
    """Ask for another name of a plan."""
    from wizard.ui.parts import dialogs

    name = _name(window, path)
    dialogs.ask_name(window, window.words, name, partial(rename, window, path))


def rename(window: Window, path: Path, name: str) -> None:
    """Give a plan another name; the file keeps its own."""
    try:
        library.rename(path, name, now=dt.datetime.now().astimezone())
    except WizardError as error:
        window.say_trouble(error)
    window.home.show_plans(library.entries(window.folder))


def duplicate(window: Window, path: Path) -> None:
    """Make a second plan with the same answers."""
    name = window.words("ui.copy_of", name=_name(window, path))
    try:
        library.duplicate(path, name, now=dt.datetime.now().astimezone())
    except WizardError as error:
        window.say_trouble(error)
    window.home.show_plans(library.entries(window.folder))


def remove(window: Window, path: Path) -> None:
    """Delete a plan; it can be brought back."""
    text = window.words("ui.removed", name=_name(window, path))
    try:
        moved = library.delete(path)
    except WizardError as error:
        window.say_trouble(error)
        return
    window.home.show_plans(library.entries(window.folder))
    window.home.take_focus()
    window.toast.say(text, window.words("ui.undo"), partial(bring_back, window, moved))


def bring_back(window: Window, moved: Path) -> None:
    """Bring a deleted plan back."""
    try:
        library.undelete(moved)
    except WizardError as error:
        window.say_trouble(error)
    window.home.show_plans(library.entries(window.folder))


def ask_copy(window: Window, path: Path) -> None:
    """Ask where to write a clean copy of a plan, for a stick or mail."""
    _ask(window, "ui.save_copy", path, library.SUFFIX, partial(write_copy, window, path))


def write_copy(window: Window, path: Path, target: Path) -> None:
    """Write a clean copy of the plan at ``path``, and say when a stick can be taken out."""
    from wizard.plans import reading
    from wizard.ui.shell.handing_in import removable

    try:
        reading.write_contents(reading.read_own(path), target, private=False)
    except WizardError as error:
        window.say_trouble(error)
        return
    stick = removable(target.parent)
    key = "library.copied_stick" if stick else "ui.saved_at"
    said = window.words(key, place=stick, path=str(target))
    say_written(window.toast, window.words, target, said)


def ask_own_data(window: Window, path: Path) -> None:
    """Ask where to write everything the plan at ``path`` holds."""
    _ask(window, "library.own_data", path, ".zip", partial(write_own_data, window, path))


def write_own_data(window: Window, path: Path, target: Path) -> None:
    """Write everything the plan at ``path`` holds, as files any program can read."""
    window.core.wait()
    from wizard.plans import reading
    from wizard.session import own_data

    try:
        contents = reading.read_own(path)
        compiled = window.core.checklist()
        moment = dt.datetime.now().astimezone()
        own_data.write_own_data(contents, compiled, target, window.words, moment)
    except WizardError as error:
        window.say_trouble(error)
        return
    say_written(window.toast, window.words, target)


def ask_erase(window: Window, path: Path) -> None:
    """Show everything there is of a plan, and ask whether it is to go for good."""
    from wizard.ui.shell.erase_dialog import EraseDialog

    name = _name(window, path)
    dialog = EraseDialog(window, window.look, window.words, name, path)
    dialog.agreed.connect(partial(erase, window, path, name))
    dialog.data_first.connect(partial(ask_own_data, window, path))
    dialog.open()


def erase(window: Window, path: Path, name: str) -> None:
    """Delete everything there is of a plan."""
    from wizard.plans import erasing

    try:
        count = erasing.erase(path)
    except WizardError as error:
        window.say_trouble(error)
    else:
        window.settings.keep_short_path(path.stem, short=False)
        window.toast.say(window.words("library.erased", name=name, count=count))
    window.home.show_plans(library.entries(window.folder))
    window.home.take_focus()


def open_plan(window: Window, path: Path) -> None:
    """Open a plan."""
    window.open_path(path)


_ACTS: dict[str, Callable[[Window, Path], None]] = {
    "open": open_plan,
    "rename": ask_name,
    "duplicate": duplicate,
    "remove": remove,
    "copy_out": ask_copy,
    "own_data": ask_own_data,
    "erase": ask_erase,
}


def _ask(window: Window, title: str, path: Path, suffix: str, then: partial[None]) -> None:
    from wizard.ui.parts.dialogs import ask_save, documents_folder

    name = files.safe_file_name(_name(window, path), suffix)
    ask_save(window, window.words(title), documents_folder() / name, then)


def _name(window: Window, path: Path) -> str:
    listed = (one.name for one in library.entries(window.folder) if one.path == path)
    return next(listed, path.stem)
