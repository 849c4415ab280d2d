"""Everything a plan holds about a person, as files any program can read: one zip.

    plan.shopplan            the plan itself, which this program opens again
    answers.yaml, .json      the answers, the drawer and own clauses
    history.csv, .json       every change there ever was: when, who, what, the value
    prints.csv, prints/      what was printed: one JSON record for each
    versions.csv             the names given to the plan as it stood
    evidence.csv, evidence/  what was attached, as it was attached
    README.txt               what is what

The tables are for reading in a spreadsheet, so a text that would be taken for a formula
gets an apostrophe; the JSON beside them is exact.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from wizard.engine import CompiledChecklist
from wizard.plans.answers_file import canonical, write_answers
from wizard.plans.contents import Evidence, PlanContents
from wizard.plans.files import replacing, safe_file_name
from wizard.plans.reading import write_contents
from wizard.session.opening import check_pack
from wizard.session.own_clauses import own_clauses
from wizard.session.print_record import read_record
from wizard.session.storing import decoded
from wizard.text import Words

SUFFIX = ".zip"
_FORMULA = ("=", "+", "-", "@")
_HISTORY = ("revision", "step", "at", "author", "kind", "question", "title", "value", "undoes")
_PRINTS = ("print", "revision", "at", "edition", "language", "as_of", "verdict", "name", "sha256")
_EVIDENCE = ("file", "name", "type", "bytes", "added", "sha256")


def write_own_data(
    contents: PlanContents,
    compiled: CompiledChecklist,
    path: Path,
    say: Words,
    now: dt.datetime,
) -> None:
    """Write everything ``contents`` hold to the zip ``path``, whole or not at all.

    Raises:
        WizardError: it cannot be written, an attached file cannot be read, or the plan is
            of another checklist.
    """
    check_pack(contents, compiled, path)
    with (
        replacing(path, private=True) as temporary,
        zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name, content in _files(contents, compiled, say):
            entry = zipfile.ZipInfo(name, now.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)


def _files(
    contents: PlanContents, compiled: CompiledChecklist, say: Words
) -> Iterator[tuple[str, bytes]]:
    checklist = compiled.checklist
    answers, retired = decoded(checklist, contents.answers)
    everything = (checklist, contents.name, answers, retired, own_clauses(contents.answers))
    yield "README.txt", say("own_data.readme", name=contents.name).encode("utf-8-sig")
    yield "plan.shopplan", _plan_file(contents)
    yield "answers.yaml", write_answers(*everything).encode()
    yield "answers.json", canonical(*everything)
    history = list(_history(contents, compiled, say))
    yield "history.csv", _table(_HISTORY, history)
    yield "history.json", _json([dict(zip(_HISTORY, row, strict=True)) for row in history])
    yield (
        "versions.csv",
        _table(
            ("version", "revision", "at", "name"),
            [(one.number, one.revision, one.at, one.name) for one in contents.versions],
        ),
    )
    yield "prints.csv", _table(_PRINTS, _prints(contents))
    for one in contents.prints:
        yield f"prints/v{one.number}.json", one.record.encode()
    listed: list[Sequence[object]] = []
    for number, item in enumerate(contents.evidence, start=1):
        content = contents.blobs(item.sha256) if item.present else None
        file = f"evidence/{number:02} {_evidence_name(item)}" if content is not None else ""
        listed.append((file, item.name, item.mime, item.size, item.added, item.sha256))
        if content is not None:
            yield file, content
    yield "evidence.csv", _table(_EVIDENCE, listed)


def _plan_file(contents: PlanContents) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.shopplan"
        write_contents(contents, path)
        return path.read_bytes()


def _history(
    contents: PlanContents, compiled: CompiledChecklist, say: Words
) -> Iterator[tuple[object, ...]]:
    questions = compiled.checklist.questions
    for one in contents.revisions:
        question = questions.get(one.question)
        title = question.title.say(say.language) if question is not None else ""
        yield (
            one.number,
            one.step,
            one.at,
            one.author,
            one.kind,
            one.question,
            title,
            one.value,
            one.undoes,
        )


def _prints(contents: PlanContents) -> Iterator[tuple[object, ...]]:
    for one in contents.prints:
        said = read_record(one.record)
        yield (
            one.number,
            one.revision,
            one.at,
            said.edition,
            said.language,
            said.as_of,
            said.verdict,
            said.name,
            said.pdf,
        )


def _evidence_name(item: Evidence) -> str:
    suffix = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}.get(
        item.mime, ""
    )
    stem = item.name[: -len(suffix)] if suffix and item.name.lower().endswith(suffix) else item.name
    return safe_file_name(stem, suffix)


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_plain(value) for value in row])
    return text.getvalue().encode("utf-8-sig")


def _plain(value: object) -> object:
    if not isinstance(value, str):
        return value
    start = unicodedata.normalize("NFKC", value)
    return f"'{value}" if start.lstrip().startswith(_FORMULA) else value


def _json(plain: Any) -> bytes:
    return json.dumps(plain, ensure_ascii=False, indent=1).encode()
