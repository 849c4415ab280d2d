"""Every name the app can be driven by from outside is there, and is of one thing alone.

The contract: an editor is named after its question, an option ``question.choice``, a cell
``table.row.column`` with rows from 1, and what leads somewhere after the place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.ui.life.conftest import settle, wait_for
from tests.ui.life.test_update import changed
from tests.ui.money.conftest import persona
from wizard import packs
from wizard.model.answers import Cell
from wizard.model.questions import ManyOf, OneOf, QuestionFields, Table, YesNo
from wizard.plans import library as plan_library
from wizard.session import Session
from wizard.ui.pages.done import DonePage
from wizard.ui.shell.window import Window

PLACES = ("hub", "review", "preview", "update", "platforms", "budget", "agreements")


@pytest.fixture
def window(make_window: Callable[..., Window], library: Path) -> Window:
    """The worked example, changed since it was printed."""
    library.mkdir(parents=True, exist_ok=True)
    path = plan_library.new_path("小林的店", library)
    Session.create(path, packs.built_in(), name="小林的店", answers=persona("xiaolin")).close()
    session = Session.open(path, packs.built_in())
    changed(session)
    session.close()
    opened = make_window("")
    opened.open_path(path)
    return opened


def shown(window: QWidget) -> Counter[str]:
    settle()
    return Counter(one.objectName() for one in window.findChildren(QWidget) if one.isVisible())


def promised(question: QuestionFields, cell: Cell, rows: int) -> Iterator[str]:
    """Yield the names that the editor of a question, or of a cell, is to have."""
    if question.computed and cell.row is None:
        return
    yield str(cell)
    if isinstance(question, YesNo):
        yield from (f"{cell}.yes", f"{cell}.no")
    elif isinstance(question, OneOf | ManyOf):
        yield from (f"{cell}.{choice}" for choice in question.choices)
    elif isinstance(question, Table):
        for row in range(max(rows, 1)):
            for column in question.columns:
                yield from promised(column, Cell(question.id, row, column.id), 0)
        return
    if question.unsure and not question.computed:
        yield f"{cell}.not_sure"


@pytest.mark.timeout(120)
def test_every_question_choice_and_cell_is_there_once(
    make_window: Callable[..., Window], library: Path
) -> None:
    library.mkdir(parents=True, exist_ok=True)
    path = plan_library.new_path("店", library)
    Session.create(path, packs.built_in(), name="店", answers=persona("xiaolin")).close()
    window = make_window("")
    window.open_path(path)
    assert window.plan is not None
    evaluation, missing, twice, seen = window.plan.session.evaluation, [], [], 0
    for topic in evaluation.checklist.topics:
        asked = [one for one in topic.questions if one.id in evaluation.visible]
        if not asked:
            continue
        window.plan.screen.go(f"topic:{topic.id}")
        page = window.plan.screen.page
        assert page is not None
        # The rail's way to the candidates is called as their table is: both are promised.
        found = shown(page)
        for question in asked:
            value = evaluation.answer(question.id).value
            rows = len(value) if isinstance(value, tuple) else 0
            for one in promised(question, Cell(question.id), rows):
                seen += 1
                missing += [one] * (found[one] == 0)
                twice += [one] * (found[one] > 1)
    assert not missing
    assert not twice
    assert seen > 250


def test_every_place_is_reached_by_its_name(window: Window) -> None:
    assert window.plan is not None
    screen = window.plan.screen
    for place in (*PLACES, *(one.id for one in window.plan.session.checklist.areas)):
        found = screen.rail.findChildren(QAbstractButton, place)
        (button,) = [one for one in found if one.isVisible()]
        button.click()
        at = screen.place
        topics = {f"topic:{one.id}": one for one in window.plan.session.checklist.topics}
        area = window.plan.session.checklist.area_of
        here = area[topics[at].questions[0].id] if at in topics else at.removeprefix("summary:")
        assert here == place
    preview = screen.shelf.preview
    assert preview is not None
    screen.go("preview")
    wait_for(lambda: preview.is_current)
    assert {"home", "budget", "text_size", "language", "theme", "more"} <= set(shown(window))
    file = Path.home() / "plan.pdf"
    screen.show_done(DonePage(screen.desk, window.words("ui.done_final"), file))
    assert shown(window)["done"] == 1
    (home,) = [one for one in window.findChildren(QAbstractButton, "home") if one.isVisible()]
    home.click()
    assert {"new_plan", "sample", "open_file", "trainer"} <= set(shown(window))
    (trainer,) = [one for one in window.findChildren(QAbstractButton, "trainer") if one.isVisible()]
    trainer.click()
    assert window.trainer is not None
