"""A document as plain text: the words of its blocks, to paste or to search."""

from __future__ import annotations

from wizard.documents.blocks import Document
from wizard.documents.editions import edition_line


def render(document: Document) -> bytes:
    """Return the document as UTF-8 text; table cells are separated by tabs."""
    parts = [part for part in (block.plain_text() for block in document.blocks) if part]
    return ("\n\n".join([*parts, edition_line(document)]) + "\n").encode()
