"""The command ``class``: kit, collecting, board, printing, grades, report."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from wizard import resources
from wizard.cli.typed import day
from wizard.cli.workshop import (
    Commands,
    add_command,
    add_day,
    add_printing,
    print_tasks,
    progress,
    tell,
    write,
)
from wizard.errors import PlanError
from wizard.session import now
from wizard.text import Words


def add_commands(commands: Commands[argparse.ArgumentParser], say: Words) -> None:
    """Add the command and its actions to the parser."""
    text = say("workshop.help.class")
    command = commands.add_parser("class", help=text, description=text)
    actions = command.add_subparsers(
        dest="action", required=True, metavar=say("cli.metavar_command")
    )
    new = add_command(actions, "new", say("workshop.help.new"), say)
    new.add_argument("-o", "--output", type=Path, metavar="DIR", required=True)
    new.add_argument("--name", required=True, help=say("workshop.help.class_name"))
    new.add_argument("--date", type=day, required=True, metavar="DATE")
    new.add_argument("--agenda", choices=("90min", "1d", "2d"), required=True)
    new.add_argument("--people", type=int, default=30, help=say("workshop.help.people"))
    collect = _action(actions, "collect", say)
    collect.add_argument("--from", dest="sources", nargs="+", type=Path, required=True,
                         metavar="FOLDER", help=say("workshop.help.from"))  # fmt: skip
    board = _action(actions, "board", say)
    board.add_argument("--json", action="store_true", help=say("cli.help.json"))
    board.add_argument("--anonymous", action="store_true", help=say("workshop.help.anonymous"))
    add_day(board, say)
    printing = _action(actions, "print", say)
    printing.add_argument("-o", "--output", type=Path, metavar="OUT", required=True)
    printing.add_argument("--duplex", action="store_true", help=say("workshop.help.duplex"))
    add_printing(printing, say)
    grade = _action(actions, "grade", say)
    grade.add_argument("plan", metavar="PLAN", help=say("workshop.help.plan"))
    grade.add_argument("--grade", default="", help=say("workshop.help.grade_word"))
    grade.add_argument("--comment", default="", help=say("workshop.help.comment"))
    report = _action(actions, "report", say)
    report.add_argument("-o", "--output", type=Path, metavar="OUT.pdf", required=True)
    add_day(report, say)


def _action(
    actions: Commands[argparse.ArgumentParser], name: str, say: Words
) -> argparse.ArgumentParser:
    action = add_command(actions, name, say(f"workshop.help.{name}"), say)
    action.add_argument("folder", type=Path, metavar="DIR")
    return action


def run(options: argparse.Namespace, say: Words) -> int:
    """Run an action; return its exit code."""
    actions = {
        "new": _new,
        "collect": _collect,
        "board": _board,
        "print": _print,
        "grade": _grade,
        "report": _report,
    }
    return actions[options.action](options, say)


def _new(options: argparse.Namespace, say: Words) -> int:
    """Write a class with its kit."""
    from wizard import packs
    from wizard.workshop.classroom import new_classroom, write_classroom
    from wizard.workshop.kit import write_kit
    from wizard.workshop.printing import checklist

    compiled = checklist(options.pack)
    pack = (compiled.checklist.id, compiled.checklist.version)
    classroom = new_classroom(options.name, options.date, options.agenda, pack, options.people)
    folder: Path = options.output
    print(write_classroom(folder, classroom))
    source = options.pack or resources.pack_folder(packs.BUILT_IN)
    personas, _ = packs.read_personas(source, compiled.checklist)
    for path in write_kit(folder, classroom, compiled, personas, say):
        print(path)
    return 0


def _collect(options: argparse.Namespace, say: Words) -> int:
    """Take in plans; what was not taken is listed and is no failure of the command."""
    from wizard.workshop.classroom import REFUSED_FILE, read_classroom
    from wizard.workshop.collect import collect
    from wizard.workshop.printing import checklist

    classroom = read_classroom(options.folder)
    with progress(None, say("workshop.collecting")) as advance:
        found = collect(
            options.folder,
            options.sources,
            classroom,
            checklist(options.pack),
            say,
            done=lambda _path: advance(1),
        )
    for one in found.refused:
        named = one.file in one.detail
        line = say("workshop.refused_line", path=one.file, detail=one.detail)
        tell(one.detail if named else line)
    print(
        say(
            "workshop.collected",
            taken=found.taken,
            known=found.known,
            blank=found.blank,
            refused=len(found.refused),
        )
    )
    if found.refused:
        print(options.folder / REFUSED_FILE)
    return 0


def _board(options: argparse.Namespace, say: Words) -> int:
    """Show where everybody stands; or, without names, what may leave the room."""
    from wizard.workshop import anonymous, board
    from wizard.workshop.printing import checklist

    today = options.as_of or now().date()
    found = board.read_board(options.folder, checklist(options.pack), today, say)
    if options.anonymous:
        made = anonymous.anonymous(found)
        if options.json:
            print(json.dumps(anonymous.as_json(made), ensure_ascii=False, indent=2))
        else:
            print(anonymous.as_csv(made).decode("utf-8-sig"), end="")
    elif options.json:
        print(json.dumps(board.as_json(found), ensure_ascii=False, indent=2))
    else:
        print(board.as_text(found, say))
    return 0


def _print(options: argparse.Namespace, say: Words) -> int:
    """Print the newest revision of every plan handed in, without the plan inside."""
    from wizard.workshop.batch import MERGED, output_names
    from wizard.workshop.classroom import newest_plan, plan_ids, read_classroom
    from wizard.workshop.collect import print_stems
    from wizard.workshop.printing import PrintTask

    classroom = read_classroom(options.folder)
    found = [newest_plan(options.folder, plan_id) for plan_id in plan_ids(options.folder)]
    plans = [path for path in found if path is not None]
    folder: Path = options.output
    names = output_names(print_stems(plans, classroom), folder, taken=[MERGED])
    today = options.as_of or now().date()
    tasks = [
        PrintTask(
            source=path,
            output=name,
            today=today,
            edition=options.edition,
            language=say.language,
            pack=options.pack,
            with_plan=False,
        )
        for path, name in zip(plans, names, strict=True)
    ]
    return print_tasks(tasks, folder, options, say, duplex=options.duplex)


def _grade(options: argparse.Namespace, say: Words) -> int:
    """Keep grade and comment of one plan beside it; the plan is named by the start of its id."""
    from wizard.workshop.classroom import (
        GRADES,
        Grade,
        grade_of,
        plan_ids,
        read_classroom,
        write_grade,
    )

    read_classroom(options.folder)
    named = [one for one in plan_ids(options.folder) if one.startswith(options.plan)]
    if len(named) != 1:
        raise PlanError("workshop.no_such_plan", plan=options.plan, count=len(named))
    grade = grade_of(options.grade)
    if grade is None:
        known = " ".join(say(f"workshop.grade.{one}") for one in GRADES)
        raise PlanError("workshop.no_such_grade", grade=options.grade, grades=known)
    write_grade(options.folder, named[0], Grade(grade, options.comment.strip()))
    print(named[0])
    return 0


def _report(options: argparse.Namespace, say: Words) -> int:
    """Write the report of a class as PDF, or as a table where the name ends in .csv."""
    from wizard.documents import FORMATS, render
    from wizard.workshop.board import read_board
    from wizard.workshop.printing import checklist
    from wizard.workshop.report import report, report_csv

    today = options.as_of or now().date()
    found = read_board(options.folder, checklist(options.pack), today, say)
    target: Path = options.output
    suffix = target.suffix.lower()
    if suffix == ".csv":
        write(target, report_csv(found))
        return 0
    form = next((name for name, one in FORMATS.items() if one.suffix == suffix), "pdf")
    write(target, render(report(found, say), form))
    return 0
