"""Feed a target what a fuzzer makes of the corpus, for as long as it is told.

    python tests/fuzz/fuzz.py TARGET [--seconds N]
    python tests/fuzz/fuzz.py all --seconds 600

Needs the extra ``fuzz`` (atheris: Linux, Python 3.11 to 3.13). What makes a target fail is
left in ``build/fuzz/TARGET``; made small (``--minimize FILE``) and put into the corpus, plain
pytest replays it from then on. New inputs that reach new code are kept in the same folder
and can be merged into the corpus with ``--merge``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
FOUND = ROOT / "build" / "fuzz"
CORPUS = HERE / "corpus"
SLOWEST = 10
"""Seconds one input may take: the readers promise linear time."""
MEMORY = 1500
"""MiB a process may grow to."""
LONGEST = {"plan_file": 120_000, "printed_pdf": 60_000, "form": 60_000, "workbook": 60_000}
USUAL = 4_000


def options_of(name: str, seconds: int) -> list[str]:
    """Return what libFuzzer is told about a target."""
    kept = FOUND / name
    kept.mkdir(parents=True, exist_ok=True)
    dictionary = HERE / "dictionaries" / f"{name}.dict"
    told = [
        str(kept),
        str(CORPUS / name),
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST.get(name, USUAL)}",
        f"-timeout={SLOWEST}",
        f"-rss_limit_mb={MEMORY}",
        f"-artifact_prefix={kept}/",
        "-print_final_stats=1",
    ]
    return [*told, f"-dict={dictionary}"] if dictionary.exists() else told


def run(name: str, arguments: list[str]) -> None:
    """Fuzz one target in this process; libFuzzer ends it."""
    import atheris

    sys.path.insert(0, str(ROOT))
    # Only what is ours is worth following: a library's branches would fill the corpus.
    with atheris.instrument_imports(include=["wizard", "yaml", "jinja2", "zipfile"]):
        from tests.fuzz.targets import TARGETS
    atheris.Setup([sys.argv[0], *arguments], TARGETS[name])
    atheris.Fuzz()


def each(names: list[str], seconds: int) -> int:
    """Fuzz targets one after another, each in a process of its own; 1 if one failed."""
    failed = []
    for name in names:
        command = [sys.executable, __file__, name, "--seconds", str(seconds)]
        made = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
        rows = made.stderr.splitlines()
        runs = next((row.split()[-1] for row in rows if "number_of_executed_units" in row), "?")
        print(
            f"{name:16} {runs:>10} runs  {'ok' if made.returncode == 0 else 'FAILED'}", flush=True
        )
        if made.returncode:
            failed.append(name)
            print(made.stdout[-3000:], *rows[-5:], sep="\n", flush=True)
    return 1 if failed else 0


def main() -> None:
    """Fuzz what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", help="its name, several with commas between, or all")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--merge", action="store_true", help="add what reaches new code")
    parser.add_argument("--minimize", type=Path, metavar="FILE", help="make a failure small")
    options = parser.parse_args()
    known = sorted(path.name for path in CORPUS.iterdir() if path.is_dir())
    names = known if options.target == "all" else options.target.split(",")
    if len(names) > 1:
        sys.exit(each(names, options.seconds))
    (name,) = names
    arguments = options_of(name, options.seconds)
    if options.merge:
        arguments = [str(CORPUS / name), str(FOUND / name), "-merge=1", *arguments[3:]]
    elif options.minimize is not None:
        flags = [one for one in arguments[2:] if not one.startswith("-dict")]
        arguments = [str(options.minimize), "-minimize_crash=1", *flags]
    run(name, arguments)


if __name__ == "__main__":
    main()
