"""The commands ``history`` and ``diff``: what happened to a plan, and what differs."""

from __future__ import annotations

import datetime as dt
import json
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from wizard import packs
from wizard.session import Source, changes, now, read_record, read_source
from wizard.session.clauses import clause_changes
from wizard.session.history import Event, history
from wizard.session.moments import Moment, find_moment, last_print, the_present
from wizard.session.wording import ChangeWords
from wizard.text import Words


def _source(path: Path, options: Namespace) -> Source:
    compiled = packs.built_in() if options.pack is None else packs.load(options.pack)
    return read_source(path, compiled)


def show_history(options: Namespace, say: Words) -> int:
    """List revisions and prints, oldest first: 0, or 2 if the file cannot be read."""
    source = _source(options.file, options)
    events = history(source.contents, source.compiled.checklist)
    evaluation = source.evaluation(now().date(), simulated=False)
    tell = ChangeWords(evaluation, evaluation, say)
    if options.json:
        rows = [_event_row(one, tell) for one in events]
        plan = {"id": source.plan_id, "name": source.name}
        shown = {"plan": plan, "revisions": len(source.contents.revisions), "history": rows}
        print(json.dumps(shown, ensure_ascii=False, indent=2))
        return 0
    for event in events:
        print("\n".join(_event_lines(event, tell, source)))
    return 0


def _event_lines(event: Event, tell: ChangeWords, source: Source) -> list[str]:
    """Return a line with revisions, time and author, and a line for each change."""
    numbers = f"{event.first}-{event.last}" if event.first < event.last else str(event.last)
    if event.printed is not None or event.kind == "version":
        numbers = "·"
    # An answers file has no history of its own: its moment is nobody's.
    at = f"{event.at.astimezone():%Y-%m-%d %H:%M}" if source.begun is not None else ""
    head = [numbers.rjust(9), at, event.author, _what(event, tell.say)]
    lines = ["  ".join(part for part in head if part)]
    indent = " " * 11
    if event.kind != "start":
        lines += [f"{indent}{tell.answer(one)}" for one in event.changes]
        lines += [f"{indent}{tell.clause_edit(one)}" for one in event.clauses]
    if event.unknown:
        names = ", ".join(event.unknown)
        lines.append(indent + tell.say("session.step.unknown", names=names))
    return lines


def _what(event: Event, say: Words) -> str:
    if event.printed is not None:
        record = read_record(event.printed.record)
        edition = record.edition if record.edition in ("draft", "final") else "draft"
        return say(
            "session.step.print",
            number=event.printed.number,
            edition=say(f"session.edition.{edition}"),
            day=record.as_of or "—",
        )
    return say(f"session.step.{event.kind}", name=event.name, count=event.last - event.first + 1)


def _event_row(event: Event, tell: ChangeWords) -> dict[str, Any]:
    row: dict[str, Any] = {
        "kind": event.kind,
        "at": event.at.astimezone(dt.UTC).isoformat().replace("+00:00", "Z"),
        "author": event.author,
        "revisions": [event.first, event.last],
    }
    if event.printed is not None:
        row["print"] = event.printed.number
        record = read_record(event.printed.record)
        row |= {
            "edition": record.edition,
            "language": record.language,
            "as_of": record.as_of,
            "verdict": record.verdict,
            "pages": len(record.pages),
            "sha256": record.pdf,
        }
        return row
    if event.name:
        row["name"] = event.name
    row["changes"] = [tell.answer_row(one) for one in event.changes]
    if event.clauses:
        row["clauses"] = [asdict(one) for one in event.clauses]
    if event.unknown:
        row["unknown"] = list(event.unknown)
    return row


def diff(options: Namespace, say: Words) -> int:
    """Say what differs between two states of a plan, or two plans; 2 if one is unreadable."""
    before, after = _source(options.file, options), None
    other = Path(options.before) if options.before is not None else None
    if other is not None and options.after is None and other.is_file():
        after = _source(other, options)
        moments = the_present(before.contents), the_present(after.contents)
        titles = str(options.file), str(other)
    else:
        after = before
        moments = _moments(before, options)
        titles = moments[0].say(say), moments[1].say(say)
    today = options.as_of or now().date()
    states = (
        before.evaluation_at(moments[0].revision, today),
        after.evaluation_at(moments[1].revision, today),
    )
    found = changes(*states)
    own = before.clauses_at(moments[0].revision), after.clauses_at(moments[1].revision)
    clauses = clause_changes(*states, name=after.name, language=say.language, own=own)
    tell = ChangeWords(*states, say)
    if options.json:
        shown = {"from": _row(moments[0], before), "to": _row(moments[1], after)}
        shown |= tell.as_json(found, clauses)
        print(json.dumps(shown, ensure_ascii=False, indent=2))
        return 0
    print(say("cli.diff_title", before=titles[0], after=titles[1]))
    print("\n".join(tell.lines(found, clauses)) or say("cli.no_difference"))
    return 0


def _moments(source: Source, options: Namespace) -> tuple[Moment, Moment]:
    contents = source.contents
    before = (
        last_print(contents) if options.before is None else find_moment(contents, options.before)
    )
    after = the_present(contents) if options.after is None else find_moment(contents, options.after)
    return before, after


def _row(moment: Moment, source: Source) -> dict[str, Any]:
    return {
        "plan": source.plan_id,
        "revision": moment.revision,
        "kind": moment.kind,
        "name": moment.name,
    }
