"""Read YAML from the parser's events, one at a time.

Events instead of PyYAML's constructor: the parser is left as soon as something is
refused, so neither deep nesting nor alias bombs ever reach memory, and each event
carries its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import yaml

from wizard.strict_yaml.document import (
    MANY_LINES,
    Builder,
    Document,
    Limits,
    StrictYamlError,
    Value,
    decode,
)

# The pure Python parser reads the same events ten times slower.
_LOADER: Final = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

_NULLS: Final = frozenset({"", "~", "null"})
_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_DECIMAL: Final = re.compile(r"-?(?:(?:0|[1-9][0-9]{0,17})?\.[0-9]{1,18})")
# Read as booleans or null by YAML 1.1 programs or by some YAML 1.2 ones.
AMBIGUOUS: Final = (
    dict.fromkeys(("yes", "Yes", "YES", "on", "On", "ON", "y", "Y", "True", "TRUE"), "true")
    | dict.fromkeys(("no", "No", "NO", "off", "Off", "OFF", "n", "N"), "false")
    | {"False": "false", "FALSE": "false", "Null": "null", "NULL": "null"}
)
_FOUND_LATE: Final = ("yaml.quote_open", "yaml.not_closed", "yaml.colon_missing")
# A text without quotes that begins with a brace, closes it, and goes on.
_BRACE: Final = re.compile(r"\s*(?:- +)?[\w-]+: +\{(?=[^{}]*\}\s*[^\s,}\]#])")
# Beginnings of the messages of libyaml and of PyYAML's own parser.
_SYNTAX: Final = (
    ("mapping values are not allowed", "yaml.colon_in_text"),
    ("could not find expected ':'", "yaml.colon_missing"),
    ("while scanning a simple key", "yaml.colon_missing"),
    ("did not find expected key", "yaml.indentation"),
    ("did not find expected '-' indicator", "yaml.indentation"),
    ("expected <block end>", "yaml.indentation"),
    ("block sequence entries are not allowed", "yaml.indentation"),
    ("did not find expected ',' or", "yaml.not_closed"),
    ("expected ',' or", "yaml.not_closed"),
    ("did not find expected node content", "yaml.not_closed"),
    ("found unexpected end of stream", "yaml.quote_open"),
    ("found unexpected document indicator", "yaml.quote_open"),
    ("found character", "yaml.start_character"),
    ("found unknown escape character", "yaml.escape"),
    ("did not find expected hexdecimal number", "yaml.escape"),
    ("found invalid Unicode character escape code", "yaml.escape"),
    ("found undefined tag handle", "yaml.tag"),
    ("did not find expected <document start>", "yaml.indentation"),
    ("found a tab character", "yaml.tab"),
)


def plain(text: str) -> Value:
    """Return what ``text`` means when it stands in YAML without quotes."""
    if text in _NULLS:
        return None
    if text == "true":
        return True
    if text == "false":
        return False
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    return text


def load(text: str | bytes, file: str, *, limits: Limits | None = None) -> Document:
    """Read the YAML document ``text``.

    Args:
        text: the whole file; bytes are UTF-8, with or without byte order mark.
        file: its name, for places.
        limits: how much it may hold.

    Raises:
        StrictYamlError: it cannot be read, or uses more of YAML than is allowed.
    """
    limits = limits or Limits()
    decoded = decode(text, file, limits)
    builder = Builder(file, limits)
    try:
        _take(yaml.parse(decoded, _LOADER), builder)
    except yaml.MarkedYAMLError as error:
        raise _syntax(error, builder, decoded) from None
    except yaml.YAMLError as error:
        raise builder.refuse((1, 1), "yaml.syntax", detail=str(error)) from None
    return builder.document()


def _take(events: Iterator[yaml.Event], builder: Builder) -> None:
    documents = 0
    for event in events:
        if isinstance(event, yaml.ScalarEvent):
            _scalar(event, builder)
        elif isinstance(event, yaml.CollectionStartEvent):
            mark = _mark(event)
            _refuse_decoration(event, builder)
            builder.start({} if isinstance(event, yaml.MappingStartEvent) else [], mark)
        elif isinstance(event, yaml.CollectionEndEvent):
            builder.end()
        elif isinstance(event, yaml.AliasEvent):
            raise builder.refuse(_mark(event), "yaml.alias", name=event.anchor)
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if event.version or event.tags:
                raise builder.refuse(_mark(event), "yaml.directive")
            if documents > 1:
                raise builder.refuse(_mark(event), "yaml.several_documents")


def _scalar(event: yaml.ScalarEvent, builder: Builder) -> None:
    mark = _mark(event)
    _refuse_decoration(event, builder)
    text: str = event.value
    if builder.wants_key:
        if text == "<<" and not event.style:
            raise builder.refuse(mark, "yaml.merge")
        builder.key(text, mark)
        return
    end = _after(event.end_mark)
    many_lines = end is not None and end[0] != mark[0]
    if event.style:
        builder.scalar(text, mark, "|" if many_lines or event.style == ">" else event.style)
        return
    meant = AMBIGUOUS.get(text)
    if meant is not None:
        raise builder.refuse(
            mark, "yaml.ambiguous", hint="yaml.ambiguous_hint", text=text, meant=meant
        )
    builder.scalar(plain(text), mark, MANY_LINES if many_lines else "")


def _refuse_decoration(
    event: yaml.ScalarEvent | yaml.CollectionStartEvent, builder: Builder
) -> None:
    if event.anchor:
        raise builder.refuse(_mark(event), "yaml.anchor", name=event.anchor)
    if event.tag:
        raise builder.refuse(_mark(event), "yaml.tag")


def _mark(event: yaml.Event) -> tuple[int, int]:
    return _after(event.start_mark) or (1, 1)


def _after(mark: Any) -> tuple[int, int] | None:
    # Both parsers have a class of their own for marks; events made by hand have none.
    return None if mark is None else (mark.line + 1, mark.column + 1)


def _syntax(error: yaml.MarkedYAMLError, builder: Builder, text: str) -> StrictYamlError:
    problem = error.problem or ""
    opened = _after(error.context_mark)
    place = _after(error.problem_mark) or opened or (1, 1)
    for beginning, key in _SYNTAX:
        if problem.startswith(beginning):
            # An open quote is found out at the end of the file, a lacking colon in the line
            # below; where it began helps more.
            if key in _FOUND_LATE and opened:
                place = opened
            return _plainer(place, key, builder, text)
    return builder.refuse(place, "yaml.syntax", detail=problem or str(error))


def _plainer(place: tuple[int, int], key: str, builder: Builder, text: str) -> StrictYamlError:
    """Return what a writer of Chinese texts most likely did, else what the parser says.

    A sentence that begins with a brace reads as a map with something behind it, and a wide
    colon is no colon; the parser complains of the indentation or of a name.
    """
    # The parser counts the breaks of lines that YAML has, and no others.
    lines = re.split(r"\r\n|[\r\n]", text)
    line = lines[place[0] - 1] if place[0] <= len(lines) else ""
    brace = _BRACE.match(line)
    if brace and key in ("yaml.indentation", "yaml.not_closed"):
        return builder.refuse((place[0], brace.end()), "yaml.brace")
    wide = line.find("：")
    if wide >= 0 and key == "yaml.colon_missing" and ": " not in line[:wide]:
        return builder.refuse((place[0], wide + 1), "yaml.wide_colon")
    return builder.refuse(place, key)
