"""Measure what the program promises to be, and write docs/benchmarks.md.

    python tests/bench/report.py [--out FILE]

Takes a few minutes. Milliseconds are this machine's; the ratios travel better. No test
reads any of it: a test that asserts a time fails on somebody's busy machine.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import sqlite3
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench import curves, measures  # noqa: E402  found through the line before
from wizard import __version__  # noqa: E402

LIBRARIES = ("PySide6_Essentials", "pydantic", "reportlab", "numpy", "PyYAML")
HEAD = """\
# Benchmarks

`make bench` writes this page. One run on one machine, other work on it included: the ratios
say more than the milliseconds, and no test asserts any of them. The bars are the ones the
project set itself before the code was written; where one is missed, the table says so.
"""
NOTES = """\
## How it is measured

- **Start**: from fork to exit right after the first paint, without a screen (Qt's
  `offscreen`), medians of nine; the bare window is one `QMainWindow` with a label. The two
  take turns.
- **Evaluation**: the whole `evaluate` of the worked example, as on every key press, without
  the simulation, which a worker computes.
- **Growth**: generated packs in which every second question depends on the one before.
- **Saving**: one answer at a time, until the disk has it, beside a bare `write` and `fsync`
  of 100 bytes on the same disk. A rollback journal needs several of those.
- **Slow disks**: a library in C (`tests/bench/slow_disk.c`), loaded before the system's own,
  lets every `fsync` and `fdatasync` of a process wait; the time is until the answer is
  durable, which the window never waits for.
- **Printing**: `tests/bench/bench_pdf.py` prints the same text with stock platypus and,
  where they are installed (the extra `bench`), typst, weasyprint and fpdf2; ours also draws charts, tags everything and attaches the plan. Least of all rounds.
- **Batch**: the whole command, start of Python and reading of the checklist included; all
  plans are the worked example under different names, simulation and final bytes included.
- **Memory**: peak resident size of the window, a printed plan opened and settled.
"""


def machine() -> list[str]:
    """Return what the figures depend on, as lines of a list."""
    model = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").exists():
        rows = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        models = [row.partition(":")[2].strip() for row in rows if row.startswith("model name")]
        model = models[0] if models else model
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg()) if hasattr(os, "getloadavg") else "?"
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    today = dt.datetime.now(dt.UTC).date().isoformat()
    return [
        f"- {model}, {os.cpu_count()} processors; load before the run {load}",
        f"- {system}, SQLite {sqlite3.sqlite_version}",
        f"- {libraries}",
        f"- {today}, Shop Launch Wizard {__version__}",
    ]


def row(what: str, found: str, bar: str, *, met: bool | None) -> str:
    """Return one line of the table of bars."""
    word = {True: "yes", False: "**no**", None: ""}[met]
    return f"| {what} | {found} | {bar} | {word} |"


def bars(place: Path, answers: Path) -> list[str]:
    """Measure everything that has a bar; return the table's lines."""
    say("start")
    start = measures.start_up(place / "library")
    ratio = start["ours"] / start["bare"]
    say("evaluation")
    median, slowest = measures.key_press()
    say("saving, opening")
    saved, late, bare = measures.saving(place)
    opened = measures.opening(place)
    say("simulation, memory")
    simulated = measures.simulating()
    lines = [
        row(
            "first paint against a bare PySide6 window, whole process",
            f"{ratio:.2f} x ({start['ours']:.0f} and {start['bare']:.0f} ms)",
            "1.5 x",
            met=ratio <= 1.5,
        ),
        row("evaluation, median", f"{median:.1f} ms", "4 ms", met=median <= 4),
        row("evaluation, 99th percentile", f"{slowest:.1f} ms", "16 ms", met=slowest <= 16),
        row("an answer durable, median", f"{saved:.1f} ms", "5 ms", met=saved <= 5),
        row("... 99th percentile", f"{late:.1f} ms", "", met=None),
        row("... against one bare fsync", f"{saved / bare:.1f} x ({bare:.1f} ms)", "", met=None),
        row(
            f"opening {measures.REVISIONS:,} revisions",
            f"{opened:.0f} ms",
            "50 ms",
            met=opened <= 50,
        ),
        row("10,000 cash paths, 52 weeks", f"{simulated:.0f} ms", "500 ms", met=simulated <= 500),
    ]
    if sys.platform == "linux":
        peak = measures.memory(place, answers)
        lines.append(
            row("peak memory of the window", f"{peak:.0f} MiB", "150 MiB", met=peak <= 150)
        )
    return ["| What | Measured | Bar | Met |", "|---|---|---|---|", *lines]


