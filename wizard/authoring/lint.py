"""Everything that is wrong with a pack, and everything that could be better, at once."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from wizard import packs
from wizard.authoring.hiding import starved
from wizard.authoring.literals import repeated
from wizard.authoring.personas import unmet
from wizard.authoring.templates import check_templates, try_templates
from wizard.authoring.usage import Usage, judged_by_values
from wizard.engine import FIGURE_TYPES, CompiledChecklist, Evaluation, evaluate
from wizard.engine.due import SOURCES_DUE
from wizard.errors import Place, Problem
from wizard.model.checklist import Checklist
from wizard.model.findings import PLACEHOLDER
from wizard.model.questions import Consequence, QuestionFields, Severity, Table
from wizard.packs import Origin, Persona, Reading
from wizard.packs.conditions import Conditions
from wizard.text import LANGUAGES, words

# In Chinese characters; two Latin letters take the room of one.
LONGEST: Final = {
    "title": 14,
    "lead": 40,
    "ask": 32,
    "label": 12,
    "hint": 30,
    "why": 90,
    "example": 90,
    "whom": 20,
    "ask_them": 60,
    "say": 60,
    "do": 60,
    "choices": 24,
}
# A pack without personas has no day of its own.
_SOME_DAY: Final = dt.date(2026, 1, 1)
_NAME_UNKNOWN: Final = "model.unknown_question"
_GROUP: Final = "ui.group_"
_PARTS: Final = tuple(
    f"{one}.yaml" for one in ("pack", "changes", "rules", "sources", "values", "terms")
)
_WRITTEN: Final = (".yaml", ".yml", ".j2")


@dataclass(slots=True)
class Report:
    """What lint has to say about one pack.

    Attributes:
        path: the pack.
        problems: mistakes, by place; a pack with any is not to be used.
        remarks: what could be better, by place.
        compiled: the pack, None if its problems leave none.
    """

    path: Path
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    compiled: CompiledChecklist | None = None


def lint(path: Path) -> Report:
    """Check the questions, rules, texts, templates and personas of a pack.

    Raises:
        PackError: there is no pack at ``path``, or its archive is refused.
    """
    compiled, reading = packs.examine(path)
    report = Report(path, list(reading.problems), list(reading.remarks))
    if compiled is not None:
        _Linter(report, reading, compiled).run()
        report.compiled = compiled if not reading.problems else None
    base = f"{reading.base.label}/" if reading.base is not None else None
    own = [one for one in report.remarks if base is None or not one.place.file.startswith(base)]
    report.problems = sorted(_once(report.problems), key=_place)
    report.remarks = sorted(_once(own), key=_place)
    return report


class _Linter:
    def __init__(self, report: Report, reading: Reading, compiled: CompiledChecklist) -> None:
        self.report = report
        self.reading = reading
        self.compiled = compiled
        self.checklist: Checklist = compiled.checklist
        self.source = self.checklist.languages[0]

    def run(self) -> None:
        self._check_reach()
        self._check_advice()
        self._check_lengths()
        self._check_groups()
        asked, problems = check_templates(self.reading, self.checklist)
        whole = not self.report.problems
        self.report.problems += [one for one in problems if whole or not self._excused(one)]
        personas = self._personas()
        if whole and not self.report.problems:
            for persona in personas:
                self.report.problems += unmet(self.compiled, persona)
            self.report.problems += try_templates(self.compiled, self._evaluations(personas))
        if whole:
            self._check_use(Usage(self.compiled, asked))
            self._check_hidden()
            self._check_repeated()
        self._check_unread()

    def _check_reach(self) -> None:
        """Find questions whose own condition can hold, but never while their topic's does."""
        conditions = Conditions(self.reading, self.checklist)
        names = dict(conditions.everything)
        for topic in self.checklist.topics:
            if not topic.when or ("topics", topic.id) in self.reading.hidden:
                continue
            for question in topic.questions:
                hidden = ("questions", question.id) in self.reading.hidden
                both = {"all": [topic.when, question.when]}
                if question.when and not hidden and not conditions.may_hold(both, names):
                    origin = self.reading.origins["question", question.id]
                    params = {"name": question.id, "topic": topic.id}
                    self._problem(origin.place("when"), "authoring.unreachable", params)

    def _check_advice(self) -> None:
        for question, origin in self._asked():
            for name, consequence in (("on_warn", question.on_warn), ("on_fail", question.on_fail)):
                if consequence is not None and not consequence.do:
                    self._no_advice(origin, name, _severity(name, consequence), question.id)
        for rule in self.checklist.rules:
            if not rule.do:
                self._no_advice(self.reading.origins["rule", rule.id], "", rule.severity, rule.id)

    def _no_advice(self, origin: Origin, field_name: str, severity: Severity, name: str) -> None:
        place = origin.place(field_name) if field_name else origin.place("id")
        problem = Problem(place, "authoring.no_advice", {"name": name})
        if severity in (Severity.RED_LINE, Severity.FIX):
            self.report.problems.append(problem)
        elif severity is not Severity.INFO:
            self.report.remarks.append(problem)

    def _check_lengths(self) -> None:
        for origin, path, text in self._texts():
            limit = LONGEST.get(path[0] if path[0] == "choices" else path[-1])
            length = _width(text)
            if limit is not None and length > limit:
                params = {"name": ".".join(path), "length": length, "limit": limit}
                self._remark(origin.place(*path), "authoring.text_too_long", params)

    def _texts(self) -> Iterator[tuple[Origin, tuple[str, ...], str]]:
        """Yield every text in the author's language, with the part it belongs to."""
        origins = self.reading.origins
        for area in self.checklist.areas:
            yield from self._of(area, origins["area", area.id], ("title", "lead"))
            for topic in area.topics:
                yield from self._of(topic, origins["topic", topic.id], ("title", "lead"))
        own = ("ask", "label", "hint", "why", "example", "whom", "ask_them")
        for question, origin in self._asked():
            yield from self._of(question, origin, own)
            for name in ("on_warn", "on_fail"):
                consequence = getattr(question, name)
                if consequence is not None:
                    for one, path, text in self._of(consequence, origin, ("say", "do")):
                        yield one, (name, *path), text
            for choice, localised in getattr(question, "choices", {}).items():
                yield origin, ("choices", choice), localised.say(self.source)
        for rule in self.checklist.rules:
            yield from self._of(rule, origins["rule", rule.id], ("say", "do"))
        for name, term in self.checklist.terms.items():
            yield from self._of(term, origins["terms", name], ("meaning",))

    def _of(
        self, part: Any, origin: Origin, names: tuple[str, ...]
    ) -> Iterator[tuple[Origin, tuple[str, ...], str]]:
        for name in names:
            localised = getattr(part, name)
            if localised:
                yield origin, (name,), localised.say(self.source)

    def _asked(self) -> Iterator[tuple[QuestionFields, Origin]]:
        for question in self.checklist.questions.values():
            yield question, self.reading.origins["question", question.id]
            if isinstance(question, Table):
                for column in question.columns:
                    yield column, self.reading.origins["column", question.id, column.id]

    def _personas(self) -> list[Persona]:
        if "areas" in self.reading.unread:
            return []
        found, problems = packs.personas_of(self.reading.files, self.reading.base, self.checklist)
        self.report.problems += [one for one in problems if not self._excused(one)]
        for persona in found:
            self.report.problems += self._strangers(persona)
        return found

    def _strangers(self, persona: Persona) -> Iterator[Problem]:
        """Yield a problem for each name a persona expects something of that the pack lacks."""
        judged = {one.id for one, _ in self._asked() if one.judged}
        judged |= {rule.id for rule in self.checklist.rules} | {SOURCES_DUE}
        asked = {one.id for one, _ in self._asked()}
        expect = persona.expect
        for field_name, names, known, key in (
            ("findings", expect.findings, judged, "authoring.persona_rule"),
            ("silent", expect.silent, judged, "authoring.persona_rule"),
            ("missing", expect.missing or (), asked, _NAME_UNKNOWN),
            ("not_sure", expect.not_sure or (), asked, _NAME_UNKNOWN),
            ("figures", tuple(expect.figures), FIGURE_TYPES.keys(), "authoring.persona_figure"),
        ):
            for name in names:
                if name not in known and not self._may_be_lost(name):
                    params, hint = packs.near_miss(name, known)
                    yield Problem(persona.expected_at(field_name, name), key, params, hint)

    def _check_groups(self) -> None:
        """Find groups of columns that have no title on screen."""
        say = words(LANGUAGES[0])
        known = [key.removeprefix(_GROUP) for key in say.keys(_GROUP)]
        for column, origin in self._asked():
            if column.group and column.group not in known:
                params, hint = packs.near_miss(column.group, known)
                place = origin.place("group")
                self.report.remarks.append(Problem(place, "authoring.unknown_group", params, hint))

    def _evaluations(self, personas: list[Persona]) -> Iterator[Evaluation]:
        """Yield what the personas' answers amount to, and no answers at all."""
        day = personas[0].as_of if personas else _SOME_DAY
        yield evaluate(self.compiled, {}, day)
        for persona in personas:
            yield evaluate(self.compiled, persona.answers, persona.as_of)

    def _excused(self, problem: Problem) -> bool:
        """Whether a problem only follows from another one: it names what could not be used."""
        name = str(problem.params.get("name", ""))
        about_name = problem.key in (_NAME_UNKNOWN, "authoring.template_unknown")
        return about_name and self._may_be_lost(name.partition(".")[0])

    def _may_be_lost(self, name: str) -> bool:
        reading = self.reading
        lost = reading.is_lost("questions", name) or reading.is_lost("rules", name)
        return lost or "areas" in reading.unread

    def _check_use(self, usage: Usage) -> None:
        origins = self.reading.origins
        for question, choice in usage.unseen_choices():
            place = origins["question", question].key_place("choices", choice)
            params = {"name": choice, "question": question}
            self._remark(place, "authoring.choice_unseen", params)
        for section, names in (
            ("sources", usage.unused_sources()),
            ("values", usage.unused_values()),
            ("terms", usage.unused_terms()),
        ):
            for name in names:
                place = origins[section, name].key_place()
                self._remark(place, "authoring.unused", {"name": name})

    def _check_hidden(self) -> None:
        """Find what is still asked, but rests on something this pack hides."""
        for one in starved(self.compiled, self.reading.hidden):
            params = {"name": one.question, "needs": one.needs}
            if one.must:
                self._problem(one.place, "authoring.starved_must", params)
            else:
                self._remark(one.place, "authoring.starved", params)

    def _check_repeated(self) -> None:
        """Find texts that would still say a threshold's old value after it was changed."""
        judged_by = {
            self.reading.origins[part]: names for part, names in judged_by_values(self.compiled)
        }
        for origin, path, text in self._texts():
            if path[-1] == "example":
                continue
            for threshold, number in repeated(
                text, self.checklist.values, judged_by.get(origin, ())
            ):
                params = {"number": number, "name": threshold}
                key = (
                    "authoring.repeated_say" if path[-1] in ("say", "do") else "authoring.repeated"
                )
                self._remark(origin.place(*path), key, params)

    def _check_unread(self) -> None:
        """Find files that look like parts of the pack and are never read."""
        if "areas" in self.reading.unread:
            return
        files, origins = self.reading.files, self.reading.origins
        places = [origins["area", area.id].place().file for area in self.checklist.areas]
        read = {one.removeprefix(f"{files.label}/") for one in places}
        read |= {*_PARTS, *files.names("personas"), *files.names("templates", "")}
        for language in self.checklist.languages[1:]:
            folder = f"translations/{language}"
            read |= {f"{folder}.yaml", *files.names(folder)}
        for name in files.everything():
            if name.endswith(_WRITTEN) and name not in read:
                params, hint = packs.near_miss(name, sorted(read))
                place = Place(f"{files.label}/{name}")
                problem = Problem(place, "authoring.file_unread", {**params, "name": name}, hint)
                self.report.remarks.append(problem)

    def _problem(self, place: Place, key: str, params: dict[str, Any]) -> None:
        self.report.problems.append(Problem(place, key, params))

    def _remark(self, place: Place, key: str, params: dict[str, Any]) -> None:
        self.report.remarks.append(Problem(place, key, params))


def _severity(name: str, consequence: Consequence) -> Severity:
    return Severity.WATCH if name == "on_warn" else consequence.severity or Severity.FIX


def _width(text: str) -> int:
    """Return the length of a text in Chinese characters, rounded up."""
    shown = PLACEHOLDER.sub("0000", text)
    wide = sum(unicodedata.east_asian_width(one) in ("W", "F") for one in shown)
    return wide + (len(shown) - wide + 1) // 2


def _once(problems: list[Problem]) -> list[Problem]:
    seen: dict[str, Problem] = {}
    for one in problems:
        seen.setdefault(f"{one.place} {one.key} {sorted(one.params.items(), key=str)}", one)
    return list(seen.values())


def _place(problem: Problem) -> Place:
    return problem.place
