"""The structure tree: what is a heading, a paragraph, a table cell or a figure.

ISO 32000-1, 14.7 and 14.8: screen readers and text export follow it instead of guessing
from positions.
"""

from __future__ import annotations

from wizard.documents.typesetting.objects import Name, PdfFile, Ref, Value


class Element:
    """One element; kids are elements, marked content (page, id) or link annotations."""

    __slots__ = ("alt", "attributes", "kids", "kind", "parent", "ref")

    def __init__(self, kind: str, parent: Element | None = None, alt: str = "") -> None:
        self.kind = kind
        self.parent = parent
        self.alt = alt
        self.attributes: dict[str, Value] = {}
        self.kids: list[Element | tuple[int, int] | Ref] = []
        self.ref = Ref(0)

    def add(self, kind: str, alt: str = "") -> Element:
        """Add a child element."""
        child = Element(kind, self, alt)
        self.kids.append(child)
        return child


class Tags:
    """The tree of one document and, per page, which element each marked content belongs to."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self.marked: list[list[Element]] = []
        self.links: list[Element] = []

    def write(self, file: PdfFile, pages: list[Ref]) -> Ref:
        """Add the tree to the file.

        The parent tree's keys are the page numbers from 0, then those of the links in the
        order of ``links``: what ``StructParents`` and ``StructParent`` must say.
        """
        tree = file.reserve()
        self._number(file, self.root)
        self._put(file, self.root, tree, pages)
        entries: list[Value] = []
        for key, elements in enumerate(self.marked):
            entries += [key, file.add([element.ref for element in elements])]
        for key, element in enumerate(self.links, len(self.marked)):
            entries += [key, element.ref]
        file.put(
            tree,
            {
                "Type": Name("StructTreeRoot"),
                "K": self.root.ref,
                "ParentTree": file.add({"Nums": entries}),
                "ParentTreeNextKey": len(self.marked) + len(self.links),
            },
        )
        return tree

    def _number(self, file: PdfFile, element: Element) -> None:
        element.ref = file.reserve()
        for kid in element.kids:
            if isinstance(kid, Element):
                self._number(file, kid)

    def _put(self, file: PdfFile, element: Element, parent: Ref, pages: list[Ref]) -> None:
        kids: list[Value] = []
        home = next((kid[0] for kid in element.kids if isinstance(kid, tuple)), None)
        for kid in element.kids:
            if isinstance(kid, Element):
                self._put(file, kid, element.ref, pages)
                kids.append(kid.ref)
            elif isinstance(kid, Ref):
                kids.append({"Type": Name("OBJR"), "Obj": kid})
            elif kid[0] == home:
                kids.append(kid[1])
            else:
                kids.append({"Type": Name("MCR"), "Pg": pages[kid[0]], "MCID": kid[1]})
        entry: dict[str, Value] = {
            "Type": Name("StructElem"),
            "S": Name(element.kind),
            "P": parent,
            "K": kids[0] if len(kids) == 1 else kids,
        }
        if home is not None:
            entry["Pg"] = pages[home]
        if element.alt:
            entry["Alt"] = element.alt
        if element.attributes:
            entry["A"] = element.attributes
        file.put(element.ref, entry)
