"""Change the code at random places and see whether a test notices: a sample of mutants.

    python tests/mutation/sample.py [--each N] [--seed S] [--only PACKAGE]

Needs the extra ``mutation`` (mutmut: Linux and macOS). Works in a copy, ``mutants/``, of what
``[tool.mutmut]`` in pyproject.toml names; the first run takes minutes to prepare it. All
eighteen thousand mutants would take hours: ``--each`` are drawn from every package, the same
ones for the same seed and code. The report names the survivors: read them, with
``mutmut show NAME``. Some change nothing anybody could see; the others are missing tests.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MUTANTS = ROOT / "mutants"
PACKAGES = ("rules", "packs", "plans", "money", "strict_yaml")
BAR = 0.85
SURVIVED, UNTESTED = 0, (5, 33)
_BATCH = 400
"""Names handed to one run: a command line has a longest length."""


def results(package: str) -> dict[str, int | None]:
    """Return the exit code of every mutant of a package by name; None if it was not run."""
    found: dict[str, int | None] = {}
    for path in sorted((MUTANTS / "wizard" / package).rglob("*.meta")):
        found |= json.loads(path.read_text("utf-8"))["exit_code_by_key"]
    return found


def drawn(names: Iterable[str], count: int, seed: int) -> list[str]:
    """Return ``count`` of the names, always the same for the same seed."""
    known = sorted(names)
    return sorted(random.Random(seed).sample(known, min(count, len(known))))


def margin(score: float, size: int) -> float:
    """Return half the width of the 95 % interval of a share found in a sample."""
    return 1.96 * math.sqrt(score * (1 - score) / size) if size else 1.0


def survivors(codes: Mapping[str, int | None]) -> list[str]:
    """Return the mutants no test noticed, and those no test runs."""
    return [name for name, code in codes.items() if code == SURVIVED or code in UNTESTED]


def mutmut(*names: str, jobs: int) -> None:
    """Run mutants by name; without a name that exists it only prepares them."""
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(jobs), *names]
    subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.DEVNULL)


def main() -> None:
    """Draw, run, report; exit 1 where a package is below the bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", choices=PACKAGES, action="append")
    options = parser.parse_args()
    if not MUTANTS.is_dir():
        mutmut("wizard.rules.error*", jobs=options.jobs)
    low = False
    for package in options.only or PACKAGES:
        known = results(package)
        chosen = drawn(known, options.each, options.seed)
        for start in range(0, len(chosen), _BATCH):
            mutmut(*chosen[start : start + _BATCH], jobs=options.jobs)
        codes = results(package)
        run = {name: codes[name] for name in chosen if codes[name] is not None}
        if not run:
            print(f"{package}: not measured, the tests could not be run one by one")
            continue
        alive = survivors(run)
        score = 1 - len(alive) / len(run)
        low = low or score < BAR
        width = margin(score, len(run))
        print(f"{package}: {len(run)} of {len(known)} mutants, {score:.0%} noticed, +-{width:.0%}")
        print(*(f"  {name}" for name in alive), sep="\n", flush=True)
    sys.exit(1 if low else 0)


if __name__ == "__main__":
    main()
