"""Whatever stands in a pack, reading it ends in problems and never in a crash."""

from __future__ import annotations

import random
import re
import tempfile
from pathlib import Path

import pytest

from tests.small_pack import FILES, TODAY
from tests.unit.packs.extending import CHANGES
from wizard import resources
from wizard.authoring import lint, simulate
from wizard.text import LANGUAGES, words

ODD = ("5", "[]", "{}", "null", "true", "x", "[x]", "{x: 1}", "-1", "0.5", "''", "{hide: true}")
VALUE = re.compile(r"(?<=: )(?:\[[^\[\]]*\]|\{[^{}]*\}|\"[^\"]*\"|[^,{}\[\]\n\"]+)|\b\w+(?=:)")
GALLERY = {
    path.relative_to(resources.pack_folder("_gallery")).as_posix(): path.read_text("utf-8")
    for path in sorted(resources.pack_folder("_gallery").rglob("*.yaml"))
}
OVERLAY = {
    "pack.yaml": "id: a\nversion: 1\ntitle: 甲\nlanguages: [zh, en]\nextends: gallery\n",
    "changes.yaml": CHANGES,
    "values.yaml": "values: {change_enough: {value: 7}}\n",
}


def changed(text: str, chance: random.Random) -> str:
    """Return the text with one value or key replaced, or one line gone or doubled."""
    lines = text.splitlines(keepends=True) or [""]
    at = chance.randrange(len(lines))
    if chance.random() < 0.25:
        lines[at : at + 1] = [lines[at]] * chance.choice((0, 2))
        return "".join(lines)
    spots = list(VALUE.finditer(text))
    if not spots:
        return text
    spot = chance.choice(spots)
    return text[: spot.start()] + chance.choice(ODD) + text[spot.end() :]


@pytest.mark.parametrize("files", [FILES, GALLERY, OVERLAY], ids=["small", "gallery", "overlay"])
def test_no_change_of_a_pack_makes_it_crash(files: dict[str, str]) -> None:
    chance = random.Random("packs")
    for _ in range(50):
        pack = dict(files)
        for _ in range(chance.choice((1, 1, 2, 4))):
            name = chance.choice(sorted(pack))
            pack[name] = changed(pack[name], chance) or "{}"
        with tempfile.TemporaryDirectory() as folder:
            for name, text in pack.items():
                path = Path(folder) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
            report = lint(Path(folder))
        for one in (*report.problems, *report.remarks):
            for language in LANGUAGES:
                assert words(language)(one.key, **one.params)
                assert one.hint is None or words(language)(one.hint, **one.params)
        if report.compiled is not None:
            simulate(report.compiled, TODAY, runs=2, tries=2)
