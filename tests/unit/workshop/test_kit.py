"""The class kit: agenda, blank plans, papers."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.small_pack import TODAY
from wizard import packs, resources
from wizard.authoring import scaffold
from wizard.engine import CompiledChecklist
from wizard.errors import WizardError
from wizard.model.findings import Verdict
from wizard.plans.reading import read_foreign
from wizard.session import Session
from wizard.session.membership import Membership, membership, show_answers, with_membership
from wizard.text import words
from wizard.workshop.agenda import AGENDAS, AgendaName, agenda
from wizard.workshop.cases import teaching_cases, teaching_personas
from wizard.workshop.classroom import (
    Classroom,
    new_classroom,
    read_classroom,
    write_classroom,
)
from wizard.workshop.kit import blank_plan, kit_files, write_kit
from wizard.workshop.papers import attendance, case_sheet, guide

SAY = words("zh")
AREAS = ["mindset", "platform", "compliance", "money", "technology", "service"]


@pytest.mark.parametrize(("name", "minutes"), [("90min", 90), ("1d", 360)])
def test_an_agenda_fills_its_time(name: AgendaName, minutes: int) -> None:
    assert sum(step.minutes for step in agenda(name, AREAS)) == minutes


@pytest.mark.parametrize("name", AGENDAS)
def test_every_area_has_its_step(name: AgendaName) -> None:
    assert [step.area for step in agenda(name, AREAS) if step.area] == AREAS


def test_two_days_are_two_full_days() -> None:
    steps = agenda("2d", AREAS)
    for day in (1, 2):
        assert 300 <= sum(step.minutes for step in steps if step.day == day) <= 420


def test_a_class_reads_back(folder: Path, classroom: Classroom) -> None:
    assert read_classroom(folder) == classroom
    with pytest.raises(WizardError) as error:
        write_classroom(folder, classroom)
    assert error.value.key == "workshop.class_exists"


@pytest.mark.parametrize("text", ["class: [", "class: c1\nname: x\n", "- 1\n"])
def test_a_class_file_nobody_understands_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "class.yaml").write_text(text, "utf-8")
    with pytest.raises(WizardError) as error:
        read_classroom(tmp_path)
    assert error.value.key == "workshop.class_unusable"


@pytest.mark.parametrize(("name", "people"), [("", 3), ("x" * 201, 3), ("x", 0), ("x", 301)])
def test_a_class_needs_a_name_and_people(name: str, people: int) -> None:
    with pytest.raises(WizardError):
        new_classroom(name, TODAY, "1d", ("small", 1), people)


def test_everybody_gets_a_blank_plan_of_an_own_id(
    folder: Path, classroom: Classroom, compiled: CompiledChecklist
) -> None:
    written = write_kit(folder, classroom, compiled, [], SAY)
    plans = [read_foreign(path) for path in written if path.suffix == ".shopplan"]
    assert len({one.plan_id for one in plans}) == classroom.people
    assert {membership(one.summary) for one in plans} == {Membership(classroom.id, classroom.name)}
    assert not any(one.answers for one in plans)
    names = [path.relative_to(folder / "kit").as_posix() for path in written]
    assert names[:3] == ["worksheets/1-area.pdf", "attendance.pdf", "guide.pdf"]


def test_the_papers_are_the_same_every_time(
    classroom: Classroom, compiled: CompiledChecklist
) -> None:
    first = list(kit_files(classroom, compiled, [], SAY))
    assert first == list(kit_files(classroom, compiled, [], SAY))
    assert all(len(PdfReader(io.BytesIO(one.content)).pages) for one in first)


def test_one_case_is_sound_and_one_only_looks_it() -> None:
    compiled = packs.built_in()
    folder = resources.pack_folder(packs.BUILT_IN)
    personas, _ = packs.read_personas(folder, compiled.checklist)
    sound, flawed = teaching_cases(personas, compiled, TODAY)
    assert sound.evaluation.can_print_final
    assert flawed.evaluation.verdict is Verdict.NOT_ADVISED
    assert [sound.name, flawed.name] == [
        one.name for one in personas if one.id in ("teaching_good", "teaching_trap")
    ]
    unmarked = [one for one in personas if not one.id.startswith("teaching_")]
    _, nearly_sound = teaching_cases(unmarked, compiled, TODAY)
    assert len(nearly_sound.evaluation.blockers) == 1
    classroom = new_classroom("班", TODAY, "1d", ("shop_launch", 1), 2)
    sheet = case_sheet(classroom, flawed, SAY).plain_text()
    message = flawed.evaluation.blockers[0].message.say(SAY)
    assert message not in sheet
    assert flawed.name not in sheet
    files = [one for one in kit_files(classroom, compiled, personas, SAY) if "case" in one.path]
    assert [one.path for one in files if flawed.name.encode() in one.content] == []
    book = guide(classroom, compiled.checklist, (sound, flawed), SAY).plain_text()
    # What the checklist knows is said; what only an answer tells is a gap.
    assert "先腾出每周 3 小时以上" in book
    assert "超过经验警戒线 5%" in book
    assert "超过 100,000 元" in book
    assert "退款率 …，" in book
    assert message in book
    assert "{" not in book


def test_the_attendance_sheet_has_a_line_for_everybody(classroom: Classroom) -> None:
    text = attendance(classroom, SAY).plain_text()
    assert [f"{number:02d}.shopplan" in text for number in range(1, 5)] == [True] * 3 + [False]


@pytest.mark.parametrize("summary", ["{}", "[]", '{"class": 3}', '{"class": {"id": null}}'])
def test_a_summary_that_says_nothing_sensible_is_no_membership(summary: str) -> None:
    assert not membership(summary).shows_answers


def test_membership_leaves_the_rest_of_a_summary_alone() -> None:
    member = Membership("c1", "班", shows_answers=True)
    written = with_membership('{"verdict": "ready"}', member)
    assert membership(written) == member
    assert with_membership(written, Membership()) == '{"verdict": "ready"}'


def test_a_plan_keeps_its_class_and_the_tick_while_it_is_answered(
    tmp_path: Path, classroom: Classroom, compiled: CompiledChecklist
) -> None:
    path = tmp_path / "plan.shopplan"
    session = Session.adopt(blank_plan(classroom, 1, SAY), path, compiled)
    show_answers(session.plan, agreed=True)
    session.answer("hours", "12")
    session.close()
    member = Membership(classroom.id, classroom.name, shows_answers=True)
    contents = read_foreign(path)
    assert membership(contents.summary) == member
    assert '"verdict"' in contents.summary


def test_a_class_of_an_own_checklist_takes_it_along(tmp_path: Path) -> None:
    """Without the pack nobody can open the plans; founders of its own it need not have."""
    pack = tmp_path / "evening_class"
    scaffold(pack, extending=True)
    compiled = packs.load(pack)
    own = new_classroom("晚班", TODAY, "90min", ("evening_class", 1), 1)
    personas = teaching_personas(pack, compiled)
    assert len(teaching_cases(personas, compiled, TODAY)) == 2
    written = write_kit(tmp_path / "class", own, compiled, personas, SAY, own=pack)
    names = {path.name for path in written}
    assert {"evening_class.shoppack", "case-a.pdf", "case-b.pdf"} <= names
    packed = tmp_path / "class" / "kit" / "evening_class.shoppack"
    assert packs.load(packed).checklist.id == "evening_class"
    # A pack that travels as one file goes along as it is.
    again = write_kit(tmp_path / "again", own, compiled, [], SAY, own=packed)
    copied = next(path for path in again if path.name == packed.name)
    assert copied.read_bytes() == packed.read_bytes()
