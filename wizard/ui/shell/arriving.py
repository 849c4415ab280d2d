"""Opening a plan from elsewhere: which print it is, and the same plan that is here already."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.errors import WizardError, unreadable
from wizard.plans import library
from wizard.session import Session, read_source
from wizard.session.arriving import Arrival, arrival
from wizard.ui.parts.folders import say_written

if TYPE_CHECKING:
    from wizard.ui.shell.frame import Frame


def take_in(frame: Frame, path: Path) -> tuple[Session, Arrival]:
    """Make a plan of the library from the file at ``path``.

    Raises:
        WizardError: it cannot be read, or the plan not be written.
    """
    compiled = frame.core.checklist()
    source = read_source(path, compiled)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    came = arrival(source, content, library.entries(frame.folder))
    target = library.new_path(source.name, frame.folder)
    return Session.adopt(came.contents, target, compiled), came


def tell(frame: Frame, came: Arrival, session: Session, origin: Path) -> None:
    """Say what was opened, and offer the plan that is here already.

    Of a plan file it says that a copy is edited, and offers to write it back.
    """
    words, here = frame.words, came.here
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
        act = partial(open_here, frame, here.path, session.path)
        frame.trouble.offer("open_here", words("arriving.open_here"), act)
    if origin.suffix == library.SUFFIX:
        lines.append(words("arriving.copy", path=str(origin)))
        act = partial(write_back, frame, session, origin, _stamp(origin))
        frame.trouble.offer("write_back", words("arriving.write_back"), act)
    if lines:
        frame.trouble.say(" ".join(lines), trouble=False)


def write_back(frame: Frame, session: Session, origin: Path, stamp: tuple[int, int] | None) -> None:
    """Write the plan over the file it came from, if that is still as it was."""
    if _stamp(origin) != stamp:
        frame.trouble.say(frame.words("arriving.changed_there", path=str(origin)))
        return
    try:
        session.plan.save_copy(origin)
    except WizardError as error:
        frame.say_trouble(error)
        return
    frame.clear_trouble()
    say_written(frame.toast, frame.words, origin)


def _stamp(path: Path) -> tuple[int, int] | None:
    """Return time and size of a file; None where it is gone, a stick pulled out."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def open_here(frame: Frame, path: Path, copy: Path) -> None:
    """Open the plan that was here; the copy just made of the other goes to the trash."""
    frame.plan_wanted.emit(path)
    try:
        library.delete(copy)
    except WizardError as error:
        frame.say_trouble(error)


def keep_sample(frame: Frame, session: Session) -> None:
    """Make a plan of one's own from the worked example, and open it."""
    name = frame.words("ui.copy_of", name=session.name)
    path = library.new_path(name, frame.folder)
    answers, clauses = session.evaluation.answers, session.own_clauses
    try:
        Session.create(path, session.compiled, name=name, answers=answers, clauses=clauses).close()
    except WizardError as error:
        frame.say_trouble(error)
        return
    frame.plan_wanted.emit(path)
