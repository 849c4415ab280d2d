"""One piece of evidence on a card: its name, where it comes from, until when it is valid."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from wizard.model.answers import Cell, Evidence
from wizard.model.reading import Invalid, read_date
from wizard.ui.parts.buttons import IconButton
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.fields import LineField
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.unfinished import UnfinishedText
from wizard.ui.parts.widgets import label


class EvidencePiece(QFrame):
    """One piece of evidence: its name, where it comes from, until when it is valid.

    Signals:
        said: why something was not kept, or nothing.
        removed: it is to go.
        viewed: it is to be looked at.
    """

    said = Signal(str)
    removed = Signal()
    viewed = Signal()

    def __init__(
        self, cell: Cell, index: int, evidence: Evidence, desk: Desk, *, away: bool
    ) -> None:
        super().__init__()
        self._desk, self._cell, self._index = desk, cell, index
        self._evidence = evidence
        px, words = desk.look.px, desk.words
        spot = f"{cell}.evidence.{index + 1}"
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(px(4))
        outer = QHBoxLayout()
        outer.setSpacing(px(6))
        lines.addLayout(outer)
        line = Flow(gap=px(6))
        kind = "life.kind_file" if evidence.sha256 else "life.kind_paper"
        line.addWidget(label(words("life.file_away" if away else kind), "meta", wrap=False))
        self.name = LineField(f"{spot}.name", words("life.evidence_name", number=index + 1))
        self.name.prefer_width(px(200))
        self.name.show_text(evidence.name)
        self.where = LineField(f"{spot}.where", words("life.evidence_where", name=evidence.name))
        self.where.prefer_width(px(170))
        self.where.setPlaceholderText(
            words("life.where_file" if evidence.sha256 else "life.where_paper")
        )
        self.where.show_text(evidence.where)
        self.day = LineField(f"{spot}.valid_until", words("life.evidence_day", name=evidence.name))
        self.day.prefer_width(px(150))
        self.day.setPlaceholderText(words("life.valid_until"))
        day = evidence.valid_until
        self.day.show_text(day.isoformat() if day is not None else "")
        for field in (self.name, self.where, self.day):
            line.addWidget(field)
        self.name.committed.connect(lambda text: self._say(replace(self._evidence, name=text)))
        self.where.committed.connect(lambda text: self._say(replace(self._evidence, where=text)))
        outer.addLayout(line, 1)
        self._unfinished = [
            UnfinishedText(field, desk, lines) for field in (self.name, self.where, self.day)
        ]
        for one in self._unfinished:
            desk.session.unfinished.set_down(one.place)
            one.show()
        # After the text is let go of, as one nobody can read is kept.
        self.day.committed.connect(self._say_day)
        if evidence.sha256 and not away:
            view = IconButton(
                desk.look, "search", words("evidence.view_what", name=evidence.name), frame=False
            )
            view.setObjectName(f"{spot}.view")
            view.clicked.connect(self.viewed)
            outer.addWidget(view, 0, Qt.AlignmentFlag.AlignTop)
        remove = IconButton(
            desk.look, "trash", words("life.remove_evidence", name=evidence.name), frame=False
        )
        remove.setObjectName(f"{spot}.remove")
        remove.clicked.connect(self.removed)
        outer.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)

    def commit(self) -> None:
        """Keep what was typed and not yet committed."""
        for field in (self.name, self.where, self.day):
            field.commit()

    def _say_day(self, text: str) -> None:
        if not text.strip():
            self._say(replace(self._evidence, valid_until=None))
            return
        day = read_date(text)
        if isinstance(day, Invalid):
            self._desk.session.unfinished.keep(self.day.objectName(), text)
            self.said.emit(self._desk.words(day.key, **day.params))
            return
        self._say(replace(self._evidence, valid_until=day))

    def _say(self, evidence: Evidence) -> None:
        desk, cell, index = self._desk, self._cell, self._index
        refused = desk.attempt(lambda: desk.session.describe_evidence(cell, index, evidence))
        self.said.emit("" if refused is None else desk.words(refused.key, **refused.params))
