"""Batch printing: names, failures, order, and the same bytes on one process or two."""

from __future__ import annotations

import io
import multiprocessing
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from tests.small_pack import TODAY
from wizard.documents.opened import OpenedPdf
from wizard.text import words
from wizard.workshop import batch
from wizard.workshop.batch import output_names, plan_files, print_all, summary, tasks_for
from wizard.workshop.merging import merge
from wizard.workshop.printing import PrintResult, PrintTask, print_one
from wizard.workshop.tables import read_csv

SAY = words("zh")
GOOD = "small: 2\nname: {name}\nanswers: {{hours: 12, goods: [software]}}\n"
FULL = """\
small: 2
name: 全
answers:
  hours: 12
  goods: [software]
  platforms: [{name: 甲, verified: true, commission: 1%, payment_fee: 1%}]
  chosen_platform: 甲
  budget_lines: [{item: 货, amount: 100, kind: one_off}]
"""


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.yaml").write_text(GOOD.format(name=f"小店{name}"), "utf-8")
    (folder / "a.yml").write_text(GOOD.format(name='"=1+1"'), "utf-8")
    (folder / "broken.json").write_text('{"small": 2, "answers": {"nope": 1}}', "utf-8")
    (folder / "note.txt").write_text("no plan", "utf-8")
    (folder / ".hidden.yaml").write_text("no plan", "utf-8")
    return folder


def like(folder: Path, pack: Path, **changes: object) -> PrintTask:
    return PrintTask(folder, folder, TODAY, pack=pack, **changes)  # type: ignore[arg-type]


def run(inputs: Path, out: Path, pack: Path, jobs: int, **changes: object) -> list[PrintResult]:
    tasks = tasks_for(plan_files([inputs]), out, like(out, pack, **changes), merge=False)
    return print_all(tasks, SAY, jobs=jobs)


def test_a_folder_stands_for_the_plans_in_it(inputs: Path) -> None:
    names = [path.name for path in plan_files([inputs, inputs / "b.yaml", inputs / "x.pdf"])]
    assert names == ["a.yaml", "a.yml", "b.yaml", "broken.json", "x.pdf"]


@pytest.mark.parametrize(
    ("stems", "expected"),
    [
        (["a", "b"], ["a", "b"]),
        (["a", "a", "a"], ["a", "a-2", "a-3"]),
        (["a", "A"], ["a", "A-2"]),
        (["a", "a", "a-2"], ["a", "a-3", "a-2"]),
        (["merged", "x"], ["merged-2", "x"]),
        (["e\u0301", "é"], ["e\u0301", "é-2"]),
    ],
)
def test_no_name_is_given_twice(tmp_path: Path, stems: list[str], expected: list[str]) -> None:
    names = output_names(stems, tmp_path, taken=["merged.pdf"])
    assert [path.stem for path in names] == expected


def test_no_input_is_overwritten(tmp_path: Path) -> None:
    plans = [tmp_path / "a.yaml", tmp_path / "a.pdf"]
    names = output_names([path.stem for path in plans], tmp_path, inputs=plans)
    assert [path.name for path in names] == ["a-2.pdf", "a-3.pdf"]


def test_a_long_name_still_fits(tmp_path: Path) -> None:
    (name,) = output_names(["店" * 84], tmp_path)
    assert len(name.name.encode()) <= 255
    assert name.suffix == ".pdf"


def test_a_bad_input_is_named_and_stops_nothing(inputs: Path, tmp_path: Path, pack: Path) -> None:
    out = tmp_path / "out"
    results = run(inputs, out, pack, 1)
    assert sorted(path.name for path in out.iterdir()) == ["a-2.pdf", "a.pdf", "b.pdf"]
    rows = read_csv(summary(results, SAY))
    assert [(Path(row["file"]).name, row["pdf"]) for row in rows] == [
        ("a.yaml", "a.pdf"),
        ("a.yml", "a-2.pdf"),
        ("b.yaml", "b.pdf"),
        ("broken.json", ""),
    ]
    assert "nope" in rows[3]["problem"]
    assert rows[1]["plan"] == "=1+1"
    assert b"'=1+1" in summary(results, SAY)
    with OpenedPdf((out / "a.pdf").read_bytes()) as opened:
        assert int(rows[0]["pages"]) == len(opened)
    assert tuple(rows[0]) == batch.COLUMNS


