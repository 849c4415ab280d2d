"""Two things side by side where both are narrow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wizard.documents.blocks import Block, Blocks, Columns, Fields, Runs, plain, text
from wizard.documents.voice import DASH, Voice

_FEW = 3
_SHORT = 16  # characters that fit beside a label in half the width
_ABREAST = 24  # pairs in two columns, which no page's end may part


def paired(pairs: Sequence[tuple[str, Runs]], *, dense: bool = False) -> Block:
    """Return label and value in two columns, or in one where there are only a few."""
    if len(pairs) < _FEW:
        return Fields(tuple(pairs), dense)
    half = (len(pairs) + 1) // 2
    left, right = (Fields(tuple(part), dense) for part in (pairs[:half], pairs[half:]))
    return Columns((left,), (right,))


def compact(pairs: Sequence[tuple[str, Runs]]) -> Blocks:
    """Return many pairs small: the long ones first and whole, the short ones in two columns."""
    long = [(name, said) for name, said in pairs if len(plain(said)) > _SHORT]
    short = [(name, said) for name, said in pairs if len(plain(said)) <= _SHORT]
    parts = [short[at : at + _ABREAST] for at in range(0, len(short), _ABREAST)]
    whole = (Fields(tuple(long), dense=True),) if long else ()
    return (*whole, *(paired(part, dense=True) for part in parts))


def beside(left: Block, right: Blocks, ratio: float = 0.6) -> Columns:
    """Return a chart with what is read from it at its right."""
    return Columns((left,), right, ratio=ratio)


def figures(voice: Voice, names: Iterable[str]) -> tuple[list[tuple[str, Runs]], str]:
    """Return name and value of each figure, and why some say little; empty if none does."""
    pairs: list[tuple[str, Runs]] = []
    reasons: list[str] = []
    partly = False
    for name in names:
        known = voice.has_figure(name)
        shown = voice.figure_with_note(name) if known else text(voice.figure(name))
        pairs.append((voice.figure_name(name), shown))
        reasons += [] if known else [voice.figure_note(name)]
        partly = partly or (not known and plain(shown) != DASH)
    if not reasons:
        return pairs, ""
    listed = voice.w("documents.semicolon").join(dict.fromkeys(reasons))
    key = "documents.no_full_number" if partly else "documents.no_number"
    return pairs, voice.w(key, reasons=listed)
