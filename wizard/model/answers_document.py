"""Answers as they stand in a file, read against a checklist with the place of each mistake."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

from wizard.errors import Problem
from wizard.model.answers import Answer
from wizard.model.checklist import Checklist
from wizard.model.plain import read_answer
from wizard.model.questions import Question
from wizard.model.reading import Misread
from wizard.strict_yaml import Document, Path


def read_answers(
    checklist: Checklist, document: Document, path: Path
) -> tuple[dict[str, Answer], list[Problem]]:
    """Read the map of answers at ``path``.

    Args:
        checklist: what the answers are to.
        document: the file.
        path: where the map stands in it.

    Returns:
        The answers by question id, in the order of the checklist, and every mistake.
    """
    plain: Any = _at(document, path)
    if plain is None:
        return {}, []
    if not isinstance(plain, dict):
        return {}, [document.problem(path, "model.answers_not_a_map")]
    renamed = _renames(checklist)
    found: dict[str, Answer] = {}
    problems: list[Problem] = []
    for key, stored in plain.items():
        written = str(key)
        question = checklist.questions.get(renamed.get(written, written))
        place = (*path, written)
        if question is None or question.computed:
            problems.append(_unknown(checklist, document, place, written, question))
            continue
        try:
            answer = read_answer(question, stored)
        except Misread as error:
            problems.append(_misread(document, place, question, error))
            continue
        if not answer.is_empty:
            found[question.id] = answer
    ordered = {one: found[one] for one in checklist.questions if one in found}
    return ordered, problems


def _at(document: Document, path: Path) -> object:
    value: object = document.value
    for part in path:
        if isinstance(value, dict) and isinstance(part, str):
            value = value.get(part)
        else:
            return None
    return value


def _renames(checklist: Checklist) -> dict[str, str]:
    return {
        earlier: question.id
        for question in checklist.questions.values()
        for earlier in question.was
    }


def _unknown(
    checklist: Checklist, document: Document, path: Path, written: str, question: Question | None
) -> Problem:
    place = document.key_place(path)
    if question is not None:
        return Problem(place, "model.computed_answer", {"name": written})
    return Problem(place, "model.unknown_question", *_nearest(written, checklist.questions))


def _nearest(written: str, known: Iterable[str]) -> tuple[dict[str, str], str | None]:
    near = difflib.get_close_matches(written, list(known), 1, 0.6)
    if near:
        return {"name": written, "near": near[0]}, "model.did_you_mean"
    return {"name": written}, None


def _misread(document: Document, place: Path, question: Question, error: Misread) -> Problem:
    path = (*place, *error.path)
    invalid = error.invalid
    params = dict(invalid.params)
    params.setdefault("question", question.id)
    hint = None
    choices = params.pop("choices", ())
    if choices:
        near, hint = _nearest(str(params.get("typed", params.get("name", ""))), choices)
        params |= {name: text for name, text in near.items() if name == "near"}
        if hint is None:
            params["choices"] = ", ".join(choices[:12])
            hint = "model.choices_are"
    at_key = invalid.code in ("unknown_key", "unknown_column")
    spot = document.key_place(path) if at_key else document.place(path)
    return Problem(spot, invalid.key, params, hint)
