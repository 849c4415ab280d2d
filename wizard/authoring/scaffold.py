"""A new pack to begin with: small, whole, clean, and with one of everything."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from wizard import resources
from wizard.errors import OutputError, PackError
from wizard.plans.files import atomic_write

_ID: Final = re.compile(r"[a-z][a-z0-9_-]{0,59}")
_MODELS: Final[Mapping[bool, str]] = {False: "new", True: "extending"}


def scaffold(folder: Path, *, extending: bool = False) -> list[Path]:
    """Write a new pack into ``folder``, whose name becomes the pack's id.

    Args:
        folder: is made; must not hold anything yet.
        extending: whether the pack extends the one that comes with the program.

    Returns:
        The files written.

    Raises:
        PackError: the folder's name cannot be an id.
        OutputError: there is something in the folder already.
    """
    if not _ID.fullmatch(folder.name):
        raise PackError("packs.bad_id", name=folder.name)
    if folder.exists() and any(folder.iterdir()):
        raise OutputError("authoring.folder_not_empty", path=str(folder))
    model = resources.asset("packs", _MODELS[extending])
    written: list[Path] = []
    for path in sorted(model.rglob("*.yaml")):
        target = folder / path.relative_to(model)
        text = path.read_text("utf-8").replace("PACK_ID", folder.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        atomic_write(target, text.encode())
        written.append(target)
    return written
