"""Tables: columns, rows, cells of runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wizard.documents.runs import Run, Runs, clean_fields, joined, plain, text

Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class Column:
    """A table column.

    Attributes:
        title: its head.
        align: of the cells and the head; numbers stand ``right``.
        weight: share of the width left over; 0 lets the content decide.
        minimum: least width in points.
        names: its cells say what their rows are about; for tables without a head.
    """

    title: str
    align: Align = "left"
    weight: float = 0
    minimum: float = 0
    names: bool = False

    def __post_init__(self) -> None:
        clean_fields(self, "title")


@dataclass(frozen=True, slots=True)
class Row:
    """A table row.

    Attributes:
        total: set off from the rows above it.
        changed: since the last print; a bar stands beside it where pages have a margin.
    """

    cells: tuple[Runs, ...]
    total: bool = False
    key: str = ""
    changed: bool = False


def row(*cells: str | Run | Runs, total: bool = False, key: str = "", changed: bool = False) -> Row:
    """Build a row from strings, runs and tuples of runs."""
    said = tuple([one if isinstance(one, tuple) else text(one) for one in cells])
    return Row(said, total, key, changed)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its head is repeated on every page it reaches.

    Attributes:
        columns: one per cell of a row.
        rows: every row holds exactly one cell per column.
        caption: printed above.
        zebra: every other row lightly shaded.
        notes: printed small below.
        dense: set small and tight, for what is looked up rather than read.
        whole: never parted where one page can hold it, for what is filled in by hand.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    zebra: bool = True
    notes: tuple[Runs, ...] = ()
    key: str = ""
    dense: bool = False
    whole: bool = False

    def __post_init__(self) -> None:
        clean_fields(self, "caption")
        if any(len(one.cells) != len(self.columns) for one in self.rows):
            message = f"every row of a table needs {len(self.columns)} cells"
            raise ValueError(message)

    def plain_text(self) -> str:
        """Return caption, head, rows (cells separated by tabs) and notes."""
        titles = [column.title for column in self.columns]
        head = "\t".join(titles) if any(titles) else ""
        rows = ["\t".join(plain(cell) for cell in one.cells) for one in self.rows]
        return joined([self.caption, head, *rows, *map(plain, self.notes)])
