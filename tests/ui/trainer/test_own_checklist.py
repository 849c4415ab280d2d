"""A class of a trainer's own checklist, in the window."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtWidgets import QLabel

from tests.ui.trainer.conftest import TrainerHands
from wizard.authoring import scaffold
from wizard.authoring.installing import install, offered
from wizard.packs import bundle
from wizard.plans import library
from wizard.workshop.classroom import new_classroom, write_classroom


def _class(tmp_path: Path) -> Path:
    folder = tmp_path / "晚班"
    pack = ("evening_class", 1)
    write_classroom(folder, new_classroom("晚班", dt.date(2026, 11, 22), "90min", pack, 2))
    return folder


def test_a_class_of_a_checklist_that_is_not_here_is_not_opened(
    trainer: TrainerHands, tmp_path: Path
) -> None:
    """Opened with another checklist, it would refuse every plan of the class."""
    trainer.click("open_class")
    trainer.choose(_class(tmp_path))
    assert trainer.lesson.classroom is None
    said = " ".join(one.text() for one in trainer.window.trouble.findChildren(QLabel))
    assert "evening_class.shoppack" in said
    assert "--pack" not in said


def test_a_class_opens_with_its_own_checklist(trainer: TrainerHands, tmp_path: Path) -> None:
    pack = tmp_path / "evening_class"
    scaffold(pack, extending=True)
    packed = tmp_path / "evening_class.shoppack"
    packed.write_bytes(bundle(pack))
    kept = library.packs_folder(trainer.window.folder)
    install(offered(packed, kept), kept)
    trainer.click("open_class")
    trainer.choose(_class(tmp_path))
    trainer.rest()
    board = trainer.lesson.board
    assert board is not None
    assert board.classroom.pack == ("evening_class", 1)
    assert not trainer.window.trouble.isVisible()
    # A new class is made of the checklist of new plans again.
    trainer.window.go_home()
    trainer.click("trainer")
    assert not trainer.shows("class_checklist")
    trainer.window.settings.pack = "evening_class"
    trainer.window.go_trainer()
    assert trainer.shows("class_checklist")
