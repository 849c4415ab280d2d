"""The plan that is open in the window: its session, its screen, saving and printing."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QLineEdit, QWidget

from wizard import packs
from wizard.errors import PlanError, WizardError
from wizard.model.checklist import Checklist
from wizard.model.questions import ManyOf
from wizard.money import Figure
from wizard.plans import library
from wizard.plans.claim import Claim, claim
from wizard.plans.files import atomic_write, safe_file_name
from wizard.session import Session, read_source
from wizard.ui.desk import Desk
from wizard.ui.dialogs import ask_name, ask_save, ask_text, unsaved_dialog
from wizard.ui.done import DonePage
from wizard.ui.plan_screen import HUB, PREVIEW, PlanScreen
from wizard.ui.print_shop import PrintShop
from wizard.ui.toast import announce

if TYPE_CHECKING:
    from wizard.ui.window import Window

GOODS = "goods_categories"
SAMPLE = "xiaolin"
BUDGET = "startup_budget"
BUDGET_LINES = "budget_lines"


@dataclass(frozen=True, slots=True)
class ScreenState:
    """Where the person is on the screen: page, question, focus and cursor."""

    place: str
    question: str
    focus: str
    cursor: int


def goods_of(checklist: Checklist, language: str) -> dict[str, str]:
    """Return the goods a new plan may choose from, if the pack asks for them."""
    question = checklist.questions.get(GOODS)
    if not isinstance(question, ManyOf):
        return {}
    return {choice: text.say(language) for choice, text in question.choices.items()}


class OpenedPlan(QObject):
    """One open plan and everything that belongs to having it open."""

    def __init__(self, window: Window, session: Session, held: Claim | None) -> None:
        super().__init__(window)
        self.window, self.session, self._held = window, session, held
        self._sample = held is None
        self.shop = PrintShop()
        self._saved_once = False
        self._over = False
        self.desk: Desk
        self.screen: PlanScreen
        self._build()

    @classmethod
    def open(cls, window: Window, path: Path) -> Self:
        """Open a plan of the library, or a copy of one from elsewhere.

        Raises:
            WizardError: it cannot be read, or is open in another window.
        """
        compiled = window.core.checklist()
        if path.parent == window.folder and path.suffix == library.SUFFIX:
            held = _claimed(path)
            return cls(window, Session.open(path, compiled), held)
        source = read_source(path, compiled)
        target = library.new_path(source.name, window.folder)
        held = _claimed(target)
        return cls(window, Session.adopt(source.contents, target, compiled), held)

    @classmethod
    def begin(cls, window: Window, name: str, goods: list[str]) -> Self:
        """Begin a new plan.

        Raises:
            WizardError: it cannot be written.
        """
        compiled = window.core.checklist()
        path = library.new_path(name, window.folder)
        held = _claimed(path)
        session = Session.create(path, compiled, name=name, language=window.words.language)
        if goods and GOODS in compiled.checklist.questions:
            session.answer(GOODS, goods)
        return cls(window, session, held)

    @classmethod
    def sample(cls, window: Window) -> Self:
        """Open the worked example in a place that is thrown away.

        Raises:
            WizardError: it cannot be written.
        """
        compiled = window.core.checklist()
        personas, _ = packs.read_personas(window.core.folder, compiled.checklist)
        persona = next((one for one in personas if one.id == SAMPLE), None)
        persona = persona or next(iter(personas), None)
        answers = persona.answers if persona is not None else {}
        name = persona.name if persona is not None else window.words("ui.sample")
        folder = Path(tempfile.mkdtemp(prefix="shop-launch-sample-"))
        session = Session.create(
            folder / f"sample{library.SUFFIX}", compiled, name=name, answers=answers
        )
        return cls(window, session, None)

    def show(self) -> None:
        """Show the plan where it was left."""
        window = self.window
        window.trouble.hide()
        window.stack.addWidget(self.screen)
        window.stack.setCurrentWidget(self.screen)
        self._show_name()
        self._refresh()
        if self._sample:
            window.trouble.say(window.words("ui.sample_note"), trouble=False)
        self.screen.go(self._place())
        self.screen.take_focus()

    def leave_screen(self) -> ScreenState:
        """Note where the person is and take the screen down."""
        screen = self.screen
        screen.commit()
        focus: QWidget | None = self.window.focusWidget()
        cursor = focus.cursorPosition() if isinstance(focus, QLineEdit) else 0
        state = ScreenState(
            screen.place,
            screen.current_question,
            focus.objectName() if focus is not None else "",
            cursor,
        )
        self.desk.deleteLater()
        return state

    def return_to_screen(self, state: ScreenState) -> None:
        """Build the screen again and go back to where the person was."""
        self._build()
        window = self.window
        window.stack.addWidget(self.screen)
        window.stack.setCurrentWidget(self.screen)
        self._show_name()
        self._refresh()
        if self._sample:
            window.trouble.say(window.words("ui.sample_note"), trouble=False)
        place = state.place if not state.place.startswith("done") else HUB
        self.screen.go(place or HUB, remember=False)
        if state.question:
            self.screen.open_question(state.question)
        focus = self.screen.findChild(QWidget, state.focus) if state.focus else None
        if focus is not None:
            focus.setFocus()
            if isinstance(focus, QLineEdit):
                focus.setCursorPosition(state.cursor)

    def close(self) -> None:
        """Save, and let go of the plan."""
        self.screen.commit()
        self.session.close()
        if self._held is not None:
            self._held.release()
        self.shop.close()
        self.window.stack.removeWidget(self.screen)
        self.screen.hide()
        self.screen.deleteLater()
        self.desk.deleteLater()
        self.deleteLater()

    def may_close(self) -> bool:
        """Tell whether everything is saved; ask what to do if not."""
        self.screen.commit()
        if self._sample or self.session.plan.flush(2.0):
            return True
        unsaved_dialog(
            self.window, self.window.words, self.session.plan.retry, self._give_up
        ).open()
        return False

    def undo(self) -> None:
        """Take the last step back."""
        self.screen.commit()
        self.desk.undo()

    def redo(self) -> None:
        """Bring the step back again."""
        self.desk.redo()

    def go_next(self) -> None:
        """Keep what was typed and go on."""
        self.screen.commit()
        self.screen.next()

    def next_card(self) -> None:
        """Go to the next question."""
        self.screen.next_card()

    def previous_card(self) -> None:
        """Go to the previous question."""
        self.screen.previous_card()

    def go_area(self, number: int) -> None:
        """Go to an area by its place in the rail, from 0."""
        areas = self.session.checklist.areas
        if number < len(areas):
            self.screen.go_named(areas[number].id)

    def go_named(self, name: str) -> None:
        """Go to the review or the preview."""
        self.screen.go_named(name)

    def go_budget(self) -> None:
        """Go to where the budget is written down."""
        for question in (BUDGET_LINES, BUDGET):
            if question in self.session.evaluation.visible:
                self.screen.open_question(question)
                return

    def help(self) -> None:
        """Show why the question in focus is asked."""
        self.screen.toggle_help()

    def cycle(self, step: int) -> None:
        """Move the focus between the panes."""
        self.screen.cycle(step)

    def mend(self, step: int) -> None:
        """Go to the next or previous thing to mend."""
        self.screen.mend(step)

    def toggle_preview(self) -> None:
        """Show the preview, or leave it."""
        self.screen.toggle_preview()

    def toggle_later(self) -> None:
        """Mark the question in focus for later."""
        self.screen.toggle_later()

    def open_note(self) -> None:
        """Open the note of the question in focus."""
        self.screen.open_note()

    def back_where_i_was(self) -> None:
        """Go to the page before this one."""
        self.screen.back_where_i_was()

    def ask_jump(self) -> None:
        """Ask for the number or a word of a question and go there."""
        words = self.window.words
        ask_text(self.window, words("ui.jump"), words("ui.jump_prompt"), self._jump)

    def save_now(self) -> None:
        """Save at once and say so."""
        self.screen.commit()
        if self.session.plan.flush(2.0):
            self._saved(aloud=True)

    def ask_name(self) -> None:
        """Ask for another name."""
        ask_name(self.window, self.window.words, self.session.name, self._rename)

    def save_copy(self) -> None:
        """Ask where to write a copy, for a stick or mail."""
        name = safe_file_name(self.session.name, library.SUFFIX)
        words = self.window.words
        ask_save(self.window, words("ui.save_copy"), _documents() / name, self._write_copy)

    def save_pdf(self) -> None:
        """Ask where to write the PDF on screen."""
        preview = self.screen.preview_page
        if preview is None or not preview.pdf:
            return
        words = self.window.words
        tag = words("ui.draft" if preview.edition == "draft" else "ui.final")
        name = safe_file_name(f"{self.session.name} {tag}", ".pdf")
        ask_save(self.window, words("ui.save_pdf"), _documents() / name, self.write_pdf)

    def write_pdf(self, path: Path) -> None:
        """Write the PDF on screen to ``path`` and show what comes next."""
        preview = self.screen.preview_page
        if preview is None or not preview.pdf:
            return
        try:
            atomic_write(path, preview.pdf)
        except WizardError as error:
            self.window.say_trouble(error)
            return
        self._show_done(preview.edition, path)

    def print_pdf(self) -> None:
        """Send the pages on screen to a printer."""
        from wizard.ui import paper

        preview = self.screen.preview_page
        if preview is None or not preview.pdf or self.screen.place != PREVIEW:
            self.screen.go_named(PREVIEW)
            return
        words = self.window.words
        if not paper.has_printer():
            self.window.trouble.say(words("ui.no_printer"))
            return
        dialog = paper.print_dialog(self.window, self.session.name, preview.page_total)
        dialog.accepted.connect(
            partial(self._print, dialog.printer(), preview.page_total, preview.edition)
        )
        dialog.setModal(True)
        dialog.show()

    def _build(self) -> None:
        window = self.window
        self.desk = Desk(self.session, window.words, window.look)
        self.desk.evaluated.connect(lambda _: self._refresh())
        self.desk.saved.connect(self._saved)
        self.desk.save_failed.connect(self._save_failed)
        self.screen = PlanScreen(self.desk, self.shop)
        self.screen.told.connect(self._tell)
        self.screen.save_pdf.connect(self.save_pdf)
        self.screen.print_pdf.connect(self.print_pdf)
        self.screen.home.connect(window.go_home)
        window.trouble.clear_offers()
        if self._sample:
            window.trouble.offer("copy_sample", window.words("ui.copy_sample"), self._keep_sample)
        else:
            window.trouble.offer("retry", window.words("ui.retry"), self.session.plan.retry)
            window.trouble.offer("save_copy", window.words("ui.save_elsewhere"), self.save_copy)

    def _place(self) -> str:
        place = self.session.place
        topics = {f"topic:{topic.id}" for topic in self.session.checklist.topics}
        return place if place in topics else HUB

    def _show_name(self) -> None:
        window, name = self.window, self.session.name
        window.header.show_plan(name)
        window.setWindowTitle(window.words("ui.window_title", name=name))
        window.header.show_saved(window.words("ui.saved" if not self._sample else "ui.not_kept"))

    def _refresh(self) -> None:
        figures = self.session.evaluation.figures
        known = _fen(figures.get("startup_total"))
        at_least = known is None
        amount = known if known is not None else _fen(figures.get("startup_known")) or 0
        limit = _fen(figures.get("cap")) or 1
        words = self.window.words
        key = "ui.budget_at_least" if at_least else "ui.budget_of"
        text = words(key, amount=f"{amount / 100:,.0f}", cap=f"{limit / 100:,.0f}")
        self.window.header.show_budget(amount, limit, text)
        over = amount > limit
        if over != self._over:
            self._over = over
            announce(self.window.header, text)

    def _tell(self, text: str) -> None:
        self.window.toast.say(text)

    def _saved(self, *, aloud: bool = False) -> None:
        window = self.window
        if self._sample:
            return
        moment = dt.datetime.now().astimezone()
        text = window.words("ui.saved_at_time", time=f"{moment:%H:%M}")
        window.header.show_saved(text)
        window.trouble.hide()
        if aloud or not self._saved_once:
            announce(window.header, text)
        self._saved_once = True

    def _save_failed(self, error: PlanError) -> None:
        window = self.window
        window.header.show_saved(window.words("ui.not_saved"), trouble=True)
        window.say_trouble(error)

    def _jump(self, typed: str) -> None:
        if not self.screen.jump(typed):
            self.window.toast.say(self.window.words("ui.jump_nothing", typed=typed.strip()))

    def _rename(self, name: str) -> None:
        self.session.rename(name)
        self._show_name()

    def _write_copy(self, path: Path) -> None:
        try:
            self.session.plan.save_copy(path)
        except WizardError as error:
            self.window.say_trouble(error)
            return
        self.window.toast.say(self.window.words("ui.saved_at", path=str(path)))

    def _keep_sample(self) -> None:
        window = self.window
        try:
            name = window.words("ui.copy_of", name=self.session.name)
            path = library.new_path(name, window.folder)
            answers = self.session.evaluation.answers
            kept = Session.create(path, self.session.compiled, name=name, answers=answers)
        except WizardError as error:
            window.say_trouble(error)
            return
        kept.close()
        window.open_path(path)

    def _give_up(self) -> None:
        self.window.plan = None
        self.window.close()

    def _print(self, printer: object, pages: int, edition: str) -> None:
        from wizard.ui import paper

        paper.send(printer, self.shop, pages)  # type: ignore[arg-type]
        self._show_done(edition, None)

    def _show_done(self, edition: str, path: Path | None) -> None:
        words = self.window.words
        page = DonePage(
            self.desk, words("ui.done_draft" if edition == "draft" else "ui.done_final"), path
        )
        page.again.connect(lambda: self.screen.go_named(PREVIEW))
        page.home.connect(self.window.go_home)
        self.screen.show_done(page)


def _claimed(path: Path) -> Claim:
    held = claim(path)
    if held is None:
        raise PlanError("ui.open_elsewhere", path=str(path))
    return held


def _fen(figure: Figure | None) -> int | None:
    shown = figure.shown if figure is not None else None
    return shown if isinstance(shown, int) else None


def _documents() -> Path:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place else Path.home()
