"""Packs in the window: looked at, installed, chosen, removed, and previewed while written."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from tests.small_pack import write_pack
from tests.ui.conftest import focusable
from wizard import packs
from wizard.authoring import scaffold
from wizard.plans import library
from wizard.ui.shell.pack_screen import PackScreen
from wizard.ui.shell.window import Window


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack that extends ours, with an agreement of its own."""
    folder = tmp_path / "our_class"
    scaffold(folder, extending=True)
    return folder


@pytest.fixture
def file(folder: Path, tmp_path: Path) -> Path:
    """The same as one file."""
    file = tmp_path / "our_class.shoppack"
    file.write_bytes(packs.bundle(folder))
    return file


@pytest.fixture
def window(make_window: Callable[..., Window]) -> Window:
    window = make_window("")
    window.go_packs()
    return window


def screen(window: Window) -> PackScreen:
    assert window.packs is not None
    return window.packs


def find(window: Window, name: str) -> QWidget:
    """Return what has this name now; what was taken down may be there for a moment yet."""
    QTest.qWait(0)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    (found,) = window.findChildren(QWidget, name)
    assert isinstance(found, QWidget)
    return found


def press(window: Window, name: str) -> None:
    """Press a button with the keyboard."""
    button = find(window, name)
    assert isinstance(button, QAbstractButton)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Space)


def said(root: QWidget) -> str:
    return "\n".join(one.text() for one in root.findChildren(QLabel) if one.isVisibleTo(root))


def test_a_pack_is_shown_before_it_is_installed(window: Window, file: Path) -> None:
    screen(window).consider(file)
    shown = said(find(window, "pack_offer"))
    assert hashlib.sha256(file.read_bytes()).hexdigest() in shown
    for text in (
        "our_class · 第 1 版",
        "our_class.shoppack",
        "shop_launch",
        "班级群",
        "weekly_hours_enough",
    ):
        assert text in shown
    assert window.focusWidget() is find(window, "decline_pack")
    assert not library.packs_folder(window.folder).exists()
    press(window, "decline_pack")
    assert not library.packs_folder(window.folder).exists()


def test_installed_chosen_used_and_removed(window: Window, file: Path) -> None:
    screen(window).consider(file)
    press(window, "accept_pack")
    assert library.kept_pack(window.folder, "our_class") is not None
    assert window.settings.pack == "our_class"
    window.begin_plan("本班计划", [])
    assert window.plan is not None
    assert window.plan.session.checklist.id == "our_class"
    made = window.plan.session.path
    window.go_home()
    window.go_packs()
    press(window, "new_plan_pack.shop_launch")
    assert window.settings.pack == ""
    window.begin_plan("自带计划", [])
    assert window.plan is not None
    assert window.plan.session.checklist.id == "shop_launch"
    plain = window.plan.session.path
    # Each plan opens with the pack it was made with, whichever new plans use.
    window.open_path(made)
    assert window.plan.session.checklist.id == "our_class"
    window.open_path(plain)
    assert window.plan.session.checklist.id == "shop_launch"
    window.go_packs()
    press(window, "remove_pack.our_class")
    assert library.kept_pack(window.folder, "our_class") is None
    assert made.exists()
    window.open_path(made)
    assert window.plan is None
    assert "our_class" in said(window.trouble)


def test_a_new_version_says_what_changed(window: Window, folder: Path, file: Path) -> None:
    screen(window).consider(file)
    press(window, "accept_pack")
    changes = folder / "changes.yaml"
    text = changes.read_text("utf-8").replace("加入班级群了吗？", "进了班级群没有？")
    changes.write_text(
        text.replace("managed_tech: {hide: true}", "refund_rate: {hide: true}"), "utf-8"
    )
    values = folder / "values.yaml"
    values.write_text(values.read_text("utf-8").replace("value: 8", "value: 9"), "utf-8")
    head = folder / "pack.yaml"
    head.write_text(head.read_text("utf-8").replace("version: 1", "version: 2"), "utf-8")
    file.write_bytes(packs.bundle(folder))
    screen(window).consider(file)
    shown = said(find(window, "pack_offer"))
    for text in ("和已装的第 1 版比", "班级群", "(weekly_hours_enough)：8 hours → 9 hours"):
        assert text in shown
    press(window, "accept_pack")
    assert window.core.checklist().checklist.version == 2


