"""The plan inside a printed PDF, whole and damaged."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfWriter

from wizard.errors import PlanError, WizardError
from wizard.plans import carried
from wizard.plans.carried import ATTACHMENT, Carried, carry, read_pdf
from wizard.plans.contents import Evidence, PlanContents, Print, Version, new_plan
from wizard.text import LANGUAGES, words


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
    found = read_pdf(pdf(tmp_path / "a.pdf", carry(contents, 3, '{"edition": "draft"}')))
    assert found == Carried(contents, 3, '{"edition": "draft"}')
    assert read_pdf(pdf(tmp_path / "b.pdf", carry(contents))) == Carried(contents, 0, "")
    # A plan says only what it has: equal bytes for plans printed before and after.
    assert b'"record"' not in carry(contents)


def refused(path: Path) -> str:
    """Return why a PDF is refused; the sentence names it in both languages."""
    with pytest.raises(PlanError) as caught:
        read_pdf(path)
    assert caught.value.params["path"] == str(path)
    for language in LANGUAGES:
        assert path.name in words(language)(caught.value.key, **caught.value.params)
    return caught.value.key


@pytest.mark.parametrize(("was", "now"), [("于", "争"), ('"店"', '"厂"')], ids=["city", "name"])
def test_a_plan_in_which_a_character_changed_is_refused(
    was: str, now: str, contents: PlanContents, tmp_path: Path
) -> None:
    """Readers unpack a damaged stream as far as they can: the answers still make sense."""
    damaged = carry(contents).decode().replace(was, now).encode()
    assert damaged != carry(contents)
    assert refused(pdf(tmp_path / "a.pdf", damaged)) == "carried.unusable"


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
    assert refused(tmp_path / "locked.pdf") == "carried.pdf_locked"


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
    found = read_pdf(pdf(tmp_path / "a.pdf", with_records(contents))).contents
    assert list(found.prints) == [Print(1, 1, AT, "{}")]
    assert list(found.versions) == [Version(1, 1, AT, "v")]
    assert list(found.evidence) == [Evidence("0" * 64, "图", "image/png", 5, AT, present=False)]
    assert [(one.at, one.kind, one.question) for one in found.revisions] == [
        (AT, "start", "address")
    ]
    assert found.blobs("0" * 64) is None


def test_a_plan_of_another_kind_or_time(contents: PlanContents, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    assert refused(pdf(path, with_records(contents, format="other"))) == "carried.no_plan"
    assert refused(pdf(path, with_records(contents, schema=2))) == "carried.newer"
    assert refused(pdf(path, with_records(contents, sum="00"))) == "carried.unusable"
    assert refused(pdf(path, with_records(contents, answers={}))) == "carried.unusable"
    assert refused(pdf(path, b"{")) == "carried.unusable"
    assert refused(pdf(path, b"")) == "carried.no_plan"
    path.write_bytes(b"%PDF-1.7\n")
    assert refused(path) == "carried.pdf_unreadable"


def test_a_plan_may_be_so_large(
    contents: PlanContents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attached = carry(contents)
    path = pdf(tmp_path / "a.pdf", attached)
    size = path.stat().st_size
    for limit, largest, key in (
        ("LARGEST_ATTACHMENT", len(attached), "carried.unusable"),
        ("_MOST", 1, "carried.unusable"),
        ("LARGEST_PDF", size, "carried.pdf_too_large"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(carried, limit, largest)
            assert read_pdf(path).contents == contents
            patch.setattr(carried, limit, largest - 1)
            assert refused(path) == key
    monkeypatch.setattr(carried, "LARGEST_PDF", 0)
    with path.open("r+b") as file:
        file.truncate(100)
    with pytest.raises(PlanError) as caught:
        read_pdf(path)
    assert caught.value.params == {"path": str(path), "limit": 0}
    assert carried.LARGEST_ATTACHMENT < 100_000_000


def test_a_pdf_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WizardError) as caught:
        read_pdf(tmp_path / "nowhere.pdf")
    assert (caught.value.key, caught.value.params) == (
        "errors.not_found",
        {"path": str(tmp_path / "nowhere.pdf")},
    )


def test_what_a_reader_says_of_a_strangers_file_is_not_logged(
    contents: PlanContents, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    whole = pdf(tmp_path / "a.pdf", carry(contents)).read_bytes()
    (tmp_path / "a.pdf").write_bytes(b"junk" + whole.replace(b"startxref", b"startxxxx"))
    with contextlib.suppress(PlanError):
        read_pdf(tmp_path / "a.pdf")
    assert caplog.records == []


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
    assert refused(pdf(tmp_path / "a.pdf", with_records(contents, **changes))) == "carried.unusable"
