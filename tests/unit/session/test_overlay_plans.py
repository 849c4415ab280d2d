"""A plan of a pack goes to one that extends it and back, and nothing is lost."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from wizard import packs
from wizard.cli import main
from wizard.engine import CompiledChecklist
from wizard.errors import AnswersError, PlanError, WizardError
from wizard.model.answers import Answer
from wizard.plans.answers_file import write_answers
from wizard.plans.contents import new_plan
from wizard.plans.store import PlanFile
from wizard.session import Session, Source, read_source, stored

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
HEAD = "id: our_class\nversion: 1\ntitle: 本班\nlanguages: [zh, en]\nextends: shop_launch\n"
CHANGES = """\
questions:
  weekly_hours: {hide: true}
  goods_categories: {choices: {class_goods: 班级商品}}
add:
  - area: mindset
    topics:
      - id: this_class
        title: 本班
        questions: [{id: class_group_joined, kind: yes_no, ask: 进群了吗？}]
"""
BASE = """\
shop_launch: 1
name: 小林
answers:
  weekly_hours: 10
  goods_categories: [licensed_software]
  refund_rate: {value: 3%, sure: estimated, note: 同行说的}
"""
OWN = """\
our_class: 1
name: 小林
answers:
  weekly_hours: 10
  goods_categories: [licensed_software, class_goods]
  class_group_joined: {value: true, note: 昨天}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write the pack that extends ours."""
    folder = tmp_path / "our_class"
    folder.mkdir()
    (folder / "pack.yaml").write_text(HEAD, "utf-8")
    (folder / "changes.yaml").write_text(CHANGES, "utf-8")
    return folder


@pytest.fixture
def overlay(folder: Path) -> CompiledChecklist:
    """Load it."""
    return packs.load(folder)


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def again(source: Source) -> str:
    return write_answers(
        source.compiled.checklist, source.name, source.answers, source.retired, source.clauses
    )


def test_answers_to_the_base_are_answers_to_what_extends_it(
    tmp_path: Path, overlay: CompiledChecklist
) -> None:
    source = read_source(written(tmp_path / "a.yaml", BASE), overlay)
    assert set(source.answers) == {"weekly_hours", "goods_categories", "refund_rate"}
    assert "weekly_hours" not in source.evaluation(NOW.date(), simulated=False).visible


def test_there_and_back_nothing_is_lost(tmp_path: Path, overlay: CompiledChecklist) -> None:
    own = read_source(written(tmp_path / "own.yaml", OWN), overlay)
    base = again(own.given_to(packs.built_in()))
    assert base.startswith("shop_launch: ")
    there = read_source(written(tmp_path / "base.yaml", base), packs.built_in())
    assert set(there.answers) == {"weekly_hours"}
    assert set(there.retired) == {"class_group_joined", "goods_categories"}
    back = read_source(written(tmp_path / "back.yaml", again(there)), overlay)
    assert again(back) == again(own)
    assert back.retired == {}


def test_an_answer_given_in_the_base_meanwhile_stays(
    tmp_path: Path, overlay: CompiledChecklist
) -> None:
    text = BASE + "retired: {goods_categories: [class_goods], class_group_joined: true, odd: 1}\n"
    source = read_source(written(tmp_path / "a.yaml", text), overlay)
    assert source.answers["goods_categories"] == Answer(("licensed_software",))
    assert source.answers["class_group_joined"] == Answer(value=True)
    assert set(source.retired) == {"goods_categories", "odd"}


def test_answers_of_another_pack_and_of_a_newer_base_are_refused(
    tmp_path: Path, overlay: CompiledChecklist
) -> None:
    newest = packs.built_in().checklist.version
    for text, compiled, key in (
        (BASE.replace("shop_launch: 1", "other: 1"), overlay, "answers.other_pack"),
        (BASE.replace(": 1", f": {newest + 1}", 1), overlay, "answers.newer_pack"),
        (OWN, packs.built_in(), "answers.other_pack"),
        ("shop_launch: 1\n" + OWN, overlay, "answers.unknown_key"),
    ):
        with pytest.raises(AnswersError) as caught:
            read_source(written(tmp_path / "a.yaml", text), compiled)
        assert key in {one.key for one in caught.value.problems}


def test_a_plan_of_the_base_becomes_one_of_what_extends_it(
    tmp_path: Path, overlay: CompiledChecklist
) -> None:
    checklist = packs.built_in().checklist
    path = tmp_path / "plan.shopplan"
    source = read_source(written(tmp_path / "a.yaml", BASE), packs.built_in())
    texts = stored(checklist, source.answers, {"class_group_joined": True})
    PlanFile.create(
        path,
        plan_id="6f1e7c1e-0000-4000-8000-000000000001",
        name="小林",
        pack=(checklist.id, checklist.version),
        answers=texts,
        now=NOW,
        language="zh",
    ).close()
    session = Session.open(path, overlay, clock=lambda: NOW)
    assert session.plan.pack_id == "our_class"
    assert session.evaluation.answers["class_group_joined"] == Answer(value=True)
    session.close()
    with pytest.raises(PlanError, match="other_pack"):
        Session.open(path, packs.built_in(), clock=lambda: NOW)
    read = read_source(path, overlay)
    assert set(read.answers) == {
        "weekly_hours",
        "goods_categories",
        "refund_rate",
        "class_group_joined",
    }


def test_a_clause_of_an_agreement_only_one_pack_has_is_kept(tmp_path: Path, folder: Path) -> None:
    head = HEAD + "agreements: [{id: deal, title: 约定, template: deal}]\n"
    (folder / "pack.yaml").write_text(head, "utf-8")
    (folder / "templates").mkdir()
    (folder / "templates" / "deal.zh.md.j2").write_text("# 约定\n\n## ZZ-01 一\n\n二\n", "utf-8")
    overlay = packs.load(folder)
    own = read_source(
        written(tmp_path / "own.yaml", OWN + "clauses: {deal: {ZZ-01: 我的话}}\n"), overlay
    )
    base = written(tmp_path / "base.yaml", again(own.given_to(packs.built_in())))
    there = read_source(base, packs.built_in())
    back = read_source(written(tmp_path / "back.yaml", again(there)), overlay)
    assert back.clauses == {"deal": {"ZZ-01": "我的话"}}
    assert again(back) == again(own)


def test_the_command_writes_back_to_the_base(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = written(tmp_path / "own.yaml", OWN)
    assert main(["export", str(own), "--pack", str(folder), "--base"]) == 0
    base = written(tmp_path / "base.yaml", capsys.readouterr().out)
    assert main(["check", str(base), "--as-of", "2026-11-22"]) == 1
    assert main(["export", str(base), "--base"]) == 2
    assert "shop_launch" in capsys.readouterr().err


def test_a_version_out_of_a_plan_is_held_against_the_pack_it_names(
    overlay: CompiledChecklist, tmp_path: Path
) -> None:
    from wizard.session.opening import check_pack

    newest = packs.built_in().checklist.version
    for pack, fits in (
        (("shop_launch", newest), True),
        (("shop_launch", newest + 1), False),
        (("our_class", 2), False),
        (("", 0), False),
    ):
        contents = new_plan(plan_id="a" * 8, name="a", pack=pack, answers={}, now=NOW)
        if fits:
            check_pack(contents, overlay, tmp_path)
            continue
        with pytest.raises(WizardError):
            check_pack(contents, overlay, tmp_path)
