from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.unit.plans.samples import NOW, PLAN_ID, at
from wizard.errors import OutputError
from wizard.plans import backup, reading, schema
from wizard.plans.store import PlanFile

DAY = 24 * 60


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return backup.folder_of(tmp_path / "library", PLAN_ID)


def test_one_backup_a_day(plan: PlanFile, folder: Path) -> None:
    first = backup.back_up(plan.contents(), folder, now=NOW)
    assert first is not None
    assert first.name == "2026-11-22T143200Z.shopplan"
    assert backup.back_up(plan.contents(), folder, now=at(60)) is None
    assert backup.back_up(plan.contents(), folder, now=at(61), always=True) is not None
    assert reading.read_foreign(first) == plan.contents()
    assert backup.back_up(plan.contents(), folder, now=at(DAY)) is not None
    assert [found.at for found in backup.backups(folder)] == [at(DAY), at(61)]


def test_a_day_begins_where_the_user_lives(plan: PlanFile, folder: Path) -> None:
    china = timezone(timedelta(hours=8))
    evening = datetime(2026, 11, 22, 15, 59, tzinfo=UTC).astimezone(china)
    assert backup.back_up(plan.contents(), folder, now=evening)
    assert backup.back_up(plan.contents(), folder, now=evening + timedelta(minutes=1))
    # Two days in Greenwich, one at home.
    morning = datetime(2026, 11, 25, 23, 0, tzinfo=UTC).astimezone(china)
    assert backup.back_up(plan.contents(), folder, now=morning)
    assert backup.back_up(plan.contents(), folder, now=morning + timedelta(hours=2)) is None


def test_old_backups_are_thinned() -> None:
    daily = [NOW - timedelta(days=days) for days in range(500)]
    keep = sorted(backup.kept(daily, NOW), reverse=True)
    assert keep[:7] == daily[:7]
    assert len(keep) <= backup.DAYS + backup.WEEKS + backup.MONTHS
    assert len({moment.strftime("%Y-%m") for moment in keep}) == backup.MONTHS
    assert backup.kept(keep, NOW) == set(keep)


def test_nothing_of_the_last_day_is_thinned() -> None:
    hourly = [NOW - timedelta(hours=hours) for hours in range(24)]
    assert backup.kept(hourly, NOW) == set(hourly)


def test_a_restored_plan_has_its_evidence(plan: PlanFile, folder: Path, tmp_path: Path) -> None:
    item = plan.add_evidence("a.pdf", "application/pdf", b"%PDF", now=NOW)
    for day in range(3):
        plan.commit({"day": str(day)}, now=at(day * DAY))
        backup.back_up(plan.contents(), folder, now=at(day * DAY))
    assert [path.name for path in (folder / "evidence").iterdir()] == [item.sha256]

    newest = backup.backups(folder)[0]
    target = tmp_path / "restored.shopplan"
    schema.journal(target).write_bytes(b"left by a crash")
    with backup.restore(newest, target) as restored:
        assert restored.contents() == plan.contents()
        assert restored.evidence(item.sha256) == b"%PDF"


def test_the_newest_that_can_be_read(plan: PlanFile, folder: Path) -> None:
    backup.back_up(plan.contents(), folder, now=NOW)
    later = backup.back_up(plan.contents(), folder, now=at(DAY))
    assert later is not None
    later.write_bytes(later.read_bytes()[:5_000])
    found = backup.newest_readable(folder)
    assert found is not None
    assert found[0].at == NOW
    assert backup.newest_readable(folder.parent / "nobody") is None


def test_evidence_no_backup_needs_goes_with_the_last_that_did(
    plan: PlanFile, folder: Path, tmp_path: Path
) -> None:
    bare = plan.contents()
    plan.add_evidence("a.pdf", "application/pdf", b"%PDF", now=NOW)
    backup.back_up(plan.contents(), folder, now=at(-900 * DAY))
    for days in range(13):
        backup.back_up(bare, folder, now=at(-days * 31 * DAY))
    backup.back_up(bare, folder, now=at(DAY))
    assert not list((folder / "evidence").iterdir())


