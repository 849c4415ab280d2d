r"""From the text of an expression to Python's syntax tree, refusing early.

The text is cut into tokens before ``ast`` sees it: that bounds what the parser gets,
catches what it would take silently (comments, ``\\r``, identifiers it normalizes) and
says in plain words what people write who know other notations.
"""

from __future__ import annotations

import ast
import keyword
import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from wizard.rules.error import RuleError

LENGTH: Final = 1000
BRACKETS: Final = 20
STRING_LENGTH: Final = 200
_NUMBER_LENGTH: Final = 20

_TOKEN: Final = re.compile(
    r"(?P<space> +)"
    r"|(?P<string>'[^']*'|\"[^\"]*\")"
    r"|(?P<number>[0-9]\w*(?:\.\w*)*|\.[0-9]\w*)"
    r"|(?P<word>\w+)"
    r"|(?P<sign>\*\*|//|&&|\|\||===|==|!=|<=|>=|=>|=<|<>|:=|.)",
    re.DOTALL,
)
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]*)?")
_SIGNS: Final = frozenset(
    {"+", "-", "*", "/", "(", ")", "[", "]", ",", "<", ">", "<=", ">=", "==", "!="}
)
_MEANT: Final = {
    "=": "==",
    "===": "==",
    ":=": "==",
    "&&": "and",
    "&": "and",
    "||": "or",
    "|": "or",
    "!": "not",
    "=>": ">=",
    "=<": "<=",
    "<>": "!=",
    "、": ",",
    "。": ".",
    "≤": "<=",
    "≥": ">=",
    "≦": "<=",
    "≧": ">=",
    "≠": "!=",
    "×": "*",
    "÷": "/",
    "−": "-",
    "–": "-",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "「": '"',
    "」": '"',
    "【": "[",
    "】": "]",
    "{": "[",
    "}": "]",
    "是": "==",
    "等于": "==",
    "不是": "!=",
    "不等于": "!=",
    "大于": ">",
    "小于": "<",
    "且": "and",
    "并且": "and",
    "而且": "and",
    "或": "or",
    "或者": "or",
    "非": "not",
    "不": "not",
    "AND": "and",
    "And": "and",
    "OR": "or",
    "Or": "or",
    "NOT": "not",
    "Not": "not",
    "IN": "in",
    "TRUE": "true",
    "FALSE": "false",
    "yes": "true",
    "no": "false",
}
_KEYWORDS: Final = frozenset(
    {"and", "or", "not", "in", "if", "else", "is", "True", "False", "None"}
)
_LINE_ENDS: Final = frozenset("\n\r\x0b\x0c\x85\u2028\u2029")
_OPENING: Final = {")": "(", "]": "["}
# A full-width first letter keeps a keyword from being one; ``ast`` normalizes it back.
_DISGUISE: Final = {letter: chr(ord(letter) + 0xFEE0) for letter in "abcdefghijklmnopqrstuvwxyzFNT"}


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed expression that can tell where its nodes stand.

    Attributes:
        source: the text as it was given.
        body: the expression.
    """

    source: str
    body: ast.expr
    _parsed: bytes
    _indent: int

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Return start and end of ``node`` in characters of ``source``."""
        start: int = getattr(node, "col_offset", 0)
        end: int = getattr(node, "end_col_offset", None) or start
        return self._characters(start), self._characters(end)

    def text(self, node: ast.AST) -> str:
        """Return the text of ``node``."""
        start, end = self.span(node)
        return self.source[start:end]

    def _characters(self, offset: int) -> int:
        return len(self._parsed[:offset].decode("utf-8", "ignore")) + self._indent


def parse(source: str, words: Container[str] = frozenset()) -> Tree:
    """Return the tree of ``source``.

    Args:
        source: the expression, one line; space and line ends around it are ignored.
        words: names, columns and options: they may be Python keywords (``class``).

    Raises:
        RuleError: it is not an expression, or larger than allowed.
    """
    if len(source) > LENGTH:
        raise RuleError("rules.too_long", LENGTH, len(source), limit=LENGTH)
    text = source.strip(" \n")
    indent = len(source) - len(source.lstrip(" \n"))
    if not text:
        raise RuleError("rules.empty")
    prepared = _check_tokens(text, indent, words)
    try:
        body = ast.parse(prepared, mode="eval").body
    except SyntaxError as error:
        at_end = (error.lineno or 1) > 1 or not error.offset
        start = indent + (len(text) if at_end else min(max((error.offset or 1) - 1, 0), len(text)))
        end = min(start + 1, len(source))
        raise RuleError("rules.syntax", start, end, hint="rules.syntax_hint") from None
    except (ValueError, MemoryError, RecursionError):
        raise RuleError("rules.too_large", indent, indent + len(text)) from None
    return Tree(source, body, prepared.encode(), indent)


