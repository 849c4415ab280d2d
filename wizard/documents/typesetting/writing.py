"""The file: reportlab writes the document, its pages, links, outline and attachments.

What reportlab has no words for is added as objects of its document: the structure tree,
attached files, fonts of composite type. Where private parts of reportlab are touched,
it is here and in its neighbours ``tags``, ``embedding`` and ``packing``.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import (
    XMP,
    Destination,
    LinkAnnotation,
    PDFArray,
    PDFDictionary,
    PDFImageXObject,
    PDFObject,
    PDFResourceDictionary,
    PDFStream,
    PDFString,
    PDFZCompress,
)
from reportlab.pdfgen.canvas import Canvas

from wizard.documents.blocks import Attachment, Photo
from wizard.documents.typesetting.operators import number
from wizard.documents.typesetting.packing import LEVEL, assemble
from wizard.documents.typesetting.page import Booklet, Page
from wizard.documents.typesetting.styles import PAGE_HEIGHT, PAGE_WIDTH
from wizard.documents.typesetting.tags import Element, Link, PdfDocument

# reportlab reads these also from the environment and from files in the user's home; equal
# documents must give equal bytes anywhere.
rl_config.useA85 = 0
rl_config.pdfMultiLine = 0
rl_config.pdfComments = 0

_VERSION = (1, 7)
_WATERMARK = "watermark"
_ABOVE = 12.0  # points left above a place that a link leads to


@dataclass(frozen=True, slots=True)
class Description:
    """What the file says about itself.

    Attributes:
        language: as a language tag, ``zh-CN``.
        stamp: date of making, in PDF syntax.
        xmp: the same once more as XMP metadata.
    """

    title: str
    author: str
    subject: str
    keywords: str
    creator: str
    language: str
    stamp: str
    xmp: bytes


class _Compression:
    """A filter as reportlab's streams want them, but quicker."""

    pdfname = "FlateDecode"

    @staticmethod
    def encode(content: str) -> bytes:
        """Return content compressed."""
        return zlib.compress(content.encode(), LEVEL)


class _Repeated(PDFObject):
    """A part that many pages have alike, put into syntax once."""

    def __init__(self, part: Any) -> None:
        self._part = part
        self._syntax = b""

    def format(self, document: PdfDocument) -> bytes:
        if not self._syntax:
            self._syntax = bytes(self._part.format(document))
        return self._syntax


class _TaggedLink(LinkAnnotation):
    """A link inside the document; ``key`` is its entry in the structure tree.

    A plan has a hundred, so it is written without a dictionary in between, and so is the
    place it leads to.
    """

    def __init__(self, link: Link, place: Destination, key: int) -> None:
        super().__init__(_box(link), link.words, place)
        self._key = key

    def format(self, document: PdfDocument) -> bytes:
        head = f"<</Type /Annot /Subtype /Link /Rect {self.Rect} /Border [0 0 0] /F 4"
        words: bytes = PDFString(self.Contents).format(document)
        place = self.Destination
        page: bytes = document.Reference(place.page).format(document)
        ids = f"{head} /StructParent {self._key} /Contents ".encode("ascii")
        view = f" /XYZ 0 {number(place.fmt.top)} 0]>>".encode("ascii")
        return ids + words + b" /Dest [" + page + view


