"""What the accessibility checklist asks of the eye: focus that shows, shapes without color.

Names, roles and the order of Tab are in ``test_every_screen.py``.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import get_args

import pytest
from PySide6.QtCore import QEventLoop, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QWidget,
)

from tests.ui.conftest import focusable
from wizard import packs, resources
from wizard.plans import library
from wizard.session import Session
from wizard.text import Language
from wizard.ui.shell.window import Window
from wizard.ui.style import theme
from wizard.ui.style.icons import Shape, paint_shape
from wizard.ui.style.theme import Preference

DISTINCT = 60
"""Pixels of 32 by 32 that tell one black-and-white shape from another."""


def settle() -> None:
    loop = QEventLoop()
    QTimer.singleShot(0, loop.quit)
    loop.exec()
    QApplication.processEvents()


@pytest.fixture
def make_plan(make_window: Callable[..., Window]) -> Callable[[Language, int, str], Window]:
    def make(language: Language, percent: int, persona: str) -> Window:
        window = make_window(pack="")
        compiled = window.core.checklist()
        if language != window.words.language:
            window.switch_language()
        if percent != window.look.percent:
            window.set_text_size(percent)
        folder = resources.pack_folder(packs.BUILT_IN)
        personas, _ = packs.read_personas(folder, compiled.checklist)
        answers = next(one.answers for one in personas if one.id == persona)
        path: Path = library.new_path("小林的店", window.folder)
        Session.create(path, compiled, name="小林的店", answers=answers).close()
        window.open_path(path)
        return window

    return make


def pixels(widget: QWidget) -> QImage:
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def changed(before: QImage, after: QImage) -> int:
    """Return how many pixels differ."""
    return sum(
        before.pixel(x, y) != after.pixel(x, y)
        for x in range(before.width())
        for y in range(before.height())
    )


@pytest.mark.parametrize("chosen", ["light", "dark"])
def test_the_focus_shows_on_every_kind_of_widget(
    make_plan: Callable[[Language, int, str], Window], chosen: Preference
) -> None:
    window = make_plan("zh", 100, "red_lines")
    window.pick_theme(chosen)
    assert window.plan is not None
    seen: set[type] = set()
    for place in ("hub", "review", "budget", "platforms", "topic:what_to_sell", "topic:demand"):
        window.plan.screen.go(place)
        settle()
        for widget in focusable(window):
            if type(widget) in seen or widget.visibleRegion().isEmpty():
                continue
            if isinstance(widget, QAbstractScrollArea):
                continue
            window.setFocus()
            before = pixels(widget)
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            settle()
            ring = 2 * (widget.width() + widget.height())
            assert changed(before, pixels(widget)) > ring / 2, (place, widget)
            seen.add(type(widget))
    assert len(seen) >= 6


@pytest.mark.usefixtures("qapp")
def test_statuses_differ_without_color() -> None:
    drawn = {}
    for shape in get_args(Shape):
        image = QImage(32, 32, QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        black, white = QColor("black"), QColor("white")
        paint_shape(painter, QRectF(0, 0, 32, 32), shape, black, white)
        painter.end()
        drawn[shape] = image
    for one, other in itertools.combinations(drawn, 2):
        assert changed(drawn[one], drawn[other]) > DISTINCT, (one, other)


CONTRAST = {"#000000", "#ffffff", "#1aebff"}
"""Ground, words and highlight of a contrast theme."""


def contrast_palette() -> QPalette:
    palette = QPalette()
    for role, color in (
        (QPalette.ColorRole.Window, "#000000"),
        (QPalette.ColorRole.WindowText, "#ffffff"),
        (QPalette.ColorRole.Highlight, "#1aebff"),
        (QPalette.ColorRole.HighlightedText, "#000000"),
    ):
        palette.setColor(role, QColor(color))
    return palette


@pytest.mark.parametrize("place", ["hub", "budget", "topic:demand"])
def test_a_contrast_theme_of_the_system_is_all_there_is_on_screen(
    make_plan: Callable[[Language, int, str], Window],
    monkeypatch: pytest.MonkeyPatch,
    place: str,
) -> None:
    window = make_plan("zh", 100, "red_lines")
    window.pick_theme("light")
    asks = SimpleNamespace(contrastPreference=lambda: Qt.ContrastPreference.HighContrast)
    monkeypatch.setattr(theme, "_system_hints", lambda: (None, asks))
    mine = theme.contrast_tokens(contrast_palette())
    monkeypatch.setattr(theme, "contrast_tokens", lambda _: mine)
    window.pick_theme("system")
    assert window.plan is not None
    window.plan.screen.go(place)
    settle()
    picture = pixels(window)
    seen = Counter(
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), 2)
        for y in range(0, picture.height(), 2)
    )
    total, own = sum(seen.values()), sum(seen[color] for color in CONTRAST)
    # What is left is the smoothing between two of them, never a color of its own.
    assert own > 0.9 * total
    strange = [color for color, count in seen.items() if count > total / 200]
    assert set(strange) <= CONTRAST
    window.pick_theme("light")
    settle()
    assert pixels(window).pixelColor(300, 20).name() not in CONTRAST - {"#ffffff"}