def test_the_same_bytes_on_two_processes(inputs: Path, tmp_path: Path, pack: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    alone, together = run(inputs, one, pack, 1), run(inputs, two, pack, 2)
    assert summary(alone, SAY) == summary(together, SAY)
    for path in one.iterdir():
        assert path.read_bytes() == (two / path.name).read_bytes()


def test_a_blocked_final_edition_counts_as_not_printed(tmp_path: Path, pack: Path) -> None:
    plan = tmp_path / "a.yaml"
    plan.write_text(GOOD.format(name="小店"), "utf-8")
    output = tmp_path / "a.pdf"
    result = print_one(PrintTask(plan, output, TODAY, edition="final", pack=pack))
    assert result.output is None
    assert not output.exists()
    assert len(result.problems) > 1
    assert (result.verdict, result.missing) == ("undecided", 2)
    plan.write_text(FULL, "utf-8")
    result = print_one(PrintTask(plan, output, TODAY, edition="final", pack=pack))
    assert result.output == output
    assert (result.startup_total, result.problems) == (10_000, ())


def test_a_folder_without_a_plan_is_said(tmp_path: Path, pack: Path) -> None:
    (result,) = run(tmp_path, tmp_path / "out", pack, 1)
    assert result.problems == (SAY("workshop.no_plans", path=str(tmp_path)),)


@pytest.mark.logs("printing .* failed")
def test_our_own_defect_costs_one_plan_only(
    inputs: Path, tmp_path: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fragile(task: PrintTask) -> PrintResult:
        if task.source.name == "a.yaml":
            raise ZeroDivisionError
        return print_one(task)

    monkeypatch.setattr(batch, "print_one", fragile)
    results = run(inputs, tmp_path / "out", pack, 1)
    assert "ZeroDivisionError" in results[0].problems[0]
    assert results[2].output is not None


def test_done_is_called_for_every_plan(inputs: Path, tmp_path: Path, pack: Path) -> None:
    seen: list[PrintResult] = []
    tasks = tasks_for(plan_files([inputs]), tmp_path, like(tmp_path, pack), merge=True)
    results = print_all(tasks, SAY, jobs=1, done=seen.append)
    assert seen == results


def test_merged_has_a_bookmark_for_each_and_fills_sheets(
    inputs: Path, tmp_path: Path, pack: Path
) -> None:
    printed = [one for one in run(inputs, tmp_path / "out", pack, 1) if one.output]
    parts = [(one.plan, one.output) for one in printed if one.output is not None]
    made = merge(parts, duplex=True)
    assert made == merge(parts, duplex=True)
    reader = PdfReader(io.BytesIO(made))
    starts = []
    for entry in reader.outline:
        assert not isinstance(entry, list)
        starts.append((entry.title, reader.get_destination_page_number(entry)))
    assert [title for title, _ in starts] == [plan for plan, _ in parts]
    assert all(page is not None and page % 2 == 0 for _, page in starts)
    assert not reader.attachments


def test_merged_parts_share_their_fonts_and_look_the_same(tmp_path: Path, pack: Path) -> None:
    folder = tmp_path / "named"
    folder.mkdir()
    for number, name in enumerate(("小林的店", "阿强数码", "Zoë 龘店")):
        (folder / f"{number}.yaml").write_text(GOOD.format(name=name), "utf-8")
    parts = [(one.plan, one.output) for one in run(folder, tmp_path / "out", pack, 1) if one.output]
    with OpenedPdf(merge(parts)) as merged:
        sheets = [(merged.text(page), merged.painted(page)) for page in range(len(merged))]
    own = []
    for _, path in parts:
        with OpenedPdf(path.read_bytes()) as part:
            own += [(part.text(page), part.painted(page)) for page in range(len(part))]
    assert sheets == own
    sizes = [path.stat().st_size for _, path in parts]
    assert len(merge(parts)) < sum(sizes) * 0.6


def test_a_foreign_pdf_is_merged_as_it_is(tmp_path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    path = tmp_path / "foreign.pdf"
    writer.write(path)
    assert len(PdfReader(io.BytesIO(merge([("x", path), ("y", path)]))).pages) == 2


def test_whoever_stops_a_batch_finds_nobody_writing_any_more(
    inputs: Path, pack: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    tasks = tasks_for(plan_files([inputs]) * 3, out, like(out, pack), merge=False)

    def stop(_: PrintResult) -> None:
        raise InterruptedError

    others = multiprocessing.active_children()
    with pytest.raises(InterruptedError) as stopped:
        print_all(tasks, SAY, jobs=2, done=stop)
    # The exception, held here as by a future, holds whatever print_all left open.
    assert stopped.type is InterruptedError
    assert [one for one in multiprocessing.active_children() if one not in others] == []
    assert [path for path in out.iterdir() if path.suffix != ".pdf"] == []
