"""Every sentence the plans can say stands in both languages, with the same placeholders."""

from __future__ import annotations

import json
import re
import string
from pathlib import Path

from wizard import resources

SOURCES = Path(__file__).parents[3] / "wizard" / "plans"
OWN = ["backup", "claim", "contents", "files", "library", "reading", "schema", "store", "writer"]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def catalogue(language: str) -> dict[str, str]:
    path = resources.asset("locale", language, "plans.json")
    found: dict[str, str] = json.loads(path.read_text("utf-8"))
    return found


def test_both_languages_say_the_same() -> None:
    chinese, english = catalogue("zh"), catalogue("en")
    assert chinese.keys() == english.keys()
    for key, text in chinese.items():
        assert placeholders(text) == placeholders(english[key]), key
        assert not re.search(r"请|错误|非法|无效|失败|！", text), key


def test_every_key_in_the_code_has_its_sentence() -> None:
    used = {
        key
        for name in OWN
        for key in re.findall(r'"(plans\.[a-z_]+)"', (SOURCES / f"{name}.py").read_text("utf-8"))
    }
    assert len(used) > 20
    assert used <= catalogue("zh").keys()
