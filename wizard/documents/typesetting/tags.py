"""The structure tree: what is a heading, a paragraph, a table cell or a figure.

ISO 32000-1, 14.7 and 14.8: screen readers and text export follow it instead of guessing
from positions. reportlab knows no structure tree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFObjectReference,
    PDFString,
)

PdfDocument = Any  # reportlab's PDFDocument; its type stubs leave out most of what is needed


@dataclass(eq=False, slots=True)
class Link:
    """A link annotation on a page.

    Its element knows the link and not the other way round: see ``Element``.

    Attributes:
        box: left, bottom, right and top.
        target: ``#key`` of a place in the document, or an address.
        name: of the annotation in the file; empty while it is not there.
    """

    box: tuple[float, float, float, float]
    target: str
    words: str
    name: str = ""


class Element:
    """One element; kids are elements, marked content (page, id) or link annotations.

    A document has thousands, so they are no objects of reportlab's: they have a range of
    object numbers to themselves and write themselves. Nor do they know the element above,
    only its number: in a tree without circles nothing is left for the collector of cycles,
    who would take a tenth of the time of a print.

    Attributes:
        number: of its object in the file; 0 while it has none.
        above: number of the element it stands in; 0 for the root.
    """

    __slots__ = ("above", "alt", "attributes", "kids", "kind", "number")

    def __init__(self, kind: str, alt: str = "") -> None:
        self.kind = kind
        self.above = 0
        self.alt = alt
        self.attributes = ""
        self.kids: list[Element | tuple[int, int] | Link] = []
        self.number = 0

    def add(self, kind: str, alt: str = "") -> Element:
        """Add a child element."""
        child = Element(kind, alt)
        self.kids.append(child)
        return child

    def gather(self, found: list[Element], first: int) -> None:
        """Add this element and all below it to ``found``, in the order of reading.

        They are numbered in that order; ``first`` is the number of the first one found.
        """
        self.number = number = first + len(found)
        found.append(self)
        for kid in self.kids:
            if isinstance(kid, Element):
                kid.above = number
                if kid.kids and not (len(kid.kids) == 1 and isinstance(kid.kids[0], tuple)):
                    kid.gather(found, first)
                else:
                    kid.number = first + len(found)
                    found.append(kid)

    def written(self, document: PdfDocument, pages: Sequence[str]) -> bytes:
        """Return the element in PDF syntax; ``pages`` are the references of all pages."""
        kids = self.kids
        home = None
        for kid in kids:
            if isinstance(kid, tuple):
                home = kid[0]
                break
        if len(kids) == 1:
            inside = self._kid(kids[0], home, document, pages)
        else:
            said = [
                f"{kid.number} 0 R"
                if isinstance(kid, Element)
                else self._kid(kid, home, document, pages)
                for kid in kids
            ]
            inside = f"[{' '.join(said)}]"
        above = f"{self.above} 0 R" if self.above else _tree(document)
        place = "" if home is None else f" /Pg {pages[home]}"
        looks = f" /A {self.attributes}" if self.attributes else ""
        syntax = f"<</S /{self.kind} /P {above} /K {inside}{place}{looks}".encode("ascii")
        if self.alt:
            syntax += b" /Alt " + PDFString(self.alt).format(document)
        return syntax + b">>"

    def _kid(
        self,
        kid: Element | tuple[int, int] | Link,
        home: int | None,
        document: PdfDocument,
        pages: Sequence[str],
    ) -> str:
        if isinstance(kid, tuple):
            page, mark = kid
            if page == home:
                return str(mark)
            return f"<</Type /MCR /Pg {pages[page]} /MCID {mark}>>"
        if isinstance(kid, Element):
            return f"{kid.number} 0 R"
        if not kid.name:
            return ""
        place = _written(document.refAnnotation(kid.name), document)
        return f"<</Type /OBJR /Obj {place}>>"


def _tree(document: PdfDocument) -> str:
    return _written(document.Catalog.StructTreeRoot, document)


def _written(reference: PDFObjectReference, document: PdfDocument) -> str:
    return "{} {} R".format(*document.idToObjectNumberAndVersion[reference.name])


class Tags:
    """The tree of one document and, per page, which element each marked content belongs to.

    The parent tree's keys are the page numbers from 0, then those of the links in the order
    of ``links``: what ``StructParents`` and ``StructParent`` must say.
    """

    def __init__(self) -> None:
        self.root = Element("Document")
        self.marked: list[list[Element]] = []
        self.links: list[Element] = []
        self._elements: list[Element] = []

    def link_key(self, element: Element) -> int:
        """Return the key of the next link's entry in the parent tree; all pages are known."""
        self.links.append(element)
        return len(self.marked) + len(self.links) - 1

    def enter(self, document: PdfDocument) -> PDFObjectReference:
        """Add the tree to the document and return what its catalog must name."""
        tree = PDFDictionary({"Type": "/StructTreeRoot"})
        place: PDFObjectReference = document.Reference(tree, "structure")
        self._elements.clear()
        self.root.gather(self._elements, document.objectcounter + 1)
        document.objectcounter += len(self._elements)
        entries: list[str] = []
        for key, elements in enumerate(self.marked):
            marked = PDFArray([" ".join([f"{element.number} 0 R" for element in elements])])
            entries += [str(key), _written(document.Reference(marked, f"tags {key}"), document)]
        for key, element in enumerate(self.links, len(self.marked)):
            entries += [str(key), f"{element.number} 0 R"]
        tree["K"] = f"{self.root.number} 0 R"
        tree["RoleMap"] = PDFDictionary({"Title": "/P"})  # a type only PDF 2.0 knows
        tree["ParentTree"] = PDFDictionary({"Nums": PDFArray([" ".join(entries)])})
        tree["ParentTreeNextKey"] = len(self.marked) + len(self.links)
        return place

    def objects(self, document: PdfDocument) -> list[tuple[int, bytes]]:
        """Return number and syntax of every element; all pages must be in the document."""
        references = [PDFObjectReference(f"Page{at}") for at in range(1, len(self.marked) + 1)]
        pages = [_written(reference, document) for reference in references]
        found = []
        for one in self._elements:
            kids = one.kids
            if len(kids) == 1 and type(kids[0]) is tuple and one.above and not one.alt:
                # One content and nothing else, as most have: a thousand calls less.
                page, mark = kids[0]
                looks = f" /A {one.attributes}" if one.attributes else ""
                said = f"<</S /{one.kind} /P {one.above} 0 R /K {mark} /Pg {pages[page]}{looks}>>"
                found.append((one.number, said.encode("ascii")))
            else:
                found.append((one.number, one.written(document, pages)))
        return found
