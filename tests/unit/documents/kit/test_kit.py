from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from icalendar import Calendar

from tests.unit.documents.founders import HOSTILE, changed, nobody, persona
from wizard.documents.kit_files import kit, papers
from wizard.documents.kit_files.actions_calendar import calendar
from wizard.documents.kit_files.workbook import workbook
from wizard.documents.plan.actions import all_actions
from wizard.documents.runs import clean
from wizard.documents.voice import Voice
from wizard.engine import Evaluation
from wizard.text import Language


def book(
    evaluation: Evaluation, name: str = "小店", language: Language = "zh"
) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(Voice(evaluation, language), name)))


def test_the_kit_of_the_example_has_every_file_and_the_plan_on_top() -> None:
    files = list(kit(persona("xiaolin"), name="小林", language="zh", plan_id="p"))
    paths = [one.path for one in files]
    assert paths[0] == "plan.pdf"
    assert {
        f"agreements/{name}.{suffix}"
        for name in persona("xiaolin").agreements
        for suffix in ("pdf", "docx", "html", "md")
    } <= set(paths)
    assert {"ledger.xlsx", "actions.ics", "call-sheet.pdf", "service-cards.pdf"} <= set(paths)
    assert all(one.content for one in files)
    assert len(set(paths)) == len(paths)


def test_equal_plans_give_equal_bytes() -> None:
    voice = Voice(persona("xiaolin"), "zh")
    assert workbook(voice, "小林") == workbook(voice, "小林")
    assert calendar(voice, "小林", "p") == calendar(voice, "小林", "p")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_ledger_begins_on_the_day_of_opening_with_the_cash_at_hand(language: Language) -> None:
    sheet = book(persona("xiaolin"), language=language).worksheets[0]
    launch = persona("xiaolin").inputs.launch_date
    assert launch is not None
    assert sheet["A5"].value == dt.datetime.combine(launch, dt.time())
    assert sheet["E3"].value == 6000
    assert sheet["M5"].value == "=$E$3+G5+K5-H5-I5-J5-L5"
    assert sheet["M6"].value == "=M5+G6+K6-H6-I6-J6-L6"


def test_months_add_up_the_days_and_the_lines_are_those_of_the_pack() -> None:
    made = book(persona("xiaolin"))
    months, lines = made.worksheets[1], made.worksheets[2]
    assert "SUMIFS('每日流水'!$B$5:$B$404" in months["B2"].value
    assert lines["C2"].value == pytest.approx(0.05)
    assert lines["C3"].value == pytest.approx(0.10)


@pytest.mark.parametrize("typed", [*HOSTILE, "=1+1", "+1", "@SUM(1)", "＝1+1", "店" * 40_000])
def test_no_text_in_the_workbook_is_a_formula_and_none_is_lost(typed: str) -> None:
    sheet = book(nobody(), name=typed).worksheets[0]
    first = sheet["A1"]
    assert first.data_type == "s"
    if len(typed) < 30_000:
        assert first.value == clean(typed)
    else:
        assert first.value + sheet["A2"].value == typed or len(first.value) == 32_767


def test_every_action_and_milestone_is_in_the_calendar() -> None:
    voice = Voice(persona("red_lines"), "zh")
    made = Calendar.from_ical(calendar(voice, "小店", "plan-1"))
    events = made.walk("VEVENT")
    assert len(events) >= len(all_actions(voice))
    stamps = {event.decoded("dtstamp") for event in events}
    assert stamps == {dt.datetime.combine(voice.evaluation.today, dt.time(), dt.UTC)}
    assert all(event.decoded("dtstart") >= voice.evaluation.today for event in events)
    assert len({event["uid"] for event in events}) == len(events)


def test_a_hostile_name_adds_no_event_to_the_calendar() -> None:
    voice = Voice(persona("red_lines"), "zh")
    name = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:evil"
    plain = Calendar.from_ical(calendar(voice, "x", "p")).walk("VEVENT")
    made = Calendar.from_ical(calendar(voice, name, "p")).walk("VEVENT")
    assert len(made) == len(plain)


def test_the_service_cards_carry_the_shops_own_promises() -> None:
    text = papers.service_cards(Voice(persona("xiaolin"), "zh"), "小店").plain_text()
    assert "10 分钟" in text
    assert "待补" not in text
    assert "待补" in papers.service_cards(Voice(nobody(), "zh"), "小店").plain_text()


def test_the_questionnaire_asks_about_every_column() -> None:
    voice = Voice(nobody(), "zh")
    text = papers.platform_questionnaire(voice, "小店").plain_text()
    table = voice.evaluation.table("platforms")
    assert table is not None
    asked = [one for one in table.columns[1:] if not one.computed]
    assert all(one.title.say("zh") in text for one in asked)


def test_evidence_is_listed_with_where_it_is() -> None:
    evaluation = changed(
        "xiaolin",
        source_proof_share={
            "value": "100%",
            "evidence": [{"name": "授权书.pdf", "sha256": "0" * 64, "where": "书桌抽屉"}],
        },
    )
    text = papers.evidence_list(Voice(evaluation, "zh"), "小店").plain_text()
    assert "授权书.pdf（书桌抽屉）" in text


def test_a_call_sheet_with_nothing_to_ask_says_so() -> None:
    text = papers.call_sheet(Voice(persona("may_open"), "zh"), "小店").plain_text()
    assert text.splitlines()[-1]
