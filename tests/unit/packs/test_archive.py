"""Packs in one file: what they hold comes out, and no trick gets in."""

from __future__ import annotations

import io
import random
import stat
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.small_pack import write_pack
from wizard import packs
from wizard.errors import PackError
from wizard.packs import archive
from wizard.packs.archive import unpacked
from wizard.packs.files import Archive, Folder
from wizard.text import words

YAML = b"id: x\n"


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes], deflated: bool = True) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED if deflated else 0) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return target.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(PackError) as caught:
        unpacked(data, "pack.zip")
    for language in ("zh", "en"):
        assert "pack.zip" in words(language)(caught.value.key, **caught.value.params)
    assert caught.value.params["path"] == "pack.zip"
    return caught.value.key


def sentence(data: bytes) -> str:
    with pytest.raises(PackError) as caught:
        unpacked(data, "pack.zip")
    return words("zh")(caught.value.key, **caught.value.params)


def patched(data: bytes, **fields: int) -> bytes:
    """Return the archive of one file with numbers of its directory changed."""
    start = data.index(b"PK\1\2")
    head = list(struct.unpack_from("<4s6H3L5H2L", data, start))
    places = {"flags": 3, "method": 4, "crc": 7, "compressed": 8, "size": 9, "offset": 16}
    for name, value in fields.items():
        head[places[name]] = value
    changed = struct.pack("<4s6H3L5H2L", *head)
    return data[:start] + changed + data[start + len(changed) :]


@pytest.mark.parametrize(
    "name",
    [
        "../../evil.yaml",
        "/etc/x.yaml",
        "..\\..\\evil.yaml",
        "C:/x.yaml",
        "con.yaml",
        "translations/nul.yaml",
        "lpt1.zh.md.j2",
        "A.yaml",
        "x\u202elmay.yaml",
        "店.yaml",
        "a b.yaml",
        "a\x00.yaml",
        ".hidden.yaml",
        "a/b/c/d.yaml",
        "x" * 200 + ".yaml",
        "evil.py",
        "pack.yaml.exe",
        "noending",
        "nested.zip",
    ],
)
def test_a_name_no_pack_may_hold_is_refused(name: str) -> None:
    data = zipped((name.replace("\x00", "0"), YAML))
    if "\x00" in name:
        data = data.replace(b"a0.yaml", b"a\x00.yaml")
    assert refused(data) in {"packs.zip_name", "packs.zip_overlap"}


def test_a_file_without_a_name_is_refused() -> None:
    nameless = zipped((zipfile.ZipInfo("a"), YAML))
    start = nameless.index(b"PK\1\2")
    # The name becomes the extra field: lengths are all that changes.
    changed = struct.pack("<2H", 0, 1)
    nameless = nameless[: start + 28] + changed + nameless[start + 32 :]
    assert refused(nameless) in {"packs.zip_name", "packs.zip_damaged"}


def test_two_files_of_one_name_are_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("a.yaml", YAML), ("a.yaml", YAML))
    assert refused(data) == "packs.zip_twice"


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_what_is_no_plain_file_is_refused(kind: int) -> None:
    entry = zipfile.ZipInfo("a.yaml")
    entry.create_system = 3
    entry.external_attr = (kind | 0o777) << 16
    assert refused(zipped((entry, b"/etc/passwd"))) == "packs.zip_link"


def test_a_bomb_is_refused_before_it_is_opened() -> None:
    assert refused(zipped(("a.yaml", b"\0" * 1_000_000))) == "packs.zip_bomb"
    assert refused(zipped(("a.yaml", b"x" * 2_000_001), deflated=False)) == "packs.zip_bomb"


def test_a_size_that_lies_gains_nothing() -> None:
    small = patched(zipped(("a.yaml", b"\0" * 1_000_000)), size=100)
    assert refused(small) in {"packs.zip_damaged", "packs.zip_bomb"}
    grown = patched(zipped(("a.yaml", YAML * 30)), size=400)
    assert refused(grown) == "packs.zip_damaged"


def test_too_much_of_anything_is_refused() -> None:
    many = zipped(*((f"a{number}.yaml", b"") for number in range(201)))
    assert refused(many) == "packs.zip_too_many"
    half = b"".join(zlib.crc32(str(n).encode()).to_bytes(4, "big") for n in range(450_000))
    large = zipped(*((f"a{n}.yaml", half) for n in range(12)), deflated=False)
    assert refused(large) == "packs.zip_too_large"


