"""Answers as a workbook, for people with a spreadsheet, and back again without loss.

One sheet for the questions, one for each table, and where there are any, one for answers
that no longer fit the checklist and one for clauses in the founder's own words. A cell holds what a person would type;
what has more to say (a note beside it, evidence, a range) is the map of the answers file as
JSON, which begins with a brace. Whatever is read back is a stranger's input: its size is
bounded before it is unpacked, formulas count as their last value, macros are never read.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from wizard.errors import AnswersError, OutputError, Place, PlanError, Problem
from wizard.model.answers import Answer
from wizard.model.checklist import Checklist
from wizard.model.plain import plain_answer, read_answer
from wizard.model.questions import ManyOf, OneOf, QuestionFields, Table
from wizard.model.reading import Misread
from wizard.plans.answers_file import (
    LONGEST_CLAUSE,
    AnswersFile,
    OwnClauses,
    encoded,
    is_clause_code,
    is_clause_text,
    plan_name,
    writable,
)
from wizard.text import Words

LARGEST = 4_000_000
LARGEST_UNPACKED = 20_000_000
LARGEST_ASIDE = 1_000_000
"""What all parts without answers may unpack to; the parser makes an object of every style."""
MAGIC = b"PK\x03\x04"
LONGEST_CELL = 32_767
_SHEET = "answers"
_HEAD = ("id", "number", "question", "answer")
# With a hyphen, which no id of a table has.
_DRAWER, _CLAUSES = "retired-answers", "own-clauses"
_DRAWER_HEAD = ("id", "answer")
_CLAUSES_HEAD = ("agreement", "clause", "text")
_MOST_ROWS = 2_000
_MOST_COLUMNS = 100
_MOST_PARTS = 1_000
_MOST_TAGS = 300_000
"""A tag takes the parser some ten microseconds and hundreds of bytes."""
_LARGE = ("xl/worksheets/", "xl/sharedstrings", "xl/media/")


def write_workbook(
    checklist: Checklist,
    name: str,
    answers: Mapping[str, Answer],
    say: Words,
    retired: Mapping[str, Any] | None = None,
    clauses: OwnClauses | None = None,
) -> bytes:
    """Return a workbook with every question, answered or not.

    Args:
        checklist: whose questions are listed.
        name: of the plan.
        answers: by question id.
        say: the words choices and heads are shown in.
        retired: plain answers that no longer fit the checklist.
        clauses: clauses in the founder's own words.

    Raises:
        OutputError: a text is longer than a cell; nothing is cut off in silence.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = ""
    sheet = book.worksheets[0]
    sheet.title = _SHEET
    rows: list[list[object]] = [[checklist.id, checklist.version, "name", name], list(_HEAD)]
    for question in checklist.questions.values():
        answer = answers.get(question.id)
        if isinstance(question, Table):
            if answer is None or not _rows(question, answer):
                _write(book.create_sheet(question.id), _table_rows(question, [], say))
            else:
                shown = _table_rows(question, _rows(question, answer), say)
                _write(book.create_sheet(question.id), shown)
            if answer is None or _rows(question, answer):
                continue
        elif question.computed:
            continue
        number = checklist.number(question.id)
        title = question.ask.say(say.language)
        rows.append([question.id, number, title, _shown(question, answer, say)])
    _write(sheet, rows)
    if retired:
        kept = [[key, encoded(plain)] for key, plain in writable(retired).items()]
        _write(book.create_sheet(_DRAWER), [list(_DRAWER_HEAD), *kept])
    own = _clause_rows(checklist, clauses or {})
    if own:
        _write(book.create_sheet(_CLAUSES), [list(_CLAUSES_HEAD), *own])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_workbook(data: bytes, file: str, checklist: Checklist) -> AnswersFile:
    """Read the answers of a workbook.

    Raises:
        AnswersError: it holds mistakes, all of which the error carries.
        PlanError: it is no workbook of ours, or too large.
    """
    _check(data, file)
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        ours = {*checklist.questions, _SHEET, _DRAWER, _CLAUSES}
        sheets = {
            one.title: list(one.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS))
            for one in book.worksheets
            if one.title in ours
        }
    except Exception as error:
        # A damaged or hostile workbook may raise anything at all in the parser.
        raise PlanError("answers.workbook_unreadable", path=file) from error
    return _Reader(checklist, file).read(sheets)


