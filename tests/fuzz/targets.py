"""What is fuzzed: every reader of what somebody else wrote, with what always holds of it.

A target takes bytes. It may refuse them, in words every language of the program has;
whatever it accepts has to survive being written and read again. Anything else is a
failure: another exception, a second reading that differs, a text that escapes.
"""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from tests.fuzz.scope import ENVIRONMENTS, FORMULA_TYPES, SCOPE
from tests.fuzz.wrapping import with_attachment, with_fields
from tests.small_pack import small_pack, write_pack
from wizard import packs, resources
from wizard.documents.agreements.clauses import count, parts
from wizard.documents.agreements.templating import (
    LARGEST_RESULT,
    Figure,
    Rows,
    Slot,
    Slots,
    Value,
    Values,
    check,
    render,
)
from wizard.documents.form import PACK_FIELD
from wizard.engine import CompiledChecklist
from wizard.errors import PackError, Problem, WizardError
from wizard.model import reading
from wizard.model.checklist import Checklist
from wizard.model.money import Money
from wizard.model.questions import QuestionFields
from wizard.model.reading import Invalid
from wizard.packs import archive
from wizard.plans import reading as plan_reading
from wizard.plans.answers_file import parse_answers, write_answers
from wizard.plans.carried import ATTACHMENT, read_pdf
from wizard.plans.carried import carry as carried_bytes
from wizard.plans.contents import PlanContents
from wizard.plans.workbook import read_workbook, write_workbook
from wizard.rules import YES_NO, RuleError, compile_condition, compile_expression, reach
from wizard.session.phrasing import error_lines, problem_line
from wizard.strict_yaml import Document, StrictYamlError, dump, load, load_json
from wizard.text import LANGUAGES, words
from wizard.workshop.filled import read_filled

Target = Callable[[bytes], None]
TARGETS: dict[str, Target] = {}
_SHOWN = "\u79d8\u5bc6\u4e00"
_MOST_SHEETS = 8


def target(function: Target) -> Target:
    """Put a function into the table of targets, under its own name."""
    TARGETS[function.__name__] = function
    return function


def says(error: WizardError) -> None:
    """Phrase a refusal: a missing sentence or placeholder is a failure."""
    for language in LANGUAGES:
        assert all(error_lines(error, words(language)))


def says_problem(problem: Problem) -> None:
    """Phrase one problem, with the way out."""
    for language in LANGUAGES:
        assert problem_line(problem, words(language))


def says_rule(error: RuleError) -> None:
    """Phrase why an expression is refused, with the way out."""
    for language in LANGUAGES:
        say = words(language)
        assert say(error.key, **error.params)
        assert error.hint is None or say(error.hint, **error.params)


def says_invalid(value: Invalid) -> None:
    """Phrase why what was typed is no value."""
    for language in LANGUAGES:
        assert words(language)(value.key, **value.params)


@cache
def folder() -> Path:
    """Return a folder of this process for targets that read files."""
    memory = Path("/dev/shm")  # noqa: S108  a disk would be what is measured
    place = tempfile.mkdtemp(prefix="fuzz-", dir=memory if memory.is_dir() else None)
    return Path(place)


@cache
def gallery() -> CompiledChecklist:
    """Return the pack that holds every kind of question and rule once."""
    return packs.load(resources.pack_folder("_gallery"))


@cache
def small() -> CompiledChecklist:
    """Return the pack of the unit tests."""
    return small_pack(folder() / "small")


def text_of(data: bytes) -> str:
    """Return bytes as text, with whatever Python can put into one."""
    return data.decode("utf-8", "surrogatepass" if b"\xed" in data else "replace")


def anything(data: bytes) -> str:
    """Return bytes as text, whatever they are."""
    try:
        return text_of(data)
    except UnicodeDecodeError:
        return data.decode("latin-1")


@target
def yaml(data: bytes) -> None:
    """Read YAML; what was read is written and read again."""
    _document(load, data)


@target
def json_text(data: bytes) -> None:
    """Read JSON; what was read is written as YAML and read again."""
    _document(load_json, data)


def _document(reader: Callable[[bytes, str], Document], data: bytes) -> None:
    try:
        document = reader(data, "file")
    except StrictYamlError as error:
        says_problem(error.problem)
        return
    try:
        written = dump(document.value)
    except ValueError:
        return
    again = load(written, "again").value
    assert again == document.value, (document.value, again)
    assert dump(again) == written


