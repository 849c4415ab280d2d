"""Teaching cases: two fictional founders of the pack, one sound, one who only looks sound."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wizard import packs, resources
from wizard.engine import CompiledChecklist, Evaluation, evaluate
from wizard.model.answers import Answer
from wizard.model.findings import Verdict
from wizard.packs import Persona

GOOD, TRAP = "teaching_good", "teaching_trap"
"""Personas of these ids are what their author made for teaching."""


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


def teaching_personas(pack: Path, compiled: CompiledChecklist) -> list[Persona]:
    """Return the fictional founders of a pack; those of the pack it extends if it has none.

    A trainer who only changes a limit has no founders to write: the ones there are are
    judged anew by the changed checklist.
    """
    personas, _ = packs.read_personas(pack, compiled.checklist)
    if not personas and compiled.checklist.extends == packs.BUILT_IN:
        built_in = resources.pack_folder(packs.BUILT_IN)
        personas, _ = packs.read_personas(built_in, compiled.checklist)
    return personas


def teaching_cases(
    personas: Sequence[Persona], compiled: CompiledChecklist, today: dt.date
) -> tuple[Case, ...]:
    """Choose the cases of a pack: at most one sound plan and one that only looks sound.

    What the author of the pack made for teaching comes first, as long as it is still sound
    or flawed. Without it, the sound one has the least against it and answers most, and the
    other crosses as few red lines as possible: it has to be read closely.
    """
    judged = [(one, evaluate(compiled, one.answers, today, seed=one.id)) for one in personas]
    sound = [pair for pair in judged if pair[1].can_print_final]
    sound.sort(key=lambda pair: _sound_first(*pair))
    flawed = [pair for pair in judged if pair[1].verdict is Verdict.NOT_ADVISED]
    flawed.sort(key=lambda pair: _flawed_first(*pair))
    chosen = [*sound[:1], *flawed[:1]]
    return tuple(
        Case(letter, persona.name, persona.about, persona.answers, evaluation)
        for letter, (persona, evaluation) in zip("AB", chosen, strict=False)
    )


def _sound_first(persona: Persona, found: Evaluation) -> tuple[bool, int, int, str]:
    return persona.id != GOOD, len(found.findings), -len(persona.answers), persona.id


def _flawed_first(persona: Persona, found: Evaluation) -> tuple[bool, int, int, str]:
    return persona.id != TRAP, len(found.blockers), len(found.findings), persona.id
