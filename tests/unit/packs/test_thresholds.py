"""The boundary values of every judged number: on which side of each line a value falls."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from wizard import packs
from wizard.engine import CompiledChecklist, Evaluation, evaluate
from wizard.model.answers import Answer
from wizard.model.answers_document import read_answers
from wizard.model.questions import Amount, Number, Percent, QuestionFields
from wizard.strict_yaml import dump, load
from wizard.strict_yaml.writing import Writable

DAY = dt.date(2026, 11, 22)
PLATFORM = "平台甲"

# question: value -> level. ``warn`` is what on_warn says; a fail is told by its severity.
ANSWERED: dict[str, dict[str, str]] = {
    # mindset
    "weekly_hours": {"0": "watch", "2.9": "watch", "3": "warn", "9.9": "warn", "10": "pass"},
    "traffic_sources": {"0": "watch", "1": "warn", "2": "pass"},
    "demand_evidence_share": {"59.9%": "watch", "60%": "warn", "99.9%": "warn", "100%": "pass"},
    "weekly_kpis": {"0": "fix", "1": "warn", "2": "warn", "3": "pass"},
    "contingency_plans": {"0": "fix", "1": "warn", "2": "warn", "3": "pass"},
    # compliance
    "licensed_goods_share": {"0%": "red_line", "99.9%": "red_line", "100%": "pass"},
    "source_proof_share": {"0%": "red_line", "99.9%": "red_line", "100%": "pass"},
    "link_sweep_days": {"1": "pass", "7": "pass", "8": "warn", "30": "warn", "31": "watch"},
    "privacy_notice_items": {"0": "fix", "9": "fix", "10": "warn", "13": "warn", "14": "pass"},
    "rights_response_days": {"15": "pass", "16": "warn", "30": "warn", "31": "fix"},
    # money
    "refund_rate": {"0%": "pass", "3%": "pass", "3.1%": "warn", "5%": "warn", "5.1%": "watch"},
    "repurchase_rate": {"9.9%": "watch", "10%": "warn", "14.9%": "warn", "15%": "pass"},
    # technology
    "modules_mastered": {"0": "fix", "1": "fix", "2": "warn", "3": "warn", "4": "pass"},
    "code_vault": {"0": "red_line", "1": "red_line", "2": "warn", "3": "pass"},
    "account_security": {"0": "fix", "1": "fix", "2": "warn", "3": "pass"},
    "backup_drill_days": {"0": "pass", "30": "pass", "31": "warn", "90": "warn", "91": "watch"},
    "log_months": {"0": "fix", "5.9": "fix", "6": "pass"},
    "order_export_days": {"7": "pass", "8": "warn", "30": "warn", "31": "watch"},
    "mobile_devices_tested": {"0": "fix", "1": "warn", "2": "warn", "3": "pass"},
    "mobile_loss_rate": {"19.9%": "pass", "20%": "warn", "49.9%": "warn", "50%": "watch"},
    # service
    "first_reply_minutes": {"10": "pass", "10.5": "warn", "30": "warn", "31": "watch"},
    "steps_to_human": {"0": "pass", "2": "pass", "3": "warn", "4": "watch"},
    "contact_channels": {"0": "fix", "1": "fix", "2": "warn", "3": "pass"},
    "faq_coverage": {"49.9%": "fix", "50%": "warn", "99.9%": "warn", "100%": "pass"},
}
OF_A_PLATFORM: dict[str, dict[str, str]] = {
    "years_operating": {"0.9": "watch", "1": "warn", "2.9": "warn", "3": "pass"},
    "order_success_rate": {"94.9%": "watch", "95%": "warn", "98.9%": "warn", "99%": "pass"},
    "latency_p95": {"2.9": "pass", "3": "watch"},
    "security_measures": {"0": "fix", "1": "fix", "2": "warn", "3": "warn", "4": "pass"},
    "manual_steps": {"0": "pass", "1": "warn", "2": "watch"},
    "stock_outs_30d": {"1": "pass", "2": "warn", "3": "warn", "4": "watch"},
    "cost_to_official_price": {
        "69.9%": "watch",
        "70%": "warn",
        "79.9%": "warn",
        "80%": "pass",
        "98%": "pass",
        "98.1%": "warn",
        "99.9%": "warn",
        "100%": "watch",
    },
    "agent_fee": {"500": "pass", "500.01": "warn", "1999.99": "warn", "2000": "watch"},
    "withdrawal_minimum": {"100": "pass", "100.01": "warn", "499.99": "warn", "500": "watch"},
    "withdrawal_fee": {"1%": "pass", "1.1%": "warn", "4.9%": "warn", "5%": "watch"},
    "settlement_days": {"3": "pass", "4": "warn", "7": "warn", "8": "watch"},
}
FIVE_KINDS = ("first_stock", "promotion", "permits")


def _line(amount: str, category: str = "other") -> dict[str, Writable]:
    return {"item": category, "amount": amount, "kind": "one_off", "category": category}


def _budget(*lines: dict[str, Writable], **platform: Writable) -> dict[str, Writable]:
    row: dict[str, Writable] = {"name": PLATFORM, "annual_fee": 0, "deposit": 0, **platform}
    return {
        "platforms": [row],
        "chosen_platform": PLATFORM,
        "budget_lines": list(lines),
    }


def _reserve(cash: str) -> dict[str, Writable]:
    monthly: dict[str, Writable] = {
        "item": "短信",
        "amount": 100,
        "kind": "monthly",
        "category": "tools",
    }
    return _budget(monthly) | {"owner_wage": 0, "cash_available": cash}


COMPUTED: list[tuple[str, dict[str, Writable], str]] = [
    ("startup_budget", _budget(_line("5000")), "pass"),
    ("startup_budget", _budget(_line("5000.01")), "red_line"),
    ("startup_budget", _budget(_line("3900"), annual_fee=600, deposit=500), "pass"),
    ("startup_budget", _budget(_line("3900.01"), annual_fee=600, deposit=500), "red_line"),
    ("budget_itemised", _budget(*(_line("0", one) for one in FIVE_KINDS)), "pass"),
    ("budget_itemised", _budget(*(_line("0", one) for one in FIVE_KINDS[:2])), "warn"),
    ("budget_itemised", _budget(_line("1", "first_stock")), "warn"),
    ("budget_itemised", _budget(_line("1")), "fix"),
    ("first_stock_share", _budget(_line("400", "first_stock"), _line("600")), "pass"),
    ("first_stock_share", _budget(_line("401", "first_stock"), _line("599")), "warn"),
    ("first_stock_share", _budget(_line("600", "first_stock"), _line("400")), "warn"),
    ("first_stock_share", _budget(_line("601", "first_stock"), _line("399")), "watch"),
    ("reserve_months", _reserve("300"), "pass"),
    ("reserve_months", _reserve("299.99"), "warn"),
    ("reserve_months", _reserve("100"), "warn"),
    ("reserve_months", _reserve("99.99"), "watch"),
]
TAKE_RATE = [("4.4%", "pass"), ("4.5%", "warn"), ("9.4%", "warn"), ("9.5%", "watch")]
TOO_FEW = [
    ("refund_rate", "8%", "orders_30d", {"0": "watch", "1": "pass", "19": "pass", "20": "watch"}),
    ("repurchase_rate", "4%", "buyers_60d", {"0": "watch", "29": "pass", "30": "watch"}),
]
PLAIN = [(name, at, level) for name, levels in ANSWERED.items() for at, level in levels.items()]
ROWS = [(name, at, level) for name, levels in OF_A_PLATFORM.items() for at, level in levels.items()]


@pytest.fixture(scope="module")
def pack() -> CompiledChecklist:
    return packs.built_in()


def _evaluated(pack: CompiledChecklist, answers: Mapping[str, Writable]) -> Evaluation:
    document = load(dump({"shop_launch": 1, "answers": answers}), "answers.yaml")
    read, problems = read_answers(pack.checklist, document, ("answers",))
    assert problems == []
    typed: dict[str, Answer] = read
    return evaluate(pack, typed, DAY)


def _level(pack: CompiledChecklist, answers: Mapping[str, Writable], name: str) -> str:
    question = pack.checklist.asked(name)
    assert isinstance(question, QuestionFields)
    found = [one for one in _evaluated(pack, answers).findings if one.rule == name]
    if not found:
        return "pass"
    assert len(found) == 1
    if question.on_warn is not None and found[0].message.text == question.on_warn.say:
        return "warn"
    return found[0].severity.value


@pytest.mark.parametrize(("name", "at", "level"), PLAIN)
def test_an_answer_falls_on_its_side_of_the_line(
    pack: CompiledChecklist, name: str, at: str, level: str
) -> None:
    assert _level(pack, {name: at}, name) == level


@pytest.mark.parametrize(("name", "at", "level"), ROWS)
def test_the_chosen_platform_falls_on_its_side_of_the_line(
    pack: CompiledChecklist, name: str, at: str, level: str
) -> None:
    answers: dict[str, Writable] = {
        "platforms": [{"name": PLATFORM, name: at}],
        "chosen_platform": PLATFORM,
    }
    assert _level(pack, answers, name) == level


@pytest.mark.parametrize(("commission", "level"), TAKE_RATE)
def test_commission_and_payment_fee_are_judged_together(
    pack: CompiledChecklist, commission: str, level: str
) -> None:
    row: dict[str, Writable] = {"name": PLATFORM, "commission": commission, "payment_fee": "0.6%"}
    answers: dict[str, Writable] = {"platforms": [row], "chosen_platform": PLATFORM}
    assert _level(pack, answers, "take_rate") == level


@pytest.mark.parametrize(("name", "answers", "level"), COMPUTED)
def test_what_is_computed_falls_on_its_side_of_the_line(
    pack: CompiledChecklist, name: str, answers: Mapping[str, Writable], level: str
) -> None:
    assert _level(pack, answers, name) == level


@pytest.mark.parametrize(("name", "rate", "sample", "levels"), TOO_FEW)
def test_too_few_after_opening_are_not_judged_but_an_estimate_before_it_is(
    pack: CompiledChecklist, name: str, rate: str, sample: str, levels: dict[str, str]
) -> None:
    for count, level in levels.items():
        assert _level(pack, {name: rate, sample: count}, name) == level, count


def test_proof_that_just_expired_is_told_from_proof_that_never_was(
    pack: CompiledChecklist,
) -> None:
    answers = {"source_proof_share": "80%", "proof_renewal_share": "20%"}
    assert _level(pack, answers, "source_proof_share") == "warn"
    answers["proof_renewal_share"] = "19.9%"
    assert _level(pack, answers, "source_proof_share") == "red_line"


@pytest.mark.parametrize(
    ("turnover", "status", "level"),
    [
        ("100000", "unregistered", "warn"),
        ("100000.01", "unregistered", "fix"),
        ("100000.01", "in_progress", "fix"),
        ("100000.01", "sole_trader", "pass"),
        ("not_sure", "unregistered", "warn"),
    ],
)
def test_a_private_person_registers_above_the_limit(
    pack: CompiledChecklist, turnover: str, status: str, level: str
) -> None:
    answers = {"annual_turnover": turnover, "registration_status": status}
    assert _level(pack, answers, "registration_status") == level


def test_every_judged_number_of_the_catalogue_is_here(pack: CompiledChecklist) -> None:
    checklist = pack.checklist
    asked = [*checklist.questions.values(), *(one for _, one in checklist.columns.values())]
    judged = {
        one.id
        for one in asked
        if one.code and one.judged and isinstance(one, (Number, Percent, Amount))
    }
    tested = {*ANSWERED, *OF_A_PLATFORM, *(name for name, _, _ in COMPUTED), "take_rate"}
    assert judged == tested
