"""The one style sheet of the program, made from the tokens of a theme.

Widgets are addressed by the properties ``role`` (labels), ``kind`` and ``panel`` (frames),
never by object name: object names say which answer a widget edits.
"""

from __future__ import annotations

from collections.abc import Mapping

from wizard.resources import asset

_LABEL_COLORS = {
    "meta": "text3",
    "small": "text2",
    "body": "text",
    "title": "text",
    "h2": "text",
    "h1": "text",
    "display": "text",
}
MIDDLE = 0x80
"""Of the lightness of a ground: below it is dark."""
_BOLD = ("title", "h2", "h1", "display")
_TONES = ("danger", "warn", "ok", "info", "unsure")


def style_sheet(
    tokens: Mapping[str, str], sizes: Mapping[str, int], factor: float, frame_factor: float
) -> str:
    """Return the style sheet.

    Args:
        tokens: colour by token name.
        sizes: pixel size by text role at 100 %.
        factor: text scale of the pages.
        frame_factor: text scale of header and footer.
    """
    return "\n".join(
        (
            _surfaces(tokens),
            _labels(tokens, sizes, factor, frame_factor),
            _fields(tokens, sizes, factor, frame_factor),
            _boxes(tokens),
            _small_parts(tokens, sizes, factor),
        )
    )


def _surfaces(t: Mapping[str, str]) -> str:
    return f"""
QMainWindow, QDialog, QWidget[panel="page"] {{ background: {t["bg"]}; }}
QScrollArea {{ background: transparent; border: none; }}
QGroupBox {{ border: none; margin: 0; padding: 0; }}
QWidget[panel="clear"] {{ background: transparent; }}
QWidget[panel="rail"] {{ background: {t["side"]}; }}
QWidget[panel="header"] {{ background: {t["surface"]}; border-bottom: 1px solid {t["line"]}; }}
QWidget[panel="footer"] {{ background: {t["bg"]}; border-top: 1px solid {t["line"]}; }}
QWidget[panel="side"] {{ background: {t["surface"]}; border-left: 1px solid {t["line"]}; }}
QWidget[panel="paper"] {{ background: {t["side"]}; }}
QFrame[panel="card"] {{ background: {t["surface"]}; border: 1px solid {t["line"]};
  border-radius: 14px; }}
QFrame[panel="card"][current="true"] {{ border-color: {t["line_strong"]}; }}
QFrame[panel="card"][highlight="true"] {{ border: 2px solid {t["accent"]}; }}
QFrame[panel="rule"] {{ background: {t["line"]}; border: none; }}
QFrame[panel="toast"] {{ background: {t["text"]}; border-radius: 10px; }}
QFrame[panel="toast"] QLabel {{ color: {t["bg"]}; }}
"""


def _labels(
    t: Mapping[str, str], sizes: Mapping[str, int], factor: float, frame_factor: float
) -> str:
    rules = ["QLabel { background: transparent; }"]
    for role, color in _LABEL_COLORS.items():
        weight = " font-weight: 700;" if role in _BOLD else ""
        size = round(sizes[role] * factor)
        rules.append(f'QLabel[role="{role}"] {{ font-size: {size}px; color: {t[color]};{weight} }}')
        size = round(sizes[role] * frame_factor)
        rules.append(f'QLabel[role="{role}"][frame="true"] {{ font-size: {size}px; }}')
    rules.append('QLabel[strong="true"] { font-weight: 700; }')
    rules += [f'QLabel[tone="{tone}"] {{ color: {t[tone]}; }}' for tone in _TONES]
    rules.append(f'QLabel[tone="accent"] {{ color: {t["accent"]}; font-weight: 700; }}')
    rules.append(f'QLabel[tone="plain"] {{ color: {t["text"]}; }}')
    return "\n".join(rules)


