"""Write plain values as YAML that reads back equal, here and in other programs.

Equal values give equal text: maps keep their order, nothing depends on the machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeAlias, TypeGuard

from wizard.strict_yaml.characters import refused_character
from wizard.strict_yaml.document import Limits
from wizard.strict_yaml.reading import AMBIGUOUS, plain

_WIDTH: Final = 100
_DEPTH: Final = Limits().depth
_KEY_LENGTH: Final = 1000
_WHOLE_LIMIT: Final = 10**18
_FRACTION_DIGITS: Final = 18
# Without any character that means something in YAML, at any position.
_HARMLESS: Final = re.compile(r"[^\W_](?:[\w%./()+·（），。、；：？「」—…-]|[ ](?=\S))*")
# What some reader takes for a number, a date or a time.
_NUMBER_LIKE: Final = re.compile(
    r"[-+.]?[0-9][-+.:_0-9a-fA-FxXoObBeETtZz ]*|\.?(?:inf|nan)", re.IGNORECASE
)
_ESCAPES: Final = str.maketrans({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})

Writable: TypeAlias = (
    "bool | int | Decimal | str | Sequence[Writable] | Mapping[str, Writable] | None"
)
"""What can be written: plain values in lists, tuples and maps."""


def dump(value: Writable, *, width: int = _WIDTH) -> str:
    """Return ``value`` as a YAML document that ``load`` reads back equal.

    Lists of scalars, and maps of scalars inside a list, stand on one line where
    they fit into ``width`` characters.

    Raises:
        ValueError: ``value`` holds what ``load`` would refuse or change: an invisible
            character (see ``clean``), a number with more than 18 digits on either side
            of the point, an empty or overlong key, or more than 16 levels.
    """
    return "".join(f"{line}\n" for line in _block(value, 0, width))


def _block(value: Writable, level: int, width: int) -> Iterator[str]:
    """Yield the lines of ``value``; the first starts where the caller puts it."""
    if level > _DEPTH:
        message = "nested too deeply"
        raise ValueError(message)
    if isinstance(value, Mapping) and value:
        for key, item in value.items():
            yield from _entry(f"{_key(key)}:", item, level, width)
    elif _is_list(value) and value:
        for item in value:
            yield from _entry("-", item, level, width)
    else:
        yield _inline(value)


def _entry(start: str, item: Writable, level: int, width: int) -> Iterator[str]:
    in_list = start == "-"
    short = _one_line(item, in_list=in_list)
    if short is not None and len(start) + 1 + len(short) + 2 * level <= width:
        yield f"{start} {short}"
    elif isinstance(item, str):
        yield from _text(start, item)
    elif in_list:
        lines = _block(item, level + 1, width)
        yield f"- {next(lines)}"
        yield from _indented(lines)
    elif not isinstance(item, Mapping) and not _is_list(item):
        yield f"{start} {_inline(item)}"
    else:
        yield start
        yield from _indented(_block(item, level + 1, width))


def _one_line(item: Writable, *, in_list: bool) -> str | None:
    """Return ``item`` for one line, or ``None`` where it reads better over several."""
    if isinstance(item, Mapping):
        if item and not in_list:
            return None
        parts: list[Writable] = list(item.values())
    elif _is_list(item):
        parts = list(item)
    else:
        return None if isinstance(item, str) and "\n" in item else _inline(item)
    if any(isinstance(part, Mapping) or _is_list(part) for part in parts):
        return None
    if any(isinstance(part, str) and "\n" in part for part in parts):
        return None
    return _inline(item)


def _inline(value: Writable) -> str:
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(key)}: {_inline(item)}" for key, item in value.items())
        return f"{{{inside}}}"
    if _is_list(value):
        return f"[{', '.join(_inline(item) for item in value)}]"
    return _scalar(value)


def _scalar(value: Writable) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        if abs(value) >= _WHOLE_LIMIT:
            message = f"{value} has more than 18 digits"
            raise ValueError(message)
        return str(value)
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, str):
        return _quoted(value) if _needs_quotes(value) else value
    message = f"{type(value).__name__} cannot be written as YAML"
    raise TypeError(message)


def _decimal(value: Decimal) -> str:
    if not value.is_finite() or abs(value) >= _WHOLE_LIMIT:
        message = f"{value} cannot be written as YAML"
        raise ValueError(message)
    if value.is_zero():
        return "0"
    written = format(value, "f")
    if len(written.partition(".")[2]) > _FRACTION_DIGITS:
        message = f"{value} has more than 18 digits after the point"
        raise ValueError(message)
    return written


def _needs_quotes(text: str) -> bool:
    return (
        not _HARMLESS.fullmatch(text)
        or text in AMBIGUOUS
        or not isinstance(plain(text), str)
        or _NUMBER_LIKE.fullmatch(text) is not None
        or text.lower() in ("null", "true", "false")
    )


def _quoted(text: str) -> str:
    bad = refused_character(text)
    if bad is not None:
        message = f"character U+{ord(text[bad]):04X} cannot be written"
        raise ValueError(message)
    return f'"{text.translate(_ESCAPES)}"'


def _key(key: str) -> str:
    if not key or len(key) > _KEY_LENGTH or refused_character(key, key=True) is not None:
        message = f"{key[:40]!r} cannot be a key"
        raise ValueError(message)
    return _scalar(key)


def _text(start: str, text: str) -> Iterator[str]:
    """Yield a text over several lines as a block where YAML keeps it as it is."""
    lines = text.split("\n")
    keeps = all(not line or (line.strip() == line and "\t" not in line) for line in lines)
    if not keeps or not lines[0] or not lines[-1] or "\r" in text:
        yield f"{start} {_quoted(text)}"
        return
    _quoted(text)
    yield f"{start} |-"
    yield from _indented(lines)


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" if line else "" for line in lines)


def _is_list(value: Writable) -> TypeGuard[Sequence[Writable]]:
    return isinstance(value, Sequence) and not isinstance(value, str)
