"""Collects garbage on the GUI thread, and nowhere else.

Python looks for dead cycles on whatever thread makes objects, here mostly the one that
prints. A widget found there dies there, beside the GUI thread that paints its neighbors;
Qt allows neither, and now and then that crashed the program.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000


class Collector(QObject):
    """Takes over the collecting, for as long as the program runs."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(collect_due)

    def begin(self) -> None:
        """Collect from now on, but never look through what is alive now.

        All of it is modules, classes and a checklist; going through them each time would
        hold up the window for longer than a frame.
        """
        gc.freeze()
        self._timer.start()


def collect_due() -> None:
    """Collect the oldest generation that is due, as Python would."""
    counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [generation for generation, (count, most) in enumerate(counts) if count > most]
    if due:
        gc.collect(due[-1])
