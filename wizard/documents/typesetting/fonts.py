"""The fonts that come with the program, and which of them draws a character.

Licences and sources stand beside the files in ``assets/fonts``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from wizard import resources
from wizard.documents.blocks import (
    Blocks,
    Callout,
    Chart,
    Columns,
    Document,
    Heading,
    Paragraph,
    plain,
    walk,
)
from wizard.documents.typesetting.truetype import Face

Family = Literal["sans", "serif"]

# In each chain the first font sets the look, the others only lend characters it lacks.
_FALLBACKS = ("LaunchSymbols-Regular", "LaunchRare-Regular", "LaunchRareExt-Regular")
_PRIMARY: dict[tuple[Family, bool], str] = {
    ("sans", False): "LaunchSans-Regular",
    ("sans", True): "LaunchSans-Bold",
    ("serif", False): "LaunchSerif-Regular",
    ("serif", True): "LaunchSerif-Bold",
}
NAMES = frozenset((*_PRIMARY.values(), *_FALLBACKS))
_KEPT = 4096  # lines: those of several plans
# Drawn as nothing: soft hyphen, zero-width characters, joiners, variation selectors.
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x34F, 0x180E, *range(0x200B, 0x200E), *range(0x2060, 0x2066), 0xFEFF]
    + [*range(0xFE00, 0xFE10), *range(0xE0000, 0xE01F0)]
)


def visible(text: str) -> str:
    """Return ``text`` without the characters that draw nothing."""
    return text if text.isascii() else text.translate(_INVISIBLE)


class Font:
    """A loaded font and the two-byte code each of its characters has in a PDF.

    Characters that share a glyph get codes of their own past the last glyph, so that
    copying text out of the PDF gives back exactly the characters that went in.

    Attributes:
        asset: name of its file in ``assets/fonts``.
        codes: character -> code as four hex digits.
        free_code: the first code no character has.
        code: returns the codes of a text in hex, kept because plans share most of their
            lines; a ``KeyError`` if the font lacks a character.
    """

    def __init__(self, name: str) -> None:
        self.asset = name
        self.face = Face(resources.asset("fonts", f"{name}.ttf"))
        self.name = self.face.name
        self.widths = self.face.widths
        glyphs = self.face.glyphs
        self.codes = {char: f"{glyph:04X}" for char, glyph in glyphs.items()}
        owners = dict(zip(reversed(glyphs.values()), reversed(glyphs), strict=True))
        sharing = [char for char, glyph in glyphs.items() if owners[glyph] != char]
        for code, char in enumerate(sharing, self.face.glyph_count):
            self.codes[char] = f"{code:04X}"
        self.free_code = self.face.glyph_count + len(sharing)
        self.code = lru_cache(maxsize=_KEPT)(self._code)

    def _code(self, text: str) -> str:
        return "".join(map(self.codes.__getitem__, text))


@cache
def font(name: str) -> Font:
    """Load a font of ``assets/fonts`` once per process."""
    return Font(name)


@cache
def primary(family: Family, bold: bool) -> Font:
    """Return the font that sets the look of a text."""
    return font(_PRIMARY[family, bold])


@lru_cache(maxsize=4096)
def fallback(char: str) -> Font | None:
    """Return the font that lends a character the primary font lacks, if any has it."""
    return next((one for one in map(font, _FALLBACKS) if char in one.widths), None)


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character no font has: it is printed as ``□``; ``question`` is where it came from."""

    character: str
    question: str
    context: str


_BETWEEN: Final = "\n\t"
"""What stands between the lines and cells of a plain text; it is never drawn."""


def missing_glyphs(document: Document) -> tuple[MissingGlyph, ...]:
    """Return every character of the document that cannot be drawn, once per question."""
    known = {*primary("sans", bold=False).widths, *_BETWEEN}
    found: dict[tuple[str, str], MissingGlyph] = {}
    for question, words in _texts(document):
        for char in set(visible(words)) - known:
            if fallback(char) is None:
                found.setdefault((char, question), MissingGlyph(char, question, words[:80]))
    return tuple(found[key] for key in sorted(found))


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield (question number, text) of everything printed."""
    meta = document.meta
    yield "", f"{document.title} {meta.plan} {meta.version} {meta.footer}"
    yield from _block_texts(document.blocks)


def _block_texts(blocks: Blocks) -> Iterator[tuple[str, str]]:
    question = ""
    for block in walk(blocks):
        if isinstance(block, Heading | Paragraph | Callout):
            question = block.question or ("" if isinstance(block, Heading) else question)
        if isinstance(block, Callout):
            yield question, plain(block.title)
        elif isinstance(block, Chart):
            words = [*block.labels, *(level.label for level in block.levels), block.unit]
            for series in block.series:
                words += [series.name, *series.texts]
            yield question, " ".join([block.plain_text(), *words])
        elif not isinstance(block, Columns):
            yield question, block.plain_text()
