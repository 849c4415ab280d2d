"""The personas of the built-in pack together: what each judgement and rule is shown by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

import pytest

from wizard import packs, resources
from wizard.engine import CompiledChecklist, Evaluation, evaluate
from wizard.model.checklist import Checklist
from wizard.model.findings import Finding
from wizard.model.questions import QuestionFields, Severity
from wizard.packs import Persona
from wizard.text import words

Level = Literal["warn", "fail", "rule"]
CHINESE = re.compile("[\u4e00-\u9fff]")
NEVER_ALONE = {"banned_goods_ticked": "goods_categories"}
"""A red line that only speaks about an answer which is a red line of its own."""


@pytest.fixture(scope="module")
def pack() -> CompiledChecklist:
    return packs.built_in()


@pytest.fixture(scope="module")
def personas(pack: CompiledChecklist) -> tuple[Persona, ...]:
    found, problems = packs.read_personas(resources.pack_folder(packs.BUILT_IN), pack.checklist)
    assert problems == []
    return tuple(found)


@pytest.fixture(scope="module")
def evaluations(pack: CompiledChecklist, personas: tuple[Persona, ...]) -> Mapping[str, Evaluation]:
    return {one.id: evaluate(pack, one.answers, one.as_of) for one in personas}


def _asked(checklist: Checklist) -> list[QuestionFields]:
    return [*checklist.questions.values(), *(one for _, one in checklist.columns.values())]


def _levels(checklist: Checklist) -> set[tuple[str, Level]]:
    levels: set[tuple[str, Level]] = {(rule.id, "rule") for rule in checklist.rules}
    for question in _asked(checklist):
        if question.on_warn is not None:
            levels.add((question.id, "warn"))
        if question.on_fail is not None:
            levels.add((question.id, "fail"))
    return levels


def _level(checklist: Checklist, finding: Finding) -> tuple[str, Level]:
    question = checklist.asked(finding.rule)
    if question is None:
        return finding.rule, "rule"
    if question.on_warn is not None and finding.message.text == question.on_warn.say:
        return finding.rule, "warn"
    return finding.rule, "fail"


def test_every_level_of_every_judgement_weighs_in_one_persona_and_is_silent_in_another(
    pack: CompiledChecklist, evaluations: Mapping[str, Evaluation]
) -> None:
    checklist = pack.checklist
    spoken = [
        {_level(checklist, finding) for finding in evaluation.findings if finding.counts}
        for evaluation in evaluations.values()
    ]
    everything = _levels(checklist)
    assert {one for one in everything if not any(one in said for said in spoken)} == set()
    assert {one for one in everything if all(one in said for said in spoken)} == set()


def test_every_red_line_stands_alone_in_one_persona(
    pack: CompiledChecklist, evaluations: Mapping[str, Evaluation]
) -> None:
    checklist = pack.checklist
    red = {one.id for one in _asked(checklist) if one.blocks}
    red |= {rule.id for rule in checklist.rules if rule.severity is Severity.RED_LINE}
    alone = set()
    for evaluation in evaluations.values():
        crossed = {
            one.rule
            for one in evaluation.findings
            if one.counts and one.severity is Severity.RED_LINE
        }
        alone |= {rule for rule in crossed if crossed - {NEVER_ALONE.get(rule)} == {rule}}
    assert red - alone == set()


@pytest.mark.parametrize("name", ["perfect", "may_open"])
def test_a_perfect_shop_hears_nothing(evaluations: Mapping[str, Evaluation], name: str) -> None:
    assert [one.rule for one in evaluations[name].findings if one.counts] == []


def test_an_honest_beginner_is_unsure_ten_times_and_crosses_no_red_line(
    evaluations: Mapping[str, Evaluation],
) -> None:
    found = evaluations["unsure"]
    assert len(found.not_sure) == 10
    assert not any(one.severity is Severity.RED_LINE for one in found.findings)
    assert found.verdict == "undecided"


def test_each_area_shows_its_typical_failure_and_no_red_line(
    pack: CompiledChecklist, evaluations: Mapping[str, Evaluation]
) -> None:
    checklist = pack.checklist
    for area in checklist.areas:
        found = evaluations[f"typical_{area.id}"]
        own = [
            one
            for one in found.findings
            if one.counts and checklist.area_of.get(one.rule) == area.id
        ]
        assert len(own) >= 10, area.id
        assert found.verdict == "fix_first", area.id


def test_personas_are_told_in_chinese(personas: tuple[Persona, ...]) -> None:
    assert len(personas) >= 24
    assert len({one.name for one in personas}) == len(personas)
    for one in personas:
        assert CHINESE.search(one.name), one.id
        assert CHINESE.search(one.about), one.id


def test_no_sentence_is_left_with_a_hole(evaluations: Mapping[str, Evaluation]) -> None:
    for name, evaluation in evaluations.items():
        for finding in evaluation.findings:
            for language in ("zh", "en"):
                said = finding.message.say(words(language))
                assert "{" not in said, (name, finding.rule)
                assert "—" not in said, (name, finding.rule)
