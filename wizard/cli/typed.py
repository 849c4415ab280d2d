"""What is typed behind an option, read before any command runs."""

from __future__ import annotations

import datetime as dt
import os

from wizard.plans.answers_file import LONGEST_NAME
from wizard.strict_yaml import clean

FIRST_YEAR = 1980
LAST_YEAR = 2099


def day(text: str) -> dt.date:
    """Read a day: YYYY-MM-DD.

    Years are those that every file of the kit can hold; ZIP archives begin in 1980.

    Raises:
        ValueError: no such day, or too far away.
    """
    read = dt.date.fromisoformat(text)
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise ValueError(text)
    return read


def plan_name(text: str) -> str:
    """Read the name of a plan: one line without invisible characters, at most 200 long."""
    typed = os.fsencode(text).decode(errors="replace")
    return " ".join(clean(typed).split())[:LONGEST_NAME]
