"""What came of an errand can be shown in its folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QTableWidget

from tests.ui.hands import Hands
from tests.ui.trainer.conftest import TrainerHands
from wizard.ui.trainer import strip
from wizard.ui.trainer.page import TrainerScreen


def test_the_folder_of_what_was_collected_is_a_button_away(
    lesson_at: Hands, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(strip, "show_in_folder", shown.append)
    assert not lesson_at.shows("trainer_folder")
    screen = lesson_at.window.findChild(TrainerScreen)
    assert screen is not None
    screen.collect_from(stick)
    lesson_at.qtbot.waitUntil(lambda: lesson_at.shows("trainer_folder"), timeout=20_000)
    lesson_at.click("trainer_folder")
    assert len(shown) == 1
    assert (shown[0] / "class.yaml").is_file()


def test_a_class_taken_up_again_says_what_was_collected_and_what_was_not(
    lesson_at: TrainerHands, stick: Path, class_folder: Path
) -> None:
    lesson_at.trainer.collect_from(stick)
    lesson_at.rest()
    lesson_at.window.go_home()
    lesson_at.click("trainer")
    lesson_at.click("open_class")
    lesson_at.choose(class_folder)
    lesson_at.rest()
    lesson_at.click("trainer_tab.collect")
    assert "5" in lesson_at.find("collected", QLabel).text()
    table = lesson_at.find("refused", QTableWidget)
    assert table.rowCount() == 1
    assert _first(table) == "坏.shopplan"


def test_a_number_on_the_projector_is_never_cut_off(lesson_at: TrainerHands, stick: Path) -> None:
    lesson_at.trainer.collect_from(stick)
    lesson_at.rest()
    lesson_at.window.resize(1024, 768)
    lesson_at.click("trainer_tab.board")
    lesson_at.click("projector")
    table = lesson_at.find("board", QTableWidget)
    assert _first(table).endswith("号")
    assert table.columnWidth(0) >= table.sizeHintForColumn(0)


def _first(table: QTableWidget) -> str:
    item = table.item(0, 0)
    return item.text() if item is not None else ""
