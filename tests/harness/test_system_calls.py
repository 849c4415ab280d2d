"""Killed at, or refused, each single system call that changes the plan.

strace kills the writer at its N-th call of a kind, or makes that call fail, for one N
after the other. Random kills alone do not find what this finds.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.harness import stream
from wizard.errors import PlanError

STRACE = shutil.which("strace")
ROOT = Path(__file__).parents[2]
BEFORE = 4
COUNT = 1
CALLS = ("pwrite64", "fdatasync", "ftruncate")
MOST_POINTS = 5


def _strace_works() -> bool:
    if STRACE is None:
        return False
    try:
        done = subprocess.run([STRACE, "-f", "true"], capture_output=True, timeout=20, check=False)
    except OSError:
        return False
    return done.returncode == 0


pytestmark = pytest.mark.skipif(not _strace_works(), reason="strace is not here or not allowed")


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seed") / "plan.shopplan"
    stream.begin(path)
    stream.write(path, BEFORE, lambda _: None, early=False)
    return path


def traced(path: Path, inject: str, variant: str = "") -> tuple[list[int], str, int]:
    """Run the stream on ``path`` under strace.

    Returns:
        What it acknowledged, the trace, the exit code.
    """
    trace = path.parent / "trace"
    call = inject.partition(":")[0]
    done = subprocess.run(
        [
            str(STRACE), "-f", "-o", str(trace), "-e", f"trace={call}", "-e", "signal=none",
            *(["-e", f"inject={inject}"] if ":" in inject else []),
            sys.executable, "-m", "tests.harness.stream", str(path), str(COUNT), variant,
        ],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return [int(line) for line in done.stdout.split()], trace.read_text(), done.returncode


@pytest.fixture(scope="module")
def points(seed: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, int]]:
    """Return kind and number of the calls to try: all, or evenly spread ones of many."""
    path, found = fresh(seed, tmp_path_factory.mktemp("points")), []
    for call in CALLS:
        _, trace, _ = traced(path, call)
        # strace numbers the calls of each thread: only the writer's are counted.
        calls = Counter(line.split()[0] for line in trace.splitlines() if f" {call}(" in line)
        count = max(calls.values(), default=0)
        assert count, f"the store never calls {call}: the harness looks at the wrong calls"
        chosen = {1 + (count - 1) * n // (MOST_POINTS - 1) for n in range(MOST_POINTS)}
        found += [(call, number) for number in sorted(chosen)]
    return found


def fresh(seed: Path, folder: Path) -> Path:
    path = folder / seed.name
    for old in folder.glob(f"{seed.name}*"):
        old.unlink()
    shutil.copyfile(seed, path)
    return path


def test_killed_at_each_call_the_plan_is_whole(
    seed: Path, tmp_path: Path, points: list[tuple[str, int]]
) -> None:
    before = BEFORE * stream.STEP
    for call, number in points:
        path = fresh(seed, tmp_path)
        acknowledged, _, code = traced(path, f"{call}:signal=KILL:when={number}")
        assert code != 0, (call, number)
        assert stream.saved(path) >= max(acknowledged, default=before), (call, number)


def test_without_a_journal_the_harness_notices(seed: Path, tmp_path: Path) -> None:
    for number in (2, 3, 4, 5):
        path = fresh(seed, tmp_path)
        traced(path, f"pwrite64:signal=KILL:when={number}", "no-journal")
        try:
            stream.saved(path)
        except (PlanError, AssertionError):
            return
    pytest.fail("a plan written without a journal was never found damaged")


def test_refused_at_each_call_nothing_is_lost_or_doubled(
    seed: Path, tmp_path: Path, points: list[tuple[str, int]]
) -> None:
    after = (BEFORE + COUNT) * stream.STEP
    for call, number in points:
        error = "ENOSPC" if call == "pwrite64" else "EIO"
        path = fresh(seed, tmp_path)
        acknowledged, trace, _ = traced(path, f"{call}:error={error}:when={number}")
        assert "INJECTED" in trace, (call, number)
        assert acknowledged == [after], (call, number)
        assert stream.saved(path) == after, (call, number)


def test_a_repeat_that_does_not_look_first_is_noticed(
    seed: Path, tmp_path: Path, points: list[tuple[str, int]]
) -> None:
    """The last sync comes after the commit: refused, it reports an error for what is saved."""
    after = (BEFORE + COUNT) * stream.STEP
    last = max(number for call, number in points if call == "fdatasync")
    for number in range(last, 0, -1):
        path = fresh(seed, tmp_path)
        acknowledged, _, _ = traced(path, f"fdatasync:error=EIO:when={number}", "blind-repeat")
        if acknowledged != [after]:
            return
    pytest.fail("a store that repeats blindly was never caught")
