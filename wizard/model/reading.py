"""Read what a person typed: amounts, percentages, counts and dates.

Forgiving about form (full-width digits, separators, 千 and 万, a currency sign), strict
about meaning: whatever could be read in two ways is refused with a code, never guessed.
Codes are keys of the ``model`` section of the text catalogue.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from wizard.model.money import LARGEST_YUAN, Money

LONGEST_TYPED = 60
"""Characters of what was typed that a sentence about it repeats."""


@dataclass(frozen=True, slots=True)
class Invalid:
    """Why a raw input is no answer.

    Attributes:
        code: key of the sentence in the text catalogue, ``model.<code>``.
        params: values for its placeholders; of a very long ``typed`` its beginning, the
            sentence is to be read beside the field.
    """

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        typed = self.params.get("typed")
        if isinstance(typed, str) and len(typed) > LONGEST_TYPED:
            cut = {**self.params, "typed": f"{typed[:LONGEST_TYPED]}…"}
            object.__setattr__(self, "params", cut)

    @property
    def key(self) -> str:
        """Key in the text catalogue."""
        return f"model.{self.code}"


class Misread(Exception):  # noqa: N818 - a value on its way to its place, not an error type
    """A part of a plain answer that cannot be read.

    Attributes:
        path: keys and indexes from the answer down to the part.
        invalid: why it cannot be read.
    """

    def __init__(self, path: tuple[str | int, ...], invalid: Invalid) -> None:
        super().__init__(path, invalid)
        self.path = path
        self.invalid = invalid


_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,9})?|\.[0-9]{1,9}")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[, ][0-9]{3})+(?:\.[0-9]+)?")
_SCALED = re.compile(
    r"(?:(?P<wan>[0-9.]+)万)?(?:(?P<qian>[0-9.]+)千)?(?:(?P<bai>[0-9.]+)百)?(?P<rest>[0-9.]+)?"
)
# Between digits a currency sign divides yuan from what follows: 3块5 is 3.50.
_SIGN = r"(?:¥|￥|rmb|cny|人民币|元整|元|块钱|块|圆|yuan)"
_CURRENCY = re.compile(rf"(?:{_SIGN}\s*)*(?P<amount>.*?)(?:\s*{_SIGN})*", re.IGNORECASE)
_AROUND_SCALE = re.compile(r"\s*([万千百])\s*")
# 1万2 is 12,000 to who says it and 10,002 to who counts digits.
_CUT_SHORT = re.compile(r".*[万千百][0-9]")
_NUMERALS = {one: value for value, one in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ONE_TO_NINE = "[一二两三四五六七八九]"
_SPOKEN = re.compile(
    rf"(?:(?P<qian>{_ONE_TO_NINE})千)?[零〇]?(?:(?P<bai>{_ONE_TO_NINE})百)?[零〇]?"
    rf"(?:(?P<shi>{_ONE_TO_NINE})?(?P<ten>十))?(?P<rest>{_ONE_TO_NINE})?"
)
# 两千五 is 2,500 to who says it and 2,005 to who counts places.
_SPOKEN_SHORT = re.compile(rf".*[万千百]{_ONE_TO_NINE}")
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SCALES = {"wan": 10_000, "qian": 1_000, "bai": 100, "rest": 1}
_LARGEST_PERCENT = Decimal(1000)
FIRST_YEAR = 1900
LAST_YEAR = 2999


def clean(text: str) -> str:
    """Fold full-width forms to ASCII (NFKC) and drop outer blanks."""
    return unicodedata.normalize("NFKC", text).strip()


def _spoken(text: str) -> Decimal | None:
    """Read a whole number in Chinese numerals: 十二, 一百零五, 三万二千; None for none."""
    if text in ("零", "〇"):
        return Decimal(0)
    if not text or _SPOKEN_SHORT.fullmatch(text):
        return None
    high, ten_thousand, low = text.rpartition("万")
    if bool(high) != bool(ten_thousand):
        return None
    parts = [_SPOKEN.fullmatch(part) for part in (high, low)]
    total = 0
    for part, scale in zip(parts, (10_000, 1), strict=True):
        if part is None:
            return None
        ones = _NUMERALS.get(part["rest"] or "", 0)
        tens = (_NUMERALS.get(part["shi"] or "", 1)) if part["ten"] else 0
        hundreds = _NUMERALS.get(part["bai"] or "", 0)
        thousands = _NUMERALS.get(part["qian"] or "", 0)
        total += scale * (1000 * thousands + 100 * hundreds + 10 * tens + ones)
    return Decimal(total) if total else None


def _decimal(text: str) -> Decimal | None:
    compact = text.strip().replace("，", ",")
    if _GROUPED.fullmatch(compact):
        compact = compact.replace(",", "").replace(" ", "")
    if not _NUMBER.fullmatch(compact):
        return _spoken(compact)
    return Decimal(compact)


def read_number(raw: object, *, units: tuple[str, ...] = ()) -> Decimal | Invalid:
    """Read a plain number, with or without one of the ``units`` behind it.

    Chinese numerals count too: ``十二小时`` is 12 where hours are asked for.
    """
    if isinstance(raw, bool) or not isinstance(raw, (int, Decimal, str)):
        return Invalid("wrong_type_number")
    if not isinstance(raw, str):
        return Decimal(raw) if raw >= 0 else Invalid("negative", {"typed": str(raw)})
    text = clean(raw).lower()
    if text.startswith(("-", "−")):
        return Invalid("negative", {"typed": raw.strip()})
    for unit in sorted(units, key=len, reverse=True):
        if unit and text.endswith(unit.lower()):
            text = text[: -len(unit)].strip()
            break
    number = _decimal(text)
    return number if number is not None else Invalid("not_a_number", {"typed": raw.strip()})


def read_money(raw: object) -> Money | Invalid:
    """Read an amount of yuan: ``5000``, ``５０００``, ``5,000``, ``5千``, ``0.5万``, ``¥5000元``.

    Refused: more than two decimals, negative amounts, more than 10^9 yuan.
    """
    if isinstance(raw, bool) or not isinstance(raw, (int, Decimal, str)):
        return Invalid("wrong_type_money")
    if isinstance(raw, str):
        yuan = _scaled_yuan(raw)
    elif raw < 0:
        yuan = Invalid("negative", {"typed": str(raw)})
    else:
        yuan = Decimal(raw)
    if isinstance(yuan, Invalid):
        return yuan
    if yuan > LARGEST_YUAN:
        return Invalid("money_too_large", {"typed": str(raw).strip()})
    if yuan != yuan.quantize(Decimal("0.01")):
        return Invalid("money_too_fine", {"typed": str(raw).strip()})
    return Money.from_yuan(yuan)


def _scaled_yuan(raw: str) -> Decimal | Invalid:
    text = clean(raw)
    unreadable = Invalid("not_money", {"typed": raw.strip()})
    if text.startswith(("-", "−")):
        return Invalid("negative", {"typed": raw.strip()})
    amount = _CURRENCY.fullmatch(text)
    text = amount["amount"] if amount is not None else ""
    plain = _decimal(text)
    if plain is not None:
        return plain
    text = _AROUND_SCALE.sub(r"\1", text)
    match = _SCALED.fullmatch(text)
    if not text or match is None or _CUT_SHORT.fullmatch(text):
        return unreadable
    total = Decimal(0)
    for name, scale in _SCALES.items():
        part = match.group(name)
        if part is None:
            continue
        number = _decimal(part)
        if number is None:
            return unreadable
        total += number * scale
    return total


def read_percent(raw: object) -> Decimal | Invalid:
    """Read a percentage into points: ``5%``, ``５％``, ``百分之5`` and bare ``5`` are 5."""
    if isinstance(raw, str):
        text = clean(raw)
        text = text[3:] if text.startswith("百分之") else text.removesuffix("%")
        points = read_number(text)
        if isinstance(points, Invalid):
            code = "negative" if points.code == "negative" else "not_a_percent"
            return Invalid(code, {"typed": raw.strip()})
    else:
        points = read_number(raw)
        if isinstance(points, Invalid):
            return points if points.code == "negative" else Invalid("wrong_type_percent")
    if points > _LARGEST_PERCENT:
        return Invalid("percent_too_large", {"typed": str(raw).strip()})
    return points


def read_date(raw: object) -> dt.date | Invalid:
    """Read a calendar day: ``2026-11-22``, ``2026/11/22``, ``2026年11月22日``, ``20261122``."""
    if isinstance(raw, dt.date):
        return _reckonable(raw, raw.isoformat())
    if isinstance(raw, bool) or not isinstance(raw, (str, int)):
        return Invalid("wrong_type_date")
    text = clean(str(raw))
    match = _DATE.fullmatch(text) or _COMPACT_DATE.fullmatch(text)
    if match is None:
        return Invalid("not_a_date", {"typed": str(raw).strip()})
    try:
        day = dt.date(*(int(part) for part in match.groups()))
    except ValueError:
        return Invalid("no_such_day", {"typed": str(raw).strip()})
    return _reckonable(day, str(raw).strip())


def _reckonable(day: dt.date, typed: str) -> dt.date | Invalid:
    """Refuse a day so far away that a year more or less leaves the calendar."""
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return day
    return Invalid("day_too_far", {"typed": typed, "first": FIRST_YEAR, "last": LAST_YEAR})


_YES = {"是", "有", "yes", "y", "true", "对", "1"}
_NO = {"否", "没有", "无", "no", "n", "false", "不", "2"}


def read_yes_no(raw: object) -> bool | Invalid:
    """Read yes or no: a truth value, or 是/否, yes/no, true/false as typed."""
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str):
        text = clean(raw).lower()
        if text in _YES:
            return True
        if text in _NO:
            return False
        return Invalid("not_yes_no", {"typed": raw.strip()})
    return Invalid("wrong_type_yes_no")


def plain_number(number: Decimal) -> Decimal:
    """Drop the trailing zeros of a number without ever turning to an exponent."""
    whole = number.to_integral_value()
    return Decimal(int(whole)) if number == whole else number.normalize()
