"""The pack that comes with the program: clean, complete in both languages, personas kept."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from wizard import packs, resources
from wizard.engine import CompiledChecklist, evaluate
from wizard.model.questions import Severity, Table
from wizard.packs import Persona
from wizard.text import LANGUAGES, words

FOLDER = resources.pack_folder(packs.BUILT_IN)
CATALOGUE = Path(__file__).parent / "question-ids.tsv"
PERSONAS = [path.stem for path in sorted((FOLDER / "personas").glob("*.yaml"))]


@pytest.fixture(scope="module")
def pack() -> CompiledChecklist:
    return packs.built_in()


@pytest.fixture(scope="module")
def personas(pack: CompiledChecklist) -> dict[str, Persona]:
    found, problems = packs.read_personas(FOLDER, pack.checklist)
    assert problems == []
    return {one.id: one for one in found}


@pytest.mark.parametrize("name", ["shop_launch", "_gallery"])
def test_a_pack_of_ours_has_neither_problems_nor_remarks(name: str) -> None:
    _, reading = packs.read(resources.pack_folder(name))
    say = words("en")
    assert [f"{one.place} {say(one.key, **one.params)}" for one in reading.problems] == []
    assert [f"{one.place} {say(one.key, **one.params)}" for one in reading.remarks] == []


def test_every_catalogue_question_is_there_with_its_weight(pack: CompiledChecklist) -> None:
    checklist = pack.checklist
    with CATALOGUE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            question = checklist.asked(row["id"])
            assert question is not None, row
            assert question.must == (row["must"] == "must"), row
            assert question.code == row["code"], row
            if row["per"] == "platform":
                assert row["id"] in checklist.columns, row
            else:
                assert bool(question.computed) == (row["per"] == "computed"), row


def test_only_the_catalogue_makes_must_haves(pack: CompiledChecklist) -> None:
    with CATALOGUE.open(encoding="utf-8") as file:
        must = {row["id"] for row in csv.DictReader(file, delimiter="\t") if row["must"] == "must"}
    checklist = pack.checklist
    found = {one.id for one in checklist.questions.values() if one.must}
    found |= {name for name, (_, column) in checklist.columns.items() if column.must}
    assert found == must | {"chosen_platform"}


def test_only_law_the_cap_and_arithmetic_block(pack: CompiledChecklist) -> None:
    checklist = pack.checklist
    questions = [*checklist.questions.values(), *(one for _, one in checklist.columns.values())]
    for question in questions:
        if question.blocks:
            assert question.must, question.id
    for rule in checklist.rules:
        if rule.severity is Severity.RED_LINE:
            assert rule.sources or rule.id == "every_sale_loses", rule.id


def test_every_judgement_says_what_to_do_and_on_what_ground(pack: CompiledChecklist) -> None:
    checklist = pack.checklist
    questions = [*checklist.questions.values(), *(one for _, one in checklist.columns.values())]
    for question in questions:
        if not question.judged:
            continue
        assert question.sources, question.id
        for consequence in (question.on_warn, question.on_fail):
            if consequence is not None:
                assert consequence.say, question.id
                assert consequence.do, question.id


def test_every_question_is_explained(pack: CompiledChecklist) -> None:
    for question in pack.checklist.questions.values():
        if question.computed:
            continue
        for language in LANGUAGES:
            assert question.ask.say(language), question.id
            assert question.hint.say(language), question.id
            assert question.why.say(language), question.id
        assert len(question.ask.say("zh")) <= 32, question.id


@pytest.mark.parametrize("name", PERSONAS)
def test_a_persona_gets_what_its_author_expects(
    pack: CompiledChecklist, personas: dict[str, Persona], name: str
) -> None:
    persona = personas[name]
    found = evaluate(pack, persona.answers, persona.as_of)
    expect = persona.expect
    spoken = {one.rule for one in found.findings}
    counted = {one.rule for one in found.findings if one.counts}
    assert found.verdict == expect.verdict
    if expect.can_print_final is not None:
        assert found.can_print_final == expect.can_print_final
    assert set(expect.findings) <= spoken
    assert counted.isdisjoint(expect.silent)
    if expect.missing is not None:
        assert set(found.missing) == set(expect.missing)
    if expect.not_sure is not None:
        assert set(found.not_sure) == set(expect.not_sure)
    for figure, value in expect.figures.items():
        assert str(found.figures[figure].shown) == str(value), figure
    for finding in found.findings:
        for language in LANGUAGES:
            assert "—" not in finding.message.say(words(language)).replace("——", ""), finding.rule


def test_every_rule_speaks_to_one_persona_and_is_silent_with_another(
    pack: CompiledChecklist, personas: dict[str, Persona]
) -> None:
    spoken = [
        {one.rule for one in evaluate(pack, persona.answers, persona.as_of).findings}
        for persona in personas.values()
    ]
    for rule in pack.checklist.rules:
        assert {rule.id in one for one in spoken} == {True, False}, rule.id


def test_every_question_is_shown_to_some_persona(
    pack: CompiledChecklist, personas: dict[str, Persona]
) -> None:
    shown = {
        name
        for persona in personas.values()
        for name in evaluate(pack, persona.answers, persona.as_of).visible
    }
    assert set(pack.checklist.questions) == shown


def test_every_red_line_stops_some_persona(
    pack: CompiledChecklist, personas: dict[str, Persona]
) -> None:
    checklist = pack.checklist
    stopped = {
        one.rule
        for persona in personas.values()
        for one in evaluate(pack, persona.answers, persona.as_of).red_lines
    }
    questions = [*checklist.questions.values(), *(one for _, one in checklist.columns.values())]
    red = {question.id for question in questions if question.blocks}
    red |= {rule.id for rule in checklist.rules if rule.severity is Severity.RED_LINE}
    assert red <= stopped


def test_tables_the_money_model_reads_have_their_columns(pack: CompiledChecklist) -> None:
    columns = {
        "products": "name price cost share refund_rate code_loss reissue_rate supply",
        "budget_lines": "item amount kind class from",
        "channels": "name budget payment expected_orders",
        "platforms": (
            "name commission commission_returned payment_fee payment_fee_returned annual_fee"
            " deposit settlement_days withdrawal_minimum withdrawal_fee withdrawal_flat_fee"
            " withdrawal_lag_days"
        ),
    }
    for table_id, names in columns.items():
        table = pack.checklist.questions[table_id]
        assert isinstance(table, Table)
        have = {column.id for column in table.columns}
        assert set(names.split()) <= have, table_id
    for name in [
        "cash_available",
        "owner_wage",
        "orders_per_day",
        "visitors_per_day",
        "conversion",
        "repurchase_rate",
        "tickets_per_order",
        "minutes_per_ticket",
        "support_people",
        "service_hours",
        "launch_date",
        "refund_rate",
        "chosen_platform",
        "shop_legal_name",
        "uscc",
        "address",
        "phone",
        "email",
        "payment_institution",
        "merchant_subject",
        "delivery_minutes",
        "data_items",
        "processors",
        "retention",
    ]:
        assert name in pack.checklist.questions, name
