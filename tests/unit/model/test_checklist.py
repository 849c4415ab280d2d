"""How a checklist names its questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_pack import small_pack
from wizard.model.checklist import Checklist


@pytest.fixture(scope="module")
def checklist(tmp_path_factory: pytest.TempPathFactory) -> Checklist:
    folder: Path = tmp_path_factory.mktemp("pack")
    return small_pack(folder).checklist


def test_questions_are_numbered_inside_their_area(checklist: Checklist) -> None:
    asked = [one.id for one in checklist.questions.values() if not one.computed]
    assert [checklist.number(one) for one in asked] == [
        f"1.{place}" for place in range(1, len(asked) + 1)
    ]
    assert checklist.titled("hours", "zh") == "1.1 几小时"


def test_a_column_has_the_number_of_its_table_and_a_title_of_its_own(checklist: Checklist) -> None:
    column, (table, _) = next(iter(checklist.columns.items()))
    assert checklist.number(column) == checklist.number(table.id) != ""
    assert checklist.titled(column, "zh").endswith(checklist.columns[column][1].title.say("zh"))


def test_what_nobody_is_asked_has_no_number(checklist: Checklist) -> None:
    assert checklist.number("nothing") == ""
    assert checklist.titled("nothing", "zh") == "nothing"
