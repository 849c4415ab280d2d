"""The templates of a pack's agreements: there, readable, and asking for what is asked."""

from __future__ import annotations

import re
from typing import Final

from wizard import resources
from wizard.documents.agreements.templating import check
from wizard.errors import PackError, Place, Problem
from wizard.model.checklist import Agreement, Checklist
from wizard.model.questions import Table
from wizard.packs import Reading

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
            if source is None:
                params = {"name": agreement.template, "language": language}
                place = origin.place("template")
                problems.append(Problem(place, "authoring.template_missing", params))
                continue
            try:
                names = check(source, file)
            except PackError as error:
                problems.append(Problem(Place(file), error.key, error.params))
                continue
            problems += _unknown(source, file, names, checklist)
            asked |= names & checklist.questions.keys()
    return frozenset(asked), problems


def _source(reading: Reading, agreement: Agreement, language: str) -> tuple[str, str | None]:
    """Return name and text of a template: the pack's own, else the program's."""
    name = f"{agreement.template}.{language}.md.j2"
    for files in (reading.files, reading.base):
        data = files.read(f"templates/{name}") if files is not None else None
        if files is not None and data is not None:
            return f"{files.label}/templates/{name}", data.decode("utf-8", "replace")
    path = resources.template_folder() / name
    return str(path), path.read_text("utf-8") if path.is_file() else None


def _unknown(source: str, file: str, names: frozenset[str], checklist: Checklist) -> list[Problem]:
    """Return a problem for each name in a template that is no question or column."""
    problems: list[Problem] = []
    found = {name: re.compile(rf"\b{re.escape(name)}\b") for name in names - _GIVEN}
    found |= {
        name: re.compile(rf"^%% +{name}\b", re.MULTILINE) for name in _CONFLICT.findall(source)
    }
    for name, pattern in sorted(found.items()):
        if name not in checklist.questions:
            problems.append(_problem(source, file, pattern, name))
    columns: dict[str, set[str]] = {}
    for row, table_id in _LOOP.findall(source):
        table = checklist.questions.get(table_id)
        if isinstance(table, Table):
            columns.setdefault(row, set()).update(column.id for column in table.columns)
    for row, known in columns.items():
        for match in re.finditer(rf"\b{row}\.(\w+)", source):
            if match.group(1) not in known:
                pattern = re.compile(re.escape(match.group()))
                problems.append(_problem(source, file, pattern, match.group()))
    return problems


def _problem(source: str, file: str, pattern: re.Pattern[str], name: str) -> Problem:
    match = pattern.search(source)
    start = match.start() if match else 0
    line = source.count("\n", 0, start) + 1
    column = start - (source.rfind("\n", 0, start) + 1) + 1
    return Problem(Place(file, line, column), "authoring.template_unknown", {"name": name})
