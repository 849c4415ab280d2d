"""Shift+F1: every term of the pack with what it means, and a field to look one up.

A list and not a page of text: the arrow keys go from term to term, and a screen reader says
each one whole.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from wizard.model.checklist import Term
from wizard.text import Words
from wizard.ui.parts.buttons import Button, paint_face
from wizard.ui.parts.fields import LineField
from wizard.ui.parts.toast import announce
from wizard.ui.parts.widgets import label
from wizard.ui.style.theme import Look

MEANING = int(Qt.ItemDataRole.UserRole)
SIZE = (620, 560)
INSIDE, GAP = 10, 3
"""Px around the text of a row, and between a term and its meaning."""

_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(
    Qt.TextFlag.TextWordWrap
)

_Index = QModelIndex | QPersistentModelIndex


def matching(terms: Iterable[Term], typed: str) -> list[Term]:
    """Return the terms that have every word of ``typed``, in any language.

    Args:
        terms: in the order of the pack.
        typed: words with spaces between; none of them finds every term.

    Returns:
        Terms called so first, then those explained so, each in the order of the pack.
    """
    wanted = typed.casefold().split()
    called: list[Term] = []
    explained: list[Term] = []
    for term in terms:
        name = " ".join(term.term.root.values()).casefold()
        whole = f"{name} {' '.join(term.meaning.root.values())}".casefold()
        if all(word in name for word in wanted):
            called.append(term)
        elif all(word in whole for word in wanted):
            explained.append(term)
    return called + explained


class _Row(QStyledItemDelegate):
    """Paints a term in bold and its meaning below, over as many lines as it takes."""

    def __init__(self, look: Look, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view, self._inside, self._gap = view, look.px(INSIDE), look.px(GAP)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the size of a row as wide as the list."""
        del option
        width = self._view.viewport().width()
        term, meaning = self._places(QRect(0, 0, width, 0), index)
        return QSize(width, term.height() + self._gap + meaning.height() + 2 * self._inside)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a row."""
        look, state = self._look, option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        held = bool(state & QStyle.StateFlag.State_HasFocus)
        rect: QRect = option.rect
        painter.save()
        if chosen or held:
            face = QRectF(rect).adjusted(1, 1, -1, -1)
            fill, line = look.color("surface"), look.color("line_strong")
            paint_face(painter, face, look, fill=fill, line=line, ring=held, radius=10)
        term, meaning = self._places(rect, index)
        painter.setFont(look.font("body", bold=True))
        painter.setPen(look.color("text"))
        painter.drawText(term, _WRAPPED, index.data())
        painter.setFont(look.font("small"))
        painter.setPen(look.color("text2"))
        painter.drawText(meaning, _WRAPPED, index.data(MEANING))
        painter.restore()

    def _places(self, rect: QRect, index: _Index) -> tuple[QRect, QRect]:
        """Return where the term and its meaning stand in a row."""
        room = QRect(rect.left(), rect.top(), rect.width(), 1 << 14).adjusted(
            self._inside, self._inside, -self._inside, 0
        )
        bold = QFontMetrics(self._look.font("body", bold=True))
        term = bold.boundingRect(room, _WRAPPED, index.data())
        room.setTop(term.bottom() + 1 + self._gap)
        plain = QFontMetrics(self._look.font("small"))
        meaning = plain.boundingRect(room, _WRAPPED, index.data(MEANING))
        # As wide as the row: what was measured to the pixel may be a word too narrow to draw.
        term.setWidth(room.width())
        meaning.setWidth(room.width())
        return term, meaning


class _Field(LineField):
    """The field; the arrow keys lead from it into the list."""

    def __init__(self, name: str, into: QListWidget) -> None:
        super().__init__("terms_field", name)
        self._into = into

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go down into the list; everything else is typing."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) and self._into.count():
            self._into.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)


class TermsDialog(QDialog):
    """The terms of a pack.

    Args:
        parent: a widget of the window it stands over.
        look: the theme.
        words: the language on screen.
        terms: in the order of the pack.
    """

    def __init__(self, parent: QWidget, look: Look, words: Words, terms: Iterable[Term]) -> None:
        super().__init__(parent)
        self._words, self._terms = words, tuple(terms)
        px = look.px
        self.setObjectName("terms_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words("ui.terms"))
        self.resize(min(px(SIZE[0]), parent.width()), min(px(SIZE[1]), parent.height()))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(20), px(16), px(20), px(16))
        rows.setSpacing(px(8))
        rows.addWidget(label(words("ui.terms"), "h2"))
        self.list = QListWidget()
        self.list.setObjectName("terms_list")
        self.list.setAccessibleName(words("ui.terms"))
        self.list.setItemDelegate(_Row(look, self.list))
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.field = _Field(words("ui.terms_find"), self.list)
        self.field.setPlaceholderText(words("ui.terms_find"))
        self.field.textChanged.connect(self._show)
        self.field.leave.connect(self._enter)
        rows.addWidget(self.field)
        self.said = label("", "meta")
        self.said.setObjectName("terms_said")
        rows.addWidget(self.said)
        rows.addWidget(self.list, 1)
        close = Button(look, words("ui.close"))
        close.setObjectName("terms_close")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        rows.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self._show("")
        self.field.setFocus()

    def _show(self, typed: str) -> None:
        found = matching(self._terms, typed)
        self.list.clear()
        for term in found:
            name, meaning = (one.say(self._words.language) for one in (term.term, term.meaning))
            item = QListWidgetItem(name)
            item.setData(MEANING, meaning)
            spoken = self._words("ui.term_said", term=name, meaning=meaning)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            self.list.addItem(item)
        self.list.setCurrentRow(0 if found else -1)
        key = "ui.terms_count" if found else "ui.terms_nothing"
        self.said.setText(self._words(key, count=len(found), typed=typed.strip()))
        self.field.setAccessibleDescription(self.said.text())

    def _enter(self) -> None:
        """Go into what was found, or say that there is nothing."""
        if self.list.count():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            return
        announce(self.field, self.said.text())
        self.field.selectAll()
