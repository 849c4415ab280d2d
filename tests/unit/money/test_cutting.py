"""What is cut when money is short, against trying everything; and ways to save."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.money.launches import WHOLE
from wizard.money import BudgetLine, Platform, figures
from wizard.money.cutting import Cut, cut
from wizard.money.inputs import Inputs
from wizard.money.saving import Saving, ways_to_save

budgets = st.lists(
    st.builds(
        BudgetLine,
        st.sampled_from(["甲", "乙", "丙"]),
        st.none() | st.sampled_from([0, 1, 100, 250, 300, 999, 5000]),
        st.sampled_from(["one_off", "one_off", "yearly", "deposit", "monthly"]),
        st.sampled_from(["essential", "important", None, "optional"]),
    ),
    max_size=7,
)
FREE = Platform("甲", annual_fee=0, deposit=0)


def launch(rows: Sequence[BudgetLine], cap: int, platform: Platform = FREE) -> Inputs:
    return replace(WHOLE, budget_lines=tuple(rows), cap=cap, platform=platform)


def rank(kept: Sequence[BudgetLine]) -> tuple[int, int, int]:
    optional = sum(line.importance == "optional" for line in kept)
    essential = sum(line.importance == "essential" for line in kept)
    return len(kept) - optional - essential, optional, -sum(line.amount or 0 for line in kept)


def best_of_all(rows: Sequence[BudgetLine], cap: int) -> tuple[int, int, int]:
    found = []
    for taken in product((False, True), repeat=len(rows)):
        kept = [line for line, there in zip(rows, taken, strict=True) if there]
        if all(line in kept for line in rows if line.importance == "essential"):
            found.append(kept)
    return max(rank(kept) for kept in found if sum(line.amount or 0 for line in kept) <= cap)


@given(budgets, st.sampled_from([0, 1, 99, 350, 1000, 2500]))
@settings(max_examples=80)
def test_nothing_fits_better(rows: list[BudgetLine], cap: int) -> None:
    made = cut(launch(rows, cap))
    counted = [line for line in rows if line.kind != "monthly" and line.amount is not None]
    whole = sum(line.amount or 0 for line in counted)
    if made is None:
        assert whole <= cap
        return
    assert made.over == whole - cap > 0
    assert [choice.line for choice in made.choices] == counted
    assert all(rows[choice.row] is choice.line for choice in made.choices)
    kept = [choice.line for choice in made.choices if choice.action == "keep"]
    assert made.total == sum(line.amount or 0 for line in kept) == cap - made.room
    assert all(line in kept for line in counted if line.importance == "essential")
    if made.room < 0:
        assert all(line.importance == "essential" for line in kept)
    else:
        assert rank(kept) == best_of_all(counted, cap)


@given(budgets, st.sampled_from([99, 350, 1000, 2500]))
def test_so_much_more_brings_a_line_back(rows: list[BudgetLine], cap: int) -> None:
    made = cut(launch(rows, cap))
    if made is None or made.room < 0:
        return
    for choice in made.choices:
        extra = made.restoring(choice)
        assert choice.action == "keep" or extra > 0
        if choice.action != "keep":
            assert made.total + (choice.line.amount or 0) == cap + extra


def test_what_can_be_bought_later_is_postponed() -> None:
    rows = (
        BudgetLine("必需", 900, "one_off", "essential"),
        BudgetLine("重要", 200, "yearly", "important"),
        BudgetLine("押金", 210, "deposit", "important"),
        BudgetLine("可缓", 150, "one_off", "optional"),
    )
    made = cut(launch(rows, 1000))
    assert made is not None
    assert [choice.action for choice in made.choices] == ["keep", "postpone", "drop", "drop"]
    assert [made.restoring(choice) for choice in made.choices[1:]] == [100, 110, 50]


def test_ties_keep_the_earlier_of_equal_lines() -> None:
    made = cut(launch([BudgetLine(name, 100, "one_off") for name in ("一", "二", "三")], 200))
    assert made is not None
    assert [choice.action for choice in made.choices] == ["keep", "keep", "postpone"]


def test_what_the_platform_takes_alone_may_be_too_much() -> None:
    dear = Platform("甲", annual_fee=60_000, deposit=38_000)
    assert cut(launch((), 98_000, dear)) is None
    assert cut(launch((), 97_999, dear)) == Cut(1, (), 98_000, -1)


LINES = (
    BudgetLine("推广", 150_000, "one_off", "optional"),
    BudgetLine("首批进货", 240_000, "one_off", "important"),
    BudgetLine("执照", 50_000, "one_off", "essential"),
    BudgetLine("房租", 900_000, "monthly", "essential"),
    BudgetLine("待定", None, "one_off", "optional"),
)
OVER = replace(
    WHOLE, budget_lines=LINES, platform=Platform("甲", annual_fee=60_000, deposit=38_000)
)


def test_what_the_platform_takes_is_gone_before_the_cut() -> None:
    made = cut(OVER)
    assert made is not None
    assert made.total == OVER.cap - made.room == 388_000
    assert [choice.action for choice in made.choices] == ["drop", "keep", "keep"]
    assert made.restoring(made.choices[0]) == 38_000


def ways(platforms: tuple[Platform, ...] = ()) -> tuple[Saving, ...]:
    return ways_to_save(OVER, platforms)


def test_four_ways_stand_the_least_painful_first() -> None:
    made = ways((Platform("乙", annual_fee=48_000, deposit=38_000), Platform("甲")))
    assert [way.kind for way in made] == ["reduce", "reduce", "switch_platform", "whole"]
    assert [(e.row, e.before, e.after) for way in made for e in way.edits] == [
        (0, 150_000, 112_000),
        (1, 240_000, 202_000),
        (0, 150_000, 0),
    ]
    assert (made[2].platform, made[2].saved, made[2].still_over) == ("乙", 12_000, 26_000)


def test_a_way_that_is_enough_fits_the_cap() -> None:
    sum_before = 538_000
    for way in ways():
        rows = list(LINES[:4])
        for edit in way.edits:
            rows[edit.row] = replace(rows[edit.row], amount=edit.after)
        total = figures(replace(OVER, budget_lines=tuple(rows)))["startup_total"].value
        assert isinstance(total, int)
        assert total == sum_before - way.saved
        assert (total - OVER.cap <= 0) == (way.still_over == 0)


def test_lines_too_small_alone_are_cut_together() -> None:
    small = tuple(BudgetLine(name, 30_000, "one_off", "optional") for name in "一二三")
    inputs = replace(OVER, budget_lines=(*small, BudgetLine("证", 400_000, "one_off", "essential")))
    first = ways_to_save(inputs)[0]
    assert (first.kind, first.still_over) == ("together", 0)
    assert [edit.after for edit in first.edits] == [0, 0, 2_000]


def test_within_the_cap_there_is_nothing_to_save() -> None:
    assert ways_to_save(WHOLE) == ()
    assert ways_to_save(replace(OVER, cap=538_000)) == ()
    assert len(ways_to_save(replace(OVER, cap=537_999))) == 3


def test_essential_lines_alone_leave_no_way() -> None:
    only = (BudgetLine("证", 600_000, "one_off", "essential"),)
    assert ways_to_save(replace(OVER, budget_lines=only)) == ()
