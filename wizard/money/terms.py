"""The inputs with every gap filled, and the list of what had to be assumed.

An optional number that was not given counts its default, or 0 where there is none. Only
gaps that can move a result are reported: an unknown code loss is no assumption while
nothing is ever refunded.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING, Final

from wizard.money.inputs import Inputs, Platform, Product, likely

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wizard.money.inputs import Number, Uncertain

HUNDRED: Final = Decimal(100)
ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class ProductTerms:
    """One product with its rates as fractions; ``weight`` is its part of all orders."""

    name: str
    price: int
    cost: int
    weight: Decimal
    refund: Decimal
    code_loss: Decimal
    reissue: Decimal
    stocked: bool


@dataclass(frozen=True, slots=True)
class PlatformTerms:
    """The chosen platform with its rates as fractions, amounts in fen, times in days."""

    commission: Decimal
    commission_returned: bool
    payment_fee: Decimal
    payment_fee_returned: bool
    annual_fee: int
    deposit: int
    settlement_days: int
    withdrawal_minimum: int
    withdrawal_fee: Decimal
    withdrawal_flat_fee: int
    withdrawal_lag_days: int


@dataclass(frozen=True, slots=True)
class Terms:
    """Products and platform as the unit economics and the ledger need them.

    Attributes:
        products: those that sell (share above 0); empty when ``gap`` says why.
        platform: the fees; zeros or defaults while no platform is chosen.
        gap: why there is nothing to compute, as a reason code, or ``None``.
        notice: ``shares_normalized`` when the shares did not add up to 100.
        assumed: ids of the inputs that counted a default.
    """

    products: tuple[ProductTerms, ...]
    platform: PlatformTerms
    gap: str | None
    notice: str | None
    assumed: frozenset[str]


class Gaps:
    """Fills gaps from the defaults and remembers which inputs had one."""

    def __init__(self, inputs: Inputs) -> None:
        self._defaults = inputs.defaults
        self.assumed: set[str] = set()

    def fill(self, name: str, value: Uncertain | None, *, matters: bool = True) -> Number:
        """Return ``value``, or what stands in for it; ``matters`` decides on reporting."""
        known = likely(value)
        if known is not None:
            return known
        if matters:
            self.assumed.add(name)
        return self._defaults.get(name, 0)

    def lookup(self, name: str, value: Uncertain | None) -> Number | None:
        """Like ``fill`` for an input that has no neutral value: ``None`` without default."""
        known = likely(value)
        if known is None and name in self._defaults:
            self.assumed.add(name)
            return self._defaults[name]
        return known

    def fraction(self, name: str, points: Uncertain | None, *, matters: bool = True) -> Decimal:
        """Return a percentage as a fraction."""
        return Decimal(self.fill(name, points, matters=matters)) / HUNDRED


def whole(value: Number) -> int:
    """Round up: half a day of waiting is a day."""
    return int(Decimal(value).to_integral_value(ROUND_CEILING))


def resolve(inputs: Inputs) -> Terms:
    """Return the terms of trade that ``inputs`` state or imply."""
    gaps = Gaps(inputs)
    rows = inputs.products or ()
    weights, notice = _weights(rows, gaps)
    products = tuple(
        _product(row, weight, inputs, gaps)
        for row, weight in zip(rows, weights, strict=True)
        if weight > 0 and row.price is not None and row.cost is not None
    )
    platform = _platform(inputs.platform, gaps, refunds=any(p.refund for p in products))
    gap = _gap(inputs.products, rows, weights)
    return Terms(() if gap else products, platform, gap, notice, frozenset(gaps.assumed))


def _gap(
    answer: tuple[Product, ...] | None, rows: Iterable[Product], weights: Iterable[Decimal]
) -> str | None:
    if answer is None:
        return "products_missing"
    if not answer:
        return "no_products"
    selling = [row for row, weight in zip(rows, weights, strict=True) if weight > 0]
    if any(row.price is None for row in selling):
        return "price_missing"
    if any(row.cost is None for row in selling):
        return "cost_missing"
    return None


def _weights(rows: tuple[Product, ...], gaps: Gaps) -> tuple[list[Decimal], str | None]:
    """Split all orders over the products: shares given, the rest equally over the others."""
    if len(rows) <= 1:
        return [ONE] * len(rows), None
    given = [row.share for row in rows if row.share is not None]
    open_rows = len(rows) - len(given)
    rest = max(ZERO, HUNDRED - sum(given, ZERO))
    if open_rows:
        gaps.assumed.add("products.share")
    shares = [rest / open_rows if row.share is None else max(ZERO, row.share) for row in rows]
    total = sum(shares, ZERO)
    if not total:
        return [ONE / len(rows)] * len(rows), "shares_normalized"
    even = open_rows > 0 and sum(given, ZERO) <= HUNDRED
    notice = None if even or total == HUNDRED else "shares_normalized"
    return [share / total for share in shares], notice


def _product(row: Product, weight: Decimal, inputs: Inputs, gaps: Gaps) -> ProductTerms:
    own = inputs.refund_rate if row.refund_rate is None else row.refund_rate
    refund = gaps.fraction("refund_rate", own)
    return ProductTerms(
        name=row.name,
        price=row.price or 0,
        cost=row.cost or 0,
        weight=weight,
        refund=refund,
        code_loss=gaps.fraction("products.code_loss", row.code_loss, matters=refund > 0),
        reissue=gaps.fraction("products.reissue_rate", row.reissue_rate),
        stocked=row.supply == "stocked",
    )


def _platform(row: Platform | None, gaps: Gaps, *, refunds: bool) -> PlatformTerms:
    if row is None:
        gaps.assumed.add("chosen_platform")
    known = row is not None
    p = row or Platform("")

    def rate(column: str, value: Decimal | None) -> Decimal:
        return gaps.fraction(f"platforms.{column}", value, matters=known)

    def amount(column: str, value: Number | None, *, matters: bool = True) -> int:
        return whole(gaps.fill(f"platforms.{column}", value, matters=known and matters))

    def returned(column: str, value: bool | None, fee: Decimal) -> bool:
        return bool(gaps.fill(f"platforms.{column}", value, matters=known and refunds and fee > 0))

    commission = rate("commission", p.commission)
    payment_fee = rate("payment_fee", p.payment_fee)
    flat = amount("withdrawal_flat_fee", p.withdrawal_flat_fee)
    return PlatformTerms(
        commission=commission,
        commission_returned=returned("commission_returned", p.commission_returned, commission),
        payment_fee=payment_fee,
        payment_fee_returned=returned("payment_fee_returned", p.payment_fee_returned, payment_fee),
        annual_fee=amount("annual_fee", p.annual_fee),
        deposit=amount("deposit", p.deposit),
        settlement_days=amount("settlement_days", p.settlement_days),
        withdrawal_minimum=amount("withdrawal_minimum", p.withdrawal_minimum),
        withdrawal_fee=rate("withdrawal_fee", p.withdrawal_fee),
        withdrawal_flat_fee=flat,
        withdrawal_lag_days=amount("withdrawal_lag_days", p.withdrawal_lag_days),
    )
