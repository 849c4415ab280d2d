"""How many questions are answered in time: Erlang C (M/M/N, nobody hangs up).

With offered load ``A`` = arrivals x minutes per answer and ``N`` people::

    B(0) = 1, B(n) = A B(n-1) / (n + A B(n-1))
    C    = B / (1 - (A/N)(1 - B))               has to wait
    SL   = 1 - C exp(-(N - A) T / AHT)          answered within T
    ASA  = C AHT / (N - A)                      mean wait

Erlang, 1917; the recursion avoids factorials. Only while somebody is on duty is a promise
kept, so the level is multiplied by the part of questions that arrive in service hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from wizard.money.course import orders_a_day
from wizard.money.terms import ONE, ZERO, Gaps

if TYPE_CHECKING:
    from wizard.money.inputs import Inputs

MINUTES_IN_HOUR: Final = 60
PROMISED_MINUTES: Final = Decimal(10)
ASKING_HOURS: Final = Decimal(16)
"""Hours of the day over which customers write, while the pack states no other number."""
MOST_PEOPLE: Final = 500
"""Larger desks are judged as one of this size."""
QUIET_LOAD: Final = Decimal("0.2")
"""Questions an hour below which queueing does not matter: being reminded does."""


@dataclass(frozen=True, slots=True)
class Queue:
    """A support desk at work.

    Attributes:
        load: people kept busy on average (Erlang).
        waits: chance that a question has to wait; 1 when the queue grows for ever.
        mean_wait: minutes; ``None`` when the queue grows for ever.
        in_time: chance of an answer within the promised minutes, while on duty.
    """

    load: Decimal
    waits: Decimal
    mean_wait: Decimal | None
    in_time: Decimal


@dataclass(frozen=True, slots=True)
class Staffing:
    """What the promise means for this plan.

    Attributes:
        tickets_a_day: questions.
        tickets_an_hour: questions, while customers write.
        people: on duty at the same time.
        minimum_people: fewest with whom the queue does not grow for ever.
        coverage: part of the questions that arrive while somebody is on duty.
        queue: the desk at work.
        promise_kept: part of all questions answered in time.
        minutes: one answer takes.
        assumed: ids of the inputs that counted a default.
    """

    tickets_a_day: Decimal
    tickets_an_hour: Decimal
    people: int
    minimum_people: int
    coverage: Decimal
    queue: Queue
    promise_kept: Decimal
    minutes: Decimal
    assumed: frozenset[str]

    @property
    def quiet(self) -> bool:
        """So few questions that being reminded matters, not the number of people."""
        return self.tickets_an_hour < QUIET_LOAD


def erlang_c(
    arrivals: Decimal, minutes: Decimal, people: int, within: Decimal = PROMISED_MINUTES
) -> Queue:
    """Return how a desk copes.

    Args:
        arrivals: questions an hour.
        minutes: one answer takes.
        people: answering at the same time.
        within: minutes promised.
    """
    load = arrivals * minutes / MINUTES_IN_HOUR
    if load <= 0:
        return Queue(ZERO, ZERO, ZERO, ONE if people > 0 else ZERO)
    blocked, people = ONE, min(people, MOST_PEOPLE)
    if people <= load:
        return Queue(load, ONE, None, ZERO)
    for n in range(1, people + 1):
        blocked = load * blocked / (n + load * blocked)
    waits = blocked / (ONE - load / people * (ONE - blocked))
    spare = people - load
    late = waits * (-spare * within / minutes).exp()
    return Queue(load, waits, waits * minutes / spare, ONE - late)


def staffing_gap(inputs: Inputs) -> str | None:
    """Return why nothing can be said about support, as a reason code."""
    gaps = Gaps(inputs)
    orders = orders_a_day(inputs)
    if orders is None:
        return "orders_missing"
    for name in ("tickets_per_order", "minutes_per_ticket", "support_people", "service_hours"):
        if gaps.lookup(name, getattr(inputs, name)) is None:
            return f"{name}_missing"
    tickets = Decimal(gaps.fill("tickets_per_order", inputs.tickets_per_order))
    return None if orders * tickets > 0 else "no_tickets"


def staffing(inputs: Inputs) -> Staffing | None:
    """Return what the 10-minute promise means, ``None`` while ``staffing_gap`` has a reason."""
    if staffing_gap(inputs) is not None:
        return None
    gaps = Gaps(inputs)
    tickets = (orders_a_day(inputs) or ZERO) * Decimal(
        gaps.fill("tickets_per_order", inputs.tickets_per_order)
    )
    minutes = max(ZERO, Decimal(gaps.fill("minutes_per_ticket", inputs.minutes_per_ticket)))
    people = int(gaps.fill("support_people", inputs.support_people))
    hours = Decimal(gaps.fill("service_hours", inputs.service_hours))
    asking = max(ONE, Decimal(inputs.defaults.get("asking_hours", ASKING_HOURS)))
    an_hour = tickets / asking
    coverage = max(ZERO, min(ONE, hours / asking))
    queue = erlang_c(an_hour, minutes, people)
    return Staffing(
        tickets_a_day=tickets,
        tickets_an_hour=an_hour,
        people=people,
        minimum_people=int(queue.load) + 1,
        coverage=coverage,
        queue=queue,
        promise_kept=coverage * queue.in_time,
        minutes=minutes,
        assumed=frozenset(gaps.assumed),
    )