@target
def expression(data: bytes) -> None:
    """Compile an expression, run it where much, little and nothing is known."""
    source = anything(data)
    for wants in (None, *FORMULA_TYPES):
        try:
            found = compile_expression(source, SCOPE, wants=wants)
        except RuleError as error:
            says_rule(error)
            continue
        for environment in ENVIRONMENTS:
            first = found(environment)
            assert first == found(environment)
            _has_type(first, found.type.kind)
        if found.type == YES_NO:
            assert reach(found, SCOPE) == reach(found, SCOPE)


def _has_type(value: object, kind: str) -> None:
    python = {"bool": bool, "number": Decimal, "text": str, "choice": str}.get(kind)
    assert value is None or python is None or isinstance(value, python), (value, kind)


@target
def condition(data: bytes) -> None:
    """Compile a condition of nested lists, as packs write them."""
    try:
        node = load(data, "condition").value
    except StrictYamlError:
        return
    try:
        found = compile_condition(node, SCOPE)
    except RuleError as error:
        says_rule(error)
        return
    for environment in ENVIRONMENTS:
        assert found(environment) in (True, False, None)


@target
def answers_yaml(data: bytes) -> None:
    """Read an answers file in YAML; what was read is written and read again."""
    _answers(data, "answers.yaml")


@target
def answers_json(data: bytes) -> None:
    """Read an answers file in JSON; what was read is written and read again."""
    _answers(data, "answers.json")


def _answers(data: bytes, file: str) -> None:
    checklist = gallery().checklist
    try:
        found = parse_answers(data, file, checklist, fallback="name")
    except WizardError as error:
        says(error)
        return
    written = write_answers(checklist, found.name, found.answers, found.retired, found.clauses)
    again = parse_answers(written, "again.yaml", checklist)
    assert again.answers == found.answers, (found.answers, again.answers)
    assert (
        write_answers(checklist, again.name, again.answers, again.retired, again.clauses) == written
    )


@target
def typed(data: bytes) -> None:
    """Type the same into every question: a value that can be stored and shown, or why not."""
    raw = anything(data)
    questions: Iterable[QuestionFields] = gallery().checklist.questions.values()
    for question in questions:
        value = question.read(raw)
        if isinstance(value, Invalid):
            says_invalid(value)
            continue
        plain = json.loads(json.dumps(question.plain(value), default=str))
        again = question.read_plain(plain)
        assert again == value, (question.id, value, plain, again)
        for language in LANGUAGES:
            assert isinstance(question.show(value, words(language)), str)


@target
def amounts(data: bytes) -> None:
    """Type an amount, a percentage, a number, a day: a value within its limits, or why not."""
    raw = anything(data)
    readers: tuple[Callable[[object], Any], ...] = (
        reading.read_money,
        reading.read_percent,
        reading.read_number,
        reading.read_date,
        reading.read_yes_no,
    )
    for read in readers:
        value = read(raw)
        if isinstance(value, Invalid):
            says_invalid(value)
        elif isinstance(value, Money):
            assert 0 <= value.fen <= 10**11
            assert reading.read_money(str(value.yuan)) == value
        elif isinstance(value, Decimal):
            assert value >= 0
            assert value.is_finite()


@target
def plan_file(data: bytes) -> None:
    """Open somebody else's plan file; what was read is written and read again."""
    path = folder() / "foreign.shopplan"
    path.write_bytes(data)
    try:
        contents = plan_reading.read_foreign(path)
    except WizardError as error:
        says(error)
        return
    _rewritten(contents)


def _rewritten(contents: PlanContents) -> None:
    copy = folder() / "copy.shopplan"
    plan_reading.write_contents(contents, copy)
    again = plan_reading.read_own(copy)
    assert again.answers == contents.answers
    assert again.revisions == contents.revisions
    assert carried_bytes(again) == carried_bytes(contents)


@target
def printed_pdf(data: bytes) -> None:
    """Open a PDF as a plan, whatever it is."""
    path = folder() / "plan.pdf"
    path.write_bytes(data)
    try:
        found = read_pdf(path)
    except WizardError as error:
        says(error)
        return
    _rewritten(found.contents)


@target
def carried_plan(data: bytes) -> None:
    """Open the plan inside a sound PDF."""
    printed_pdf(with_attachment(data, ATTACHMENT))


@target
def workbook(data: bytes) -> None:
    """Read a workbook, whatever it is."""
    try:
        found = read_workbook(data, "answers.xlsx", gallery().checklist)
    except WizardError as error:
        says(error)
        return
    checklist = gallery().checklist
    try:
        written = write_workbook(checklist, found.name, found.answers, say=words("zh"))
    except WizardError as error:
        says(error)
        return
    again = read_workbook(written, "again.xlsx", checklist)
    assert set(again.answers) <= set(found.answers)


