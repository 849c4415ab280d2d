"""Plain tables as a workbook: one sheet each, head in bold, widths from what stands in them.

Text is only ever written as text, so that no answer can become a formula. Equal tables give
equal bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from wizard.documents.runs import clean

LONGEST_CELL = 32_767
_LONGEST_SHEET_NAME = 31
_WIDEST = 60
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
Cell = str | int | dt.date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Attributes:
        name: of its tab.
        columns: the head.
        rows: of as many cells as there are columns.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sheets(title: str, made: dt.date, content: Sequence[Sheet]) -> bytes:
    """Return a workbook of these sheets.

    Args:
        title: of the workbook.
        made: the only date in its properties.
        content: the sheets in order.
    """
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    book = Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    created = dt.datetime.combine(made, dt.time())
    book.set_properties({"title": clean(title)[:255], "created": created})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    date = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    for number, one in enumerate(content, start=1):
        name = clean(one.name).translate(_FORBIDDEN).strip()[:_LONGEST_SHEET_NAME]
        sheet = book.add_worksheet(name or str(number))
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for column, text in enumerate(one.columns):
            sheet.write_string(0, column, clean(text)[:LONGEST_CELL], head)
            sheet.set_column(column, column, _width([text, *(row[column] for row in one.rows)]))
        for at, cells in enumerate(one.rows, start=1):
            for column, value in enumerate(cells):
                if isinstance(value, dt.date):
                    sheet.write_datetime(at, column, dt.datetime.combine(value, dt.time()), date)
                elif isinstance(value, int):
                    sheet.write_number(at, column, value, body)
                elif value:
                    sheet.write_string(at, column, clean(value)[:LONGEST_CELL], body)
    book.close()
    return stream.getvalue()


def _width(cells: Sequence[Cell]) -> int:
    """Return the width of a column in characters; a wide one counts twice."""
    lines = [line for cell in cells for line in str("" if cell is None else cell).split("\n")]
    widest = max(
        sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)
        for line in lines or [""]
    )
    return min(widest + 2, _WIDEST)
