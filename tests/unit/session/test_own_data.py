"""Everything a plan holds, in one zip: complete, exact, and no formula among it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from tests.unit.session.conftest import NOON
from wizard.engine import CompiledChecklist
from wizard.errors import OutputError, PlanError
from wizard.model.answers import Evidence
from wizard.plans.answers_file import parse_answers
from wizard.plans.reading import read_own
from wizard.session import Session
from wizard.session.own_data import write_own_data
from wizard.text import Language, words

PNG = b"\x89PNG\r\n\x1a\n picture"


def full(session: Session) -> None:
    session.answer("hours", 5)
    session.answer("chosen_platform", "=HYPERLINK(1)")
    session.attach("hours", PNG, Evidence("../证:书.PNG"))
    session.attach_paper("goods", Evidence("营业执照", where="抽屉"))
    session.print_edition("draft", "zh")
    session.name_version("给家人看的")
    session.answer("hours", 6)
    session.undo()


def rows(archive: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    text = archive.read(name).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everything_is_there(
    language: Language, session: Session, tmp_path: Path, compiled: CompiledChecklist
) -> None:
    full(session)
    contents = session.plan.contents()
    target = tmp_path / "我的.zip"
    write_own_data(contents, compiled, target, words(language), NOON)
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert not [one for one in names if one.startswith("/") or ".." in one.split("/")]
        history = json.loads(archive.read("history.json"))
        assert [one["value"] for one in history] == [one.value for one in contents.revisions]
        assert [one["kind"] for one in rows(archive, "history.csv")] == [
            one.kind for one in contents.revisions
        ]
        (printed,) = rows(archive, "prints.csv")
        assert (printed["print"], printed["edition"], printed["name"]) == ("1", "draft", "小林的店")
        assert archive.read("prints/v1.json").decode() == contents.prints[0].record
        (version,) = rows(archive, "versions.csv")
        assert version["name"] == "给家人看的"
        (evidence,) = rows(archive, "evidence.csv")
        assert archive.read(evidence["file"]) == PNG
        for file in ("answers.yaml", "answers.json"):
            read = parse_answers(archive.read(file), file, compiled.checklist)
            assert dict(read.answers) == dict(session.evaluation.answers)
        (tmp_path / "again.shopplan").write_bytes(archive.read("plan.shopplan"))
        assert "小林的店" in archive.read("README.txt").decode("utf-8-sig")
    again = read_own(tmp_path / "again.shopplan")
    assert again.revisions == contents.revisions
    assert again.evidence == contents.evidence


def test_no_cell_of_a_table_is_a_formula(
    session: Session, tmp_path: Path, compiled: CompiledChecklist
) -> None:
    full(session)
    session.name_version("＝1+1")
    session.name_version("@x")
    target = tmp_path / "a.zip"
    write_own_data(session.plan.contents(), compiled, target, words("zh"), NOON)
    with zipfile.ZipFile(target) as archive:
        cells = [
            cell
            for name in archive.namelist()
            if name.endswith(".csv")
            for row in rows(archive, name)
            for cell in row.values()
        ]
    assert "'＝1+1" in cells
    assert "'@x" in cells
    assert not [one for one in cells if one.startswith(("=", "@", "+", "＝"))]


def test_evidence_that_is_absent_is_listed_without_a_file(
    session: Session, tmp_path: Path, compiled: CompiledChecklist
) -> None:
    session.attach("hours", PNG, Evidence("证.png"))
    session.erase_evidence(session.current("hours").evidence[0].sha256)
    target = tmp_path / "a.zip"
    write_own_data(session.plan.contents(), compiled, target, words("zh"), NOON)
    with zipfile.ZipFile(target) as archive:
        (listed,) = rows(archive, "evidence.csv")
    assert (listed["file"], listed["name"]) == ("", "证.png")


def test_what_cannot_be_written_leaves_nothing(
    session: Session, tmp_path: Path, compiled: CompiledChecklist
) -> None:
    (tmp_path / "folder.zip").mkdir()
    with pytest.raises(OutputError, match="output_is_folder"):
        write_own_data(
            session.plan.contents(), compiled, tmp_path / "folder.zip", words("zh"), NOON
        )
    contents = session.plan.contents()
    object.__setattr__(contents, "pack_id", "other")
    with pytest.raises(PlanError, match="other_pack"):
        write_own_data(contents, compiled, tmp_path / "a.zip", words("zh"), NOON)
    assert [one.name for one in tmp_path.glob("*.zip")] == ["folder.zip"]
