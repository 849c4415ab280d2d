"""What the money model reads: plain numbers, free of questions, packs and languages.

Amounts are integer fen. Rates are ``Decimal`` percent points: 5 means 5 %. ``None`` means
that the founder has not said; every function of this package copes with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Kind = Literal["one_off", "monthly", "yearly", "deposit"]
Importance = Literal["essential", "important", "optional"]
Payment = Literal["per_sale", "mixed", "upfront"]
Supply = Literal["dropship", "stocked"]
Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Spread:
    """An uncertain number: the lowest, likeliest and highest value thought possible."""

    low: Number
    likely: Number
    high: Number


Uncertain = Number | Spread


@dataclass(frozen=True, slots=True)
class Product:
    """One row of ``products``.

    Attributes:
        name: as the founder calls it.
        price: fen a buyer pays.
        cost: fen one code costs.
        share: percent points of all orders.
        refund_rate: percent points of orders refunded; wins over the plan's.
        code_loss: percent points of refunded orders whose code cannot be sold again.
        reissue_rate: percent points of orders for which a second code is sent.
        supply: ``dropship`` buys after each sale, ``stocked`` buys in advance.
    """

    name: str
    price: int | None = None
    cost: int | None = None
    share: Decimal | None = None
    refund_rate: Decimal | None = None
    code_loss: Decimal | None = None
    reissue_rate: Decimal | None = None
    supply: Supply | None = None


@dataclass(frozen=True, slots=True)
class Platform:
    """The chosen row of ``platforms``: fees in points, amounts in fen, times in days.

    ``commission_returned`` and ``payment_fee_returned`` say whether the fee comes back
    when an order is refunded.
    """

    name: str
    commission: Decimal | None = None
    commission_returned: bool | None = None
    payment_fee: Decimal | None = None
    payment_fee_returned: bool | None = None
    annual_fee: int | None = None
    deposit: int | None = None
    settlement_days: Number | None = None
    withdrawal_minimum: int | None = None
    withdrawal_fee: Decimal | None = None
    withdrawal_flat_fee: int | None = None
    withdrawal_lag_days: Number | None = None


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One row of ``budget_lines``; ``importance`` is the column ``class``."""

    item: str
    amount: int | None = None
    kind: Kind | None = None
    importance: Importance | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """One row of ``channels``: what promotion costs a month and what it should bring."""

    name: str
    budget: int | None = None
    payment: Payment | None = None
    expected_orders: Uncertain | None = None


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything the figures are computed from.

    Attributes:
        products: ``None`` while unanswered, ``()`` when there are none.
        platform: the chosen platform, ``None`` while none is chosen.
        budget_lines: ``None`` while unanswered, ``()`` when there are none.
        channels: ``None`` while unanswered, ``()`` when there are none.
        cash_available: fen the founder can put in.
        owner_wage: fen a month the founder takes out.
        orders_per_day: paid orders; wins over visitors and conversion.
        visitors_per_day: people who see the shop in a day.
        conversion: percent points of visitors who buy.
        repurchase_rate: percent points of buyers who buy again.
        refund_rate: percent points, for products without their own.
        tickets_per_order: questions to support for each order.
        minutes_per_ticket: minutes one answer takes.
        support_people: people answering at the same time.
        service_hours: hours a day in which somebody answers.
        launch_date: first day of the ledger.
        first_stock: fen of the one-off lines that buy goods for sale.
        cap: fen the start-up total may reach.
        reserve_months_wanted: months of running cost the reserve should cover.
        defaults: values that stand in for inputs not given, by input id (``owner_wage``,
            ``platforms.commission``); amounts in fen, rates in points.
        seed: of the simulation; the plan's id.
    """

    products: tuple[Product, ...] | None = None
    platform: Platform | None = None
    budget_lines: tuple[BudgetLine, ...] | None = None
    channels: tuple[Channel, ...] | None = None
    cash_available: Uncertain | None = None
    owner_wage: Uncertain | None = None
    orders_per_day: Uncertain | None = None
    visitors_per_day: Uncertain | None = None
    conversion: Uncertain | None = None
    repurchase_rate: Uncertain | None = None
    refund_rate: Uncertain | None = None
    tickets_per_order: Uncertain | None = None
    minutes_per_ticket: Uncertain | None = None
    support_people: Uncertain | None = None
    service_hours: Uncertain | None = None
    launch_date: date | None = None
    first_stock: int | None = None
    cap: int = 500_000
    reserve_months_wanted: Decimal = Decimal(3)
    defaults: Mapping[str, Number] = field(default_factory=dict, hash=False)
    seed: bytes | str = b""


def likely(value: Uncertain | None) -> Number | None:
    """Return the likeliest value of a number that may be a spread."""
    return value.likely if isinstance(value, Spread) else value
