"""The order of things: which topics there are to walk through, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from wizard.engine import Evaluation
from wizard.model.answers import State
from wizard.model.checklist import Area, Checklist, Topic
from wizard.model.findings import AreaResult
from wizard.model.questions import Severity
from wizard.model.reading import clean
from wizard.money.figure import READS

HUB, REVIEW, PREVIEW, DONE = "hub", "review", "preview", "done"
BUDGET, PLATFORMS = "budget", "platforms"
UPDATE, AGREEMENTS, DRAWER = "update", "agreements", "drawer"
TOPIC, SUMMARY, LIST = "topic:", "summary:", "list:"
LINES = "budget_lines"
NAMED = (HUB, REVIEW, PREVIEW, PLATFORMS, BUDGET, UPDATE, AGREEMENTS, DRAWER)
"""Places called by one word; every other name is that of an area."""
BENCH_OF = {"platforms": PLATFORMS, "chosen_platform": PLATFORMS, LINES: BUDGET}
"""Questions that have a workbench of their own."""


def bench_of(checklist: Checklist, question_id: str) -> str:
    """Return the workbench of a question, or an empty text."""
    bench = BENCH_OF.get(question_id, "")
    return "" if bench == PLATFORMS and not checklist.candidates else bench


_MONEY = frozenset(name for reads in READS.values() for name in reads)


def serves_agreements(checklist: Checklist, topic: Topic) -> bool:
    """Tell whether a topic only fills in agreements: nothing there is judged or counted."""
    return bool(checklist.agreements) and not any(
        one.judged or one.must or one.computed or one.id in _MONEY for one in topic.questions
    )


def benches_of(questions: Iterable[str]) -> frozenset[str]:
    """Return the workbenches of some questions."""
    return frozenset(BENCH_OF[one] for one in questions if one in BENCH_OF)


@dataclass(frozen=True, slots=True)
class Route:
    """Which questions a person walks through.

    Attributes:
        evaluation: what follows from the answers now.
        short: only the questions that can stop a launch, instead of all that apply.
    """

    evaluation: Evaluation
    short: bool = False

    def asks(self, question_id: str) -> bool:
        """Tell whether a question, or a column of the candidates, is on the way."""
        return not self.short or question_id in self.evaluation.compiled.stoppers

    def shows(self, question_id: str) -> bool:
        """Tell whether a question applies and is on the way."""
        return question_id in self.evaluation.visible and self.asks(question_id)

    def is_open(self, question_id: str) -> bool:
        """Tell whether a question is on the way and has no answer.

        The candidates' table is open, too, while the chosen row has a cell without one.
        """
        candidates = self.evaluation.checklist.candidates
        table = self.evaluation.table(candidates) if candidates == question_id else None
        columns = [] if table is None else [one.id for one in table.columns if not one.computed]
        states = self.evaluation.states
        return any(
            states.get(one) is State.UNANSWERED and self.asks(one)
            for one in (question_id, *columns)
        )

    def put_off(self, question_id: str) -> bool:
        """Tell whether a question is marked to be looked at later."""
        return self.evaluation.answer(question_id).later

    def open_count(self) -> int:
        """Return how many questions on the way have no answer, the chosen row's included."""
        areas = self.evaluation.areas.values()
        return sum(one.open_stoppers if self.short else one.of - one.answered for one in areas)

    def minutes(self) -> int:
        """Return an estimate of the time they take."""
        areas = self.evaluation.areas.values()
        return sum(one.short_minutes if self.short else one.minutes for one in areas)

    def area(self, area_id: str) -> AreaResult:
        """Return how an area stands; the short path ends it once nothing on it is open."""
        result = self.evaluation.areas[area_id]
        ended = self.short and result.state == "in_progress" and not result.open_stoppers
        return replace(result, state="complete") if ended else result

    def progress(self, area_id: str) -> tuple[int, int]:
        """Return how many questions of an area are answered, and of how many."""
        result = self.evaluation.areas[area_id]
        if self.short:
            return result.stoppers - result.open_stoppers, result.stoppers
        return result.answered, result.of


def walk(route: Route) -> list[tuple[Area, Topic]]:
    """Return the topics that have a question to show, in order."""
    return [
        (area, topic)
        for area in route.evaluation.checklist.areas
        for topic in area.topics
        if any(route.shows(question.id) for question in topic.questions)
    ]


def next_open(route: Route) -> str:
    """Return the first question without an answer, or an empty text."""
    for _, topic in walk(route):
        for question in topic.questions:
            if route.is_open(question.id):
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


