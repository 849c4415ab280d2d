"""Moving the focus from pane to pane with one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

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


def arranged(page: QWidget, side: QWidget, foot: QWidget) -> QGridLayout:
    """Lay out a page with what stands beside it and under it; Tab goes to ``side`` last.

    The foot runs under both, so that its buttons stay put where a page has nothing beside.
    """
    grid = QGridLayout()
    grid.setSpacing(0)
    grid.setRowStretch(0, 1)
    grid.setColumnStretch(0, 1)
    grid.addWidget(page, 0, 0)
    grid.addWidget(foot, 1, 0, 1, 2)
    grid.addWidget(side, 0, 1)
    return grid
