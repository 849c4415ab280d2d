"""The command ``class``: kit, collecting, board, printing, grades, follow-up, report."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path

from wizard import resources
from wizard.cli import participant
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
from wizard.session.feedback import GRADES
from wizard.text import Words
from wizard.workshop.parts import PARTS


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
    new.add_argument("--date", type=day, required=True, metavar="DATE",
                     help=say("workshop.help.date"))  # fmt: skip
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
    printing.add_argument("--part", action="append", default=[], dest="parts", metavar="PART",
                          choices=tuple(PARTS), help=say("workshop.help.part", parts=" ".join(PARTS)))  # fmt: skip
    printing.add_argument("--plan", action="append", default=[], dest="plans", metavar="PLAN",
                          help=say("workshop.help.plans"))  # fmt: skip
    printing.add_argument("--gray", action="store_true", help=say("workshop.help.gray"))
    printing.add_argument("--comments", action="store_true", help=say("workshop.help.comments"))
    printing.add_argument("--whole", action="store_true", help=say("workshop.help.whole"))
    add_printing(printing, say)
    compare = _action(actions, "compare", say)
    compare.add_argument("plans", nargs=2, metavar="PLAN", help=say("workshop.help.plan"))
    compare.add_argument("--json", action="store_true", help=say("cli.help.json"))
    add_day(compare, say)
    grade = _action(actions, "grade", say)
    grade.add_argument("plan", metavar="PLAN", help=say("workshop.help.plan"))
    grade.add_argument("--grade", help=say("workshop.help.grade_word"))
    grade.add_argument("--comment", help=say("workshop.help.comment"))
    grade.add_argument("--on", metavar="QUESTION", help=say("workshop.help.on"))
    returning = _action(actions, "return", say)
    returning.add_argument("--to", dest="places", nargs="+", type=Path, required=True,
                           metavar="FOLDER", help=say("workshop.help.to"))  # fmt: skip
    follow_up = _action(actions, "follow-up", say)
    follow_up.add_argument("-o", "--output", type=Path, metavar="OUT.ics")
    add_day(follow_up, say)
    report = _action(actions, "report", say)
    report.add_argument("-o", "--output", type=Path, metavar="OUT.pdf", required=True)
    add_day(report, say)
    participant.add_actions(actions, say)


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
        "compare": _compare,
        "grade": _grade,
        "return": _return,
        "follow-up": _follow_up,
        "report": _report,
        "take": participant.take,
        "hand-in": participant.hand_in,
    }
    return actions[options.action](options, say)


def _new(options: argparse.Namespace, say: Words) -> int:
    """Write a class with its kit."""
    from wizard import packs
    from wizard.workshop.cases import teaching_personas
    from wizard.workshop.classroom import new_classroom, write_classroom
    from wizard.workshop.kit import write_kit
    from wizard.workshop.printing import checklist

    compiled = checklist(options.pack)
    pack = (compiled.checklist.id, compiled.checklist.version)
    classroom = new_classroom(options.name, options.date, options.agenda, pack, options.people)
    folder: Path = options.output
    print(write_classroom(folder, classroom))
    source = options.pack or resources.pack_folder(packs.BUILT_IN)
    personas = teaching_personas(source, compiled)
    for path in write_kit(folder, classroom, compiled, personas, say, own=options.pack):
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
    """Print the newest revision of the plans handed in, without the plan inside."""
    from wizard.workshop.classroom import plan_ids
    from wizard.workshop.collect import closed_plans
    from wizard.workshop.sheets import Sheets, sheet_tasks

    chosen = [_named(options.folder, one) for one in options.plans] or plan_ids(options.folder)
    sheets = Sheets(
        tuple(dict.fromkeys(chosen)),
        options.edition,
        parts=tuple(options.parts),
        gray=options.gray,
        comments=options.comments,
        whole=options.whole,
    )
    folder: Path = options.output
    today = options.as_of or now().date()
    tasks = sheet_tasks(options.folder, folder, sheets, today, say.language, options.pack)
    closed = closed_plans(one.source for one in tasks)
    if closed:
        key = "workshop.printed_whole" if options.whole else "workshop.printed_closed"
        print(say(key, count=len(closed)), file=sys.stderr)
    return print_tasks(tasks, folder, options, say, duplex=options.duplex, closed=closed)


def _compare(options: argparse.Namespace, say: Words) -> int:
    """Show two plans side by side, without names."""
    from wizard.workshop import compare
    from wizard.workshop.printing import checklist

    plans = (_named(options.folder, options.plans[0]), _named(options.folder, options.plans[1]))
    compiled = checklist(options.pack)
    today = options.as_of or now().date()
    found = compare.compare(options.folder, plans, compiled, today, say)
    if options.json:
        print(json.dumps(compare.as_json(found), ensure_ascii=False, indent=2))
    else:
        titles = {area.id: area.title.say(say.language) for area in compiled.checklist.areas}
        print(compare.as_text(found, titles, say))
    return 0


def _named(folder: Path, word: str) -> str:
    """Return the one plan whose id starts so, or which is called so."""
    from wizard.workshop.classroom import plan_ids, plan_name

    plans = plan_ids(folder)
    found = [one for one in plans if one.startswith(word)]
    found = found or [one for one in plans if plan_name(folder, one) == word]
    if len(found) != 1:
        raise PlanError("workshop.no_such_plan", plan=word, count=len(found))
    return found[0]


def _grade(options: argparse.Namespace, say: Words) -> int:
    """Keep grade and comments of one plan beside it; what is not told stays as it is."""
    from wizard.workshop.classroom import Grade, grade_of, read_classroom, read_grades, write_grade
    from wizard.workshop.printing import checklist

    read_classroom(options.folder)
    plan = _named(options.folder, options.plan)
    kept = read_grades(options.folder).get(plan, Grade())
    if options.grade is not None:
        grade = grade_of(options.grade)
        if grade is None:
            known = " ".join(say(f"workshop.grade.{one}") for one in GRADES)
            raise PlanError("workshop.no_such_grade", grade=options.grade, grades=known)
        kept = replace(kept, grade=grade)
    comment = None if options.comment is None else options.comment.strip()
    if options.on is not None:
        asked = checklist(options.pack).checklist
        numbered = {number: one for one, number in asked.numbers.items() if one in asked.questions}
        question = numbered.get(options.on, options.on)
        if question not in asked.questions:
            raise PlanError("workshop.no_question", question=options.on)
        kept = kept.with_note(question, comment or "")
    elif comment is not None:
        kept = replace(kept, comment=comment)
    write_grade(options.folder, plan, kept)
    print(plan)
    return 0


def _return(options: argparse.Namespace, say: Words) -> int:
    """Write what goes back to the participants."""
    from wizard.workshop.returning import return_all

    written = return_all(options.folder, options.places, now().date(), say)
    for path in written:
        print(path)
    tell(say("workshop.returned", count=len(written)))
    return 0


def _follow_up(options: argparse.Namespace, say: Words) -> int:
    """List when to follow up, or write it as a calendar."""
    from wizard.workshop.board import read_board
    from wizard.workshop.follow_up import appointments, follow_up_calendar, named
    from wizard.workshop.printing import checklist

    today = options.as_of or now().date()
    found = read_board(options.folder, checklist(options.pack), today, say)
    if options.output is not None:
        write(options.output, follow_up_calendar(found, say))
        return 0
    for one in appointments(found):
        what = say(f"workshop.follow_up.{one.kind}")
        print(f"{one.day.isoformat()}\t{what}\t{named(one, found, say)}")
    return 0


def _report(options: argparse.Namespace, say: Words) -> int:
    """Write the report of a class: a table where the name ends in .csv or .xlsx, else a PDF."""
    from wizard.documents import FORMATS, render
    from wizard.workshop.board import read_board
    from wizard.workshop.printing import checklist
    from wizard.workshop.report import report, report_csv, report_xlsx

    today = options.as_of or now().date()
    found = read_board(options.folder, checklist(options.pack), today, say)
    target: Path = options.output
    suffix = target.suffix.lower()
    if suffix == ".csv":
        write(target, report_csv(found))
        return 0
    if suffix == ".xlsx":
        write(target, report_xlsx(found, say))
        return 0
    form = next((name for name, one in FORMATS.items() if one.suffix == suffix), "pdf")
    write(target, render(report(found, say), form))
    return 0
