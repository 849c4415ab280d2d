"""Agreements compared clause by clause and word by word."""

from __future__ import annotations

import pytest

from wizard import packs, resources
from wizard.engine import Evaluation, evaluate
from wizard.engine.changes import changes
from wizard.model.answers import Answer
from wizard.packs import Persona
from wizard.session.clauses import ClauseChange, Piece, clause_changes
from wizard.session.wording import ChangeWords
from wizard.text import words


@pytest.fixture(scope="module")
def example() -> Persona:
    folder = resources.pack_folder(packs.BUILT_IN)
    personas, _ = packs.read_personas(folder, packs.built_in().checklist)
    return next(one for one in personas if one.id == "xiaolin")


def state(example: Persona, **changed: Answer) -> Evaluation:
    return evaluate(packs.built_in(), {**example.answers, **changed}, example.as_of)


def test_word_against_word() -> None:
    change = ClauseChange(
        "a", "UA-01", "发货", "付款后 10 分钟内发货。", "付款后 30 分钟内自动发货。"
    )
    assert [one for one in change.pieces if one.kind != "same"] == [
        Piece("gone", "10"),
        Piece("new", "30"),
        Piece("new", "自动"),
    ]
    assert change.marked == "付款后 [-10-]{+30+} 分钟内{+自动+}发货。"
    for side, kind in ((change.before, "gone"), (change.after, "new")):
        assert "".join(one.text for one in change.pieces if one.kind in ("same", kind)) == side


def test_a_changed_answer_changes_the_clauses_that_use_it(example: Persona) -> None:
    before, after = state(example), state(example, shop_legal_name=Answer(value="新名字商行"))
    found = clause_changes(before, after, name="店", language="zh")
    assert found
    assert all("新名字商行" in one.after and "新名字商行" not in one.before for one in found)
    lines = ChangeWords(before, after, words("zh")).lines(changes(before, after), found)
    assert f"变了的协议条款（{len(found)}）" in lines
    assert any("{+新名字商行+}" in line or "新名字" in line for line in lines)


def test_equal_answers_leave_every_clause_alone(example: Persona) -> None:
    assert clause_changes(state(example), state(example), name="店", language="zh") == ()
