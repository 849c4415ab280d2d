"""Where a step leads, and what an undo or a redo did, in words."""

from __future__ import annotations

from wizard.model.answers import Answer
from wizard.model.questions import QuestionFields
from wizard.session import Travel
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.places import SUMMARY, TOPIC


def title_of(place: str, desk: Desk) -> str:
    """Return what a button that leads to ``place`` calls it."""
    titles = {TOPIC + one.id: desk.say(one.title) for one in desk.checklist.topics}
    otherwise = desk.words("ui.summary" if place.startswith(SUMMARY) else "ui.review")
    return titles.get(place, otherwise)


def told(travel: Travel, desk: Desk) -> str:
    """Return what was undone or redone: the question with its answers, or the clause."""
    if travel.clause is not None:
        agreement, code = travel.clause
        titles = {one.id: desk.say(one.title) for one in desk.checklist.agreements}
        named = titles.get(agreement, agreement)
        return desk.words("life.clause_travelled", agreement=named, code=code)
    question = desk.checklist.questions[travel.question]
    before, after = travel.before, travel.after
    of_sure = before.value == after.value and before.sure != after.sure
    return desk.words(
        "ui.travelled",
        title=desk.say(question.title),
        before=_shown(question, before, desk, of_sure=of_sure),
        after=_shown(question, after, desk, of_sure=of_sure),
    )


def _shown(question: QuestionFields, answer: Answer, desk: Desk, *, of_sure: bool) -> str:
    if answer.not_sure:
        return desk.words("ui.state_not_sure")
    if of_sure:
        return desk.words(f"documents.sure.{answer.sure or 'unsaid'}")
    if answer.value is None:
        return answer.text or desk.words("ui.nothing_yet")
    return question.show(answer.value, desk.words)
