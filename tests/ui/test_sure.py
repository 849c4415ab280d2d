"""How sure a number is: said under it once it is given, taken back, undone, and no judgement."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from tests.ui.hands import Hands


def sure(hands: Hands, question: str) -> str | None:
    return hands.evaluation.answers[question].sure


def test_a_number_is_measured_quoted_or_estimated(hands: Hands) -> None:
    hands.open("helpers")
    assert not hands.shows("helpers.sure.quoted")
    hands.type("helpers", "2")
    hands.open("helpers")
    findings = hands.evaluation.findings
    hands.click("helpers.sure.quoted")
    assert sure(hands, "helpers") == "quoted"
    assert hands.evaluation.findings == findings
    pill = hands.find("helpers.sure.estimated", QAbstractButton)
    pill.setFocus()
    hands.press(Qt.Key.Key_Space)
    assert sure(hands, "helpers") == "estimated"
    assert pill.isChecked()
    assert not hands.find("helpers.sure.quoted", QAbstractButton).isChecked()


def test_the_same_again_takes_it_back(hands: Hands) -> None:
    hands.open("starting_cash")
    hands.type("starting_cash", "500")
    hands.open("starting_cash")
    hands.click("starting_cash.sure.measured")
    hands.click("starting_cash.sure.measured")
    assert sure(hands, "starting_cash") is None
    assert not hands.find("starting_cash.sure.measured", QAbstractButton).isChecked()


def test_undo_names_what_it_takes_back(hands: Hands) -> None:
    hands.open("discount")
    hands.type("discount", "5%")
    hands.open("discount")
    hands.click("discount.sure.estimated")
    said: list[str] = []
    hands.screen.told.connect(said.append)
    hands.plan.undo()
    assert sure(hands, "discount") is None
    assert "估计" in said[0]
    assert "没说明" in said[0]


def test_a_text_of_last_time_is_no_number_to_be_sure_of(hands: Hands) -> None:
    hands.open("helpers")
    hands.type("helpers", "2")
    path = hands.plan.session.path
    hands.plan.session.unfinished.keep("helpers", "1")
    hands.window.close_plan()
    hands.window.open_path(path)
    hands.open("helpers")
    assert not hands.shows("helpers.sure.measured")
    hands.click("helpers.unfinished.drop")
    assert hands.shows("helpers.sure.measured")


def test_only_numbers_ask_for_it(hands: Hands) -> None:
    hands.open("stall_name")
    hands.type("stall_name", "旧书摊")
    hands.open("stall_name")
    assert not hands.shows("stall_name.sure.measured")
    hands.open("helpers")
    hands.click("helpers.not_sure")
    assert not hands.shows("helpers.sure.measured")
