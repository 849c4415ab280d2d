"""An evaluation as JSON for programs and as text for people."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

from wizard.engine import Evaluation
from wizard.errors import Problem, WizardError
from wizard.model.findings import Finding
from wizard.money import Figure
from wizard.session.phrasing import error_lines
from wizard.session.printing import obstacle_lines
from wizard.text import Words

_INTERNAL = frozenset({"startup_known"})


def as_json(evaluation: Evaluation, name: str, say: Words) -> dict[str, Any]:
    """Return the evaluation in the shape of ``check --json``."""
    checklist = evaluation.checklist
    figures = {key: figure for key, figure in evaluation.figures.items() if key not in _INTERNAL}
    return {
        "checklist": {"id": checklist.id, "version": checklist.version},
        "plan": {"name": name},
        "verdict": str(evaluation.verdict),
        "can_print_final": evaluation.can_print_final,
        "missing": list(evaluation.missing),
        "not_sure": list(evaluation.not_sure),
        "findings": [_finding(one, say) for one in evaluation.findings],
        "areas": {
            area: {"state": result.state, "answered": result.answered, "of": result.of}
            for area, result in evaluation.areas.items()
        },
        "figures": {key: figure.shown for key, figure in figures.items()},
        "figure_notes": {
            key: figure_note(figure, say) for key, figure in figures.items() if figure.note
        },
    }


def _finding(finding: Finding, say: Words) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "questions": list(finding.questions),
        "row": finding.row,
        "message": finding.message.say(say),
        "action": finding.action.say(say) if finding.action is not None else "",
        "within_days": finding.within_days,
        "sources": list(finding.sources),
    }


def figure_note(figure: Figure, say: Words) -> str:
    """Say why a figure is undefined, or which inputs were assumed for it."""
    reason = say(f"money.reason.{figure.note}")
    if not figure.assumed:
        return reason
    return say("cli.assumed", reason=reason, inputs=", ".join(figure.assumed))


def as_text(evaluation: Evaluation, name: str, say: Words) -> str:
    """Return the evaluation as a person reads it."""
    lines = [
        say("cli.plan_verdict", name=name, verdict=say(f"session.verdict.{evaluation.verdict}"))
    ]
    obstacles = obstacle_lines(evaluation, say)
    if obstacles:
        lines.append(say("cli.obstacles", count=len(obstacles)))
        lines += [f"  {line}" for line in obstacles]
    advice = [one for one in evaluation.findings if one not in evaluation.blockers]
    if advice:
        lines.append(say("cli.advice", count=len(advice)))
        lines += [f"  {_advice(one, evaluation, say)}" for one in advice]
    unsure = [evaluation.checklist.titled(one, say.language) for one in evaluation.not_sure]
    if unsure:
        lines.append(say("cli.unsure", count=len(unsure)))
        lines += [f"  {line}" for line in unsure]
    return "\n".join(lines)


def _advice(finding: Finding, evaluation: Evaluation, say: Words) -> str:
    row = f"[{finding.row}] " if finding.row else ""
    action = f" → {finding.action.say(say)}" if finding.action is not None else ""
    number = evaluation.checklist.number(finding.questions[0])
    word = say(f"session.severity.{finding.severity}")
    return f"{word} {number} {row}{finding.message.say(say)}{action}"


def problem_rows(problems: Iterable[Problem], level: str, say: Words) -> list[dict[str, object]]:
    """Return problems in the shape of ``lint --json``."""
    return [
        {
            "level": level,
            "file": problem.place.file,
            "line": problem.place.line,
            "column": problem.place.column,
            "code": problem.key,
            "message": say(problem.key, **problem.params),
            "hint": say(problem.hint, **problem.params) if problem.hint else None,
        }
        for problem in problems
    ]


def report(error: WizardError, say: Words) -> None:
    """Write what went wrong to stderr: each problem on a line of its own, at most ten lines."""
    for line in error_lines(error, say):
        print(line, file=sys.stderr)
