"""Many plans at once: which files, under which names, on how many processes.

One bad plan never stops the others: whatever is wrong with it becomes its own result. The
results come in the order of the inputs and do not depend on the number of processes.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import sys
import threading
import unicodedata
from collections.abc import Callable, Container, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path

from wizard.plans.files import safe_file_name
from wizard.text import Words
from wizard.workshop import cluster
from wizard.workshop.printing import PrintResult, PrintTask, checklist, print_one
from wizard.workshop.tables import Value, csv_bytes

PLAN_SUFFIXES = frozenset({".yaml", ".yml", ".json", ".shopplan", ".pdf"})
SUMMARY = "summary.csv"
MERGED = "merged.pdf"
COLUMNS = (
    "file",
    "plan",
    "verdict",
    "red_lines",
    "missing",
    "not_sure",
    "startup_total",
    "pages",
    "pdf",
    "problem",
)
ALONE = 4
"""Up to so many plans are printed sooner than a second process is ready."""
_LONGEST_FILE_NAME = 255
_YOUNG = 100_000
"""New objects, about one plan's, after which a process looks for cycles; 700 costs a tenth."""

Done = Callable[[PrintResult], object]
_log = logging.getLogger(__name__)


def plan_files(inputs: Iterable[Path]) -> list[Path]:
    """Return the files to print: each input, and for a folder the plans directly in it.

    Hidden files are left out, the same file is taken once; a folder without a plan stays
    in the list, so that reading it says what it is.
    """
    found: dict[Path, Path] = {}
    for path in inputs:
        inside = _plans_in(path) if path.is_dir() else []
        for one in inside or [path]:
            found.setdefault(one.resolve(), one)
    return list(found.values())


def _plans_in(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in PLAN_SUFFIXES and not path.name.startswith(".") and path.is_file()
    )


def output_names(
    stems: Sequence[str], folder: Path, *, inputs: Iterable[Path] = (), taken: Iterable[str] = ()
) -> list[Path]:
    """Return a PDF for each stem: named so, with ``-2`` and so on where that is taken.

    No name is given twice on any file system, and none is that of an input.

    Args:
        stems: what the files are to be called.
        folder: where they are to be.
        inputs: files that must not be overwritten.
        taken: names that are not free.
    """
    used = {_folded(name) for name in taken}
    kept = {path.resolve() for path in inputs}

    def free(target: Path) -> bool:
        return _folded(target.name) not in used and target.resolve() not in kept

    def take(target: Path) -> Path:
        used.add(_folded(target.name))
        return target

    # Whoever has a name of its own keeps it, also where a number before would make it up.
    wanted = [folder / _pdf_name(stem) for stem in stems]
    own = [take(target) if free(target) else None for target in wanted]
    return [
        name or take(next(filter(free, _numbered(stem, folder))))
        for stem, name in zip(stems, own, strict=True)
    ]


def _numbered(stem: str, folder: Path) -> Iterator[Path]:
    return (folder / _pdf_name(f"{stem}-{number}") for number in count(2))


def _pdf_name(stem: str) -> str:
    name = f"{stem}.pdf"
    return name if len(os.fsencode(name)) <= _LONGEST_FILE_NAME else safe_file_name(stem, ".pdf")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def print_all(
    tasks: Sequence[PrintTask], say: Words, *, jobs: int | None = None, done: Done | None = None
) -> list[PrintResult]:
    """Print every task; return the results in the order of the tasks.

    Args:
        tasks: what to print.
        say: the language of what is said about a failed task.
        jobs: processes; None lets the number of plans and processors decide. Where the
            environment names a cluster, that decides (``wizard.workshop.cluster``).
        done: called with each result as it comes, in no particular order.

    Raises:
        PackError: the checklist cannot be used.
        WizardError: the cluster the environment names cannot be used.
    """
    for pack in {task.pack for task in tasks}:
        checklist(pack)
    workers = min(jobs or _processors(), len(tasks))
    alone = workers <= 1 or (jobs is None and len(tasks) <= ALONE)
    results: dict[int, PrintResult] = {}
    scheduler = cluster.address()
    if scheduler:
        printed = _elsewhere(scheduler, tasks, say)
    else:
        printed = _here(tasks, say) if alone else _pooled(tasks, say, workers)
    # Closed here and now: whoever holds the exception of a ``done`` that stops it all holds
    # the processes too, and they would go on writing.
    with closing(printed):
        for place, result in printed:
            results[place] = result
            if done is not None:
                done(result)
    return [results[place] for place in range(len(tasks))]


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _here(tasks: Sequence[PrintTask], say: Words) -> Generator[tuple[int, PrintResult]]:
    for place, task in enumerate(tasks):
        try:
            yield place, print_one(task)
        except Exception as error:  # noqa: BLE001  a plan that breaks us must not stop the others
            yield place, _crashed(task, error, say)


