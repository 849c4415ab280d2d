"""What is drawn on the pages of one document, before it becomes a file.

A page has two layers: fills (backgrounds, then the watermark) under ink (everything that
is read). Every piece of ink belongs to an element of the structure tree or is an artifact.
Coordinates are points from the lower left corner.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wizard.documents.typesetting.embedding import FontUse
from wizard.documents.typesetting.fonts import Font
from wizard.documents.typesetting.objects import Name, PdfFile, Raw, Ref, Value, number
from wizard.documents.typesetting.styles import PAGE_HEIGHT, PAGE_WIDTH, Color
from wizard.documents.typesetting.tags import Element, Tags

Rect = tuple[float, float, float, float]


def fill_color(color: Color) -> str:
    """Return the operator that sets the color of areas and letters."""
    return " ".join(map(number, color)) + " rg"


def line_color(color: Color) -> str:
    """Return the operator that sets the color of lines."""
    return " ".join(map(number, color)) + " RG"


def rectangle(x: float, y: float, width: float, height: float) -> str:
    """Return the path of a rectangle."""
    return f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re"


def polyline(*points: tuple[float, float]) -> str:
    """Return the path through points."""
    (x, y), *others = points
    return f"{x:.2f} {y:.2f} m " + " ".join(f"{a:.2f} {b:.2f} l" for a, b in others)


@dataclass(slots=True)
class _Link:
    ref: Ref
    box: Rect
    target: str
    element: Element
    words: str


class Page:
    """One page under construction; ``index`` counts from 0."""

    def __init__(self, canvas: Canvas, index: int) -> None:
        self.canvas = canvas
        self.index = index
        self.links: list[_Link] = []
        self._fills: list[str] = []
        self._ink: list[str | Callable[[], str]] = []
        self._marked: list[Element] = []
        self._open: Element | None = None
        self._any_open = False
        self._state: tuple[Font, float] | None = None
        self._color: Color | None = None
        self._spacing = 0.0
        canvas.tags.marked.append(self._marked)

    def tag(self, element: Element | None) -> None:
        """What is drawn from here on belongs to ``element``, or is an artifact."""
        if self._any_open:
            if self._open is element:
                return
            self._ink.append("EMC")
        self._any_open, self._open = True, element
        if element is None:
            self._ink.append("/Artifact BMC")
            return
        element.kids.append((self.index, len(self._marked)))
        self._ink.append(f"/{element.kind} <</MCID {len(self._marked)}>> BDC")
        self._marked.append(element)

    def fill(self, operators: str) -> None:
        """Draw a background over earlier ones."""
        self._fills.append(f"q {operators} Q")

    def fill_later(self) -> Callable[[str], None]:
        """Keep a place among the backgrounds; call the result with what to draw there."""
        place = len(self._fills)
        self._fills.append("")

        def fill(operators: str) -> None:
            self._fills[place] = f"q {operators} Q"

        return fill

    def draw(self, operators: str) -> None:
        """Draw over the backgrounds; the graphics state is restored afterwards."""
        self._ink.append(f"q {operators} Q")

    def write(
        self,
        font: Font,
        size: float,
        color: Color,
        x: float,
        y: float,
        text: str,
        spacing: float = 0,
    ) -> None:
        """Write text from the point (x, y) of its baseline; ``spacing`` between characters."""
        use = self.canvas.use(font)
        operators = ["BT"]
        if self._color != color:
            operators.append(fill_color(color))
            self._color = color
        if self._state != (font, size):
            operators.append(f"/{use.resource} {number(size)} Tf")
            self._state = (font, size)
        if abs(self._spacing - spacing) > 0.0005:
            operators.append(f"{number(spacing)} Tc")
            self._spacing = spacing
        operators.append(f"{x:.2f} {y:.2f} Td <{use.encode(text)}> Tj ET")
        self._ink.append(" ".join(operators))

    def write_later(
        self, font: Font, size: float, color: Color, right: float, y: float, text: Callable[[], str]
    ) -> None:
        """Write digits that are known when all pages are done, ending at ``right``."""

        def operators() -> str:
            use, words = self.canvas.use(font), text()
            x = right - sum(font.widths[char] for char in words) * size / 1000
            return (
                f"q BT {fill_color(color)} /{use.resource} {number(size)} Tf 0 Tc "
                f"{x:.2f} {y:.2f} Td <{use.encode(words)}> Tj ET Q"
            )

        self._ink.append(operators)

    def link(self, box: Rect, target: str, element: Element, words: str) -> None:
        """Make an area lead to ``target``."""
        ref = self.canvas.file.reserve()
        element.kids.append(ref)
        self.links.append(_Link(ref, box, target, element, words))

    def content(self) -> bytes:
        """Return the page's operators."""
        if self._any_open:
            self._ink.append("EMC")
            self._any_open = False
        fills = ["/Artifact BMC", *self._fills, *self.canvas.overlay, "EMC"]
        ink = [one if isinstance(one, str) else one() for one in self._ink]
        return "\n".join([*(fills if len(fills) > 2 else ()), *ink]).encode("ascii")


@dataclass(slots=True)
class _OutlineEntry:
    title: str
    level: int
    key: str