def test_the_bytes_of_evidence_are_kept_once_and_privately(plan: PlanFile, folder: Path) -> None:
    item = plan.add_evidence("a.pdf", "application/pdf", b"%PDF", now=NOW)
    path = backup.back_up(plan.contents(), folder, now=NOW)
    assert path is not None
    assert reading.read_foreign(path).blobs(item.sha256) is None
    store = folder / "evidence"
    assert (store / item.sha256).read_bytes() == b"%PDF"
    if os.name != "nt":
        modes = {one.stat().st_mode & 0o777 for one in (path, store / item.sha256)}
        assert modes == {0o600}
        assert {one.stat().st_mode & 0o777 for one in (folder, store)} == {0o700}
    (found,) = backup.backups(folder)
    assert backup.read_backup(found).blobs(item.sha256) == b"%PDF"
    (store / item.sha256).write_bytes(b"changed")
    assert backup.read_backup(found).blobs(item.sha256) is None
    backup.forget_evidence(folder, item.sha256)
    assert [one.present for one in backup.read_backup(found).evidence] == [False]
    assert backup.read_backup(found).blobs(item.sha256) is None
    backup.forget_evidence(folder, item.sha256)


def test_a_file_beyond_reading_is_found_by_its_name(plan: PlanFile, folder: Path) -> None:
    library = folder.parents[1]
    backup.back_up(plan.contents(), folder, now=NOW, file="旧名.shopplan")
    assert backup.folder_of_file(library / "旧名.shopplan") == folder
    # Renamed by hand: the note follows, although no backup is due.
    assert backup.back_up(plan.contents(), folder, now=at(1), file="新名.shopplan") is None
    assert backup.folder_of_file(library / "新名.shopplan") == folder
    assert backup.folder_of_file(library / "旧名.shopplan") is None
    (folder.parent / "other").mkdir()
    (folder.parent / "other" / "file.txt").write_bytes(b"\xff")
    assert backup.folder_of_file(library / "nobody.shopplan") is None


def test_what_is_no_backup_is_left_alone(plan: PlanFile, folder: Path) -> None:
    backup.back_up(plan.contents(), folder, now=at(-900 * DAY))
    (folder / "notes.shopplan").write_bytes(b"mine")
    backup.back_up(plan.contents(), folder, now=NOW)
    assert (folder / "notes.shopplan").read_bytes() == b"mine"
    assert [one.at for one in backup.backups(folder)] == [NOW, at(-900 * DAY)]


def test_what_is_kept_of_years() -> None:
    """Seven days, four weeks, twelve months, the newest of each; and all of one day."""
    half_days = [NOW - timedelta(hours=12 * number) for number in range(1_000)]
    keep = backup.kept(half_days, NOW)
    days = {moment.date() for moment in keep}
    assert {NOW, NOW - timedelta(hours=12)} <= keep
    assert NOW - timedelta(hours=24) in keep  # the newest of yesterday
    assert NOW - timedelta(hours=36) not in keep
    assert {(NOW - timedelta(days=number)).date() for number in range(7)} <= days
    # Sundays end weeks, the last day ends a month.
    assert {date(2026, 11, 15), date(2026, 11, 8), date(2026, 11, 1)} <= days
    assert date(2026, 10, 25) not in days
    assert {date(2026, 10, 31), date(2026, 9, 30), date(2025, 12, 31)} <= days
    assert date(2025, 11, 30) not in days


def test_what_is_kept_already_keeps_nothing_else_out(plan: PlanFile, folder: Path) -> None:
    first = plan.add_evidence("a.pdf", "application/pdf", b"first", now=NOW)
    backup.back_up(plan.contents(), folder, now=NOW)
    gone = plan.add_evidence("b.pdf", "application/pdf", b"gone", now=NOW)
    plan.purge_evidence([first.sha256])
    last = plan.add_evidence("c.pdf", "application/pdf", b"last", now=NOW)
    backup.back_up(plan.contents(), folder, now=at(DAY))
    assert {one.name for one in (folder / "evidence").iterdir()} == {first.sha256, last.sha256}
    assert gone.sha256 not in {first.sha256, last.sha256}


def test_evidence_that_cannot_be_forgotten_is_told(
    plan: PlanFile, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = plan.add_evidence("a.pdf", "application/pdf", b"%PDF", now=NOW)
    backup.back_up(plan.contents(), folder, now=NOW)

    def held(self: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError(13, "held")

    monkeypatch.setattr(Path, "unlink", held)
    with pytest.raises(OutputError) as caught:
        backup.forget_evidence(folder, item.sha256)
    assert (caught.value.key, caught.value.params) == (
        "plans.output_read_only",
        {"path": str(folder / "evidence" / item.sha256)},
    )
