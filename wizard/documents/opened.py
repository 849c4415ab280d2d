"""A printed PDF, opened again: its pages counted, read, searched and painted.

PDFium must not be entered by two threads at once, whatever document each has open: it
crashes the whole program. Editions are printed on one thread, shown on another and counted
on a third, so this is the only door to it, and one at a time goes through.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

_DOOR = threading.Lock()


@dataclass(frozen=True, slots=True)
class Painted:
    """A page as pixels: red, green, blue and an unused byte each, row by row from the top.

    Attributes:
        pixels: all rows.
        width: in pixels.
        height: in pixels.
        stride: bytes from one row to the next.
    """

    pixels: bytes
    width: int
    height: int
    stride: int


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in parts of its width and height from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


class OpenedPdf:
    """A PDF of ours, open until it is closed; any thread may use it."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        with _DOOR:
            self._document: Any = pypdfium2.PdfDocument(pdf)
            self._pages = len(self._document)

    def __len__(self) -> int:
        return self._pages

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go; closing twice does nothing."""
        with _DOOR:
            self._document.close()

    def text(
        self,
        page: int,
        bottom: float | None = None,
        top: float | None = None,
        *,
        margin: float | None = None,
    ) -> str:
        """Return the text of a page, between two heights in points from its lower edge.

        What stands within ``margin`` of its left or right edge is left out.
        """
        with self._page(page) as opened, closing(opened.get_textpage()) as text:
            right = None if margin is None else opened.get_width() - margin
            return str(text.get_text_bounded(left=margin, bottom=bottom, right=right, top=top))

    def texts(
        self, bottom: float | None = None, top: float | None = None, *, margin: float | None = None
    ) -> list[str]:
        """Return the text of every page, between two heights and within the margins."""
        return [self.text(page, bottom, top, margin=margin) for page in range(len(self))]

    def painted(self, page: int, *, width: int = 0, dots_per_inch: int = 72) -> Painted:
        """Paint a page, ``width`` pixels wide, or as many dots per inch where it says none."""
        with self._page(page) as opened:
            scale = width / opened.get_width() if width else dots_per_inch / 72
            made = opened.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            with closing(made) as bitmap:
                return Painted(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)

    def found(self, page: int, text: str) -> list[Box]:
        """Return where words stand on a page, whatever their case.

        Words that go on in another line count where they begin.
        """
        with self._page(page) as opened, closing(opened.get_textpage()) as text_page:
            return list(_hits(text_page, text, *opened.get_size()))

    @contextmanager
    def _page(self, page: int) -> Iterator[Any]:
        # What is opened is closed in here: left to the garbage collector, it would be
        # closed on whatever thread that runs, past the door.
        with _DOOR, closing(self._document[page]) as opened:
            yield opened


def _hits(text_page: Any, text: str, width: float, height: float) -> Iterator[Box]:
    with closing(text_page.search(text)) as search:
        while (hit := search.get_next()) is not None:
            if text_page.count_rects(*hit):
                left, bottom, right, top = text_page.get_rect(0)
                yield Box(left / width, 1 - top / height, right / width, 1 - bottom / height)