def _pooled(
    tasks: Sequence[PrintTask], say: Words, workers: int
) -> Generator[tuple[int, PrintResult]]:
    """Print on several processes; what was lost with a process that died is printed again."""
    lost: list[int] = []
    pool = _pool(tasks, workers)
    try:
        futures: dict[Future[PrintResult], int] = {}
        for place, task in enumerate(tasks):
            try:
                futures[pool.submit(print_one, task)] = place
            except BrokenProcessPool:
                lost.append(place)
        for future in as_completed(futures):
            place = futures[future]
            try:
                yield place, _outcome(future, tasks[place], say)
            except BrokenProcessPool:
                lost.append(place)
    finally:
        pool.shutdown(cancel_futures=True)
    yield from _one_by_one(tasks, sorted(lost), say)


def _elsewhere(
    scheduler: str, tasks: Sequence[PrintTask], say: Words
) -> Generator[tuple[int, PrintResult]]:
    with cluster.connected(scheduler) as engine:
        yield from cluster.print_on(
            engine, tasks, say, lambda task, error: _crashed(task, error, say)
        )


def _one_by_one(
    tasks: Sequence[PrintTask], places: Sequence[int], say: Words
) -> Generator[tuple[int, PrintResult]]:
    """Print on one process at a time, so that it is known which task kills it."""
    waiting = list(places)
    while waiting:
        with _pool(tasks, 1) as pool:
            while waiting:
                place = waiting.pop(0)
                try:
                    yield place, _outcome(pool.submit(print_one, tasks[place]), tasks[place], say)
                except BrokenProcessPool as error:
                    yield place, _crashed(tasks[place], error, say)
                    break


def _outcome(future: Future[PrintResult], task: PrintTask, say: Words) -> PrintResult:
    try:
        return future.result()
    except BrokenProcessPool:
        raise
    except Exception as error:  # noqa: BLE001  a plan that breaks us must not stop the others
        return _crashed(task, error, say)


def _crashed(task: PrintTask, error: Exception, say: Words) -> PrintResult:
    _log.error("printing %s failed", task.source, exc_info=error)
    reason = say("workshop.crashed", kind=type(error).__name__)
    return PrintResult(task.source, problems=(reason,))


def _pool(tasks: Sequence[PrintTask], workers: int) -> ProcessPoolExecutor:
    pack = tasks[0].pack
    if _may_fork():
        # The children find everything loaded, and share its memory.
        _load(pack)
        return ProcessPoolExecutor(
            workers, mp_context=multiprocessing.get_context("fork"), initializer=_settle
        )
    return ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_warm,
        initargs=(pack,),
    )


def _may_fork() -> bool:
    """Tell whether a child may begin as a copy: one of a program with threads may hang."""
    return sys.platform == "linux" and threading.active_count() == 1


def _warm(pack: Path | None) -> None:
    """Begin a process that knows nothing yet."""
    _load(pack)
    _settle()


def _load(pack: Path | None) -> None:
    """Read the checklist and load the printing press before the first plan comes."""
    checklist(pack)
    import wizard.documents.pdf
    import wizard.documents.plan  # noqa: F401


def _settle() -> None:
    """Let the collector of cycles leave alone what stays for good, and come seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG)


def summary(
    results: Iterable[PrintResult], say: Words, closed: Container[Path] = frozenset()
) -> bytes:
    """Return the table of a batch as CSV: amounts in yuan, verdicts as codes.

    Args:
        results: of the batch.
        say: the language of what is said about what was not printed.
        closed: plans of which the table gives statuses and counts only.
    """
    shown = (replace(one, startup_total=None) if one.source in closed else one for one in results)
    return csv_bytes(COLUMNS, (_row(result, say) for result in shown))


def _row(result: PrintResult, say: Words) -> dict[str, Value]:
    total = result.startup_total
    return {
        "file": str(result.source),
        "plan": result.plan,
        "verdict": result.verdict,
        "red_lines": result.red_lines,
        "missing": result.missing,
        "not_sure": result.not_sure,
        "startup_total": None if total is None else f"{total // 100}.{total % 100:02d}",
        "pages": result.pages,
        "pdf": result.output.name if result.output is not None else "",
        "problem": say("workshop.then").join(result.problems),
    }


def tasks_for(
    files: Sequence[Path], folder: Path, like: PrintTask, *, merge: bool
) -> list[PrintTask]:
    """Return a task for each file, in all else ``like`` the one given."""
    stems = [path.stem for path in files]
    names = output_names(stems, folder, inputs=files, taken=[MERGED] if merge else [])
    return [
        replace(like, source=path, output=output) for path, output in zip(files, names, strict=True)
    ]
