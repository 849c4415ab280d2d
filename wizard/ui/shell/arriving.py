"""Opening a plan from elsewhere: which print it is, and the same plan that is here already."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.errors import WizardError, unreadable
from wizard.plans import library
from wizard.session import Session, read_source
from wizard.session.arriving import Arrival, arrival

if TYPE_CHECKING:
    from wizard.ui.shell.window import Window


def take_in(window: Window, path: Path) -> tuple[Session, Arrival]:
    """Make a plan of the library from the file at ``path``.

    Raises:
        WizardError: it cannot be read, or the plan not be written.
    """
    compiled = window.core.checklist()
    source = read_source(path, compiled)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    came = arrival(source, content, library.entries(window.folder))
    target = library.new_path(source.name, window.folder)
    return Session.adopt(came.contents, target, compiled), came


def tell(window: Window, came: Arrival, copy: Path) -> None:
    """Say what was opened, and offer the plan that is here already."""
    words, here = window.words, came.here
    lines = []
    if came.number and came.day is not None:
        day = came.day.isoformat()
        lines.append(words("arriving.print_of", number=came.number, day=day))
    elif came.number:
        lines.append(words("arriving.print", number=came.number))
    if here is not None:
        moment = f"{here.modified.astimezone():%m-%d %H:%M}"
        key = "arriving.newer_here" if came.newer else "arriving.here"
        lines.append(words(key, name=here.name, moment=moment))
        act = partial(open_here, window, here.path, copy)
        window.trouble.offer("open_here", words("arriving.open_here"), act)
    if lines:
        window.trouble.say(" ".join(lines), trouble=False)


def open_here(window: Window, path: Path, copy: Path) -> None:
    """Open the plan that was here; the copy just made of the other goes to the trash."""
    window.close_plan()
    try:
        library.delete(copy)
    except WizardError as error:
        window.say_trouble(error)
    window.open_path(path)


def keep_sample(window: Window, session: Session) -> None:
    """Make a plan of one's own from the worked example, and open it."""
    name = window.words("ui.copy_of", name=session.name)
    path = library.new_path(name, window.folder)
    answers, clauses = session.evaluation.answers, session.own_clauses
    try:
        Session.create(path, session.compiled, name=name, answers=answers, clauses=clauses).close()
    except WizardError as error:
        window.say_trouble(error)
        return
    window.open_path(path)
