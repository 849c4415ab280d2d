"""What can be read from a printed page."""

from __future__ import annotations

from wizard.documents.opened import OpenedPdf

_PAGE_BOTTOM = 25 / 25.4 * 72


def page_texts(data: bytes) -> list[str]:
    """Return the body text of every page, without its footer."""
    with OpenedPdf(data) as opened:
        return opened.texts(_PAGE_BOTTOM - 6)
