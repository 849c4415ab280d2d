"""Tables: column widths from their content, heads repeated, rows that may be cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from wizard.documents.blocks import Align, Column, Row, Table, text
from wizard.documents.typesetting.galley import Strip, hold
from wizard.documents.typesetting.layout import Layout, anchor, text_strips
from wizard.documents.typesetting.operators import fill_color, line_color, polyline, rectangle
from wizard.documents.typesetting.page import Page
from wizard.documents.typesetting.shaping import (
    Line,
    Shaped,
    draw_line,
    set_lines,
    shape,
    widest_word,
)
from wizard.documents.typesetting.styles import (
    ACCENT,
    BODY_BOTTOM,
    BODY_TOP,
    INK,
    LINE,
    LINE_STRONG,
    SHADE,
    Style,
)
from wizard.documents.typesetting.tags import Element

_PAD_X, _DENSE_PAD_X = 6.0, 4.5
_BAR = 2.25  # of a changed row: three pixels
_BAR_GAP = 4.5  # between it and the row, within the margin or the gutter
_WORD = re.compile("[!-\u2e7f]+")
_SHORT = 5.6  # em: shorter content is never broken where it can be helped
_WIDEST_WORD_SHARE = 0.3  # of the table, that a long word may claim
_FIGURES_SHARE = 0.6  # of the spare width a column of words gets
_TALLEST_ROW = (BODY_TOP - BODY_BOTTOM) / 3  # a taller row may be cut between its lines


@dataclass(slots=True)
class _Cell:
    shaped: Shaped
    lines: tuple[Line, ...]
    left: float
    width: float


def lay_table(layout: Layout, block: Table, width: float, parent: Element) -> list[Strip]:
    """Lay out a table with its caption and notes."""
    styles = layout.styles
    element = parent.add("Table")
    strips: list[Strip] = []
    if block.caption:
        caption = element.add("Caption")
        strips += text_strips(text(block.caption), styles.caption, width, caption)
        strips.append(Strip(styles.caption.after - 2))
        for strip in strips:
            strip.keep = True
    cell_head = styles.dense_head if block.dense else styles.cell_head
    cell = styles.dense if block.dense else styles.cell
    heads = [_styled(cell_head, column.align) for column in block.columns]
    bodies = [_styled(cell, column.align) for column in block.columns]
    titles = [shape(text(c.title), style) for c, style in zip(block.columns, heads, strict=True)]
    shaped = [_shape_row(row, bodies) for row in block.rows]
    titled = [_heads_rows(row) for row in block.rows]
    measured = [cells for cells, spans in zip(shaped, titled, strict=True) if not spans]
    pad = _DENSE_PAD_X if block.dense else _PAD_X
    widths = column_widths(block.columns, [titles, *measured], width, pad)
    repeated: tuple[Strip, ...] = ()
    if any(column.title for column in block.columns):
        head = _cells(titles, widths, pad)
        strips.append(_head(head, cell_head, width, element.add("TR")))
        repeated = (_head(head, cell_head, width, None),)
    rows: list[list[Strip]] = []
    for at, (row, cells) in enumerate(zip(block.rows, shaped, strict=True)):
        shade = block.zebra and at % 2 == 1 and not row.total
        own = _row(
            _cells(cells, widths, pad, spans=titled[at]),
            cell,
            width,
            _row_tags(element, block.columns, is_title=titled[at]),
            row=row,
            shade=shade,
        )
        anchor(own, row.key)
        own[0].origin = row
        rows.append(own)
    hold(rows)
    for is_title, own in zip(titled, rows, strict=True):
        own[-1].keep = own[-1].keep or is_title or (block.whole and own is not rows[-1])
        for strip in own:
            strip.head = repeated
        strips += own
    strips += _notes(layout, block, width, parent)
    anchor(strips, block.key)
    return strips


def _heads_rows(row: Row) -> bool:
    """Tell whether a row is a title of those below it: one bold cell, the others empty."""
    said = [cell for cell in row.cells if any(run.text for run in cell)]
    return len(row.cells) > 1 and len(said) == 1 and all(run.bold for run in said[0])


def _notes(layout: Layout, block: Table, width: float, parent: Element) -> list[Strip]:
    strips: list[Strip] = []
    for runs in block.notes:
        own = text_strips(runs, layout.styles.note, width, parent.add("P"))
        own[0].before = 6
        strips += own
    return strips


@lru_cache(maxsize=64)
def _styled(style: Style, align: Align) -> Style:
    return replace(style, align=align, justify=False, indent=0)


@lru_cache(maxsize=64)
def _bold(style: Style) -> Style:
    return replace(style, bold=True)


def _shape_row(row: Row, styles: Sequence[Style]) -> list[Shaped]:
    return [
        shape(cell, _bold(style) if row.total else style)
        for cell, style in zip(row.cells, styles, strict=True)
    ]


def column_widths(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Shaped]],
    width: float,
    air: float = _PAD_X,
) -> list[float]:
    """Share ``width`` among the columns, with ``air`` at both sides of each.

    Every column gets at least its longest word (within reason) and its ``minimum``; what is
    left goes to the narrow columns first, or, when all fit, to the weighted columns, else to
    all, figures getting less than words.
    """
    count = len(columns)
    pad = 2 * air
    natural, least = [0.0] * count, [0.0] * count
    for row in rows:
        for at, cell in enumerate(row):
            whole = cell.width() + pad
            natural[at] = max(natural[at], whole)
            least[at] = max(least[at], min(whole, _SHORT * cell.style.size + pad))
            if whole > least[at]:
                word = min(_longest_word(cell), width * _WIDEST_WORD_SHARE)
                least[at] = max(least[at], word + pad)
    least = [max(one, column.minimum) for one, column in zip(least, columns, strict=True)]
    natural = [max(pair) for pair in zip(natural, least, strict=True)]
    if sum(least) > width:
        return [one * width / sum(least) for one in least]
    spare = width - sum(natural)
    if spare < 0:
        return _leveled(least, natural, width)
    weights = [column.weight for column in columns]
    if not any(weights):
        weights = [_FIGURES_SHARE if column.align == "right" else 1 for column in columns]
    return [have + spare * w / sum(weights) for have, w in zip(natural, weights, strict=True)]


def _longest_word(cell: Shaped) -> float:
    """Return the width of a cell's longest word, found once for each measured text."""
    if cell.longest_word is None:
        spans = [match.span() for match in _WORD.finditer(cell.text)]
        cell.longest_word = widest_word(cell, spans)
    return cell.longest_word


