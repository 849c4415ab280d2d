from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from wizard import packs, resources
from wizard.documents.blocks import Chart
from wizard.documents.explained import explained
from wizard.documents.plan.platform_costs import cost_chart
from wizard.documents.scales import Scale, figure_text, ticks
from wizard.documents.voice import DASH, Voice
from wizard.engine import Evaluation, evaluate
from wizard.model.answers import Answer
from wizard.text import LANGUAGES, Language

TODAY = dt.date(2026, 11, 22)


@cache
def evaluation(persona: str = "") -> Evaluation:
    compiled = packs.built_in()
    found: dict[str, Answer] = {}
    if persona:
        folder = resources.pack_folder(packs.BUILT_IN)
        personas, _ = packs.read_personas(folder, compiled.checklist)
        found = dict(next(one for one in personas if one.id == persona).answers)
    return evaluate(compiled, found, TODAY)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("persona", ["", "xiaolin", "unsure", "over_cap"])
def test_every_figure_explains_itself(persona: str, language: Language) -> None:
    voice = Voice(evaluation(persona), language)
    checklist = voice.checklist
    for name in voice.evaluation.figures:
        found = explained(voice, name)
        assert found.formula
        assert found.source
        assert found.shown == voice.figure(name)
        for one in found.ingredients:
            assert one.shown
            assert not one.question or one.question in checklist.questions
            assert not one.question or one.number == checklist.numbers[one.question]


def test_inputs_name_the_question_and_the_row_they_came_from() -> None:
    found = explained(Voice(evaluation("xiaolin"), "zh"), "startup_total")
    said = {(one.title, one.row): (one.shown, one.question) for one in found.ingredients}
    assert said["平台年费", "平台甲"] == ("600 元", "platforms")
    assert said["预算表", "首批进货"] == ("2,000 元", "budget_lines")
    assert not [one for one in found.ingredients if one.assumed]


def test_a_default_is_shown_as_assumed_with_its_value() -> None:
    found = explained(Voice(evaluation("xiaolin"), "zh"), "runout_probability_13_weeks")
    assert {one.title: one.shown for one in found.ingredients}["每天单量"] == "5 单"
    empty = explained(Voice(evaluation(), "zh"), "startup_known")
    assert [(one.title, one.shown, one.assumed) for one in empty.ingredients] == [
        ("选定的平台", DASH, True)
    ]


def test_candidates_are_drawn_on_one_scale() -> None:
    chart = cost_chart(Voice(evaluation("xiaolin"), "zh"))
    assert isinstance(chart, Chart)
    assert chart.labels == ("平台甲", "平台乙")
    assert chart.series[0].texts == ("3.57 元", "13.55 元")
    assert "平台甲" in chart.alt
    assert cost_chart(Voice(evaluation(), "zh")) is None


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (0, 10, [0, 2, 4, 6, 8, 10]),
        (-3, 4, [-4, -2, 0, 2, 4]),
        (0, 0, [0]),
        (0, 0.01, [0, 0.002, 0.004, 0.006, 0.008, 0.01]),
        (0, 1e9, [0, 2e8, 4e8, 6e8, 8e8, 1e9]),
    ],
)
def test_ticks_are_round_and_enclose_the_values(
    low: float, high: float, marks: list[float]
) -> None:
    assert ticks(low, high) == pytest.approx(marks)


def test_numbers_are_written_for_people() -> None:
    assert [figure_text(one) for one in (0, -0.001, -1234.5, 0.126, 1e9)] == [
        "0",
        "0",
        "−1,234.5",
        "0.13",
        "1,000,000,000",
    ]


def test_a_scale_without_span_still_places_its_value() -> None:
    assert Scale(5, 5, 0, 100)(5) == 0
