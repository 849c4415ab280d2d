from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from wizard.errors import OutputError
from wizard.plans.claim import claim, lock_file, owner, take_over


def test_a_plan_is_edited_in_one_window(path: Path) -> None:
    first = claim(path)
    assert first is not None
    assert first.held
    assert claim(path) is None
    found = owner(path)
    assert found is not None
    assert found.pid == os.getpid()

    first.release()
    assert not first.held
    assert not lock_file(path).exists()
    second = claim(path)
    assert second is not None
    second.release()


def test_a_window_takes_a_plan_over(path: Path) -> None:
    first = claim(path)
    assert first is not None
    second = take_over(path)
    assert not first.held
    assert second.held
    first.release()
    assert second.held
    assert claim(path) is None
    second.release()
    assert claim(path) is not None


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_a_crash_leaves_a_plan_free(path: Path) -> None:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        claim(path)
        os.write(writing, b"x")
        signal.pause()
    os.read(reading, 1)
    try:
        assert claim(path) is None
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reading)
        os.close(writing)
    assert lock_file(path).exists()
    again = claim(path)
    assert again is not None
    again.release()


@pytest.mark.parametrize("text", [b"", b"[]", b"\xff", b"[" * 5_000, b'{"pid": "x"}'])
def test_nonsense_in_the_lock_file(path: Path, text: bytes) -> None:
    lock_file(path).write_bytes(text)
    assert owner(path) is None
    found = claim(path)
    assert found is not None
    found.release()


def test_no_lock_can_be_made(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        claim(tmp_path / "nowhere" / "plan.shopplan")
