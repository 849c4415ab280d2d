"""The plan backward, on the money workbench: from an income to what it takes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from wizard.documents.voice import Voice
from wizard.model.answers import Answer
from wizard.model.money import Money
from wizard.money.backward import backward
from wizard.text import LANGUAGES, Language
from wizard.ui.budget.backward_card import BackwardCard
from wizard.ui.parts.desk import Desk

MakeDesk = Callable[..., Desk]


def said(card: BackwardCard, name: str) -> str:
    line = card.findChild(QLabel, f"backward.{name}.text")
    assert line is not None
    assert line.isVisibleTo(card) == bool(line.text())
    return line.text()


def asked(qtbot: QtBot, desk: Desk, income: str, hours: str = "") -> BackwardCard:
    card = BackwardCard(desk)
    qtbot.addWidget(card)
    for field, text in ((card.income, income), (card.hours, hours)):
        field.setText(text)
        field.commit()
    card.refresh()
    return card


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_an_income_takes(qtbot: QtBot, make_desk: MakeDesk, language: Language) -> None:
    desk = make_desk("xiaolin", language)
    revision = desk.session.plan.revision
    card = asked(qtbot, desk, "2,000", "1")
    found = backward(desk.evaluation.inputs, 2000_00, Decimal(1))
    voice = Voice(desk.evaluation, language)
    assert found.orders_day is not None
    assert found.orders_month is not None
    assert found.price is not None
    assert voice.ceiling(found.orders_day) in said(card, "orders")
    assert voice.ceiling(found.orders_month) in said(card, "orders")
    assert voice.money(found.price) in said(card, "price")
    assert "2,000" in said(card, "verdict")
    assert len(said(card, "obstacles").splitlines()) == len(found.obstacles)
    assert desk.session.plan.revision == revision


def test_an_income_the_plan_carries(qtbot: QtBot, make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.session.answer("orders_per_day", 500)
    desk.session.answer("visitors_per_day", 100_000)
    card = asked(qtbot, desk, "100")
    assert said(card, "obstacles") == ""
    assert "做得到" in said(card, "verdict")


def test_each_obstacle_is_named(qtbot: QtBot, make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.session.answer("visitors_per_day", 1)
    desk.session.answer("conversion", 1)
    desk.session.answer("orders_per_day", 1)
    desk.session.answer("tickets_per_order", 2)
    desk.session.answer("minutes_per_ticket", 30)
    text = said(asked(qtbot, desk, "5万", "0.5"), "obstacles")
    for word in ("卡在单量", "卡在访客", "卡在时间"):
        assert word in text


def test_an_order_that_earns_nothing_makes_it_impossible(qtbot: QtBot, make_desk: MakeDesk) -> None:
    desk = make_desk()
    row = {
        "name": Answer("正版软件"),
        "price": Answer(Money.from_yuan(10)),
        "cost": Answer(Money.from_yuan(14)),
    }
    desk.session.change({"products": Answer((row,))})
    card = asked(qtbot, desk, "2000")
    assert "每卖一单都不赚钱" in said(card, "obstacles")
    assert said(card, "orders") == ""
    assert said(card, "price") != ""


def test_an_empty_plan_says_what_is_missing(qtbot: QtBot, make_desk: MakeDesk) -> None:
    card = asked(qtbot, make_desk(""), "2000")
    assert "还没填商品" in said(card, "obstacles")


def test_what_cannot_be_read_is_noted_and_kept(qtbot: QtBot, make_desk: MakeDesk) -> None:
    card = asked(qtbot, make_desk(), "很多钱")
    assert "很多钱" in said(card, "note")
    assert card.income.accessibleDescription() == said(card, "note")
    assert said(card, "verdict") == ""
    assert card.income.text() == "很多钱"
    assert said(asked(qtbot, make_desk(), "2000", "几个"), "note") != ""


def test_it_begins_with_the_wage_and_follows_the_plan(qtbot: QtBot, make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.session.answer("owner_wage", 300)
    card = BackwardCard(desk)
    qtbot.addWidget(card)
    card.refresh()
    assert card.income.text() == "300"
    before = said(card, "orders")
    desk.session.answer("owner_wage", 800)
    products = desk.session.current("products").value
    assert isinstance(products, tuple)
    card.show()
    QTest.keyClick(card.income, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(card.income, "3000")
    QTest.keyClick(card.income, Qt.Key.Key_Return)
    assert said(card, "orders") != before
