"""Qt's own dialogs speak the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QLabel

from tests.ui.hands import Hands


def labels(hands: Hands) -> set[str]:
    dialog = QFileDialog(hands.window)
    hands.qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    return {one.text() for one in dialog.findChildren(QLabel) if one.text()}


def test_a_file_dialog_has_no_english_word_in_the_chinese_window(hands: Hands) -> None:
    assert hands.window.words.language == "zh"
    assert labels(hands)
    assert not [text for text in labels(hands) if text.isascii()]
    hands.window.switch_language()
    assert all(text.isascii() for text in labels(hands))


def test_what_qt_has_no_chinese_for_stays_as_it_is(hands: Hands) -> None:
    assert hands.window.words.language == "zh"
    assert QCoreApplication.translate("QFileDialog", "no such words") == "no such words"
