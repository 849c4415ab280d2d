"""The three presets of a workshop: what happens for how many minutes.

Minutes follow the session plans of SIYB and similar trainings; the six hours of the
one-day preset are net of breaks. Two days double the exercises and add reviews by peers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

AgendaName = Literal["90min", "1d", "2d"]
AGENDAS: tuple[AgendaName, ...] = get_args(AgendaName)

_AREA_MINUTES = {
    "mindset": 35,
    "platform": 50,
    "compliance": 50,
    "money": 75,
    "technology": 35,
    "service": 35,
}
_OTHER_AREA = 45


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a workshop.

    Attributes:
        code: ``area``, or the key of the step's words in the catalogue.
        minutes: how long.
        area: id of the area that is worked on, or empty.
        day: from 1.
        may_skip: left out first when time runs short.
    """

    code: str
    minutes: int
    area: str = ""
    day: int = 1
    may_skip: bool = False


def agenda(name: AgendaName, areas: Sequence[str]) -> tuple[Step, ...]:
    """Return the steps of a preset for a pack with these areas."""
    if name == "90min":
        each = [Step("area", max(5, 60 // max(1, len(areas))), area) for area in areas]
        return (Step("opening", 10), *each, Step("print", 15), Step("collect", 5))
    if name == "1d":
        return (
            Step("opening", 20),
            *_exercises(areas, 1, 1),
            Step("print", 25),
            Step("collect", 5),
        )
    middle = (len(areas) + 1) // 2
    return (
        Step("opening", 20),
        *_exercises(areas[:middle], 2, 1),
        Step("peer_review", 45),
        Step("recap", 15, day=2),
        *_exercises(areas[middle:], 2, 2),
        Step("peer_review", 45, day=2),
        Step("print", 25, day=2),
        Step("collect", 5, day=2),
    )


def _exercises(areas: Sequence[str], factor: int, day: int) -> list[Step]:
    steps = []
    for area in areas:
        minutes = _AREA_MINUTES.get(area, _OTHER_AREA) * factor
        steps.append(Step("area", minutes, area, day))
        if area == "money":
            steps.append(Step("cash_game", 30, day=day, may_skip=True))
    return steps


def half_days(name: AgendaName) -> int:
    """Return how often the people present sign: once for 90 minutes, twice a day."""
    return {"90min": 1, "1d": 2, "2d": 4}[name]
