"""The commands of a plan that lives: print, print --changed, history, diff."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.small_pack import write_pack
from wizard.cli import main
from wizard.model.answers import Cell
from wizard.packs import load
from wizard.session import Session
from wizard.session.pages import page_texts

ANSWERS = "small: 2\nname: 小店\nanswers:\n  hours: 5\n  chosen_platform: 甲\n"


class Bench:
    """A folder with a pack and a plan, and what a command said."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys
        self.pack = write_pack(folder / "pack")
        self.answers = folder / "answers.yaml"
        self.answers.write_text(ANSWERS, "utf-8")
        self.plan = folder / "plan.shopplan"
        assert self.run("new", "--from", self.answers, "-o", self.plan)[0] == 0

    def run(self, command: str, *arguments: object) -> tuple[int, str, str]:
        code = main([command, *map(str, arguments), "--pack", str(self.pack)])
        said = self.capsys.readouterr()
        return code, said.out, said.err

    def change(self) -> None:
        session = Session.open(self.plan, load(self.pack))
        session.answer("hours", 12)
        session.answer(Cell("platforms", 0, "name"), "甲")
        session.set_note("goods", "问一问")
        session.close()

    def data(self, command: str, *arguments: object) -> dict[str, Any]:
        code, out, err = self.run(command, *arguments, "--json")
        assert (code, err) == (0, "")
        found = json.loads(out)
        assert isinstance(found, dict)
        return found


@pytest.fixture
def bench(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Bench:
    return Bench(tmp_path, capsys)


def test_a_print_is_noted_once_and_is_equal_bytes_again(bench: Bench) -> None:
    first, second = bench.folder / "1.pdf", bench.folder / "2.pdf"
    for target in (first, second):
        code, out, err = bench.run("print", bench.plan, "-o", target, "--as-of", "2026-11-22")
        assert (code, out.strip(), err) == (0, str(target), "")
    assert first.read_bytes() == second.read_bytes()
    history = bench.data("history", bench.plan)
    assert [one["kind"] for one in history["history"]] == ["start", "print"]
    assert history["history"][1]["as_of"] == "2026-11-22"


def test_a_print_need_not_be_noted(bench: Bench) -> None:
    before = bench.plan.read_bytes()
    assert bench.run("print", bench.plan, "-o", bench.folder / "x.pdf", "--no-record")[0] == 0
    assert bench.plan.read_bytes() == before


def test_a_print_that_cannot_be_noted_is_still_printed(bench: Bench) -> None:
    session = Session.open(bench.plan, load(bench.pack))
    target = bench.folder / "x.pdf"
    code, _, err = bench.run("print", bench.plan, "-o", target)
    session.close()
    assert code == 0
    assert target.exists()
    assert "没能记进" in err


def test_only_the_changed_pages(bench: Bench) -> None:
    target = bench.folder / "x.pdf"
    code, _, err = bench.run("print", bench.plan, "-o", target, "--changed")
    assert (code, "还没有打印过" in err) == (0, True)
    whole = len(page_texts(target.read_bytes()))
    target.unlink()
    code, out, err = bench.run("print", bench.plan, "-o", target, "--changed")
    assert (code, out, target.exists()) == (0, "", False)
    assert "没有一页变了" in err
    session = Session.open(bench.plan, load(bench.pack))
    session.answer("chosen_platform", "某个别的地方")
    session.close()
    code, _, err = bench.run("print", bench.plan, "-o", target, "--changed")
    pages = page_texts(target.read_bytes())
    assert (code, f"自 v1 之后有 {len(pages)} 页变了" in err) == (0, True)
    assert 0 < len(pages) < whole
    assert any("某个别的地方" in text for text in pages)


def test_a_pdf_is_its_own_last_print(bench: Bench) -> None:
    target = bench.folder / "x.pdf"
    bench.run("print", bench.answers, "-o", target)
    code, out, err = bench.run("print", target, "-o", bench.folder / "y.pdf", "--changed")
    assert (code, out) == (0, "")
    assert "没有一页变了" in err


def test_history_in_words(bench: Bench) -> None:
    bench.run("print", bench.plan, "-o", bench.folder / "x.pdf")
    bench.change()
    code, out, err = bench.run("history", bench.plan)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].strip().startswith("1-2")
    assert lines[0].endswith("新建计划，带 2 个答案")
    assert "打印 v1 草稿版" in lines[1]
    assert lines[3].strip() == "1.1 几小时：5 小时 → 12 小时"
    assert bench.run("history", bench.plan, "--lang", "en")[1].splitlines()[0].endswith("2 answers")


def test_what_changed_since_the_print(bench: Bench) -> None:
    bench.run("print", bench.plan, "-o", bench.folder / "x.pdf")
    code, out, _ = bench.run("diff", bench.plan)
    assert code == 0
    assert "两边一样。" in out
    bench.change()
    code, out, _ = bench.run("diff", bench.plan)
    assert code == 0
    assert out.splitlines()[0] == "打印 v1（修订 2） → 现在（修订 5）"
    assert "  1.1 几小时：5 小时 → 12 小时" in out
    assert "只改了备注或标记的（1）" in out


def test_any_two_states(bench: Bench) -> None:
    bench.change()
    found = bench.data("diff", bench.plan, "1", "r3")
    assert found["from"] == {**found["from"], "revision": 1, "kind": "revision"}
    assert [one["question"] for one in found["answers"]] == ["hours", "chosen_platform"]
    backwards = bench.data("diff", bench.plan, "now", "2")
    assert backwards["answers"][0]["after"] == 5


def test_two_files(bench: Bench) -> None:
    bench.change()
    found = bench.data("diff", bench.answers, bench.plan)
    assert [one["after"] for one in found["answers"]][:1] == [12]


@pytest.mark.parametrize("arguments", [["nothing.shopplan"], ["plan.shopplan", "v7"]])
def test_what_cannot_be_read_is_one_sentence(bench: Bench, arguments: list[str]) -> None:
    file, *rest = arguments
    code, out, err = bench.run("diff", bench.folder / file, *rest)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1


def test_a_plan_taken_out_of_its_pdf_keeps_history_and_prints(bench: Bench) -> None:
    paper = bench.folder / "v1.pdf"
    assert bench.run("print", bench.plan, "-o", paper)[0] == 0
    back = bench.folder / "back.shopplan"
    assert bench.run("new", "--from", paper, "-o", back)[0] == 0
    taken, kept = (bench.data("history", one) for one in (back, bench.plan))
    assert taken["plan"]["id"] == kept["plan"]["id"]
    assert [one["kind"] for one in taken["history"]] == ["start", "print"]
    session = Session.open(back, load(bench.pack))
    session.answer("hours", 12)
    session.close()
    code, _, err = bench.run("print", back, "--changed", "-o", bench.folder / "v2.pdf")
    assert code == 0
    assert "v1" in err
    # Under a name of its own it is a plan of its own.
    other = bench.folder / "other.shopplan"
    assert bench.run("new", "--from", paper, "-o", other, "--name", "另一家")[0] == 0
    assert bench.data("history", other)["plan"]["id"] != kept["plan"]["id"]
