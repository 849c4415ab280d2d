"""What ``report.py`` measures, each as a function that returns rows of figures."""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import io
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TODAY = dt.date(2026, 11, 22)
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
STARTS = 9
GROWTH: tuple[int, ...] = (10, 100, 1_000, 10_000)
AREA = 500
"""Questions in one file of a generated pack; one file may hold a million characters."""
BATCHES: tuple[int, ...] = (1, 10, 100, 200)
MANY = 1_000
CLASS = 27
"""Plans of a full class."""
COMMITS = 300
SLOW_DISKS: tuple[int, ...] = (0, 10, 50, 200)
"""Milliseconds added to each fsync: none, an old disk, a stick, a bad stick."""
REVISIONS = 2_000

BARE = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, leave)
"""
OURS = """
import gc, os, sys
gc.disable()  # As the command does, before it imports the window.
import wizard.app as program
open_window = program.open_window
def watched(app, pack=None):
    from PySide6.QtCore import QObject, QTimer, QEvent
    class Eye(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint and watched.isWindow():
                QTimer.singleShot(0, leave)
            return False
    window = open_window(app, pack)
    window.eye = Eye()
    window.installEventFilter(window.eye)
    return window
program.open_window = watched
"""
LEAVE = """
def leave():
    os._exit(0)
"""
SHOW_BARE = "app = QApplication([]); window = Window(); window.setCentralWidget(QLabel('x')); window.show(); app.exec()"
SHOW_OURS = "program.run([])"
SLOWLY = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.bench import measures
measures.COMMITS = 12
print(measures.saving(Path({folder!r}))[0])
"""
SETTLED = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from wizard.app import open_window
app = QApplication([])
window = open_window(app)
window.open_soon(Path(sys.argv[1]))
window.show()
def leave():
    rows = Path("/proc/self/status").read_text().splitlines()
    print(next(row.split()[1] for row in rows if row.startswith("VmHWM")), flush=True)
    os._exit(0)
QTimer.singleShot(6000, leave)
app.exec()
"""


def dry() -> None:
    """Measure a few of everything: whether it runs, not how fast."""
    global STARTS, GROWTH, BATCHES, CLASS, COMMITS, SLOW_DISKS, REVISIONS
    STARTS, GROWTH, BATCHES, CLASS = 1, (10, 100), (2,), 3
    COMMITS, SLOW_DISKS, REVISIONS = 20, (0, 10), 100


def milliseconds(call: Callable[[], object], times: int) -> list[float]:
    """Return how long each of ``times`` calls took, sorted."""
    gc.collect()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        taken.append((time.perf_counter() - start) * 1000)
    return sorted(taken)


def spread(taken: list[float]) -> tuple[float, float]:
    """Return the median and the 99th percentile."""
    return statistics.median(taken), taken[min(len(taken) - 1, len(taken) * 99 // 100)]


def child(code: str, *arguments: object, library: Path) -> tuple[float, str]:
    """Run Python code without a screen; return its milliseconds and what it printed."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        "SHOP_LAUNCH_LIBRARY": str(library),
    }
    command = [sys.executable, "-c", code, *map(str, arguments)]
    start = time.perf_counter()
    made = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return (time.perf_counter() - start) * 1000, made.stdout.strip()


def start_up(place: Path) -> dict[str, float]:
    """Return the median milliseconds from fork to exit after the first paint.

    The two take turns, so that a busy machine troubles both alike.
    """
    bare, ours = BARE + LEAVE + SHOW_BARE, OURS + LEAVE + SHOW_OURS
    taken: dict[str, list[float]] = {"bare": [], "ours": []}
    for number in range(STARTS + 1):
        for name, code in (("bare", bare), ("ours", ours)):
            found, _ = child(code, library=place)
            if number:
                taken[name].append(found)
    return {name: statistics.median(found) for name, found in taken.items()}


def worked_example() -> tuple[Any, Any]:
    """Return the built-in checklist and the persona of the worked example."""
    from wizard import packs, resources

    compiled = packs.built_in()
    folder = resources.pack_folder(packs.BUILT_IN)
    personas, _ = packs.read_personas(folder, compiled.checklist)
    return compiled, next(one for one in personas if one.id == "xiaolin")


