"""What is known about a document besides its blocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from wizard.documents.runs import clean_fields

Edition = Literal["draft", "final"]
DocumentKind = Literal["plan", "agreement", "worksheet", "report"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file carried inside a PDF; other formats leave it out."""

    name: str
    content: bytes
    mime: str = "application/json"
    relationship: Literal["Data", "Source", "Supplement", "Unspecified"] = "Data"


@dataclass(frozen=True, slots=True)
class DocumentMeta:
    """What the footer, the watermark and the file's properties say.

    Attributes:
        plan: the plan's name, exactly as typed.
        date: the date of the document; the only date that gets into a file.
        kind: a plan is set in sans, an agreement in serif with indented paragraphs.
        edition: a draft carries a watermark; ``None`` is neither draft nor final.
        version: for example ``v3``.
        digest: short hash of the answers.
        footer: standing words at the end of the footer.
    """

    plan: str
    date: date
    kind: DocumentKind = "plan"
    edition: Edition | None = None
    version: str = ""
    digest: str = ""
    footer: str = ""
    author: str = ""
    keywords: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        clean_fields(self, "plan", "version", "digest", "footer", "author", "keywords")
