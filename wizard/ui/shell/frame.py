"""The frame around every screen: header, trouble bar, the stack of screens, and what they share."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from wizard.errors import WizardError
from wizard.plans import library
from wizard.text import words
from wizard.ui.parts.core import Core
from wizard.ui.parts.toast import Toast, TroubleBar
from wizard.ui.shell.header import Header
from wizard.ui.shell.home import Home
from wizard.ui.shell.settings import Settings
from wizard.ui.style.theme import Look


class Frame(QMainWindow):
    """What a screen stands in and may ask of the window.

    An opened plan, the class, the packs and what is done with a listed plan know the frame; the
    window, which is a frame, knows them all and decides which of them is shown.

    Attributes:
        folder: where the plans are.

    Signals:
        home_wanted: the list of plans, with whatever is open closed.
        plan_wanted: the plan in this file (a `Path`), in place of what is open.
        projector_wanted: everything large and with high contrast, or back.
    """

    home_wanted = Signal()
    plan_wanted = Signal(object)
    projector_wanted = Signal()

    header: Header
    trouble: TroubleBar
    stack: QStackedWidget
    home: Home
    toast: Toast

    def __init__(self, look: Look, folder: Path, core: Core, settings: Settings) -> None:
        super().__init__()
        self.look, self.folder, self.core, self.settings = look, folder, core, settings
        self.words = words(settings.language)

    def build_body(self) -> QWidget:
        """Return everything around the screens, made anew in the present language and size."""
        # Each part is made inside what holds it: moved there later, all of it is styled anew.
        body = QWidget(self)
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self.header = Header(self.look, self.words, body)
        rows.addWidget(self.header)
        self.trouble = TroubleBar(self.look)
        rows.addWidget(self.trouble)
        self.stack = QStackedWidget(body)
        rows.addWidget(self.stack, 1)
        self.toast = Toast(body)
        return body

    def put_up(self, screen: QWidget) -> None:
        """Show a screen in place of the one shown."""
        self.stack.addWidget(screen)
        self.stack.setCurrentWidget(screen)

    def list_plans(self) -> None:
        """Show on the home screen what the library holds now."""
        self.home.show_plans(library.entries(self.folder))

    def say_trouble(self, error: WizardError) -> None:
        """Show what the surroundings refused, as one sentence that stays."""
        self.trouble.say(self.words(error.key, **error.params))

    def clear_trouble(self) -> None:
        """Take away what was said, and the ways out offered with it."""
        self.trouble.hide()
        self.trouble.clear_offers()
