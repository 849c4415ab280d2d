"""How each function is written, for messages and the guide to the language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

USAGE: Final[Mapping[str, str]] = {
    "sum": "sum(a, b), sum(table, number), sum(table, number, condition)",
    "min": "min(a, b), min(table, number), min(table, number, condition)",
    "max": "max(a, b), max(table, number), max(table, number, condition)",
    "avg": "avg(table, number), avg(table, number, condition)",
    "count": "count(table), count(table, condition), count(choices)",
    "all": "all(table, condition), all(table, condition, row_condition)",
    "any": "any(table, condition), any(table, condition, row_condition)",
    "len": "len(text), len(choices), len(table)",
    "abs": "abs(number)",
    "percent": "percent(part, whole)",
    "answered": "answered(question)",
    "any_of": "any_of(choices, [a, b])",
    "all_of": "all_of(choices, [a, b])",
    "none_of": "none_of(choices, [a, b])",
    "days_between": "days_between(from, to)",
    "seconds": "seconds(time)",
    "minutes": "minutes(time)",
    "hours": "hours(time)",
    "days": "days(time)",
    "months": "months(time)",
    "years": "years(time)",
}
