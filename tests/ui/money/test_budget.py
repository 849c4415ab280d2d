"""The money workbench in the window, with the built-in pack and a persona's answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.conftest import focusable
from tests.ui.hands import Hands
from tests.ui.money.conftest import persona
from wizard import packs
from wizard.model.answers import Answer, Cell
from wizard.model.money import Money
from wizard.plans import library
from wizard.session import Session
from wizard.ui.budget.charts_card import SUBJECTS
from wizard.ui.budget.explain import Explanation
from wizard.ui.budget.money_strip import SHOWN, FigureTile
from wizard.ui.budget.page import BudgetPage
from wizard.ui.questions.pick import PickEditor
from wizard.ui.shell.window import Window


@pytest.fixture
def at_budget(
    qtbot: QtBot, make_window: Callable[..., Window], library: Path
) -> Callable[..., Hands]:
    """Open a persona's plan at the money workbench."""

    def open_at(name: str = "xiaolin", size: tuple[int, int] = (1366, 688)) -> Hands:
        return open_bench(qtbot, make_window("", size), library, name, "budget")

    return open_at


def open_bench(qtbot: QtBot, window: Window, folder: Path, name: str, place: str) -> Hands:
    path = library_path(folder)
    made = Session.create(path, packs.built_in(), name="计划", answers=persona(name))
    made.close()
    window.open_path(path)
    hands = Hands(qtbot, window)
    hands.click(place)
    assert hands.screen.place == place
    return hands


