from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard import packs
from wizard.model.answers import Answer, Value
from wizard.model.money import Money
from wizard.model.questions import Table
from wizard.session.offers import LONGEST, Proposal, applied, proposals


@pytest.fixture(scope="module")
def table() -> Table:
    found = packs.built_in().checklist.questions["platforms"]
    assert isinstance(found, Table)
    return found


def said(text: str, table: Table) -> dict[str, Value]:
    return {one.column: one.value for one in proposals(text, table) if not one.contested}


@pytest.mark.parametrize(
    ("text", "column", "value"),
    [
        ("年费：600 元/年。", "annual_fee", Money(60_000)),
        ("年费 6百元", "annual_fee", Money(60_000)),
        ("不收年费", "annual_fee", Money(0)),
        ("年费全免", "annual_fee", Money(0)),
        ("Annual fee 1,200 yuan", "annual_fee", Money(120_000)),
        ("保证金０．１万", "deposit", Money(100_000)),
        ("No deposit.", "deposit", Money(0)),
        ("加盟只要２，９８０元代理费", "agent_fee", Money(298_000)),
        ("每单佣金 2.5%", "commission", Decimal("2.5")),
        ("支付手续费0.6%", "payment_fee", Decimal("0.6")),
        ("满500元才能提现", "withdrawal_minimum", Money(50_000)),
        ("提现门槛：100 元", "withdrawal_minimum", Money(10_000)),
        ("提现收5%手续费", "withdrawal_fee", Decimal(5)),
        ("提现：满100元可提，手续费1%", "withdrawal_fee", Decimal(1)),
        ("提现每笔2元", "withdrawal_flat_fee", Money(200)),
        ("提现后 T+1 到账", "withdrawal_lag_days", Decimal(1)),
        ("3个工作日到账", "withdrawal_lag_days", Decimal(3)),
        ("货款T+3结算", "settlement_days", Decimal(3)),
        ("账期10天", "settlement_days", Decimal(10)),
        ("我们运营5年", "years_operating", Decimal(5)),
        ("下单成功率99.2%", "order_success_rate", Decimal("99.2")),
        ("支持一件代发", "stocking_mode", "dropship_live"),
        ("首批拿货3000元", "stocking_mode", "forced_stock"),
        ("佣金不退", "commission_returned", False),
        ("首月包回本！独家货源", "promised_offers", ("guaranteed_income", "exclusive_goods")),
    ],
)
def test_a_sentence_proposes_a_cell(text: str, column: str, value: Value, table: Table) -> None:
    assert said(text, table).get(column) == value


def test_each_proposal_keeps_the_sentence_it_came_from(table: Table) -> None:
    found = proposals("老牌平台。年费 600 元，佣金 2%！\n满 100 元提现", table)
    assert {one.column: one.sentence for one in found} == {
        "commission": "年费 600 元，佣金 2%",
        "annual_fee": "年费 600 元，佣金 2%",
        "withdrawal_minimum": "满 100 元提现",
    }


@pytest.mark.parametrize("text", ["年费 600 元。免年费活动", "年费 600 元起", "年费 600-900 元"])
def test_two_values_or_a_range_are_left_to_the_person(text: str, table: Table) -> None:
    found = [one for one in proposals(text, table) if one.column == "annual_fee"]
    assert found
    assert all(one.contested for one in found)


def test_a_fee_of_one_thing_is_not_that_of_another(table: Table) -> None:
    found = said("支付手续费0.6%，提现手续费1%，保证金500元，佣金2%", table)
    assert found["payment_fee"] == Decimal("0.6")
    assert found["withdrawal_fee"] == 1
    assert found["commission"] == 2
    assert found["deposit"] == Money(50_000)


def test_claims_about_licences_are_never_read_out_of_an_advertisement(table: Table) -> None:
    text = "持有增值电信业务经营许可证，资质齐全，正规备案"
    assert proposals(text, table) == ()


@given(st.text(max_size=400))
def test_any_text_is_read_without_trouble(text: str) -> None:
    found = packs.built_in().checklist.questions["platforms"]
    assert isinstance(found, Table)
    for one in proposals(text, found):
        column = found.column(one.column)
        assert column is not None
        assert one.sentence


def test_a_huge_text_is_read_up_to_a_limit(table: Table) -> None:
    text = "年" * LONGEST + "。年费 600 元"
    assert proposals(text, table) == ()


def test_confirmed_proposals_are_quoted_and_keep_notes_a_person_wrote() -> None:
    row = {"name": Answer(value="平台甲"), "deposit": Answer(note="问过小李")}
    filled = applied(
        row,
        [
            Proposal("annual_fee", Money(60_000), "年费 600 元"),
            Proposal("deposit", Money(50_000), "保证金 500 元"),
        ],
    )
    assert filled["name"] == Answer(value="平台甲")
    assert filled["annual_fee"] == Answer(value=Money(60_000), sure="quoted", note="年费 600 元")
    assert filled["deposit"].note == "问过小李"
    assert filled["deposit"].value == Money(50_000)
