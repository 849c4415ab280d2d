from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.small_pack import TODAY, judged, small_pack, write_pack
from tests.unit.money.launches import WHOLE
from wizard import packs
from wizard.engine import CompiledChecklist, evaluate
from wizard.model.answers import Cell, State
from wizard.model.answers_document import read_answers
from wizard.model.findings import Verdict
from wizard.model.questions import Severity
from wizard.money import Inputs
from wizard.money.simulation import Simulation, simulate
from wizard.strict_yaml import load
from wizard.text import words

ALL = (
    "{hours: 12, goods: [software], chosen_platform: 甲, platforms: [{name: 甲, verified: true,"
    " commission: 2%, payment_fee: 0.6%, annual_fee: 600}],"
    " budget_lines: [{item: 货, amount: 2400, kind: one_off}]}"
)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> CompiledChecklist:
    return small_pack(tmp_path_factory.mktemp("pack"))


def test_nothing_answered_is_undecided_and_nothing_is_wrong(pack: CompiledChecklist) -> None:
    found = judged(pack, "{}")
    assert found.verdict is Verdict.UNDECIDED
    assert found.findings == ()
    assert found.missing == ("hours", "goods", "chosen_platform", "startup_budget")
    assert found.areas["area"].state == "not_started"
    assert not found.can_print_final


def test_all_in_order_is_ready(pack: CompiledChecklist) -> None:
    found = judged(pack, ALL)
    assert found.verdict is Verdict.READY
    assert found.missing == ()
    assert found.figures["startup_total"].shown == 300_000
    assert found.computed["startup_budget"] == 3000


def test_pass_warn_fail_and_their_words(pack: CompiledChecklist) -> None:
    (warned,) = judged(pack, "{hours: 4}").findings
    assert (warned.severity, warned.within_days) == (Severity.WATCH, 7)
    assert warned.message.say(words("zh")) == "只有 4 小时"
    assert warned.message.say(words("en")) == "Only 4 hours"
    (failed,) = judged(pack, "{hours: 2}").findings
    assert failed.message.say(words("zh")) == "2 小时 太少"
    assert judged(pack, "{hours: 10}").findings == ()


def test_a_red_line_is_never_averaged_out(pack: CompiledChecklist) -> None:
    found = judged(pack, ALL.replace("[software]", "[software, cracked]"))
    assert found.verdict is Verdict.NOT_ADVISED
    (red,) = found.red_lines
    assert (red.rule, red.sources, red.effort) == ("goods", ("law",), "S")
    assert red.message.say(words("zh")) == "不能卖软件、破解"
    assert found.areas["area"].state == "red_line"


def test_unsure_never_fires_a_red_line_but_keeps_the_verdict_open(pack: CompiledChecklist) -> None:
    found = judged(pack, ALL.replace("goods: [software]", "goods: not_sure"))
    assert found.verdict is Verdict.UNDECIDED
    assert found.not_sure == ("goods",)
    assert found.missing == ()
    assert found.findings == ()
    assert found.states["goods"] is State.NOT_SURE


def test_a_question_that_does_not_apply_is_left_out(pack: CompiledChecklist) -> None:
    hidden = judged(pack, "{goods: [software], minors: false, hours: 4}")
    assert "minors" not in hidden.visible
    assert hidden.states["minors"] is State.NOT_APPLICABLE
    assert [one.rule for one in hidden.findings] == ["hours"]
    shown = judged(pack, "{goods: [cards], minors: false, hours: 4}")
    assert [one.rule for one in shown.findings] == ["minors", "hours_and_minors", "hours"] or {
        one.rule for one in shown.findings
    } == {"minors", "hours_and_minors", "hours"}
    assert shown.verdict is Verdict.UNDECIDED


def test_only_the_chosen_platform_counts(pack: CompiledChecklist) -> None:
    rows = (
        "platforms: [{name: 甲, verified: true}, {name: 乙, verified: false, commission: 9%,"
        " payment_fee: 1%}]"
    )
    found = judged(pack, "{chosen_platform: 甲, " + rows + "}")
    rejected = [one for one in found.findings if one.row == "乙"]
    assert {one.rule for one in rejected} == {"verified", "take"}
    assert not any(one.counts for one in rejected)
    assert found.red_lines == ()
    other = judged(pack, "{chosen_platform: 乙, " + rows + "}")
    (red,) = other.red_lines
    assert (red.rule, red.row) == ("verified", "乙")
    assert red.message.say(words("zh")) == "乙 查不到"


