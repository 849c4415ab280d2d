"""The worker that paints pages ends with its plan."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from wizard.ui.pages.print_shop import PrintShop


def test_pages_that_arrive_after_closing_are_not_painted(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashes: list[object] = []
    monkeypatch.setattr("sys.excepthook", lambda *about: crashes.append(about))
    shop = PrintShop()
    shop.close()
    shop.paint(1, 0, 100)
    qapp.processEvents()
    assert crashes == []
