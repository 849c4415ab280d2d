"""The window as a whole: walking, switching, saving, printing, reading aloud."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QProgressBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.clipping import SETTLING, clipped
from tests.ui.conftest import focusable
from tests.ui.hands import Hands
from wizard.errors import PlanError
from wizard.session import Session
from wizard.ui.pages.review import ReviewPage
from wizard.ui.pages.summary import SummaryPage
from wizard.ui.parts.pills import Pill
from wizard.ui.questions.choices import Options
from wizard.ui.questions.topic_page import Page
from wizard.ui.shell.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path: Path) -> None:
    """In a process of its own: what is loaded when the home screen has been painted."""
    program = textwrap.dedent(
        """
        import sys
        from PySide6.QtCore import QEvent, QObject
        from PySide6.QtWidgets import QApplication
        from wizard.app import open_window

        class Painted(QObject):
            def eventFilter(self, watched, event):
                if event.type() == QEvent.Type.Paint and watched is window.home.viewport():
                    heavy = {"pydantic", "yaml", "jinja2", "reportlab", "numpy", "docx"}
                    print(sorted(heavy & set(sys.modules)), flush=True)
                    app.removeEventFilter(self)
                    app.quit()
                return False

        app = QApplication([])
        window = open_window(app)
        painted = Painted()
        app.installEventFilter(painted)
        window.show()
        app.exec()
        window.core.wait()
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={
            "QT_QPA_PLATFORM": "offscreen",
            "SHOP_LAUNCH_LIBRARY": str(tmp_path),
            "PATH": "",
            "PYTHONPATH": str(Path(__file__).parents[2]),
        },
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_without_a_display_it_says_so_and_ends() -> None:
    program = "import sys; from wizard.app import run; sys.exit(run([]))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={"PATH": "", "PYTHONPATH": str(Path(__file__).parents[2]), "LC_ALL": "C.UTF-8"},
    )
    if sys.platform == "linux":
        assert done.returncode == 2
        assert "launch-wizard" in done.stderr
        assert "Traceback" not in done.stderr


def test_the_whole_gallery_by_keyboard(hands: Hands) -> None:
    """From the hub to a plan that may be printed, without a mouse."""
    assert hands.focus == "next"
    hands.press(Qt.Key.Key_Return)
    assert hands.focus == "open_at_weekend.yes"
    hands.press(Qt.Key.Key_1, Qt.Key.Key_Return)
    assert hands.focus == "rain_plan.yes"
    hands.press(Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_1, Qt.Key.Key_Return)
    assert hands.focus == "next"
    hands.press(Qt.Key.Key_Return)
    assert hands.focus == "stall_name"
    hands.type("stall_name", "Corner books")
    assert hands.focus == "contact_phone"
    hands.press(Qt.Key.Key_Return, modifier=CTRL)
    assert hands.screen.place == "summary:stall"
    hands.press(Qt.Key.Key_Return, modifier=CTRL)
    assert hands.screen.place.startswith("topic:")
    assert hands.evaluation.answers["stall_name"].value == "Corner books"
    assert hands.evaluation.areas["stall"].answered == 4


def test_next_is_always_enabled_and_the_walk_reaches_every_topic(hands: Hands) -> None:
    hands.screen.go_named("stall")
    seen = [hands.screen.place]
    for _ in range(20):
        button = hands.find("next", QAbstractButton)
        assert button.isEnabled()
        hands.press(Qt.Key.Key_Return, modifier=CTRL)
        if hands.screen.place in seen:
            break
        seen.append(hands.screen.place)
    assert {"topic:choices", "topic:writing", "summary:stall"} <= set(seen)


def test_back_in_order_and_back_where_i_was_are_two_things(hands: Hands) -> None:
    hands.open("discount")
    hands.click("review")
    hands.press(Qt.Key.Key_Left, modifier=Qt.KeyboardModifier.AltModifier)
    assert hands.screen.current_question == "discount"
    hands.click("previous")
    assert hands.screen.place != "review"


def test_one_way_to_every_area_by_number_and_by_click(hands: Hands) -> None:
    for number, area in enumerate(hands.plan.session.checklist.areas, start=1):
        hands.press(getattr(Qt.Key, f"Key_{number}"), modifier=CTRL)
        assert hands.page.area.id == area.id
        hands.click("hub")
        hands.click(area.id)
        assert hands.page.area.id == area.id
    for name in ("hub", "review", "preview"):
        hands.click(name)
        assert hands.screen.place == name


