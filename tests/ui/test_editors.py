"""Every kind of editor: real keys in, answers out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.hands import Hands
from wizard.model.answers import Cell, State
from wizard.model.money import Money
from wizard.ui.parts.fields import TextField
from wizard.ui.parts.pills import CheckPill
from wizard.ui.shell.window import Window


def test_yes_or_no_by_digit_and_arrow(hands: Hands) -> None:
    hands.open("open_at_weekend")
    assert hands.focus == "open_at_weekend.yes"
    hands.press(Qt.Key.Key_2)
    assert hands.evaluation.answers["open_at_weekend"].value is False
    hands.press(Qt.Key.Key_Up)
    assert hands.evaluation.answers["open_at_weekend"].value is True
    assert hands.focus == "open_at_weekend.yes"


def test_delete_takes_a_choice_back(hands: Hands) -> None:
    hands.open("rain_plan")
    hands.press(Qt.Key.Key_3, Qt.Key.Key_Delete)
    assert "rain_plan" not in hands.evaluation.answers
    assert not hands.find("rain_plan.no", QAbstractButton).isChecked()


def test_not_sure_is_the_last_option_and_a_full_answer(hands: Hands) -> None:
    hands.open("rain_plan")
    hands.press(Qt.Key.Key_4)
    assert hands.evaluation.states["rain_plan"] is State.NOT_SURE
    yes, unsure = hands.find("rain_plan.yes"), hands.find("rain_plan.not_sure")
    assert unsure.height() == yes.height()
    hands.type("rain_plan.find_out", "问场地管理员")
    assert hands.evaluation.answers["rain_plan"].find_out == "问场地管理员"


def test_several_choices_none_of_them_and_back(hands: Hands) -> None:
    hands.open("book_kinds")
    hands.press(Qt.Key.Key_1, Qt.Key.Key_2)
    assert hands.evaluation.answers["book_kinds"].value == ("novels", "children")
    hands.click("book_kinds.none")
    assert hands.evaluation.answers["book_kinds"].value == ()
    assert not hands.find("book_kinds.novels", QAbstractButton).isChecked()
    hands.click("book_kinds.none")
    assert "book_kinds" not in hands.evaluation.answers


def test_a_number_is_cleaned_and_echoed(hands: Hands) -> None:
    hands.open("starting_cash")
    hands.type("starting_cash", "５千", enter=False)
    hands.qtbot.waitUntil(lambda: hands.shows("starting_cash.echo"))
    echo = hands.find("starting_cash.echo", QLabel)
    assert "5,000" in echo.text()
    hands.press(Qt.Key.Key_Return)
    assert hands.evaluation.answers["starting_cash"].value == Money.from_yuan(5000)
    assert hands.find("starting_cash", QLineEdit).text() == "5,000"


def test_an_echo_says_only_what_the_field_does_not(hands: Hands) -> None:
    hands.open("starting_cash")
    for plain in ("500", "4200", "4,200", "4200元"):
        hands.type("starting_cash", plain)
        assert not hands.shows("starting_cash.echo"), plain
    hands.type("starting_cash", "三千五百")
    assert "3,500" in hands.find("starting_cash.echo", QLabel).text()


def test_what_cannot_be_read_is_kept_with_a_note_and_stops_nobody(hands: Hands) -> None:
    hands.open("starting_cash")
    hands.type("starting_cash", "五百左右")
    assert hands.evaluation.answers["starting_cash"].text == "五百左右"
    field = hands.find("starting_cash", QLineEdit)
    assert field.text() == "五百左右"
    assert "五百左右" in field.accessibleDescription()
    assert hands.focus != "starting_cash"
    hands.type("starting_cash", "500", enter=False)
    assert not hands.shows("starting_cash.echo") or "五百" not in field.accessibleDescription()


def test_percent_and_date(hands: Hands) -> None:
    hands.open("discount")
    hands.type("discount", "6%")
    assert hands.evaluation.answers["discount"].value == Decimal(6)
    hands.open("opening_day")
    hands.type("opening_day", "2026年12月5日")
    assert hands.evaluation.answers["opening_day"].value == dt.date(2026, 12, 5)
    assert hands.find("opening_day", QLineEdit).text() == "2026-12-05"


def test_long_text_is_kept_after_a_pause(hands: Hands) -> None:
    hands.open("story")
    hands.type("story", "three hundred books")
    hands.qtbot.waitUntil(lambda: "story" in hands.evaluation.answers, timeout=3000)
    assert hands.evaluation.answers["story"].value == "three hundred books"


def test_text_being_composed_is_no_text_yet(hands: Hands) -> None:
    hands.open("story")
    field = hands.find("story", TextField)
    QApplication.sendEvent(field, QInputMethodEvent("jiu shu", []))
    field.commit()
    assert "story" not in hands.evaluation.answers
    committed = QInputMethodEvent("", [])
    committed.setCommitString("旧书")
    QApplication.sendEvent(field, committed)
    field.commit()
    assert hands.evaluation.answers["story"].value == "旧书"


def test_full_width_digits_from_an_input_method(hands: Hands) -> None:
    hands.open("starting_cash")
    field = hands.find("starting_cash", QLineEdit)
    QApplication.sendEvent(field, QInputMethodEvent("wu qian", []))
    assert "starting_cash" not in hands.evaluation.answers
    committed = QInputMethodEvent("", [])
    committed.setCommitString("５０００")
    QApplication.sendEvent(field, committed)
    hands.press(Qt.Key.Key_Return)
    assert hands.evaluation.answers["starting_cash"].value == Money.from_yuan(5000)


def test_a_table_grows_as_it_is_typed_into(hands: Hands) -> None:
    hands.open("books")
    hands.type("books.1.title", "边城")
    assert hands.focus == "books.1.copies"
    assert hands.shows("books.2.title")
    hands.type("books.1.price", "12")
    hands.click("books.1.shape.torn")
    hands.click("books.1.signed.yes")
    hands.type("books.2.title", "呐喊")
    rows = hands.evaluation.rows("books")
    assert [one["title"].value for one in rows] == ["边城", "呐喊"]
    assert rows[0]["price"].value == Money.from_yuan(12)
    assert rows[0]["shape"].value == "torn"
    hands.click("books.1.remove")
    assert [one["title"].value for one in hands.evaluation.rows("books")] == ["呐喊"]
    assert hands.find("books.1.title", QLineEdit).text() == "呐喊"


def test_a_cell_can_be_not_sure_and_a_table_empty(hands: Hands) -> None:
    hands.open("books")
    hands.click("books.1.price.not_sure")
    assert hands.evaluation.cell(Cell("books", 0, "price")).not_sure
    hands.click("books.1.remove")
    hands.click("books.none")
    assert hands.evaluation.answers["books"].value == ()


def test_candidates_stand_side_by_side_and_one_is_chosen(hands: Hands) -> None:
    hands.open("venues")
    hands.type("venues.1.venue_name", "东门")
    hands.click("venues.1.allowed.no")
    hands.click("venues.add")
    hands.type("venues.2.venue_name", "西门")
    hands.click("venues.2.allowed.yes")
    first, second = hands.find("venues.1.allowed"), hands.find("venues.2.allowed")
    assert (
        first.mapToGlobal(first.rect().topLeft()).y()
        == second.mapToGlobal(second.rect().topLeft()).y()
    )
    hands.click("chosen_venue.西门")
    assert hands.evaluation.chosen_row == 1
    assert hands.find("chosen_venue", QLineEdit).text() == "西门"
    assert all(one.place != 0 or not one.counts for one in hands.evaluation.findings)


def test_a_judgement_shows_at_once_and_goes_at_once(hands: Hands) -> None:
    hands.open("book_kinds")
    hands.click("book_kinds.copies")
    card = hands.page.cards["book_kinds"]
    texts = [one.text() for one in card.findChildren(QLabel) if one.isVisible()]
    assert any("没有授权就不能卖" in text for text in texts)
    assert "没有授权就不能卖" in hands.find("book_kinds").accessibleDescription()
    assert hands.focus != ""
    hands.click("book_kinds.copies")
    texts = [one.text() for one in card.findChildren(QLabel) if one.isVisible()]
    assert not any("没有授权就不能卖" in text for text in texts)


def test_a_question_comes_and_goes_with_the_answer_it_hangs_on(hands: Hands) -> None:
    hands.open("book_kinds")
    hands.click("book_kinds.comics")
    hands.open("comic_age_sign")
    assert hands.shows("comic_age_sign.yes")
    hands.open("book_kinds")
    hands.click("book_kinds.comics")
    assert "comic_age_sign" not in hands.evaluation.visible


def test_notes_and_later_flags(hands: Hands) -> None:
    hands.open("stall_name")
    hands.press(Qt.Key.Key_T, modifier=Qt.KeyboardModifier.ControlModifier)
    assert hands.focus == "stall_name.note"
    hands.type("stall_name.note", "问问家里")
    hands.press(Qt.Key.Key_L, modifier=Qt.KeyboardModifier.ControlModifier)
    hands.open("stall_name")
    assert hands.evaluation.answers["stall_name"].note == "问问家里"


def test_an_empty_area_shows_no_note_and_nothing_red(hands: Hands) -> None:
    for topic in hands.plan.session.checklist.topics:
        hands.screen.go(f"topic:{topic.id}")
        for question in hands.page.cards:
            if hands.shows(question):
                assert not hands.find(question).accessibleDescription()
        for _ in range(60):
            hands.press(Qt.Key.Key_Tab)
        for name in ("note", "echo"):
            for question in hands.page.cards:
                assert not hands.shows(f"{question}.{name}")
    assert not hands.evaluation.answers


def test_only_the_choice_a_red_line_is_about_turns_red(
    qtbot: QtBot, make_window: Callable[..., Window]
) -> None:
    window = make_window(pack="")
    window.begin_plan("点卡铺", ["licensed_software"])
    hands = Hands(qtbot, window)
    hands.open("goods_categories")
    hands.click("goods_categories.cracked")
    assert hands.evaluation.red_lines
    assert hands.find("goods_categories.cracked", CheckPill).tone == "danger"
    assert hands.find("goods_categories.licensed_software", CheckPill).tone == "accent"
    hands.click("goods_categories.cracked")
    assert hands.find("goods_categories.cracked", CheckPill).tone == "accent"


def test_an_amount_worked_out_from_a_row_is_rounded_for_people(hands: Hands) -> None:
    """A third of a fen is no amount anybody can type."""
    hands.open("venues")
    hands.type("venues.1.venue_name", "河边")
    hands.type("venues.1.fee", "5000")
    shown = hands.find("venues.1.fee_per_minute").findChild(QLabel)
    assert shown is not None
    assert "83.33" in shown.text()
