"""Packs in one file: what they hold comes out, and no trick gets in."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.small_pack import write_pack
from wizard import packs
from wizard.errors import PackError
from wizard.packs.archive import unpacked
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
    return caught.value.key


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


def test_overlapping_entries_are_refused() -> None:
    data = zipped(("a.yaml", YAML * 9), ("b.yaml", YAML * 9))
    second = data.rindex(b"PK\1\2")
    offset = second + struct.calcsize("<4s6H3L5H1L")
    assert refused(data[:offset] + struct.pack("<L", 0) + data[offset + 4 :]) == "packs.zip_overlap"
    whole = patched(zipped(("a.yaml", YAML), deflated=False), compressed=500, size=500)
    assert refused(whole) in {"packs.zip_overlap", "packs.zip_damaged"}


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
