"""Agreements and the ledger opened by an office suite: nothing lost, every formula right.

Skipped where LibreOffice is not installed.
"""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.unit.documents.founders import persona
from tests.unit.documents.sample import squeezed
from wizard.documents import render
from wizard.documents.agreements import compose_agreement
from wizard.documents.blocks import Document
from wizard.documents.kit_files.workbook import DAYS, FIRST_ROW, workbook
from wizard.documents.voice import Voice
from wizard.text import LANGUAGES, Language, words

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
AGREEMENTS = persona("xiaolin").agreements
COLUMNS = (
    *("orders", "repeat_orders", "sales", "refund_orders", "refunds", "withdrawn", "goods"),
    *("promotion", "other", "owner_in", "owner_out"),
)
COUNTS = ("orders", "repeat_orders", "refund_orders")
SUMMED = (*COUNTS, *(name for name in COLUMNS if name not in COUNTS))
Day = Mapping[str, int]


def _converted(folder: Path, target: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return what LibreOffice makes of some files, by their stems; it is started once."""
    given, made = folder / "given", folder / "made"
    given.mkdir()
    for name, content in files.items():
        (given / name).write_bytes(content)
    profile = (folder / "profile").as_uri()
    command = [str(OFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
    command += [target, "--outdir", str(made), *(str(given / name) for name in files)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {path.stem: path.read_bytes() for path in made.iterdir()}


def _agreement(agreement_id: str, language: Language) -> Document:
    made = compose_agreement(
        persona("xiaolin"), agreement_id, name="小林", edition="draft", language=language
    )
    return made.document


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    files = {
        f"{agreement_id}-{language}.docx": render(_agreement(agreement_id, language), "docx")
        for agreement_id in AGREEMENTS
        for language in LANGUAGES
    }
    made = _converted(tmp_path_factory.mktemp("word"), "txt:Text (encoded):UTF8", files)
    return {name: content.decode("utf-8-sig") for name, content in made.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("agreement_id", AGREEMENTS)
def test_an_agreement_opened_in_an_office_suite_loses_nothing(
    agreement_id: str, language: Language, texts: dict[str, str]
) -> None:
    opened = squeezed(unicodedata.normalize("NFC", texts[f"{agreement_id}-{language}"]))
    at = 0
    for line in _agreement(agreement_id, language).plain_text().split("\n"):
        for part in line.split("\t"):
            wanted = squeezed(part)
            found = opened.find(wanted, at)
            assert found >= 0, part
            at = found + len(wanted)


def _days() -> list[Day]:
    """Return a hundred days of trade; the last five say what cannot be."""
    days: list[Day] = [
        {
            "orders": 3 + at % 4,
            "repeat_orders": at % 2,
            "sales": 20 * (3 + at % 4),
            "refund_orders": int(at % 6 == 0),
            "refunds": 20 * int(at % 6 == 0),
            "withdrawn": 400 if at % 7 == 6 else 0,
            "goods": 30,
            "promotion": 5 * (at % 3),
            "other": 60 if at % 30 == 0 else 0,
            "owner_in": 500 if at == 40 else 0,
            "owner_out": 300 if at % 30 == 29 else 0,
        }
        for at in range(95)
    ]
    wrong: tuple[Day, ...] = (
        {"refund_orders": 9},
        {"refunds": 900},
        {"repeat_orders": 9},
        {"goods": 90_000},
        {},
    )
    return days + [{**days[1], **change} for change in wrong]


def _filled(language: Language, days: list[Day]) -> bytes:
    made = workbook(Voice(persona("xiaolin"), language), "小店")
    book = openpyxl.load_workbook(io.BytesIO(made))
    for at, day in enumerate(days):
        for column, name in enumerate(COLUMNS, start=2):
            book.worksheets[0].cell(FIRST_ROW + at, column).value = day[name]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    files = {f"{language}-traded.xlsx": _filled(language, _days()) for language in LANGUAGES}
    files |= {f"{language}-empty.xlsx": _filled(language, []) for language in LANGUAGES}
    made = _converted(tmp_path_factory.mktemp("sheets"), "xlsx:Calc MS Excel 2007 XML", files)
    return {
        name: openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        for name, content in made.items()
    }


def _column(sheet: Any, letter: str) -> list[Any]:
    return [sheet[f"{letter}{FIRST_ROW + at}"].value for at in range(DAYS)]


@pytest.mark.parametrize("filled", ["traded", "empty"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_cell_is_an_error(filled: str, language: Language, books: dict[str, Any]) -> None:
    for sheet in books[f"{language}-{filled}"].worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "e", f"{sheet.title} {cell.coordinate} {cell.value}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bank_and_the_months_are_what_the_days_amount_to(
    language: Language, books: dict[str, Any]
) -> None:
    daily, monthly = books[f"{language}-traded"].worksheets[:2]
    days = _days()
    balance, expected = 6000, []
    for day in days:
        balance += day["withdrawn"] + day["owner_in"]
        balance -= sum(day[name] for name in ("goods", "promotion", "other", "owner_out"))
        expected.append(balance)
    assert _column(daily, "M") == expected + [balance] * (DAYS - len(days))
    launch = persona("xiaolin").inputs.launch_date
    assert launch is not None
    for row in monthly.iter_rows(min_row=2, values_only=True):
        month, *sums, net, rate = row
        own = [
            day
            for at, day in enumerate(days)
            if (launch + dt.timedelta(days=at)).replace(day=1) == month.date()
        ]
        totals = {name: sum(day[name] for day in own) for name in SUMMED}
        assert dict(zip(SUMMED, sums, strict=True)) == totals
        spent = ("refunds", "goods", "promotion", "other")
        assert net == totals["sales"] - sum(totals[name] for name in spent)
        if totals["orders"]:
            assert rate == pytest.approx(totals["refund_orders"] / totals["orders"])
        else:
            assert rate == "—"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_is_said_beside_its_day(language: Language, books: dict[str, Any]) -> None:
    w = words(language)
    checks = _column(books[f"{language}-traded"].worksheets[0], "N")
    keys = ("check_refund_orders", "check_refunds", "check_repeat", "check_bank", "check_bank")
    said = [w(f"documents.sheet.{key}") for key in keys]
    assert not any(checks[:95])
    assert checks[95:100] == said
    assert not any(_column(books[f"{language}-empty"].worksheets[0], "N"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lines_give_the_alarm_when_there_is_enough_to_judge(
    language: Language, books: dict[str, Any]
) -> None:
    w, days = words(language), _days()
    values = persona("xiaolin").checklist.values
    counts = {name: sum(day[name] for day in days) for name in COLUMNS}
    traded, empty = (books[f"{language}-{one}"].worksheets[2] for one in ("traded", "empty"))
    for row, name, limit, over in (
        (2, "refund_orders", "refund_rate_high", True),
        (3, "repeat_orders", "repurchase_low", False),
    ):
        rate = counts[name] / counts["orders"]
        line = float(Decimal(values[limit].value)) / 100
        assert traded[f"B{row}"].value == pytest.approx(rate)
        assert traded[f"C{row}"].value == pytest.approx(line)
        alarm = rate > line if over else rate < line
        key = "documents.sheet.alarm" if alarm else "documents.sheet.fine"
        assert traded[f"E{row}"].value == w(key)
        assert empty[f"E{row}"].value == w("documents.sheet.no_orders")
    for sheet in (traded, empty):
        below = sheet["B4"].value < sheet["C4"].value
        key = "documents.sheet.alarm" if below else "documents.sheet.fine"
        assert sheet["E4"].value == w(key)
