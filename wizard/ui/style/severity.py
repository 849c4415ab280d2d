"""How weights, states and sources are shown: shape, colour and word, always together."""

from __future__ import annotations

from typing import NamedTuple

from wizard.model.answers import State
from wizard.model.checklist import Badge
from wizard.model.findings import AreaResult, AreaState, Finding, Verdict
from wizard.model.questions import Effort, Severity
from wizard.text import Words
from wizard.ui.style.icons import Shape


class Sign(NamedTuple):
    """How one thing is shown.

    Attributes:
        shape: of its mark.
        word: key of its word in the text catalogue.
        tone: what it is colored by; empty for the color of text.
    """

    shape: Shape
    word: str
    tone: str = ""


SEVERITY_SIGNS: dict[Severity, Sign] = {
    Severity.RED_LINE: Sign("red_line", "ui.severity_red_line", "danger"),
    Severity.BROKEN: Sign("red_line", "ui.severity_broken", "danger"),
    Severity.FIX: Sign("warn", "ui.severity_fix", "warn"),
    Severity.WATCH: Sign("warn", "ui.severity_watch", "warn"),
    Severity.INFO: Sign("info", "ui.severity_info", "info"),
}
STATE_SIGNS: dict[State, Sign] = {
    State.UNANSWERED: Sign("open", "ui.state_open"),
    State.ANSWERED: Sign("done", "ui.state_answered"),
    State.NOT_SURE: Sign("unsure", "ui.state_not_sure", "unsure"),
    State.NOT_APPLICABLE: Sign("none", "ui.state_not_applicable"),
}
AREA_SIGNS: dict[AreaState, Sign] = {
    "not_started": Sign("open", "ui.area_not_started"),
    "in_progress": Sign("begun", "ui.area_in_progress"),
    "red_line": Sign("red_line", "ui.area_red_line"),
    "complete": Sign("done", "ui.area_complete"),
}
VERDICT_SIGNS: dict[Verdict, Sign] = {
    Verdict.NOT_ADVISED: Sign("red_line", "ui.verdict_not_advised", "danger"),
    Verdict.UNDECIDED: Sign("begun", "ui.verdict_undecided", "plain"),
    Verdict.FIX_FIRST: Sign("warn", "ui.verdict_fix_first", "warn"),
    Verdict.READY: Sign("done", "ui.verdict_ready", "ok"),
}
BADGE_WORDS: dict[Badge, str] = {
    "law": "ui.badge_law",
    "practice": "ui.badge_practice",
    "rule_of_thumb": "ui.badge_rule_of_thumb",
    "unverified": "ui.badge_unverified",
}
EFFORT_WORDS: dict[Effort, str] = {
    "think": "ui.effort_think",
    "at_hand": "ui.effort_at_hand",
    "work_out": "ui.effort_work_out",
    "ask": "ui.effort_ask",
}
ORDINALS = (
    "ui.ordinal_1",
    "ui.ordinal_2",
    "ui.ordinal_3",
    "ui.ordinal_4",
    "ui.ordinal_5",
    "ui.ordinal_6",
    "ui.ordinal_7",
    "ui.ordinal_8",
    "ui.ordinal_9",
)


def ordinal(number: int, words: Words) -> str:
    """Return 一, 二, 三 ... for areas; plain digits beyond nine."""
    return words(ORDINALS[number - 1]) if number <= len(ORDINALS) else str(number)


def status(state: State, finding: Finding | None) -> Sign:
    """Return how a question is shown; the strongest thing wins.

    Args:
        state: how far the question has got.
        finding: its strongest finding that is shown, or None.
    """
    if finding is not None and finding.severity is not Severity.INFO:
        return SEVERITY_SIGNS[finding.severity]
    return STATE_SIGNS[state]


def area_shape(result: AreaResult) -> Shape:
    """Return the shape of an area: its state, or the reminder a complete area carries."""
    if result.state == "complete" and result.worst in (Severity.FIX, Severity.WATCH):
        return "warn"
    return AREA_SIGNS[result.state].shape


def due(finding: Finding, words: Words) -> str:
    """Return by when a finding is to be dealt with."""
    if finding.within_days is None:
        return words("ui.before_opening")
    if finding.within_days == 0:
        return words("ui.today")
    return words("ui.within_days", days=finding.within_days)
