"""Everything there is of a plan: listed, deleted for good, and nobody else's with it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.unit.plans.samples import NOW
from wizard.errors import OutputError, PlanError
from wizard.plans import backup, library
from wizard.plans.claim import claim, lock_file
from wizard.plans.erasing import erase, traces
from wizard.plans.reading import read_own, write_contents
from wizard.plans.store import PlanFile

NUMBER = "310101199001011234"


def plan_at(path: Path, plan_id: str) -> Path:
    with PlanFile.create(
        path, plan_id=plan_id, name=path.stem, pack=("small", 1), answers={}, now=NOW
    ) as plan:
        plan.commit({"q": f'"{NUMBER}"'}, now=NOW)
        plan.add_evidence("证.png", "image/png", NUMBER.encode(), now=NOW)
        plan.flush()
        folder = backup.folder_of(path.parent, plan_id)
        for day in range(2):
            moment = NOW + dt.timedelta(days=day)
            backup.back_up(plan.contents(), folder, now=moment, file=path.name)
    return path


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return plan_at(tmp_path / "library" / "甲.shopplan", "aaaaaaaa-1111")


@pytest.fixture
def other(tmp_path: Path) -> Path:
    return plan_at(tmp_path / "library" / "乙.shopplan", "bbbbbbbb-2222")


def kinds(path: Path) -> list[str]:
    return [one.kind for one in traces(path)]


def test_everything_of_a_plan_is_listed(mine: Path, other: Path) -> None:
    copy = mine.with_name("副本.shopplan")
    write_contents(read_own(mine), copy)
    library.delete(copy)
    assert kinds(mine) == ["plan", "trash", "backup", "backup", "evidence", "note"]
    assert all(one.size for one in traces(mine))
    assert not {one.path for one in traces(mine)} & {one.path for one in traces(other)}


def test_nothing_of_it_is_left_and_nothing_else_is_touched(mine: Path, other: Path) -> None:
    before = {one.path: one.path.read_bytes() for one in traces(other)}
    count = len(traces(mine))
    assert erase(mine) == count
    assert {one.path: one.path.read_bytes() for one in traces(other)} == before
    folder = mine.parent
    assert {one for one in folder.rglob("*") if one.is_file()} == set(before)
    assert not (folder / "backups" / "aaaaaaaa-1111").exists()
    assert not lock_file(mine).exists()


def test_the_last_one_takes_the_folder_of_backups_along(mine: Path) -> None:
    erase(mine)
    assert not [one for one in mine.parent.rglob("*") if one.is_file()]
    assert not (mine.parent / "backups").exists()


def test_a_plan_that_is_open_stays_whole(mine: Path) -> None:
    ours = claim(mine)
    assert ours is not None
    with pytest.raises(PlanError) as refused:
        erase(mine)
    assert (refused.value.key, refused.value.params) == (
        "plans.open_elsewhere",
        {"path": str(mine)},
    )
    ours.release()
    assert kinds(mine) == ["plan", "backup", "backup", "evidence", "note"]


def test_a_damaged_plan_is_known_by_the_name_of_its_file(mine: Path, other: Path) -> None:
    mine.write_bytes(b"nothing")
    assert kinds(mine) == ["plan", "backup", "backup", "evidence", "note"]
    erase(mine)
    assert set(mine.parent.glob("*.shopplan")) == {other}
    assert kinds(other) == ["plan", "backup", "backup", "evidence", "note"]


def test_backups_without_evidence_leave_no_folder_behind(tmp_path: Path) -> None:
    path = tmp_path / "library" / "丙.shopplan"
    with PlanFile.create(
        path, plan_id="cccccccc-3333", name="丙", pack=("small", 1), answers={}, now=NOW
    ) as plan:
        backup.back_up(plan.contents(), backup.folder_of(path.parent, plan.plan_id), now=NOW)
    found = {(one.kind, one.path.suffix, one.size) for one in traces(path)}
    (kept,) = (path.parent / "backups" / "cccccccc-3333").iterdir()
    assert found == {
        ("plan", ".shopplan", path.stat().st_size),
        ("backup", ".shopplan", kept.stat().st_size),
    }
    assert erase(path) == 2
    assert list(path.parent.iterdir()) == []


def test_a_file_that_cannot_be_deleted_is_named_and_the_plan_stays(
    mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (evidence,) = [one.path for one in traces(mine) if one.kind == "evidence"]
    unlink = Path.unlink

    def held(self: Path, *, missing_ok: bool = False) -> None:
        if self == evidence:
            raise OSError(5, "held")
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", held)
    with pytest.raises(OutputError) as caught:
        erase(mine)
    assert (caught.value.key, caught.value.params) == (
        "plans.output_cannot_write",
        {"path": str(evidence), "reason": "held"},
    )
    assert mine.exists()
    monkeypatch.undo()
    erase(mine)
    assert not evidence.exists()
