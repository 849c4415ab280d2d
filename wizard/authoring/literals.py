"""Texts that repeat a threshold's value, and go on saying it when a pack changes the value.

A number is only told to be a threshold where that is sure: it is an amount of at least a
thousand yuan, or the part that says it is judged by that very threshold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from wizard.model.checklist import Threshold
from wizard.model.findings import PLACEHOLDER

TELLING: Final = 1_000
"""Smaller amounts stand in texts for a hundred reasons."""
_NUMBER: Final = re.compile(
    r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d.,]*\d)|(?<![\d.,])\d+(?![\d.,]*\d)"
)
_UNITS: Final = {
    "percent": ("%", "％"),
    "minutes": ("分钟", "minute"),
    "hours": ("小时", "hour"),
    "days": ("天", "日", "day"),
    "months": ("个月", "month"),
    "years": ("年", "year"),
    "money": ("元", "yuan"),
}


def repeated(
    text: str, values: Mapping[str, Threshold], judged_by: Iterable[str] = ()
) -> Iterator[tuple[str, str]]:
    """Yield threshold and number for each number of ``text`` that is a threshold's value.

    Args:
        text: may hold placeholders, which repeat nothing.
        values: the thresholds of the pack.
        judged_by: those that the part judges by.
    """
    plain = PLACEHOLDER.sub(" ", text)
    own = set(judged_by)
    # A figure that has the number in its name, as in "within 10 minutes", means just that.
    fixed = set(re.findall(r"\d+", " ".join(PLACEHOLDER.findall(text))))
    for match in _NUMBER.finditer(plain):
        if match.group() in fixed:
            continue
        number = Decimal(match.group().replace(",", ""))
        behind = plain[match.end() :].lstrip(" -")
        for name, threshold in values.items():
            units = _UNITS.get(threshold.unit, ())
            telling = threshold.unit == "money" and number >= TELLING
            if threshold.value == number and behind.startswith(units) and (telling or name in own):
                yield name, match.group()
                break
