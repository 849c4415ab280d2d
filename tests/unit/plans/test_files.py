from __future__ import annotations

import errno
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wizard.errors import OutputError
from wizard.plans import files
from wizard.plans.files import atomic_write, safe_file_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我的咖啡店", "我的咖啡店.pdf"),
        ("CON", "_CON.pdf"),
        ("con.txt", "_con.txt.pdf"),
        ("nul .x", "_nul .x.pdf"),
        ("COM¹", "_COM¹.pdf"),
        ("LPT1.", "_LPT1.pdf"),
        ("conin$", "_conin$.pdf"),
        ("aux.tar.gz", "_aux.tar.gz.pdf"),
        ("../../etc/passwd", "etc passwd.pdf"),
        ("..", "plan.pdf"),
        (".", "plan.pdf"),
        ("", "plan.pdf"),
        ("a/b\\c:d*e?", "a b c d e.pdf"),
        ("x\u202efdp.exe", "x fdp.exe.pdf"),
        ("a\u200bb", "a b.pdf"),
        ("  lead. ", "lead.pdf"),
        ("a" * 300, "a" * 119 + ".pdf"),
        ("店" * 200, "店" * 39 + ".pdf"),
        ("\x00x", "x.pdf"),
        ("-rf", "_-rf.pdf"),
        ("~x", "_~x.pdf"),
        ("e\u0301", "é.pdf"),
        ("\ud800x", "x.pdf"),
        ("a\nb", "a b.pdf"),
        ("%2e%2e%2f", "%2e%2e%2f.pdf"),
        ("$(id)", "$(id).pdf"),
        ("C:evil", "C evil.pdf"),
        ("file.pdf:stream", "file.pdf stream.pdf"),
    ],
)
def test_a_safe_file_name(text: str, name: str, tmp_path: Path) -> None:
    assert safe_file_name(text, ".pdf") == name
    atomic_write(tmp_path / name, b"x")
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.text())
def test_any_text_becomes_a_safe_file_name(text: str) -> None:
    name = safe_file_name(text, "")
    assert name
    assert safe_file_name(name, "") == name
    assert len(name.encode()) <= files.MAX_NAME_BYTES
    assert not set(name) & set('<>:"/\\|?*\u202e\u200b')
    assert name == name.strip(" .")
    assert not any(unicodedata.category(char) in {"Cc", "Cs"} for char in name)


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "plan.pdf"
    atomic_write(path, b"old and long")
    atomic_write(path, b"new")
    assert path.read_bytes() == b"new"
    assert [entry.name for entry in path.parent.iterdir()] == ["plan.pdf"]


def test_a_link_is_replaced_not_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"precious")
    link.symlink_to(target)
    atomic_write(link, b"new")
    assert target.read_bytes() == b"precious"
    assert not link.is_symlink()


def test_a_plan_is_never_replaced_by_what_is_none(tmp_path: Path) -> None:
    plan, elsewhere = tmp_path / "plan.shopplan", tmp_path / "plan.pdf"
    for path in (plan, elsewhere):
        path.write_bytes(files.SQLITE + b"answers")
        with pytest.raises(OutputError) as refusal:
            atomic_write(path, b"%PDF-1.7")
        assert refusal.value.key == "plans.output_is_plan"
        assert path.read_bytes() == files.SQLITE + b"answers"
    atomic_write(plan, files.SQLITE + b"another copy")
    assert plan.read_bytes().endswith(b"another copy")


@pytest.mark.skipif(os.name == "nt", reason="no permission bits")
def test_permissions(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        atomic_write(tmp_path / "shared", b"")
        atomic_write(tmp_path / "private", b"", private=True)
    finally:
        os.umask(mask)
    assert (tmp_path / "shared").stat().st_mode & 0o777 == 0o644
    assert (tmp_path / "private").stat().st_mode & 0o777 == 0o600


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    for path, key in (
        (tmp_path / "folder", "plans.output_is_folder"),
        (tmp_path / "file" / "plan.pdf", "plans.output_not_a_folder"),
        (tmp_path / ("x" * 300) / "plan.pdf", "plans.output_name_too_long"),
    ):
        with pytest.raises(OutputError) as caught:
            atomic_write(path, b"x")
        assert caught.value.key == key
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["file", "folder"]


@pytest.mark.parametrize(
    ("number", "key"),
    [
        (errno.ENOSPC, "plans.output_disk_full"),
        (errno.EROFS, "plans.output_read_only"),
        (errno.EACCES, "plans.output_read_only"),
        (errno.EIO, "plans.output_cannot_write"),
    ],
)
def test_a_refused_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, key: str
) -> None:
    path = tmp_path / "plan.pdf"
    atomic_write(path, b"old")

    def refuse(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OutputError) as caught:
        atomic_write(path, b"new")
    assert caught.value.key == key
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["plan.pdf"]


def test_a_file_held_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, refusals = Path.replace, [32, 5]

    def busy(self: Path, target: Path) -> Path:
        if refusals:
            error = PermissionError("held by another program")
            error.winerror = refusals.pop()  # type: ignore[attr-defined, unused-ignore]
            raise error
        return replace(self, target)

    monkeypatch.setattr(files, "_REPLACE_WAITS", (0, 0, 0))
    monkeypatch.setattr(Path, "replace", busy)
    atomic_write(tmp_path / "plan.pdf", b"new")
    assert (tmp_path / "plan.pdf").read_bytes() == b"new"
    assert not refusals


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="this system has no /dev/full")
def test_a_device_is_written_to_and_stays_a_device() -> None:
    with pytest.raises(OutputError) as caught:
        atomic_write(Path("/dev/full"), b"x" * 100_000)
    assert caught.value.key == "plans.output_disk_full"
    assert Path("/dev/full").is_char_device()
    atomic_write(Path("/dev/null"), b"x")
    assert Path("/dev/null").is_char_device()


def test_only_abandoned_parts_of_ours_are_swept(tmp_path: Path) -> None:
    names = {
        ".0123456789abcdef.part": False,
        ".0123456789abcdee.part-journal": False,
        ".0123456789abcdeg.part": True,
        "0123456789abcdef.part": True,
        ".0123456789abcdef.part.pdf": True,
        "plan.part": True,
    }
    for name in names:
        (tmp_path / name).write_bytes(b"half")
        os.utime(tmp_path / name, (1_000, 1_000))
    (tmp_path / ".aaaaaaaaaaaaaaaa.part").mkdir()
    (tmp_path / ".bbbbbbbbbbbbbbbb.part").symlink_to(tmp_path / "plan.part")
    (tmp_path / ".cccccccccccccccc.part").write_bytes(b"being written now")
    atomic_write(tmp_path / "plan.pdf", b"x")
    assert {name: (tmp_path / name).exists() for name in names} == names
    left = {one.name for one in tmp_path.iterdir()} - names.keys()
    assert left == {"plan.pdf", *(f".{letter * 16}.part" for letter in "abc")}


def test_a_folder_that_cannot_be_listed_is_left_alone(tmp_path: Path) -> None:
    assert files.sweep(tmp_path / "gone", 1e12) == 0
