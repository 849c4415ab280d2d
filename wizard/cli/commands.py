"""What each command does; every one returns its exit code."""

from __future__ import annotations

import datetime as dt
import json
from argparse import Namespace
from pathlib import Path

from wizard import packs, resources
from wizard.cli import reporting
from wizard.engine import CompiledChecklist
from wizard.errors import WizardError
from wizard.plans.answers_file import write_answers
from wizard.plans.contents import new_plan
from wizard.plans.files import atomic_write, must_be_free
from wizard.plans.reading import write_contents
from wizard.plans.workbook import write_workbook
from wizard.session import Source, now, own_data, print_plan, read_source, stored
from wizard.session.arriving import arrival
from wizard.text import Words

EXAMPLE = "xiaolin"


def _pack(options: Namespace) -> CompiledChecklist:
    folder: Path | None = getattr(options, "pack", None)
    return packs.built_in() if folder is None else packs.load(folder)


def _today(options: Namespace) -> dt.date:
    as_of: dt.date | None = options.as_of
    return as_of or now().date()


def check(options: Namespace, say: Words) -> int:
    """Say what follows from the answers: 0 final edition possible, 1 blocked, 2 unreadable."""
    compiled = _pack(options)
    today = _today(options)
    code = 0
    results: list[object] = []
    for path in options.files:
        try:
            source = read_source(path, compiled)
        except WizardError as error:
            reporting.report(error, say)
            results.append(None)
            code = 2
            continue
        evaluation = source.evaluation(today)
        code = max(code, 0 if evaluation.can_print_final else 1)
        if options.json:
            results.append(reporting.as_json(evaluation, source.name, say))
        else:
            print(reporting.as_text(evaluation, source.name, say))
    if options.json and not (len(options.files) == 1 and code == 2):
        shown = results if len(options.files) > 1 else results[0]
        print(json.dumps(shown, ensure_ascii=False, indent=2))
    return code


def kit(options: Namespace, say: Words) -> int:
    """Write the plan and everything that goes with it into a folder."""
    compiled = _pack(options)
    source = read_source(options.file, compiled)
    _write_kit(source, _today(options), options.output, say)
    return 0


def demo(options: Namespace, say: Words) -> int:
    """Write the worked example: its answers and its whole kit."""
    compiled = packs.built_in()
    personas, problems = packs.read_personas(
        resources.pack_folder(packs.BUILT_IN), compiled.checklist
    )
    example = next((one for one in personas if one.id == EXAMPLE), None)
    if example is None or problems:
        message = f"the worked example is broken: {problems[:3]}"
        raise RuntimeError(message)
    text = write_answers(compiled.checklist, example.name, example.answers)
    folder: Path = options.output
    answers = folder / "answers.yaml"
    atomic_write(answers, text.encode())
    print(answers)
    source = read_source(answers, compiled)
    _write_kit(source, example.as_of, folder, say)
    return 0


def _write_kit(source: Source, today: dt.date, folder: Path, say: Words) -> None:
    from wizard.documents import kit as kit_files

    evaluation = source.evaluation(today)
    plan = print_plan(
        evaluation, source.contents, name=source.name, edition="draft", language=say.language
    )
    _write(folder / "plan.pdf", plan)
    for file in kit_files(
        evaluation,
        name=source.name,
        language=say.language,
        plan_id=source.plan_id,
        own_text=source.clauses,
    ):
        if file.path != "plan.pdf":
            _write(folder / file.path, file.content)


def _write(path: Path, content: bytes) -> None:
    atomic_write(path, content)
    print(path)


def new(options: Namespace, say: Words) -> int:
    """Write a new plan file, empty or with the answers of another file."""
    compiled = _pack(options)
    checklist = compiled.checklist
    target: Path = options.output
    must_be_free(target)
    if options.answers is not None:
        source = read_source(options.answers, compiled)
        if source.print_number is not None and not options.name:
            # A printed plan is the plan itself: its history and prints go on.
            came = arrival(source, options.answers.read_bytes(), ())
            write_contents(came.contents, target)
            print(target)
            return 0
        answers = stored(checklist, source.answers, source.retired, source.clauses)
        name = source.name
    else:
        answers, name = {}, say("session.new_plan_name", day=now().date().strftime("%m-%d"))
    contents = new_plan(
        plan_id=_new_id(),
        name=options.name or name,
        pack=(checklist.id, checklist.version),
        answers=answers,
        now=now(),
        language=say.language,
    )
    write_contents(contents, target)
    print(target)
    return 0


def _new_id() -> str:
    import uuid

    return str(uuid.uuid4())


def export(options: Namespace, say: Words) -> int:
    """Write a plan's answers as an answers file or a workbook, to a file or to stdout."""
    compiled = _pack(options)
    source = read_source(options.file, compiled)
    if options.base:
        if compiled.checklist.extends != packs.BUILT_IN:
            raise WizardError("authoring.extends_nothing", name=compiled.checklist.id)
        compiled = packs.built_in()
        source = source.given_to(compiled)
    if options.output is not None and options.output.suffix.lower() == ".xlsx":
        book = write_workbook(
            compiled.checklist, source.name, source.answers, say, source.retired, source.clauses
        )
        _write(options.output, book)
        return 0
    if options.output is not None and options.output.suffix.lower() == own_data.SUFFIX:
        own_data.write_own_data(source.contents, compiled, options.output, say, now())
        print(options.output)
        return 0
    text = write_answers(
        compiled.checklist, source.name, source.answers, source.retired, source.clauses
    )
    if options.output is None:
        print(text, end="")
    else:
        _write(options.output, text.encode())
    return 0
