"""The names expressions under test may read, and what stands behind them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from wizard.rules import DATE, TEXT, YES_NO, Scope, Unit, choice, choices, number, table

_KINDS = ["rent", "own"]
SCOPE = Scope(
    {
        "m": number(Unit.MONEY),
        "n": number(Unit.COUNT),
        "p": number(Unit.PERCENT),
        "d": number(Unit.DAYS),
        "x": number(),
        "b": YES_NO,
        "s": TEXT,
        "on": DATE,
        "c": choice(_KINDS),
        "k": choices(_KINDS),
        "rows": table({"amount": number(Unit.MONEY), "kind": choice(_KINDS), "ok": YES_NO}),
    }
)
FORMULA_TYPES = (YES_NO, number(Unit.MONEY), number())
_ROW = {"amount": Decimal("12.50"), "kind": "rent", "ok": True}
ENVIRONMENTS: tuple[Mapping[str, object], ...] = (
    {},
    {
        "m": Decimal(0),
        "n": Decimal(0),
        "p": Decimal(0),
        "d": Decimal(0),
        "x": Decimal(0),
        "b": False,
        "s": "",
        "on": dt.date(1900, 1, 1),
        "c": "own",
        "k": frozenset[str](),
        "rows": (),
    },
    {
        "m": Decimal("999999999.99"),
        "n": Decimal(10**9),
        "p": Decimal(1000),
        "d": Decimal(10**6),
        "x": Decimal(10) ** 17 + Decimal("0.000000001"),
        "b": True,
        "s": "店 <b>",
        "on": dt.date(2999, 12, 31),
        "c": "rent",
        "k": frozenset(_KINDS),
        "rows": (_ROW, {**_ROW, "amount": None}, {"kind": None}),
    },
    {"m": Decimal(5), "rows": (_ROW,), "b": True},
)
