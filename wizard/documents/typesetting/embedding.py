"""Fonts inside the PDF: one composite font per font file, with the glyphs in use.

Text is written in two-byte codes (Identity-H). Each character has a code of its own and a
ToUnicode entry, so that what is copied out is what went in, rare characters included
(ISO 32000-1, 9.7 and 9.10.3). reportlab's own TrueType class cuts a font into many fonts of
256 characters and writes wrong ToUnicode entries beyond the first plane.
"""

from __future__ import annotations

import re
import zlib
from array import array
from dataclasses import dataclass
from functools import lru_cache

from reportlab.pdfbase.pdfdoc import (
    BasicFonts,
    PDFArray,
    PDFDictionary,
    PDFStream,
    PDFString,
)

from wizard.documents.blocks import REPLACEMENT
from wizard.documents.typesetting.fonts import NAMES, Font, font
from wizard.documents.typesetting.operators import number
from wizard.documents.typesetting.tags import PdfDocument
from wizard.documents.typesetting.truetype import big_endian

_MAP_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo "
    "<</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def /CMapName "
    "/Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> "
    "endcodespacerange"
)
_MAP_TAIL = "endcmap CMapName currentdict /CMap defineresource pop end end"
_PER_MAP_BLOCK = 100
_MAP_ENTRY = re.compile(rb"^<([0-9A-F]{4})> <((?:[0-9A-F]{4}){1,2})>$", re.MULTILINE)
_PREFIX = "/LAUNCH+"
_LEVEL = 3  # of compression: 6 takes two thirds more time for a thirtieth


@dataclass(frozen=True, slots=True)
class Cut:
    """What a set of characters needs of a font, ready to be written.

    Attributes:
        outlines, unicode_map, glyph_map: compressed; no glyph map where codes are glyph ids.
        length: of the outlines before compression.
        widths: of the codes that are not one em wide, as PDF wants them.
    """

    outlines: bytes
    length: int
    widths: str
    unicode_map: bytes
    glyph_map: bytes


class FontUse:
    """What one document uses of one font.

    To reportlab it is a font that is finished when the document is saved; it belongs to
    this one document and is in no registry.

    Attributes:
        resource: name in the page's resources.
    """

    def __init__(self, font: Font, resource: str) -> None:
        self.font = font
        self.resource = resource
        self._texts = set[str]()
        self._strangers: dict[str, str] = {}

    @property
    def strangers(self) -> str:
        """The characters no font has, in the order of their codes."""
        return "".join(self._strangers)

    def encode(self, text: str) -> str:
        """Return the codes of ``text`` in hex; a character no font has is drawn as ``□``."""
        self._texts.add(text)
        try:
            return self.font.code(text)
        except KeyError:
            return "".join([self.font.codes.get(char) or self._stranger(char) for char in text])

    def _stranger(self, char: str) -> str:
        following = self.font.free_code + len(self._strangers)
        return self._strangers.setdefault(char, f"{following:04X}")

    def addObjects(self, document: PdfDocument) -> None:  # noqa: N802 - reportlab calls it
        """Add the font to the document: what reportlab asks of fonts when it saves."""
        known = set().union(*self._texts).difference(self._strangers)
        made = cut(self.font.asset, frozenset(known), tuple(self._strangers))
        face = self.font.face
        name = f"{_PREFIX}{face.name}"

        def stream(content: bytes, role: str, **entries: object) -> object:
            entries["Filter"] = "/FlateDecode"
            body = PDFStream(PDFDictionary(entries), content)
            return document.Reference(body, f"{role} {self.resource}")

        def refer(entries: dict[str, object], role: str) -> object:
            return document.Reference(PDFDictionary(entries), f"{role} {self.resource}")

        descriptor: dict[str, object] = {
            "Type": "/FontDescriptor",
            "FontName": name,
            "Flags": 4,
            "FontBBox": PDFArray(face.box),
            "ItalicAngle": 0,
            "Ascent": round(face.ascent),
            "Descent": round(face.descent),
            "CapHeight": round(face.cap_height),
            "StemV": face.stem,
            "FontFile2": stream(made.outlines, "outlines", Length1=made.length),
        }
        system = {"Registry": "Adobe", "Ordering": "Identity"}
        entries = {key: PDFString(value) for key, value in system.items()}
        descendant: dict[str, object] = {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": name,
            "CIDSystemInfo": PDFDictionary({**entries, "Supplement": 0}),
            "FontDescriptor": refer(descriptor, "descriptor"),
            "DW": 1000,
            "W": made.widths,
            "CIDToGIDMap": stream(made.glyph_map, "glyphs") if made.glyph_map else "/Identity",
        }
        composite: dict[str, object] = {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": name,
            "Encoding": "/Identity-H",
            "DescendantFonts": PDFArray([refer(descendant, "descendant")]),
            "ToUnicode": stream(made.unicode_map, "unicode"),
        }
        document.idToObject[BasicFonts].dict[self.resource] = refer(composite, "font")


@lru_cache(maxsize=16)
def cut(asset: str, used: frozenset[str], strangers: tuple[str, ...] = ()) -> Cut:
    """Cut a font; kept, because the next print of a plan mostly has the same characters.

    Args:
        asset: name of the font.
        used: characters of the font.
        strangers: characters no font has, drawn as ``□`` under codes past the last one.
    """
    own = font(asset)
    face = own.face
    chars = dict(sorted((int(own.codes[char], 16), char) for char in used))
    chars |= {own.free_code + at: char for at, char in enumerate(strangers)}
    box = face.glyphs.get(REPLACEMENT, 0)
    ids = {code: face.glyphs.get(char, box) for code, char in chars.items()}
    outlines = face.subset(ids.values())
    scale = 1000 / face.units
    advances = [(code, face.advances[glyph] * scale) for code, glyph in ids.items()]
    widths = " ".join(f"{code} [{number(wide)}]" for code, wide in advances if wide != 1000)
    moved = {code: glyph for code, glyph in ids.items() if code != glyph}
    glyph_map = b""
    if moved:
        table = array("H", range(max(moved) + 1))
        for code, glyph in moved.items():
            table[code] = glyph
        glyph_map = zlib.compress(big_endian(table), _LEVEL)
    return Cut(
        zlib.compress(outlines, _LEVEL),
        len(outlines),
        f"[{widths}]",
        zlib.compress(_unicode_map(chars), _LEVEL),
        glyph_map,
    )


def asset_of(base_font: str) -> str:
    """Return which of our fonts a PDF names so; empty for a font that is none of ours."""
    name = base_font.removeprefix(_PREFIX)
    return name if name != base_font and name in NAMES else ""


def characters(asset: str, unicode_map: bytes) -> frozenset[str] | None:
    """Return the characters a PDF of ours uses of a font, read from its ToUnicode map.

    None where a code means something else than in the font itself: such a document cannot
    share the font with others.
    """
    codes = font(asset).codes
    found = set()
    for code, units in _MAP_ENTRY.findall(unicode_map):
        char = bytes.fromhex(units.decode("ascii")).decode("utf-16-be")
        if codes.get(char) != code.decode("ascii"):
            return None
        found.add(char)
    return frozenset(found)


def _unicode_map(chars: dict[int, str]) -> bytes:
    entries = [
        f"<{code:04X}> <{char.encode('utf-16-be').hex().upper()}>"
        for code, char in sorted(chars.items())
    ]
    lines = [_MAP_HEAD]
    for first in range(0, len(entries), _PER_MAP_BLOCK):
        block = entries[first : first + _PER_MAP_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*lines, _MAP_TAIL]).encode("ascii")
