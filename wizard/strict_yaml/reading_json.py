"""Read JSON (RFC 8259) with the place of each value, duplicate keys refused."""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Final

from wizard.strict_yaml.document import (
    Builder,
    Document,
    Limits,
    Lines,
    StrictYamlError,
    Value,
    decode,
)

_CHARACTERS: Final = r'[^"\\\x00-\x1f]*+'
_TOKEN: Final = re.compile(
    rf'[ \t\n\r]*+(?:(?P<mark>[{{}}\[\],:])|"(?P<text>{_CHARACTERS}(?:\\.{_CHARACTERS})*+)"'
    r"|(?P<number>-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][-+]?[0-9]++)?)(?![0-9A-Za-z.+-])"
    r"|(?P<word>true|false|null)(?![0-9A-Za-z_]))"
)
_SPACE: Final = re.compile(r"[ \t\n\r]*+")
_WORDS: Final[dict[str, Value]] = {"true": True, "false": False, "null": None}
_INTEGER_DIGITS: Final = 18
_NUMBER_LENGTH: Final = 40
_MAGNITUDE: Final = 30


def load_json(text: str | bytes, file: str, *, limits: Limits | None = None) -> Document:
    """Read the JSON document ``text``.

    Whole numbers up to 18 digits are ``int``, all others ``Decimal``; ``NaN`` and
    ``Infinity`` are not JSON. A text always counts as quoted.

    Args:
        text: the whole file; bytes are UTF-8, with or without byte order mark.
        file: its name, for places.
        limits: how much it may hold.

    Raises:
        StrictYamlError: it is not JSON, or more than the limits allow.
    """
    limits = limits or Limits()
    decoded = decode(text, file, limits)
    reader = _Reader(decoded, Builder(file, limits))
    return reader.read()


class _Reader:
    """Walks over the tokens; recursion is bounded by the builder's depth limit."""

    def __init__(self, text: str, builder: Builder) -> None:
        self._text = text
        self._lines = Lines(text)
        self._builder = builder
        self._at = 0

    def read(self) -> Document:
        self._value(self._token())
        self._at = self._after_space()
        if self._at != len(self._text):
            raise self._refuse(self._at, "yaml.json_after_end")
        return self._builder.document()

    def _after_space(self) -> int:
        found = _SPACE.match(self._text, self._at)
        return found.end() if found else self._at

    def _refuse(self, at: int, key: str) -> StrictYamlError:
        return self._builder.refuse(self._lines.mark(at), key)

    def _token(self) -> re.Match[str]:
        found = _TOKEN.match(self._text, self._at)
        if found is None:
            at = self._after_space()
            if at >= len(self._text):
                raise self._refuse(at, "yaml.json_ends_early")
            quote = self._text[at] == '"'
            raise self._refuse(at, "yaml.json_text" if quote else "yaml.json_syntax")
        self._at = found.end()
        return found

    def _mark_of(self, token: re.Match[str]) -> tuple[int, int]:
        start = token.start(token.lastgroup or 0)
        return self._lines.mark(start - 1 if token.lastgroup == "text" else start)

    def _value(self, token: re.Match[str]) -> None:
        kind = token.lastgroup
        mark = self._mark_of(token)
        if kind == "text":
            self._builder.scalar(self._string(token), mark, '"')
        elif kind == "number":
            self._builder.scalar(self._number(token), mark)
        elif kind == "word":
            self._builder.scalar(_WORDS[token["word"]], mark)
        elif token["mark"] == "{":
            self._builder.start({}, mark)
            self._members()
            self._builder.end()
        elif token["mark"] == "[":
            self._builder.start([], mark)
            self._items()
            self._builder.end()
        else:
            raise self._builder.refuse(mark, "yaml.json_syntax")

    def _items(self) -> None:
        token = self._token()
        if token["mark"] == "]":
            return
        while True:
            self._value(token)
            token = self._token()
            if token["mark"] == "]":
                return
            if token["mark"] != ",":
                raise self._builder.refuse(self._mark_of(token), "yaml.json_syntax")
            token = self._token()

    def _members(self) -> None:
        token = self._token()
        if token["mark"] == "}":
            return
        while True:
            if token.lastgroup != "text":
                raise self._builder.refuse(self._mark_of(token), "yaml.json_key")
            self._builder.key(self._string(token), self._mark_of(token))
            token = self._token()
            if token["mark"] != ":":
                raise self._builder.refuse(self._mark_of(token), "yaml.json_syntax")
            self._value(self._token())
            token = self._token()
            if token["mark"] == "}":
                return
            if token["mark"] != ",":
                raise self._builder.refuse(self._mark_of(token), "yaml.json_syntax")
            token = self._token()

    def _string(self, token: re.Match[str]) -> str:
        raw = token["text"]
        if "\\" not in raw:
            return raw
        try:
            text: str = json.loads(f'"{raw}"')
        except ValueError:
            raise self._builder.refuse(self._mark_of(token), "yaml.escape") from None
        return text

    def _number(self, token: re.Match[str]) -> int | Decimal:
        raw = token["number"]
        if len(raw) <= _NUMBER_LENGTH:
            digits = raw.removeprefix("-")
            if digits.isdigit() and len(digits) <= _INTEGER_DIGITS:
                return int(raw)
            if not digits.isdigit():
                try:
                    value = Decimal(raw)
                except InvalidOperation:  # an exponent beyond any number
                    raise self._builder.refuse(self._mark_of(token), "yaml.number_range") from None
                # A short text such as 1e999999 must not become a million digits later.
                if value.is_zero() or abs(value.adjusted()) <= _MAGNITUDE:
                    return value or Decimal(0)
        raise self._builder.refuse(self._mark_of(token), "yaml.number_range")
