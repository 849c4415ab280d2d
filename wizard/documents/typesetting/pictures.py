"""Pictures as strips: the caption, and the photo on one page with it."""

from __future__ import annotations

from wizard.documents.blocks import Picture, text
from wizard.documents.typesetting.galley import Strip
from wizard.documents.typesetting.layout import Layout, anchor, text_strips
from wizard.documents.typesetting.page import Page
from wizard.documents.typesetting.styles import BODY_BOTTOM, BODY_TOP
from wizard.documents.typesetting.tags import Element

_TALLEST = (BODY_TOP - BODY_BOTTOM) * 0.62
_POINTS_PER_PIXEL = 0.75  # a screenshot is not blown up beyond its size on screen


def lay_picture(layout: Layout, block: Picture, width: float, parent: Element) -> list[Strip]:
    """Lay out a picture as large as there is room, never larger than it is."""
    element = parent.add("Sect")
    strips = text_strips(text(block.caption), layout.styles.caption, width, element.add("P"))
    for strip in strips:
        strip.keep = True
    photo = block.photo
    scale = min(width / photo.width, _TALLEST / photo.height, _POINTS_PER_PIXEL)
    wide, high = photo.width * scale, photo.height * scale
    figure = element.add("Figure", alt=block.caption)

    def draw(page: Page, x: float, top: float) -> None:
        page.tag(figure)
        name = page.show(photo)
        page.draw(f"{wide:.2f} 0 0 {high:.2f} {x:.2f} {top - high:.2f} cm /{name} Do")

    strips += [Strip(6, keep=True), Strip(high, draw)]
    anchor(strips, block.key)
    return strips
