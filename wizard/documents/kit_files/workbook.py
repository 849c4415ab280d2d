"""The daily ledger as a workbook: formulas, checks and the lines at which to act.

Text is only ever written as text, so that no answer can become a formula. The file carries
one date, that of the evaluation.
"""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from wizard.documents.runs import clean
from wizard.documents.voice import Voice
from wizard.model.money import Money

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

DAYS = 400
MONTHS = 13
FIRST_ROW = 5
LONGEST_CELL = 32_767
_COLUMNS = (
    "date",
    "orders",
    "repeat_orders",
    "sales",
    "refund_orders",
    "refunds",
    "withdrawn",
    "goods",
    "promotion",
    "other",
    "owner_in",
    "owner_out",
    "bank",
    "check",
    "note",
)
_INPUT_MONEY = (
    "sales",
    "refunds",
    "withdrawn",
    "goods",
    "promotion",
    "other",
    "owner_in",
    "owner_out",
)
_INPUT_COUNTS = ("orders", "repeat_orders", "refund_orders")
_SUMMED = (*_INPUT_COUNTS, *_INPUT_MONEY)
_ENOUGH_ORDERS = 73
"""Orders without a refund after which a rate of 5 % can be ruled out (95 %, Wilson)."""


def _letter(name: str) -> str:
    return chr(ord("A") + _COLUMNS.index(name))


def _range(name: str, sheet: str = "") -> str:
    letter = _letter(name)
    prefix = f"'{sheet}'!" if sheet else ""
    return f"{prefix}${letter}${FIRST_ROW}:${letter}${FIRST_ROW + DAYS - 1}"


def workbook(voice: Voice, name: str) -> bytes:
    """Return the ledger workbook, one row a day from the day of opening."""
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    book = Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    made = dt.datetime.combine(voice.evaluation.today, dt.time())
    book.set_properties(
        {"title": clean(name)[:255], "created": made, "comments": voice.w("documents.footer")}
    )
    _Ledger(book, voice, name).write()
    book.close()
    return stream.getvalue()


