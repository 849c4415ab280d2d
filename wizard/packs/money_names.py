"""Names the money model reads: a pack may leave them out, never make something else of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, get_args

from wizard.engine.figures import DEFAULT_PREFIX
from wizard.errors import Problem
from wizard.model.checklist import Checklist
from wizard.model.questions import OneOf, Table
from wizard.money import inputs
from wizard.packs.origins import Reading
from wizard.packs.validating import near_miss


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a name has to be: its kind, the unit of a time, the choices of a ``one_of``."""

    kind: str
    unit: str = ""
    choices: tuple[str, ...] = ()


_MONEY: Final = _Wanted("money")
_PERCENT: Final = _Wanted("percent")
_NUMBER: Final = _Wanted("number")
_YES_NO: Final = _Wanted("yes_no")
_DAYS: Final = _Wanted("number", "days")
_TABLE: Final = _Wanted("table")
_QUESTIONS: Final[Mapping[str, _Wanted]] = {
    "products": _TABLE,
    "budget_lines": _TABLE,
    "channels": _TABLE,
    "cash_available": _MONEY,
    "owner_wage": _MONEY,
    "orders_per_day": _NUMBER,
    "visitors_per_day": _NUMBER,
    "conversion": _PERCENT,
    "repurchase_rate": _PERCENT,
    "refund_rate": _PERCENT,
    "tickets_per_order": _NUMBER,
    "minutes_per_ticket": _Wanted("number", "minutes"),
    "support_people": _NUMBER,
    "service_hours": _Wanted("number", "hours"),
    "launch_date": _Wanted("date"),
}
_COLUMNS: Final[Mapping[str, Mapping[str, _Wanted]]] = {
    "products": {
        **dict.fromkeys(("price", "cost"), _MONEY),
        **dict.fromkeys(("share", "refund_rate", "code_loss", "reissue_rate"), _PERCENT),
        "supply": _Wanted("one_of", choices=get_args(inputs.Supply)),
    },
    "budget_lines": {
        "amount": _MONEY,
        "kind": _Wanted("one_of", choices=get_args(inputs.Kind)),
        "class": _Wanted("one_of", choices=get_args(inputs.Importance)),
    },
    "channels": {
        "budget": _MONEY,
        "payment": _Wanted("one_of", choices=get_args(inputs.Payment)),
        "expected_orders": _NUMBER,
    },
}
_OF_CANDIDATES: Final[Mapping[str, _Wanted]] = {
    **dict.fromkeys(("commission", "payment_fee", "withdrawal_fee"), _PERCENT),
    **dict.fromkeys(("commission_returned", "payment_fee_returned"), _YES_NO),
    **dict.fromkeys(("annual_fee", "deposit", "withdrawal_minimum", "withdrawal_flat_fee"), _MONEY),
    **dict.fromkeys(("settlement_days", "withdrawal_lag_days"), _DAYS),
}
# What the model assumes without asking for it.
_SETTINGS: Final[Mapping[str, _Wanted]] = {
    "demand_doubt": _PERCENT,
    "freeze_chance": _PERCENT,
    "asking_hours": _Wanted("number", "hours"),
}


def check_money_names(reading: Reading, checklist: Checklist) -> Iterator[Problem]:
    """Yield a problem for each name that the money model would misread."""
    for question in checklist.questions.values():
        wanted = _QUESTIONS.get(question.id)
        if wanted is not None:
            yield from _check(reading, ("question", question.id), question, wanted)
        if not isinstance(question, Table):
            continue
        columns = dict(_COLUMNS.get(question.id, {}))
        if question.id == checklist.candidates:
            columns |= _OF_CANDIDATES
        for column in question.columns:
            if column.id in columns:
                key = ("column", question.id, column.id)
                yield from _check(reading, key, column, columns[column.id])


def check_defaults(reading: Reading, checklist: Checklist) -> Iterator[Problem]:
    """Yield a problem for each ``default_...`` that stands in for nothing, or is no such value."""
    known = _defaults()
    for name, threshold in checklist.values.items():
        if not name.startswith(DEFAULT_PREFIX):
            continue
        origin = reading.origins["values", name]
        wanted = known.get(name)
        if wanted is None:
            params, hint = near_miss(name, known)
            yield Problem(origin.key_place(), "packs.unknown_default", params, hint)
            continue
        unit = wanted.kind if wanted.kind in ("money", "percent") else wanted.unit
        if unit and threshold.unit != unit:
            params = {"name": name, "wanted": unit}
            yield Problem(origin.place("unit"), "packs.money_unit", params)


@cache
def _defaults() -> Mapping[str, _Wanted]:
    """Return what every default there can be has to be, by its name in ``values.yaml``."""
    found = {name: one for name, one in _QUESTIONS.items() if one.kind != "table"}
    found |= _SETTINGS
    for table, columns in {**_COLUMNS, "platforms": _OF_CANDIDATES}.items():
        found |= {f"{table}__{column}": one for column, one in columns.items()}
    return {f"{DEFAULT_PREFIX}{name}": one for name, one in found.items()}


def _check(
    reading: Reading, key: tuple[str, ...], question: object, wanted: _Wanted
) -> Iterator[Problem]:
    origin = reading.origins[key]
    name = ".".join(key[1:])
    if getattr(question, "kind", "") != wanted.kind:
        params = {"name": name, "wanted": wanted.kind}
        yield Problem(origin.place("kind"), "packs.money_kind", params)
    elif wanted.unit and getattr(question, "unit", "") != wanted.unit:
        params = {"name": name, "wanted": wanted.unit}
        yield Problem(origin.place("unit"), "packs.money_unit", params)
    elif isinstance(question, OneOf) and not set(question.choices) <= set(wanted.choices):
        params = {"name": name, "wanted": ", ".join(wanted.choices)}
        yield Problem(origin.place("choices"), "packs.money_choices", params)
