"""The folder the plans live in, and the list the home screen shows of it.

Standard library only, and little of it until a plan is looked at: the list is on screen
before packs and engine are loaded. What it shows of a plan is the summary that the
session wrote the last time the plan was open.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wizard.errors import PlanError
from wizard.plans import files

if TYPE_CHECKING:
    from wizard.plans.claim import Claim

FOLDER_VARIABLE = "SHOP_LAUNCH_LIBRARY"
SUFFIX = ".shopplan"
PACK_SUFFIX = ".shoppack"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the home list.

    Attributes:
        path: the file.
        name: the plan's name; of a file that cannot be read, the file's.
        modified: when it was last written.
        plan_id: empty if the file cannot be read.
        summary: ``verdict``, ``counts``, ``last_print`` ... as the session wrote them.
        problem: text catalogue key of the sentence why it cannot be read; it takes
            ``path``, ``limit`` and ``reason``.
    """

    path: Path
    name: str
    modified: datetime
    plan_id: str = ""
    pack_id: str = ""
    pack_version: int = 0
    summary: Mapping[str, Any] = field(default_factory=dict)
    problem: str | None = None


def library_folder() -> Path:
    """Return the folder of the library, created for this user alone if it is missing.

    The environment variable ``SHOP_LAUNCH_LIBRARY`` names another one.

    Raises:
        OutputError: it cannot be created.
    """
    return files.private_folder(_library_place())


def in_library(path: Path) -> bool:
    """Tell whether the file at ``path`` lies in the library, where another window may edit it."""
    try:
        return path.parent.resolve() == _library_place().resolve()
    except OSError:
        return False


def _library_place() -> Path:
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen)
    import platformdirs

    return platformdirs.user_data_path("shop-launch-wizard", appauthor=False) / "plans"


def trash_folder(folder: Path) -> Path:
    """Return where deleted plans wait."""
    return folder / "trash"


def packs_folder(folder: Path) -> Path:
    """Return where packs that were installed are kept: beside the plans."""
    return folder / "packs"


def kept_pack(folder: Path, pack_id: str) -> Path | None:
    """Return the file of an installed pack, None if no pack of this id is installed."""
    # A plan from elsewhere may name anything as its pack.
    files = packs_folder(folder).glob(f"*{PACK_SUFFIX}")
    return {path.stem: path for path in files}.get(pack_id)


def entries(folder: Path) -> list[Entry]:
    """Return the plans in ``folder``, last written first; broken ones with a problem."""
    try:
        found = [path for path in folder.iterdir() if path.suffix == SUFFIX]
    except OSError:
        return []
    listed = [entry for path in found if (entry := _entry(path)) is not None]
    return sorted(listed, key=lambda entry: (entry.modified, entry.name), reverse=True)


def new_path(name: str, folder: Path) -> Path:
    """Return a free path in ``folder`` for a plan called ``name``."""
    stem, number = files.safe_file_name(name, ""), 1
    while True:
        tail = f" {number}{SUFFIX}" if number > 1 else SUFFIX
        path = folder / f"{stem}{tail}"
        if not path.exists() and not path.is_symlink():
            return path
        number += 1


def rename(path: Path, name: str, *, now: datetime) -> None:
    """Give the plan at ``path`` another name; the file keeps its own.

    Raises:
        PlanError: it cannot be read or written, or is open in another window.
    """
    from wizard.plans.store import PlanFile

    claim = _claimed(path)
    try:
        with PlanFile.open(path) as plan:
            plan.rename(name, now=now)
            if not plan.flush():
                raise plan.failure or PlanError("plans.busy", path=str(path))
    finally:
        claim.release()


def duplicate(path: Path, name: str = "", *, now: datetime) -> Path:
    """Write a second plan with the answers and the history of the one at ``path``.

    Without a ``name`` it is called a copy of the first, in the language of that plan.

    Returns:
        The new file, in the same folder.

    Raises:
        WizardError: it cannot be read, or the new one not be written.
    """
    import uuid

    from wizard.plans import contents, reading
    from wizard.text import words

    plan_id = str(uuid.uuid4())
    original = reading.read_own(path)
    if not name:
        say = words("en" if original.language == "en" else "zh")
        name = say("plans.copy_name", name=original.name)
    target = new_path(name, path.parent)
    copy = contents.duplicate(original, plan_id=plan_id, name=name, now=now)
    reading.write_contents(copy, target)
    return target


def delete(path: Path) -> Path:
    """Move the plan at ``path`` to the trash; return where it is now, for ``undelete``.

    Raises:
        PlanError: it is open in another window.
        OutputError: it cannot be moved.
    """
    claim = _claimed(path)
    try:
        return _move(path, files.private_folder(trash_folder(path.parent)))
    finally:
        claim.release()


def undelete(path: Path) -> Path:
    """Bring a plan back from the trash; return where it is now.

    Raises:
        OutputError: it cannot be moved.
    """
    return _move(path, path.parent.parent)


def _entry(path: Path) -> Entry | None:
    from wizard.plans import schema

    try:
        modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return None
    try:
        meta = schema.peek(path)
        return Entry(
            path=path,
            name=meta["name"],
            modified=modified,
            plan_id=meta["plan"],
            pack_id=meta["pack"],
            pack_version=int(meta["pack_version"]),
            summary=_summary(meta["summary"]),
        )
    except PlanError as error:
        return Entry(path, path.stem, modified, problem=error.key)
    except (KeyError, ValueError, RecursionError):
        return Entry(path, path.stem, modified, problem="plans.damaged")


def _summary(text: str) -> Mapping[str, Any]:
    summary = json.loads(text)
    return summary if isinstance(summary, dict) else {}


def _claimed(path: Path) -> Claim:
    from wizard.plans.claim import claim

    found = claim(path)
    if found is None:
        raise PlanError("plans.open_elsewhere", path=str(path))
    return found


def _move(path: Path, folder: Path) -> Path:
    from wizard.plans import schema
    from wizard.plans.unfinished import note_file

    schema.settle(path)
    target = new_path(path.stem, folder)
    for beside in (schema.journal, note_file):
        if beside(path).exists():
            files.move(beside(path), beside(target))
    files.move(path, target)
    return target
