"""Killed while somebody types, an open plan keeps every answer it called saved."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.small_pack import small_pack
from wizard.engine import CompiledChecklist
from wizard.model.answers import Cell
from wizard.plans.writer import Ack
from wizard.session import Session

KILLS = 15
NOW = dt.datetime(2026, 11, 22, 14, 32, tzinfo=dt.UTC)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")


def typed(count: int) -> tuple[Cell, object]:
    """Return what is typed as answer number ``count``, from 1: never twice the same."""
    spots = (Cell("hours"), Cell("platforms", 0, "name"), Cell("budget_lines", 0, "amount"))
    spot = spots[count % 3]
    return spot, f"第 {count} 家" if spot.column == "name" else count


def type_on(path: Path, compiled: CompiledChecklist, tell: int, *, early: bool) -> None:
    session = Session.open(path, compiled, clock=lambda: NOW)

    def told(ack: Ack) -> None:
        os.write(tell, b"%d\n" % ack.revision)

    if not early:
        session.plan.on_saved = told
    for count in range(session.plan.revision + 1, 1_000_000):
        session.answer(*typed(count))
        if early:
            os.write(tell, b"%d\n" % session.plan.revision)
        while session.plan.pending > 6:
            time.sleep(0.0005)


def killed(path: Path, compiled: CompiledChecklist, after: float, *, early: bool = False) -> int:
    """Let a child type until it is killed; return the last revision it called saved."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            type_on(path, compiled, writing, early=early)
        finally:
            os._exit(1)
    os.close(writing)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the child ended by itself"
    with os.fdopen(reading) as file:
        return max((int(line) for line in file.read().splitlines()), default=0)


def saved(path: Path, compiled: CompiledChecklist) -> int:
    """Reopen the plan, check every answer in it, and return how many were saved."""
    session = Session.open(path, compiled, clock=lambda: NOW)
    assert not session.read_only
    last = session.plan.revision
    for count in range(max(1, last - 2), last + 1):
        spot, raw = typed(count)
        assert session.current(spot).value == session.asked(spot).read(raw)
    assert [one.number for one in session.plan.history()] == list(range(1, last + 1))
    assert session.close()
    return last


def test_every_acknowledged_answer_survives_a_kill(tmp_path: Path) -> None:
    compiled = small_pack(tmp_path / "pack")
    path = tmp_path / "library" / "plan.shopplan"
    Session.create(path, compiled, name="店", clock=lambda: NOW).close()
    chance, total, kills = random.Random(3), 0, 0
    # On a busy machine some are killed before they answered anything; more kills make up for it.
    while kills < KILLS or (total <= KILLS and kills < 20 * KILLS):
        last = killed(path, compiled, 0.02 + chance.random() * 0.08)
        found = saved(path, compiled)
        assert found >= max(last, total)
        total = found
        kills += 1
    assert total > KILLS


def test_the_harness_notices_a_session_that_says_saved_too_early(tmp_path: Path) -> None:
    compiled = small_pack(tmp_path / "pack")
    chance = random.Random(4)
    for run in range(40):
        path = tmp_path / f"{run}.shopplan"
        Session.create(path, compiled, name="店", clock=lambda: NOW).close()
        last = killed(path, compiled, 0.05 + chance.random() * 0.05, early=True)
        if saved(path, compiled) < last:
            return
    pytest.fail("a session that says saved before it is was not noticed")
