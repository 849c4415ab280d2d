"""Two things side by side where both are narrow."""

from __future__ import annotations

from wizard.documents.blocks import Block, Blocks, Columns, Fields, Runs

_FEW = 3


def paired(pairs: tuple[tuple[str, Runs], ...] | list[tuple[str, Runs]]) -> Block:
    """Return label and value in two columns, or in one where there are only a few."""
    if len(pairs) < _FEW:
        return Fields(tuple(pairs))
    half = (len(pairs) + 1) // 2
    return Columns((Fields(tuple(pairs[:half])),), (Fields(tuple(pairs[half:])),))


def beside(left: Block, right: Blocks, ratio: float = 0.6) -> Columns:
    """Return a chart with what is read from it at its right."""
    return Columns((left,), right, ratio=ratio)
