"""Answers as a workbook and back: nothing lost, nothing trusted."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.small_pack import small_pack
from wizard import packs, resources
from wizard.errors import AnswersError, OutputError, PlanError
from wizard.model.answers import Answer
from wizard.model.answers_document import read_answers
from wizard.model.checklist import Checklist
from wizard.model.plain import plain_answer
from wizard.plans import workbook
from wizard.plans.workbook import LONGEST_CELL, read_workbook, write_workbook
from wizard.strict_yaml import load
from wizard.text import words

ANSWERS = """answers: {hours: {value: 12.5, note: 大概, sure: estimated}, goods: [cards, software],
  minors: false, chosen_platform: '=1+1',
  platforms: [{name: '{甲}', verified: not_sure, annual_fee: 600.05, commission: 3.25%}, {name: 乙}],
  budget_lines: none, launch_date: 2026-12-01}"""


@pytest.fixture(scope="module")
def checklist(tmp_path_factory: pytest.TempPathFactory) -> Checklist:
    return small_pack(tmp_path_factory.mktemp("pack")).checklist


def answered(checklist: Checklist) -> dict[str, Any]:
    answers, problems = read_answers(checklist, load(ANSWERS, "a"), ("answers",))
    assert not problems
    return dict(answers)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_round_trip(checklist: Checklist, language: Any) -> None:
    answers = answered(checklist)
    book = write_workbook(checklist, "小林=店", answers, words(language))
    file = read_workbook(book, "a.xlsx", checklist)
    assert (file.name, dict(file.answers)) == ("小林=店", answers)


def test_round_trip_of_the_worked_example() -> None:
    compiled = packs.built_in()
    personas, _ = packs.read_personas(resources.pack_folder(packs.BUILT_IN), compiled.checklist)
    for persona in personas:
        book = write_workbook(compiled.checklist, persona.name, persona.answers, words("zh"))
        file = read_workbook(book, "a.xlsx", compiled.checklist)
        assert dict(file.answers) == dict(persona.answers), persona.id


def test_an_empty_row_and_a_note_on_a_table_come_back(checklist: Checklist) -> None:
    rows: tuple[dict[str, Answer], ...] = ({"name": Answer(value="甲")}, {})
    answers = {
        "platforms": Answer(value=rows),
        "budget_lines": Answer(value=({"item": Answer(value="x")},), note="待核"),
    }
    book = write_workbook(checklist, "店", answers, words("zh"))
    assert dict(read_workbook(book, "a.xlsx", checklist).answers) == answers


def test_an_answer_is_never_a_formula(checklist: Checklist) -> None:
    book = load_workbook(
        io.BytesIO(write_workbook(checklist, "=x", answered(checklist), words("zh")))
    )
    kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
    assert "f" not in kinds
    assert book["platforms"]["A2"].value == "名称"


def filled(checklist: Checklist, fill: Callable[[Any], None]) -> bytes:
    book = load_workbook(io.BytesIO(write_workbook(checklist, "店", {}, words("zh"))))
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_filled_in_by_hand(checklist: Checklist) -> None:
    def fill(book: Any) -> None:
        book["answers"]["D3"] = 7
        book["answers"]["D4"] = "软件\n点卡"
        book["platforms"]["A3"] = "甲"
        book["platforms"]["C3"] = 0.05
        book["platforms"]["C3"].number_format = "0%"

    file = read_workbook(filled(checklist, fill), "a.xlsx", checklist)
    assert str(file.answers["hours"].value) == "7"
    assert file.answers["goods"].value == ("software", "cards")
    table = checklist.questions["platforms"]
    assert plain_answer(table, file.answers["platforms"]) == [{"name": "甲", "commission": "5%"}]


def test_every_mistake_is_named_by_its_cell(checklist: Checklist) -> None:
    def fill(book: Any) -> None:
        book["answers"]["D3"] = "很多"
        book["answers"]["D4"] = "{not json"
        book["answers"]["A30"], book["answers"]["D30"] = "nobody", "x"
        book["platforms"]["A3"], book["platforms"]["E3"] = "甲", "免费"

    with pytest.raises(AnswersError) as caught:
        read_workbook(filled(checklist, fill), "a.xlsx", checklist)
    places = [str(one.place) for one in caught.value.problems]
    assert places == [
        "a.xlsx[answers]:3:4",
        "a.xlsx[answers]:4:4",
        "a.xlsx[answers]:30:1",
        "a.xlsx[platforms]:3:5",
    ]
    assert [(one.key, one.params) for one in caught.value.problems] == [
        ("model.not_a_number", {"question": "hours", "typed": "很多"}),
        ("answers.workbook_cell", {"question": "goods"}),
        ("model.unknown_question", {"name": "nobody"}),
        ("model.not_money", {"question": "annual_fee", "typed": "免费"}),
    ]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 70_000_000)
    return out.getvalue()


def future() -> bytes:
    """Return an archive that needs a version of the format that does not exist."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.xml", b"x")
    data = out.getvalue()
    start = data.index(b"PK\1\2") + 6
    return data[:start] + b"\x9c" + data[start + 1 :]


