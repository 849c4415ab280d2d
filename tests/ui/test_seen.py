"""What the eye gets: pixels, not tokens; lines, not texts; gray, not color.

Questions 9, 10, 13, 14, 16 and 18 of the scorecard.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.clipping import trouble_in
from tests.ui.hands import Hands
from tests.ui.life.conftest import settle
from tests.ui.money.conftest import persona
from tests.ui.test_theme import contrast
from wizard import packs
from wizard.model.answers import Answer, State
from wizard.model.questions import Severity, Table
from wizard.plans import library as plan_library
from wizard.session import Session
from wizard.ui.parts.meter import Meter
from wizard.ui.parts.widgets import ShapeMark
from wizard.ui.shell.window import Window
from wizard.ui.style.theme import Preference

LEGIBLE = 4.5
SMOOTHED = 0.8
"""Of a thin stroke's contrast, what smoothing leaves at least."""
NEVER_FIRST = set("，。、；：？！」』）》〉】”’")
NEVER_LAST = set("「『（《〈【“‘")
LONGEST_TITLE = 20
SHADES_APART = 12
"""Least difference of gray, of 256, that counts as seen."""


@pytest.fixture
def at_plan(
    qtbot: QtBot, make_window: Callable[..., Window], library: Path
) -> Callable[..., Hands]:
    """Open a plan with these answers."""

    def open_at(answers: dict[str, Answer], size: tuple[int, int] = (1366, 688)) -> Hands:
        library.mkdir(parents=True, exist_ok=True)
        path = plan_library.new_path("小林的店", library)
        Session.create(path, packs.built_in(), name="小林的店", answers=answers).close()
        window = make_window("", size)
        window.open_path(path)
        return Hands(qtbot, window)

    return open_at


def photograph(window: QWidget) -> QImage:
    settle(30)
    return window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def part(window: QWidget, widget: QWidget) -> QRect:
    """Return where a widget is seen on its window."""
    seen = widget.visibleRegion().boundingRect()
    return QRect(widget.mapTo(window, seen.topLeft()), seen.size()).intersected(window.rect())


def colors(image: QImage, place: QRect) -> Counter[str]:
    return Counter(
        image.pixelColor(x, y).name()
        for x in range(place.left(), place.right() + 1)
        for y in range(place.top(), place.bottom() + 1)
    )


def labels(window: QWidget) -> Iterator[QLabel]:
    for one in window.findChildren(QLabel):
        if one.isVisible() and one.text().strip() and one.visibleRegion().boundingRect().height():
            yield one


@pytest.mark.timeout(90)
@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
def test_words_stand_out_in_pixels(at_plan: Callable[..., Hands], theme: Preference) -> None:
    hands = at_plan(persona("red_lines"))
    hands.window.pick_theme(theme)
    faint, seen = [], 0
    for place in ("hub", "review", "budget", "topic:demand"):
        hands.screen.go(place)
        picture = photograph(hands.window)
        for one in labels(hands.window):
            found = colors(picture, part(hands.window, one))
            ground = found.most_common(1)[0][0]
            best = max(contrast(color, ground) for color in found)
            seen += 1
            if best < LEGIBLE * SMOOTHED:
                faint.append(f"{place}: {one.text()[:16]} {best:.1f}")
    assert seen > 20
    assert not faint


def lines(one: QLabel) -> list[str]:
    """Return the lines a wrapped label breaks into."""
    layout = QTextLayout(one.text(), one.font())
    layout.setTextOption(QTextOption(one.alignment()))
    layout.beginLayout()
    width, found = one.contentsRect().width() - 2 * one.margin(), []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        found.append(one.text()[line.textStart() : line.textStart() + line.textLength()].strip())
    layout.endLayout()
    return found


@pytest.mark.timeout(90)
@pytest.mark.parametrize("size", [(1366, 688), (910, 432)], ids=["1366", "910"])
def test_no_line_begins_or_ends_as_none_should(
    at_plan: Callable[..., Hands], size: tuple[int, int]
) -> None:
    hands = at_plan(persona("red_lines"), size)
    bad, broken = [], 0
    topics = [f"topic:{one.id}" for one in hands.plan.session.checklist.topics]
    for place in ("hub", "review", "budget", "platforms", *topics):
        hands.screen.go(place)
        settle()
        for one in labels(hands.window):
            if not one.wordWrap():
                continue
            found = lines(one)
            broken += len(found) > 1
            bad += [line for line in found[1:] if line and line[0] in NEVER_FIRST]
            bad += [line for line in found[:-1] if line and line[-1] in NEVER_LAST]
    assert broken > 3
    assert not bad


