"""The question before a plan goes for good: what there is of it, file by file in words."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from wizard.plans.erasing import Kind, traces
from wizard.text import Words
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.widgets import label
from wizard.ui.style.theme import Look

_KINDS: tuple[tuple[Kind, str], ...] = (
    ("plan", "library.kind_plan"),
    ("trash", "library.kind_trash"),
    ("backup", "library.kind_backup"),
    ("evidence", "library.kind_evidence"),
    ("note", "library.kind_note"),
)


class EraseDialog(QDialog):
    """The dialog; keeping everything is what Enter and Esc do.

    Signals:
        agreed: everything is to be deleted.
        data_first: the data are wanted before.
    """

    agreed = Signal()
    data_first = Signal()

    def __init__(self, parent: QWidget, look: Look, words: Words, name: str, path: Path) -> None:
        super().__init__(parent)
        px = look.px
        self.setObjectName("erase_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words("library.erase"))
        self.setFixedWidth(min(px(560), parent.width()))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(20), px(16), px(20), px(16))
        rows.setSpacing(px(8))
        rows.addWidget(label(words("library.erase_title", name=name), "h2"))
        rows.addWidget(label(words("library.erase_lead"), "body"))
        found = traces(path)
        for kind, key in _KINDS:
            sizes = [one.size for one in found if one.kind == kind]
            if sizes:
                size = f"{max(sum(sizes) / 1_000_000, 0.1):.1f}"
                rows.addWidget(label(words(key, count=len(sizes), size=size), "body"))
        folder = words("library.erase_folder", path=str(path.parent))
        rows.addWidget(label(folder, "small"))
        rows.addWidget(label(words("library.erase_elsewhere"), "small"))
        ways = Flow(gap=px(8))
        keep = Button(look, words("library.keep"), "primary")
        for button, object_name, act in (
            (keep, "keep", self.reject),
            (Button(look, words("library.data_first"), icon="save"), "data_first", self._data),
            (Button(look, words("library.erase_all"), icon="trash"), "erase_all", self._agree),
        ):
            button.setObjectName(object_name)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            ways.addWidget(button)
        rows.addLayout(ways)
        keep.setFocus()

    def _agree(self) -> None:
        self.accept()
        self.agreed.emit()

    def _data(self) -> None:
        self.reject()
        self.data_first.emit()
