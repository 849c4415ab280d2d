"""Agreements on screen: read, filled in, rewritten, compared, restored, taken along."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from tests.ui.conftest import focusable
from tests.ui.hands import Hands
from tests.ui.life.conftest import settle, texts
from wizard.session import Session
from wizard.ui.agreements.page import AgreementsPage

MINE = "卡密用不了，先补发一张再查。"
CONTROL = Qt.KeyboardModifier.ControlModifier


def blank(session: Session) -> None:
    session.answer("complaint_channel", None)


def at_clause(hands: Hands, agreement: str = "", code: str = "") -> AgreementsPage:
    hands.click("agreements")
    page = hands.screen.page
    assert isinstance(page, AgreementsPage)
    if agreement:
        page.show_clause(agreement, code)
        settle()
    return page


def paper(page: AgreementsPage) -> str:
    return page.view.paper.toPlainText()


def write(hands: Hands, text: str) -> None:
    hands.type("clause_field", text)
    hands.click("done_clause")


def test_clauses_are_walked_by_arrows(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan()
    page = at_clause(hands)
    assert hands.focus == "clauses"
    assert "第一条" in paper(page)
    assert "第十四条" in paper(page)
    hands.press(Qt.Key.Key_Down)
    assert page.code == "UA-01"
    assert "第一条" in paper(page)
    assert "第二条" not in paper(page)
    said = texts(hands)
    assert "让买家知道在跟谁做生意，出了事找得到人。" in said
    assert any("《电子商务法》" in one for one in said)


def test_blanks_are_counted_and_walked_by_f7(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan(prepare=blank)
    page = at_clause(hands, "refund_rules")
    assert hands.find("agreement_state", QPushButton).text().startswith("还有 1 处待填")
    hands.press(Qt.Key.Key_F7)
    assert page.code == "RF-02"
    assert hands.focus == "asked.complaint_channel"
    hands.press(Qt.Key.Key_Return)
    assert hands.screen.current_question == "complaint_channel"
    hands.press(Qt.Key.Key_Left, modifier=Qt.KeyboardModifier.AltModifier)
    assert hands.screen.place == "agreements"


def test_a_field_on_paper_leads_to_its_question(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan()
    page = at_clause(hands, "refund_rules", "RF-03")
    assert 'href="question:refund_h"' in page.view.paper.toHtml()
    page.view.paper.anchorClicked.emit(QUrl("https://example.com/"))
    assert hands.screen.place == "agreements"
    page.view.paper.anchorClicked.emit(QUrl("question:refund_h"))
    assert hands.screen.current_question == "refund_h"


def test_what_a_person_typed_is_never_markup(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan(
        prepare=lambda one: one.answer("shop_legal_name", '<b onclick="x">店</b> & <a href=q>')
    )
    page = at_clause(hands, "user_agreement", "UA-01")
    assert '<b onclick="x">店</b> & <a href=q>' in paper(page)


def test_a_clause_is_rewritten_compared_and_given_back(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan(prepare=lambda one: one.answer("reissue_first", "是"))
    page = at_clause(hands, "refund_rules", "RF-05")
    before = paper(page)
    edit = hands.find("edit_clause", QPushButton)
    assert edit.text() == "我知道，仍要改"
    edit.setFocus()
    hands.press(Qt.Key.Key_Space)
    assert hands.focus == "clause_field"
    write(hands, MINE)
    assert hands.plan.session.own_clauses == {"refund_rules": {"RF-05": MINE}}
    assert MINE in paper(page)
    assert any("已偏离模板" in one for one in texts(hands))
    assert any("已偏离模板" in page.list.item(row).text() for row in range(page.list.count()))
    hands.click("compare_clause")
    html = page.view.paper.toHtml()
    assert "underline" in html
    assert "line-through" in html
    assert "加上：「" in paper(page)
    assert "删去：「" in paper(page)
    hands.click("restore_clause")
    assert hands.plan.session.own_clauses == {}
    assert paper(page) == before
    hands.click("toast_undo")
    assert hands.plan.session.own_clauses == {"refund_rules": {"RF-05": MINE}}
    assert hands.screen.place == "agreements"
    assert page.code == "RF-05"


def test_a_half_written_clause_of_last_time_is_there_to_go_on_with(
    at_plan: Callable[..., Hands],
) -> None:
    half = "甲方应"
    hands = at_plan(prepare=lambda one: one.unfinished.keep("clause:refund_rules:RF-05", half))
    page = at_clause(hands, "refund_rules", "RF-05")
    assert page.view.field.toPlainText() == half
    assert hands.shows("clause:refund_rules:RF-05.unfinished")
    assert hands.plan.session.own_clauses == {}
    page = at_clause(hands, "refund_rules", "RF-04")
    assert not hands.shows("clause:refund_rules:RF-05.unfinished")
    assert hands.plan.session.own_clauses == {}
    at_clause(hands, "refund_rules", "RF-05")
    hands.click("done_clause")
    assert hands.plan.session.own_clauses == {"refund_rules": {"RF-05": half}}
    assert hands.plan.session.unfinished.left == {}


def test_undo_from_elsewhere_comes_back_to_the_clause(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan()
    page = at_clause(hands, "refund_rules", "RF-05")
    hands.click("edit_clause")
    write(hands, MINE)
    hands.click("hub")
    hands.press(Qt.Key.Key_Z, modifier=CONTROL)
    assert hands.screen.place == "agreements"
    assert (page.agreement, page.code) == ("refund_rules", "RF-05")
    assert hands.plan.session.own_clauses == {}


def test_the_template_typed_again_is_the_template(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan()
    page = at_clause(hands, "refund_rules", "RF-05")
    hands.click("edit_clause")
    template = page.view.field.toPlainText()
    write(hands, MINE)
    hands.click("edit_clause")
    page.view.field.setPlainText(f"{template}\n\n")
    hands.click("done_clause")
    assert hands.plan.session.own_clauses == {}


@pytest.mark.parametrize("text", ["", "找 11010519491231002X 退款"])
def test_words_that_are_not_kept_say_why(at_plan: Callable[..., Hands], text: str) -> None:
    hands = at_plan()
    page = at_clause(hands, "refund_rules", "RF-05")
    hands.click("edit_clause")
    page.view.field.setPlainText(text)
    hands.click("done_clause")
    assert hands.plan.session.own_clauses == {}
    assert hands.shows("clause_field")
    wanted = "身份证号" if text else "条款不能空着"
    assert any(wanted in one for one in texts(hands))


def test_text_is_copied_and_saved_in_every_format(
    at_plan: Callable[..., Hands], tmp_path: Path
) -> None:
    hands = at_plan()
    page = at_clause(hands, "refund_rules", "RF-05")
    hands.click("edit_clause")
    write(hands, MINE)
    hands.click("copy_agreement")
    assert MINE in QGuiApplication.clipboard().text()
    heads = {"pdf": b"%PDF", "docx": b"PK", "html": b"<!doctype html>", "md": b"#"}
    for form, head in heads.items():
        target = tmp_path / f"agreement.{form}"
        page.ask_save(form)
        dialog = hands.window.findChild(QFileDialog, "save_dialog")
        assert dialog is not None
        assert dialog.selectedFiles()[0].endswith(f".{form}")
        dialog.fileSelected.emit(str(target))
        dialog.close()
        QApplication.processEvents()
        content = target.read_bytes()
        assert content.lower().startswith(head.lower())
        if form in ("html", "md"):
            assert MINE in content.decode()


def test_every_control_has_a_name_and_nothing_is_cut(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan(prepare=blank, size=(1093, 534))
    page = at_clause(hands, "refund_rules", "RF-02")
    for one in focusable(page):
        assert one.accessibleName() or (isinstance(one, QPushButton) and one.text()), one
    assert page.body.width() <= page.viewport().width()
    assert page.body.height() <= page.viewport().height()


def test_without_room_beside_it_the_purpose_stands_below(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan(size=(880, 600))
    page = at_clause(hands, "refund_rules", "RF-05")
    assert page.side.geometry().top() > page.view.geometry().top()
    assert page.side.isVisible()
    assert page.body.width() <= page.viewport().width()


def test_large_text_puts_the_clauses_above_their_text(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan()
    page = at_clause(hands)
    settle()
    left = page.list.mapTo(page, QPoint(page.list.width(), 0)).x()
    assert page.view.mapTo(page, QPoint(0, 0)).x() >= left
    hands.window.set_text_size(200)
    settle(30)
    page = at_clause(hands)
    settle(50)
    assert page.view.width() > 0.9 * page.list.width()
    page.list.setCurrentRow(3)
    settle(50)
    below = page.list.mapTo(page, QPoint(0, page.list.height())).y()
    top = page.view.mapTo(page, QPoint(0, 0)).y()
    assert below <= top < page.viewport().height() * 2 / 3
