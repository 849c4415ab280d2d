"""The short path: only what can stop a launch is asked, and it is remembered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.hands import Hands
from wizard.model.answers import Cell, State
from wizard.ui.pages.hub import HubPage
from wizard.ui.parts import places
from wizard.ui.parts.buttons import RowButton
from wizard.ui.platforms.page import PlatformsPage
from wizard.ui.questions.topic_page import TopicPage
from wizard.ui.shell.window import Window


def begin(qtbot: QtBot, make_window: Callable[..., Window]) -> Hands:
    window = make_window(pack="")
    window.begin_plan("小林的软件授权店", [])
    return Hands(qtbot, window)


def walk(hands: Hands) -> list[str]:
    """Press Next from the hub to the first summary; return the questions seen."""
    seen: list[str] = []
    hands.click("next")
    while isinstance(hands.screen.page, TopicPage):
        cards = hands.page.cards
        seen += [one for one, card in cards.items() if not card.isHidden()]
        hands.click("next")
    return seen


def test_the_short_path_asks_what_can_stop_a_launch_and_no_more(
    qtbot: QtBot, make_window: Callable[..., Window]
) -> None:
    hands = begin(qtbot, make_window)
    checklist = hands.plan.session.checklist
    stoppers = hands.evaluation.compiled.stoppers
    mindset = [one.id for one in checklist.areas[0].questions if one.id in stoppers]
    everything = walk(hands)
    assert set(mindset) < set(everything)
    hands.click("hub")
    hands.click("route.short")
    assert walk(hands) == mindset


def test_counts_and_minutes_follow_the_path(
    qtbot: QtBot, make_window: Callable[..., Window]
) -> None:
    hands = begin(qtbot, make_window)
    areas = hands.evaluation.areas.values()
    open_stoppers = sum(one.open_stoppers for one in areas)
    hands.click("route.short")
    page = hands.screen.shelf.currentWidget()
    assert page is not None
    heading = next(one.text() for one in page.findChildren(QLabel) if one.text())
    assert str(open_stoppers) in heading
    mindset = next(iter(areas))
    description = hands.find("mindset").accessibleDescription()
    assert f"0/{mindset.stoppers}" in description
    hands.click("route.all")
    assert f"0/{mindset.of}" in hands.find("mindset").accessibleDescription()


def test_a_question_off_the_path_is_one_click_away_and_can_be_jumped_to(
    qtbot: QtBot, make_window: Callable[..., Window]
) -> None:
    hands = begin(qtbot, make_window)
    hands.click("route.short")
    hands.open("weekly_hours")
    assert not hands.shows("long_horizon.yes")
    hands.click("time_and_motive.unfold")
    assert hands.shows("passive_income_motive.yes")
    assert not hands.shows("time_and_motive.unfold")
    hands.open("weekly_kpis")
    assert hands.page.topic.id == "customers"
    assert hands.shows("weekly_kpis")
    hands.click("next")
    hands.click("next")
    assert hands.page.area.id == "platform"


def test_what_cannot_be_answered_now_never_holds_anyone_up(
    qtbot: QtBot, make_window: Callable[..., Window]
) -> None:
    hands = begin(qtbot, make_window)
    hands.click("route.short")
    seen: list[str] = []
    hands.click("next")
    while hands.screen.place != "review":
        page = hands.screen.page
        on_topic = isinstance(page, TopicPage)
        here = hands.screen.current_question if on_topic else hands.screen.place
        assert here not in seen
        seen.append(here)
        hands.click("skip" if on_topic else "next")
    areas = [one.id for one in hands.plan.session.checklist.areas]
    assert [one for one in seen if one.startswith("summary:")] == [f"summary:{a}" for a in areas]


def test_pages_are_counted_along_the_path(qtbot: QtBot, make_window: Callable[..., Window]) -> None:
    hands = begin(qtbot, make_window)
    hands.open("weekly_hours")
    full = len(hands.page.area.topics)
    assert any(f"共 {full} 页" in one.text() for one in hands.page.findChildren(QLabel))
    hands.click("hub")
    hands.click("route.short")
    hands.open("weekly_hours")
    on_way = [area.id for area, _ in places.walk(hands.plan.desk.route)].count("mindset")
    assert on_way < full
    assert any(f"共 {on_way} 页" in one.text() for one in hands.page.findChildren(QLabel))


def test_an_area_with_a_red_line_opens_at_the_red_line(
    qtbot: QtBot, make_window: Callable[..., Window]
) -> None:
    window = make_window(pack="")
    window.begin_plan("点卡铺", ["official_cards", "unknown_codes"])
    hands = Hands(qtbot, window)
    page = hands.screen.page
    assert isinstance(page, HubPage)
    rows = [one for one in page.findChildren(RowButton) if "1.5" in one.accessibleDescription()]
    assert len(rows) == 1
    rows[0].click()
    assert hands.screen.current_question == "goods_categories"


def test_the_banner_leads_to_the_red_line_it_speaks_of(
    qtbot: QtBot, make_window: Callable[..., Window]
) -> None:
    window = make_window(pack="")
    window.begin_plan("点卡铺", ["official_cards", "unknown_codes"])
    hands = Hands(qtbot, window)
    link = hands.find("mend", QAbstractButton)
    assert "1.5" in link.text()
    hands.click("mend")
    assert hands.screen.current_question == "goods_categories"
    hands.click("hub")
    banner = hands.find("mend").parentWidget()
    assert banner is not None
    QTest.mouseClick(banner, Qt.MouseButton.LeftButton)
    assert hands.screen.current_question == "goods_categories"
    hands.click("goods_categories.unknown_codes")
    hands.click("hub")
    assert not hands.shows("mend")


def test_the_summary_of_the_short_path_lists_what_was_on_it(
    qtbot: QtBot, make_window: Callable[..., Window]
) -> None:
    hands = begin(qtbot, make_window)
    hands.open("long_horizon")
    hands.click("long_horizon.yes")
    hands.click("hub")
    hands.click("route.short")
    walk(hands)
    area = hands.plan.session.checklist.areas[0]
    stoppers = hands.evaluation.compiled.stoppers
    wanted = [one.id for one in area.questions if one.id in {*stoppers, "long_horizon"}]
    listed = [one.id for one in area.questions if hands.shows(f"review.{one.id}")]
    assert listed == wanted
    hands.click("mindset.unfold")
    assert all(
        hands.shows(f"review.{one.id}")
        for one in area.questions
        if one.id in hands.evaluation.visible
    )
    assert hands.focus == "review.passive_income_motive"
    assert not hands.shows("mindset.unfold")


def test_candidates_show_the_lines_of_the_path_alone(
    qtbot: QtBot, make_window: Callable[..., Window]
) -> None:
    hands = begin(qtbot, make_window)
    hands.click("route.short")
    hands.click("platforms")
    page = hands.screen.page
    assert isinstance(page, PlatformsPage)
    assert hands.shows("platforms.1.name")
    assert hands.shows("platforms.1.entity_verified.not_sure")
    assert not hands.shows("platforms.1.years_operating")
    hands.click("all_lines")
    assert hands.shows("platforms.1.years_operating")


def test_the_path_is_remembered_with_the_plan(
    qtbot: QtBot, make_window: Callable[..., Window]
) -> None:
    hands = begin(qtbot, make_window)
    hands.click("route.short")
    path = hands.plan.session.path
    hands.window.begin_plan("另一家店", [])
    assert not hands.plan.desk.short
    hands.window.open_path(path)
    assert hands.plan.desk.short


def test_pages_of_the_agreements_say_so_and_can_be_passed_over(
    qtbot: QtBot, make_window: Callable[..., Window]
) -> None:
    hands = begin(qtbot, make_window)
    hands.open("rights_response_days")
    assert not hands.shows("pass_agreements")
    hands.open("shop_legal_name")
    hands.click("pass_agreements")
    assert hands.screen.place == "summary:compliance"


def test_the_way_on_leads_to_what_the_chosen_platform_still_lacks(
    qtbot: QtBot, make_window: Callable[..., Window]
) -> None:
    hands = begin(qtbot, make_window)
    desk = hands.screen.desk
    desk.choose_route(short=True)
    table = hands.evaluation.table("platforms")
    assert table is not None
    desk.answer(Cell("platforms", 0, table.name_column), "平台甲")
    desk.answer(Cell("chosen_platform"), "平台甲")
    route = desk.route
    assert hands.evaluation.states["platforms"] is State.ANSWERED
    assert route.is_open("platforms")
    left = [topic for area, topic in places.walk(route) if area.id == "platform"]
    assert places.first_place(route, "platform") == places.TOPIC + left[0].id
    hands.click("platform")
    hands.click("next")
    row = hands.find("review.platforms")
    assert hands.window.words("ui.area_in_progress") in row.accessibleName()


def test_an_area_is_complete_once_nothing_of_it_can_stop_the_launch(
    qtbot: QtBot, make_window: Callable[..., Window]
) -> None:
    hands = begin(qtbot, make_window)
    desk = hands.screen.desk
    desk.choose_route(short=True)
    area = hands.evaluation.checklist.areas[0].id
    for question in hands.evaluation.checklist.areas[0].questions:
        if desk.route.is_open(question.id):
            desk.not_sure(Cell(question.id))
    assert hands.evaluation.areas[area].state == "in_progress"
    assert desk.route.area(area).state == "complete"
    desk.choose_route(short=False)
    assert desk.route.area(area).state == "in_progress"


def test_a_plan_that_is_ready_is_not_sent_to_fix_anything(
    qtbot: QtBot, make_window: Callable[..., Window]
) -> None:
    """The worked example has one reminder, which holds nothing back."""
    window = make_window("")
    window.open_sample()
    real, words = Hands(qtbot, window), window.words
    real.qtbot.waitUntil(lambda: real.shows("mend"), timeout=20_000)
    assert window.plan is not None
    assert window.plan.session.evaluation.verdict == "ready"
    said = real.find("mend", QAbstractButton).text()
    assert said.startswith(words("ui.remind_first", title=""))
