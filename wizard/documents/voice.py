"""Puts what an evaluation holds into words of one language: answers, figures, sources.

Pure reading: nothing here decides anything. An answer of a question that does not apply
is never said.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from functools import cached_property
from types import MappingProxyType

from wizard.documents.runs import Mark, Run, Runs, plain, text
from wizard.engine import FIGURE_TYPES, Evaluation
from wizard.engine.changes import AnswerChange
from wizard.model.answers import Answer, Row, State
from wizard.model.checklist import Source
from wizard.model.findings import Finding
from wizard.model.localised import Localised
from wizard.model.measure import measured
from wizard.model.money import FEN_PER_YUAN, grouped
from wizard.model.plain import plain_answer
from wizard.model.questions import OWN_SITE, Amount, QuestionFields, Severity, Table
from wizard.model.ranges import show_range
from wizard.model.reading import plain_number
from wizard.money.course import course
from wizard.money.ledger import Ledger, Period, play
from wizard.rules import Unit
from wizard.text import Language, Words, words

DASH = "—"
_NO_CLAUSES: Mapping[str, Mapping[str, str]] = MappingProxyType({})
_HUNDRED = Decimal(100)
_ONE_DECIMAL = Decimal("0.1")
_SURE_BELOW = Decimal("0.001")
MARKS: dict[Severity, Mark] = {
    Severity.RED_LINE: "red_line",
    Severity.BROKEN: "broken",
    Severity.FIX: "fix",
    Severity.WATCH: "watch",
    Severity.INFO: "info",
}
_KNOWN_PART = {"startup_total": "startup_known"}
_PROBABILITIES = ("runout_probability_13_weeks",)


class Voice:
    """Says the parts of an evaluation in one language.

    Attributes:
        evaluation: what is read.
        language: of everything but the user's own text.
        w: the text catalogue in that language.
        own_clauses: the founder's own words by agreement and code of the clause.
    """

    def __init__(
        self,
        evaluation: Evaluation,
        language: Language,
        *,
        changed: Iterable[AnswerChange] = (),
        own_clauses: Mapping[str, Mapping[str, str]] = _NO_CLAUSES,
    ) -> None:
        """Read an evaluation; ``changed`` are the answers that differ from the last print's."""
        self.evaluation = evaluation
        self.checklist = evaluation.checklist
        self.language: Language = language
        self.w: Words = words(language)
        self.own_clauses = own_clauses
        self._changed = frozenset((one.question, one.row, one.nth, one.column) for one in changed)

    def say(self, message: Localised) -> str:
        """Return a text of the pack."""
        return message.say(self.language)

    def title(self, question_id: str) -> str:
        """Return the label of a question, or of a column of the candidates' table."""
        question = self.checklist.asked(question_id)
        return self.say(question.title) if question is not None else question_id

    def number(self, question_id: str) -> str:
        """Return the number printed beside a question; a column has its table's number."""
        return self.checklist.number(question_id)

    def reference(self, question_id: str) -> Runs:
        """Return the question's number as a link to where its answer stands."""
        number = self.number(question_id)
        found = self.checklist.columns.get(question_id)
        owner = found[0].id if found else question_id
        return text(Run(number, link=f"#area-{self.checklist.area_of[owner]}")) if number else ()

    def money(self, fen: int | Decimal) -> str:
        """Write an amount of fen in yuan, half a fen rounded up."""
        return self.w("model.yuan", amount=self.amount(fen))

    def measured(self, number: Decimal | int, unit: str, places: str = "") -> str:
        """Write a number with its unit, which may be another one for a single thing.

        Args:
            number: what is measured.
            unit: as in the pack; plain where it is empty or has no words.
            places: of decimals at most, for example ``0.1``; all there are when empty.
        """
        value = Decimal(number)
        rounded = value.quantize(Decimal(places), ROUND_HALF_UP) if places else value
        return measured(rounded, unit, self.w)

    def counted(self, key: str, number: int) -> str:
        """Return the text of ``key`` about so many things; one thing may have its own words."""
        single = f"{key}.one"
        return self.w(single if number == 1 and single in self.w else key, number=number)

    def amount(self, fen: int | Decimal) -> str:
        """Write an amount of fen as a number of yuan, without the unit."""
        whole = Decimal(fen).to_integral_value(ROUND_HALF_UP)
        return grouped(whole / FEN_PER_YUAN)

    def percent(self, fraction: Decimal, places: Decimal = _ONE_DECIMAL) -> str:
        """Write a fraction as a percentage with one decimal at most."""
        points = (Decimal(fraction) * _HUNDRED).quantize(places, ROUND_HALF_UP)
        return f"{plain_number(points):,}%"

    def decimal(self, value: Decimal | int, places: str = "0.01") -> str:
        """Write a number with two decimals at most."""
        return f"{plain_number(Decimal(value).quantize(Decimal(places), ROUND_HALF_UP)):,}"

    def ceiling(self, value: Decimal | int) -> str:
        """Write a count rounded up."""
        return f"{int(Decimal(value).to_integral_value(ROUND_CEILING)):,}"

    def value(self, question: QuestionFields, answer: Answer) -> Runs:
        """Return an answer for people: the value, 还不确定, what could not be read, or nothing."""
        if answer.not_sure:
            return (Run(self.w("documents.not_sure"), mark="not_sure"),)
        if answer.value == OWN_SITE and question.id == self.checklist.chosen:
            return text(self.w("documents.own_site"))
        if answer.value is not None:
            shown = question.show(answer.value, self.w)
            bounds = show_range(question, answer, self.w)
            return text(shown, *([bounds] if bounds else []))
        if answer.text:
            return text(answer.text, Run(self.w("documents.unread"), mark="fix"))
        return ()

    def is_changed(self, question_id: str) -> bool:
        """Whether an answer is another than at the last print."""
        return (question_id, None, 0, "") in self._changed

    def changed_cells(self, table: Table, place: int) -> frozenset[str]:
        """Return the columns in which a row differs from the last print; all for a new one.

        Rows are told apart by their names, and those of the same name by their order.
        """
        rows = self.evaluation.rows(table.id)
        name = table.row_name(rows[place])
        nth = sum(table.row_name(one) == name for one in rows[:place])
        row = name or str(nth + 1)
        if (table.id, row, nth, "") in self._changed:
            return frozenset(one.id for one in table.columns)
        return frozenset(
            one.id for one in table.columns if (table.id, row, nth, one.id) in self._changed
        )

    def marked(self, runs: Runs, *, changed: bool) -> Runs:
        """Return runs followed by the word for what changed, if it did."""
        if not changed:
            return runs
        return (*runs, Run(" "), Run(self.w("documents.changed"), mark="changed"))

    def shape(self, severity: Severity | None, link: str = "") -> Run:
        """Return the shape of a judgement without its word; ``None`` is for one that passed."""
        if severity is None:
            return Run("", mark="ok", alt=self.w("documents.passed"))
        word = self.w(f"documents.severity.{severity.value}")
        return Run("", link=link, mark=MARKS[severity], alt=word)

    def remarks(self, answer: Answer) -> str:
        """Return how sure an answer is and the note beside it."""
        parts = [self.w(f"documents.sure.{answer.sure}")] if answer.sure else []
        parts += [answer.note] if answer.note else []
        return self.w("documents.semicolon").join(parts)

    def answer(self, question_id: str) -> Runs:
        """Return the answer of a question that applies, computed ones included."""
        question = self.checklist.asked(question_id)
        if question is None:
            return ()
        if question.computed:
            return text(self._computed(question))
        return self.value(question, self.evaluation.answer(question_id))

    def _computed(self, question: QuestionFields) -> str:
        value = self.evaluation.computed.get(question.id)
        if not isinstance(value, Decimal):
            return "" if value is None else str(value)
        if isinstance(question, Amount):
            return self.w("model.yuan", amount=grouped(value))
        return question.show(value.quantize(_ONE_DECIMAL, ROUND_HALF_UP), self.w)

    def cell(self, table: Table, row: Row, column_id: str) -> Runs:
        """Return one cell of a table."""
        column = table.column(column_id)
        answer = row.get(column_id)
        return self.value(column, answer) if column is not None and answer is not None else ()

    def state(self, question_id: str) -> State:
        """Return the state of a question; one that is unknown does not apply."""
        return self.evaluation.states.get(question_id, State.NOT_APPLICABLE)

    def figure_name(self, name: str) -> str:
        """Return the name of a figure."""
        return self.w(f"money.figure.{name}")

    def figure(self, name: str) -> str:
        """Return a figure with its unit; a dash when it is not defined.

        Of a sum that is not complete yet, what is known of it is told.
        """
        figure = self.evaluation.figures[name]
        shown = figure.shown
        if shown is None or not self.has_figure(name):
            return self._at_least(name)
        if isinstance(figure.value, dt.date):
            return str(shown)
        if figure.unit == "money":
            return self.money(Decimal(shown))
        number = Decimal(shown)
        if figure.unit == "count":
            return self.measured(number, "orders")
        if name in _PROBABILITIES:
            return self.probability(number)
        unit = FIGURE_TYPES[name].unit
        if unit is Unit.PERCENT:
            return self.percent(number)
        if unit is Unit.MONTHS:
            return self.measured(number, "months", "0.1")
        return self.decimal(number)

    def has_figure(self, name: str) -> bool:
        """Tell whether a figure says something; a reserve for no cost told yet does not."""
        figure = self.evaluation.figures[name]
        empty = name == "reserve_needed" and not figure.value and figure.assumed
        return figure.value is not None and not empty

    def _at_least(self, name: str) -> str:
        known = self.evaluation.figures[_KNOWN_PART[name]].shown if name in _KNOWN_PART else None
        if not isinstance(known, int) or not known:
            return DASH
        return self.w("documents.at_least", amount=self.money(known))

    def probability(self, chance: Decimal) -> str:
        """Write a simulated chance no more exactly than it is known."""
        if chance < _SURE_BELOW:
            return self.w("documents.chance_tiny")
        if chance > 1 - _SURE_BELOW:
            return self.w("documents.chance_certain")
        places = Decimal(1) if Decimal("0.01") <= chance <= Decimal("0.99") else _ONE_DECIMAL
        return self.w("documents.chance_about", percent=self.percent(chance, places))

    def figure_note(self, name: str) -> str:
        """Return why a figure is not defined, or the remark that goes with it."""
        figure = self.evaluation.figures[name]
        if figure.note is None:
            return ""
        if figure.value is not None and figure.assumed:
            told = [one for one in figure.assumed if one != self.checklist.chosen]
            if not told:
                return self.w("documents.assumes_no_platform")
            names = self.w("model.list_comma").join(self.w(f"money.input.{one}") for one in told)
            key = "documents.assumes" if self.has_figure(name) else "documents.not_told"
            return self.w(key, names=names)
        return self.w(f"money.reason.{figure.note}")

    def figure_with_note(self, name: str) -> Runs:
        """Return a figure, and the reason beside it when there is none."""
        if not self.has_figure(name):
            reason = self.w("documents.reason", reason=self.figure_note(name))
            return text(self.figure(name), reason)
        return text(Run(self.figure(name), bold=True, link=f"#figure-{name}"))

    def finding_title(self, finding: Finding) -> str:
        """Return what a finding is about: the label of its first question, and the row."""
        label = self.title(finding.questions[0])
        if finding.row is None:
            return label
        return self.w("documents.about_row", label=label, row=finding.row)

    def finding_key(self, finding: Finding) -> str:
        """Return the key a finding's callout has."""
        place = "" if finding.place is None else f"-{finding.place + 1}"
        return f"finding-{finding.rule}{place}"

    def message(self, finding: Finding) -> str:
        """Return what is wrong and why."""
        return finding.message.say(self.w)

    def action(self, finding: Finding) -> str:
        """Return what to do about a finding; empty when there is nothing to do."""
        return finding.action.say(self.w) if finding.action is not None else ""

    def due(self, finding: Finding) -> dt.date | None:
        """Return the day by which a finding is to be settled; None means before opening."""
        if finding.within_days is None:
            return None
        return self.evaluation.today + dt.timedelta(days=finding.within_days)

    def due_text(self, finding: Finding) -> str:
        """Return the deadline in words."""
        day = self.due(finding)
        return self.w("documents.before_opening") if day is None else day.isoformat()

    def source_name(self, source: Source) -> str:
        """Return title and article of a source."""
        title, article = self.say(source.title), self.say(source.article)
        if source.kind == "law":
            title = self.w("documents.law_title", title=title)
        return self.w("documents.source_name", title=title, article=article) if article else title

    def verdict(self) -> str:
        """Return the verdict in words."""
        return self.w(f"documents.verdict.{self.evaluation.verdict.value}")

    def launch(self) -> dt.date | None:
        """Return the day the shop opens, as told or by default."""
        return self.evaluation.inputs.launch_date

    def digest(self, length: int = 8) -> str:
        """Return the beginning of a hash over the answers that apply."""
        plain_answers = {
            question_id: plain_answer(self.checklist.questions[question_id], answer)
            for question_id, answer in sorted(self.evaluation.answers.items())
            if question_id in self.evaluation.visible
        }
        encoded = json.dumps(
            [self.evaluation.today.isoformat(), plain_answers],
            ensure_ascii=False,
            sort_keys=True,
            default=str,
        )
        return hashlib.sha256(encoded.encode("utf-8", "surrogatepass")).hexdigest()[:length]

    def chosen_name(self) -> str:
        """Return the chosen candidate's name, exactly as typed; empty when none is chosen."""
        table = self.evaluation.table(self.checklist.candidates)
        chosen = self.evaluation.chosen
        if table is not None and chosen is not None:
            return table.row_name(chosen)
        value = self.evaluation.answer(self.checklist.chosen).value
        return self.w("documents.own_site") if value == OWN_SITE else ""

    def written(self, question_id: str) -> str:
        """Return an answer of text exactly as typed, or nothing."""
        value = self.evaluation.answer(question_id).value
        return value if isinstance(value, str) else ""

    def judged(self, question_id: str) -> Finding | None:
        """Return what a question's own judgement found, if it weighs."""
        return self._own.get(question_id)

    @cached_property
    def _own(self) -> dict[str, Finding]:
        found: dict[str, Finding] = {}
        for one in self.evaluation.findings:
            if one.counts:
                found.setdefault(one.rule, one)
        return found

    @cached_property
    def ledger(self) -> Ledger | None:
        """The cash of the first year, day by day; nothing while too little is known."""
        launch = course(self.evaluation.inputs)
        return play(launch) if launch is not None else None

    @cached_property
    def weeks(self) -> tuple[Period, ...]:
        """The weeks of that first year."""
        return tuple(self.ledger.weeks()) if self.ledger is not None else ()

    def findings(self, area_id: str) -> tuple[Finding, ...]:
        """Return the findings of an area that weigh, strongest first."""
        return tuple(
            one
            for one in self.evaluation.findings
            if one.counts and self.checklist.area_of.get(one.questions[0]) == area_id
        )


def is_said(runs: Runs) -> bool:
    """Whether anything at all would be printed."""
    return bool(plain(runs).strip())
