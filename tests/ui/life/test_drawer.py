"""After the checklist changed: what to confirm, and what no longer fits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from tests.small_pack import AREA, PACK, write_pack
from tests.ui.conftest import focusable
from tests.ui.hands import Hands
from tests.ui.life.conftest import settle, texts
from wizard import packs
from wizard.plans.store import PlanFile
from wizard.session import Session
from wizard.text import Language, words
from wizard.ui.pages.drawer import DrawerPage
from wizard.ui.parts.desk import Desk


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


NEWER = (
    AREA.replace("{id: hours, kind: number", "{id: weekly_hours, was: [hours], revised: 3,"
                 " was_ask: 一周几小时, changed: 现在只算自己的时间。, kind: number")
    .replace("hours >=", "weekly_hours >=").replace("{hours}", "{weekly_hours}")
    .replace("{id: chosen_platform, kind: text",
             "{id: chosen_platform, was: [shop, site], was_ask: 开在哪, changed: 两题并成了一题。,"
             " kind: text")
)  # fmt: skip
RULES = """\
rules:
  - {id: r, severity: fix, when: weekly_hours < 5, questions: [weekly_hours], say: 太少}
"""
EN = """\
questions:
  weekly_hours: {was_ask: Hours a week, changed: Only your own time counts now.}
  chosen_platform: {ask: Which platform, was_ask: Where, changed: Two questions became one.}
"""


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("zh", ("现在只算自己的时间。", "一周几小时", "几小时", "开在哪", "两题并成了一题。")),
        ("en", ("Only your own time counts now.", "Hours a week", "几小时", "Where", "became one")),
    ],
)
def test_the_pack_says_what_changed_with_the_old_and_the_new_wording(
    language: Language, told: tuple[str, ...], at_plan: Callable[..., Hands], tmp_path: Path
) -> None:
    path = tmp_path / "a.shopplan"
    older = write_pack(tmp_path / "older")
    Session.create(path, packs.load(older), name="店").close()
    with PlanFile.open(path) as plan:
        answers = {"hours": "9", "shop": '"甲"', "site": '"乙"'}
        plan.commit(answers, now=dt.datetime.now(dt.UTC))
    newer = write_pack(
        tmp_path / "newer",
        pack=PACK.replace("version: 2", "version: 3"),
        area=NEWER,
        rules=RULES,
        **{"translations/en": EN},
    )
    session = Session.open(path, packs.load(newer))
    page = DrawerPage(Desk(session, words(language), at_plan().window.look))
    page.refresh()
    said = "\n".join(one.text() for one in page.findChildren(QLabel))
    for text in told:
        assert text in said
    assert set(session.retired) == {"site"}
    session.close()


def test_every_control_has_a_name(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan(prepare=migrated, size=(1093, 534))
    hands.click("drawer")
    settle()
    page = hands.screen.page
    assert page is not None
    for one in focusable(page):
        assert one.accessibleName() or (isinstance(one, QPushButton) and one.text()), one