def test_five_candidates_are_compared_side_by_side(at_plan: Callable[..., Hands]) -> None:
    answers = persona("xiaolin")
    table = packs.built_in().checklist.questions["platforms"]
    rows = answers["platforms"].value
    assert isinstance(rows, tuple)
    assert isinstance(table, Table)
    five = (*rows, *rows, *rows)[:5]
    answers["platforms"] = Answer(value=five)
    hands = at_plan(answers)
    hands.screen.go("platforms")
    assert not trouble_in(hands.window)
    fields = [hands.find(f"platforms.{row}.{table.columns[0].id}") for row in range(1, 6)]
    heads = [one for one in labels(hands.window) if one.text() in {"平台名称", "结论"}]
    assert len(heads) == 2
    before = [one.mapTo(hands.window, QPoint(0, 0)).x() for one in heads]
    tops = {one.mapTo(hands.window, QPoint(0, 0)).y() for one in fields}
    assert len(tops) == 1
    fields[-1].setFocus()
    settle(30)
    assert part(hands.window, fields[-1]).width() == fields[-1].width()
    assert [one.mapTo(hands.window, QPoint(0, 0)).x() for one in heads] == before


def test_over_budget_reads_without_color(at_plan: Callable[..., Hands]) -> None:
    answers = persona("red_lines")
    hands = at_plan(answers)
    hands.screen.go("budget")
    gray = photograph(hands.window).convertToFormat(QImage.Format.Format_Grayscale8)
    meter = next(one for one in hands.window.findChildren(Meter) if one.isVisible())
    place = part(hands.window, meter)
    middle = place.center().y()
    total = hands.evaluation.figures["startup_total"].shown
    assert isinstance(total, int)
    edge = place.left() + round(place.width() * 500_000 / total)
    inside = {QColor(gray.pixel(x, middle)).red() for x in range(place.left() + 8, edge - 4)}
    over = [QColor(gray.pixel(x, middle)).red() for x in range(edge + 4, place.right() - 4)]
    assert len(inside) == 1
    hatched = sum(abs(one - two) > SHADES_APART for one, two in itertools.pairwise(over))
    assert hatched >= 6
    said = " ".join(one.text() for one in labels(hands.window))
    assert f"超出 {(total - 500_000) // 100:,}" in said


def test_the_five_states_are_told_apart_in_gray(at_plan: Callable[..., Hands]) -> None:
    unsure = {id_: one for id_, one in persona("unsure").items() if one.state is State.NOT_SURE}
    answers = {**dict(list(persona("red_lines").items())[:20]), **unsure}
    hands = at_plan(answers)
    drawn: dict[str, QImage] = {}
    said = ""
    for place in ("hub", "review"):
        hands.screen.go(place)
        gray = photograph(hands.window).convertToFormat(QImage.Format.Format_Grayscale8)
        page = hands.screen.page
        assert page is not None
        for mark in page.findChildren(ShapeMark):
            if part(hands.window, mark).size() == mark.size():
                drawn.setdefault(mark._shape, gray.copy(part(hands.window, mark)).scaled(20, 20))
        said += " ".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())
    assert {"red_line", "open", "done", "unsure", "warn"} <= set(drawn)
    words = hands.window.words
    named = ("severity_red_line", "severity_watch", "state_not_sure", "not_filled")
    assert [one for one in named if words(f"ui.{one}") not in said] == []
    found = list(drawn.items())
    for place_in_list, (name, one) in enumerate(found):
        for other, two in found[place_in_list + 1 :]:
            apart = sum(
                abs(QColor(one.pixel(x, y)).red() - QColor(two.pixel(x, y)).red()) > SHADES_APART
                for x in range(20)
                for y in range(20)
            )
            assert apart > 30, (name, other)


def test_a_judgement_has_a_short_title_and_says_what_to_do(at_plan: Callable[..., Hands]) -> None:
    hands = at_plan(persona("red_lines"))
    words, checklist = hands.window.words, packs.built_in().checklist
    long = [
        one.id
        for one in checklist.questions.values()
        if len(words("ui.severity_about", severity="红线", about=one.title.say("zh")))
        > LONGEST_TITLE
    ]
    assert not long
    weighty = [one for one in hands.evaluation.findings if one.severity is Severity.RED_LINE]
    assert len(weighty) > 10
    assert [one.rule for one in weighty if one.action is None] == []
