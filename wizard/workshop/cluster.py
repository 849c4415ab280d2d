"""Batches on more machines than one: the same printing, on a dask cluster that exists.

Only for whoever sets the environment variable and installed the extra ``cluster``; nothing
else in the program opens a connection. A plan travels as the bytes of its file, a PDF comes
back as bytes: workers need this program, in the same version, and no folder in common.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from wizard import packs
from wizard.errors import OutputError, WizardError
from wizard.plans.files import atomic_write, read_given
from wizard.plans.schema import MAX_FILE_BYTES
from wizard.session.phrasing import error_lines
from wizard.text import Words
from wizard.workshop.printing import PrintResult, PrintTask, print_one

VARIABLE = "SHOP_LAUNCH_CLUSTER"
"""Names the scheduler, for example ``tcp://10.0.0.2:8786``."""
AHEAD = 200
"""Plans sent before one comes back: enough for a hundred processors, little to hold."""
PATIENCE = 30
"""Seconds to wait for the scheduler."""
_Printing = Future[tuple[PrintResult, bytes]]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A task that needs nothing of the machine it came from.

    Attributes:
        task: what to print; its paths only name things.
        content: bytes of the plan's file.
        pack: bytes of another checklist than the built-in one.
    """

    task: PrintTask
    content: bytes
    pack: bytes | None = None


def address() -> str:
    """Return the scheduler the environment names; empty means this machine alone."""
    return os.environ.get(VARIABLE, "").strip()


@contextmanager
def connected(scheduler: str) -> Iterator[Executor]:
    """Give the processors of a dask cluster as an executor.

    Raises:
        WizardError: dask is not installed, or nobody answers at ``scheduler``.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise WizardError("workshop.no_cluster_library", variable=VARIABLE) from error
    # What dask says about a lost connection is for programmers; ours is one sentence.
    for name in ("distributed", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise WizardError("workshop.no_cluster", address=scheduler, variable=VARIABLE) from error
    with client:
        # Printing has no effect but its result: a plan lost with a worker is printed again.
        yield client.get_executor(pure=False, retries=1)


def print_parcel(parcel: Parcel) -> tuple[PrintResult, bytes]:
    """Print what a parcel holds: a pure function of it, on whatever machine.

    Returns:
        The result as if printed where the parcel came from, and the PDF, empty if none.

    Raises:
        PackError: the checklist cannot be used.
    """
    task = parcel.task
    with tempfile.TemporaryDirectory() as place:
        source, output = Path(place, task.source.name), Path(place, "printed", task.output.name)
        source.write_bytes(parcel.content)
        pack = None if parcel.pack is None else _pack_at(parcel.pack)
        found = print_one(replace(task, source=source, output=output, pack=pack))
        pdf = output.read_bytes() if found.output is not None else b""
    problems = tuple(one.replace(str(source), str(task.source)) for one in found.problems)
    kept = task.output if found.output is not None else None
    return replace(found, source=task.source, output=kept, problems=problems), pdf


@lru_cache(maxsize=2)
def _pack_at(content: bytes) -> Path:
    """Write a pack once for as long as this process lives; return where it is."""
    folder = Path(tempfile.gettempdir(), f"shop-launch-pack-{os.getpid()}")
    path = folder / f"{hashlib.sha256(content).hexdigest()[:16]}{packs.ENDINGS[0]}"
    atomic_write(path, content, private=True)
    return path


def print_on(
    engine: Executor,
    tasks: Sequence[PrintTask],
    say: Words,
    crashed: Callable[[PrintTask, Exception], PrintResult],
) -> Iterator[tuple[int, PrintResult]]:
    """Print tasks on any executor; yield place and result of each as it comes.

    Args:
        engine: runs ``print_parcel``; a pool of this machine's or a cluster's.
        tasks: what to print.
        say: the language of what is said about a task that cannot be sent.
        crashed: the result of a task that broke the program or its worker.
    """
    packed = {pack: _packed(pack) for pack in {task.pack for task in tasks}}
    waiting: dict[_Printing, int] = {}
    finish = partial(_finished, say=say, crashed=crashed)
    for place, task in enumerate(tasks):
        try:
            content = read_given(task.source, MAX_FILE_BYTES)
        except WizardError as error:
            lines = error_lines(error, say)
            if task.source.is_dir():
                lines = (say("workshop.no_plans", path=str(task.source)),)
            yield place, PrintResult(task.source, problems=lines)
            continue
        waiting[engine.submit(print_parcel, Parcel(task, content, packed[task.pack]))] = place
        while len(waiting) >= AHEAD:
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            yield from ((at, finish(future, tasks[at])) for future, at in _taken(waiting, done))
    while waiting:
        done, _ = wait(waiting, return_when=FIRST_COMPLETED)
        yield from ((at, finish(future, tasks[at])) for future, at in _taken(waiting, done))


def _taken(waiting: dict[_Printing, int], done: set[_Printing]) -> Iterator[tuple[_Printing, int]]:
    for future in done:
        yield future, waiting.pop(future)


def _finished(
    future: _Printing,
    task: PrintTask,
    say: Words,
    crashed: Callable[[PrintTask, Exception], PrintResult],
) -> PrintResult:
    """Write what came back; what is wrong with it is in the result."""
    try:
        result, pdf = future.result()
    except Exception as error:  # noqa: BLE001  a plan that breaks us must not stop the others
        return crashed(task, error)
    if result.output is None:
        return result
    try:
        atomic_write(task.output, pdf)
    except OutputError as error:
        return replace(result, output=None, pages=None, problems=error_lines(error, say))
    return result


def _packed(pack: Path | None) -> bytes | None:
    if pack is None:
        return None
    return packs.bundle(pack) if pack.is_dir() else pack.read_bytes()
