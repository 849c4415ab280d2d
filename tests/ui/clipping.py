"""What a person cannot read: labels and options that show less than their text."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from wizard.ui.parts.pills import CheckPill, Pill

SETTLING = 20
"""Wrapped labels ask for their height only once they know their width."""
SIDEWAYS = ("Matrix",)
"""The one kind of widget that may scroll sideways."""


def trouble_in(window: QWidget) -> list[str]:
    """Let the layout come to rest; return what is cut off or scrolls sideways."""
    found: list[str] = []
    for _ in range(SETTLING):
        QApplication.processEvents()
        found = clipped(window) + sideways(window)
        if not found:
            break
    return found


def sideways(window: QWidget) -> list[str]:
    """Name every scrolled page that is wider than its room."""
    found = []
    for area in window.findChildren(QScrollArea):
        body = area.widget()
        if not area.isVisible() or body is None or may_scroll(area):
            continue
        excess = body.width() - area.viewport().width()
        if excess > 0:
            found.append(f"{type(area).__name__} is wider than its room by {excess}")
    return found


def clipped(window: QWidget) -> list[str]:
    """Name every visible label and option that shows less than its text."""
    found = [
        f"{one.text()[:20]} has {one.height()} of {one.heightForWidth(one.width())}"
        for kind in (Pill, CheckPill)
        for one in window.findChildren(kind)
        if one.isVisible() and one.height() < one.heightForWidth(one.width())
    ]
    for one in window.findChildren(QLabel):
        if not one.isVisible() or not one.text() or one.width() <= 1:
            continue
        needed = one.heightForWidth(one.width()) if one.wordWrap() else one.sizeHint().height()
        if one.height() + 1 < needed:
            found.append(f"{one.text()[:20]} has {one.height()} of {needed}")
        elif not one.wordWrap() and one.sizeHint().width() > one.width() + 1:
            found.append(f"{one.text()[:20]} is {one.width()} of {one.sizeHint().width()} wide")
        corner = one.mapTo(window, QPoint(one.width(), 0))
        if corner.x() > window.width() + 1 and not may_scroll(one):
            found.append(f"{one.text()[:20]} ends outside")
    return found


def may_scroll(widget: QWidget) -> bool:
    """Tell whether it stands in the matrix, the one place that may scroll sideways."""
    parent: QWidget | None = widget
    while parent is not None:
        if type(parent).__name__ in SIDEWAYS:
            return True
        parent = parent.parentWidget()
    return False
