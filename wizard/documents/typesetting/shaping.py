"""From runs to measured text and from measured text to lines on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from wizard.documents.blocks import REPLACEMENT, Run, Runs, Severity
from wizard.documents.typesetting.breaking import SHAPE, break_lines
from wizard.documents.typesetting.fonts import Font, fallback, primary, visible
from wizard.documents.typesetting.operators import Color, line_color, number, polyline
from wizard.documents.typesetting.page import Page
from wizard.documents.typesetting.shapes import severity_shape
from wizard.documents.typesetting.styles import (
    ACCENT,
    INK,
    INK_SOFT,
    LINE_STRONG,
    SEVERITY_COLORS,
    Style,
)
from wizard.documents.typesetting.tags import Element

# Widths in 1/1000 em; a shape's has the gap after it.
_EM = 1000.0
_DRAWN_AS_NO_GLYPH = {SHAPE: 1250, "\n": 0}
_MOST_SPACING = 0.055  # em between characters; more is read as a space by extractors
_KEPT = 4096  # measured texts: those of several plans
_LONGEST_KEPT = 600  # characters; an answer as long as a book would fill the memory
_HAN_START, _HAN_END = "\u2e80", "\uffef"


@dataclass(slots=True)
class Piece:
    """Text of one font and one run: ``text[start:end]`` of the shaped text."""

    start: int
    end: int
    font: Font
    run: Run


@dataclass(eq=False, slots=True)
class Shaped:
    """Measured text; shared, hence never changed but for what is found out late.

    Attributes:
        edges: width of ``text[:i]`` at index ``i``, in 1/1000 em.
        simple: one piece without a mark or a link.
        longest_word: its width in points, None until somebody asked.
    """

    text: str
    edges: list[float]
    pieces: list[Piece]
    style: Style
    simple: bool
    longest_word: float | None = None

    def width(self) -> float:
        """Return the width of the longest line as written, in points."""
        scale = self.style.size / 1000
        if "\n" not in self.text:
            return self.edges[-1] * scale
        ends = [at for at, char in enumerate(self.text) if char == "\n"] + [len(self.text)]
        starts = [0, *(end + 1 for end in ends)]
        spans = zip(starts, ends, strict=False)
        return max(self.edges[end] - self.edges[start] for start, end in spans) * scale


@dataclass(slots=True)
class Line:
    """One line: which text, how far from the left edge, how much space between characters."""

    start: int
    end: int
    offset: float
    spacing: float = 0
    width: float = field(default=0)


def shape(runs: Runs, style: Style) -> Shaped:
    """Measure runs set in ``style``.

    What was measured is kept: tables say the same words again and again, and of a plan that
    is shown anew after an answer nearly every word is as before.
    """
    if len(runs) == 1:
        long = len(runs[0].text) > _LONGEST_KEPT
    else:
        long = sum([len(run.text) for run in runs]) > _LONGEST_KEPT
    return _measured(runs, style) if long else measured(runs, style)


def _measured(runs: Runs, style: Style) -> Shaped:
    texts: list[str] = []
    widths: list[float] = []
    pieces: list[Piece] = []
    for run in runs:
        words = visible(run.text)
        if run.mark in SEVERITY_COLORS:
            words = SHAPE + words
        if not words:
            continue
        start = len(widths)
        main = primary(style.family, style.bold or run.bold or run.mark in SEVERITY_COLORS)
        try:
            widths += map(main.widths.__getitem__, words)
            pieces.append(Piece(start, start + len(words), main, run))
        except KeyError:
            del widths[start:]
            _shape_mixed(words, main, run, widths, pieces)
        texts.append(words)
    simple = len(pieces) == 1 and not pieces[0].run.link and not pieces[0].run.mark
    edges = list(accumulate(widths, initial=0.0))
    return Shaped("".join(texts), edges, pieces, style, simple)


def _shape_mixed(
    words: str, main: Font, run: Run, widths: list[float], pieces: list[Piece]
) -> None:
    """Measure text with characters the main font lacks, each from the font that has it."""
    current: Piece | None = None
    for char in words:
        at = len(widths)
        chosen = main
        if char in _DRAWN_AS_NO_GLYPH:
            widths.append(_DRAWN_AS_NO_GLYPH[char])
        else:
            if char not in main.widths:
                chosen = fallback(char) or main
            widths.append(chosen.widths.get(char, main.widths[REPLACEMENT]))
        if current is not None and current.font is chosen and char != SHAPE:
            current.end = at + 1
        else:
            current = Piece(at, at + 1, chosen, run)
            pieces.append(current)
            if char == SHAPE:
                current = None


def set_lines(shaped: Shaped, width: float) -> tuple[Line, ...]:
    """Break measured text into lines of at most ``width`` points and align them."""
    long = len(shaped.text) > _LONGEST_KEPT
    return _lines(shaped, width) if long else lines(shaped, width)


def _lines(shaped: Shaped, width: float) -> tuple[Line, ...]:
    style = shaped.style
    scale = style.size / 1000
    indent = style.indent * style.size
    edges = shaped.edges
    if edges[-1] * scale <= width - indent and "\n" not in shaped.text:
        cuts = [(0, len(shaped.text.rstrip(" ")))]
    else:
        cuts = break_lines(shaped.text, edges, (width - indent) / scale, width / scale)
    found = []
    for at, (start, end) in enumerate(cuts):
        offset = indent if at == 0 else 0.0
        natural = (edges[end] - edges[start]) * scale
        free = width - offset - natural
        line = Line(start, end, offset, width=natural)
        if style.align == "right":
            line.offset += free
        elif style.align == "center":
            line.offset += free / 2
        elif style.justify and at + 1 < len(cuts) and free > 0:
            line.spacing = _spacing(shaped.text, start, end, free, style.size)
            line.width += line.spacing * (end - start - 1)
        found.append(line)
    return tuple(found)


measured = lru_cache(maxsize=_KEPT)(_measured)
lines = lru_cache(maxsize=_KEPT)(_lines)


def _spacing(text: str, start: int, end: int, free: float, size: float) -> float:
    """Return the space between characters that makes a line full, if that looks right."""
    if end - start < 2 or text[end : end + 1] == "\n":
        return 0
    if not any(_HAN_START <= char <= _HAN_END for char in text[start:end]):
        return 0
    spacing = free / (end - start - 1)
    return spacing if spacing <= _MOST_SPACING * size else 0


def text_width(runs: Runs, style: Style) -> float:
    """Return the natural width of runs in points."""
    return shape(runs, style).width()


def baseline(style: Style) -> float:
    """Return the distance from the top of a line to its baseline."""
    return (style.leading - style.size) / 2 + style.size * 0.88


def draw_line(
    page: Page, shaped: Shaped, line: Line, x: float, top: float, element: Element | None
) -> None:
    """Draw one line whose upper edge is at ``top``."""
    style = shaped.style
    y = top - baseline(style)
    if shaped.simple:
        page.tag(element)
        words = shaped.text[line.start : line.end]
        if words:
            font = shaped.pieces[0].font
            page.write(font, style.size, style.color, x + line.offset, y, words, line.spacing)
        return
    _draw_pieces(page, shaped, line, x + line.offset, y, element)


def _draw_pieces(
    page: Page, shaped: Shaped, line: Line, x: float, y: float, element: Element | None
) -> None:
    style, edges = shaped.style, shaped.edges
    scale = style.size / 1000
    for piece in shaped.pieces:
        start, end = max(piece.start, line.start), min(piece.end, line.end)
        if start >= end:
            continue
        left = x + (edges[start] - edges[line.start]) * scale
        left += line.spacing * (start - line.start)
        right = left + (edges[end] - edges[start]) * scale + line.spacing * (end - start)
        words = shaped.text[start:end]
        run = piece.run
        color = run_color(run, style.color)
        if words == SHAPE:
            _draw_shape(page, run, style, left, y, element)
            continue
        target = element
        if run.link and element is not None:
            target = element.add("Link")
        page.tag(target)
        page.write(piece.font, style.size, color, left, y, words, line.spacing)
        if run.link and target is not None:
            box = (left, y - style.size * 0.25, right, y + style.size * 0.9)
            page.link(box, run.link, target, run.text)
        _underline(page, run, left, right, y - style.size * 0.16)


def _draw_shape(
    page: Page, run: Run, style: Style, left: float, y: float, element: Element | None
) -> None:
    """Draw the shape of a severity; where no word follows, its meaning is there unseen."""
    page.tag(None)
    severity: Severity = run.mark  # type: ignore[assignment]
    page.draw(severity_shape(severity, left, y - style.size * 0.12, style.size))
    if run.text or not run.alt:
        return
    target = element
    if run.link and element is not None:
        target = element.add("Link")
    page.tag(target)
    font = primary(style.family, bold=False)
    natural = sum(font.widths.get(char, _EM) for char in run.alt)
    page.write_unseen(font, style.size * min(1, _EM / natural), left, y, run.alt)
    if run.link and target is not None:
        box = (left, y - style.size * 0.25, left + style.size, y + style.size * 0.9)
        page.link(box, run.link, target, run.alt)


def run_color(run: Run, normal: Color) -> Color:
    """Return the color of a run's letters."""
    if run.link:
        return ACCENT
    if run.mark in SEVERITY_COLORS:
        return SEVERITY_COLORS[run.mark][0]
    return INK_SOFT if run.mark in {"blank", "code"} else normal


def _underline(page: Page, run: Run, left: float, right: float, y: float) -> None:
    looks: dict[str, tuple[Color, float]] = {
        "blank": (INK, 0.7),
        "filled": (LINE_STRONG, 0.4),
        "changed": (INK, 1.1),
    }
    look = (ACCENT, 0.35) if run.link else looks.get(run.mark or "")
    if look:
        page.tag(None)
        color, width = look
        path = polyline((left, y), (right, y))
        page.draw(f"{line_color(color)} {number(width)} w {path} S")


def widest_word(shaped: Shaped, words: Sequence[tuple[int, int]]) -> float:
    """Return the width in points of the widest of the given stretches of text."""
    edges, scale = shaped.edges, shaped.style.size / 1000
    return max((edges[end] - edges[start] for start, end in words), default=0) * scale
