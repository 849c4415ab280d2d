"""docs/security.md names tests that exist, and every hostile-input test is named there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
NAMED = set(re.findall(r"`(tests/[\w/]+(?:\.py)?/?)(?:::\w+)?`", PAGE))
TESTS = set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE))


def test_what_the_page_names_exists() -> None:
    assert NAMED
    assert [name for name in sorted(NAMED) if not (ROOT / name).exists()] == []


def test_every_test_the_page_names_exists() -> None:
    assert len(TESTS) > 20
    missing = [
        f"{file}::{test}"
        for file, test in sorted(TESTS)
        if f"def {test}(" not in (ROOT / file).read_text("utf-8")
    ]
    assert missing == []


def test_every_threat_names_its_test() -> None:
    table = PAGE.partition("## Threats")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(rows) >= 12
    assert [row for row in rows if "`tests/" not in row.rsplit("|", 2)[1]] == []


def test_attacks_are_on_the_page() -> None:
    attacks = {
        path.relative_to(ROOT).as_posix()
        for pattern in ("test_*attack*.py", "test_*hostile*.py", "test_archive.py")
        for path in (ROOT / "tests").rglob(pattern)
    }
    assert attacks <= NAMED
