"""The pages of a printed edition: what stands on each, and which have changed.

A page is known by the text between its margins: footers carry the date and the number of
the edition, and would make every page another one.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence


def page_texts(pdf: bytes) -> list[str]:
    """Return the text of each page, without what stands in its margins."""
    import pypdfium2

    from wizard.documents.typesetting.styles import BODY_BOTTOM, BODY_TOP, PAGE_WIDTH

    document = pypdfium2.PdfDocument(pdf)
    texts = []
    try:
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_bounded(0, BODY_BOTTOM, PAGE_WIDTH, BODY_TOP))
            text_page.close()
            page.close()
    finally:
        document.close()
    return texts


def fingerprints(pdf: bytes) -> tuple[str, ...]:
    """Return a short digest of what stands on each page."""
    return tuple(
        hashlib.blake2b("\n".join(text.split()).encode(), digest_size=8).hexdigest()
        for text in page_texts(pdf)
    )


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
