"""The units numbers are asked in, and a number written with its unit."""

from __future__ import annotations

from decimal import Decimal

from wizard.model.reading import plain_number
from wizard.text import Words

UNITS = (
    "hours",
    "days",
    "minutes",
    "seconds",
    "months",
    "years",
    "people",
    "times",
    "items",
    "orders",
)


def measured(number: Decimal, unit: str, say: Words) -> str:
    """Return ``number`` with its unit; plain where the unit is empty or has no words."""
    written = f"{plain_number(number):,}"
    key = f"model.unit.{unit}"
    if not unit or key not in say:
        return written
    single = f"{key}.one"
    if number == 1 and single in say:
        return say(single, number=written)
    return say(key, number=written)
