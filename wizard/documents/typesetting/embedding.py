"""Fonts inside the PDF: one composite font per font file, with the glyphs in use.

Text is written in two-byte codes (Identity-H). Each character has a code of its own and a
ToUnicode entry, so that what is copied out is what went in, rare characters included
(ISO 32000-1, 9.7 and 9.10.3).
"""

from __future__ import annotations

from array import array

from wizard.documents.blocks import REPLACEMENT
from wizard.documents.typesetting.fonts import Font
from wizard.documents.typesetting.objects import Name, PdfFile, Ref, Value
from wizard.documents.typesetting.truetype import big_endian

_MAP_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo "
    "<</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def /CMapName "
    "/Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> "
    "endcodespacerange"
)
_MAP_TAIL = "endcmap CMapName currentdict /CMap defineresource pop end end"
_PER_MAP_BLOCK = 100


class FontUse:
    """What one document uses of one font.

    Attributes:
        resource: name in the page's resources.
    """

    def __init__(self, font: Font, resource: str) -> None:
        self.font = font
        self.resource = resource
        self._used = set[str]()
        self._strangers: dict[str, str] = {}

    def encode(self, text: str) -> str:
        """Return the codes of ``text`` in hex; a character no font has is drawn as ``□``."""
        self._used.update(text)
        try:
            return "".join(map(self.font.codes.__getitem__, text))
        except KeyError:
            return "".join([self.font.codes.get(char) or self._stranger(char) for char in text])

    def _stranger(self, char: str) -> str:
        following = self.font.free_code + len(self._strangers)
        return self._strangers.setdefault(char, f"{following:04X}")

    def embed(self, file: PdfFile) -> Ref:
        """Add the font to the file."""
        font, face = self.font, self.font.face
        glyphs = dict(sorted((int(font.codes[c], 16), c) for c in self._used if c in font.codes))
        chars = glyphs | {int(code, 16): char for char, code in self._strangers.items()}
        box = face.glyphs.get(REPLACEMENT, 0)
        ids = {code: face.glyphs.get(char, box) for code, char in chars.items()}
        outlines = face.subset(ids.values())
        name = Name(f"LAUNCH+{face.name}")
        descriptor = file.add(
            {
                "Type": Name("FontDescriptor"),
                "FontName": name,
                "Flags": 4,
                "FontBBox": list(face.box),
                "ItalicAngle": 0,
                "Ascent": round(face.ascent),
                "Descent": round(face.descent),
                "CapHeight": round(face.cap_height),
                "StemV": face.stem,
                "FontFile2": file.stream(outlines, {"Length1": len(outlines)}),
            }
        )
        widths: list[Value] = []
        scale = 1000 / face.units
        for code, glyph in ids.items():
            if (width := face.advances[glyph] * scale) != 1000:
                widths += [code, [round(width, 2)]]
        descendant = file.add(
            {
                "Type": Name("Font"),
                "Subtype": Name("CIDFontType2"),
                "BaseFont": name,
                "CIDSystemInfo": {"Registry": "Adobe", "Ordering": "Identity", "Supplement": 0},
                "FontDescriptor": descriptor,
                "DW": 1000,
                "W": widths,
                "CIDToGIDMap": self._glyph_map(file, ids),
            }
        )
        return file.add(
            {
                "Type": Name("Font"),
                "Subtype": Name("Type0"),
                "BaseFont": name,
                "Encoding": Name("Identity-H"),
                "DescendantFonts": [descendant],
                "ToUnicode": file.stream(_unicode_map(chars)),
            }
        )

    def _glyph_map(self, file: PdfFile, ids: dict[int, int]) -> Value:
        moved = {code: glyph for code, glyph in ids.items() if code != glyph}
        if not moved:
            return Name("Identity")
        table = array("H", range(max(moved) + 1))
        for code, glyph in moved.items():
            table[code] = glyph
        return file.stream(big_endian(table))


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
