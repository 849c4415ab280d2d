"""The simulation off the GUI thread: one worker, and the newest request wins.

Typing stays fluid while it runs. A result is used only if the answers are still those it
was made from; otherwise the next request is already on its way.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from wizard.money.inputs import Inputs
from wizard.money.simulation import RUNOUT_WEEK, Simulation, simulate

if TYPE_CHECKING:
    from wizard.ui.parts.desk import Desk

QUIET_MS = 250
"""How long nobody has changed anything before the worker begins."""
FIGURE = "runout_probability_13_weeks"
WAITING = "calculating"


class Simulator(QObject):
    """Keeps the simulated figures of an open plan up to date.

    Signals:
        finished: a result came back and was used.
    """

    finished = Signal()
    _returned = Signal(object, object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._over = threading.Event()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="simulator")
        self._running: Inputs | None = None
        self._hopeless: Inputs | None = None
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self._begin)
        self._returned.connect(self._take, Qt.ConnectionType.QueuedConnection)
        # Nothing of self: Qt calls no method of an object that is going away.
        self.destroyed.connect(partial(_let_go, self._worker, self._over))

    @property
    def result(self) -> Simulation | None:
        """The simulation of the answers as they are now, None while it is on its way."""
        return self._desk.session.simulated

    def request(self) -> None:
        """Ask for the simulation of the answers as they are; cheap when nothing is needed."""
        if self._is_wanted():
            self._quiet.start()
        else:
            self._quiet.stop()

    def close(self) -> None:
        """Wait for what is under way and let the thread go."""
        self._quiet.stop()
        _let_go(self._worker, self._over)

    def _is_wanted(self) -> bool:
        evaluation = self._desk.evaluation
        waiting = evaluation.figures[FIGURE].note == WAITING
        return waiting and evaluation.inputs != self._hopeless

    def _begin(self) -> None:
        inputs = self._desk.evaluation.inputs
        if self._over.is_set() or self._running is not None or not self._is_wanted():
            return
        self._running = inputs
        future = self._worker.submit(simulate, inputs, weeks=RUNOUT_WEEK)
        future.add_done_callback(partial(self._hand_over, inputs))

    def _hand_over(self, inputs: Inputs, future: Future[Simulation | None]) -> None:
        """Pass the result to the GUI thread, unless nobody waits; runs in the worker."""
        if not future.cancelled() and not self._over.is_set():
            self._returned.emit(inputs, future)

    def _take(self, inputs: Inputs, future: Future[Simulation | None]) -> None:
        self._running = None
        simulated = future.result()
        if simulated is None:
            self._hopeless = inputs
        if inputs == self._desk.evaluation.inputs and simulated is not None:
            self._desk.use_simulation(simulated)
            self.finished.emit()
        else:
            self.request()


def _let_go(worker: ThreadPoolExecutor, over: threading.Event, *_: object) -> None:
    """Wait for what is under way, and tell it that nobody waits for the result."""
    over.set()
    worker.shutdown(wait=True, cancel_futures=True)
