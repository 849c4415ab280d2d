from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import threading
from pathlib import Path

import pytest

from tests.unit.plans.samples import NOW, PLAN_ID, at, new_plan
from wizard.errors import OutputError, PlanError
from wizard.plans import reading, schema
from wizard.plans.store import PlanFile
from wizard.plans.writer import Ack


def test_an_answer_is_there_after_reopening(plan: PlanFile, path: Path) -> None:
    ack = plan.commit({"shop_name": '"甲"', "weekly_hours": None}, now=at(1)).result(5)

    assert ack == Ack(step=2, revision=3)
    assert plan.answers() == {"shop_name": '"甲"'}
    assert reading.read_own(path).answers == {"shop_name": '"甲"'}


def test_what_a_plan_begins_with(plan: PlanFile, path: Path) -> None:
    plan.close()
    with PlanFile.open(path) as again:
        assert (again.plan_id, again.name) == (PLAN_ID, "小林的软件授权店")
        assert (again.pack_id, again.pack_version, again.language) == ("shop_launch", 1, "zh")
        assert again.answers() == {"weekly_hours": "10"}
        assert [entry.kind for entry in again.history()] == ["start"]
        assert again.history()[0].moment == NOW
        assert not again.can_undo
        assert not again.recovered


def test_nothing_is_left_beside_a_closed_plan(plan: PlanFile, path: Path) -> None:
    plan.commit({"a": "1"}, now=NOW).result(5)
    assert schema.journal(path).exists()

    assert plan.close()
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_a_plan_that_was_not_closed_says_so_once(plan: PlanFile, path: Path) -> None:
    plan.commit({"a": "1"}, now=NOW).result(5)
    with PlanFile.open(path) as second:
        assert second.recovered
    plan.close()
    with PlanFile.open(path) as third:
        assert not third.recovered


@pytest.mark.skipif(sys.platform == "win32", reason="no permission bits")
def test_a_plan_is_private_a_copy_is_not(plan: PlanFile, path: Path, tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        plan.save_copy(tmp_path / "copy.shopplan")
    finally:
        os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "copy.shopplan").stat().st_mode & 0o777 == 0o644


def test_one_step_of_several_questions_is_undone_as_one(plan: PlanFile) -> None:
    plan.commit({"a": "1", "b": "2"}, now=at(1))
    plan.commit({"a": "3", "c": "[4]"}, now=at(2))

    step = plan.undo(at(3))

    assert step is not None
    assert (step.kind, step.undoes) == ("undo", 3)
    assert step.changes == {"a": ("3", "1"), "c": ("[4]", None)}
    assert plan.answers() == {"weekly_hours": "10", "a": "1", "b": "2"}


def test_undo_and_redo_survive_reopening(plan: PlanFile, path: Path) -> None:
    for value in range(250):
        plan.commit({"a": str(value)}, now=at(value))
    for _ in range(210):
        plan.undo(at(300))
    plan.close()

    with PlanFile.open(path) as again:
        assert again.answers()["a"] == "39"
        for value in range(40, 250):
            step = again.redo(at(301))
            assert step is not None
            assert step.changes == {"a": (str(value - 1), str(value))}
        assert again.redo(at(302)) is None
        for _ in range(250):
            assert again.undo(at(303)) is not None
        assert again.undo(at(304)) is None
        assert again.answers() == {"weekly_hours": "10"}


def test_a_new_answer_ends_redo(plan: PlanFile) -> None:
    plan.commit({"a": "1"}, now=at(1))
    plan.undo(at(2))
    plan.commit({"b": "1"}, now=at(3))
    assert not plan.can_redo
    assert plan.redo(at(4)) is None


def test_undo_stops_at_a_migration(plan: PlanFile, path: Path) -> None:
    plan.commit({"a": "1"}, now=at(1))
    plan.commit({"a": None, "retired:a": "1"}, kind="migrate", pack=("shop_launch", 2), now=at(2))
    assert plan.undo(at(3)) is None
    plan.close()
    with PlanFile.open(path) as again:
        assert (again.pack_version, again.can_undo) == (2, False)
        assert again.answers() == {"weekly_hours": "10", "retired:a": "1"}


