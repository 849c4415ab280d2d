"""Clauses in the founder's own words: kept among the answers, under ids of their own.

A rewritten clause is stored as ``clause:<agreement>:<code>`` with its text as JSON, so that
history, undo, copies and printed plans treat it as any other change. It is no answer: the
checklist does not ask for it, and nothing is judged by it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wizard.plans.answers_file import OwnClauses, encoded

PREFIX = "clause:"


@dataclass(frozen=True, slots=True)
class ClauseEdit:
    """A clause that the founder rewrote, rewrote again, or gave back to the template.

    Attributes:
        agreement: id of the agreement.
        code: number in the list of clauses, for example ``UA-03``.
        before: the founder's words; empty for the template's.
        after: the same, now.
    """

    agreement: str
    code: str
    before: str
    after: str


def clause_key(agreement: str, code: str) -> str:
    """Return the id a rewritten clause is stored under."""
    return f"{PREFIX}{agreement}:{code}"


def clause_of(key: str) -> tuple[str, str] | None:
    """Return agreement and code of a stored id; None if it is that of an answer."""
    kind, _, rest = key.partition(":")
    agreement, found, code = rest.partition(":")
    return (agreement, code) if f"{kind}:" == PREFIX and found else None


def own_clauses(stored: Mapping[str, str]) -> OwnClauses:
    """Return the rewritten clauses among the JSON texts of a plan, by agreement and code."""
    found: dict[str, dict[str, str]] = {}
    for key, text in stored.items():
        named, said = clause_of(key), text and json.loads(text)
        if named is not None and isinstance(said, str) and said.strip():
            found.setdefault(named[0], {})[named[1]] = said
    return found


def stored_clauses(own: OwnClauses) -> dict[str, str]:
    """Return rewritten clauses as the JSON texts a plan file holds."""
    return {
        clause_key(agreement, code): encoded(said)
        for agreement, clauses in own.items()
        for code, said in clauses.items()
    }


def clause_edits(before: OwnClauses, after: OwnClauses) -> tuple[ClauseEdit, ...]:
    """Return every clause whose own words differ."""
    return tuple(_edits(before, after))


def _edits(before: OwnClauses, after: OwnClauses) -> Iterator[ClauseEdit]:
    for agreement in dict.fromkeys((*before, *after)):
        old, new = before.get(agreement, {}), after.get(agreement, {})
        for code in sorted({*old, *new}):
            if old.get(code, "") != new.get(code, ""):
                yield ClauseEdit(agreement, code, old.get(code, ""), new.get(code, ""))
