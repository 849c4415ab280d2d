"""Read a TrueType font (glyf outlines) and cut subsets that keep glyph ids.

Format: OpenType specification 1.9, tables head, hhea, hmtx, maxp, cmap, loca, glyf, OS/2
and name. Only fonts that come with the program are read, never a user's: offsets in the
file are trusted.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

_KEPT_TABLES = ("cvt ", "fpgm", "prep")
_COMPOSITE_WORDS, _COMPOSITE_SCALE = 0x1, 0x8
_COMPOSITE_MORE, _COMPOSITE_XY, _COMPOSITE_2X2 = 0x20, 0x40, 0x80
_ON_CURVE, _X_SHORT, _Y_SHORT, _REPEAT, _X_SAME, _Y_SAME = 1, 2, 4, 8, 16, 32

Point = tuple[float, float]


def _numbers(kind: str, raw: bytes) -> array[int]:
    numbers: array[int] = array(kind, raw)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def big_endian(numbers: array[int]) -> bytes:
    """Return the numbers as the bytes a font or a PDF wants."""
    if sys.byteorder == "little":
        numbers = array(numbers.typecode, numbers)
        numbers.byteswap()
    return numbers.tobytes()


class Face:
    """One font file.

    Attributes:
        name: PostScript name.
        glyphs: character -> glyph id.
        widths: character -> advance in 1/1000 em.
        ascent, descent, cap_height: in 1/1000 em.
        glyph_count: number of glyphs of the whole font.
    """

    def __init__(self, path: Path) -> None:
        self._file = data = path.read_bytes()
        if data[:4] == b"OTTO":
            message = f"{path.name} has no glyf outlines"
            raise ValueError(message)
        self._tables: dict[str, tuple[int, int]] = {}
        for index in range(struct.unpack(">H", data[4:6])[0]):
            tag, _, start, length = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
            self._tables[tag.decode("ascii")] = (start, length)
        head = self.table("head")
        self.units = struct.unpack(">H", head[18:20])[0]
        scale = 1000 / self.units
        self.box = tuple(round(value * scale) for value in struct.unpack(">4h", head[36:44]))
        self.glyph_count = struct.unpack(">H", self.table("maxp")[4:6])[0]
        self._read_outlines_index(long=bool(struct.unpack(">h", head[50:52])[0]))
        self._read_metrics(scale)
        self.name = self._read_name()
        self.glyphs = self._read_cmap()
        advances = [advance * scale for advance in self.advances]
        found = map(advances.__getitem__, self.glyphs.values())
        self.widths = dict(zip(self.glyphs, found, strict=True))

    def table(self, tag: str) -> bytes:
        """Return the bytes of a table."""
        start, length = self._tables[tag]
        return self._file[start : start + length]

    def _read_outlines_index(self, *, long: bool) -> None:
        raw = self.table("loca")
        self._loca = (
            _numbers("I", raw) if long else array("I", [2 * at for at in _numbers("H", raw)])
        )

    def _read_metrics(self, scale: float) -> None:
        count = struct.unpack(">H", self.table("hhea")[34:36])[0]
        table = _numbers("H", self.table("hmtx"))
        self.advances = table[0 : count * 2 : 2]
        self._bearings = table[1 : count * 2 : 2] + table[count * 2 :]
        self.advances += array("H", [self.advances[-1]]) * (self.glyph_count - count)
        metrics = self.table("OS/2")
        self.ascent, self.descent = (
            value * scale for value in struct.unpack(">2h", metrics[68:72])
        )
        version = struct.unpack(">H", metrics[:2])[0]
        capital = struct.unpack(">h", metrics[88:90])[0] * scale if version >= 2 else 0
        self.cap_height = capital or self.ascent
        weight = struct.unpack(">H", metrics[4:6])[0]
        self.stem = 50 + round((weight / 65) ** 2)

    def _read_name(self) -> str:
        raw = self.table("name")
        count, storage = struct.unpack(">HH", raw[2:6])
        for index in range(count):
            platform, _, _, name, length, start = struct.unpack_from(">6H", raw, 6 + 12 * index)
            if (platform, name) == (3, 6):
                return raw[storage + start : storage + start + length].decode("utf-16-be")
        message = "a font needs a PostScript name"
        raise ValueError(message)

    def _read_cmap(self) -> dict[str, int]:
        raw = self.table("cmap")
        starts = {}
        for index in range(struct.unpack(">H", raw[2:4])[0]):
            start = struct.unpack_from(">L", raw, 8 + 8 * index)[0]
            starts[struct.unpack_from(">H", raw, start)[0]] = start
        if 12 in starts:
            return _groups(raw, starts[12])
        return {chr(code): glyph for code, glyph in _segments(raw, starts[4]) if glyph}

    def _components(self, glyph: int) -> Iterator[tuple[int, float, float]]:
        """Yield (glyph, dx, dy) of a composite glyph; nothing for a simple one."""
        data = self._file
        start = self._tables["glyf"][0] + self._loca[glyph]
        if self._loca[glyph + 1] - self._loca[glyph] <= 10 or not data[start] & 0x80:
            return
        at, flags = start + 10, _COMPOSITE_MORE
        while flags & _COMPOSITE_MORE:
            flags, part = struct.unpack_from(">HH", data, at)
            words = flags & _COMPOSITE_WORDS
            dx, dy = struct.unpack_from(">2h" if words else ">2b", data, at + 4)
            at += 8 if words else 6
            if flags & _COMPOSITE_SCALE:
                at += 2
            elif flags & _COMPOSITE_XY:
                at += 4
            elif flags & _COMPOSITE_2X2:
                at += 8
            yield part, dx, dy

    def subset(self, glyphs: Iterable[int]) -> bytes:
        """Return a font with the outlines of ``glyphs`` only; glyph ids stay as they are."""
        todo, kept = {0, *glyphs}, set[int]()
        while todo:
            glyph = todo.pop()
            kept.add(glyph)
            todo.update(part for part, _, _ in self._components(glyph) if part not in kept)
        count = max(kept) + 1
        base, loca = self._tables["glyf"][0], self._loca
        outlines, starts, metrics = [], array("I", bytes(4 * (count + 1))), array("H")
        metrics = array("H", bytes(4 * count))
        position = previous = 0
        for glyph in sorted(kept):
            for empty in range(previous, glyph + 1):
                starts[empty] = position
            outline = self._file[base + loca[glyph] : base + loca[glyph + 1]]
            outlines.append(outline + bytes(-len(outline) % 4))
            position += len(outlines[-1])
            previous = glyph + 1
            metrics[2 * glyph] = self.advances[glyph]
            metrics[2 * glyph + 1] = self._bearings[glyph]
        starts[count] = position
        head = bytearray(self.table("head"))
        head[8:12], head[50:52] = bytes(4), b"\0\1"
        maxp, hhea = bytearray(self.table("maxp")), bytearray(self.table("hhea"))
        maxp[4:6] = hhea[34:36] = struct.pack(">H", count)
        tables = {tag: self.table(tag) for tag in _KEPT_TABLES if tag in self._tables}
        tables |= {"glyf": b"".join(outlines), "loca": big_endian(starts), "head": bytes(head)}
        tables |= {"hhea": bytes(hhea), "hmtx": big_endian(metrics), "maxp": bytes(maxp)}
        return _font_file(tables)

    def outline(self, char: str) -> list[list[tuple[float, float, bool]]]:
        """Return the contours of a character: points (x, y, on curve) in font units."""
        return self._contours(self.glyphs[char])

    def _contours(self, glyph: int) -> list[list[tuple[float, float, bool]]]:
        parts = list(self._components(glyph))
        if parts:
            return [
                [(x + dx, y + dy, on) for x, y, on in contour]
                for part, dx, dy in parts
                for contour in self._contours(part)
            ]
        start = self._tables["glyf"][0] + self._loca[glyph]
        if self._loca[glyph + 1] == self._loca[glyph]:
            return []
        return _simple_contours(self._file, start)


def _groups(raw: bytes, start: int) -> dict[str, int]:
    """Read a cmap subtable of format 12."""
    length = 12 * struct.unpack_from(">L", raw, start + 12)[0]
    table = _numbers("I", raw[start + 16 : start + 16 + length])
    glyphs: dict[str, int] = {}
    for first, last, glyph in zip(table[0::3], table[1::3], table[2::3], strict=True):
        if first == last:
            glyphs[chr(first)] = glyph
        else:
            glyphs.update(zip(map(chr, range(first, last + 1)), count(glyph), strict=False))
    return {char: glyph for char, glyph in glyphs.items() if glyph}


def _segments(raw: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Read a cmap subtable of format 4."""
    count = struct.unpack_from(">H", raw, start + 6)[0] // 2
    lasts, firsts, deltas, offsets = (
        _numbers("H", raw[at : at + 2 * count])
        for at in (
            start + 14,
            start + 16 + 2 * count,
            start + 16 + 4 * count,
            start + 16 + 6 * count,
        )
    )
    for index in range(count):
        if firsts[index] == 0xFFFF:
            continue
        for code in range(firsts[index], lasts[index] + 1):
            glyph = code
            if offsets[index]:
                at = start + 16 + 6 * count + 2 * index + offsets[index]
                glyph = struct.unpack_from(">H", raw, at + 2 * (code - firsts[index]))[0]
                if not glyph:
                    continue
            yield code, (glyph + deltas[index]) & 0xFFFF


