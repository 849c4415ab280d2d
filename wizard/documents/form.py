"""A worksheet as a form to fill in on a screen (ISO 32000-1, 12.7).

Text is shown with the reader's own Chinese font (``STSong-Light`` of the Adobe-GB1
collection), because nobody knows beforehand which characters will be typed; the page itself
keeps our embedded fonts. Ticks are drawn as lines and need no font.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import unquote

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from wizard.documents.blocks import Document
from wizard.documents.formats import render
from wizard.documents.worksheet import ADDRESS, FieldMark

PACK_FIELD = "checklist"
"""The hidden field that says which checklist the form was made from: ``id:version``."""
CHECKED = "Yes"
_FONT = "STSong"
_DEFAULT_LOOK = f"/{_FONT} 10 Tf 0 g"
_PRINTED, _HIDDEN = 4, 2
_READ_ONLY, _MULTILINE = 1, 1 << 12
_RADIO = 1 << 15
_GROW = 2.0

Name = NameObject
_Dict = DictionaryObject


@dataclass(slots=True)
class _Spot:
    """A link of the page that stands for a field."""

    mark: FieldMark
    page: int
    ref: IndirectObject
    annotation: DictionaryObject


def fillable(document: Document, pack: str) -> bytes:
    """Return a worksheet as a form; equal documents give equal bytes.

    Args:
        document: made by ``worksheet``.
        pack: ``id:version`` of the checklist, for whoever reads the filled form.
    """
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(render(document, "pdf"))))
    form = _Form(writer)
    spots: dict[str, list[_Spot]] = {}
    for spot in _spots(writer):
        spots.setdefault(spot.mark.name, []).append(spot)
    for name, group in spots.items():
        form.add(name, group)
    form.add_hidden(PACK_FIELD, pack)
    form.finish()
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


def _spots(writer: PdfWriter) -> Iterable[_Spot]:
    for number, page in enumerate(writer.pages):
        for ref in page.get("/Annots", ()):
            annotation = ref.get_object()
            action: Any = annotation.get("/A", {})
            address = str(action.get("/URI", ""))
            if address.startswith(ADDRESS):
                parts = [unquote(part) for part in address.removeprefix(ADDRESS).split("/")]
                kind, name, state = parts
                mark = FieldMark(kind, name, "" if state == "-" else state)  # type: ignore[arg-type]
                yield _Spot(mark, number, ref, annotation)


class _Form:
    def __init__(self, writer: PdfWriter) -> None:
        self.writer = writer
        self.fields: list[IndirectObject] = []
        self.looks: dict[tuple[bool, float, float], IndirectObject] = {}
        self.dropped: set[int] = set()

    def add(self, name: str, group: list[_Spot]) -> None:
        """Turn the links of one name into a field."""
        first = group[0]
        if first.mark.kind == "button":
            self._buttons(name, group)
            return
        entry = first.annotation
        boxes = [_box(one.annotation) for one in group if one.page == first.page]
        self.dropped |= {one.ref.idnum for one in group[1:]}
        self._widget(entry, _around(boxes))
        self._enter(name, first.ref, entry)
        if first.mark.kind == "box":
            self._tick(entry, CHECKED)
            entry[Name("/V")] = Name("/Off")
            return
        entry[Name("/FT")] = Name("/Tx")
        entry[Name("/DA")] = TextStringObject(_DEFAULT_LOOK)
        entry[Name("/V")] = TextStringObject("")
        if first.mark.kind == "long":
            entry[Name("/Ff")] = NumberObject(_MULTILINE)
        left, bottom, right, top = _box(entry)
        look = self._look(on=False, width=right - left, height=top - bottom)
        entry[Name("/AP")] = _Dict({Name("/N"): look})

    def add_hidden(self, name: str, value: str) -> None:
        """Add a text nobody sees."""
        entry = _Dict({Name("/Type"): Name("/Annot"), Name("/FT"): Name("/Tx")})
        ref = self.writer._add_object(entry)  # noqa: SLF001  pypdf offers no other way
        self._widget(entry, (0, 0, 0, 0))
        entry[Name("/F")] = NumberObject(_HIDDEN)
        entry[Name("/Ff")] = NumberObject(_READ_ONLY)
        entry[Name("/DA")] = TextStringObject(_DEFAULT_LOOK)
        entry[Name("/V")] = TextStringObject(value)
        self._enter(name, ref, entry)
        page: Any = self.writer.pages[0]
        page.setdefault(Name("/Annots"), ArrayObject()).append(ref)

    def finish(self) -> None:
        """Write the form's own entry and forget links that were merged into a field."""
        for page in self.writer.pages:
            annotations: Any = page.get("/Annots")
            if annotations is not None:
                kept = [ref for ref in annotations if ref.idnum not in self.dropped]
                page[Name("/Annots")] = ArrayObject(kept)
        self.writer.root_object[Name("/AcroForm")] = _Dict(
            {
                Name("/Fields"): ArrayObject(self.fields),
                Name("/NeedAppearances"): BooleanObject(value=True),
                Name("/DA"): TextStringObject(_DEFAULT_LOOK),
                Name("/DR"): _Dict({Name("/Font"): _Dict({Name(f"/{_FONT}"): self._font()})}),
            }
        )

    def _buttons(self, name: str, group: list[_Spot]) -> None:
        entry = _Dict(
            {
                Name("/FT"): Name("/Btn"),
                Name("/Ff"): NumberObject(_RADIO),
                Name("/V"): Name("/Off"),
            }
        )
        ref = self.writer._add_object(entry)  # noqa: SLF001  pypdf offers no other way
        self._enter(name, ref, entry)
        entry[Name("/Kids")] = ArrayObject([one.ref for one in group])
        for one in group:
            self._widget(one.annotation, _box(one.annotation))
            self._tick(one.annotation, one.mark.state)
            del one.annotation["/FT"]
            one.annotation[Name("/Parent")] = ref

    def _enter(self, name: str, ref: IndirectObject, entry: DictionaryObject) -> None:
        entry[Name("/T")] = TextStringObject(name)
        self.fields.append(ref)

    def _widget(self, entry: DictionaryObject, box: tuple[float, ...]) -> None:
        for key in ("/A", "/Border", "/Dest", "/Contents"):
            entry.pop(key, None)
        entry[Name("/Subtype")] = Name("/Widget")
        entry[Name("/F")] = NumberObject(_PRINTED)
        entry[Name("/Rect")] = ArrayObject(FloatObject(round(edge, 2)) for edge in box)

    def _tick(self, entry: DictionaryObject, state: str) -> None:
        left, bottom, right, top = _box(entry)
        look = partial(self._look, width=right - left, height=top - bottom)
        looks = _Dict({Name(f"/{state}"): look(on=True), Name("/Off"): look(on=False)})
        entry[Name("/FT")] = Name("/Btn")
        entry[Name("/AS")] = Name("/Off")
        entry[Name("/AP")] = _Dict({Name("/N"): looks})

    def _look(self, *, on: bool, width: float, height: float) -> IndirectObject:
        """Return the drawing of a field: a tick, or nothing."""
        width, height = round(width, 1), round(height, 1)
        key = (on, width, height)
        if key not in self.looks:
            stream = DecodedStreamObject()
            if on:
                stream.set_data(
                    f"q 1.4 w 0 G {width * 0.15:.2f} {height * 0.5:.2f} m "
                    f"{width * 0.42:.2f} {height * 0.22:.2f} l "
                    f"{width * 0.9:.2f} {height * 0.85:.2f} l S Q".encode()
                )
            stream[Name("/Type")] = Name("/XObject")
            stream[Name("/Subtype")] = Name("/Form")
            stream[Name("/BBox")] = ArrayObject(FloatObject(edge) for edge in (0, 0, width, height))
            self.looks[key] = self.writer._add_object(stream)  # noqa: SLF001
        return self.looks[key]

    def _font(self) -> DictionaryObject:
        descendant = _Dict(
            {
                Name("/Type"): Name("/Font"),
                Name("/Subtype"): Name("/CIDFontType0"),
                Name("/BaseFont"): Name("/STSong-Light"),
                Name("/CIDSystemInfo"): _Dict(
                    {
                        Name("/Registry"): TextStringObject("Adobe"),
                        Name("/Ordering"): TextStringObject("GB1"),
                        Name("/Supplement"): NumberObject(4),
                    }
                ),
                Name("/DW"): NumberObject(1000),
                Name("/FontDescriptor"): _descriptor(),
            }
        )
        return _Dict(
            {
                Name("/Type"): Name("/Font"),
                Name("/Subtype"): Name("/Type0"),
                Name("/BaseFont"): Name("/STSong-Light"),
                Name("/Encoding"): Name("/UniGB-UCS2-H"),
                Name("/DescendantFonts"): ArrayObject([descendant]),
            }
        )


def _descriptor() -> DictionaryObject:
    numbers = {"Flags": 6, "ItalicAngle": 0, "Ascent": 752, "Descent": -271, "CapHeight": 737}
    return _Dict(
        {
            Name("/Type"): Name("/FontDescriptor"),
            Name("/FontName"): Name("/STSong-Light"),
            Name("/FontBBox"): ArrayObject(NumberObject(edge) for edge in (-25, -254, 1000, 880)),
            Name("/StemV"): NumberObject(58),
            **{Name(f"/{key}"): NumberObject(value) for key, value in numbers.items()},
        }
    )


def _box(annotation: DictionaryObject) -> tuple[float, float, float, float]:
    edges: Any = annotation["/Rect"]
    left, bottom, right, top = (float(edge) for edge in edges)
    return left, bottom, right, top


def _around(boxes: list[tuple[float, float, float, float]]) -> tuple[float, ...]:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops) + _GROW
