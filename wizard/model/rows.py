"""The rows of a table: every cell is an answer of its own, in the same plain form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from wizard.model.answers import Answer, Row
from wizard.model.fields import QuestionFields
from wizard.model.plain import plain_answer, read_answer
from wizard.model.reading import Invalid, Misread

NONE_WORD = "none"


class Tabular(Protocol):
    """What has columns that are questions."""

    @property
    def columns(self) -> Sequence[QuestionFields]:
        """The columns, in order."""

    @property
    def most_rows(self) -> int:
        """How many rows there may be."""

    def column(self, column_id: str) -> QuestionFields | None:
        """Return the column with this id, or the one that had it earlier."""


def read_plain_rows(table: Tabular, plain: object) -> tuple[Row, ...] | None:
    """Read rows from their plain form; an empty list is no answer, ``none`` an empty one.

    Raises:
        Misread: some cell cannot be read; its path tells which.
    """
    if plain == NONE_WORD:
        return ()
    if not isinstance(plain, (list, tuple)):
        raise Misread((), Invalid("wrong_type_rows"))
    if len(plain) > table.most_rows:
        raise Misread((table.most_rows,), Invalid("too_many_rows", {"limit": table.most_rows}))
    rows = tuple(_row(table, index, row) for index, row in enumerate(plain))
    return rows or None


def _row(table: Tabular, index: int, plain: object) -> Row:
    if not isinstance(plain, Mapping):
        raise Misread((index,), Invalid("wrong_type_map"))
    row: dict[str, Answer] = {}
    for key, cell in plain.items():
        column = table.column(str(key))
        if column is None:
            known = tuple(one.id for one in table.columns)
            params = {"name": str(key), "choices": known}
            raise Misread((index, key), Invalid("unknown_column", params))
        try:
            answer = read_answer(column, cell)
        except Misread as error:
            raise Misread((index, key, *error.path), error.invalid) from None
        if not answer.is_empty:
            row[column.id] = answer
    return row


def read_rows(table: Tabular, raw: object) -> tuple[Row, ...] | Invalid:
    """Read the rows of a table from their plain form, or from rows of answers."""
    if isinstance(raw, (list, tuple)) and all(_is_row(row) for row in raw):
        if len(raw) > table.most_rows:
            return Invalid("too_many_rows", {"limit": table.most_rows})
        return tuple(raw)
    try:
        rows = read_plain_rows(table, raw)
    except Misread as error:
        return error.invalid
    return () if rows is None else rows


def _is_row(row: object) -> bool:
    return isinstance(row, Mapping) and all(isinstance(cell, Answer) for cell in row.values())


def plain_rows(table: Tabular, rows: tuple[Row, ...]) -> object:
    """Return the plain form of rows, columns in the order of the pack."""
    if not rows:
        return NONE_WORD
    return [
        {
            column.id: plain_answer(column, row[column.id])
            for column in table.columns
            if column.id in row and not row[column.id].is_empty
        }
        for row in rows
    ]
