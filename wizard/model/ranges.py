"""The range beside an uncertain number: how its ends are read, and when they make no sense."""

from __future__ import annotations

from decimal import Decimal

from wizard.model.answers import Answer
from wizard.model.money import Money
from wizard.model.questions import Amount, Number, Percent, QuestionFields
from wizard.model.reading import Invalid
from wizard.text import Words

Bound = Money | Decimal
ENDS = ("low", "high")
_OPEN = "—"


def takes_range(question: QuestionFields) -> bool:
    """Whether the pack offers a range beside the likely number of ``question``."""
    return isinstance(question, (Number, Amount, Percent)) and question.low_high


def read_bound(question: QuestionFields, raw: object) -> Bound | Invalid | None:
    """Read one end of a range as the question reads its number; None for a blank one."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    bound = question.read(raw)
    return bound if isinstance(bound, (Money, Decimal, Invalid)) else Invalid("no_range")


def contradictions(answer: Answer) -> dict[str, Invalid]:
    """Tell which ends of a range contradict the likely number, or lack one, and why."""
    found: dict[str, Invalid] = {}
    for end in ENDS:
        bound = getattr(answer, end)
        if bound is None:
            continue
        if answer.value is None:
            found[end] = Invalid("range_without_likely")
        elif (bound > answer.value) if end == "low" else (bound < answer.value):
            found[end] = Invalid(f"{end}_beyond_likely")
    return found


def show_range(question: QuestionFields, answer: Answer, say: Words) -> str:
    """Write the range for people, to stand behind the number; empty if no end counts.

    An end that contradicts the number is left open, as the money model leaves it.
    """
    wrong = contradictions(answer)
    low, high = (None if end in wrong else getattr(answer, end) for end in ENDS)
    if low is None and high is None:
        return ""
    return say(
        "model.range",
        low=_OPEN if low is None else question.show(low, say),
        high=_OPEN if high is None else question.show(high, say),
    )
