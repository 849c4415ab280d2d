"""A small scope of a shop, with values for it, to try expressions in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from wizard.rules import (
    DATE,
    TEXT,
    YES_NO,
    RuleError,
    Scope,
    Type,
    Unit,
    choice,
    choices,
    compile_expression,
    number,
    table,
)
from wizard.text import LANGUAGES, words

D = Decimal
SCOPE = Scope(
    {
        "rent": number(Unit.MONEY),
        "income": number(Unit.MONEY),
        "orders": number(Unit.COUNT),
        "rate": number(Unit.PERCENT),
        "fee": number(Unit.PERCENT),
        "work": number(Unit.HOURS),
        "reply": number(Unit.MINUTES),
        "lag": number(Unit.DAYS),
        "reserve": number(Unit.MONTHS),
        "factor": number(),
        "licensed": YES_NO,
        "own": YES_NO,
        "kind": choice(["rent", "own", "lease"]),
        "other": choice(["own", "share"]),
        "colour": choice(["red"]),
        "goods": choices(["cards", "software", "games"]),
        "note": TEXT,
        "name": TEXT,
        "opening": DATE,
        "today": DATE,
        "lines": table(
            {
                "item": TEXT,
                "amount": number(Unit.MONEY),
                "kind": choice(["one_off", "monthly"]),
                "class": choice(["essential", "optional"]),
                "from": choice(["quote", "estimate"]),
                "rent": number(Unit.MONEY),
            }
        ),
        "租金": number(Unit.MONEY),
        "cap": number(Unit.MONEY),
    },
    constants={"cap": D(5000)},
)
LINES = (
    {"item": "a", "amount": D(100), "kind": "one_off", "class": "essential", "from": "quote"},
    {"item": "b", "amount": D(30), "kind": "monthly", "class": "optional", "from": "estimate"},
    {"item": "c", "amount": D(70), "kind": "one_off", "class": "optional", "from": "quote"},
)
ENV: dict[str, Any] = {
    "rent": D(1000),
    "income": D(4000),
    "orders": D(20),
    "rate": D(5),
    "fee": D(10),
    "work": D(2),
    "reply": D(90),
    "lag": D(3),
    "reserve": D(6),
    "factor": D("1.5"),
    "licensed": True,
    "own": False,
    "kind": "rent",
    "other": "own",
    "colour": "red",
    "goods": frozenset({"cards", "games"}),
    "note": "你好",
    "name": "甲",
    "opening": date(2026, 3, 1),
    "today": date(2026, 1, 30),
    "lines": LINES,
    "租金": D("0.3"),
}


def value(source: str, **changes: Any) -> Any:
    return compile_expression(source, SCOPE)(ENV | changes)


def mistake(source: str, wants: Type | None = None) -> RuleError:
    with pytest.raises(RuleError) as caught:
        compile_expression(source, SCOPE, wants=wants)
    error = caught.value
    assert 0 <= error.start <= error.end <= len(source)
    for language in LANGUAGES:
        assert words(language)(error.key, **error.params)
        assert error.hint is None or words(language)(error.hint, **error.params)
    return error
