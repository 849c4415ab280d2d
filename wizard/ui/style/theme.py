"""Colours, type sizes and fonts: the tokens every widget and painter reads.

Each theme is one table of the same token names. Ratios are held by a test: text at least
4.5:1 on what it stands on, borders, shapes and focus rings at least 3:1. Status colours
stay apart under the three colour-vision deficiencies and always come with a shape and a
word (WCAG 2.2, 1.4.1).
"""

from __future__ import annotations

from functools import cache
from typing import Literal, get_args

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import (
    QAccessibilityHints,
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QPalette,
    QStyleHints,
)
from PySide6.QtWidgets import QApplication

from wizard import resources
from wizard.ui.style.stylesheet import style_sheet

Theme = Literal["light", "dark", "projector"]
Preference = Literal["system", "light", "dark", "projector"]
PREFERENCES: tuple[Preference, ...] = get_args(Preference)
Role = Literal["meta", "small", "body", "title", "h2", "h1", "display"]

TYPE: dict[str, int] = {
    "meta": 13,
    "small": 14,
    "body": 15,
    "title": 17,
    "h2": 18,
    "h1": 24,
    "display": 28,
}
"""Text sizes in pixels at 100 %; nothing is smaller than 13."""

SCALES = (100, 115, 130, 150, 175, 200)
"""Text sizes on offer, in percent."""
FRAME_SCALE = 130
"""Header and footer stop growing here, or they outgrow the window."""
PROJECTOR_SCALE = 160

FALLBACK_FAMILIES = ("Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC")

TOKENS: dict[Theme, dict[str, str]] = {
    "light": {
        "bg": "#F5F4F0",
        "side": "#ECEAE4",
        "surface": "#FFFFFF",
        "sunken": "#F5F4F0",
        "line": "#DEDBD2",
        "line_strong": "#87847A",
        "text": "#1E2320",
        "text2": "#565C57",
        "text3": "#626762",
        "accent": "#0B6E5B",
        "accent_hover": "#095D4D",
        "accent_press": "#074A3E",
        "accent_soft": "#E1F0EB",
        "on_accent": "#FFFFFF",
        "danger": "#A81C14",
        "danger_soft": "#FBE9E7",
        "on_danger": "#FFFFFF",
        "warn": "#7A4600",
        "warn_mark": "#B86A00",
        "warn_soft": "#FCF1DC",
        "ok": "#1B6E3C",
        "ok_soft": "#E4F3E8",
        "info": "#225E9C",
        "info_soft": "#E6EFF9",
        "unsure": "#6A3D9A",
        "unsure_soft": "#F1E9FA",
        "open": "#727A74",
        "focus": "#1F6FEB",
    },
    "dark": {
        "bg": "#141716",
        "side": "#0F1211",
        "surface": "#1C201F",
        "sunken": "#161A19",
        "line": "#303635",
        "line_strong": "#7C8582",
        "text": "#ECEFEE",
        "text2": "#B4BBB8",
        "text3": "#98A09D",
        "accent": "#4FD1B0",
        "accent_hover": "#6BDCBF",
        "accent_press": "#38B898",
        "accent_soft": "#17352E",
        "on_accent": "#062019",
        "danger": "#FF8A80",
        "danger_soft": "#3A1D1B",
        "on_danger": "#2A0E0C",
        "warn": "#F2B84B",
        "warn_mark": "#F2B84B",
        "warn_soft": "#352A14",
        "ok": "#74D69A",
        "ok_soft": "#17301F",
        "info": "#8AB8F2",
        "info_soft": "#182839",
        "unsure": "#CBA6F0",
        "unsure_soft": "#2F2340",
        "open": "#7F8A87",
        "focus": "#8AB8FF",
    },
    "projector": {
        "bg": "#FFFFFF",
        "side": "#F2F2F0",
        "surface": "#FFFFFF",
        "sunken": "#F5F5F3",
        "line": "#8C8C88",
        "line_strong": "#4A4F4C",
        "text": "#0B0F14",
        "text2": "#2E3641",
        "text3": "#2E3641",
        "accent": "#00453B",
        "accent_hover": "#00382F",
        "accent_press": "#002B24",
        "accent_soft": "#DDEFEA",
        "on_accent": "#FFFFFF",
        "danger": "#8E120D",
        "danger_soft": "#FCE8E6",
        "on_danger": "#FFFFFF",
        "warn": "#5C3300",
        "warn_mark": "#5C3300",
        "warn_soft": "#FFF1D6",
        "ok": "#00453B",
        "ok_soft": "#E0F2EF",
        "info": "#003E7E",
        "info_soft": "#E4F0FB",
        "unsure": "#4F2483",
        "unsure_soft": "#F1E9FA",
        "open": "#4A4F4C",
        "focus": "#003E7E",
    },
}

_PALETTE = (
    (QPalette.ColorRole.Window, "bg"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "sunken"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.Highlight, "accent"),
    (QPalette.ColorRole.HighlightedText, "on_accent"),
    (QPalette.ColorRole.PlaceholderText, "text3"),
    (QPalette.ColorRole.ToolTipBase, "text"),
    (QPalette.ColorRole.ToolTipText, "bg"),
    (QPalette.ColorRole.Link, "accent"),
)


