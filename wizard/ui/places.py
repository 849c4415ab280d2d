"""The order of things: which topics there are to walk through, and what comes next."""

from __future__ import annotations

from wizard.engine import Evaluation
from wizard.model.answers import State
from wizard.model.checklist import Area, Checklist, Topic
from wizard.model.questions import Severity

HUB, REVIEW, PREVIEW, DONE = "hub", "review", "preview", "done"
BUDGET, PLATFORMS = "budget", "platforms"
TOPIC, SUMMARY = "topic:", "summary:"
LINES = "budget_lines"
NAMED = (HUB, REVIEW, PREVIEW, PLATFORMS, BUDGET)
"""Places called by one word; every other name is that of an area."""
BENCH_OF = {"platforms": PLATFORMS, "chosen_platform": PLATFORMS, LINES: BUDGET}
"""Questions that have a workbench of their own."""


def bench_of(checklist: Checklist, question_id: str) -> str:
    """Return the workbench of a question, or an empty text."""
    bench = BENCH_OF.get(question_id, "")
    return "" if bench == PLATFORMS and not checklist.candidates else bench


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


def following(evaluation: Evaluation, place: str, step: int) -> str:
    """Return the place after (1) or before (-1) a topic or a summary, or an empty text.

    After the last topic of an area comes its summary; after a summary the next topic with
    an open question, wherever it is, and the review when there is none.
    """
    path = walk(evaluation)
    if place.startswith(TOPIC):
        return _after_topic(path, place, step)
    if not place.startswith(SUMMARY):
        return ""
    if step < 0:
        mine = [topic for area, topic in path if SUMMARY + area.id == place]
        return TOPIC + mine[-1].id if mine else ""
    topic = evaluation.checklist.topic_of.get(next_open(evaluation))
    return TOPIC + topic if topic is not None else REVIEW


def _after_topic(path: list[tuple[Area, Topic]], place: str, step: int) -> str:
    topics = [TOPIC + topic.id for _, topic in path]
    if place not in topics:
        return ""
    here = topics.index(place)
    area = path[here][0]
    if step > 0 and (here + 1 == len(path) or path[here + 1][0] is not area):
        return SUMMARY + area.id
    return topics[here + step] if 0 <= here + step < len(path) else ""


def first_place(evaluation: Evaluation, area_id: str) -> str:
    """Return where work on an area begins: its first topic with an open question."""
    topics = [topic for area, topic in walk(evaluation) if area.id == area_id]
    if not topics:
        return SUMMARY + area_id
    states = evaluation.states
    for topic in topics:
        if any(states.get(one.id) is State.UNANSWERED for one in topic.questions):
            return TOPIC + topic.id
    return TOPIC + topics[0].id


def find(evaluation: Evaluation, typed: str, language: str) -> str:
    """Return the question with this number, or with these words, or an empty text."""
    wanted = typed.strip().lower()
    if not wanted:
        return ""
    checklist = evaluation.checklist
    for question_id in checklist.questions:
        if question_id in evaluation.visible and checklist.numbers.get(question_id) == wanted:
            return question_id
    for question_id, question in checklist.questions.items():
        texts = (question.ask.say(language), question.title.say(language), question.code)
        if question_id in evaluation.visible and any(wanted in text.lower() for text in texts):
            return question_id
    return ""
