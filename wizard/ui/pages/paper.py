"""Sends the pages of the preview to a printer, through the system's own dialog."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from wizard.ui.pages.print_shop import image_of

MOST_DPI = 300


def has_printer() -> bool:
    """Tell whether this computer knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def print_dialog(parent: QWidget, name: str, pages: int) -> QPrintDialog:
    """Return the system's print dialog for a document of ``pages`` pages."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, pages)
    return dialog


def send(printer: QPrinter, pdf: bytes) -> None:
    """Paint the chosen pages of ``pdf`` on ``printer``."""
    from wizard.documents.opened import OpenedPdf

    with OpenedPdf(pdf) as document:
        first = printer.fromPage() or 1
        last = min(printer.toPage() or len(document), len(document))
        painter = QPainter(printer)
        for number, page in enumerate(range(first, last + 1)):
            if number:
                printer.newPage()
            fine = min(printer.resolution(), MOST_DPI)
            image = image_of(document.painted(page - 1, dots_per_inch=fine))
            whole = printer.pageLayout().fullRectPixels(printer.resolution())
            size = image.size().scaled(whole.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRect(0, 0, size.width(), size.height()), image)
        painter.end()
