"""Strips of content, and how they are cut into pages.

Everything to be printed becomes a column of strips, each small enough for any page: a line
of a paragraph, a row or part of a row of a table, a chart. So anything can be split and
nothing is ever too tall. ``keep`` ties a strip to the next one: a heading to its text, the
first two and the last two lines of a paragraph to each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from wizard.documents.blocks import Block, Heading
from wizard.documents.runs import plain
from wizard.documents.tabular import Row
from wizard.documents.typesetting.page import Booklet, Page
from wizard.documents.typesetting.styles import BODY_BOTTOM, BODY_TOP, MARGIN

_SHORT_STACK = (BODY_TOP - BODY_BOTTOM) * 0.22

Draw = Callable[[Page, float, float], None]


@dataclass(eq=False, slots=True)
class Frame:
    """A background behind consecutive strips, drawn anew on every page it reaches.

    Attributes:
        paint: returns the operators for x, top and bottom.
        offset: of its left edge from that of the column.
        air: space left above the first strip where the frame goes on on a new page.
    """

    paint: Callable[[float, float, float], str]
    offset: float = 0
    air: float = 0
    started: bool = False


@dataclass(eq=False, slots=True)
class Strip:
    """A piece of content that is never cut.

    Attributes:
        draw: called with page, left edge and upper edge.
        before: space above it, none at the top of a page.
        keep: stays on the page of the next strip.
        head: strips repeated above it where it opens a page.
        page_break: starts a new page.
        origin: the block or the row of a table it is the first strip of.
    """

    height: float
    draw: Draw | None = None
    before: float = 0
    keep: bool = False
    offset: float = 0
    frames: tuple[Frame, ...] = ()
    head: tuple[Strip, ...] = ()
    page_break: bool = False
    origin: Block | Row | None = None


def inset(strips: Sequence[Strip], offset: float, frame: Frame | None = None) -> None:
    """Move strips to the right and put a frame behind them."""
    for strip in strips:
        strip.offset += offset
    for head in {id(one): one for strip in strips for one in strip.head}.values():
        head.offset += offset
    for inner in {id(one): one for strip in strips for one in strip.frames}.values():
        inner.offset += offset
    if frame:
        for strip in strips:
            strip.frames = (frame, *strip.frames)


def hold(rows: Sequence[Sequence[Strip]]) -> None:
    """Tie rows so that no page gets a single one; a short stack is not parted at all."""
    inner = [row[-1] for row in rows[:-1] if row]
    short = sum(stack_height(row) for row in rows) <= _SHORT_STACK
    for strip in inner if short else (*inner[:1], *inner[-1:]):
        strip.keep = True


@dataclass(slots=True)
class Column:
    """A column being filled from ``y`` downwards on one page."""

    page: Page
    x: float
    y: float
    _open: list[tuple[Frame, float, Callable[[str], None]]] = field(default_factory=list)

    def place(self, strip: Strip, *, first: bool) -> None:
        """Draw a strip below what is there."""
        while self._open and self._open[-1][0] not in strip.frames:
            self._close()
        if not first:
            self.y -= strip.before
        for frame in strip.frames[len(self._open) :]:
            self._open.append((frame, self.y, self.page.fill_later()))
            if frame.started:
                self.y -= frame.air
        if first:
            for head in strip.head:
                self._draw(head)
        self._draw(strip)

    def _draw(self, strip: Strip) -> None:
        if strip.draw:
            strip.draw(self.page, self.x + strip.offset, self.y)
        self.y -= strip.height

    def close(self) -> None:
        """End every frame here."""
        while self._open:
            self._close()

    def _close(self) -> None:
        frame, top, fill = self._open.pop()
        fill(frame.paint(self.x + frame.offset, top, self.y))
        frame.started = True


def stack_height(strips: Sequence[Strip]) -> float:
    """Return the height of strips drawn one below the other."""
    if len(strips) == 1:  # as most rows of tables are
        return strips[0].height
    between = sum([strip.before for strip in strips[1:]])
    return between + sum([strip.height for strip in strips])


def _groups(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    group: list[Strip] = []
    for strip in strips:
        if group and (not group[-1].keep or strip.page_break):
            yield group
            group = []
        group.append(strip)
    if group:
        yield group


class _Marks:
    """Names what begins a group of strips by what it says, the same from print to print."""

    def __init__(self) -> None:
        self._section = ""
        self._seen: Counter[tuple[str, str]] = Counter()

    def reach(self, origin: Block | Row | None) -> None:
        """Go on to what begins the next group."""
        self._origin = origin
        if isinstance(origin, Heading) and origin.level == 1:
            self._section = origin.key
        elif origin is not None:
            self._said = self._section, _words(origin)
            self._seen[self._said] += 1

    def mark(self) -> str:
        """Return the mark of the group; empty where it begins in the middle of something."""
        if self._origin is None:
            return ""
        if isinstance(self._origin, Heading) and self._origin.level == 1:
            return self._section
        digest = blake2b(self._said[1].encode(), digest_size=6).hexdigest()
        return f"{self._section}/{digest}/{self._seen[self._said]}"


def _words(origin: Block | Row) -> str:
    if isinstance(origin, Row):
        return "\t".join(map(plain, origin.cells))
    return f"{type(origin).__name__} {origin.plain_text()}"


def fill_pages(booklet: Booklet, strips: Sequence[Strip], opened: Collection[str] = ()) -> None:
    """Draw strips on as many pages as they need; at least one page.

    Args:
        booklet: gets the pages, and the marks of what begins them.
        strips: what is drawn.
        opened: marks of what begins a page whatever room there is.
    """
    column = Column(booklet.new_page(), MARGIN, BODY_TOP)
    fresh = True
    marks = _Marks()
    for group in _groups(strips):
        marks.reach(group[0].origin)
        height = stack_height(group)
        room = column.y - BODY_BOTTOM - (0 if fresh else group[0].before)
        whole = BODY_TOP - BODY_BOTTOM - sum(strip.height for strip in group[0].head)
        wanted = group[0].page_break or (opened and marks.mark() in opened)
        if not fresh and (wanted or room < height <= whole):
            column, fresh = _turn(column), True
        if fresh and (mark := marks.mark()):
            booklet.opened.append(mark)
        for strip in group:
            need = strip.height + (0 if fresh else strip.before)
            if not fresh and column.y - need < BODY_BOTTOM - 0.01:
                column, fresh = _turn(column), True
            column.place(strip, first=fresh)
            fresh = False
    column.close()


def _turn(column: Column) -> Column:
    column.close()
    return Column(column.page.booklet.new_page(), MARGIN, BODY_TOP)
