"""The guide for pack authors says what the language does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wizard.rules import (
    DATE,
    TEXT,
    YES_NO,
    Scope,
    Unit,
    choice,
    choices,
    compile_expression,
    number,
    table,
)
from wizard.rules.types import product, quotient
from wizard.rules.usage import USAGE

GUIDE = (Path(__file__).parents[3] / "docs" / "rules.md").read_text("utf-8")
MONEY, PERCENT, COUNT = number(Unit.MONEY), number(Unit.PERCENT), number(Unit.COUNT)
SCOPE = Scope(
    {
        "startup_total": MONEY,
        "cap": MONEY,
        "refund_rate": PERCENT,
        "goods_categories": choices(["licensed_software"]),
        "has_licence": YES_NO,
        "needs_licence": YES_NO,
        "has_office": YES_NO,
        "kind": choice(["rent", "own", "lease"]),
        "goods": choices(["cards", "games"]),
        "rent": MONEY,
        "income": MONEY,
        "amount": MONEY,
        "fee_rate": PERCENT,
        "orders": COUNT,
        "a": COUNT,
        "b": COUNT,
        "part": COUNT,
        "whole": COUNT,
        "name": TEXT,
        "note": TEXT,
        "launch_date": DATE,
        "today": DATE,
        "reply_minutes": number(Unit.MINUTES),
        "years_operating": number(Unit.YEARS),
        "payment_channel": choice(["personal_code", "fourth_party"]),
        "budget_lines": table({"amount": MONEY, "kind": choice(["one_off", "monthly"])}),
        "products": table(
            {"price": MONEY, "cost": MONEY, "code_loss": PERCENT, "supply": choice(["cards"])}
        ),
    }
)
NOT_AN_EXAMPLE = {"kind == rent or own", "money * money", "+ - * /"}


def examples() -> list[str]:
    inline = re.findall(r"`([^`\n]+)`", GUIDE)
    blocks = "\n".join(re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL))
    lines = re.findall(r"(?:pass|warn|figure|not): (\S.*)", blocks)
    lines += re.findall(r"- (\w+ [<>=]+ .*)", blocks)
    found = [text for text in inline if re.search(r"[<>=*(]| in | if |not \w", text)]
    kept = {text for text in [*found, *lines] if "..." not in text and text not in NOT_AN_EXAMPLE}
    return sorted(kept)


@pytest.mark.parametrize("source", examples())
def test_example_compiles(source: str) -> None:
    compile_expression(source, SCOPE)


def test_examples_were_found() -> None:
    assert len(examples()) >= 40


def test_both_halves_show_the_same_examples() -> None:
    chinese, english = GUIDE.split("## English")
    for text in examples():
        if "甲" not in text and "'A'" not in text:
            assert text in chinese, text
            assert text in english, text


def test_every_function_and_unit_is_named() -> None:
    for name in [*USAGE, *Unit]:
        assert re.search(rf"\b{name}\b", GUIDE), name


def test_meaningless_products_stay_so() -> None:
    refused = {
        (str(a), str(b))
        for a in Unit
        for b in Unit
        if product(a, b) is None and product(b, a) is None
    }
    times = {"seconds", "minutes", "hours", "days", "months", "years"}
    assert refused == {("money", "money")} | {(a, b) for a in times for b in times}
    assert all(quotient(a, a) is not None for a in Unit)
    assert quotient(Unit.COUNT, Unit.MONEY) is None
    assert quotient(Unit.HOURS, Unit.MINUTES) is None
