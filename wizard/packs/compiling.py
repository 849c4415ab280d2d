"""Compile the conditions and texts of a checklist, and find what its author overlooked."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from wizard.engine import FIGURE_TYPES, CompiledChecklist, CompiledText, Judgement, type_of
from wizard.engine.values import declared_unit, unit_type
from wizard.errors import Place, Problem
from wizard.model.checklist import Checklist, Rule
from wizard.model.findings import PLACEHOLDER
from wizard.model.localised import Localised
from wizard.model.questions import Consequence, QuestionFields, Table
from wizard.packs.reading import Origin, Reading
from wizard.rules import DATE, YES_NO, Expression, RuleError, Scope, Type, compile_expression, reach

RESERVED = frozenset({"not_sure", "none", "today", "true", "false", "own_site"})


def compile_checklist(reading: Reading) -> CompiledChecklist | None:
    """Compile everything that can be; problems are added to the reading."""
    checklist = reading.checklist
    if checklist is None:
        return None
    return _Compiler(reading, checklist).compile()


class _Compiler:
    def __init__(self, reading: Reading, checklist: Checklist) -> None:
        self.reading = reading
        self.checklist = checklist
        self.constants = {name: one.value for name, one in checklist.values.items()}
        self.values = {name: _value_type(one) for name, one in checklist.values.items()}
        self.asked: dict[str, Type] = {
            question.id: type_of(question)
            for question in checklist.questions.values()
            if not question.computed
        }
        self.computed = {
            question.id: type_of(question)
            for question in checklist.questions.values()
            if question.computed
        }
        self.everything = {
            "today": DATE,
            **self.values,
            **FIGURE_TYPES,
            **self.asked,
            **self.computed,
        }

    def compile(self) -> CompiledChecklist:
        """Compile in reading order, so that problems come out in reading order."""
        self._check_names()
        questions: dict[str, Judgement] = {}
        columns: dict[tuple[str, str], Judgement] = {}
        topics: dict[str, Expression] = {}
        earlier = {"today": DATE, **self.values}
        for topic in self.checklist.topics:
            if topic.when:
                origin = self.reading.origins["topic", topic.id]
                condition = self._when(topic.when, origin, earlier)
                if condition is not None:
                    topics[topic.id] = condition
            for question in topic.questions:
                origin = self.reading.origins["question", question.id]
                questions[question.id] = self._question(question, origin, earlier)
                if isinstance(question, Table):
                    columns |= self._columns(question, earlier)
                if not question.computed:
                    earlier[question.id] = self.asked[question.id]
        rules = {rule.id: self._rule(rule) for rule in self.checklist.rules}
        agreements: dict[str, Expression] = {}
        for agreement in self.checklist.agreements:
            if agreement.when:
                origin = self.reading.origins["agreement", agreement.id]
                condition = self._expression(
                    agreement.when, origin, ("when",), self.everything, wants=YES_NO
                )
                if condition is not None:
                    agreements[agreement.id] = condition
        self._check_translations()
        return CompiledChecklist(
            self.checklist, questions, columns, topics, rules, agreements, self.reading.digest
        )

    def _check_names(self) -> None:
        for name, origin in self._named_things():
            if name in RESERVED:
                self._problem(origin.place(), "packs.reserved_name", name=name)
            elif name in FIGURE_TYPES and name not in self.computed:
                self._problem(origin.place(), "packs.name_of_figure", name=name)
            elif name in self.values and name in self.checklist.questions:
                self._problem(origin.place(), "packs.name_of_value", name=name)
        candidates = self.checklist.questions.get(self.checklist.candidates)
        if self.checklist.candidates and not isinstance(candidates, Table):
            place = Place(str(self.reading.folder / "pack.yaml"))
            self._problem(place, "packs.candidates", name=self.checklist.candidates)

    def _named_things(self) -> Iterable[tuple[str, Origin]]:
        for question_id in self.checklist.questions:
            yield question_id, self.reading.origins["question", question_id]
        for value in self.checklist.values:
            yield value, self.reading.origins["values", value]

    def _question(
        self, question: QuestionFields, origin: Origin, earlier: Mapping[str, Type]
    ) -> Judgement:
        self._check_references(question, origin)
        when = self._when(question.when, origin, earlier) if question.when else None
        names = dict(self.everything)
        if question.computed and question.id not in FIGURE_TYPES:
            names.pop(question.id, None)
        return self._judgement(question, origin, when, names, self.everything)

    def _judgement(
        self,
        question: QuestionFields,
        origin: Origin,
        when: Expression | None,
        computing: Mapping[str, Type],
        judging: Mapping[str, Type],
    ) -> Judgement:
        computed = None
        if question.computed:
            wants = type_of(question)
            computed = self._expression(
                question.computed, origin, ("computed",), computing, wants=wants
            )
        passes = self._condition(question.pass_condition, origin, "pass", judging)
        warns = self._condition(question.warn_condition, origin, "warn", judging)
        self._check_consequences(question, origin)
        if passes is not None and question.on_fail is None and self._can_fail(question, judging):
            self._problem(origin.place("pass"), "packs.no_on_fail", name=question.id)
        return Judgement(
            when=when,
            computed=computed,
            passes=passes,
            warns=warns,
            warn_say=self._said(question.on_warn, "say", origin, "on_warn", judging),
            warn_do=self._said(question.on_warn, "do", origin, "on_warn", judging),
            fail_say=self._said(question.on_fail, "say", origin, "on_fail", judging),
            fail_do=self._said(question.on_fail, "do", origin, "on_fail", judging),
        )

    def _columns(
        self, table: Table, earlier: Mapping[str, Type]
    ) -> dict[tuple[str, str], Judgement]:
        found: dict[tuple[str, str], Judgement] = {}
        inside = {column.id: type_of(column) for column in table.columns}
        seen: dict[str, Type] = {}
        for column in table.columns:
            origin = self.reading.origins["column", table.id, column.id]
            self._check_references(column, origin)
            when = None
            if column.when:
                when = self._when(column.when, origin, {**earlier, **seen})
            names = {**self.everything, **inside}
            computing = {name: kind for name, kind in names.items() if name != column.id}
            found[table.id, column.id] = self._judgement(column, origin, when, computing, names)
            seen[column.id] = inside[column.id]
        return found

    def _rule(self, rule: Rule) -> Judgement:
        origin = self.reading.origins["rule", rule.id]
        names = dict(self.everything)
        if rule.table:
            table = self.checklist.questions.get(rule.table)
            if isinstance(table, Table):
                names |= {column.id: type_of(column) for column in table.columns}
            else:
                self._unknown("packs.unknown_table", origin.place("table"), rule.table, [])
        for index, name in enumerate(rule.questions):
            if self.checklist.asked(name) is None and name not in names:
                place = origin.place("questions", index)
                self._unknown("packs.unknown_question", place, name, self.checklist.questions)
        self._check_sources(rule.sources, origin)
        return Judgement(
            when=self._condition(rule.when, origin, "when", names),
            fail_say=self._text(rule.say, origin, ("say",), names),
            fail_do=self._text(rule.do, origin, ("do",), names),
        )

    def _when(self, source: str, origin: Origin, earlier: Mapping[str, Type]) -> Expression | None:
        """Compile a condition of visibility, which may look at earlier questions only."""
        try:
            compile_expression(source, Scope(earlier, self.constants), wants=YES_NO)
        except RuleError:
            everything = self._quietly(source)
            if everything is not None:
                late = sorted(
                    name for name in everything.names if name.partition(".")[0] not in earlier
                )
                place = origin.place("when")
                self._problem(place, "packs.when_looks_ahead", name=", ".join(late))
                return None
        return self._condition(source, origin, "when", earlier)

    def _quietly(self, source: str) -> Expression | None:
        try:
            return compile_expression(source, Scope(self.everything, self.constants), wants=YES_NO)
        except RuleError:
            return None

    def _condition(
        self, source: str, origin: Origin, name: str, names: Mapping[str, Type]
    ) -> Expression | None:
        if not source:
            return None
        expression = self._expression(source, origin, (name,), names, wants=YES_NO)
        if expression is None:
            return None
        found = reach(expression, Scope(names, self.constants))
        if found.complete and not found.can_be_true:
            self._problem(origin.place(name), "packs.never_true", name=name)
        elif found.complete and not found.can_be_false:
            self._problem(origin.place(name), "packs.always_true", name=name)
        return expression

    def _expression(
        self,
        source: str,
        origin: Origin,
        path: tuple[str | int, ...],
        names: Mapping[str, Type],
        *,
        wants: Type | None = None,
        offset: int = 0,
    ) -> Expression | None:
        try:
            return compile_expression(source, Scope(names, self.constants), wants=wants)
        except RuleError as error:
            place = origin.place(*path, offset=offset + error.start)
            self.reading.problems.append(Problem(place, error.key, error.params, error.hint))
            return None

    def _said(
        self,
        consequence: Consequence | None,
        name: str,
        origin: Origin,
        field: str,
        names: Mapping[str, Type],
    ) -> CompiledText | None:
        if consequence is None:
            return None
        return self._text(getattr(consequence, name), origin, (field, name), names)

    def _text(
        self,
        text: Localised,
        origin: Origin,
        path: tuple[str, ...],
        names: Mapping[str, Type],
    ) -> CompiledText | None:
        if not text:
            return None
        values: dict[str, Expression] = {}
        for language, words in text.root.items():
            spot, inner = self._spot(language, origin, path)
            for match in PLACEHOLDER.finditer(words):
                source = match.group(1).strip()
                if source in values:
                    continue
                expression = self._expression(
                    source, Origin(spot.document, ()), inner, names, offset=match.start(1)
                )
                if expression is not None:
                    values[source] = expression
        return CompiledText(
            text,
            values,
            {name: choices for name in values if (choices := self._choices(name, origin))},
            {name: unit for name in values if (unit := self._unit(name, origin))},
        )

    def _spot(
        self, language: str, origin: Origin, path: tuple[str, ...]
    ) -> tuple[Origin, tuple[str | int, ...]]:
        if language == self.checklist.languages[0]:
            return origin, (*origin.path, *path)
        for key, one in self.reading.origins.items():
            if one is origin:
                root = {
                    "question": ("questions", *key[1:]),
                    "column": ("columns", *key[1:]),
                    "rule": ("rules", *key[1:]),
                }.get(key[0], key)
                found = self.reading.translations.place(language, (*root, *path))
                if found is not None:
                    return Origin(found[0], ()), found[1]
        return origin, (*origin.path, *path)

    def _named(self, name: str, origin: Origin) -> Any:
        if len(origin.path) >= 2 and origin.path[-2] == "columns":
            table_path = origin.path[:-2]
            for key, one in self.reading.origins.items():
                same_file = one.document is origin.document
                if key[0] == "question" and same_file and one.path == table_path:
                    table = self.checklist.questions.get(key[1])
                    column = table.column(name) if isinstance(table, Table) else None
                    if column is not None:
                        return column
        return self.checklist.asked(name)

    def _choices(self, name: str, origin: Origin) -> Mapping[str, Localised]:
        return getattr(self._named(name, origin), "choices", {})

    def _unit(self, name: str, origin: Origin) -> str:
        threshold = self.checklist.values.get(name)
        if threshold is not None:
            return threshold.unit
        question = self._named(name, origin)
        return declared_unit(question) if question is not None else ""

    def _check_references(self, question: QuestionFields, origin: Origin) -> None:
        self._check_sources(question.sources, origin)
        for index, term in enumerate(question.terms):
            if term not in self.checklist.terms:
                place = origin.place("terms", index)
                self._unknown("packs.unknown_term", place, term, self.checklist.terms)

    def _check_sources(self, sources: Iterable[str], origin: Origin) -> None:
        for index, source in enumerate(sources):
            if source not in self.checklist.sources:
                place = origin.place("sources", index)
                self._unknown("packs.unknown_source", place, source, self.checklist.sources)

    def _check_consequences(self, question: QuestionFields, origin: Origin) -> None:
        if question.warn_condition and not question.pass_condition:
            self._problem(origin.place("warn"), "packs.warn_without_pass")
        if question.warn_condition and question.on_warn is None:
            self._problem(origin.place("warn"), "packs.no_on_warn", name=question.id)
        if question.on_warn is not None and question.on_warn.severity is not None:
            self._problem(origin.place("on_warn"), "packs.warn_severity")

    def _can_fail(self, question: QuestionFields, names: Mapping[str, Type]) -> bool:
        """Whether some answer is neither a pass nor a warning."""
        fails = f"not ({question.pass_condition})"
        if question.warn_condition:
            fails += f" and not ({question.warn_condition})"
        scope = Scope(names, self.constants)
        try:
            found = reach(compile_expression(fails, scope, wants=YES_NO), scope)
        except RuleError:
            return True
        return found.can_be_true or not found.complete

    def _check_translations(self) -> None:
        for language, path in self.reading.translations.missing:
            name = ".".join(str(part) for part in path)
            place = Place(str(self.reading.folder / "translations" / language))
            remark = Problem(place, "packs.untranslated", {"name": name, "language": language})
            self.reading.remarks.append(remark)
        for document, inner in self.reading.translations.unused():
            place = document.key_place(inner)
            name = ".".join(str(part) for part in inner)
            self.reading.remarks.append(Problem(place, "packs.unused_text", {"name": name}))

    def _unknown(self, key: str, place: Place, name: str, known: Iterable[str]) -> None:
        near = difflib.get_close_matches(name, list(known), 1, 0.6)
        hint = "packs.did_you_mean" if near else None
        params = {"name": name, "near": "".join(near)}
        self.reading.problems.append(Problem(place, key, params, hint))

    def _problem(self, place: Place, key: str, **params: Any) -> None:
        self.reading.problems.append(Problem(place, key, params))


def _value_type(threshold: Any) -> Type:
    return YES_NO if isinstance(threshold.value, bool) else unit_type(threshold.unit)
