"""Evidence on a question's card: by file, by screenshot, on paper; refused, removed, undone."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from tests.ui.hands import Hands
from tests.ui.life.conftest import texts
from wizard.model.answers import Evidence
from wizard.ui.questions.evidence import EvidenceBlock

CONTROL = Qt.KeyboardModifier.ControlModifier
PNG = b"\x89PNG\r\n\x1a\n" + b"picture"


@pytest.fixture
def asked() -> str:
    """A question that is asked of every persona."""
    return "weekly_hours"


def kept(hands: Hands, question: str) -> tuple[Evidence, ...]:
    return hands.evaluation.answer(question).evidence


def open_block(hands: Hands, question: str) -> None:
    hands.open(question)
    hands.press(Qt.Key.Key_K, modifier=CONTROL)


def block_of(hands: Hands, question: str) -> EvidenceBlock:
    block = hands.page.cards[question].evidence
    assert isinstance(block, EvidenceBlock)
    return block


def test_a_file_is_attached_described_removed_and_brought_back(
    at_plan: Callable[..., Hands], asked: str, tmp_path: Path
) -> None:
    hands = at_plan()
    file = tmp_path / "排班表.png"
    file.write_bytes(PNG)
    open_block(hands, asked)
    assert hands.focus == f"{asked}.evidence.file"
    hands.press(Qt.Key.Key_Space)
    dialog = hands.window.findChild(QFileDialog, "evidence_dialog")
    assert dialog is not None
    dialog.filesSelected.emit([str(file)])
    dialog.close()
    assert [one.name for one in kept(hands, asked)] == ["排班表.png"]
    hands.type(f"{asked}.evidence.1.where", "自己排的")
    hands.type(f"{asked}.evidence.1.valid_until", "2027年6月30日")
    (one,) = kept(hands, asked)
    assert (one.where, one.valid_until) == ("自己排的", dt.date(2027, 6, 30))
    assert one.sha256
    hands.click(f"{asked}.evidence.1.remove")
    assert kept(hands, asked) == ()
    hands.click("toast_undo")
    assert kept(hands, asked) == (one,)


def test_what_cannot_be_attached_says_why_and_how(
    at_plan: Callable[..., Hands], asked: str, tmp_path: Path
) -> None:
    hands = at_plan()
    open_block(hands, asked)
    liar = tmp_path / "授权书.png"
    liar.write_bytes(b"BM not a picture of ours")
    good = tmp_path / "好的.pdf"
    good.write_bytes(b"%PDF-1.7 ...")
    block = block_of(hands, asked)
    block.add_files([liar, good, tmp_path / "没有.png"])
    assert [one.name for one in kept(hands, asked)] == ["好的.pdf"]
    assert any("没有.png" in one for one in texts(hands))
    block.add_files([liar])
    note = next(one for one in texts(hands) if one.startswith("「授权书.png」加不进来"))
    assert "JPG、PNG、PDF" in note
    block.add_files([good])
    assert not hands.shows(f"{asked}.evidence.note")
    large = tmp_path / "大.pdf"
    with large.open("wb") as file:
        file.write(b"%PDF-")
        file.truncate(9_600_001 + 400_000)
    block.add_files([large])
    assert any("超过 9.5 MB" in one for one in texts(hands))


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in folders there")
def test_a_pipe_is_refused_and_not_waited_for(
    at_plan: Callable[..., Hands], asked: str, tmp_path: Path
) -> None:
    hands = at_plan()
    open_block(hands, asked)
    pipe = tmp_path / "票据.png"
    os.mkfifo(pipe)
    block_of(hands, asked).add_files([pipe])
    assert kept(hands, asked) == ()
    assert any("票据.png 是管道" in one for one in texts(hands))


def test_a_sixth_piece_is_refused(
    at_plan: Callable[..., Hands], asked: str, tmp_path: Path
) -> None:
    hands = at_plan()
    open_block(hands, asked)
    files = []
    for number in range(6):
        file = tmp_path / f"{number}.png"
        file.write_bytes(PNG + bytes([number]))
        files.append(file)
    block_of(hands, asked).add_files(files)
    assert len(kept(hands, asked)) == 5
    assert any("一道题最多 5 份凭证" in one for one in texts(hands))


def test_a_screenshot_is_pasted_by_the_usual_keys(
    at_plan: Callable[..., Hands], asked: str
) -> None:
    hands = at_plan()
    open_block(hands, asked)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("只是文字")
    hands.press(Qt.Key.Key_V, modifier=CONTROL)
    assert kept(hands, asked) == ()
    assert any("剪贴板里没有图片" in one for one in texts(hands))
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    clipboard.setImage(image)
    hands.press(Qt.Key.Key_V, modifier=CONTROL)
    (one,) = kept(hands, asked)
    assert one.name.startswith("截图 ")
    content = hands.plan.session.plan.evidence(one.sha256)
    assert content is not None
    assert content.startswith(b"\x89PNG")
    clipboard.clear()


def test_a_clipboard_that_cannot_be_reached_is_an_empty_one(
    at_plan: Callable[..., Hands], asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = at_plan()
    open_block(hands, asked)
    monkeypatch.setattr(QClipboard, "mimeData", lambda *_: None)
    hands.press(Qt.Key.Key_V, modifier=CONTROL)
    assert any("剪贴板里没有图片" in one for one in texts(hands))


def test_a_name_half_typed_is_entered_before_another_file_is_added(
    at_plan: Callable[..., Hands], asked: str, tmp_path: Path
) -> None:
    hands = at_plan(
        prepare=lambda session: session.attach_paper(asked, Evidence("执照", where="抽屉"))
    )
    hands.open(asked)
    hands.type(f"{asked}.evidence.1.name", "营业执照", enter=False)
    file = tmp_path / "甲.png"
    file.write_bytes(PNG)
    block_of(hands, asked).add_files([file])
    assert [one.name for one in kept(hands, asked)] == ["营业执照", "甲.png"]


def test_paper_says_where_it_is_kept(at_plan: Callable[..., Hands], asked: str) -> None:
    hands = at_plan()
    open_block(hands, asked)
    hands.click(f"{asked}.evidence.paper")
    assert hands.focus == f"{asked}.evidence.where"
    hands.type(f"{asked}.evidence.where", "蓝色文件夹")
    (one,) = kept(hands, asked)
    assert (one.where, one.sha256) == ("蓝色文件夹", "")
    assert hands.focus == f"{asked}.evidence.1.name"
    hands.type(f"{asked}.evidence.1.name", "营业执照")
    assert kept(hands, asked)[0].name == "营业执照"


def test_a_day_nobody_can_read_is_told_and_not_kept(
    at_plan: Callable[..., Hands], asked: str
) -> None:
    hands = at_plan(
        prepare=lambda session: session.attach_paper(asked, Evidence("执照", where="抽屉"))
    )
    hands.open(asked)
    hands.type(f"{asked}.evidence.1.valid_until", "tomorrow")
    assert kept(hands, asked)[0].valid_until is None
    assert hands.shows(f"{asked}.evidence.note")
    hands.type(f"{asked}.evidence.1.valid_until", "2027-01-31")
    assert kept(hands, asked)[0].valid_until == dt.date(2027, 1, 31)
    assert not hands.shows(f"{asked}.evidence.note")


def test_the_block_is_put_away_where_there_is_none(
    at_plan: Callable[..., Hands], asked: str
) -> None:
    hands = at_plan()
    hands.open(asked)
    assert not hands.shows(f"{asked}.evidence")
    hands.click(f"{asked}.evidence_button")
    assert hands.shows(f"{asked}.evidence")
    hands.click(f"{asked}.evidence_button")
    assert not hands.shows(f"{asked}.evidence")
