"""The platform workbench in the window, with the built-in pack and a persona's answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.hands import Hands
from tests.ui.money.test_budget import open_bench
from wizard.model.money import Money
from wizard.ui.parts.pills import CheckPill
from wizard.ui.platforms.page import PlatformsPage
from wizard.ui.shell.window import Window

OFFER = "年费1200元，免年费活动限时。佣金8%，满500元才能提现！首月包回本"


@pytest.fixture
def at_platforms(
    qtbot: QtBot, make_window: Callable[..., Window], library: Path
) -> Callable[..., Hands]:
    """Open a persona's plan at the platform workbench."""

    def open_at(name: str = "xiaolin", size: tuple[int, int] = (1366, 688)) -> Hands:
        return open_bench(qtbot, make_window("", size), library, name, "platforms")

    return open_at


def page_of(hands: Hands) -> PlatformsPage:
    page = hands.screen.page
    assert isinstance(page, PlatformsPage)
    return page


def texts(hands: Hands) -> list[str]:
    for _ in range(3):
        QApplication.processEvents()
    return [one.text() for one in page_of(hands).findChildren(QLabel) if one.isVisible()]


def test_a_platform_with_a_red_line_keeps_its_data_and_says_why(
    at_platforms: Callable[..., Hands],
) -> None:
    hands = at_platforms()
    shown = texts(hands)
    assert "必备 5/5" in shown
    assert {"已触红线：增值电信许可证", "已触红线：货源溯源"} <= set(shown)
    assert {"3.57 元", "13.55 元"} <= set(shown)
    assert hands.shows("platforms.2.deposit")


def test_choosing_fills_the_plan_and_may_be_taken_back(
    at_platforms: Callable[..., Hands],
) -> None:
    hands = at_platforms()
    assert hands.evaluation.chosen_row == 0
    hands.click("platforms.2.choose")
    assert hands.evaluation.chosen_row == 1
    assert hands.evaluation.figures["startup_total"].value != 420_000
    hands.click("platforms.2.choose")
    assert hands.evaluation.chosen_row is None
    hands.press(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert hands.evaluation.chosen_row == 1
    assert hands.screen.place == "platforms"


def test_a_row_that_was_emptied_cannot_be_chosen(at_platforms: Callable[..., Hands]) -> None:
    hands = at_platforms()
    choose = hands.find("platforms.2.choose", QAbstractButton)
    session = hands.plan.session
    rows = session.evaluation.rows("platforms")
    hands.plan.desk.change(
        {"platforms": session.current("platforms").with_value((rows[0], {}, *rows[2:]))}
    )
    assert not choose.isVisible()
    # The keyboard may still be on it.
    choose.click()
    assert hands.evaluation.chosen_row == 0


def test_only_differences_folds_equal_lines_and_brings_them_back(
    at_platforms: Callable[..., Hands],
) -> None:
    hands = at_platforms()
    assert hands.shows("platforms.1.withdrawal_flat_fee")
    hands.click("only_differences")
    assert not hands.shows("platforms.1.withdrawal_flat_fee")
    assert hands.shows("platforms.1.withdrawal_fee")
    assert "相同的 2 行收起来了" in texts(hands)
    hands.click("only_differences")
    assert hands.shows("platforms.1.withdrawal_flat_fee")


def test_a_pasted_offer_is_written_only_where_it_was_confirmed(
    at_platforms: Callable[..., Hands],
) -> None:
    hands = at_platforms()
    hands.click("paste_offer")
    page_of(hands).offer.field.setPlainText(OFFER)
    hands.click("offer.find")
    ticks = {
        one.text(): one
        for one in page_of(hands).offer.findChildren(CheckPill)
        if one.isVisibleTo(page_of(hands).offer)
    }
    assert ticks["佣金：8%"].isChecked()
    assert not ticks["平台年费：1,200 元"].isChecked()
    assert not ticks["平台年费：0 元"].isChecked()
    assert "佣金8%" in ticks["佣金：8%"].accessibleDescription()
    ticks["平台年费：1,200 元"].click()
    ticks["提现起点：500 元"].click()
    hands.qtbot.waitUntil(lambda: hands.shows("offer.apply"))
    hands.click("offer.apply")
    rows = hands.evaluation.rows("platforms")
    assert len(rows) == 3
    assert rows[2]["annual_fee"].value == Money(120_000)
    assert rows[2]["annual_fee"].note == "年费1200元，免年费活动限时"
    assert rows[2]["annual_fee"].sure == "quoted"
    assert rows[2]["promised_offers"].value == ("guaranteed_income",)
    assert "withdrawal_minimum" not in rows[2]
    assert not hands.shows("offer")
    hands.press(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert len(hands.evaluation.rows("platforms")) == 2


def test_an_offer_that_says_nothing_says_so(at_platforms: Callable[..., Hands]) -> None:
    hands = at_platforms("")
    hands.click("paste_offer")
    page_of(hands).offer.field.setPlainText("欢迎加盟")
    hands.click("offer.find")
    hands.qtbot.waitUntil(lambda: any(text.startswith("没找到") for text in texts(hands)))
    hands.press(Qt.Key.Key_Escape)
    assert not hands.shows("offer")


def test_the_empty_workbench_has_one_column_to_begin_with(
    at_platforms: Callable[..., Hands],
) -> None:
    hands = at_platforms("")
    assert hands.focus == "platforms.1.name"
    hands.type("platforms.1.name", "平台甲")
    assert [one["name"].value for one in hands.evaluation.rows("platforms")] == ["平台甲"]
    hands.qtbot.waitUntil(lambda: hands.shows("platforms.1.choose"))
    hands.click("platforms.1.choose")
    assert hands.evaluation.chosen_row == 0
