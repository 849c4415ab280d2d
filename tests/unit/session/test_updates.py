"""Weeks later: what you changed, what ran out, what the rules judge differently."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.small_pack import AREA, write_pack
from tests.unit.session.conftest import NOON
from wizard import packs
from wizard.engine import CompiledChecklist
from wizard.session import Session
from wizard.session.print_record import PrintRecord
from wizard.session.updates import RuleChange, rule_changes

LATER = NOON + dt.timedelta(days=25)


def printed(path: Path, compiled: CompiledChecklist) -> None:
    session = Session.create(path, compiled, name="店", clock=lambda: NOON)
    session.answer("hours", 2)
    session.answer("goods", ["software"])
    session.set_not_sure("chosen_platform")
    session.set_find_out("chosen_platform", "问老师", dt.date(2026, 12, 1))
    assert session.update() is None
    session.print_edition("draft", "zh")
    update = session.update()
    assert update is not None
    assert not update.changes
    assert update.rules == ()
    session.close()


def test_the_three_are_told_apart(path: Path, tmp_path: Path, compiled: CompiledChecklist) -> None:
    printed(path, compiled)
    stricter = AREA.replace('"{hours} 太少"', '"一周 {hours} 顾不过来"').replace(
        "none_of(goods, [cracked])", "none_of(goods, [cracked, software])"
    )
    newer = packs.load(write_pack(tmp_path / "newer", area=stricter))
    session = Session.open(path, newer, clock=lambda: LATER)
    session.answer("minors", "是")
    session.answer("hours", 1)
    update = session.update()
    assert update is not None
    assert update
    assert update.days == 25
    assert [one.question for one in update.changes.answers] == ["hours"]
    assert [one.name for one in update.due.over] == ["问老师"]
    assert [(one.rule, one.before, one.after) for one in update.rules] == [
        ("goods", "", "不能卖软件"),
        ("hours", "2 小时 太少", "一周 2 小时 顾不过来"),
    ]
    session.close()


def test_days_that_pass_are_no_new_rule(path: Path, compiled: CompiledChecklist) -> None:
    printed(path, compiled)
    session = Session.open(path, compiled, clock=lambda: NOON + dt.timedelta(days=500))
    update = session.update()
    assert update is not None
    assert update.rules == ()
    assert update.due.sources == ("law",)
    session.close()


def test_a_clock_that_went_back_counts_no_days(path: Path, compiled: CompiledChecklist) -> None:
    printed(path, compiled)
    session = Session.open(path, compiled, clock=lambda: NOON - dt.timedelta(days=9))
    update = session.update()
    assert update is not None
    assert update.days == 0
    session.close()


def test_a_rule_that_fell_silent_and_a_strangers_record(session: Session) -> None:
    record = PrintRecord(
        findings=(
            {"rule": "old_rule", "row": None, "severity": "fix", "message": "从前"},
            {"rule": 3},
        ),
        language="??",
    )
    assert rule_changes(record, session.evaluation) == (
        RuleChange("old_rule", None, "从前", "", "fix"),
    )
