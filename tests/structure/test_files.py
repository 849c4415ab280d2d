"""The files of the repository: fonts as recorded, no traces of one machine, a wheel that runs."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "assets" / "fonts"
TEXT = {".py", ".md", ".toml", ".txt", ".json", ".yaml", ".yml", ".j2", ".svg", ".desktop", ""}
OWN = ("wizard", "checklists", "templates", "packaging", "docs", "assets", "tests", ".ci")
# Split, so that this file does not find itself.
PERSONAL = re.compile(r"(?<![\w./:~-])/(?:wor" r"k|roo" r"t|hom" r"e/\w+|User" r"s/\w+)/")
UNFINISHED = re.compile(r"TOD" r"O|FIXM" r"E|XX" r"X\b|NotImplemented" r"Error")


def _texts() -> list[Path]:
    top = [path for path in ROOT.iterdir() if path.is_file()]
    nested = [path for folder in OWN for path in (ROOT / folder).rglob("*") if path.is_file()]
    return [
        path
        for path in top + nested
        if path.suffix in TEXT
        and "__pycache__" not in path.parts
        and not {"golden", "corpus"} & set(path.parts)
    ]


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in _texts()
        if (match := PERSONAL.search(path.read_text("utf-8")))
    ]
    assert not found


def test_requirements_name_no_index() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text("utf-8")
        assert "://" not in text
        assert not re.search(
            r"^--?(i|index-url|extra-index-url|find-links|f)\b", text, re.MULTILINE
        )
        pinned = re.findall(r"^[\w.-]+==", text, re.MULTILINE)
        assert pinned
        assert len(re.findall(r"^[\w.-]+==.*\\\n    --hash=sha256:", text, re.MULTILINE)) == len(
            pinned
        )


def test_requirements_of_development_contain_those_of_the_program() -> None:
    run, dev = (
        set(re.findall(r"^[\w.-]+==[\w.+!-]+", (ROOT / name).read_text("utf-8"), re.MULTILINE))
        for name in ("requirements.txt", "requirements-dev.txt")
    )
    assert run <= dev


def test_nothing_in_the_product_is_left_for_later() -> None:
    found = [
        path.relative_to(ROOT).as_posix()
        for path in _texts()
        if path.relative_to(ROOT).parts[0] in {"wizard", "checklists", "templates", "packaging"}
        and UNFINISHED.search(path.read_text("utf-8"))
    ]
    assert not found


def _recorded() -> dict[str, str]:
    lines = (FONTS / "SHA256SUMS").read_text("utf-8").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


def test_fonts_are_those_the_build_recorded() -> None:
    recorded = _recorded()
    assert set(recorded) == {path.name for path in FONTS.glob("*.ttf")}
    for name, digest in recorded.items():
        assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == digest, name


def test_fonts_have_names_of_their_own() -> None:
    """Of two fonts with one PostScript name, reportlab silently uses the first."""
    names = []
    for file in _recorded():
        with TTFont(FONTS / file, lazy=True) as font:
            postscript = font["name"].getDebugName(6)
            assert f"{postscript}.ttf" == file
            assert font["name"].getDebugName(1).startswith("Launch ")
            names.append(postscript)
    assert len(set(names)) == len(names)


def test_fonts_cover_the_characters_of_the_standards() -> None:
    covered: set[int] = set()
    for file in _recorded():
        with TTFont(FONTS / file, lazy=True) as font:
            characters = set(font.getBestCmap())
        if file.startswith(("LaunchSans", "LaunchSerif")):
            tgh = (ROOT / "packaging" / "tgh8105.txt").read_text("utf-8").split()
            assert {ord(character) for line in tgh for character in line} <= characters
        covered |= characters
    # GB 18030-2022, level 1: the unified ideographs and extension A as first encoded.
    assert set(range(0x4E00, 0x9FA6)) | set(range(0x3400, 0x4DB6)) <= covered
    assert set(map(ord, "☐☑☒✓✔✗✘■□▲△◆◇●○★☆⬢⚑→←↑↓▸▾①⑳Ⅻ¥￥€℃㎡")) <= covered


def test_chinese_dashes_join() -> None:
    with TTFont(FONTS / "LaunchSans-Regular.ttf") as font:
        name = font.getBestCmap()[ord("—")]
        glyph, (advance, _) = font["glyf"][name], font["hmtx"][name]
        assert (glyph.xMin, glyph.xMax, advance) == (0, 1000, 1000)


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as pip would, and unpack it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def test_the_wheel_carries_everything_the_program_reads(unpacked: Path) -> None:
    for top in ("assets", "checklists", "templates"):
        wanted = {
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / top).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        got = {
            path.relative_to(unpacked / "wizard" / "_data").as_posix()
            for path in (unpacked / "wizard" / "_data" / top).rglob("*")
            if path.is_file()
        }
        assert wanted == got


def test_the_wheel_runs_away_from_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    code = (
        "from wizard import resources, text; print(resources.root()); "
        "print(text.words('en')('errors.not_found', path='x'))"
    )
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    root, sentence = done.stdout.splitlines()
    assert Path(root) == unpacked / "wizard" / "_data"
    assert "x" in sentence
