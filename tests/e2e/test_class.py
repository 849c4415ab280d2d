"""A whole class by the command line: kit, sticks, board, what leaves, print, comments, report."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from wizard import packs, resources
from wizard.cli.main import main
from wizard.plans.log import Log, timestamp
from wizard.plans.reading import read_foreign, write_contents
from wizard.session import stored
from wizard.session.feedback import feedback
from wizard.session.membership import membership

PEOPLE, DAMAGED = 27, 3
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
DAY = ("--as-of", "2026-11-22")


def run(*words: str | Path, code: int = 0) -> None:
    assert main([str(word) for word in words]) == code


@pytest.fixture
def class_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "秋季班"
    run("class", "new", "-o", folder, "--name", "秋季班", "--date", "2026-11-22",
        "--agenda", "90min", "--people", str(PEOPLE + DAMAGED))  # fmt: skip
    return folder


@pytest.fixture
def stick(class_folder: Path, tmp_path: Path) -> Path:
    """What 30 people bring: 27 plans, 3 that were cut short, 2 copies and a link elsewhere."""
    compiled = packs.built_in()
    folder = resources.pack_folder(packs.BUILT_IN)
    personas, _ = packs.read_personas(folder, compiled.checklist)
    stick = tmp_path / "U盘"
    stick.mkdir()
    blanks = sorted((class_folder / "kit" / "plans").iterdir())
    for number, blank in enumerate(blanks[:PEOPLE]):
        persona = personas[number % len(personas)]
        plan = read_foreign(blank)
        log = Log(plan.plan_id, plan.revisions)
        answers = stored(compiled.checklist, persona.answers)
        log.append("answer", answers, at=timestamp(NOON), author="")
        path = tmp_path / f"{number}.shopplan"
        named = replace(plan, name=f"学员{number:02d}的店", revisions=tuple(log.revisions))
        write_contents(named, path)
        tick = "--show-answers" if number % 3 else "--hide-answers"
        run("class", "hand-in", path, "-o", stick / f"{number:02d}", tick)
    handed_in = sorted(stick.rglob("*.shopplan"))
    for number in range(DAMAGED):
        cut = handed_in[number].read_bytes()[:5000]
        (stick / f"坏{number}.shopplan").write_bytes(cut)
    for number in range(2):
        shutil.copy(handed_in[number], stick / f"副本{number}.shopplan")
    (stick / "害.shopplan").symlink_to("/etc/passwd")
    return stick


def said(capsys: pytest.CaptureFixture[str], *words: str | Path) -> str:
    """Run a command and return what it printed."""
    capsys.readouterr()
    run(*words)
    return capsys.readouterr().out


def test_a_class_of_thirty(
    class_folder: Path, stick: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in stick.rglob("*") if path.is_file()}
    for _ in range(2):
        run("class", "collect", class_folder, "--from", stick)
    assert {path: path.read_bytes() for path in stick.rglob("*") if path.is_file()} == before
    rows = csv.DictReader(io.StringIO((class_folder / "refused.csv").read_text("utf-8-sig")))
    reasons = sorted(row["reason"] for row in rows)
    assert reasons == ["damaged"] * 3 + ["duplicate"] * 2 + ["hostile"]

    board: dict[str, Any] = json.loads(said(capsys, "class", "board", class_folder, "--json", *DAY))
    people = board["participants"]
    assert len(people) == board["collected"] == PEOPLE
    hiding = [one for one in people if not one["shows_answers"]]
    assert len(hiding) == PEOPLE / 3
    assert all(one["red_lines"] is None for one in hiding)

    left = said(capsys, "class", "board", class_folder, "--anonymous", "--json", *DAY)
    assert "学员" not in left
    assert not any(one["plan"] in left for one in people)
    exported = json.loads(left)["participants"]
    assert all((one["startup_total"] or 0) % 50 == 0 for one in exported)
    for column in exported[0].keys() - {"alias", "startup_total"}:
        values = [one[column] for one in exported]
        assert all(value == "*" or values.count(value) >= 5 for value in values), column

    open_plans = [one["plan"] for one in people if one["shows_answers"]][:2]
    compared = said(capsys, "class", "compare", class_folder, *open_plans, *DAY)
    assert "学员" not in compared
    assert "启动总额" in compared


def test_comments_prints_and_the_report(
    class_folder: Path, stick: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("class", "collect", class_folder, "--from", stick)
    mine = tmp_path / "4.shopplan"
    plan = read_foreign(mine)
    grade = ("class", "grade", class_folder, plan.plan_id)
    run(*grade, "--grade", "合格", "--comment", "再算算运费")
    run(*grade, "--on", "weekly_hours", "--comment", "每周够吗")
    run(*grade, "--on", "no_such_question", "--comment", "x", code=2)
    run("class", "return", class_folder, "--to", tmp_path / "还")
    for _ in range(2):
        run("class", "take", mine, "--from", tmp_path / "还")
    taken = read_foreign(mine)
    assert taken.answers == plan.answers
    assert feedback(taken.summary).notes == {"weekly_hours": "每周够吗"}
    run("class", "take", tmp_path / "5.shopplan", "--from", tmp_path / "还", code=2)

    out = tmp_path / "打印"
    chosen = [read_foreign(tmp_path / f"{number}.shopplan").plan_id for number in (4, 5)]
    printing = [word for one in chosen for word in ("--plan", one)]
    parts = ("--part", "front", "--part", "money", "--part", "remarks")
    run("class", "print", class_folder, "-o", out, *printing, *parts, "--comments", "--gray",
        "--merge", "--duplex", *DAY)  # fmt: skip
    merged = PdfReader(out / "merged.pdf")
    assert len([one for one in merged.outline if not isinstance(one, list)]) == 2
    text = "".join(page.extract_text() for page in merged.pages)
    assert "再算算运费" in text.replace("\n", "")

    run("class", "report", class_folder, "-o", tmp_path / "r.xlsx", *DAY)
    assert load_workbook(tmp_path / "r.xlsx").worksheets[0].max_row == PEOPLE + 1
    run("class", "report", class_folder, "-o", tmp_path / "r.pdf", *DAY)
    assert len(PdfReader(tmp_path / "r.pdf").pages) >= 2
    run("class", "follow-up", class_folder, "-o", tmp_path / "after.ics", *DAY)
    assert (tmp_path / "after.ics").read_bytes().count(b"BEGIN:VEVENT") >= 3
    assert membership(taken.summary).class_id
    capsys.readouterr()
