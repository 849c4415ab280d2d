"""The areas at the left: how far each has got, and one click to any of them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from wizard.engine import Evaluation
from wizard.ui.parts.buttons import KeyboardFocus, paint_face
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.places import AGREEMENTS, BUDGET, DRAWER, LINES, PLATFORMS, UPDATE
from wizard.ui.parts.widgets import label, panel
from wizard.ui.style.icons import SHAPE_TOKENS, Shape, paint_icon, paint_shape
from wizard.ui.style.severity import AREA_SIGNS, area_shape, ordinal
from wizard.ui.style.theme import LARGE, Look

WIDE = {"zh": 224, "en": 292}
SLIM = 60
MARGIN = 8
SCROLLBAR = 10
LEFT, SIDE, GAP, RIGHT = 12, 18, 10, 20
"""Px in a row: before its shape, the shape, up to the title, and about the count."""
SPARE = 2
"""Px for what rounding takes from a title; it would end in dots for the want of one."""
WIDEST = 1.45
"""How much wider than planned the rail may grow for its longest title."""
ROOMY, TIGHT = 44, 39
SLIM_ROOMY, SLIM_TIGHT = 36, 32
TIGHT_LARGE = 33
"""The height of a row beside large text, which leaves room for the last row and the foot."""
MOST_ROOMY = 11
"""Rows there are; with more of them each is less high, so that all stay in sight."""


class RailButton(KeyboardFocus, QPushButton):
    """One place to go to: a status shape or an icon, a title, a count."""

    def __init__(self, look: Look, title: str, *, icon: str = "") -> None:
        super().__init__(title)
        self._look = look
        self._icon = icon
        self._shape: Shape = "open"
        self._count = ""
        self._state: tuple[Shape, str, str] = ("open", "", "")
        self.slim = False
        self.tight = False
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)

    def show_state(self, shape: Shape, count: str, spoken: str) -> None:
        """Show a status and a count; ``spoken`` says both in words."""
        if (shape, count, spoken) == self._state:
            return
        self._shape, self._count, self._state = shape, count, (shape, count, spoken)
        self.setAccessibleDescription(spoken)
        self.setToolTip(f"{self.text()} {spoken}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of a row."""
        roomy, tight = (SLIM_ROOMY, SLIM_TIGHT) if self.slim else (ROOMY, TIGHT)
        if self._look.factor > LARGE and not self.slim:
            tight = TIGHT_LARGE
        height = tight if self.tight else roomy
        return QSize(SLIM - 2 * MARGIN - SCROLLBAR, round(height * self._look.frame_factor))

    def needed_width(self) -> int:
        """Return the width in px in which title and count show whole."""
        look = self._look
        title = QFontMetrics(look.font("small", bold=True, frame=True))
        count = QFontMetrics(look.font("meta", frame=True))
        words = title.horizontalAdvance(self.text()) + count.horizontalAdvance(self._count)
        return LEFT + round(SIDE * look.frame_factor) + GAP + words + RIGHT + SPARE

    def nextCheckState(self) -> None:
        """Stay as the window says; a click alone does not change the place."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the row."""
        del event
        look = self._look
        painter = QPainter(self)
        here = self.isChecked()
        fill = look.color("surface") if here else None
        if not here and self.underMouse():
            fill = look.color("line")
        line = look.color("line_strong") if here else None
        rect = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        paint_face(painter, rect, look, fill=fill, line=line, ring=self.ring, radius=10)
        side = round(SIDE * look.frame_factor)
        left = (self.width() - side) / 2 if self.slim else LEFT
        box = QRectF(left, (self.height() - side) / 2, side, side)
        if self._icon:
            paint_icon(painter, box, self._icon, look.color("text2"))
        else:
            color = look.color(SHAPE_TOKENS[self._shape])
            paint_shape(painter, box, self._shape, color, look.color("surface"))
        if self.slim:
            return
        self._paint_words(painter, left + side + GAP, here=here)

    def _paint_words(self, painter: QPainter, left: float, *, here: bool) -> None:
        look = self._look
        painter.setFont(look.font("meta", frame=True))
        count_width = painter.fontMetrics().horizontalAdvance(self._count)
        painter.setPen(look.color("text2"))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(self.rect().adjusted(0, 0, -12, 0), flags, self._count)
        painter.setFont(look.font("small", bold=here, frame=True))
        painter.setPen(look.color("text"))
        room = self.width() - left - count_width - RIGHT
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(QRectF(left, 0, room, self.height()), flags, text)


