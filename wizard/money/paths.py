"""Many launches at once: the daily ledger, one array element for each path.

The only user of numpy, which is imported when a simulation starts. Random draws and
probabilities are floating point; every amount is an ``int64`` of fen.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from wizard.money.arrivals import Arrivals, Returns
from wizard.money.course import SCALE
from wizard.money.economics import DAYS_IN_MONTH

if TYPE_CHECKING:
    from types import ModuleType

    from wizard.money.course import Course

Array = Any
MODEL_RELEASE: Final = 2
"""Raised when a change moves the random streams; a reprint then says so."""
WEEK: Final = 7
WEEKS: Final = 52
DAYS: Final = WEEK * WEEKS
FREEZE_DAYS: Final = 30
REFUND_EVIDENCE: Final = 50
"""Orders' worth of evidence behind a refund rate: how far a path's own rate may stray."""
MILLION: Final = 1_000_000
NEVER: Final = 2**62
RARE: Final = 1e-9


class MeanOrder:
    """The mean order over the products: whole fen, and the refund rate as a fraction.

    Attributes:
        net: fen the wallet is owed.
        cost: fen of goods, reissued codes included.
        refund: part of the orders given back.
        given_back: fen the wallet is charged for a refund.
        goods_saved: fen of goods a refund makes good again.
    """

    def __init__(self, launch: Course) -> None:
        left = 1.0
        net = cost = refund = given_back = goods_saved = 0.0
        for row in launch.goods:
            weight = left * row.part / SCALE
            left -= weight
            refunds = weight * row.refund / SCALE
            net += weight * (row.price - row.fee)
            cost += weight * row.cost * (1 + row.reissue / SCALE)
            refund += refunds
            given_back += refunds * (row.price - row.fee_returned)
            goods_saved += refunds * row.cost * (1 - row.code_loss / SCALE)
        self.net = round(net)
        self.cost = round(cost)
        self.refund = min(1.0, refund)
        self.given_back = round(given_back / refund) if refund else 0
        self.goods_saved = round(goods_saved / refund) if refund else 0


def least_withdrawal(minimum: int, flat_fee: int, kept: int) -> int:
    """Return from how many fen on a withdrawal is allowed and leaves something over.

    Of a larger withdrawal there is never less left.

    Args:
        minimum: of a withdrawal, fen.
        flat_fee: of a withdrawal, fen.
        kept: what the fee in percent leaves of a million.
    """
    if not kept:
        return NEVER
    return max(1, minimum, -(-(flat_fee + 1) * MILLION // kept))


class Crowd:
    """All paths of one simulation.

    Attributes:
        fans: for each week the bank balances that 10, 50 and 90 % of the paths stay below.
        ran_out: for each week how many paths have been below 0 by its end.
    """

    def __init__(
        self,
        launch: Course,
        demand: tuple[float, float, float],
        freeze: float,
        seed: bytes | str,
        paths: int,
    ) -> None:
        """Draw what differs from path to path.

        Args:
            launch: what all paths have in common.
            demand: low, likely and high orders a day.
            freeze: chance of a freeze in a year, as a fraction.
            seed: of the plan.
            paths: how many.
        """
        import numpy as np

        self.np: ModuleType = np
        self.launch = launch
        self.order = MeanOrder(launch)
        self.paths = paths
        raw = seed.encode() if isinstance(seed, str) else seed
        entropy = int.from_bytes(hashlib.blake2b(raw, digest_size=16).digest())
        streams = np.random.SeedSequence([entropy, MODEL_RELEASE]).spawn(6)
        level, rate, freezes = map(np.random.default_rng, streams[:3])
        # Paths have no order of their own; neighbours in the table are found sooner.
        self.arrivals = Arrivals(np, np.sort(self._levels(level, demand)), (streams[3], streams[4]))
        self.returns = Returns(np, self._refund_rates(rate), streams[5])
        self._freezing = self._frozen_days(self._freeze_starts(freezes, freeze))
        self.fans: list[tuple[int, int, int]] = []
        self.ran_out: list[int] = []
        self._open()

    def _levels(self, rng: Array, demand: tuple[float, float, float]) -> Array:
        """Draw each path's orders a day from PERT(low, likely, high)."""
        low, mode, high = demand
        if high - low < RARE:
            return self.np.full(self.paths, max(0.0, mode))
        alpha = 1 + 4 * (mode - low) / (high - low)
        beta = 1 + 4 * (high - mode) / (high - low)
        return low + (high - low) * rng.beta(alpha, beta, self.paths)

    def _refund_rates(self, rng: Array) -> Array:
        r = self.order.refund
        if r in (0.0, 1.0):
            return self.np.full(self.paths, r)
        return rng.beta(r * REFUND_EVIDENCE, (1 - r) * REFUND_EVIDENCE, self.paths)

    def _freeze_starts(self, rng: Array, chance: float) -> Array:
        """Return the day each path's freeze begins; most begin after the last day."""
        a_day = 1 - (1 - chance) ** (1 / DAYS)
        if a_day <= 0:
            return self.np.full(self.paths, DAYS)
        return rng.geometric(a_day, self.paths) - 1

    def _frozen_days(self, starts: Array) -> dict[int, list[tuple[Array, bool]]]:
        """Return for each day on which a freeze begins or ends which paths are open then."""
        np = self.np
        changes: dict[int, list[tuple[Array, bool]]] = {}
        who = np.flatnonzero(starts < DAYS)
        who = who[np.argsort(starts[who], kind="stable")]
        days, firsts = np.unique(starts[who], return_index=True)
        ends = [*firsts[1:].tolist(), len(who)]
        for day, first, end in zip(days.tolist(), firsts.tolist(), ends, strict=False):
            paths = who[first:end]
            changes.setdefault(day, []).append((paths, False))
            changes.setdefault(day + FREEZE_DAYS, []).append((paths, True))
        return changes

    def _open(self) -> None:
        np, launch, n = self.np, self.launch, self.paths
        self.open = np.ones(n, np.bool_)
        self.kept = max(0, MILLION - launch.fee * MILLION // SCALE)
        self.least = least_withdrawal(launch.minimum, launch.flat_fee, self.kept)
        self.bank = np.full(n, launch.cash - launch.deposits - launch.first_stock, np.int64)
        self.bank -= launch.startup_cost
        self.lowest = self.bank.copy()
        self.wallet = np.zeros(n, np.int64)
        self.stock = np.full(n, launch.first_stock, np.int64)
        self.keeps_stock = bool(launch.first_stock or launch.lot)
        self.settling = np.zeros((min(launch.settlement_days, DAYS) + 1, n), np.int64)
        self.transit = np.zeros((min(launch.lag, DAYS) + 1, n), np.int64)
        self.month_starts = set(launch.month_starts(DAYS))

    def run(self, weeks: int = WEEKS) -> None:
        """Play all paths through the first ``weeks`` weeks."""
        np = self.np
        for week in range(weeks):
            sold = np.zeros(self.paths, np.int64)
            for day in range(week * WEEK, (week + 1) * WEEK):
                orders = self.arrivals.draw()
                sold += orders
                last = day % WEEK == WEEK - 1
                self._day(day, orders, self.returns.draw(sold) if last else None)
            tenth = max(0, self.paths // 10 - 1)
            ranks = (tenth, self.paths // 2, self.paths - 1 - tenth)
            sorted_part = np.partition(self.bank, ranks)
            p10, p50, p90 = (int(sorted_part[rank]) for rank in ranks)
            self.fans.append((p10, p50, p90))
            self.ran_out.append(int((self.lowest < 0).sum()))

    def cash_needed(self, one_in: int) -> int:
        """Return the cash with which at most one path in ``one_in`` runs dry.

        Withdrawals do not depend on the bank balance, so more cash lifts a path as a whole.
        """
        allowed = self.paths // one_in
        lowest = int(self.np.partition(self.lowest, allowed)[allowed])
        return max(0, self.launch.cash - lowest)

    def _day(self, day: int, orders: Array, refunded: Array | None) -> None:
        np, launch, order = self.np, self.launch, self.order
        slot = day % len(self.transit)
        self.bank += self.transit[slot]
        self.transit[slot] = 0
        if day in self.month_starts:
            self.bank -= launch.monthly + (launch.wage if day else 0)
        goods = orders * order.cost
        ripe = day % len(self.settling)
        sold = self.settling[ripe]
        sold += orders * order.net
        if refunded is not None:
            sold -= refunded * order.given_back
            goods -= refunded * order.goods_saved
        self._pay_goods(day, goods)
        matured = self.settling[(day + 1) % len(self.settling)]
        self.wallet += matured
        matured[:] = 0
        self._withdraw(day)
        np.minimum(self.lowest, self.bank, out=self.lowest)

    def _pay_goods(self, day: int, goods: Array) -> None:
        if not self.keeps_stock:
            self.bank -= goods
            return
        np = self.np
        if self.launch.lot and day % DAYS_IN_MONTH == 0:
            missing = np.maximum(self.launch.lot - self.stock, 0)
            self.bank -= missing
            self.stock += missing
        from_stock = np.minimum(self.stock, goods)
        self.stock -= from_stock
        self.bank -= goods - from_stock

    def _withdraw(self, day: int) -> None:
        launch = self.launch
        for paths, is_open in self._freezing.get(day, ()):
            self.open[paths] = is_open
        sends = self.open & (self.wallet >= self.least)
        # An amount of 0 where nothing is sent: cheaper than to pick out the others.
        sent = self.wallet * sends
        self.wallet -= sent
        if self.kept < MILLION:
            sent *= self.kept
            sent //= MILLION  # the fee is rounded up
        if launch.flat_fee:
            sent -= launch.flat_fee * sends
        if launch.lag:
            self.transit[(day + min(launch.lag, DAYS)) % len(self.transit)] += sent
        else:
            self.bank += sent
