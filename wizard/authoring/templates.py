"""The templates of a pack's agreements: there, readable, and asking for what is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from wizard import resources
from wizard.documents.agreements.rendering import rendered
from wizard.documents.agreements.templating import Comparison, Slots, check, comparisons
from wizard.documents.voice import Voice
from wizard.engine import CompiledChecklist, Evaluation
from wizard.errors import PackError, Place, Problem
from wizard.model.checklist import Agreement, Checklist
from wizard.model.questions import ManyOf, OneOf, QuestionFields, Table, YesNo
from wizard.packs import Reading, near_miss
from wizard.text import LANGUAGES

_CONFLICT: Final = re.compile(r"^%% +(\w+)", re.MULTILINE)
_LOOP: Final = re.compile(r"\{%-?\s*for\s+(\w+)\s+in\s+(\w+)")
# Given by the program beside the answers.
_GIVEN: Final = frozenset({"loop"})


def check_templates(reading: Reading, checklist: Checklist) -> tuple[frozenset[str], list[Problem]]:
    """Check the templates of all agreements in all languages of the pack.

    Returns:
        The names of the questions they ask for, and every problem.
    """
    asked: set[str] = set()
    problems: list[Problem] = []
    for agreement in checklist.agreements:
        for language in checklist.languages:
            file, source = _source(reading, agreement, language)
            origin = reading.origins["agreement", agreement.id]
            if source is None and reading.is_lost("templates", agreement.template):
                continue
            if source is None:
                known = _known(reading, language)
                near = near_miss(agreement.template, known)
                params = {"name": agreement.template, "language": language, **near[0]}
                place = origin.place("template")
                hint = near[1] if agreement.template not in known else None
                problems.append(Problem(place, "authoring.template_missing", params, hint))
                continue
            try:
                names = check(source, file)
            except PackError as error:
                problems.append(_broken(file, source, error))
                continue
            problems += _unknown(source, file, names, checklist)
            problems += _never_equal(source, file, checklist)
            asked |= names & checklist.questions.keys()
    return frozenset(asked), problems


def try_templates(compiled: CompiledChecklist, evaluations: Iterable[Evaluation]) -> list[Problem]:
    """Render the pack's own templates with some answers and return what fails only then."""
    found: dict[tuple[str, int], Problem] = {}
    for evaluation in evaluations:
        for agreement in compiled.checklist.agreements:
            for language in LANGUAGES:
                own = compiled.template(agreement.template, language)
                if own is None or own.file in {file for file, _ in found}:
                    continue
                broken = rendered(Voice(evaluation, language), agreement, Slots()).broken
                if broken is not None:
                    problem = _broken(own.file, own.text, broken)
                    found[own.file, problem.place.line] = problem
    return list(found.values())


def _source(reading: Reading, agreement: Agreement, language: str) -> tuple[str, str | None]:
    """Return name and text of a template: the pack's own, else the program's.

    Where the pack brings a template in one language, the program's in another says
    something else and does not stand in for it.
    """
    own = reading.templates.get((agreement.template, language))
    if own is not None:
        return own.file, own.text
    path = resources.template_folder() / f"{agreement.template}.{language}.md.j2"
    replaced = any(name == agreement.template for name, _ in reading.templates)
    return str(path), path.read_text("utf-8") if path.is_file() and not replaced else None


def _known(reading: Reading, language: str) -> set[str]:
    """Return the names of all templates there are in a language."""
    ending = f".{language}.md.j2"
    ours = {one.name.removesuffix(ending) for one in resources.template_folder().glob(f"*{ending}")}
    return ours | {name for name, spoken in reading.templates if spoken == language}


def _broken(file: str, source: str, error: PackError) -> Problem:
    line = int(error.params.get("line", 1))
    lines = source.splitlines()
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    tag = min((at for at in (text.find("{{"), text.find("{%")) if at >= 0), default=0)
    return Problem(Place(file, line, tag + 1), error.key, error.params)


def _unknown(source: str, file: str, names: frozenset[str], checklist: Checklist) -> list[Problem]:
    """Return a problem for each name in a template that is no question or column."""
    problems: list[Problem] = []
    known_names = {*checklist.questions, *checklist.columns}
    found = {name: re.compile(rf"\b{re.escape(name)}\b") for name in names - _GIVEN}
    found |= {
        name: re.compile(rf"^%% +{name}\b", re.MULTILINE) for name in _CONFLICT.findall(source)
    }
    for name, pattern in sorted(found.items()):
        if name not in known_names:
            problems.append(_problem(source, file, pattern, name, known_names))
    columns: dict[str, set[str]] = {}
    for row, table_id in _LOOP.findall(source):
        table = checklist.questions.get(table_id)
        if isinstance(table, Table):
            columns.setdefault(row, set()).update(column.id for column in table.columns)
    for row, known in columns.items():
        for match in re.finditer(rf"\b{row}\.(\w+)", source):
            if match.group(1) not in known:
                pattern = re.compile(re.escape(match.group()))
                whole = {f"{row}.{column}" for column in known}
                problems.append(_problem(source, file, pattern, match.group(), whole))
    return problems


def _never_equal(source: str, file: str, checklist: Checklist) -> list[Problem]:
    """Return a problem for each word in a comparison that no answer can be."""
    tables = dict(_LOOP.findall(source))
    problems: list[Problem] = []
    for one in comparisons(source):
        known = _choices(_behind(one.name, tables, checklist))
        if known and one.word not in known:
            params, hint = near_miss(one.word, known)
            params |= {"question": one.name, "choices": ", ".join(known)}
            place = Place(file, one.line, _column(source, one))
            key = "authoring.template_choice"
            problems.append(Problem(place, key, params, hint or "model.choices_are"))
    return problems


def _behind(name: str, tables: Mapping[str, str], checklist: Checklist) -> QuestionFields | None:
    """Return the question, or the column, a name in a template stands for."""
    row, _, column_id = name.partition(".")
    if not column_id:
        return checklist.asked(name)
    table = checklist.questions.get(tables.get(row, ""))
    columns = table.columns if isinstance(table, Table) else ()
    return next((one for one in columns if one.id == column_id), None)


def _choices(question: QuestionFields | None) -> tuple[str, ...]:
    if isinstance(question, YesNo):
        return ("yes", "no")
    return tuple(question.choices) if isinstance(question, OneOf | ManyOf) else ()


def _column(source: str, one: Comparison) -> int:
    lines = source.splitlines()
    text = lines[one.line - 1] if one.line <= len(lines) else ""
    quoted = re.search(rf"(['\"]){re.escape(one.word)}\1", text)
    return quoted.start() + 1 if quoted else 1


def _problem(
    source: str, file: str, pattern: re.Pattern[str], name: str, known: Iterable[str]
) -> Problem:
    match = pattern.search(source)
    start = match.start() if match else 0
    line = source.count("\n", 0, start) + 1
    column = start - (source.rfind("\n", 0, start) + 1) + 1
    params, hint = near_miss(name, known)
    return Problem(Place(file, line, column), "authoring.template_unknown", params, hint)
