"""After a draft was filed: what it still lacks, and the way there; a bar that stays put."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QPoint, QStandardPaths
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.hands import Hands
from wizard.ui.pages.done import DonePage
from wizard.ui.parts import places
from wizard.ui.parts.dialogs import ask_folder, ask_save, documents_folder
from wizard.ui.style.stylesheet import style_sheet
from wizard.ui.style.theme import SCALES, TOKENS, TYPE, Theme
from wizard.workshop.classroom import new_classroom, write_classroom

TODAY = dt.date(2026, 11, 22)


def test_a_draft_with_gaps_says_so_and_leads_on(hands: Hands) -> None:
    desk, words = hands.screen.desk, hands.window.words
    hands.screen.show_done(page := DonePage(desk, words("ui.done_draft"), None))
    page.question.connect(hands.screen.open_question)
    said = [one.text() for one in page.findChildren(QLabel)]
    left = words("ui.still_open", count=desk.route.open_count(), minutes=desk.route.minutes())
    assert left in said
    assert words("ui.nothing_open") not in said
    target = places.next_open(desk.route)
    hands.click("done_next")
    assert hands.screen.current_question == target


def test_the_button_for_larger_text_stays_under_the_pointer(hands: Hands) -> None:
    button = hands.find("text_size")
    where = button.mapTo(hands.window, button.rect().center())
    for _ in range(len(SCALES) - 1):
        hands.click("text_size")
        QApplication.processEvents()
        button = hands.find("text_size")
        corner = button.mapTo(hands.window, QPoint(0, 0))
        assert button.rect().translated(corner).contains(where)


def test_files_go_to_the_documents_and_not_where_the_program_was_started(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = tmp_path / "papers"
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(papers))
    assert documents_folder() == Path.home()
    papers.mkdir()
    assert documents_folder() == papers
    ask_folder(hands.window, "", lambda _: None)
    ask_save(hands.window, "", documents_folder() / "plan.pdf", lambda _: None)
    asked, filed = (
        hands.window.findChild(QFileDialog, name) for name in ("folder_dialog", "save_dialog")
    )
    assert asked is not None
    assert filed is not None
    # Qt itself goes on from the folder visited last in this run.
    assert asked.directory() != QDir.current()
    assert Path(filed.directory().path()) == papers
    assert filed.nameFilters() == ["PDF (*.pdf)"]
    asked.close()
    filed.close()


@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
def test_the_arrow_of_a_chooser_is_a_picture_that_is_there(theme: Theme) -> None:
    sheet = style_sheet(TOKENS[theme], TYPE, 1, 1)
    found = re.search(r'down-arrow \{ image: url\("(.+?)"\)', sheet)
    assert found is not None
    assert Path(found[1]).is_file()
    assert found[1].endswith("down_dark.png") == (theme == "dark")


def test_a_board_of_nobody_says_so_across_the_page(
    hands: Hands, qtbot: QtBot, tmp_path: Path
) -> None:
    checklist = hands.plan.session.checklist
    pack = (checklist.id, checklist.version)
    write_classroom(tmp_path, new_classroom("秋季班", TODAY, "90min", pack, 30))
    hands.window.go_trainer()
    assert hands.window.trainer is not None
    hands.window.trainer.screen.open_class(tmp_path)
    hands.window.trainer.screen.show_tab("board")
    card = hands.find("blockers")
    qtbot.waitUntil(lambda: card.width() > hands.window.width() / 2)
    assert card.height() < card.width() / 4
