"""What is typed behind an option, read before any command runs."""

from __future__ import annotations

import datetime as dt
import os

from wizard.plans import answers_file

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
    """Read the name of a plan, whatever bytes the terminal sends."""
    return answers_file.plan_name(os.fsencode(text).decode(errors="replace"))
