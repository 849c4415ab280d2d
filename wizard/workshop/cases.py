"""Teaching cases: two fictional founders of the pack, one sound, one who only looks sound."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wizard.engine import CompiledChecklist, Evaluation, evaluate
from wizard.model.answers import Answer
from wizard.model.findings import Verdict
from wizard.packs import Persona


@dataclass(frozen=True, slots=True)
class Case:
    """A fictional plan.

    Attributes:
        letter: what it is called in class, so that its name gives nothing away.
    """

    letter: str
    name: str
    about: str
    answers: Mapping[str, Answer]
    evaluation: Evaluation


def teaching_cases(
    personas: Sequence[Persona], compiled: CompiledChecklist, today: dt.date
) -> tuple[Case, ...]:
    """Choose the cases of a pack: at most one sound plan and one that only looks sound.

    The sound one may be printed as final and answers most. The other crosses as few red
    lines as possible, and has as little else against it as possible: it has to be read
    closely.
    """
    judged = [(one, evaluate(compiled, one.answers, today, seed=one.id)) for one in personas]
    sound = [pair for pair in judged if pair[1].can_print_final]
    sound.sort(key=lambda pair: (len(pair[1].findings), -len(pair[0].answers), pair[0].id))
    flawed = [pair for pair in judged if pair[1].verdict is Verdict.NOT_ADVISED]
    flawed.sort(key=lambda pair: (len(pair[1].blockers), len(pair[1].findings), pair[0].id))
    chosen = [*sound[:1], *flawed[:1]]
    return tuple(
        Case(letter, persona.name, persona.about, persona.answers, evaluation)
        for letter, (persona, evaluation) in zip("AB", chosen, strict=False)
    )
