"""The commands of pack authors: lint, schema, simulate, scaffold, bundle."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wizard import packs
from wizard.cli import reporting
from wizard.cli.typed import day
from wizard.errors import PackError, Problem, WizardError
from wizard.plans.answers_file import encoded, plain_answers
from wizard.plans.files import atomic_write
from wizard.session import now
from wizard.session.phrasing import error_lines, problem_line
from wizard.strict_yaml import load
from wizard.text import LANGUAGES, Words

if TYPE_CHECKING:
    from wizard.authoring import Report, Simulation, Subject
    from wizard.engine import CompiledChecklist

CLAIMS = "claims.yaml"
_Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse has no public name for it


def add_commands(commands: _Commands[argparse.ArgumentParser], say: Words) -> None:
    """Add the commands and what they take to the parser."""
    lint_ = _command(commands, "lint", say("cli.help.lint"), say)
    lint_.add_argument("packs", nargs="+", type=Path, metavar="PACK")
    lint_.add_argument("--json", action="store_true", help=say("cli.help.json"))
    lint_.add_argument("--docs", type=Path, metavar="DIR", help=say("authoring.help.docs"))
    _command(commands, "schema", say("authoring.help.schema"), say)
    simulate_ = _command(commands, "simulate", say("authoring.help.simulate"), say)
    simulate_.add_argument("pack", type=Path, metavar="PACK")
    simulate_.add_argument("--json", action="store_true", help=say("cli.help.json"))
    simulate_.add_argument("--runs", type=int, metavar="N", help=say("authoring.help.runs"))
    simulate_.add_argument("--seed", default="", help=say("authoring.help.seed"))
    simulate_.add_argument("--as-of", type=day, metavar="DATE", help=say("cli.help.as_of"))
    scaffold_ = _command(commands, "scaffold", say("authoring.help.scaffold"), say)
    scaffold_.add_argument("folder", type=Path, metavar="DIR")
    scaffold_.add_argument("--extends", action="store_true", help=say("authoring.help.extends"))
    bundle_ = _command(commands, "bundle", say("authoring.help.bundle"), say)
    bundle_.add_argument("pack", type=Path, metavar="PACK")
    bundle_.add_argument("-o", "--output", type=Path, metavar="FILE.shoppack")


def _command(
    commands: _Commands[argparse.ArgumentParser], name: str, text: str, say: Words
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    command.add_argument("--lang", choices=LANGUAGES, default="zh", help=say("cli.help.lang"))
    return command


def lint(options: Namespace, say: Words) -> int:
    """Say everything that is wrong with packs: 0 clean, 1 problems, 2 unreadable."""
    from wizard.authoring import lint as examine

    rows: list[dict[str, object]] = []
    code = 0
    for path in options.packs:
        try:
            report = examine(path)
        except WizardError as error:
            for line in error_lines(error, say):
                print(line, file=sys.stderr)
            code = 2
            continue
        code = max(code, 1 if report.problems else 0)
        rows += reporting.problem_rows(report.problems, "problem", say)
        rows += reporting.problem_rows(report.remarks, "remark", say)
        if not options.json:
            _print_report(report, say)
        if options.docs is not None and report.compiled is not None:
            _write_docs(report.compiled, options.docs)
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    return code


def _print_report(report: Report, say: Words) -> None:
    _print_lines(problem_line(one, say) for one in report.problems)
    _print_lines(say("cli.remark", line=problem_line(one, say)) for one in report.remarks)
    counts = {"problems": len(report.problems), "remarks": len(report.remarks)}
    print(say("cli.lint_done", path=str(report.path), **counts))


def _write_docs(compiled: CompiledChecklist, folder: Path) -> None:
    from wizard.authoring import coverage_table, questions_table

    texts = {"questions.md": questions_table(compiled.checklist)}
    claims = folder / CLAIMS
    if claims.is_file():
        document = load(claims.read_bytes(), str(claims))
        texts["coverage.md"] = coverage_table(compiled.checklist, document)
    for name, text in texts.items():
        atomic_write(folder / name, text.encode())


def schema(_options: Namespace, _say: Words) -> int:
    """Print the JSON Schema of pack files."""
    from wizard.authoring import pack_schema

    print(json.dumps(pack_schema(), ensure_ascii=False, indent=2))
    return 0


def simulate(options: Namespace, say: Words) -> int:
    """Try a pack on made-up answers: 0 clean, 1 something broken or never seen, 2 unreadable."""
    from wizard.authoring import simulate as try_out
    from wizard.authoring.simulate import RUNS

    compiled, reading = packs.read(options.pack)
    if compiled is None:
        raise PackError("packs.unusable", _sorted(reading.problems), path=str(options.pack))
    personas, problems = packs.personas_of(reading.files, reading.base, compiled.checklist)
    if problems:
        raise PackError("packs.unusable", _sorted(problems), path=str(options.pack))
    found = try_out(
        compiled,
        options.as_of or now().date(),
        bases=[persona.answers for persona in personas],
        seed=options.seed,
        runs=RUNS if options.runs is None else options.runs,
    )
    if options.json:
        print(json.dumps(_as_json(found, compiled), ensure_ascii=False, indent=2))
    else:
        _print_simulation(found, compiled, say)
    return 0 if found.clean else 1


def _sorted(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: problem.place)


def _print_simulation(found: Simulation, compiled: CompiledChecklist, say: Words) -> None:
    for subject in found.subjects:
        counts = "  ".join(
            f"{say(f'authoring.outcome.{outcome}')} {subject.counts.get(outcome, 0)}"
            for outcome in subject.wanted
        )
        print(f"{_name(subject)}  {counts}")
    for subject, outcome in found.without_witness:
        shown = say(f"authoring.outcome.{outcome}")
        print(say("authoring.never_seen", name=_name(subject), outcome=shown))
    for subject in found.broken:
        answers = encoded(plain_answers(compiled.checklist, subject.broken or {}))
        print(say("authoring.broken", name=_name(subject), answers=answers))
    _print_papers(found, compiled, say)
    print(
        say(
            "authoring.simulated",
            runs=found.runs,
            subjects=len(found.subjects),
            broken=len(found.broken),
            unseen=len(found.without_witness),
        )
    )


def _print_papers(found: Simulation, compiled: CompiledChecklist, say: Words) -> None:
    for paper in found.papers:
        counts = {"seen": len(paper.seen), "clauses": len(paper.wanted)}
        print(say("authoring.paper", name=paper.id, offered=paper.offered, **counts))
        if not paper.offered:
            print(say("authoring.paper_never", name=paper.id))
        elif paper.unseen:
            print(say("authoring.clauses_unseen", name=paper.id, codes=", ".join(paper.unseen)))
        for question, answers in paper.blanks.items():
            shown = encoded(plain_answers(compiled.checklist, answers))
            print(say("authoring.blank", name=paper.id, question=question, answers=shown))
        if paper.broken is not None:
            error, answers = paper.broken
            shown = encoded(plain_answers(compiled.checklist, answers))
            reason = say(error.key, **error.params)
            print(say("authoring.paper_broken", name=paper.id, reason=reason, answers=shown))


def _name(subject: Subject) -> str:
    return f"{subject.table}.{subject.id}" if subject.table else subject.id


def _as_json(found: Simulation, compiled: CompiledChecklist) -> dict[str, Any]:
    def plain(answers: Mapping[str, Any]) -> Any:
        return json.loads(encoded(plain_answers(compiled.checklist, answers)))

    return {
        "runs": found.runs,
        "clean": found.clean,
        "subjects": [
            {
                "id": subject.id,
                "kind": subject.kind,
                "table": subject.table or None,
                "counts": {one: subject.counts.get(one, 0) for one in subject.wanted},
                "unseen": list(subject.unseen),
                "witnesses": {one: plain(each) for one, each in subject.witnesses.items()},
                "broken": plain(subject.broken) if subject.broken is not None else None,
            }
            for subject in found.subjects
        ],
        "agreements": [
            {
                "id": paper.id,
                "offered": paper.offered,
                "clauses": list(paper.wanted),
                "unseen": list(paper.unseen),
                "blanks": {name: plain(answers) for name, answers in paper.blanks.items()},
                "broken": plain(paper.broken[1]) if paper.broken is not None else None,
            }
            for paper in found.papers
        ],
    }


def scaffold(options: Namespace, _say: Words) -> int:
    """Write a new pack into an empty folder."""
    from wizard.authoring import scaffold as begin

    _print_lines(str(path) for path in begin(options.folder, extending=options.extends))
    return 0


def bundle(options: Namespace, say: Words) -> int:
    """Put a pack into one file: 0 written, 1 it has problems, 2 unreadable."""
    from wizard.authoring import lint as examine

    report = examine(options.pack)
    if report.problems:
        for problem in report.problems:
            print(problem_line(problem, say), file=sys.stderr)
        return 1
    folder: Path = options.pack
    target: Path = options.output or folder.resolve().with_suffix(".shoppack")
    content = packs.bundle(folder)
    atomic_write(target, content)
    print(say("authoring.saved", path=str(target), digest=hashlib.sha256(content).hexdigest()))
    return 0


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
