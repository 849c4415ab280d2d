"""What went wrong, as lines for a person: the same on the command line and in a batch."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from wizard.errors import AnswersError, PackError, Problem, WizardError
from wizard.text import Words

if TYPE_CHECKING:
    from wizard.documents.typesetting.fonts import MissingGlyph

MOST_PROBLEMS = 10
LONGEST_QUOTE = 400


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


def boxes_line(boxes: Iterable[MissingGlyph], say: Words) -> str:
    """Return which characters are printed as empty boxes and where; empty if none is."""
    found: dict[str, list[str]] = {}
    for one in boxes:
        places = found.setdefault(one.character, [])
        if one.question:
            places.append(one.question)
    told = [
        say(
            "session.box_at",
            character=_named(character),
            where=say("model.list_comma").join(places),
        )
        if places
        else say("session.box", character=_named(character))
        for character, places in found.items()
    ]
    return say("session.boxes", told=say("model.list_comma").join(told)) if told else ""


def _named(character: str) -> str:
    """Return a character with its number and name; on screen it may be an empty box as well."""
    told = (f"U+{ord(one):04X} {unicodedata.name(one, '')}".strip() for one in character)
    return f"{character} {', '.join(told)}"


def problem_line(problem: Problem, say: Words) -> str:
    """Write a problem as ``file:line:column: sentence``."""
    params = {name: _quotable(value) for name, value in problem.params.items()}
    sentence = say(problem.key, **params)
    if problem.hint is not None:
        sentence = f"{sentence} {say(problem.hint, **params)}"
    return f"{problem.place}: {sentence}"


def _quotable(value: object) -> object:
    """Return a text as a sentence of one line can quote it: typed are novels, too."""
    if not isinstance(value, str):
        return value
    line = " ".join(value.splitlines())
    return line if len(line) <= LONGEST_QUOTE else f"{line[:LONGEST_QUOTE]}…"
