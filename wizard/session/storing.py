"""Answers to and from the JSON texts of a plan file, and what no longer fits the checklist."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from wizard.model.answers import NOTHING, Answer
from wizard.model.checklist import Checklist
from wizard.model.plain import Misread, plain_answer, read_answer
from wizard.model.questions import QuestionFields
from wizard.plans.answers_file import encoded


def decoded(
    checklist: Checklist, stored: Mapping[str, str]
) -> tuple[dict[str, Answer], dict[str, Any]]:
    """Turn stored JSON into answers.

    Returns:
        The answers by question id, in the order of the checklist; and the plain answers
        that no longer fit it, which are kept and shown as retired.
    """
    renamed = {
        earlier: question.id
        for question in checklist.questions.values()
        for earlier in question.was
    }
    found: dict[str, Answer] = {}
    retired: dict[str, Any] = {}
    for key, text in stored.items():
        plain = json.loads(text)
        question = checklist.questions.get(renamed.get(key, key))
        if question is None or question.computed:
            retired[key] = plain
            continue
        try:
            found[question.id] = read_answer(question, plain)
        except Misread:
            retired[key] = plain
    return {one: found[one] for one in checklist.questions if one in found}, retired


def one_answer(question: QuestionFields, text: str | None) -> Answer | None:
    """Return the answer a plan file holds of one question; None if it does not fit it."""
    if text is None:
        return NOTHING
    try:
        return read_answer(question, json.loads(text))
    except Misread:
        return None


def stored(checklist: Checklist, answers: Mapping[str, Answer]) -> dict[str, str]:
    """Turn answers into the JSON texts a plan file holds."""
    return {
        question_id: encoded(plain_answer(checklist.questions[question_id], answer))
        for question_id, answer in answers.items()
        if not answer.is_empty
    }


def started(created: str) -> dt.date:
    """Return the local day of a stored moment."""
    return dt.datetime.fromisoformat(created).astimezone().date()
