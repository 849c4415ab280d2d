"""The tokens: legible in every theme, and every theme complete."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette

from wizard.ui.style.icons import SHAPE_TOKENS
from wizard.ui.style.theme import TOKENS, TYPE, Theme, contrast_tokens

TEXT = 4.5
SHAPE = 3.0
GROUNDS = ("bg", "surface", "side", "sunken")
PAIRS = [
    *((text, ground, TEXT) for text in ("text", "text2", "text3") for ground in GROUNDS),
    ("text", "surface", 7.0),
    ("on_accent", "accent", TEXT),
    ("on_accent", "accent_hover", TEXT),
    ("on_accent", "accent_press", TEXT),
    ("on_danger", "danger", TEXT),
    ("accent", "bg", TEXT),
    ("accent", "surface", TEXT),
    ("accent", "accent_soft", TEXT),
    *((tone, f"{tone}_soft", TEXT) for tone in ("danger", "warn", "ok", "info", "unsure")),
    *(
        ("text", f"{tone}_soft", 7.0)
        for tone in ("accent", "danger", "warn", "ok", "info", "unsure")
    ),
    *((tone, "surface", TEXT) for tone in ("danger", "warn", "unsure")),
    *(("line_strong", ground, SHAPE) for ground in GROUNDS),
    *(("focus", ground, SHAPE) for ground in GROUNDS),
    *((token, ground, SHAPE) for token in set(SHAPE_TOKENS.values()) for ground in GROUNDS),
    ("warn_mark", "warn_soft", SHAPE),
    ("bg", "text", TEXT),
]


def luminance(color: str) -> float:
    """Relative luminance of ``#RRGGBB`` (WCAG 2.2)."""
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", sorted(TOKENS))
def test_contrast(theme: Theme) -> None:
    tokens = TOKENS[theme]
    low = [
        f"{front} on {ground}: {contrast(tokens[front], tokens[ground]):.2f} < {least}"
        for front, ground, least in PAIRS
        if contrast(tokens[front], tokens[ground]) < least
    ]
    assert not low


def test_every_theme_has_every_token() -> None:
    assert len({frozenset(tokens) for tokens in TOKENS.values()}) == 1


def test_no_text_is_smaller_than_13_pixels() -> None:
    assert min(TYPE.values()) >= 13


def test_a_contrast_theme_brings_its_own_colors_and_no_others() -> None:
    system = QPalette()
    given = {
        QPalette.ColorRole.Window: "#000000",
        QPalette.ColorRole.WindowText: "#ffffff",
        QPalette.ColorRole.Highlight: "#1aebff",
        QPalette.ColorRole.HighlightedText: "#000000",
    }
    for role, color in given.items():
        system.setColor(role, QColor(color))
    tokens = contrast_tokens(system)
    assert set(tokens) == set(TOKENS["light"])
    assert set(tokens.values()) == set(given.values())
    low = [pair for pair in PAIRS if contrast(tokens[pair[0]], tokens[pair[1]]) < pair[2]]
    assert not low