def _fields(
    t: Mapping[str, str], sizes: Mapping[str, int], factor: float, frame_factor: float
) -> str:
    height, framed = round(22 * factor), round(22 * frame_factor)
    return f"""
QLineEdit, QPlainTextEdit, QComboBox {{ background: {t["surface"]}; color: {t["text"]};
  border: 1px solid {t["line_strong"]}; border-radius: 8px; padding: 7px 11px;
  selection-background-color: {t["accent"]}; selection-color: {t["on_accent"]}; }}
QLineEdit, QComboBox {{ min-height: {height}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{
  border: 2px solid {t["focus"]}; padding: 6px 10px; }}
QComboBox::drop-down {{ border: none; width: {round(28 * factor)}px; }}
QComboBox::down-arrow {{ image: url("{_arrow(t)}"); width: {round(18 * factor)}px;
  height: {round(18 * factor)}px; }}
/* Not "frame": every line edit has a property of that name. */
QLineEdit[framed="true"] {{ min-height: {framed}px;
  font-size: {round(sizes["body"] * frame_factor)}px; padding-top: 4px; padding-bottom: 4px; }}
QLineEdit[dense="true"] {{ padding: 4px 7px; border-radius: 6px; }}
QLineEdit[dense="true"]:focus {{ padding: 3px 6px; }}
QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {t["sunken"]};
  border-color: {t["line"]}; color: {t["text2"]}; }}
"""


def _arrow(t: Mapping[str, str]) -> str:
    """Return the picture of an arrow that shows on the ground of a field.

    A style sheet takes arrows from files alone; the style's own has a bevel of another time.
    """
    ground = int(t["surface"].removeprefix("#")[:2], 16)
    return asset("icons", f"down_{'light' if ground >= MIDDLE else 'dark'}.png").as_posix()


def _boxes(t: Mapping[str, str]) -> str:
    rules = []
    edges = {tone: t["warn_mark"] if tone == "warn" else t[tone] for tone in _TONES}
    grounds = {tone: t[f"{tone}_soft"] for tone in _TONES}
    for tone in (*_TONES, "plain"):
        ground, edge = grounds.get(tone, t["sunken"]), edges.get(tone, t["line_strong"])
        rules.append(
            f"""
QFrame[panel="box"][tone="{tone}"] {{ background: {ground}; border: none;
  border-left: 4px solid {edge}; border-radius: 0;
  border-top-right-radius: 6px; border-bottom-right-radius: 6px; }}"""
        )
    # A page full of reasons in a signal colour would shout; the edge says enough.
    rules.append(f'QFrame[panel="box"][long="true"] {{ background: {t["surface"]}; }}')
    return "\n".join(rules)


def _small_parts(t: Mapping[str, str], sizes: Mapping[str, int], factor: float) -> str:
    meta = round(sizes["meta"] * factor)
    return f"""
QLabel[role="badge"] {{ font-size: {meta}px; color: {t["text2"]};
  border: 1px solid {t["line_strong"]}; border-radius: 5px; padding: 0 6px; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar::handle:vertical {{ background: {t["line_strong"]}; border-radius: 3px;
  min-height: 32px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
QScrollBar::handle:horizontal {{ background: {t["line_strong"]}; border-radius: 3px;
  min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
  background: none; height: 0; width: 0; }}
QToolTip {{ background: {t["text"]}; color: {t["bg"]}; border: none; padding: 5px 8px;
  font-size: {meta}px; }}
QMenu {{ background: {t["surface"]}; color: {t["text"]}; border: 1px solid {t["line"]};
  padding: 6px; }}
QMenu::item {{ padding: 7px 22px; border-radius: 6px; }}
QMenu::item:selected {{ background: {t["accent_soft"]}; color: {t["text"]}; }}
QMenu::separator {{ background: {t["line"]}; height: 1px; margin: 5px 8px; }}
QListWidget {{ background: {t["side"]}; border: none; outline: none; }}
QListWidget::item {{ border: 2px solid transparent; border-radius: 8px; padding: 5px;
  color: {t["text"]}; }}
QListWidget::item:selected {{ background: {t["surface"]}; color: {t["text"]};
  border: 2px solid {t["line_strong"]}; }}
QListWidget::item:focus {{ border: 2px solid {t["focus"]}; }}
"""