def test_what_the_program_fills_in_is_not_undone_and_keeps_redo(plan: PlanFile) -> None:
    plan.commit({"a": "1"}, now=at(1))
    plan.undo(at(2))
    plan.commit({"launch_date": '"2026-12-22"'}, kind="default", now=at(3))
    plan.redo(at(4))
    plan.undo(at(5))
    assert plan.answers() == {"weekly_hours": "10", "launch_date": '"2026-12-22"'}


def test_a_change_to_what_stands_is_no_revision(plan: PlanFile) -> None:
    ack = plan.commit({"weekly_hours": "10", "nothing": None}, now=at(1)).result(5)
    assert ack == Ack(step=1, revision=1)
    assert plan.revision == 1


def test_a_rename_is_history_but_no_step_back(plan: PlanFile, path: Path) -> None:
    plan.rename("小林的店", now=at(1)).result(5)
    assert plan.undo(at(2)) is None
    contents = reading.read_own(path)
    assert contents.name == "小林的店"
    assert contents.answers == {"weekly_hours": "10"}
    assert [(r.kind, r.question, r.value) for r in contents.revisions[1:]] == [
        ("rename", "", '"小林的店"')
    ]


def test_a_clock_that_goes_backwards_breaks_nothing(plan: PlanFile, path: Path) -> None:
    plan.commit({"a": "1"}, now=at(60))
    plan.commit({"a": "2"}, now=at(-600_000))
    plan.undo(at(-600_001))
    plan.close()
    assert reading.read_own(path).answers == {"weekly_hours": "10", "a": "1"}


def test_a_moment_without_time_zone_is_a_bug(plan: PlanFile) -> None:
    with pytest.raises(ValueError, match="time zone"):
        plan.commit({"a": "1"}, now=NOW.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("", "1"),
        ("a\nb", "1"),
        ("a" * 201, "1"),
        ("a", "{"),
        ("a", "NaN"),
        ("a", "[" * 50_000),
        ("a", "[" * 17 + "]" * 17),
        ("a", '"\ud800"'),
    ],
)
def test_what_is_no_answer_never_enters_the_log(plan: PlanFile, question: str, value: str) -> None:
    with pytest.raises(ValueError):
        plan.commit({"fine": "1", question: value}, now=NOW)
    assert plan.answers() == {"weekly_hours": "10"}


@pytest.mark.parametrize("kind", ["start", "undo", "redo", "rename", "surprise"])
def test_kinds_that_are_not_for_callers(plan: PlanFile, kind: str) -> None:
    with pytest.raises(ValueError, match="kind"):
        plan.commit({"a": "1"}, kind=kind, now=NOW)


def test_answers_as_they_stood(plan: PlanFile) -> None:
    plan.commit({"a": "1"}, now=at(1))
    plan.commit({"a": "2", "weekly_hours": None}, now=at(2))
    assert plan.answers_at(0) == {}
    assert plan.answers_at(2) == {"weekly_hours": "10", "a": "1"}
    assert plan.answers_at(plan.revision) == plan.answers() == {"a": "2"}
    assert [entry.number for entry in plan.history(since=2)] == [3, 4]


def test_prints_versions_and_summary_come_back(plan: PlanFile, path: Path) -> None:
    plan.record_print('{"edition": "draft"}', now=at(1))
    plan.commit({"a": "1"}, now=at(2))
    plan.record_print('{"edition": "final"}', now=at(3))
    plan.name_version("找房东前", now=at(4))
    plan.set_summary('{"verdict": "ready"}')
    plan.close()
    with PlanFile.open(path) as again:
        assert [(p.number, p.revision, p.record) for p in again.prints()] == [
            (1, 1, '{"edition": "draft"}'),
            (2, 2, '{"edition": "final"}'),
        ]
        assert [(v.name, v.revision) for v in again.versions()] == [("找房东前", 2)]
        assert again.summary == '{"verdict": "ready"}'


