"""Which questions can stop a launch: what the short path through a checklist asks.

Must-haves, questions whose fail is a red line, what red-line rules are about, and the
tables a must-have figure is computed from. Everything else waits for the full path.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wizard.engine.judgement import Judgement
from wizard.model.checklist import Checklist
from wizard.model.questions import QuestionFields, Severity, Table
from wizard.money.figure import READS


def launch_stoppers(
    checklist: Checklist,
    questions: Mapping[str, Judgement],
    columns: Mapping[tuple[str, str], Judgement],
) -> frozenset[str]:
    """Return the ids of the questions, and of table columns, that can stop a launch.

    Args:
        checklist: the checklist.
        questions: the compiled judgements of its questions.
        columns: those of its tables' columns, by table and column id.

    Returns:
        Question ids; a column of the candidates' table by its id, any other column as
        ``table.column``.
    """
    found: set[str] = {checklist.chosen, checklist.candidates} - {""}
    for question in checklist.questions.values():
        if question.must or question.blocks:
            found |= {question.id, *read_by(questions[question.id])}
        if isinstance(question, Table):
            found |= _columns(checklist, question, columns)
    for rule in checklist.rules:
        if rule.severity is Severity.RED_LINE:
            found |= set(rule.questions)
    candidates = checklist.questions.get(checklist.candidates)
    if isinstance(candidates, Table):
        found.add(candidates.name_column)
        found |= {name.partition(".")[2] for name in found if name.startswith(f"{candidates.id}.")}
    return frozenset(found)


def read_by(judgement: Judgement) -> Iterable[str]:
    """Return the names a computed question is made from, figures resolved to their inputs."""
    if judgement.computed is None:
        return
    for name in judgement.computed.names:
        yield name
        for read in READS.get(name, ()):
            yield read
            yield read.partition(".")[0]


def _columns(
    checklist: Checklist, table: Table, columns: Mapping[tuple[str, str], Judgement]
) -> set[str]:
    stopping = [one for one in table.columns if one.must or one.blocks]
    if table.id == checklist.candidates:
        return {one.id for one in stopping}
    return {f"{table.id}.{one.id}" for one in stopping if (table.id, one.id) in columns}


def can_stop(question: QuestionFields, stoppers: frozenset[str]) -> bool:
    """Tell whether a question belongs to the short path."""
    return question.id in stoppers
