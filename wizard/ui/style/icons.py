"""Shapes and line icons, painted so that they are sharp at any size and follow the theme.

A status is told by its shape first: octagon with a bar (red line), triangle (reminder),
diamond (not sure), ring (open), disc with a check (done), half disc (begun), square with
an i (information), dash (does not apply). All stay apart in grey.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

Shape = Literal["red_line", "warn", "unsure", "open", "done", "begun", "info", "none"]
SHAPE_TOKENS: dict[Shape, str] = {
    "red_line": "danger",
    "warn": "warn_mark",
    "unsure": "unsure",
    "open": "open",
    "done": "accent",
    "begun": "accent",
    "info": "info",
    "none": "text3",
}

_GRID = 20.0


def line_pen(color: QColor, width: float) -> QPen:
    """Return a pen with round ends and joins."""
    return QPen(
        color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    )


def _points(*pairs: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in pairs])


def _octagon() -> QPolygonF:
    return _points(
        *(
            (
                10 + 9 * math.cos(math.radians(22.5 + 45 * k)),
                10 + 9 * math.sin(math.radians(22.5 + 45 * k)),
            )
            for k in range(8)
        )
    )


def paint_shape(
    painter: QPainter, rect: QRectF, shape: Shape, color: QColor, ground: QColor
) -> None:
    """Paint a status shape.

    Args:
        painter: where to paint.
        rect: the square it fills.
        shape: which status.
        color: colour of the shape.
        ground: colour of the mark inside it.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / _GRID, rect.height() / _GRID)
    _SHAPES[shape](painter, color, ground)
    painter.restore()


def _fill(painter: QPainter, color: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)


