"""The architecture: layers, homes of libraries, sizes, docstrings."""

from __future__ import annotations

import ast
import graphlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "wizard").rglob("*.py"))
MOST_LINES = 400
MOST_LINES_IN_A_FUNCTION = 60


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_import_contracts_hold() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
        + ["--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_modules_are_documented_and_of_a_size_one_can_read(path: Path) -> None:
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "no docstring"
    lines = text.count("\n")
    assert lines <= MOST_LINES, f"{lines} lines"
    long = {
        function.name: function.end_lineno - function.lineno + 1
        for function in _functions(tree)
        if function.end_lineno is not None
        and function.end_lineno - function.lineno >= MOST_LINES_IN_A_FUNCTION
    }
    assert not long, f"functions too long: {long}"


def test_packaging_is_never_a_package() -> None:
    """As a package it would hide the library of that name from everything in a checkout."""
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_unit_tests_do_without_qt() -> None:
    for path in (ROOT / "tests" / "unit").rglob("*.py"):
        imported = re.search(r"^\s*(from|import) PySide6", path.read_text("utf-8"), re.MULTILINE)
        assert not imported, f"{_name(path)} belongs in tests/ui"


def _imported(path: Path) -> set[str]:
    """Return the modules a file imports, those for types alone too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
        elif isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
    return found


def test_no_modules_import_each_other_in_a_circle() -> None:
    names = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): path
        for path in MODULES
        if path.name != "__init__.py"
    }
    graph = {name: _imported(path) & names.keys() for name, path in names.items()}
    graphlib.TopologicalSorter(graph).prepare()


PICTURE = re.compile(r"```\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize(("contract", "picture"), [("layers", 0), ("rooms", 1)])
def test_the_picture_of_the_architecture_is_the_contract(contract: str, picture: int) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    (layers,) = [one["layers"] for one in contracts["contracts"] if one["id"] == contract]
    held = re.findall(r"\w+", " ".join(layers))
    drawn = PICTURE.findall((ROOT / "docs" / "architecture.md").read_text("utf-8"))[picture]
    left = " ".join(re.split(r"\s{4,}", line.strip())[0] for line in drawn.splitlines())
    assert [one for one in re.findall(r"\w+", left) if one in held] == held
