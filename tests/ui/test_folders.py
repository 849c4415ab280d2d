"""After something was written: a button that shows it in its folder, within reach of the keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QPushButton

from tests.ui.hands import Hands
from wizard.ui.pages.done import DonePage
from wizard.ui.parts import folders
from wizard.ui.shell import handing_in, library_actions


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Folders the system was asked to show; none is."""
    asked: list[Path] = []

    def show(url: QUrl) -> None:
        asked.append(Path(url.toLocalFile()))

    monkeypatch.setattr(folders, "QDesktopServices", SimpleNamespace(openUrl=show))
    return asked


def write_copy(hands: Hands, folder: Path) -> None:
    hands.plan.filing.write_copy(folder / "copy.shopplan")


def copy_from_home(hands: Hands, folder: Path) -> None:
    hands.plan.session.plan.flush()
    path = hands.plan.session.path
    library_actions.write_copy(hands.window, path, folder / "copy.shopplan")


def take_own_data(hands: Hands, folder: Path) -> None:
    hands.plan.session.plan.flush()
    library_actions.write_own_data(hands.window, hands.plan.session.path, folder / "all.zip")


def written(hands: Hands, folder: Path) -> None:
    hands.plan.desk.written.emit(folder / "agreement.docx")


@pytest.mark.parametrize("write", [write_copy, copy_from_home, take_own_data, written])
def test_a_written_file_is_shown_in_its_folder(
    hands: Hands, shown: list[Path], tmp_path: Path, write: Callable[[Hands, Path], None]
) -> None:
    folder = tmp_path / "文档"
    folder.mkdir()
    write(hands, folder)
    button = hands.find("toast_undo", QPushButton)
    assert button.text() == hands.window.words("ui.open_folder")
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    button.setFocus()
    hands.press(Qt.Key.Key_Space)
    assert shown == [folder]


def test_a_plan_handed_in_is_shown_where_it_lies(
    hands: Hands, shown: list[Path], tmp_path: Path
) -> None:
    handing_in.hand_in(hands.plan, tmp_path)
    hands.click("toast_undo")
    words = hands.window.words
    (there,) = (tmp_path / words("trainer.hand_in_folder")).iterdir()
    assert shown == [there.parent]


def test_after_printing_to_a_file(hands: Hands, shown: list[Path], tmp_path: Path) -> None:
    hands.screen.show_done(DonePage(hands.plan.desk, "好了", tmp_path / "plan.pdf"))
    hands.click("open_folder")
    assert shown == [tmp_path]


def test_after_printing_on_paper_there_is_no_folder(hands: Hands) -> None:
    hands.screen.show_done(DonePage(hands.plan.desk, "好了", None))
    assert not hands.shows("open_folder")


def test_a_folder_is_shown_itself(shown: list[Path], tmp_path: Path) -> None:
    folders.show_in_folder(tmp_path)
    assert shown == [tmp_path]
