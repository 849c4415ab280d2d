"""Judge one answer or apply one rule, and put the finding into words of the pack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from wizard.engine.compiled import CompiledText, Judgement
from wizard.engine.values import spoken_unit
from wizard.model.checklist import Rule
from wizard.model.findings import Finding, Phrase, Spoken
from wizard.model.localised import Localised
from wizard.model.questions import Consequence, QuestionFields, Severity, Table
from wizard.rules import Expression
from wizard.text import LANGUAGES, words

Known = Mapping[str, object]


def at_fault(
    judgement: Judgement, question: str, chosen: Iterable[str], values: Known
) -> frozenset[str]:
    """Return which of several choices would not pass alone: what a finding is about.

    Args:
        judgement: of the question.
        question: its id.
        chosen: the choices ticked.
        values: the thresholds of the pack.

    Returns:
        All of them where each passes alone, or where other answers decide too.
    """
    ticked, passes = frozenset(chosen), judgement.passes
    if passes is None or not passes.names <= {question, *values}:
        return ticked
    alone = (one for one in ticked if passes({**values, question: frozenset({one})}) is False)
    return frozenset(alone) or ticked


class Judge:
    """Judges with the values known at one place: of the plan, or of one row of a table."""

    def __init__(
        self,
        judgement: Judgement,
        rule: str,
        known: Known,
        *,
        row: str | None = None,
        place: int | None = None,
    ) -> None:
        self.judgement = judgement
        self.rule_id = rule
        self.known = known
        self.row = row
        self.place = place

    def question(
        self, question: QuestionFields, *, counts: bool = True, table: Table | None = None
    ) -> list[Finding]:
        """Judge the answer to a question; a pass, and what is not known yet, say nothing."""
        passes, warns = self.judgement.passes, self.judgement.warns
        if passes is None:
            return []
        questions = (question.id,) if table is None else (question.id, table.id)
        verdict = passes(self.known)
        if verdict is True:
            return []
        if verdict is None:
            return self._broken(passes, questions, counts=counts)
        warned = warns(self.known) if warns is not None else False
        if warned is None and warns is not None:
            return self._broken(warns, questions, counts=counts)
        if warned is True:
            return [self._warning(question, questions, counts=counts)]
        return [self._fail(question, questions, counts=counts)]

    def rule(self, rule: Rule, *, counts: bool = True) -> list[Finding]:
        """Apply a rule; it speaks when its condition is true."""
        when = self.judgement.when
        if when is None:
            return []
        speaks = when(self.known)
        if speaks is None:
            return self._broken(when, rule.questions, counts=counts)
        if speaks is not True:
            return []
        return [
            Finding(
                rule=rule.id,
                severity=rule.severity,
                questions=rule.questions,
                message=self._phrase(self.judgement.fail_say),
                action=self._action(self.judgement.fail_do),
                row=self.row,
                within_days=rule.days,
                effort=rule.effort,
                sources=rule.sources,
                counts=counts,
                place=self.place,
            )
        ]

    def _warning(
        self, question: QuestionFields, questions: tuple[str, ...], *, counts: bool
    ) -> Finding:
        return self._finding(
            question,
            questions,
            Severity.WATCH,
            question.on_warn,
            (self.judgement.warn_say, self.judgement.warn_do),
            counts=counts,
        )

    def _fail(
        self, question: QuestionFields, questions: tuple[str, ...], *, counts: bool
    ) -> Finding:
        consequence = question.on_fail
        severity = consequence.severity if consequence is not None else None
        return self._finding(
            question,
            questions,
            severity or Severity.FIX,
            consequence,
            (self.judgement.fail_say, self.judgement.fail_do),
            counts=counts,
        )

    def _finding(
        self,
        question: QuestionFields,
        questions: tuple[str, ...],
        severity: Severity,
        consequence: Consequence | None,
        texts: tuple[CompiledText | None, CompiledText | None],
        *,
        counts: bool,
    ) -> Finding:
        return Finding(
            rule=self.rule_id,
            severity=severity,
            questions=questions,
            message=self._phrase(texts[0]),
            action=self._action(texts[1]),
            row=self.row,
            within_days=consequence.days if consequence is not None else None,
            effort=consequence.effort if consequence is not None else None,
            sources=question.sources,
            counts=counts,
            place=self.place,
        )

    def _broken(
        self, expression: Expression, questions: tuple[str, ...], *, counts: bool
    ) -> list[Finding]:
        """Report a condition that has no result although everything it reads is known."""
        if not self._all_known(expression):
            return []
        message = Localised(
            {
                language: words(language)("model.broken_rule", rule="{rule}")
                for language in LANGUAGES
            }
        )
        action = Localised(
            {language: words(language)("model.broken_rule_do") for language in LANGUAGES}
        )
        return [
            Finding(
                rule=self.rule_id,
                severity=Severity.BROKEN,
                questions=questions,
                message=Phrase(message, {"rule": Spoken(self.rule_id)}),
                action=Phrase(action),
                row=self.row,
                counts=counts,
                place=self.place,
            )
        ]

    def _all_known(self, expression: Expression) -> bool:
        return all(self._is_known(name) for name in expression.names)

    def _is_known(self, name: str) -> bool:
        table, _, column = name.partition(".")
        value = self.known.get(table)
        if value is None:
            return False
        if not column or not isinstance(value, tuple):
            return True
        return all(column in row for row in value)

    def _action(self, text: CompiledText | None) -> Phrase | None:
        return self._phrase(text) if text is not None and text.text else None

    def _phrase(self, text: CompiledText | None) -> Phrase:
        if text is None:
            return Phrase(Localised({}))
        return Phrase(
            text.text,
            {
                placeholder: self._spoken(text, placeholder, expression)
                for placeholder, expression in text.values.items()
            },
        )

    def _spoken(self, text: CompiledText, placeholder: str, expression: Expression) -> Spoken:
        value = expression(self.known)
        if not isinstance(value, (bool, Decimal, str, frozenset, date, type(None))):
            value = str(value)
        unit = spoken_unit(expression.type, text.units.get(placeholder, ""))
        return Spoken(value, unit, text.choices.get(placeholder, {}))
