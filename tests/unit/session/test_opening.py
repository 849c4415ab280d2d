"""Opening a plan: whose it is, backups, a crash before, a damaged file."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from tests.small_pack import write_pack
from wizard import packs
from wizard.engine import CompiledChecklist
from wizard.errors import PlanError
from wizard.plans import backup, library, schema
from wizard.plans.claim import claim, lock_file
from wizard.plans.reading import read_own
from wizard.session import Session, notices, read_source
from wizard.text import Language, words

Clock = Callable[[], dt.datetime]


def test_a_second_window_reads_only(
    session: Session, path: Path, compiled: CompiledChecklist, clock: Clock
) -> None:
    session.answer("hours", 5)
    session.plan.flush()
    second = Session.open(path, compiled, clock=clock)
    assert second.read_only
    assert second.opening.recovered is None
    assert second.current("hours").value == Decimal(5)
    assert not second.can_undo
    for change in (
        lambda: second.answer("hours", 6),
        lambda: second.set_note("hours", "甲"),
        second.undo,
        second.redo,
        lambda: second.rename("乙"),
        lambda: second.name_version("乙"),
    ):
        with pytest.raises(PlanError, match="open_elsewhere"):
            change()
    second.remember_place("review")
    assert second.close()
    session.answer("hours", 7)
    assert session.plan.flush()
    assert read_own(path).answers == {"hours": "7"}
    assert notices(second.opening, words("zh")) == [words("zh")("plans.open_elsewhere", path="")]


def test_taking_over_makes_the_first_window_read_only(
    session: Session, path: Path, compiled: CompiledChecklist, clock: Clock
) -> None:
    second = Session.open(path, compiled, clock=clock)
    session.answer("hours", 5)
    assert session.plan.flush()
    evaluation = second.take_over()
    assert evaluation.answer("hours").value == Decimal(5)
    assert not second.read_only
    second.answer("hours", 6)
    assert not session.still_ours()
    with pytest.raises(PlanError, match="open_elsewhere"):
        session.answer("hours", 8)
    assert second.close()
    assert read_own(path).answers == {"hours": "6"}


def test_closing_gives_the_plan_free(
    session: Session, path: Path, compiled: CompiledChecklist, clock: Clock
) -> None:
    session.close()
    assert not lock_file(path).exists()
    second = Session.open(path, compiled, clock=clock)
    assert not second.read_only
    second.close()


def test_opening_to_read_asks_for_nothing(
    session: Session, path: Path, compiled: CompiledChecklist, clock: Clock
) -> None:
    session.close()
    reader = Session.open(path, compiled, clock=clock, edit=False)
    assert reader.read_only
    assert not lock_file(path).exists()
    reader.close()


def test_opening_makes_one_backup_a_day(
    session: Session, path: Path, compiled: CompiledChecklist, clock: Clock
) -> None:
    session.answer("hours", 5)
    session.close()
    for _ in range(2):
        Session.open(path, compiled, clock=clock).close()
    folder = backup.folder_of(path.parent, session.plan.plan_id)
    (only,) = backup.backups(folder)
    assert backup.read_backup(only).answers == {"hours": "5"}
    again = Session.open(path, compiled, clock=clock)
    assert again.opening.backup == only.at
    again.close()


@pytest.mark.parametrize("left", [b"", b"<html>", None])
def test_a_damaged_plan_opens_from_its_newest_backup(
    left: bytes | None, session: Session, path: Path, compiled: CompiledChecklist, clock: Clock
) -> None:
    session.answer("hours", 5)
    session.close()
    Session.open(path, compiled, clock=clock).close()
    typing = Session.open(path, compiled, clock=clock)
    typing.unfinished.keep("hours", "67")
    typing.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if left is None else left)
    rescued = Session.open(path, compiled, clock=clock)
    assert rescued.opening.damaged == path
    assert rescued.unfinished.left == {"hours": "67"}
    assert rescued.path != path
    assert rescued.current("hours").value == Decimal(5)
    assert not rescued.read_only
    (notice,) = notices(rescued.opening, words("zh"))
    assert "自动备份" in notice
    assert path.exists()
    rescued.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_was_changed_after_the_backup_is_counted(
    language: Language, session: Session, path: Path, compiled: CompiledChecklist, clock: Clock
) -> None:
    session.answer("hours", 5)
    session.close()
    later = Session.open(path, compiled, clock=clock)
    later.answer("hours", 6)
    later.answer("hours", 7)
    later.answer("chosen_platform", "甲")
    later.rename("别的名字")
    later.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE answer SET value = '8' WHERE question = 'hours'")
    rescued = Session.open(path, compiled, clock=clock)
    assert rescued.current("hours").value == Decimal(5)
    assert rescued.opening.lost == 2
    (notice,) = notices(rescued.opening, words(language))
    assert {"zh": "改的 2 题", "en": "again: 2."}[language] in notice
    rescued.close()


def test_a_damaged_plan_without_a_backup_is_one_sentence(
    session: Session, path: Path, compiled: CompiledChecklist
) -> None:
    session.close()
    path.write_bytes(b"")
    with pytest.raises(PlanError, match="empty"):
        Session.open(path, compiled)
    assert not lock_file(path).exists()


def test_a_plan_that_was_not_closed_says_when_it_was_saved(
    session: Session, path: Path, compiled: CompiledChecklist, clock: Clock
) -> None:
    session.answer("hours", 5)
    session.close()
    schema.journal(path).touch()
    again = Session.open(path, compiled, clock=clock)
    assert again.opening.recovered == clock()
    (notice,) = notices(again.opening, words("en"))
    assert "didn't close normally" in notice
    again.close()


def test_a_plan_of_another_or_a_newer_checklist_is_refused(
    session: Session, path: Path, tmp_path: Path
) -> None:
    session.close()
    pack = (tmp_path / "pack", tmp_path / "older")
    write_pack(pack[0])
    text = (pack[0] / "pack.yaml").read_text("utf-8")
    other = packs.load(write_pack(pack[0], pack=text.replace("id: small", "id: large")))
    older = packs.load(write_pack(pack[1], pack=text.replace("version: 2", "version: 1")))
    for compiled, sentence in ((other, "other_pack"), (older, "newer_pack")):
        with pytest.raises(PlanError, match=sentence):
            Session.open(path, compiled)
        taken = claim(path)
        assert taken is not None
        taken.release()


def test_a_live_plan_of_the_library_is_read_whole(
    session: Session, path: Path, compiled: CompiledChecklist, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(library.FOLDER_VARIABLE, str(path.parent))
    seen: list[Path] = []
    whole = read_own

    def noting(of: Path) -> object:
        seen.append(of)
        return whole(of)

    monkeypatch.setattr("wizard.session.source.read_own", noting)
    session.answer("hours", 5)
    session.plan.flush()
    assert read_source(path, compiled).answers["hours"].value == Decimal(5)
    assert seen == [path]


def test_adopting_takes_the_history_along(
    session: Session, tmp_path: Path, compiled: CompiledChecklist, clock: Clock
) -> None:
    session.answer("hours", 5)
    contents = session.plan.contents()
    copy = Session.adopt(contents, tmp_path / "copy.shopplan", compiled, clock=clock)
    assert copy.plan.plan_id == session.plan.plan_id
    assert copy.undo() is not None
    assert copy.plan.answers() == {}
    copy.close()
    with pytest.raises(PlanError, match="exists"):
        Session.adopt(contents, tmp_path / "copy.shopplan", compiled)


def test_the_home_list_is_told_what_it_shows(
    session: Session, path: Path, compiled: CompiledChecklist, clock: Clock
) -> None:
    session.answer("hours", 5)
    session.set_not_sure("goods")
    session.set_find_out("goods", "问平台", dt.date(2026, 12, 1))
    session.remember_place("money")
    session.close()
    (entry,) = library.entries(path.parent)
    assert entry.name == "小林的店"
    assert entry.summary["verdict"] == "undecided"
    assert entry.summary["not_sure"] == 1
    assert entry.summary["due"] == ["2026-12-01"]
    assert "last_print" not in entry.summary
    again = Session.open(path, compiled, clock=clock)
    assert again.place == "money"
    again.close()


def test_a_name_is_cleaned(path: Path, compiled: CompiledChecklist, clock: Clock) -> None:
    session = Session.create(path, compiled, name=" 小\u202e林\ud800 ", clock=clock)
    assert session.name == "小林"
    session.rename("甲" * 900)
    assert session.name == "甲" * 200
    session.close()
