"""Parts of a printed plan, and prints for a printer without colors.

A part keeps the numbers of its sections and pages: it is what the whole print shows there,
so that people with different parts of a plan can talk about the same page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from wizard.text import Words

PARTS: dict[str, tuple[str, ...]] = {
    "front": (),
    "actions": ("actions",),
    "mindset": ("mindset",),
    "platform": ("platform",),
    "compliance": ("compliance",),
    "money": (
        *("money", "per_order", "break_even", "sensitivity", "cash", "weeks", "stress"),
        "promotion",
    ),
    "technology": ("technology",),
    "service": ("service",),
    "follow_up": ("indicators", "milestones"),
    "annexes": (
        *("assumptions", "calls", "agreements", "rejected", "family", "ten_parts"),
        *("calculation", "evidence", "sources", "glossary"),
    ),
    "remarks": ("remarks",),
}
"""What can be chosen, and the sections of the plan it stands for; ``front`` is all before."""

_COLOR = re.compile(rb"(?<![\w.])(\d*\.?\d+) (\d*\.?\d+) (\d*\.?\d+) (rg|RG)(?![\w])")
_WEIGHTS = (0.2126, 0.7152, 0.0722)  # of red, green and blue in luminance (ITU-R BT.709)
_PRODUCER = "Shop Launch Wizard"


def part_pages(pdf: bytes, parts: Iterable[str], say: Words) -> tuple[int, ...]:
    """Return the indexes of the pages on which the parts stand.

    Sections are found by their bookmarks; a page two sections share belongs to both.

    Args:
        pdf: a printed plan.
        parts: keys of ``PARTS``.
        say: the language of the print.
    """
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(pdf))
    wanted = {section for part in parts for section in PARTS[part]}
    front = "front" in set(parts)
    starts = list(_sections(reader, say))
    pages: set[int] = set()
    first = starts[0][1] if starts else len(reader.pages)
    if front:
        pages |= set(range(first + 1 if starts and starts[0][2] else first))
    ends = [(page, shared) for _, page, shared in starts[1:]] + [(len(reader.pages), False)]
    for (key, page, _), (end, shared) in zip(starts, ends, strict=True):
        if key in wanted:
            pages |= set(range(page, end + 1 if shared else end))
    return tuple(sorted(pages))


def _sections(reader: Any, say: Words) -> Iterator[tuple[str, int, bool]]:
    """Yield key, page and whether it begins under something else, of each section."""
    from wizard.documents.typesetting.styles import BODY_TOP

    titles = {
        say(f"documents.section.{section}"): section
        for sections in PARTS.values()
        for section in sections
    }
    for entry in reader.outline:
        if isinstance(entry, list):
            continue
        title = str(entry.title)
        key = next((titles[one] for one in titles if title == one or title.endswith(f" {one}")), "")
        page = reader.get_destination_page_number(entry)
        if key and page is not None:
            top = entry.get("/Top")
            yield key, page, top is not None and float(top) < BODY_TOP - 1


def gray(pdf: bytes) -> bytes:
    """Return the print with every color as the gray that is as light; equal in, equal out.

    Statuses have shapes of their own, so nothing is said by color alone.
    """
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import StreamObject

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    for number in range(1, len(writer._objects) + 1):  # noqa: SLF001  there is no public walk
        found = writer.get_object(number)
        if isinstance(found, StreamObject) and _paints(found):
            found.set_data(_COLOR.sub(_lightness, found.get_data()))
    writer.add_metadata({"/Producer": _PRODUCER, "/Creator": _PRODUCER})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _paints(stream: Any) -> bool:
    """Tell page content and drawn forms from fonts, metadata and attachments."""
    kind, form = stream.get("/Type"), stream.get("/Subtype")
    return form == "/Form" or (kind is None and form is None and "/Length1" not in stream)


def _lightness(match: re.Match[bytes]) -> bytes:
    parts = zip(_WEIGHTS, match.groups()[:3], strict=True)
    light = sum(weight * float(part) for weight, part in parts)
    return b"%s %s" % (f"{light:.3f}".encode(), b"g" if match[4] == b"rg" else b"G")