@pytest.mark.parametrize("kind", ["damaged", "problems", "taken", "absent"])
def test_a_pack_that_is_refused_says_why_and_nothing_is_kept(
    window: Window, folder: Path, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "one.shoppack"
    if kind == "damaged":
        path.write_bytes(b"PK")
    elif kind == "problems":
        (folder / "values.yaml").write_text(
            "values: {default_wage: {value: 3, title: 三}}\n", "utf-8"
        )
        path.write_bytes(packs.bundle(folder))
    elif kind == "taken":
        head = (folder / "pack.yaml").read_text("utf-8")
        (folder / "pack.yaml").write_text(head.replace("id: our_class", "id: shop_launch"), "utf-8")
        path.write_bytes(packs.bundle(folder))
    screen(window).consider(path)
    note = find(window, "pack_note")
    assert isinstance(note, QLabel)
    assert note.isVisibleTo(window)
    assert ("values.yaml:1:10" in note.text()) == (kind == "problems")
    assert not window.findChildren(QWidget, "pack_offer")
    assert not library.packs_folder(window.folder).exists()


def test_markup_in_a_pack_is_text(window: Window, tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "small", **{"translations/en": None})
    head = folder / "pack.yaml"
    head.write_text(
        head.read_text("utf-8").replace("title: 小清单", "title: <b>大</b><img src=x>"), "utf-8"
    )
    file = tmp_path / "small.shoppack"
    file.write_bytes(packs.bundle(folder))
    screen(window).consider(file)
    offer = find(window, "pack_offer")
    labels = [one for one in offer.findChildren(QLabel) if "<b>" in one.text()]
    assert labels
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in labels)


@pytest.mark.parametrize("place", ["gone", "empty"])
def test_the_preview_of_a_folder_without_a_pack_says_so(
    qtbot: QtBot, window: Window, tmp_path: Path, place: str
) -> None:
    (tmp_path / "empty").mkdir()
    screen(window).show_preview(tmp_path / place)
    preview = screen(window).preview
    assert preview is not None
    qtbot.waitUntil(lambda: "pack.yaml" in said(preview))
    assert preview.shown is None


def test_the_preview_of_a_whole_disk_looks_at_a_part(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = []

    def endless(top: Path) -> Iterator[tuple[str, list[str], list[str]]]:
        for number in count():
            looked.append(number)
            yield str(top / str(number)), [], ["pack.yaml"]

    monkeypatch.setattr(os, "walk", endless)
    screen(window).show_preview(tmp_path)
    preview = screen(window).preview
    assert preview is not None
    assert 0 < len(looked) < 100


def test_the_preview_follows_the_files(qtbot: QtBot, window: Window, folder: Path) -> None:
    screen(window).show_preview(folder)
    preview = screen(window).preview
    assert preview is not None
    with qtbot.waitSignal(preview.checked, timeout=20_000):
        pass
    qtbot.waitUntil(lambda: "加入班级群了吗？" in said(preview))
    problems = find(window, "pack_problems")
    assert isinstance(problems, QListWidget)
    changes = folder / "changes.yaml"
    sound = changes.read_text("utf-8")
    with qtbot.waitSignal(preview.checked, timeout=20_000):
        changes.write_text(
            sound.replace("pass: class_group_joined", "pass: class_group_joind"), "utf-8"
        )
    line = sound.splitlines().index("            pass: class_group_joined") + 1
    item = problems.item(0).text()
    assert f"changes.yaml:{line}:19: " in item
    assert "class_group_joined" in item
    assert "加入班级群了吗？" in said(preview), "the last version that works stays"
    with qtbot.waitSignal(preview.checked, timeout=20_000):
        changes.write_text(sound.replace("加入班级群了吗？", "进群没有？"), "utf-8")
    qtbot.waitUntil(lambda: "进群没有？" in said(preview))
    assert not problems.isVisibleTo(preview)
    press(window, "leave_preview")
    assert window.stack.currentWidget() is window.packs


def test_everything_is_reached_by_keyboard_in_both_languages(
    qtbot: QtBot, window: Window, file: Path
) -> None:
    screen(window).consider(file)
    qtbot.waitUntil(lambda: find(window, "accept_pack").isVisible())
    names = {one.objectName() for one in focusable(screen(window))}
    assert {"accept_pack", "decline_pack", "install_pack", "preview_pack", "leave_packs"} <= names
    window.switch_language()
    assert "Checklist for new plans" in said(screen(window))
    press(window, "leave_packs")
    assert window.stack.currentWidget() is window.home


def test_a_pack_named_at_the_start_stays(make_window: Callable[..., Window], file: Path) -> None:
    window = make_window()
    window.go_packs()
    screen(window).consider(file)
    press(window, "accept_pack")
    window.begin_plan("书摊", [])
    assert window.plan is not None
    assert window.plan.session.checklist.id == "gallery"
