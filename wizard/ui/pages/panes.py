"""Moving the focus from pane to pane with one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

Pane = tuple[QWidget, Callable[[], object]]
"""A part of the window, and what puts the focus into it."""


def cycle(panes: Sequence[Pane], focus: QWidget | None, step: int) -> None:
    """Move the focus ``step`` panes on from the one that has it, those in sight only."""
    shown = [pane for pane in panes if pane[0].isVisible()]
    here = next(
        (
            number
            for number, (pane, _) in enumerate(shown)
            if focus is not None and pane.isAncestorOf(focus)
        ),
        -1,
    )
    shown[(here + step) % len(shown)][1]()
