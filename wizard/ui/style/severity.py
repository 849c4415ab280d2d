"""How weights, states and sources are shown: shape, colour and word, always together."""

from __future__ import annotations

from wizard.model.answers import State
from wizard.model.checklist import Badge
from wizard.model.findings import AreaResult, AreaState, Finding, Verdict
from wizard.model.questions import Effort, Severity
from wizard.text import Words
from wizard.ui.style.icons import Shape

SEVERITY_WORDS: dict[Severity, str] = {
    Severity.RED_LINE: "ui.severity_red_line",
    Severity.BROKEN: "ui.severity_broken",
    Severity.FIX: "ui.severity_fix",
    Severity.WATCH: "ui.severity_watch",
    Severity.INFO: "ui.severity_info",
}
SEVERITY_SHAPES: dict[Severity, Shape] = {
    Severity.RED_LINE: "red_line",
    Severity.BROKEN: "red_line",
    Severity.FIX: "warn",
    Severity.WATCH: "warn",
    Severity.INFO: "info",
}
SEVERITY_TONES: dict[Severity, str] = {
    Severity.RED_LINE: "danger",
    Severity.BROKEN: "danger",
    Severity.FIX: "warn",
    Severity.WATCH: "warn",
    Severity.INFO: "info",
}
STATE_WORDS: dict[State, str] = {
    State.UNANSWERED: "ui.state_open",
    State.ANSWERED: "ui.state_answered",
    State.NOT_SURE: "ui.state_not_sure",
    State.NOT_APPLICABLE: "ui.state_not_applicable",
}
STATE_SHAPES: dict[State, Shape] = {
    State.UNANSWERED: "open",
    State.ANSWERED: "done",
    State.NOT_SURE: "unsure",
    State.NOT_APPLICABLE: "none",
}
AREA_WORDS: dict[AreaState, str] = {
    "not_started": "ui.area_not_started",
    "in_progress": "ui.area_in_progress",
    "red_line": "ui.area_red_line",
    "complete": "ui.area_complete",
}
AREA_SHAPES: dict[AreaState, Shape] = {
    "not_started": "open",
    "in_progress": "begun",
    "red_line": "red_line",
    "complete": "done",
}
VERDICT_WORDS: dict[Verdict, str] = {
    Verdict.NOT_ADVISED: "ui.verdict_not_advised",
    Verdict.UNDECIDED: "ui.verdict_undecided",
    Verdict.FIX_FIRST: "ui.verdict_fix_first",
    Verdict.READY: "ui.verdict_ready",
}
VERDICT_SHAPES: dict[Verdict, Shape] = {
    Verdict.NOT_ADVISED: "red_line",
    Verdict.UNDECIDED: "begun",
    Verdict.FIX_FIRST: "warn",
    Verdict.READY: "done",
}
VERDICT_TONES: dict[Verdict, str] = {
    Verdict.NOT_ADVISED: "danger",
    Verdict.UNDECIDED: "plain",
    Verdict.FIX_FIRST: "warn",
    Verdict.READY: "ok",
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


def status(state: State, finding: Finding | None) -> tuple[Shape, str, str]:
    """Return shape, word key and tone of a question; the strongest thing wins.

    Args:
        state: how far the question has got.
        finding: its strongest finding that is shown, or None.
    """
    if finding is not None and finding.severity is not Severity.INFO:
        severity = finding.severity
        return SEVERITY_SHAPES[severity], SEVERITY_WORDS[severity], SEVERITY_TONES[severity]
    tone = "unsure" if state is State.NOT_SURE else ""
    return STATE_SHAPES[state], STATE_WORDS[state], tone


def area_shape(result: AreaResult) -> Shape:
    """Return the shape of an area: its state, or the reminder a complete area carries."""
    if result.state == "complete" and result.worst in (Severity.FIX, Severity.WATCH):
        return "warn"
    return AREA_SHAPES[result.state]


def due(finding: Finding, words: Words) -> str:
    """Return by when a finding is to be dealt with."""
    if finding.within_days is None:
        return words("ui.before_opening")
    if finding.within_days == 0:
        return words("ui.today")
    return words("ui.within_days", days=finding.within_days)
