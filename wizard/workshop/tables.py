"""Tables as CSV that a spreadsheet opens without running anything in them."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

Value = str | int | float | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: Value) -> Value:
    """Return a value that no spreadsheet takes for a formula (OWASP ASVS 1.2.10).

    Numbers stay numbers; text that begins like a formula, in any width of letters, gets
    an apostrophe before it.
    """
    if not isinstance(value, str):
        return value
    start = unicodedata.normalize("NFKC", value)
    if start.startswith(_FORMULA) or start.strip().startswith(_FORMULA):
        return f"'{value}"
    return value


def csv_bytes(columns: Sequence[str], rows: Iterable[Mapping[str, Value]]) -> bytes:
    """Return rows as CSV with a head, in UTF-8 with the mark Excel asks for."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe_cell(row.get(column)) for column in columns])
    return text.getvalue().encode("utf-8-sig", "replace")


def read_csv(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a table that ``csv_bytes`` wrote."""
    reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig", "replace"), newline=""))
    return [
        {column: _plain_cell(cell or "") for column, cell in row.items() if column}
        for row in reader
    ]


def _plain_cell(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and safe_cell(cell[1:]) == cell else cell
