from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.plans.samples import NOW, PLAN_ID, at, new_plan
from wizard.errors import PlanError
from wizard.plans import library, reading
from wizard.plans.claim import claim
from wizard.plans.store import PlanFile
from wizard.text import words

ROOT = Path(__file__).parents[3]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(library.FOLDER_VARIABLE, str(tmp_path / "portable" / "plans"))
    return library.library_folder()


def add(folder: Path, name: str = "店", plan_id: str = PLAN_ID) -> Path:
    path = library.new_path(name, folder)
    with new_plan(path, plan_id=plan_id, a="1") as plan:
        plan.rename(name, now=NOW)
        plan.set_summary('{"verdict": "fix_first", "last_print": "2026-11-22"}')
    return path


@pytest.mark.skipif(os.name == "nt", reason="no permission bits")
def test_the_folder_is_private(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_folder_without_the_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(library.FOLDER_VARIABLE, raising=False)
    for variable in ("XDG_DATA_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path))
    assert library.library_folder().name == "plans"


def test_the_list_shows_what_the_session_wrote(folder: Path) -> None:
    old, new = add(folder, "旧店"), add(folder, "新店")
    os.utime(old, (1_700_000_000, 1_700_000_000))
    found = library.entries(folder)
    assert [entry.path for entry in found] == [new, old]
    assert [entry.name for entry in found] == ["新店", "旧店"]
    assert found[0].plan_id == PLAN_ID
    assert found[0].summary["verdict"] == "fix_first"
    assert found[0].problem is None
    assert (found[0].pack_id, found[0].pack_version) == ("shop_launch", 1)


def test_a_broken_file_is_listed_with_its_problem(folder: Path) -> None:
    for name, content in (
        ("空", b""),
        ("网页", b"<html>" * 300),
        ("半个", add(folder).read_bytes()[:5_000]),
    ):
        (folder / f"{name}.shopplan").write_bytes(content)
    (folder / "folder.shopplan").mkdir()
    (folder / "notes.txt").write_text("x")
    problems = {entry.name: entry.problem for entry in library.entries(folder)}
    assert problems == {
        "店": None,
        "空": "plans.not_a_plan",
        "网页": "plans.not_a_plan",
        "半个": "plans.damaged",
        "folder": "errors.cannot_read",
    }
    for problem in filter(None, problems.values()):
        assert words("zh")(problem, path="x", reason="y")


def test_a_missing_folder_is_an_empty_list(tmp_path: Path) -> None:
    assert library.entries(tmp_path / "nowhere") == []


def test_listing_disturbs_no_open_plan(folder: Path) -> None:
    path = add(folder)
    with PlanFile.open(path) as plan:
        for value in range(30):
            plan.commit({"a": f'"{value}"'}, now=NOW)
            assert [entry.problem for entry in library.entries(folder)] == [None]
        assert plan.flush()


def test_names_never_collide(folder: Path) -> None:
    assert [add(folder, "a/b").name for _ in range(3)] == [
        "a b.shopplan",
        "a b 2.shopplan",
        "a b 3.shopplan",
    ]


def test_rename(folder: Path) -> None:
    path = add(folder)
    library.rename(path, "新名字", now=at(5))
    assert [(entry.name, entry.path) for entry in library.entries(folder)] == [("新名字", path)]
    assert [entry.name for entry in folder.iterdir()] == [path.name]


def test_duplicate(folder: Path) -> None:
    path = add(folder)
    with PlanFile.open(path) as plan:
        plan.commit({"a": "2"}, now=at(1))
        plan.record_print("{}", now=at(2))
    copy = library.duplicate(path, "店 副本", now=at(3))
    original, other = reading.read_own(path), reading.read_own(copy)
    assert other.plan_id != original.plan_id
    assert other.name == "店 副本"
    assert other.answers == original.answers
    assert [r.value for r in other.revisions] == [r.value for r in original.revisions]
    assert other.prints == ()
    assert "last_print" not in other.summary
    with PlanFile.open(copy) as plan:
        assert plan.undo(at(4)) is not None
        assert plan.answers() == {"a": "1"}


def test_delete_and_undelete(folder: Path) -> None:
    path = add(folder)
    content = path.read_bytes()
    gone = library.delete(path)
    assert library.entries(folder) == []
    assert [entry.name for entry in library.entries(library.trash_folder(folder))] == ["店"]
    add(folder)

    back = library.undelete(gone)
    assert back.name == "店 2.shopplan"
    assert back.read_bytes() == content


def test_a_damaged_plan_can_be_deleted_too(folder: Path) -> None:
    path = folder / "x.shopplan"
    path.write_bytes(b"SQLite format 3\0" * 100)
    assert library.delete(path).read_bytes() == b"SQLite format 3\0" * 100


def test_what_is_open_elsewhere_is_left_alone(folder: Path) -> None:
    path = add(folder)
    other = claim(path)
    assert other is not None
    with pytest.raises(PlanError, match=r"plans\.open_elsewhere"):
        library.delete(path)
    with pytest.raises(PlanError, match=r"plans\.open_elsewhere"):
        library.rename(path, "x", now=NOW)
    other.release()
    library.rename(path, "x", now=NOW)


def test_the_list_needs_nothing_heavy(folder: Path) -> None:
    add(folder)
    code = (
        "import sys, pathlib; from wizard.plans import library;"
        "early = 'sqlite3' in sys.modules;"
        "found = library.entries(pathlib.Path(sys.argv[1]));"
        "heavy = {'pydantic', 'yaml', 'jinja2', 'reportlab', 'numpy', 'openpyxl', 'PySide6'};"
        "print(len(found), early, sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split(maxsplit=2) == ["1", "False", "[]\n"]
