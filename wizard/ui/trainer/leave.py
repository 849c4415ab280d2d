"""What leaves the class: printed plans, the report, and the export without the people."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from wizard.session import Edition
from wizard.text import Words
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.pills import CheckPill
from wizard.ui.parts.widgets import label, panel
from wizard.ui.questions.choices import Options
from wizard.ui.questions.topic_page import Page
from wizard.ui.style.theme import Look
from wizard.ui.trainer.lesson import Lesson
from wizard.workshop.anonymous import SMALLEST_GROUP, anonymous, as_csv
from wizard.workshop.parts import PARTS
from wizard.workshop.sheets import Sheets

WHO = ("all", "graded", "chosen")


class LeavePage(Page):
    """Printing, the report and the export.

    Signals:
        printing: plans are to be printed; carries Sheets.
        report: the report is to be written; carries ``pdf``, ``xlsx`` or ``csv``.
        returning: grades and comments go back to the participants.
        follow_up: the calendar for the time after the class is to be written.
        export: what is shown is to be written.
    """

    printing = Signal(object)
    report = Signal(str)
    returning = Signal()
    follow_up = Signal()
    export = Signal()

    def __init__(self, look: Look, words: Words, lesson: Lesson) -> None:
        super().__init__()
        self._look, self._words, self._lesson = look, words, lesson
        rows = QVBoxLayout(self.body)
        rows.setContentsMargins(look.px(24), look.px(8), look.px(24), look.px(20))
        rows.setSpacing(look.px(12))
        rows.addWidget(self._build_printing())
        rows.addWidget(self._build_report())
        rows.addWidget(self._build_export())
        rows.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Show how many plans there are, and exactly what the export holds."""
        board, words = self._lesson.board, self._words
        people = board.participants if board is not None else ()
        for button in self._needing_plans:
            button.setEnabled(bool(people))
        self._print.setText(words("trainer.print_plans", count=len(self._plans())))
        self._print.updateGeometry()
        self._whole.setVisible(any(not one.shows_answers for one in people))
        made = anonymous(board) if board is not None else None
        if made is None or not made.rows:
            self.preview.setPlainText(words("trainer.too_few", count=SMALLEST_GROUP))
            self._export.setEnabled(False)
        elif self._look.theme == "projector":
            self.preview.setPlainText(words("trainer.not_projected"))
        else:
            self.preview.setPlainText(as_csv(made).decode("utf-8-sig").replace("\r\n", "\n"))

    def take_focus(self) -> None:
        """Put the focus on printing."""
        self._who.take_focus()

    def _card(self, title: str, lead: str) -> tuple[QWidget, QVBoxLayout]:
        look = self._look
        card = panel("card")
        lines = QVBoxLayout(card)
        lines.setContentsMargins(look.px(20), look.px(14), look.px(20), look.px(14))
        lines.setSpacing(look.px(8))
        lines.addWidget(label(self._words(title), "h2"))
        lines.addWidget(label(self._words(lead), "small"))
        return card, lines

    def _build_printing(self) -> QWidget:
        look, words = self._look, self._words
        card, lines = self._card("trainer.print", "trainer.print_lead")
        texts = {one: words(f"trainer.who.{one}") for one in WHO}
        self._who = Options(look, "print_who", words("trainer.who"), texts, many=False, dense=False)
        self._who.check({"all"})
        self._who.chosen.connect(lambda _: self.refresh())
        lines.addWidget(self._who)
        editions = {"draft": words("ui.draft"), "final": words("ui.final")}
        self._edition = Options(
            look, "print_edition", words("trainer.edition"), editions, many=False, dense=False
        )
        self._edition.check({"draft"})
        lines.addWidget(self._edition)
        parts = {one: words(f"trainer.part.{one}") for one in PARTS if one != "remarks"}
        self._parts = Options(
            look, "print_part", words("trainer.parts"), parts, many=True, dense=True
        )
        lines.addWidget(label(words("trainer.parts_lead"), "small"))
        lines.addWidget(self._parts)
        line = Flow(gap=10)
        self._merged = CheckPill(look, words("trainer.merged"))
        self._merged.setObjectName("print_merged")
        line.addWidget(self._merged)
        self._duplex = CheckPill(look, words("trainer.duplex"))
        self._duplex.setObjectName("print_duplex")
        self._duplex.setEnabled(False)
        self._merged.toggled.connect(self._duplex.setEnabled)
        line.addWidget(self._duplex)
        self._gray = CheckPill(look, words("trainer.gray"))
        self._gray.setObjectName("print_gray")
        line.addWidget(self._gray)
        self._comments = CheckPill(look, words("trainer.with_comments"))
        self._comments.setObjectName("print_comments")
        line.addWidget(self._comments)
        self._whole = CheckPill(look, words("trainer.whole"))
        self._whole.setObjectName("print_whole")
        line.addWidget(self._whole)
        lines.addLayout(line)
        self._print = self._button(
            "print_plans", words("trainer.print_plans", count=0), "print", primary=True
        )
        self._print.clicked.connect(self._ask_print)
        self._needing_plans = [self._print]
        lines.addWidget(self._print, 0, Qt.AlignmentFlag.AlignLeft)
        self.failures = label("", "small")
        self.failures.setObjectName("print_failures")
        self.failures.setProperty("tone", "warn")
        self.failures.hide()
        lines.addWidget(self.failures)
        return card

    def _build_report(self) -> QWidget:
        card, lines = self._card("workshop.report", "trainer.report_lead")
        line = Flow(gap=10)
        for kind in ("pdf", "xlsx", "csv"):
            button = self._button(f"report_{kind}", self._words(f"trainer.report_{kind}"), "save")
            button.clicked.connect(lambda _=False, kind=kind: self.report.emit(kind))
            line.addWidget(button)
            self._needing_plans.append(button)
        lines.addLayout(line)
        lines.addWidget(label(self._words("trainer.after_lead"), "small"))
        after = Flow(gap=10)
        for name, signal, icon in (
            ("return_comments", self.returning, "folder"),
            ("follow_up", self.follow_up, "save"),
        ):
            button = self._button(name, self._words(f"trainer.{name}"), icon)
            button.clicked.connect(signal)
            after.addWidget(button)
            self._needing_plans.append(button)
        lines.addLayout(after)
        return card

    def _build_export(self) -> QWidget:
        card, lines = self._card("trainer.export", "trainer.export_lead")
        self.preview = QPlainTextEdit()
        self.preview.setObjectName("export_preview")
        self.preview.setAccessibleName(self._words("trainer.export_preview"))
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.preview.setMinimumHeight(self._look.px(160))
        lines.addWidget(self.preview)
        self._export = self._button("export", self._words("trainer.export_save"), "save")
        self._export.clicked.connect(self.export)
        self._needing_plans.append(self._export)
        lines.addWidget(self._export, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _button(self, name: str, text: str, icon: str, *, primary: bool = False) -> Button:
        button = Button(self._look, text, "primary" if primary else "plain", icon=icon)
        button.setObjectName(name)
        return button

    def _plans(self) -> tuple[str, ...]:
        board = self._lesson.board
        people = board.participants if board is not None else ()
        who = next(iter(self._who.checked()), "all")
        return tuple(
            one.plan_id
            for one in people
            if who == "all"
            or (who == "graded" and one.grade.grade in ("excellent", "passed"))
            or (who == "chosen" and one.plan_id == self._lesson.chosen)
        )

    def _ask_print(self) -> None:
        plans = self._plans()
        if plans:
            edition: Edition = "final" if "final" in self._edition.checked() else "draft"
            merged = self._merged.isChecked()
            duplex = merged and self._duplex.isChecked()
            chosen = self._parts.checked()
            parts = tuple(one for one in PARTS if one in chosen)
            comments = self._comments.isChecked()
            if parts and comments:
                parts = (*parts, "remarks")
            gray = self._gray.isChecked()
            whole = self._whole.isVisible() and self._whole.isChecked()
            self.printing.emit(Sheets(plans, edition, merged, duplex, parts, gray, comments, whole))
