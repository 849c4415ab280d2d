"""The trainer's screen, by real keys and clicks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QPlainTextEdit,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.conftest import focusable
from tests.ui.hands import Hands
from tests.ui.trainer.conftest import TrainerHands, handed_in
from wizard.documents.opened import OpenedPdf
from wizard.plans.reading import read_foreign, write_contents
from wizard.session.feedback import Feedback, feedback, write_returned
from wizard.session.membership import membership
from wizard.ui.parts.errand import Errand, Progress
from wizard.ui.shell.window import Window
from wizard.ui.trainer.lesson import StepClock
from wizard.ui.trainer.page import TABS
from wizard.workshop.classroom import read_classroom, read_grades
from wizard.workshop.sheets import Sheets

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def _collect(hands: TrainerHands, stick: Path) -> None:
    hands.click("trainer_tab.collect")
    hands.click("read_stick")
    hands.choose(stick)
    hands.qtbot.waitUntil(lambda: hands.lesson.board is not None, timeout=60_000)
    hands.qtbot.waitUntil(
        lambda: hands.lesson.collection is not None and not hands.lesson.errand.is_running,
        timeout=60_000,
    )


def _rows(table: QTableWidget, column: int) -> list[str]:
    items = [table.item(row, column) for row in range(table.rowCount())]
    return [item.text() if item is not None else "" for item in items]


def test_a_class_is_made_with_its_kit(trainer: TrainerHands, tmp_path: Path) -> None:
    assert trainer.focus == "class_name"
    trainer.type("class_name", "春季班", enter=False)
    trainer.type("class_people", "2", enter=False)
    trainer.click("class_agenda.1d")
    trainer.click("make_class")
    trainer.choose(tmp_path)
    trainer.rest()
    made = read_classroom(tmp_path / "春季班")
    assert (made.name, made.agenda, made.people) == ("春季班", "1d", 2)
    kit = tmp_path / "春季班" / "kit"
    plans = sorted((kit / "plans").glob("*.shopplan"))
    assert len(plans) == 2
    assert membership(read_foreign(plans[0]).summary).class_id == made.id
    assert trainer.lesson.classroom == made
    assert trainer.shows("class_clock")


@pytest.mark.parametrize(
    ("field", "typed"), [("class_name", ""), ("class_date", "明天"), ("class_people", "0")]
)
def test_what_cannot_be_read_is_said_beside_the_field(
    trainer: TrainerHands, field: str, typed: str
) -> None:
    trainer.type("class_name", "Class", enter=False)
    trainer.type(field, typed or " ", enter=False)
    trainer.click("make_class")
    assert trainer.focus == field
    assert trainer.find("class_note", QLabel).text()
    assert trainer.focused.accessibleDescription()
    assert trainer.lesson.classroom is None


def test_a_folder_without_a_class_is_said(trainer: TrainerHands, tmp_path: Path) -> None:
    trainer.click("open_class")
    trainer.choose(tmp_path)
    assert trainer.window.trouble.is_trouble
    assert trainer.lesson.classroom is None


def test_the_clock_never_moves_to_another_step(qtbot: QtBot) -> None:
    moment = [0.0]
    clock = StepClock(now=lambda: moment[0])
    clock.give(10)
    moment[0] = 60
    assert clock.seconds == 600
    clock.run(running=True)
    moment[0] = 90
    assert clock.seconds == 570
    clock.run(running=False)
    moment[0] = 500
    assert clock.seconds == 570
    clock.extend(5)
    clock.run(running=True)
    moment[0] = 500 + 871
    assert clock.seconds == -1
    clock.run(running=False)


def test_steps_are_walked_by_the_trainer_alone(lesson_at: TrainerHands) -> None:
    hands = lesson_at
    assert hands.lesson.step == 0
    hands.click("clock_pause")
    assert hands.lesson.clock.is_running
    before = hands.lesson.clock.seconds
    hands.click("clock_more")
    assert hands.lesson.clock.seconds in {before + 299, before + 300}
    hands.lesson.clock.extend(-60)
    assert hands.lesson.clock.seconds < 0
    assert "超时" in hands.find("class_clock", QLabel).text()
    assert hands.lesson.step == 0
    hands.click("clock_next")
    assert hands.lesson.step == 1
    assert hands.lesson.clock.seconds == hands.lesson.steps[1].minutes * 60
    hands.find("step.3").setFocus()
    hands.press(Qt.Key.Key_Return)
    assert hands.lesson.step == 2


def test_digits_count_hands(lesson_at: TrainerHands) -> None:
    hands = lesson_at
    hands.click("trainer_tab.hands")
    hands.trainer.take_focus()
    assert hands.focus == "hands"
    hands.press(Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_3, Qt.Key.Key_9)
    assert hands.lesson.hands == [1, 0, 2, 0]
    hands.press(Qt.Key.Key_3, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace)
    assert hands.lesson.hands == [1, 0, 2, 0]
    assert "选项 3：2 人" in hands.find("hands").accessibleDescription()
    hands.click("hands_more")
    hands.click("hand.5")
    assert hands.lesson.hands == [1, 0, 2, 0, 1]
    assert "4" in hands.find("hands_total", QLabel).text()
    hands.click("hands_clear")
    assert hands.lesson.hands == [0] * 5


def test_digits_count_hands_after_a_click_on_the_tab(lesson_at: TrainerHands) -> None:
    hands = lesson_at
    hands.click("trainer_tab.hands")
    hands.press(Qt.Key.Key_1, Qt.Key.Key_3)
    hands.click("hand.2")
    hands.press(Qt.Key.Key_3, Qt.Key.Key_Backspace)
    assert hands.lesson.tab == "hands"
    assert hands.lesson.hands == [1, 1, 1, 0]
    hands.click("trainer_tab.agenda")
    hands.press(Qt.Key.Key_3)
    assert hands.lesson.tab == "collect"


def test_collecting_lists_what_was_refused_and_fills_the_board(
    lesson_at: TrainerHands, stick: Path
) -> None:
    hands = lesson_at
    before = {path: path.read_bytes() for path in stick.iterdir()}
    _collect(hands, stick)
    assert {path: path.read_bytes() for path in stick.iterdir()} == before
    assert "5" in hands.find("collected", QLabel).text()
    refused = hands.find("refused", QTableWidget)
    assert _rows(refused, 0) == ["坏.shopplan"]
    assert all(_rows(refused, 2))
    hands.click("trainer_tab.board")
    table = hands.find("board", QTableWidget)
    assert sorted(_rows(table, 0)) == [f"学员 {number}" for number in range(1, 6)]
    states = {text for column in range(1, 7) for text in _rows(table, column)}
    assert {"完成", "没开始"} <= states


def test_grade_and_comment_are_kept_beside_the_plans(
    lesson_at: TrainerHands, stick: Path, class_folder: Path
) -> None:
    hands = lesson_at
    _collect(hands, stick)
    hands.click("trainer_tab.board")
    hands.click("board_order.name")
    hands.trainer.take_focus()
    assert hands.focus == "board"
    hands.press(Qt.Key.Key_Home, modifier=CTRL)
    hands.press(Qt.Key.Key_Down)
    hands.click("grade.passed")
    hands.type("comment", "再算算运费")
    plan = handed_in(2, "").plan_id
    kept = read_grades(class_folder)[plan]
    assert (kept.grade, kept.comment) == ("passed", "再算算运费")
    table = hands.find("board", QTableWidget)
    assert _rows(table, table.columnCount() - 1) == ["", "合格", "", "", ""]
    hands.trainer.take_focus()
    hands.press(Qt.Key.Key_Down)
    hands.click("grade.excellent")
    grades = read_grades(class_folder)
    assert grades[handed_in(3, "").plan_id].grade == "excellent"
    assert grades[handed_in(3, "").plan_id].comment == ""
    assert grades[plan].comment == "再算算运费"


def test_the_projector_hides_names(lesson_at: TrainerHands, stick: Path) -> None:
    hands = lesson_at
    _collect(hands, stick)
    hands.click("trainer_tab.board")
    hands.press(Qt.Key.Key_F11)
    assert hands.window.look.theme == "projector"
    assert hands.lesson.tab == "board"
    table = hands.find("board", QTableWidget)
    assert sorted(_rows(table, 0)) == [f"0{number} 号" for number in range(1, 6)]
    assert "学员" not in hands.find("board_who", QLabel).text()
    hands.press(Qt.Key.Key_F11)


def test_the_export_shows_exactly_what_leaves(
    lesson_at: TrainerHands, stick: Path, tmp_path: Path
) -> None:
    hands = lesson_at
    hands.click("trainer_tab.leave")
    assert not hands.find("export", QAbstractButton).isEnabled()
    _collect(hands, stick)
    hands.click("trainer_tab.leave")
    shown = hands.find("export_preview", QPlainTextEdit).toPlainText()
    assert "学员" not in shown
    target = tmp_path / "out.csv"
    hands.click("export")
    hands.choose(target, "save_dialog")
    hands.rest()
    assert target.read_bytes().decode("utf-8-sig").replace("\r\n", "\n") == shown


def test_plans_are_printed_and_the_report_is_written(
    lesson_at: TrainerHands, tmp_path: Path
) -> None:
    hands = lesson_at
    stick = tmp_path / "small"
    stick.mkdir()
    for number in (1, 2):
        contents = handed_in(number, f"学员 {number}", "xiaolin" if number == 1 else "")
        write_contents(contents, stick / f"{number}.shopplan")
    _collect(hands, stick)
    hands.click("trainer_tab.leave")
    hands.click("print_edition.final")
    hands.click("print_merged")
    # Nobody ticked: without this, statuses alone would be printed.
    hands.click("print_whole")
    hands.click("print_plans")
    out = tmp_path / "printed"
    hands.choose(out)
    hands.rest()
    assert (out / "summary.csv").is_file()
    assert "学员 2" in hands.find("print_failures", QLabel).text()
    printed = [one for one in out.glob("*.pdf") if one.name != "merged.pdf"]
    assert len(printed) == (out / "merged.pdf").is_file()
    hands.click("report_pdf")
    hands.choose(tmp_path / "report.pdf", "save_dialog")
    hands.rest()
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


def test_an_errand_can_be_stopped_and_a_second_waits(qtbot: QtBot) -> None:
    errand = Errand()

    def endless(progress: Progress) -> None:
        while True:
            progress()

    assert errand.begin("one", endless)
    assert not errand.begin("two", endless)
    with qtbot.waitSignal(errand.stopped) as stopped:
        errand.stop()
    assert stopped.args == ["one"]
    with qtbot.waitSignal(errand.finished):
        assert errand.begin("three", lambda _: 7)
    errand.close()


def test_everything_can_be_reached_and_has_a_name(lesson_at: TrainerHands, stick: Path) -> None:
    hands = lesson_at
    _collect(hands, stick)
    for switch in (False, True):
        if switch:
            hands.press(Qt.Key.Key_L, modifier=CTRL | SHIFT)
        for tab in TABS:
            hands.click(f"trainer_tab.{tab}")
            for widget in focusable(hands.trainer):
                text = widget.text() if isinstance(widget, QAbstractButton) else ""
                assert widget.accessibleName() or text, (tab, widget)


def test_home_leads_out_and_back(lesson_at: TrainerHands) -> None:
    hands = lesson_at
    hands.click("home")
    assert hands.window.trainer is None
    assert hands.window.stack.currentWidget() is hands.window.home
    hands.click("trainer")
    assert hands.focus == "class_name"


def test_a_participant_hands_in_and_agrees(
    qtbot: QtBot, make_window: Callable[..., Window], tmp_path: Path
) -> None:
    source = tmp_path / "blank.shopplan"
    write_contents(handed_in(7, "学员 7"), source)
    hands = TrainerHands(qtbot, make_window(""))
    hands.window.open_path(source)
    text = hands.window.words("trainer.show_answers")
    tick = next(one for one in hands.window.menu().actions() if one.text() == text)
    assert not tick.isChecked()
    tick.trigger()
    assert membership(hands.plan.session.plan.summary).shows_answers
    _action(hands, "trainer.hand_in")
    out = tmp_path / "U"
    out.mkdir()
    hands.choose(out)
    (written,) = (out / "作业").iterdir()
    assert written.name.startswith(f"秋季班-{hands.plan.session.plan.plan_id[:8]}-")
    copy = read_foreign(written)
    assert membership(copy.summary).shows_answers
    assert membership(copy.summary).class_name == "秋季班"


def test_a_plan_of_no_class_has_nothing_to_agree_to(hands: Hands) -> None:
    texts = [one.text() for one in hands.window.menu().actions()]
    assert hands.window.words("trainer.hand_in") in texts
    assert hands.window.words("trainer.show_answers") not in texts


def _action(hands: Hands, key: str) -> None:
    text = hands.window.words(key)
    next(one for one in hands.window.menu().actions() if one.text() == text).trigger()


def _shown_texts(window: Window) -> str:
    """Return everything a room or a screen reader could read."""
    found = [window.windowTitle()]
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        found += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        for getter in ("text", "toPlainText", "placeholderText", "title", "currentText"):
            method = getattr(widget, getter, None)
            if callable(method):
                found.append(str(method()))
        if isinstance(widget, QTableWidget):
            for row in range(widget.rowCount()):
                for column in range(widget.columnCount()):
                    item = widget.item(row, column)
                    found += [item.text(), item.toolTip()] if item is not None else []
    return "\n".join(found)


def test_the_projector_shows_no_name_and_no_amount_of_a_plan(
    qtbot: QtBot, make_window: Callable[..., Window]
) -> None:
    window = make_window("")
    window.begin_plan("张晓雨的小店", ["licensed_software"])
    hands = Hands(qtbot, window)
    hands.open("cash_available")
    hands.type("cash_available", "4321.75")
    assert "4321.75" in _shown_texts(hands.window).replace(",", "")
    hands.press(Qt.Key.Key_F11)
    texts = _shown_texts(hands.window)
    assert "张晓雨" not in texts
    assert "4321" not in texts.replace(",", "")
    before = hands.find("projected", QLabel).text()
    assert before
    hands.press(Qt.Key.Key_PageDown, modifier=CTRL)
    assert hands.find("projected", QLabel).text() != before
    hands.press(Qt.Key.Key_PageUp, modifier=CTRL)
    assert hands.find("projected", QLabel).text() == before
    hands.plan.ask_name()
    assert hands.window.isActiveWindow()
    actions = {one.text() for one in hands.window.menu().actions()}
    assert hands.window.words("ui.save_copy") not in actions
    hands.press(Qt.Key.Key_F11)
    assert "张晓雨" in _shown_texts(hands.window)


def test_the_projector_shows_no_name_of_a_class(lesson_at: TrainerHands, stick: Path) -> None:
    hands = lesson_at
    write_contents(handed_in(4, "学员 9"), stick / "学员 9 的计划.shopplan")
    (stick / "学员 8 坏.shopplan").write_bytes(b"broken")
    _collect(hands, stick)
    hands.press(Qt.Key.Key_F11)
    for tab in TABS:
        hands.click(f"trainer_tab.{tab}")
        texts = _shown_texts(hands.window).replace(hands.window.words("trainer.who"), "")
        for number in range(1, 10):
            assert f"学员 {number}" not in texts, tab
    hands.press(Qt.Key.Key_F11)
    hands.click("trainer_tab.board")
    assert "学员 1" in _shown_texts(hands.window)


def test_a_demonstration_is_shown_on_the_projector_one_question_at_a_time(hands: Hands) -> None:
    topic = next(one for one in hands.plan.session.checklist.topics if len(one.questions) > 1)
    hands.open(topic.questions[0].id)
    assert sum(card.isVisible() for card in hands.page.cards.values()) > 1
    hands.press(Qt.Key.Key_F11)
    assert not hands.shows("budget")
    hands.click("reveal")
    shown = [one for one, card in hands.page.cards.items() if card.isVisible()]
    assert shown == [topic.questions[0].id]
    hands.press(Qt.Key.Key_PageDown, modifier=CTRL)
    assert [one for one, card in hands.page.cards.items() if card.isVisible()] == [
        hands.page.current
    ]
    hands.press(Qt.Key.Key_F11)
    assert sum(card.isVisible() for card in hands.page.cards.values()) > 1


def test_two_plans_are_compared_and_commented_without_names(
    lesson_at: TrainerHands, stick: Path, class_folder: Path, tmp_path: Path
) -> None:
    hands = lesson_at
    write_contents(handed_in(2, "学员 2", "may_open", shows=True), stick / "2.shopplan")
    _collect(hands, stick)
    hands.click("trainer_tab.compare")
    hands.trainer.take_focus()
    assert hands.focus == "compare_a"
    for letter, number in (("a", 1), ("b", 2)):
        chooser = hands.find(f"compare_{letter}", QComboBox)
        chooser.setCurrentIndex(chooser.findData(handed_in(number, "").plan_id))
    hands.click("compare_plans")
    hands.qtbot.waitUntil(lambda: hands.lesson.comparison is not None, timeout=30_000)
    table = hands.find("comparison", QTableWidget)
    said = "".join(_rows(table, 0) + _rows(table, 1) + _rows(table, 2))
    assert "学员" not in said
    row = next(at for at, text in enumerate(_rows(table, 0)) if text.startswith("1.1 "))
    table.setCurrentCell(row, 0)
    hands.type("note_b", "每周够吗？")
    plan = handed_in(2, "").plan_id
    assert list(read_grades(class_folder)[plan].notes.values()) == ["每周够吗？"]
    hands.click("trainer_tab.board")
    hands.click("trainer_tab.leave")
    hands.click("return_comments")
    hands.choose(tmp_path / "usb")
    hands.rest()
    assert [plan in one.name for one in (tmp_path / "usb").rglob("*.feedback")] == [True]
    hands.click("follow_up")
    hands.choose(tmp_path / "after.ics", "save_dialog")
    hands.rest()
    assert (tmp_path / "after.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_a_participant_takes_comments_and_prints_them(
    qtbot: QtBot, make_window: Callable[..., Window], tmp_path: Path
) -> None:
    source = tmp_path / "mine.shopplan"
    write_contents(handed_in(7, "学员 7"), source)
    plan = handed_in(7, "").plan_id
    usb = tmp_path / "usb"
    write_returned(
        usb / "x.feedback",
        plan,
        Feedback("秋季班", "2026-11-23", "passed", "不错", {"weekly_hours": "够吗？"}),
    )
    hands = TrainerHands(qtbot, make_window(""))
    hands.window.open_path(source)
    before = hands.plan.session.plan.answers()
    for _ in range(2):
        _action(hands, "trainer.take_comments")
        hands.choose(usb)
    assert hands.plan.session.plan.answers() == before
    hands.plan.screen.go("hub")
    assert hands.shows("feedback")
    qtbot.waitUntil(lambda: hands.shows("feedback.weekly_hours"))
    hands.click("feedback.weekly_hours")
    assert hands.page.current == "weekly_hours"
    assert "够吗？" in _shown_texts(hands.window)
    assert not hands.plan.session.print_job("draft", "zh").run().record.remarks
    _action(hands, "trainer.print_comments")
    printed = hands.plan.session.print_job("draft", "zh").run()
    assert printed.record.remarks
    with OpenedPdf(printed.pdf) as opened:
        assert "够吗？" in opened.texts()[-1]
    hands.window.close_plan()
    kept = next(hands.window.folder.glob("*.shopplan"))
    assert feedback(read_foreign(kept).summary).printed


def test_printing_stops_and_leaves_nothing_half_written(
    lesson_at: TrainerHands, stick: Path, tmp_path: Path
) -> None:
    hands = lesson_at
    _collect(hands, stick)
    hands.click("trainer_tab.leave")
    out = tmp_path / "printed"
    board = hands.lesson.board
    assert board is not None
    plans = tuple(one.plan_id for one in board.participants)
    with hands.qtbot.waitSignal(hands.lesson.errand.stopped, timeout=60_000) as stopped:
        hands.lesson.errand.progressed.connect(lambda *_: hands.lesson.errand.stop())
        sheets = Sheets(plans * 2, "draft", merged=True, duplex=False, whole=True)
        hands.trainer.print_to(sheets, out)
    assert stopped.args == ["print"]
    assert not (out / "merged.pdf").exists()
    assert not (out / "summary.csv").exists()
    for path in out.iterdir():
        assert path.suffix == ".pdf"
        with OpenedPdf(path.read_bytes()) as opened:
            assert len(opened) > 1
    assert not hands.shows("trainer_progress")
