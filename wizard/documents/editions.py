"""What every format says about an edition, and the keys headings are found under."""

from __future__ import annotations

from wizard.documents.blocks import Document
from wizard.text import words


def edition_line(document: Document) -> str:
    """Return edition, version, date, digest and standing words, as a footer says them."""
    meta = document.meta
    edition = words(document.language)(f"print.{meta.edition}") if meta.edition else ""
    named = " ".join(part for part in (edition, meta.version) if part)
    parts = (named, meta.date.isoformat(), meta.digest, meta.footer)
    return " · ".join(part for part in parts if part)


def heading_keys(document: Document) -> dict[int, str]:
    """Return ``id(heading)`` -> its key; headings without one get a free one."""
    headings = document.headings()
    taken = {heading.key for heading in headings}
    keys = {}
    for at, heading in enumerate(headings):
        own = f"section-{at + 1}"
        while own in taken:
            own += "-"
        keys[id(heading)] = heading.key or own
    return keys
