"""What to look at when a plan is opened again: changed by you, run out, changed in the rules.

The three are told apart. Rules are compared on the very answers and the very day of the
last print, so nothing a person changed, and no day that passed, is taken for a new rule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wizard.engine import Evaluation
from wizard.engine.changes import Changes
from wizard.engine.due import DueList
from wizard.model.findings import Finding
from wizard.plans.contents import Print
from wizard.session.own_clauses import ClauseEdit
from wizard.session.print_record import PrintRecord
from wizard.text import LANGUAGES, words


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A judgement of the same answers that the checklist now makes differently.

    Attributes:
        rule: id of the rule; a question's own judgement is the question's id.
        row: name of the row of a table, or None.
        before: what the print said; empty if it said nothing.
        after: what is said now, in the language of the print; empty if nothing.
        severity: of what is said now; of what was said, if nothing is.
    """

    rule: str
    row: str | None
    before: str
    after: str
    severity: str


@dataclass(frozen=True, slots=True)
class Update:
    """Everything since the last print.

    Attributes:
        printed: that print.
        record: what it said.
        changes: what differs in answers, findings and figures.
        clauses: what was rewritten in the agreements, or given back to their templates.
        due: what has run out, or will soon.
        rules: what the checklist judges differently.
        days: days since the print.
    """

    printed: Print
    record: PrintRecord
    changes: Changes
    clauses: tuple[ClauseEdit, ...]
    due: DueList
    rules: tuple[RuleChange, ...]
    days: int

    def __bool__(self) -> bool:
        """Whether there is anything to look at before printing the same again."""
        return bool(self.changes.substantive or self.clauses or self.due or self.rules)


def rule_changes(record: PrintRecord, again: Evaluation) -> tuple[RuleChange, ...]:
    """Compare what a print said with what the checklist says of the same answers and day."""
    return tuple(_rule_changes(record, again))


def days_since(printed: Print, now: dt.datetime) -> int:
    """Return the days between a print and ``now``; 0 where the clock went backwards."""
    at = dt.datetime.fromisoformat(printed.at).astimezone(now.tzinfo)
    return max((now.date() - at.date()).days, 0)


def _rule_changes(record: PrintRecord, again: Evaluation) -> Iterator[RuleChange]:
    language = next((one for one in LANGUAGES if one == record.language), LANGUAGES[0])
    say = words(language)
    old = {(str(one.get("rule")), one.get("row")): one for one in record.findings if _sound(one)}
    new: dict[tuple[str, str | None], Finding] = {
        (one.rule, one.row): one for one in again.findings if one.counts
    }
    for key, finding in new.items():
        was = old.get(key)
        message, severity = finding.message.say(say), str(finding.severity)
        if was is None:
            yield RuleChange(*key, "", message, severity)
        elif (was["severity"], was["message"]) != (severity, message):
            yield RuleChange(*key, was["message"], message, severity)
    for key, was in old.items():
        if key not in new:
            yield RuleChange(key[0], key[1], was["message"], "", was["severity"])


def _sound(row: object) -> bool:
    """Whether a record's row holds what it should; the record may be a stranger's."""
    wanted = ("rule", "severity", "message")
    return isinstance(row, Mapping) and all(isinstance(row.get(one), str) for one in wanted)
