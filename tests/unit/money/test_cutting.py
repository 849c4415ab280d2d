"""The best that fits under the cap, against trying everything."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.money.launches import WHOLE
from wizard.money import BudgetLine, Platform, figures
from wizard.money.cutting import Cut, Item, cut, items_of
from wizard.money.saving import Saving, ways_to_save

items = st.lists(
    st.builds(
        Item,
        st.sampled_from(["甲", "乙", "丙"]),
        st.sampled_from([0, 1, 100, 250, 300, 999, 5000]),
        st.sampled_from(["essential", "important", "important", "optional"]),
        st.integers(1, 9),
        st.none() | st.sampled_from([0, 50, 300]),
        st.booleans(),
    ),
    max_size=7,
)
COUNTS = {"keep": 2, "downgrade": 1, "postpone": 0, "drop": 0}


def rank(made: Cut) -> tuple[int, int, int]:
    important = optional = 0
    for choice in made.choices:
        worth = choice.item.value * COUNTS[choice.action]
        important += worth if choice.item.importance == "important" else 0
        optional += worth if choice.item.importance == "optional" else 0
    return important, optional, -made.total


def best_of_all(rows: list[Item], cap: int) -> tuple[int, int, int]:
    best = (-1, -1, 0)
    for taken in product((0, 1, 2), repeat=len(rows)):
        cost, important, optional = 0, 0, 0
        for item, version in zip(rows, taken, strict=True):
            if item.importance == "essential":
                if version != 2:
                    break
                cost += item.cost
                continue
            if version == 1:
                if item.cheaper is None or item.cheaper >= item.cost:
                    break
                cost += item.cheaper
            elif version == 2:
                cost += item.cost
            important += version * item.value if item.importance == "important" else 0
            optional += version * item.value if item.importance == "optional" else 0
        else:
            if cost <= cap:
                best = max(best, (important, optional, -cost))
    return best


@given(items, st.sampled_from([0, 1, 99, 350, 1000, 2500, 20000]))
@settings(max_examples=80)
def test_nothing_fits_better(rows: list[Item], cap: int) -> None:
    made = cut(rows, cap)
    essential = sum(item.cost for item in rows if item.importance == "essential")
    if essential > cap:
        assert made.shortfall == essential - cap
        assert made.total == essential
        return
    assert made.shortfall == 0
    assert made.total <= cap
    assert rank(made) == best_of_all(rows, cap)


@given(items, st.sampled_from([0, 99, 350, 1000, 2500]))
def test_choices_stand_for_the_items_in_order(rows: list[Item], cap: int) -> None:
    made = cut(rows, cap)
    assert [choice.item for choice in made.choices] == rows
    assert sum(choice.cost for choice in made.choices) == made.total
    for choice in made.choices:
        if choice.item.importance == "essential":
            assert choice.action == "keep"
        if choice.action == "postpone":
            assert choice.item.deferrable
    assert all(restore.extra > 0 for restore in made.restores)
    assert len(made.restores) == sum(choice.action != "keep" for choice in made.choices)


def test_restore_tells_what_brings_an_item_back() -> None:
    rows = [
        Item("必需", 300, "essential"),
        Item("重要", 200, "important"),
        Item("可缓", 150, "optional"),
    ]
    made = cut(rows, 550)
    assert [choice.action for choice in made.choices] == ["keep", "keep", "drop"]
    assert [(restore.item.name, restore.extra) for restore in made.restores] == [("可缓", 100)]
    assert cut(rows, 650).restores == ()


def test_cheaper_version_comes_before_postponing() -> None:
    rows = [Item("软件", 500, "important", cheaper=200, deferrable=True)]
    assert cut(rows, 500).choices[0].action == "keep"
    assert cut(rows, 499).choices[0].action == "downgrade"
    assert cut(rows, 199).choices[0].action == "postpone"


def test_ties_keep_the_earlier_of_equal_items() -> None:
    rows = [Item(name, 100, "important") for name in ("一", "二", "三")]
    assert [choice.action for choice in cut(rows, 200).choices] == ["keep", "keep", "drop"]


def test_forty_items_are_no_trouble() -> None:
    rows = [
        Item(str(n), 997 * n % 30_011, "important" if n % 2 else "optional", n % 9 + 1)
        for n in range(40)
    ]
    assert cut(rows, 250_000).total <= 250_000


def test_no_items_and_no_money() -> None:
    assert cut([], 0) == Cut((), 0, 0, ())
    assert cut([], -1).shortfall == 1


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


def test_lines_become_items() -> None:
    names = [(item.name, item.importance, item.deferrable) for item in items_of(OVER)]
    assert names == [
        ("推广", "optional", False),
        ("首批进货", "important", True),
        ("执照", "essential", True),
    ]


def test_what_the_platform_takes_is_gone_before_the_cut() -> None:
    made = cut(items_of(OVER), OVER.cap - 98_000)
    assert made.total + 98_000 <= OVER.cap
    assert [choice.action for choice in made.choices] == ["drop", "keep", "keep"]
    assert made.restores[0].extra == 38_000


def ways(platforms: tuple[Platform, ...] = ()) -> tuple[Saving, ...]:
    return ways_to_save(OVER, platforms)


def test_three_ways_stand_the_least_painful_first() -> None:
    made = ways((Platform("乙", annual_fee=48_000, deposit=38_000), Platform("甲")))
    assert [way.kind for way in made] == ["reduce", "reduce", "switch_platform"]
    assert [(e.row, e.before, e.after) for way in made for e in way.edits] == [
        (0, 150_000, 112_000),
        (1, 240_000, 202_000),
    ]
    assert (made[2].platform, made[2].saved, made[2].still_over) == ("乙", 12_000, 26_000)


def test_a_way_that_is_enough_fits_the_cap() -> None:
    for way in ways():
        rows = list(LINES[:4])
        for edit in way.edits:
            rows[edit.row] = replace(rows[edit.row], amount=edit.after)
        total = figures(replace(OVER, budget_lines=tuple(rows)))["startup_total"].value
        assert total == OVER.cap + way.still_over


def test_lines_too_small_alone_are_cut_together() -> None:
    small = tuple(BudgetLine(name, 30_000, "one_off", "optional") for name in "一二三")
    inputs = replace(OVER, budget_lines=(*small, BudgetLine("证", 400_000, "one_off", "essential")))
    first = ways_to_save(inputs)[0]
    assert (first.kind, first.still_over) == ("together", 0)
    assert [edit.after for edit in first.edits] == [0, 0, 2_000]


def test_within_the_cap_there_is_nothing_to_save() -> None:
    assert ways_to_save(WHOLE) == ()
    assert ways_to_save(replace(OVER, cap=538_000)) == ()
    assert len(ways_to_save(replace(OVER, cap=537_999))) == 2


def test_essential_lines_alone_leave_no_way() -> None:
    only = (BudgetLine("证", 600_000, "one_off", "essential"),)
    assert ways_to_save(replace(OVER, budget_lines=only)) == ()
