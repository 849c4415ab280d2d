"""The board: participants by areas, what holds most of them up, comment and grade."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from wizard.session.feedback import GRADES
from wizard.text import Words
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.widgets import clear_layout, label, panel
from wizard.ui.questions.choices import Options
from wizard.ui.questions.topic_page import Page
from wizard.ui.style.icons import SHAPE_TOKENS, Shape, paint_shape
from wizard.ui.style.theme import Look
from wizard.ui.trainer.collect import color_table, plain_table
from wizard.ui.trainer.lesson import Lesson
from wizard.ui.trainer.opinion_card import OpinionCard
from wizard.workshop.board import Blocker, Board, Participant, absent_line
from wizard.workshop.classroom import Grade

SHAPES: dict[str, Shape] = {
    "not_started": "open",
    "in_progress": "begun",
    "red_line": "red_line",
    "complete": "done",
}
ORDERS = ("stuck", "name", "grade")
MOST_NAMED = 6


class BoardTable(QTableWidget):
    """The table of the board; its first column says who, and takes what the others leave.

    It is never squeezed below ``NARROWEST``: scrolled sideways, one still knows whose row
    it is.
    """

    NARROWEST = 110

    def __init__(self, look: Look) -> None:
        super().__init__(0, 0)
        self._look = look

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the first column what is left."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give the first column what is left, at least what a short name needs."""
        if not self.columnCount():
            return
        header = self.horizontalHeader()
        others = header.length() - header.sectionSize(0)
        least = min(self.sizeHintForColumn(0), self._look.px(self.NARROWEST))
        width = max(self.viewport().width() - others, least)
        if width != header.sectionSize(0):
            header.resizeSection(0, width)


