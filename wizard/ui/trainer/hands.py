"""A show of hands: one key per raised hand, and bars large enough for the last row."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout

from wizard.text import Words
from wizard.ui.parts.buttons import Button, KeyboardFocus, paint_face
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.toast import announce
from wizard.ui.parts.widgets import label, tab_as_read
from wizard.ui.questions.topic_page import Page
from wizard.ui.style.theme import Look
from wizard.ui.trainer.lesson import Lesson


class HandBars(KeyboardFocus, QLabel):
    """The bars; digits count while it has the focus, Shift or Backspace takes one back.

    Signals:
        counted: a hand was counted or taken back.
    """

    counted = Signal()

    def __init__(self, look: Look, words: Words, lesson: Lesson) -> None:
        super().__init__()
        self._look, self._words, self._lesson = look, words, lesson
        self._last: int | None = None
        self.setObjectName("hands")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.refresh()

    def refresh(self) -> None:
        """Show what was counted."""
        words, hands = self._words, self._lesson.hands
        parts = [
            words("trainer.hand_count", option=number, count=count)
            for number, count in enumerate(hands, start=1)
        ]
        total = words("trainer.hand_total", count=sum(hands))
        self.setAccessibleName(words("trainer.hands"))
        self.setAccessibleDescription(words("trainer.comma").join([*parts, total]))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for a bar per option."""
        return QSize(400, len(self._lesson.hands) * self._look.px(44) + 12)

    def minimumSizeHint(self) -> QSize:
        """Never clip a bar."""
        return QSize(200, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Count by digit; take the last hand back with Backspace."""
        self._by_keyboard = True
        if not self.count(event):
            event.ignore()

    def count(self, event: QKeyEvent) -> bool:
        """Count what a key stands for; False if it stands for no hand."""
        blocked = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        option = event.key() - int(Qt.Key.Key_1)
        if event.modifiers() & blocked:
            return False
        if 0 <= option < len(self._lesson.hands):
            self._change(option, 1)
            self._last = option
        elif event.key() == Qt.Key.Key_Backspace and self._last is not None:
            self._change(self._last, -1)
            self._last = None
        else:
            return False
        return True

    def _change(self, option: int, change: int) -> None:
        self._lesson.count_hand(option, change)
        self.refresh()
        count = self._lesson.hands[option]
        announce(self, self._words("trainer.hand_count", option=option + 1, count=count))
        self.counted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a bar per option, its number before and its count behind."""
        del event
        painter = QPainter(self)
        look, hands = self._look, self._lesson.hands
        rect = QRectF(self.rect())
        paint_face(painter, rect, look, fill=look.color("surface"), line=None, ring=self.ring)
        bold = look.font("h2", bold=True)
        painter.setFont(bold)
        head = painter.fontMetrics().horizontalAdvance("9") + look.px(28)
        tail = painter.fontMetrics().horizontalAdvance("999") + look.px(16)
        room = max(rect.width() - head - tail, 1)
        most = max(*hands, 1)
        for number, count in enumerate(hands):
            top = 6 + number * look.px(44)
            row = QRectF(0, top, rect.width(), look.px(44))
            painter.setPen(look.color("text"))
            middle = int(Qt.AlignmentFlag.AlignCenter)
            painter.drawText(QRectF(0, row.top(), head, row.height()), middle, str(number + 1))
            track = QRectF(head, row.top() + look.px(8), room, look.px(28))
            painter.setPen(QPen(look.color("line_strong"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track, 4, 4)
            if count:
                bar = QRectF(track)
                bar.setWidth(track.width() * count / most)
                painter.setBrush(look.color("accent"))
                painter.drawRoundedRect(bar, 4, 4)
            painter.setPen(look.color("text"))
            end = QRectF(head + room, row.top(), tail, row.height())
            painter.drawText(end, middle, str(count))


class HandsPage(Page):
    """The counter with its buttons; every key has one."""

    def __init__(self, look: Look, words: Words, lesson: Lesson) -> None:
        super().__init__()
        self._look, self._words, self._lesson = look, words, lesson
        rows = QVBoxLayout(self.body)
        rows.setContentsMargins(look.px(24), look.px(8), look.px(24), look.px(20))
        rows.setSpacing(look.px(10))
        rows.addWidget(label(words("trainer.hands"), "h1"))
        rows.addWidget(label(words("trainer.hands_lead"), "body"))
        self.bars = HandBars(look, words, lesson)
        self.bars.counted.connect(self._show_total)
        rows.addWidget(self.bars)
        self._total = label("", "title")
        self._total.setObjectName("hands_total")
        rows.addWidget(self._total)
        self._digits = Flow(gap=8)
        rows.addLayout(self._digits)
        self._plus: list[Button] = []
        buttons = Flow(gap=8)
        for name, key, act in (
            ("hands_more", "trainer.option_more", lambda: lesson.resize_hands(1)),
            ("hands_less", "trainer.option_less", lambda: lesson.resize_hands(-1)),
            ("hands_clear", "trainer.hands_clear", lesson.clear_hands),
        ):
            button = Button(look, words(key))
            button.setObjectName(name)
            button.clicked.connect(lambda _=False, act=act: self._do(act))
            buttons.addWidget(button)
        rows.addLayout(buttons)
        rows.addStretch(1)
        self._build_digits()
        tab_as_read(self.bars)
        self._show_total()

    def take_focus(self) -> None:
        """Put the focus where digits count."""
        self.bars.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build_digits(self) -> None:
        for number in range(1, 10):
            button = Button(self._look, self._words("trainer.one_more", option=number))
            button.setObjectName(f"hand.{number}")
            button.clicked.connect(lambda _=False, option=number - 1: self._count(option))
            self._digits.addWidget(button)
            self._plus.append(button)

    def _count(self, option: int) -> None:
        self._lesson.count_hand(option)
        self.bars.refresh()
        self._show_total()

    def _do(self, act: object) -> None:
        if callable(act):
            act()
        self.bars.refresh()
        self._show_total()

    def _show_total(self) -> None:
        hands = self._lesson.hands
        self._total.setText(self._words("trainer.hand_total", count=sum(hands)))
        for number, button in enumerate(self._plus):
            button.setVisible(number < len(hands))