class Rail(QFrame):
    """The rail.

    Signals:
        chosen: an area id, or one of ``places.NAMED``.
    """

    chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("panel", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        words, look = desk.words, desk.look
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        inside = panel("rail")
        area.setWidget(inside)
        outer.addWidget(area)
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(MARGIN, 10, MARGIN, 10)
        self._rows.setSpacing(2)
        self._buttons: dict[str, RailButton] = {}
        self._add(UPDATE, words("life.update"), "update")
        self._add(DRAWER, words("life.drawer"), "drawer")
        self._add("hub", words("ui.hub"), "list")
        for number, one in enumerate(desk.checklist.areas, start=1):
            title = words("ui.area_title", ordinal=ordinal(number, words), area=desk.say(one.title))
            self._add(one.id, title, "")
        self._line = panel("rule")
        self._line.setFixedHeight(1)
        self._rows.addSpacing(6)
        self._rows.addWidget(self._line)
        self._rows.addSpacing(6)
        if desk.checklist.candidates:
            self._add(PLATFORMS, words("workbench.rail_platforms"), "columns")
        if LINES in desk.checklist.questions:
            self._add(BUDGET, words("workbench.rail_budget"), "money")
        if desk.checklist.agreements:
            self._add(AGREEMENTS, words("life.agreements"), "agreement")
        self._add("review", words("ui.review"), "review")
        self._add("preview", words("ui.preview"), "page")
        self._rows.addStretch(1)
        self._left = label("", "meta", frame=True)
        self._left.setContentsMargins(MARGIN + 10, 4, MARGIN, 10)
        # Below what scrolls: how much is left is never half out of sight.
        outer.addWidget(self._left)
        self.set_slim(slim=False)
        self._look = look

    def refresh(self, evaluation: Evaluation) -> None:
        """Show how far each area has got."""
        words, route = self._desk.words, self._desk.route
        for area_id in evaluation.areas:
            result = route.area(area_id)
            done, of = route.progress(area_id)
            count = words("ui.of", done=done, of=of)
            spoken = f"{words(AREA_SIGNS[result.state].word)} {count}"
            self._buttons[area_id].show_state(area_shape(result), count, spoken)
        session = self._desk.session
        self._buttons[UPDATE].setVisible(session.has_news)
        self._buttons[DRAWER].setVisible(bool(session.review or session.retired))
        if not self._left.isHidden() and self.width() != self._wide():
            self.setFixedWidth(self._wide())
        tight = sum(not one.isHidden() for one in self._buttons.values()) > MOST_ROOMY
        for button in self._buttons.values():
            if button.tight != tight:
                button.tight = tight
                button.updateGeometry()
        open_questions = route.open_count()
        text = words("ui.still_open", count=open_questions, minutes=route.minutes())
        self._left.setText(text if open_questions else words("ui.nothing_open"))

    def show_place(self, place: str) -> None:
        """Mark where the person is."""
        for name, button in self._buttons.items():
            button.setChecked(name == place)
        here = self._buttons.get(place)
        if here is not None:
            self._area.ensureWidgetVisible(here, 0, MARGIN)

    def set_slim(self, *, slim: bool) -> None:
        """Show icons alone, or icons with titles."""
        self._slim = slim
        self.setFixedWidth(SLIM if slim else self._wide())
        self._left.setVisible(not slim)
        for button in self._buttons.values():
            button.slim = slim
            button.updateGeometry()
            button.update()

    def _wide(self) -> int:
        """Return the width that shows every title, within reason."""
        planned = WIDE[self._desk.words.language]
        if self._desk.look.frame_factor <= 1:
            return planned
        needed = max(one.needed_width() for one in self._buttons.values())
        return max(planned, min(needed + 2 * MARGIN + SCROLLBAR, round(planned * WIDEST)))

    def take_focus(self) -> None:
        """Put the focus on the place the person is at."""
        here = next((one for one in self._buttons.values() if one.isChecked()), None)
        (here or self._buttons["hub"]).show_ring()

    def _add(self, name: str, title: str, icon: str) -> None:
        button = RailButton(self._desk.look, title, icon=icon)
        button.setObjectName(name)
        button.setToolTip(title)
        button.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
        self._buttons[name] = button
        self._rows.addWidget(button)

    def buttons(self) -> dict[str, QWidget]:
        """Return the buttons by the name of the place they lead to."""
        return dict(self._buttons)