_GROUNDS = ("bg", "side", "surface", "sunken")
_SOFT = tuple(f"{tone}_soft" for tone in ("accent", "danger", "warn", "ok", "info", "unsure"))
_MARKED = ("accent", "accent_hover", "accent_press", "focus")


def contrast_tokens(system: QPalette) -> dict[str, str]:
    """Return the tokens in nothing but the colours of a system's contrast theme.

    Every ground is the window's, every word, line and status shape its text, and what is
    chosen or in focus its highlight: shapes and words tell the statuses apart.
    """
    ground = system.color(QPalette.ColorRole.Window).name()
    tokens = dict.fromkeys(TOKENS["light"], system.color(QPalette.ColorRole.WindowText).name())
    tokens |= dict.fromkeys((*_GROUNDS, *_SOFT, "on_danger"), ground)
    tokens |= dict.fromkeys(_MARKED, system.color(QPalette.ColorRole.Highlight).name())
    tokens["on_accent"] = system.color(QPalette.ColorRole.HighlightedText).name()
    return tokens


LARGE = 1.3
"""Above this text scale what stands at the end of a row moves under it."""


def load_fonts() -> tuple[str, ...]:
    """Register the program's fonts and return the families to try, best first."""
    families: list[str] = []
    for name in ("LaunchSans-Regular.ttf", "LaunchSans-Bold.ttf"):
        path = resources.asset("fonts", name)
        number = QFontDatabase.addApplicationFont(str(path)) if path.is_file() else -1
        families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return (*dict.fromkeys(families), *FALLBACK_FAMILIES)


@cache
def _system_hints() -> tuple[QStyleHints, QAccessibilityHints]:
    """Return what the system says of its look, held for good.

    Let go of the first, PySide takes the second for deleted as well.
    """
    style = QGuiApplication.styleHints()
    return style, style.accessibility()


class Look(QObject):
    """The look in force: theme, text size and fonts; painters ask it for every colour.

    Signals:
        changing: every widget alive is about to be styled again.
        changed: it was.
    """

    changing = Signal()
    changed = Signal()

    def __init__(
        self, app: QApplication, preference: Preference = "system", percent: int = 100
    ) -> None:
        super().__init__(app)
        self._app = app
        self._families = load_fonts()
        self._preference: Preference = preference
        self._percent = percent
        self.theme: Theme = "light"
        self._tokens = TOKENS["light"]
        style, access = _system_hints()
        style.colorSchemeChanged.connect(self._system_changed)
        access.contrastPreferenceChanged.connect(self._system_changed)
        self._apply()

    @property
    def preference(self) -> Preference:
        """What the person chose; ``system`` follows the desktop."""
        return self._preference

    @property
    def percent(self) -> int:
        """Text size in percent, as chosen."""
        return self._percent

    @property
    def factor(self) -> float:
        """What lengths that hold text are multiplied by."""
        if self.theme == "projector":
            return max(self._percent, PROJECTOR_SCALE) / 100
        return self._percent / 100

    @property
    def frame_factor(self) -> float:
        """The same for header and footer, which stop growing earlier."""
        return min(self.factor, FRAME_SCALE / 100)

    def choose(self, preference: Preference) -> None:
        """Change the theme at once."""
        self._preference = preference
        self.changing.emit()
        self._apply()
        self.changed.emit()

    def resize_text(self, percent: int) -> None:
        """Change the text size; screens are built again by whoever owns them."""
        self._percent = min(max(percent, SCALES[0]), SCALES[-1])
        self.changing.emit()
        self._apply()

    def color(self, token: str) -> QColor:
        """Return the colour of ``token`` in the theme in force."""
        return QColor(self._tokens[token])

    def px(self, length: float) -> int:
        """Scale a length that holds text."""
        return round(length * self.factor)

    def font(self, role: Role, *, bold: bool = False, frame: bool = False) -> QFont:
        """Return the font of a text role; ``frame`` for header and footer."""
        font = QFont()
        font.setFamilies(self._families)
        factor = self.frame_factor if frame else self.factor
        font.setPixelSize(round(TYPE[role] * factor))
        font.setBold(bold)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def _system_changed(self) -> None:
        if self._preference == "system":
            self.changing.emit()
            self._apply()
            self.changed.emit()

    def _apply(self) -> None:
        if self._preference == "system":
            scheme = QGuiApplication.styleHints().colorScheme()
            self.theme = "dark" if scheme == Qt.ColorScheme.Dark else "light"
        else:
            self.theme = self._preference
        tokens = self._tokens = self._choose_tokens()
        palette = QPalette()
        for role, token in _PALETTE:
            palette.setColor(role, QColor(tokens[token]))
        disabled = QPalette.ColorGroup.Disabled
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(disabled, role, QColor(tokens["text3"]))
        self._app.setPalette(palette)
        self._app.setFont(self.font("body"))
        self._app.setStyleSheet(style_sheet(tokens, TYPE, self.factor, self.frame_factor))

    def _choose_tokens(self) -> dict[str, str]:
        """Return the theme's tokens, or the system's where it asks for high contrast."""
        wanted = _system_hints()[1].contrastPreference()
        if self._preference != "system" or wanted is not Qt.ContrastPreference.HighContrast:
            return TOKENS[self.theme]
        # An empty palette of our own brings the system's back to light.
        self._app.setPalette(QPalette())
        return contrast_tokens(self._app.palette())
