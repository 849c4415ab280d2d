"""From blocks to strips: text, lists, callouts, cover, contents; tables and charts elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from wizard.documents.blocks import (
    Block,
    Blocks,
    Bullets,
    Callout,
    Columns,
    Cover,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Rule,
    Run,
    Runs,
    Signature,
    Spacer,
    text,
)
from wizard.documents.editions import heading_keys
from wizard.documents.typesetting.galley import Column, Frame, Strip, inset, stack_height
from wizard.documents.typesetting.operators import fill_color, line_color, polyline, rectangle
from wizard.documents.typesetting.page import Booklet, OutlineEntry, Page, Spot
from wizard.documents.typesetting.shaping import (
    Line,
    Shaped,
    baseline,
    draw_line,
    set_lines,
    shape,
)
from wizard.documents.typesetting.styles import (
    BODY_BOTTOM,
    BODY_TOP,
    INK_FAINT,
    LINE,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SEVERITY_COLORS,
    Style,
    StyleSheet,
)
from wizard.documents.typesetting.tags import Element
from wizard.text import Words

_QUESTION = Style(size=7.5, leading=10, color=INK_FAINT)
_CALLOUT_PAD = 10.0
_CALLOUT_BAR = 3.5
_CALLOUT_GAP = 3.0  # between what is wrong, what to do and why
_WHOLE_CALLOUT = (BODY_TOP - BODY_BOTTOM) * 0.3  # a shorter one is never parted
_GUTTER = 20.0
_BELONGING = ("note", "small")  # said about what stands above

Lay = Callable[["Layout", Any, float, Element], list[Strip]]


@dataclass(slots=True)
class Layout:
    """What laying out one document needs to know.

    Attributes:
        lays: how each type of block becomes strips.
        keys: heading -> the key its page is found under.
    """

    booklet: Booklet
    document: Document
    styles: StyleSheet
    words: Words
    lays: dict[type, Lay]
    keys: dict[int, str] = field(init=False)
    _above: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.keys = heading_keys(self.document)

    def depth(self, level: int) -> int:
        """Return how deep a heading stands; levels may be skipped, depths may not."""
        while self._above and self._above[-1] >= level:
            self._above.pop()
        self._above.append(level)
        return len(self._above)

    def strips(
        self, blocks: Blocks, width: float, parent: Element, gap: float = PAGE_HEIGHT
    ) -> list[Strip]:
        """Lay out blocks one below the other, at most ``gap`` apart."""
        strips: list[Strip] = []
        space = 0.0
        turn = False
        above: Block | None = None
        for block in blocks:
            if isinstance(block, PageBreak):
                turn = bool(strips)
                continue
            if isinstance(block, Spacer):
                space += block.height
                continue
            own = self.lays[type(block)](self, block, width, parent)
            if not own:
                continue
            before, after = spacing(self.styles, block)
            own[0].before = min(max(space, before), gap) if strips else 0
            if strips and isinstance(block, Signature):
                strips[-1].keep = True  # no page to sign without a word on it
            if strips and isinstance(block, Paragraph) and block.style in _BELONGING:
                strips[-1].keep = True  # what it is a note on is on the same page
            if isinstance(block, Paragraph) and (block.keep or _introduces(block, above)):
                own[-1].keep = True
            own[0].page_break = own[0].page_break or turn
            own[0].origin = block
            space, turn, above = after, isinstance(block, Cover), block
            strips += own
        return strips


def _introduces(block: Paragraph, above: Block | None) -> bool:
    """Tell whether a paragraph is read on: an introduction, or a note under a heading."""
    return block.style == "lead" or (block.style == "note" and isinstance(above, Heading))


def spacing(styles: StyleSheet, block: Block) -> tuple[float, float]:
    """Return the space above and below a block."""
    match block:
        case Heading():
            style = styles.headings[block.level - 1]
            return style.before, style.after
        case Paragraph():
            style = styles.paragraphs[block.style]
            return style.before, style.after
        case Bullets():
            return 2, styles.bullet.after + 6
        case Columns():
            return 8, 12
        case Callout():
            return 10, 10
        case Rule():
            return 12, 12
    return 12, 16


def anchor(strips: Sequence[Strip], key: str) -> None:
    """Make links to ``key`` lead to the first strip."""
    if not key or not strips:
        return
    inner, height = strips[0].draw, stack_height(strips)

    def draw(page: Page, x: float, top: float) -> None:
        page.booklet.destinations.setdefault(key, (page.index, top))
        page.booklet.spots.append(Spot(key, page.index, x, top, min(height, top - BODY_BOTTOM)))
        if inner:
            inner(page, x, top)

    strips[0].draw = draw


def margin_note(strips: Sequence[Strip], words: str, style: Style, element: Element) -> None:
    """Print a question number in the outer margin beside the first strip."""
    if not words or not strips:
        return
    inner = strips[0].draw
    shaped = shape(text(words), _QUESTION)

    def draw(page: Page, x: float, top: float) -> None:
        if inner:
            inner(page, x, top)
        line = set_lines(shaped, MARGIN)[0]
        left = PAGE_WIDTH - MARGIN + 8 if page.index % 2 == 0 else MARGIN - 8 - shaped.width()
        shift = baseline(style) - baseline(_QUESTION)
        draw_line(page, shaped, line, left, top - shift, element)

    strips[0].draw = draw


def text_strips(runs: Runs, style: Style, width: float, element: Element | None) -> list[Strip]:
    """Set runs as one strip per line; the first two and the last two stay together."""
    shaped = shape(runs, style)
    lines = set_lines(shaped, width)
    strips = [Strip(style.leading, partial(_draw_text, shaped, line, element)) for line in lines]
    if len(strips) > 1:
        strips[0].keep = strips[-2].keep = True
    return strips


def _draw_text(
    shaped: Shaped, line: Line, element: Element | None, page: Page, x: float, top: float
) -> None:
    draw_line(page, shaped, line, x, top, element)


def lay_paragraph(layout: Layout, block: Paragraph, width: float, parent: Element) -> list[Strip]:
    """Lay out a paragraph."""
    element = parent.add("P")
    style = layout.styles.paragraphs[block.style]
    strips = text_strips(block.runs, style, width, element)
    margin_note(strips, block.question, style, element)
    anchor(strips, block.key)
    return strips


def lay_heading(layout: Layout, block: Heading, width: float, parent: Element) -> list[Strip]:
    """Lay out a heading; it stays with what follows and enters the outline."""
    style = layout.styles.headings[block.level - 1]
    element = parent.add(f"H{layout.depth(block.level)}")
    runs = text(f"{block.number}\u3000", *block.runs) if block.number else block.runs
    strips = text_strips(runs, style, width, element)
    for strip in strips:
        strip.keep = True
    margin_note(strips, block.question, style, element)
    key = layout.keys[id(block)]
    anchor(strips, key)
    inner = strips[0].draw

    def draw(page: Page, x: float, top: float) -> None:
        title = block.plain_text().replace("\n", " ")
        page.booklet.outline.append(OutlineEntry(title, block.level, page.index, top))
        if inner:
            inner(page, x, top)

    strips[0].draw = draw
    return strips


def lay_callout(layout: Layout, block: Callout, width: float, parent: Element) -> list[Strip]:
    """Lay out a callout: severity shape and word, title, inner blocks, on a tinted ground."""
    element = parent.add("Sect")
    strong, soft = SEVERITY_COLORS[block.severity]
    left = _CALLOUT_BAR + _CALLOUT_PAD + 2
    inner_width = width - left - _CALLOUT_PAD
    style = replace(layout.styles.paragraphs["body"], bold=True, indent=0, justify=False)
    word = layout.words(f"print.severity_{block.severity}")
    lead = Run(word + "\u3000", mark=block.severity)
    title = element.add("P")
    strips = [Strip(_CALLOUT_PAD - 3, keep=True)]
    heads = text_strips((lead, *block.title), style, inner_width, title)
    margin_note(heads, block.question, style, title)
    inner = layout.strips(block.blocks, inner_width, element, _CALLOUT_GAP)
    heads[-1].keep = bool(inner)
    if inner:
        inner[0].before = 2
    strips += heads + inner
    short = stack_height(strips) <= _WHOLE_CALLOUT
    for strip in strips if short else strips[-1:]:
        strip.keep = True
    strips.append(Strip(_CALLOUT_PAD - 2))
    anchor(strips, block.key)

    def paint(x: float, top: float, bottom: float) -> str:
        ground = rectangle(x, bottom, width, top - bottom)
        bar = rectangle(x, bottom, _CALLOUT_BAR, top - bottom)
        return f"{fill_color(soft)} {ground} f {fill_color(strong)} {bar} f"

    inset(strips, left, Frame(paint, air=_CALLOUT_PAD - 3))
    return strips


def lay_columns(layout: Layout, block: Columns, width: float, parent: Element) -> list[Strip]:
    """Lay out two stacks side by side; on top of each other where no page could hold them."""
    left_width = (width - _GUTTER) * block.ratio
    right_width = width - _GUTTER - left_width
    element = parent.add("Sect")
    left = layout.strips(block.left, left_width, element)
    right = layout.strips(block.right, right_width, element)
    height = max(stack_height(left), stack_height(right))
    if height > BODY_TOP - BODY_BOTTOM:
        parent.kids.remove(element)
        return layout.strips(block.left + block.right, width, parent)

    def draw(page: Page, x: float, top: float) -> None:
        for stack, shift in ((left, 0.0), (right, left_width + _GUTTER)):
            column = Column(page, x + shift, top)
            for at, strip in enumerate(stack):
                column.place(strip, first=at == 0)
            column.close()

    return [Strip(height, draw)]


def lay_rule(_layout: Layout, _block: Rule, width: float, _parent: Element) -> list[Strip]:
    """Lay out a thin line."""

    def draw(page: Page, x: float, top: float) -> None:
        page.tag(None)
        path = polyline((x, top), (x + width, top))
        page.draw(f"{line_color(LINE)} 0.6 w {path} S")

    return [Strip(0.6, draw)]


BASIC_LAYS: dict[type, Lay] = {
    Paragraph: lay_paragraph,
    Heading: lay_heading,
    Callout: lay_callout,
    Columns: lay_columns,
    Rule: lay_rule,
}
