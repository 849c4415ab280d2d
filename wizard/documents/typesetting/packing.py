"""Objects into bytes: packed by the hundred, and the table of where each one stands.

reportlab writes every object on its own and a table of 20 bytes for each. A tagged plan has
thousands of small ones; in object streams (ISO 32000-1, 7.5.7) they take a tenth of the
space, and a cross-reference stream (7.5.8) takes the place of the table.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from itertools import accumulate

from reportlab.pdfbase.pdfdoc import format as syntax_of

from wizard.documents.typesetting.tags import PdfDocument

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_IN_ONE_STREAM = 100  # objects; a reader unpacks all of a stream to see one
LEVEL = 3  # of compression: 6 takes twice the time for a twentieth
_STREAM_END = b"endstream"
_FREE, _PLAIN, _PACKED = 0, 1, 2
_STREAM_PLACE, _INDEX_PLACE = ">BL", ">H"  # together one place in the table
_INDEXES = [struct.pack(_INDEX_PLACE, index) for index in range(_IN_ONE_STREAM)]


def assemble(document: PdfDocument, more: Iterable[tuple[int, bytes]]) -> bytes:
    """Return the file.

    Args:
        document: reportlab's, with everything in it.
        more: number and syntax of objects that it does not know but has numbers free for.
    """
    file = _File()
    small: list[tuple[int, bytes]] = []
    for number, body in _known(document):
        # What has content of its own cannot stand inside a stream.
        if body.endswith(_STREAM_END):
            file.add(number, body)
        else:
            small.append((number, body))
    small += more
    following = document.objectcounter + 1
    for start in range(0, len(small), _IN_ONE_STREAM):
        file.add_packed(following, small[start : start + _IN_ONE_STREAM])
        following += 1
    root, info = (
        _reference(document, one).decode("ascii") for one in (document.Catalog, document.info)
    )
    identity = document.signature.hexdigest().upper()
    return file.finished(
        following, f"/Root {root} /Info {info} /ID [<{identity}> <{identity}>]".encode("ascii")
    )


def _known(document: PdfDocument) -> Iterator[tuple[int, bytes]]:
    """Yield what reportlab has numbered; writing an object may number further ones."""
    number = 0
    while number < document.objectcounter:
        number += 1
        name = document.numberToId.get(number)
        if name is not None:
            body: bytes = syntax_of(document.idToObject[name], document, toplevel=1)
            yield number, body.rstrip(b"\n")


def _reference(document: PdfDocument, one: object) -> bytes:
    reference: bytes = document.Reference(one).format(document)
    return reference


class _File:
    """A file being written: its parts, and where each object stands."""

    def __init__(self) -> None:
        self._parts = [_HEAD]
        self._length = len(_HEAD)
        self._places: dict[int, bytes] = {0: _place(_FREE, 0, 0xFFFF)}

    def add(self, number: int, body: bytes) -> None:
        """Write an object on its own."""
        self._places[number] = _place(_PLAIN, self._length, 0)
        part = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        self._parts.append(part)
        self._length += len(part)

    def add_packed(self, number: int, objects: list[tuple[int, bytes]]) -> None:
        """Write objects into one object stream."""
        numbers = [one for one, _ in objects]
        stream = struct.pack(_STREAM_PLACE, _PACKED, number)
        self._places.update(zip(numbers, [stream + index for index in _INDEXES], strict=False))
        starts = accumulate([len(body) + 1 for _, body in objects], initial=0)
        places = [f"{one} {at}" for one, at in zip(numbers, starts, strict=False)]
        index_ = " ".join(places).encode("ascii") + b"\n"
        bodies = b"\n".join([body for _, body in objects])
        entries = b"/Type /ObjStm /N %d /First %d" % (len(objects), len(index_))
        self.add(number, _stream(entries, index_ + bodies))

    def finished(self, number: int, entries: bytes) -> bytes:
        """Return the file, closed with the table of all objects, which is ``number``.

        Args:
            number: the only object after all others.
            entries: of the trailer.
        """
        start = self._length
        self._places[number] = _place(_PLAIN, start, 0)
        nothing = _place(_FREE, 0, 0)
        table = b"".join([self._places.get(one, nothing) for one in range(number + 1)])
        size = b"/Type /XRef /Size %d /W [1 4 2] " % (number + 1)
        self.add(number, _stream(size + entries, table))
        return b"".join([*self._parts, b"startxref\n%d\n%%%%EOF\n" % start])


def _place(kind: int, where: int, index: int) -> bytes:
    return struct.pack(_STREAM_PLACE, kind, where) + struct.pack(_INDEX_PLACE, index)


def _stream(entries: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content, LEVEL)
    head = b"<<%b /Filter /FlateDecode /Length %d>>\nstream\n" % (entries, len(packed))
    return head + packed + b"\nendstream"
