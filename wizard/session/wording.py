"""Changes in words, and as data for programs: number, title, old -> new."""

from __future__ import annotations

import json
from typing import Any

from wizard.documents.changed import change_title, change_value
from wizard.documents.voice import Voice
from wizard.engine import Evaluation
from wizard.engine.changes import AnswerChange, Changes, FigureChange
from wizard.model.answers import Answer
from wizard.model.findings import Finding
from wizard.model.plain import plain_answer
from wizard.model.questions import QuestionFields
from wizard.plans.answers_file import encoded
from wizard.session.clauses import ClauseChange
from wizard.session.own_clauses import ClauseEdit
from wizard.text import Words


class ChangeWords:
    """Says what differs between two evaluations of one plan."""

    def __init__(self, before: Evaluation, after: Evaluation, say: Words) -> None:
        self.say = say
        self._before = Voice(before, say.language)
        self._after = Voice(after, say.language)

    def lines(self, found: Changes, clauses: tuple[ClauseChange, ...] = ()) -> list[str]:
        """Return every change under the heading of its kind; nothing if there is none."""
        say = self.say
        lines: list[str] = []
        if found.verdict is not None:
            old, new = (say(f"session.verdict.{one}") for one in found.verdict)
            lines.append(say("session.change.verdict", before=old, after=new))
        groups = (
            ("answers", [self.answer(one) for one in found.substantive]),
            ("notes", [self.answer(one) for one in found.answers if not one.substantive]),
            ("gone", [self.finding(one.before) for one in found.findings if one.before]),
            ("new", [self.finding(one.after) for one in found.findings if one.after]),
            ("figures", [self.figure(one) for one in found.figures]),
            ("clauses", [self.clause(one) for one in clauses]),
        )
        for key, group in groups:
            if group:
                lines.append(say(f"session.change.{key}", count=len(group)))
                lines += [f"  {line}" for line in group]
        return lines

    def answer(self, change: AnswerChange) -> str:
        """Return one changed answer: number, title, old -> new."""
        return self.say(
            "session.change.line",
            number=self._after.number(change.question),
            title=self.title(change),
            before=self.value(change.asked, change.before),
            after=self.value(change.asked, change.after),
        ).strip()

    def title(self, change: AnswerChange) -> str:
        """Return the title of what was changed, in a table with the name of the row."""
        return change_title(self._after, change)

    def value(self, asked: QuestionFields, answer: Answer) -> str:
        """Return an answer in words; a row of a table with its cells."""
        return change_value(self._after, asked, answer)

    def finding(self, finding: Finding) -> str:
        """Return a finding: severity, number, row, what it says."""
        parts = (
            self.say(f"session.severity.{finding.severity}"),
            self._after.number(finding.questions[0]),
            f"[{finding.row}]" if finding.row else "",
            finding.message.say(self.say),
        )
        return " ".join(part for part in parts if part)

    def figure(self, change: FigureChange) -> str:
        """Return a figure: name, old -> new."""
        name = change.after.name
        return self.say(
            "session.change.line",
            number="",
            title=self.say(f"money.figure.{name}"),
            before=self._before.figure(name),
            after=self._after.figure(name),
        ).strip()

    def clause(self, change: ClauseChange) -> str:
        """Return a clause with what is gone and what is new in it."""
        agreement = next(
            one for one in self._after.checklist.agreements if one.id == change.agreement
        )
        return self.say(
            "session.change.clause",
            agreement=agreement.title.say(self.say.language),
            code=change.code,
            title=change.title,
            text=change.marked,
        )

    def clause_edit(self, edit: ClauseEdit) -> str:
        """Return a rewritten clause with what is gone and what is new in the own words."""
        titles = {one.id: one.title for one in self._after.checklist.agreements}
        title = titles.get(edit.agreement)
        template = self.say("session.change.template")
        change = ClauseChange(edit.agreement, edit.code, "", edit.before, edit.after)
        return self.say(
            "session.change.own_clause",
            agreement=title.say(self.say.language) if title is not None else edit.agreement,
            code=edit.code,
            text=change.marked if edit.before and edit.after else edit.after or template,
        )

    def as_json(self, found: Changes, clauses: tuple[ClauseChange, ...] = ()) -> dict[str, Any]:
        """Return every change as data."""
        return {
            "verdict": [str(one) for one in found.verdict] if found.verdict else None,
            "answers": [self.answer_row(one) for one in found.answers],
            "findings": {
                "gone": [self._finding_row(one.before) for one in found.findings if one.before],
                "new": [self._finding_row(one.after) for one in found.findings if one.after],
            },
            "figures": {
                one.after.name: [one.before.shown, one.after.shown] for one in found.figures
            },
            "clauses": [
                {
                    "agreement": one.agreement,
                    "code": one.code,
                    "title": one.title,
                    "before": one.before,
                    "after": one.after,
                }
                for one in clauses
            ],
        }

    def answer_row(self, change: AnswerChange) -> dict[str, Any]:
        """Return one changed answer as data."""
        asked = change.asked
        return {
            "question": change.question,
            "number": self._after.number(change.question),
            "title": self.title(change),
            "row": change.row,
            "column": change.column or None,
            "kind": change.kind,
            "before": _plain(asked, change.before),
            "after": _plain(asked, change.after),
            "before_text": self.value(asked, change.before),
            "after_text": self.value(asked, change.after),
            "substantive": change.substantive,
        }

    def _finding_row(self, finding: Finding) -> dict[str, Any]:
        return {
            "rule": finding.rule,
            "severity": str(finding.severity),
            "questions": list(finding.questions),
            "row": finding.row,
            "message": finding.message.say(self.say),
        }


def _plain(asked: QuestionFields, answer: Answer) -> object:
    """Return the plain form of an answer as JSON knows it: exact numbers are text."""
    return json.loads(encoded(plain_answer(asked, answer)))
