"""The text catalogue: both languages complete, nothing missing, nothing left over."""

from __future__ import annotations

import ast
import json
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from wizard.text import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "assets" / "locale"
KEY = re.compile(r"[a-z][a-z_0-9]*(\.[A-Za-z0-9_-]+)+")
# Literals that look like keys of a section and are something else: file names.
SUFFIXES = (".json", ".yaml", ".yml", ".py", ".ttf", ".pdf", ".csv", ".md", ".txt", ".sqlite")
NO_KEYS = frozenset({"evidence.where"})  # part of an answer, in wizard/session/unfinished.py
# Beginnings of keys that code completes in other ways than an f-string.
COMPLETED: tuple[str, ...] = ()


@cache
def _catalogue(language: str) -> dict[str, str]:
    keys: dict[str, str] = {}
    for path in sorted((LOCALE / language).glob("*.json")):
        section = json.loads(path.read_text("utf-8"))
        for key in section:
            assert key.startswith(f"{path.stem}."), f"{path.name}: {key} is of another section"
        keys |= section
    return keys


def _sections() -> set[str]:
    return {path.stem for language in LANGUAGES for path in (LOCALE / language).glob("*.json")}


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _docstrings(tree: ast.AST) -> set[ast.Constant]:
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def _literals() -> Iterator[tuple[str, str, bool]]:
    """Yield file, text and "is only the beginning" for every literal that may name a key."""
    for path in sorted((ROOT / "wizard").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        name, skipped = path.relative_to(ROOT).as_posix(), set(_docstrings(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                skipped |= {part for part in node.values if isinstance(part, ast.Constant)}
                first = node.values[0] if node.values else None
                if isinstance(first, ast.Constant) and len(node.values) > 1:
                    yield name, str(first.value), True
        for node in ast.walk(tree):
            if node not in skipped and isinstance(node, ast.Constant):
                yield name, str(node.value), False


def _in_templates() -> set[str]:
    """Return the keys that templates ask for."""
    found = set()
    for folder in ("wizard", "templates"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".md", ".html", ".jinja", ".j2"}:
                text = path.read_text("utf-8")
                found |= {
                    match.group(1) for match in re.finditer(r"""["']([a-z_.0-9]+)["']""", text)
                }
    return found


def _beginnings() -> set[str]:
    sections = _sections()
    return {
        text
        for _, text, open_ended in _literals()
        if open_ended and text.partition(".")[0] in sections and "." in text
    } | set(COMPLETED)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_in_the_code_has_a_text(language: str) -> None:
    sections, catalogue = _sections(), _catalogue(language)
    missing = [
        f"{name}: {text}"
        for name, text, open_ended in _literals()
        if not open_ended
        and KEY.fullmatch(text)
        and text.partition(".")[0] in sections
        and not text.endswith(SUFFIXES)
        and text not in NO_KEYS
        and text not in catalogue
        and not (text.endswith((".", "_")) and any(key.startswith(text) for key in catalogue))
    ]
    assert not missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_beginning_of_a_key_leads_somewhere(language: str) -> None:
    catalogue = _catalogue(language)
    assert not [
        beginning
        for beginning in _beginnings()
        if not any(key.startswith(beginning) for key in catalogue)
    ]


def test_languages_have_the_same_keys_with_the_same_placeholders() -> None:
    first, *others = (_catalogue(language) for language in LANGUAGES)
    for other in others:
        assert set(first) == set(other)
        differing = [key for key in first if _placeholders(first[key]) != _placeholders(other[key])]
        assert not differing


def test_no_text_is_left_over() -> None:
    used = {text for _, text, open_ended in _literals() if not open_ended} | _in_templates()
    beginnings = tuple(_beginnings())
    left = [
        key
        for key in _catalogue("zh")
        if key.removesuffix(".one") not in used and not key.startswith(beginnings)
    ]
    assert not left


def test_no_text_is_empty() -> None:
    assert not [
        key for language in LANGUAGES for key, text in _catalogue(language).items() if not text
    ]


@pytest.mark.parametrize(
    "word", ["(?<![申邀])请(?!求)", "错误", "非法(?!律)", "无效", "失败", "！"]
)
def test_the_chinese_texts_avoid_words_that_blame(word: str) -> None:
    assert not [key for key, text in _catalogue("zh").items() if re.search(word, text)]
