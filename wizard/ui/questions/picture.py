"""Pictures that were attached: decoded within bounds, and flattened with parts covered.

What is read was attached by somebody and may be made to hurt: its size is read before a
pixel is, its format is the one its first bytes say, and no more memory is given than a
photograph of a document needs.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QImageWriter, QPainter

from wizard.documents.blocks import Photo
from wizard.errors import PlanError, WizardError
from wizard.session.attaching import kind_of

MOST_PIXELS = 40_000_000
COVER = QColor("#1E2320")
_MEGABYTES = 200
_FORMATS = {"image/jpeg": b"jpeg", "image/png": b"png"}
_QUALITY = 90
_PRINTED = 1600
"""Most pixels a side that a printed picture has: about 240 to the inch."""


class UnreadablePictureError(WizardError):
    """A picture that is not shown: damaged, or too large to be decoded."""


def decoded(name: str, content: bytes) -> QImage:
    """Return the picture, upright.

    Raises:
        UnreadablePictureError: it is damaged, or larger than ``MOST_PIXELS``.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    try:
        form = _FORMATS.get(kind_of(name, content), b"")
    except PlanError as error:
        raise UnreadablePictureError("evidence.unreadable", name=name) from error
    QImageReader.setAllocationLimit(_MEGABYTES)
    reader = QImageReader(buffer, QByteArray(form))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() * size.height() > MOST_PIXELS:
        measures = {"width": size.width(), "height": size.height()}
        raise UnreadablePictureError("evidence.too_many_pixels", name=name, **measures)
    image = reader.read() if size.isValid() else QImage()
    if image.isNull():
        raise UnreadablePictureError("evidence.unreadable", name=name)
    return image


def flattened(image: QImage, boxes: Iterable[QRect]) -> QImage:
    """Return a new picture with ``boxes`` painted over; what was under them is not in it.

    It is painted afresh, so that nothing the file said beside its pixels comes along: place
    and device of a photograph, comments, the small picture inside it.
    """
    form = QImage.Format.Format_ARGB32 if image.hasAlphaChannel() else QImage.Format.Format_RGB32
    result = QImage(image.size(), form)
    result.fill(QColor(0, 0, 0, 0) if image.hasAlphaChannel() else QColor("white"))
    painter = QPainter(result)
    painter.drawImage(0, 0, image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    for box in boxes:
        painter.fillRect(box, COVER)
    painter.end()
    return result


def printable(content: bytes) -> Photo | None:
    """Return an attached picture as it is printed, made afresh; None if it is unreadable.

    Safe to call from any thread.
    """
    try:
        image = decoded("", content)
    except UnreadablePictureError:
        return None
    if max(image.width(), image.height()) > _PRINTED:
        image = image.scaled(
            _PRINTED,
            _PRINTED,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    paper = QImage(image.size(), QImage.Format.Format_RGB32)
    paper.fill(QColor("white"))
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    return Photo(written(paper, photograph=True), paper.width(), paper.height())


def written(image: QImage, *, photograph: bool) -> bytes:
    """Return the picture as JPEG where it was a photograph, else as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg" if photograph else b"png"))
    if photograph:
        writer.setQuality(_QUALITY)
    writer.write(image)
    return bytes(buffer.data().data())
