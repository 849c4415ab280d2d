"""What a trainer orders of a class: asks for folders and files, and begins the errands."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from wizard.plans.files import safe_file_name
from wizard.text import Words
from wizard.ui.parts.dialogs import ask_folder, ask_save
from wizard.ui.style.theme import Look
from wizard.ui.trainer import work
from wizard.ui.trainer.lesson import Lesson
from wizard.ui.trainer.start import NewClass
from wizard.workshop.sheets import Sheets


class Ordering(QWidget):
    """A widget from which errands of a class are begun."""

    def __init__(self, look: Look, words: Words, pack: work.Pack, lesson: Lesson) -> None:
        super().__init__()
        self._look, self._words, self._pack, self._lesson = look, words, pack, lesson

    def make_class(self, wanted: NewClass, place: Path) -> None:
        """Write a class and its kit into a folder of its own under ``place``."""
        task = partial(work.make_class, wanted, place, self._pack, self._words)
        self._lesson.errand.begin("make", task, total=wanted.people + work.PAPERS)

    def collect_from(self, source: Path) -> None:
        """Take in the plans of a stick or a folder."""
        folder, classroom = self._lesson.folder, self._lesson.classroom
        if folder is not None and classroom is not None:
            task = partial(work.take_in, folder, [source], classroom, self._pack, self._words)
            self._lesson.errand.begin("collect", task)

    def print_to(self, sheets: Sheets, target: Path) -> None:
        """Print plans into a folder."""
        folder = self._lesson.folder
        if folder is not None:
            task = partial(
                work.print_sheets,
                folder,
                target,
                sheets,
                self._pack,
                today(),
                self._words,
            )
            self._lesson.errand.begin("print", task, total=len(sheets.plans))

    def write_report(self, path: Path) -> None:
        """Write the report of the class."""
        if self._lesson.board is not None:
            task = partial(work.write_report, self._lesson.board, path, self._words)
            self._lesson.errand.begin("write", task, total=1)

    def write_follow_up(self, path: Path) -> None:
        """Write the calendar for the time after the class."""
        if self._lesson.board is not None:
            task = partial(work.write_follow_up, self._lesson.board, path, self._words)
            self._lesson.errand.begin("write", task, total=1)

    def give_back(self, place: Path) -> None:
        """Write grades and comments for the participants to a stick or a folder."""
        folder = self._lesson.folder
        if folder is not None:
            task = partial(work.give_back, folder, place, today(), self._words)
            self._lesson.errand.begin("return", task)

    def write_export(self, path: Path) -> None:
        """Write what may leave the room, as it was shown."""
        if self._lesson.board is not None:
            task = partial(work.write_anonymous, self._lesson.board, path)
            self._lesson.errand.begin("write", task, total=1)

    def _compare(self, first: str, second: str) -> None:
        if self._lesson.folder is not None:
            plans = (first, second)
            task = partial(
                work.put_side_by_side,
                self._lesson.folder,
                plans,
                self._pack,
                today(),
                self._words,
            )
            self._lesson.errand.begin("compare", task)

    def _read_board(self) -> None:
        if self._lesson.folder is not None:
            folder = self._lesson.folder
            task = partial(work.look, folder, self._pack, today(), self._words)
            self._lesson.errand.begin("board", task)

    def _ask_place(self, wanted: NewClass) -> None:
        title = self._words("trainer.choose_place")
        ask_folder(self, title, lambda place: self.make_class(wanted, place))

    def _ask_source(self) -> None:
        ask_folder(self, self._words("trainer.read_stick"), self.collect_from)

    def _ask_print(self, sheets: Sheets) -> None:
        title = self._words("trainer.choose_output")
        ask_folder(self, title, lambda target: self.print_to(sheets, target))

    def _ask_report(self, kind: str) -> None:
        self._ask_file("workshop.report", f".{kind}", self.write_report)

    def _ask_export(self) -> None:
        self._ask_file("trainer.export", ".csv", self.write_export)

    def _ask_follow_up(self) -> None:
        self._ask_file("workshop.follow_up", ".ics", self.write_follow_up)

    def _ask_return(self) -> None:
        ask_folder(self, self._words("trainer.return_to"), self.give_back)

    def _ask_file(self, key: str, suffix: str, then: object) -> None:
        folder, classroom = self._lesson.folder, self._lesson.classroom
        if folder is not None and classroom is not None and callable(then):
            title = self._words(key)
            name = safe_file_name(f"{classroom.name} {title}", suffix)
            ask_save(self, title, folder / name, then)


def today() -> dt.date:
    """Return the day it is here."""
    return dt.datetime.now().astimezone().date()
