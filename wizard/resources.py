"""Where the files that come with the program are: checkout, wheel or frozen bundle."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

_FOLDERS = ("assets", "checklists", "templates")


@cache
def root() -> Path:
    """Return the folder that holds ``assets``, ``checklists`` and ``templates``.

    A wheel keeps them in ``wizard/_data``, a frozen bundle beside its modules, a
    checkout at its top level.
    """
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [Path(frozen)] if frozen else []
    candidates += [package / "_data", package.parent]
    for candidate in candidates:
        if all((candidate / folder).is_dir() for folder in _FOLDERS):
            return candidate
    message = f"program files are incomplete: none of {candidates} holds {_FOLDERS}"
    raise FileNotFoundError(message)


def asset(*parts: str) -> Path:
    """Return the path of a file under ``assets``, for example ``asset("fonts", "x.ttf")``."""
    return root().joinpath("assets", *parts)


def pack_folder(name: str) -> Path:
    """Return the folder of a pack that comes with the program."""
    return root() / "checklists" / name


def template_folder() -> Path:
    """Return the folder of the agreements that come with the program."""
    return root() / "templates"
