"""Weeks after a print: what changed, what ran out, and printing again in three clicks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from tests.ui.conftest import focusable
from tests.ui.hands import Hands
from tests.ui.life.conftest import BEFORE, settle, texts, wait_for
from wizard.model.answers import Cell, Evidence
from wizard.session import Session
from wizard.ui.pages.preview import PreviewPage
from wizard.ui.pages.update_page import UpdatePage

TODAY = dt.datetime.now().astimezone().date()
OWN = "退款一次退清，三天内到账。"


def printed(session: Session) -> None:
    session.print_edition("draft", "zh")


def changed(session: Session) -> None:
    day = TODAY + dt.timedelta(days=5)
    session.attach_paper("weekly_hours", Evidence("授权书", where="抽屉", valid_until=day))
    session.set_not_sure("refund_h")
    session.set_find_out("refund_h", "问平台客服", TODAY - dt.timedelta(days=3))
    printed(session)
    session.answer("weekly_hours", "12")
    session.answer(Cell("budget_lines", 0, "amount"), "1800")
    session.rewrite_clause("refund_rules", "RF-05", OWN)


def page_of(hands: Hands) -> UpdatePage:
    page = hands.screen.page
    assert isinstance(page, UpdatePage)
    return page


def counted(hands: Hands) -> int:
    page = page_of(hands)
    wait_for(lambda: page.changed_pages is not None)
    assert page.changed_pages is not None
    return page.changed_pages


def shown(hands: Hands) -> PreviewPage:
    page = hands.screen.page
    assert isinstance(page, PreviewPage)
    wait_for(lambda: page.is_current)
    return page


def test_a_plan_opens_where_its_changes_are_listed(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan(prepare=changed)
    assert hands.screen.place == "update"
    said = texts(hands)
    assert any(f"（{BEFORE.days} 天前）" in one for one in said)
    assert any("13.5 小时" in one and "12 小时" in one for one in said)
    assert any("预算" in one and "1,800 元" in one for one in said)
    assert "退款与售后规则 RF-05：换成了你自己写的" in said
    assert any("「授权书」" in one and "到期" in one for one in said)
    assert any("问平台客服" in one and "已经过了" in one for one in said)


def test_what_the_changes_did_to_the_verdict_is_said_first(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan(prepare=changed)
    settle()
    words = hands.window.words
    verdict = words(f"session.verdict.{hands.evaluation.verdict}")
    assert hands.find("verdict_since", QLabel).text() == f"结论没变：{verdict}"
    hands.plan.desk.answer(Cell("goods_categories"), ["cracked"])
    hands.screen.go("update")
    settle()
    told = hands.find("verdict_since", QLabel).text()
    assert told == f"结论：{verdict} → {words('session.verdict.not_advised')}"


def test_a_plan_that_was_never_printed_has_no_such_page(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan()
    assert hands.screen.place != "update"
    assert not hands.shows("update")


def test_only_the_changed_pages_are_printed_two_clicks_after_home(
    at_plan: Callable[..., Hands],
) -> None:
    hands = at_plan(prepare=changed)
    count = counted(hands)
    assert hands.focus == "print_changed"
    hands.press(Qt.Key.Key_Space)
    page = shown(hands)
    assert page.printed is not None
    assert page.page_total == count < len(page.printed.record.pages)
    assert page.printed.number == 2
    hands.click("print_language.en")
    assert page.scope == "all"


def test_nothing_changed_prints_the_very_same_again(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan(prepare=printed)
    hands.screen.go_named("update")
    settle()
    record = hands.plan.session.plan.prints()[-1].record
    counted(hands)
    hands.click("print_again")
    page = shown(hands)
    assert page.printed is not None
    assert page.printed.again
    assert page.printed.number == 1
    assert page.printed.record.pdf in record


def test_as_it_was_means_the_answers_of_that_day(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan(prepare=changed)
    before = len(hands.plan.session.plan.prints())
    hands.click("print_again")
    page = shown(hands)
    assert page.printed is not None
    assert (page.printed.number, page.printed.again) == (1, True)
    hands.plan.session.record(page.printed)
    assert len(hands.plan.session.plan.prints()) == before


def test_each_change_is_taken_back_alone(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan(prepare=changed)
    own = hands.plan.session.own_clauses
    buttons = page_of(hands).findChildren(QPushButton)
    hours = next(one for one in buttons if "13.5 小时" in one.accessibleName())
    hours.click()
    settle()
    assert hands.evaluation.answer("weekly_hours").value != 12
    assert hands.plan.session.own_clauses == own
    assert len(hands.evaluation.answer("weekly_hours").evidence) == 1
    hands.click("toast_undo")
    assert str(hands.evaluation.answer("weekly_hours").value) == "12"
    hands.screen.go_named("update")
    settle()
    hands.click("take_back_clause.1")
    assert hands.plan.session.own_clauses == {}
    left = len(hands.plan.session.update().changes.substantive)  # type: ignore[union-attr]
    hands.click("take_back.1")
    assert len(hands.plan.session.update().changes.substantive) == left - 1  # type: ignore[union-attr]


def test_what_is_due_leads_to_where_it_is_mended(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan(prepare=changed)
    settle()
    hands.click("due.2.still_valid")
    assert hands.focus == "weekly_hours.evidence.1.valid_until"
    hands.screen.go_named("update")
    settle()
    hands.click("due.2.replace_evidence")
    assert hands.focus == "weekly_hours.evidence.file"
    hands.screen.go_named("update")
    settle()
    hands.click("due.1")
    assert hands.screen.current_question == "refund_h"


def test_every_control_has_a_name(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan(prepare=changed)
    settle()
    for one in focusable(page_of(hands)):
        assert one.accessibleName() or (isinstance(one, QPushButton) and one.text()), one


def test_the_page_fits_a_small_window(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan(prepare=changed, size=(1093, 534))
    settle()
    page = page_of(hands)
    assert page.body.width() <= page.viewport().width()


def test_what_came_of_the_changes_and_the_clauses_word_by_word(
    at_plan: Callable[..., Hands],
) -> None:
    hands = at_plan(prepare=printed)
    for question, raw in (("weekly_hours", "8"), ("delivery_minutes", "45")):
        hands.plan.desk.answer(Cell(question), raw)
    hands.screen.go_named("update")
    wait_for(lambda: any("UA-03" in one for one in texts(hands)))
    said = texts(hands)
    assert any(one.startswith("提醒 1.1 每周 8 小时偏紧") for one in said)
    compared = next(one for one in said if "加上：「45」" in one)
    assert "删去：「5」" in compared
    hands.plan.desk.answer(Cell("delivery_minutes"), "5")
    counted(hands)
    hands.screen.go_named("update")
    counted(hands)
    assert not any("UA-03" in one for one in texts(hands))
