"""Commands for many plans and for paper: batch, worksheet, import.

What they need is imported when one of them runs, so that the other commands start as fast
as before.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wizard.cli.typed import day, plan_name
from wizard.errors import PlanError
from wizard.plans.answers_file import name_in
from wizard.plans.contents import new_plan
from wizard.plans.files import atomic_write, must_be_free
from wizard.plans.reading import write_contents
from wizard.session import now, stored
from wizard.text import LANGUAGES, Words

if TYPE_CHECKING:
    from wizard.workshop.printing import PrintResult, PrintTask

Commands = argparse._SubParsersAction  # noqa: SLF001  argparse gives it no public name


def add_commands(commands: Commands[argparse.ArgumentParser], say: Words) -> None:
    """Add the commands and what they take to the parser."""
    batch_ = add_command(commands, "batch", say("cli.help.batch"), say)
    batch_.add_argument("inputs", nargs="+", type=Path, metavar="INPUT")
    batch_.add_argument("-o", "--output", type=Path, metavar="DIR", required=True)
    add_printing(batch_, say)
    batch_.add_argument("--no-plan", action="store_true", help=say("cli.help.no_plan"))
    worksheet_ = add_command(commands, "worksheet", say("workshop.help.worksheet"), say)
    worksheet_.add_argument("-o", "--output", type=Path, metavar="OUT.pdf", required=True)
    worksheet_.add_argument(
        "--area", action="append", default=[], metavar="AREA", help=say("workshop.help.area")
    )
    add_day(worksheet_, say)
    import_ = add_command(commands, "import", say("workshop.help.import"), say)
    import_.add_argument("files", nargs="+", type=Path, metavar="FILLED.pdf")
    import_.add_argument("-o", "--output", type=Path, metavar="FILE.shopplan", required=True)
    import_.add_argument("--blank", type=Path, metavar="BLANK.shopplan",
                         help=say("workshop.help.blank"))  # fmt: skip
    import_.add_argument("--name", type=plan_name, default="", help=say("workshop.help.name"))


def add_command(
    commands: Commands[argparse.ArgumentParser], name: str, text: str, say: Words
) -> argparse.ArgumentParser:
    """Add a command that speaks a language and may use another checklist."""
    command = commands.add_parser(name, help=text, description=text)
    command.add_argument("--lang", choices=LANGUAGES, default="zh", help=say("cli.help.lang"))
    command.add_argument("--pack", type=Path, help=say("cli.help.pack"))
    return command


def add_day(command: argparse.ArgumentParser, say: Words) -> None:
    """Let a command be told which day it is."""
    command.add_argument("--as-of", type=day, metavar="DATE", help=say("cli.help.as_of"))


def add_printing(command: argparse.ArgumentParser, say: Words) -> None:
    """Let a command print many plans."""
    command.add_argument("--edition", choices=("draft", "final"), default="draft")
    command.add_argument("--jobs", type=_count, metavar="N", help=say("cli.help.jobs"))
    command.add_argument("--merge", action="store_true", help=say("cli.help.merge"))
    add_day(command, say)


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def batch(options: argparse.Namespace, say: Words) -> int:
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
    return print_tasks(tasks, folder, options, say)


def print_tasks(
    tasks: Sequence[PrintTask],
    folder: Path,
    options: argparse.Namespace,
    say: Words,
    *,
    duplex: bool = False,
    closed: Container[Path] = frozenset(),
) -> int:
    """Print tasks into a folder with their summary: 0 all printed, 1 some not.

    Args:
        tasks: what to print.
        folder: for the PDFs, ``merged.pdf`` and ``summary.csv``.
        options: of the command.
        say: its language.
        duplex: whether each plan in ``merged.pdf`` begins on a sheet of its own.
        closed: plans of which the summary gives no amounts.
    """
    from wizard.workshop.batch import MERGED, SUMMARY, print_all, summary
    from wizard.workshop.merging import merge

    def told(result: PrintResult) -> None:
        if result.output is None:
            _tell(result, say)
        advance(1)

    with progress(len(tasks), say("workshop.progress")) as advance:
        results = print_all(tasks, say, jobs=options.jobs, done=told)
    printed = [(result.plan, result.output) for result in results if result.output is not None]
    for _, path in printed:
        print(path)
    if options.merge and printed:
        write(folder / MERGED, merge(printed, duplex=duplex))
    write(folder / SUMMARY, summary(results, say, closed))
    left = len(results) - len(printed)
    print(say("workshop.printed", count=len(printed), left=left), file=sys.stderr)
    return 1 if left else 0


def worksheet(options: argparse.Namespace, say: Words) -> int:
    """Write a worksheet to print or to fill in on the screen."""
    from wizard.documents.form import fillable
    from wizard.documents.worksheet import worksheet as compose
    from wizard.workshop.printing import checklist

    asked = checklist(options.pack).checklist
    known = [area.id for area in asked.areas]
    for area in options.area:
        if area not in known:
            raise PlanError("workshop.no_area", area=area, areas=" ".join(known))
    document = compose(asked, say.language, options.as_of or now().date(), options.area)
    write(options.output, fillable(document, f"{asked.id}:{asked.version}"))
    return 0


def import_worksheet(options: argparse.Namespace, say: Words) -> int:
    """Make one plan of filled worksheets; what could not be read is told and kept as text.

    A class has a worksheet for each area: all of one person are one plan. With a blank plan
    of the kit it belongs to the class, as if it had been filled in on a computer.
    """
    import uuid

    from wizard.plans.reading import read_foreign
    from wizard.workshop.filled import read_filled, together
    from wizard.workshop.printing import checklist

    asked = checklist(options.pack).checklist
    target: Path = options.output
    must_be_free(target)
    blank = None if options.blank is None else read_foreign(options.blank)
    if blank is not None and blank.answers:
        raise PlanError("workshop.not_blank", path=str(options.blank))
    if blank is not None and blank.pack_id != asked.id:
        raise PlanError("session.other_pack", path=str(options.blank), pack=blank.pack_id)
    filled, twice = together([read_filled(path, asked) for path in options.files])
    for question in twice:
        tell(say("workshop.filled_twice", question=asked.titled(question, say.language)))
    for place, typed in filled.unread:
        key = "workshop.kept_as_text" if typed else "workshop.not_kept"
        print(say(key, place=place, typed=typed), file=sys.stderr)
    contents = new_plan(
        plan_id=str(uuid.uuid4()) if blank is None else blank.plan_id,
        name=options.name or filled.name or name_in(options.blank or options.files[0]),
        pack=(asked.id, asked.version),
        answers=stored(asked, filled.answers),
        now=now(),
        language=say.language,
    )
    if blank is not None:
        contents = replace(contents, summary=blank.summary)
    write_contents(contents, target)
    print(target)
    return 0


def _tell(result: PrintResult, say: Words) -> None:
    from wizard.workshop.printing import summary_lines

    for line in summary_lines(result, say):
        tell(line)


def tell(line: str) -> None:
    """Write a line to stderr, above a progress bar if there is one."""
    if sys.stderr.isatty():
        from tqdm import tqdm

        tqdm.write(line, file=sys.stderr)
    else:
        print(line, file=sys.stderr)


@contextmanager
def progress(total: int | None, label: str) -> Iterator[Callable[[int], Any]]:
    """Show a progress bar on a terminal; nothing anywhere else."""
    if not sys.stderr.isatty():
        yield lambda _steps: None
        return
    from tqdm import tqdm

    with tqdm(total=total, desc=label, file=sys.stderr, dynamic_ncols=True) as bar:
        yield bar.update


def write(path: Path, content: bytes) -> None:
    """Write a file and say where it is."""
    atomic_write(path, content)
    print(path)
