"""A plan of an older checklist: what is carried over, what waits in the drawer."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.small_pack import AREA, PACK, write_pack
from tests.unit.session.conftest import NOON
from wizard import packs
from wizard.engine import CompiledChecklist
from wizard.model.answers import Cell
from wizard.plans import backup
from wizard.plans.answers_file import parse_answers, write_answers
from wizard.plans.reading import read_own
from wizard.session import Session, read_source, stored
from wizard.session.storing import Outcome, read_stored

NEWER = (
    AREA.replace("{id: hours, kind", "{id: weekly_hours, was: [hours], kind")
    .replace("hours >=", "weekly_hours >=")
    .replace("{hours}", "{weekly_hours}")
    .replace(
        "choices: {software: 软件, cards: 点卡, cracked: 破解}",
        "choices: {software: 软件, game_cards: 点卡, cracked: 破解}, was_choices: {cards: game_cards}",
    )
    .replace("cards in goods", "game_cards in goods")
    .replace("{id: annual_fee, kind", "{id: yearly_fee, was: [annual_fee], kind")
    .replace(
        '{id: verified, kind: yes_no, must: true, ask: 查到了吗, pass: verified, on_fail: {severity: red_line, say: "{name} 查不到"}}',
        "{id: verified, kind: number, must: true, ask: 查到几次}",
    )
    .replace("{id: minors, kind: yes_no", "{id: minors, kind: yes_no, revised: 3")

)  # fmt: skip
RULES = """\
rules:
  - {id: hours_and_minors, severity: fix, when: weekly_hours < 5 and not minors,
     questions: [weekly_hours, minors], say: 两处矛盾}
"""
EN = "questions:\n  weekly_hours: {ask: How many hours}\n"


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> CompiledChecklist:
    folder = write_pack(
        tmp_path_factory.mktemp("newer"),
        pack=PACK.replace("version: 2", "version: 3"),
        area=NEWER,
        rules=RULES,
        **{"translations/en": EN},
    )
    return packs.load(folder)


def older_plan(path: Path, compiled: CompiledChecklist) -> None:
    session = Session.create(path, compiled, name="店", clock=lambda: NOON)
    session.answer("hours", 12)
    session.answer("goods", ["cards"])
    session.answer("minors", "是")
    session.answer(Cell("platforms", 0, "name"), "甲")
    session.answer(Cell("platforms", 0, "annual_fee"), 600)
    session.answer(Cell("platforms", 0, "verified"), "是")
    session.close()


def test_everything_that_fits_is_carried_over(
    path: Path, compiled: CompiledChecklist, newer: CompiledChecklist
) -> None:
    older_plan(path, compiled)
    session = Session.open(path, newer, clock=lambda: NOON)
    assert session.current("weekly_hours").value == Decimal(12)
    assert session.current("goods").value == ("game_cards",)
    (row,) = session.evaluation.rows("platforms")
    assert {key: str(cell.value) for key, cell in row.items() if key != "yearly_fee"} == {
        "name": "甲"
    }
    assert "yearly_fee" in row
    assert session.retired == {"platforms": [{"name": "甲", "verified": True}]}
    assert session.review == {"platforms": "does_not_fit", "minors": "revised"}
    assert not session.can_undo
    session.close()
    contents = read_own(path)
    assert contents.pack_version == 3
    assert contents.log.steps[-1].kind == "migrate"
    assert set(contents.answers) == {
        "weekly_hours",
        "goods",
        "minors",
        "platforms",
        "retired:platforms",
    }
    assert contents.log.answers_at(1) == {"hours": "12"}


def test_a_migration_happens_once_and_only_after_a_backup(
    path: Path, compiled: CompiledChecklist, newer: CompiledChecklist
) -> None:
    older_plan(path, compiled)
    session = Session.open(path, newer, clock=lambda: NOON)
    revision = session.plan.revision
    session.confirm("minors")
    session.close()
    kept = backup.backups(backup.folder_of(path.parent, session.plan.plan_id))
    assert backup.read_backup(kept[-1]).pack_version == 2
    again = Session.open(path, newer, clock=lambda: NOON)
    assert again.plan.revision == revision
    assert again.review == {"platforms": "does_not_fit"}
    assert again.retired == {"platforms": [{"name": "甲", "verified": True}]}
    again.close()


def test_a_reader_of_an_older_plan_changes_nothing(
    path: Path, compiled: CompiledChecklist, newer: CompiledChecklist
) -> None:
    older_plan(path, compiled)
    before = path.read_bytes()
    reader = Session.open(path, newer, clock=lambda: NOON, edit=False)
    assert reader.current("weekly_hours").value == Decimal(12)
    reader.close()
    assert read_source(path, newer).answers["goods"].value == ("game_cards",)
    assert path.read_bytes() == before


def test_the_drawer_survives_export_and_import(
    path: Path, tmp_path: Path, compiled: CompiledChecklist, newer: CompiledChecklist
) -> None:
    older_plan(path, compiled)
    session = Session.open(path, newer, clock=lambda: NOON)
    answers, retired = dict(session.evaluation.answers), dict(session.retired)
    session.close()
    text = write_answers(newer.checklist, "店", answers, retired)
    file = parse_answers(text, "a.yaml", newer.checklist)
    texts = stored(newer.checklist, file.answers, file.retired)
    read = read_stored(newer.checklist, texts)
    assert (read.answers, read.retired) == (answers, retired)


def outcomes(checklist: Any, texts: dict[str, str], version: int = 2) -> list[Outcome]:
    return list(read_stored(checklist, texts, version).outcomes)


def test_split_merged_and_gone(tmp_path: Path) -> None:
    area = """\
