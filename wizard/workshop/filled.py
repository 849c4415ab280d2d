"""Read a filled worksheet back into answers.

Whatever program filled it in, the fields are known by their names. What was typed and
cannot be read is kept as text, as it is when typed into the window; a number that
identifies a person is not kept at all.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wizard.documents.form import PACK_FIELD
from wizard.documents.worksheet import NAME, NO, NONE, NOT_SURE, YES, field_name
from wizard.errors import PlanError
from wizard.model import questions
from wizard.model.answers import NOTHING, Answer, Row
from wizard.model.checklist import Checklist
from wizard.model.questions import QuestionFields
from wizard.model.reading import Invalid
from wizard.plans.files import read_given
from wizard.strict_yaml import clean
from wizard.text import LANGUAGES, words

LARGEST = 50_000_000
_MOST_FIELDS = 50_000
_DEEPEST = 8
_NOT_KEPT = "identity_number"
_LONGEST_TEXT = 4000

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a worksheet says.

    Attributes:
        name: of the plan, as typed; may be empty.
        answers: by question id, in the order of the checklist.
        unread: id of a question or cell, and what was typed there and kept as text.
    """

    name: str
    answers: Mapping[str, Answer]
    unread: tuple[tuple[str, str], ...]


def read_filled(path: Path, checklist: Checklist) -> Filled:
    """Read a filled worksheet.

    Raises:
        PlanError: it is no worksheet of this checklist, or cannot be read.
        WizardError: the file cannot be read.
    """
    fields = read_fields(path)
    pack, _, version = fields.get(PACK_FIELD, "").rpartition(":")
    if not pack or not version.isdecimal():
        raise PlanError("workshop.no_worksheet", path=str(path))
    if pack != checklist.id:
        raise PlanError("session.other_pack", path=str(path), pack=pack)
    if int(version) > checklist.version:
        raise PlanError("session.newer_pack", path=str(path))
    reader = _Reader(fields)
    answers = {}
    for question in checklist.questions.values():
        if question.computed:
            continue
        answer = reader.question(question)
        if not answer.is_empty:
            answers[question.id] = answer
    return Filled(fields.get(NAME, "").strip(), answers, tuple(reader.unread))


def together(sheets: Sequence[Filled]) -> tuple[Filled, tuple[str, ...]]:
    """Return several worksheets of one person as one, and what they answer differently.

    Where two sheets answer a question the later one holds, as a second look does.
    """
    answers: dict[str, Answer] = {}
    twice = []
    for sheet in sheets:
        twice += [one for one, said in sheet.answers.items() if answers.get(one, said) != said]
        answers |= sheet.answers
    name = next((one.name for one in sheets if one.name), "")
    unread = tuple(dict.fromkeys(cell for one in sheets for cell in one.unread))
    return Filled(name, answers, unread), tuple(dict.fromkeys(twice))


def read_fields(path: Path) -> dict[str, str]:
    """Return what the fields of a form hold, by full name; ticks and buttons by state.

    Raises:
        PlanError: it is no PDF, too large, or damaged.
        WizardError: the file cannot be read.
    """
    from pypdf import PdfReader

    # What pypdf says about a damaged file is for programmers; ours is one sentence.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    data = read_given(path, LARGEST)
    if len(data) > LARGEST:
        raise PlanError("workshop.form_too_large", path=str(path))
    try:
        return dict(_fields(PdfReader(io.BytesIO(data))))
    except Exception as error:
        # A hostile or damaged PDF may raise anything at all in the parser.
        raise PlanError("carried.pdf_unreadable", path=str(path)) from error


def _fields(reader: Any) -> Iterator[tuple[str, str]]:
    count = 0
    for page in reader.pages:
        for ref in page.get("/Annots") or ():
            widget = ref.get_object()
            if widget.get("/Subtype") != "/Widget":
                continue
            count += 1
            if count > _MOST_FIELDS:
                return
            chain = _chain(widget)
            names = [str(one["/T"]) for one in reversed(chain) if "/T" in one]
            value = _state(chain) if _first(chain, "/FT") == "/Btn" else _first(chain, "/V")
            if value not in (None, ""):
                # Pasted or made by a program: what no file of ours may hold goes, as in the window.
                yield ".".join(names), clean(str(value))


def _chain(widget: Any) -> list[Any]:
    chain = [widget]
    while "/Parent" in chain[-1] and len(chain) < _DEEPEST:
        chain.append(chain[-1]["/Parent"].get_object())
    return chain


def _first(chain: list[Any], key: str) -> Any:
    found = next((one[key] for one in chain if key in one), None)
    return None if found is None else found.get_object()


def _state(chain: list[Any]) -> str | None:
    """Return the state of a tick or a group; some programs set only one of its two places."""
    for key in ("/V", "/AS"):
        value = _first(chain, key)
        if value is not None and str(value) != "/Off":
            return str(value).removeprefix("/")
    return None


class _Reader:
    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self.unread: list[tuple[str, str]] = []
        self.unsure = {
            words(language)("documents.worksheet.not_sure").casefold() for language in LANGUAGES
        } | {NOT_SURE}

    def question(self, question: QuestionFields) -> Answer:
        """Read a question."""
        if isinstance(question, questions.Table):
            return self._table(question)
        return self._answer(question, question.id)

    def _answer(self, question: QuestionFields, name: str) -> Answer:
        if isinstance(question, questions.ManyOf):
            return self._many(question, name)
        typed = self.fields.get(name, "")
        choices = question.choices if isinstance(question, questions.OneOf) else ()
        ticked = field_name(name, NOT_SURE) in self.fields
        if typed.strip().casefold() in self.unsure and typed not in choices:
            return Answer(not_sure=True)
        if ticked:
            return Answer(not_sure=True, note=typed.strip()[:_LONGEST_TEXT])
        return self._read(question, name, typed)

    def _read(self, question: QuestionFields, name: str, raw: str) -> Answer:
        if not raw.strip():
            return NOTHING
        if isinstance(question, questions.YesNo) and raw in (YES, NO):
            return Answer(raw == YES)
        value = question.read(raw)
        if not isinstance(value, Invalid):
            return Answer(value)
        if value.code == _NOT_KEPT:
            self.unread.append((name, ""))
            return NOTHING
        self.unread.append((name, raw))
        return Answer(text=raw[:_LONGEST_TEXT])

    def _many(self, question: questions.ManyOf, name: str) -> Answer:
        chosen = [one for one in question.choices if field_name(name, one) in self.fields]
        typed = self.fields.get(name, "")
        if field_name(name, NOT_SURE) in self.fields or typed.strip().casefold() in self.unsure:
            return Answer(not_sure=True)
        if chosen or field_name(name, NONE) in self.fields:
            return Answer(tuple(chosen))
        return self._read(question, name, typed)

    def _table(self, table: questions.Table) -> Answer:
        rows = []
        for number in range(1, table.most_rows + 1):
            row: dict[str, Answer] = {}
            for column in table.columns:
                cell = self._answer(column, field_name(table.id, number, column.id))
                if not column.computed and not cell.is_empty:
                    row[column.id] = cell
            if row:
                rows.append(row)
        found: tuple[Row, ...] = tuple(rows)
        if found:
            return Answer(found)
        if field_name(table.id, NOT_SURE) in self.fields:
            return Answer(not_sure=True)
        return Answer(()) if field_name(table.id, NONE) in self.fields else NOTHING
