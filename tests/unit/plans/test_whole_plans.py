"""A plan with everything in it comes back whole, whichever way it travels."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC
from decimal import Decimal
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.unit.plans.samples import NOW, PLAN_ID, at, new_plan
from wizard import packs
from wizard.errors import AnswersError, PlanError
from wizard.model.answers import Answer
from wizard.model.money import Money
from wizard.plans import library, reading
from wizard.plans.answers_file import parse_answers
from wizard.plans.carried import ATTACHMENT, carry, read_pdf
from wizard.plans.contents import PlanContents
from wizard.plans.log import BrokenLogError, Log, check_change
from wizard.plans.store import PlanFile
from wizard.plans.workbook import read_workbook, write_workbook
from wizard.text import words

RELEASED = Path(__file__).parent / "released" / "format-1.shopplan"
CHECKLIST = packs.built_in().checklist


def printed(path: Path, contents: PlanContents) -> Path:
    from pypdf import PdfReader, PdfWriter

    page = io.BytesIO()
    canvas = Canvas(page)
    canvas.drawString(72, 720, "plan")
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(page))
    writer.add_attachment(ATTACHMENT, carry(contents, 1))
    with path.open("wb") as file:
        writer.write(file)
    return path


def test_a_printed_plan_brings_back_the_whole_history(tmp_path: Path) -> None:
    contents = reading.read_foreign(RELEASED)
    again = read_pdf(printed(tmp_path / "a.pdf", contents))
    assert again.record == ""
    found = again.contents
    assert found.log.steps == contents.log.steps
    assert list(found.revisions) == list(contents.revisions)
    assert list(found.prints) == list(contents.prints)
    assert list(found.versions) == list(contents.versions)
    # The bytes of what was attached stay behind; that there was something does not.
    assert list(found.evidence) == [replace(one, present=False) for one in contents.evidence]
    assert (found.name, found.language, found.created) == (
        contents.name,
        contents.language,
        contents.created,
    )


def test_who_made_a_plan_and_in_which_language_is_kept(path: Path) -> None:
    with PlanFile.create(
        path,
        plan_id=PLAN_ID,
        name="Shop",
        pack=("shop_launch", 1),
        answers={"a": "1"},
        now=NOW,
        author="小林",
        language="en",
    ) as plan:
        assert not plan.recovered
        assert [step.author for step in plan.steps()] == ["小林"]
    contents = reading.read_own(path)
    assert (contents.language, contents.revisions[0].author) == ("en", "小林")


def test_evidence_let_go_and_attached_again_is_there_again(plan: PlanFile, path: Path) -> None:
    first = plan.add_evidence("合同.pdf", "application/pdf", b"%PDF-1.7", now=at(1))
    assert plan.purge_evidence(()) == len(b"%PDF-1.7")
    assert plan.flush()
    assert plan.evidence(first.sha256) is None
    again = plan.add_evidence("另一个名字.pdf", "application/pdf", b"%PDF-1.7", now=at(2))
    # It is the same file: under the name and the day it came with first.
    assert (again.name, again.added, again.present) == ("合同.pdf", first.added, True)
    plan.close()
    with PlanFile.open(path) as opened:
        assert opened.evidence(first.sha256) == b"%PDF-1.7"


def test_the_list_names_a_broken_file_and_when_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "坏的.shopplan"
    with new_plan(path, a="1") as plan:
        plan.set_summary('{"verdict": "ready"}')
    whole = library.entries(tmp_path)[0]
    assert whole.modified.tzinfo is UTC
    path.write_bytes(b"nothing of ours")
    (entry,) = library.entries(tmp_path)
    assert (entry.path, entry.name, entry.problem) == (path, "坏的", "plans.not_a_plan")
    assert entry.modified.tzinfo is UTC


@pytest.mark.parametrize(
    ("language", "called"), [("zh", "小林的软件授权店 副本"), ("en", "小林的软件授权店 copy")]
)
def test_a_copy_is_called_a_copy(tmp_path: Path, language: str, called: str) -> None:
    path = tmp_path / "店.shopplan"
    PlanFile.create(
        path,
        plan_id=PLAN_ID,
        name="小林的软件授权店",
        pack=("shop_launch", 1),
        answers={"a": "1"},
        now=NOW,
        language=language,
    ).close()
    copy = library.duplicate(path, now=at(5))
    assert reading.read_own(copy).name == called
    assert reading.read_own(copy).plan_id != PLAN_ID
    assert reading.read_own(copy).answers == {"a": "1"}


def test_a_broken_history_is_told_by_where_it_breaks(path: Path) -> None:
    with new_plan(path, a="1", b="2") as plan:
        plan.commit({"a": "3"}, now=at(1))
    log = reading.read_own(path).revisions
    broken = {
        "revision 3 stands at place 2": [log[0], log[2]],
        "revision 2 does not match its checksum": [log[0], replace(log[1], value="9"), log[2]],
        "revision 1 does not match its checksum": [replace(log[0], author="x"), *log[1:]],
    }
    for told, revisions in broken.items():
        with pytest.raises(BrokenLogError, match=told):
            Log(PLAN_ID, revisions)
    with pytest.raises(ValueError, match="NaN is not JSON"):
        check_change("a", "NaN")


def test_exact_numbers_go_through_a_workbook() -> None:
    answers = {
        "weekly_hours": Answer(value=Decimal("10.5")),
        "refund_rate": Answer(value=Decimal("0.0333")),
        "cash_available": Answer(value=Money(500_001)),
        "budget_lines": Answer(
            value=({"item": Answer(value="首批"), "amount": Answer(value=Money(1))},)
        ),
    }
    book = write_workbook(CHECKLIST, "店", answers, words("zh"))
    assert read_workbook(book, "a.xlsx", CHECKLIST).answers == answers


def test_a_workbook_without_a_name_and_with_a_bad_cell() -> None:
    from openpyxl import load_workbook

    def changed(cell: str, value: str | None) -> bytes:
        answers = {"weekly_hours": Answer(value=Decimal(10))}
        book = load_workbook(io.BytesIO(write_workbook(CHECKLIST, "店", answers, words("zh"))))
        sheet = book.worksheets[0]
        if cell == "D":
            row = next(one for one in sheet.iter_rows() if one[0].value == "weekly_hours")
            sheet.cell(int(row[3].row or 0), 4).value = value
        else:
            sheet[cell] = value
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    assert read_workbook(changed("D1", None), "a.xlsx", CHECKLIST).name == ""
    with pytest.raises(AnswersError) as refused:
        read_workbook(changed("D", "{half"), "a.xlsx", CHECKLIST)
    (problem,) = refused.value.problems
    assert words("zh")(problem.key, **problem.params) == (
        "「weekly_hours」这一格读不懂。照原来的样子改，或清空重填。"
    )


def test_a_pdf_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    blank = tmp_path / "没有方案.pdf"
    page = Canvas(str(blank))
    page.showPage()
    page.save()
    torn = tmp_path / "撕坏的.pdf"
    torn.write_bytes(b"%PDF-1.7")
    for pdf, key in ((blank, "carried.no_plan"), (torn, "carried.pdf_unreadable")):
        with pytest.raises(PlanError) as refused:
            read_pdf(pdf)
        assert refused.value.key == key
        assert pdf.name in words("zh")(key, **refused.value.params)


def test_an_answers_file_names_its_pack() -> None:
    file = parse_answers("shop_launch: 1\nanswers: {}\n", "a.yaml", CHECKLIST, fallback="店")
    assert (file.pack, file.name, file.retired, file.clauses) == ("shop_launch", "店", {}, {})