id: area
title: 区域
topics:
  - id: only
    title: 题
    questions:
      - {id: left, kind: number, was: [both, other], ask: 左}
      - {id: right, kind: text, was: [both], ask: 右}
"""
    pack = "id: small\nversion: 3\ntitle: 小\nlanguages: [zh]\nareas: [area]\n"
    none = {"values": None, "rules": None, "sources": None, "translations/en": None}
    checklist = packs.load(write_pack(tmp_path, pack=pack, area=area, **none)).checklist
    split = read_stored(checklist, {"both": "5"}, 2)
    assert {key: str(one.value) for key, one in split.answers.items()} == {
        "left": "5",
        "right": "5",
    }
    assert [(one.question, one.kind, one.reason) for one in split.outcomes] == [
        ("left", "compatible", "renamed"),
        ("right", "compatible", "renamed"),
    ]
    assert outcomes(checklist, {"both": "5", "other": "6"})[2] == Outcome(
        "other", "left", "decide", "merged"
    )
    assert read_stored(checklist, {"both": "5", "other": "6"}, 2).retired == {"other": 6}
    assert outcomes(checklist, {"nobody": "1"}) == [Outcome("nobody", "", "compatible", "gone")]
    # An answer to today's question wins over one to its predecessor, whatever their order.
    for texts in ({"both": "5", "left": "7"}, {"left": "7", "both": "5"}):
        assert read_stored(checklist, texts, 2).answers["left"].value == Decimal(7)


def test_an_answer_that_fits_no_more_is_kept_whole(compiled: CompiledChecklist) -> None:
    texts = {"hours": '{"value":[1],"note":"x"}', "goods": '["cards","gone"]', "platforms": "5"}
    read = read_stored(compiled.checklist, texts)
    assert read.answers == {}
    assert read.retired == {
        "hours": {"value": [1], "note": "x"},
        "goods": ["cards", "gone"],
        "platforms": 5,
    }
    assert {one.kind for one in read.outcomes} == {"decide"}


def test_answering_a_question_leaves_its_drawer_alone(
    path: Path, compiled: CompiledChecklist, newer: CompiledChecklist
) -> None:
    older_plan(path, compiled)
    session = Session.open(path, newer, clock=lambda: NOON)
    session.answer(Cell("platforms", 0, "verified"), 30)
    session.remove_row("platforms", 0)
    session.close()
    again = Session.open(path, newer, clock=lambda: NOON)
    assert again.retired == {"platforms": [{"name": "甲", "verified": True}]}
    again.close()
