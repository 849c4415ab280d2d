"""Open a plan of the library: whose it is, whether it was closed, what if it is damaged.

Nothing is lost on the way: a plan that another window edits opens read-only, one that was
not closed is rolled back to its last saved answer, and in place of a damaged one the
newest backup that can be read opens as a file of its own. The damaged file stays.
"""

from __future__ import annotations

import datetime as dt
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from wizard.engine import CompiledChecklist
from wizard.errors import OutputError, PlanError, WizardError
from wizard.plans import backup, library
from wizard.plans.claim import Claim, claim
from wizard.plans.contents import PlanContents
from wizard.plans.reading import changed_after
from wizard.plans.store import PlanFile
from wizard.plans.unfinished import hand_over_note
from wizard.text import Words

_BEYOND_REPAIR = frozenset({"plans.damaged", "plans.empty", "plans.not_a_plan"})


@dataclass(frozen=True, slots=True)
class Opening:
    """How a plan was opened.

    Attributes:
        read_only: why it cannot be edited here; None if it can.
        recovered: when its last answer was saved, if the program was not closed after it.
        backup: when the newest backup before this opening was made.
        damaged: the file that could not be read, if a backup was opened in its place.
        lost: how many answers that file says were changed after the backup; None if it
            says nothing.
    """

    read_only: WizardError | None = None
    recovered: dt.datetime | None = None
    backup: dt.datetime | None = None
    damaged: Path | None = None
    lost: int | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """An open plan file, the right to edit it if we have it, and what is to be said."""

    plan: PlanFile
    claim: Claim | None
    opening: Opening


def open_plan(path: Path, *, edit: bool = True) -> Opened:
    """Open the plan at ``path``.

    Args:
        path: a plan of the library.
        edit: ask for the right to edit it; without, it is opened to be read.

    Raises:
        PlanError: it cannot be read, and no backup of it can.
    """
    ours, reason = _claimed(path) if edit else (None, open_elsewhere(path))
    try:
        plan = PlanFile.open(path)
    except PlanError as error:
        if ours is not None:
            ours.release()
        if error.key not in _BEYOND_REPAIR:
            raise
        return _from_backup(path, error)
    made = backup.backups(backup.folder_of(path.parent, plan.plan_id))
    recovered = plan.recovered and ours is not None
    opening = Opening(
        read_only=reason,
        recovered=_last_saved(plan) if recovered else None,
        backup=made[0].at if made else None,
    )
    return Opened(plan, ours, opening)


def check_pack(contents: PlanContents, compiled: CompiledChecklist, path: Path) -> None:
    """Refuse a plan of another checklist, or of a newer version of this one.

    A checklist that extends another one takes the plans of that one, too.

    Raises:
        PlanError: one sentence which it is.
    """
    newest = compiled.checklist.newest(contents.pack_id)
    if newest is None:
        raise PlanError("session.other_pack", path=str(path), pack=contents.pack_id)
    if contents.pack_version > newest:
        raise PlanError("session.newer_pack", path=str(path))


def open_elsewhere(path: Path) -> PlanError:
    """Return the sentence for a plan that another window edits."""
    return PlanError("plans.open_elsewhere", path=str(path))


def back_up_soon(
    contents: PlanContents, path: Path, now: dt.datetime, *, always: bool = False
) -> Future[Path | None]:
    """Write today's backup on a thread of its own, if there is none yet."""
    folder = backup.folder_of(path.parent, contents.plan_id)
    worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="plan-backup")
    future = worker.submit(backup.back_up, contents, folder, now=now, always=always, file=path.name)
    worker.shutdown(wait=False)
    return future


def notices(opening: Opening, say: Words) -> list[str]:
    """Say what a person has to know about how the plan was opened."""
    lines = []
    if opening.damaged is not None and opening.backup is not None:
        moment = _moment(opening.backup)
        if opening.lost:
            lines.append(say("plans.backup_opened_count", backup=moment, count=opening.lost))
        else:
            lines.append(say("plans.backup_opened", backup=moment))
    elif opening.recovered is not None:
        saved = _moment(opening.recovered)
        if opening.backup is None:
            lines.append(say("plans.recovered_alone", saved=saved))
        else:
            lines.append(say("plans.recovered", saved=saved, backup=_moment(opening.backup)))
    if opening.read_only is not None:
        lines.append(say(opening.read_only.key, **opening.read_only.params))
    return lines


def _claimed(path: Path) -> tuple[Claim | None, WizardError | None]:
    try:
        ours = claim(path)
    except OutputError as error:
        return None, error
    return ours, None if ours is not None else open_elsewhere(path)


def _last_saved(plan: PlanFile) -> dt.datetime:
    history = plan.history()
    return history[-1].moment if history else dt.datetime.fromisoformat(plan.created)


def _from_backup(path: Path, error: PlanError) -> Opened:
    """Open the newest backup of a plan whose own file is beyond reading."""
    folder = backup.folder_of_file(path)
    found = backup.newest_readable(folder) if folder is not None else None
    if found is None:
        raise error
    newest, contents = found
    target = library.new_path(contents.name, path.parent)
    ours, reason = _claimed(target)
    plan = PlanFile.adopt(contents, target)
    hand_over_note(path, target)
    lost = changed_after(path, len(contents.revisions))
    opening = Opening(read_only=reason, backup=newest.at, damaged=path, lost=lost)
    return Opened(plan, ours, opening)


def _moment(at: dt.datetime) -> str:
    return at.astimezone().strftime("%m-%d %H:%M")
