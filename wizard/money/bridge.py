"""From one value of a figure to another: what each changed input did to it.

The inputs are exchanged one after another, in the order of ``Inputs``, and the figure is
computed after each; so the steps always add up to the whole difference. Where two inputs
work on each other their common effect goes to the later one, as in any cash bridge.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

from wizard.money.course import course
from wizard.money.inputs import Inputs
from wizard.money.ledger import play

_TOGETHER = {"budget_lines": ("budget_lines", "first_stock")}
_NOT_TOLD = frozenset({"first_stock", "seed"})


@dataclass(frozen=True, slots=True)
class Step:
    """What one changed input did, in fen.

    Attributes:
        name: field of ``Inputs``.
        change: of the figure; never 0.
    """

    name: str
    change: int


def year_end(inputs: Inputs) -> int | None:
    """Return the bank balance after the first year in fen; None while it is unknown."""
    known = course(inputs)
    return play(known).bank[-1] if known is not None else None


def bridge(
    before: Inputs, after: Inputs, measure: Callable[[Inputs], int | None] = year_end
) -> tuple[Step, ...] | None:
    """Return the steps that lead from one value of a figure to the other.

    Args:
        before: the inputs as they were.
        after: the inputs as they are.
        measure: the figure, in fen.

    Returns:
        None where the figure is undefined before, after, or on the way.
    """
    level = measure(before)
    if level is None:
        return None
    steps: list[Step] = []
    at = before
    for field in fields(Inputs):
        names = _TOGETHER.get(field.name, (field.name,))
        changed = {name: getattr(after, name) for name in names}
        if field.name in _NOT_TOLD or all(getattr(at, one) == changed[one] for one in names):
            continue
        at = replace(at, **changed)
        now = measure(at)
        if now is None:
            return None
        if now != level:
            steps.append(Step(field.name, now - level))
        level = now
    return tuple(steps) if level == measure(after) else None