class _Ledger:
    """Writes the sheets; knows the formats and the names of the sheets."""

    def __init__(self, book: Workbook, voice: Voice, name: str) -> None:
        self.voice = voice
        self.w = voice.w
        self.name = name
        self.book = book
        self.daily = self.w("documents.sheet.daily")
        head = {
            "bold": True,
            "bg_color": "#E3EFEC",
            "border": 1,
            "text_wrap": True,
            "valign": "top",
        }
        self.head = book.add_format(head)
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.plain = book.add_format({"text_wrap": True, "valign": "top"})
        self.date = book.add_format({"num_format": "yyyy-mm-dd"})
        self.month = book.add_format({"num_format": "yyyy-mm"})
        self.money = book.add_format({"num_format": "#,##0.00"})
        self.count = book.add_format({"num_format": "0"})
        self.percent = book.add_format({"num_format": "0.0%"})
        self.sums = book.add_format({"num_format": "#,##0.00", "bg_color": "#F4F3EF"})
        self.alarm = book.add_format({"bold": True, "font_color": "#A81C14", "bg_color": "#FCE8E6"})

    def write(self) -> None:
        self._days(self.book.add_worksheet(self.daily))
        self._months(self.book.add_worksheet(self.w("documents.sheet.monthly")))
        self._lines(self.book.add_worksheet(self.w("documents.sheet.lines")))

    def text(self, sheet: Worksheet, row: int, column: int, said: str, style: Any = None) -> None:
        """Write text as text; what is longer than a cell goes on in the cell below."""
        said = clean(said)
        sheet.write_string(row, column, said[:LONGEST_CELL], style)
        if len(said) > LONGEST_CELL:
            self.text(sheet, row + 1, column, said[LONGEST_CELL:], style)

    def _days(self, sheet: Worksheet) -> None:
        w = self.w
        self.text(sheet, 0, 0, self.name, self.title)
        self.text(sheet, 1, 0, w("documents.sheet.how"))
        self.text(sheet, 2, 0, w("documents.sheet.opening_balance"))
        opening = self.voice.evaluation.answer("cash_available").value
        sheet.write_number(
            2, 4, float(opening.yuan) if isinstance(opening, Money) else 0, self.money
        )
        for column, name in enumerate(_COLUMNS):
            self.text(sheet, FIRST_ROW - 2, column, w(f"documents.sheet.{name}"), self.head)
        start = self.voice.launch() or self.voice.evaluation.today
        last_day = (dt.date.max - start).days
        for day in range(min(DAYS, last_day)):
            self._day(sheet, FIRST_ROW - 1 + day, start + dt.timedelta(days=day), day)
        self._rules(sheet)

    def _day(self, sheet: Worksheet, row: int, date: dt.date, day: int) -> None:
        number = row + 1
        sheet.write_datetime(row, 0, dt.datetime.combine(date, dt.time()), self.date)
        before = "$E$3" if day == 0 else f"{_letter('bank')}{number - 1}"
        came = "+".join(f"{_letter(name)}{number}" for name in ("withdrawn", "owner_in"))
        went = "-".join(
            f"{_letter(name)}{number}" for name in ("goods", "promotion", "other", "owner_out")
        )
        bank = _COLUMNS.index("bank")
        opening = self.voice.evaluation.answer("cash_available").value
        shown = float(opening.yuan) if isinstance(opening, Money) else 0
        sheet.write_formula(row, bank, f"={before}+{came}-{went}", self.sums, shown)
        sheet.write_formula(row, bank + 1, self._check(number), self.plain, "")

    def _check(self, number: int) -> str:
        """Return the formula that says what cannot be right in a day."""
        w = self.w
        cell = {name: f"{_letter(name)}{number}" for name in _COLUMNS}
        tests = (
            (f"{cell['refund_orders']}>{cell['orders']}", "check_refund_orders"),
            (f"{cell['refunds']}>{cell['sales']}", "check_refunds"),
            (f"{cell['repeat_orders']}>{cell['orders']}", "check_repeat"),
            (f"{cell['bank']}<0", "check_bank"),
        )
        formula = '""'
        for test, key in reversed(tests):
            said = w(f"documents.sheet.{key}").replace('"', '""')
            formula = f'IF({test},"{said}",{formula})'
        return f"={formula}"

    def _rules(self, sheet: Worksheet) -> None:
        w = self.w
        last = FIRST_ROW + DAYS - 2
        for name in (*_INPUT_COUNTS, *_INPUT_MONEY):
            column = _COLUMNS.index(name)
            kind = "integer" if name in _INPUT_COUNTS else "decimal"
            sheet.data_validation(
                FIRST_ROW - 1,
                column,
                last,
                column,
                {
                    "validate": kind,
                    "criteria": ">=",
                    "value": 0,
                    "error_title": w("documents.sheet.not_negative_title"),
                    "error_message": w("documents.sheet.not_negative"),
                },
            )
        bank, check = _COLUMNS.index("bank"), _COLUMNS.index("check")
        below = {"type": "cell", "criteria": "<", "value": 0, "format": self.alarm}
        sheet.conditional_format(FIRST_ROW - 1, bank, last, bank, below)
        says = {"type": "no_blanks", "format": self.alarm}
        sheet.conditional_format(FIRST_ROW - 1, check, last, check, says)
        sheet.set_column(0, 0, 12, self.date)
        sheet.set_column(1, bank, 11, self.money)
        for name in _INPUT_COUNTS:
            sheet.set_column(_COLUMNS.index(name), _COLUMNS.index(name), 9, self.count)
        sheet.set_column(check, check + 1, 22, self.plain)
        sheet.freeze_panes(FIRST_ROW - 1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(FIRST_ROW - 2)

    def _months(self, sheet: Worksheet) -> None:
        w = self.w
        start = (self.voice.launch() or self.voice.evaluation.today).replace(day=1)
        heads = ("month", *_SUMMED, "net", "refund_rate")
        for column, name in enumerate(heads):
            self.text(sheet, 0, column, w(f"documents.sheet.{name}"), self.head)
        dates = _range("date", self.daily)
        for place in range(MONTHS):
            row, number = place + 1, place + 2
            first = _later(start, place)
            sheet.write_datetime(row, 0, dt.datetime.combine(first, dt.time()), self.month)
            for column, name in enumerate(_SUMMED, start=1):
                amounts = _range(name, self.daily)
                within = f'{dates},">="&$A{number},{dates},"<"&EDATE($A{number},1)'
                style = self.count if name in _INPUT_COUNTS else self.money
                sheet.write_formula(row, column, f"=SUMIFS({amounts},{within})", style, 0)
            at = {name: chr(ord("B") + _SUMMED.index(name)) for name in _SUMMED}
            net = (
                f"={at['sales']}{number}-{at['refunds']}{number}-{at['goods']}{number}"
                f"-{at['promotion']}{number}-{at['other']}{number}"
            )
            sheet.write_formula(row, len(_SUMMED) + 1, net, self.money, 0)
            orders, refunded = f"{at['orders']}{number}", f"{at['refund_orders']}{number}"
            rate = f'=IF({orders}=0,"—",{refunded}/{orders})'
            sheet.write_formula(row, len(_SUMMED) + 2, rate, self.percent, "—")
        sheet.set_column(0, len(heads), 11)
        sheet.freeze_panes(1, 1)

    def _lines(self, sheet: Worksheet) -> None:
        w = self.w
        heads = ("line_name", "line_now", "line_at", "line_sample", "line_state")
        for column, name in enumerate(heads):
            self.text(sheet, 0, column, w(f"documents.sheet.{name}"), self.head)
        orders = f"SUM({_range('orders', self.daily)})"
        refunded = f"SUM({_range('refund_orders', self.daily)})"
        repeat = f"SUM({_range('repeat_orders', self.daily)})"
        self._line(sheet, 1, "refund_rate", (f"{refunded}/{orders}", orders), over=True)
        self._line(sheet, 2, "repurchase_rate", (f"{repeat}/{orders}", orders), over=False)
        self._reserve(sheet, 3)
        self.text(sheet, 5, 0, w("documents.sheet.lines_note"))
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 3, 14)
        sheet.set_column(4, 4, 44, self.plain)
        says = {"type": "text", "criteria": "begins with", "value": w("documents.sheet.alarm")}
        sheet.conditional_format(1, 4, 3, 4, says | {"format": self.alarm})

    def _line(
        self, sheet: Worksheet, row: int, name: str, formulas: tuple[str, str], *, over: bool
    ) -> None:
        """Write a rate, its line from the pack, and whether the sample is large enough."""
        w = self.w
        value_id = "refund_rate_high" if name == "refund_rate" else "repurchase_low"
        rate, orders = formulas
        number = row + 1
        self.text(sheet, row, 0, w(f"documents.indicator.{name}"))
        sheet.write_formula(row, 1, f'=IF({orders}=0,"—",{rate})', self.percent, "—")
        sheet.write_number(row, 2, float(self._threshold(value_id) / 100), self.percent)
        sheet.write_formula(row, 3, f"={orders}", self.count, 0)
        test = f"B{number}>C{number}" if over else f"B{number}<C{number}"
        words = (w("documents.sheet.no_orders"), w("documents.sheet.too_few"))
        states = (w("documents.sheet.alarm"), w("documents.sheet.fine"))
        formula = (
            f'=IF(D{number}=0,"{words[0]}",IF(D{number}<{_ENOUGH_ORDERS},"{words[1]}",'
            f'IF({test},"{states[0]}","{states[1]}")))'
        )
        sheet.write_formula(row, 4, formula, self.plain, words[0])

    def _reserve(self, sheet: Worksheet, row: int) -> None:
        """Write the bank balance against the reserve the plan asks for."""
        w = self.w
        needed = self.voice.evaluation.figures["reserve_needed"].shown
        number = row + 1
        self.text(sheet, row, 0, w("documents.indicator.reserve"))
        dates, bank = _range("date", self.daily), _range("bank", self.daily)
        latest = f"=LOOKUP(MIN(TODAY(),MAX({dates})),{dates},{bank})"
        opening = self.voice.evaluation.answer("cash_available").value
        shown = float(opening.yuan) if isinstance(opening, Money) else 0
        sheet.write_formula(
            row, 1, f"=IFERROR({latest[1:]},'{self.daily}'!$E$3)", self.money, shown
        )
        if not isinstance(needed, int):
            self.text(sheet, row, 4, self.voice.figure_note("reserve_needed"))
            return
        sheet.write_number(row, 2, float(Money(needed).yuan), self.money)
        states = (w("documents.sheet.alarm"), w("documents.sheet.fine"))
        formula = f'=IF(B{number}<C{number},"{states[0]}","{states[1]}")'
        below = shown < float(Money(needed).yuan)
        sheet.write_formula(row, 4, formula, self.plain, states[0] if below else states[1])

    def _threshold(self, value_id: str) -> Decimal:
        threshold = self.voice.checklist.values.get(value_id)
        return Decimal(threshold.value) if threshold is not None else Decimal(0)


def _later(start: dt.date, months: int) -> dt.date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return dt.date(min(year, dt.date.max.year), month + 1, 1)