def library_path(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return library.new_path("计划", folder)


def page_of(hands: Hands) -> BudgetPage:
    page = hands.screen.page
    assert isinstance(page, BudgetPage)
    return page


def stored(hands: Hands, cell: str) -> Answer:
    table, row, column = cell.split(".")
    return hands.evaluation.cell(Cell(table, int(row) - 1, column))


def test_lines_are_written_by_keys_alone(at_budget: Callable[..., Hands]) -> None:
    hands = at_budget("")
    assert hands.focus == "budget_lines.1.item"
    hands.type("budget_lines.1.item", "首批进货")
    assert hands.focus == "budget_lines.1.amount"
    hands.type("budget_lines.1.amount", "2,400")
    assert hands.focus == "budget_lines.1.kind"
    hands.press(Qt.Key.Key_1)
    assert stored(hands, "budget_lines.1.kind").value == "one_off"
    hands.press(Qt.Key.Key_Right)
    assert stored(hands, "budget_lines.1.kind").value == "monthly"
    hands.press(Qt.Key.Key_Left, Qt.Key.Key_Tab, Qt.Key.Key_1)
    assert stored(hands, "budget_lines.1.category").value == "first_stock"
    assert hands.evaluation.figures["startup_known"].value == 240_000
    assert hands.find("budget_lines.total", QLabel).text() == "开业前要付：2,400 元"
    hands.press(Qt.Key.Key_Delete)
    assert stored(hands, "budget_lines.1.category").is_empty


def test_no_total_is_told_before_anything_counts_and_the_strip_keeps_its_height(
    at_budget: Callable[..., Hands],
) -> None:
    hands = at_budget("")
    head = hands.find("figure.own_money_needed", FigureTile)
    height = head.height()
    hands.type("budget_lines.1.item", "首批进货")
    hands.type("budget_lines.1.amount", "4200")
    said = [one.text() for one in page_of(hands).findChildren(QLabel) if one.isVisible()]
    reason = hands.window.words("money.reason.kind_missing")
    assert hands.find("budget_lines.total", QLabel).text() == "开业前至少要付：—"
    assert f"启动预算 — / 上限 5,000 元：{reason}" in said
    hands.find("budget_lines.1.kind").setFocus()
    hands.press(Qt.Key.Key_1)
    assert any(
        "启动预算 4,200 / 上限 5,000 元" in one.text()
        for one in page_of(hands).findChildren(QLabel)
    )
    assert head.height() == height


def test_up_and_down_move_between_rows(at_budget: Callable[..., Hands]) -> None:
    hands = at_budget()
    hands.find("budget_lines.2.amount").setFocus()
    hands.press(Qt.Key.Key_Down)
    assert hands.focus == "budget_lines.3.amount"
    hands.press(Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert hands.focus == "budget_lines.1.amount"
    hands.press(Qt.Key.Key_Up)
    assert hands.focus == "budget_lines.1.amount"


@pytest.mark.qt_log_ignore("does not support grabbing", extend=True)
def test_down_in_a_list_opens_it(at_budget: Callable[..., Hands]) -> None:
    hands = at_budget()
    hands.find("budget_lines.1.kind").setFocus()
    hands.press(Qt.Key.Key_Down)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert hands.focus == "budget_lines.1.kind"


def test_the_menu_of_a_cell_holds_every_choice(at_budget: Callable[..., Hands]) -> None:
    hands = at_budget()
    cell = page_of(hands).table
    assert cell is not None
    editor = cell.cells[Cell("budget_lines", 0, "kind")]
    assert isinstance(editor, PickEditor)
    menu = editor.menu()
    yearly = menu.findChild(QAction, "budget_lines.1.kind.yearly")
    assert yearly is not None
    yearly.trigger()
    assert stored(hands, "budget_lines.1.kind").value == "yearly"
    not_sure = menu.findChild(QAction, "budget_lines.1.kind.not_sure")
    assert not_sure is not None
    not_sure.trigger()
    assert stored(hands, "budget_lines.1.kind").not_sure
    menu.deleteLater()


def test_what_cannot_be_read_stays_and_the_total_is_a_lower_bound(
    at_budget: Callable[..., Hands],
) -> None:
    hands = at_budget()
    hands.type("budget_lines.2.amount", "八百左右")
    assert hands.find("budget_lines.2.amount", QLineEdit).text() == "八百左右"
    assert hands.find("budget_lines.total", QLabel).text() == "开业前至少要付：3,400 元"
    hands.type("budget_lines.2.amount", "８００")
    assert hands.find("budget_lines.total", QLabel).text() == "开业前要付：4,200 元"


def test_figures_show_what_the_last_change_did(at_budget: Callable[..., Hands]) -> None:
    hands = at_budget()
    hands.type("budget_lines.2.amount", "500")
    tile = hands.find("figure.own_money_needed", FigureTile)
    assert tile.change == "5,280 → 4,980（−300）"
    assert hands.find("figure.contribution_per_order", FigureTile).change == ""
    assert tile.change in tile.accessibleDescription()
    hands.type("budget_lines.2.amount", "500.5")
    assert tile.change == "4,980 → 4,980.50（＋0.50）"


def test_what_the_platform_charges_is_shown_and_never_typed(
    at_budget: Callable[..., Hands],
) -> None:
    hands = at_budget()
    names = {one.objectName() for one in page_of(hands).findChildren(QLineEdit)}
    assert not {name for name in names if "annual_fee" in name or "deposit" in name}
    platforms = hands.evaluation.answers["platforms"]
    rows = platforms.value
    assert isinstance(rows, tuple)
    assert not isinstance(rows[0], str)
    changed = ({**rows[0], "annual_fee": Answer(value=Money(123_400))}, *rows[1:])
    hands.plan.desk.change({"platforms": platforms.with_value(changed)})
    shown = {one.text() for one in page_of(hands).findChildren(QLabel) if one.isVisible()}
    assert "1,234" in shown
    assert hands.evaluation.figures["startup_total"].value == 483_400
    hands.click("budget_lines.linked.annual_fee")
    assert hands.screen.current_question == "platforms"


def test_a_way_to_save_is_one_step_and_undo_takes_it_back(
    at_budget: Callable[..., Hands],
) -> None:
    hands = at_budget("over_cap")
    before = hands.evaluation.answers["budget_lines"]
    assert hands.evaluation.figures["headroom"].value == -38_000
    hands.click("saving.1")
    assert hands.evaluation.figures["headroom"].value == 0
    assert not hands.shows("savings")
    hands.press(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert hands.evaluation.answers["budget_lines"] == before
    assert hands.screen.place == "budget"
    assert hands.shows("savings")


def test_every_figure_explains_itself_and_leads_to_its_inputs(
    at_budget: Callable[..., Hands],
) -> None:
    hands = at_budget()
    for name in SHOWN:
        hands.click(f"figure.{name}")
        card = hands.find("explanation", Explanation)
        assert card.figure == name
        assert hands.find(f"figure.{name}", FigureTile).isChecked()
    hands.press(Qt.Key.Key_Escape)
    assert not hands.shows("explanation")
    hands.click("figure.lowest_cash")
    hands.qtbot.waitUntil(lambda: hands.shows("explanation.cash_available.1"))
    hands.click("explanation.cash_available.1")
    assert hands.screen.current_question == "cash_available"
    assert hands.screen.place.startswith("topic:")


def test_the_chance_of_running_dry_arrives_while_typing_goes_on(
    at_budget: Callable[..., Hands], qtbot: QtBot
) -> None:
    hands = at_budget()
    tile = hands.find("figure.runout_probability_13_weeks", FigureTile)
    field = hands.find("budget_lines.2.amount", QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "90")
    qtbot.waitUntil(lambda: "—" not in tile.accessibleName(), timeout=10_000)
    assert field.text() == "90"
    assert field.hasFocus()
    assert stored(hands, "budget_lines.2.amount").value == Money(80_000)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_subject_is_drawn_or_says_why_not(
    subject: str, at_budget: Callable[..., Hands]
) -> None:
    hands = at_budget("")
    charts = page_of(hands).charts
    charts.choose(subject)
    texts = {one.text() for one in charts.findChildren(QLabel) if one.text()}
    assert any("还没填" in text or "填了预算" in text for text in texts)


@pytest.mark.parametrize(
    ("size", "percent"),
    [((1366, 688), 100), ((1093, 534), 100), ((910, 432), 100), ((1366, 688), 200)],
)
def test_nothing_sticks_out_and_everything_has_a_name(
    size: tuple[int, int], percent: int, at_budget: Callable[..., Hands]
) -> None:
    hands = at_budget("over_cap", size)
    while hands.window.look.percent < percent:
        hands.window.resize_text(1)
    page = page_of(hands)
    for _ in range(3):
        QApplication.processEvents()
    assert page.body.minimumSizeHint().width() <= page.viewport().width()
    nameless = [
        one.objectName() or type(one).__name__
        for one in focusable(page)
        if not one.accessibleName() and not getattr(one, "text", lambda: "")()
    ]
    assert not nameless


def test_the_card_of_the_question_leads_to_the_workbench(at_budget: Callable[..., Hands]) -> None:
    hands = at_budget()
    hands.open("budget_lines")
    hands.click("budget_lines.bench")
    assert hands.screen.place == "budget"
    hands.press(Qt.Key.Key_Left, modifier=Qt.KeyboardModifier.AltModifier)
    assert hands.screen.current_question == "budget_lines"
