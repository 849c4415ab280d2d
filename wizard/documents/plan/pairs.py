"""Two things side by side where both are narrow."""

from __future__ import annotations

from collections.abc import Sequence

from wizard.documents.blocks import Block, Blocks, Columns, Fields, Runs

_FEW = 3


def paired(pairs: Sequence[tuple[str, Runs]], *, dense: bool = False) -> Block:
    """Return label and value in two columns, or in one where there are only a few."""
    if len(pairs) < _FEW:
        return Fields(tuple(pairs), dense)
    half = (len(pairs) + 1) // 2
    left, right = (Fields(tuple(part), dense) for part in (pairs[:half], pairs[half:]))
    return Columns((left,), (right,))


def beside(left: Block, right: Blocks, ratio: float = 0.6) -> Columns:
    """Return a chart with what is read from it at its right."""
    return Columns((left,), right, ratio=ratio)