def _leveled(least: Sequence[float], natural: Sequence[float], width: float) -> list[float]:
    """Give narrow columns all they want and cut the wide ones down to one common width."""
    low, high = 0.0, width
    for _ in range(24):
        level = (low + high) / 2
        total = sum(min(n, max(few, level)) for few, n in zip(least, natural, strict=True))
        low, high = (level, high) if total <= width else (low, level)
    widths = [min(n, max(few, low)) for few, n in zip(least, natural, strict=True)]
    widest = widths.index(max(widths))
    widths[widest] += width - sum(widths)
    return widths


def _cells(
    shaped: Sequence[Shaped], widths: Sequence[float], pad: float, *, spans: bool = False
) -> list[_Cell]:
    """Set the cells of a row; with ``spans`` each may reach to the right edge."""
    cells, left = [], 0.0
    whole = sum(widths)
    for one, width in zip(shaped, widths, strict=True):
        inner = max((whole - left if spans else width) - 2 * pad, one.style.size)
        cells.append(_Cell(one, set_lines(one, inner), left + pad, width))
        left += width
    return cells


def _row_tags(table: Element, columns: Sequence[Column], *, is_title: bool) -> list[Element]:
    """Add a row to the structure tree and return the elements of its cells."""
    element = table.add("TR")
    cells = []
    for at, column in enumerate(columns):
        names = column.names or (is_title and at == 0)
        cells.append(element.add("TH" if names else "TD"))
        if names:
            cells[-1].attributes = "<</O /Table /Scope /Row>>"
    return cells


def _head(cells: Sequence[_Cell], style: Style, width: float, element: Element | None) -> Strip:
    """The head as one strip; without an element it is a repetition, hence an artifact."""
    padding = style.before + style.after
    height = max(len(cell.lines) for cell in cells) * style.leading + padding
    tags: list[Element | None] = [None] * len(cells)
    if element:
        tags = []
        for _ in cells:
            tag = element.add("TH")
            tag.attributes = "<</O /Table /Scope /Column>>"
            tags.append(tag)

    def draw(page: Page, x: float, top: float) -> None:
        for cell, tag in zip(cells, tags, strict=True):
            missing = height - padding - len(cell.lines) * style.leading
            for at, line in enumerate(cell.lines):
                y = top - style.before - missing - at * style.leading
                draw_line(page, cell.shaped, line, x + cell.left, y, tag)
        page.tag(None)
        path = polyline((x, top - height), (x + width, top - height))
        page.draw(f"{line_color(ACCENT)} 1.1 w {path} S")

    return Strip(height, draw, keep=True)


def _row(
    cells: Sequence[_Cell],
    style: Style,
    width: float,
    tags: Sequence[Element],
    *,
    row: Row,
    shade: bool,
) -> list[Strip]:
    """One strip, or one per line where the row is tall."""
    lines = max(len(cell.lines) for cell in cells)
    whole = lines * style.leading + style.before + style.after
    parts = [(0, lines)] if whole <= _TALLEST_ROW else [(at, at + 1) for at in range(lines)]

    def strip(first: int, last: int) -> Strip:
        above = style.before if first == 0 else 0
        below = style.after if last == lines else 0
        height = (last - first) * style.leading + above + below

        def draw(page: Page, x: float, top: float) -> None:
            if shade:
                page.fill(f"{fill_color(SHADE)} {rectangle(x, top - height, width, height)} f")
            for cell, tag in zip(cells, tags, strict=True):
                for at, line in enumerate(cell.lines[first:last]):
                    y = top - above - at * style.leading
                    draw_line(page, cell.shaped, line, x + cell.left, y, tag)
            page.tag(None)
            if row.changed:
                bar = rectangle(x - _BAR_GAP - _BAR, top - height, _BAR, height)
                page.draw(f"{fill_color(INK)} {bar} f")
            if row.total and first == 0:
                rule = polyline((x, top), (x + width, top))
                page.draw(f"{line_color(LINE_STRONG)} 0.9 w {rule} S")
            rule = polyline((x, top - height), (x + width, top - height))
            if last == lines:
                page.draw(f"{line_color(LINE)} 0.5 w {rule} S")

        return Strip(height, draw)

    strips = [strip(first, last) for first, last in parts]
    if len(strips) > 1:
        strips[0].keep = strips[-2].keep = True
    return strips
