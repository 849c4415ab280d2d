"""Clauses of agreements in the founder's own words, changed like any answer."""

from __future__ import annotations

from wizard.model.formats import holds_identity_number
from wizard.model.reading import Invalid
from wizard.plans.answers_file import LONGEST_CLAUSE, OwnClauses, encoded
from wizard.session.answering import Answering
from wizard.session.own_clauses import clause_key, own_clauses
from wizard.strict_yaml import clean


class Rewriting(Answering):
    """The answers of a plan with the clauses the founder rewrote."""

    @property
    def own_clauses(self) -> OwnClauses:
        """The founder's own words, by agreement and code of the clause."""
        return own_clauses(self.plan.answers())

    def rewrite_clause(self, agreement: str, code: str, text: str | None) -> Invalid | None:
        """Put the founder's words in place of a clause; None restores the template's.

        Returns:
            Why the text is not kept, or None if it is.

        Raises:
            PlanError: the plan is edited in another window.
        """
        self._must_be_ours()
        said = clean(text or "").strip()
        if len(said) > LONGEST_CLAUSE:
            return Invalid("too_long", {"length": len(said), "limit": LONGEST_CLAUSE})
        if holds_identity_number(said):
            return Invalid("identity_number")
        key = clause_key(agreement, code)
        before = self.own_clauses.get(agreement, {}).get(code, "")
        if said != before:
            kind = "answer" if said else "clear"
            self.plan.commit({key: encoded(said) if said else None}, now=self.clock(), kind=kind)
            self.summarize()
        return None
