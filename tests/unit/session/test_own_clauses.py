"""Clauses in the founder's own words: kept, undone, compared, carried wherever the plan goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.session.conftest import NOON
from wizard import packs
from wizard.engine import CompiledChecklist
from wizard.errors import AnswersError
from wizard.plans.answers_file import LONGEST_CLAUSE, parse_answers, write_answers
from wizard.session import Session, read_source
from wizard.session.clauses import clause_changes
from wizard.session.history import history
from wizard.session.own_clauses import ClauseEdit, clause_edits

MINE = "卡密用不了，十分钟内换一张。\n换不了就退钱。"
AGREEMENT, CODE = "refund_rules", "RF-04"


@pytest.fixture(scope="module")
def shop() -> CompiledChecklist:
    return packs.built_in()


@pytest.fixture
def plan(path: Path, shop: CompiledChecklist) -> Session:
    session = Session.create(path, shop, name="店", clock=lambda: NOON)
    assert session.rewrite_clause(AGREEMENT, CODE, f"  {MINE}\n") is None
    return session


def test_own_words_are_kept_undone_and_brought_again(
    plan: Session, shop: CompiledChecklist
) -> None:
    assert plan.own_clauses == {AGREEMENT: {CODE: MINE}}
    assert not plan.retired
    assert not plan.evaluation.answers
    travel = plan.undo()
    assert travel is not None
    assert (travel.question, travel.clause) == ("", (AGREEMENT, CODE))
    assert plan.own_clauses == {}
    plan.redo()
    plan.rewrite_clause(AGREEMENT, CODE, None)
    assert plan.own_clauses == {}
    plan.undo()
    plan.close()
    again = Session.open(plan.path, shop, clock=lambda: NOON)
    assert again.own_clauses == {AGREEMENT: {CODE: MINE}}
    again.close()


def test_the_same_words_again_are_no_step(plan: Session) -> None:
    before = plan.plan.revision
    assert plan.rewrite_clause(AGREEMENT, CODE, MINE) is None
    assert plan.plan.revision == before
    plan.close()


@pytest.mark.parametrize(
    ("text", "code"),
    [("退" * (LONGEST_CLAUSE + 1), "too_long"), ("找 11010519491231002X 退", "identity_number")],
)
def test_what_is_not_kept_is_told_and_changes_nothing(plan: Session, text: str, code: str) -> None:
    refused = plan.rewrite_clause(AGREEMENT, CODE, text)
    assert refused is not None
    assert refused.code == code
    assert plan.own_clauses == {AGREEMENT: {CODE: MINE}}
    plan.close()


def test_history_and_comparison_show_both_texts(plan: Session) -> None:
    event = history(plan.plan.contents(), plan.checklist)[-1]
    assert event.clauses == (ClauseEdit(AGREEMENT, CODE, "", MINE),)
    assert event.unknown == ()
    plan.answer("reissue_first", "是")
    found = clause_changes(
        plan.evaluation,
        plan.evaluation,
        name="店",
        language="zh",
        own=({}, plan.own_clauses),
    )
    assert [(one.code, one.after) for one in found] == [(CODE, MINE)]
    assert "先补发" in found[0].before
    plan.close()


def test_edits_are_told_in_order() -> None:
    before = {"a": {"UA-02": "旧", "UA-01": "同"}}
    after = {"a": {"UA-01": "同"}, "b": {"UA-03": "新"}}
    assert clause_edits(before, after) == (
        ClauseEdit("a", "UA-02", "旧", ""),
        ClauseEdit("b", "UA-03", "", "新"),
    )


def test_own_words_travel_with_every_copy(
    plan: Session, shop: CompiledChecklist, tmp_path: Path
) -> None:
    printed = plan.print_edition("draft", "zh")
    plan.close()
    pdf = tmp_path / "printed.pdf"
    pdf.write_bytes(printed.pdf)
    text = write_answers(shop.checklist, "店", {}, None, plan.own_clauses)
    answers = tmp_path / "answers.yaml"
    answers.write_text(text, "utf-8")
    for file in (plan.path, pdf, answers):
        assert read_source(file, shop).clauses == {AGREEMENT: {CODE: MINE}}, file
    again = read_source(answers, shop)
    assert write_answers(shop.checklist, "店", {}, None, again.clauses) == text
    plain = tmp_path / "plain.yaml"
    plain.write_text("shop_launch: 1\nname: 店\nanswers: {}\n", "utf-8")
    assert again.plan_id != read_source(plain, shop).plan_id


@pytest.mark.parametrize(
    ("clauses", "keys"),
    [
        ("[]", ["answers.clauses_not_a_map"]),
        ("{nobody: {UA-01: 文}}", ["answers.unknown_agreement"]),
        ("{user_agreement: {one: 文}}", ["answers.clause_code"]),
        ("{user_agreement: {UA-01: '', UA-02: [文]}}", ["answers.clause_text"] * 2),
    ],
)
def test_an_answers_file_with_other_clauses_is_refused(
    shop: CompiledChecklist, clauses: str, keys: list[str]
) -> None:
    text = f"shop_launch: 1\nname: 店\nanswers: {{}}\nclauses: {clauses}\n"
    with pytest.raises(AnswersError) as refused:
        parse_answers(text, "file.yaml", shop.checklist)
    assert [one.key for one in refused.value.problems] == keys


def test_rewriting_counts_as_a_change_since_the_print(plan: Session) -> None:
    assert not plan.has_news
    plan.print_edition("draft", "zh")
    assert not plan.has_news
    plan.rewrite_clause(AGREEMENT, CODE, "别的话")
    update = plan.update()
    assert update is not None
    assert update.clauses == (ClauseEdit(AGREEMENT, CODE, MINE, "别的话"),)
    assert plan.has_news
    assert update
    plan.close()


def test_the_last_print_can_be_printed_once_more_byte_for_byte(
    path: Path, compiled: CompiledChecklist, clock: Callable[[], object]
) -> None:
    session = Session.create(path, compiled, name="店", clock=lambda: NOON)
    assert session.reprint_job() is None
    session.answer("hours", 2)
    first = session.print_edition("draft", "zh")
    session.answer("hours", 9)
    job = session.reprint_job()
    assert job is not None
    again = job.run()
    assert again.pdf == first.pdf
    assert (again.number, again.again) == (1, True)
    changed = session.print_job("draft", "zh", scope="changed").run()
    assert 0 < len(changed.changed) < len(changed.record.pages)
    assert len(changed.pdf) < len(session.print_job("draft", "zh").run().pdf)
    session.close()