@target
def workbook_cells(data: bytes) -> None:
    """Read a sound workbook whose sheets hold these lines, split at tabs."""
    from openpyxl import Workbook
    from openpyxl.utils.exceptions import IllegalCharacterError

    book = Workbook()
    for number, sheet in enumerate(anything(data).split("\f")[:_MOST_SHEETS]):
        name, *lines = sheet.split("\n")
        try:
            page = book.create_sheet(name or "answers", number)
            for line in lines[:60]:
                page.append([_cell(one) for one in line.split("\t")[:30]])
        except (ValueError, IllegalCharacterError):
            return
    out = io.BytesIO()
    try:
        book.save(out)
    except (UnicodeEncodeError, ValueError, OverflowError):
        return
    workbook(out.getvalue())


def _cell(text: str) -> object:
    if text.startswith("#"):
        try:
            return float(text[1:]) if "." in text else int(text[1:20])
        except ValueError:
            return text
    return {"TRUE": True, "FALSE": False}.get(text, text)


@target
def form(data: bytes) -> None:
    """Import a PDF as a filled worksheet, whatever it is."""
    path = folder() / "filled.pdf"
    path.write_bytes(data)
    try:
        found = read_filled(path, gallery().checklist)
    except WizardError as error:
        says(error)
        return
    _kept(gallery().checklist, found.name, found.answers)


@target
def form_fields(data: bytes) -> None:
    """Import a sound worksheet with these fields: a name and a value a line."""
    checklist = gallery().checklist
    rows = [line.partition("=") for line in anything(data).split("\n")[:80]]
    fields = [(name, value.replace("\\n", "\n")) for name, _, value in rows]
    form(with_fields([(PACK_FIELD, f"{checklist.id}:{checklist.version}"), *fields]))


def _kept(checklist: Checklist, name: str, answers: Mapping[str, Any]) -> None:
    """Hold that what was imported can be stored: as a plan's answers and as a file."""
    from wizard.session import stored

    assert stored(checklist, answers).keys() <= answers.keys()
    written = write_answers(checklist, reading.clean(name) or "name", answers)
    again = parse_answers(written, "again.yaml", checklist)
    assert again.answers.keys() == answers.keys()


@target
def pack_archive(data: bytes) -> None:
    """Read a pack in one file, whatever it is."""
    try:
        content = archive.unpacked(data, "pack.zip")
    except PackError as error:
        says(error)
        return
    assert not any(".." in name or name.startswith("/") or "\\" in name for name in content)
    try:
        written = archive.write_archive(content, "again.zip")
    except PackError as error:
        says(error)
        return
    assert archive.unpacked(written, "again.zip") == content


@target
def pack_text(data: bytes) -> None:
    """Read a pack one of whose files is this text; the first line names the file."""
    name, _, content = data.partition(b"\n")
    file = {b"pack": "pack.yaml", b"rules": "rules.yaml", b"values": "values.yaml"}.get(
        name, "area.yaml"
    )
    place = folder() / "changed"
    write_pack(place)
    (place / file).write_bytes(content)
    try:
        compiled, found = packs.read(place)
    except PackError as error:
        says(error)
        return
    assert compiled is not None or found.problems
    for problem in _most(found.problems):
        says_problem(problem)


def _most(problems: Iterable[Problem]) -> list[Problem]:
    return list(problems)[:50]


@target
def template(data: bytes) -> None:
    """Render an agreement's template: no value gets past its token, no result is endless."""
    source = anything(data)
    slots = Slots()
    values = _values(slots)
    try:
        names = check(source, "t")
        rendered = render(source, values, "t")
    except PackError as error:
        says(error)
        return
    assert all(isinstance(name, str) for name in names)
    assert len(rendered) <= LARGEST_RESULT
    assert rendered.count(_SHOWN) <= source.count(_SHOWN)
    count(rendered, slots)
    found = parts(rendered, slots, words("zh"))
    assert found


def _values(slots: Slots) -> dict[str, Any]:
    def of(plain: str) -> Value:
        return Value(plain, slots.token(Slot("name", shown=f"{_SHOWN}{plain}")))

    rows = [{"item": of("a"), "kind": of("b")}, {"item": of("c"), "kind": of("d")}]
    return {
        "name": of(_SHOWN),
        "blank": Value("", slots.token(Slot("blank", label="blank"))),
        "goods": Values(("software", "cards"), slots.token(Slot("goods", shown="two"))),
        "minutes": Figure(Decimal(10), slots.token(Slot("minutes", shown="10"))),
        "rows": Rows(rows, slots.token(Slot("rows", shown="two rows"))),
    }
