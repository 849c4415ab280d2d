from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from wizard.money import Platform
from wizard.money.platform_cost import SOLD, platform_cost, to_pay_first

RATES = st.none() | st.decimals(0, 100, places=2)
FEN = st.none() | st.integers(0, 10**11)


def test_of_100_yuan_sold() -> None:
    # 100 sold: 2 commission, 0.60 payment; of the 97.40 left 5 % is 4.87.
    found = platform_cost(
        Platform("甲", Decimal(2), None, Decimal("0.6"), withdrawal_fee=Decimal(5))
    )
    assert found is not None
    assert (found.of_100, found.complete) == (Decimal(747), True)


def test_a_flat_fee_is_spread_over_the_smallest_withdrawal() -> None:
    def cost(minimum: int | None) -> Decimal:
        free = Platform(
            "甲",
            Decimal(0),
            payment_fee=Decimal(0),
            withdrawal_fee=Decimal(0),
            withdrawal_minimum=minimum,
            withdrawal_flat_fee=500,
        )
        found = platform_cost(free)
        assert found is not None
        return found.of_100

    assert (cost(None), cost(5_000), cost(50_000)) == (Decimal(500), Decimal(500), Decimal(100))


def test_what_was_not_told_makes_a_lower_bound() -> None:
    found = platform_cost(Platform("甲", Decimal(3)))
    assert found is not None
    assert (found.of_100, found.complete) == (Decimal(300), False)
    assert platform_cost(Platform("甲", annual_fee=60_000)) is None


def test_what_is_paid_first() -> None:
    assert to_pay_first(Platform("甲")) is None
    assert to_pay_first(Platform("甲", annual_fee=60_000)) == 60_000
    assert to_pay_first(Platform("甲", annual_fee=60_000, deposit=50_000)) == 110_000


@given(RATES, RATES, RATES, FEN, FEN)
def test_never_more_than_all_and_never_less_for_a_higher_fee(
    commission: Decimal | None,
    payment: Decimal | None,
    withdrawal: Decimal | None,
    minimum: int | None,
    flat: int | None,
) -> None:
    platform = Platform(
        "甲",
        commission,
        payment_fee=payment,
        withdrawal_fee=withdrawal,
        withdrawal_minimum=minimum,
        withdrawal_flat_fee=flat,
    )
    found = platform_cost(platform)
    if found is None:
        assert commission is None
        assert payment is None
        assert withdrawal is None
        return
    assert 0 <= found.of_100 <= SOLD
    if commission is not None:
        dearer = platform_cost(Platform("甲", commission + 1, None, payment, None))
        same = platform_cost(Platform("甲", commission, None, payment, None))
        assert dearer is not None
        assert same is not None
        assert dearer.of_100 >= same.of_100
