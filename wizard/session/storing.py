"""Answers to and from the JSON texts of a plan file, and what no longer fits the checklist.

A newer checklist renames questions, columns and choices by data (``was``, ``was_choices``).
What still fits is carried over, what does not goes to the drawer of retired answers: under
its own id, or under ``retired:<id>`` where a question of today has that id.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from wizard.model.answers import NOTHING, Answer
from wizard.model.checklist import Checklist
from wizard.model.plain import plain_answer, read_answer
from wizard.model.questions import Question, QuestionFields, Table
from wizard.model.reading import Misread
from wizard.plans.answers_file import OwnClauses, encoded
from wizard.session.own_clauses import clause_of, stored_clauses

DRAWER = "retired:"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one stored answer.

    Attributes:
        key: id it was stored under.
        question: id of the question that has it now; empty for none.
        kind: unchanged; carried over by a rule of the checklist; or somebody has to look.
        reason: ``renamed``, ``gone`` (no such question), ``does_not_fit`` (all or a part is
            in the drawer), ``merged`` (another answer was taken), ``revised`` (the question
            asks something else now); empty if the same.
    """

    key: str
    question: str
    kind: Literal["same", "compatible", "decide"]
    reason: Literal["", "renamed", "gone", "does_not_fit", "merged", "revised"] = ""


@dataclass(frozen=True, slots=True)
class Read:
    """Stored answers as today's checklist has them.

    Attributes:
        answers: by question id, in the order of the checklist.
        retired: plain answers that no longer fit, by the id they had.
        outcomes: what became of each.
    """

    answers: dict[str, Answer]
    retired: dict[str, Any]
    outcomes: tuple[Outcome, ...]


def read_stored(checklist: Checklist, stored: Mapping[str, str], version: int = 0) -> Read:
    """Turn stored JSON into answers.

    Args:
        checklist: of today.
        stored: JSON text by key.
        version: of the checklist they were given to; the same one without it.
    """
    reader = _Reader(checklist, stored, version or checklist.version)
    for key, text in stored.items():
        reader.read(key, json.loads(text))
    answers = {one: reader.found[one] for one in checklist.questions if one in reader.found}
    return Read(answers, reader.retired, tuple(reader.outcomes))


class _Reader:
    def __init__(self, checklist: Checklist, stored: Mapping[str, str], version: int) -> None:
        self.checklist = checklist
        self.stored = stored
        self.version = version
        self.found: dict[str, Answer] = {}
        self.retired: dict[str, Any] = {}
        self.outcomes: list[Outcome] = []
        self.heirs: dict[str, list[Question]] = {}
        for question in checklist.questions.values():
            for earlier in question.was:
                self.heirs.setdefault(earlier, []).append(question)

    def read(self, key: str, plain: Any) -> None:
        """Read one stored answer to where it belongs today."""
        if clause_of(key) is not None:
            return
        if key.startswith(DRAWER):
            self.retired[key.removeprefix(DRAWER)] = plain
            return
        question = self.checklist.questions.get(key)
        if question is not None and not question.computed:
            self._give(key, question, plain)
            return
        heirs = self.heirs.get(key, [])
        if not heirs:
            self._retire(key, "", plain, "gone")
        for heir in heirs:
            if heir.id in self.stored or heir.id in self.found:
                self._retire(key, heir.id, plain, "merged")
            else:
                self._give(key, heir, plain)

    def _give(self, key: str, question: Question, plain: Any) -> None:
        answer, rest = _fitted(question, plain)
        if answer is not None:
            self.found[question.id] = answer
        if rest is not None:
            self._retire(key, question.id, rest, "does_not_fit")
        elif self.version < question.revised:
            self.outcomes.append(Outcome(key, question.id, "decide", "revised"))
        elif key != question.id:
            self.outcomes.append(Outcome(key, question.id, "compatible", "renamed"))
        else:
            self.outcomes.append(Outcome(key, question.id, "same"))

    def _retire(
        self,
        key: str,
        question: str,
        plain: Any,
        reason: Literal["gone", "does_not_fit", "merged"],
    ) -> None:
        self.retired[key] = plain
        kind: Literal["compatible", "decide"] = "compatible" if reason == "gone" else "decide"
        self.outcomes.append(Outcome(key, question, kind, reason))


