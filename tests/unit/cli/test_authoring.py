"""The commands of pack authors: exit codes, what stands on stdout and stderr."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.small_pack import AREA, RULES, write_pack
from wizard import packs, resources
from wizard.cli import main


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


@pytest.fixture
def started(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Begin a new pack."""
    folder = tmp_path / "my_pack"
    assert main(["scaffold", str(folder)]) == 0
    assert len(said(capsys)) == len(list(folder.rglob("*.yaml")))
    return folder


def test_lint_says_how_much_is_wrong_by_its_code(
    started: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", str(started)]) == 0
    assert said(capsys) == [f"{started}：0 处问题，0 条提示。"]
    area = started / "first.yaml"
    area.write_text(area.read_text("utf-8").replace("kind: many_of", "kind: manyof"), "utf-8")
    assert main(["lint", str(started), "--lang", "en"]) == 1
    problem, done = said(capsys)
    line = area.read_text("utf-8").splitlines().index("        kind: manyof") + 1
    assert problem.startswith(f"{area}:{line}:15: ")
    assert problem.endswith('Did you mean "many_of"?')
    assert done.startswith(str(started))


def test_the_guide_shows_what_lint_says(
    started: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    area = started / "first.yaml"
    text = area.read_text("utf-8")
    for right, wrong in (
        ("pass: weekly_hours", "pass: weekly_hour"),
        ("kind: many_of", "kind: manyof"),
        ("sources: [own_experience]", "sources: [own_experiense]"),
    ):
        text = text.replace(right, wrong)
    area.write_text(text, "utf-8")
    monkeypatch.chdir(started.parent)
    assert main(["lint", "my_pack"]) == 1
    guide = resources.root() / "docs" / "pack-author-guide.zh.md"
    shown = guide.read_text("utf-8").partition("```text\n")[2].partition("```")[0]
    assert capsys.readouterr().out == shown


def test_lint_goes_on_after_a_pack_that_cannot_be_read(
    started: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.shoppack"
    broken.write_bytes(b"PK")
    assert main(["lint", str(broken), str(tmp_path / "nowhere"), str(started)]) == 2
    captured = capsys.readouterr()
    assert len(captured.err.splitlines()) == 2
    assert str(started) in captured.out


def test_lint_as_json_is_json_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_pack(tmp_path, rules=RULES.replace("hours < 5", "hour < 5"))
    assert main(["lint", str(folder), "--json"]) == 1
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    (unknown,) = [one for one in rows if one["code"] == "rules.unknown_name"]
    assert unknown["level"] == "problem"
    assert (unknown["line"], unknown["hint"]) == (2, "是不是想写 hours？")
    assert {one["level"] for one in rows} == {"problem", "remark"}


def test_lint_writes_the_tables_of_the_documentation(
    started: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    assert main(["lint", str(started), "--docs", str(docs)]) == 0
    assert [path.name for path in docs.iterdir()] == ["questions.md"]
    (docs / "claims.yaml").write_text("claims: [{claim: 甲, by: [helpers]}]\n", "utf-8")
    assert main(["lint", str(started), "--docs", str(docs)]) == 0
    assert "| 甲 | `helpers` | `alone_without_time` |" in (docs / "coverage.md").read_text("utf-8")


def test_lint_leaves_the_documentation_of_another_pack_alone(
    started: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "claims.yaml").write_text("claims: [{claim: 甲, by: [COG-02]}]\n", "utf-8")
    assert main(["lint", str(started), "--docs", str(docs)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{docs / 'claims.yaml'}:1:26: 清单里没有「COG-02」")
    assert [path.name for path in docs.iterdir()] == ["claims.yaml"]


def test_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["$defs"]["question"]


def test_simulate_names_each_finding_with_a_witness(
    started: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--as-of", "2026-11-22", "--runs", "60", "--seed", "a"]
    assert main(["simulate", str(started), *options]) == 0
    assert any(line.startswith("weekly_hours  出现 ") for line in said(capsys))
    assert main(["simulate", str(started), *options, "--json"]) == 0
    first = capsys.readouterr().out
    (rule,) = [one for one in json.loads(first)["subjects"] if one["kind"] == "rule"]
    assert set(rule["witnesses"]["speaks"]) == {"weekly_hours", "helpers"}
    assert main(["simulate", str(started), *options, "--json"]) == 0
    assert capsys.readouterr().out == first


def test_simulate_names_a_rule_that_breaks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = "  - {id: divides, severity: watch, when: 10 / hours > 3, questions: [hours], say: 说}\n"
    folder = write_pack(tmp_path, rules=RULES + rule)
    assert main(["simulate", str(folder), "--runs", "60"]) == 1
    assert any('{"hours":0}' in line and "divides" in line for line in said(capsys))


def test_simulate_needs_a_sound_pack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_pack(tmp_path, area=AREA.replace("kind: number", "kind: numbr"))
    assert main(["simulate", str(folder)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "area.yaml:7:" in captured.err


def test_a_pack_is_bundled_only_when_it_is_sound(
    started: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.shoppack"
    assert main(["bundle", str(started), "-o", str(target)]) == 0
    assert str(target) in capsys.readouterr().out
    assert packs.load(target).checklist.id == "my_pack"
    assert main(["bundle", str(started)]) == 0
    assert (tmp_path / "my_pack.shoppack").read_bytes() == target.read_bytes()
    (started / "values.yaml").write_text("values: {}\n", "utf-8")
    refused = tmp_path / "refused.shoppack"
    capsys.readouterr()
    assert main(["bundle", str(started), "-o", str(refused)]) == 1
    assert "first.yaml" in capsys.readouterr().err
    assert not refused.exists()


def test_a_new_pack_never_overwrites(started: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scaffold", str(started)]) == 2
    assert str(started) in capsys.readouterr().err


def test_a_pack_that_extends_ours_is_sound_from_the_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "our_class"
    assert main(["scaffold", str(folder), "--extends"]) == 0
    assert main(["lint", str(folder)]) == 0
    assert said(capsys)[-1] == f"{folder}：0 处问题，0 条提示。"
