"""The PDF file itself: numbered objects, streams and the cross-reference (ISO 32000-1, 7).

A plain ``str`` is always a text string and therefore escaped; names are ``Name``. Objects
that are not streams go into object streams, which keeps the structure tree small.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Union

_PER_OBJECT_STREAM = 200


class Name(str):
    """A PDF name, without its slash."""

    __slots__ = ()


class Ref(int):
    """A reference to an object by its number."""

    __slots__ = ()


class Raw(bytes):
    """Bytes that are PDF syntax already."""

    __slots__ = ()


Value = Union[
    None, bool, int, float, str, bytes, "list[Value]", "tuple[Value, ...]", "Mapping[str, Value]"
]


def number(value: float) -> str:
    """Write a number as short as PDF needs it: at most three decimals, no exponent."""
    written = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


@lru_cache(maxsize=512)
def _name(value: str) -> bytes:
    return b"/" + b"".join(
        bytes([byte])
        if (chr(byte).isalnum() and byte < 128) or byte in b"+-_."
        else b"#%02X" % byte
        for byte in value.encode()
    )


def _string(value: str) -> bytes:
    if value.isascii() and value.isprintable():
        escaped = value.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})".encode("ascii")
    return b"<FEFF" + value.encode("utf-16-be", "replace").hex().upper().encode() + b">"


def syntax(value: Value) -> bytes:  # noqa: PLR0911 - one return per kind of value
    """Return a value in PDF syntax."""
    match value:
        case Ref():
            return b"%d 0 R" % value
        case Raw():
            return bytes(value)
        case Name():
            return _name(value)
        case None:
            return b"null"
        case bool():
            return b"true" if value else b"false"
        case int():
            return b"%d" % value
        case float():
            return number(value).encode()
        case str():
            return _string(value)
        case bytes():
            return b"<" + value.hex().upper().encode() + b">"
        case list() | tuple():
            return b"[" + b" ".join(map(syntax, value)) + b"]"
    pairs = [_name(key) + b" " + syntax(one) for key, one in value.items()]
    return b"<<" + b" ".join(pairs) + b">>"


class PdfFile:
    """Objects under construction; ``finish`` turns them into the bytes of a file."""

    def __init__(self) -> None:
        self._values: list[bytes | None] = [None]
        self._streams: dict[int, bytes] = {}

    def reserve(self) -> Ref:
        """Return a number to refer to before its object is known; it may stay unused."""
        self._values.append(None)
        return Ref(len(self._values) - 1)

    def put(self, ref: Ref, value: Value) -> None:
        """Give a reserved number its object."""
        self._values[ref] = syntax(value)

    def add(self, value: Value) -> Ref:
        """Add an object."""
        self._values.append(syntax(value))
        return Ref(len(self._values) - 1)

    def stream(
        self, content: bytes, entries: Mapping[str, Value] | None = None, *, packed: bool = True
    ) -> Ref:
        """Add a stream; ``packed`` compresses it."""
        ref = self.reserve()
        self.put_stream(ref, content, entries, packed=packed)
        return ref

    def put_stream(
        self,
        ref: Ref,
        content: bytes,
        entries: Mapping[str, Value] | None = None,
        *,
        packed: bool = True,
    ) -> None:
        """Give a reserved number its stream."""
        head: dict[str, Value] = dict(entries or {})
        if packed:
            content = zlib.compress(content, 6)
            head["Filter"] = Name("FlateDecode")
        head["Length"] = len(content)
        self._streams[ref] = syntax(head) + b"\nstream\n" + content + b"\nendstream"

    def finish(self, root: Ref, info: Ref) -> bytes:
        """Return the bytes of the file; equal objects give equal bytes."""
        packed: dict[int, tuple[int, int]] = {}
        plain = [at for at, value in enumerate(self._values) if value is not None]
        for first in range(0, len(plain), _PER_OBJECT_STREAM):
            self._pack(plain[first : first + _PER_OBJECT_STREAM], packed)
        parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        position = len(parts[0])
        starts: dict[int, int] = {}
        for ref, body in sorted(self._streams.items()):
            starts[ref] = position
            parts.append(b"%d 0 obj\n%s\nendobj\n" % (ref, body))
            position += len(parts[-1])
        count = len(self._values)
        free = struct.pack(">BLH", 0, 0, 65535)
        table = [free]
        for ref in range(1, count):
            if ref in packed:
                table.append(struct.pack(">BLH", 2, *packed[ref]))
            elif ref in starts:
                table.append(struct.pack(">BLH", 1, starts[ref], 0))
            else:
                table.append(free)
        table.append(struct.pack(">BLH", 1, position, 0))
        digest = hashlib.md5(b"".join(parts), usedforsecurity=False).digest()
        rows = zlib.compress(b"".join(table), 6)
        trailer: dict[str, Value] = {
            "Type": Name("XRef"),
            "Size": count + 1,
            "W": [1, 4, 2],
            "Root": root,
            "Info": info,
            "ID": [digest, digest],
            "Filter": Name("FlateDecode"),
            "Length": len(rows),
        }
        body = syntax(trailer) + b"\nstream\n" + rows + b"\nendstream"
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (count, body))
        parts.append(b"startxref\n%d\n%%%%EOF\n" % position)
        return b"".join(parts)

    def _pack(self, refs: list[int], packed: dict[int, tuple[int, int]]) -> None:
        holder = self.reserve()
        index, bodies, position = [], [], 0
        for at, ref in enumerate(refs):
            body = self._values[ref] or b"null"
            index.append(b"%d %d" % (ref, position))
            bodies.append(body)
            position += len(body) + 1
            packed[ref] = (holder, at)
        head = b" ".join(index) + b"\n"
        self.put_stream(
            holder,
            head + b"\n".join(bodies),
            {"Type": Name("ObjStm"), "N": len(refs), "First": len(head)},
        )