def next_to_mend(evaluation: Evaluation, question_id: str, step: int) -> str:
    """Return the next (1) or previous (-1) question that needs work, around the end.

    Args:
        evaluation: what follows from the answers now.
        question_id: where to begin; an empty text begins outside.
        step: 1 or -1.
    """
    wanted, order = to_mend(evaluation), list(evaluation.checklist.questions)
    if not wanted:
        return ""
    here = order.index(question_id) if question_id else -step
    if step > 0:
        return next((one for one in wanted if order.index(one) > here), wanted[0])
    return next((one for one in reversed(wanted) if order.index(one) < here), wanted[-1])


def page_of(evaluation: Evaluation, question_id: str) -> str:
    """Return the id of the question whose card shows ``question_id``."""
    columns = evaluation.checklist.columns
    return columns[question_id][0].id if question_id in columns else question_id


def following(route: Route, place: str, step: int) -> str:
    """Return the place after (1) or before (-1) a topic or a summary, or an empty text.

    After the last topic of an area comes its summary; after a summary the next topic with
    an open question in a later area, then in an earlier one, and the review when there is
    none. What stayed open in the area itself was just walked past, and what was put off
    was put off on purpose: neither holds anyone up a second time.
    """
    path = walk(route)
    if place.startswith(LIST):
        return SUMMARY + place.removeprefix(LIST) if step > 0 else ""
    if place.startswith(TOPIC):
        return _after_topic(path, _all_topics(route), place, step)
    if not place.startswith(SUMMARY):
        return ""
    if step < 0:
        mine = [topic for area, topic in path if SUMMARY + area.id == place]
        return TOPIC + mine[-1].id if mine else ""
    return _after_summary(route, path, place.removeprefix(SUMMARY))


def _after_summary(route: Route, path: list[tuple[Area, Topic]], area_id: str) -> str:
    order = [area.id for area in route.evaluation.checklist.areas]
    here = order.index(area_id)
    later = [topic for area, topic in path if order.index(area.id) > here]
    earlier = [topic for area, topic in path if order.index(area.id) < here]
    for topic in later:
        if any(route.is_open(one.id) for one in topic.questions):
            return TOPIC + topic.id
    for topic in earlier:
        if any(route.is_open(one.id) and not route.put_off(one.id) for one in topic.questions):
            return TOPIC + topic.id
    return REVIEW


def after_agreements(route: Route, place: str) -> str:
    """Return the place after a topic and all that follow it and only fill in agreements."""
    checklist = route.evaluation.checklist
    serving = {TOPIC + one.id for one in checklist.topics if serves_agreements(checklist, one)}
    place = following(route, place, 1)
    while place in serving:
        place = following(route, place, 1)
    return place


def _all_topics(route: Route) -> list[tuple[Area, Topic]]:
    return [(area, topic) for area in route.evaluation.checklist.areas for topic in area.topics]


def _after_topic(
    path: list[tuple[Area, Topic]], everything: list[tuple[Area, Topic]], place: str, step: int
) -> str:
    """Go on from a topic, also from one that is not on the way itself."""
    order = [TOPIC + topic.id for _, topic in everything]
    if place not in order:
        return ""
    here = order.index(place)
    area = everything[here][0]
    on_way = {TOPIC + topic.id for _, topic in path}
    rest = everything[here + 1 :] if step > 0 else everything[:here][::-1]
    found = next((one for one in rest if TOPIC + one[1].id in on_way), None)
    if step > 0 and (found is None or found[0] is not area):
        return SUMMARY + area.id
    return TOPIC + found[1].id if found is not None else ""


def listed(checklist: Checklist, place: str) -> str:
    """Return the page of the whole area for the page of one of its topics."""
    for area in checklist.areas:
        if any(TOPIC + topic.id == place for topic in area.topics):
            return LIST + area.id
    return place


def first_place(route: Route, area_id: str) -> str:
    """Return where work on an area begins: its first topic with an open question."""
    topics = [topic for area, topic in walk(route) if area.id == area_id]
    if not topics:
        return SUMMARY + area_id
    for topic in topics:
        if any(route.is_open(one.id) for one in topic.questions):
            return TOPIC + topic.id
    return TOPIC + topics[0].id


def find(evaluation: Evaluation, typed: str, language: str) -> list[str]:
    """Return the questions with this number, then those with these words, in order.

    Full-width digits and dots count as plain ones: ``３．５`` is 3.5.
    """
    wanted = clean(typed).lower()
    if not wanted:
        return []
    checklist = evaluation.checklist
    shown = [one for one in checklist.questions.values() if one.id in evaluation.visible]
    numbered = [one.id for one in shown if checklist.numbers.get(one.id) == wanted]
    worded = [
        one.id
        for one in shown
        if any(
            wanted in text.lower()
            for text in (one.ask.say(language), one.title.say(language), one.code)
        )
    ]
    return list(dict.fromkeys((*numbered, *worded)))