def test_without_a_choice_no_column_is_missing_but_the_choice_is(pack: CompiledChecklist) -> None:
    found = judged(pack, "{platforms: [{name: 甲}]}")
    assert "chosen_platform" in found.missing
    assert "verified" not in found.missing
    assert "verified" in judged(pack, "{chosen_platform: 甲, platforms: [{name: 甲}]}").missing


def test_a_choice_that_names_no_row_is_no_choice(pack: CompiledChecklist) -> None:
    found = judged(pack, "{chosen_platform: 丙, platforms: [{name: 甲}]}")
    assert "chosen_platform" in found.missing


def test_ones_own_site_needs_no_platform(pack: CompiledChecklist) -> None:
    found = judged(pack, "{chosen_platform: own_site, platforms: [{name: 甲, verified: false}]}")
    assert "chosen_platform" not in found.missing
    assert found.chosen is None
    assert found.red_lines == ()


@pytest.mark.parametrize(("amount", "red"), [("4400", False), ("4400.01", True)])
def test_the_cap_passes_up_to_and_including_5000(
    pack: CompiledChecklist, amount: str, red: bool
) -> None:
    found = judged(pack, ALL.replace("2400", amount))
    assert [one.rule for one in found.red_lines] == (["startup_budget"] if red else [])


def test_a_known_part_above_the_cap_already_is_a_red_line(pack: CompiledChecklist) -> None:
    lines = "budget_lines: [{item: 货, amount: 6000, kind: one_off}, {item: 图, kind: one_off}]"
    found = judged(pack, "{" + lines + "}")
    assert found.figures["startup_total"].shown is None
    (red,) = found.red_lines
    assert red.message.say(words("zh")) == "启动预算 6,000 元，超出 1,000 元"
    assert "startup_budget" not in found.missing


def test_a_fee_that_is_not_sure_never_passes_the_cap(pack: CompiledChecklist) -> None:
    found = judged(pack, ALL.replace("annual_fee: 600", "annual_fee: not_sure"))
    assert found.verdict is Verdict.UNDECIDED
    assert found.missing == ("startup_budget",)
    over = judged(pack, ALL.replace("600", "not_sure").replace("2400", "5000.01"))
    assert [one.rule for one in over.red_lines] == ["startup_budget"]


def test_a_row_with_nothing_in_it_is_no_row(pack: CompiledChecklist) -> None:
    stray = ALL.replace("kind: one_off}]", "kind: one_off}, {}]")
    assert stray != ALL
    assert judged(pack, stray).figures == judged(pack, ALL).figures
    assert judged(pack, stray).verdict is Verdict.READY
    only = judged(pack, "{budget_lines: [{}]}")
    assert only.states["budget_lines"] is State.UNANSWERED
    assert only.figures == judged(pack, "{}").figures


def test_a_default_day_counts_from_the_day_the_plan_was_begun(pack: CompiledChecklist) -> None:
    begun = TODAY - dt.timedelta(days=20)
    found = evaluate(pack, {}, TODAY, started=begun)
    assert found.inputs.launch_date == begun + dt.timedelta(days=30)


def test_a_rule_that_cannot_be_worked_out_is_a_finding_and_blocks(tmp_path: Path) -> None:
    rules = (
        "rules:\n  - {id: divides, severity: watch, when: hours / (hours - 4) > 2,"
        " questions: [hours], say: 说}\n"
    )
    pack = packs.load(write_pack(tmp_path, rules=rules))
    found = judged(pack, ALL.replace("hours: 12", "hours: 4"))
    (broken,) = found.blockers
    assert (broken.severity, broken.rule) == (Severity.BROKEN, "divides")
    assert found.verdict is Verdict.NOT_ADVISED
    assert broken.message.say(words("zh"))
    assert judged(pack, "{}").blockers == ()


def test_what_is_only_to_be_fixed_can_be_printed_as_final(pack: CompiledChecklist) -> None:
    found = judged(pack, ALL.replace("[software]", "[cards], minors: false"))
    assert found.verdict is Verdict.FIX_FIRST
    assert found.can_print_final


