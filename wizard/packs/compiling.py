"""Compile the conditions and texts of a checklist, and find what its author overlooked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from wizard.engine import FIGURE_TYPES, CompiledChecklist, Judgement, type_of
from wizard.errors import Place, Problem
from wizard.model.checklist import Rule
from wizard.model.questions import Consequence, Number, Percent, QuestionFields, Table
from wizard.packs.conditions import Conditions
from wizard.packs.money_names import check_defaults, check_money_names
from wizard.packs.origins import Origin, Reading
from wizard.packs.speaking import Speaking
from wizard.packs.templates import unused_templates
from wizard.packs.validating import near_miss
from wizard.rules import DATE, CircleError, Expression, Type, order

RESERVED = frozenset({"not_sure", "none", "today", "true", "false", "own_site"})


def compile_checklist(reading: Reading) -> CompiledChecklist | None:
    """Compile everything that can be; problems are added to the reading."""
    return _Compiler(reading).compile() if reading.checklist is not None else None


class _Compiler:
    def __init__(self, reading: Reading) -> None:
        if reading.checklist is None:
            message = "there is no checklist to compile"
            raise ValueError(message)
        self.reading = reading
        self.checklist = reading.checklist
        self.conditions = Conditions(reading, self.checklist)
        self.speaking = Speaking(reading, self.checklist, self.conditions)
        self.everything = self.conditions.everything

    def compile(self) -> CompiledChecklist:
        """Compile in reading order, so that problems come out in reading order."""
        self._check_names()
        self.reading.problems += check_money_names(self.reading, self.checklist)
        self.reading.problems += check_defaults(self.reading, self.checklist)
        questions: dict[str, Judgement] = {}
        columns: dict[tuple[str, str], Judgement] = {}
        topics: dict[str, Expression] = {}
        earlier = {"today": DATE, **self.conditions.values}
        for topic in self.checklist.topics:
            if topic.when:
                origin = self.reading.origins["topic", topic.id]
                condition = self._when("topics", topic.id, topic.when, origin, earlier)
                if condition is not None:
                    topics[topic.id] = condition
            for question in topic.questions:
                questions[question.id] = self._question(question, earlier)
                if isinstance(question, Table):
                    columns |= self._columns(question, earlier)
                if not question.computed:
                    earlier[question.id] = type_of(question)
        rules = {rule.id: self._rule(rule) for rule in self.checklist.rules}
        agreements = self._agreements()
        for threshold, value in self.checklist.values.items():
            self._check_sources(value.sources, self.reading.origins["values", threshold])
        self._check_translations()
        column_order = self._column_order(columns)
        return CompiledChecklist(
            self.checklist,
            questions,
            columns,
            topics,
            rules,
            agreements,
            self.reading.digest,
            self._order(questions, columns, column_order),
            column_order,
            self.reading.templates,
        )

    def _check_names(self) -> None:
        for name, origin in self._named_things():
            if name in RESERVED:
                self.reading.problem(origin.place("id"), "packs.reserved_name", name=name)
            elif name in FIGURE_TYPES and name not in self.conditions.computed:
                self.reading.problem(origin.place("id"), "packs.name_of_figure", name=name)
            elif name in self.checklist.values and name in self.checklist.questions:
                self.reading.problem(origin.place("id"), "packs.name_of_value", name=name)
        head = self.reading.origins["head",]
        candidates, chosen = self.checklist.candidates, self.checklist.chosen
        table = self.checklist.questions.get(candidates)
        lost = self.reading.is_lost("questions", candidates) or "areas" in self.reading.unread
        if candidates and not lost and not isinstance(table, Table):
            tables = [one.id for one in self.checklist.questions.values() if one.kind == "table"]
            params, hint = near_miss(candidates, tables)
            place = head.place("candidates")
            self.reading.problem(place, "packs.candidates", hint=hint, **params)
        known = self.checklist.questions
        if chosen and chosen not in known and not self._may_be_question(chosen):
            params, hint = near_miss(chosen, known)
            place = head.place("chosen")
            self.reading.problem(place, "packs.unknown_question", hint=hint, **params)

    def _may_be_question(self, name: str) -> bool:
        return self.reading.is_lost("questions", name) or "areas" in self.reading.unread

    def _named_things(self) -> Iterable[tuple[str, Origin]]:
        for question_id in self.checklist.questions:
            yield question_id, self.reading.origins["question", question_id]
        for value in self.checklist.values:
            yield value, self.reading.origins["values", value]

    def _when(
        self, section: str, name: str, when: object, origin: Origin, earlier: Mapping[str, Type]
    ) -> Expression | None:
        hidden = (section, name) in self.reading.hidden
        return self.conditions.visibility(when, origin, earlier, hidden=hidden)

    def _question(self, question: QuestionFields, earlier: Mapping[str, Type]) -> Judgement:
        origin = self.reading.origins["question", question.id]
        self._check_references(question, origin)
        when = None
        if question.when:
            when = self._when("questions", question.id, question.when, origin, earlier)
        computing = dict(self.everything)
        if question.computed and question.id not in FIGURE_TYPES:
            computing.pop(question.id, None)
        return self._judgement(question, origin, when, computing, self.everything)

    def _judgement(
        self,
        question: QuestionFields,
        origin: Origin,
        when: Expression | None,
        computing: Mapping[str, Type],
        judging: Mapping[str, Type],
    ) -> Judgement:
        conditions = self.conditions
        computed = None
        if question.computed:
            computed = conditions.expression(
                question.computed, origin, ("computed",), computing, wants=type_of(question)
            )
        passes = conditions.condition(question.pass_condition, origin, "pass", judging)
        warns = conditions.condition(question.warn_condition, origin, "warn", judging)
        self._check_consequences(question, origin)
        self._check_succession(question, origin)
        if passes is not None and question.on_fail is None:
            failing: list[object] = [{"not": question.pass_condition}]
            if question.warn_condition:
                failing.append({"not": question.warn_condition})
            if conditions.may_hold({"all": failing}, judging):
                place = origin.place("pass")
                self.reading.problem(place, "packs.no_on_fail", name=question.id)
        said = self.speaking.said
        return Judgement(
            when=when,
            computed=computed,
            passes=passes,
            warns=warns,
            warn_say=said(question.on_warn, "say", origin, "on_warn", judging),
            warn_do=said(question.on_warn, "do", origin, "on_warn", judging),
            fail_say=said(question.on_fail, "say", origin, "on_fail", judging),
            fail_do=said(question.on_fail, "do", origin, "on_fail", judging),
        )

    def _columns(
        self, table: Table, earlier: Mapping[str, Type]
    ) -> dict[tuple[str, str], Judgement]:
        found: dict[tuple[str, str], Judgement] = {}
        if table.columns[0].kind != "text":
            origin = self.reading.origins["column", table.id, table.columns[0].id]
            self.reading.problem(origin.place("kind"), "packs.name_column", name=table.id)
        inside = {column.id: type_of(column) for column in table.columns}
        seen: dict[str, Type] = {}
        conditions = self.conditions
        with conditions.inside(table):
            for column in table.columns:
                origin = self.reading.origins["column", table.id, column.id]
                self._check_references(column, origin)
                when = None
                if column.when:
                    when = conditions.visibility(column.when, origin, {**earlier, **seen})
                names = {**self.everything, **inside}
                computing = {name: kind for name, kind in names.items() if name != column.id}
                found[table.id, column.id] = self._judgement(column, origin, when, computing, names)
                seen[column.id] = inside[column.id]
        return found

    def _rule(self, rule: Rule) -> Judgement:
        origin = self.reading.origins["rule", rule.id]
        self._check_sources(rule.sources, origin)
        names = dict(self.everything)
        table = self.checklist.questions.get(rule.table)
        if isinstance(table, Table):
            names |= {column.id: type_of(column) for column in table.columns}
        elif rule.table:
            if not self._may_be_question(rule.table):
                tables = [
                    one.id for one in self.checklist.questions.values() if one.kind == "table"
                ]
                params, hint = near_miss(rule.table, tables)
                place = origin.place("table")
                self.reading.problem(place, "packs.unknown_table", hint=hint, **params)
            return Judgement()
        for index, name in enumerate(rule.questions):
            known = self.checklist.asked(name) is not None or name in names
            if not known and not self._may_be_question(name):
                params, hint = near_miss(name, self.checklist.questions)
                place = origin.place("questions", index)
                self.reading.problem(place, "packs.unknown_question", hint=hint, **params)
        with self.conditions.inside(table if isinstance(table, Table) else None):
            return Judgement(
                when=self.conditions.condition(rule.when, origin, "when", names),
                fail_say=self.speaking.text(rule.say, origin, ("say",), names),
                fail_do=self.speaking.text(rule.do, origin, ("do",), names),
            )

    def _agreements(self) -> dict[str, Expression]:
        found: dict[str, Expression] = {}
        for agreement in self.checklist.agreements:
            if agreement.when:
                origin = self.reading.origins["agreement", agreement.id]
                when = self.conditions.condition(agreement.when, origin, "when", self.everything)
                if when is not None:
                    found[agreement.id] = when
        return found

    def _column_order(
        self, columns: Mapping[tuple[str, str], Judgement]
    ) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for table in self.checklist.questions.values():
            if not isinstance(table, Table):
                continue
            computed = {column.id for column in table.columns if column.computed}
            needs = {
                column.id: _names(columns[table.id, column.id]) & computed
                for column in table.columns
                if column.computed
            }
            if needs:
                found[table.id] = self._ordered(needs, ("column", table.id))
        return found

    def _order(
        self,
        questions: Mapping[str, Judgement],
        columns: Mapping[tuple[str, str], Judgement],
        column_order: Mapping[str, tuple[str, ...]],
    ) -> tuple[str, ...]:
        needs: dict[str, Collection[str]] = {}
        for table_id, computed in column_order.items():
            table = self.checklist.questions[table_id]
            own = {column.id for column in table.columns} if isinstance(table, Table) else set()
            read = set().union(*(_names(columns[table_id, column]) for column in computed))
            needs[table_id] = read - own - {table_id}
        for question_id in self.conditions.computed:
            # A question that carries a figure's name reads the figure, not itself.
            needs[question_id] = _names(questions[question_id]) - {question_id}
        return self._ordered(needs, ("question",))

    def _ordered(
        self, needs: Mapping[str, Collection[str]], key: tuple[str, ...]
    ) -> tuple[str, ...]:
        try:
            return tuple(order(needs))
        except CircleError as error:
            name = error.circle[0]
            origin = self.reading.origins[(*key, name)]
            self.reading.problems.append(error.problem(origin.place("computed")))
            return ()

    def _check_references(self, question: QuestionFields, origin: Origin) -> None:
        self._check_sources(question.sources, origin)
        if isinstance(question, (Number, Percent)):
            self._check_range(question, origin)
        for index, term in enumerate(question.terms):
            if term not in self.checklist.terms and not self.reading.is_lost("terms", term):
                params, hint = near_miss(term, self.checklist.terms)
                place = origin.place("terms", index)
                self.reading.problem(place, "packs.unknown_term", hint=hint, **params)

    def _check_range(self, question: Number | Percent, origin: Origin) -> None:
        # Without a least value it is zero.
        if question.max is not None and question.max < (question.min or 0):
            self.reading.problem(origin.place("max"), "packs.out_of_range", name="max")

    def _check_sources(self, sources: Iterable[str], origin: Origin) -> None:
        for index, source in enumerate(sources):
            known = source in self.checklist.sources or self.reading.is_lost("sources", source)
            if not known:
                params, hint = near_miss(source, self.checklist.sources)
                place = origin.place("sources", index)
                self.reading.problem(place, "packs.unknown_source", hint=hint, **params)

    def _check_consequences(self, question: QuestionFields, origin: Origin) -> None:
        on_warn: Consequence | None = question.on_warn
        if question.warn_condition and not question.pass_condition:
            self.reading.problem(origin.place("warn"), "packs.warn_without_pass")
        if question.warn_condition and on_warn is None:
            self.reading.problem(origin.place("warn"), "packs.no_on_warn", name=question.id)
        if on_warn is not None and on_warn.severity is not None:
            self.reading.problem(origin.place("on_warn", "severity"), "packs.warn_severity")

    def _check_succession(self, question: QuestionFields, origin: Origin) -> None:
        """Report what would lead a stored answer nowhere, or say a sentence to nobody."""
        asked = self.checklist.questions
        for index, earlier in enumerate(question.was):
            # A column's earlier ids are those of its table, not of questions.
            if earlier in asked and asked.get(question.id) is question:
                place = origin.place("was", index)
                self.reading.problem(place, "packs.was_is_asked", name=earlier)
        succession: dict[str, str] = getattr(question, "was_choices", {})
        choices: Mapping[str, object] = getattr(question, "choices", {})
        for earlier, choice in succession.items():
            if choice not in choices:
                params, hint = near_miss(choice, choices)
                place = origin.place("was_choices", earlier)
                self.reading.problem(place, "packs.was_choice_unknown", hint=hint, **params)
            if earlier in choices:
                place = origin.key_place("was_choices", earlier)
                self.reading.problem(place, "packs.was_choice_offered", name=earlier)
        if question.revised > self.checklist.version:
            params = {"version": str(question.revised), "ours": str(self.checklist.version)}
            self.reading.problem(origin.place("revised"), "packs.revised_later", **params)
        if not (question.revised or question.was or succession):
            for name in ("was_ask", "changed"):
                if getattr(question, name):
                    place = origin.key_place(name)
                    self.reading.problem(place, "packs.nothing_succeeded", name=name)

    def _check_translations(self) -> None:
        reading = self.reading
        for language, path in reading.translations.missing:
            name = ".".join(str(part) for part in path)
            place = self.speaking.written(path) or Place(f"{reading.files.label}/translations")
            remark = Problem(place, "packs.untranslated", {"name": name, "language": language})
            reading.remarks.append(remark)
        for document, inner, known in reading.translations.unused():
            place = document.key_place(inner)
            name = ".".join(str(part) for part in inner)
            near, hint = near_miss(str(inner[-1]), known)
            params = {"name": name, "near": near["near"]}
            reading.remarks.append(Problem(place, "packs.unused_text", params, hint))
        wanted = frozenset(one.template for one in self.checklist.agreements)
        reading.remarks += unused_templates(reading, wanted)


def _names(judgement: Judgement) -> set[str]:
    """Return the names that computing reads; a column of a table counts as its table."""
    computed = judgement.computed
    return {name.partition(".")[0] for name in computed.names} if computed is not None else set()
