"""Ways to save, and how candidates stand, on the personas of the built-in pack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from wizard import packs, resources
from wizard.engine import Evaluation, evaluate
from wizard.engine.savings import ways
from wizard.model.answers import NOTHING, Answer
from wizard.model.money import Money
from wizard.model.questions import Severity
from wizard.session.standings import alike, standings

TODAY = dt.date(2026, 11, 22)


@cache
def answers(persona: str) -> dict[str, Answer]:
    compiled = packs.built_in()
    folder = resources.pack_folder(packs.BUILT_IN)
    found, problems = packs.read_personas(folder, compiled.checklist)
    assert not problems
    return dict(next(one for one in found if one.id == persona).answers)


def of(persona: str, **changed: Answer) -> Evaluation:
    return evaluate(packs.built_in(), {**answers(persona), **changed}, TODAY)


def test_within_the_cap_there_is_nothing_to_save() -> None:
    assert ways(of("xiaolin")) == ()


def test_each_way_holds_its_changes_and_what_would_follow() -> None:
    before = of("over_cap")
    found = ways(before)
    assert found
    total = before.figures["startup_total"].value
    assert isinstance(total, int)
    for way in found:
        after = way.after.figures["startup_total"].value
        assert after == total - way.saving.saved
        replayed = of("over_cap", **way.changes)
        assert replayed.figures["startup_total"].value == after
    assert found[0].after.figures["headroom"].value == 0


def test_what_was_not_touched_stays_in_the_lines() -> None:
    before = of("over_cap")
    way = ways(before)[0]
    old, new = before.rows("budget_lines"), way.changes["budget_lines"].value
    assert isinstance(new, tuple)
    assert len(new) == len(old)
    edited = {edit.row for edit in way.saving.edits}
    for number, (one, other) in enumerate(zip(old, new, strict=True)):
        assert isinstance(other, Mapping)
        rest = {key: cell for key, cell in other.items() if key != "amount"}
        assert rest == {key: cell for key, cell in one.items() if key != "amount"}
        assert (other["amount"] == one["amount"]) == (number not in edited)


def test_an_emptied_row_above_the_lines_changes_no_other_line() -> None:
    before = answers("over_cap")["budget_lines"]
    assert isinstance(before.value, tuple)
    emptied = of("over_cap", budget_lines=before.with_value(({}, *before.value)))
    for way, other in zip(ways(of("over_cap")), ways(emptied), strict=True):
        assert other.saving == way.saving
        lines = way.changes["budget_lines"].value
        assert isinstance(lines, tuple)
        assert other.changes["budget_lines"].value == ({}, *lines)


def cheaper(persona: str, **cells: Answer) -> dict[str, Answer]:
    """The candidates with one more, cheaper and as good as the chosen one."""
    rows = answers(persona)["platforms"].value
    assert isinstance(rows, tuple)
    assert not isinstance(rows[0], str)
    more = {
        **rows[0],
        "name": Answer(value="平台丁"),
        "annual_fee": Answer(value=Money(0)),
        "deposit": Answer(value=Money(0)),
        **cells,
    }
    return {"platforms": Answer(value=(*rows, more))}


def test_a_cheaper_platform_is_one_change_of_the_choice() -> None:
    switch = [way for way in ways(of("over_cap", **cheaper("over_cap"))) if way.saving.platform]
    assert [way.saving.platform for way in switch] == ["平台丁"]
    assert switch[0].changes == {"chosen_platform": Answer(value="平台丁")}


def test_a_platform_with_a_red_line_is_never_proposed() -> None:
    barred = cheaper("over_cap", recruit_income=Answer(value=True))
    evaluation = of("over_cap", **barred)
    assert any(one.place == 2 and one.severity is Severity.RED_LINE for one in evaluation.findings)
    assert not [way for way in ways(evaluation) if way.saving.platform]


def test_candidates_stand_side_by_side_without_a_total() -> None:
    first, second = standings(of("xiaolin"))
    assert (first.name, first.chosen, first.red_lines) == ("平台甲", True, ())
    assert first.must_passed == first.must_of > 0
    assert first.passed == first.judged
    assert first.open == 0
    assert first.first == 110_000
    assert first.cost is not None
    assert first.cost.of_100 == Decimal("357.4")
    assert not second.chosen
    assert {one.rule for one in second.red_lines} >= {"provenance_chain", "recruit_income"}
    assert second.open == 1
    assert second.first == 518_000
    assert second.must_passed < second.must_of


def test_an_empty_candidate_passes_nothing() -> None:
    empty = {"platforms": Answer(value=({"name": Answer(value="平台戊")},))}
    (only,) = standings(of("xiaolin", **empty))
    assert (only.must_passed, only.passed, only.cost, only.first) == (0, 0, None, None)
    assert only.open > 30


def test_only_what_all_named_candidates_say_alike_is_alike() -> None:
    found = alike(of("xiaolin"))
    assert found == {"payment_fee_returned", "withdrawal_flat_fee"}
    rows = answers("xiaolin")["platforms"].value
    assert isinstance(rows, tuple)
    one = {"platforms": Answer(value=rows[:1])}
    assert alike(of("xiaolin", **one)) == frozenset()
    assert alike(of("xiaolin", platforms=NOTHING)) == frozenset()