def _check(data: bytes, file: str) -> None:
    """Bound what the parser will make of a workbook: bytes, parts, and objects."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            aside = sum(one.file_size for one in parts if not _holds_answers(one.filename))
            if (
                len(data) > LARGEST
                or len(parts) > _MOST_PARTS
                or aside > LARGEST_ASIDE
                or sum(one.file_size for one in parts) > LARGEST_UNPACKED
                or sum(archive.read(one).count(b"<") for one in parts) > _MOST_TAGS
            ):
                raise PlanError("answers.workbook_too_large", path=file)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError) as error:
        # RuntimeError: a password, or a version of the format nobody has.
        raise PlanError("answers.workbook_unreadable", path=file) from error


def _holds_answers(name: str) -> bool:
    return name.lower().startswith(_LARGE)


def _write(sheet: Any, rows: list[list[object]]) -> None:
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            if value is None or value == "":
                continue
            if isinstance(value, str) and len(value) > LONGEST_CELL:
                limits = {"length": len(value), "limit": LONGEST_CELL}
                raise OutputError("answers.workbook_cell_full", question=str(values[0]), **limits)
            cell = sheet.cell(row, column)
            cell.value = value
            if isinstance(value, str):
                # Text that begins with an equals sign is an answer, never a formula.
                cell.data_type = "s"


def _rows(table: Table, answer: Answer) -> list[Mapping[str, Any]]:
    """Return the rows a sheet can hold: an empty row, or a note on the table, it cannot."""
    plain = plain_answer(table, answer)
    return plain if isinstance(plain, list) and all(plain) else []


def _table_rows(table: Table, rows: list[Mapping[str, Any]], say: Words) -> list[list[object]]:
    asked = [column for column in table.columns if not column.computed]
    shown: list[list[object]] = [
        [column.id for column in asked],
        [column.title.say(say.language) for column in asked],
    ]
    filled = [[_cell(column, row.get(column.id), say) for column in asked] for row in rows]
    return [*shown, *filled]


def _clause_rows(checklist: Checklist, clauses: OwnClauses) -> list[list[object]]:
    return [
        [one.id, code, said]
        for one in checklist.agreements
        for code, said in sorted(writable(clauses.get(one.id, {})).items())
    ]


def _shown(question: QuestionFields, answer: Answer | None, say: Words) -> object:
    return None if answer is None else _cell(question, plain_answer(question, answer), say)


def _cell(question: QuestionFields, plain: Any, say: Words) -> object:
    """Return a plain answer as a person would type it; as JSON where that would lose some."""
    if plain is None:
        return None
    if isinstance(plain, dict):
        return encoded(plain)
    if not isinstance(question, Table) or isinstance(plain, str):
        text = _typed(question, plain, say)
        if _same(question, text, plain):
            return text
    return encoded({"value": plain})


def _same(question: QuestionFields, text: object, plain: Any) -> bool:
    if isinstance(text, str) and (not text.strip() or text.startswith("{")):
        return False
    try:
        return read_answer(question, _plain(question, text)) == read_answer(question, plain)
    except Misread:
        return False


def _typed(question: QuestionFields, plain: Any, say: Words) -> object:
    if isinstance(plain, bool):
        return say("model.yes" if plain else "model.no")
    if isinstance(question, (OneOf, ManyOf)) and plain != "not_sure":
        chosen = plain if isinstance(plain, list) else [plain]
        return "\n".join(question.choices[one].say(say.language) for one in chosen)
    if isinstance(plain, (int, Decimal)):
        exact = Decimal(repr(float(plain))) == plain
        return float(plain) if exact else format(Decimal(plain), "f")
    return plain


def _plain(question: QuestionFields, value: object, number_format: str = "") -> object:
    """Return what stands in a cell in the plain form of an answer."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and number_format.endswith("%"):
        return f"{(Decimal(repr(value)) * 100).normalize():f}%"
    if isinstance(value, float):
        number = Decimal(repr(value))
        return int(number) if number == number.to_integral_value() else number
    if isinstance(value, str) and value.startswith("{"):
        return json.loads(value, parse_float=Decimal)
    if isinstance(question, ManyOf) and isinstance(value, str) and value != "not_sure":
        return [one for one in value.split("\n") if one.strip()]
    return value


