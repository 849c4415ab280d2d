"""The preview: from a page to a question and back, from a question to its page, zoom, search."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QWidget,
)

from tests.ui.hands import Hands
from wizard.documents.opened import OpenedPdf
from wizard.model.answers import Cell, Evidence
from wizard.session.print_record import read_record
from wizard.ui.pages import paper
from wizard.ui.pages.preview import PreviewPage
from wizard.ui.pages.sheet import Pages
from wizard.ui.questions.picture import written
from wizard.ui.shell import filing

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def preview(hands: Hands) -> PreviewPage:
    """The preview of a plan that says something."""
    hands.open("rain_plan")
    hands.press(Qt.Key.Key_3)
    hands.press(Qt.Key.Key_F9)
    return settled(hands)


def settled(hands: Hands) -> PreviewPage:
    page = hands.screen.page
    assert isinstance(page, PreviewPage)
    hands.qtbot.waitUntil(lambda: page.is_current and not page.is_blank, timeout=20_000)
    return page


def view(preview: PreviewPage) -> Pages:
    found = preview.findChild(Pages, "page")
    assert found is not None
    return found


def page_with(preview: PreviewPage, question: str) -> int:
    return next(one for one in range(preview.page_total) if question in preview.questions(one))


def test_a_click_on_an_answer_goes_to_its_question_and_back_to_the_page(
    hands: Hands, preview: PreviewPage
) -> None:
    page = page_with(preview, "rain_plan")
    preview.turn(page)
    preview.fit("page")
    percent = preview.percent
    sheet = view(preview).sheet
    hands.qtbot.waitUntil(lambda: abs(sheet.width() - 794 * percent / 100) < 2)
    place = next(one for one in preview.places(page) if one.question == "rain_plan")
    where = QPoint(
        round((place.left + place.right) / 2 * sheet.width()),
        round((place.top + place.bottom) / 2 * sheet.height()),
    )
    assert sheet.question_at(where.x(), where.y()) == "rain_plan"
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=where)
    assert hands.screen.current_question == "rain_plan"
    assert str(page + 1) in hands.find("next", QAbstractButton).text()
    before = hands.evaluation.answers["rain_plan"].value
    hands.press(Qt.Key.Key_1)
    hands.click("next")
    assert hands.screen.place == "preview"
    assert preview.page == page
    assert preview.percent == percent
    settled(hands)
    assert preview.page == page
    assert hands.evaluation.answers["rain_plan"].value != before


def test_beside_the_page_are_its_questions_by_keyboard(hands: Hands, preview: PreviewPage) -> None:
    page = page_with(preview, "rain_plan")
    preview.turn(page)
    row = hands.find("source.rain_plan", QAbstractButton)
    row.setFocus()
    hands.press(Qt.Key.Key_Return)
    assert hands.screen.current_question == "rain_plan"
    hands.press(Qt.Key.Key_Return, modifier=CTRL)
    assert hands.screen.place == "preview"
    assert preview.page == page


def test_from_a_question_to_where_the_plan_speaks_of_it(hands: Hands, preview: PreviewPage) -> None:
    preview.turn(0)
    hands.open("rain_plan")
    hands.press(Qt.Key.Key_F9)
    settled(hands)
    hands.qtbot.waitUntil(lambda: "rain_plan" in preview.questions(preview.page))
    assert [one.question for one in view(preview).sheet.marked] == ["rain_plan"]
    hands.press(Qt.Key.Key_F9)
    assert hands.screen.current_question == "rain_plan"


def test_a_page_nobody_asked_leads_nowhere(preview: PreviewPage) -> None:
    assert preview.questions(0) == []
    assert view(preview).sheet.question_at(5, 5) == ""


def test_zoom_by_wheel_and_keys_leaves_the_text_size_alone(
    hands: Hands, preview: PreviewPage
) -> None:
    before, size = preview.percent, hands.window.look.percent
    hands.press(Qt.Key.Key_Equal, modifier=CTRL)
    larger = preview.percent
    assert larger > before
    sheet = view(preview).sheet
    hands.qtbot.waitUntil(lambda: abs(sheet.width() - 794 * larger / 100) < 2)
    hands.press(Qt.Key.Key_Minus, modifier=CTRL)
    assert preview.percent < larger
    wheel = QWheelEvent(
        QPointF(50, 50),
        QPointF(50, 50),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view(preview).viewport(), wheel)
    assert preview.percent == larger
    hands.press(Qt.Key.Key_0, modifier=CTRL)
    assert preview.percent == before
    assert hands.window.look.percent == size


def test_pages_by_number_and_by_key(hands: Hands, preview: PreviewPage) -> None:
    hands.press(Qt.Key.Key_G, modifier=CTRL)
    assert hands.focus == "page_number"
    hands.type("page_number", "3")
    assert preview.page == 2
    hands.type("page_number", "9" * 20)
    assert preview.page == preview.page_total - 1
    area = view(preview)
    area.setFocus()
    area.verticalScrollBar().setValue(0)
    hands.press(Qt.Key.Key_PageUp)
    assert preview.page == preview.page_total - 2
    hands.qtbot.waitUntil(lambda: not preview.is_blank, timeout=20_000)


def test_words_are_found_and_told(hands: Hands, preview: PreviewPage) -> None:
    hands.press(Qt.Key.Key_F, modifier=CTRL)
    assert hands.focus == "page_search"
    title = hands.plan.session.checklist.questions["rain_plan"].title.say("zh")
    hands.type("page_search", title)
    found = preview.findChild(QLabel, "page_found")
    assert found is not None
    hands.qtbot.waitUntil(lambda: bool(found.text()))
    assert len(view(preview).sheet.marked) == 1
    first = view(preview).sheet.marked
    hands.find("page_search", QLineEdit).setFocus()
    hands.press(Qt.Key.Key_Return)
    hands.qtbot.waitUntil(lambda: view(preview).sheet.marked != first or "1" in found.text())
    hands.type("page_search", "qqxxqq")
    hands.qtbot.waitUntil(lambda: "qqxxqq" in found.text())


def test_a_change_keeps_page_and_scroll(hands: Hands, preview: PreviewPage) -> None:
    preview.turn(2)
    preview.change_zoom(1)
    bar = view(preview).verticalScrollBar()
    hands.qtbot.waitUntil(lambda: bar.maximum() > 60)
    bar.setValue(40)
    first = preview.printed
    hands.plan.desk.answer(Cell("rain_plan"), "yes")
    assert not preview.is_current
    assert not preview.is_blank
    hands.qtbot.waitUntil(
        lambda: preview.is_current and preview.printed is not first, timeout=20_000
    )
    assert (preview.page, bar.value()) == (2, 40)


def test_thumbnails_say_their_number_and_what_weighs(preview: PreviewPage) -> None:
    strip = preview.findChild(QListWidget, "pages")
    assert strip is not None
    texts = [strip.item(row).text() for row in range(strip.count())]
    assert [text.split(" ")[0] for text in texts] == [
        str(number) for number in range(1, preview.page_total + 1)
    ]
    spoken = strip.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "1" in spoken


def test_pictures_among_the_evidence_are_printed_on_wish(hands: Hands) -> None:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    hands.screen.desk.session.attach(
        "rain_plan", written(image, photograph=False), Evidence("证照.png")
    )
    hands.open("rain_plan")
    hands.press(Qt.Key.Key_F9)
    preview = settled(hands)
    tick = hands.find("print_pictures", QAbstractButton)
    assert tick.isVisible()
    assert preview.printed is not None
    before = preview.page_total
    tick.setFocus()
    hands.press(Qt.Key.Key_Space)
    preview = settled(hands)
    assert preview.page_total == before + 1
    assert preview.printed is not None
    assert b"/DCTDecode" in preview.printed.pdf
    hands.press(Qt.Key.Key_Space)
    assert settled(hands).page_total == before


def test_without_pictures_none_are_offered(hands: Hands, preview: PreviewPage) -> None:
    del preview
    assert not hands.shows("print_pictures")


def test_without_thumbnails_the_page_has_the_focus_and_its_number_shows(hands: Hands) -> None:
    hands.window.resize(910, 432)
    hands.press(Qt.Key.Key_F9)
    preview = settled(hands)
    assert view(preview).hasFocus()
    number = hands.find("page_number", QLineEdit)
    assert number.text() == "1"
    number.setFocus()
    preview.turn(1)
    assert number.text() == "2"
    QTest.keyClicks(number, "1")
    preview.turn(0)
    assert number.text() != "1"


def test_pages_are_painted_in_whichever_language_and_size_the_screen_is_built_anew(
    hands: Hands, preview: PreviewPage
) -> None:
    for again in (hands.window.switch_language, hands.window.next_text_size):
        again()
        anew = settled(hands)
        assert anew is not preview


class PrintDialog(QDialog):
    """Stands for the system's, which there is none of without a printer."""

    def __init__(self, parent: QWidget, path: Path) -> None:
        super().__init__(parent)
        self._printer = QPrinter()
        self._printer.setOutputFileName(str(path))

    def printer(self) -> QPrinter:
        return self._printer


def test_what_goes_to_paper_and_file_is_what_was_on_screen_when_it_was_asked_for(
    hands: Hands, preview: PreviewPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed, pages = preview.printed, preview.page_total
    assert printed is not None
    dialog = PrintDialog(hands.window, tmp_path / "paper.pdf")
    asked: list[Callable[[Path], None]] = []
    monkeypatch.setattr(paper, "has_printer", lambda: True)
    monkeypatch.setattr(paper, "print_dialog", lambda *_: dialog)
    monkeypatch.setattr(filing, "ask_save", lambda *given: asked.append(given[-1]))
    hands.plan.filing.save_pdf()
    hands.plan.filing.print_pdf()
    hands.plan.desk.answer(Cell("rain_plan"), "yes")
    hands.qtbot.waitUntil(
        lambda: preview.is_current and preview.printed is not printed, timeout=20_000
    )
    asked[0](tmp_path / "plan.pdf")
    assert (tmp_path / "plan.pdf").read_bytes() == printed.pdf
    dialog.accept()
    with OpenedPdf((tmp_path / "paper.pdf").read_bytes()) as sheets:
        assert len(sheets) == pages
    kept = hands.plan.session.plan.prints()
    assert [read_record(one.record).answers for one in kept] == [printed.said.answers]
