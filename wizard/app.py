"""The desktop program: a window first, everything heavy after its first paint."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

# Before Qt: it looks into the source of every module that is imported after it.
from wizard.errors import WizardError
from wizard.plans import library
from wizard.text import words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from wizard.ui.shell.window import Window

CANNOT_OPEN = 2
FILES_COME_AS_EVENTS = sys.platform == "darwin"
"""Whether the system asks to open a file by an event; elsewhere nobody listens for it.

A filter of the application sees each event of each widget, in Python.
"""
STYLE = ("-style", "Fusion")
"""Arguments for Qt: the style every measure and painter here is made for.

Set later, it would be handed back to Python, which looks through every class of style.
"""


def run(arguments: Sequence[str]) -> int:
    """Open the window, with the plan in FILE if there is one.

    Args:
        arguments: ``[--pack PATH] [FILE]``.

    Returns:
        The exit code.
    """
    pack, file = _parse(arguments)
    if not _has_screen():
        sys.stderr.write(words("zh")("ui.no_screen") + "\n")
        return CANNOT_OPEN
    from PySide6.QtWidgets import QApplication

    from wizard.ui.shell.collecting import Collector

    app = QApplication([*sys.argv[:1], *STYLE])
    try:
        window = open_window(app, pack)
    except WizardError as error:
        sys.stderr.write(words("zh")(error.key, **error.params) + "\n")
        return CANNOT_OPEN
    window.core.loaded.connect(Collector(app).begin)
    if file is not None:
        window.open_soon(file)
    window.show()
    return app.exec()


def open_window(app: QApplication, pack: Path | None = None) -> Window:
    """Return the window, ready to be shown; heavy parts load after its first paint.

    Raises:
        WizardError: the folder for the plans cannot be made.
    """
    from wizard.ui.parts.core import Core
    from wizard.ui.shell.settings import Settings
    from wizard.ui.shell.window import Window
    from wizard.ui.style.theme import Look

    app.setApplicationName("Shop Launch Wizard")
    app.setDesktopFileName("shop-launch-wizard")
    folder = library.library_folder()
    settings = Settings(folder)
    look = Look(app, settings.theme, settings.percent)
    window = Window(look, folder, Core(pack), settings)
    if FILES_COME_AS_EVENTS:
        from wizard.ui.shell.file_open import FileOpening

        app.installEventFilter(FileOpening(window, partial(_open_asked, window)))
    return window


def _open_asked(window: Window, path: Path) -> None:
    """Open a file the system asks for, which it may do before the window is there."""
    if window.isVisible():
        window.open_path(path)
    else:
        window.open_soon(path)


def _parse(arguments: Sequence[str]) -> tuple[Path | None, Path | None]:
    rest = list(arguments)
    pack = None
    if rest[:1] == ["--pack"]:
        pack = Path(rest[1]) if len(rest) > 1 else None
        rest = rest[2:]
    return pack, Path(rest[0]) if rest else None


def _has_screen() -> bool:
    """Tell whether there is a display; without one Qt would abort the whole process."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
