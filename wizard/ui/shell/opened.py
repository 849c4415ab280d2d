"""The plan that is open in the window: its session, its screen, and how it is saved."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from wizard import packs
from wizard.errors import PlanError, WizardError
from wizard.model.checklist import Checklist
from wizard.model.questions import ManyOf
from wizard.money import Figure
from wizard.plans import library
from wizard.session import Session, notices
from wizard.ui.pages.print_shop import PrintShop
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.dialogs import NameDialog, unsaved_dialog
from wizard.ui.parts.places import DONE, HUB, TOPIC, UPDATE
from wizard.ui.parts.toast import announce
from wizard.ui.parts.unfinished import left_texts
from wizard.ui.shell import arriving
from wizard.ui.shell.filing import Filing
from wizard.ui.shell.jump_dialog import JumpDialog
from wizard.ui.shell.plan_screen import PlanScreen
from wizard.ui.trainer.projected import ProjectedQuestion

if TYPE_CHECKING:
    from wizard.session.arriving import Arrival
    from wizard.ui.shell.frame import Frame

GOODS = "goods_categories"
SAMPLE = "xiaolin"
FLUSH_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class ScreenState:
    """Where the person is: page, question, focus, cursor; and what pages remembered."""

    place: str
    question: str
    focus: str
    cursor: int
    remembered: dict[str, dict[str, str]]


def goods_of(checklist: Checklist, language: str) -> dict[str, str]:
    """Return the goods a new plan may choose from, if the pack asks for them."""
    question = checklist.questions.get(GOODS)
    if not isinstance(question, ManyOf):
        return {}
    return {choice: text.say(language) for choice, text in question.choices.items()}


class OpenedPlan(QObject):
    """One open plan and everything that belongs to having it open."""

    _came: tuple[Arrival, Path] | None = None

    def __init__(self, frame: Frame, session: Session, *, sample: bool = False) -> None:
        super().__init__(frame)
        self.frame, self.session = frame, session
        self._sample = sample
        self._shop = PrintShop()
        self._saved_once = False
        self._over = False
        self._revealed = False
        self._projected: ProjectedQuestion | None = None
        self.desk: Desk
        self.screen: PlanScreen
        self.filing: Filing
        self._build()

    @classmethod
    def open(cls, frame: Frame, path: Path) -> Self:
        """Open a plan of the library, or a copy of one from elsewhere.

        Raises:
            WizardError: it cannot be read.
        """
        compiled = frame.core.checklist()
        if path.parent == frame.folder and path.suffix == library.SUFFIX:
            return cls(frame, Session.open(path, compiled))
        session, came = arriving.take_in(frame, path)
        opened = cls(frame, session)
        opened._came = came, path
        return opened

    @classmethod
    def begin(cls, frame: Frame, name: str, goods: list[str]) -> Self:
        """Begin a new plan.

        Raises:
            WizardError: it cannot be written.
        """
        compiled = frame.core.checklist()
        path = library.new_path(name, frame.folder)
        session = Session.create(path, compiled, name=name, language=frame.words.language)
        if goods and GOODS in compiled.checklist.questions:
            session.answer(GOODS, goods)
        return cls(frame, session)

    @classmethod
    def sample(cls, frame: Frame) -> Self:
        """Open the worked example in a place that is thrown away.

        Raises:
            WizardError: it cannot be written.
        """
        compiled = frame.core.checklist()
        personas, _ = packs.read_personas(frame.core.folder, compiled.checklist)
        persona = next((one for one in personas if one.id == SAMPLE), next(iter(personas), None))
        answers = persona.answers if persona is not None else {}
        name = persona.name if persona is not None else frame.words("ui.sample")
        folder = Path(tempfile.mkdtemp(prefix="shop-launch-sample-"))
        session = Session.create(
            folder / f"sample{library.SUFFIX}", compiled, name=name, answers=answers
        )
        return cls(frame, session, sample=True)

    def show(self) -> None:
        """Show the plan where it was left."""
        self._put_on_screen()
        place = self.session.place
        topics = {TOPIC + topic.id for topic in self.session.checklist.topics}
        if self.session.has_news:
            self.screen.go(UPDATE)
        else:
            self.screen.go(place if place in topics else HUB)
        self.screen.take_focus()

    def leave_screen(self) -> ScreenState:
        """Note where the person is and take the screen down."""
        screen = self.screen
        screen.commit()
        focus: QWidget | None = self.frame.focusWidget()
        name = focus.objectName() if focus is not None else ""
        cursor = focus.cursorPosition() if isinstance(focus, QLineEdit) else 0
        self.desk.deleteLater()
        kept = screen.shelf.remember()
        return ScreenState(screen.place, screen.current_question, name, cursor, kept)

    def return_to_screen(self, state: ScreenState) -> None:
        """Build the screen again and go back to where the person was."""
        self._build()
        self.screen.shelf.remembered = state.remembered
        self._put_on_screen()
        place = state.place if state.place != DONE else HUB
        self.screen.go(place or HUB, remember=False)
        if state.question:
            self.screen.open_question(state.question)
        focus = self.screen.findChild(QWidget, state.focus) if state.focus else None
        if isinstance(focus, QWidget):
            focus.setFocus()
            if isinstance(focus, QLineEdit):
                focus.setCursorPosition(state.cursor)

    def close(self) -> None:
        """Save, and let go of the plan."""
        self.screen.commit()
        self.session.plan.on_saved = self.session.plan.on_failed = None
        self.frame.toast.forget()
        self.session.close()
        self._shop.close()
        if self._sample:
            shutil.rmtree(self.session.path.parent, ignore_errors=True)
        if self._projected is not None:
            self.frame.stack.removeWidget(self._projected)
            self._projected.deleteLater()
        self.frame.stack.removeWidget(self.screen)
        self.screen.hide()
        self.screen.deleteLater()
        self.desk.deleteLater()
        self.deleteLater()

    def may_close(self) -> bool:
        """Tell whether everything is saved; ask what to do if not."""
        self.screen.commit()
        if self._sample or self.session.plan.flush(FLUSH_SECONDS):
            return True
        retry = self.session.plan.retry
        unsaved_dialog(self.frame, self.frame.words, retry, self._give_up).open()
        return False

    def undo(self) -> None:
        """Take the last step back."""
        self.screen.commit()
        self.desk.undo()

    def redo(self) -> None:
        """Bring the step back again."""
        self.desk.redo()

    def ask_jump(self) -> None:
        """Ask for the number or a word of a question and go there."""
        frame, desk = self.frame, self.desk
        go = partial(self.screen.open_question, highlight=True)
        JumpDialog(frame, desk, go).open()

    def save_now(self) -> None:
        """Save at once and say so."""
        self.screen.commit()
        if self.session.plan.flush(FLUSH_SECONDS):
            self._saved(aloud=True)

    def ask_name(self) -> None:
        """Ask for another name, unless a room would read the one it has."""
        if self.is_projected:
            return
        frame = self.frame
        NameDialog(frame, frame.look, frame.words, self.session.name, self._rename).open()

    def print_pdf(self) -> None:
        """Send the pages on screen to a printer, unless a room would read whose they are."""
        if self.is_projected:
            return
        self.filing.print_pdf()

    def show_again(self) -> None:
        """Build the screen anew where the person is, with what has come to the plan."""
        state = self.leave_screen()
        self.frame.stack.removeWidget(self.screen)
        self.screen.deleteLater()
        self.return_to_screen(state)

    def take_over(self) -> None:
        """Edit the plan here although another window had it."""
        try:
            self.session.take_over()
        except WizardError as error:
            self.frame.say_trouble(error)
            return
        self.frame.trouble.hide()
        self.show_again()

    def _build(self) -> None:
        frame = self.frame
        self.desk = Desk(self.session, frame.words, frame.look)
        file = self.session.path.stem
        self.desk.listed = frame.settings.listed
        self.desk.short = frame.settings.takes_short_path(file)
        self.desk.route_changed.connect(
            lambda short: frame.settings.keep_short_path(file, short=short)
        )
        self.desk.evaluated.connect(lambda _: self._show_budget())
        self.desk.refused.connect(self._refused)
        self.desk.saved.connect(self._saved)
        self.desk.save_failed.connect(self._save_failed)
        self.desk.undoable.connect(self._offer_undo)
        self.screen = PlanScreen(self.desk, self._shop)
        self.filing = Filing(frame, self.screen)
        self.desk.written.connect(self.filing.tell)
        self.screen.told.connect(frame.toast.say)
        self.screen.titled.connect(self._show_title)
        self.screen.save_pdf.connect(self.filing.save_pdf)
        self.screen.print_pdf.connect(self.filing.print_pdf)

    @property
    def is_projected(self) -> bool:
        """Whether a room may be watching that is not to see whose plan this is."""
        hides = self.frame.look.theme == "projector"
        return hides and not (self._sample or self._revealed)

    def next_card(self) -> None:
        """Go to the next question of the page, or of the projector."""
        if self._projected is not None:
            self._projected.step(1)
        else:
            self.screen.next_card()

    def previous_card(self) -> None:
        """Go to the previous question of the page, or of the projector."""
        if self._projected is not None:
            self._projected.step(-1)
        else:
            self.screen.previous_card()

    def _reveal(self) -> None:
        """Show the answers although a room watches: the plan is a demonstration."""
        self._revealed = True
        projected, self._projected = self._projected, None
        if projected is not None:
            self.frame.stack.removeWidget(projected)
            projected.deleteLater()
            self.frame.stack.setCurrentWidget(self.screen)
            self.screen.open_question(projected.question)
        self._show_name()

    def _put_on_screen(self) -> None:
        frame = self.frame
        frame.put_up(self.screen)
        self._projected = None
        if self.is_projected:
            self._projected = ProjectedQuestion(self.desk, self.screen.current_question)
            self._projected.revealed.connect(self._reveal)
            frame.put_up(self._projected)
        self._show_name()
        self._show_budget()
        self._show_notices()

    def _show_notices(self) -> None:
        frame, words = self.frame, self.frame.words
        frame.clear_trouble()
        if self._sample:
            keep = partial(arriving.keep_sample, frame, self.session)
            frame.trouble.offer("copy_sample", words("ui.copy_sample"), keep)
            frame.trouble.say(words("ui.sample_note"), trouble=False)
            return
        if self.session.read_only:
            frame.trouble.offer("edit_here", words("ui.edit_here"), self.take_over)
        else:
            frame.trouble.offer("retry", words("ui.retry"), self.session.plan.retry)
            elsewhere = words("ui.save_elsewhere")
            frame.trouble.offer("save_copy", elsewhere, self.filing.save_copy)
            frame.trouble.show_offers(shown=False)
        lines = [*notices(self.session.opening, words), *left_texts(self.desk)]
        if lines:
            frame.trouble.say(" ".join(lines), trouble=self.session.read_only)
        elif self._came is not None:
            came, origin = self._came
            arriving.tell(frame, came, self.session, origin)

    def _show_name(self) -> None:
        frame, name = self.frame, self.session.name
        frame.header.show_plan(name)
        self._show_title("")
        frame.header.show_saved(frame.words("ui.not_kept" if self._sample else "ui.saved"))

    def _show_title(self, place: str) -> None:
        words, name = self.frame.words, self.session.name
        if self.is_projected:
            name, place = words("trainer.this_plan"), ""
        key = "ui.window_title_at" if place else "ui.window_title"
        self.frame.setWindowTitle(words(key, name=name, place=place))

    def _show_budget(self) -> None:
        figures = self.session.evaluation.figures
        total = _fen(figures.get("startup_total"))
        amount = total if total is not None else _fen(figures.get("startup_known")) or 0
        limit = _fen(figures.get("cap")) or 1
        key = "ui.budget_at_least" if total is None else "ui.budget_of"
        if total is None and not amount:
            key = "ui.budget_open"
        text = self.frame.words(key, amount=f"{amount / 100:,.0f}", cap=f"{limit / 100:,.0f}")
        self.frame.header.show_budget(amount, limit, text)
        if (amount > limit) != self._over:
            self._over = amount > limit
            announce(self.frame.header, text)

    def _saved(self, *, aloud: bool = False) -> None:
        frame = self.frame
        if self._sample:
            return
        moment = dt.datetime.now().astimezone()
        text = frame.words("ui.saved_at_time", time=f"{moment:%H:%M}")
        frame.header.show_saved(text)
        if self.session.plan.failure is None and frame.trouble.is_trouble:
            self._show_notices()
        if aloud or not self._saved_once:
            announce(frame.header, text)
        self._saved_once = True

    def _save_failed(self, error: PlanError) -> None:
        frame = self.frame
        frame.header.show_saved(frame.words("ui.not_saved"), trouble=True)
        frame.trouble.show_offers(shown=True)
        frame.say_trouble(error)

    def _refused(self, error: WizardError) -> None:
        self._show_notices()
        self.frame.say_trouble(error)

    def _offer_undo(self, text: str) -> None:
        words = self.frame.words
        if not self.is_projected:
            self.frame.toast.say(text, words("ui.undo"), self.undo)

    def _rename(self, name: str) -> None:
        try:
            self.session.rename(name)
        except WizardError as error:
            self._refused(error)
        self._show_name()

    def _give_up(self) -> None:
        self._sample = True
        self.frame.close()


def _fen(figure: Figure | None) -> int | None:
    shown = figure.shown if figure is not None else None
    return shown if isinstance(shown, int) else None
