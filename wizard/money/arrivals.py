"""Orders and returns of many paths at once, drawn by inverse transform.

Orders a day are Poisson, every path with a mean of its own. A draw is the sum of two: one
from the largest mean of a grid that does not pass the path's own, looked up in a table, and
one for the small rest, thinned out of few candidates (Lewis and Shedler, 1979). Sums of
independent Poisson numbers are Poisson, so neither the grid nor the table costs exactness,
beyond the 32 bits of a draw; and a draw takes a fifth of the time of one made from scratch.

The table is made by additions, multiplications and divisions alone, which IEEE 754 rounds
alike everywhere: equal seeds give equal orders on any machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

Array = Any
LARGEST_MEAN: Final = 500
"""Orders a day up to which there is a table: the weights must stay below e**709."""
_GRID: Final = 128
_BITS: Final = 32
_GUIDE_BITS: Final = 8  # of a draw, which say where in the table to begin
_GUIDES: Final = 1 << _GUIDE_BITS
_TAIL: Final = 10  # standard deviations above the mean that the table reaches
_LEAST_TAIL: Final = 25
_LIKELY: Final = 0.5
_HANDFUL: Final = 20
"""Chance of a return, and number to be expected, beyond which returns are not counted up."""


def bits(numpy: ModuleType, rng: Array) -> Callable[[int], Array]:
    """Return what draws that many numbers of 32 bits, ``uint32``.

    They are those of ``rng.integers(0, 2**32)``, the halves of the generator's 64 bits with
    the lower one first, in a quarter of the time. An odd half is thrown away.
    """
    raw = rng.bit_generator.random_raw

    def draw(count: int) -> Array:
        halves = raw((count + 1) // 2).astype("<u8", copy=False).view("<u4")
        return halves[:count].astype(numpy.uint32, copy=False)

    return draw


class Arrivals:
    """Draws orders for paths whose means are given in ascending order."""

    def __init__(self, numpy: ModuleType, means: Array, seeds: tuple[Array, Array]) -> None:
        """Make the table.

        Args:
            numpy: the module.
            means: orders a day of each path, ascending, none below 0.
            seeds: of the streams of the table and of the rests.
        """
        self.np = numpy
        self.means = means
        self._draws, self._rests = map(numpy.random.default_rng, seeds)
        self._bits = bits(numpy, self._draws)
        self._tabled = len(means) > 0 and float(means[-1]) <= LARGEST_MEAN
        if self._tabled:
            self._tabulate()

    def _tabulate(self) -> None:
        np, means = self.np, self.means
        low, high = float(means[0]), float(means[-1])
        step = (high - low) / _GRID
        rows = np.zeros(len(means), np.int64)
        if step > 0:
            rows = np.minimum(((means - low) / step).astype(np.int64), _GRID - 1)
        grid = np.minimum(low + step * np.arange(_GRID if step > 0 else 1), high)
        # A grid point may come out above a mean that equals it but for rounding.
        self._rest = np.maximum(means - grid[rows], 0.0)
        self._most = float(self._rest.max())
        count = int(high + _TAIL * high**0.5) + _LEAST_TAIL
        weights = np.ones((len(grid), count))
        np.cumprod(grid[:, None] / np.arange(1, count), axis=1, out=weights[:, 1:])
        sums = weights.cumsum(axis=1)
        ends = np.floor(sums / sums[:, -1:] * 2.0**_BITS).astype(np.int64) - 1
        ends[:, -1] = 2**_BITS - 1
        self._guide, self._ends = self._guided(ends)
        self._guide_of_path = rows * _GUIDES
        self._start_of_path = rows * count

    def _guided(self, ends: Array) -> tuple[Array, Array]:
        """Return where to begin for the first bits of a draw, and the flat table.

        Args:
            ends: for each grid point and each number of orders the last draw that means
                at most so many.
        """
        np, (rows, count) = self.np, ends.shape
        # Counted instead of searched for: an end below a draw's first bits is below it too.
        row = np.arange(rows, dtype=np.int64)[:, None]
        below = (ends >> (_BITS - _GUIDE_BITS)) + 1 + row * (_GUIDES + 1)
        passed = np.bincount(below.ravel(), minlength=rows * (_GUIDES + 1))
        guide = passed.reshape(rows, -1).cumsum(axis=1)[:, :_GUIDES] + row * count
        return guide.ravel(), ends.astype(np.uint32).ravel()

    def draw(self) -> Array:
        """Return the orders of each path on the next day, ``int64``."""
        if not self._tabled:
            return self._draws.poisson(self.means)
        # A day at a time: its numbers stay in the processor's cache.
        drawn = self._bits(len(self.means))
        place = self._guide.take((drawn >> (_BITS - _GUIDE_BITS)) + self._guide_of_path)
        open_ = (drawn > self._ends.take(place)).nonzero()[0]
        while len(open_):
            place[open_] += 1
            open_ = open_[drawn[open_] > self._ends[place[open_]]]
        place -= self._start_of_path
        self._add_rests(place)
        return place

    def _add_rests(self, orders: Array) -> None:
        if self._most <= 0:
            return
        np, rng, paths = self.np, self._rests, len(orders)
        candidates = rng.poisson(self._most * paths)
        who = rng.integers(0, paths, candidates)
        kept = rng.random(candidates) * self._most < self._rest[who]
        np.add.at(orders, who[kept], 1)


class Returns:
    """Draws how many of a path's orders are given back: binomial, with a chance of its own."""

    def __init__(self, numpy: ModuleType, chances: Array, seed: Array) -> None:
        """Take the chance of each path, as a fraction."""
        self.np = numpy
        self._chances = chances
        self._draws = numpy.random.default_rng(seed)
        self._highest = float(chances.max(initial=0.0))
        if self._highest <= _LIKELY:
            self._odds = chances / (1 - chances)
            self._stays = numpy.log1p(-chances)

    def draw(self, orders: Array) -> Array:
        """Return how many of the orders of each path are given back, ``int64``.

        A handful is counted up from none (inversion), all paths at once; where there may be
        many, counting takes longer than numpy's way.
        """
        np, most = self.np, int(orders.max(initial=0))
        if self._highest > _LIKELY or most * self._highest > _HANDFUL:
            return self._draws.binomial(orders, self._chances)
        draws = self._draws.random(len(orders))
        returned = np.zeros(len(orders), np.int64)
        chance = np.exp(orders * self._stays)
        who = ((draws > chance) & (orders > 0)).nonzero()[0]
        left, odds = orders.take(who), self._odds.take(who)
        chance, draws = chance.take(who), draws.take(who)
        below, number = chance, 0
        while len(who):
            number += 1
            returned[who] = number
            chance = chance * odds * left / number
            below, left = below + chance, left - 1
            # By place: to pick by yes and no takes several times as long.
            more = ((draws > below) & (left > 0)).nonzero()[0]
            who, left, odds = who.take(more), left.take(more), odds.take(more)
            chance, draws, below = chance.take(more), draws.take(more), below.take(more)
        return returned
