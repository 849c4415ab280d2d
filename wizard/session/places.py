"""Where in a printed edition each question is spoken of.

The renderer knows where it printed what has a key; this turns keys into questions and
points into areas of a page, so that a page leads to its questions and back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wizard.engine import Evaluation

if TYPE_CHECKING:
    from wizard.documents.typesetting.page import Spot

_QUESTION = ("question-", "assumption-")
_FINDING = "finding-"
_COLUMN = 60.0
"""Points: what begins this near above or below, and further right, is the next column."""


@dataclass(frozen=True, slots=True)
class Place:
    """An area of a page that comes from one question.

    Attributes:
        question: its id; that of the table for a column.
        page: from 0, within the file.
        left, top, right, bottom: shares of the page's width and height, from the upper
            left corner.
    """

    question: str
    page: int
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point, in shares of the page, lies in this area."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def places(
    spots: Sequence[Spot], evaluation: Evaluation, pages: Sequence[int]
) -> tuple[Place, ...]:
    """Return the areas that come from a question, in reading order.

    Args:
        spots: everything with a key, as it was printed.
        evaluation: what was printed.
        pages: the printed pages the file has, in its order.
    """
    from wizard.documents.typesetting.styles import MARGIN, PAGE_HEIGHT, PAGE_WIDTH

    order = {page: place for place, page in enumerate(pages)}
    asked = _questions(evaluation)
    said = [one for one in spots if one.key in asked and one.page in order]
    found = []
    for spot in said:
        right = spot.left + spot.width
        if not spot.width:
            beside = (one.left for one in said if _is_right_of(one, spot))
            right = min(beside, default=PAGE_WIDTH - MARGIN)
        place = Place(
            asked[spot.key],
            order[spot.page],
            spot.left / PAGE_WIDTH,
            (PAGE_HEIGHT - spot.top) / PAGE_HEIGHT,
            right / PAGE_WIDTH,
            (PAGE_HEIGHT - spot.top + spot.height) / PAGE_HEIGHT,
        )
        found.append(place)
    return tuple(found)


def _questions(evaluation: Evaluation) -> dict[str, str]:
    """Return which question each key of the document is about."""
    checklist = evaluation.checklist
    ids = {one: one for one in checklist.questions}
    ids |= {one: table.id for one, (table, *_) in checklist.columns.items() if one not in ids}
    asked = {prefix + one: question for one, question in ids.items() for prefix in _QUESTION}
    for finding in evaluation.findings:
        place = "" if finding.place is None else f"-{finding.place + 1}"
        about = ids.get(finding.questions[0]) if finding.questions else None
        if about is not None:
            asked[f"{_FINDING}{finding.rule}{place}"] = about
    return asked


def _is_right_of(one: Spot, spot: Spot) -> bool:
    """Tell whether ``one`` stands in a column beside ``spot``; a link within it does not."""
    between = (
        one.top - one.height - _COLUMN < spot.top and one.top > spot.top - spot.height - _COLUMN
    )
    return one.page == spot.page and not one.width and one.left > spot.left + 1 and between
