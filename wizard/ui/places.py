"""The order of things: which topics there are to walk through, and what comes next."""

from __future__ import annotations

from wizard.engine import Evaluation
from wizard.model.answers import State
from wizard.model.checklist import Area, Topic
from wizard.model.questions import Severity


def walk(evaluation: Evaluation) -> list[tuple[Area, Topic]]:
    """Return the topics that have a question to show, in order."""
    return [
        (area, topic)
        for area in evaluation.checklist.areas
        for topic in area.topics
        if any(question.id in evaluation.visible for question in topic.questions)
    ]


def next_open(evaluation: Evaluation) -> str:
    """Return the first question without an answer, or an empty text."""
    for _, topic in walk(evaluation):
        for question in topic.questions:
            if evaluation.states.get(question.id) is State.UNANSWERED:
                return question.id
    return ""


def to_mend(evaluation: Evaluation) -> list[str]:
    """Return the questions that need work, in order: what blocks, reminders, must-haves."""
    wanted = {
        finding.questions[0]
        for finding in evaluation.findings
        if finding.counts and finding.severity is not Severity.INFO
    }
    wanted |= set(evaluation.missing)
    wanted |= set(evaluation.not_sure)
    columns = evaluation.checklist.columns
    asked = {columns[one][0].id if one in columns else one for one in wanted}
    return [one for one in evaluation.checklist.questions if one in asked]


def page_of(evaluation: Evaluation, question_id: str) -> str:
    """Return the id of the question whose card shows ``question_id``."""
    columns = evaluation.checklist.columns
    return columns[question_id][0].id if question_id in columns else question_id
