"""Many printed plans as one PDF with a bookmark for each, for one run of a printer.

The fonts are what a print is mostly made of. Our prints write each character under the
same code wherever it stands, so the merged file carries every font once, with the
characters of all parts: 200 plans are a quarter of their size.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wizard.errors import PlanError, unreadable

if TYPE_CHECKING:
    from pypdf import PdfReader, PdfWriter

_PRODUCER = "Shop Launch Wizard"


def merge(parts: Sequence[tuple[str, Path]], *, duplex: bool = False) -> bytes:
    """Return one PDF of several, in order; equal parts give equal bytes.

    Args:
        parts: the bookmark and the PDF of each part; what a part carries inside stays behind.
        duplex: add an empty page where a part would end on the front of a sheet.

    Raises:
        WizardError: a part cannot be read.
    """
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError

    writer = PdfWriter()
    fonts = _SharedFonts(writer)
    for title, path in parts:
        try:
            reader = PdfReader(io.BytesIO(path.read_bytes()))
            fonts.take(reader)
            writer.append(reader, outline_item=title, import_outline=False)
        except OSError as error:
            raise unreadable(path, error) from error
        except PyPdfError as error:
            raise PlanError("carried.pdf_unreadable", path=str(path)) from error
        if duplex and len(writer.pages) % 2:
            writer.add_blank_page()
    fonts.write()
    writer.add_metadata({"/Producer": _PRODUCER, "/Creator": _PRODUCER})
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


class _SharedFonts:
    """The fonts of ours that the parts of one file share, and the characters they need."""

    def __init__(self, writer: PdfWriter) -> None:
        self._writer = writer
        self._fonts: dict[str, Any] = {}
        self._used: dict[str, set[str]] = {}

    def take(self, reader: PdfReader) -> None:
        """Let the pages of a part use the shared fonts instead of their own."""
        from pypdf.generic import NameObject

        from wizard.documents.typesetting import embedding

        needed: dict[int, tuple[str, frozenset[str] | None]] = {}
        for named in _named_fonts(reader):
            for name in list(named):
                font = named[name]
                asset = embedding.asset_of(str(font.get("/BaseFont", "")))
                if not asset or "/ToUnicode" not in font:
                    continue
                if id(font) not in needed:
                    unicode_map = font["/ToUnicode"].get_data()
                    needed[id(font)] = asset, embedding.characters(asset, unicode_map)
                used = needed[id(font)][1]
                if used is not None:
                    named[NameObject(name)] = self._shared(asset, font)
                    self._used[asset] |= used

    def _shared(self, asset: str, font: Any) -> Any:
        """Return the place of a shared font; the first that is met lends what they all have."""
        if asset not in self._fonts:
            self._used[asset] = set()
            self._fonts[asset] = font.clone(self._writer).indirect_reference
        return self._fonts[asset]

    def write(self) -> None:
        """Cut every shared font to the characters of all parts."""
        from pypdf.generic import NameObject, NumberObject

        from wizard.documents.typesetting import embedding

        for asset, place in self._fonts.items():
            made = embedding.cut(asset, frozenset(self._used[asset]))
            font = place.get_object()
            descendant = font["/DescendantFonts"][0].get_object()
            descriptor = descendant["/FontDescriptor"]
            _pack(font["/ToUnicode"], made.unicode_map)
            outlines = descriptor["/FontFile2"]
            _pack(outlines, made.outlines)
            outlines[NameObject("/Length1")] = NumberObject(made.length)
            descendant[NameObject("/W")] = _numbers(made.widths)
            descendant[NameObject("/CIDToGIDMap")] = (
                self._writer._add_object(_packed(made.glyph_map))  # noqa: SLF001  has no public name
                if made.glyph_map
                else NameObject("/Identity")
            )


def _named_fonts(reader: PdfReader) -> Iterator[Any]:
    """Yield the fonts by name of every page, and of what is drawn on it, each once."""
    seen: dict[int, Any] = {}
    waiting = [page.get("/Resources") for page in reader.pages]
    while waiting:
        found = waiting.pop()
        known = found.get_object() if found is not None else None
        if known is None or id(known) in seen:
            continue
        seen[id(known)] = known
        if "/Font" in known:
            yield known["/Font"]
        drawn = known.get("/XObject")
        if drawn is not None:
            waiting += [one.get_object().get("/Resources") for one in drawn.get_object().values()]


def _packed(content: bytes) -> Any:
    from pypdf.generic import StreamObject

    stream = StreamObject()
    _pack(stream, content)
    return stream


def _pack(stream: Any, content: bytes) -> None:
    """Give a stream content that is compressed already."""
    from pypdf.generic import NameObject, StreamObject

    StreamObject.set_data(stream, content)  # that of an EncodedStreamObject compresses again
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")


def _numbers(text: str) -> Any:
    from pypdf.generic import ArrayObject

    return ArrayObject.read_from_stream(io.BytesIO(text.encode("ascii")), None)
