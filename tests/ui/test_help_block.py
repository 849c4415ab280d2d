"""What a question rests on, beside it: the source, since when it is in force, when it was checked."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from tests.ui.hands import Hands
from wizard.text import Language
from wizard.ui.parts.help_block import HelpBlock

SAID = {
    "zh": "第十条（2021-06-01 起施行，2026-11-22 核对）",
    "en": "(in force from 2021-06-01, checked 2026-11-22)",
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_law_says_since_when_it_is_in_force_and_a_rule_of_thumb_does_not(
    hands: Hands, language: Language
) -> None:
    if language == "en":
        hands.window.switch_language()
    desk = hands.plan.desk
    said: dict[str, list[str]] = {"copyright_10": [], "own_experience": []}
    for question in desk.checklist.questions.values():
        for source in said.keys() & set(question.sources):
            block = HelpBlock(question, desk)
            said[source] += [one.text() for one in block.findChildren(QLabel)]
            block.deleteLater()
    assert any(one.endswith(SAID[language]) for one in said["copyright_10"])
    lines = [one for one in said["own_experience"] if "2026-11-22" in one]
    assert lines
    assert not any("起施行" in one or "in force" in one for one in lines)
