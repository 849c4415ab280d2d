"""The formats a document can be rendered in; each renderer is imported when first used."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from wizard.documents.blocks import Document


@dataclass(frozen=True, slots=True)
class Format:
    """An output format.

    Attributes:
        suffix: of files, with its dot.
        mime: media type.
        module: has ``render(document) -> bytes``.
    """

    name: str
    suffix: str
    mime: str
    module: str

    def render(self, document: Document) -> bytes:
        """Return the document's bytes in this format; equal documents give equal bytes."""
        rendered: bytes = import_module(self.module).render(document)
        return rendered


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("pdf", ".pdf", "application/pdf", "wizard.documents.pdf"),
        Format("docx", ".docx", _WORD, "wizard.documents.docx"),
        Format("html", ".html", "text/html; charset=utf-8", "wizard.documents.html"),
        Format("md", ".md", "text/markdown; charset=utf-8", "wizard.documents.markdown"),
        Format("txt", ".txt", "text/plain; charset=utf-8", "wizard.documents.plaintext"),
    )
}


def render(document: Document, name: str) -> bytes:
    """Render a document in the format of that name."""
    return FORMATS[name].render(document)
