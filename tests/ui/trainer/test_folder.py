"""What came of an errand can be shown in its folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.hands import Hands
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
