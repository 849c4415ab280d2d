"""What changed since the last print: the record, the marks, what it did to the balance."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from tests.unit.documents.founders import (
    changed,
    checklist,
    persona,
)
from tests.unit.documents.plan.composing import composed, runs
from wizard.documents.blocks import (
    Chart,
    Document,
    Fields,
    Heading,
    Table,
    plain,
    walk,
)
from wizard.documents.voice import Voice
from wizard.engine import Evaluation, evaluate
from wizard.model.answers import Answer
from wizard.model.money import Money
from wizard.money.bridge import year_end
from wizard.text import Language, words


def change_record(document: Document) -> list[Table]:
    """Return the tables of the section that says what changed."""
    titled = [block for block in document.blocks if isinstance(block, Heading | Table)]
    start = next(at for at, one in enumerate(titled) if one.key == "section-changes")
    found = []
    for block in titled[start + 1 :]:
        if isinstance(block, Heading):
            break
        found.append(block)
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_changed_is_recorded_from_answer_to_figure(language: Language) -> None:
    before = changed("xiaolin", weekly_hours=20, owner_wage="0 元")
    after = changed("xiaolin", weekly_hours=4, owner_wage="800 元")
    w = words(language)
    document = composed(after, language, previous=before)
    answers, findings, figures = (one.plain_text() for one in change_record(document))
    assert w("documents.changes_lead", date="2026-11-22") in document.plain_text()
    hours = {number: f"{number} {'小时' if language == 'zh' else 'hours'}" for number in (20, 4)}
    assert re.search(rf"{hours[20]}\t{hours[4]}", answers)
    gone = {one.message.say(w) for one in before.findings if one.counts}
    new = {one.message.say(w) for one in after.findings if one.counts}
    assert new - gone
    assert all(one in findings for one in new ^ gone)
    voices = Voice(before, language), Voice(after, language)
    old, now = (one.figure("reserve_needed") for one in voices)
    assert old != now
    assert f"{old}\t{now}" in figures


def test_a_changed_answer_is_marked_by_a_word_and_a_bar() -> None:
    before, after = persona("xiaolin"), changed("xiaolin", weekly_hours=4)
    document = composed(after, previous=before)
    rows = [row for one in walk(document.blocks) if isinstance(one, Table) for row in one.rows]
    marked = {row.key for row in rows if row.changed}
    assert "question-weekly_hours" in marked
    words_of = {row.key: [run.text for cell in row.cells for run in cell] for row in rows}
    assert words("zh")("documents.changed") in words_of["question-weekly_hours"]
    assert words("zh")("documents.changed") not in words_of["question-owner_wage"]


def test_a_changed_candidate_is_marked_in_its_own_cell() -> None:
    before = persona("xiaolin")
    table = before.table(before.checklist.candidates)
    assert table is not None
    rows = [dict(one) for one in before.rows(table.id)]
    answers = dict(before.answers)
    rows[0]["commission"] = Answer(value=Decimal(9))
    answers[table.id] = Answer(value=tuple(rows))
    after = evaluate(checklist(), answers, before.today, seed="test")
    document = composed(after, previous=before)
    marked = [
        [any(run.mark == "changed" for run in cell) for cell in row.cells]
        for block in document.blocks
        if isinstance(block, Table) and not block.caption
        for row in block.rows
        if row.changed
    ]
    assert [False, True, False] in marked


def _with_cells(table_id: str, place: int, **cells: Answer) -> Evaluation:
    """Return the example with some cells of one row in place."""
    before = persona("xiaolin")
    rows = [dict(one) for one in before.rows(table_id)]
    rows[place] |= cells
    answers = dict(before.answers) | {table_id: Answer(value=tuple(rows))}
    return evaluate(checklist(), answers, before.today, seed="test")


def test_marks_reach_products_facts_of_the_shop_and_assumptions() -> None:
    before = persona("xiaolin")
    after = _with_cells("products", 1, price=Answer(value=Money(2_700)))
    document = composed(after, previous=before)
    (price,) = [
        one
        for block in document.blocks
        if isinstance(block, Table)
        for one in block.rows
        if one.changed and len(one.cells) > 3
    ]
    marked = [any(run.mark == "changed" for run in cell) for cell in price.cells]
    assert marked == [False, False, True, False, False]
    after = changed("xiaolin", phone="400-111-2222", owner_wage="800 元")
    document = composed(after, previous=before)
    facts = [
        value for one in walk(document.blocks) if isinstance(one, Fields) for _, value in one.rows
    ]
    said = [plain(value) for value in facts if any(run.mark == "changed" for run in value)]
    assert said == ["400-111-2222 已改"]
    rows = [one for block in document.blocks if isinstance(block, Table) for one in block.rows]
    assert [one.key for one in rows if one.changed and one.key.startswith("assumption-")] == [
        "assumption-owner_wage"
    ]


def test_of_two_rows_with_one_name_the_changed_one_is_marked() -> None:
    lines = [
        {"item": "推广", "amount": amount, "kind": "one_off", "class": "optional"}
        for amount in ("100 元", "200 元", "300 元")
    ]
    before = changed("xiaolin", budget_lines=lines)
    after = changed("xiaolin", budget_lines=[lines[0], lines[1] | {"amount": "250 元"}, lines[2]])
    document = composed(after, previous=before)
    (budget,) = [one for one in document.blocks if isinstance(one, Table) and one.key == "budget"]
    promotion = [one for one in budget.rows if plain(one.cells[0]).startswith("推广")]
    assert [one.changed for one in promotion] == [False, True, False]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_record_draws_what_each_change_did_to_the_balance(language: Language) -> None:
    before = persona("xiaolin")
    after = changed("xiaolin", owner_wage="500 元", cash_available="7000 元", phone="400-111-2222")
    charts = [
        one
        for one in composed(after, language, previous=before).blocks
        if isinstance(one, Chart) and one.key == "chart-bridge"
    ]
    (chart,) = charts
    asked = checklist().checklist.questions
    names = [asked[name].title.say(language) for name in ("cash_available", "owner_wage")]
    w = words(language)
    columns = (w("documents.column.old"), *names, w("documents.column.new"))
    assert chart.labels == columns
    start, cash, wage, total = chart.series[0].values
    assert total is None
    assert cash == 1000
    assert wage is not None
    assert wage < 0
    end = year_end(after.inputs)
    assert start is not None
    assert end is not None
    assert start + cash + wage == Decimal(end) / 100


def test_nothing_is_marked_in_a_first_print() -> None:
    document = composed(persona("xiaolin"))
    assert not [run for run in runs(document) if run.mark == "changed"]


def test_a_plan_without_changes_says_so() -> None:
    text = composed(persona("xiaolin"), previous=persona("xiaolin")).plain_text()
    assert words("zh")("documents.nothing_changed") in text
