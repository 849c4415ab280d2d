"""Simulate: it sees every outcome, finds what breaks, and keeps short witnesses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_pack import AREA, PACK, RULES, TODAY, small_pack, write_pack
from tests.unit.packs.extending import overlay
from wizard import packs, resources
from wizard.authoring import Simulation, simulate
from wizard.authoring.papers import PaperTrial, try_papers
from wizard.authoring.simulate import RUNS
from wizard.engine import CompiledChecklist, evaluate
from wizard.model.questions import Severity


def with_rule(folder: Path, rule: str) -> CompiledChecklist:
    return packs.load(write_pack(folder, rules=RULES + rule))


def tried(compiled: CompiledChecklist, runs: int = RUNS) -> Simulation:
    return simulate(compiled, TODAY, seed="x", runs=runs)


def test_every_outcome_of_the_small_pack_is_found(tmp_path: Path) -> None:
    found = tried(small_pack(tmp_path))
    assert found.without_witness == ()
    assert found.broken == ()
    assert found.clean
    assert {"hours", "verified", "hours_and_minors"} <= {one.id for one in found.subjects}


def test_a_witness_leads_to_its_finding_and_holds_nothing_else(tmp_path: Path) -> None:
    compiled = small_pack(tmp_path)
    for subject in tried(compiled).subjects:
        for answers in subject.witnesses.values():
            spoken = {one.rule for one in evaluate(compiled, answers, TODAY).findings}
            assert subject.id in spoken
            for name in answers:
                fewer = {key: one for key, one in answers.items() if key != name}
                findings = evaluate(compiled, fewer, TODAY).findings
                severities = {one.severity for one in findings if one.rule == subject.id}
                assert len(severities) <= 1


def test_equal_seeds_give_equal_results(tmp_path: Path) -> None:
    compiled = small_pack(tmp_path)
    assert tried(compiled) == tried(compiled)
    assert tried(compiled).subjects != simulate(compiled, TODAY, seed="y").subjects


def test_a_rule_that_breaks_on_some_answers_is_found_with_them(tmp_path: Path) -> None:
    rule = (
        "  - {id: divides, severity: watch, when: 10 / hours > 3 and answered(hours),"
        " questions: [hours], say: 说}\n"
    )
    compiled = with_rule(tmp_path, rule)
    (subject,) = tried(compiled).broken
    assert subject.id == "divides"
    assert list(subject.broken or ()) == ["hours"]
    findings = evaluate(compiled, subject.broken or {}, TODAY).findings
    assert Severity.BROKEN in {one.severity for one in findings}


def test_a_rule_only_one_answer_in_many_wakes_is_found(tmp_path: Path) -> None:
    rule = (
        "  - {id: rare, severity: watch, when: hours == 137 and minors and verified_goods == rare,"
        " questions: [hours], say: 说}\n"
    )
    area = AREA.replace(
        "      - {id: minors,",
        "      - {id: verified_goods, kind: one_of, ask: 哪种, choices: {a: 甲, b: 乙, c: 丙, rare: 丁}}\n"
        "      - {id: minors,",
    )
    compiled = packs.load(write_pack(tmp_path, area=area, rules=RULES + rule))
    found = tried(compiled, runs=20)
    assert found.without_witness == ()
    (subject,) = (one for one in found.subjects if one.id == "rare")
    assert len(subject.witnesses["speaks"]) == 4


def test_what_can_never_happen_together_has_no_witness(tmp_path: Path) -> None:
    rule = (
        '  - {id: never, severity: watch, when: "minors and none_of(goods, [cards])",'
        " questions: [minors], say: 说}\n"
    )
    found = tried(with_rule(tmp_path, rule), runs=50)
    assert [(one.id, outcome) for one, outcome in found.without_witness] == [("never", "speaks")]
    assert not found.clean


def test_hidden_questions_are_left_out(tmp_path: Path) -> None:
    found = tried(packs.load(overlay(tmp_path)), runs=30)
    assert "rain_plan" not in {one.id for one in found.subjects}


@pytest.mark.parametrize("name", ["shop_launch", "_gallery"])
def test_our_own_packs_never_break_and_every_finding_has_a_witness(name: str) -> None:
    folder = resources.pack_folder(name)
    compiled = packs.load(folder)
    personas, _ = packs.read_personas(folder, compiled.checklist)
    found = simulate(compiled, TODAY, bases=[one.answers for one in personas], runs=120)
    assert [(one.id, one.broken) for one in found.broken] == []
    assert [(one.id, outcome) for one, outcome in found.without_witness] == []
    assert [(one.id, one.unseen, set(one.blanks), one.broken) for one in found.papers] == [
        (one.id, (), set(), None) for one in compiled.checklist.agreements
    ]


def _with_agreement(folder: Path, template: str) -> CompiledChecklist:
    pack = write_pack(folder, pack=PACK + "agreements: [{id: deal, title: 约定, template: deal}]\n")
    (pack / "templates").mkdir()
    (pack / "templates" / "deal.zh.md.j2").write_text("# 约定\n\n" + template, "utf-8")
    return packs.load(pack)


def _papers(compiled: CompiledChecklist) -> PaperTrial:
    (paper,) = simulate(compiled, TODAY, runs=20, tries=20).papers
    return paper


def test_an_agreement_shows_every_clause_and_only_blanks_that_can_be_filled(
    tmp_path: Path,
) -> None:
    template = "## UA-01 一\n\n{{ hours }}\n\n{% if 'cards' in goods %}\n## UA-02 二\n\n{{ minors }}\n{% endif %}\n"
    paper = _papers(_with_agreement(tmp_path, template))
    assert paper.wanted == ("UA-01", "UA-02")
    assert paper.clean


def test_a_blank_nobody_can_fill_and_a_clause_that_never_appears_are_named(
    tmp_path: Path,
) -> None:
    template = (
        "## UA-01 一\n\n{{ minors }}\n\n{% if hours == 'x' %}\n## UA-02 二\n\n二\n{% endif %}\n"
    )
    paper = _papers(_with_agreement(tmp_path, template))
    assert paper.unseen == ("UA-02",)
    assert set(paper.blanks) == {"minors"}
    assert not paper.clean


def test_an_agreement_that_some_answers_break_is_named_with_them(tmp_path: Path) -> None:
    template = "## UA-01 一\n\n{% if hours < 5 %}少{% endif %}\n"
    paper = _papers(_with_agreement(tmp_path, template))
    assert paper.broken is not None
    error, answers = paper.broken
    assert error.params["line"] == 5
    assert "hours" not in answers


def test_an_agreement_nothing_calls_for_is_not_clean(tmp_path: Path) -> None:
    compiled = _with_agreement(tmp_path, "## UA-01 一\n\n一\n")
    (paper,) = try_papers(compiled, [])
    assert (paper.offered, paper.unseen, paper.clean) == (0, ("UA-01",), False)
