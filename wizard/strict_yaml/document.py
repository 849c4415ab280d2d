"""What a file holds and where it stands; shared by the YAML and the JSON reader."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, TypeAlias

from wizard.errors import Place, Problem, WizardError
from wizard.strict_yaml.characters import refused_character

Value: TypeAlias = "bool | int | Decimal | str | list[Value] | dict[str, Value] | None"
"""A plain value; exact numbers, never a float."""

Path: TypeAlias = tuple[str | int, ...]
"""Keys and list indexes from the top of a document to a value."""

MANY_LINES: Final = "plain"
"""The style of a plain scalar that goes on in further lines."""

_Mark: TypeAlias = tuple[int, int]
_ONE_LINE: Final = frozenset({"", "'", '"'})
_LINE_END: Final = re.compile(r"\r\n|\r|\n")


class StrictYamlError(WizardError):
    """A YAML or JSON file cannot be read.

    Attributes:
        problem: what is wrong with it, and where.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.key, **problem.params)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold before it is refused.

    Attributes:
        size: bytes, or characters if the text is already decoded.
        depth: maps and lists inside each other.
        nodes: maps, lists and scalars, keys included.
    """

    size: int = 1_000_000
    depth: int = 16
    nodes: int = 100_000


@dataclass(frozen=True, slots=True)
class Document:
    """The value of a file, with the place of each of its parts.

    Attributes:
        file: the name used in places, as it was given to the reader.
        value: the whole value; ``None`` for an empty file.
    """

    file: str
    value: Value
    _values: Mapping[Path, _Mark]
    _keys: Mapping[Path, _Mark]
    _styles: Mapping[Path, str]

    def place(self, path: Path = (), offset: int = 0) -> Place:
        """Return where the value at ``path`` begins, or its nearest parent that exists.

        Args:
            path: keys and indexes from the top.
            offset: go this many characters into the value; ignored where the value
                spreads over several lines, since its text is not the file's text there.
        """
        found = _nearest(path, self._values)
        line, column = self._values.get(found, (1, 1))
        style = self._styles.get(found, "")
        if found == path and style in _ONE_LINE:
            column += offset + len(style) if offset else 0
        return Place(self.file, line, column)

    def key_place(self, path: Path) -> Place:
        """Return where the key of the value at ``path`` stands; list items have their own place."""
        mark = self._keys.get(path)
        return self.place(path) if mark is None else Place(self.file, *mark)

    def problem(self, path: Path, key: str, *, hint: str | None = None, **params: Any) -> Problem:
        """Return the problem ``key`` at the value at ``path``."""
        return Problem(self.place(path), key, params, hint)


def _nearest(path: Path, marks: Mapping[Path, _Mark]) -> Path:
    while path and path not in marks:
        path = path[:-1]
    return path


class Frame:
    """A map or list that is still open while reading."""

    __slots__ = ("content", "key", "path")

    def __init__(self, content: dict[str, Value] | list[Value], path: Path) -> None:
        self.content = content
        self.path = path
        self.key: str | None = None


class Builder:
    """Collects what a reader finds, in reading order, into a ``Document``.

    Lines and columns are 1-based and count characters.
    """

    def __init__(self, file: str, limits: Limits) -> None:
        self._file = file
        self._limits = limits
        self._values: dict[Path, _Mark] = {}
        self._keys: dict[Path, _Mark] = {}
        self._styles: dict[Path, str] = {}
        self._open: list[Frame] = []
        self._nodes = 0
        self._root: Value = None

    @property
    def wants_key(self) -> bool:
        """Whether the next scalar is the key of a map."""
        if not self._open:
            return False
        frame = self._open[-1]
        return frame.key is None and type(frame.content) is dict

    def refuse(
        self, mark: _Mark, key: str, *, hint: str | None = None, **params: Any
    ) -> StrictYamlError:
        """Return the error that ends reading at ``mark``."""
        return refusal(self._file, mark, key, hint=hint, **params)

    def key(self, text: str, mark: _Mark) -> None:
        """Take the key of the next value of the open map."""
        self._count(mark)
        frame = self._open[-1]
        if not text:
            raise self.refuse(mark, "yaml.empty_key")
        bad = refused_character(text, key=True)
        if bad is not None:
            raise self.refuse(mark, "yaml.key_character", code=f"U+{ord(text[bad]):04X}")
        path = (*frame.path, text)
        if path in self._keys:
            first = self._keys[path][0]
            raise self.refuse(mark, "yaml.duplicate_key", name=text, line=first)
        self._keys[path] = mark
        frame.key = text

    def scalar(self, value: Value, mark: _Mark, style: str = "") -> None:
        """Take a scalar.

        Args:
            value: what it means.
            mark: where it begins.
            style: its quote, ``|`` for quoted text or a block over several lines,
                ``MANY_LINES`` for such text without quotes, or nothing.
        """
        self._count(mark)
        path = self._next_path()
        self._values[path] = mark
        if style:
            self._styles[path] = style
            bad = refused_character(value) if isinstance(value, str) else None
            if bad is not None and isinstance(value, str):
                raise self.refuse(mark, "yaml.character", code=f"U+{ord(value[bad]):04X}")
        self._add(value)

    def start(self, content: dict[str, Value] | list[Value], mark: _Mark) -> None:
        """Open an empty map or list."""
        self._count(mark)
        if self.wants_key:
            raise self.refuse(mark, "yaml.key_not_text")
        if len(self._open) >= self._limits.depth:
            raise self.refuse(mark, "yaml.too_deep", limit=self._limits.depth)
        path = self._next_path()
        self._values[path] = mark
        self._open.append(Frame(content, path))

    def end(self) -> None:
        """Close the map or list opened last."""
        self._add(self._open.pop().content)

    def document(self) -> Document:
        """Return what was read."""
        return Document(self._file, self._root, self._values, self._keys, self._styles)

    def _count(self, mark: _Mark) -> None:
        self._nodes += 1
        if self._nodes > self._limits.nodes:
            raise self.refuse(mark, "yaml.too_many", limit=self._limits.nodes)

    def _next_path(self) -> Path:
        if not self._open:
            return ()
        frame = self._open[-1]
        content = frame.content
        if isinstance(content, list):
            return (*frame.path, len(content))
        return (*frame.path, frame.key or "")

    def _add(self, value: Value) -> None:
        if not self._open:
            self._root = value
            return
        frame = self._open[-1]
        content = frame.content
        if isinstance(content, list):
            content.append(value)
        elif frame.key is not None:
            content[frame.key] = value
            frame.key = None


def refusal(
    file: str, mark: _Mark, key: str, *, hint: str | None = None, **params: Any
) -> StrictYamlError:
    """Return the error that refuses ``file`` for what stands at ``mark``."""
    return StrictYamlError(Problem(Place(file, *mark), key, params, hint))


class Lines:
    """Turns an index into a text into its 1-based line and column."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def mark(self, index: int) -> _Mark:
        """Return line and column of ``text[index]``."""
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1


def decode(text: str | bytes, file: str, limits: Limits) -> str:
    """Return ``text`` without its byte order mark, or refuse it.

    Raises:
        StrictYamlError: too large, not UTF-8, or with a character no file may hold.
    """
    if len(text) > limits.size:
        raise refusal(file, (1, 1), "yaml.too_large", limit=limits.size)
    if isinstance(text, bytes):
        try:
            decoded = text.decode("utf-8")
        except UnicodeDecodeError as error:
            before = text[: error.start].decode("utf-8")
            mark = Lines(before).mark(len(before))
            raise refusal(file, mark, "yaml.not_utf8", hint="yaml.not_utf8_hint") from None
    else:
        decoded = text
    decoded = decoded.removeprefix("\ufeff")
    bad = refused_character(decoded)
    if bad is not None:
        code = f"U+{ord(decoded[bad]):04X}"
        raise refusal(file, Lines(decoded).mark(bad), "yaml.character", code=code)
    return decoded