class BoardPage(Page):
    """The board of the class.

    Signals:
        again: everything is to be read again.
        graded: carries a plan's id and what the trainer thinks of it.
    """

    again = Signal()
    graded = Signal(str, object)

    def __init__(self, look: Look, words: Words, lesson: Lesson, numbers: dict[str, str]) -> None:
        super().__init__()
        self._look, self._words, self._lesson, self._numbers = look, words, lesson, numbers
        self._order = ORDERS[0]
        self._shown: list[Participant] = []
        self._compact = False
        self._icons = {state: _icon(look, shape) for state, shape in SHAPES.items()}
        rows = QVBoxLayout(self.body)
        rows.setContentsMargins(look.px(24), look.px(8), look.px(24), look.px(14))
        rows.setSpacing(look.px(8))
        head = Flow(gap=12)
        self._title = label("", "h2", wrap=False)
        self._title.setObjectName("board_title")
        head.addWidget(self._title)
        texts = {one: words(f"trainer.order.{one}") for one in ORDERS}
        self._orders = Options(
            look, "board_order", words("trainer.order"), texts, many=False, dense=True
        )
        self._orders.check({self._order})
        self._orders.chosen.connect(self._sort)
        self._orders.setMinimumWidth(self._orders.sizeHint().width())
        head.addWidget(self._orders)
        again = Button(look, words("trainer.again"), icon="update")
        again.setObjectName("board_again")
        again.clicked.connect(self.again)
        head.addWidget(again)
        rows.addLayout(head)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(look.px(12))
        self.table = self._build_table()
        self._halves.addWidget(self.table, 1)
        self._side = panel("card")
        self._side.setObjectName("blockers")
        self._side_rows = QVBoxLayout(self._side)
        self._side_rows.setContentsMargins(look.px(14), look.px(12), look.px(14), look.px(12))
        self._halves.addWidget(self._side)
        rows.addLayout(self._halves, 1)
        rows.addWidget(self._build_opinion())
        self.set_compact(compact=False)
        look.changed.connect(self._recolor)
        self.refresh()

    def refresh(self) -> None:
        """Show the board as it was read."""
        board, words = self._lesson.board, self._words
        people = board.participants if board is not None else ()
        self._title.setText(
            words(
                "trainer.board_title",
                count=len(people),
                people=self._lesson.classroom.people if self._lesson.classroom else 0,
            )
        )
        self._shown = sorted(people, key=self._key) if self._order != "stuck" else list(people)
        keep = self._lesson.chosen
        self.table.blockSignals(True)
        self._fill(board)
        at = next((n for n, one in enumerate(self._shown) if one.plan_id == keep), 0)
        if self._shown:
            self.table.setCurrentCell(at, 0)
        self.table.blockSignals(False)
        self._show_blockers(board)
        self._arrange()
        self._choose()

    def take_focus(self) -> None:
        """Put the focus into the table."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def commit(self) -> None:
        """Keep a comment that was typed."""
        self._comment.commit()

    def set_compact(self, *, compact: bool) -> None:
        """Put what holds people up under the table where there is no room beside it."""
        self._compact = compact
        self._arrange()

    def _arrange(self) -> None:
        """Put the card beside the table, under it, or across the page where there is no table."""
        direction, alone = QBoxLayout.Direction, not self._shown
        below = self._compact or alone
        self._halves.setDirection(direction.TopToBottom if below else direction.LeftToRight)
        width = 16_777_215 if below else self._look.px(270)
        self._side.setMinimumWidth(0 if below else width)
        self._side.setMaximumWidth(width)
        height = QSizePolicy.Policy.Maximum if alone else QSizePolicy.Policy.Preferred
        self._side.setSizePolicy(QSizePolicy.Policy.Preferred, height)
        self._halves.setAlignment(
            self._side, Qt.AlignmentFlag.AlignTop if alone else Qt.AlignmentFlag(0)
        )

    def name_of(self, one: Participant) -> str:
        """Return a participant's name; on a projector only a number."""
        return self._lesson.name_of(one, self._look, self._words)

    def _recolor(self) -> None:
        self._icons = {state: _icon(self._look, shape) for state, shape in SHAPES.items()}
        color_table(self.table, self._look)
        self.refresh()

    def _build_table(self) -> BoardTable:
        table = BoardTable(self._look)
        table.setObjectName("board")
        table.setAccessibleName(self._words("trainer.tab.board"))
        plain_table(table, self._look)
        table.setMinimumHeight(self._look.px(210))
        table.currentCellChanged.connect(lambda *_: self._choose())
        return table

    def _build_opinion(self) -> QWidget:
        look, words = self._look, self._words
        self._opinion = OpinionCard(look, "board_who")
        texts = {one: words(f"workshop.grade.{one}") for one in GRADES}
        texts["none"] = words("workshop.not_graded")
        self._grade = Options(
            look, "grade", words("workshop.column.grade"), texts, many=False, dense=True
        )
        self._grade.setMinimumWidth(self._grade.sizeHint().width())
        self._grade.chosen.connect(lambda _: self._keep())
        self._opinion.line.addWidget(self._grade)
        self._comment = self._opinion.add_comment("comment", words("trainer.comment"), 420)
        self._comment.committed.connect(lambda _: self._keep())
        return self._opinion

    def _key(self, one: Participant) -> tuple[object, ...]:
        if self._order == "grade":
            order = (*GRADES, "")
            return order.index(one.grade.grade), one.name, one.plan_id
        return one.name, one.plan_id

    def _fill(self, board: Board | None) -> None:
        words, table = self._words, self.table
        titles = board.area_titles if board is not None else {}
        heads = [
            words("workshop.column.name"),
            *titles.values(),
            words("workshop.column.red_lines"),
            words("workshop.column.not_sure"),
            words("workshop.column.grade"),
        ]
        table.setColumnCount(len(heads))
        table.setHorizontalHeaderLabels(heads)
        table.setRowCount(len(self._shown))
        for number, one in enumerate(self._shown):
            grade = words(f"workshop.grade.{one.grade.grade}") if one.grade.grade else ""
            cells = [
                QTableWidgetItem(self.name_of(one)),
                *(self._state(one.areas[area]) for area in titles),
                QTableWidgetItem(self._red_lines(one)),
                QTableWidgetItem(str(len(one.not_sure) or "")),
                QTableWidgetItem(grade),
            ]
            for column, cell in enumerate(cells):
                table.setItem(number, column, cell)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        if heads:
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        table.fit()
        table.setVisible(bool(self._shown))

    def _state(self, state: str) -> QTableWidgetItem:
        return QTableWidgetItem(self._icons[state], self._words(f"workshop.state.{state}"))

    def _red_lines(self, one: Participant) -> str:
        """Return which red lines, or how many for whoever shows no answers."""
        if not one.red_lines:
            return ""
        if not one.shows_answers or self._look.theme == "projector":
            return self._words("trainer.count_only", count=len(one.red_lines))
        named = dict.fromkeys(self._numbers.get(rule, "") for rule in one.red_lines)
        names = self._words("trainer.comma").join(filter(None, named))
        count = len(one.red_lines)
        if not names:
            return self._words("trainer.count_only", count=count)
        return self._words("trainer.count_named", count=count, names=names)

    def _show_blockers(self, board: Board | None) -> None:
        words = self._words
        clear_layout(self._side_rows)
        add = self._side_rows.addWidget
        if board is None or not board.participants:
            add(label(words("workshop.nobody"), "body"))
            add(label(words("trainer.collect_layout"), "small"))
        else:
            add(label(words("workshop.blockers"), "title"))
            for one in board.blockers[:MOST_NAMED]:
                add(label(_blocker(one, words), "small"))
            over = sum(one.over_budget for one in board.participants)
            if over:
                add(label(words("workshop.over_budget", count=over), "small"))
                for who in board.over_budget[:MOST_NAMED]:
                    add(label(self.name_of(who), "small"))
            if board.absent and self._look.theme != "projector":
                # On a projector people have other numbers than on the attendance sheet.
                add(label(absent_line(board, words), "small"))
            if board.unreadable:
                places = " ".join(board.unreadable)
                add(label(words("workshop.unreadable", places=places), "small"))
        self._side_rows.addStretch(1)

    def _chosen(self) -> Participant | None:
        row = self.table.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _choose(self) -> None:
        """Show the opinion on whoever is chosen, after keeping the one before."""
        self._comment.commit()
        one = self._chosen()
        self._opinion.setVisible(one is not None)
        if one is None:
            return
        self._lesson.chosen = one.plan_id
        words = self._words
        key = "trainer.who_shows" if one.shows_answers else "trainer.who_hides"
        text = words(key, name=self.name_of(one), done=one.answered, of=one.of)
        self._opinion.title.setText(text)
        self._grade.check({one.grade.grade or "none"})
        self._comment.show_text(one.grade.comment)
        # A comment may name whom it is about.
        self._comment.setVisible(self._look.theme != "projector")

    def _keep(self) -> None:
        chosen = next(iter(self._grade.checked()), "none")
        plan, board = self._lesson.chosen, self._lesson.board
        people = board.participants if board is not None else ()
        kept = next((one.grade for one in people if one.plan_id == plan), Grade())
        grade = replace(
            kept, grade="" if chosen == "none" else chosen, comment=self._comment.text().strip()
        )
        if plan:
            self.graded.emit(plan, grade)

    def _sort(self, order: str) -> None:
        self._order = order
        self.refresh()


def _blocker(one: Blocker, words: Words) -> str:
    kinds = (
        ("red_lines", one.red_lines),
        ("not_sure", one.not_sure),
        ("missing", one.missing),
    )
    parts = [words(f"workshop.held_up.{kind}", count=count) for kind, count in kinds if count]
    title = f"{one.number} {one.title}".strip()
    return words("trainer.blocker", title=title, counts=words("trainer.comma").join(parts))


def _icon(look: Look, shape: Shape) -> QIcon:
    side = look.px(16) * 2
    image = QPixmap(side, side)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    rect = QRectF(1, 1, side - 2, side - 2)
    paint_shape(painter, rect, shape, look.color(SHAPE_TOKENS[shape]), look.color("surface"))
    painter.end()
    image.setDevicePixelRatio(2)
    icon = QIcon(image)
    # Without one of its own Qt would tint the mark of the row that is picked.
    icon.addPixmap(image, QIcon.Mode.Selected)
    return icon