def _fitted(question: QuestionFields, plain: Any) -> tuple[Answer | None, Any]:
    """Return the answer that fits, or None, and the plain rest that does not, or None."""
    try:
        return read_answer(question, plain), None
    except Misread:
        pass
    rows = plain.get("value") if isinstance(plain, dict) else plain
    if not isinstance(question, Table) or not isinstance(rows, list):
        return None, plain
    kept, left = [], []
    for row in rows[: question.most_rows]:
        if not isinstance(row, dict):
            return None, plain
        good = {key: cell for key, cell in row.items() if _fits(question, key, cell)}
        kept.append(good)
        bad = {key: cell for key, cell in row.items() if key not in good}
        if bad:
            left.append({question.name_column: row.get(question.name_column), **bad})
    left += rows[question.most_rows :]
    shell = {**plain, "value": kept} if isinstance(plain, dict) else kept
    try:
        return read_answer(question, shell), left
    except Misread:
        return None, plain


def _fits(table: Table, key: str, cell: Any) -> bool:
    column = table.column(key)
    return column is not None and one_answer(column, json.dumps(cell)) is not None


def decoded(
    checklist: Checklist, stored: Mapping[str, str]
) -> tuple[dict[str, Answer], dict[str, Any]]:
    """Turn stored JSON into answers.

    Returns:
        The answers by question id, in the order of the checklist; and the plain answers
        that no longer fit it, which are kept and shown as retired.
    """
    read = read_stored(checklist, stored)
    return read.answers, read.retired


def one_answer(question: QuestionFields, text: str | None) -> Answer | None:
    """Return the answer a plan file holds of one question; None if it does not fit it."""
    if text is None:
        return NOTHING
    try:
        return read_answer(question, json.loads(text))
    except Misread:
        return None


def stored(
    checklist: Checklist,
    answers: Mapping[str, Answer],
    retired: Mapping[str, Any] | None = None,
    clauses: OwnClauses | None = None,
) -> dict[str, str]:
    """Turn answers, what is retired and own clauses into the JSON texts a plan file holds."""
    texts = {
        question_id: encoded(plain_answer(checklist.questions[question_id], answer))
        for question_id, answer in answers.items()
        if not answer.is_empty
    }
    texts |= {
        key if key not in checklist.questions else f"{DRAWER}{key}": encoded(plain)
        for key, plain in (retired or {}).items()
    }
    return texts | stored_clauses(clauses or {})


def restored(
    checklist: Checklist, answers: Mapping[str, Answer], retired: Mapping[str, Any]
) -> tuple[dict[str, Answer], dict[str, Any]]:
    """Take what fits a checklist out of the drawer: answers that another pack had no place for.

    An answer given since then stays.

    Returns:
        The answers in the order of the checklist, and what is left in the drawer.
    """
    found, left = dict(answers), dict(retired)
    for key, plain in retired.items():
        question = checklist.questions.get(key)
        if question is None or question.computed or key in answers:
            continue
        answer, rest = _fitted(question, plain)
        if answer is not None and rest is None:
            found[key] = answer
            del left[key]
    return {one: found[one] for one in checklist.questions if one in found}, left


def moved(
    checklist: Checklist,
    before: Mapping[str, str],
    version: int,
    *,
    other_pack: bool = False,
) -> tuple[dict[str, str | None], tuple[Outcome, ...]]:
    """Return what a plan file has to change to be one of today's checklist.

    Args:
        checklist: of today.
        before: the JSON texts as the plan holds them.
        version: of the checklist they were given to.
        other_pack: whether they were given to another pack, which the checklist extends.

    Returns:
        Changes by key, None to clear; and what became of each answer.
    """
    read = read_stored(checklist, before, version)
    answers, retired = read.answers, read.retired
    if other_pack:
        answers, retired = restored(checklist, answers, retired)
    after = stored(checklist, answers, retired)
    after |= {key: text for key, text in before.items() if clause_of(key) is not None}
    changes: dict[str, str | None] = {key: None for key in before if key not in after}
    changes |= {key: text for key, text in after.items() if before.get(key) != text}
    return changes, read.outcomes


def started(created: str) -> dt.date:
    """Return the local day of a stored moment."""
    return dt.datetime.fromisoformat(created).astimezone().date()
