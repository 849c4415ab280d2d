"""Language, theme and size of text change in place and are remembered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.ui.hands import Hands
from wizard.ui.shell.window import Window
from wizard.ui.style.theme import SCALES

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_the_language_changes_in_place(hands: Hands) -> None:
    hands.open("starting_cash")
    hands.type("starting_cash", "600", enter=False)
    before = hands.screen.place
    hands.click("language")
    assert hands.screen.place == before
    assert hands.focus == "starting_cash"
    assert hands.evaluation.answers["starting_cash"].value is not None
    texts = [one.text() for one in hands.page.findChildren(QLabel) if one.isVisible()]
    own = hands.plan.session.name
    chinese = [text for text in texts if any("一" <= letter <= "鿿" for letter in text)]
    assert not [text for text in chinese if text != own], chinese
    hands.press(Qt.Key.Key_L, modifier=CTRL | SHIFT)
    assert hands.focus == "starting_cash"
    assert hands.window.words.language == "zh"


def test_the_theme_changes_at_once(hands: Hands) -> None:
    hands.open("rain_plan")
    light = hands.window.grab().toImage().pixelColor(700, 300)
    hands.click("theme")
    dark = hands.window.grab().toImage().pixelColor(700, 300)
    assert light.lightness() > 200
    assert dark.lightness() < 80
    hands.press(Qt.Key.Key_D, modifier=CTRL | SHIFT)
    assert hands.window.grab().toImage().pixelColor(700, 300) == light


def test_language_theme_and_size_are_remembered(
    hands: Hands, make_window: Callable[..., Window]
) -> None:
    hands.click("language")
    hands.click("theme")
    hands.press(Qt.Key.Key_Equal, modifier=CTRL)
    hands.window.go_home()
    again = make_window()
    assert again.words.language == "en"
    assert again.look.theme == "dark"
    assert again.look.percent == SCALES[1]
