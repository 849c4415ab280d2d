"""Shocks and people at the desk, on the money workbench."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from wizard.documents.voice import Voice
from wizard.money.outlook import SHOCKS, scenarios
from wizard.money.staffing import erlang_c, staffing
from wizard.text import LANGUAGES, Language
from wizard.ui.budget.what_if_card import WhatIfCard
from wizard.ui.parts.desk import Desk

MakeDesk = Callable[..., Desk]


def cell(card: WhatIfCard, name: str) -> str:
    found = card.findChild(QLabel, f"what_if.{name}")
    assert found is not None
    return found.text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_shock_and_each_number_of_people(
    qtbot: QtBot, make_desk: MakeDesk, language: Language
) -> None:
    desk = make_desk("xiaolin", language)
    card = WhatIfCard(desk)
    qtbot.addWidget(card)
    card.button.setChecked(True)
    voice = Voice(desk.evaluation, language)
    cases = scenarios(desk.evaluation.inputs)
    assert len(cases) == len(SHOCKS) + 1
    for number, case in enumerate(cases, start=1):
        assert cell(card, f"shocks.{number}.2") == voice.amount(case.lowest_cash)
    at_work = staffing(desk.evaluation.inputs)
    assert at_work is not None
    one = erlang_c(at_work.tickets_an_hour, at_work.minutes, 1)
    assert cell(card, "people.1.2") == voice.percent(one.in_time)


def test_closed_it_works_nothing_out(qtbot: QtBot, make_desk: MakeDesk) -> None:
    card = WhatIfCard(make_desk())
    qtbot.addWidget(card)
    card.refresh()
    assert card.findChild(QLabel, "what_if.shocks.1.1") is None


def test_it_follows_the_plan_while_open(qtbot: QtBot, make_desk: MakeDesk) -> None:
    desk = make_desk()
    card = WhatIfCard(desk)
    qtbot.addWidget(card)
    card.button.setChecked(True)
    before = cell(card, "shocks.1.2")
    desk.session.answer("cash_available", 20_000)
    card.refresh()
    shown = [
        one.text()
        for one in card.findChildren(QLabel, "what_if.shocks.1.2")
        if one.isVisibleTo(card)
    ]
    assert len(shown) == 1
    assert shown != [before]


def test_an_empty_plan_says_why_there_is_nothing(qtbot: QtBot, make_desk: MakeDesk) -> None:
    desk = make_desk("")
    card = WhatIfCard(desk)
    qtbot.addWidget(card)
    card.button.setChecked(True)
    voice = Voice(desk.evaluation, "zh")
    said = {one.text() for one in card.findChildren(QLabel)}
    for figure in ("lowest_cash", "answered_within_10_minutes"):
        assert voice.figure_note(figure)
        assert voice.figure_note(figure) in said