def _simple_contours(data: bytes, at: int) -> list[list[tuple[float, float, bool]]]:
    contours = struct.unpack_from(">h", data, at)[0]
    ends = struct.unpack_from(f">{contours}H", data, at + 10)
    at += 10 + 2 * contours
    at += 2 + struct.unpack_from(">H", data, at)[0]
    count = ends[-1] + 1
    flags: list[int] = []
    while len(flags) < count:
        flag = data[at]
        at += 1
        repeat = 1
        if flag & _REPEAT:
            repeat += data[at]
            at += 1
        flags += [flag] * repeat
    axes: list[list[int]] = []
    for short, same in ((_X_SHORT, _X_SAME), (_Y_SHORT, _Y_SAME)):
        value, values = 0, []
        for flag in flags:
            if flag & short:
                value += data[at] if flag & same else -data[at]
                at += 1
            elif not flag & same:
                value += struct.unpack_from(">h", data, at)[0]
                at += 2
            values.append(value)
        axes.append(values)
    points = [(x, y, bool(f & _ON_CURVE)) for x, y, f in zip(*axes, flags, strict=True)]
    firsts = [0, *(end + 1 for end in ends[:-1])]
    return [points[first : end + 1] for first, end in zip(firsts, ends, strict=True)]


def _font_file(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    exponent = count.bit_length() - 1
    reach = 16 << exponent
    offset = 12 + 16 * count
    directory = [struct.pack(">LHHHH", 0x10000, count, reach, exponent, count * 16 - reach)]
    body = []
    for tag in sorted(tables):
        table = tables[tag]
        directory.append(struct.pack(">4sLLL", tag.encode(), 0, offset, len(table)))
        body.append(table + bytes(-len(table) % 4))
        offset += len(body[-1])
    return b"".join(directory + body)
