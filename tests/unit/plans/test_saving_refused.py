"""Nothing is lost while a plan cannot be saved, and the user hears why."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.plans.samples import NOW, at, new_plan
from wizard.errors import OutputError, PlanError
from wizard.plans import reading, schema
from wizard.plans.store import PlanFile
from wizard.plans.writer import Ack
from wizard.text import words

Break = Callable[[sqlite3.Connection], object]


@pytest.fixture
def opened(path: Path) -> Iterator[PlanFile]:
    new_plan(path, weekly_hours="10").close()
    with PlanFile.open(path, waits=(60,)) as plan:
        yield plan


@pytest.fixture
def breaking(monkeypatch: pytest.MonkeyPatch) -> list[Break]:
    """What to do to each connection the writer opens; clear it to heal the disk."""
    breaks: list[Break] = []
    connect = schema.connect

    def broken(path: Path) -> sqlite3.Connection:
        connection = connect(path)
        for action in breaks:
            action(connection)
        return connection

    monkeypatch.setattr(schema, "connect", broken)
    return breaks


def refusal(plan: PlanFile) -> str:
    """Return why the last attempt was refused, after looking at what the user reads of it."""
    error = plan.failure
    assert error is not None
    assert error.params["path"] == str(plan.path)
    for language in ("zh", "en"):
        assert plan.path.name in words(language)(error.key, **error.params)
    return error.key


def full(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA max_page_count=1")


def read_only(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA query_only=ON")


@pytest.mark.parametrize(
    ("action", "key"), [(full, "plans.disk_full"), (read_only, "plans.read_only")]
)
def test_a_refused_change_waits_and_is_saved_later(
    opened: PlanFile, path: Path, breaking: list[Break], action: Break, key: str
) -> None:
    heard: list[str] = []
    opened.on_failed = lambda error: heard.append(error.key)
    breaking.append(action)
    ticket = opened.commit({"a": '"' + "长" * 20_000 + '"'}, now=at(1))
    opened.commit({"b": "2"}, now=at(2))
    opened.undo(at(3))

    assert not opened.flush()
    assert refusal(opened) == key
    assert opened.pending == 3
    assert not ticket.done()
    assert set(heard) == {key}
    assert opened.answers().keys() == {"weekly_hours", "a"}

    breaking.clear()
    opened.retry()
    assert ticket.result(5).revision == 2
    assert opened.flush()
    assert opened.pending == 0
    assert [opened.failure] == [None]
    assert reading.read_own(path).answers == opened.answers()


def test_it_is_tried_again_without_being_told(path: Path, breaking: list[Break]) -> None:
    new_plan(path).close()
    with PlanFile.open(path, waits=(0.01, 0.02)) as plan:
        refused = threading.Event()
        plan.on_failed = lambda _: refused.set()
        breaking.append(read_only)
        ticket = plan.commit({"a": "1"}, now=NOW)
        assert refused.wait(5)
        breaking.clear()
        assert ticket.result(5).revision == 1


def test_a_plan_moved_away_is_saved_when_it_is_back(opened: PlanFile, path: Path) -> None:
    opened.commit({"a": "1"}, now=at(1)).result(5)
    away = path.with_name("away")
    path.rename(away)
    opened.commit({"b": "2"}, now=at(2))
    assert not opened.flush()
    assert refusal(opened) == "plans.moved"
    assert not path.exists()

    away.rename(path)
    assert opened.flush()
    assert reading.read_own(path).answers == {"weekly_hours": "10", "a": "1", "b": "2"}


def test_a_drive_that_is_gone_has_its_own_sentence(tmp_path: Path) -> None:
    path = tmp_path / "stick" / "plan.shopplan"
    path.parent.mkdir()
    new_plan(path).close()
    with PlanFile.open(path, waits=(60,)) as plan:
        plan.commit({"a": "1"}, now=NOW).result(5)
        shutil.rmtree(path.parent)
        plan.commit({"b": "2"}, now=NOW)
        assert not plan.flush()
        assert refusal(plan) == "plans.drive_gone"
        assert not plan.flush()
        assert refusal(plan) == "plans.drive_gone"
        plan.save_copy(tmp_path / "copy.shopplan")
        assert not plan.close()
    assert reading.read_foreign(tmp_path / "copy.shopplan").answers == {"a": "1", "b": "2"}


def test_another_plan_in_its_place_is_left_alone(opened: PlanFile, path: Path) -> None:
    opened.commit({"a": "1"}, now=at(1)).result(5)
    path.unlink()
    schema.journal(path).unlink()
    new_plan(path, plan_id="another-plan", other="1").close()
    before = path.read_bytes()

    opened.commit({"b": "2"}, now=at(2))
    assert not opened.flush()
    opened.retry()
    assert not opened.flush()
    assert refusal(opened) == "plans.moved"
    assert path.read_bytes() == before


def test_an_older_copy_in_its_place_is_left_alone(opened: PlanFile, path: Path) -> None:
    opened.save_copy(older := path.with_name("older"))
    opened.commit({"a": "1"}, now=at(1)).result(5)
    older.replace(path)
    opened.commit({"b": "2"}, now=at(2))
    assert not opened.flush()
    assert not opened.flush()
    assert refusal(opened) == "plans.changed_elsewhere"
    assert reading.read_own(path).answers == {"weekly_hours": "10"}


@pytest.mark.parametrize("change", ["answer", "print"])
def test_what_another_window_wrote_is_never_overwritten(
    opened: PlanFile, path: Path, change: str
) -> None:
    with PlanFile.open(path) as other:
        if change == "answer":
            other.commit({"a": '"theirs"'}, now=at(1))
        else:
            other.record_print('"theirs"', now=at(1))
    if change == "answer":
        opened.commit({"a": '"mine"'}, now=at(2))
    else:
        opened.record_print('"mine"', now=at(2))
    assert not opened.flush()
    assert refusal(opened) == "plans.changed_elsewhere"
    contents = reading.read_own(path)
    assert "mine" not in f"{contents.answers} {contents.prints}"


def test_a_busy_file_is_waited_for(opened: PlanFile, path: Path, breaking: list[Break]) -> None:
    breaking.append(lambda connection: connection.execute("PRAGMA busy_timeout=0"))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ticket = opened.commit({"a": "1"}, now=NOW)
    assert not opened.flush()
    assert refusal(opened) == "plans.busy"
    other.execute("ROLLBACK")
    other.close()
    opened.retry()
    assert ticket.result(5).revision == 2


class CommitsThenFails(sqlite3.Connection):
    """A disk that reports an error for what it has already written."""

    failures = 1

    def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
        cursor = super().execute(sql, *parameters)
        if sql == "COMMIT" and CommitsThenFails.failures:
            CommitsThenFails.failures -= 1
            message = "disk I/O error"
            raise sqlite3.OperationalError(message)
        return cursor


def test_a_commit_that_reports_an_error_is_not_repeated(
    opened: PlanFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connect(path: Path) -> sqlite3.Connection:
        return sqlite3.connect(
            path, isolation_level=None, check_same_thread=False, factory=CommitsThenFails
        )

    CommitsThenFails.failures = 1
    monkeypatch.setattr(schema, "connect", connect)
    opened.commit({"a": "1"}, now=NOW)
    opened.record_print("{}", now=NOW)
    opened.flush()
    assert opened.flush()
    assert CommitsThenFails.failures == 0
    monkeypatch.undo()
    contents = reading.read_own(path)
    assert [entry.question for entry in contents.revisions] == ["weekly_hours", "a"]
    assert len(contents.prints) == 1


def test_a_copy_holds_what_is_not_saved(
    opened: PlanFile, tmp_path: Path, breaking: list[Break]
) -> None:
    breaking.append(read_only)
    opened.commit({"a": "1"}, now=at(1))
    item = opened.add_evidence("a.pdf", "application/pdf", b"%PDF", now=NOW)
    assert not opened.flush()
    assert opened.evidence(item.sha256) == b"%PDF"
    opened.save_copy(tmp_path / "copy.shopplan")
    copy = reading.read_foreign(tmp_path / "copy.shopplan")
    assert copy == opened.contents()
    assert copy.blobs(item.sha256) == b"%PDF"


def test_a_callback_that_fails_is_a_crash_report_and_stops_nothing(
    opened: PlanFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", reports.append)

    def broken(_: object) -> None:
        message = "our own bug"
        raise ZeroDivisionError(message)

    opened.on_saved = broken
    opened.commit({"a": "1"}, now=NOW).result(5)
    opened.commit({"b": "1"}, now=NOW).result(5)
    assert opened.close()
    assert {report.exc_type for report in reports} == {ZeroDivisionError}


def test_a_file_in_the_place_of_a_folder_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"plans\.output_not_a_folder"):
        new_plan(tmp_path / "file" / "plan.shopplan")


def test_an_unreadable_path_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match=r"errors\.not_found"):
        PlanFile.open(tmp_path / "nowhere.shopplan")


def breaks_with(error: Exception) -> Break:
    def action(_: sqlite3.Connection) -> None:
        raise error

    return action


@pytest.mark.parametrize(
    ("error", "reported"),
    [
        (sqlite3.OperationalError("disk I/O error"), False),
        (OSError(5, "the cable is out"), False),
        (ZeroDivisionError("our own bug"), True),
    ],
    ids=["sqlite", "system", "bug"],
)
def test_any_other_refusal_says_what_the_system_said(
    opened: PlanFile,
    path: Path,
    breaking: list[Break],
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    *,
    reported: bool,
) -> None:
    reports: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", reports.append)
    breaking.append(breaks_with(error))
    ticket = opened.commit({"a": "1"}, now=NOW)
    assert not opened.flush()
    assert refusal(opened) == "plans.cannot_save"
    assert opened.failure is not None
    assert opened.failure.params["reason"] == str(error)
    assert {report.exc_value for report in reports} == ({error} if reported else set())
    assert all(report.thread is not None for report in reports)

    breaking.clear()
    assert opened.flush()
    assert ticket.result(5).revision == 2
    assert reading.read_own(path).answers == {"weekly_hours": "10", "a": "1"}


def test_a_file_that_is_no_plan_any_more_is_left_alone(opened: PlanFile, path: Path) -> None:
    path.write_bytes(b"<html>" * 200)
    opened.commit({"a": "1"}, now=NOW)
    assert not opened.flush()
    assert refusal(opened) == "plans.not_a_plan"
    assert path.read_bytes() == b"<html>" * 200


def test_what_a_plan_could_not_save_before_it_closed_is_given_up(
    opened: PlanFile, path: Path, breaking: list[Break]
) -> None:
    breaking.append(read_only)
    tickets = [opened.commit({name: "1"}, now=NOW) for name in ("a", "b")]
    assert not opened.close()
    assert [ticket.cancelled() for ticket in tickets] == [True, True]
    with pytest.raises(RuntimeError, match="the plan is closed"):
        opened.commit({"c": "1"}, now=NOW)
    assert reading.read_own(path).answers == {"weekly_hours": "10"}
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_each_refusal_and_each_success_is_told_once(
    opened: PlanFile, breaking: list[Break]
) -> None:
    failed: list[str] = []
    saved: list[Ack] = []
    opened.on_failed = lambda error: failed.append(error.key)
    opened.on_saved = saved.append
    breaking.append(read_only)
    opened.commit({"a": "1"}, now=NOW)
    assert not opened.flush()
    assert (set(failed), saved) == ({"plans.read_only"}, [])
    heard = len(failed)
    assert not opened.flush()
    assert len(failed) == heard + 1
    breaking.clear()
    opened.commit({"b": "1"}, now=NOW).result(5)
    assert opened.close()
    # The first try after the disk is well takes everything that waited along.
    assert saved[-1] == Ack(step=3, revision=3)
    assert len(failed) == heard + 1


def test_a_change_that_changes_nothing_waits_for_those_before_it(
    opened: PlanFile, breaking: list[Break]
) -> None:
    breaking.append(read_only)
    opened.commit({"a": "1"}, now=NOW)
    assert not opened.flush()
    again = opened.commit({"a": "1"}, now=NOW)
    assert not again.done()
    assert opened.pending == 2
    breaking.clear()
    assert opened.flush()
    assert again.result(5) == Ack(step=2, revision=2)
    assert opened.commit({"a": "1"}, now=NOW).done()


def test_more_than_one_commit_takes_waits_in_order(path: Path, breaking: list[Break]) -> None:
    new_plan(path).close()
    breaking.append(read_only)
    with PlanFile.open(path, waits=(60,)) as plan:
        tickets = [plan.commit({"a": str(number)}, now=at(number)) for number in range(450)]
        assert not plan.flush()
        assert plan.pending == 450
        breaking.clear()
        assert plan.flush(20)
        assert [ticket.result(5).revision for ticket in tickets] == list(range(1, 451))
    assert [entry.value for entry in reading.read_own(path).revisions] == [
        str(number) for number in range(450)
    ]


def test_every_part_of_a_plan_is_saved_after_a_refusal(path: Path, breaking: list[Break]) -> None:
    with new_plan(path, weekly_hours="10") as plan:
        plan.add_evidence("first.pdf", "application/pdf", b"first", now=at(1))
    breaking.append(read_only)
    with PlanFile.open(path, waits=(60,)) as plan:
        plan.rename("新名字", now=at(2))
        plan.set_summary('{"verdict": "ready"}')
        plan.commit({"weekly_hours": None, "a": "1"}, now=at(3))
        plan.add_evidence("second.pdf", "application/pdf", b"second", now=at(4))
        plan.record_print('{"edition": "draft"}', now=at(5))
        plan.name_version("找房东前", now=at(6))
        assert plan.purge_evidence([]) == 11
        plan.add_evidence("second.pdf", "application/pdf", b"second", now=at(7))
        assert not plan.flush()
        breaking.clear()
        assert plan.flush()
        contents = reading.read_own(path)
        assert contents == plan.contents()
    assert contents.answers == {"a": "1"}
    assert [(one.name, one.present) for one in contents.evidence] == [
        ("first.pdf", False),
        ("second.pdf", True),
    ]
    assert [contents.blobs(one.sha256) for one in contents.evidence] == [None, b"second"]


def test_a_disk_that_hangs_does_not_keep_the_program_from_ending(opened: PlanFile) -> None:
    opened.commit({"a": "1"}, now=NOW).result(5)
    (thread,) = [one for one in threading.enumerate() if one.name.startswith("plan-writer")]
    assert thread.daemon
    assert thread.name == f"plan-writer-{opened.path.stem}"