def test_the_panes_are_cycled_and_help_is_one_key_away(hands: Hands) -> None:
    hands.open("rain_plan")
    hands.press(Qt.Key.Key_F1)
    panel = hands.screen.panel
    assert panel.isAncestorOf(hands.focused)
    assert any("旧书" in one.text() or "淋湿" in one.text() for one in panel.findChildren(QLabel))
    hands.press(Qt.Key.Key_F6)
    assert hands.focus == "next"
    hands.press(Qt.Key.Key_F6)
    assert hands.screen.rail.isAncestorOf(hands.focused)
    hands.press(Qt.Key.Key_F6)
    assert hands.screen.shelf.isAncestorOf(hands.focused)


def test_undo_travels_back_and_names_itself(hands: Hands) -> None:
    hands.open("starting_cash")
    hands.type("starting_cash", "600")
    hands.type("starting_cash", "480")
    hands.click("review")
    hands.press(Qt.Key.Key_Z, modifier=CTRL)
    assert hands.screen.current_question == "starting_cash"
    assert hands.find("starting_cash", QLineEdit).text() == "600"
    said = [one.text() for one in hands.window.toast.findChildren(QLabel)]
    assert any("480" in text and "600" in text for text in said)
    hands.press(Qt.Key.Key_Y, modifier=CTRL)
    assert hands.find("starting_cash", QLineEdit).text() == "480"


def test_undo_inside_a_field_is_the_fields_until_it_is_committed(hands: Hands) -> None:
    hands.open("starting_cash")
    hands.type("starting_cash", "600")
    hands.type("starting_cash", "7", enter=False)
    hands.press(Qt.Key.Key_Z, modifier=CTRL)
    assert hands.evaluation.answers["starting_cash"].value is not None
    assert hands.find("starting_cash", QLineEdit).text() != "7"


def test_f7_walks_what_needs_work(hands: Hands) -> None:
    hands.open("book_kinds")
    hands.click("book_kinds.copies")
    hands.open("stall_name")
    hands.press(Qt.Key.Key_F7, modifier=SHIFT)
    assert hands.screen.current_question == "book_kinds"
    hands.press(Qt.Key.Key_F7)
    assert hands.screen.current_question == "stall_name"


def test_jump_by_number_and_by_word(hands: Hands) -> None:
    hands.press(Qt.Key.Key_J, modifier=CTRL)
    hands.type("jump_field", "２．１")
    assert hands.plan.session.checklist.numbers[hands.screen.current_question] == "2.1"
    assert not hands.shows("jump_dialog")
    hands.plan.ask_jump()
    hands.type("jump_field", "雨", enter=False)
    hands.click("jump.rain_plan")
    assert hands.screen.current_question == "rain_plan"


def test_a_jump_to_nothing_says_so_beside_the_field_and_keeps_what_was_typed(hands: Hands) -> None:
    before = hands.screen.place
    hands.press(Qt.Key.Key_J, modifier=CTRL)
    hands.type("jump_field", "没有这样的词", enter=False)
    assert not hands.shows("jump_said")
    hands.press(Qt.Key.Key_Return)
    said = hands.find("jump_said", QLabel)
    assert "没有这样的词" in said.text()
    field = hands.find("jump_field", QLineEdit)
    assert field.text() == "没有这样的词"
    assert field.accessibleDescription() == said.text()
    assert hands.focus == "jump_field"
    field.clear()
    hands.press(Qt.Key.Key_Return)
    assert said.text() == hands.window.words("ui.jump_empty")
    hands.press(Qt.Key.Key_Escape)
    assert hands.screen.place == before


def test_next_stays_where_it_is_from_page_to_summary(hands: Hands) -> None:
    hands.open("book_kinds")
    button = hands.find("next")
    place = button.mapTo(hands.window, button.rect().bottomRight())
    while not isinstance(hands.screen.page, SummaryPage):
        hands.click("next")
    assert button.mapTo(hands.window, button.rect().bottomRight()) == place
    assert hands.focus == "next"
    hands.press(Qt.Key.Key_Return)
    assert not isinstance(hands.screen.page, SummaryPage)


def test_skip_marks_for_later(hands: Hands) -> None:
    hands.open("rain_plan")
    hands.click("skip")
    assert hands.evaluation.answers["rain_plan"].later
    assert hands.screen.current_question == "book_kinds"


def test_a_blocked_final_edition_lists_everything_with_working_links(hands: Hands) -> None:
    hands.open("book_kinds")
    hands.click("book_kinds.copies")
    hands.click("review")
    hands.click("print_final")
    assert hands.screen.place == "review"
    for question in ("book_kinds", "stall_name"):
        assert hands.shows(f"gate.{question}")
    hands.click("gate.book_kinds")
    assert hands.screen.current_question == "book_kinds"
    hands.click("book_kinds.copies")
    hands.click("next")
    assert hands.screen.place == "review"
    assert not hands.shows("gate.book_kinds") or "book_kinds" in hands.evaluation.missing


