"""From a page of a print to the question it came from, and back."""

from __future__ import annotations

import pypdfium2
import pytest

from wizard.documents.typesetting.page import Spot
from wizard.documents.typesetting.styles import MARGIN, PAGE_HEIGHT, PAGE_WIDTH
from wizard.session import Session
from wizard.session.places import Place, places
from wizard.session.prints import Printed


@pytest.fixture
def printed(session: Session) -> Printed:
    session.answer("goods", ["cracked"])
    return session.print_job("draft", "zh").run()


def words_in(printed: Printed, place: Place) -> str:
    document = pypdfium2.PdfDocument(printed.pdf)
    page = document[place.page].get_textpage()
    text: str = page.get_text_bounded(
        place.left * PAGE_WIDTH,
        (1 - place.bottom) * PAGE_HEIGHT,
        place.right * PAGE_WIDTH,
        (1 - place.top) * PAGE_HEIGHT,
    )
    page.close()
    document.close()
    return text


def test_an_answer_and_its_finding_are_found_where_they_are_printed(
    session: Session, printed: Printed
) -> None:
    title = session.checklist.questions["goods"].title.say("zh")
    about = [one for one in printed.places if one.question == "goods"]
    assert any(title in words_in(printed, one) for one in about)
    assert any("不能卖破解" in words_in(printed, one) for one in about)


def test_every_place_is_on_its_page_and_of_a_question(session: Session, printed: Printed) -> None:
    assert printed.places
    for one in printed.places:
        assert one.question in session.checklist.questions
        assert 0 <= one.page < len(printed.record.pages)
        assert 0 <= one.left < one.right <= 1
        assert 0 <= one.top < one.bottom <= 1


def test_two_columns_are_kept_apart(session: Session) -> None:
    top, high = PAGE_HEIGHT - 100, 20.0
    left = Spot("question-goods", 0, MARGIN, top, high)
    right = Spot("question-goods", 0, 320, top, high)
    below = Spot("question-goods", 0, MARGIN, 200, high)
    first, second, third = places([left, right, below], session.evaluation, [0])
    assert first.right == pytest.approx(second.left)
    assert second.right == third.right == pytest.approx((PAGE_WIDTH - MARGIN) / PAGE_WIDTH)
    assert first.holds(0.2, 105 / PAGE_HEIGHT)
    assert not first.holds(0.6, 105 / PAGE_HEIGHT)


def test_pages_left_out_have_no_places_and_the_others_move_up(session: Session) -> None:
    spots = [Spot("question-goods", page, MARGIN, 700, 20) for page in range(4)]
    assert [one.page for one in places(spots, session.evaluation, [1, 3])] == [0, 1]


def test_what_no_question_asked_leads_nowhere(session: Session) -> None:
    spots = [Spot(key, 0, MARGIN, 700, 20) for key in ("cover", "area-x", "question-gone")]
    assert places(spots, session.evaluation, [0]) == ()
