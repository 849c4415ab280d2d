"""The worked example typed through all six areas of the built-in pack, and printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.ui.hands import Hands
from wizard import packs, resources
from wizard.model.answers import Answer, Cell
from wizard.model.plain import plain_answer
from wizard.model.questions import ManyOf, OneOf, QuestionFields, Table, YesNo
from wizard.ui.questions.topic_page import TopicPage
from wizard.ui.shell.window import Window

PERSONA = "xiaolin"


def raw_text(question: QuestionFields, answer: Answer) -> str:
    return str(question.plain(answer.value))


def enter(hands: Hands, question: QuestionFields, cell: Cell, answer: Answer) -> None:
    """Give one answer the way a person does, by the name of what is on screen."""
    name = str(cell)
    if answer.not_sure:
        hands.click(f"{name}.not_sure")
    elif isinstance(question, YesNo):
        hands.click(f"{name}.{'yes' if answer.value else 'no'}")
    elif isinstance(question, OneOf):
        hands.click(f"{name}.{answer.value}")
    elif isinstance(question, ManyOf):
        assert isinstance(answer.value, tuple)
        for choice in answer.value or ("none",):
            hands.click(f"{name}.{choice}")
    elif isinstance(question, Table):
        enter_rows(hands, question, answer)
    else:
        hands.type(name, raw_text(question, answer))


def enter_rows(hands: Hands, table: Table, answer: Answer) -> None:
    assert isinstance(answer.value, tuple)
    if not answer.value:
        hands.click(f"{table.id}.none")
    for number, row in enumerate(answer.value):
        assert isinstance(row, Mapping)
        if not hands.shows(f"{table.id}.{number + 1}.{table.name_column}"):
            hands.click(f"{table.id}.add")
        for column in table.columns:
            if column.id in row:
                enter(hands, column, Cell(table.id, number, column.id), row[column.id])


@pytest.mark.timeout(180)
def test_all_six_areas_are_typed_in_and_the_final_edition_is_printed(
    qtbot: QtBot, make_window: Callable[..., Window], tmp_path: Path
) -> None:
    window = make_window(pack="")
    window.begin_plan("小林的软件授权店", [])
    hands = Hands(qtbot, window)
    checklist = hands.plan.session.checklist
    personas, problems = packs.read_personas(resources.pack_folder(packs.BUILT_IN), checklist)
    assert not problems
    wanted = next(one for one in personas if one.id == PERSONA).answers
    hands.click("next")
    seen: set[str] = set()
    while isinstance(hands.screen.page, TopicPage) and hands.screen.place not in seen:
        seen.add(hands.screen.place)
        for question in hands.page.topic.questions:
            applies = question.id in hands.evaluation.visible
            if applies and question.id in wanted and not question.computed:
                enter(hands, question, Cell(question.id), wanted[question.id])
        hands.click("next")
        while not isinstance(hands.screen.page, TopicPage) and hands.shows("next"):
            hands.click("next")
    for area in checklist.areas:
        assert any(f"topic:{topic.id}" in seen for topic in area.topics), area.id
    typed = {
        one: repr(plain_answer(checklist.questions[one], answer))
        for one, answer in hands.evaluation.answers.items()
    }
    meant = {
        one: repr(plain_answer(checklist.questions[one], Answer(answer.value, answer.not_sure)))
        for one, answer in wanted.items()
        if one in hands.evaluation.visible and not isinstance(checklist.questions[one], Table)
    }
    assert {one: typed.get(one) for one in meant} == meant
    assert hands.evaluation.can_print_final, hands.evaluation.missing
    hands.click("review")
    hands.click("print_final")
    preview = hands.screen.shelf.preview
    assert preview is not None
    qtbot.waitUntil(lambda: preview.is_current, timeout=60_000)
    hands.click("save_pdf")
    dialog = window.findChild(QFileDialog, "save_dialog")
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "plan.pdf"))
    dialog.close()
    assert hands.screen.place == "done"
    assert (tmp_path / "plan.pdf").stat().st_size > 20_000
