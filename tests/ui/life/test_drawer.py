"""After the checklist changed: what to confirm, and what no longer fits."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from tests.ui.conftest import focusable
from tests.ui.hands import Hands
from tests.ui.life.conftest import settle, texts
from wizard.session import Session


def migrated(session: Session) -> None:
    """Leave what a migration leaves: questions to confirm and answers in the drawer."""
    session.plan.commit(
        {"old_shop_type": '"淘宝店"', "old_goods": '[{"name": "点卡", "price": "20"}]'},
        now=session.clock(),
        kind="migrate",
    )
    session._review = {"weekly_hours": "revised", "goods_categories": "does_not_fit"}


def test_the_page_is_offered_only_when_there_is_something(at_plan: Callable[..., Hands]) -> None:
    assert not at_plan().shows("drawer")


def test_questions_are_confirmed_one_by_one(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan(prepare=migrated)
    hands.click("drawer")
    said = texts(hands)
    assert "要确认的题 2" in said
    assert any("问法变了" in one and "13.5 小时" in one for one in said)
    assert hands.focus == "look.weekly_hours"
    hands.press(Qt.Key.Key_Tab)
    assert hands.focus == "confirm.weekly_hours"
    hands.press(Qt.Key.Key_Space)
    assert dict(hands.plan.session.review) == {"goods_categories": "does_not_fit"}
    assert hands.focus == "look.goods_categories"
    hands.press(Qt.Key.Key_Return)
    assert hands.screen.current_question == "goods_categories"


def test_old_answers_are_kept_shown_and_copied(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan(prepare=migrated)
    hands.click("drawer")
    said = texts(hands)
    assert "放不下的旧回答 2" in said
    assert "淘宝店" in said
    assert any("点卡" in one for one in said)
    hands.click("copy.old_shop_type")
    assert QGuiApplication.clipboard().text() == "淘宝店"
    assert set(hands.plan.session.retired) == {"old_shop_type", "old_goods"}


def test_every_control_has_a_name(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan(prepare=migrated, size=(1093, 534))
    hands.click("drawer")
    settle()
    page = hands.screen.page
    assert page is not None
    for one in focusable(page):
        assert one.accessibleName() or (isinstance(one, QPushButton) and one.text()), one
