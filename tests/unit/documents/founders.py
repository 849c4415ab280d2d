"""Evaluations to compose documents from: the built-in personas, and founders made up here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Any

from wizard import packs, resources
from wizard.engine import CompiledChecklist, Evaluation, evaluate
from wizard.model.answers import NOT_SURE, Answer
from wizard.model.plain import read_answer

TODAY = dt.date(2026, 11, 22)
HOSTILE = (
    '<img src="secret.png"/><b>shop',
    "<a href='javascript:alert(1)'>x</a>",
    "# Heading\n\n| a | b |\n|---|---|\n| **bold** | `code` |",
    "{{ ''.__class__.__mro__ }}{% for a in b %}",
    "%% refund_promise",
    "## UA-99 Mine",
    "[x](https://example.com)![y](z.png)",
    "a\u202eb\x00c\ue000\U000f0000",
    '=HYPERLINK("http://x","y")',
)


def checklist() -> CompiledChecklist:
    return packs.built_in()


@cache
def personas() -> Mapping[str, packs.Persona]:
    found, problems = packs.read_personas(
        resources.pack_folder(packs.BUILT_IN), checklist().checklist
    )
    assert not problems
    return {one.id: one for one in found}


@cache
def persona(persona_id: str) -> Evaluation:
    one = personas()[persona_id]
    return evaluate(checklist(), one.answers, one.as_of, seed="test")


def nobody() -> Evaluation:
    return evaluate(checklist(), {}, TODAY, seed="test")


def unsure_of_everything() -> Evaluation:
    questions = checklist().checklist.questions
    answers = {name: NOT_SURE for name, one in questions.items() if not one.computed}
    return evaluate(checklist(), answers, TODAY, seed="test")


def changed(persona_id: str, **plain: Any) -> Evaluation:
    """Return a persona's evaluation with some answers in their plain form in place."""
    one = personas()[persona_id]
    questions = checklist().checklist.questions
    answers: dict[str, Answer] = dict(one.answers)
    for name, value in plain.items():
        if value is None:
            answers.pop(name, None)
        else:
            answers[name] = read_answer(questions[name], value)
    return evaluate(checklist(), answers, one.as_of, seed="test")
