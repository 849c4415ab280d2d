"""Launches the tests share, and strategies that make odd ones."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from wizard.money import BudgetLine, Channel, Inputs, Platform, Product, Spread

PLATFORM = Platform(
    "甲",
    commission=Decimal(2),
    commission_returned=True,
    payment_fee=Decimal("0.6"),
    payment_fee_returned=False,
    annual_fee=0,
    deposit=0,
    settlement_days=0,
    withdrawal_minimum=0,
    withdrawal_fee=Decimal(5),
    withdrawal_flat_fee=0,
    withdrawal_lag_days=0,
)
PRODUCT = Product(
    "正版软件授权",
    price=2000,
    cost=1400,
    refund_rate=Decimal(5),
    code_loss=Decimal(50),
    reissue_rate=Decimal(0),
)
GOLDEN = Inputs(
    products=(PRODUCT,),
    platform=PLATFORM,
    budget_lines=(BudgetLine("房租", 60000, "monthly"),),
    owner_wage=0,
)
WHOLE = Inputs(
    products=(PRODUCT, Product("点卡", price=5000, cost=4600, share=Decimal(25))),
    platform=Platform(
        "乙",
        commission=Decimal(2),
        payment_fee=Decimal("0.6"),
        annual_fee=60000,
        deposit=50000,
        settlement_days=7,
        withdrawal_minimum=50000,
        withdrawal_fee=Decimal(1),
        withdrawal_flat_fee=200,
        withdrawal_lag_days=2,
    ),
    budget_lines=(
        BudgetLine("首批进货", 150000, "one_off", "important"),
        BudgetLine("域名", 6000, "yearly", "essential"),
        BudgetLine("服务器", 9900, "monthly", "essential"),
    ),
    channels=(Channel("短视频", 30000, "per_sale", 60),),
    cash_available=600000,
    owner_wage=20000,
    orders_per_day=Spread(2, 6, 9),
    repurchase_rate=Decimal(15),
    refund_rate=Decimal(3),
    tickets_per_order=Decimal("0.3"),
    minutes_per_ticket=8,
    support_people=1,
    service_hours=12,
    launch_date=date(2026, 12, 31),
    seed="plan",
)

fen = st.none() | st.sampled_from([0, 1, 100, 2000, 500_000, 100_000_000_000])
points = st.none() | st.sampled_from(
    [Decimal(n) for n in ("0", "0.01", "0.6", "5", "33.3", "99.99", "100", "250")]
)
days = st.none() | st.sampled_from([0, 1, 7, 30, 400, 10**9])
flags = st.none() | st.booleans()
counts = st.none() | st.sampled_from(
    [0, 1, Decimal("0.01"), Decimal("5.5"), 1000, 10**9, Spread(1, 2, 9), Spread(9, 2, 1)]
)

products = st.builds(
    Product,
    st.just("货"),
    fen,
    fen,
    points,
    points,
    points,
    points,
    st.sampled_from([None, "dropship", "stocked"]),
)
platforms = st.builds(
    Platform,
    st.just("台"),
    points,
    flags,
    points,
    flags,
    fen,
    fen,
    days,
    fen,
    points,
    fen,
    days,
)
lines = st.builds(
    BudgetLine,
    st.just("项"),
    fen,
    st.sampled_from([None, "one_off", "monthly", "yearly", "deposit"]),
    st.sampled_from([None, "essential", "important", "optional"]),
)
channels = st.builds(
    Channel, st.just("道"), fen, st.sampled_from([None, "per_sale", "mixed", "upfront"]), counts
)
launches = st.builds(
    Inputs,
    products=st.none() | st.lists(products, max_size=3).map(tuple),
    platform=st.none() | platforms,
    budget_lines=st.none() | st.lists(lines, max_size=4).map(tuple),
    channels=st.none() | st.lists(channels, max_size=2).map(tuple),
    cash_available=fen,
    owner_wage=fen,
    orders_per_day=counts,
    visitors_per_day=counts,
    conversion=points,
    repurchase_rate=points,
    refund_rate=points,
    tickets_per_order=counts,
    minutes_per_ticket=counts,
    support_people=counts,
    service_hours=counts,
    launch_date=st.sampled_from(
        [None, date(2026, 1, 31), date(2027, 3, 1), date.max, date.min, date(2028, 2, 29)]
    ),
    first_stock=fen,
    cap=st.sampled_from([0, 500_000]),
    reserve_months_wanted=st.sampled_from([Decimal(0), Decimal(3)]),
)
whole_launches = st.builds(
    Inputs,
    products=st.lists(
        st.builds(
            Product,
            st.just("货"),
            st.integers(1, 20_000),
            st.integers(0, 20_000),
            points,
            points.filter(lambda p: p is None or p <= 100),
            points,
            points,
            st.sampled_from([None, "dropship", "stocked"]),
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
    platform=platforms,
    budget_lines=st.lists(
        st.builds(
            BudgetLine,
            st.just("项"),
            st.integers(0, 300_000),
            st.sampled_from(["one_off", "monthly", "yearly", "deposit"]),
        ),
        max_size=4,
    ).map(tuple),
    cash_available=st.integers(0, 1_000_000),
    owner_wage=st.integers(0, 100_000),
    orders_per_day=st.decimals(0, 60, places=2),
    launch_date=st.none() | st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    first_stock=st.none() | st.integers(0, 200_000),
)
