"""Work of a class off the GUI thread: one errand at a time, with progress, that can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from wizard.errors import WizardError


class StoppedError(Exception):
    """The trainer wants no more of this errand."""


class Progress:
    """What an errand calls after each file: counts it, or ends the errand.

    Attributes:
        total: how many files there will be, 0 while nobody knows.
    """

    def __init__(self, total: int, tell: Callable[[int, int], object]) -> None:
        self.total = total
        self._tell = tell
        self._done = 0
        self._over = threading.Event()

    def __call__(self, *_: object) -> None:
        """Count one more file.

        Raises:
            StoppedError: the errand was stopped.
        """
        if self._over.is_set():
            raise StoppedError
        self._done += 1
        self._tell(self._done, self.total)

    def stop(self) -> None:
        """End the errand at its next file."""
        self._over.set()


Work = Callable[[Progress], object]


class Errand(QObject):
    """Runs errands in one worker thread.

    Signals:
        begun: carries the errand's name.
        progressed: files done and files in all, 0 if unknown.
        finished: carries the name and the result.
        refused: carries the name and the WizardError.
        stopped: carries the name; what was done so far stays done.
    """

    begun = Signal(str)
    progressed = Signal(int, int)
    finished = Signal(str, object)
    refused = Signal(str, object)
    stopped = Signal(str)
    _moved = Signal(int, int)
    _returned = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="trainer")
        self._progress: Progress | None = None
        self._closed = threading.Event()
        queued = Qt.ConnectionType.QueuedConnection
        self._moved.connect(self.progressed, queued)
        self._returned.connect(self._take, queued)

    @property
    def is_running(self) -> bool:
        """Whether an errand is under way."""
        return self._progress is not None

    def begin(self, name: str, work: Work, total: int = 0) -> bool:
        """Start an errand; False while another one is under way.

        Args:
            name: what it is called in the signals.
            work: runs in the worker; raises WizardError for what the surroundings refuse.
            total: how many files there will be, if known.
        """
        if self._progress is not None or self._closed.is_set():
            return False
        self._progress = Progress(total, self._moved.emit)
        self.begun.emit(name)
        future = self._worker.submit(work, self._progress)
        future.add_done_callback(partial(self._hand_over, name))
        return True

    def stop(self) -> None:
        """Ask the errand to end at its next file."""
        if self._progress is not None:
            self._progress.stop()

    def close(self) -> None:
        """Stop the errand, wait for it, and let the thread go."""
        self._closed.set()
        self.stop()
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _hand_over(self, name: str, future: Future[object]) -> None:
        """Pass the result to the GUI thread, unless nobody waits; runs in the worker."""
        if not self._closed.is_set():
            self._returned.emit(name, future)

    def _take(self, name: str, future: Future[object]) -> None:
        self._progress = None
        try:
            result = future.result()
        except StoppedError:
            self.stopped.emit(name)
        except WizardError as error:
            self.refused.emit(name, error)
        else:
            self.finished.emit(name, result)
