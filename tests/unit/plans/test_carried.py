"""The plan inside a printed PDF, whole and damaged."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfWriter

from wizard.errors import PlanError
from wizard.plans.carried import ATTACHMENT, carry, read_pdf
from wizard.plans.contents import PlanContents, new_plan


@pytest.fixture
def contents() -> PlanContents:
    return new_plan(
        plan_id="00000000-0000-4000-8000-000000000000",
        name="店",
        pack=("shop_launch", 1),
        answers={"address": '"示例路于东"'},
        now=dt.datetime(2026, 11, 22, tzinfo=dt.UTC),
    )


def pdf(path: Path, attachment: bytes) -> Path:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment(ATTACHMENT, attachment)
    written = io.BytesIO()
    writer.write(written)
    path.write_bytes(written.getvalue())
    return path


def test_what_was_carried_is_read_again(contents: PlanContents, tmp_path: Path) -> None:
    carried = read_pdf(pdf(tmp_path / "a.pdf", carry(contents, 3)))
    assert carried.print_number == 3
    assert carried.contents.answers == contents.answers
    assert carried.contents.name == "店"


@pytest.mark.parametrize(("was", "now"), [("于", "争"), ('"店"', '"厂"')], ids=["city", "name"])
def test_a_plan_in_which_a_character_changed_is_refused(
    was: str, now: str, contents: PlanContents, tmp_path: Path
) -> None:
    """Readers unpack a damaged stream as far as they can: the answers still make sense."""
    damaged = carry(contents).decode().replace(was, now).encode()
    assert damaged != carry(contents)
    with pytest.raises(PlanError) as refused:
        read_pdf(pdf(tmp_path / "a.pdf", damaged))
    assert refused.value.key == "carried.unusable"


LOCKS = {
    "RC4": pikepdf.Encryption(owner="1", user="2", R=3, aes=False, metadata=False),
    "AES": pikepdf.Encryption(owner="1", user="2", R=6),
    "only restricted": pikepdf.Encryption(owner="1", user="", R=6),
}


@pytest.mark.parametrize("lock", LOCKS.values(), ids=LOCKS)
def test_a_protected_pdf_is_told_apart_from_a_damaged_one(
    lock: pikepdf.Encryption, contents: PlanContents, tmp_path: Path
) -> None:
    """It is whole: to fetch it once more would not help."""
    source = pdf(tmp_path / "a.pdf", carry(contents))
    with pikepdf.open(source) as whole:
        whole.save(tmp_path / "locked.pdf", encryption=lock)
    with pytest.raises(PlanError) as refused:
        read_pdf(tmp_path / "locked.pdf")
    assert refused.value.key == "carried.pdf_locked"


AT = "2026-11-22T12:00:00.000Z"
PRINT = [1, 1, AT, "{}"]
VERSION = [1, 1, AT, "v"]
START = [1, 1, AT, "", "start", "address", '"示例路于东"', None]
EVIDENCE = ["0" * 64, "图", "image/png", 5, AT]


def with_records(contents: PlanContents, **changes: Any) -> bytes:
    plain = json.loads(carry(contents))
    plain.pop("sum")
    plain |= {"prints": [PRINT], "versions": [VERSION], "evidence": [EVIDENCE]}
    plain |= {"revisions": [START], **changes}
    return json.dumps(plain).replace("Infinity", "1e999").encode()


def test_prints_versions_and_evidence_are_carried(contents: PlanContents, tmp_path: Path) -> None:
    carried = read_pdf(pdf(tmp_path / "a.pdf", with_records(contents))).contents
    assert [one.at for one in carried.prints] == [AT]
    assert [one.at for one in carried.versions] == [AT]
    assert [(one.size, one.present) for one in carried.evidence] == [(5, False)]
    assert [(one.at, one.kind, one.question) for one in carried.revisions] == [
        (AT, "start", "address")
    ]


NO_PLAN_HAS: dict[str, dict[str, Any]] = {
    "made-no-moment": {"created": "x"},
    "made-too-late": {"created": "9999-12-31T23:59:59.000Z"},
    "made-too-early": {"created": "0001-01-01T00:00:00.000Z"},
    "print-word": {"print": "x"},
    "print-nothing": {"print": None},
    "print-endless": {"print": float("inf")},
    "pack-version-endless": {"pack_version": float("inf")},
    "name-too-long": {"name": "字" * 501},
    "name-half-a-character": {"name": "\ud800"},
    "prints-at-no-moment": {"prints": [[1, 1, "today", "{}"]]},
    "prints-out-of-order": {"prints": [[2, 1, AT, "{}"]]},
    "prints-of-no-revision": {"prints": [[1, 9, AT, "{}"]]},
    "versions-at-no-moment": {"versions": [[1, 1, "", "v"]]},
    "evidence-smaller-than-nothing": {"evidence": [["0" * 64, "图", "image/png", -1, AT]]},
    "evidence-too-large": {"evidence": [["0" * 64, "图", "image/png", 10**30, AT]]},
    "evidence-without-digest": {"evidence": [["zz", "图", "image/png", 5, AT]]},
    "revisions-at-no-moment": {"revisions": [[*START[:2], "today", *START[3:]]]},
    "revisions-of-no-kind": {"revisions": [[*START[:4], "magic", *START[5:]]]},
    "revisions-endless": {"revisions": [[1, float("inf"), *START[2:]]]},
    "revisions-of-two-lines": {"revisions": [[*START[:5], "addr\ness", *START[6:]]]},
}


@pytest.mark.parametrize("changes", NO_PLAN_HAS.values(), ids=NO_PLAN_HAS)
def test_a_part_no_plan_has_is_refused(
    changes: dict[str, Any], contents: PlanContents, tmp_path: Path
) -> None:
    with pytest.raises(PlanError) as refused:
        read_pdf(pdf(tmp_path / "a.pdf", with_records(contents, **changes)))
    assert refused.value.key == "carried.unusable"
