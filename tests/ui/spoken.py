"""What assistive technology and the Tab key find on a screen, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from tests.ui.conftest import focusable
from tests.ui.life.conftest import wait_for

SILENT = (QAccessible.Role.NoRole, QAccessible.Role.Client)
CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
MOST_STEPS = 400
FEW = 3
"""Missing pixels that are rounding, not a cut letter."""


def spoken(widget: QWidget) -> tuple[str, QAccessible.Role]:
    """Return name and role as assistive technology is told."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name), interface.role()


def faults(root: QWidget) -> list[str]:
    """Return everything a person who hears the screen or has no mouse would stumble over."""
    reached = [one for one in focusable(root) if one.isEnabled()]
    return [
        *(f"nameless: {said(one)}" for one in reached if is_nameless(one)),
        *(f"twice: {one}" for one in namesakes(root)),
        *(f"cut off: {text}" for text in map(cut_off, visible(root)) if text),
        *(f"mouse only: {said(one)}" for one in visible(root) if is_mouse_only(one)),
        *tab_faults(root, reached),
    ]


def visible(root: QWidget) -> Iterator[QWidget]:
    return (one for one in root.findChildren(QWidget) if one.isVisible())


def said(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()} {widget.accessibleName()[:20]}"


def is_nameless(widget: QWidget) -> bool:
    name, role = spoken(widget)
    # A scroll area that takes the focus only to be scrolled is spoken by its name alone.
    return not name.strip() or (role in SILENT and not isinstance(widget, QAbstractScrollArea))


def group_of(widget: QWidget) -> str:
    """Return the name of the nearest group around a widget."""
    parent = widget.parentWidget()
    while parent is not None and not parent.accessibleName():
        parent = parent.parentWidget()
    return parent.accessibleName() if parent is not None else ""


def namesakes(root: QWidget) -> list[str]:
    """Return the controls that share name, role and group: nobody could tell them apart."""
    found = Counter(
        (*spoken(one), group_of(one))
        for one in visible(root)
        if isinstance(one, CONTROLS) and spoken(one)[0].strip()
    )
    return [f"{name} ({role.name})" for (name, role, _), count in found.items() if count > 1]


def cut_off(widget: QWidget) -> str:
    """Return the text of a label or button that has too little room and no tool tip."""
    if not isinstance(widget, QLabel | QAbstractButton) or not widget.text():
        return ""
    if isinstance(widget, QLabel) and widget.wordWrap():
        short = widget.heightForWidth(widget.width()) - widget.height()
    else:
        short = widget.minimumSizeHint().width() - widget.width()
    return widget.text() if short > FEW and not widget.toolTip() else ""


def is_mouse_only(widget: QWidget) -> bool:
    """Tell whether a control can be clicked and no key leads to it."""
    if not isinstance(widget, CONTROLS) or not widget.isEnabled():
        return False
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return False
    # Of exclusive options one is a tab stop, and arrows lead to the others.
    group = widget.parentWidget()
    if isinstance(widget, QRadioButton) and group is not None:
        return not any(
            one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in group.findChildren(QRadioButton)
        )
    # The parts of a control are reached through it.
    return not _inside_control(widget)


def _inside_control(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if parent.focusPolicy() & Qt.FocusPolicy.TabFocus and isinstance(
            parent, (*CONTROLS, QAbstractScrollArea)
        ):
            return True
        parent = parent.parentWidget()
    return False


def tab_faults(root: QWidget, reached: list[QWidget]) -> list[str]:
    """Press Tab all the way round; return what is never reached, and steps against reading."""
    start = next(iter(reached), None)
    if start is None:
        return []
    window = root.window()
    window.activateWindow()
    wait_for(window.isActiveWindow)
    start.setFocus(Qt.FocusReason.TabFocusReason)
    visited, wrong, here = [start], [], start
    for _ in range(MOST_STEPS):
        window.focusNextChild()
        following = QApplication.focusWidget()
        if following is None or following in visited:
            break
        if root.isAncestorOf(here) and root.isAncestorOf(following) and goes_back(here, following):
            wrong.append(f"back: {said(here)} -> {said(following)}")
        visited.append(following)
        here = following
    missed = [one for one in reached if one not in visited and one.focusProxy() is None]
    return [*wrong, *(f"no Tab leads to: {said(one)}" for one in missed)]


def goes_back(here: QWidget, following: QWidget) -> bool:
    """Tell whether a step leads up within one column, or from a right column to a left."""
    pane = isinstance(following, QScrollArea)
    if pane or scroller_of(here) is not scroller_of(following):
        # What is scrolled apart from it stands beside it, whatever the pixels say.
        return False
    one, other = on_screen(here), on_screen(following)
    above = other.y() + following.height() <= one.y()
    right = other.x() >= one.x() + here.width()
    return above and not right


def on_screen(widget: QWidget) -> QPoint:
    return widget.mapTo(widget.window(), QPoint(0, 0))


def scroller_of(widget: QWidget) -> QWidget | None:
    """Return the scroll area a widget stands in, or None."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QAbstractScrollArea):
        parent = parent.parentWidget()
    return parent
