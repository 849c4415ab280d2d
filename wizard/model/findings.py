"""What follows from the answers: phrases, findings, verdict and the state of areas."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Literal

from wizard.model.localised import Localised
from wizard.model.measure import measured
from wizard.model.money import Money, grouped
from wizard.model.questions import Severity, Workload
from wizard.model.reading import plain_number
from wizard.text import Words

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A value inside a sentence.

    Attributes:
        value: Decimal for numbers (money in yuan, percent in points), else the value.
        unit: unit of the number, as in the rules language; empty for none.
        choices: the texts of the choices, for a value that is one or several of them.
    """

    value: object | None
    unit: str = ""
    choices: Mapping[str, Localised] = field(default_factory=dict)

    def say(self, words: Words) -> str:
        """Write the value for people; an unknown one is a dash."""
        value = self.value
        if value is None:
            return "—"
        if isinstance(value, bool):
            return words("model.yes" if value else "model.no")
        if isinstance(value, Money):
            return words("model.yuan", amount=grouped(value.yuan))
        if isinstance(value, Decimal):
            return self._number(value, words)
        if isinstance(value, (frozenset, tuple)):
            chosen = [one for one in self.choices if one in value]
            return words("model.list_comma").join(
                self.choices[one].say(words.language) for one in chosen
            )
        if isinstance(value, dt.date):
            return value.isoformat()
        text = self.choices.get(str(value))
        return text.say(words.language) if text else str(value)

    def _number(self, value: Decimal, words: Words) -> str:
        if self.unit == "money":
            return words("model.yuan", amount=grouped(value))
        rounded = plain_number(value.quantize(Decimal("0.1"), ROUND_HALF_UP))
        if self.unit == "percent":
            return f"{rounded:,}%"
        return measured(rounded, self.unit, words)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence of the pack with the values of its placeholders."""

    text: Localised
    values: Mapping[str, Spoken] = field(default_factory=dict)

    def say(self, words: Words) -> str:
        """Return the sentence in the language of ``words``."""
        text = self.text.say(words.language)
        if "{" not in text:
            return text
        return PLACEHOLDER.sub(lambda match: self._value(match.group(1).strip(), words), text)

    def _value(self, source: str, words: Words) -> str:
        spoken = self.values.get(source)
        return spoken.say(words) if spoken is not None else "—"


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a judgement or a rule.

    Attributes:
        rule: id of the rule; a question's own judgement is the question's id.
        severity: what it weighs.
        questions: ids of the questions it is about, the first one to be changed first.
        row: name of the table row it is about, or None.
        message: what is wrong and why it matters.
        action: what to do, or None.
        within_days: by when, counted from the evaluation; None means before opening.
        effort: how much work the action is.
        sources: ids of laws and rules of thumb.
        counts: False in the rows of platforms that were not chosen: shown, never weighed.
        place: index of the row, from 0, or None.
    """

    rule: str
    severity: Severity
    questions: tuple[str, ...]
    message: Phrase
    action: Phrase | None = None
    row: str | None = None
    within_days: int | None = None
    effort: Workload | None = None
    sources: tuple[str, ...] = ()
    counts: bool = True
    place: int | None = None


class Verdict(StrEnum):
    """What the answers add up to; a red line is never averaged out."""

    NOT_ADVISED = "not_advised"
    UNDECIDED = "undecided"
    FIX_FIRST = "fix_first"
    READY = "ready"


AreaState = Literal["not_started", "in_progress", "red_line", "complete"]


@dataclass(frozen=True, slots=True)
class AreaResult:
    """How far one area has got.

    Attributes:
        state: the one word for it.
        answered: questions answered or said to be not sure.
        of: questions that apply.
        not_sure: how many of them are not sure.
        worst: the strongest severity of its findings, or None.
        minutes: estimate of the time the open questions take.
        open_stoppers: open questions that can stop a launch, the short path.
        short_minutes: estimate of the time those take.
        stoppers: all questions that apply and can stop a launch.
    """

    state: AreaState
    answered: int
    of: int
    not_sure: int = 0
    worst: Severity | None = None
    minutes: int = 0
    open_stoppers: int = 0
    short_minutes: int = 0
    stoppers: int = 0
