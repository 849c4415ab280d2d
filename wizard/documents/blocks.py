"""What a document says, before anybody decides how it looks.

A ``Document`` is a tuple of frozen blocks; PDF, DOCX, HTML, Markdown and text are readers
of the same blocks. Text is held in ``Run`` objects and is never markup: no reader may
interpret it. Every block knows its ``plain_text()``, so that what a reader produced can be
compared with what was meant.

Nothing here knows a page, a font or a file format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from wizard.documents.figures import Chart, ChartKind, Level, Number, Series
from wizard.documents.meta import Attachment, DocumentKind, DocumentMeta, Edition
from wizard.documents.runs import (
    REPLACEMENT,
    Mark,
    Run,
    Runs,
    Severity,
    clean,
    clean_fields,
    joined,
    plain,
    safe_link,
    text,
)
from wizard.documents.tabular import Align, Column, Row, Table, row

__all__ = [
    "REPLACEMENT",
    "Align",
    "Attachment",
    "Block",
    "Blocks",
    "Bullets",
    "Callout",
    "Chart",
    "ChartKind",
    "Column",
    "Columns",
    "Contents",
    "Cover",
    "Document",
    "DocumentKind",
    "DocumentMeta",
    "Edition",
    "Fields",
    "Heading",
    "Language",
    "Level",
    "Mark",
    "Number",
    "PageBreak",
    "Paragraph",
    "ParagraphStyle",
    "Photo",
    "Picture",
    "Row",
    "Rule",
    "Run",
    "Runs",
    "Series",
    "Severity",
    "Signature",
    "Spacer",
    "Stamp",
    "Table",
    "Verdict",
    "clean",
    "plain",
    "row",
    "safe_link",
    "text",
    "walk",
]

Language = Literal["zh", "en"]
Verdict = Literal["undecided", "not_advised", "fix_first", "ready"]
ParagraphStyle = Literal["body", "lead", "small", "note", "clause", "center"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4.

    Attributes:
        runs: its words.
        level: 1 opens a section.
        key: where links ``#key`` and the table of contents lead; unique in a document.
        number: printed before the words, for example ``3.2``.
        question: question number printed in the outer margin.
    """

    runs: Runs
    level: Literal[1, 2, 3, 4] = 1
    key: str = ""
    number: str = ""
    question: str = ""

    def __post_init__(self) -> None:
        clean_fields(self, "number", "question")

    def plain_text(self) -> str:
        """Return number and words."""
        return joined([self.number, plain(self.runs)], " ")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    Attributes:
        question: question number printed in the outer margin.
        keep: stays on the page of what follows, as far as a page holds both.
    """

    runs: Runs
    style: ParagraphStyle = "body"
    key: str = ""
    question: str = ""
    keep: bool = False

    def __post_init__(self) -> None:
        clean_fields(self, "question")

    def plain_text(self) -> str:
        """Return the words."""
        return plain(self.runs)


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list: bullets, numbers (``ordered``) or boxes to tick (``checkbox``)."""

    items: tuple[Runs, ...]
    ordered: bool = False
    checkbox: bool = False

    def plain_text(self) -> str:
        """Return one line per item, without its marker."""
        return joined([plain(item) for item in self.items])


@dataclass(frozen=True, slots=True)
class Fields:
    """Label and value, one pair a line; ``dense`` sets them small, for reference."""

    rows: tuple[tuple[str, Runs], ...]
    dense: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", tuple((clean(label), value) for label, value in self.rows))

    def plain_text(self) -> str:
        """Return one ``label<tab>value`` line per pair."""
        return joined([f"{label}\t{plain(value)}" for label, value in self.rows])


