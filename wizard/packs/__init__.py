"""A pack of YAML becomes a checklist with its conditions compiled, or a list of problems.

A pack is a folder, or one file with the same content; it may extend the pack that comes
with the program. A pack from elsewhere is untrusted input: it is read strictly, within
limits, and nothing in it is ever executed.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from wizard import resources
from wizard.engine import CompiledChecklist
from wizard.errors import PackError, Place, Problem
from wizard.packs.archive import ENDINGS
from wizard.packs.changes import extended
from wizard.packs.compiling import compile_checklist
from wizard.packs.files import Folder, PackFiles, archived, bundle, open_files, packed
from wizard.packs.origins import Origin, Reading
from wizard.packs.personas import Expectation, Persona, personas_of, read_personas
from wizard.packs.reading import read_files
from wizard.packs.validating import near_miss

BUILT_IN = "shop_launch"
_EXTENSIBLE = {BUILT_IN: BUILT_IN, "gallery": "_gallery"}

__all__ = [
    "BUILT_IN",
    "ENDINGS",
    "Expectation",
    "Origin",
    "PackFiles",
    "Persona",
    "Reading",
    "built_in",
    "bundle",
    "examine",
    "examine_bytes",
    "load",
    "near_miss",
    "packed",
    "personas_of",
    "read",
    "read_personas",
]


def read(path: Path) -> tuple[CompiledChecklist | None, Reading]:
    """Read a pack that may be used: a folder, or a file ending in .shoppack or .zip.

    Returns:
        The compiled checklist, None if there are problems, and the reading with every
        problem (which stop the pack from being used) and remark (which do not).

    Raises:
        PackError: there is no pack at ``path``, or its archive is refused as a whole.
    """
    compiled, reading = examine(path)
    return (None if reading.problems else compiled), reading


def examine(path: Path) -> tuple[CompiledChecklist | None, Reading]:
    """Read a pack as far as it goes, for its author.

    Returns:
        What could be compiled, without the parts that have problems; and the reading.

    Raises:
        PackError: as for ``read``.
    """
    return _examined(open_files(path))


def examine_bytes(data: bytes, label: str) -> tuple[CompiledChecklist | None, Reading]:
    """Read a pack out of the bytes of its one file, as ``examine`` does.

    Args:
        data: the file.
        label: what places call the pack.

    Raises:
        PackError: there is no pack in it, or it is refused as a whole.
    """
    return _examined(archived(data, label))


def _examined(files: PackFiles) -> tuple[CompiledChecklist | None, Reading]:
    name = extended(files)
    base = Folder(resources.pack_folder(_EXTENSIBLE[name])) if name in _EXTENSIBLE else None
    reading = read_files(files, base)
    return compile_checklist(reading), reading


def load(path: Path) -> CompiledChecklist:
    """Read a pack that is to be used.

    Raises:
        PackError: it has problems, all of which the error carries.
    """
    compiled, reading = read(path)
    if compiled is None:
        raise PackError("packs.unusable", sorted(reading.problems, key=_place), path=str(path))
    return compiled


@lru_cache(maxsize=1)
def built_in() -> CompiledChecklist:
    """Return the pack that comes with the program."""
    return load(resources.pack_folder(BUILT_IN))


def _place(problem: Problem) -> Place:
    return problem.place
