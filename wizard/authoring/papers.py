"""The agreements of a pack under trial: every clause appears, and every blank can be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from wizard.documents.agreements import compose_agreement
from wizard.documents.agreements.rendering import text_of
from wizard.engine import CompiledChecklist, Evaluation
from wizard.errors import PackError
from wizard.model.answers import Answer
from wizard.text import Language

_CLAUSE: Final = re.compile(r"^#+ +([A-Z]{2}-\d{2})\s", re.MULTILINE)


@dataclass(slots=True)
class PaperTrial:
    """What became of one agreement in all sets of answers tried.

    Attributes:
        id: of the agreement.
        wanted: codes of the clauses its template has.
        seen: codes of the clauses that appeared.
        offered: how often it applied.
        blanks: questions it leaves a blank for though they are not asked, so that nobody
            can fill it in; with answers that lead there.
        broken: why it could not be made, with answers that lead there.
    """

    id: str
    wanted: tuple[str, ...]
    seen: set[str] = field(default_factory=set)
    offered: int = 0
    blanks: dict[str, Mapping[str, Answer]] = field(default_factory=dict)
    broken: tuple[PackError, Mapping[str, Answer]] | None = None

    @property
    def unseen(self) -> tuple[str, ...]:
        """The clauses that no answers tried brought up."""
        return tuple(one for one in self.wanted if one not in self.seen)

    @property
    def clean(self) -> bool:
        """Whether it was offered, whole, never broken, and without a blank nobody can fill."""
        return bool(self.offered) and not (self.unseen or self.blanks or self.broken)


def try_papers(
    compiled: CompiledChecklist, tried: Iterable[tuple[Mapping[str, Answer], Evaluation]]
) -> tuple[PaperTrial, ...]:
    """Make every agreement that applies with every set of answers."""
    language: Language = "zh" if compiled.checklist.languages[0] == "zh" else "en"
    trials = {
        one.id: PaperTrial(one.id, tuple(_CLAUSE.findall(text_of(compiled, one, language).text)))
        for one in compiled.checklist.agreements
    }
    for answers, evaluation in tried:
        for name in evaluation.agreements:
            trial = trials[name]
            trial.offered += 1
            made = compose_agreement(evaluation, name, name="", edition="draft", language=language)
            trial.seen |= {one.code for one in made.clauses}
            if made.broken is not None:
                trial.broken = trial.broken or (made.broken, answers)
            for blank in made.blanks:
                if not _can_be_filled(evaluation, blank.question):
                    trial.blanks.setdefault(blank.question, answers)
    return tuple(trials.values())


def _can_be_filled(evaluation: Evaluation, question_id: str) -> bool:
    """Whether the question behind a blank is asked now, itself or as a candidate's column."""
    checklist = evaluation.checklist
    if question_id in checklist.questions:
        return question_id in evaluation.visible
    return checklist.candidates in evaluation.visible
