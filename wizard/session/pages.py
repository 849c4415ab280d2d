"""The pages of a printed edition: what stands on each, and which have changed.

A page is known by the text between its margins: footers carry the date and the number of
the edition, and would make every page another one; numbers in the outer margin change sides
where a page more before them turns left pages into right ones.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, MutableMapping, Sequence

_MOST_KEPT = 4096
_kept: MutableMapping[bytes, str] = {}
"""Ink of a page -> its fingerprint: after a change, most pages of a preview are as before."""


def page_texts(pdf: bytes, pages: Iterable[int] | None = None) -> list[str]:
    """Return the text of each page, or of some, without what stands in its margins."""
    from wizard.documents.opened import OpenedPdf
    from wizard.documents.typesetting.styles import BODY_BOTTOM, BODY_TOP, MARGIN

    with OpenedPdf(pdf) as opened:
        wanted = range(len(opened)) if pages is None else pages
        return [opened.text(one, BODY_BOTTOM, BODY_TOP, margin=MARGIN) for one in wanted]


def fingerprints(pdf: bytes, inks: Sequence[bytes] = ()) -> tuple[str, ...]:
    """Return a short digest of what stands on each page.

    Args:
        pdf: the file.
        inks: a digest of what was drawn on each page, where that is known; a page drawn
            before is not read again, which is slow.
    """
    if not inks:
        return tuple(map(_fingerprint, page_texts(pdf)))
    found = [_kept.get(ink, "") for ink in inks]
    unread = [page for page, one in enumerate(found) if not one]
    if unread:
        if len(_kept) + len(unread) > _MOST_KEPT:
            _kept.clear()
        for page, text in zip(unread, page_texts(pdf, unread), strict=True):
            found[page] = _kept[inks[page]] = _fingerprint(text)
    return tuple(found)


def _fingerprint(text: str) -> str:
    return hashlib.blake2b("\n".join(text.split()).encode(), digest_size=8).hexdigest()


def changed_pages(before: Iterable[str], after: Sequence[str]) -> tuple[int, ...]:
    """Return the indexes of the pages of ``after`` that no page of ``before`` equals.

    A page that only moved keeps its text and needs no new print.
    """
    known = frozenset(before)
    return tuple(index for index, page in enumerate(after) if page not in known)


def only_pages(pdf: bytes, pages: Sequence[int]) -> bytes:
    """Return a PDF with some pages of another, in their order; equal input, equal bytes."""
    from pypdf import PdfReader, PdfWriter

    reader = PdfReader(io.BytesIO(pdf))
    writer = PdfWriter()
    for index in pages:
        writer.add_page(reader.pages[index])
    title = reader.metadata.title if reader.metadata is not None else None
    if title:
        writer.add_metadata({"/Title": title})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
