"""The recorded walk, by keyboard alone, from a kept PDF to its changed pages (packaging/walk.py)."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from wizard.model.money import Money
from wizard.ui.shell.window import Window

PACKAGING = Path(__file__).parents[3] / "packaging"


def test_the_walk(
    make_window: Callable[..., Window], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(PACKAGING))
    recorded = importlib.import_module("walk")

    steps: list[str] = []
    walk = recorded.Walk(make_window(""), steps.append)
    walk.open(recorded.kept_pdf(tmp_path))
    assert walk.window.plan is not None
    session = walk.window.plan.session
    assert [one.number for one in session.plan.prints()] == [1]
    walk.change()
    assert session.current("chosen_platform").value == "平台乙"
    assert session.evaluation.rows("products")[0]["price"].value == Money(2600)
    page = walk.see_changes()
    update = session.update()
    assert update is not None
    assert len(update.changes.substantive) + len(update.clauses) == 4
    told = [one.text() for one in page.findChildren(QLabel)]
    assert "你改了 4 处" in told
    pages = page.changed_pages
    preview = walk.print_changed()
    assert preview.printed is not None
    assert 0 < preview.page_total < len(preview.printed.record.pages)
    assert (preview.page_total, preview.printed.number) == (pages, 2)
    shown = walk.compare()
    assert "加上：「，三天内到账」" in shown
    assert len(steps) == 8
    sys.modules.pop("walk", None)
