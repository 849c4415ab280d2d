"""What the window remembers from one day to the next: language, theme, text size."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QByteArray, QSettings

from wizard.text import LANGUAGES, Language
from wizard.ui.style.theme import PREFERENCES, SCALES, Preference

FILE = "window.ini"


class Settings:
    """Kept beside the plans, so that a library on a stick brings its look along."""

    def __init__(self, folder: Path) -> None:
        self._store = QSettings(str(folder / FILE), QSettings.Format.IniFormat)

    @property
    def language(self) -> Language:
        """Language on screen; Chinese until somebody chooses otherwise."""
        value = self._store.value("language")
        return cast("Language", value) if value in LANGUAGES else "zh"

    @language.setter
    def language(self, language: Language) -> None:
        self._store.setValue("language", language)

    @property
    def theme(self) -> Preference:
        """The theme chosen, or ``system``."""
        value = self._store.value("theme")
        return cast("Preference", value) if value in PREFERENCES else "system"

    @theme.setter
    def theme(self, theme: Preference) -> None:
        self._store.setValue("theme", theme)

    @property
    def percent(self) -> int:
        """Text size in percent."""
        value = str(self._store.value("percent", "100"))
        return int(value) if value.isdigit() and int(value) in SCALES else SCALES[0]

    @percent.setter
    def percent(self, percent: int) -> None:
        self._store.setValue("percent", str(percent))

    @property
    def pack(self) -> str:
        """Id of the pack new plans are made with; empty for the one of the program."""
        value = self._store.value("pack")
        return value if isinstance(value, str) else ""

    @pack.setter
    def pack(self, pack: str) -> None:
        self._store.setValue("pack", pack)

    def takes_short_path(self, plan: str) -> bool:
        """Whether a plan, by the name of its file, is walked through on the short path."""
        return str(self._store.value(f"short/{plan}", "")) == "yes"

    def keep_short_path(self, plan: str, *, short: bool) -> None:
        """Remember which way a plan is walked through."""
        if short:
            self._store.setValue(f"short/{plan}", "yes")
        else:
            self._store.remove(f"short/{plan}")

    @property
    def listed(self) -> bool:
        """Whether an area is shown as one page of rows."""
        return str(self._store.value("listed", "")) == "yes"

    @listed.setter
    def listed(self, listed: bool) -> None:
        self._store.setValue("listed", "yes" if listed else "")

    @property
    def geometry(self) -> QByteArray:
        """Where the window was."""
        value = self._store.value("geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._store.setValue("geometry", geometry)
