from __future__ import annotations

import os
import signal
import socket
import sys
from pathlib import Path

import pytest

from wizard.errors import OutputError
from wizard.plans.claim import Owner, claim, lock_file, owner, take_over


def test_a_plan_is_edited_in_one_window(path: Path) -> None:
    first = claim(path)
    assert first is not None
    assert first.held
    assert claim(path) is None
    found = owner(path)
    assert found is not None
    assert found == Owner(os.getpid(), socket.gethostname())

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
    path = tmp_path / "nowhere" / "plan.shopplan"
    for refused in (claim, take_over):
        with pytest.raises(OutputError) as caught:
            refused(path)
        assert caught.value.key == "plans.output_cannot_write"
        assert caught.value.params["path"] == str(lock_file(path))


@pytest.mark.skipif(sys.platform == "win32", reason="no permission bits")
def test_a_lock_is_private_and_no_link_is_followed(path: Path, tmp_path: Path) -> None:
    ours = claim(path)
    assert ours is not None
    assert lock_file(path).name == f"{path.name}.lock"
    assert lock_file(path).stat().st_mode & 0o777 == 0o600
    ours.release()
    (tmp_path / "precious").write_bytes(b"precious")
    lock_file(path).symlink_to(tmp_path / "precious")
    with pytest.raises(OutputError):
        claim(path)
    assert (tmp_path / "precious").read_bytes() == b"precious"


def test_a_shorter_owner_leaves_nothing_of_a_longer_one(path: Path) -> None:
    lock_file(path).write_bytes(b'{"pid": 1, "host": "' + b"x" * 300 + b'"}')
    assert owner(path) == Owner(1, "x" * 300)
    ours = claim(path)
    assert ours is not None
    assert owner(path) == Owner(os.getpid(), socket.gethostname())
    ours.release()
    ours.release()
    assert owner(path) is None


def test_whoever_took_over_holds_the_lock_once_the_other_let_go(path: Path) -> None:
    first = claim(path)
    assert first is not None
    second = take_over(path)
    assert not first.held  # and closes its file
    assert second.held  # and locks it
    third = take_over(path)
    assert third.held
    assert not second.held
    lock_file(path).unlink()
    assert not third.held
