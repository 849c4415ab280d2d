"""The card the trainer writes on: whom or what it is about, then fields side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from wizard.ui.parts.fields import LineField
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.widgets import label
from wizard.ui.style.theme import Look


class OpinionCard(QFrame):
    """The card.

    Args:
        look: sizes and colors.
        name: object name of the title.

    Attributes:
        title: says what the opinion is about.
        line: what it is written in.
    """

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self.setProperty("panel", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(look.px(16), look.px(10), look.px(16), look.px(10))
        lines.setSpacing(look.px(6))
        self.title = label("", "title")
        self.title.setObjectName(name)
        lines.addWidget(self.title)
        self.line = Flow(gap=12)
        lines.addLayout(self.line)

    def add_comment(self, name: str, asked: str, width: int) -> LineField:
        """Return a field for a comment, ``width`` px wide where there is room, after the others.

        Args:
            name: its object name.
            asked: what it is for: read aloud, and shown while it is empty.
            width: before it is scaled.
        """
        field = LineField(name, asked)
        field.prefer_width(self._look.px(width))
        field.setPlaceholderText(asked)
        self.line.addWidget(field)
        return field
