from __future__ import annotations

import errno
import os
import stat
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wizard.errors import OutputError
from wizard.plans import files
from wizard.plans.files import atomic_write, safe_file_name
from wizard.text import LANGUAGES, words


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
        ("." * 200 + "店", "店.pdf"),
        ("a" * 118 + ". b", "a" * 118 + ".pdf"),
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
        assert told(refusal.value) == ("plans.output_is_plan", {"path": str(path)})
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


def told(error: OutputError) -> tuple[str, dict[str, str]]:
    """Return key and parameters of a sentence; it stands in both languages and names the place."""
    for language in LANGUAGES:
        assert Path(error.params["path"]).name in words(language)(error.key, **error.params)
    return error.key, error.params


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    long = tmp_path / ("x" * 300) / "plan.pdf"
    for path, key, named in (
        (tmp_path / "folder", "plans.output_is_folder", tmp_path / "folder"),
        (tmp_path / "file" / "plan.pdf", "plans.output_not_a_folder", tmp_path / "file"),
        (long, "plans.output_name_too_long", long),
    ):
        with pytest.raises(OutputError) as caught:
            atomic_write(path, b"x")
        assert told(caught.value) == (key, {"path": str(named)})
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["file", "folder"]


@pytest.mark.parametrize(
    ("number", "key"),
    [
        (errno.ENOSPC, "plans.output_disk_full"),
        (errno.EDQUOT, "plans.output_disk_full"),
        (errno.EFBIG, "plans.output_disk_full"),
        (errno.EROFS, "plans.output_read_only"),
        (errno.EPERM, "plans.output_read_only"),
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
    reason = {"reason": os.strerror(number)} if key == "plans.output_cannot_write" else {}
    assert told(caught.value) == (key, {"path": str(path), **reason})
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
    assert told(caught.value) == ("plans.output_disk_full", {"path": "/dev/full"})
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


def test_a_name_the_system_cannot_write_is_told(tmp_path: Path) -> None:
    error = UnicodeEncodeError("ascii", "店", 0, 1, "ordinal not in range")
    sentence = files.output_error(tmp_path / "店.pdf", error)
    assert told(sentence) == ("plans.output_name_encoding", {"path": str(tmp_path / "店.pdf")})
    nameless = files.output_error(tmp_path / "a", OSError("no number"))
    assert told(nameless) == (
        "plans.output_cannot_write",
        {"path": str(tmp_path / "a"), "reason": "no number"},
    )


def test_what_must_be_free(tmp_path: Path) -> None:
    files.must_be_free(tmp_path / "free")
    (tmp_path / "taken").write_bytes(b"")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("taken", "link"):
        with pytest.raises(OutputError) as caught:
            files.must_be_free(tmp_path / name)
        assert told(caught.value) == ("plans.exists", {"path": str(tmp_path / name)})
    with pytest.raises(OutputError) as caught:
        files.must_be_free(tmp_path / "taken" / "below")
    assert told(caught.value) == ("plans.output_not_a_folder", {"path": str(tmp_path / "taken")})


def test_what_is_written_is_on_the_disk_before_it_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    sync, replace = os.fsync, Path.replace

    def synced(descriptor: int) -> None:
        folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        size = os.fstat(descriptor).st_size
        done.append("folder" if folder else f"file of {size}")
        sync(descriptor)

    def replaced(self: Path, target: Path) -> Path:
        done.append(f"{self.suffix} -> {Path(target).name}")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    atomic_write(tmp_path / "plan.pdf", b"1234")
    folder = [] if os.name == "nt" else ["folder"]
    assert done == ["file of 4", ".part -> plan.pdf", *folder]
    done.clear()
    files.move(tmp_path / "plan.pdf", tmp_path / "moved.pdf")
    assert done == [".pdf -> moved.pdf", *folder]


def test_a_file_that_cannot_be_moved_is_told_by_where_it_should_go(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        files.move(tmp_path / "nowhere", tmp_path / "target")
    key, params = told(caught.value)
    assert (key, params["path"]) == ("plans.output_cannot_write", str(tmp_path / "target"))


def test_a_file_held_for_good_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    def held(self: Path, target: Path) -> Path:
        error = PermissionError(13, "held by another program")
        error.winerror = 32  # type: ignore[attr-defined, unused-ignore]
        raise error

    monkeypatch.setattr(time, "sleep", waited.append)
    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(OutputError) as caught:
        atomic_write(tmp_path / "plan.pdf", b"new")
    assert told(caught.value)[0] == "plans.output_read_only"
    assert waited == sorted(waited)
    assert 2 < sum(waited) < 5
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="no permission bits")
def test_a_private_folder_and_those_above_it(tmp_path: Path) -> None:
    folder = files.private_folder(tmp_path / "above" / "mine")
    assert folder == tmp_path / "above" / "mine"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert files.private_folder(folder) == folder
    (tmp_path / "file").write_bytes(b"")
    for below in (tmp_path / "file" / "mine", tmp_path / "file"):
        with pytest.raises(OutputError) as caught:
            files.private_folder(below)
        assert told(caught.value)[0] == "plans.output_not_a_folder"


def test_what_lies_an_hour_is_swept_and_counted(tmp_path: Path) -> None:
    for name, age in (("a", 3_599), ("b", 3_601)):
        part = tmp_path / f".{name * 16}.part"
        part.write_bytes(b"half")
        os.utime(part, (10_000 - age, 10_000 - age))
    assert files.sweep(tmp_path, 10_000 - files.ABANDONED_AFTER) == 1
    assert [one.name for one in tmp_path.iterdir()] == [f".{'a' * 16}.part"]
