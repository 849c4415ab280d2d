"""The accessibility checklist on every screen of the built-in pack, in both languages.

One walk through all places for each setting: what the Tab key reaches has a name and a
role, names tell buttons apart, no text is cut off, and the keyboard goes as the eye does.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import QEventLoop, QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QWidget,
)

from tests.ui.conftest import focusable
from wizard import packs, resources
from wizard.plans import library
from wizard.session import Session
from wizard.text import Language
from wizard.ui.parts.places import NAMED, PREVIEW
from wizard.ui.questions.topic_page import TopicPage
from wizard.ui.shell.window import Window
from wizard.ui.style.icons import Shape, paint_shape
from wizard.ui.style.theme import Preference

SETTINGS: list[tuple[Language, int, str]] = [("zh", 100, "red_lines"), ("en", 200, "xiaolin")]
SILENT = (QAccessible.Role.NoRole, QAccessible.Role.Client)
MOST_STEPS = 120
DISTINCT = 60
"""Pixels of 32 by 32 that tell one black-and-white shape from another."""
FEW = 3
"""Missing pixels that are rounding, not a cut letter."""


def settle() -> None:
    loop = QEventLoop()
    QTimer.singleShot(0, loop.quit)
    loop.exec()
    QApplication.processEvents()


def places(window: Window) -> Iterator[str]:
    """Go to every place of the open plan, one after the other, and say where it is."""
    assert window.plan is not None
    screen = window.plan.screen
    checklist = window.plan.session.checklist
    named = [one for one in NAMED if one != PREVIEW]
    topics = [f"topic:{one.id}" for one in checklist.topics]
    for place in (*named, *topics, *(f"summary:{one.id}" for one in checklist.areas)):
        screen.go(place)
        settle()
        yield place


def spoken(widget: QWidget) -> tuple[str, QAccessible.Role]:
    """Return name and role as assistive technology is told."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name), interface.role()


def cut_off(widget: QWidget) -> str:
    """Return the text of a label or button that has too little room and no tool tip."""
    if not isinstance(widget, QLabel | QAbstractButton) or not widget.text():
        return ""
    if isinstance(widget, QLabel) and widget.wordWrap():
        short = widget.heightForWidth(widget.width()) - widget.height()
    else:
        short = widget.minimumSizeHint().width() - widget.width()
    return widget.text() if short > FEW and not widget.toolTip() else ""


def backward(page: QWidget) -> list[str]:
    """Press Tab through a page and return the steps that go up instead of on."""
    start = next(iter(focusable(page)), None)
    if start is None:
        return []
    start.setFocus()
    wrong, here = [], start
    for _ in range(MOST_STEPS):
        page.window().focusNextChild()
        following = QApplication.focusWidget()
        if following is None or following is start or not page.isAncestorOf(following):
            break
        bottom = following.mapTo(page, QPoint(0, following.height())).y()
        if bottom < here.mapTo(page, QPoint(0, 0)).y():
            wrong.append(f"{here.objectName()} -> {following.objectName()}")
        here = following
    return wrong


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


@pytest.mark.timeout(120)
@pytest.mark.parametrize(("language", "percent", "persona"), SETTINGS)
def test_every_screen(
    make_plan: Callable[[Language, int, str], Window],
    language: Language,
    percent: int,
    persona: str,
) -> None:
    window = make_plan(language, percent, persona)
    assert window.plan is not None
    screen = window.plan.screen
    nameless, twice, short, upward = [], [], [], []
    for place in places(window):
        reached, page = focusable(window), screen.page
        assert page is not None
        names = []
        for widget in reached:
            name, role = spoken(widget)
            scrolls = isinstance(widget, QAbstractScrollArea)
            if not name.strip() or (role in SILENT and not scrolls):
                nameless.append((place, type(widget).__name__, widget.objectName(), role))
            if isinstance(widget, QAbstractButton) and page.isAncestorOf(widget):
                names.append((name, widget.accessibleDescription()))
        twice += [(place, name) for name, count in Counter(names).items() if count > 1]
        shown = [one for one in window.findChildren(QWidget) if one.isVisible()]
        short += [(place, text) for text in map(cut_off, shown) if text]
        if isinstance(screen.page, TopicPage) and not screen.page.is_wide:
            upward += [(place, step) for step in backward(screen.page.body)]
    wrong = {"nameless": nameless, "twice": twice, "cut off": short, "upward": upward}
    assert not any(wrong.values()), wrong


def pixels(widget: QWidget) -> QImage:
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def changed(before: QImage, after: QImage) -> int:
    """Return how many pixels differ."""
    return sum(
        before.pixel(x, y) != after.pixel(x, y)
        for x in range(before.width())
        for y in range(before.height())
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_focus_shows_on_every_kind_of_widget(
    make_plan: Callable[[Language, int, str], Window], theme: Preference
) -> None:
    window = make_plan("zh", 100, "red_lines")
    window.pick_theme(theme)
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
