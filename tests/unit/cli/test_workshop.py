"""Batch, class, worksheet and import on the command line: exit codes and streams."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from tests.small_pack import write_pack
from wizard.cli import main
from wizard.plans.reading import read_foreign
from wizard.session.membership import membership
from wizard.text import words
from wizard.workshop.classroom import read_grades

DAY = "2026-11-22"
GOOD = "small: 2\nname: 小店\nanswers: {hours: 12, goods: [software]}\n"


@pytest.fixture
def pack(tmp_path: Path) -> str:
    return str(write_pack(tmp_path / "pack"))


@pytest.fixture
def plan(tmp_path: Path, pack: str, capsys: pytest.CaptureFixture[str]) -> Path:
    answers = tmp_path / "answers.yaml"
    answers.write_text(GOOD, "utf-8")
    target = tmp_path / "stick" / "plan.shopplan"
    assert main(["new", "-o", str(target), "--from", str(answers), "--pack", pack]) == 0
    capsys.readouterr()
    return target


def test_a_batch_names_what_failed_and_exits_1(
    tmp_path: Path, pack: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "a.yaml").write_text(GOOD, "utf-8")
    (folder / "bad.yaml").write_text("small: 2\nanswers: {nope: 1}\n", "utf-8")
    arguments = ["batch", str(folder), "-o", str(out), "--pack", pack, "--as-of", DAY]
    assert main([*arguments, "--merge", "--jobs", "1"]) == 1
    said = capsys.readouterr()
    assert "bad.yaml:2:11" in said.err
    assert "a.yaml" not in said.err
    assert sorted(path.name for path in out.iterdir()) == ["a.pdf", "merged.pdf", "summary.csv"]
    assert [Path(line).name for line in said.out.split()] == ["a.pdf", "merged.pdf", "summary.csv"]
    (folder / "bad.yaml").unlink()
    assert main([*arguments, "--jobs", "1"]) == 0
    assert main([*arguments, "--jobs", "1", "--edition", "final"]) == 1


def test_a_class_from_kit_to_report(
    tmp_path: Path, pack: str, plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path / "class")
    with_pack = ["--pack", pack]
    new = ["class", "new", "-o", folder, "--name", "班", "--date", DAY, "--agenda", "90min"]
    assert main([*new, "--people", "2", *with_pack]) == 0
    assert main([*new, *with_pack]) == 2
    (plan.parent / "broken.shopplan").write_bytes(b"SQLite format 3\0")
    capsys.readouterr()
    collect = ["class", "collect", folder, "--from", str(plan.parent), *with_pack]
    assert main(collect) == 0
    assert "broken.shopplan" in capsys.readouterr().err
    plan_id = read_foreign(plan).plan_id
    assert main(["class", "grade", folder, plan_id[:8], "--grade", "优秀"]) == 0
    assert main(["class", "grade", folder, "小店", "--comment", "按名字找"]) == 0
    on_hours = ["class", "grade", folder, "小店", *with_pack, "--comment", "够吗", "--on"]
    assert main([*on_hours, "1.1"]) == 0
    assert main([*on_hours, "9.9"]) == 2
    grade = read_grades(tmp_path / "class")[plan_id]
    assert (grade.grade, grade.comment) == ("excellent", "按名字找")
    assert list(grade.notes.values()) == ["够吗"]
    assert main(["class", "grade", folder, plan_id[:8], "--grade", "好极了"]) == 2
    assert main(["class", "grade", folder, "ffff-none", "--grade", "优秀"]) == 2
    capsys.readouterr()
    assert main(["class", "board", folder, "--json", "--as-of", DAY, *with_pack]) == 0
    board = json.loads(capsys.readouterr().out)
    assert [one["plan"] for one in board["participants"]] == [plan_id]
    assert board["participants"][0]["grade"] == "excellent"
    assert board["refused"] == 1
    assert main(["class", "board", folder, "--as-of", DAY, *with_pack]) == 0
    shown = capsys.readouterr().out
    assert "小店" in shown
    assert plan_id[:8] in shown
    assert main(["class", "board", folder, "--anonymous", "--as-of", DAY, *with_pack]) == 0
    assert "小店" not in capsys.readouterr().out
    out = tmp_path / "prints"
    assert main(["class", "print", folder, "-o", str(out), "--as-of", DAY, *with_pack]) == 0
    assert sorted(path.suffix for path in out.iterdir()) == [".csv", ".pdf"]
    for name in ("report.pdf", "report.csv"):
        target = tmp_path / name
        report = ["class", "report", folder, "-o", str(target), "--as-of", DAY]
        assert main([*report, *with_pack]) == 0
        assert target.stat().st_size


def test_a_folder_without_a_class_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["class", "board", str(tmp_path), "--json"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "class.yaml" in said.err


def test_a_worksheet_and_back(
    tmp_path: Path, pack: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet, target = tmp_path / "sheet.pdf", tmp_path / "plan.shopplan"
    assert main(["worksheet", "-o", str(sheet), "--pack", pack, "--area", "nowhere"]) == 2
    assert main(["worksheet", "-o", str(sheet), "--pack", pack, "--as-of", DAY]) == 0
    arguments = ["import", str(sheet), "-o", str(target), "--pack", pack, "--name", "纸上的店"]
    assert main(arguments) == 0
    assert read_foreign(target).name == "纸上的店"
    assert main(arguments) == 2
    assert main(["import", str(sheet), "-o", str(tmp_path / "x.shopplan")]) == 2


def test_of_what_was_not_agreed_to_be_shown_only_statuses_are_printed(
    tmp_path: Path, pack: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = str(tmp_path / "class"), tmp_path / "out"
    answers, plan = tmp_path / "a.yaml", tmp_path / "stick" / "plan.shopplan"
    lines = "budget_lines: [{item: 货, amount: 300, kind: one_off}]"
    answers.write_text(f"small: 2\nname: 小店\nanswers: {{hours: 12, {lines}}}\n", "utf-8")
    assert main(["new", "-o", str(plan), "--from", str(answers), "--pack", pack]) == 0
    new = ["class", "new", "-o", folder, "--name", "班", "--date", DAY, "--agenda", "90min"]
    assert main([*new, "--people", "1", "--pack", pack]) == 0
    collect = ["class", "collect", folder, "--from", str(tmp_path / "stick"), "--pack", pack]
    printing = ["class", "print", folder, "-o", str(out), "--pack", pack, "--as-of", DAY]
    assert main(collect) == 0
    capsys.readouterr()
    assert main(printing) == 0
    assert words("zh")("workshop.printed_closed", count=1) in capsys.readouterr().err
    assert amounts(out) == [""]
    assert page_text(out).count("300") == 0
    assert words("zh")("workshop.status_lead")[:12] in page_text(out)
    # Not even which red line or which question stands against the final edition.
    assert main([*printing, "--edition", "final", "--part", "money", "--gray"]) == 0
    assert page_text(out).count("300") == 0
    capsys.readouterr()
    assert main([*printing, "--whole"]) == 0
    assert words("zh")("workshop.printed_whole", count=1) in capsys.readouterr().err
    assert "300" in page_text(out)
    assert amounts(out) == [""]
    hand_in = ["class", "hand-in", str(plan), "-o", str(tmp_path / "open"), "--show-answers"]
    assert main(hand_in) == 0
    plan.unlink()
    for old in (Path(folder) / "collected").rglob("*.shopplan"):
        old.unlink()
    assert main([*collect[:4], str(tmp_path / "open"), *collect[5:]]) == 0
    capsys.readouterr()
    assert main(printing) == 0
    assert words("zh")("workshop.printed_closed", count=1) not in capsys.readouterr().err
    assert amounts(out) == ["300.00"]


def amounts(folder: Path) -> list[str]:
    rows = csv.DictReader((folder / "summary.csv").read_text("utf-8-sig").splitlines())
    return [row["startup_total"] for row in rows]


def page_text(folder: Path) -> str:
    """Return what stands on the paper of the one plan printed into a folder."""
    pages = PdfReader(next(folder.glob("*.pdf"))).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "")


def test_the_worksheets_of_one_person_become_one_plan_of_the_class(
    tmp_path: Path, pack: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "class"
    new = ["class", "new", "-o", str(folder), "--name", "班", "--date", DAY, "--agenda", "90min"]
    assert main([*new, "--people", "2", "--pack", pack]) == 0
    blank = folder / "kit" / "plans" / "02.shopplan"
    sheets = []
    for number, hours in enumerate(("12", "15"), start=1):
        sheet = tmp_path / f"{number}.pdf"
        assert main(["worksheet", "-o", str(sheet), "--pack", pack, "--as-of", DAY]) == 0
        writer = PdfWriter(clone_from=PdfReader(sheet))
        typed = {"hours": hours} | ({"plan-name": "paper shop"} if number == 1 else {})
        for page in writer.pages:
            writer.update_page_form_field_values(page, typed)
        writer.write(sheet)
        sheets.append(str(sheet))
    target = tmp_path / "02.shopplan"
    importing = ["import", *sheets, "--blank", str(blank), "-o", str(target), "--pack", pack]
    capsys.readouterr()
    assert main(importing) == 0
    assert capsys.readouterr().err.count("\n") == 1
    made, kept = read_foreign(target), read_foreign(blank)
    assert (made.plan_id, made.name) == (kept.plan_id, "paper shop")
    assert made.answers["hours"] == "15"
    assert membership(made.summary) == membership(kept.summary)
    collect = ["class", "collect", str(folder), "--from", str(target), "--pack", pack]
    assert main(collect) == 0
    # A plan somebody has begun is nobody's blank.
    importing[importing.index(str(blank))] = str(target)
    importing[importing.index("-o") + 1] = str(tmp_path / "other.shopplan")
    assert main(importing) == 2
