"""The commands of a workshop: batch printing, classes, worksheets.

What they need is imported when one of them runs, so that the other commands start as fast
as before.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from wizard.plans.files import atomic_write
from wizard.session import now
from wizard.text import Words

if TYPE_CHECKING:
    from pathlib import Path

    from wizard.workshop.printing import PrintResult, PrintTask


def batch(options: Namespace, say: Words) -> int:
    """Print many plans: 0 all printed, 1 some not, 2 the checklist or folder is unusable."""
    from wizard.workshop.batch import plan_files, tasks_for
    from wizard.workshop.printing import PrintTask

    folder: Path = options.output
    like = PrintTask(
        source=folder,
        output=folder,
        today=options.as_of or now().date(),
        edition=options.edition,
        language=say.language,
        pack=options.pack,
        with_plan=not options.no_plan,
    )
    tasks = tasks_for(plan_files(options.inputs), folder, like, merge=options.merge)
    return _print_tasks(tasks, folder, options, say)


def _print_tasks(
    tasks: Sequence[PrintTask],
    folder: Path,
    options: Namespace,
    say: Words,
    *,
    duplex: bool = False,
) -> int:
    from wizard.workshop.batch import MERGED, SUMMARY, print_all, summary
    from wizard.workshop.merging import merge

    def told(result: PrintResult) -> None:
        if result.output is None:
            _tell(result, say)
        advance(1)

    with _progress(len(tasks), say("workshop.progress")) as advance:
        results = print_all(tasks, say, jobs=options.jobs, done=told)
    printed = [(result.plan, result.output) for result in results if result.output is not None]
    for _, path in printed:
        print(path)
    if options.merge and printed:
        _write(folder / MERGED, merge(printed, duplex=duplex))
    _write(folder / SUMMARY, summary(results, say))
    left = len(results) - len(printed)
    print(say("workshop.printed", count=len(printed), left=left), file=sys.stderr)
    return 1 if left else 0


def _tell(result: PrintResult, say: Words) -> None:
    from wizard.workshop.printing import summary_lines

    _say_lines(summary_lines(result, say))


def _say_lines(lines: Sequence[str]) -> None:
    """Write lines to stderr, above a progress bar if there is one."""
    if not sys.stderr.isatty():
        for line in lines:
            print(line, file=sys.stderr)
        return
    from tqdm import tqdm

    for line in lines:
        tqdm.write(line, file=sys.stderr)


@contextmanager
def _progress(total: int, label: str) -> Iterator[Callable[[int], Any]]:
    """Show a progress bar on a terminal; nothing anywhere else."""
    if not sys.stderr.isatty():
        yield lambda _steps: None
        return
    from tqdm import tqdm

    with tqdm(total=total, desc=label, file=sys.stderr, dynamic_ncols=True) as bar:
        yield bar.update


def _write(path: Path, content: bytes) -> None:
    atomic_write(path, content)
    print(path)
