"""A year of the shop, day by day, in whole fen.

Every day moves money between seven buckets: bank, wallet (may be withdrawn), on hold
(sold, not yet settled), in transit (withdrawn, not yet arrived), frozen, stock, deposit.
Only sales, refunds, fees, goods used, cost and the owner change their sum, which
``Ledger.check`` asserts. Weeks and months are sums of days, so tables always agree.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from wizard.money.course import SCALE
from wizard.money.shocks import Weather, weather
from wizard.money.trade import Trade, trade

if TYPE_CHECKING:
    from wizard.money.course import Course
    from wizard.money.shocks import Shock

Policy = Literal["asap", "weekly", "only_if_below_reserve"]
Column = tuple[int, ...]
DAYS: Final = 365
WEEK: Final = 7
BUCKETS: Final = ("bank", "wallet", "hold", "transit", "frozen", "stock", "deposit")
INFLOWS: Final = ("sales", "owner_in")
OUTFLOWS: Final = ("refunds", "fees", "withdrawal_fees", "goods", "expenses", "owner_out")


@dataclass(frozen=True, slots=True)
class Period:
    """A day, week or month: balances at its end, sums of what happened in it; fen.

    ``start`` is the day it begins, counted from 0; ``days`` how many it has.
    """

    start: int
    days: int
    bank: int
    wallet: int
    hold: int
    transit: int
    frozen: int
    stock: int
    deposit: int
    sales: int
    owner_in: int
    refunds: int
    fees: int
    withdrawal_fees: int
    goods: int
    expenses: int
    owner_out: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """One year; every column has one number of fen for each day, in the order of days.

    Balances at the end of the day: ``BUCKETS``. Sums of the day: ``INFLOWS``, ``OUTFLOWS``;
    ``withdrawn`` is what left the wallet for the bank, after fees, on the day it left.
    """

    course: Course
    bank: Column
    wallet: Column
    hold: Column
    transit: Column
    frozen: Column
    stock: Column
    deposit: Column
    sales: Column
    owner_in: Column
    refunds: Column
    fees: Column
    withdrawal_fees: Column
    goods: Column
    expenses: Column
    owner_out: Column
    withdrawn: Column

    @property
    def lowest_cash(self) -> int:
        """Lowest bank balance at the end of any day; below 0 the launch needs more money."""
        return min(self.bank)

    @property
    def lowest_day(self) -> int:
        """First day, counted from 0, with the lowest bank balance."""
        return self.bank.index(self.lowest_cash)

    @property
    def first_below_zero(self) -> int | None:
        """First day on which the bank account is short, ``None`` if never."""
        return next((day for day, fen in enumerate(self.bank) if fen < 0), None)

    @property
    def funding_need(self) -> int:
        """Cash the founder needs at the start so that the reserve is never touched."""
        return max(0, self.course.cash - self.lowest_cash) + self.course.reserve

    @property
    def stuck(self) -> int:
        """Most money that lay in the wallet below the withdrawal minimum on any day."""
        return max((fen for fen in self.wallet if fen < self.course.minimum), default=0)

    @property
    def first_payout(self) -> int | None:
        """First day on which money leaves the wallet for the bank, ``None`` if never."""
        return next((day for day, fen in enumerate(self.withdrawn) if fen), None)

    def date_of(self, day: int) -> date | None:
        """Return the date of a day, ``None`` while the launch has no date."""
        start = self.course.start
        if start is None or (date.max - start).days < day:
            return None
        return start + timedelta(days=day)

    def weeks(self) -> tuple[Period, ...]:
        """Return the year in weeks from the first day; the last one is shorter."""
        return self._periods(range(0, len(self.bank), WEEK))

    def months(self) -> tuple[Period, ...]:
        """Return calendar months, the first and last may be partial; else blocks of 30 days."""
        days = len(self.bank)
        if self.date_of(days) is None:
            return self._periods(self.course.month_starts(days))
        dates = ((day, self.date_of(day)) for day in range(1, days))
        return self._periods([0, *(day for day, when in dates if when and when.day == 1)])

    def check(self) -> None:
        """Assert that money only appears and vanishes through the named flows.

        Raises:
            AssertionError: the ledger lost or made money: our bug.
        """
        before = 0
        for day in range(len(self.bank)):
            after = sum(getattr(self, bucket)[day] for bucket in BUCKETS)
            came = sum(getattr(self, flow)[day] for flow in INFLOWS)
            went = sum(getattr(self, flow)[day] for flow in OUTFLOWS)
            if after - before != came - went:
                raise AssertionError(day)
            before = after

    def _periods(self, starts: range | list[int] | tuple[int, ...]) -> tuple[Period, ...]:
        ends = [*starts[1:], len(self.bank)]
        names = [field.name for field in fields(Period)[2:]]
        return tuple(
            Period(
                first,
                end - first,
                **{
                    name: getattr(self, name)[end - 1]
                    if name in BUCKETS
                    else sum(getattr(self, name)[first:end])
                    for name in names
                },
            )
            for first, end in zip(starts, ends, strict=True)
        )


@lru_cache(maxsize=16)
def play(course: Course, shocks: tuple[Shock, ...] = (), policy: Policy = "asap") -> Ledger:
    """Play one year of a launch.

    Args:
        course: the launch.
        shocks: what goes wrong, and when.
        policy: when money is withdrawn: as soon as the minimum is reached, on every seventh
            day, or only while the bank balance is below the reserve.
    """
    sky = weather(shocks, DAYS)
    return _Play(course, sky, policy).run(trade(course, sky))


class _Play:
    """The moving parts of one year; lives only while it is played."""

    def __init__(self, course: Course, sky: Weather, policy: Policy) -> None:
        self.course = course
        self.sky = sky
        self.policy = policy
        self.due = [0] * DAYS
        self.arriving = [0] * DAYS
        self.wallet = self.hold = self.frozen = 0

    def run(self, sold: Trade) -> Ledger:
        """Play every day in turn: arrivals, cost, sales, settlement, withdrawal."""
        course, columns = self.course, _Columns()
        bank, stock, transit = 0, course.first_stock, 0
        monthly, wage = self._calendar()
        refill = course.lot
        for day in range(DAYS):
            first = day == 0
            arrived = self.arriving[day]
            transit -= arrived
            spent = monthly[day] + (course.startup_cost if first else 0)
            bank += arrived - spent - wage[day]
            if first:
                bank += course.cash - course.deposits - course.first_stock
            if refill and day % 30 == 0 and stock < refill:
                bank -= refill - stock
                stock = refill
            used = sold.goods[day]
            bank -= max(0, used - stock)
            stock = max(0, stock - used)
            bank += self._settle(day, sold.net[day])
            paid, fee = self._withdraw(day, bank)
            if paid and course.lag == 0:
                bank += paid
            else:
                transit += paid
            columns.add(
                (bank, self.wallet, self.hold, transit, self.frozen, stock, course.deposits),
                (course.cash if first else 0, fee, spent, wage[day], paid),
            )
        return columns.ledger(course, sold)

    def _calendar(self) -> tuple[list[int], list[int]]:
        """Return monthly cost (paid in advance) and wage (at the end) for each day."""
        monthly, wage = [0] * DAYS, [0] * DAYS
        for start in self.course.month_starts(DAYS):
            monthly[start] = self.course.monthly
            if start:
                wage[start] = self.course.wage
        return monthly, wage

    def _settle(self, day: int, net: int) -> int:
        """Book the day's net sales; return what the bank must add when the wallet is short."""
        frozen = self.sky.frozen[day]
        if frozen:
            self.frozen += self.wallet + self.hold
            self.wallet = self.hold = 0
            if net >= 0:
                self.frozen += net
                return 0
            return net
        if self.frozen:
            self.wallet += self.frozen
            self.frozen = 0
            self.due[day:] = [0] * (DAYS - day)
        ripe = day + self.course.settlement_days
        short = 0
        if net < 0:
            self.wallet += net
        else:
            self.hold += net
            if ripe < DAYS:
                self.due[ripe] += net
        self.hold -= self.due[day]
        self.wallet += self.due[day]
        if self.wallet < 0:
            short, self.wallet = self.wallet, 0
        return short

    def _withdraw(self, day: int, bank: int) -> tuple[int, int]:
        """Empty the wallet if it may be; return what is on its way and the fee."""
        course, amount = self.course, self.wallet
        if amount <= 0 or amount < course.minimum or self.sky.frozen[day]:
            return 0, 0
        if self.policy == "weekly" and day % WEEK != WEEK - 1:
            return 0, 0
        if self.policy == "only_if_below_reserve" and bank >= course.reserve:
            return 0, 0
        fee = -(-amount * course.fee // SCALE) + course.flat_fee
        if fee >= amount:
            return 0, 0
        self.wallet = 0
        if course.lag and day + course.lag < DAYS:
            self.arriving[day + course.lag] += amount - fee
        return amount - fee, fee


class _Columns:
    """Rows of the ledger while they are written; turned into columns at the end."""

    def __init__(self) -> None:
        self.balances: list[tuple[int, ...]] = []
        self.flows: list[tuple[int, ...]] = []

    def add(self, balances: tuple[int, ...], flows: tuple[int, ...]) -> None:
        self.balances.append(balances)
        self.flows.append(flows)

    def ledger(self, course: Course, sold: Trade) -> Ledger:
        bank, wallet, hold, transit, frozen, stock, deposit = zip(*self.balances, strict=True)
        owner_in, withdrawal_fees, expenses, owner_out, withdrawn = zip(*self.flows, strict=True)
        return Ledger(
            course=course,
            bank=bank,
            wallet=wallet,
            hold=hold,
            transit=transit,
            frozen=frozen,
            stock=stock,
            deposit=deposit,
            sales=sold.sales,
            owner_in=owner_in,
            refunds=sold.refunds,
            fees=sold.fees,
            withdrawal_fees=withdrawal_fees,
            goods=sold.goods,
            expenses=expenses,
            owner_out=owner_out,
            withdrawn=withdrawn,
        )