def _stroke(painter: QPainter, color: QColor, width: float) -> None:
    painter.setPen(line_pen(color, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_red_line(painter: QPainter, color: QColor, ground: QColor) -> None:
    _fill(painter, color)
    painter.drawPolygon(_octagon())
    painter.fillRect(QRectF(5, 8.4, 10, 3.2), ground)


def _paint_warn(painter: QPainter, color: QColor, ground: QColor) -> None:
    painter.setPen(line_pen(color, 2))
    painter.setBrush(color)
    painter.drawPolygon(_points((10, 2.6), (18.4, 17), (1.6, 17)))
    painter.setPen(line_pen(ground, 2.2))
    painter.drawLine(QPointF(10, 7.6), QPointF(10, 11.6))
    painter.drawPoint(QPointF(10, 14.9))


def _paint_unsure(painter: QPainter, color: QColor, ground: QColor) -> None:
    # Filled, it would look like the sign of a character that no font has.
    painter.setPen(line_pen(color, 1.8))
    painter.setBrush(ground)
    painter.drawPolygon(_points((10, 1.2), (18.8, 10), (10, 18.8), (1.2, 10)))
    _stroke(painter, color, 1.8)
    hook = QPainterPath(QPointF(7.7, 8.1))
    hook.cubicTo(7.7, 4.9, 12.4, 4.9, 12.4, 8)
    hook.cubicTo(12.4, 9.8, 10, 9.8, 10, 11.7)
    painter.drawPath(hook)
    painter.drawPoint(QPointF(10, 14.4))


def _paint_open(painter: QPainter, color: QColor, ground: QColor) -> None:
    del ground
    _stroke(painter, color, 2)
    painter.drawEllipse(QPointF(10, 10), 7.6, 7.6)


def _paint_done(painter: QPainter, color: QColor, ground: QColor) -> None:
    _fill(painter, color)
    painter.drawEllipse(QPointF(10, 10), 9, 9)
    _stroke(painter, ground, 2.2)
    painter.drawPolyline(_points((5.8, 10.4), (8.8, 13.4), (14.3, 7)))


def _paint_begun(painter: QPainter, color: QColor, ground: QColor) -> None:
    _paint_open(painter, color, ground)
    _fill(painter, color)
    painter.drawPie(QRectF(4, 4, 12, 12), -90 * 16, -180 * 16)


def _paint_info(painter: QPainter, color: QColor, ground: QColor) -> None:
    _fill(painter, color)
    painter.drawRoundedRect(QRectF(1.6, 1.6, 16.8, 16.8), 3, 3)
    painter.setPen(line_pen(ground, 2.2))
    painter.drawPoint(QPointF(10, 5.8))
    painter.drawLine(QPointF(10, 9.6), QPointF(10, 14.6))


def _paint_none(painter: QPainter, color: QColor, ground: QColor) -> None:
    del ground
    _stroke(painter, color, 2)
    painter.drawLine(QPointF(4, 10), QPointF(16, 10))


_SHAPES: dict[Shape, Callable[[QPainter, QColor, QColor], None]] = {
    "red_line": _paint_red_line,
    "warn": _paint_warn,
    "unsure": _paint_unsure,
    "open": _paint_open,
    "done": _paint_done,
    "begun": _paint_begun,
    "info": _paint_info,
    "none": _paint_none,
}

Line = tuple[tuple[float, float], ...]
_LINES: dict[str, tuple[Line, ...]] = {
    "back": (((11.5, 4.5), (6, 10), (11.5, 15.5)), ((6.2, 10), (16, 10))),
    "forward": (((8.5, 4.5), (14, 10), (8.5, 15.5)), ((4, 10), (13.8, 10))),
    "right": (((8, 5), (13, 10), (8, 15)),),
    "down": (((5, 8), (10, 13), (15, 8)),),
    "up": (((5, 12), (10, 7), (15, 12)),),
    "plus": (((10, 4), (10, 16)), ((4, 10), (16, 10))),
    "close": (((5, 5), (15, 15)), ((15, 5), (5, 15))),
    "review": (
        ((3, 5.5), (4.6, 7), (7, 4)),
        ((10, 5.5), (17, 5.5)),
        ((3, 13.5), (4.6, 15), (7, 12)),
        ((10, 13.5), (17, 13.5)),
    ),
    "list": (
        ((3.5, 5), (3.6, 5)),
        ((7, 5), (17, 5)),
        ((3.5, 10), (3.6, 10)),
        ((7, 10), (17, 10)),
        ((3.5, 15), (3.6, 15)),
        ((7, 15), (17, 15)),
    ),
    "money": (
        ((4, 3), (10, 10), (16, 3)),
        ((10, 10), (10, 17.5)),
        ((5.5, 10.5), (14.5, 10.5)),
        ((5.5, 13.8), (14.5, 13.8)),
    ),
    "columns": (
        ((3, 3.5), (17, 3.5), (17, 16.5), (3, 16.5), (3, 3.5)),
        ((3, 7.5), (17, 7.5)),
        ((7.7, 3.5), (7.7, 16.5)),
        ((12.4, 3.5), (12.4, 16.5)),
    ),
    "page": (
        ((5, 2.5), (12, 2.5), (15.5, 6), (15.5, 17.5), (5, 17.5), (5, 2.5)),
        ((7.6, 9), (12.8, 9)),
        ((7.6, 12.6), (12.8, 12.6)),
    ),
    "note": (((4, 16), (4.6, 12.6), (13.4, 3.8), (16.2, 6.6), (7.4, 15.4), (4, 16)),),
    "clip": (
        (
            (13.6, 7.4),
            (8.2, 12.8),
            (8.2, 14.2),
            (9.4, 14.2),
            (15.4, 8.2),
            (15.4, 5.8),
            (13.8, 4.2),
            (11.4, 4.2),
            (4.6, 11),
            (4.6, 14.2),
            (7.2, 16.8),
            (9.8, 16.8),
            (15.2, 11.4),
        ),
    ),
    "agreement": (
        ((5, 2.5), (15, 2.5), (15, 17.5), (5, 17.5), (5, 2.5)),
        ((7.6, 6), (12.4, 6)),
        ((7.6, 9.4), (12.4, 9.4)),
        ((7.6, 13.6), (9.2, 15), (12.4, 12)),
    ),
    "update": (
        (
            (15.6, 7),
            (13, 4.4),
            (9, 3.8),
            (5.4, 6),
            (4, 10),
            (5.4, 14),
            (9, 16.2),
            (13, 15.6),
            (15.6, 12.8),
        ),
        ((16, 3.2), (15.6, 7), (12, 6.8)),
    ),
    "drawer": (
        ((3, 3.5), (17, 3.5), (17, 16.5), (3, 16.5), (3, 3.5)),
        ((3, 10), (17, 10)),
        ((8.4, 6.8), (11.6, 6.8)),
        ((8.4, 13.2), (11.6, 13.2)),
    ),
    "flag": (((5, 17.5), (5, 3)), ((5, 3.4), (15.5, 3.4), (12.8, 6.9), (15.5, 10.4), (5, 10.4))),
    "save": (((10, 3), (10, 12)), ((6, 8.4), (10, 12.4), (14, 8.4)), ((4, 16.5), (16, 16.5))),
    "folder": (((2.5, 16), (2.5, 4.5), (8, 4.5), (9.8, 6.6), (17.5, 6.6), (17.5, 16), (2.5, 16)),),
    "copy": (
        ((7, 6.5), (16.5, 6.5), (16.5, 17), (7, 17), (7, 6.5)),
        ((4, 13.5), (3.5, 13.5), (3.5, 3), (13, 3), (13, 3.6)),
    ),
    "trash": (
        ((4, 5.5), (16, 5.5)),
        ((7.5, 5), (8, 3), (12, 3), (12.5, 5)),
        ((5.5, 5.8), (6.3, 17), (13.7, 17), (14.5, 5.8)),
    ),
    "undo": (
        ((7, 3.5), (3.5, 7), (7, 10.5)),
        ((3.8, 7), (12, 7), (16, 10.5), (12, 14.5), (7, 14.5)),
    ),
    "print": (
        ((5.5, 7), (5.5, 2.5), (14.5, 2.5), (14.5, 7)),
        ((5.5, 14), (2.5, 14), (2.5, 7), (17.5, 7), (17.5, 14), (14.5, 14)),
        ((5.5, 11.5), (14.5, 11.5), (14.5, 17.5), (5.5, 17.5), (5.5, 11.5)),
    ),
    "text_size": (
        ((2.5, 16), (7.5, 4), (12.5, 16)),
        ((4.2, 12), (10.8, 12)),
        ((15.5, 4), (15.5, 9)),
        ((13, 6.5), (18, 6.5)),
    ),
}


def paint_icon(
    painter: QPainter, rect: QRectF, name: str, color: QColor, width: float = 1.7
) -> None:
    """Paint a line icon into the square ``rect``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / _GRID, rect.height() / _GRID)
    painter.setPen(line_pen(color, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter_of_curves = _CURVES.get(name)
    if painter_of_curves is not None:
        painter_of_curves(painter, color)
    for line in _LINES.get(name, ()):
        painter.drawPolyline(_points(*line))
    painter.restore()


def _paint_theme(painter: QPainter, color: QColor) -> None:
    painter.drawEllipse(QPointF(10, 10), 7, 7)
    painter.setBrush(color)
    painter.drawPie(QRectF(3, 3, 14, 14), -90 * 16, 180 * 16)


def _paint_more(painter: QPainter, color: QColor) -> None:
    painter.setBrush(color)
    for x in (4.5, 10, 15.5):
        painter.drawEllipse(QPointF(x, 10), 0.9, 0.9)


def _paint_search(painter: QPainter, color: QColor) -> None:
    del color
    painter.drawEllipse(QPointF(8.6, 8.6), 5.2, 5.2)
    painter.drawLine(QPointF(12.5, 12.5), QPointF(17, 17))


_CURVES: dict[str, Callable[[QPainter, QColor], None]] = {
    "theme": _paint_theme,
    "more": _paint_more,
    "search": _paint_search,
}


def shape_icon(shape: Shape, color: QColor, ground: QColor, side: int = 16) -> QIcon:
    """Return a status shape as an icon that is not tinted while it is selected."""
    pixmap = QPixmap(QSize(side * 2, side * 2))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_shape(painter, QRectF(2, 2, side * 2 - 4, side * 2 - 4), shape, color, ground)
    painter.end()
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon


def program_icon() -> QIcon:
    """Return the icon of the program: a check on an awning, in the accent colour."""
    icon = QIcon()
    for side in (16, 32, 48, 64, 128, 256):
        pixmap = QPixmap(QSize(side, side))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(side / 64, side / 64)
        _paint_program(painter)
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def _paint_program(painter: QPainter) -> None:
    _fill(painter, QColor("#0B6E5B"))
    painter.drawRoundedRect(QRectF(2, 2, 60, 60), 14, 14)
    _fill(painter, QColor("#FFFFFF"))
    painter.drawPolygon(_points((15, 13), (49, 13), (55, 26), (9, 26)))
    for left in (9, 24.3, 39.6):
        painter.drawPie(QRectF(left, 18, 15.4, 16), 180 * 16, 180 * 16)
    painter.setPen(line_pen(QColor("#FFFFFF"), 5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(_points((20, 43), (29, 51), (46, 38)))
