"""A piece of evidence looked at: the picture, larger or smaller, and numbers covered up.

Of a PDF only name, size and pages are told: showing one would mean running a reader of
PDF over somebody's file. Every kind can be written out and opened elsewhere.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from wizard.errors import WizardError
from wizard.model.answers import Cell, Evidence
from wizard.plans.files import atomic_write, safe_file_name
from wizard.session.attaching import kind_of, pdf_pages
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.dialogs import ask_save
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.pills import CheckPill
from wizard.ui.parts.toast import announce
from wizard.ui.parts.widgets import label, panel
from wizard.ui.questions.cover_canvas import CoverCanvas
from wizard.ui.questions.picture import UnreadablePictureError, decoded, flattened, written

_STEP = 1.25
_LEAST, _MOST = 0.05, 8.0
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}


class EvidenceView(QDialog):
    """The dialog.

    Signals:
        told: something was done; carries what to say.
    """

    told = Signal(str)

    def __init__(
        self, parent: QWidget, cell: Cell, index: int, evidence: Evidence, desk: Desk
    ) -> None:
        super().__init__(parent)
        self._desk, self._cell, self._index = desk, cell, index
        self._evidence = evidence
        self._content = desk.session.plan.evidence(evidence.sha256) or b""
        self._mime = kind_of(evidence.name, self._content)
        self._canvas: CoverCanvas | None = None
        self._fits = True
        words, px = desk.words, desk.look.px
        self.setObjectName("evidence_view")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words("evidence.title", name=evidence.name))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(16), px(14), px(16), px(14))
        rows.setSpacing(px(10))
        rows.addWidget(label(evidence.name, "h2"))
        rows.addWidget(label(self._facts(), "small"))
        self._note = label("", "small")
        self._note.setObjectName("evidence_view.note")
        self._note.setProperty("tone", "warn")
        self._note.hide()
        rows.addWidget(self._note)
        if self._mime == "application/pdf":
            rows.addWidget(label(words("evidence.pdf_lead"), "body"))
            rows.addStretch(1)
        else:
            self._build_picture(rows)
        rows.addLayout(self._build_buttons())
        self.resize(self._room(parent))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom with + - 0; everything else as any dialog."""
        zooms = {
            Qt.Key.Key_Plus: _STEP,
            Qt.Key.Key_Equal: _STEP,
            Qt.Key.Key_Minus: 1 / _STEP,
        }
        if self._canvas is not None and event.key() in zooms:
            self.zoom(zooms[Qt.Key(event.key())])
        elif self._canvas is not None and event.key() == Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the picture to its frame, and zoom with Ctrl and the wheel."""
        if event.type() == QEvent.Type.Resize and self._fits:
            self.fit()
        if isinstance(event, QWheelEvent) and event.modifiers() & _CONTROL:
            self.zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
            return True
        return super().eventFilter(watched, event)

    def zoom(self, factor: float) -> None:
        """Show the picture larger or smaller."""
        if self._canvas is not None:
            self._fits = False
            scale = min(max(self._canvas.scale * factor, _LEAST), _MOST)
            self._canvas.show_scale(scale)
            announce(self, self._desk.words("evidence.zoom", percent=round(scale * 100)))

    def fit(self) -> None:
        """Show the whole picture."""
        if self._canvas is None:
            return
        self._fits = True
        room, whole = self._frame.viewport().size(), self._image.size()
        scale = min(room.width() / whole.width(), room.height() / whole.height(), 1.0)
        self._canvas.show_scale(max(scale, _LEAST))

    def start_covering(self) -> None:
        """Begin to cover numbers, with a first box to move."""
        if self._canvas is None:
            return
        self._canvas.set_editable(editable=True)
        self._cover.hide()
        self._tools.show()
        self._canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self._canvas.boxes:
            self._canvas.add_box()

    def save_cover(self) -> None:
        """Keep a new picture with the boxes painted in, in place of this one."""
        canvas, words = self._canvas, self._desk.words
        if canvas is None or not canvas.boxes:
            self._say(words("evidence.no_boxes"))
            return
        image = flattened(self._image, canvas.boxes)
        content = written(image, photograph=self._mime == "image/jpeg")
        shown = Path(self._evidence.name)
        name = words("evidence.covered_name", name=shown.stem) + shown.suffix
        session = self._desk.session

        def change() -> None:
            original = session.cover(self._cell, self._index, content, name)
            if self._erase.isChecked():
                session.erase_evidence(original)

        refused = self._desk.attempt(change)
        if refused is not None:
            self._say(words(refused.key, **refused.params))
            return
        erased = self._erase.isChecked()
        self.told.emit(words("evidence.covered_erased" if erased else "evidence.covered"))
        self.accept()

    def ask_copy(self) -> None:
        """Ask where to write the file."""
        suffix = _SUFFIXES[self._mime]
        stem = Path(self._evidence.name).stem if self._evidence.name.endswith(suffix) else ""
        name = safe_file_name(stem or self._evidence.name, suffix)
        ask_save(self, self._desk.words("evidence.save"), Path.home() / name, self.write_copy)

    def write_copy(self, path: Path) -> None:
        """Write the file, exactly as it was attached."""
        try:
            atomic_write(path, self._content)
        except WizardError as error:
            self._say(self._desk.words(error.key, **error.params))
            return
        self._say(self._desk.words("ui.saved_at", path=str(path)))

    def _facts(self) -> str:
        words = self._desk.words
        size = len(self._content) / 1_000_000
        facts = [words("evidence.size", size=f"{max(size, 0.1):.1f}")]
        if self._mime == "application/pdf":
            pages = pdf_pages(self._content)
            facts.append(
                words("evidence.pages", count=pages) if pages else words("evidence.pages_unknown")
            )
        if self._evidence.where:
            facts.append(words("evidence.from", where=self._evidence.where))
        if self._evidence.valid_until is not None:
            facts.append(words("evidence.until", day=self._evidence.valid_until.isoformat()))
        return words("ui.dot").join(facts)

    def _build_picture(self, rows: QVBoxLayout) -> None:
        words = self._desk.words
        try:
            self._image = decoded(self._evidence.name, self._content)
        except UnreadablePictureError as error:
            self._say(words(error.key, **error.params))
            rows.addStretch(1)
            return
        self._canvas = CoverCanvas(self._image, self._evidence.name, self._desk.look, words)
        self._canvas.moved.connect(self._follow)
        self._frame = QScrollArea()
        self._frame.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._frame.setWidget(self._canvas)
        self._frame.viewport().installEventFilter(self)
        beside = QHBoxLayout()
        beside.setSpacing(self._desk.look.px(12))
        beside.addWidget(self._frame, 1)
        beside.addWidget(self._build_tools(self._canvas))
        rows.addLayout(beside, 1)

    def _build_tools(self, canvas: CoverCanvas) -> QWidget:
        """Return the tools beside the picture: above or below, large text leaves it no height."""
        look, words = self._desk.look, self._desk.words
        self._tools = QScrollArea()
        self._tools.setWidgetResizable(True)
        self._tools.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._tools.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._tools.setFixedWidth(look.px(270))
        inside = panel("clear")
        self._tools.setWidget(inside)
        self._tools.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(look.px(6))
        lines.addWidget(label(words("evidence.cover_lead"), "small"))
        ways = Flow(gap=look.px(8))
        for name, icon, act in (
            ("add", "plus", canvas.add_box),
            ("next", "forward", canvas.pick_next),
            ("drop", "trash", canvas.remove_box),
        ):
            button = Button(look, words(f"evidence.box_{name}"), icon=icon)
            button.setObjectName(f"evidence_view.{name}")
            button.clicked.connect(act)
            button.clicked.connect(canvas.setFocus)
            ways.addWidget(button)
        lines.addLayout(ways)
        self._erase = CheckPill(look, words("evidence.erase"))
        self._erase.setObjectName("evidence_view.erase")
        self._erase.setAccessibleDescription(words("evidence.erase_lead"))
        lines.addWidget(self._erase)
        lines.addWidget(label(words("evidence.erase_lead"), "small"))
        save = Button(look, words("evidence.save_cover"), "primary", icon="save")
        save.setObjectName("evidence_view.save_cover")
        save.clicked.connect(self.save_cover)
        lines.addWidget(save, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)
        self._tools.hide()
        return self._tools

    def _build_buttons(self) -> QHBoxLayout:
        look, words = self._desk.look, self._desk.words
        line = QHBoxLayout()
        ways = Flow(gap=look.px(8))
        self._cover = Button(look, words("evidence.cover"), icon="note")
        wanted: list[tuple[str, Button, object]] = []
        if self._canvas is not None:
            larger = Button(look, words("evidence.larger"), icon="plus")
            smaller = Button(look, words("evidence.smaller"))
            whole = Button(look, words("evidence.fit"))
            wanted += [
                ("larger", larger, lambda: self.zoom(_STEP)),
                ("smaller", smaller, lambda: self.zoom(1 / _STEP)),
                ("fit", whole, self.fit),
            ]
            if not self._desk.session.read_only:
                wanted.append(("cover", self._cover, self.start_covering))
        wanted.append(("copy", Button(look, words("evidence.save"), icon="save"), self.ask_copy))
        wanted.append(("close", Button(look, words("ui.close")), self.reject))
        for name, button, act in wanted:
            button.setObjectName(f"evidence_view.{name}")
            button.setAutoDefault(False)
            button.clicked.connect(act)
            ways.addWidget(button)
        line.addLayout(ways, 1)
        return line

    def _room(self, parent: QWidget) -> QSize:
        """Return most of the window for a picture, little for what is only told."""
        around = parent.window().size()
        if self._canvas is not None:
            return around * 0.9
        return QSize(min(self._desk.look.px(620), around.width()), self.sizeHint().height())

    def _follow(self, place: QRect) -> None:
        middle = place.center()
        self._frame.ensureVisible(middle.x(), middle.y(), place.width(), place.height())

    def _say(self, text: str) -> None:
        self._note.setText(text)
        self._note.setVisible(bool(text))
        if text:
            announce(self, text)
