"""The command line, called in this process: exit codes, what stands on stdout and stderr."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from wizard import packs, resources
from wizard.cli import main
from wizard.documents.opened import OpenedPdf
from wizard.plans.answers_file import write_answers
from wizard.plans.reading import read_foreign

DESIGN_EXAMPLE = """\
shop_launch: 1                      # pack id: pack version
name: 小林的软件授权店
answers:
  weekly_hours: 10
  goods_categories: [licensed_software, official_cards]
  traffic_sources: not_sure
  refund_rate: {value: 3%, sure: estimated, note: 同行说的}
  platforms:                        # a table: a list of rows
    - {name: 平台甲, entity_verified: true, years_operating: 5, annual_fee: 600, withdrawal_minimum: 100, withdrawal_fee: 1%}
  chosen_platform: 平台甲
  budget_lines:
    - {item: 首批进货, amount: 2400, kind: one_off, class: important}
  products:
    - {name: 正版软件授权, price: 20, cost: 14, share: 100%}
"""
FIGURES = [
    "startup_total",
    "cap",
    "headroom",
    "reserve_needed",
    "reserve_months",
    "own_money_needed",
    "contribution_per_order",
    "contribution_margin",
    "minimum_price",
    "break_even_orders_month",
    "break_even_orders_day",
    "lowest_cash",
    "lowest_cash_date",
    "runout_probability_13_weeks",
    "max_acquisition_cost",
    "break_even_roas",
    "answered_within_10_minutes",
]


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Write the answers file of the design's example."""
    path = tmp_path / "design.yaml"
    path.write_text(DESIGN_EXAMPLE, "utf-8")
    return path


@pytest.fixture(scope="session")
def xiaolin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the worked example as an answers file."""
    compiled = packs.built_in()
    personas, _ = packs.read_personas(resources.pack_folder("shop_launch"), compiled.checklist)
    (persona,) = [one for one in personas if one.id == "xiaolin"]
    path = tmp_path_factory.mktemp("xiaolin") / "xiaolin.yaml"
    path.write_text(write_answers(compiled.checklist, persona.name, persona.answers), "utf-8")
    return path


def checked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    code = main(["check", "--json", "--as-of", "2026-11-22", *arguments])
    captured = capsys.readouterr()
    assert captured.err == ""
    return code, json.loads(captured.out)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """Run a command that must refuse; return the lines on stderr."""
    assert main(list(arguments)) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    lines = captured.err.splitlines()
    assert 0 < len(lines) <= 10
    assert "Traceback" not in captured.err
    return lines


def test_the_designs_example_is_read_and_undecided(
    example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = checked(capsys, str(example))
    assert code == 1
    assert found["verdict"] == "undecided"
    assert found["checklist"] == {"id": "shop_launch", "version": 1}
    assert found["plan"] == {"name": "小林的软件授权店"}
    assert found["not_sure"] == ["traffic_sources"]
    assert "home_disclosure" in found["missing"]
    assert list(found["figures"]) == FIGURES
    assert found["figures"]["startup_total"] == 300_000
    assert found["figures"]["headroom"] == 200_000
    assert set(found["areas"]) == {
        "mindset", "platform", "compliance", "money", "technology", "service",
    }  # fmt: skip


def test_every_null_figure_says_why(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, found = checked(capsys, str(example))
    for name, value in found["figures"].items():
        if value is None:
            assert found["figure_notes"][name], name


def test_the_worked_example_may_be_printed_and_every_figure_is_known(
    xiaolin: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = checked(capsys, str(xiaolin))
    assert code == 0
    assert found["verdict"] in ("ready", "fix_first")
    assert found["can_print_final"] is True
    assert all(value is not None for value in found["figures"].values())


def test_several_files_give_a_list_and_the_highest_exit(
    example: Path, xiaolin: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = checked(capsys, str(xiaolin), str(example))
    assert code == 1
    assert [one["verdict"] for one in found] == ["ready", "undecided"]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("  weekly_hours: 10", "  weekly_hour: 10", "4:3"),
        ("licensed_software,", "licenced_software,", "5:22"),
        ("weekly_hours: 10", "weekly_hours: [10]", "4:17"),
        ("weekly_hours: 10", "weekly_hours: true", "4:17"),
        ("weekly_hours: 10", "weekly_hours: 10\n  weekly_hours: 12", "5:3"),
        ("shop_launch: 1 ", "other_pack: 1 ", "1:1"),
        ("shop_launch: 1 ", "shop_launch: 2 ", "1:14"),
        ("amount: 2400", "amount: many", "12:28"),
        ("kind: one_off", "kind: sometimes", "12:40"),
        ("name: 平台甲, entity", "nome: 平台甲, entity", "9:8"),
        ("answers:", "answer:", "3:1"),
    ],
)
def test_a_mistake_in_an_answers_file_is_named_with_its_place(
    example: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, place: str
) -> None:
    example.write_text(DESIGN_EXAMPLE.replace(old, new, 1), "utf-8")
    for language in ("zh", "en"):
        lines = refused(capsys, "check", "--json", "--lang", language, str(example))
        assert any(line.startswith(f"{example}:{place}: ") for line in lines), lines


def test_more_mistakes_than_ten_are_counted(
    example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = "".join(f"  nonsense_{number}: 1\n" for number in range(30))
    example.write_text(f"shop_launch: 1\nanswers:\n{wrong}", "utf-8")
    lines = refused(capsys, "check", str(example))
    assert len(lines) == 10
    assert "21" in lines[-1]


@pytest.mark.parametrize("name", ["none.yaml", "none.shopplan", "none.pdf"])
def test_a_file_that_is_not_there_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert len(refused(capsys, "check", str(tmp_path / name))) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.shopplan", b""),
        ("plan.shopplan", b"SQLite format 3\0" + b"\0" * 2000),
        ("plan.shopplan", b"<html>404</html>" * 100),
        ("plan.pdf", b"%PDF-1.7\n garbage"),
        ("plan.pdf", b""),
        ("plan.yaml", b"\xff\xfe\x00"),
        ("plan.yaml", b""),
        ("plan.json", b"{"),
        ("plan.json", b'{"shop_launch": 1, "answers": {"weekly_hours": NaN}}'),
        ("plan.bin", bytes(range(256))),
    ],
)
def test_an_unreadable_file_is_one_sentence_and_stays_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    for command in ("check", "export", "print"):
        assert len(refused(capsys, command, str(path))) == 1
    assert path.read_bytes() == content
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_a_folder_is_no_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(refused(capsys, "check", str(tmp_path))) == 1


def test_answers_survive_the_plan_file_to_the_byte(
    xiaolin: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "a.shopplan"
    assert main(["new", "-o", str(plan), "--from", str(xiaolin)]) == 0
    capsys.readouterr()
    assert main(["export", str(plan)]) == 0
    assert capsys.readouterr().out == xiaolin.read_text("utf-8")
    assert read_foreign(plan).name == "小林的软件授权店"


def test_a_new_plan_never_replaces_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "a.shopplan"
    plan.write_text("mine")
    assert len(refused(capsys, "new", "-o", str(plan))) == 1
    assert plan.read_text() == "mine"


def test_a_print_never_replaces_what_it_was_made_from(
    example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A PDF with its plan inside may be printed anew in place; nothing else may."""
    plan, printed = example.with_suffix(".shopplan"), example.with_suffix(".pdf")
    assert main(["new", "-o", str(plan), "--from", str(example)]) == 0
    assert main(["print", str(example), "-o", str(printed)]) == 0
    capsys.readouterr()
    for path, extra in ((example, ()), (plan, ()), (printed, ("--no-plan",))):
        before = path.read_bytes()
        (line,) = refused(capsys, "print", str(path), "-o", str(path), *extra)
        assert path.name in line
        assert path.read_bytes() == before
    (line,) = refused(capsys, "export", str(plan), "-o", str(plan))
    assert plan.name in line
    assert main(["print", str(printed), "-o", str(printed)]) == 0
    capsys.readouterr()
    assert checked(capsys, str(printed))[1]["plan"] == {"name": "小林的软件授权店"}
    assert main(["check", str(plan)]) == 1


