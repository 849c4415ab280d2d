"""What happened to an open plan since it was printed last, and printing it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from wizard.engine.changes import changes, is_substantive
from wizard.engine.due import due
from wizard.model.answers import NOTHING, Answer
from wizard.plans.answers_file import OwnClauses
from wizard.plans.contents import Evidence, Print
from wizard.plans.log import Revision
from wizard.session.attaching import Attaching
from wizard.session.clauses import ClauseJob
from wizard.session.own_clauses import clause_edits, own_clauses
from wizard.session.print_record import read_record
from wizard.session.printing import Edition
from wizard.session.prints import PrintJob
from wizard.session.rewriting import Rewriting
from wizard.session.storing import decoded
from wizard.session.updates import RuleChange, Update, days_since, rule_changes
from wizard.text import LANGUAGES, Language

if TYPE_CHECKING:
    from wizard.session.prints import Photograph

Scope = Literal["all", "changed", "again"]
"""Everything, the pages that changed since the last print, or that print once more."""


class Returning(Attaching, Rewriting):
    """The answers of a plan that may have been printed."""

    _printed: tuple[int, Mapping[str, Answer], OwnClauses] = (0, {}, {})
    _rules: tuple[int, tuple[RuleChange, ...]] = (0, ())

    @property
    def last_print(self) -> Print | None:
        """The record of the last printed edition."""
        prints = self.plan.prints()
        return prints[-1] if prints else None

    @property
    def has_news(self) -> bool:
        """Whether anything changed or ran out since the last print; cheap at every key."""
        last = self.last_print
        if last is None:
            return False
        return bool(self.changed_since(last) or due(self.evaluation) or self._rules_since(last))

    def changed_since(self, last: Print) -> int:
        """Return how many answers and clauses say something else than a print did."""
        if self._printed[0] != last.number:
            stored = self.plan.answers_at(last.revision)
            answers, _ = decoded(self.checklist, stored)
            self._printed = (last.number, answers, own_clauses(stored))
        before, after = self._printed[1], self._answers
        count = sum(
            is_substantive(before.get(one, NOTHING), after.get(one, NOTHING))
            for one in before.keys() | after.keys()
        )
        return count + len(clause_edits(self._printed[2], self.own_clauses))

    def update(self) -> Update | None:
        """Return what there is to look at since the last print; None if nothing was printed."""
        last = self.last_print
        if last is None:
            return None
        today = self.evaluation.today
        return Update(
            printed=last,
            record=read_record(last.record),
            changes=changes(self.evaluation_at(last.revision, today), self.evaluation),
            clauses=clause_edits(
                own_clauses(self.plan.answers_at(last.revision)), self.own_clauses
            ),
            due=due(self.evaluation),
            rules=self._rules_since(last),
            days=days_since(last, self.clock()),
        )

    def clause_job(self, language: Language) -> ClauseJob | None:
        """Return the agreements of the last print and of now, to be compared; None without one."""
        last = self.last_print
        if last is None:
            return None
        then = self.evaluation_at(last.revision, self.evaluation.today)
        own = own_clauses(self.plan.answers_at(last.revision)), self.own_clauses
        return ClauseJob(then, self.evaluation, self.plan.contents().name, language, own)

    def print_job(
        self,
        edition: Edition,
        language: Language,
        *,
        with_plan: bool = True,
        scope: Scope = "all",
        photograph: Photograph | None = None,
    ) -> PrintJob:
        """Return an edition to be printed as everything stands now.

        Its ``run`` may be called from any thread; hand what it returns to ``record``.
        """
        job = PrintJob(self.evaluation, self.plan.contents(), edition, language, with_plan)
        return replace(job, only_changed=scope == "changed", photograph=photograph)

    def reprint_job(self, photograph: Photograph | None = None) -> PrintJob | None:
        """Return the last print as it was: its answers, its day; None if there is none.

        Its pictures are printed again if ``photograph`` is there to make them.
        """
        last = self.last_print
        if last is None:
            return None
        record = read_record(last.record)
        contents = self.plan.contents()
        revisions = tuple(contents.revisions)[: last.revision]
        then = replace(
            contents,
            name=record.name or contents.name,
            revisions=revisions,
            evidence=_attached(contents.evidence, revisions),
            prints=tuple(contents.prints)[: last.number],
            versions=tuple(one for one in contents.versions if one.revision <= last.revision),
        )
        return PrintJob(
            self.evaluation_at(last.revision, record.day),
            then,
            "final" if record.edition == "final" else "draft",
            next((one for one in LANGUAGES if one == record.language), LANGUAGES[0]),
            record.with_plan,
            photograph=photograph if record.pictures else None,
        )

    def _rules_since(self, last: Print) -> tuple[RuleChange, ...]:
        if self._rules[0] != last.number:
            record = read_record(last.record)
            again = self.evaluation_at(last.revision, record.day or self.evaluation.today)
            self._rules = (last.number, rule_changes(record, again))
        return self._rules[1]


def _attached(evidence: Sequence[Evidence], revisions: Sequence[Revision]) -> tuple[Evidence, ...]:
    """Return what had been attached by then: what an answer referred to."""
    said = "\n".join(one.value for one in revisions if one.value)
    return tuple(one for one in evidence if one.sha256 in said)
