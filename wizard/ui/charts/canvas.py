"""Drawing inside a chart on screen: lines, patterned bars and words in the theme's colours.

Every series has a pattern of its own beside its colour, so that charts stay readable in
grey; numbers and names stand on the marks themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from wizard.ui.style.theme import Look

Point = tuple[float, float]
Across = Literal["left", "center", "right"]
Down = Literal["top", "middle", "bottom"]

SERIES_TOKENS = ("accent", "info", "warn_mark", "unsure", "open", "ok")
_PATTERNS = (
    None,
    Qt.BrushStyle.BDiagPattern,
    None,
    Qt.BrushStyle.DiagCrossPattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.FDiagPattern,
)
_GROUNDS = (1.0, 0.12, 0.42, 0.12, 0.12, 0.12)
DASHES: tuple[tuple[float, ...], ...] = ((), (5, 2.5), (1.5, 2), (7, 2, 1.5, 2), (3, 3), (9, 3))
_ACROSS = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}
_WRAP = Qt.TextFlag.TextWordWrap
_TALL = 10_000.0


def mixed(color: QColor, ground: QColor, share: float) -> QColor:
    """Mix ``color`` into ``ground``; ``share`` of the color stays."""
    return QColor.fromRgbF(
        ground.redF() + (color.redF() - ground.redF()) * share,
        ground.greenF() + (color.greenF() - ground.greenF()) * share,
        ground.blueF() + (color.blueF() - ground.blueF()) * share,
    )


class Canvas:
    """The area of one chart; x grows to the right, y down."""

    def __init__(self, painter: QPainter, rect: QRectF, look: Look) -> None:
        self.look = look
        self.left, self.top = rect.left(), rect.top()
        self.right, self.bottom = rect.right(), rect.bottom()
        self.width, self.height = rect.width(), rect.height()
        self._painter = painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    @property
    def line_height(self) -> float:
        """Height of one line of words."""
        return QFontMetricsF(self._font(bold=False)).height()

    def wide(self, words: str, *, bold: bool = False) -> float:
        """Return the width of words on one line."""
        return QFontMetricsF(self._font(bold=bold)).horizontalAdvance(words)

    def widest(self, words: Sequence[str], limit: float, *, bold: bool = False) -> float:
        """Return the width of the widest words, at most ``limit``."""
        return min(limit, max((self.wide(one, bold=bold) for one in words), default=0.0))

    def series(self, at: int) -> QColor:
        """Return the color of a series."""
        return self.look.color(SERIES_TOKENS[at % len(SERIES_TOKENS)])

    def line(
        self,
        points: Sequence[Point],
        color: QColor | str,
        width: float = 1,
        dash: tuple[float, ...] = (),
    ) -> None:
        """Draw a line through points; ``dash`` in pixels."""
        pen = QPen(self.look.color(color) if isinstance(color, str) else color, width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if dash:
            pen.setDashPattern([one / max(width, 1) for one in dash])
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawPolyline([QPointF(x, y) for x, y in points])

    def area(self, points: Sequence[Point], color: QColor | str) -> None:
        """Fill a polygon."""
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self.look.color(color) if isinstance(color, str) else color)
        self._painter.drawPath(_closed(points))

    def bar(self, left: float, top: float, width: float, height: float, at: int) -> None:
        """Draw a bar in the color and pattern of series ``at``."""
        path = QPainterPath()
        path.addRect(QRectF(left, top, width, height))
        self._fill(path, at)

    def layer(self, points: Sequence[Point], at: int) -> None:
        """Fill a polygon in the color and pattern of series ``at``."""
        self._fill(_closed(points), at)

    def over(self, left: float, top: float, width: float, height: float) -> None:
        """Mark what lies beyond a limit: hatched in red."""
        rect = QRectF(left, top, width, height)
        red = self.look.color("danger")
        self._painter.setPen(QPen(red, 1.5))
        self._painter.setBrush(self.look.color("danger_soft"))
        self._painter.drawRect(rect)
        self._painter.setBrush(QBrush(red, Qt.BrushStyle.BDiagPattern))
        self._painter.drawRect(rect)

    def swatch(self, x: float, middle: float, at: int) -> None:
        """Draw the key of a series: a small bar in its pattern."""
        self.bar(x, middle - 5, 14, 10, at)

    def label(  # noqa: PLR0913 - one call writes one label
        self,
        words: str,
        x: float,
        y: float,
        *,
        across: Across = "left",
        down: Down = "middle",
        bold: bool = False,
        tone: str = "text2",
        width: float = 0,
        halo: bool = False,
    ) -> QRectF:
        """Write words at a point and return where they stand.

        Args:
            words: what to write.
            x: of the point.
            y: of the point.
            across: which side, or the middle, of the words is at the point.
            down: the same from top to bottom.
            bold: for names of levels and totals.
            tone: token of the color.
            width: breaks longer words into lines; 0 for one line.
            halo: clears what is behind them.
        """
        font = self._font(bold=bold)
        metrics = QFontMetricsF(font)
        flags = int(_ACROSS[across]) | (int(_WRAP) if width else 0)
        room = QRectF(0, 0, width or metrics.horizontalAdvance(words) + 2, _TALL)
        size = metrics.boundingRect(room, flags, words).size()
        wide = width or size.width() + 2
        left = x - {"left": 0.0, "center": wide / 2, "right": wide}[across]
        top = y - {"top": 0.0, "middle": size.height() / 2, "bottom": size.height()}[down]
        rect = QRectF(left, top, wide, size.height())
        if halo:
            self._painter.fillRect(rect.adjusted(-2, 0, 2, 0), self.look.color("surface"))
        self._painter.setFont(font)
        self._painter.setPen(self.look.color(tone))
        self._painter.drawText(rect, flags, words)
        return rect

    def _font(self, *, bold: bool) -> QFont:
        return self.look.font("meta", bold=bold)

    def _fill(self, path: QPainterPath, at: int) -> None:
        kind, color = at % len(_PATTERNS), self.series(at)
        ground = mixed(color, self.look.color("surface"), _GROUNDS[kind])
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(ground)
        self._painter.drawPath(path)
        pattern = _PATTERNS[kind]
        self._painter.setPen(QPen(color, 1.2))
        self._painter.setBrush(QBrush(color, pattern) if pattern else Qt.BrushStyle.NoBrush)
        self._painter.drawPath(path)


def _closed(points: Sequence[Point]) -> QPainterPath:
    path = QPainterPath()
    for number, (x, y) in enumerate(points):
        if number:
            path.lineTo(x, y)
        else:
            path.moveTo(x, y)
    path.closeSubpath()
    return path
