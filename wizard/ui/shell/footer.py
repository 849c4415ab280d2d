"""The bar under a page: back, on, skip, preview."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from wizard.text import Words
from wizard.ui.parts.buttons import Button
from wizard.ui.style.theme import Look


class Footer(QFrame):
    """The footer; next is always enabled.

    Signals:
        back, on, skip, preview: its buttons.
    """

    back = Signal()
    on = Signal()
    skip = Signal()
    preview = Signal()

    def __init__(self, look: Look, words: Words) -> None:
        super().__init__()
        self.setProperty("panel", "footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 8, 28, 8)
        row.setSpacing(10)
        self._back = Button(look, words("ui.back"), icon="back", frame=True)
        self._back.setObjectName("previous")
        self._back.clicked.connect(self.back)
        row.addWidget(self._back)
        self.next = Button(
            look, words("ui.next"), "primary", icon="forward", trailing=True, frame=True
        )
        self.next.setObjectName("next")
        self.next.clicked.connect(self.on)
        row.addStretch(1)
        self._skip = Button(look, words("ui.skip"), "ghost", frame=True)
        self._skip.setObjectName("skip")
        self._skip.clicked.connect(self.skip)
        row.addWidget(self._skip)
        self._preview = Button(look, words("ui.preview_key"), "ghost", icon="page", frame=True)
        self._preview.setObjectName("open_preview")
        self._preview.clicked.connect(self.preview)
        row.addWidget(self._preview)
        row.addWidget(self.next)

    def show_next(self, text: str, *, can_skip: bool) -> None:
        """Say where next leads."""
        self.next.setText(text)
        self.next.updateGeometry()
        self._skip.setVisible(can_skip)
        self._fit()

    def resizeEvent(self, event: object) -> None:
        """Drop the preview button first where the bar gets narrow; F9 stays."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        shown = [self._back, self.next] + ([self._skip] if not self._skip.isHidden() else [])
        needed = sum(one.sizeHint().width() for one in (*shown, self._preview)) + 110
        self._preview.setVisible(self.width() >= needed)
