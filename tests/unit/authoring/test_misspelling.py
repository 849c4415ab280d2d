"""Misspell one word of a pack: lint says so, at its very line.

Every key and every name of our packs, one at a time; a sample of them in each run of the
tests. Where an id is misspelled at the place that declares it, those who name it are told.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from wizard import resources
from wizard.authoring import lint

_NAME = re.compile(r"(?<![\w/.-])[a-z][a-z0-9_]{2,}(?![\w/.-])")
_KEY = re.compile(r"(?<!\w)[a-z][a-z0-9_]{2,}(?=:(?:\s|$))")
_DECLARED_BY_KEY = ("sources.yaml", "values.yaml", "terms.yaml")
_SAMPLES = {"_gallery": 60, "shop_launch": 8}


@dataclass(frozen=True)
class Spot:
    file: str
    line: int
    column: int
    word: str
    declares: bool

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}:{self.word}"


def spots(pack: Path) -> Iterator[Spot]:
    """Yield every key and every name of a pack, those nothing depends on left out."""
    for path in sorted(pack.rglob("*.yaml")):
        file = path.relative_to(pack).as_posix()
        pattern = _KEY if file.startswith("translations") else _NAME
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            # Examples, addresses and texts in Latin letters are words of nobody's language.
            if re.match(r"\s*(- )?(example|hint|placeholder|id: \w+$|lookup|name|about):?", line):
                continue
            for found in pattern.finditer(line.partition("#")[0]):
                before = line[: found.start()]
                declares = bool(re.search(r"(\bid: |choices: .*)$", before)) or (
                    file in _DECLARED_BY_KEY and before == "  "
                )
                text = '"' in before and "{" not in before
                if not text and not (file == "pack.yaml" and before == "id: "):
                    yield Spot(file, number, found.start(), found.group(), declares)


def misspelled(word: str) -> str:
    half = len(word) // 2
    return word[:half] + word[half + 1 :] if len(word) > 4 else word + word[-1]


def told(pack: Path, spot: Spot) -> list[str]:
    """Misspell one word, and return the places lint names."""
    path = pack / spot.file
    text = path.read_text("utf-8")
    lines = text.split("\n")
    line = lines[spot.line - 1]
    end = spot.column + len(spot.word)
    lines[spot.line - 1] = line[: spot.column] + misspelled(spot.word) + line[end:]
    path.write_text("\n".join(lines), "utf-8")
    try:
        report = lint(pack)
    finally:
        path.write_text(text, "utf-8")
    return [
        f"{Path(one.place.file).relative_to(pack).as_posix()}:{one.place.line}"
        for one in (*report.problems, *report.remarks)
    ]


@pytest.mark.parametrize("name", _SAMPLES)
def test_no_misspelling_passes_unremarked(tmp_path: Path, name: str) -> None:
    pack = tmp_path / name
    shutil.copytree(resources.pack_folder(name), pack, copy_function=shutil.copyfile)
    every = list(spots(pack))
    assert len(every) > 500
    for spot in random.Random(name).sample(every, _SAMPLES[name]):
        found = told(pack, spot)
        assert found, f"nothing is said about {spot}"
        assert spot.declares or f"{spot.file}:{spot.line}" in found, f"{spot}: {found}"


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("default_freeze_chanse", "default_freeze_chance"),
        ("default_platforms_settlement_days", "default_platforms__settlement_days"),
        ("default_owner_wages", "default_owner_wage"),
    ],
)
def test_a_default_that_stands_in_for_nothing_is_named(
    tmp_path: Path, name: str, near: str
) -> None:
    (tmp_path / "pack.yaml").write_text(
        "id: local\nversion: 1\ntitle: 本班\nlanguages: [zh]\nextends: shop_launch\n", "utf-8"
    )
    values = tmp_path / "values.yaml"
    values.write_text(f"values:\n  {name}: {{value: 3, title: 默认}}\n", "utf-8")
    (found,) = lint(tmp_path).problems
    assert (found.key, found.params["near"]) == ("packs.unknown_default", near)
    assert (found.place.file, found.place.line, found.place.column) == (str(values), 2, 3)


def test_a_default_has_the_unit_of_what_it_stands_in_for(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(
        "id: local\nversion: 1\ntitle: 本班\nlanguages: [zh]\nextends: shop_launch\n", "utf-8"
    )
    (tmp_path / "values.yaml").write_text(
        "values:\n  default_owner_wage: {value: 3, unit: hours, title: 默认}\n", "utf-8"
    )
    (found,) = lint(tmp_path).problems
    assert (found.key, found.params["wanted"]) == ("packs.money_unit", "money")