def test_evidence_is_kept_once_and_checked(plan: PlanFile, path: Path) -> None:
    content = os.urandom(70_000)
    first = plan.add_evidence("授权书.png", "image/png", content, now=NOW)
    assert plan.evidence(first.sha256) == content
    assert plan.add_evidence("again.png", "image/png", content, now=NOW) == first
    plan.close()

    with PlanFile.open(path) as again:
        assert again.evidence_list() == (first,)
        assert first.sha256 == hashlib.sha256(content).hexdigest()
        assert again.evidence(first.sha256) == content
        assert again.evidence("0" * 64) is None

    raw = path.read_bytes()
    place = raw.index(content[-64:])
    path.write_bytes(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :])
    with PlanFile.open(path) as again, pytest.raises(PlanError, match=r"plans\.damaged"):
        again.evidence(first.sha256)


def test_evidence_has_limits(plan: PlanFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "MAX_EVIDENCE_BYTES", 10)
    monkeypatch.setattr(schema, "MAX_ALL_EVIDENCE_BYTES", 15)
    with pytest.raises(PlanError, match=r"plans\.evidence_too_big"):
        plan.add_evidence("a.png", "image/png", b"a" * 11, now=NOW)
    plan.add_evidence("a.png", "image/png", b"a" * 10, now=NOW)
    with pytest.raises(PlanError, match=r"plans\.evidence_full"):
        plan.add_evidence("b.png", "image/png", b"b" * 6, now=NOW)


def test_a_copy_is_the_whole_plan(plan: PlanFile, tmp_path: Path) -> None:
    plan.commit({"a": "1"}, now=at(1), author="小林")
    plan.undo(at(2))
    plan.record_print("{}", now=at(3))
    item = plan.add_evidence("a.pdf", "application/pdf", b"%PDF", now=NOW)
    copy = tmp_path / "stick" / "copy.shopplan"
    plan.save_copy(copy)

    contents = reading.read_foreign(copy)
    assert contents == plan.contents()
    assert contents.blobs(item.sha256) == b"%PDF"
    assert [entry.name for entry in copy.parent.iterdir()] == [copy.name]

    with PlanFile.adopt(contents, tmp_path / "adopted.shopplan") as adopted:
        assert adopted.contents() == contents
        assert adopted.evidence(item.sha256) == b"%PDF"
        assert adopted.can_redo


def test_equal_plans_are_equal_bytes(plan: PlanFile, tmp_path: Path) -> None:
    plan.commit({"a": "1"}, now=at(1))
    plan.save_copy(tmp_path / "1.shopplan")
    plan.save_copy(tmp_path / "2.shopplan")
    assert (tmp_path / "1.shopplan").read_bytes() == (tmp_path / "2.shopplan").read_bytes()


def test_a_file_in_the_way_is_never_replaced(plan: PlanFile, path: Path) -> None:
    with pytest.raises(PlanError, match=r"plans\.exists"):
        new_plan(path)
    with pytest.raises(OutputError, match=r"plans\.output_is_folder"):
        plan.save_copy(path.parent)


def test_callers_hear_of_every_save(plan: PlanFile) -> None:
    heard: list[Ack] = []
    threads: set[int] = set()

    def saved(ack: Ack) -> None:
        heard.append(ack)
        threads.add(threading.get_ident())

    plan.on_saved = saved
    for value in range(20):
        plan.commit({"a": str(value)}, now=NOW)
    assert plan.flush()
    plan.close()
    assert heard[-1] == Ack(step=21, revision=21)
    assert threads.isdisjoint({threading.get_ident()})


def test_commits_from_many_threads_make_one_chain(plan: PlanFile, path: Path) -> None:
    def work(name: str) -> None:
        for value in range(25):
            plan.commit({name: str(value)}, now=NOW)

    threads = [threading.Thread(target=work, args=(f"q{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    plan.close()
    contents = reading.read_own(path)
    assert contents.answers == {"weekly_hours": "10"} | {f"q{n}": "24" for n in range(4)}
    assert len(contents.revisions) == 101


def test_a_closed_plan_takes_nothing(plan: PlanFile) -> None:
    plan.close()
    with pytest.raises(RuntimeError):
        plan.commit({"a": "1"}, now=NOW)


def test_the_file_is_what_the_documentation_says(plan: PlanFile, path: Path) -> None:
    plan.close()
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA application_id").fetchone() == (0x53504C4E,)
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("SELECT question, value, revision FROM answer").fetchall() == [
            ("weekly_hours", "10", 1)
        ]
    finally:
        connection.close()
