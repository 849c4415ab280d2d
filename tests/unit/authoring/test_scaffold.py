"""A new pack works from the first minute, and its author is led through every mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_pack import TODAY
from wizard import packs
from wizard.authoring import lint, scaffold, simulate
from wizard.errors import OutputError, PackError


@pytest.mark.parametrize("extending", [False, True])
def test_a_new_pack_is_clean_complete_and_speaks(tmp_path: Path, *, extending: bool) -> None:
    folder = tmp_path / "my_pack"
    written = scaffold(folder, extending=extending)
    report = lint(folder)
    assert report.problems == []
    assert report.remarks == []
    assert report.compiled is not None
    assert report.compiled.checklist.id == "my_pack"
    assert {path.relative_to(folder).as_posix() for path in written} == {
        path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml")
    }
    if not extending:
        assert simulate(report.compiled, TODAY, runs=60).clean


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises((OutputError, PackError)):
        scaffold(tmp_path)
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    with pytest.raises(OutputError):
        scaffold(folder)
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]


def test_a_name_that_is_no_id_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="bad_id"):
        scaffold(tmp_path / "我的清单")


def test_three_mistakes_are_found_with_line_and_column_then_mended_and_handed_on(
    tmp_path: Path,
) -> None:
    """The walk of the guide for authors."""
    folder = tmp_path / "my_pack"
    scaffold(folder)
    area = folder / "first.yaml"
    sound = area.read_text("utf-8")
    slips = (
        ("pass: weekly_hours >= hours_enough", "pass: weekly_hour >= hours_enough"),
        ("kind: many_of", "kind: manyof"),
        ("sources: [own_experience]", "sources: [own_experiense]"),
    )
    text = sound
    for right, wrong in slips:
        text = text.replace(right, wrong)
    area.write_text(text, "utf-8")
    found = {(one.key, one.place.line, one.place.column) for one in lint(folder).problems}
    lines = text.splitlines()
    expected = set()
    for key, wrong in (
        ("rules.unknown_name", "weekly_hour >="),
        ("packs.not_one_of", "manyof"),
        ("packs.unknown_source", "own_experiense"),
    ):
        line = next(number for number, one in enumerate(lines, 1) if wrong in one)
        expected.add((key, line, lines[line - 1].index(wrong) + 1))
    assert found == expected
    area.write_text(sound, "utf-8")
    assert lint(folder).problems == []
    parcel = tmp_path / "elsewhere" / "my_pack.shoppack"
    parcel.parent.mkdir()
    parcel.write_bytes(packs.bundle(folder))
    assert packs.load(parcel).checklist == packs.load(folder).checklist
