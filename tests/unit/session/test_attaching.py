"""Evidence: what may be attached, undo, room, and what is let go of."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from wizard.engine import CompiledChecklist
from wizard.errors import PlanError
from wizard.model.answers import Cell, Evidence
from wizard.plans import schema
from wizard.plans.reading import read_own
from wizard.session import Session
from wizard.session.attaching import pdf_pages

PNG = b"\x89PNG\r\n\x1a\n picture"
PDF = b"%PDF-1.7 paper"
UNTIL = dt.date(2026, 11, 30)


def test_a_file_backs_an_answer(session: Session) -> None:
    session.answer("hours", 5)
    session.attach("hours", PNG, Evidence("授权\n书\u202e", where=" 邮件 ", valid_until=UNTIL))
    (piece,) = session.attached()
    assert (piece.cell, piece.index, piece.present) == (Cell("hours"), 0, True)
    assert (piece.evidence.name, piece.evidence.where) == ("授权 书", "邮件")
    assert session.plan.evidence(piece.evidence.sha256) == PNG
    session.close()
    contents = read_own(session.path)
    assert [(one.mime, one.present) for one in contents.evidence] == [("image/png", True)]


def test_paper_is_evidence_too(session: Session) -> None:
    session.attach_paper(Cell("platforms", 0, "verified"), Evidence("", where="抽屉里"))
    (piece,) = session.attached()
    assert (piece.evidence.name, piece.evidence.sha256, piece.present) == ("凭证", "", False)
    assert str(piece.cell) == "platforms.1.verified"


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90", b"<svg onload=alert(1)>", b"GIF89a", b" %PDF-1.7", b"BM bitmap"]
)
def test_what_a_file_is_called_says_nothing(session: Session, content: bytes) -> None:
    with pytest.raises(PlanError, match="evidence_kind"):
        session.attach("hours", content, Evidence("证.png"))
    assert session.plan.evidence_list() == ()
    assert session.plan.history() == []


def test_five_for_one_answer(session: Session) -> None:
    for count in range(5):
        session.attach("hours", PNG + bytes([count]), Evidence(f"{count}"))
    with pytest.raises(PlanError, match="evidence_count"):
        session.attach("hours", PDF, Evidence("6"))
    with pytest.raises(PlanError, match="evidence_count"):
        session.attach_paper("hours", Evidence("6"))
    session.attach("goods", PDF, Evidence("6"))


def test_too_large(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "MAX_EVIDENCE_BYTES", 20)
    with pytest.raises(PlanError, match="evidence_too_big"):
        session.attach("hours", PNG + bytes(20), Evidence("大"))


def test_removing_and_undoing(session: Session) -> None:
    session.attach("hours", PNG, Evidence("一"))
    session.attach("hours", PDF, Evidence("二"))
    session.detach("hours", 0)
    assert [one.evidence.name for one in session.attached()] == ["二"]
    session.undo()
    assert [(one.evidence.name, one.present) for one in session.attached()] == [
        ("一", True),
        ("二", True),
    ]


def test_describing_keeps_the_file(session: Session) -> None:
    session.attach("hours", PNG, Evidence("一"))
    before = session.attached()[0].evidence.sha256
    session.describe_evidence("hours", 0, Evidence("新名", valid_until=UNTIL))
    (piece,) = session.attached()
    assert piece.evidence == Evidence("新名", before, "", UNTIL)


def test_files_nobody_refers_to_are_let_go_of(session: Session) -> None:
    secret = PNG + b"very private picture" * 50
    session.attach("hours", secret, Evidence("一"))
    session.attach("goods", PDF, Evidence("二"))
    session.detach("hours", 0)
    assert session.purge_evidence() == len(secret)
    assert session.purge_evidence() == 0
    assert session.plan.flush()
    assert b"very private picture" not in session.path.read_bytes()
    session.undo()
    assert [(one.evidence.name, one.present) for one in session.attached()] == [
        ("一", False),
        ("二", True),
    ]
    session.attach("hours", secret, Evidence("一"))
    assert all(one.present for one in session.attached())
    session.close()
    assert [one.present for one in read_own(session.path).evidence] == [True, True]


def test_a_full_plan_makes_room_from_what_was_removed(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "MAX_ALL_EVIDENCE_BYTES", 40)
    session.attach("hours", PNG + bytes(15), Evidence("一"))
    with pytest.raises(PlanError, match="evidence_full"):
        session.attach("goods", PDF + bytes(15), Evidence("二"))
    session.detach("hours", 0)
    session.attach("goods", PDF + bytes(15), Evidence("二"))
    assert [(one.evidence.name, one.present) for one in session.attached()] == [("二", True)]
    assert session.plan.flush()
    assert len(read_own(session.path).evidence) == 2


def test_evidence_survives_reopening(
    session: Session, path: Path, compiled: CompiledChecklist
) -> None:
    session.attach("hours", PNG, Evidence("一"))
    session.close()
    again = Session.open(path, compiled)
    (piece,) = again.attached()
    assert again.plan.evidence(piece.evidence.sha256) == PNG
    again.close()


def test_a_covered_picture_takes_the_place_wherever_it_backs(
    session: Session, path: Path, compiled: CompiledChecklist
) -> None:
    session.attach("hours", PNG + b"number 310101", Evidence("证.png", where="扫描"))
    session.attach("goods", PNG + b"number 310101", Evidence("同一张.png"))
    (before,) = session.current("hours").evidence
    original = session.cover("hours", 0, PNG + b"covered", "证（已遮）.png")
    assert original == before.sha256
    (now,) = session.current("hours").evidence
    assert (now.name, now.where) == ("证（已遮）.png", "扫描")
    assert session.current("goods").evidence[0].sha256 == now.sha256 != original
    assert session.plan.evidence(now.sha256) == PNG + b"covered"
    assert session.plan.evidence(original) is not None
    session.undo()
    session.undo()
    assert session.current("hours").evidence == (before,)


def test_an_erased_original_is_gone_from_the_plan_and_its_backups(
    session: Session, path: Path, compiled: CompiledChecklist
) -> None:
    secret = PNG + b"number 310101199001011234"
    session.attach("hours", secret, Evidence("证.png"))
    session.back_up(always=True)
    session.close()
    again = Session.open(path, compiled, clock=session.clock)
    original = again.cover("hours", 0, PNG + b"covered", "证.png")
    again.erase_evidence(original)
    again.undo()
    (absent,) = [one for one in again.attached() if one.evidence.sha256 == original]
    assert not absent.present
    again.redo()
    again.close()
    holders = [one for one in path.parent.rglob("*") if one.is_file()]
    assert len(holders) > 1
    assert not [one for one in holders if b"310101199001011234" in one.read_bytes()]
    assert [one.present for one in read_own(path).evidence] == [False, True]


@pytest.mark.parametrize(
    ("content", "pages"),
    [
        (b"%PDF-1.4 /Type /Pages /Count 2 /Type /Page\n/Type/Page>>", 2),
        (b"%PDF-1.7 /Type /ObjStm packed", None),
        (b"%PDF-1.4 /Type /PageLabels", None),
    ],
)
def test_pages_of_a_pdf_are_counted_without_reading_it(content: bytes, pages: int | None) -> None:
    assert pdf_pages(content) == pages