def unlike(size: int, seed: int = 0) -> bytes:
    """Return bytes that cannot be packed any smaller."""
    return random.Random(seed).randbytes(size)


def test_as_much_as_a_pack_may_hold_is_read() -> None:
    names = [f"a{number}.yaml" for number in range(200)]
    assert list(unpacked(zipped(*((name, b"") for name in names)), "x")) == names
    largest = unlike(2_000_000)
    assert unpacked(zipped(("a.yaml", largest), deflated=False), "x") == {"a.yaml": largest}
    assert refused(zipped(("a.yaml", unlike(2_000_001)), deflated=False)) == "packs.zip_bomb"
    # Packed a hundred times smaller, and one byte more than that.
    entry = zipped(("a.yaml", b"\0" * 100_000))
    packed = zipfile.ZipFile(io.BytesIO(entry)).infolist()[0].compress_size
    assert refused(patched(entry, size=100 * packed)) == "packs.zip_damaged"
    assert refused(patched(entry, size=100 * packed + 1)) == "packs.zip_bomb"


def test_all_files_together_may_be_so_large(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped(("a.yaml", b"\0" * 600), ("b.yaml", b"\0" * 400))
    monkeypatch.setattr(archive, "_TOGETHER", 1_000)
    assert sum(map(len, unpacked(data, "x").values())) == 1_000
    monkeypatch.setattr(archive, "_TOGETHER", 999)
    assert refused(data) == "packs.zip_too_large"
    monkeypatch.setattr(archive, "_TOGETHER", len(data) - 1)
    assert refused(data) == "packs.zip_too_large"


def test_the_directory_may_be_so_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is bounded before it is parsed: a name of 60,000 characters costs as much as 100."""
    data = zipped(("a.yaml", b""), ("b.yaml", b""))
    size = 2 * (46 + len("a.yaml"))
    monkeypatch.setattr(archive, "_DIRECTORY", size)
    assert list(unpacked(data, "x")) == ["a.yaml", "b.yaml"]
    monkeypatch.setattr(archive, "_DIRECTORY", size - 1)
    assert refused(data) == "packs.zip_too_many"


def test_what_is_said_of_an_archive(tmp_path: Path) -> None:
    assert sentence(zipped(*((f"a{n}.yaml", b"") for n in range(201)))) == (
        words("zh")("packs.zip_too_many", path="pack.zip", limit=200)
    )
    assert sentence(b"x" * 20_000_001) == (
        words("zh")("packs.zip_too_large", path="pack.zip", limit=20)
    )
    odd = "坏\u202e" + "x" * 100 + ".yaml"
    with pytest.raises(PackError) as caught:
        unpacked(zipped((odd, YAML)), "pack.zip")
    shown = odd.encode("unicode_escape").decode()[:80]
    assert caught.value.params == {"path": "pack.zip", "name": shown}
    for data, name in (
        (zipped(("a.yaml", b"\0" * 1_000_000)), "a.yaml"),
        (patched(zipped(("a.yaml", YAML)), flags=1), "a.yaml"),
    ):
        with pytest.raises(PackError) as caught:
            unpacked(data, "pack.zip")
        assert caught.value.params == {"path": "pack.zip", "name": name}
    path = tmp_path / "large.zip"
    path.write_bytes(b"x" * 20_000_001)
    with pytest.raises(PackError) as caught:
        packs.read(path)
    assert caught.value.params == {"path": str(path), "limit": 20}


@pytest.mark.parametrize(
    "name",
    [
        "pack.yaml",
        "translations/en/mindset.yaml",
        "templates/deal.zh.md.j2",
        "a/b/c.yaml",
        "x" * 60 + ".yaml",
        "pictures/x-1_2.png",
        "com10.yaml",
        "connect.yaml",
        "read.me.md",
    ],
)
def test_a_name_a_pack_may_hold(name: str) -> None:
    assert unpacked(zipped((name, YAML)), "x") == {name: YAML}


def test_folders_are_passed_over() -> None:
    assert unpacked(zipped(("a/", b""), ("a/b/", b""), ("a/b/c.yaml", YAML)), "x") == {
        "a/b/c.yaml": YAML
    }
    assert refused(zipped(("a/b/c/", b""))) == "packs.zip_name"
    assert refused(zipped(("A/", b""))) == "packs.zip_name"
    assert refused(zipped(("con/", b""))) == "packs.zip_name"
    assert refused(zipped(("a/", b"x"))) == "packs.zip_bomb"


def test_a_pack_is_always_written_the_same() -> None:
    content = {"b.yaml": b"\0" * 10_000, "a.yaml": YAML, "c.yaml": unlike(5_000)}
    data = archive.write_archive(content, "x")
    assert data == archive.write_archive(dict(reversed(content.items())), "x")
    assert unpacked(data, "x") == content
    entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    assert [one.filename for one in entries] == ["a.yaml", "b.yaml", "c.yaml"]
    assert {one.date_time for one in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {one.external_attr >> 16 for one in entries} == {0o100644}
    assert {one.create_system for one in entries} == {3}
    # What shrinks too well to be believed is stored as it is.
    kinds = [one.compress_type for one in entries]
    assert kinds == [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]
    with pytest.raises(PackError) as caught:
        archive.write_archive({"Bad.yaml": b""}, "mine")
    assert caught.value.params == {"path": "mine", "name": "Bad.yaml"}


def test_a_pack_is_read_out_of_bytes(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "small", values=None)
    data = packs.bundle(folder)
    compiled, reading = packs.examine_bytes(data, "收到的.shoppack")
    assert compiled is not None
    assert compiled.checklist.id == "small"
    files = {one.place.file.rpartition("/")[0] for one in reading.problems}
    assert files == {"收到的.shoppack"}
    for content, key in ((b"", "zip_damaged"), (zipped(("a.yaml", YAML)), "no_pack")):
        with pytest.raises(PackError) as caught:
            packs.examine_bytes(content, "收到的.shoppack")
        assert caught.value.key == f"packs.{key}"
        assert caught.value.params == {"path": "收到的.shoppack"}


def test_where_there_is_no_pack(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for act in (packs.read, packs.bundle, packs.load):
        with pytest.raises(PackError) as caught:
            act(tmp_path / "empty")
        expected = ("packs.no_pack", {"path": str(tmp_path / "empty")})
        assert (caught.value.key, caught.value.params) == expected
    folder = write_pack(tmp_path / "small", area="id: [\n")
    with pytest.raises(PackError) as caught:
        packs.load(folder)
    assert (caught.value.key, caught.value.params) == ("packs.unusable", {"path": str(folder)})


def test_overlapping_entries_are_refused() -> None:
    data = zipped(("a.yaml", YAML * 9), ("b.yaml", YAML * 9))
    second = data.rindex(b"PK\1\2")
    offset = second + struct.calcsize("<4s6H3L5H1L")
    assert refused(data[:offset] + struct.pack("<L", 0) + data[offset + 4 :]) == "packs.zip_overlap"
    whole = patched(zipped(("a.yaml", YAML), deflated=False), compressed=500, size=500)
    assert refused(whole) in {"packs.zip_overlap", "packs.zip_damaged"}


def test_a_file_inside_the_bytes_of_another_is_refused() -> None:
    """Both names stand where they should: read twice, the same bytes would count once."""
    inner = zipped(("b.yaml", YAML), deflated=False)
    inner = inner[: inner.index(b"PK\1\2")]
    data = zipped(("a.yaml", inner), ("b.yaml", YAML), deflated=False)
    assert list(unpacked(data, "x")) == ["a.yaml", "b.yaml"]
    second = data.rindex(b"PK\1\2") + struct.calcsize("<4s6H3L5H1L")
    shared = data[:second] + struct.pack("<L", 30 + len("a.yaml")) + data[second + 4 :]
    assert refused(shared) == "packs.zip_overlap"


def test_a_file_that_is_called_otherwise_inside_is_refused() -> None:
    data = zipped(("a.yaml", YAML))
    assert refused(data.replace(b"a.yaml", b"b.yaml", 1)) == "packs.zip_overlap"


def test_encrypted_and_strangely_packed_files_are_refused() -> None:
    data = zipped(("a.yaml", YAML))
    assert refused(patched(data, flags=1)) == "packs.zip_encrypted"
    assert refused(patched(data, method=99)) == "packs.zip_damaged"


def test_damage_is_told_as_damage() -> None:
    data = zipped(("a.yaml", YAML), deflated=False)
    assert refused(patched(data, crc=1)) == "packs.zip_damaged"
    for broken in (b"", b"PK", data[:-5], data[: len(data) // 2], data + b"x", b"x" * 1000):
        assert refused(broken) == "packs.zip_damaged"
    assert refused(b"#!/bin/sh\n" + data) in {"packs.zip_overlap", "packs.zip_damaged"}


def test_any_flipped_byte_is_refused_or_harmless(tmp_path: Path) -> None:
    data = packs.bundle(write_pack(tmp_path / "small"))
    for at in range(0, len(data), 7):
        flipped = data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]
        try:
            content = unpacked(flipped, "x")
        except PackError:
            continue
        assert sum(map(len, content.values())) < 20_000_000


def test_a_pack_reads_the_same_from_its_folder_and_from_one_file(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "small")
    (folder / ".DS_Store").write_bytes(b"x")
    one_file = tmp_path / "small.shoppack"
    one_file.write_bytes(packs.bundle(folder))
    assert packs.bundle(folder) == one_file.read_bytes()
    first, second = packs.load(folder), packs.load(one_file)
    assert first.checklist == second.checklist
    assert first.digest == second.digest


def test_a_problem_inside_one_file_has_its_place(tmp_path: Path) -> None:
    one_file = tmp_path / "small.zip"
    folder = write_pack(tmp_path / "small", values="values: {x: {value: 1}}\n")
    one_file.write_bytes(packs.bundle(folder))
    with pytest.raises(PackError) as caught:
        packs.load(one_file)
    assert str(caught.value.problems[0].place).startswith(f"{one_file}/")


def test_an_archive_without_a_pack_and_a_file_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "x.shoppack"
    path.write_bytes(zipped(("a.yaml", YAML)))
    with pytest.raises(PackError, match="no_pack"):
        packs.load(path)
    with pytest.raises(PackError, match="no_pack"):
        packs.load(tmp_path / "nowhere.zip")


def test_a_folder_with_a_forbidden_name_cannot_be_bundled(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "small")
    (folder / "Notes.txt").write_text("x")
    with pytest.raises(PackError, match="zip_name"):
        packs.bundle(folder)


def test_a_link_out_of_a_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "secret.yaml"
    outside.write_text("secret: 1\n")
    folder = write_pack(tmp_path / "small", values=None)
    (folder / "values.yaml").symlink_to(outside)
    _, reading = packs.read(folder)
    assert "packs.file_unreadable" in [one.key for one in reading.problems]


def test_a_file_that_cannot_be_read_is_told_with_the_reason(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "small")
    link = folder / "terms.yaml"
    link.symlink_to(tmp_path / "terms.yaml")
    (tmp_path / "terms.yaml").write_text("terms: {}\n")
    _, reading = packs.read(folder)
    (found,) = reading.problems
    assert str(found.place) == f"{link}:1:1"
    assert (found.key, found.params) == (
        "packs.file_unreadable",
        {"name": "terms.yaml", "reason": "a link out of the pack"},
    )


def test_a_file_larger_than_any_is_refused_not_cut(tmp_path: Path) -> None:
    terms = "# " + "x" * (2_000_000 - 12) + "\nterms: {}\n"
    assert len(terms) > 2_000_000
    _, reading = packs.read(write_pack(tmp_path, terms=terms))
    (found,) = reading.problems
    assert (Path(found.place.file).name, found.key) == ("terms.yaml", "yaml.too_large")


def test_a_folder_lists_so_many_files_in_order(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    assert folder.names("personas") == []
    (tmp_path / "personas").mkdir()
    for number in range(203):
        (tmp_path / "personas" / f"p{number:03}.yaml").write_bytes(b"")
    (tmp_path / "personas" / "notes.txt").write_bytes(b"")
    listed = [f"personas/p{number:03}.yaml" for number in range(200)]
    assert folder.names("personas") == listed
    (tmp_path / "b.yaml").write_bytes(b"2")
    (tmp_path / "a.yaml").write_bytes(b"1")
    assert folder.names("") == ["a.yaml", "b.yaml"]
    assert folder.read("a.yaml") == b"1"
    assert folder.read("c.yaml") is None
    assert folder.label == str(tmp_path)
    packed = Archive("x", {"b.yaml": b"2", "a.yaml": b"1", "personas/p.yaml": b"", "t/x.j2": b""})
    assert packed.names("") == ["a.yaml", "b.yaml"]
    assert packed.names("personas") == ["personas/p.yaml"]
    assert packed.names("t", "") == ["t/x.j2"]
    assert (packed.read("a.yaml"), packed.read("c.yaml")) == (b"1", None)