def test_the_filters_of_the_review(hands: Hands) -> None:
    hands.open("rain_plan")
    hands.press(Qt.Key.Key_4)
    hands.click("review")
    page = hands.screen.page
    assert isinstance(page, ReviewPage)
    hands.click("review_filter.unsure")
    hands.qtbot.waitUntil(lambda: not hands.shows("review.stall_name"))
    assert hands.shows("review.rain_plan")
    hands.click("review.rain_plan")
    assert hands.screen.current_question == "rain_plan"


def test_saving_is_told_and_trouble_stays_until_it_is_over(hands: Hands) -> None:
    hands.open("rain_plan")
    hands.press(Qt.Key.Key_1)
    saved = hands.find("save_state", QLabel)
    hands.qtbot.waitUntil(lambda: "已自动保存" in saved.text())
    assert hands.plan.session.plan.flush(5)
    hands.qtbot.wait(50)
    hands.plan.session.plan.on_failed(  # type: ignore[misc]
        PlanError("plans.disk_full", path="x")
    )
    trouble = hands.window.trouble
    hands.qtbot.waitUntil(trouble.isVisible)
    assert "没存上" in saved.text()
    assert hands.shows("retry")
    assert hands.shows("save_copy")
    hands.press(Qt.Key.Key_2)
    hands.qtbot.waitUntil(lambda: not trouble.isVisible())


def test_a_plan_in_another_window_is_read_only_until_taken_over(
    hands: Hands, make_window: Callable[..., Window]
) -> None:
    hands.open("rain_plan")
    hands.press(Qt.Key.Key_1)
    assert hands.plan.session.plan.flush()
    second = make_window()
    second.open_path(hands.plan.session.path)
    other = Hands(hands.qtbot, second)
    assert other.plan.session.read_only
    other.open("rain_plan")
    other.click("rain_plan.no")
    assert other.evaluation.answers["rain_plan"].value == "yes"
    assert other.find("rain_plan.yes", QAbstractButton).isChecked()
    other.click("edit_here")
    other.click("rain_plan.no")
    assert other.evaluation.answers["rain_plan"].value == "no"


def test_a_button_of_the_header_keeps_the_focus_keys_brought_it(hands: Hands) -> None:
    for at_home in (False, True):
        if at_home:
            hands.click("home")
        for name in ("language", "text_size"):
            hands.find(name).setFocus(Qt.FocusReason.TabFocusReason)
            hands.press(Qt.Key.Key_Space)
            assert hands.focus == name
            hands.press(Qt.Key.Key_Space)
            assert hands.focus == name


def test_the_preview_shows_the_pages_and_the_pdf_is_saved(hands: Hands, tmp_path: Path) -> None:
    hands.press(Qt.Key.Key_F9)
    preview = hands.screen.shelf.preview
    assert preview is not None
    hands.qtbot.waitUntil(lambda: preview.is_current, timeout=20_000)
    hands.qtbot.waitUntil(lambda: not preview.is_blank, timeout=10_000)
    assert preview.page_total > 2
    hands.click("save_pdf")
    dialog = hands.window.findChild(QFileDialog, "save_dialog")
    assert dialog is not None
    target = tmp_path / "plan.pdf"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    assert target.read_bytes().startswith(b"%PDF")
    assert hands.screen.place == "done"
    assert len(hands.plan.session.plan.prints()) == 1


def test_a_change_reaches_the_preview(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F9)
    preview = hands.screen.shelf.preview
    assert preview is not None
    hands.qtbot.waitUntil(lambda: preview.is_current, timeout=20_000)
    first = preview.printed
    hands.press(Qt.Key.Key_F9)
    hands.open("rain_plan")
    hands.press(Qt.Key.Key_3)
    hands.press(Qt.Key.Key_F9)
    assert not preview.is_current
    hands.qtbot.waitUntil(lambda: preview.is_current, timeout=20_000)
    assert preview.printed is not first


def test_the_final_edition_is_refused_by_opening_the_list(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F9)
    hands.click("edition.final")
    assert hands.screen.place == "review"


def test_a_bug_in_a_slot_is_reported_without_answers(hands: Hands, tmp_path: Path) -> None:
    from wizard.ui.shell import crash

    shown: list[Path | None] = []
    before = crash.install(tmp_path, shown.append)
    try:
        typed = "13800138000"
        try:
            raise ValueError(typed)
        except ValueError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    finally:
        sys.excepthook = before
    (report,) = shown
    assert report is not None
    text = report.read_text("utf-8")
    assert "ValueError" in text
    assert typed not in text
    hands.window.show_crash(report)
    hands.window.show_crash(report)
    (dialog,) = hands.window.findChildren(QMessageBox, "crash_dialog")
    assert report.name in dialog.informativeText()
    dialog.close()


