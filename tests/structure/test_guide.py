"""The user guide names what is on screen, and shows pictures that are there and small."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
MOST_BYTES = 150_000
QUOTED = {"zh": re.compile(r"「([^」]+)」"), "en": re.compile(r'"([^"]+)"')}
NOT_ON_SCREEN = {"忽略", "ignore"}
WORDS_OF_WINDOWS = {
    *("Windows 已保护你的电脑", "更多信息", "仍要运行"),
    *("Windows protected your PC", "More info", "Run anyway"),
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_the_guide_quotes_is_on_screen(language: str) -> None:
    guide = (ROOT / "docs" / f"guide.{language}.md").read_text("utf-8")
    folder = ROOT / "assets" / "locale" / language
    texts = [
        re.sub(r"\{\w+\}", " ", text)
        for file in sorted(folder.glob("*.json"))
        for text in json.loads(file.read_text("utf-8")).values()
    ]
    for quoted in set(QUOTED[language].findall(guide)) - NOT_ON_SCREEN - WORDS_OF_WINDOWS:
        parts = [part.strip() for part in quoted.split("…") if part.strip()]
        assert any(all(part in text for part in parts) for text in texts), quoted


@pytest.mark.parametrize("page", ["README.md", "docs/guide.zh.md", "docs/guide.en.md"])
def test_pictures_are_there(page: str) -> None:
    file = ROOT / page
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+\.png)\)", file.read_text("utf-8"))
    assert shown
    for picture in shown:
        assert 0 < (file.parent / picture).stat().st_size <= MOST_BYTES, picture


def test_every_picture_is_shown() -> None:
    pages = "".join(page.read_text("utf-8") for page in (ROOT / "docs").glob("*.md"))
    for picture in (ROOT / "docs" / "pictures").iterdir():
        assert picture.name in pages, picture.name
