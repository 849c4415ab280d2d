"""Dispatch a command and turn every expected failure into one sentence and an exit code.

Exit codes: 0 done, 1 done but with a result that blocks, 2 something could not be read or
written.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

from wizard.cli import commands
from wizard.cli.arguments import parser
from wizard.errors import AnswersError, PackError, Problem, WizardError
from wizard.text import Words, words

MOST_PROBLEMS = 10
_COMMANDS: dict[str, Callable[[Any, Words], int]] = {
    "check": commands.check,
    "print": commands.print_edition,
    "kit": commands.kit,
    "demo": commands.demo,
    "new": commands.new,
    "export": commands.export,
    "lint": commands.lint,
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; return its exit code."""
    _speak_utf8()
    options = parser(words(_language(arguments))).parse_args(arguments)
    say = words(getattr(options, "lang", "zh"))
    try:
        return _COMMANDS[options.command](options, say)
    except WizardError as error:
        report(error, say)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 2


def _language(arguments: Sequence[str]) -> Any:
    for place, argument in enumerate(arguments):
        if argument == "--lang=en" or arguments[place : place + 2] == ["--lang", "en"]:
            return "en"
    return "zh"


def _speak_utf8() -> None:
    """Write UTF-8 whatever the terminal's code page, so that no answer breaks a command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def report(error: WizardError, say: Words) -> None:
    """Write what went wrong to stderr: each problem on a line of its own, at most ten lines."""
    problems = error.problems if isinstance(error, (AnswersError, PackError)) else ()
    if not problems:
        print(say(error.key, **error.params), file=sys.stderr)
        return
    room = MOST_PROBLEMS if len(problems) <= MOST_PROBLEMS else MOST_PROBLEMS - 1
    for problem in problems[:room]:
        print(problem_line(problem, say), file=sys.stderr)
    if len(problems) > room:
        print(say("cli.more_problems", count=len(problems) - room), file=sys.stderr)


def problem_line(problem: Problem, say: Words) -> str:
    """Write a problem as ``file:line:column: sentence``."""
    sentence = say(problem.key, **problem.params)
    if problem.hint is not None:
        sentence = f"{sentence} {say(problem.hint, **problem.params)}"
    return f"{problem.place}: {sentence}"
