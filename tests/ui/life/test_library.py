"""The list on the home screen: take a plan along, take one's data, delete for good, what is gone."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QMenu

from tests.ui.hands import Hands
from tests.ui.life.conftest import settle
from wizard import packs
from wizard.model.answers import Cell, Evidence
from wizard.plans import backup, schema
from wizard.plans import library as plans
from wizard.plans.reading import read_own
from wizard.session import Session
from wizard.ui.shell.erase_dialog import EraseDialog
from wizard.ui.shell.home import PlanRow

NAME = "小林的软件授权店"


@pytest.fixture
def listed(at_plan: Callable[..., Hands]) -> Hands:
    """A plan with evidence and a backup, on the home screen."""
    hands = at_plan(prepare=with_evidence)
    hands.window.go_home()
    settle()
    return hands


def with_evidence(session: Session) -> None:
    session.attach("weekly_hours", b"%PDF-1.4 number 310101199001011234", Evidence("证.pdf"))
    session.back_up(always=True)


def row_of(hands: Hands) -> PlanRow:
    rows = [one for one in hands.window.home.findChildren(PlanRow) if one.isVisible()]
    return rows[0]


def choose(hands: Hands, text: str) -> None:
    """Open the menu of the row and pick an entry."""
    menu = row_of(hands).menu()
    assert isinstance(menu, QMenu)
    (action,) = [one for one in menu.actions() if one.text().startswith(text)]
    action.trigger()
    settle()


def save_as(hands: Hands, path: Path) -> None:
    dialogs = [
        one for one in hands.window.findChildren(QFileDialog, "save_dialog") if one.isVisible()
    ]
    dialogs[-1].fileSelected.emit(str(path))
    dialogs[-1].close()
    settle()


def told(hands: Hands) -> str:
    return "\n".join(one.text() for one in hands.window.findChildren(QLabel) if one.isVisible())


def test_what_can_be_done_with_a_plan_is_in_sight(
    listed: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = row_of(listed)
    shown: list[list[str]] = []

    def note(menu: QMenu, at: object) -> None:
        del at
        shown.append([one.text() for one in menu.actions()])

    # A real popup grabs the keyboard, which the platform of the tests cannot do.
    monkeypatch.setattr(QMenu, "popup", note)
    listed.click(f"plan_menu.{row.path.stem}")
    assert shown == [[one.text() for one in row.menu().actions()]]
    assert listed.window.plan is None


def test_a_clean_copy_goes_out_and_comes_back(listed: Hands, tmp_path: Path) -> None:
    original = read_own(row_of(listed).path)
    target = tmp_path / "stick" / "带走.shopplan"
    choose(listed, "存一份到 U 盘")
    save_as(listed, target)
    assert str(target) in told(listed)
    assert not schema.journal(target).exists()
    assert read_own(target).revisions == original.revisions
    listed.window.open_path(target)
    settle()
    session = listed.plan.session
    assert session.path.parent == plans.library_folder()
    assert session.plan.plan_id == original.plan_id
    assert target.exists()


def test_a_plan_from_elsewhere_is_written_back_unless_it_changed_or_is_gone(
    listed: Hands, tmp_path: Path
) -> None:
    target = tmp_path / "stick" / "带走.shopplan"
    choose(listed, "存一份到 U 盘")
    save_as(listed, target)
    before = len(read_own(target).revisions)
    listed.window.open_path(target)
    settle()
    assert str(target) in told(listed)
    listed.plan.desk.answer(Cell("weekly_hours"), "11")
    assert len(read_own(target).revisions) == before
    listed.click("write_back")
    assert len(read_own(target).revisions) == before + 1
    assert not listed.shows("write_back")
    listed.window.open_path(target)
    settle()
    target.unlink()
    listed.click("write_back")
    assert not target.exists()
    assert "没有写回" in told(listed)


def test_all_data_of_a_plan_are_exported(listed: Hands, tmp_path: Path) -> None:
    target = tmp_path / "数据.zip"
    choose(listed, "导出我的全部数据")
    save_as(listed, target)
    with zipfile.ZipFile(target) as archive:
        assert "history.csv" in archive.namelist()
        assert any("证.pdf" in one for one in archive.namelist())
    assert str(target) in told(listed)


def test_deleting_for_good_lists_everything_first_and_keeps_it_by_default(
    listed: Hands, library: Path
) -> None:
    choose(listed, "彻底删除")
    dialog = listed.window.findChild(EraseDialog)
    assert dialog is not None
    said = "\n".join(one.text() for one in dialog.findChildren(QLabel))
    for wanted in (NAME, "计划文件 1 份", "自动备份", "备份里的凭证 1 个", str(library), "自己删"):
        assert wanted in said
    assert listed.focus == "keep"
    listed.press(Qt.Key.Key_Return)
    assert row_of(listed).path.exists()


def test_deleted_for_good_nothing_is_left(listed: Hands, library: Path) -> None:
    path = row_of(listed).path
    listed.window.settings.keep_short_path(path.stem, short=True)
    choose(listed, "彻底删除")
    listed.click("erase_all")
    settle()
    assert not listed.window.home.findChildren(PlanRow) or not row_visible(listed)
    assert "都删掉了" in told(listed)
    left = [one for one in library.rglob("*") if one.is_file()]
    assert not [one for one in left if b"310101199001011234" in one.read_bytes()]
    assert not [one for one in left if one.suffix == ".shopplan"]
    assert not listed.window.settings.takes_short_path(path.stem)


def row_visible(hands: Hands) -> bool:
    return any(one.isVisible() for one in hands.window.home.findChildren(PlanRow))


def test_data_may_be_taken_first(listed: Hands, tmp_path: Path) -> None:
    choose(listed, "彻底删除")
    listed.click("data_first")
    save_as(listed, tmp_path / "先.zip")
    assert (tmp_path / "先.zip").exists()
    assert row_of(listed).path.exists()


def test_a_plan_open_elsewhere_is_not_erased(listed: Hands) -> None:
    path = row_of(listed).path
    elsewhere = Session.open(path, packs.built_in())
    choose(listed, "彻底删除")
    listed.click("erase_all")
    assert "正在另一个窗口编辑" in told(listed)
    elsewhere.close()
    assert path.exists()
    assert backup.backups(backup.folder_of(path.parent, elsewhere.plan.plan_id))


@pytest.mark.parametrize(
    "way", ["opened", "renamed", "copied", "removed", "copy_out", "own_data", "erase"]
)
def test_a_listed_file_that_is_gone_says_where_it_was_and_comes_back_from_its_backup(
    way: str, listed: Hands, tmp_path: Path
) -> None:
    row = row_of(listed)
    path, moved = row.path, tmp_path / "moved.shopplan"
    path.rename(moved)
    if way == "opened":
        row.click()
    elif way in ("renamed", "copied", "removed"):
        getattr(row, way).emit(path)
    else:
        row.wished.emit(way, path)
    settle()
    said = told(listed)
    assert "找不到这份计划" in said
    assert str(path) in said
    assert not row_visible(listed)
    listed.click("from_backup")
    settle()
    assert listed.plan.session.path == path
    assert "自动备份恢复" in told(listed)
    assert read_own(moved).plan_id == listed.plan.session.plan.plan_id


def test_a_file_that_is_gone_without_a_backup_offers_none(listed: Hands) -> None:
    row = row_of(listed)
    shutil.rmtree(row.path.parent / "backups")
    row.path.unlink()
    row.click()
    settle()
    assert "找不到这份计划" in told(listed)
    assert not listed.shows("from_backup")


def test_two_windows_on_one_plan(listed: Hands, make_window: Callable[..., object]) -> None:
    path = row_of(listed).path
    row_of(listed).click()
    settle()
    elsewhere = Session.open(path, packs.built_in())
    assert elsewhere.read_only
    elsewhere.take_over()
    elsewhere.answer("weekly_hours", "9")
    elsewhere.close()
    listed.plan.desk.answer(Cell("weekly_hours"), "11")
    settle()
    assert "这里先只读" in told(listed)
    assert listed.shows("edit_here")
    listed.click("edit_here")
    assert str(listed.evaluation.answer("weekly_hours").value) == "9"
