"""Lists, pairs of label and value, lines to sign on, the table of contents."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from wizard.documents.blocks import Bullets, Contents, Fields, Heading, Run, Signature, text
from wizard.documents.typesetting.fonts import primary
from wizard.documents.typesetting.galley import Strip, hold, inset
from wizard.documents.typesetting.layout import Lay, Layout, text_strips
from wizard.documents.typesetting.operators import fill_color, line_color, polyline, rectangle
from wizard.documents.typesetting.page import Page
from wizard.documents.typesetting.shapes import checkbox
from wizard.documents.typesetting.shaping import (
    baseline,
    draw_line,
    set_lines,
    shape,
    text_width,
)
from wizard.documents.typesetting.styles import INK, INK_FAINT, LINE_STRONG, Style
from wizard.documents.typesetting.tags import Element

_HANG = 18.0  # of list items, in points
_LABEL_SHARE = 0.52  # of the width that labels may claim before they are broken


def lay_bullets(layout: Layout, block: Bullets, width: float, parent: Element) -> list[Strip]:
    """Lay out a list with hanging markers."""
    style = layout.styles.bullet
    holder = parent.add("L")
    strips: list[Strip] = []
    hang = max(_HANG, 10 + text_width(text(f"{len(block.items)}."), style) if block.ordered else 0)
    for at, item in enumerate(block.items):
        one = holder.add("LI")
        label, body = one.add("Lbl"), one.add("LBody")
        lines = text_strips(item, style, width - hang, body)
        inset(lines, hang)
        _mark_item(lines[0], block, at + 1, hang, style, label)
        if at:
            lines[0].before = style.after
        strips += lines
    return strips


def _mark_item(
    strip: Strip, block: Bullets, at: int, hang: float, style: Style, label: Element
) -> None:
    inner = strip.draw
    marker = shape(text(f"{at}."), replace(style, indent=0, justify=False))

    def draw(page: Page, x: float, top: float) -> None:
        base = top - baseline(style)
        if block.ordered:
            line = set_lines(marker, hang)[0]
            draw_line(page, marker, line, x - hang, top, label)
        else:
            page.tag(None)
            side = style.size * 0.8
            if block.checkbox:
                page.draw(checkbox(x - hang, base - side * 0.12, side, INK))
            else:
                dot = rectangle(x - hang + 3, base + style.size * 0.26, 3.2, 3.2)
                page.draw(f"{fill_color(INK_FAINT)} {dot} f")
        if inner:
            inner(page, x, top)

    strip.draw = draw


def lay_fields(layout: Layout, block: Fields, width: float, parent: Element) -> list[Strip]:
    """Lay out pairs of label and value in two aligned columns."""
    label, gap = layout.styles.label, 16.0
    body = replace(layout.styles.paragraphs["body"], justify=False, indent=0, leading=label.leading)
    if block.dense:
        body = replace(layout.styles.dense, before=0, after=0)
        label = replace(body, color=label.color)
    natural = max((text_width(text(name), label) for name, _ in block.rows), default=0)
    widest = max((text_width(value, body) for _, value in block.rows), default=0)
    left = min(natural, max(width * _LABEL_SHARE, width - gap - widest))
    holder = parent.add("L")
    drop = baseline(body) - baseline(label)
    rows: list[list[Strip]] = []
    for name, value in block.rows:
        one = holder.add("LI")
        names = text_strips(text(name), label, left, one.add("Lbl"))
        values = text_strips(value, body, width - left - gap, one.add("LBody"))
        rows.append(_side_by_side(names, values, left + gap, drop))
    hold(rows)
    return [strip for row in rows for strip in row]


def _side_by_side(left: list[Strip], right: list[Strip], shift: float, drop: float) -> list[Strip]:
    """Join two stacks of lines line by line.

    ``shift`` is the right one's left edge; the left one stands lower by ``drop``, so that
    letters of both sizes share a baseline.
    """
    joined = []
    empty = Strip(0)
    for at in range(max(len(left), len(right))):
        one = left[at] if at < len(left) else empty
        other = right[at] if at < len(right) else empty

        def draw(page: Page, x: float, top: float, one: Strip = one, other: Strip = other) -> None:
            if one.draw:
                one.draw(page, x, top - drop)
            if other.draw:
                other.draw(page, x + shift, top)

        joined.append(Strip(max(one.height, other.height), draw, keep=one.keep or other.keep))
    if joined:
        joined[-1].keep = False
    return joined


def lay_signature(layout: Layout, block: Signature, width: float, parent: Element) -> list[Strip]:
    """Lay out ruled lines to sign on."""
    style = replace(layout.styles.paragraphs["body"], indent=0, justify=False)
    strips: list[Strip] = []
    for label in block.lines:
        words = shape(text(label), style)
        element = parent.add("P")
        own = text_strips(text(label), style, width * 0.45, element)
        own[0].before = 22 if strips else 0
        for strip in own:
            strip.keep = True
        inner = own[-1].draw
        start = min(words.width(), width * 0.45) + 8

        def draw(
            page: Page,
            x: float,
            top: float,
            inner: Any = inner,
            start: float = start,
        ) -> None:
            inner(page, x, top)
            page.tag(None)
            y = top - baseline(style) - 3
            path = polyline((x + start, y), (x + max(start + 80, width * 0.62), y))
            page.draw(f"{line_color(LINE_STRONG)} 0.7 w {path} S")

        own[-1].draw = draw
        strips += own
    if strips:
        strips[-1].keep = False
    return strips


def lay_contents(layout: Layout, block: Contents, width: float, parent: Element) -> list[Strip]:
    """Lay out the table of contents; page numbers are filled in when all pages are done."""
    title = parent.add("H1")
    element = parent.add("TOC")
    strips = text_strips(text(block.title), layout.styles.headings[0], width, title)
    for strip in strips:
        strip.keep = True
    strips.append(Strip(8, keep=True))
    for heading in layout.document.headings():
        if heading.level <= block.depth:
            strips += _contents_entry(layout, heading, width, element.add("TOCI"))
    strips[-1].keep = False
    return strips


def _contents_entry(
    layout: Layout, heading: Heading, width: float, element: Element
) -> list[Strip]:
    style = layout.styles.contents[heading.level - 1]
    key, left = layout.keys[id(heading)], 16.0 * (heading.level - 1)
    words = heading.plain_text().replace("\n", " ")
    strips = text_strips((Run(words),), style, width - left - 40, element)
    inset(strips, left)
    strips[0].before = style.before
    inner = strips[-1].draw
    last = set_lines(shape(text(words), style), width - left - 40)[-1]
    font = primary(style.family, bold=False)

    def draw(page: Page, x: float, top: float) -> None:
        if inner:
            inner(page, x, top)
        base, right = top - baseline(style), x - left + width
        start = x + last.offset + last.width + 6
        page.tag(None)
        leader = polyline((start, base + 2.5), (right - 24, base + 2.5))
        page.draw(f"{line_color(LINE_STRONG)} [0 3.2] 0 d 1 J 0.7 w {leader} S")
        link = element.add("Link")
        page.tag(link)
        booklet = page.booklet
        page.write_later(
            font, style.size, INK, right, base, lambda: str(booklet.page_number(key) or "")
        )
        page.link((x, top - style.leading, right, top), f"#{key}", link, words)

    strips[-1].draw = draw
    return strips


LIST_LAYS: dict[type, Lay] = {
    Bullets: lay_bullets,
    Fields: lay_fields,
    Signature: lay_signature,
    Contents: lay_contents,
}
