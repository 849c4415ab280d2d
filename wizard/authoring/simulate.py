"""Try a pack on made-up answers: every rule has to speak, and none may break.

First the pack's personas and their variations, then answers at random, then a search
for every outcome that has not been seen, changing only what it reads. What is found is
kept as a witness: the few answers that lead to it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from wizard.authoring.papers import PaperTrial, try_papers
from wizard.authoring.sampling import Sampler
from wizard.authoring.usage import MONEY_ANSWERS
from wizard.documents.agreements.rendering import names_asked
from wizard.engine import FIGURE_TYPES, CompiledChecklist, Evaluation, Judgement, evaluate
from wizard.model.answers import Answer, State
from wizard.model.findings import Finding
from wizard.model.questions import QuestionFields, Severity, Table

Outcome = Literal["pass", "warn", "fail", "speaks", "silent", "shown"]
RUNS: Final = 300
TRIES: Final = 1_000
_BASES: Final = 12
_PAPERS: Final = 40


@dataclass(slots=True)
class Subject:
    """A question, column or rule under test.

    Attributes:
        id: its id, as in findings.
        kind: what it is.
        table: of a column, the table.
        wanted: the outcomes that have to be possible.
        counts: how often each outcome was seen.
        witnesses: answers that lead to a finding, by outcome.
        broken: answers with which its condition has no result, or None.
    """

    id: str
    kind: Literal["question", "column", "rule"]
    table: str = ""
    wanted: tuple[Outcome, ...] = ()
    counts: dict[Outcome, int] = field(default_factory=dict)
    witnesses: dict[Outcome, Mapping[str, Answer]] = field(default_factory=dict)
    broken: Mapping[str, Answer] | None = None

    @property
    def unseen(self) -> tuple[Outcome, ...]:
        """The outcomes that have to be possible and were never seen."""
        return tuple(one for one in self.wanted if not self.counts.get(one))


@dataclass(frozen=True, slots=True)
class Simulation:
    """What was found.

    Attributes:
        runs: how many sets of answers were tried.
        subjects: in the order of the pack.
        papers: its agreements, in its order.
    """

    runs: int
    subjects: tuple[Subject, ...]
    papers: tuple[PaperTrial, ...] = ()

    @property
    def broken(self) -> tuple[Subject, ...]:
        """What could not be evaluated with some answers."""
        return tuple(one for one in self.subjects if one.broken is not None)

    @property
    def without_witness(self) -> tuple[tuple[Subject, Outcome], ...]:
        """Outcomes for which no answers were found."""
        return tuple((one, outcome) for one in self.subjects for outcome in one.unseen)

    @property
    def clean(self) -> bool:
        """Whether nothing is broken, every finding has a witness and every agreement is whole."""
        sound = not self.broken and not self.without_witness
        return sound and all(one.clean for one in self.papers)


def simulate(
    compiled: CompiledChecklist,
    today: dt.date,
    *,
    bases: Sequence[Mapping[str, Answer]] = (),
    seed: str = "",
    runs: int = RUNS,
    tries: int = TRIES,
) -> Simulation:
    """Try the pack; the same arguments give the same result.

    Args:
        compiled: the pack.
        today: the day of the evaluations.
        bases: answers to begin with: those of the pack's personas.
        seed: of chance.
        runs: how many random sets of answers before the search begins.
        tries: how many more for each outcome not seen by then.
    """
    return _Search(compiled, today, bases, seed).run(runs, tries)


class _Search:
    def __init__(
        self,
        compiled: CompiledChecklist,
        today: dt.date,
        bases: Sequence[Mapping[str, Answer]],
        seed: str,
    ) -> None:
        self.compiled = compiled
        self.checklist = compiled.checklist
        self.today = today
        self.bases = [dict(base) for base in bases]
        self.sampler = Sampler(compiled, today, seed)
        self.subjects = {_key(one): one for one in _subjects(compiled)}
        self.runs = 0

    def run(self, runs: int, tries: int) -> Simulation:
        """Try everything, then search for what is left."""
        self._try({})
        for base in self.bases:
            self._try(base)
        kept: list[dict[str, Answer]] = list(self.bases)
        for turn in range(runs):
            like = self.sampler.chance.choice(self.bases) if self.bases and turn % 2 else None
            answers = self.sampler.answers(like)
            self._try(answers)
            if len(kept) < _BASES:
                kept.append(answers)
        for subject in self.subjects.values():
            if subject.unseen:
                self._seek(subject, kept or [{}], tries)
        for subject in self.subjects.values():
            self._shorten(subject)
        papers = try_papers(self.compiled, self._for_papers(kept))
        return Simulation(self.runs, tuple(self.subjects.values()), papers)

    def _for_papers(
        self, kept: Sequence[Mapping[str, Answer]]
    ) -> Iterator[tuple[Mapping[str, Answer], Evaluation]]:
        """Yield answers to make agreements with: none, the personas, and variations of them."""
        names = sorted(self._read_by_papers())
        for answers in [{}, *self.bases]:
            yield answers, self._evaluate(answers)
        for turn in range(_PAPERS if names else 0):
            answers = self.sampler.changed(kept[turn % len(kept)] if kept else {}, names)
            yield answers, self._evaluate(answers)

    def _read_by_papers(self) -> set[str]:
        """Return the questions on whose answers an agreement, or a clause of one, depends."""
        asked: set[str] = set()
        for agreement in self.checklist.agreements:
            asked |= names_asked(self.compiled, agreement)
            condition = self.compiled.agreements.get(agreement.id)
            asked |= set(condition.names) if condition is not None else set()
        questions = self.checklist.questions
        return {one for one in asked if one in questions and not questions[one].computed}

    def _evaluate(self, answers: Mapping[str, Answer]) -> Evaluation:
        self.runs += 1
        return evaluate(self.compiled, answers, self.today)

    def _try(self, answers: Mapping[str, Answer]) -> None:
        for subject, outcome in _outcomes(self._evaluate(answers)):
            found = self.subjects.get(subject)
            if found is None:
                continue
            if outcome == "broken":
                found.broken = found.broken or answers
                continue
            found.counts[outcome] = found.counts.get(outcome, 0) + 1
            if outcome in ("warn", "fail", "speaks"):
                found.witnesses.setdefault(outcome, answers)

    def _seek(self, subject: Subject, bases: Sequence[Mapping[str, Answer]], tries: int) -> None:
        names = sorted(self._read_by(subject))
        if not names:
            return
        for turn in range(tries):
            if not subject.unseen:
                return
            base = bases[turn % len(bases)]
            some = names
            if turn % 3:
                count = self.sampler.chance.randint(1, len(names))
                some = self.sampler.chance.sample(names, count)
            self._try(self.sampler.changed(base, some))

    def _read_by(self, subject: Subject) -> set[str]:
        """Return the questions on whose answers an outcome depends."""
        found: set[str] = set()
        todo = [subject.table or subject.id] if subject.kind != "rule" else []
        judgement = self._judgement(subject)
        todo += _names(judgement)
        if subject.kind == "rule":
            rule = next(one for one in self.checklist.rules if one.id == subject.id)
            todo += [rule.table, *rule.questions]
        todo = [name.partition(".")[0] for name in todo]
        while todo:
            name = todo.pop()
            question = self.checklist.questions.get(name)
            computed_figure = name in FIGURE_TYPES and (question is None or question.computed)
            if computed_figure:
                todo += [one for one in MONEY_ANSWERS - found if one in self.checklist.questions]
            if question is None or name in found:
                continue
            found.add(name)
            judgement = self.compiled.questions[name]
            needs = [judgement.when, judgement.computed]
            needs.append(self.compiled.topics.get(self.checklist.topic_of[name]))
            if isinstance(question, Table):
                columns = (self.compiled.columns[name, column.id] for column in question.columns)
                needs += [one for column in columns for one in (column.when, column.computed)]
            for one in needs:
                if one is not None:
                    todo += [part.partition(".")[0] for part in one.names]
        return {name for name in found if not self.checklist.questions[name].computed}

    def _judgement(self, subject: Subject) -> Judgement:
        if subject.kind == "rule":
            return self.compiled.rules[subject.id]
        if subject.kind == "column":
            return self.compiled.columns[subject.table, subject.id]
        return self.compiled.questions[subject.id]

    def _shorten(self, subject: Subject) -> None:
        """Leave out of each witness every answer that the outcome does not need."""
        names = self._read_by(subject) if subject.witnesses or subject.broken else set()
        for outcome, answers in list(subject.witnesses.items()):
            subject.witnesses[outcome] = self._shortened(subject, outcome, answers, names)
        if subject.broken is not None:
            subject.broken = self._shortened(subject, "broken", subject.broken, names)

    def _shortened(
        self, subject: Subject, outcome: str, answers: Mapping[str, Answer], names: set[str]
    ) -> Mapping[str, Answer]:
        wanted = (_key(subject), outcome)
        short = {name: one for name, one in answers.items() if name in names}
        if wanted not in _outcomes(self._evaluate(short)):
            return answers
        for name in list(short):
            fewer = {key: one for key, one in short.items() if key != name}
            if wanted in _outcomes(self._evaluate(fewer)):
                short = fewer
        return short


_Key = tuple[str, str]


def _key(subject: Subject) -> _Key:
    return subject.table, subject.id


def _subjects(compiled: CompiledChecklist) -> Iterator[Subject]:
    for question in compiled.checklist.questions.values():
        if question.when != "false":
            yield Subject(question.id, "question", wanted=_wanted(question))
        if isinstance(question, Table):
            for column in question.columns:
                if column.judged:
                    wanted = tuple(one for one in _wanted(column) if one != "shown")
                    yield Subject(column.id, "column", question.id, wanted)
    for rule in compiled.checklist.rules:
        yield Subject(rule.id, "rule", wanted=("speaks", "silent"))


def _wanted(question: QuestionFields) -> tuple[Outcome, ...]:
    wanted: list[Outcome] = ["shown"]
    if question.judged:
        wanted.append("pass")
    if question.on_warn is not None and question.warn_condition:
        wanted.append("warn")
    if question.on_fail is not None and question.judged:
        wanted.append("fail")
    return tuple(wanted)


def _outcomes(found: Evaluation) -> set[tuple[_Key, Outcome | Literal["broken"]]]:
    """Return what happened to each question, column and rule in one evaluation."""
    happened: set[tuple[_Key, Outcome | Literal["broken"]]] = set()
    checklist = found.checklist
    rules = {rule.id for rule in checklist.rules}
    spoken: set[tuple[str, str, int | None]] = set()
    for finding in found.findings:
        key = _about(finding, rules)
        spoken.add((*key, finding.place))
        if finding.severity is Severity.BROKEN:
            happened.add((key, "broken"))
        elif finding.rule in rules:
            happened.add((key, "speaks"))
        else:
            happened.add((key, _judged(finding, found, key[0])))
    silent = rules - {name for table, name, _ in spoken if not table}
    happened |= {(("", name), "silent") for name in silent}
    for name in found.visible:
        question = checklist.questions[name]
        happened.add((("", name), "shown"))
        answered = found.states.get(name) is State.ANSWERED
        if question.judged and answered and ("", name, None) not in spoken:
            happened.add((("", name), "pass"))
        if isinstance(question, Table):
            for place, row in enumerate(found.rows(name)):
                for column in question.columns:
                    key = (name, column.id)
                    known = column.computed or (
                        column.id in row and row[column.id].value is not None
                    )
                    if column.judged and known and (*key, place) not in spoken:
                        happened.add((key, "pass"))
    return happened


def _about(finding: Finding, rules: set[str]) -> _Key:
    is_column = finding.rule not in rules and len(finding.questions) > 1
    return (finding.questions[1] if is_column else "", finding.rule)


def _judged(finding: Finding, found: Evaluation, table_id: str) -> Outcome:
    question: QuestionFields | None = found.checklist.questions.get(finding.rule)
    table = found.checklist.questions.get(table_id)
    if isinstance(table, Table):
        question = table.column(finding.rule)
    warning = question.on_warn.say if question is not None and question.on_warn else None
    is_warning = warning is not None and finding.message.text == warning
    return "warn" if is_warning and finding.severity is Severity.WATCH else "fail"


def _names(judgement: Judgement) -> list[str]:
    parts = (judgement.when, judgement.computed, judgement.passes, judgement.warns)
    return [name for one in parts if one is not None for name in one.names]
