"""The files of a pack, in a folder or in one archive; nothing of them is ever executed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from wizard.errors import PackError, unreadable
from wizard.packs.archive import ENDINGS, read_archive, unpacked, write_archive

HEAD = "pack.yaml"
MOST_FILES = 200
MOST_BYTES = 2_000_000


class PackFiles(Protocol):
    """Where the files of a pack are read from; names use ``/`` and begin at its top."""

    @property
    def label(self) -> str:
        """What places call the pack."""

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file, None where there is none.

        Raises:
            OSError: it is there and cannot be read.
        """

    def names(self, folder: str, suffix: str = ".yaml") -> list[str]:
        """Return the sorted names of the files right inside ``folder``, empty for its top."""

    def everything(self) -> list[str]:
        """Return the sorted names of all files, without hidden ones."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A pack in a folder."""

    path: Path

    @property
    def label(self) -> str:
        """The path of the folder."""
        return str(self.path)

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file; one that leads out of the folder is refused."""
        path = self.path / name
        if not path.is_file():
            return None
        if not path.resolve().is_relative_to(self.path.resolve()):
            raise PermissionError(13, "a link out of the pack", str(path))
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)

    def names(self, folder: str, suffix: str = ".yaml") -> list[str]:
        """Return the sorted names of the files right inside ``folder``."""
        inner = self.path / folder
        if not inner.is_dir():
            return []
        found = sorted(one.name for one in inner.iterdir() if one.name.endswith(suffix))
        return [f"{folder}/{name}" if folder else name for name in found[:MOST_FILES]]

    def everything(self) -> list[str]:
        """Return the sorted names of all files, without hidden ones."""
        found = [one.relative_to(self.path) for one in self.path.rglob("*") if one.is_file()]
        return sorted(
            one.as_posix() for one in found if not any(part.startswith(".") for part in one.parts)
        )


@dataclass(frozen=True, slots=True)
class Archive:
    """A pack in one file, held in memory; never extracted."""

    label: str
    content: Mapping[str, bytes]

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file, None where there is none."""
        return self.content.get(name)

    def names(self, folder: str, suffix: str = ".yaml") -> list[str]:
        """Return the sorted names of the files right inside ``folder``."""
        return sorted(
            name
            for name in self.content
            if name.rpartition("/")[0] == folder and name.endswith(suffix)
        )

    def everything(self) -> list[str]:
        """Return the sorted names of all files."""
        return sorted(self.content)


def open_files(path: Path) -> PackFiles:
    """Open a pack: a folder, or a file ending in .shoppack or .zip.

    Raises:
        PackError: there is no pack at ``path``, or its archive is refused.
        WizardError: the file cannot be read at all.
    """
    files: PackFiles = Folder(path)
    if path.suffix.lower() in ENDINGS and path.is_file():
        try:
            files = Archive(str(path), read_archive(path))
        except OSError as error:
            raise unreadable(path, error) from error
    if files.read(HEAD) is None:
        raise PackError("packs.no_pack", path=str(path))
    return files


def archived(data: bytes, label: str) -> PackFiles:
    """Open a pack out of the bytes of its one file.

    Raises:
        PackError: there is no pack in it, or it is refused as a whole.
    """
    files = Archive(label, unpacked(data, label))
    if files.read(HEAD) is None:
        raise PackError("packs.no_pack", path=label)
    return files


def packed(path: Path) -> bytes:
    """Return the pack at ``path`` as one archive: itself, if it is one already.

    Raises:
        PackError: there is no pack, or a file no pack may hold.
        WizardError: the file cannot be read at all.
    """
    if not (path.suffix.lower() in ENDINGS and path.is_file()):
        return bundle(path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def bundle(folder: Path) -> bytes:
    """Return the pack in ``folder`` as one archive; equal files give equal bytes.

    Raises:
        PackError: the folder holds no pack, or a file no pack may hold.
    """
    if not (folder / HEAD).is_file():
        raise PackError("packs.no_pack", path=str(folder))
    content: dict[str, bytes] = {}
    files = Folder(folder)
    for name in files.everything():
        content[name] = files.read(name) or b""
    return write_archive(content, str(folder))
