"""How the clauses of agreements differ between two states of a plan, word by word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from wizard.engine import Evaluation
from wizard.plans.answers_file import OwnClauses
from wizard.text import Language

# A Chinese character stands for itself; Latin words and numbers are taken whole.
_WORD = re.compile(r"[A-Za-z0-9_.,%]+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both clauses have, or one of them alone."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause that differs.

    Attributes:
        agreement: id of the agreement.
        code: number in the list of clauses, for example ``UA-03``.
        title: its heading.
        before: what it said; empty if it was not there.
        after: what it says; empty if it is gone.
    """

    agreement: str
    code: str
    title: str
    before: str
    after: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The two texts, word against word."""
        return compared(self.before, self.after)

    @property
    def marked(self) -> str:
        """Both texts in one, ``[-gone-]`` and ``{+new+}`` where they differ."""
        marks = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
        return "".join(marks[one.kind].format(one.text) for one in self.pieces)


@dataclass(frozen=True, slots=True)
class ClauseJob:
    """Two states of a plan, to have the clauses of their agreements compared.

    Attributes:
        before: a state of a plan.
        after: a later one.
        name: of the plan.
        language: of the agreements.
        own: clauses in the founder's own words, in each of the two states.
    """

    before: Evaluation
    after: Evaluation
    name: str
    language: Language
    own: tuple[OwnClauses, OwnClauses]

    def run(self) -> tuple[ClauseChange, ...]:
        """Compare; safe to call from any thread."""
        return clause_changes(
            self.before, self.after, name=self.name, language=self.language, own=self.own
        )


def clause_changes(
    before: Evaluation,
    after: Evaluation,
    *,
    name: str,
    language: Language,
    own: tuple[OwnClauses, OwnClauses] = ({}, {}),
) -> tuple[ClauseChange, ...]:
    """Compare every clause of the agreements that apply before or after.

    Args:
        before: a state of a plan.
        after: a later one.
        name: of the plan.
        language: of the agreements.
        own: clauses in the founder's own words, in each of the two states.
    """
    changed: list[ClauseChange] = []
    order = [one.id for one in after.checklist.agreements]
    for agreement in order:
        old = _texts(before, agreement, name, language, own[0])
        new = _texts(after, agreement, name, language, own[1])
        for code in [*old, *(one for one in new if one not in old)]:
            was, now = old.get(code, ("", "")), new.get(code, ("", ""))
            if was[1] != now[1]:
                title = now[0] or was[0]
                changed.append(ClauseChange(agreement, code, title, was[1], now[1]))
    return tuple(changed)


def _texts(
    evaluation: Evaluation, agreement: str, name: str, language: Language, own: OwnClauses
) -> dict[str, tuple[str, str]]:
    from wizard.documents import compose_agreement

    if agreement not in evaluation.agreements:
        return {}
    composed = compose_agreement(
        evaluation,
        agreement,
        name=name,
        edition="draft",
        language=language,
        own_text=own.get(agreement),
    )
    return {one.code: (one.title, one.text) for one in composed.clauses}


def compared(before: str, after: str) -> tuple[Piece, ...]:
    """Return two texts as one, word against word."""
    return tuple(_pieces(before, after))


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[start:end]))
            continue
        if start < end:
            yield Piece("gone", "".join(old[start:end]))
        if other_start < other_end:
            yield Piece("new", "".join(new[other_start:other_end]))