def test_the_short_path_asks_only_what_can_stop_a_launch(pack: CompiledChecklist) -> None:
    assert pack.stoppers == {
        "hours", "goods", "chosen_platform", "platforms", "budget_lines", "startup_budget",
        "startup_total", "name", "verified", "annual_fee", "platforms.annual_fee",
        "platforms.deposit", "deposit",
    }  # fmt: skip
    area = judged(pack, "{hours: 12}").areas["area"]
    assert (area.open_stoppers, area.of - area.answered) == (4, 5)
    assert area.short_minutes <= area.minutes


_answers = st.fixed_dictionaries(
    {},
    optional={
        "hours": st.sampled_from(["1", "4", "12", "not_sure", "{value: 3, note: x}"]),
        "goods": st.sampled_from(["[software]", "[cards]", "[cracked]", "not_sure", "[]"]),
        "minors": st.sampled_from(["true", "false", "not_sure"]),
        "chosen_platform": st.sampled_from(["甲", "own_site", "丙", "not_sure"]),
        "platforms": st.sampled_from(
            ["none", "[]", "[{name: 甲}]", "[{name: 甲, verified: false, commission: 9%}]"]
        ),
        "budget_lines": st.sampled_from(
            ["none", "not_sure", "[{amount: 9000, kind: one_off}]", "[{item: x, kind: monthly}]"]
        ),
    },
)


@given(given=_answers)
def test_any_answers_give_one_whole_result(pack: CompiledChecklist, given: dict[str, str]) -> None:
    text = "{" + ", ".join(f"{key}: {value}" for key, value in given.items()) + "}"
    found = judged(pack, text)
    blocked = bool(found.blockers)
    assert (found.verdict is Verdict.NOT_ADVISED) == blocked
    area = found.areas["area"]
    assert 0 <= area.answered <= area.of
    assert set(found.missing).isdisjoint(found.not_sure)
    assert judged(pack, text) == found


@pytest.mark.parametrize("verified", ["true", "false"])
def test_of_two_candidates_of_one_name_none_is_chosen(
    verified: str, pack: CompiledChecklist
) -> None:
    other = f"platforms: [{{name: 甲, verified: {verified}}}, "
    twice = ALL.replace("platforms: [", other)
    found = judged(pack, twice)
    assert found.chosen_row is None
    assert "chosen_platform" in found.missing
    assert found.verdict is Verdict.UNDECIDED


def test_a_simulation_is_given_or_made_of_the_inputs(pack: CompiledChecklist) -> None:
    plain = judged(pack, ALL)
    made = simulate(WHOLE, 200)
    assert made is not None
    asked: list[Inputs] = []

    def simulated(inputs: Inputs) -> Simulation:
        asked.append(inputs)
        return made

    found = evaluate(pack, plain.answers, TODAY, simulated=simulated)
    assert asked == [found.inputs]
    assert found == evaluate(pack, plain.answers, TODAY, simulated=made)
    assert found.simulated is made


PLATFORMS = (
    "{name: 甲, verified: true}, {name: 乙, verified: false, commission: 9%, payment_fee: 1%}"
)


@pytest.mark.parametrize("empty", [0, 1, 2])
def test_an_emptied_row_keeps_its_place_and_counts_for_nothing(
    pack: CompiledChecklist, empty: int
) -> None:
    """The rows below it are judged as themselves, and a chosen one stays the chosen one."""
    answers, problems = read_answers(
        pack.checklist, load(f"a: {{chosen_platform: 乙, platforms: [{PLATFORMS}]}}", "a"), ("a",)
    )
    assert not problems
    whole = evaluate(pack, answers, TODAY)
    rows = list(whole.rows("platforms"))
    rows.insert(empty, {})
    found = evaluate(
        pack, {**answers, "platforms": answers["platforms"].with_value(tuple(rows))}, TODAY
    )
    told = [(one.rule, one.row, one.counts) for one in whole.findings]
    assert {("verified", "乙", True), ("take", "乙", True)} <= set(told)
    assert [(one.rule, one.row, one.counts) for one in found.findings] == told
    places = {one.place for one in found.findings if one.row == "乙"}
    assert places == {[2, 2, 1][empty]}
    assert found.computed_cells == {Cell("platforms", found.chosen_row, "take"): 10}
    assert (found.missing, found.areas) == (whole.missing, whole.areas)
