"""Take in plans from sticks and folders, and tell what was not taken and why."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout

from wizard.text import Words
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.widgets import label, panel
from wizard.ui.questions.topic_page import Page
from wizard.ui.style.theme import Look
from wizard.ui.trainer.lesson import Lesson
from wizard.workshop.classroom import REFUSED_FILE
from wizard.workshop.collect import REASONS, Collection, Refusal


class CollectPage(Page):
    """The round of collecting.

    Signals:
        wanted: a folder or a stick is to be chosen and read.
    """

    wanted = Signal()

    def __init__(self, look: Look, words: Words, lesson: Lesson) -> None:
        super().__init__()
        self._look, self._words, self._lesson = look, words, lesson
        rows = QVBoxLayout(self.body)
        rows.setContentsMargins(look.px(24), look.px(8), look.px(24), look.px(20))
        rows.setSpacing(look.px(10))
        rows.addWidget(label(words("trainer.collect"), "h1"))
        rows.addWidget(label(words("trainer.collect_lead"), "body"))
        buttons = Flow(gap=10)
        self._read = Button(look, words("trainer.read_stick"), "primary", icon="folder")
        self._read.setObjectName("read_stick")
        self._read.clicked.connect(self.wanted)
        buttons.addWidget(self._read)
        rows.addLayout(buttons)
        self._counts = label("", "title")
        self._counts.setObjectName("collected")
        rows.addWidget(self._counts)
        self._empty = panel("card")
        lines = QVBoxLayout(self._empty)
        lines.setContentsMargins(look.px(20), look.px(14), look.px(20), look.px(14))
        lines.addWidget(label(words("trainer.collect_empty"), "body"))
        lines.addWidget(label(words("trainer.collect_layout"), "small"))
        rows.addWidget(self._empty)
        self._why = label("", "h2")
        rows.addWidget(self._why)
        self.table = QTableWidget(0, 3)
        self.table.setObjectName("refused")
        self.table.setAccessibleName(words("trainer.refused"))
        self.table.setHorizontalHeaderLabels(
            [words("trainer.column.file"), words("workshop.column.name"), words("trainer.why")]
        )
        plain_table(self.table, look)
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(0, look.px(240))
        self.table.setColumnWidth(1, look.px(170))
        self.table.setMinimumHeight(look.px(220))
        rows.addWidget(self.table, 1)
        rows.addStretch(0)
        look.changed.connect(self._recolor)
        self.refresh()

    def _recolor(self) -> None:
        color_table(self.table, self._look)

    def take_focus(self) -> None:
        """Put the focus on reading a stick."""
        self._read.show_ring()

    def refresh(self) -> None:
        """Show what the last round brought."""
        found, board, words = self._lesson.collection, self._lesson.board, self._words
        before = len(board.participants) if board is not None else 0
        # A class taken up again: what was not taken on another day is still to be seen to.
        left = list(board.refusals) if board is not None else []
        refused = found.refused if found is not None else left
        self._empty.setVisible(found is None and not before and not refused)
        self._counts.setVisible(self._empty.isHidden())
        self._why.setVisible(bool(refused))
        self.table.setVisible(bool(refused))
        if found is not None:
            self._counts.setText(collected_text(found, words))
        else:
            self._counts.setText(words("trainer.collected_before", count=before))
        self._why.setText(words("trainer.refused_count", count=len(refused), file=REFUSED_FILE))
        self.table.setRowCount(len(refused))
        for number, one in enumerate(refused):
            for column, text in enumerate(self._told(number, one)):
                item = QTableWidgetItem(text)
                item.setToolTip(one.file if column == 0 and not self._hides else text)
                self.table.setItem(number, column, item)
        if refused:
            self.table.setCurrentCell(0, 0)

    @property
    def _hides(self) -> bool:
        return self._look.theme == "projector"

    def _told(self, number: int, one: Refusal) -> tuple[str, str, str]:
        """Return file, name and why; on a projector only why, in words that name nobody."""
        if not self._hides:
            return Path(one.file).name or one.file, one.name, one.detail
        file = self._words("trainer.file_number", number=number + 1)
        reason = one.reason if one.reason in REASONS else "unreadable"
        return file, "", self._words(f"trainer.refused.{reason}")


def collected_text(found: Collection, words: Words) -> str:
    """Return what a round brought in one sentence."""
    return words(
        "workshop.collected",
        taken=found.taken,
        known=found.known,
        blank=found.blank,
        refused=len(found.refused),
    )


def plain_table(table: QTableWidget, look: Look) -> None:
    """Let a table be read by rows and left with Tab."""
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setWordWrap(True)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setTextElideMode(Qt.TextElideMode.ElideRight)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    color_table(table, look)


def color_table(table: QTableWidget, look: Look) -> None:
    """Mark the chosen row softly: the shapes of a status stand out on it as anywhere."""
    color = {
        token: look.color(token).name()
        for token in ("accent_soft", "text", "surface", "sunken", "line")
    }
    table.setStyleSheet(
        f"QTableWidget {{ background: {color['surface']}; color: {color['text']};"
        f" alternate-background-color: {color['sunken']}; border: 1px solid {color['line']};"
        f" selection-background-color: {color['accent_soft']};"
        f" selection-color: {color['text']}; }}"
        f"QTableWidget::item {{ padding: {look.px(3)}px {look.px(8)}px; }}"
        f"QHeaderView::section {{ padding: {look.px(4)}px {look.px(8)}px; border: none;"
        f" background: {color['surface']}; color: {color['text']};"
        f" border-bottom: 1px solid {color['line']}; }}"
    )
