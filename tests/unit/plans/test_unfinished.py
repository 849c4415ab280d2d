"""What is being typed, beside the plan: there after a kill, gone once entered, never in the way."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.unit.plans.samples import NOW
from wizard.errors import OutputError
from wizard.plans import files, library
from wizard.plans.erasing import erase, traces
from wizard.plans.reading import read_own, write_contents
from wizard.plans.store import PlanFile
from wizard.plans.unfinished import Note, NoteWriter, note_file, read_note

ID = "aaaaaaaa-1111"
HALF = Note(3, {"weekly_hours": "345", "weekly_hours.note": "同行说"})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "library" / "店.shopplan"
    PlanFile.create(path, plan_id=ID, name="店", pack=("small", 1), answers={}, now=NOW).close()
    return path


@pytest.fixture
def writer(path: Path) -> Iterator[NoteWriter]:
    writer = NoteWriter(path, ID, settled=lambda: True, ours=lambda: True, pause=0.001)
    yield writer
    writer.close()


def until(condition: Callable[[], bool]) -> None:
    for _ in range(5_000):
        if condition():
            return
        time.sleep(0.001)
    pytest.fail("it never came to be")


def test_a_note_is_there_without_closing(path: Path, writer: NoteWriter) -> None:
    writer.keep(HALF)
    until(note_file(path).exists)
    assert read_note(path, ID) == HALF


@pytest.mark.skipif(sys.platform == "win32", reason="no rights of this kind")
def test_a_note_is_for_nobody_else(path: Path, writer: NoteWriter) -> None:
    writer.keep(HALF)
    writer.close()
    assert note_file(path).stat().st_mode & 0o777 == 0o600


def test_the_newest_note_stands_after_closing(path: Path, writer: NoteWriter) -> None:
    for number in range(50):
        writer.keep(Note(number, {"q": str(number)}))
    writer.close()
    assert read_note(path, ID) == Note(49, {"q": "49"})


def test_an_empty_note_leaves_no_file(path: Path, writer: NoteWriter) -> None:
    writer.keep(HALF)
    until(note_file(path).exists)
    writer.keep(Note(4))
    writer.close()
    assert not note_file(path).exists()
    assert read_note(path, ID) == Note()


def test_a_note_waits_for_the_answers_that_were_entered(path: Path) -> None:
    safe = threading.Event()
    asked = threading.Event()

    def settled() -> bool:
        asked.set()
        return safe.is_set()

    writer = NoteWriter(path, ID, settled=settled, ours=lambda: True, pause=0.001)
    writer.keep(HALF)
    assert asked.wait(5)
    assert not note_file(path).exists()
    safe.set()
    until(note_file(path).exists)
    writer.close()


def test_nothing_is_written_once_another_window_has_the_plan(path: Path) -> None:
    writer = NoteWriter(path, ID, settled=lambda: True, ours=lambda: False, pause=0.001)
    writer.keep(HALF)
    writer.close()
    assert not note_file(path).exists()


def test_typing_never_waits_for_the_disk(
    path: Path, writer: NoteWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck, reached, wrote = threading.Event(), threading.Event(), files.atomic_write

    def slow(target: Path, content: bytes, *, private: bool = False) -> None:
        reached.set()
        assert stuck.wait(30)
        wrote(target, content, private=private)

    monkeypatch.setattr(files, "atomic_write", slow)
    writer.keep(Note(1, {"q": "3"}))
    assert reached.wait(5)
    for typed in ("34", "345", "3456"):
        writer.keep(Note(1, {"q": typed}))
    assert not note_file(path).exists()
    writer.close(timeout=0.01)
    stuck.set()
    until(lambda: read_note(path, ID).texts == {"q": "3456"})


def test_a_disk_that_refuses_is_tried_again_with_the_next_text(
    path: Path, writer: NoteWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried, wrote = threading.Event(), files.atomic_write

    def full(target: Path, content: bytes, *, private: bool = False) -> None:
        del content, private
        tried.set()
        raise OutputError("plans.output_disk_full", path=str(target))

    monkeypatch.setattr(files, "atomic_write", full)
    writer.keep(HALF)
    assert tried.wait(5)
    monkeypatch.setattr(files, "atomic_write", wrote)
    writer.keep(HALF)
    writer.close()
    assert read_note(path, ID) == HALF


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b"[]",
        json.dumps({"plan": "other-plan", "revision": 1, "texts": {"q": "5"}}).encode(),
        json.dumps({"plan": ID, "revision": "1", "texts": {"q": "5"}}).encode(),
        json.dumps({"plan": ID, "revision": 1, "texts": ["q"]}).encode(),
    ],
    ids=["empty", "no text", "deep", "no note", "another plan", "no number", "no texts"],
)
def test_what_is_no_note_of_this_plan_is_passed_over(path: Path, content: bytes) -> None:
    note_file(path).write_bytes(content)
    assert read_note(path, ID) == Note()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a privilege there")
def test_a_link_is_not_followed(path: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text(json.dumps({"plan": ID, "revision": 1, "texts": {"q": "5"}}))
    note_file(path).symlink_to(elsewhere)
    assert read_note(path, ID) == Note()


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in folders there")
def test_a_pipe_is_not_waited_for(path: Path) -> None:
    os.mkfifo(note_file(path))
    assert read_note(path, ID) == Note()


def test_no_copy_of_the_plan_carries_it(path: Path, writer: NoteWriter, tmp_path: Path) -> None:
    writer.keep(Note(0, {"q": "半句话"}))
    writer.close()
    copy = tmp_path / "copy" / "店.shopplan"
    write_contents(read_own(path), copy)
    again = library.duplicate(path, "又一家", now=NOW)
    assert not note_file(copy).exists()
    assert not note_file(again).exists()
    assert "半句话".encode() not in copy.read_bytes() + again.read_bytes() + path.read_bytes()


def test_it_goes_to_the_trash_and_back_with_the_plan(path: Path, writer: NoteWriter) -> None:
    writer.keep(HALF)
    writer.close()
    thrown = library.delete(path)
    assert not note_file(path).exists()
    assert read_note(thrown, ID) == HALF
    back = library.undelete(thrown)
    assert read_note(back, ID) == HALF


def test_it_is_deleted_for_good_with_the_plan(path: Path, writer: NoteWriter) -> None:
    writer.keep(HALF)
    writer.close()
    assert note_file(path) in [one.path for one in traces(path) if one.kind == "note"]
    erase(path)
    assert not list(path.parent.iterdir())