class _Sheets(Canvas):
    """A canvas that takes finished pages and knows fonts, tags and attached files."""

    # Parts of reportlab's canvas that its type stubs leave out.
    _doc: PdfDocument
    _formsinuse: list[str]
    _annotationCount: int  # noqa: N815 - reportlab calls it so
    _bookmarkReference: Callable[[str], Destination]  # noqa: N815 - reportlab calls it so
    _addAnnotation: Callable[[LinkAnnotation], None]  # noqa: N815 - reportlab calls it so

    def __init__(self, booklet: Booklet, about: Description) -> None:
        super().__init__(
            io.BytesIO(),  # nothing is written to it: the file is put together elsewhere
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            pageCompression=1,
            invariant=1,
            pdfVersion=_VERSION,
            lang=about.language,
        )
        self._booklet = booklet
        self._box = _Repeated(PDFArray([0, 0, PAGE_WIDTH, PAGE_HEIGHT]))
        self._resources: dict[tuple[str, ...], _Repeated] = {}
        self.setTitle(about.title)
        self.setAuthor(about.author)
        self.setSubject(about.subject)
        self.setKeywords(about.keywords)
        self.setCreator(about.creator)
        self.setProducer(about.creator)
        self.setDateFormatter(lambda *_: about.stamp)
        self.setViewerPreference("DisplayDocTitle", "true")
        # The identity comes from what the document says, not from a time of making.
        self._doc.signature = hashlib.md5(about.xmp, usedforsecurity=False)
        self._doc.Catalog.Metadata = XMP(creator=lambda _: about.xmp)

    def _make_preamble(self) -> None:
        # The stock preamble takes a font from the registry of the process and lists it in
        # every file, though nothing is set in it and it is not embedded.
        self._preamble = ""

    def bind(self) -> None:
        """Put everything that was drawn into the document."""
        booklet = self._booklet
        if booklet.watermark:
            self.beginForm(_WATERMARK)
            self.addLiteral(booklet.watermark)
            self.endForm()
        for name, photo in booklet.photos.items():
            self._doc.addForm(name, _image(name, photo))
            self._doc.updateSignature(photo.jpeg)
        for page in booklet.pages:
            self._sheet(page)
        level = 0
        for at, entry in enumerate(booklet.outline):
            level = min(entry.level, level + 1)  # reportlab refuses a skipped level
            self.addOutlineEntry(entry.title, _outline_key(at), level - 1, closed=True)
        if booklet.outline:
            self.showOutline()
        self._doc.delayedFonts += booklet.uses.values()
        catalog = self._doc.Catalog
        catalog.StructTreeRoot = booklet.tags.enter(self._doc)
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})

    def _sheet(self, page: Page) -> None:
        booklet = self._booklet
        background = page.background()
        if background or booklet.watermark:
            self.addLiteral("/Artifact BMC")
            self.addLiteral(background)
            if booklet.watermark:
                self.doForm(_WATERMARK)
            self.addLiteral("EMC")
        ink = page.ink()
        self.addLiteral(ink)
        self._doc.updateSignature(ink)
        for key, (index, y) in booklet.destinations.items():
            if index == page.index:
                self._bind_place(key, y)
        for at, entry in enumerate(booklet.outline):
            if entry.index == page.index:
                self._bind_place(_outline_key(at), entry.y)
        for element, link in page.links:
            if not link.target.startswith("#") or link.target[1:] in booklet.destinations:
                self._link(element, link)
        self._formsinuse += dict.fromkeys(page.photos)
        self.showPage()
        sheet = self._doc.Pages.pages[-1]
        sheet.Contents = PDFStream(content=sheet.stream, filters=[_Compression])
        sheet.MediaBox = self._box
        sheet.Resources = self._shared(sheet, tuple(page.photos))
        _allow(sheet, StructParents=page.index, Tabs="/S")

    def _shared(self, sheet: Any, photos: tuple[str, ...]) -> _Repeated:
        """Return the resources of a page: pages that draw the same photos have the same."""
        shared = self._resources.get(photos)
        if shared is None:
            resources: Any = PDFResourceDictionary()
            resources.basicFonts()
            if sheet.hasImages:
                resources.allProcs()
            if sheet.XObjects:
                resources.XObject = sheet.XObjects
            shared = self._resources[photos] = _Repeated(resources)
        return shared

    def _bind_place(self, key: str, y: float) -> None:
        self.bookmarkPage(key, fit="XYZ", top=round(min(y + _ABOVE, PAGE_HEIGHT), 2))

    def _link(self, element: Element, link: Link) -> None:
        key = self._booklet.tags.link_key(element)
        if link.target.startswith("#"):
            place = self._bookmarkReference(link.target[1:])
            self._addAnnotation(_TaggedLink(link, place, key))
        else:
            looks: dict[str, Any] = {"F": 4, "StructParent": key, "Contents": PDFString(link.words)}
            self.linkURL(_uri(link.target), link.box, **looks)
        link.name = f"NUMBER{self._annotationCount}"

    def attach(self, attachments: Sequence[Attachment], stamp: str) -> None:
        """Embed files; the catalog names them (ISO 32000-2, 14.13)."""
        named: list[object] = []
        for one in sorted(attachments, key=lambda attachment: attachment.name):
            self._doc.updateSignature(one.content)
            entries = {
                "Type": "/EmbeddedFile",
                "Subtype": "/" + one.mime.replace("/", "#2F"),
                "Params": PDFDictionary({"Size": len(one.content), "ModDate": PDFString(stamp)}),
            }
            stream = PDFStream(PDFDictionary(entries), one.content, [PDFZCompress])
            place = self._doc.Reference(stream)
            named += [
                PDFString(one.name),
                self._doc.Reference(
                    PDFDictionary(
                        {
                            "Type": "/Filespec",
                            "F": PDFString(one.name),
                            "UF": PDFString(one.name),
                            "EF": PDFDictionary({"F": place, "UF": place}),
                            "AFRelationship": f"/{one.relationship}",
                        }
                    )
                ),
            ]
        if named:
            catalog = self._doc.Catalog
            tree = PDFDictionary({"Names": PDFArray(named)})
            catalog.Names = PDFDictionary({"EmbeddedFiles": tree})
            _allow(catalog, AF=PDFArray(named[1::2]))

    def finished(self) -> bytes:
        """Return the file."""
        document = self._doc

        def written() -> bytes:
            return assemble(document, self._booklet.tags.objects(document))

        document.format = written
        try:
            made: bytes = document.GetPDFData(self)
        finally:
            del document.format  # it knows the document: a circle
        return made


def write(booklet: Booklet, about: Description, attachments: Sequence[Attachment]) -> bytes:
    """Return the finished document as a PDF file."""
    sheets = _Sheets(booklet, about)
    sheets.bind()
    sheets.attach(attachments, about.stamp)
    return sheets.finished()


def _image(name: str, photo: Photo) -> PDFImageXObject:
    image = PDFImageXObject(name)
    if not image.loadImageFromJPEG(io.BytesIO(photo.jpeg)):
        message = "a photo is not a JPEG file"
        raise ValueError(message)
    return image


def _allow(entries: Any, **more: object) -> None:
    """Set entries of a page or the catalog that reportlab's list of them does not have."""
    entries.__NoDefault__ = [*entries.__NoDefault__, *more]
    for key, value in more.items():
        setattr(entries, key, value)


def _outline_key(at: int) -> str:
    return f"outline {at}"  # no key of a block has a space


def _box(link: Link) -> str:
    return f"[{' '.join(map(number, link.box))}]"


def _uri(target: str) -> str:
    """Return an address in ASCII."""
    return "".join(
        f"%{byte:02X}" if byte <= 32 or byte > 126 or byte in b'()\\<>"' else chr(byte)
        for byte in target.encode()
    )