def changed(checklist: Checklist, part: str, end: bytes, more: bytes) -> bytes:
    """Return an empty workbook of ours with ``more`` before ``end`` in one of its parts."""
    plain = write_workbook(checklist, "店", {}, words("zh"))
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(plain)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            assert name != part or content.count(end) == 1
            after.writestr(name, content.replace(end, more + end) if name == part else content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("part", "end", "one", "count"),
    [
        ("xl/styles.xml", b"</cellXfs>", b'<xf numFmtId="0" fontId="0" fillId="0"/>', 100_000),
        ("xl/workbook.xml", b"</sheets>", b'<sheet name="a" sheetId="9" r:id="rId1"/>', 50_000),
        (SHEET, b"</sheetData>", b"<row/>", 400_000),
        (SHEET, b"</row></sheetData>", b"<c/>", 400_000),
        (SHEET, b"</sheetData>", b" " * 1_000_000, 20),
    ],
)
def test_what_would_keep_the_parser_for_minutes_is_too_large(
    checklist: Checklist, part: str, end: bytes, one: bytes, count: int
) -> None:
    """Each of these is well below 4 MB, and took half a minute or a gigabyte."""
    data = changed(checklist, part, end, one * count)
    assert len(data) < 200_000
    with pytest.raises(PlanError, match="too_large"):
        read_workbook(data, "a.xlsx", checklist)


def test_a_sheet_that_says_it_is_huge_is_read_as_what_it_is(checklist: Checklist) -> None:
    def fill(book: Any) -> None:
        book["answers"]["D3"] = "12"
        book["answers"].cell(1_048_576, 16_384).value = "far away"
        for number in range(50):
            book.create_sheet(f"<img src=x onerror={number}>"[:31])["A1"] = "=1+1"

    read = read_workbook(filled(checklist, fill), "a.xlsx", checklist)
    assert len(read.answers) == 1


@pytest.mark.parametrize(
    "formula",
    ["=cmd|' /C calc'!A0", '=HYPERLINK("http://x.example","12")', "=[other.xlsx]S!A1", "=1+11"],
)
def test_a_formula_nobody_computed_is_no_answer(checklist: Checklist, formula: str) -> None:
    """What a formula stands for is its last value; one of our library's making has none."""

    def fill(book: Any) -> None:
        book["answers"]["D3"] = formula

    assert read_workbook(filled(checklist, fill), "a.xlsx", checklist).answers == {}


def test_links_to_other_files_and_macros_are_never_followed(checklist: Checklist) -> None:
    data = changed(checklist, SHEET, b"</sheetData>", b"")
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
        archive.writestr(
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            b'<Relationships><Relationship Id="rId1" TargetMode="External" '
            b'Target="file:///etc/passwd"/></Relationships>',
        )
    assert read_workbook(out.getvalue(), "a.xlsx", checklist).answers == {}


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', b"&a;"),
        (b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 1000 + b'">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 50) for n in range(6))
        + b"]>", b"&g;"),
    ],
)  # fmt: skip
def test_entities_stand_for_nothing(checklist: Checklist, declared: bytes, said: bytes) -> None:
    cell = b'<row r="3"><c r="A3" t="inlineStr"><is><t>%s</t></is></c></row>' % said
    data = changed(checklist, SHEET, b"</sheetData>", cell)
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, declared + content if name == SHEET else content)
    with pytest.raises(PlanError, match="unreadable"):
        read_workbook(out.getvalue(), "a.xlsx", checklist)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: b"PK\x03\x04 nothing", "unreadable"),
        (bomb, "too_large"),
        (future, "unreadable"),
        (lambda: Path(__file__).read_bytes(), "unreadable"),
    ],
)
def test_hostile_workbooks(checklist: Checklist, make: Callable[[], bytes], sentence: str) -> None:
    with pytest.raises(PlanError) as caught:
        read_workbook(make(), "a.xlsx", checklist)
    assert caught.value.key == f"answers.workbook_{sentence}"
    assert caught.value.params == {"path": "a.xlsx"}


def test_a_workbook_may_be_so_large(checklist: Checklist, monkeypatch: pytest.MonkeyPatch) -> None:
    book = write_workbook(checklist, "店", {}, words("zh"))
    unpacked = sum(one.file_size for one in zipfile.ZipFile(io.BytesIO(book)).infolist())
    for limit, size in (("LARGEST", len(book)), ("LARGEST_UNPACKED", unpacked)):
        with monkeypatch.context() as patch:
            patch.setattr(workbook, limit, size)
            assert read_workbook(book, "a.xlsx", checklist).name == "店"
            patch.setattr(workbook, limit, size - 1)
            with pytest.raises(PlanError, match="workbook_too_large"):
                read_workbook(book, "a.xlsx", checklist)


