"""What is drawn on the pages of one document, before it becomes a file.

A page has two layers: fills (backgrounds, then the watermark) under ink (everything that
is read). Every piece of ink belongs to an element of the structure tree or is an artifact.
Coordinates are points from the lower left corner.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from wizard.documents.blocks import Photo
from wizard.documents.typesetting.embedding import FontUse
from wizard.documents.typesetting.fonts import Font
from wizard.documents.typesetting.operators import Color, fill_color, number
from wizard.documents.typesetting.tags import Element, Link, Tags

XOBJECT = "FormXob."
"""What reportlab puts before the names of what a page draws as a whole."""


class Page:
    """One page under construction; ``index`` counts from 0."""

    def __init__(self, booklet: Booklet, index: int) -> None:
        self.booklet = booklet
        self.index = index
        self.links: list[tuple[Element, Link]] = []
        self.photos: list[str] = []
        self._fills: list[str] = []
        self._ink: list[str] = []
        self._later: list[tuple[int, Callable[[], str]]] = []
        self._body: int | None = None
        self._marked: list[Element] = []
        self._open: Element | None = None
        self._any_open = False
        self._font: Font | None = None
        self._size = 0.0
        self._color: Color | None = None
        self._spacing = 0.0
        booklet.tags.marked.append(self._marked)

    def tag(self, element: Element | None) -> None:
        """What is drawn from here on belongs to ``element``, or is an artifact."""
        if self._any_open:
            if self._open is element:
                return
            self._ink.append("EMC")
        self._any_open, self._open = True, element
        if element is None:
            self._ink.append("/Artifact BMC")
            return
        element.kids.append((self.index, len(self._marked)))
        self._ink.append(f"/{element.kind} <</MCID {len(self._marked)}>> BDC")
        self._marked.append(element)

    def fill(self, operators: str) -> None:
        """Draw a background over earlier ones."""
        self._fills.append(f"q {operators} Q")

    def fill_later(self) -> Callable[[str], None]:
        """Keep a place among the backgrounds; call the result with what to draw there."""
        place = len(self._fills)
        self._fills.append("")

        def fill(operators: str) -> None:
            self._fills[place] = f"q {operators} Q"

        return fill

    def draw(self, operators: str) -> None:
        """Draw over the backgrounds; the graphics state is restored afterwards."""
        self._ink.append(f"q {operators} Q")

    def write(
        self,
        font: Font,
        size: float,
        color: Color,
        x: float,
        y: float,
        text: str,
        spacing: float = 0,
    ) -> None:
        """Write text from the point (x, y) of its baseline; ``spacing`` between characters."""
        use = self.booklet.use(font)
        changes = ""
        if self._color != color:
            changes = f" {fill_color(color)}"
            self._color = color
        if self._font is not font or self._size != size:
            changes += f" /{use.resource} {number(size)} Tf"
            self._font, self._size = font, size
        if abs(self._spacing - spacing) > 0.0005:
            changes += f" {number(spacing)} Tc"
            self._spacing = spacing
        self._ink.append(f"BT{changes} {x:.2f} {y:.2f} Td <{use.encode(text)}> Tj ET")

    def write_unseen(self, font: Font, size: float, x: float, y: float, text: str) -> None:
        """Put text where readers aloud and searches find it and nobody sees it."""
        use = self.booklet.use(font)
        self._ink.append(
            f"q BT /{use.resource} {number(size)} Tf 0 Tc 3 Tr "
            f"{x:.2f} {y:.2f} Td <{use.encode(text)}> Tj ET Q"
        )

    def write_later(
        self, font: Font, size: float, color: Color, right: float, y: float, text: Callable[[], str]
    ) -> None:
        """Write digits that are known when all pages are done, ending at ``right``."""

        def operators() -> str:
            use, words = self.booklet.use(font), text()
            x = right - sum(font.widths[char] for char in words) * size / 1000
            return (
                f"q BT {fill_color(color)} /{use.resource} {number(size)} Tf 0 Tc "
                f"{x:.2f} {y:.2f} Td <{use.encode(words)}> Tj ET Q"
            )

        self._later.append((len(self._ink), operators))
        self._ink.append("")

    def show(self, photo: Photo) -> str:
        """Return the name by which this page draws a photo."""
        name = hashlib.sha256(photo.jpeg).hexdigest()[:16]
        self.booklet.photos[name] = photo
        self.photos.append(name)
        return f"{XOBJECT}{name}"

    def link(
        self,
        box: tuple[float, float, float, float],
        target: str,
        element: Element,
        words: str,
    ) -> None:
        """Make an area lead to ``target``; a key that is nowhere leads nowhere."""
        link = Link(box, target, words)
        element.kids.append(link)
        self.links.append((element, link))
        if target.startswith("#"):
            left, bottom, right, top = box
            spot = Spot(target[1:], self.index, left, top, top - bottom, right - left)
            self.booklet.spots.append(spot)

    def background(self) -> str:
        """Return the operators of the lower layer."""
        return "\n".join(self._fills)

    def ink(self) -> str:
        """Return the operators of the upper layer; all pages must be done."""
        if self._any_open:
            self._ink.append("EMC")
            self._any_open = False
        for place, operators in self._later:
            self._ink[place] = operators()
        return "\n".join(self._ink)

    def end_body(self) -> None:
        """What is drawn from here on stands in the margin."""
        self._body = len(self._ink)

    def body(self) -> str:
        """Return the operators of what is read between the margins; after ``ink``."""
        return "\n".join(self._ink[: self._body])

    def close(self) -> None:
        """Let go of what is to be written later, which knows its page."""
        self._later.clear()


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """An entry of the outline (the reader's bookmarks); levels count from 1, pages from 0."""

    title: str
    level: int
    index: int
    y: float


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something that has a key was printed.

    Attributes:
        key: of the block or the row; of what it leads to, for a link.
        page: from 0.
        left: in points from the left edge of the page.
        top: in points from the lower edge.
        height: in points.
        width: in points; 0 where it reaches to the end of its column.
    """

    key: str
    page: int
    left: float
    top: float
    height: float
    width: float = 0


class Booklet:
    """All pages of a document in memory, with their fonts, tags, links and outline.

    Attributes:
        watermark: operators drawn on every page between fills and ink.
        destinations: key -> (page index, y).
        spots: every place that has a key, in reading order.
        opened: marks of what begins a page, in reading order.
        photos: by the names their pages know them by.
    """

    def __init__(self) -> None:
        self.tags = Tags()
        self.pages: list[Page] = []
        self.watermark = ""
        self.destinations: dict[str, tuple[int, float]] = {}
        self.spots: list[Spot] = []
        self.opened: list[str] = []
        self.outline: list[OutlineEntry] = []
        self.uses: dict[str, FontUse] = {}
        self.photos: dict[str, Photo] = {}

    def new_page(self) -> Page:
        """Start a page."""
        self.pages.append(Page(self, len(self.pages)))
        return self.pages[-1]

    def use(self, font: Font) -> FontUse:
        """Return this document's use of a font."""
        use = self.uses.get(font.name)
        if use is None:
            use = self.uses[font.name] = FontUse(font, f"F{len(self.uses) + 1}")
        return use

    def inks(self) -> tuple[bytes, ...]:
        """Return a digest of what is drawn in the body of each page, once that is written.

        Pages of equal digest say the same: their operators are the same, and so is what
        the codes in them mean.
        """
        meaning = hashlib.blake2b(digest_size=16)
        for use in self.uses.values():
            meaning.update(f"{use.resource} {use.font.name} {use.strangers}\n".encode())
        found = []
        for page in self.pages:
            digest = meaning.copy()
            digest.update(page.body().encode())
            found.append(digest.digest())
        return tuple(found)

    def close(self) -> None:
        """Let go of the pages: they know their booklet, and circles outlive the print."""
        for page in self.pages:
            page.close()
        self.pages.clear()

    def page_number(self, key: str) -> int | None:
        """Return the number, from 1, of the page where ``key`` is; after layout."""
        place = self.destinations.get(key)
        return None if place is None else place[0] + 1