def _check_tokens(text: str, indent: int, words: Container[str]) -> str:
    """Return ``text`` as ``ast`` may see it, after looking at every token."""
    pieces: list[str] = []
    brackets: list[tuple[str, int]] = []
    previous = ""
    for found in _TOKEN.finditer(text):
        token, at = found[0], found.start() + indent
        kind = found.lastgroup
        piece = token
        if kind == "word":
            piece = _check_word(token, at, words)
        elif kind == "number":
            _check_number(token, at)
        elif kind == "string":
            _check_string(token, at, follows_word=previous in ("word", "string", "number"))
        elif kind == "sign":
            _check_sign(token, at)
            _check_bracket(token, at, brackets)
        previous = kind or ""
        pieces.append(piece)
    if brackets:
        sign, at = brackets[-1]
        raise RuleError("rules.not_closed", at, at + 1, sign=sign)
    return "".join(pieces)


def _check_word(token: str, at: int, words: Container[str]) -> str:
    end = at + len(token)
    if token in words:
        if unicodedata.normalize("NFKC", token) != token:
            raise RuleError("rules.odd_name", at, end, name=token)
        return _DISGUISE[token[0]] + token[1:] if keyword.iskeyword(token) else token
    meant = _MEANT.get(token)
    if meant is not None:
        raise RuleError("rules.write_instead", at, end, text=token, meant=meant)
    if keyword.iskeyword(token) and token not in _KEYWORDS:
        raise RuleError("rules.unknown_word", at, end, text=token)
    if not token.isascii():
        narrow = unicodedata.normalize("NFKC", token)
        if narrow != token:
            raise RuleError("rules.write_instead", at, end, text=token, meant=narrow)
    return token


def _check_number(token: str, at: int) -> None:
    end = at + len(token)
    if len(token) > _NUMBER_LENGTH or not token.isascii() or not _NUMBER.fullmatch(token):
        raise RuleError("rules.number_form", at, end, text=token[:_NUMBER_LENGTH])
    if len(token) > 1 and token[0] == "0" and token[1] != ".":
        raise RuleError("rules.number_form", at, end, text=token)


def _check_string(token: str, at: int, *, follows_word: bool) -> None:
    end = at + len(token)
    if follows_word:
        raise RuleError("rules.syntax", at, end, hint="rules.syntax_hint")
    if len(token) > STRING_LENGTH + 2:
        raise RuleError("rules.text_too_long", at, end, limit=STRING_LENGTH)
    for index, character in enumerate(token):
        if character == "\\" or not (character.isprintable() or character == "\u3000"):
            code = f"U+{ord(character):04X}"
            raise RuleError("rules.character", at + index, at + index + 1, code=code)


def _check_sign(token: str, at: int) -> None:
    if token in _SIGNS:
        return
    end = at + len(token)
    meant = _MEANT.get(token)
    if meant is None:
        narrow = unicodedata.normalize("NFKC", token)
        meant = narrow if narrow in _SIGNS else _MEANT.get(narrow)
    if meant is not None:
        raise RuleError("rules.write_instead", at, end, text=token, meant=meant)
    if token in ("'", '"'):
        raise RuleError("rules.quote_open", at, end)
    if token in ("%", "％"):
        raise RuleError("rules.percent_sign", at, end, hint="rules.percent_sign_hint")
    if not token.isprintable():
        hint = "rules.one_line_hint" if token in _LINE_ENDS else None
        raise RuleError("rules.character", at, end, hint=hint, code=f"U+{ord(token):04X}")
    raise RuleError("rules.unknown_sign", at, end, text=token)


def _check_bracket(token: str, at: int, brackets: list[tuple[str, int]]) -> None:
    if token in ("(", "["):
        brackets.append((token, at))
        if len(brackets) > BRACKETS:
            raise RuleError("rules.too_deep", at, at + 1, limit=BRACKETS)
    elif token in _OPENING:
        if not brackets or brackets[-1][0] != _OPENING[token]:
            raise RuleError("rules.not_opened", at, at + 1, sign=token)
        brackets.pop()
