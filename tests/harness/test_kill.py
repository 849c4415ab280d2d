"""Killed at any moment, a plan opens again and holds every answer it called saved."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.harness import stream

KILLS = 60
CONTROL_KILLS = 40
FOREVER = 1_000_000

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")


def killed(path: Path, after: float, *, early: bool = False) -> int:
    """Let a child write until it is killed; return the last revision it called saved."""
    reading, writing = os.pipe()

    def acknowledge(revision: int) -> None:
        os.write(writing, b"%d\n" % revision)

    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            stream.write(path, FOREVER, acknowledge, early=early)
        finally:
            os._exit(1)
    os.close(writing)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the child ended by itself"
    with os.fdopen(reading) as file:
        acknowledged = [int(line) for line in file.read().splitlines(keepends=True)]
    return max(acknowledged, default=0)


def test_every_acknowledged_answer_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "plan.shopplan"
    stream.begin(path)
    chance = random.Random(1)
    total = 0
    for _ in range(KILLS):
        last = killed(path, chance.choice((0.004, 0.03, 0.09)) * chance.random() + 0.002)
        found = stream.saved(path)
        assert found >= max(last, total)
        total = found
        if total > 1_500:
            path.unlink()
            stream.begin(path)
            total = 0


def test_the_harness_notices_a_store_that_says_saved_too_early(tmp_path: Path) -> None:
    path = tmp_path / "plan.shopplan"
    chance = random.Random(2)
    for _ in range(CONTROL_KILLS):
        stream.begin(path)
        last = killed(path, 0.03 + 0.05 * chance.random(), early=True)
        if stream.saved(path) < last:
            return
        path.unlink()
    pytest.fail("a store that says saved before it is was not noticed")
