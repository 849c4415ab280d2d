"""Pages out of use are let go of; what they show and the plan does not hold stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QWidget,
)

from tests.ui.hands import Hands
from wizard.model.answers import Cell
from wizard.ui.parts.answers_list import AnswerRow
from wizard.ui.parts.places import AGREEMENTS, BUDGET, PLATFORMS, PREVIEW, REVIEW, TOPIC, walk
from wizard.ui.shell.shelf import KEPT, LASTING
from wizard.ui.shell.window import Window

ASKED = "weekly_hours"
W = TypeVar("W", bound=QWidget)


@pytest.fixture
def real(qtbot: object, make_window: Callable[..., Window]) -> Hands:
    """Hands on the worked example of the built-in pack."""
    window = make_window("")
    window.open_sample()
    return Hands(qtbot, window)  # type: ignore[arg-type]


def walk_on(hands: Hands, pages: int = KEPT + 2) -> None:
    """Look at so many topics that every page seen before is let go of."""
    for _, topic in walk(hands.plan.desk.route)[-pages:]:
        hands.screen.go(TOPIC + topic.id)


def there(hands: Hands, name: str, kind: type[W]) -> W:
    """Return a widget of the page just opened, once it is on screen."""
    hands.qtbot.waitUntil(lambda: hands.shows(name))
    return hands.find(name, kind)


def text_size(hands: Hands) -> None:
    hands.window.next_text_size()


def language(hands: Hands) -> None:
    hands.window.switch_language()


def theme(hands: Hands) -> None:
    walk_on(hands, 1)
    hands.window.switch_theme()


AWAY = (walk_on, text_size, language, theme)


def test_few_pages_are_kept_and_the_preview_always(real: Hands) -> None:
    shelf = real.screen.shelf
    real.screen.go(PREVIEW)
    preview = real.screen.page
    for _, topic in walk(real.plan.desk.route):
        real.screen.go(TOPIC + topic.id)
    assert isinstance(shelf, QStackedWidget)
    assert shelf.count() <= 1 + KEPT + len(LASTING)
    real.screen.go(PREVIEW)
    assert real.screen.page is preview


def test_the_pages_seen_last_are_kept(real: Hands) -> None:
    first, second = (TOPIC + topic.id for _, topic in walk(real.plan.desk.route)[:2])
    real.screen.go(first)
    page = real.screen.page
    real.screen.go(second)
    real.screen.go(first)
    assert real.screen.page is page


@pytest.mark.parametrize("away", AWAY)
def test_what_was_begun_and_is_no_answer_is_there_again(
    real: Hands, away: Callable[[Hands], None]
) -> None:
    real.open(ASKED)
    real.click(f"{ASKED}.evidence_button")
    real.click(f"{ASKED}.evidence.paper")
    real.find(f"{ASKED}.evidence.where", QLineEdit).setText("蓝色文件夹")
    real.screen.go(PLATFORMS)
    real.click("paste_offer")
    real.find("offer.text", QPlainTextEdit).setPlainText("提现手续费 0.6%")
    real.screen.go(REVIEW)
    real.click("review_filter.mend")
    real.screen.go(BUDGET)
    there(real, "backward.income", QLineEdit).setText("8000")
    away(real)
    real.open(ASKED)
    assert there(real, f"{ASKED}.evidence.where", QLineEdit).text() == "蓝色文件夹"
    real.screen.go(PLATFORMS)
    assert there(real, "offer.text", QPlainTextEdit).toPlainText() == "提现手续费 0.6%"
    real.screen.go(REVIEW)
    assert there(real, "review_filter.mend", QAbstractButton).isChecked()
    assert not real.find("review_filter.all", QAbstractButton).isChecked()
    real.screen.go(BUDGET)
    assert there(real, "backward.income", QLineEdit).text() == "8000"
    assert "8,000" in there(real, "backward.verdict.text", QLabel).text()


def test_the_clause_on_screen_is_there_again(real: Hands) -> None:
    real.screen.go(AGREEMENTS)
    page = real.screen.page
    made = page.made  # type: ignore[union-attr]
    code = made.clauses[2].code
    page.show_clause(page.agreement, code)  # type: ignore[union-attr]
    walk_on(real)
    real.screen.go(AGREEMENTS)
    assert real.screen.page is not page
    assert real.screen.page.code == code  # type: ignore[union-attr]


def test_the_review_makes_only_rows_again_that_say_something_else(real: Hands) -> None:
    real.screen.go(REVIEW)
    changed = there(real, f"review.{ASKED}", AnswerRow)
    others = [one for one in real.window.findChildren(AnswerRow) if one is not changed]
    real.plan.desk.answer(Cell(ASKED), "37")
    row = there(real, f"review.{ASKED}", AnswerRow)
    assert row is not changed
    assert "37" in row.accessibleName()
    kept = set(real.window.findChildren(AnswerRow)) & set(others)
    assert len(kept) > len(others) - 10
    row.click()
    assert real.screen.current_question == ASKED


def test_a_judgement_that_stays_is_not_made_again(real: Hands) -> None:
    real.plan.desk.answer(Cell(ASKED), "1")
    real.open(ASKED)
    card = real.page.cards[ASKED]
    before = card._judgement.findChildren(QLabel)
    assert before
    card.refresh()
    assert card._judgement.findChildren(QLabel) == before


def test_the_worked_example_leaves_nothing_behind(real: Hands) -> None:
    folder = real.plan.session.path.parent
    assert folder.is_dir()
    real.plan.desk.answer(Cell(ASKED), "1")
    real.window.go_home()
    assert not folder.exists()
