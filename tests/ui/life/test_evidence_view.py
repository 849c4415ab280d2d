"""Evidence on screen: looked at, enlarged, numbers covered by keyboard or mouse, dropped, in cells."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMimeData,
    QPoint,
    QPointF,
    QRect,
    Qt,
    QUrl,
)
from PySide6.QtGui import QAction, QColor, QDragEnterEvent, QDropEvent, QImage, QImageWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel

from tests.ui.hands import Hands
from tests.ui.life.conftest import settle, texts
from wizard.model.answers import Cell, Evidence
from wizard.session import Session
from wizard.ui.questions.cover_canvas import CoverCanvas
from wizard.ui.questions.evidence_cells import TableEvidence
from wizard.ui.questions.evidence_view import EvidenceView
from wizard.ui.questions.picture import COVER, UnreadablePictureError, decoded, flattened, written

ASKED = "weekly_hours"
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def picture(width: int = 400, height: int = 280, *, form: bytes = b"png", said: str = "") -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#CC3311"))
    if said:
        image.setText("Comment", said)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(form)).write(image)
    return bytes(buffer.data().data())


def attached(content: bytes, name: str = "执照.png") -> Callable[[Session], object]:
    return lambda session: session.attach(ASKED, content, Evidence(name, where="登记机关"))


def look(hands: Hands) -> EvidenceView:
    hands.open(ASKED)
    hands.click(f"{ASKED}.evidence.1.view")
    view = hands.window.findChild(EvidenceView)
    assert isinstance(view, EvidenceView)
    settle()
    return view


def canvas_of(view: EvidenceView) -> CoverCanvas:
    canvas = view.findChild(CoverCanvas)
    assert isinstance(canvas, CoverCanvas)
    return canvas


def kept(hands: Hands) -> tuple[Evidence, bytes]:
    (one,) = hands.evaluation.answer(ASKED).evidence
    content = hands.plan.session.plan.evidence(one.sha256)
    assert content is not None
    return one, content


def test_a_picture_fits_and_is_enlarged_by_keys(at_plan: Callable[..., Hands]) -> None:
    view = look(at_plan(prepare=attached(picture(3000, 1000))))
    canvas = canvas_of(view)
    assert canvas.width() <= view.width()
    fitted = canvas.scale
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert canvas.scale == pytest.approx(fitted * 1.25)
    QTest.keyClick(view, Qt.Key.Key_Minus)
    QTest.keyClick(view, Qt.Key.Key_Minus)
    assert canvas.scale < fitted
    QTest.keyClick(view, Qt.Key.Key_0)
    assert canvas.scale == pytest.approx(fitted)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.isVisible()


def test_numbers_are_covered_by_keyboard_alone(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan(prepare=attached(picture()))
    view = look(hands)
    hands.click("evidence_view.cover")
    canvas = canvas_of(view)
    settle()
    assert hands.focus == "evidence_canvas"
    (first,) = canvas.boxes
    corner, size = first.topLeft(), first.size()
    for key, keys in (
        (Qt.Key.Key_Left, None),
        (Qt.Key.Key_Up, CONTROL),
        (Qt.Key.Key_Right, SHIFT),
        (Qt.Key.Key_Down, SHIFT | CONTROL),
    ):
        hands.press(key, modifier=keys)
    assert canvas.boxes[0].topLeft() == corner - QPoint(4, 1)
    assert (canvas.boxes[0].width(), canvas.boxes[0].height()) == (
        size.width() + 4,
        size.height() + 1,
    )
    hands.press(Qt.Key.Key_N)
    assert (len(canvas.boxes), canvas.picked) == (2, 1)
    assert "第 2 块，共 2 块" in canvas.accessibleDescription()
    hands.press(Qt.Key.Key_Delete, Qt.Key.Key_Space)
    assert (len(canvas.boxes), canvas.picked) == (1, 0)
    box = QRect(canvas.boxes[0])
    hands.click("evidence_view.save_cover")
    one, content = kept(hands)
    assert (one.name, one.where) == ("执照（已遮号码）.png", "登记机关")
    image = decoded("a", content)
    for spot in (box.topLeft(), box.center(), box.bottomRight()):
        assert image.pixelColor(spot) == COVER
    assert image.pixelColor(box.topLeft() - QPoint(1, 1)) == QColor("#CC3311")
    hands.click("toast_undo")
    assert kept(hands)[0].name == "执照.png"


def test_boxes_are_drawn_and_moved_by_mouse_and_the_original_erased(
    at_plan: Callable[..., Hands], library: Path
) -> None:
    original = picture(form=b"jpeg")
    hands = at_plan(prepare=attached(original, "证.jpg"))
    view = look(hands)
    view.start_covering()
    canvas = canvas_of(view)
    canvas.remove_box()
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(canvas, left, pos=QPoint(20, 20))
    QTest.mouseMove(canvas, QPoint(60, 40))
    QTest.mouseRelease(canvas, left, pos=QPoint(60, 40))
    (box,) = canvas.boxes
    width = box.width()
    QTest.mousePress(canvas, left, pos=QPoint(30, 30))
    QTest.mouseMove(canvas, QPoint(90, 30))
    QTest.mouseRelease(canvas, left, pos=QPoint(90, 30))
    assert len(canvas.boxes) == 1
    assert (canvas.boxes[0].width(), canvas.boxes[0].left() > 60 / canvas.scale) == (width, True)
    erase = view.findChild(QCheckBox, "evidence_view.erase")
    assert erase is not None
    assert not erase.isChecked()
    erase.setChecked(True)
    view.save_cover()
    one, content = kept(hands)
    assert content.startswith(b"\xff\xd8\xff")
    assert one.name == "证（已遮号码）.jpg"
    hands.plan.session.plan.flush()
    hands.window.close_plan()
    marks = original[-200:-2]
    assert not [one for one in library.rglob("*") if one.is_file() and marks in one.read_bytes()]


def test_a_box_never_leaves_the_picture(at_plan: Callable[..., Hands]) -> None:
    view = look(at_plan(prepare=attached(picture(60, 40))))
    view.start_covering()
    canvas = canvas_of(view)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Down):
        for keys in (Qt.KeyboardModifier.NoModifier, SHIFT):
            for _ in range(80):
                QTest.keyClick(canvas, key, keys)
            assert QRect(0, 0, 60, 40).contains(canvas.boxes[0])


def test_nothing_covered_is_not_saved(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan(prepare=attached(picture()))
    view = look(hands)
    view.start_covering()
    canvas_of(view).remove_box()
    view.save_cover()
    assert view.isVisible()
    assert any("还没有遮住" in one.text() for one in view.findChildren(QLabel))
    assert kept(hands)[0].name == "执照.png"


def test_of_a_pdf_only_name_size_and_pages_are_told(
    at_plan: Callable[..., Hands], tmp_path: Path
) -> None:
    content = b"%PDF-1.4 /Type /Page " + b" " * 1_200_000
    view = look(at_plan(prepare=attached(content, "合同.pdf")))
    said = [one.text() for one in view.findChildren(QLabel)]
    assert "合同.pdf" in said
    assert any("1.2 MB" in one and "1 页" in one and "登记机关" in one for one in said)
    assert view.findChild(CoverCanvas) is None
    view.write_copy(tmp_path / "出来.pdf")
    assert (tmp_path / "出来.pdf").read_bytes() == content


def bomb() -> bytes:
    """A PNG that claims 60,000 x 60,000 dots in a few bytes."""
    out = io.BytesIO(b"\x89PNG\r\n\x1a\n")
    out.seek(0, 2)
    for kind, content in (
        (b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes(10_000))),
        (b"IEND", b""),
    ):
        out.write(struct.pack(">I", len(content)) + kind + content)
        out.write(struct.pack(">I", zlib.crc32(kind + content)))
    return out.getvalue()


@pytest.mark.qt_log_ignore("JPEG")
@pytest.mark.parametrize(
    ("content", "key"),
    [
        (bomb(), "evidence.too_many_pixels"),
        (b"\x89PNG\r\n\x1a\n half", "evidence.unreadable"),
        (b"\xff\xd8\xff\xe0 half", "evidence.unreadable"),
        (b"GIF89a", "evidence.unreadable"),
        (b"%PDF-1.4", "evidence.unreadable"),
    ],
)
def test_a_hostile_picture_is_one_sentence(content: bytes, key: str) -> None:
    with pytest.raises(UnreadablePictureError) as caught:
        decoded("证.png", content)
    assert caught.value.key == key


def test_a_hostile_picture_can_still_be_written_out(at_plan: Callable[..., Hands]) -> None:
    view = look(at_plan(prepare=attached(bomb())))
    assert any("60000 × 60000" in one.text() for one in view.findChildren(QLabel))
    assert view.findChild(CoverCanvas) is None


def test_what_a_file_says_beside_its_pixels_does_not_come_along() -> None:
    content = picture(said="拍摄于某地 31.2N")
    image = decoded("证.png", content)
    assert image.text("Comment")
    for photograph in (True, False):
        again = written(flattened(image, [QRect(0, 0, 9, 9)]), photograph=photograph)
        assert b"31.2N" not in again
        assert decoded("证", again).text("Comment") == ""


def drop(hands: Hands, contents: QMimeData) -> None:
    card = hands.page.cards[ASKED]
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), copy, contents, left, none)
    QApplication.sendEvent(card, enter)
    if enter.isAccepted():
        QApplication.sendEvent(card, QDropEvent(QPointF(9, 9), copy, contents, left, none))


def test_files_and_pictures_are_dropped_on_the_question(
    at_plan: Callable[..., Hands], tmp_path: Path
) -> None:
    hands = at_plan()
    hands.open(ASKED)
    file = tmp_path / "截图.png"
    file.write_bytes(picture())
    contents = QMimeData()
    contents.setText("只是文字")
    drop(hands, contents)
    assert hands.evaluation.answer(ASKED).evidence == ()
    contents = QMimeData()
    contents.setUrls([QUrl.fromLocalFile(str(file))])
    drop(hands, contents)
    contents = QMimeData()
    contents.setImageData(QImage(8, 8, QImage.Format.Format_RGB32))
    drop(hands, contents)
    names = [one.name for one in hands.evaluation.answer(ASKED).evidence]
    assert names[0] == "截图.png"
    assert names[1].startswith("截图 ")
    assert file.exists()


def test_a_cell_of_a_table_has_evidence_of_its_own(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan()
    hands.open("budget_lines")
    card = hands.screen.card
    assert card is not None
    card.open_evidence()
    block = card.evidence
    assert isinstance(block, TableEvidence)
    hands.find("budget_lines.evidence.pick_row")
    for action in ("row.1", "column.amount"):
        menu = block.menu(action.partition(".")[0])
        found = menu.findChild(QAction, f"budget_lines.evidence.{action}")
        assert found is not None
        found.trigger()
    cell = Cell("budget_lines", 1, "amount")
    hands.click(f"{cell}.evidence.paper")
    hands.type(f"{cell}.evidence.where", "报价单夹")
    (one,) = hands.evaluation.cell(cell).evidence
    assert one.where == "报价单夹"
    assert hands.evaluation.answer("budget_lines").evidence == ()
    assert any("（1 份）" in one for one in texts_of_links(hands))
    hands.screen.show_evidence(cell, 0)
    settle()
    assert hands.focus == f"{cell}.evidence.1.valid_until"


def texts_of_links(hands: Hands) -> list[str]:
    from wizard.ui.parts.buttons import Button

    settle()
    page = hands.screen.page
    assert page is not None
    assert texts(hands)
    return [one.text() for one in page.findChildren(Button) if one.isVisible()]