def test_a_bug_is_told_where_no_report_can_be_written(hands: Hands, tmp_path: Path) -> None:
    from wizard.ui.shell import crash

    before = crash.install(tmp_path / "nowhere", hands.window.show_crash)
    try:
        sys.excepthook(ValueError, ValueError(), None)
    finally:
        sys.excepthook = before
    (dialog,) = hands.window.findChildren(QMessageBox, "crash_dialog")
    assert "没能写下来" in dialog.informativeText()
    assert [one.text() for one in dialog.buttons()] == [hands.window.words("ui.carry_on")]
    dialog.close()


def test_no_window_but_ours_ever_shows(hands: Hands, qapp: QApplication) -> None:
    """A widget made visible before it has a parent would flash up and take the focus."""
    strays: list[str] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            shows = event.type() == QEvent.Type.Show
            if shows and isinstance(watched, QWidget) and watched.isWindow():
                strays.append(f"{type(watched).__name__} {watched.objectName()}")
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    try:
        for topic in hands.plan.session.checklist.topics:
            hands.screen.go(f"topic:{topic.id}")
        for name in ("hub", "review", "preview", "summary:stall"):
            hands.screen.go(name)
        hands.open("books")
        hands.type("books.1.title", "x")
    finally:
        qapp.removeEventFilter(watch)
    assert not strays


PLACES = ("hub", "review", "topic:choices", "topic:writing", "topic:lists", "summary:stall")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everything_that_takes_the_focus_has_a_name_and_a_role(hands: Hands, language: str) -> None:
    if language == "en":
        hands.click("language")
    nameless = []
    for place in (*PLACES, "preview"):
        hands.screen.go(place)
        for widget in focusable(hands.window):
            interface = QAccessible.queryAccessibleInterface(widget)
            name = interface.text(QAccessible.Text.Name).strip()
            if not name or interface.role() == QAccessible.Role.NoRole:
                nameless.append((place, type(widget).__name__, widget.objectName()))
    assert not nameless


def test_the_budget_meter_reads_as_a_progress_bar(hands: Hands) -> None:
    meter = hands.window.findChild(QProgressBar, "budget_meter")
    assert meter is not None
    interface = QAccessible.queryAccessibleInterface(meter)
    assert interface.role() == QAccessible.Role.ProgressBar
    assert interface.text(QAccessible.Text.Name)
    assert interface.text(QAccessible.Text.Description)


SIZES = [(1366, 688), (1093, 534), (910, 432)]


@pytest.mark.parametrize("size", SIZES, ids=["1366", "1093", "910"])
@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_clipped_and_nothing_scrolls_sideways(
    hands: Hands, size: tuple[int, int], percent: int, language: str
) -> None:
    """T2 and T4: wrapped labels get the height they need, pages never scroll sideways."""
    window = hands.window
    window.resize(*size)
    if language == "en":
        window.switch_language()
    if percent != 100:
        window.look.resize_text(percent)
        window._rebuild()
    problems: list[str] = []
    for place in PLACES:
        hands.screen.go(place)
        for _ in range(SETTLING):
            # Wrapped labels ask for their height only once they know their width.
            QApplication.processEvents()
            found = trouble_on(hands)
            if not found:
                break
        problems += [f"{place}: {one}" for one in found]
    assert window.width() <= size[0] + 1
    assert not problems, "\n".join(problems[:20])


def trouble_on(hands: Hands) -> list[str]:
    page = hands.screen.page
    assert isinstance(page, Page)
    excess = page.body.width() - page.viewport().width()
    wide = [f"wider than the page by {excess}"] if excess > 0 else []
    return clipped(hands.window) + wide


def test_tab_order_is_reading_order(hands: Hands) -> None:
    hands.open("open_at_weekend")
    last = -1
    for _ in range(8):
        widget = QApplication.focusWidget()
        if widget is None or not hands.page.isAncestorOf(widget):
            break
        top = widget.mapTo(hands.page.body, QPoint(0, 0)).y()
        card = next(one for one in hands.page.cards.values() if one.isAncestorOf(widget))
        assert card.y() >= last
        last = card.y()
        assert top >= 0
        hands.press(Qt.Key.Key_Tab)
    assert isinstance(hands.plan.session, Session)


def test_a_long_option_wraps_in_a_narrow_row(qtbot: QtBot, hands: Hands) -> None:
    row = Options(
        hands.window.look,
        "long",
        "?",
        {"one": "查不到、对不上，或有严重违法失信记录，" * 3, "two": "短"},
        many=False,
        dense=True,
    )
    qtbot.addWidget(row)
    row.resize(260, 400)
    row.show()
    pill = row.findChild(Pill, "long.one")
    assert pill is not None
    qtbot.waitUntil(lambda: pill.width() <= 260)
    assert pill.height() >= pill.heightForWidth(pill.width()) > pill.sizeHint().height()
