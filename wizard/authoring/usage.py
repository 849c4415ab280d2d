"""Who reads what in a pack: expressions, texts, templates and the money model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from wizard.engine import CompiledChecklist, CompiledText, Judgement
from wizard.engine.figures import CAP_VALUE, DEFAULT_PREFIX, RESERVE_VALUE
from wizard.model.checklist import Checklist
from wizard.model.questions import ManyOf, OneOf, QuestionFields, Table
from wizard.rules import Expression

# What the money model reads, so that figures depend on it.
MONEY_ANSWERS: Final = frozenset(
    {
        "platforms",
        "products",
        "budget_lines",
        "channels",
        "chosen_platform",
        "cash_available",
        "owner_wage",
        "orders_per_day",
        "visitors_per_day",
        "conversion",
        "repurchase_rate",
        "refund_rate",
        "tickets_per_order",
        "minutes_per_ticket",
        "support_people",
        "service_hours",
        "launch_date",
    }
)
_WORD: Final = re.compile(r"[^\W\d]\w*")
_COUNTED: Final = re.compile(r"\b(?:count|len|answered)\(\s*(\w+)")


@dataclass(frozen=True, slots=True)
class Read:
    """One expression of a pack.

    Attributes:
        expression: the expression.
        table: id of the table in whose rows it is evaluated, or empty.
        said: whether it stands in a text, so that the value itself is shown.
    """

    expression: Expression
    table: str = ""
    said: bool = False


def reads(compiled: CompiledChecklist) -> Iterator[Read]:
    """Yield every expression of a pack."""
    for condition in compiled.topics.values():
        yield Read(condition)
    for condition in compiled.agreements.values():
        yield Read(condition)
    for judgement in compiled.questions.values():
        yield from _of(judgement, "")
    for (table, _), judgement in compiled.columns.items():
        yield from _of(judgement, table)
    tables = {rule.id: rule.table for rule in compiled.checklist.rules}
    for rule_id, judgement in compiled.rules.items():
        yield from _of(judgement, tables[rule_id])


def _of(judgement: Judgement, table: str) -> Iterator[Read]:
    for one in (judgement.when, judgement.computed, judgement.passes, judgement.warns):
        if one is not None:
            yield Read(one, table)
    texts: tuple[CompiledText | None, ...] = (
        judgement.warn_say,
        judgement.warn_do,
        judgement.fail_say,
        judgement.fail_do,
    )
    for text in texts:
        for expression in text.values.values() if text is not None else ():
            yield Read(expression, table, said=True)


def judged_by_values(
    compiled: CompiledChecklist,
) -> Iterator[tuple[tuple[str, ...], frozenset[str]]]:
    """Yield each judged part, as ``Reading.origins`` names it, and its thresholds."""
    parts: dict[tuple[str, ...], Judgement] = {
        **{("question", name): one for name, one in compiled.questions.items()},
        **{("column", *name): one for name, one in compiled.columns.items()},
        **{("rule", name): one for name, one in compiled.rules.items()},
    }
    values = compiled.checklist.values.keys()
    for part, judgement in parts.items():
        conditions = (judgement.when, judgement.passes, judgement.warns)
        yield (
            part,
            frozenset(
                name
                for one in conditions
                if one is not None
                for name in one.names
                if name in values
            ),
        )


def words_of(source: str) -> frozenset[str]:
    """Return the names and choices an expression mentions."""
    return frozenset(_WORD.findall(source))


class Usage:
    """What of a pack is read by anything.

    Args:
        compiled: the pack.
        templates: names that the templates of its agreements ask for.
    """

    def __init__(self, compiled: CompiledChecklist, templates: frozenset[str]) -> None:
        self.checklist: Checklist = compiled.checklist
        self.templates = templates
        self.reads = tuple(reads(compiled))
        self._words: dict[str, set[str]] = {}
        self._whole: set[str] = set(templates)
        for one in self.reads:
            mentioned = words_of(one.expression.source)
            for name in one.expression.names:
                self._words.setdefault(name, set()).update(mentioned)
                if one.said or name in _COUNTED.findall(one.expression.source):
                    self._whole.add(name)

    def unused_values(self) -> list[str]:
        """Return the thresholds nothing reads."""
        return [
            name
            for name in self.checklist.values
            if name not in self._words
            and name not in (CAP_VALUE, RESERVE_VALUE)
            and not name.startswith(DEFAULT_PREFIX)
        ]

    def unused_sources(self) -> list[str]:
        """Return the sources nothing refers to."""
        used: set[str] = set()
        for question in _asked(self.checklist):
            used |= set(question.sources)
        for rule in self.checklist.rules:
            used |= set(rule.sources)
        for threshold in self.checklist.values.values():
            used |= set(threshold.sources)
        return [name for name in self.checklist.sources if name not in used]

    def unused_terms(self) -> list[str]:
        """Return the terms no question explains."""
        used = {term for question in _asked(self.checklist) for term in question.terms}
        return [name for name in self.checklist.terms if name not in used]

    def unseen_choices(self) -> list[tuple[str, str]]:
        """Return question and choice of every choice that nothing sees.

        Of one choice among several, every choice is seen as soon as anything reads the
        answer: what is not the one is the other. Of many, only those are seen that are
        named, counted or shown. The rows of a table are printed as they are and need no
        other reader.
        """
        return [
            (question.id, choice)
            for question in self.checklist.questions.values()
            for choice in self._unseen(question)
        ]

    def _unseen(self, question: QuestionFields) -> list[str]:
        if not isinstance(question, (OneOf, ManyOf)) or question.id in self._whole:
            return []
        mentioned = self._words.get(question.id)
        if isinstance(question, OneOf):
            return [] if mentioned is not None else list(question.choices)
        return [one for one in question.choices if one not in (mentioned or ())]


def _asked(checklist: Checklist) -> Iterator[QuestionFields]:
    for question in checklist.questions.values():
        yield question
        if isinstance(question, Table):
            yield from question.columns