class _Reader:
    def __init__(self, checklist: Checklist, file: str) -> None:
        self.checklist = checklist
        self.file = file
        self.problems: list[Problem] = []

    def read(self, sheets: Mapping[str, list[Any]]) -> AnswersFile:
        rows = sheets.get(_SHEET, [])
        head = [cell.value for cell in rows[0]] if rows else []
        if len(head) < 4 or head[0] != self.checklist.id:
            raise PlanError("answers.workbook_foreign", path=self.file, pack=self.checklist.id)
        if not isinstance(head[1], int) or head[1] > self.checklist.version:
            raise PlanError("session.newer_pack", path=self.file)
        plain: dict[str, Answer] = {}
        for row in rows[2:]:
            plain.update(self._question(row))
        for title, table_rows in sheets.items():
            table = self.checklist.questions.get(title)
            if isinstance(table, Table):
                answer = self._table(table, table_rows)
                if not answer.is_empty:
                    plain[title] = answer
        retired = dict(self._drawer(sheets.get(_DRAWER, [])[1:]))
        clauses = self._clauses(sheets.get(_CLAUSES, [])[1:])
        if self.problems:
            raise AnswersError("answers.refused", self.problems, path=self.file)
        ordered = {one: plain[one] for one in self.checklist.questions if one in plain}
        return AnswersFile(plan_name(str(head[3] or "")), ordered, retired, clauses)

    def _drawer(self, rows: list[Any]) -> Iterator[tuple[str, Any]]:
        for row in rows:
            key, cell = _text(row, 0), row[1] if len(row) > 1 else None
            if not key or cell is None or cell.value in (None, ""):
                continue
            try:
                yield key, writable(json.loads(str(cell.value), parse_float=Decimal))
            except (ValueError, InvalidOperation, RecursionError):
                self._refuse(_DRAWER, cell, "answers.workbook_cell", question=key)

    def _clauses(self, rows: list[Any]) -> OwnClauses:
        known = sorted(one.id for one in self.checklist.agreements)
        found: dict[str, dict[str, str]] = {}
        for row in rows:
            agreement, code, said = (_text(row, column) for column in range(3))
            if not said:
                continue
            if agreement not in known:
                names = ", ".join(known)
                self._refuse(
                    _CLAUSES, row[2], "answers.unknown_agreement", name=agreement, known=names
                )
            elif not is_clause_code(code):
                self._refuse(_CLAUSES, row[2], "answers.clause_code", name=code)
            elif not is_clause_text(said):
                self._refuse(_CLAUSES, row[2], "answers.clause_text", limit=LONGEST_CLAUSE)
            else:
                found.setdefault(agreement, {})[code] = said
        return found

    def _question(self, row: Any) -> Iterator[tuple[str, Answer]]:
        if len(row) < 4 or row[0].value is None or row[3].value in (None, ""):
            return
        question = self.checklist.questions.get(str(row[0].value))
        if question is None or question.computed:
            self._refuse(_SHEET, row[0], "model.unknown_question", name=str(row[0].value))
            return
        answer = self._read(question, row[3], _SHEET)
        if answer is not None:
            yield question.id, answer

    def _table(self, table: Table, rows: list[Any]) -> Answer:
        heads = [str(cell.value) for cell in rows[0]] if rows else []
        found = []
        for row in rows[2:]:
            cells = {}
            for head, cell in zip(heads, row, strict=False):
                if cell.value in (None, ""):
                    continue
                column = table.column(head)
                if column is None:
                    self._refuse(
                        table.id, cell, "model.unknown_column", name=head, question=table.id
                    )
                    continue
                answer = self._read(column, cell, table.id)
                if answer is not None:
                    cells[column.id] = answer
            if cells:
                found.append(cells)
        return Answer(value=tuple(found) or None)

    def _read(self, question: QuestionFields, cell: Any, sheet: str) -> Answer | None:
        try:
            plain = _plain(question, cell.value, str(cell.number_format or ""))
            return read_answer(question, plain)
        except Misread as error:
            params = {"question": question.id, **error.invalid.params}
            params.pop("choices", None)
            self._refuse(sheet, cell, error.invalid.key, **params)
        except (ValueError, InvalidOperation, RecursionError):
            self._refuse(sheet, cell, "answers.workbook_cell", question=question.id)
        return None

    def _refuse(self, sheet: str, cell: Any, key: str, **params: Any) -> None:
        place = Place(f"{self.file}[{sheet}]", int(cell.row), int(cell.column))
        self.problems.append(Problem(place, key, params))


def _text(row: Any, column: int) -> str:
    """Return what stands in a cell as text; empty for none."""
    value = row[column].value if column < len(row) else None
    return "" if value is None else str(value).strip()