class Canvas:
    """All pages of a document, their fonts, tags, links and outline.

    Attributes:
        overlay: operators drawn on every page between fills and ink.
        destinations: key -> (page index, y).
    """

    def __init__(self) -> None:
        self.file = PdfFile()
        self.tags = Tags()
        self.pages: list[Page] = []
        self.overlay: list[str] = []
        self.destinations: dict[str, tuple[int, float]] = {}
        self._outline: list[_OutlineEntry] = []
        self._uses: dict[str, FontUse] = {}

    def new_page(self) -> Page:
        """Start a page."""
        self.pages.append(Page(self, len(self.pages)))
        return self.pages[-1]

    def use(self, font: Font) -> FontUse:
        """Return this document's use of a font."""
        use = self._uses.get(font.name)
        if use is None:
            use = self._uses[font.name] = FontUse(font, f"F{len(self._uses) + 1}")
        return use

    def outline(self, title: str, level: int, key: str) -> None:
        """Add an entry to the outline (the reader's bookmarks)."""
        self._outline.append(_OutlineEntry(title, level, key))

    def page_number(self, key: str) -> int | None:
        """Return the number, from 1, of the page where ``key`` is; after layout."""
        place = self.destinations.get(key)
        return None if place is None else place[0] + 1

    def write(self, catalog: dict[str, Value]) -> Ref:
        """Add pages, fonts, tags and outline to the file; return the catalog."""
        file = self.file
        tree, refs = file.reserve(), [file.reserve() for _ in self.pages]
        contents = [file.stream(page.content()) for page in self.pages]
        resources = file.add({"Font": {u.resource: u.embed(file) for u in self._uses.values()}})
        for page, ref, content in zip(self.pages, refs, contents, strict=True):
            file.put(ref, self._page_entry(page, tree, resources, content, refs))
        file.put(tree, {"Type": Name("Pages"), "Kids": list(refs), "Count": len(refs)})
        entries: dict[str, Value] = {
            "Type": Name("Catalog"),
            "Pages": tree,
            "StructTreeRoot": self.tags.write(file, refs),
            "MarkInfo": {"Marked": True},
            "ViewerPreferences": {"DisplayDocTitle": True},
            **catalog,
        }
        if self._outline:
            entries |= {"Outlines": self._write_outline(refs), "PageMode": Name("UseOutlines")}
        return file.add(entries)

    def _page_entry(
        self, page: Page, tree: Ref, resources: Ref, content: Ref, refs: list[Ref]
    ) -> dict[str, Value]:
        entry: dict[str, Value] = {
            "Type": Name("Page"),
            "Parent": tree,
            "MediaBox": [0, 0, PAGE_WIDTH, PAGE_HEIGHT],
            "Resources": resources,
            "Contents": content,
            "StructParents": page.index,
            "Tabs": Name("S"),
        }
        annotations: list[Value] = []
        for link in page.links:
            action = self._action(link.target, refs)
            if action:
                annotations.append(link.ref)
                self._put_link(link, action)
            else:
                link.element.kids.remove(link.ref)
        if annotations:
            entry["Annots"] = annotations
        return entry

    def _action(self, target: str, refs: list[Ref]) -> dict[str, Value]:
        if not target.startswith("#"):
            uri = Raw(b"(" + _uri(target) + b")")
            return {"A": {"S": Name("URI"), "URI": uri}}
        return {"Dest": self._place(target[1:], refs)} if target[1:] in self.destinations else {}

    def _put_link(self, link: _Link, action: dict[str, Value]) -> None:
        parent = len(self.pages) + len(self.tags.links)
        self.tags.links.append(link.element)
        self.file.put(
            link.ref,
            {
                "Type": Name("Annot"),
                "Subtype": Name("Link"),
                "Rect": [round(edge, 2) for edge in link.box],
                "Border": [0, 0, 0],
                "F": 4,
                "Contents": link.words,
                "StructParent": parent,
                **action,
            },
        )

    def _place(self, key: str, refs: list[Ref]) -> list[Value]:
        index, y = self.destinations[key]
        return [refs[index], Name("XYZ"), None, round(min(y + 12, PAGE_HEIGHT), 2), None]

    def _write_outline(self, refs: list[Ref]) -> Ref:
        file, root = self.file, self.file.reserve()
        nodes = [(file.reserve(), one) for one in self._outline]
        children: dict[Ref, list[int]] = {root: []}
        parents: list[Ref] = []
        stack: list[tuple[int, Ref]] = [(0, root)]
        for index, (ref, one) in enumerate(nodes):
            while stack[-1][0] >= one.level:
                stack.pop()
            parents.append(stack[-1][1])
            children[parents[-1]].append(index)
            children[ref] = []
            stack.append((one.level, ref))
        for siblings in children.values():
            for at, index in enumerate(siblings):
                ref, one = nodes[index]
                entry: dict[str, Value] = {"Title": one.title, "Parent": parents[index]}
                entry["Dest"] = self._place(one.key, refs)
                if at:
                    entry["Prev"] = nodes[siblings[at - 1]][0]
                if at + 1 < len(siblings):
                    entry["Next"] = nodes[siblings[at + 1]][0]
                if inner := children[ref]:
                    entry |= {"First": nodes[inner[0]][0], "Last": nodes[inner[-1]][0]}
                    entry["Count"] = -len(inner)
                file.put(ref, entry)
        top = children[root]
        ends: dict[str, Value] = {"First": nodes[top[0]][0], "Last": nodes[top[-1]][0]}
        file.put(root, {"Type": Name("Outlines"), "Count": len(top), **ends})
        return root


def _uri(target: str) -> bytes:
    """Return an address in ASCII, escaped for a PDF string."""
    return b"".join(
        b"%%%02X" % byte if byte <= 32 or byte > 126 or byte in b'()\\<>"' else bytes([byte])
        for byte in target.encode()
    )
