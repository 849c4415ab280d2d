"""Collecting: what is taken, what is listed, and that nothing at the source changes."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.unit.workshop.conftest import Handed, Stick, changed
from wizard.engine import CompiledChecklist
from wizard.errors import WizardError
from wizard.plans.reading import read_foreign, write_contents
from wizard.session.membership import Membership
from wizard.text import words
from wizard.workshop.classroom import COLLECTED, Classroom, plan_ids
from wizard.workshop.collect import Collection, collect, print_stems, read_refusals
from wizard.workshop.kit import blank_plan

SAY = words("zh")


@pytest.fixture
def gather(folder: Path, classroom: Classroom, compiled: CompiledChecklist) -> object:
    def gather(*sources: Path) -> Collection:
        return collect(folder, sources, classroom, compiled, SAY)

    return gather


def reasons(found: Collection) -> list[tuple[str, str]]:
    return [(Path(one.file).name, one.reason) for one in found.refused]


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_takes_each_plan_once_however_often(
    gather: object, stick: Stick, plan: Handed, folder: Path
) -> None:
    for number in range(3):
        stick.put(f"p{number}", plan(number))
    before = snapshot(stick.folder)
    first, second = gather(stick.folder), gather(stick.folder)  # type: ignore[operator]
    assert (first.taken, first.known, first.refused) == (3, 0, [])
    assert (second.taken, second.known, second.refused) == (0, 3, [])
    assert len(plan_ids(folder)) == 3
    assert snapshot(stick.folder) == before


@pytest.mark.parametrize("after", [1, 3, 5])
def test_a_round_that_is_stopped_half_way_is_finished_by_the_next(
    after: int,
    stick: Stick,
    plan: Handed,
    folder: Path,
    classroom: Classroom,
    compiled: CompiledChecklist,
) -> None:
    for number in range(5):
        stick.put(f"p{number}", plan(number))
    stick.folder.joinpath("p2-broken.shopplan").write_bytes(b"no plan at all")
    seen: list[Path] = []

    def stop(path: Path) -> None:
        seen.append(path)
        if len(seen) == after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        collect(folder, [stick.folder], classroom, compiled, SAY, stop)
    kept = plan_ids(folder)
    again = collect(folder, [stick.folder], classroom, compiled, SAY)
    assert (again.taken, again.known) == (5 - len(kept), len(kept))
    assert [row["reason"] for row in read_refusals(folder)] == ["damaged"]
    assert len(plan_ids(folder)) == 5
    assert [path for path in folder.rglob("*") if path.name.endswith(".part")] == []


def test_keeps_older_revisions_beside_the_newest(
    gather: object, stick: Stick, plan: Handed, folder: Path
) -> None:
    old = plan(1)
    new = changed(old, "hours", "15")
    stick.put("a-new", new)
    stick.put("b-old", old)
    assert gather(stick.folder).taken == 2  # type: ignore[operator]
    place = folder / COLLECTED / old.plan_id
    assert sorted(path.name for path in place.iterdir()) == ["2.shopplan", "3.shopplan"]
    assert read_foreign(place / "3.shopplan").answers["hours"] == "15"


def test_lists_what_it_does_not_take_and_goes_on(
    gather: object, stick: Stick, plan: Handed, folder: Path
) -> None:
    good = stick.put("good", plan(1))
    stick.put("z-copy", plan(1))
    stick.put("other-class", plan(2, member=Membership("cother", "春季班")))
    stick.put("newer-pack", plan(3, pack=("small", 9)))
    stick.put("other-pack", plan(4, pack=("big", 1)))
    (stick.folder / "cut.shopplan").write_bytes(good.read_bytes()[:3000])
    (stick.folder / "empty.shopplan").write_bytes(b"")
    (stick.folder / "._good.shopplan").write_bytes(b"resource fork")
    tampered = stick.put("tampered", plan(5))
    with closing(sqlite3.connect(tampered)) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON answer BEGIN DELETE FROM answer; END")
    newer = stick.put("newer", plan(6))
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("PRAGMA user_version=99")
    found = gather(stick.folder)  # type: ignore[operator]
    assert found.taken == 1
    assert reasons(found) == [
        ("cut.shopplan", "damaged"),
        ("empty.shopplan", "damaged"),
        ("newer-pack.shopplan", "newer_pack"),
        ("newer.shopplan", "newer_program"),
        ("other-class.shopplan", "other_class"),
        ("other-pack.shopplan", "other_pack"),
        ("tampered.shopplan", "hostile"),
        ("z-copy.shopplan", "duplicate"),
    ]
    assert [row["reason"] for row in read_refusals(folder)] == [r for _, r in reasons(found)]
    gather(stick.folder)  # type: ignore[operator]
    assert len(read_refusals(folder)) == 8


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs links and pipes")
def test_links_and_pipes_are_listed_and_never_opened(
    gather: object, stick: Stick, tmp_path: Path
) -> None:
    (stick.folder / "link.shopplan").symlink_to("/etc/passwd")
    os.mkfifo(stick.folder / "pipe.shopplan")
    (stick.folder / "round").symlink_to(stick.folder)
    found = gather(stick.folder)  # type: ignore[operator]
    assert reasons(found) == [("link.shopplan", "hostile"), ("pipe.shopplan", "hostile")]


def test_two_people_on_one_blank_plan_are_noticed(
    gather: object, stick: Stick, plan: Handed
) -> None:
    base = plan(1)
    stick.put("ann", changed(base, "hours", "11"))
    stick.put("bo", changed(base, "hours", "9"))
    stick.put("cy", changed(changed(base, "hours", "8"), "hours", "7"))
    found = gather(stick.folder)  # type: ignore[operator]
    assert found.taken == 1
    assert reasons(found) == [("bo.shopplan", "forked"), ("cy.shopplan", "forked")]


def test_plans_of_one_name_are_taken_and_listed(gather: object, stick: Stick, plan: Handed) -> None:
    stick.put("a", plan(1, name="小店"))
    stick.put("b", plan(2, name="小店"))
    for _ in range(2):
        found = gather(stick.folder)  # type: ignore[operator]
        assert [one.reason for one in found.refused] == ["same_name", "same_name"]


def test_blank_plans_of_the_kit_are_no_participants(
    gather: object, stick: Stick, classroom: Classroom, folder: Path
) -> None:
    stick.put("01", blank_plan(classroom, 1, SAY))
    found = gather(stick.folder)  # type: ignore[operator]
    assert (found.taken, found.blank, found.refused) == (0, 1, [])
    assert plan_ids(folder) == []


def test_the_folder_of_the_class_itself_is_left_out(
    gather: object, stick: Stick, plan: Handed, folder: Path
) -> None:
    stick.put("a", plan(1))
    assert gather(stick.folder).taken == 1  # type: ignore[operator]
    found = gather(folder.parent)  # type: ignore[operator]
    assert (found.taken, found.known, found.refused) == (0, 1, [])


def test_a_damaged_collected_file_is_replaced_by_the_original(
    gather: object, stick: Stick, plan: Handed, folder: Path
) -> None:
    stick.put("a", plan(1))
    gather(stick.folder)  # type: ignore[operator]
    kept = folder / COLLECTED / "0000-plan-0001" / "2.shopplan"
    kept.write_bytes(b"SQLite format 3\0broken")
    assert gather(stick.folder).taken == 1  # type: ignore[operator]
    assert read_foreign(kept).name == "小店 1"


def test_a_missing_stick_is_said(gather: object, tmp_path: Path) -> None:
    with pytest.raises(WizardError) as error:
        gather(tmp_path / "nowhere")  # type: ignore[operator]
    assert error.value.key == "errors.not_found"


def test_prints_are_called_after_class_plan_and_revision(
    plan: Handed, classroom: Classroom, tmp_path: Path
) -> None:
    path = tmp_path / "0000-plan-0001" / "7.shopplan"
    write_contents(plan(1, name="../a:b"), path)
    assert print_stems([path], classroom) == ["秋季班_.. a b_v7"]
