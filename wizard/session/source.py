"""Read any file that holds a plan: a plan file, a printed PDF or an answers file."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from wizard.engine import CompiledChecklist, Evaluation, evaluate
from wizard.errors import PlanError
from wizard.model.answers import Answer
from wizard.money import Inputs
from wizard.money.simulation import RUNOUT_WEEK, Simulation, simulate
from wizard.plans.answers_file import (
    OwnClauses,
    canonical,
    encoded,
    name_in,
    parse_answers,
    plan_id_of,
    plan_name,
)
from wizard.plans.carried import read_pdf
from wizard.plans.contents import UNDATED, PlanContents, new_plan
from wizard.plans.files import SQLITE, read_given
from wizard.plans.library import in_library
from wizard.plans.reading import read_foreign, read_own
from wizard.plans.workbook import MAGIC, read_workbook
from wizard.session.opening import check_pack
from wizard.session.own_clauses import own_clauses, stored_clauses
from wizard.session.storing import decoded, restored, started, stored

_PDF = b"%PDF-"
LARGEST_ANSWERS = 4_000_000

_first_quarter = partial(simulate, weeks=RUNOUT_WEEK)  # no figure looks further


@dataclass(frozen=True, slots=True)
class Source:
    """A plan as it stands in a file, read without changing anything.

    Attributes:
        compiled: the checklist its answers were read against.
        name: the plan's name, as typed.
        plan_id: its id; an answers file takes it from its canonical answers.
        answers: by question id.
        retired: plain answers that no longer fit the checklist.
        begun: the day the plan was begun; None for an answers file.
        contents: the plan with its history; for an answers file, as if just begun.
        print_number: which print a PDF is, 0 if it does not say; None for other files.
        print_record: what the plan would have kept of that print, as far as the PDF says.
    """

    compiled: CompiledChecklist
    name: str
    plan_id: str
    answers: Mapping[str, Answer]
    retired: Mapping[str, Any]
    begun: dt.date | None
    contents: PlanContents
    print_number: int | None = None
    print_record: str = ""

    @property
    def is_plan_file(self) -> bool:
        """Whether it is a plan file, in which prints can be noted."""
        return self.begun is not None and self.print_number is None

    @property
    def clauses(self) -> OwnClauses:
        """Clauses of agreements in the founder's own words."""
        return own_clauses(self.contents.answers)

    def clauses_at(self, revision: int) -> OwnClauses:
        """Return the clauses in the founder's own words as they stood after ``revision``."""
        return own_clauses(self.contents.log.answers_at(revision))

    def given_to(self, base: CompiledChecklist) -> Source:
        """Return the plan as one of the pack that its own pack extends.

        What only its own pack asks for goes to the drawer, and comes out of it again when
        the plan is read against its own pack.
        """
        texts = stored(self.compiled.checklist, self.answers, self.retired, self.clauses)
        answers, retired = decoded(base.checklist, texts)
        offered = {one.id for one in base.checklist.agreements}
        strange = {key: own for key, own in self.clauses.items() if key not in offered}
        retired |= {key: json.loads(text) for key, text in stored_clauses(strange).items()}
        return replace(self, compiled=base, answers=answers, retired=retired)

    def evaluation(self, today: dt.date, *, simulated: bool = True) -> Evaluation:
        """Evaluate the plan as of ``today``; with the simulation unless told otherwise."""
        return self._evaluated(self.answers, today, _first_quarter if simulated else None)

    def evaluation_at(self, revision: int, today: dt.date) -> Evaluation:
        """Evaluate the answers as they stood after ``revision``, without the simulation."""
        answers, _ = decoded(self.compiled.checklist, self.contents.log.answers_at(revision))
        return self._evaluated(answers, today, None)

    def _evaluated(
        self,
        answers: Mapping[str, Answer],
        today: dt.date,
        simulated: Callable[[Inputs], Simulation | None] | None,
    ) -> Evaluation:
        return evaluate(
            self.compiled,
            answers,
            today,
            started=self.begun or today,
            seed=self.plan_id,
            simulated=simulated,
        )


def read_source(path: Path, compiled: CompiledChecklist) -> Source:
    """Read a plan from a file of any of the three kinds.

    Raises:
        WizardError: it cannot be read, with one clear sentence, or every mistake of an
            answers file.
    """
    head, data = _beginning(path)
    if head.startswith(SQLITE) or path.suffix == ".shopplan":
        # Immutable reading of a plan that is being edited could see half a change.
        reader = read_own if in_library(path) else read_foreign
        return _from_contents(reader(path), compiled, path)
    if _is_pdf(path, head):
        carried = read_pdf(path)
        source = _from_contents(carried.contents, compiled, path)
        return replace(source, print_number=carried.print_number, print_record=carried.record)
    return _from_answers(path, data, compiled)


def _beginning(path: Path) -> tuple[bytes, bytes]:
    """Return the head of a file and, in case it holds answers, all of them.

    Read in one go: what a shell hands on through a pipe comes once, and may never end.
    """
    data = read_given(path, LARGEST_ANSWERS)
    return data[:1024], data


def _is_pdf(path: Path, head: bytes) -> bool:
    kind = path.suffix.lower()
    # The head of an answers file may quote anything.
    return kind == ".pdf" or (_PDF in head and kind not in (".yaml", ".yml", ".json"))


def _from_contents(contents: PlanContents, compiled: CompiledChecklist, path: Path) -> Source:
    check_pack(contents, compiled, path)
    answers, retired = decoded(compiled.checklist, contents.answers)
    if contents.pack_id != compiled.checklist.id:
        answers, retired = restored(compiled.checklist, answers, retired)
    return Source(
        compiled=compiled,
        name=plan_name(contents.name),
        plan_id=contents.plan_id,
        answers=answers,
        retired=retired,
        begun=started(contents.created),
        contents=contents,
    )


def _from_answers(path: Path, data: bytes, compiled: CompiledChecklist) -> Source:
    if len(data) > LARGEST_ANSWERS:
        raise PlanError("session.answers_too_large", path=str(path))
    checklist = compiled.checklist
    if data.startswith(MAGIC):
        file = read_workbook(data, str(path), checklist)
    else:
        file = parse_answers(data, str(path), checklist, fallback=name_in(path))
    if file.pack not in ("", checklist.id):
        answers, retired = restored(checklist, file.answers, file.retired)
        clauses = own_clauses({key: encoded(retired[key]) for key in retired})
        offered = {one.id for one in checklist.agreements}
        found = {key: own for key, own in clauses.items() if key in offered}
        for key in stored_clauses(found):
            del retired[key]
        file = replace(file, answers=answers, retired=retired, clauses={**found, **file.clauses})
    content = canonical(checklist, file.name, file.answers, file.retired, file.clauses)
    plan_id = plan_id_of(content)
    contents = new_plan(
        plan_id=plan_id,
        name=file.name,
        pack=(checklist.id, checklist.version),
        answers=stored(checklist, file.answers, file.retired, file.clauses),
        now=UNDATED,
    )
    return Source(compiled, file.name, plan_id, file.answers, file.retired, None, contents)
