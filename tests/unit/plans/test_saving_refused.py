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
    assert opened.failure is not None
    assert opened.failure.key == key
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
    assert opened.failure is not None
    assert opened.failure.key == "plans.moved"
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
        assert plan.failure is not None
        assert plan.failure.key == "plans.drive_gone"
        assert not plan.flush()
        assert plan.failure.key == "plans.drive_gone"
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
    assert opened.failure is not None
    assert opened.failure.key == "plans.moved"
    assert path.read_bytes() == before


def test_an_older_copy_in_its_place_is_left_alone(opened: PlanFile, path: Path) -> None:
    opened.save_copy(older := path.with_name("older"))
    opened.commit({"a": "1"}, now=at(1)).result(5)
    older.replace(path)
    opened.commit({"b": "2"}, now=at(2))
    assert not opened.flush()
    assert not opened.flush()
    assert opened.failure is not None
    assert opened.failure.key == "plans.changed_elsewhere"
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
    assert opened.failure is not None
    assert opened.failure.key == "plans.changed_elsewhere"
    contents = reading.read_own(path)
    assert "mine" not in f"{contents.answers} {contents.prints}"


def test_a_busy_file_is_waited_for(opened: PlanFile, path: Path, breaking: list[Break]) -> None:
    breaking.append(lambda connection: connection.execute("PRAGMA busy_timeout=0"))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ticket = opened.commit({"a": "1"}, now=NOW)
    assert not opened.flush()
    assert opened.failure is not None
    assert opened.failure.key == "plans.busy"
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
