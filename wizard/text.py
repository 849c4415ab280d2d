"""Words fixed in the program, in Chinese and English.

The catalogue is ``assets/locale/<language>/<section>.json``: a flat object from key to
text with ``{named}`` placeholders; the section is the part of the key before the first
dot. A word that depends on a number says both: ``{count} {count:question|questions}``.
Words of a checklist live in its pack, never here.
"""

from __future__ import annotations

import json
import string
from functools import cache
from typing import Any, Literal, get_args

from wizard import resources

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


class _Plurals(string.Formatter):
    """Fills ``{count:one|other}`` with the word for one, or for any other number."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return a value as text, or the word that goes with it."""
        if "|" not in format_spec:
            return str(super().format_field(value, format_spec))
        one, other = format_spec.split("|")
        return one if str(value) == "1" else other


_PLURALS = _Plurals()


class Words:
    """The catalogue in one language; call it with a key and the placeholders' values."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._sections: dict[str, dict[str, str]] = {}

    def __call__(self, key: str, /, **params: Any) -> str:
        """Return the text of ``key`` with its placeholders filled.

        Raises:
            KeyError: the key, or a placeholder's value, is missing: our bug.
        """
        text = self._section(key.partition(".")[0])[key]
        if "{" not in text:
            return text
        return _PLURALS.vformat(text, (), params) if "|" in text else text.format(**params)

    def __contains__(self, key: str) -> bool:
        return key in self._section(key.partition(".")[0])

    def keys(self, prefix: str) -> list[str]:
        """Return the keys that begin with ``prefix``, which names their section."""
        return [key for key in self._section(prefix.partition(".")[0]) if key.startswith(prefix)]

    def _section(self, name: str) -> dict[str, str]:
        section = self._sections.get(name)
        if section is None:
            path = resources.asset("locale", self.language, f"{name}.json")
            section = json.loads(path.read_text("utf-8")) if path.is_file() else {}
            self._sections[name] = section
        return section


def capital(words: str) -> str:
    """Return words with a capital at the beginning, for a cell of their own."""
    return words[:1].upper() + words[1:]


@cache
def words(language: Language) -> Words:
    """Return the catalogue of ``language``; sections are read when first needed."""
    return Words(language)
