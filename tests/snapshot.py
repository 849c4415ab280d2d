"""Golden files: what a test produced when somebody last looked at it and agreed.

``snapshot(value)`` compares ``value`` with ``tests/golden/<folder>/<test file>/<test>.txt``,
or ``.json`` when it is not text; ``snapshot(value, "name")`` keeps several apart. Files are
written by ``pytest --snapshot-update`` only, so that a missing one is never silently made.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest


class Snapshot:
    """The golden files of one test."""

    def __init__(self, folder: Path, test: str, *, update: bool) -> None:
        self._folder = folder
        self._test = test
        self._update = update
        self._used: set[Path] = set()

    def __call__(self, value: object, name: str = "") -> None:
        """Compare ``value``, or record it under ``--snapshot-update``."""
        __tracebackhide__ = True
        path = self._path(value, name)
        if path in self._used:
            pytest.fail(f"two snapshots of one test share the file {path.name}: name them")
        self._used.add(path)
        text = value if isinstance(value, str) else _as_json(value)
        if self._update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        elif not path.is_file():
            pytest.fail(f"{path} is missing: look at the value, then use --snapshot-update")
        else:
            assert text == path.read_text("utf-8"), f"differs from {path}"

    def _path(self, value: object, name: str) -> Path:
        suffix = "txt" if isinstance(value, str) else "json"
        stem = f"{self._test}-{name}" if name else self._test
        return self._folder / f"{stem}.{suffix}"


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
