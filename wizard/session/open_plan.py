"""The open plan: its answers, its file, the right to edit it, and what was printed of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Self

from wizard.engine import CompiledChecklist, Evaluation
from wizard.errors import WizardError
from wizard.model.answers import Answer
from wizard.plans import backup, files
from wizard.plans.answers_file import OwnClauses
from wizard.plans.claim import take_over
from wizard.plans.contents import PlanContents, Print, Version
from wizard.plans.store import PlanFile
from wizard.session import summary
from wizard.session.answering import Clock, now
from wizard.session.feedback import feedback, with_feedback
from wizard.session.membership import membership, with_membership
from wizard.session.opening import (
    Opened,
    Opening,
    back_up_soon,
    check_pack,
    open_elsewhere,
    open_plan,
)
from wizard.session.printing import Edition
from wizard.session.prints import Printed, noted
from wizard.session.returning import Returning
from wizard.session.storing import moved, stored
from wizard.session.unfinished import Unfinished
from wizard.strict_yaml import clean
from wizard.text import Language, words

_LONGEST_NAME = 200


class Session(Returning):
    """An open plan with its evaluation.

    Attributes:
        opening: how it was opened: read-only, recovered, from a backup.
        unfinished: what is being typed and is no answer yet.
    """

    def __init__(
        self,
        plan: PlanFile,
        compiled: CompiledChecklist,
        clock: Clock = now,
        opened: Opened | None = None,
    ) -> None:
        found = opened or Opened(plan, None, Opening())
        self.opening = found.opening
        self._claim = found.claim
        self._backup: Future[Path | None] | None = None
        self._place: str = ""
        super().__init__(plan, compiled, clock)
        self.read_only = self.opening.read_only is not None
        row = summary.read(plan.summary)
        self._place = str(row.get("place", ""))
        self._review = summary.review(row)
        self.unfinished = self._take_up()

    @classmethod
    def create(
        cls,
        path: Path,
        compiled: CompiledChecklist,
        *,
        name: str,
        answers: Mapping[str, Answer] | None = None,
        language: str = "zh",
        clauses: OwnClauses | None = None,
        clock: Clock = now,
    ) -> Self:
        """Begin a new plan at ``path``.

        Raises:
            WizardError: the file could not be written.
        """
        checklist = compiled.checklist
        PlanFile.create(
            path,
            plan_id=str(uuid.uuid4()),
            name=_name(name) or words("en" if language == "en" else "zh")("plans.untitled"),
            pack=(checklist.id, checklist.version),
            answers=stored(checklist, answers or {}, clauses=clauses),
            now=clock(),
            language=language,
        ).close()
        return cls._begin(path, compiled, clock)

    @classmethod
    def open(
        cls,
        path: Path,
        compiled: CompiledChecklist,
        *,
        clock: Clock = now,
        edit: bool = True,
    ) -> Self:
        """Open a plan of the library, and back it up if that was not done today.

        A plan that another window edits opens read-only; in place of one that is beyond
        reading its newest backup opens, as a new file. ``opening`` says which happened.

        Args:
            path: the plan.
            compiled: the checklist it is answered against.
            clock: tells the present moment.
            edit: ask for the right to edit it; without, it opens read-only.

        Raises:
            PlanError: it cannot be read, is foreign or too new, or of another checklist.
        """
        opened = open_plan(path, edit=edit)
        try:
            check_pack(opened.plan.contents(), compiled, opened.plan.path)
        except WizardError:
            opened.plan.close()
            if opened.claim is not None:
                opened.claim.release()
            raise
        session = cls(opened.plan, compiled, clock, opened)
        if opened.claim is not None:
            files.sweep(session.path.parent, clock().timestamp() - files.ABANDONED_AFTER)
            session.back_up()
            session.migrate()
            session.summarize()
        return session

    @classmethod
    def adopt(
        cls, contents: PlanContents, path: Path, compiled: CompiledChecklist, *, clock: Clock = now
    ) -> Self:
        """Take over a plan that came from elsewhere, as a new file at ``path``.

        Raises:
            WizardError: the file could not be written, or the plan contradicts itself, is
                of another checklist or of a newer one.
        """
        check_pack(contents, compiled, path)
        PlanFile.adopt(contents, path).close()
        return cls._begin(path, compiled, clock)

    @classmethod
    def _begin(cls, path: Path, compiled: CompiledChecklist, clock: Clock) -> Self:
        opened = open_plan(path)
        session = cls(opened.plan, compiled, clock, opened)
        session.summarize()
        return session

    @property
    def name(self) -> str:
        """The plan's name, as typed."""
        return self.plan.name

    @property
    def path(self) -> Path:
        """The file the plan lives in."""
        return self.plan.path

    @property
    def place(self) -> str:
        """The topic or screen the person was at when the plan was last left."""
        return self._place

    def remember_place(self, place: str) -> None:
        """Remember where the person is, for the next opening."""
        if place != self.place:
            self._place = place
            self.summarize()

    @property
    def review(self) -> Mapping[str, str]:
        """What to look at again since the checklist changed: reason by id of the question.

        The reasons are those of ``storing.Outcome``.
        """
        return dict(self._review)

    def confirm(self, question_id: str) -> None:
        """Say that a question was looked at again after the checklist changed.

        Raises:
            PlanError: the plan is edited in another window.
        """
        self._must_be_ours()
        self._review.pop(question_id, None)
        self.summarize()

    def migrate(self) -> None:
        """Make a plan of an older checklist one of today's, after a backup of its own.

        Nothing is deleted: what no longer fits goes to the drawer, and the history keeps
        every answer as it was given.

        Raises:
            PlanError: the plan is edited in another window.
        """
        older, checklist = self.plan.pack_version, self.checklist
        if (self.plan.pack_id, older) == (checklist.id, checklist.version):
            return
        self._must_be_ours()
        self._backed_up()
        self.back_up(always=True)
        self._backed_up()
        other = self.plan.pack_id != checklist.id
        changed, outcomes = moved(checklist, self.plan.answers(), older, other_pack=other)
        pack = checklist.id, checklist.version
        self.plan.commit(changed, now=self.clock(), kind="migrate", pack=pack)
        for one in outcomes:
            if one.kind == "decide" and one.question:
                self._review[one.question] = one.reason
        self._reread()

    def still_ours(self) -> bool:
        """Look whether the plan may still be edited here; another window may have taken it.

        Once it may not, the session is read-only.
        """
        if not self.read_only and self._claim is not None and not self._claim.held:
            self.read_only = True
            self.opening = replace(self.opening, read_only=open_elsewhere(self.path))
        return not self.read_only

    def take_over(self) -> Evaluation:
        """Edit the plan here, whoever edited it before, from what they saved last.

        Raises:
            WizardError: the plan cannot be read, or no lock file made beside it.
        """
        claim = take_over(self.path)
        fresh = PlanFile.open(self.path)
        fresh.on_saved, fresh.on_failed = self.plan.on_saved, self.plan.on_failed
        self.unfinished.close()
        self.plan.close()
        self.plan, self._claim, self.read_only = fresh, claim, False
        self.opening = Opening()
        evaluation = self._reread()
        self.unfinished = self._take_up()
        return evaluation

    def rename(self, name: str) -> None:
        """Give the plan another name.

        Raises:
            PlanError: the plan is edited in another window.
        """
        self._must_be_ours()
        self.plan.rename(_name(name), now=self.clock())
        self.summarize()

    def name_version(self, name: str) -> Version:
        """Give the plan as it stands a name to come back to.

        Raises:
            PlanError: the plan is edited in another window.
        """
        self._must_be_ours()
        return self.plan.name_version(_name(name), now=self.clock())

    def back_up(self, *, always: bool = False) -> None:
        """Back the plan up on a thread of its own, if that was not done today."""
        self._backup = back_up_soon(self.plan.contents(), self.path, self.clock(), always=always)

    def erase_evidence(self, sha256: str) -> None:
        """Let go of an attached file for good, here and in the backups of this plan.

        That it was attached stays known; undo brings back what was said of it, not the file.

        Raises:
            WizardError: the plan is edited in another window, or a backup cannot be changed.
        """
        self._must_be_ours()
        self._backed_up()
        everything = {one.sha256 for one in self.plan.evidence_list()}
        self.plan.purge_evidence(everything - {sha256})
        backup.forget_evidence(backup.folder_of(self.path.parent, self.plan.plan_id), sha256)

    def record(self, printed: Printed) -> Print:
        """Note a printed edition in the plan; one printed again keeps its record.

        Raises:
            PlanError: the plan is edited in another window.
        """
        known = noted(self.plan.prints(), printed)
        if known is not None:
            return known
        if printed.again:
            return self.plan.prints()[printed.number - 1]
        self._must_be_ours()
        record = self.plan.record_print(
            printed.record.written(), now=self.clock(), revision=printed.revision
        )
        self.summarize()
        return record

    def print_edition(
        self, edition: Edition, language: Language, *, with_plan: bool = True
    ) -> Printed:
        """Print an edition and note it in the plan.

        Raises:
            NotFinalError: the final edition is held back.
            PlanError: the plan is edited in another window.
        """
        self._must_be_ours()
        printed = self.print_job(edition, language, with_plan=with_plan).run()
        self.record(printed)
        return printed

    def summarize(self) -> None:
        """Write the row the home screen shows, so that it needs neither pack nor engine."""
        if self.read_only:
            return
        last = self.last_print
        row = summary.summary(
            self.evaluation,
            place=self._place,
            last_print=last,
            changed=self.changed_since(last) if last is not None else 0,
            review=self._review,
        )
        member = membership(self.plan.summary)
        said = feedback(self.plan.summary)
        self.plan.set_summary(with_feedback(with_membership(summary.written(row), member), said))

    def close(self) -> bool:
        """Save what is waiting and let go of the file; False if something was not saved."""
        if self.still_ours():
            self.summarize()
        saved = self.plan.close()
        self.unfinished.close()
        self._backed_up()
        if self._claim is not None:
            self._claim.release()
        return saved

    def _take_up(self) -> Unfinished:
        claim = None if self.read_only else self._claim
        return Unfinished(self.plan, self._answers, None if claim is None else lambda: claim.held)

    def _follow(self, *, entered: bool) -> None:
        self.unfinished.follow(self._answers, entered=entered)

    def _must_be_ours(self) -> None:
        self.still_ours()
        super()._must_be_ours()

    def _backed_up(self) -> None:
        """Wait for the backup; one that could not be written is tried at the next opening."""
        error = self._backup.exception() if self._backup is not None else None
        if error is not None and not isinstance(error, WizardError):
            raise error


def _name(name: str) -> str:
    return clean(name).strip()[:_LONGEST_NAME]
