"""A printed PDF opened again: counted, read, searched and painted, from any thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.unit.documents.sample import sample
from wizard.documents.formats import render
from wizard.documents.opened import Box, OpenedPdf
from wizard.documents.typesetting.styles import BODY_BOTTOM, BODY_TOP


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render(sample(), "pdf")


def seen(pdf: bytes) -> tuple[list[str], list[bytes], list[list[Box]]]:
    with OpenedPdf(pdf) as opened:
        pages = range(len(opened))
        return (
            opened.texts(BODY_BOTTOM, BODY_TOP),
            [opened.painted(page, width=200).pixels for page in pages],
            [opened.found(page, "元") for page in pages],
        )


def test_several_threads_see_what_one_sees(pdf: bytes) -> None:
    alone = seen(pdf)
    with ThreadPoolExecutor(4) as several:
        assert list(several.map(seen, [pdf] * 12)) == [alone] * 12


def test_a_page_is_painted_as_wide_as_asked_or_as_fine(pdf: bytes) -> None:
    with OpenedPdf(pdf) as opened:
        wide = opened.painted(0, width=300)
        fine = opened.painted(0, dots_per_inch=144)
    assert wide.width == 300
    assert wide.height == pytest.approx(300 * 297 / 210, abs=1)
    assert fine.width == pytest.approx(210 / 25.4 * 144, abs=1)
    assert len(wide.pixels) == wide.stride * wide.height


def test_words_are_found_where_they_stand(pdf: bytes) -> None:
    with OpenedPdf(pdf) as opened:
        boxes = [box for page in range(len(opened)) for box in opened.found(page, "元")]
        assert not opened.found(0, "这几个字不在里面")
    assert boxes
    assert all(0 <= one.left < one.right <= 1 and 0 <= one.top < one.bottom <= 1 for one in boxes)


def test_closing_twice_does_nothing(pdf: bytes) -> None:
    opened = OpenedPdf(pdf)
    opened.close()
    opened.close()
