"""Printed editions: what is noted of them, printing again, what changed since."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from tests.small_pack import TODAY
from tests.unit.documents.sample import photo
from tests.unit.session.conftest import NOON
from wizard.documents.blocks import Photo
from wizard.documents.opened import OpenedPdf
from wizard.documents.typesetting.fonts import MissingGlyph
from wizard.engine import CompiledChecklist
from wizard.errors import PlanError
from wizard.model.answers import Evidence
from wizard.plans import library
from wizard.plans.carried import read_pdf
from wizard.plans.reading import read_own
from wizard.session import NotFinalError, Session, read_record, read_source
from wizard.session.pages import changed_pages, fingerprints, only_pages, page_texts
from wizard.session.phrasing import boxes_line
from wizard.session.print_record import PrintRecord
from wizard.session.prints import PrintJob
from wizard.session.recording import note_print
from wizard.text import words

Clock = Callable[[], dt.datetime]


def test_a_print_notes_what_it_said(session: Session, compiled: CompiledChecklist) -> None:
    session.answer("goods", ["cracked"])
    printed = session.print_edition("draft", "zh")
    (noted,) = session.plan.prints()
    record = read_record(noted.record)
    assert record == printed.record
    assert (noted.number, noted.revision) == (1, session.plan.revision)
    assert (record.edition, record.language, record.day) == ("draft", "zh", TODAY)
    assert record.verdict == "not_advised"
    assert record.pack == {"id": "small", "version": 2, "digest": compiled.digest}
    assert record.findings[0]["rule"] == "goods"
    assert record.findings[0]["message"] == "不能卖破解"
    assert record.figures["cap"] == 500_000
    assert record.pdf == hashlib.sha256(printed.pdf).hexdigest()
    assert record.pages == fingerprints(printed.pdf)
    assert "v1" in page_texts_with_margins(printed.pdf)


def test_what_no_font_has_is_told_with_its_place(session: Session) -> None:
    session.rename("\U0001f680 小店")
    session.answer("hours", 5)
    session.set_note("hours", "\U0001f600")
    printed = session.print_edition("draft", "zh")
    assert {one.character for one in printed.boxes} >= {"\U0001f680"}
    assert "「\U0001f680 U+1F680 ROCKET」" in boxes_line(printed.boxes, words("zh"))
    session.rename("小店")
    session.set_note("hours", "")
    assert session.print_edition("draft", "zh").boxes == ()


def test_a_box_is_named_once_with_every_place_it_stands() -> None:
    found = [
        MissingGlyph("☃", "1.2", "…"),
        MissingGlyph("☃", "1.4", "…"),
        MissingGlyph("☄", "", ""),
    ]
    said = boxes_line(found, words("zh"))
    assert said.startswith("没有字体能印「☃ U+2603 SNOWMAN」（1.2、1.4）、「☄ U+2604 COMET」，")
    assert boxes_line((), words("zh")) == ""


def page_texts_with_margins(pdf: bytes) -> str:
    with OpenedPdf(pdf) as opened:
        return "\n".join(opened.texts())


def test_the_pdf_carries_the_plan_and_says_which_print_it_is(
    session: Session, tmp_path: Path, compiled: CompiledChecklist
) -> None:
    session.answer("hours", 5)
    session.print_edition("draft", "zh")
    session.answer("hours", 6)
    second = session.print_edition("draft", "zh")
    path = tmp_path / "plan.pdf"
    path.write_bytes(second.pdf)
    carried = read_pdf(path)
    assert carried.print_number == 2
    assert [one.number for one in carried.contents.prints] == [1]
    source = read_source(path, compiled)
    assert (source.plan_id, source.print_number) == (session.plan.plan_id, 2)
    assert not source.is_plan_file


def test_printing_again_what_nothing_changed_is_the_same_print(session: Session) -> None:
    session.answer("hours", 5)
    first = session.print_edition("draft", "zh")
    again = session.print_edition("draft", "zh")
    assert again.again
    assert (again.pdf, again.number) == (first.pdf, 1)
    assert len(session.plan.prints()) == 1
    english = session.print_edition("draft", "en")
    assert english.number == 2
    assert session.print_edition("draft", "zh").pdf == first.pdf


def test_another_day_is_another_print(path: Path, compiled: CompiledChecklist) -> None:
    now = NOON
    session = Session.create(path, compiled, name="店", clock=lambda: now)
    session.print_edition("draft", "zh")
    now += dt.timedelta(days=25)
    session.close()
    session = Session.open(path, compiled, clock=lambda: now)
    assert session.print_edition("draft", "zh").number == 2
    session.close()


def test_a_final_edition_that_is_held_back_is_not_noted(session: Session) -> None:
    session.answer("goods", ["cracked"])
    with pytest.raises(NotFinalError):
        session.print_edition("final", "zh")
    assert session.plan.prints() == ()


def test_printing_goes_on_while_somebody_types(session: Session) -> None:
    session.answer("hours", 5)
    job = session.print_job("draft", "zh")
    session.answer("hours", 6)
    session.record(job.run())
    (noted,) = session.plan.prints()
    assert noted.revision == 1


def test_the_home_list_is_told_of_the_print_and_of_changes_since(
    session: Session, path: Path
) -> None:
    session.answer("hours", 5)
    session.print_edition("draft", "zh")
    session.answer("hours", 6)
    session.set_note("hours", "只是备注")
    session.set_note("goods", "只是备注")
    session.close()
    (entry,) = library.entries(path.parent)
    assert entry.summary["last_print"]["number"] == 1
    assert entry.summary["last_print"]["edition"] == "draft"
    assert entry.summary["changed"] == 1


@pytest.mark.parametrize(
    "text",
    ["{}", "[]", '"x"', "null", '{"edition": 3, "pages": {}, "figures": [], "as_of": "never"}'],
)
def test_a_strangers_record_says_less_but_breaks_nothing(text: str) -> None:
    record = read_record(text)
    assert record.day is None
    assert record == PrintRecord(as_of=record.as_of)


def test_a_record_comes_back_as_it_was_written() -> None:
    record = PrintRecord(edition="final", pages=("a", "b"), figures={"cap": 1}, with_plan=False)
    assert read_record(record.written()) == record


def test_pages_drawn_as_before_are_not_read_again(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.answer("hours", 5)
    session.answer("chosen_platform", "甲")
    session.print_edition("draft", "zh")
    session.answer("chosen_platform", "某个别的地方")
    session.print_job("draft", "zh").run()
    read: list[int] = []

    def counting(pdf: bytes, pages: Sequence[int] | None = None) -> list[str]:
        read.extend(pages or ())
        return page_texts(pdf, pages)

    monkeypatch.setattr("wizard.session.pages.page_texts", counting)
    session.answer("chosen_platform", "又一个地方")
    printed = session.print_job("draft", "zh").run()
    assert 0 < len(read) < printed.total
    # The footer, with its date and number, is no part of what a page says.
    assert printed.record.pages == fingerprints(printed.pdf)


def test_pages_of_a_plan_never_printed_are_read_only_to_be_noted(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unread(pdf: bytes, pages: Sequence[int]) -> list[str]:
        raise AssertionError(pdf[:8], pages)

    session.answer("chosen_platform", "没有印过的")
    with monkeypatch.context() as patched:
        patched.setattr("wizard.session.pages.page_texts", unread)
        printed = session.print_job("draft", "zh").run()
        assert printed.changed == tuple(range(printed.total))
    record = read_record(session.record(printed).record)
    assert record.pages == fingerprints(printed.pdf)


def test_fingerprints_kept_are_few(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[bytes, str] = {}
    monkeypatch.setattr("wizard.session.pages._kept", kept)
    monkeypatch.setattr("wizard.session.pages._MOST_KEPT", 6)
    session.answer("hours", 5)
    for name in ("甲", "乙", "丙"):
        session.answer("chosen_platform", name)
        printed = session.print_job("draft", "zh").run()
        assert printed.record.pages == fingerprints(printed.pdf)
        assert len(kept) <= max(6, printed.total)


def test_the_same_letters_in_other_fonts_are_another_ink(session: Session) -> None:
    pages = []
    for note in ("\U0001f600", "\U0001f601"):  # no font has either: both are a box
        session.set_note("hours", note)
        session.answer("hours", 5)
        pages.append(session.print_job("draft", "zh").run().record.pages)
    assert pages[0] != pages[1]


def test_only_changed_pages(session: Session) -> None:
    session.answer("hours", 5)
    session.answer("chosen_platform", "甲")
    before = session.print_edition("draft", "zh")
    assert changed_pages(before.record.pages, before.record.pages) == ()
    session.answer("chosen_platform", "某个别的地方")
    after = session.print_edition("draft", "zh")
    pages = changed_pages(before.record.pages, after.record.pages)
    assert 0 < len(pages) < len(after.record.pages)
    fewer = only_pages(after.pdf, pages)
    assert fewer == only_pages(after.pdf, pages)
    assert page_texts(fewer) == [page_texts(after.pdf)[index] for index in pages]
    assert any("某个别的地方" in text for text in page_texts(fewer))


def test_pages_that_only_moved_are_not_printed_again() -> None:
    assert changed_pages(["a", "b"], ["new", "a", "b"]) == (0,)
    assert changed_pages(["a", "b"], ["b"]) == ()


def job_of(path: Path, compiled: CompiledChecklist) -> PrintJob:
    source = read_source(path, compiled)
    return PrintJob(source.evaluation(TODAY), source.contents, "draft", "zh")


def test_a_print_is_noted_in_a_file_that_nobody_has_open(
    session: Session, path: Path, compiled: CompiledChecklist, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.answer("hours", 5)
    session.close()
    for number in (1, 2):
        printed = job_of(path, compiled).run()
        note_print(path, printed, NOON)
        if number == 1:
            monkeypatch.setenv(library.FOLDER_VARIABLE, str(path.parent))
    contents = read_own(path)
    assert [json.loads(one.record)["edition"] for one in contents.prints] == ["draft"]
    assert contents.answers == {"hours": "5"}
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_print_is_not_noted_in_a_plan_another_window_edits(
    session: Session, path: Path, compiled: CompiledChecklist
) -> None:
    session.plan.flush()
    printed = job_of(path, compiled).run()
    with pytest.raises(PlanError, match="open_elsewhere"):
        note_print(path, printed, NOON)
    assert session.plan.prints() == ()


@pytest.mark.parametrize("text", ["", "None", "[1]", "{", "9" * 5000, "[" * 100_000])
def test_a_record_that_cannot_be_read_says_nothing(text: str) -> None:
    assert read_record(text) == PrintRecord()


def test_one_document_printed_several_times_at_once_is_one_print(
    session: Session, path: Path, compiled: CompiledChecklist
) -> None:
    session.answer("hours", 5)
    session.close()
    jobs = [job_of(path, compiled) for _ in range(4)]
    with ThreadPoolExecutor(4) as several:
        prints = list(several.map(PrintJob.run, jobs))
        list(several.map(lambda one: note_print(path, one, NOON), prints))
    assert len({one.pdf for one in prints}) == 1
    assert [one.number for one in read_own(path).prints] == [1]


def test_a_number_another_print_took_meanwhile_is_told(
    session: Session, path: Path, compiled: CompiledChecklist
) -> None:
    session.answer("hours", 5)
    session.close()
    chinese = job_of(path, compiled)
    english = replace(chinese, language="en")
    note_print(path, chinese.run(), NOON)
    with pytest.raises(PlanError, match="printed_meanwhile") as caught:
        note_print(path, english.run(), NOON)
    assert words("zh")(caught.value.key, **caught.value.params)
    assert len(read_own(path).prints) == 1


def test_a_pdf_saved_twice_is_one_print(session: Session) -> None:
    session.answer("hours", 5)
    printed = session.print_job("draft", "zh").run()
    assert session.record(printed) == session.record(printed)
    assert len(session.plan.prints()) == 1


def test_as_it_was_means_its_name_and_its_evidence_too(session: Session) -> None:
    session.answer("hours", 5)
    session.attach("hours", b"%PDF-1.7 first", Evidence("先.pdf"))
    first = session.print_edition("draft", "zh")
    session.rename("后来的名字")
    session.attach("hours", b"%PDF-1.7 later", Evidence("后.pdf"))
    job = session.reprint_job()
    assert job is not None
    assert job.contents.name == "小林的店"
    assert job.run().pdf == first.pdf
    assert "后来的名字" not in page_texts_with_margins(first.pdf)


def test_opening_sweeps_what_a_killed_program_left(
    session: Session, path: Path, compiled: CompiledChecklist
) -> None:
    session.close()
    stale = path.with_name(".00112233445566aa.part")
    fresh = path.with_name(".00112233445566ab.part")
    for one in (stale, fresh):
        one.write_bytes(b"half")
        age = 7_200 if one is stale else 60
        at = NOON.timestamp() - age
        os.utime(one, (at, at))
    Session.open(path, compiled, clock=lambda: NOON).close()
    assert (stale.exists(), fresh.exists()) == (False, True)


def test_a_print_notes_which_sections_began_a_page_and_keeps_them_there(session: Session) -> None:
    session.answer("hours", 5)
    first = session.print_edition("draft", "zh").record
    assert "section-summary" in first.opened
    session.answer("chosen_platform", "某个别的地方")
    second = session.print_edition("draft", "zh").record
    sections = {one for one in first.opened if one.startswith("section-") and "/" not in one}
    assert sections <= set(second.opened)
    assert read_record(first.written()).opened == first.opened


def test_pictures_are_printed_only_on_wish(session: Session) -> None:
    picture = b"\xff\xd8\xff picture"
    session.attach("goods", picture, Evidence("证照.jpg"))
    session.attach("goods", b"%PDF-1.7 /Type /Page", Evidence("合同.pdf"))
    session.attach("goods", b"\x89PNG\r\n\x1a\n broken", Evidence("坏图.png"))
    asked: list[bytes] = []

    def photograph(content: bytes) -> Photo | None:
        asked.append(content)
        return photo(30, 20) if content == picture else None

    plain = session.print_edition("draft", "zh")
    assert (asked, plain.record.pictures) == ([], "")
    printed = session.print_job("draft", "zh", photograph=photograph).run()
    assert picture in asked
    assert len(asked) == 2
    assert printed.record.pictures
    assert not printed.again
    said = page_texts_with_margins(printed.pdf)
    assert "证照.jpg" in said
    assert "坏图.png（这张图打不开，没有印出来）" in said.replace("\n", "")
    assert photo(30, 20).jpeg in printed.pdf
    session.record(printed)
    again = session.reprint_job(photograph)
    assert again is not None
    assert again.run().pdf == printed.pdf
    without = session.reprint_job()
    assert without is not None
    assert without.run().record.pictures == ""
