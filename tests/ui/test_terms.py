"""The list of terms: found from the help, the menu and a key; looked up by word; read aloud."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.hands import Hands
from wizard.model.checklist import Term
from wizard.ui.parts.shortcuts import SHORTCUTS
from wizard.ui.parts.terms_dialog import MEANING, TermsDialog, matching
from wizard.ui.shell.window import Window

SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def _term(zh: str, en: str, meaning: str) -> Term:
    return Term.model_validate({"term": {"zh": zh, "en": en}, "meaning": {"zh": meaning}})


TERMS = (
    _term("卡密", "code", "点卡的兑换码"),
    _term("退款率", "refund rate", "退款单占成交单"),
    _term("毛利", "margin", "扣掉退款后剩下的"),
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", [0, 1, 2]),
        ("退款", [1, 2]),
        ("REFUND", [1]),
        ("退款 margin", [2]),
        ("没有的词", []),
    ],
)
def test_a_term_is_found_by_its_words_in_any_language(typed: str, found: list[int]) -> None:
    assert matching(TERMS, typed) == [TERMS[one] for one in found]


def test_what_is_called_so_comes_before_what_is_explained_so() -> None:
    assert matching((TERMS[2], TERMS[1]), "退款") == [TERMS[1], TERMS[2]]


@pytest.fixture
def real(qtbot: QtBot, make_window: Callable[..., Window]) -> Hands:
    window = make_window("")
    window.begin_plan("小林", [])
    return Hands(qtbot, window)


def _shown(hands: Hands) -> TermsDialog:
    dialog = hands.window.findChild(TermsDialog, "terms_dialog")
    assert dialog is not None
    assert dialog.isVisible()
    return dialog


def _close(hands: Hands) -> None:
    _shown(hands).done(0)
    hands.qtbot.waitUntil(lambda: hands.window.findChild(TermsDialog) is None)


def test_every_term_of_the_pack_is_listed_in_both_languages(real: Hands) -> None:
    assert real.window.plan is not None
    terms = list(real.window.plan.session.checklist.terms.values())
    for language in ("zh", "en"):
        real.window.show_terms()
        listed = _shown(real).list
        rows = [listed.item(row) for row in range(listed.count())]
        assert [row.text() for row in rows] == [one.term.say(language) for one in terms]
        assert [row.data(MEANING) for row in rows] == [one.meaning.say(language) for one in terms]
        assert all(row.text() in row.data(SPOKEN) for row in rows)
        assert all(row.data(MEANING) in row.data(SPOKEN) for row in rows)
        _close(real)
        real.window.switch_language()


def test_help_menu_and_key_lead_to_it(real: Hands) -> None:
    assert real.window.plan is not None
    screen = real.window.plan.screen
    screen.go_area(0)
    real.click("help_terms")
    _shown(real).done(0)
    real.qtbot.waitUntil(lambda: real.window.findChild(TermsDialog) is None)
    title = real.window.words("ui.terms")
    menu = real.window.menu()
    action = next(one for one in menu.actions() if one.text() == title)
    assert isinstance(action, QAction)
    action.trigger()
    _close(real)
    keys = next(one.keys[0] for one in SHORTCUTS if one.does == "show_terms")
    made = [one for one in real.window.findChildren(QShortcut) if one.key().toString() == keys]
    made[0].activated.emit()
    _shown(real)


def test_it_is_there_before_any_plan_is_open(make_window: Callable[..., Window]) -> None:
    window = make_window("")
    window.show_terms()
    dialog = window.findChild(TermsDialog, "terms_dialog")
    assert dialog is not None
    assert dialog.list.count() == len(window.core.checklist().checklist.terms)


def test_keys_alone_look_a_term_up(real: Hands) -> None:
    real.window.show_terms()
    dialog = _shown(real)
    real.qtbot.waitUntil(dialog.field.hasFocus)
    QTest.keyClicks(dialog.field, "SKU")
    assert dialog.list.item(0).text() == "SKU"
    assert str(dialog.list.count()) in dialog.said.text()
    assert dialog.field.accessibleDescription() == dialog.said.text()
    QTest.keyClick(dialog.field, Qt.Key.Key_Down)
    assert dialog.list.hasFocus()
    assert dialog.list.currentRow() == 0
    dialog.field.setText("没有这样的词")
    dialog.field.setFocus()
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.field.hasFocus()
    assert "没有这样的词" in dialog.said.text()
    QTest.keyClick(dialog.field, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize("percent", [100, 200])
def test_a_row_is_as_high_as_its_meaning_takes(real: Hands, percent: int) -> None:
    real.window.set_text_size(percent)
    real.window.show_terms()
    dialog = _shown(real)
    dialog.resize(real.window.look.px(330), dialog.height())
    listed = dialog.list
    by_length = sorted(
        (listed.item(row) for row in range(listed.count())), key=lambda one: len(one.data(MEANING))
    )
    short, long = by_length[0], by_length[-1]

    def is_higher() -> bool:
        return listed.visualItemRect(long).height() > listed.visualItemRect(short).height()

    real.qtbot.waitUntil(is_higher)
    assert listed.horizontalScrollBar().maximum() == 0
