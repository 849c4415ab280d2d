from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from wizard.documents.blocks import walk
from wizard.documents.chart_tables import as_table
from wizard.documents.figures import Chart, ChartKind, Level, Series
from wizard.documents.plan import cash
from wizard.documents.runs import plain
from wizard.documents.voice import Voice
from wizard.money.simulation import RUNOUT_WEEK, simulate
from wizard.text import LANGUAGES, Language, words
from wizard.ui.budget.charts_card import SUBJECTS
from wizard.ui.charts.painted import DRAWINGS, ChartCard, ChartView
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.desk import Desk
from wizard.ui.style.theme import Look

THREE = (Decimal(30), Decimal(-12), None)


def chart(kind: ChartKind, values: tuple[Decimal | int | None, ...] = THREE) -> Chart:
    ends = tuple(value or 0 for value in values)
    series = tuple(
        Series(name, values=values, low=tuple(one - 5 for one in ends), high=ends)
        for name in ("一", "二")
    )
    levels = (Level("线", 20), Level("处", 1, across=True)) if values else ()
    return Chart(
        kind,
        title="标题",
        alt="说明",
        series=series,
        labels=("甲", "乙", "丙"),
        levels=levels,
        unit="元",
    )


def drawn(view: ChartView) -> QImage:
    view.resize(500, max(view.sizeHint().height(), 1))
    return view.grab().toImage()


def colors(image: QImage) -> set[int]:
    return {
        QColor(image.pixel(x, y)).rgb()
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    }


@pytest.mark.parametrize("kind", DRAWINGS)
def test_each_kind_draws_something_in_both_themes(
    kind: ChartKind, qtbot: QtBot, look: Look
) -> None:
    view = ChartView(look)
    qtbot.addWidget(view)
    view.show_chart(chart(kind))
    light = drawn(view)
    look.choose("dark")
    dark = drawn(view)
    assert len(colors(light)) > 3
    assert light != dark


@pytest.mark.parametrize("kind", DRAWINGS)
@pytest.mark.parametrize(
    "values",
    [(), (None, None, None), (0, 0, 0), (10**11, -(10**11), 1), (Decimal("0.01"),)],
    ids=["none", "gaps", "zero", "huge", "tiny"],
)
def test_odd_numbers_are_drawn_too(
    kind: ChartKind, values: tuple[Decimal | int | None, ...], qtbot: QtBot, look: Look
) -> None:
    view = ChartView(look)
    qtbot.addWidget(view)
    view.show_chart(chart(kind, values))
    assert not drawn(view).isNull()


def test_series_stay_apart_in_grey(qtbot: QtBot, look: Look) -> None:
    """Each part of the bullet bar has a pattern of its own, not only a color."""
    view = ChartView(look)
    qtbot.addWidget(view)
    parts = Chart(
        "bullet", "预算", "说明", (Series("总", values=(10, 10, 10)),), ("甲", "乙", "丙")
    )
    view.show_chart(parts)
    image = drawn(view).convertToFormat(QImage.Format.Format_Grayscale8)
    row = look.px(28) + look.px(13)
    third = image.width() // 3
    shades = [
        frozenset(
            (QColor(image.pixel(x, y)).red() // 16, True)
            for x in range(part * third + 30, (part + 1) * third - 30)
            for y in range(row - 6, row + 6)
        )
        for part in range(3)
    ]
    assert len(set(shades)) == 3


def test_a_chart_is_told_in_words_and_in_numbers(qtbot: QtBot, look: Look) -> None:
    card = ChartCard(look, words("zh"))
    qtbot.addWidget(card)
    card.show()
    card.show_chart(chart("line"))
    assert card.view.accessibleName() == "标题"
    assert card.view.accessibleDescription() == "说明"
    assert "-12" not in _texts(card)
    numbers = card.findChild(Button, "chart_numbers")
    assert numbers is not None
    numbers.click()
    qtbot.waitUntil(lambda: {"甲", "乙", "丙", "30", "-12"} <= _texts(card))


def test_without_a_chart_the_card_says_why(qtbot: QtBot, look: Look) -> None:
    card = ChartCard(look, words("zh"))
    qtbot.addWidget(card)
    card.show()
    card.show_chart(None, "还没填商品")
    assert "还没填商品" in _texts(card)
    assert not card.view.isVisible()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_subject_has_a_chart_for_a_whole_plan(
    subject: str, language: Language, make_desk: Callable[..., Desk]
) -> None:
    evaluation = make_desk("xiaolin", language).evaluation
    simulated = simulate(evaluation.inputs, 200, RUNOUT_WEEK)
    blocks = SUBJECTS[subject].compose(Voice(evaluation, language), simulated)
    charts = [block for block in walk(blocks) if isinstance(block, Chart)]
    assert charts
    assert all(one.kind in DRAWINGS and one.alt for one in charts)


def _texts(card: ChartCard) -> set[str]:
    return {one.text() for one in card.findChildren(QLabel) if one.isVisible()}


def test_marks_on_a_line_change_the_picture_and_stand_in_the_table(
    qtbot: QtBot, look: Look
) -> None:
    plain_line = chart("line")
    marked = replace(plain_line, marks=Series("提现", values=(None, 7, 8)))
    pictures = []
    for one in (plain_line, marked):
        view = ChartView(look)
        qtbot.addWidget(view)
        view.show_chart(one)
        pictures.append(drawn(view))
    assert pictures[0] != pictures[1]
    assert marked.marked() == ((1, -12),)
    assert plain_line.marked() == ()
    table = as_table(marked)
    assert table.columns[-1].title == "提现"
    assert [plain(row.cells[-1]) for row in table.rows[:3]] == ["", "7", "8"]


def test_the_cash_line_marks_every_week_with_a_withdrawal(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk("xiaolin")
    voice = Voice(desk.evaluation, "zh")
    line = next(one for one in walk(cash.year(voice)) if isinstance(one, Chart))
    assert voice.ledger is not None
    assert line.marks is not None
    weeks = voice.ledger.weeks()
    assert [one is not None for one in line.marks.values] == [one.withdrawn > 0 for one in weeks]
    assert sum(one or 0 for one in line.marks.values) * 100 == sum(voice.ledger.withdrawn)
    assert len(line.marked()) == sum(one.withdrawn > 0 for one in weeks) > 0
    assert f"{len(line.marked())} 周" in line.alt