def test_what_a_sheet_says_at_its_head(checklist: Checklist) -> None:
    written = write_workbook(checklist, "店", answered(checklist), words("zh"))
    book = load_workbook(io.BytesIO(written))
    assert not book.properties.creator
    assert book.sheetnames == ["answers", "platforms", "budget_lines"]
    head = [[cell.value for cell in row][:4] for row in book["answers"].iter_rows(max_row=3)]
    assert head == [
        ["small", 2, "name", "店"],
        ["id", "number", "question", "answer"],
        ["hours", checklist.number("hours"), "几小时", head[2][3]],
    ]
    assert json.loads(str(head[2][3])) == {"value": "12.5", "note": "大概", "sure": "estimated"}
    ids = [row[0].value for row in book["answers"].iter_rows(min_row=3)]
    # What follows from others is not asked; a table that has a sheet has no row.
    assert ids == [
        "hours", "goods", "minors", "chosen_platform", "budget_lines", "launch_date",
    ]  # fmt: skip
    assert [cell.value for cell in book["platforms"][1]] == [
        "name", "verified", "commission", "payment_fee", "annual_fee",
    ]  # fmt: skip
    assert {cell.data_type for cell in book["platforms"][3] if isinstance(cell.value, str)} == {"s"}


@pytest.mark.parametrize("cell", ["B1", "A1", "D1"])
def test_a_workbook_of_another_version_or_without_a_head(checklist: Checklist, cell: str) -> None:
    def change(book: Any) -> None:
        book["answers"][cell] = {"B1": 3, "A1": None, "D1": None}[cell]

    if cell == "D1":
        assert read_workbook(filled(checklist, change), "a.xlsx", checklist).name == ""
        return
    with pytest.raises(PlanError) as caught:
        read_workbook(filled(checklist, change), "a.xlsx", checklist)
    assert (caught.value.key, caught.value.params) == {
        "B1": ("session.newer_pack", {"path": "a.xlsx"}),
        "A1": ("answers.workbook_foreign", {"path": "a.xlsx", "pack": "small"}),
    }[cell]


def test_a_column_nobody_knows_is_named(checklist: Checklist) -> None:
    def fill(book: Any) -> None:
        book["platforms"]["F1"], book["platforms"]["F3"] = "colour", "红"
        book["platforms"]["A3"], book["platforms"]["A5"] = "甲", "乙"

    with pytest.raises(AnswersError) as caught:
        read_workbook(filled(checklist, fill), "a.xlsx", checklist)
    (problem,) = caught.value.problems
    assert (str(problem.place), problem.key) == ("a.xlsx[platforms]:3:6", "model.unknown_column")
    assert problem.params == {"name": "colour", "question": "platforms"}
    assert (caught.value.key, caught.value.params) == ("answers.refused", {"path": "a.xlsx"})


def test_empty_rows_between_are_passed_over(checklist: Checklist) -> None:
    def fill(book: Any) -> None:
        book["platforms"]["A3"], book["platforms"]["A5"] = "甲", "乙"
        book["answers"]["A40"] = "nobody"  # without an answer it says nothing
        book["answers"]["D41"] = "x"  # nor does an answer to nothing

    file = read_workbook(filled(checklist, fill), "a.xlsx", checklist)
    table = checklist.questions["platforms"]
    assert plain_answer(table, file.answers["platforms"]) == [{"name": "甲"}, {"name": "乙"}]


def test_a_text_no_cell_holds_says_how_long_it_is() -> None:
    checklist = packs.built_in().checklist
    answers = {"license_scope": Answer(value="条" * (LONGEST_CELL + 1))}
    with pytest.raises(OutputError) as refused:
        write_workbook(checklist, "店", answers, words("zh"))
    assert (refused.value.key, refused.value.params) == (
        "answers.workbook_cell_full",
        {"question": "license_scope", "length": LONGEST_CELL + 1, "limit": LONGEST_CELL},
    )


def test_a_workbook_of_somebody_else(checklist: Checklist) -> None:
    def rename(book: Any) -> None:
        book["answers"]["A1"] = "other"

    with pytest.raises(PlanError) as caught:
        read_workbook(filled(checklist, rename), "a.xlsx", checklist)
    assert caught.value.key == "answers.workbook_foreign"
    assert caught.value.params == {"path": "a.xlsx", "pack": "small"}


def test_a_text_no_cell_can_hold_is_refused_not_cut() -> None:
    checklist = packs.built_in().checklist
    (question,) = [one for one in checklist.questions.values() if one.id == "license_scope"]
    for length in (LONGEST_CELL, LONGEST_CELL + 1):
        answers = {question.id: Answer(value="条" * length)}
        if length == LONGEST_CELL:
            book = write_workbook(checklist, "店", answers, words("zh"))
            assert read_workbook(book, "a.xlsx", checklist).answers == answers
        else:
            with pytest.raises(OutputError) as refused:
                write_workbook(checklist, "店", answers, words("zh"))
            assert refused.value.params["question"] == question.id
