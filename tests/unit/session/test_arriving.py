"""A printed PDF that comes back is the print it is, and knows the plan that is here."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.small_pack import TODAY
from tests.unit.session.conftest import NOON
from wizard.engine import CompiledChecklist
from wizard.plans import library
from wizard.session import Session, read_record, read_source
from wizard.session.arriving import Arrival, arrival

LATER = NOON + dt.timedelta(days=25)


@pytest.fixture
def pdf(session: Session, tmp_path: Path) -> Path:
    """What was kept of the second print, a draft in English."""
    session.answer("hours", 5)
    session.print_edition("draft", "zh")
    session.answer("chosen_platform", "甲")
    printed = session.print_edition("draft", "en")
    path = tmp_path / "kept.pdf"
    path.write_bytes(printed.pdf)
    return path


def came(pdf: Path, compiled: CompiledChecklist, folder: Path) -> Arrival:
    source = read_source(pdf, compiled)
    return arrival(source, pdf.read_bytes(), library.entries(folder))


def test_a_pdf_is_the_print_it_was(
    session: Session, pdf: Path, tmp_path: Path, compiled: CompiledChecklist
) -> None:
    arrived = came(pdf, compiled, tmp_path / "empty")
    assert (arrived.number, arrived.here, arrived.newer) == (2, None, False)
    kept = [read_record(one.record) for one in session.plan.prints()]
    brought = [read_record(one.record) for one in arrived.contents.prints]
    assert arrived.day is not None
    assert arrived.day == brought[-1].day
    assert brought[0] == kept[0]
    for name in ("edition", "language", "as_of", "findings", "figures", "pages", "pdf", "name"):
        assert getattr(brought[1], name) == getattr(kept[1], name), name
    assert brought[1].day == TODAY


def test_changes_are_told_since_the_pdf_and_the_next_print_follows_it(
    pdf: Path, tmp_path: Path, compiled: CompiledChecklist
) -> None:
    arrived = came(pdf, compiled, tmp_path / "empty")
    path = tmp_path / "new" / "a.shopplan"
    session = Session.adopt(arrived.contents, path, compiled, clock=lambda: LATER)
    session.answer("hours", 6)
    update = session.update()
    assert update is not None
    assert update.days == 25
    assert [one.question for one in update.changes.substantive] == ["hours"]
    assert not update.rules
    printed = session.print_edition("draft", "en")
    assert printed.number == 3
    assert 0 < len(printed.changed) <= len(printed.record.pages)
    session.close()


def test_the_same_plan_here_is_found_and_whether_it_is_newer(
    session: Session, pdf: Path, path: Path, compiled: CompiledChecklist
) -> None:
    session.plan.flush()
    arrived = came(pdf, compiled, path.parent)
    assert arrived.here is not None
    assert arrived.here.path == path
    assert not arrived.newer
    session.answer("hours", 6)
    session.plan.flush()
    assert came(pdf, compiled, path.parent).newer


def test_a_copy_of_a_plan_is_as_new_as_the_plan(
    session: Session, path: Path, tmp_path: Path, compiled: CompiledChecklist
) -> None:
    session.answer("hours", 5)
    session.plan.flush()
    copy = tmp_path / "copy.shopplan"
    copy.write_bytes(path.read_bytes())
    arrived = came(copy, compiled, path.parent)
    assert arrived.here is not None
    assert not arrived.newer
    path.write_bytes(b"not a plan any more")
    assert not came(copy, compiled, path.parent).newer


def test_a_print_that_is_not_counted_or_says_nothing_stays_unrecorded(
    session: Session, tmp_path: Path, compiled: CompiledChecklist
) -> None:
    session.answer("hours", 5)
    file = tmp_path / "a.yaml"
    file.write_text("small: 2\nanswers: {hours: 5}\n", "utf-8")
    source = read_source(file, compiled)
    assert arrival(source, file.read_bytes(), []).contents.prints == ()
    assert arrival(source, file.read_bytes(), []).number == 0
