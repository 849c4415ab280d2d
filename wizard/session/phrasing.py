"""What went wrong, as lines for a person: the same on the command line and in a batch."""

from __future__ import annotations

from wizard.errors import AnswersError, PackError, Problem, WizardError
from wizard.text import Words

MOST_PROBLEMS = 10


def error_lines(error: WizardError, say: Words) -> tuple[str, ...]:
    """Return one sentence, or every problem on a line of its own, at most ten lines."""
    problems = error.problems if isinstance(error, (AnswersError, PackError)) else ()
    if not problems:
        return (say(error.key, **error.params),)
    room = MOST_PROBLEMS if len(problems) <= MOST_PROBLEMS else MOST_PROBLEMS - 1
    lines = [problem_line(problem, say) for problem in problems[:room]]
    if len(problems) > room:
        lines.append(say("session.more_problems", count=len(problems) - room))
    return tuple(lines)


def problem_line(problem: Problem, say: Words) -> str:
    """Write a problem as ``file:line:column: sentence``."""
    sentence = say(problem.key, **problem.params)
    if problem.hint is not None:
        sentence = f"{sentence} {say(problem.hint, **problem.params)}"
    return f"{problem.place}: {sentence}"
