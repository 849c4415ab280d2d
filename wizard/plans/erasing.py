"""Everything this computer keeps of one plan, listed, and deleted for good.

Standard library only, as the library itself: the home screen lists it. What was saved
elsewhere (a PDF, a copy on a stick) is not known here and stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from wizard.errors import PlanError
from wizard.plans import files
from wizard.plans.library import SUFFIX, trash_folder
from wizard.plans.unfinished import note_file

if TYPE_CHECKING:
    from wizard.plans.claim import Claim

Kind = Literal["plan", "trash", "backup", "evidence", "note"]


@dataclass(frozen=True, slots=True)
class Trace:
    """One file that holds something of a plan.

    Attributes:
        kind: the plan or a copy of it with the same id, one in the trash, a backup, an
            attached file kept for the backups, or a note beside one of them.
        path: where.
        size: in bytes.
    """

    kind: Kind
    path: Path
    size: int


def traces(path: Path) -> tuple[Trace, ...]:
    """Return everything there is of the plan at ``path``; a damaged one is known by its name."""
    from wizard.plans import backup

    library = path.parent
    plan_id = _plan_id(path)
    backups = backup.folder_of(library, plan_id) if plan_id else backup.folder_of_file(path)
    found = [*_with_notes("plan", path)]
    for kind, folder in (("plan", library), ("trash", trash_folder(library))):
        for other in sorted(folder.glob(f"*{SUFFIX}")):
            if plan_id and other != path and _plan_id(other) == plan_id:
                found += _with_notes(kind, other)
    if backups is not None and backups.is_dir():
        found += _of_backups(backups)
    return tuple(found)


def erase(path: Path) -> int:
    """Delete everything ``traces`` lists, for good; return how many files it were.

    Raises:
        PlanError: a window has one of them open; nothing is deleted.
        OutputError: a file could not be deleted; the plan itself goes last.
    """
    found = traces(path)
    claims: list[Claim] = []
    try:
        # One after the other, so that those held are released if one is refused.
        for plan in [one.path for one in found if one.kind == "plan"]:
            claims += [_claimed(plan)]
        for one in reversed(found):
            _delete(one.path)
        for one in found:
            if one.kind in ("backup", "evidence"):
                _leave(one.path.parent, path.parent)
    finally:
        for claim in claims:
            claim.release()
    return len(found)


def _of_backups(folder: Path) -> Iterator[Trace]:
    for one in sorted(folder.rglob("*")):
        if one.is_file() and not one.is_symlink():
            inside = one.parent != folder
            kind: Kind = "evidence" if inside else "backup" if one.suffix == SUFFIX else "note"
            yield Trace(kind, one, one.stat().st_size)


def _with_notes(kind: str, path: Path) -> Iterator[Trace]:
    from wizard.plans import schema

    if path.exists():
        yield Trace("trash" if kind == "trash" else "plan", path, path.stat().st_size)
    for note in (schema.journal(path), note_file(path)):
        if note.exists():
            yield Trace("note", note, note.stat().st_size)


def _plan_id(path: Path) -> str:
    from wizard.plans import schema

    try:
        return schema.peek(path)["plan"]
    except (PlanError, KeyError, ValueError, RecursionError):
        return ""


def _claimed(path: Path) -> Claim:
    from wizard.plans.claim import claim

    found = claim(path)
    if found is None:
        raise PlanError("plans.open_elsewhere", path=str(path))
    return found


def _delete(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise files.output_error(path, error) from error


def _leave(folder: Path, library: Path) -> None:
    """Take away a folder that is empty now, and those above it up to the library."""
    while folder != library:
        if folder.is_dir() and any(folder.iterdir()):
            return
        with suppress(OSError):
            folder.rmdir()
        folder = folder.parent
