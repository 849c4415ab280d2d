"""The built-in pack in a small window with the largest text, in English: nothing is cut off."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.hands import Hands
from wizard.ui.shell.window import Window


@pytest.mark.timeout(60)
def test_topics_fit_the_width_at_the_largest_text(
    qtbot: QtBot, make_window: Callable[..., Window]
) -> None:
    window = make_window(pack="", size=(1093, 534))
    window.switch_language()
    while window.look.percent < 200:
        window.next_text_size()
    window.begin_plan("Lin's license shop", [])
    hands = Hands(qtbot, window)
    for question in ("weekly_hours", "annual_turnover", "shop_legal_name", "pp_url"):
        hands.open(question)
        qtbot.wait(20)
        hands.click(f"{question}.not_sure")
        page = hands.page
        assert page.body.minimumSizeHint().width() <= page.viewport().width(), question
    assert window.width() == 1093
