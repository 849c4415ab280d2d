"""A folder of YAML becomes a checklist with its conditions compiled, or a list of problems.

A pack from elsewhere is untrusted input: it is read strictly, within limits, and nothing
in it is ever executed.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from wizard import resources
from wizard.engine import CompiledChecklist
from wizard.errors import PackError, Place, Problem
from wizard.packs.compiling import compile_checklist
from wizard.packs.personas import Expectation, Persona, read_personas
from wizard.packs.reading import Reading, read_folder

BUILT_IN = "shop_launch"

__all__ = [
    "BUILT_IN",
    "Expectation",
    "Persona",
    "Reading",
    "built_in",
    "load",
    "read",
    "read_personas",
]


def read(folder: Path) -> tuple[CompiledChecklist | None, Reading]:
    """Read a pack as far as it goes.

    Returns:
        The compiled checklist, None where its problems leave none, and the reading with
        every problem (which stop the pack from being used) and remark (which do not).
    """
    reading = read_folder(folder)
    compiled = compile_checklist(reading)
    return (None if reading.problems else compiled), reading


def load(folder: Path) -> CompiledChecklist:
    """Read a pack that is to be used.

    Raises:
        PackError: it has problems, all of which the error carries.
    """
    compiled, reading = read(folder)
    if compiled is None:
        raise PackError("packs.unusable", sorted(reading.problems, key=_place), path=str(folder))
    return compiled


@lru_cache(maxsize=1)
def built_in() -> CompiledChecklist:
    """Return the pack that comes with the program."""
    return load(resources.pack_folder(BUILT_IN))


def _place(problem: Problem) -> Place:
    return problem.place
