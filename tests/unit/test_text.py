"""The catalogue: placeholders, and words that depend on a number."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterator

import pytest

from wizard import resources
from wizard.text import words

_VERBS = ("is", "was", "has", "less", "this", "comes", "keeps", "names", "asks", "stands", "holds")
_ONE_OF_MANY = re.compile(rf"(?<![\w.,/])1 (?:[a-z]+ )?(?!(?:{'|'.join(_VERBS)})\b)[a-z]{{2,}}s\b")


_NOT_COUNTED = {"limit": 20, "path": "x", "name": "x", "pack": "x", "places": "x"}


def messages() -> Iterator[tuple[str, str]]:
    for path in sorted(resources.asset("locale", "en").glob("*.json")):
        yield from json.loads(path.read_text("utf-8")).items()


def test_a_word_goes_with_its_number() -> None:
    say = words("en")
    assert say("ui.questions_left", count=1) == "1 question left"
    assert say("ui.questions_left", count=12) == "12 questions left"
    assert say("ui.questions_left", count=0) == "0 questions left"
    assert say("ui.questions_left", count="1") == "1 question left"


def test_braces_in_a_value_are_text() -> None:
    assert "{count:a|b}" in words("en")("ui.window_title", name="{count:a|b}", place="")


def test_a_missing_value_is_our_bug() -> None:
    with pytest.raises(KeyError):
        words("en")("ui.questions_left")


def test_no_message_speaks_of_one_thing_as_of_many() -> None:
    """Whatever is counted is 1 here; a plural right behind it lacks its singular."""
    say, wrong = words("en"), []
    for key, text in messages():
        names = {name for _, name, _, _ in string.Formatter().parse(text) if name}
        if not names or f"{key}.one" in say:
            continue
        values = {name: _NOT_COUNTED.get(name, 1) for name in names}
        found = _ONE_OF_MANY.search(say(key, **values))
        if found is not None and " stands" not in found.group():
            wrong.append(f"{key}: {found.group()}")
    assert not wrong, "\n".join(wrong)
