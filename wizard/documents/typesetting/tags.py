"""The structure tree: what is a heading, a paragraph, a table cell or a figure.

ISO 32000-1, 14.7 and 14.8: screen readers and text export follow it instead of guessing
from positions. reportlab knows no structure tree; its elements are objects of its document.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFObject,
    PDFObjectReference,
    PDFString,
)

PdfDocument = Any  # reportlab's PDFDocument; its type stubs leave out most of what is needed


@dataclass(eq=False, slots=True)
class Link:
    """A link annotation on a page.

    Attributes:
        box: left, bottom, right and top.
        target: ``#key`` of a place in the document, or an address.
        name: of the annotation in the file; empty while it is not there.
    """

    box: tuple[float, float, float, float]
    target: str
    element: Element
    words: str
    name: str = ""


class Element(PDFObject):
    """One element; kids are elements, marked content (page, id) or link annotations.

    A document has thousands, so it writes itself without a dictionary in between.
    """

    __RefOnly__ = 1

    def __init__(self, kind: str, parent: Element | None = None, alt: str = "") -> None:
        self.kind = kind
        self.parent = parent
        self.alt = alt
        self.attributes = ""
        self.kids: list[Element | tuple[int, int] | Link] = []
        self.number = ""

    def add(self, kind: str, alt: str = "") -> Element:
        """Add a child element."""
        child = Element(kind, self, alt)
        self.kids.append(child)
        return child

    def enter(self, document: PdfDocument) -> None:
        """Give this element and all below it their object numbers."""
        self.number = _written(document.Reference(self), document)
        for kid in self.kids:
            if isinstance(kid, Element):
                kid.enter(document)

    def format(self, document: PdfDocument) -> bytes:
        """Return the element in PDF syntax."""
        home = next((kid[0] for kid in self.kids if isinstance(kid, tuple)), None)
        kids = [self._kid(kid, home, document) for kid in self.kids]
        inside = kids[0] if len(kids) == 1 else f"[{' '.join(kids)}]"
        above = self.parent.number if self.parent else _tree(document)
        place = "" if home is None else f" /Pg {_page(home, document)}"
        looks = f" /A {self.attributes}" if self.attributes else ""
        syntax = f"<</S /{self.kind} /P {above} /K {inside}{place}{looks}".encode("ascii")
        if self.alt:
            syntax += b" /Alt " + PDFString(self.alt).format(document)
        return syntax + b">>"

    def _kid(
        self, kid: Element | tuple[int, int] | Link, home: int | None, document: PdfDocument
    ) -> str:
        if isinstance(kid, tuple):
            page, mark = kid
            if page == home:
                return str(mark)
            return f"<</Type /MCR /Pg {_page(page, document)} /MCID {mark}>>"
        if isinstance(kid, Element):
            return kid.number
        if not kid.name:
            return ""
        place = _written(document.refAnnotation(kid.name), document)
        return f"<</Type /OBJR /Obj {place}>>"


def _tree(document: PdfDocument) -> str:
    return _written(document.Catalog.StructTreeRoot, document)


def _written(reference: PDFObjectReference, document: PdfDocument) -> str:
    return "{} {} R".format(*document.idToObjectNumberAndVersion[reference.name])


def _page(index: int, document: PdfDocument) -> str:
    return _written(PDFObjectReference(f"Page{index + 1}"), document)


class Tags:
    """The tree of one document and, per page, which element each marked content belongs to.

    The parent tree's keys are the page numbers from 0, then those of the links in the order
    of ``links``: what ``StructParents`` and ``StructParent`` must say.
    """

    def __init__(self) -> None:
        self.root = Element("Document")
        self.marked: list[list[Element]] = []
        self.links: list[Element] = []

    def link_key(self, element: Element) -> int:
        """Return the key of the next link's entry in the parent tree; all pages are known."""
        self.links.append(element)
        return len(self.marked) + len(self.links) - 1

    def enter(self, document: PdfDocument) -> PDFObjectReference:
        """Add the tree to the document and return what its catalog must name."""
        entries: list[str] = []
        tree = PDFDictionary({"Type": "/StructTreeRoot"})
        place: PDFObjectReference = document.Reference(tree, "structure")
        self.root.enter(document)
        for key, elements in enumerate(self.marked):
            marked = PDFArray([" ".join([element.number for element in elements])])
            entries += [str(key), _written(document.Reference(marked, f"tags {key}"), document)]
        for key, element in enumerate(self.links, len(self.marked)):
            entries += [str(key), element.number]
        tree["K"] = self.root.number
        tree["ParentTree"] = PDFDictionary({"Nums": PDFArray([" ".join(entries)])})
        tree["ParentTreeNextKey"] = len(self.marked) + len(self.links)
        return place