def test_an_empty_plan_can_be_made_checked_and_exported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "a.shopplan"
    assert main(["new", "-o", str(plan), "--name", "空店"]) == 0
    capsys.readouterr()
    code, found = checked(capsys, str(plan))
    assert (code, found["verdict"], found["plan"]["name"]) == (1, "undecided", "空店")


def test_a_pack_of_ones_own_is_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.small_pack import write_pack

    folder = write_pack(tmp_path / "pack")
    answers = tmp_path / "a.yaml"
    answers.write_text("small: 1\nname: x\nanswers: {hours: 2}\n")
    code, found = checked(capsys, "--pack", str(folder), str(answers))
    assert code == 1
    assert found["checklist"] == {"id": "small", "version": 2}
    assert [one["rule"] for one in found["findings"]] == ["hours"]
    assert found["findings"][0]["message"] == "2 小时 太少"


def test_a_broken_pack_is_told_line_by_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.small_pack import AREA, write_pack

    folder = write_pack(tmp_path / "pack", area=AREA.replace("hours >= 3", "hour >= 3"))
    answers = tmp_path / "a.yaml"
    answers.write_text("small: 1\nanswers: {}\n")
    (line,) = refused(capsys, "check", "--pack", str(folder), str(answers))
    assert line.startswith(f"{folder / 'area.yaml'}:7:")


def test_text_output_speaks_both_languages(
    example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(example)]) == 1
    chinese = capsys.readouterr().out
    assert main(["check", "--lang", "en", str(example)]) == 1
    english = capsys.readouterr().out
    assert "还不能下结论" in chinese
    assert "undecided" in english


def test_a_plan_printed_from_answers_opens_thirty_days_after_the_day_it_is_judged_for(
    tmp_path: Path,
) -> None:
    answers, pdf = tmp_path / "plan.yaml", tmp_path / "plan.pdf"
    extra = "  cash_available: 6000\n  orders_per_day: 5\n"
    answers.write_text(DESIGN_EXAMPLE + extra, "utf-8")
    assert main(["print", str(answers), "-o", str(pdf), "--as-of", "2026-11-22"]) == 0
    with OpenedPdf(pdf.read_bytes()) as opened:
        assert "2026-12-22" in opened.text(0)
