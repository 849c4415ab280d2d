"""What has run out or falls due: evidence, promises, sources nobody checked again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.small_pack import TODAY, judged, write_pack
from wizard import packs
from wizard.engine import CompiledChecklist
from wizard.engine.due import SOURCES_DUE, due, recheck_day, stale_sources
from wizard.model.answers import Cell
from wizard.model.checklist import Source
from wizard.model.findings import Verdict
from wizard.model.questions import Severity
from wizard.text import words

DAY = dt.timedelta(days=1)
ANSWERS = """{hours: {value: 12, evidence: [{name: 合同, valid_until: 2026-11-21}, {name: 纸}]},
  goods: {value: not_sure, find_out: 问平台, due: 2026-12-01},
  chosen_platform: {value: 甲, find_out: 旧的, due: 2026-01-01},
  platforms: [{name: 甲, verified: {value: true, evidence: [{name: 证, valid_until: 2026-12-22}]}}]}"""


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> CompiledChecklist:
    sources = """\
sources:
  law: {title: 某法, kind: law, grade: A, checked: 2026-11-22}
  rule: {title: 某规定, kind: law, grade: B, checked: 2026-08-31, recheck_months: 6}
"""
    return packs.load(write_pack(tmp_path_factory.mktemp("pack"), sources=sources))


def test_what_ran_out_and_what_soon_will(compiled: CompiledChecklist) -> None:
    found = due(judged(compiled, ANSWERS))
    assert [(one.kind, one.cell, one.name) for one in found.over] == [
        ("evidence", Cell("hours"), "合同")
    ]
    assert [(one.kind, str(one.cell), one.name) for one in found.soon] == [
        ("promise", "goods", "问平台"),
        ("evidence", "platforms.1.verified", "证"),
    ]
    assert found.sources == ()
    assert found


def test_the_last_day_still_counts(compiled: CompiledChecklist) -> None:
    evaluation = judged(compiled, ANSWERS)
    expires = dt.date(2026, 11, 21)
    assert [one.name for one in due(evaluation, expires).over] == []
    assert [one.name for one in due(evaluation, expires).soon] == ["合同", "问平台"]
    assert not due(judged(compiled, "{hours: 12}"))


def test_an_answer_that_does_not_apply_promises_nothing(compiled: CompiledChecklist) -> None:
    answers = "{minors: {value: not_sure, due: 2026-11-01}, goods: [software]}"
    assert not due(judged(compiled, answers))


def test_the_day_to_check_again_stays_in_the_month() -> None:
    source = Source(
        title={"zh": "x"}, kind="law", grade="A", checked=dt.date(2026, 8, 31), recheck_months=6
    )
    assert recheck_day(source) == dt.date(2027, 2, 28)


def test_sources_are_stale_after_their_day(compiled: CompiledChecklist) -> None:
    last = dt.date(2027, 2, 28)
    assert stale_sources(compiled.checklist, last) == ()
    assert stale_sources(compiled.checklist, last + DAY) == ("rule",)
    assert stale_sources(compiled.checklist, dt.date(2027, 11, 23)) == ("law", "rule")


def test_stale_sources_are_one_explanation_that_weighs_nothing(
    compiled: CompiledChecklist,
) -> None:
    answers = "{hours: 12, goods: [software], chosen_platform: own_site, budget_lines: none}"
    fresh = judged(compiled, answers)
    later = judged(compiled, answers, today=TODAY + 400 * DAY)
    (finding,) = [one for one in later.findings if one.rule == SOURCES_DUE]
    assert (finding.severity, finding.questions) == (Severity.INFO, ("goods",))
    assert finding.sources == ("law", "rule")
    assert "某法、某规定" in finding.message.say(words("zh"))
    assert "2 sources" in finding.message.say(words("en"))
    assert finding.action is not None
    assert not any(one.rule == SOURCES_DUE for one in fresh.findings)
    assert later.verdict == fresh.verdict == Verdict.READY


def test_a_due_list_can_be_asked_for_without_any_answers(tmp_path: Path) -> None:
    empty = packs.load(write_pack(tmp_path / "pack"))
    assert not due(judged(empty, "{}"))
