"""Composes editions and paints PDF pages on one worker thread.

PDFium is not made for several threads, so one thread does it all. Composing needs nothing
of the GUI: it is handed the evaluation and the plan's contents as they are now.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from wizard.engine import Evaluation, evaluate
from wizard.errors import WizardError
from wizard.session import Edition, print_plan, started

if TYPE_CHECKING:
    from wizard.plans.contents import PlanContents
    from wizard.text import Language

_POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class Order:
    """What to print.

    Attributes:
        evaluation: as of now.
        contents: the plan as it stands, carried inside the PDF.
        name: the plan's name.
        edition: draft or final.
        language: of the document.
    """

    evaluation: Evaluation
    contents: PlanContents
    name: str
    edition: Edition
    language: Language


class PrintShop(QObject):
    """The worker.

    Signals:
        ready: an edition is composed; carries the order, the PDF and its number of pages.
        refused: it could not be composed; carries the order and the WizardError.
        painted: a page is painted; carries the PDF's number, the page and the image.
    """

    ready = Signal(object, bytes, int)
    refused = Signal(object, object)
    painted = Signal(int, int, QImage)
    _composed = Signal(object, bytes, int)
    _failed = Signal(object, object)
    _page_done = Signal(int, int, QImage)

    def __init__(self) -> None:
        super().__init__()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="print-shop")
        self._document: Any = None
        self._number = 0
        queued = Qt.ConnectionType.QueuedConnection
        self._composed.connect(self.ready, queued)
        self._failed.connect(self.refused, queued)
        self._page_done.connect(self.painted, queued)

    def compose(self, order: Order) -> None:
        """Compose an edition; the answer comes as a signal."""
        self._worker.submit(self._compose, order).add_done_callback(_raise_bugs)

    def paint(self, number: int, page: int, width: int) -> None:
        """Paint a page of the latest PDF, ``width`` pixels wide."""
        self._worker.submit(self._paint, number, page, width).add_done_callback(_raise_bugs)

    def paint_now(self, page: int, dots_per_inch: int) -> QImage:
        """Paint a page for the printer, waiting for it."""
        return self._worker.submit(self._image, page, dots_per_inch / _POINTS_PER_INCH).result()

    def close(self) -> None:
        """Finish what is under way and let the thread go."""
        self._worker.submit(self._drop)
        self._worker.shutdown(wait=True, cancel_futures=False)

    def _compose(self, order: Order) -> None:
        try:
            pdf = print_plan(
                _with_simulation(order),
                order.contents,
                name=order.name,
                edition=order.edition,
                language=order.language,
            )
        except WizardError as error:
            self._failed.emit(order, error)
            return
        import pypdfium2

        self._drop()
        self._document = pypdfium2.PdfDocument(pdf)
        self._number += 1
        self._composed.emit(order, pdf, len(self._document))

    def _paint(self, number: int, page: int, width: int) -> None:
        if self._document is None or number != self._number or page >= len(self._document):
            return
        scale = width / self._document[page].get_width()
        self._page_done.emit(number, page, self._image(page, scale))

    def _image(self, page: int, scale: float) -> QImage:
        bitmap = self._document[page].render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        image = QImage(
            bytes(bitmap.buffer),
            bitmap.width,
            bitmap.height,
            bitmap.stride,
            QImage.Format.Format_RGBX8888,
        )
        return image.copy()

    def _drop(self) -> None:
        if self._document is not None:
            self._document.close()
            self._document = None


def _with_simulation(order: Order) -> Evaluation:
    """Return the evaluation with the figures only the simulation knows."""
    from wizard.money.simulation import simulate

    simulated = simulate(order.evaluation.inputs)
    if simulated is None:
        return order.evaluation
    return evaluate(
        order.evaluation.compiled,
        order.evaluation.answers,
        order.evaluation.today,
        started=started(order.contents.created),
        seed=order.contents.plan_id,
        simulated=simulated,
    )


def _raise_bugs(future: Future[None]) -> None:
    """Let a bug in the worker surface as any other crash."""
    error = future.exception() if not future.cancelled() else None
    if error is not None:
        import sys

        sys.excepthook(type(error), error, error.__traceback__)