def key_press() -> tuple[float, float]:
    """Return median and 99th percentile of one whole evaluation of the worked example."""
    from wizard.engine import evaluate

    compiled, example = worked_example()
    return spread(milliseconds(lambda: evaluate(compiled, example.answers, TODAY), 300))


def generated_pack(folder: Path, count: int) -> Path:
    """Write a pack of ``count`` questions, every second one depending on the one before."""
    folder.mkdir(parents=True)
    areas = [f"area_{start}" for start in range(0, count, AREA)]
    (folder / "pack.yaml").write_text(
        f"id: large\nversion: 1\ntitle: 大清单\nlanguages: [zh]\nareas: [{', '.join(areas)}]\n",
        "utf-8",
    )
    for number, area in enumerate(areas):
        lines = [f"id: {area}", "title: 区域", "topics:"]
        for place in range(number * AREA, min(count, (number + 1) * AREA)):
            lines += _question(place)
        (folder / f"{area}.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def _question(number: int) -> list[str]:
    head = [f"  - id: topic_{number}", f"    title: 题 {number}", "    questions:"]
    when = f"when: q{number - 1} >= 3, " if number % 2 else ""
    judged = f'pass: q{number} >= 5, on_fail: {{severity: fix, say: "太少"}}'
    asked = f"      - {{id: q{number}, kind: number, unit: items, ask: 几个, {when}{judged}}}"
    return [*head, asked] if number % 5 == 0 else [asked]


def growth(place: Path) -> list[tuple[int, float, float]]:
    """Return questions, milliseconds to load the pack, median milliseconds to evaluate."""
    from wizard import packs
    from wizard.engine import evaluate
    from wizard.model.answers import Answer

    rows = []
    for count in GROWTH:
        folder = generated_pack(place / f"pack-{count}", count)
        start = time.perf_counter()
        compiled = packs.load(folder)
        loaded = (time.perf_counter() - start) * 1000
        answers = {f"q{number}": Answer(value=Decimal(7)) for number in range(count)}
        once = partial(evaluate, compiled, answers, TODAY)
        taken = milliseconds(once, 30 if count < 5_000 else 7)
        rows.append((count, loaded, statistics.median(taken)))
    return rows


def example_answers(place: Path) -> Path:
    """Write the worked example's answers file, and return it."""
    made = place / "demo"
    command = [sys.executable, "-m", "wizard", "demo", "-o", str(made)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return made / "answers.yaml"


def batch(place: Path, answers: Path, *, many: bool = False) -> list[tuple[int, int, float, float]]:
    """Return plans, processes, seconds and seconds of CPU of the whole command."""
    text = answers.read_text("utf-8")
    rows = []
    for count in (*BATCHES, MANY) if many else BATCHES:
        folder = place / f"plans-{count}"
        folder.mkdir()
        for number in range(count):
            # Different plans: equal ones would share what is kept of an earlier print.
            changed = _other(text, number)
            (folder / f"p{number:03}.yaml").write_text(changed, "utf-8")
        for jobs in (1, 2):
            out = place / f"out-{count}-{jobs}"
            rows.append((count, jobs, *_batch(folder, out, jobs)))
            if len(list(out.glob("*.pdf"))) != count:
                raise RuntimeError(f"{count} plans did not give {count} PDFs")
    return rows


def _other(text: str, number: int) -> str:
    """Return the answers of somebody else: another name, other money, other orders."""
    changed = text.replace("name: ", f"name: {number:03}-", 1)
    for question in ("cash_available", "orders_per_day", "owner_wage"):
        changed = re.sub(
            rf"(?m)^(\s+{question}: )([0-9]+)", lambda m: f"{m[1]}{int(m[2]) + number}", changed
        )
    return changed


def _batch(folder: Path, out: Path, jobs: int) -> tuple[float, float]:
    command = [sys.executable, "-m", "wizard", "batch", str(folder), "-o", str(out)]
    start, before = time.perf_counter(), os.times()
    subprocess.run([*command, "--jobs", str(jobs)], cwd=ROOT, check=True, capture_output=True)
    after = os.times()
    used = after.children_user + after.children_system
    return time.perf_counter() - start, used - before.children_user - before.children_system


def class_print(place: Path, answers: Path) -> float:
    """Return the seconds the command takes to print the plans of a full class.

    Raises:
        RuntimeError: not every plan was printed.
    """
    from wizard.cli import main

    text = answers.read_text("utf-8")
    sticks, room, out = place / "sticks", place / "class", place / "class-out"
    sticks.mkdir()
    for number in range(CLASS):
        changed = place / "participant.yaml"
        changed.write_text(text.replace("name: ", f"name: {number:02}-", 1), "utf-8")
        made = sticks / f"p{number:02}.shopplan"
        with contextlib.redirect_stdout(io.StringIO()):
            main(["new", "-o", str(made), "--from", str(changed)])
    begun = ["class", "new", "-o", str(room), "--name", "C", "--date", "2026-11-22"]
    for command in (
        [*begun, "--agenda", "90min"],
        ["class", "collect", str(room), "--from", str(sticks)],
    ):
        _wizard(*command)
    start = time.perf_counter()
    _wizard("class", "print", str(room), "-o", str(out), "--whole")
    taken = time.perf_counter() - start
    if len(list(out.rglob("*.pdf"))) < CLASS:
        raise RuntimeError(f"{CLASS} plans of a class did not give {CLASS} PDFs")
    return taken


def _wizard(*arguments: str) -> None:
    command = [sys.executable, "-m", "wizard", *arguments]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def saving(place: Path) -> tuple[float, float, float]:
    """Return median and 99th percentile of an answer made durable, and of a bare fsync."""
    path = place / "saving.shopplan"
    numbers = iter(range(10**6))
    with new_plan_file(path) as plan:
        taken = milliseconds(
            lambda: plan.commit({"weekly_hours": str(next(numbers))}, now=NOON).result(10), COMMITS
        )
    probe = place / "probe"
    with probe.open("wb", buffering=0) as file:

        def sync() -> None:
            file.write(b"x" * 100)
            os.fsync(file.fileno())

        bare = milliseconds(sync, COMMITS)
    return *spread(taken), statistics.median(bare)


def slow_disks(place: Path) -> dict[int, float] | None:
    """Return the median of an answer made durable where each fsync takes so much longer.

    A library in C is put before the system's own; None where that cannot be (no compiler,
    not Linux).
    """
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        return None
    shim = place / "slow_disk.so"
    source = Path(__file__).with_name("slow_disk.c")
    command = [compiler, "-shared", "-fPIC", "-O2", str(source), "-o", str(shim), "-ldl"]
    subprocess.run(command, check=True)
    found = {}
    for wait in SLOW_DISKS:
        environment = {**os.environ, "LD_PRELOAD": str(shim), "SLOW_DISK_MS": str(wait)}
        folder = place / f"slow-{wait}"
        folder.mkdir()
        code = SLOWLY.format(root=str(ROOT), folder=str(folder))
        made = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        found[wait] = float(made.stdout)
    return found


def new_plan_file(path: Path) -> Any:
    """Create an empty plan of the built-in checklist."""
    from wizard.plans.store import PlanFile

    compiled, _ = worked_example()
    checklist = compiled.checklist
    return PlanFile.create(
        path,
        plan_id="0" * 32,
        name="测速",
        pack=(checklist.id, checklist.version),
        answers={},
        now=NOON,
    )


def opening(place: Path) -> float:
    """Return the median milliseconds to open a plan with 2,000 revisions."""
    from wizard.plans.store import PlanFile

    path = place / "long.shopplan"
    with new_plan_file(path) as plan:
        for number in range(REVISIONS):
            plan.commit({f"q{number % 60}": str(number)}, now=NOON)
        plan.flush(60)
    taken = milliseconds(lambda: PlanFile.open(path).close(), 15)
    return statistics.median(taken)


def simulating() -> float:
    """Return the median milliseconds of 10,000 launches over 52 weeks."""
    from wizard.engine import evaluate
    from wizard.money.simulation import simulate

    compiled, example = worked_example()
    inputs = evaluate(compiled, example.answers, TODAY).inputs
    return statistics.median(milliseconds(lambda: simulate(inputs), 5))


def memory(place: Path, answers: Path) -> float:
    """Return the peak MiB of the window with the worked example open, on Linux."""
    _, printed = child(SETTLED, answers.parent / "plan.pdf", library=place / "library")
    return int(printed) / 1024


def temporary() -> tempfile.TemporaryDirectory[str]:
    """Return a folder beside the checkout's own files, so that the disk is a real one."""
    (ROOT / "build").mkdir(exist_ok=True)
    return tempfile.TemporaryDirectory(dir=ROOT / "build", prefix="bench-")
