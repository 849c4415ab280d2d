"""Rolling backups: a copy a day beside the library, thinned as it ages.

    <library>/backups/<plan id>/2026-11-22T143205Z.shopplan
    <library>/backups/<plan id>/evidence/<sha256>
    <library>/backups/<plan id>/file.txt        name of the plan's file

Attached files never change, so all backups of a plan share one copy of their bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from functools import partial
from pathlib import Path

from wizard.errors import PlanError
from wizard.plans import files, reading, schema
from wizard.plans.contents import PlanContents
from wizard.plans.store import PlanFile

DAYS, WEEKS, MONTHS = 7, 4, 12

_NAME = "%Y-%m-%dT%H%M%SZ"
_EVIDENCE = "evidence"
_FILE = "file.txt"


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """One backup: when it was made (UTC), and where it is."""

    at: datetime
    path: Path


def folder_of(library: Path, plan_id: str) -> Path:
    """Return where the backups of a plan are."""
    return library / "backups" / plan_id


def folder_of_file(path: Path) -> Path | None:
    """Return where the backups of the plan file at ``path`` are, whatever is left of it."""
    for note in path.parent.glob(f"backups/*/{_FILE}"):
        try:
            if note.read_text("utf-8") == path.name:
                return note.parent
        except (OSError, ValueError):
            continue
    return None


def back_up(
    contents: PlanContents,
    folder: Path,
    *,
    now: datetime,
    always: bool = False,
    file: str = "",
) -> Path | None:
    """Write a backup if there is none of today yet, then thin out the old ones.

    Args:
        contents: a snapshot; safe to use from a thread while the plan is edited.
        folder: of this plan, from ``folder_of``.
        now: an aware datetime; its time zone says when a day begins.
        always: also if there is one of today: before a migration or an import.
        file: name of the plan's file, so that its backups are found when it is beyond
            reading.

    Returns:
        The new backup, or None if none was due.

    Raises:
        WizardError: it could not be written, or an attached file cannot be read.
    """
    if file:
        _remember_file(folder, file)
    today = now.date()
    if not always and any(_day(b.at, now.tzinfo) == today for b in backups(folder)):
        return None
    files.private_folder(folder)
    _keep_evidence(contents, folder / _EVIDENCE)
    path = folder / f"{now.astimezone(UTC).strftime(_NAME)}{schema.SUFFIX}"
    reading.write_contents(contents, path, with_evidence=False)
    _thin(folder, now)
    return path


def backups(folder: Path) -> list[Backup]:
    """Return the backups in ``folder``, newest first."""
    found = []
    for path in folder.glob(f"*{schema.SUFFIX}"):
        try:
            at = datetime.strptime(path.stem, _NAME).replace(tzinfo=UTC)
        except ValueError:
            continue
        found.append(Backup(at, path))
    return sorted(found, reverse=True)


def kept(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """Choose which backups to keep.

    All of the last 24 hours; then the newest of each of the last 7 days, 4 weeks and 12
    months that have any.
    """
    newest_first = sorted(moments, reverse=True)
    keep = {moment for moment in newest_first if now - moment < timedelta(days=1)}
    for count, period in ((DAYS, "%Y-%m-%d"), (WEEKS, "%G-%V"), (MONTHS, "%Y-%m")):
        newest: dict[str, datetime] = {}
        for moment in newest_first:
            newest.setdefault(moment.astimezone(now.tzinfo).strftime(period), moment)
        keep.update(list(newest.values())[:count])
    return keep


def read_backup(backup: Backup) -> PlanContents:
    """Read a backup together with the attached files kept beside it.

    Raises:
        PlanError: it cannot be read.
    """
    contents = reading.read_foreign(backup.path)
    store = backup.path.parent / _EVIDENCE
    evidence = tuple(
        replace(item, present=(store / item.sha256).is_file()) for item in contents.evidence
    )
    return replace(contents, evidence=evidence, blobs=partial(_stored, store))


def newest_readable(folder: Path) -> tuple[Backup, PlanContents] | None:
    """Return the newest backup that can be read, with what it holds."""
    for backup in backups(folder):
        try:
            return backup, read_backup(backup)
        except PlanError:
            continue
    return None


def forget_evidence(folder: Path, sha256: str) -> None:
    """Delete an attached file from the backups in ``folder``; they say that it is absent.

    Raises:
        OutputError: it could not be deleted.
    """
    path = folder / _EVIDENCE / sha256
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise files.output_error(path, error) from error


def restore(backup: Backup, path: Path) -> PlanFile:
    """Write a backup to the new file ``path`` and open it; what is damaged stays as it is.

    Raises:
        WizardError: the backup cannot be read, or ``path`` not be written.
    """
    return PlanFile.adopt(read_backup(backup), path)


def _remember_file(folder: Path, file: str) -> None:
    note = folder / _FILE
    try:
        known = note.read_text("utf-8") == file
    except (OSError, ValueError):
        known = False
    if not known:
        files.private_folder(folder)
        files.atomic_write(note, file.encode(), private=True)


def _keep_evidence(contents: PlanContents, store: Path) -> None:
    for item in contents.evidence:
        if not item.present or (store / item.sha256).is_file():
            continue
        content = contents.blobs(item.sha256)
        if content is not None:
            files.private_folder(store)
            files.atomic_write(store / item.sha256, content, private=True)


def _stored(store: Path, sha256: str) -> bytes | None:
    try:
        content = (store / sha256).read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def _thin(folder: Path, now: datetime) -> None:
    found = backups(folder)
    keep = kept((backup.at for backup in found), now)
    old = [backup for backup in found if backup.at not in keep]
    for backup in old:
        backup.path.unlink(missing_ok=True)
    store = folder / _EVIDENCE
    if old and store.is_dir():
        _drop_unused(store, [backup for backup in found if backup.at in keep])


def _drop_unused(store: Path, remaining: Sequence[Backup]) -> None:
    used: set[str] = set()
    for backup in remaining:
        try:
            used.update(_evidence_of(backup.path))
        except PlanError:
            return  # Unknown what an unreadable backup needs: keep everything.
    for path in store.iterdir():
        if path.name not in used:
            path.unlink(missing_ok=True)


def _evidence_of(path: Path) -> list[str]:
    schema.check_header(path)
    with schema.sentences(path), closing(schema.connect_foreign(path)) as connection:
        schema.check_tables(connection, path)
        return [row[0] for row in connection.execute("SELECT sha256 FROM evidence")]


def _day(moment: datetime, zone: tzinfo | None) -> object:
    return moment.astimezone(zone).date()
