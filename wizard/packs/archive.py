"""A pack as one file: a zip read into memory, and refused at the first sign of a trick.

Nothing is ever extracted, so no name in an archive reaches the disk. Every entry is
checked before one byte is inflated: its name, kind and place, and what it claims to
become; then no more is inflated than was claimed.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from wizard.errors import PackError

ENDINGS: Final = (".shoppack", ".zip")
_ENTRIES: Final = 200
_EACH: Final = 2_000_000
_TOGETHER: Final = 20_000_000
_RATIO: Final = 100
_DIRECTORY: Final = _ENTRIES * 400
_NAME: Final = re.compile(
    r"(?:[a-z0-9_-]{1,60}/){0,2}[a-z0-9_-]{1,60}(?:\.[a-z0-9_-]{1,20}){0,2}\.(?:yaml|j2|md|png|jpg)"
)
_FOLDER: Final = re.compile(r"(?:[a-z0-9_-]{1,60}/){1,2}")
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])")
_END: Final = struct.Struct("<4s4H2LH")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_REGULAR: Final = (stat.S_IFREG | 0o644) << 16
_ENCRYPTED: Final = 0x1


def read_archive(path: Path) -> dict[str, bytes]:
    """Read all files of an archive into memory, by name.

    Raises:
        PackError: it is damaged, too large, or made to do harm; the error says which.
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(_TOGETHER + 1)
    return unpacked(data, str(path))


def unpacked(data: bytes, label: str) -> dict[str, bytes]:
    """Return the files of the archive ``data`` by name.

    Raises:
        PackError: as for ``read_archive``.
    """
    if len(data) > _TOGETHER:
        raise PackError("packs.zip_too_large", path=label, limit=_TOGETHER // 1_000_000)
    _check_end(data, label)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            for entry in entries:
                _check_entry(entry, label)
            _check_together(entries, label)
            _check_places(data, entries, archive.start_dir, label)
            return {
                entry.filename: _content(archive, entry, label)
                for entry in entries
                if not entry.is_dir()
            }
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as error:
        raise PackError("packs.zip_damaged", path=label) from error


def write_archive(content: Mapping[str, bytes], label: str) -> bytes:
    """Return an archive of ``content`` that ``unpacked`` accepts; always the same bytes.

    Raises:
        PackError: a file has a name or a size that no pack may hold.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in sorted(content.items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.external_attr = _REGULAR
            entry.create_system = 3
            # What shrinks a hundredfold would be refused as a bomb.
            packed = len(zlib.compress(data)) * _RATIO // 2 > len(data)
            entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            archive.writestr(entry, data)
    made = target.getvalue()
    unpacked(made, label)
    return made


def _check_end(data: bytes, label: str) -> None:
    """Bound the directory before it is parsed; what follows it is refused."""
    if len(data) < _END.size:
        raise PackError("packs.zip_damaged", path=label)
    mark, disk, first, here, total, size, _, comment = _END.unpack(data[-_END.size :])
    if mark != b"PK\5\6" or comment or disk or first or here != total:
        raise PackError("packs.zip_damaged", path=label)
    if total > _ENTRIES or size > _DIRECTORY:
        raise PackError("packs.zip_too_many", path=label, limit=_ENTRIES)
    # The record that replaces these numbers by larger ones.
    if data[-_END.size - 20 : -_END.size - 16] == b"PK\6\7":
        raise PackError("packs.zip_damaged", path=label)


def _check_entry(entry: zipfile.ZipInfo, label: str) -> None:
    name = entry.filename
    shown = name.encode("unicode_escape").decode("ascii")[:80]
    # ``is_dir`` looks at the last character, which an empty name has not.
    folder = name.endswith("/")
    pattern = _FOLDER if folder else _NAME
    parts = name.rstrip("/").split("/")
    reserved = any(_RESERVED.fullmatch(part.partition(".")[0]) for part in parts)
    # ``orig_filename`` still has what zipfile cuts off after a NUL or turns from ``\\``.
    if not pattern.fullmatch(name) or reserved or entry.orig_filename != name:
        raise PackError("packs.zip_name", path=label, name=shown)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise PackError("packs.zip_link", path=label, name=shown)
    if entry.flag_bits & _ENCRYPTED:
        raise PackError("packs.zip_encrypted", path=label, name=shown)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise PackError("packs.zip_damaged", path=label)
    bomb = entry.file_size > _RATIO * max(entry.compress_size, 1)
    if entry.file_size > _EACH or bomb or (folder and entry.file_size):
        raise PackError("packs.zip_bomb", path=label, name=shown)


def _check_together(entries: Sequence[zipfile.ZipInfo], label: str) -> None:
    if len(entries) > _ENTRIES:
        raise PackError("packs.zip_too_many", path=label, limit=_ENTRIES)
    if sum(entry.file_size for entry in entries) > _TOGETHER:
        raise PackError("packs.zip_too_large", path=label, limit=_TOGETHER // 1_000_000)
    seen: set[str] = set()
    for entry in entries:
        if entry.filename in seen:
            raise PackError("packs.zip_twice", path=label, name=entry.filename)
        seen.add(entry.filename)


def _check_places(
    data: bytes, entries: Sequence[zipfile.ZipInfo], directory: int, label: str
) -> None:
    """Refuse entries that share bytes, or that call themselves something else inside."""
    if entries and min(entry.header_offset for entry in entries):
        # Something stands before the archive: it is a program as well, or a picture.
        raise PackError("packs.zip_damaged", path=label)
    free = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        start = entry.header_offset
        head = data[start : start + _LOCAL.size]
        if start < free or len(head) < _LOCAL.size or not head.startswith(b"PK\3\4"):
            raise PackError("packs.zip_overlap", path=label)
        *_, name_length, extra = _LOCAL.unpack(head)
        begin = start + _LOCAL.size
        if data[begin : begin + name_length] != entry.filename.encode("ascii"):
            raise PackError("packs.zip_overlap", path=label)
        free = begin + name_length + extra + entry.compress_size
    if free > directory:
        raise PackError("packs.zip_overlap", path=label)


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, label: str) -> bytes:
    with archive.open(entry) as file:
        content = file.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise PackError("packs.zip_damaged", path=label)
    return content
