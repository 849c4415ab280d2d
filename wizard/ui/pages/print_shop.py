"""Composes editions and paints PDF pages on one worker thread.

A print job holds everything as it was when it was asked for, so that answering can go on
meanwhile.
"""

from __future__ import annotations

import sys
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from wizard.errors import WizardError
from wizard.session import PrintJob
from wizard.session.clauses import ClauseJob
from wizard.session.places import Place

if TYPE_CHECKING:
    from wizard.documents.opened import OpenedPdf, Painted


class PrintShop(QObject):
    """The worker.

    Signals:
        ready: an edition is composed; carries the PrintJob, the Printed, the PDF's number and
            its pages.
        refused: it could not be composed; carries the PrintJob and the WizardError.
        measured: an edition was composed to be counted; carries the PrintJob and the Printed.
        compared: agreements were compared; carries the ClauseJob and its ClauseChanges.
        painted: a page is painted; carries the PDF's number, the page and the image.
        found: words were looked for; carries the PDF's number, the words and the Places.
    """

    ready = Signal(object, object, int, int)
    refused = Signal(object, object)
    measured = Signal(object, object)
    compared = Signal(object, object)
    painted = Signal(int, int, QImage)
    found = Signal(int, str, object)
    _composed = Signal(object, object, int, int)
    _failed = Signal(object, object)
    _counted = Signal(object, object)
    _set_side_by_side = Signal(object, object)
    _page_done = Signal(int, int, QImage)
    _searched = Signal(int, str, object)

    def __init__(self) -> None:
        super().__init__()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="print-shop")
        self._document: OpenedPdf | None = None
        self._number = 0
        self._closed = False
        self._latest: PrintJob | None = None
        self._shown: PrintJob | None = None
        self._latest_measured: PrintJob | None = None
        self._latest_compared: ClauseJob | None = None
        queued = Qt.ConnectionType.QueuedConnection
        self._composed.connect(self.ready, queued)
        self._failed.connect(self.refused, queued)
        self._counted.connect(self.measured, queued)
        self._set_side_by_side.connect(self.compared, queued)
        self._page_done.connect(self.painted, queued)
        self._searched.connect(self.found, queued)

    def compose(self, job: PrintJob) -> None:
        """Compose an edition; a later job makes one that still waits unnecessary."""
        if self._closed:
            return
        self._latest = job
        self._worker.submit(self._compose, job).add_done_callback(_raise_bugs)

    def measure(self, job: PrintJob) -> None:
        """Compose an edition for its pages to be counted; what is painted stays."""
        if self._closed:
            return
        self._latest_measured = job
        self._worker.submit(self._measure, job).add_done_callback(_raise_bugs)

    def compare(self, job: ClauseJob) -> None:
        """Compare agreements; a later job makes one that still waits unnecessary."""
        if self._closed:
            return
        self._latest_compared = job
        self._worker.submit(self._compare, job).add_done_callback(_raise_bugs)

    def paint(self, number: int, page: int, width: int) -> None:
        """Paint a page of the latest PDF, ``width`` pixels wide; nothing once closed."""
        # Pages that were ready as the plan closed still arrive, and ask to be painted.
        if self._closed:
            return
        self._worker.submit(self._paint, number, page, width).add_done_callback(_raise_bugs)

    def find(self, number: int, text: str) -> None:
        """Look for words in the latest PDF, whatever their case."""
        if not self._closed:
            self._worker.submit(self._find, number, text).add_done_callback(_raise_bugs)

    def close(self) -> None:
        """Finish what is under way and let the thread go."""
        self._closed = True
        self._latest = self._latest_measured = self._latest_compared = None
        self._worker.shutdown(wait=True, cancel_futures=True)
        self._drop()

    def _compose(self, job: PrintJob) -> None:
        if job is not self._latest:
            return
        try:
            printed = job.run()
        except WizardError as error:
            self._shown = job
            self._failed.emit(job, error)
            return
        from wizard.documents.opened import OpenedPdf

        self._drop()
        self._document = OpenedPdf(printed.pdf)
        self._number += 1
        self._shown = job
        self._composed.emit(job, printed, self._number, len(self._document))

    def _measure(self, job: PrintJob) -> None:
        if job is not self._latest_measured:
            return
        try:
            printed = job.run()
        except WizardError as error:
            self._failed.emit(job, error)
            return
        self._counted.emit(job, printed)

    def _compare(self, job: ClauseJob) -> None:
        if job is self._latest_compared:
            self._set_side_by_side.emit(job, job.run())

    def _paint(self, number: int, page: int, width: int) -> None:
        if self._document is None or number != self._number or page >= len(self._document):
            return
        if self._latest is not self._shown:
            return  # newer pages are on their way and will be asked for again
        self._page_done.emit(number, page, image_of(self._document.painted(page, width=width)))

    def _find(self, number: int, text: str) -> None:
        if self._document is None or number != self._number:
            return
        found = [
            Place("", page, box.left, box.top, box.right, box.bottom)
            for page in range(len(self._document))
            for box in self._document.found(page, text)
        ]
        self._searched.emit(number, text, found)

    def _drop(self) -> None:
        if self._document is not None:
            self._document.close()
            self._document = None


def image_of(painted: Painted) -> QImage:
    """Return the pixels of a page as an image of its own."""
    shown = QImage(
        painted.pixels,
        painted.width,
        painted.height,
        painted.stride,
        QImage.Format.Format_RGBX8888,
    )
    return shown.copy()


def _raise_bugs(future: Future[None]) -> None:
    """Let a bug in the worker surface as any other crash."""
    error = None if future.cancelled() else future.exception()
    if error is not None:
        sys.excepthook(type(error), error, error.__traceback__)