def growth(place: Path, pictures: Path) -> list[str]:
    """Measure how evaluation grows and draw it; return the table's lines."""
    say("growth")
    rows = measures.growth(place)
    lines = ["| Questions | load, ms | evaluate, ms | per question, µs |", "|--:|--:|--:|--:|"]
    for count, loaded, taken in rows:
        lines.append(f"| {count:,} | {loaded:.0f} | {taken:.2f} | {taken / count * 1000:.1f} |")
    series = {
        "load": [(count, loaded) for count, loaded, _ in rows],
        "evaluate": [(count, taken) for count, _, taken in rows],
    }
    drawn = curves.svg("Growth with the checklist", "questions", "ms", series)
    pictures.mkdir(exist_ok=True)
    (pictures / "growth.svg").write_text(drawn, "utf-8")
    return [*lines, "", f"![growth]({pictures.name}/growth.svg)"]


def slow_disks(place: Path) -> list[str]:
    """Measure saving where the disk is slow; return the table's lines."""
    say("slow disks")
    found = measures.slow_disks(place)
    if found is None:
        return ["Not measured: needs Linux and a C compiler."]
    lines = ["| Added to each fsync, ms | An answer durable, median ms |", "|--:|--:|"]
    return [*lines, *(f"| {wait} | {taken:.0f} |" for wait, taken in found.items())]


def batch(place: Path, answers: Path, *, many: bool) -> list[str]:
    """Measure the batch command; return the table's lines."""
    say("batch")
    lines = [
        "| Plans | Processes | Seconds | Seconds of CPU | CPU a plan, ms |",
        "|--:|--:|--:|--:|--:|",
    ]
    for count, jobs, taken, used in measures.batch(place, answers, many=many):
        each = used / count * 1000
        lines.append(f"| {count} | {jobs} | {taken:.2f} | {used:.2f} | {each:.0f} |")
    say("class")
    printed = measures.class_print(place, answers)
    lines += [
        "",
        f"`class print` of a full class, {measures.CLASS} plans: {printed:.1f} s (bar: a minute).",
        "",
        "The bar is 200 plans in 10 s on two processors: 100 ms of CPU a plan, everything",
        "included. Plans of a batch differ in name, cash and wage: a year of cash is played",
        "anew for each. The plans of the class differ in name alone.",
    ]
    return lines


def printing(rounds: int) -> str:
    """Run the comparison of printers; return its own words."""
    say("printing")
    command = [
        sys.executable,
        str(Path(__file__).with_name("bench_pdf.py")),
        "--rounds",
        str(rounds),
    ]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.rstrip()


def say(what: str) -> None:
    """Tell who waits what is being measured."""
    print(what, "...", file=sys.stderr, flush=True)


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    parser.add_argument("--many", action="store_true", help="1,000 plans as well: minutes more")
    parser.add_argument("--dry", action="store_true", help="a few of everything; needs --out")
    options = parser.parse_args()
    about = machine()
    if options.dry:
        if options.out == parser.get_default("out"):
            parser.error("--dry says nothing about speed: name another file with --out")
        measures.dry()
    with measures.temporary() as folder:
        place = Path(folder)
        answers = measures.example_answers(place)
        parts = [
            HEAD,
            *about,
            "",
            *bars(place, answers),
            "",
            "## Evaluation and the size of the checklist\n",
            *growth(place, options.out.with_name("benchmarks")),
            "",
            "## Many plans\n",
            *batch(place, answers, many=options.many),
            "",
            "## Saving on slow disks\n",
            *slow_disks(place),
            "",
            "## Printing the worked example\n",
            "```",
            printing(1 if options.dry else 3),
            "```",
            "",
            NOTES,
        ]
    if options.dry:
        parts[0] = (
            "# A dry run of the benchmarks\n\nA few of everything; no figure says anything.\n"
        )
    options.out.write_text("\n".join(parts).rstrip() + "\n", "utf-8")
    print(options.out)


if __name__ == "__main__":
    main()
