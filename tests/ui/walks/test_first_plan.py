"""A founder's first quarter of an hour on the built-in checklist, with keys alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.hands import Hands
from wizard.model.questions import ManyOf, OneOf
from wizard.ui.pages.preview import PreviewPage
from wizard.ui.shell.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier
SCREENS = ("hub", "review", "preview", "platforms", "budget", "agreements")


@pytest.fixture
def founder(qtbot: QtBot, make_window: Callable[..., Window]) -> Hands:
    """Somebody at the window as it first opens."""
    window = make_window(pack="shop_launch")
    window.core.wait()
    return Hands(qtbot, window)


def test_from_first_launch_to_a_saved_draft(founder: Hands, tmp_path: Path) -> None:
    assert founder.focus == "new_plan"
    founder.press(Qt.Key.Key_Return)
    founder.type("new_plan_name", "River shop")
    assert founder.plan.session.name == "River shop"
    founder.press(Qt.Key.Key_Return)
    assert founder.page.area.id == "mindset"
    founder.type("weekly_hours", "12")
    assert founder.evaluation.answers["weekly_hours"].value is not None
    founder.press(Qt.Key.Key_F9)
    preview = founder.screen.page
    assert isinstance(preview, PreviewPage)
    founder.qtbot.waitUntil(lambda: preview.is_current and not preview.is_blank, timeout=20_000)
    founder.click("save_pdf")
    dialog = founder.window.findChild(QFileDialog, "save_dialog")
    assert dialog is not None
    target = tmp_path / "draft.pdf"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    assert target.read_bytes().startswith(b"%PDF")
    assert founder.screen.place == "done"


def test_somebody_in_a_workshop_is_told_where_to_hand_in(founder: Hands) -> None:
    founder.click("new_plan")
    assert founder.find("new_plan_who.alone", QAbstractButton).isChecked()
    assert not founder.shows("new_plan_class_note")
    founder.click("new_plan_who.class")
    assert founder.shows("new_plan_class_note")
    founder.click("new_plan_who.alone")
    assert not founder.shows("new_plan_class_note")
    founder.click("new_plan_who.class")
    founder.click("start_plan")
    words = founder.window.words
    assert founder.plan.session.path.is_file()
    assert words("trainer.hand_in") in words("trainer.start_class_said")
    said = [one.text() for one in founder.window.toast.findChildren(QLabel) if one.isVisible()]
    assert words("trainer.start_class_said") in said


def test_a_red_line_is_seen_explained_and_mended(founder: Hands) -> None:
    founder.window.begin_plan("River shop", [])
    founder.open("payment_channel")
    question = founder.plan.session.checklist.questions["payment_channel"]
    assert isinstance(question, OneOf | ManyOf)
    held = []
    for number in range(1, len(question.choices) + 1):
        founder.press(getattr(Qt.Key, f"Key_{number}"))
        if any(one.rule == "payment_channel" for one in founder.evaluation.blockers):
            held.append(number)
    good = next(number for number in range(1, len(question.choices) + 1) if number not in held)
    founder.press(getattr(Qt.Key, f"Key_{held[0]}"))
    founder.press(Qt.Key.Key_7, modifier=CTRL)
    assert founder.shows("gate.payment_channel")
    founder.find("review.payment_channel", QAbstractButton).setFocus()
    founder.press(Qt.Key.Key_Return)
    assert founder.screen.current_question == "payment_channel"
    founder.press(getattr(Qt.Key, f"Key_{good}"))
    assert not any(one.rule == "payment_channel" for one in founder.evaluation.blockers)
    founder.press(Qt.Key.Key_Return, modifier=CTRL)
    assert founder.screen.place == "review"
    assert founder.focus == "review.payment_channel"
    assert not founder.shows("gate.payment_channel")


def test_every_place_can_be_driven_by_its_name(founder: Hands) -> None:
    founder.window.begin_plan("River shop", [])
    areas = [area.id for area in founder.plan.session.checklist.areas]
    assert areas == ["mindset", "platform", "compliance", "money", "technology", "service"]
    for name in (*areas, *SCREENS):
        founder.click(name)
        expected = founder.screen.place if name in areas else name
        assert founder.screen.place == expected
        if name in areas:
            assert founder.page.area.id == name
    founder.click("home")
    assert founder.window.home.isVisible()
    assert founder.find("trainer", QAbstractButton).isEnabled()


def test_every_editor_is_named_after_its_question(founder: Hands) -> None:
    founder.window.begin_plan("River shop", [])
    checklist, missing = founder.plan.session.checklist, []
    for topic in checklist.topics:
        founder.screen.go(f"topic:{topic.id}")
        for question_id, card in founder.page.cards.items():
            question = card.question
            if not card.isVisible() or question.computed:
                continue
            names = {one.objectName() for one in card.findChildren(QWidget)}
            wanted = {question_id}
            wanted |= {f"{question_id}.{one}" for one in getattr(question, "choices", ())}
            columns = getattr(question, "columns", ())
            wanted |= {f"{question_id}.1.{one.id}" for one in columns if not one.computed}
            missing += sorted(wanted - names)
    assert not missing


def test_the_window_says_where_the_founder_is(founder: Hands) -> None:
    founder.window.begin_plan("River shop", [])
    founder.open("payment_channel")
    number = founder.plan.session.checklist.numbers["payment_channel"]
    title = founder.window.windowTitle()
    assert title.startswith(f"{number} ")
    assert "River shop" in title
    assert title.index("River shop") < title.index(founder.window.words("ui.product"))


def test_a_shop_of_ones_own_may_be_chosen_as_platform(founder: Hands) -> None:
    founder.window.begin_plan("River shop", [])
    founder.open("chosen_platform")
    founder.click("chosen_platform.own_site")
    assert founder.evaluation.answers["chosen_platform"].value == "own_site"
    assert founder.find("chosen_platform.own_site", QAbstractButton).isChecked()
    assert founder.find("chosen_platform", QLineEdit).text() == "自建站"