@dataclass(frozen=True, slots=True)
class Callout:
    """A framed remark that carries its severity as shape, word and bar."""

    severity: Severity
    title: Runs
    blocks: tuple[Block, ...] = ()
    key: str = ""
    question: str = ""

    def __post_init__(self) -> None:
        clean_fields(self, "question")

    def plain_text(self) -> str:
        """Return title and inner blocks."""
        return joined([plain(self.title), *(block.plain_text() for block in self.blocks)])


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture as JPEG of this program's own making: no foreign file gets into a document.

    Attributes:
        jpeg: the file, gray or RGB.
        width: in pixels.
        height: in pixels.
    """

    jpeg: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo with the words that stand above it and are read instead of it."""

    photo: Photo
    caption: str
    key: str = ""

    def __post_init__(self) -> None:
        clean_fields(self, "caption")

    def plain_text(self) -> str:
        """Return the caption."""
        return self.caption


@dataclass(frozen=True, slots=True)
class Stamp:
    """The verdict as a stamp."""

    verdict: Verdict
    text: str

    def __post_init__(self) -> None:
        clean_fields(self, "text")

    def plain_text(self) -> str:
        """Return the words of the stamp."""
        return self.text


@dataclass(frozen=True, slots=True)
class Signature:
    """Ruled lines to sign on, each with its label."""

    lines: tuple[str, ...]

    def __post_init__(self) -> None:
        clean_fields(self, "lines")

    def plain_text(self) -> str:
        """Return one label a line."""
        return joined(list(self.lines))


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: headings down to ``depth``, with page numbers where pages exist."""

    title: str
    depth: int = 2

    def __post_init__(self) -> None:
        clean_fields(self, "title")

    def plain_text(self) -> str:
        """Return the title; the entries are the document's headings."""
        return self.title


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: title, whose plan it is, facts, verdict; ``code`` is printed as QR."""

    title: str
    subtitle: str = ""
    fields: Fields = field(default_factory=lambda: Fields(()))
    stamp: Stamp | None = None
    note: str = ""
    code: str = ""

    def __post_init__(self) -> None:
        clean_fields(self, "title", "subtitle", "note")

    def plain_text(self) -> str:
        """Return every word of the cover."""
        stamp = self.stamp.plain_text() if self.stamp else ""
        return joined([self.title, self.subtitle, stamp, self.fields.plain_text(), self.note])


@dataclass(frozen=True, slots=True)
class Columns:
    """Two stacks of blocks side by side; ``ratio`` is the left one's share of the width."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]
    ratio: float = 0.5

    def plain_text(self) -> str:
        """Return the left stack, then the right one."""
        return joined([block.plain_text() for block in self.left + self.right])


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a new page."""

    def plain_text(self) -> str:
        """Return nothing."""
        return ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line across."""

    def plain_text(self) -> str:
        """Return nothing."""
        return ""


@dataclass(frozen=True, slots=True)
class Spacer:
    """Empty space of ``height`` points."""

    height: float = 12

    def plain_text(self) -> str:
        """Return nothing."""
        return ""


Block = (
    Heading
    | Paragraph
    | Bullets
    | Fields
    | Table
    | Callout
    | Chart
    | Picture
    | Stamp
    | Signature
    | Contents
    | Cover
    | Columns
    | PageBreak
    | Rule
    | Spacer
)
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, ready for any reader.

    Attributes:
        opened: marks of what began a page in the last print, and does so again.
    """

    title: str
    language: Language
    blocks: Blocks
    meta: DocumentMeta
    attachments: tuple[Attachment, ...] = ()
    opened: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        clean_fields(self, "title")

    def plain_text(self) -> str:
        """Return the text of all blocks, in reading order."""
        return joined([block.plain_text() for block in self.blocks])

    def headings(self) -> tuple[Heading, ...]:
        """Return every heading in reading order, those inside other blocks too."""
        return tuple(block for block in walk(self.blocks) if isinstance(block, Heading))


def walk(blocks: Blocks) -> Iterator[Block]:
    """Yield every block in reading order, containers before what they hold."""
    for block in blocks:
        yield block
        if isinstance(block, Callout):
            yield from walk(block.blocks)
        elif isinstance(block, Columns):
            yield from walk(block.left + block.right)
