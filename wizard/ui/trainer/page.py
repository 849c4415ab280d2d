"""The trainer's screen: a class from its kit to its report, without network and plan.

Nothing on it happens by itself, and whatever touches many files runs in a worker thread.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wizard.errors import WizardError
from wizard.text import Words
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.dialogs import ask_folder
from wizard.ui.parts.widgets import tab_as_laid_out
from wizard.ui.questions.choices import Options
from wizard.ui.questions.topic_page import Page
from wizard.ui.style.theme import Look
from wizard.ui.trainer import work
from wizard.ui.trainer.agenda import AgendaPage, ClockBar
from wizard.ui.trainer.board import BoardPage
from wizard.ui.trainer.collect import CollectPage, collected_text
from wizard.ui.trainer.compare import ComparePage
from wizard.ui.trainer.hands import HandsPage
from wizard.ui.trainer.leave import LeavePage
from wizard.ui.trainer.lesson import Lesson
from wizard.ui.trainer.orders import Ordering, today
from wizard.ui.trainer.start import StartPage
from wizard.ui.trainer.strip import ErrandStrip
from wizard.workshop.board import Board, rule_numbers
from wizard.workshop.classroom import Classroom, Grade, read_classroom, write_grade
from wizard.workshop.collect import Collection
from wizard.workshop.compare import Comparison
from wizard.workshop.printing import PrintResult

TABS = ("agenda", "hands", "collect", "board", "compare", "leave")
COMPACT_WIDTH = 1180
MOST_FAILURES = 8
MOST_REASONS = 3


class TrainerScreen(Ordering):
    """Everything under the header while a class is at hand.

    Signals:
        named: a class was opened; carries its name.
        refused: the surroundings refused something; carries the WizardError.
        told: something is done; carries what to say.
        projector: the projector's look is wanted, or no longer.
        other_pack: a class of another checklist is to be opened; carries its folder and
            the checklist's id.
    """

    named = Signal(str)
    refused = Signal(object)
    told = Signal(str)
    projector = Signal()
    other_pack = Signal(object, str)

    def __init__(self, look: Look, words: Words, pack: work.Pack, lesson: Lesson) -> None:
        super().__init__(look, words, pack, lesson)
        self._pages: dict[str, Page] = {}
        checklist = pack.compiled.checklist
        self._titles = {area.id: area.title.say(words.language) for area in checklist.areas}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self._head = QWidget()
        self._head_rows = QVBoxLayout(self._head)
        self._head_rows.setContentsMargins(look.px(24), look.px(12), look.px(24), look.px(6))
        self._head_rows.setSpacing(look.px(8))
        rows.addWidget(self._head)
        self.stack = QStackedWidget()
        rows.addWidget(self.stack, 1)
        if not lesson.errand.is_running:
            lesson.said = ""
        self._strip = ErrandStrip(look, words, lesson)
        rows.addWidget(self._strip)
        errand = lesson.errand
        errand.begun.connect(self._begun)
        errand.progressed.connect(self._strip.show_progress)
        errand.finished.connect(self._finished)
        errand.refused.connect(self._refused)
        errand.stopped.connect(self._stopped)
        self._show_class()

    @property
    def page(self) -> Page | None:
        """The part on screen."""
        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else None

    def take_focus(self) -> None:
        """Put the focus where work begins."""
        if self.page is not None:
            self.page.take_focus()

    def show_tab(self, tab: str) -> None:
        """Show a part of the screen."""
        if self.page is not None:
            self.page.commit()
        self._lesson.tab = tab
        page = self._pages.get(tab)
        if page is None:
            page = self._pages[tab] = self._build_page(tab)
            self.stack.addWidget(page)
            if (layout := self.layout()) is not None:
                # The strip below was made first, the page just now.
                tab_as_laid_out(layout)
        page.refresh()
        self.stack.setCurrentWidget(page)
        self._tabs.check({tab})
        # Digits count hands there, wherever the mouse left the focus.
        self._tabs.takes_digits = tab != "hands"
        self._fit()

    def open_class(self, folder: Path) -> None:
        """Open the class of a folder."""
        try:
            classroom = read_classroom(folder)
        except WizardError as error:
            self.refused.emit(error)
            return
        if classroom.pack[0] != self._pack.compiled.checklist.id:
            self.other_pack.emit(folder, classroom.pack[0])
            return
        self._take_up(folder, classroom)
        self._read_board()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Count hands with a key nobody else on the screen took."""
        if isinstance(self.page, HandsPage) and self.page.bars.count(event):
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack what stands side by side as width runs out."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.page is not None:
            compact = self.width() < COMPACT_WIDTH * min(self._look.factor, 1.3)
            self.page.set_compact(compact=compact)

    def _show_class(self) -> None:
        """Build what the class at hand needs, or the form for one."""
        lesson = self._lesson
        if lesson.classroom is None:
            own = self._pack.compiled.checklist if self._pack.custom is not None else None
            title = own.title.say(self._words.language) if own is not None else ""
            start = StartPage(self._look, self._words, today(), title)
            start.wanted.connect(self._ask_place)
            start.folder.connect(self._ask_class)
            start.allow(allowed=not lesson.errand.is_running)
            self._pages = {"start": start}
            self.stack.addWidget(start)
            self._head.hide()
            return
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages = {}
        self._build_head()
        self._head.show()
        self.named.emit(lesson.classroom.name)
        self.show_tab(lesson.tab)
        if lesson.board is not None and lesson.board.area_titles != self._titles:
            self._read_board()

    def _take_up(self, folder: Path, classroom: Classroom) -> None:
        self._lesson.open(folder, classroom, list(self._titles))
        self._show_class()
        self.take_focus()

    def _build_head(self) -> None:
        look, words = self._look, self._words
        line = QHBoxLayout()
        line.setSpacing(10)
        self.clock = ClockBar(look, words, self._lesson, self._titles)
        self.clock.stepped.connect(self._show_step)
        line.addWidget(self.clock, 1)
        large = Button(look, words("trainer.projector"), icon="page")
        large.setObjectName("projector")
        large.clicked.connect(self.projector)
        line.addWidget(large)
        self._head_rows.addLayout(line)
        texts = {tab: words(f"trainer.tab.{tab}") for tab in TABS}
        self._tabs = Options(
            look, "trainer_tab", words("trainer.tabs"), texts, many=False, dense=False
        )
        self._tabs.chosen.connect(self.show_tab)
        self._head_rows.addWidget(self._tabs)

    def _build_page(self, tab: str) -> Page:
        look, words, lesson = self._look, self._words, self._lesson
        if tab == "agenda":
            agenda = AgendaPage(look, words, lesson, self._titles)
            agenda.picked.connect(self.clock.refresh)
            return agenda
        if tab == "hands":
            return HandsPage(look, words, lesson)
        if tab == "collect":
            collecting = CollectPage(look, words, lesson)
            collecting.wanted.connect(self._ask_source)
            return collecting
        if tab == "board":
            board = BoardPage(look, words, lesson, rule_numbers(self._pack.compiled.checklist))
            board.again.connect(self._read_board)
            board.graded.connect(self._keep_grade)
            return board
        if tab == "compare":
            comparing = ComparePage(look, words, lesson, self._titles)
            comparing.wanted.connect(self._compare)
            comparing.noted.connect(self._keep_note)
            return comparing
        leave = LeavePage(look, words, lesson)
        leave.printing.connect(self._ask_print)
        leave.report.connect(self._ask_report)
        leave.export.connect(self._ask_export)
        leave.returning.connect(self._ask_return)
        leave.follow_up.connect(self._ask_follow_up)
        return leave

    def _say(self, text: str, place: Path | None = None) -> None:
        self._lesson.said = text
        self._strip.say(text, place)

    def _begun(self, name: str) -> None:
        self._strip.show_running(running=True)
        self._say(self._words(f"trainer.doing.{name}"))
        self._allow_start(allowed=False)

    def _finished(self, name: str, result: object) -> None:
        self._strip.show_running(running=False)
        self._allow_start(allowed=True)
        takes: dict[str, Callable[[Any], None]] = {
            "make": self._made,
            "collect": self._collected,
            "board": self._board_read,
            "print": self._printed,
            "write": self._written,
            "return": self._given_back,
            "compare": self._compared,
        }
        takes[name](result)

    def _refused(self, name: str, error: WizardError) -> None:
        del name
        self._say("")
        self._strip.show_running(running=False)
        self._allow_start(allowed=True)
        self.refused.emit(error)

    def _stopped(self, name: str) -> None:
        self._strip.show_running(running=False)
        self._allow_start(allowed=True)
        self._say(self._words("trainer.stopped"))
        if name == "collect":
            self._read_board()

    def _made(self, result: tuple[Path, Classroom]) -> None:
        folder, classroom = result
        self._take_up(folder, classroom)
        self._say(self._words("trainer.made", folder=str(folder)), folder)

    def _collected(self, result: Collection) -> None:
        self._lesson.collection = result
        self._read_board()
        self._say(collected_text(result, self._words), self._lesson.folder)
        self._refresh_page()

    def _board_read(self, result: Board) -> None:
        self._lesson.board = result
        if self._lesson.said == self._words("trainer.doing.board"):
            self._say("")
        self._refresh_page()

    def _printed(self, results: list[PrintResult]) -> None:
        failed = [one for one in results if one.output is None]
        words = self._words
        done = len(results) - len(failed)
        place = next((one.output for one in results if one.output is not None), None)
        said = words("workshop.printed", count=done, left=len(failed))
        closed = sum(one.closed for one in results)
        if closed:
            said = words("trainer.printed_closed", said=said, count=closed)
        self._say(said, place)
        page = self._pages.get("leave")
        if isinstance(page, LeavePage):
            hides = self._look.theme == "projector"
            lines = [] if hides else [_failure(one, words) for one in failed[:MOST_FAILURES]]
            page.failures.setText("\n".join(lines))
            page.failures.setVisible(bool(lines))

    def _written(self, path: Path) -> None:
        self._say(self._words("ui.saved_at", path=str(path)), path)

    def _given_back(self, written: list[Path]) -> None:
        said = self._words("workshop.returned", count=len(written))
        self._say(said, written[0] if written else None)

    def _compared(self, result: Comparison) -> None:
        self._say("")
        self._lesson.comparison = result
        self._refresh_page()

    def _refresh_page(self) -> None:
        if self.page is not None:
            self.page.refresh()

    def _show_step(self) -> None:
        if self._lesson.tab == "agenda":
            self._refresh_page()

    def _allow_start(self, *, allowed: bool) -> None:
        start = self._pages.get("start")
        if isinstance(start, StartPage):
            start.allow(allowed=allowed)

    def _keep_grade(self, plan_id: str, grade: Grade, *, again: bool = True) -> None:
        folder, board = self._lesson.folder, self._lesson.board
        if folder is None or board is None:
            return
        try:
            write_grade(folder, plan_id, grade)
        except WizardError as error:
            self.refused.emit(error)
            return
        self._lesson.board = board.with_grade(plan_id, grade)
        if again:
            self._refresh_page()

    def _ask_class(self) -> None:
        ask_folder(self, self._words("trainer.open_class"), self.open_class)

    def _keep_note(self, plan_id: str, question: str, note: str) -> None:
        board = self._lesson.board
        people = board.participants if board is not None else ()
        grade = next((one.grade for one in people if one.plan_id == plan_id), Grade())
        changed = grade.with_note(question, note)
        if changed != grade:
            self._keep_grade(plan_id, changed, again=False)


def _failure(result: PrintResult, words: Words) -> str:
    """Return whose plan was not printed, and the first reasons."""
    why = words("workshop.then").join(one.strip() for one in result.problems[:MOST_REASONS])
    return words("trainer.failure", name=result.plan or result.source.name, why=why)
