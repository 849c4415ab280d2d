from __future__ import annotations

import re

import pytest

from tests.snapshot import Snapshot
from tests.unit.documents.founders import HOSTILE, changed, nobody, persona, personas
from wizard.documents import AgreementDocument, compose_agreement
from wizard.documents.agreements import questions_of, readiness
from wizard.documents.blocks import Bullets, Heading, Paragraph, Table, walk
from wizard.documents.runs import Run, clean
from wizard.documents.voice import Voice
from wizard.engine import Evaluation
from wizard.text import Language

COUNTS = {
    "user_agreement": ("UA", 14),
    "privacy_policy": ("PP", 14),
    "purchase_notice": ("VN", 9),
    "refund_rules": ("RF", 10),
    "minors_notice": ("MN", 7),
}
FORBIDDEN = ("最终解释权", "付款后合同不成立", "概不退款", "7 个工作日", "七个工作日", "提前五日")


def composed(
    evaluation: Evaluation, agreement: str, language: Language = "zh", **own: str
) -> AgreementDocument:
    return compose_agreement(
        evaluation,
        agreement,
        name="小店",
        edition="draft",
        language=language,
        own_text={code.replace("_", "-"): said for code, said in own.items()},
    )


def complete() -> Evaluation:
    """Return a shop to which every one of the 54 clauses applies."""
    return changed(
        "xiaolin",
        goods_categories=["licensed_software", "official_cards"],
        stored_balance="own_shop_with_contract",
        balance_refund="随时退，不扣费",
        no_return_confirmed="yes",
        reissue_first="yes",
    )


def runs(made: AgreementDocument) -> list[Run]:
    found: list[Run] = []
    for block in walk(made.document.blocks):
        if isinstance(block, (Paragraph, Heading)):
            found += block.runs
        elif isinstance(block, Bullets):
            found += [run for item in block.items for run in item]
        elif isinstance(block, Table):
            found += [run for one in block.rows for cell in one.cells for run in cell]
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("agreement", COUNTS)
def test_the_agreement_of_the_example(
    agreement: str, language: Language, snapshot: Snapshot
) -> None:
    snapshot(composed(persona("xiaolin"), agreement, language).document.plain_text())


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("agreement", COUNTS)
def test_every_clause_is_there_in_order_with_its_ground(agreement: str, language: Language) -> None:
    prefix, count = COUNTS[agreement]
    made = composed(complete(), agreement, language)
    assert [one.code for one in made.clauses] == [
        f"{prefix}-{number:02d}" for number in range(1, count + 1)
    ]
    small = [
        block.plain_text()
        for block in made.document.blocks
        if isinstance(block, Paragraph) and block.style == "small"
    ]
    for clause in made.clauses:
        assert any(one.startswith(clause.code) and len(one) > 15 for one in small)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("agreement", COUNTS)
def test_no_markup_of_a_template_is_printed(agreement: str, language: Language) -> None:
    for evaluation in (complete(), nobody()):
        said = composed(evaluation, agreement, language).document.plain_text()
        assert not re.search(r"\*\*|__|[{}`]|%%", said)


def test_there_are_54_clauses() -> None:
    assert sum(len(composed(complete(), one).clauses) for one in COUNTS) == 54


def test_clauses_that_do_not_apply_are_absent() -> None:
    evaluation = changed(
        "xiaolin",
        goods_categories=["licensed_courses"],
        stored_balance="no_balance",
        no_return_confirmed="not_needed",
        reissue_first="no",
    )
    codes = {one.code for name in COUNTS for one in composed(evaluation, name).clauses}
    assert not codes & {"MN-02", "RF-10", "VN-04", "RF-04"}
    numbers = [one.number for one in composed(evaluation, "refund_rules").clauses]
    assert numbers[3] == "第四条"


@pytest.mark.parametrize("agreement", COUNTS)
def test_both_languages_ask_for_the_same_answers(agreement: str) -> None:
    chinese, english = (composed(complete(), agreement, one) for one in ("zh", "en"))
    assert [(one.code, one.questions) for one in chinese.clauses] == [
        (one.code, one.questions) for one in english.clauses
    ]
    assert chinese.blanks == english.blanks


@pytest.mark.parametrize("agreement", COUNTS)
def test_an_empty_plan_gives_ruled_blanks_that_name_their_questions(agreement: str) -> None:
    evaluation = nobody()
    made = composed(evaluation, agreement)
    assert not made.can_be_final
    assert {one.question for one in made.blanks} <= set(evaluation.checklist.questions)
    marked = [run for run in runs(made) if run.mark == "blank"]
    assert marked
    assert all(run.text.startswith("待填：") for run in marked)


@pytest.mark.parametrize("agreement", COUNTS)
def test_the_example_can_be_printed_final(agreement: str) -> None:
    made = composed(persona("xiaolin"), agreement)
    assert made.blanks == ()
    assert made.contradictions == ()
    assert made.can_be_final


@pytest.mark.parametrize("agreement", COUNTS)
def test_no_agreement_says_what_the_law_forbids(agreement: str) -> None:
    text = composed(complete(), agreement).document.plain_text()
    assert not [one for one in FORBIDDEN if one in text]


@pytest.mark.parametrize("agreement", COUNTS)
def test_each_says_that_it_is_a_template_and_which_language_prevails(agreement: str) -> None:
    assert "范本，不是法律意见" in composed(complete(), agreement).document.plain_text().replace(
        "这是", ""
    )
    english = composed(complete(), agreement, "en").document.plain_text()
    assert "not legal advice" in english
    assert "The Chinese text prevails" in english


@pytest.mark.parametrize(
    ("agreement", "clause", "question", "answer"),
    [
        ("refund_rules", "RF-03", "refund_promise", "within_15_days"),
        ("refund_rules", "RF-05", "full_refund_to_source", False),
        ("refund_rules", "RF-01", "own_the_defect", False),
        ("refund_rules", "RF-10", "stored_balance", "across_shops_or_cashable"),
        ("user_agreement", "UA-07", "payment_channel", "crypto"),
        ("user_agreement", "UA-05", "goods_categories", ["cracked"]),
        ("user_agreement", "UA-12", "notice_days", 3),
        ("user_agreement", "UA-13", "cancel_days", 30),
        ("user_agreement", "UA-11", "fair_terms", False),
        ("privacy_policy", "PP-05", "personal_data_items", ["email", "id_number"]),
        ("privacy_policy", "PP-04", "log_months", 3),
        ("privacy_policy", "PP-12", "opt_in_perks", "mass_sent"),
        ("purchase_notice", "VN-04", "no_return_confirmed", "no"),
        ("purchase_notice", "VN-07", "never_ask_secrets", False),
        ("minors_notice", "MN-03", "goods_categories", ["account_rental"]),
        ("minors_notice", "MN-04", "minor_refund_sop", "no"),
    ],
)
def test_an_answer_against_a_clause_stops_the_final_edition(
    agreement: str, clause: str, question: str, answer: object
) -> None:
    made = composed(changed("xiaolin", **{question: answer}), agreement)
    assert (question, clause) in [(one.question, one.clause) for one in made.contradictions]
    assert not made.can_be_final


@pytest.mark.parametrize("typed", HOSTILE)
def test_no_answer_becomes_markup(typed: str) -> None:
    evaluation = changed(
        "xiaolin", license_scope=typed, data_items=[{"item": typed, "purpose": typed}]
    )
    plain = composed(persona("xiaolin"), "user_agreement")
    made = composed(evaluation, "user_agreement")
    assert [type(one) for one in made.document.blocks] == [
        type(one) for one in plain.document.blocks
    ]
    assert [one.code for one in made.clauses] == [one.code for one in plain.clauses]
    filled = [run for run in runs(made) if run.mark == "filled"]
    stored = evaluation.answer("license_scope").value
    assert isinstance(stored, str)
    assert any(run.text == clean(stored) and not run.bold and not run.link for run in filled)
    table = composed(evaluation, "privacy_policy")
    tables = [one for one in table.document.blocks if isinstance(one, Table)]
    assert [len(one.columns) for one in tables] == [4, 2, 3, 4]


def test_a_clause_knows_the_answers_it_used() -> None:
    made = composed(persona("xiaolin"), "user_agreement")
    first = made.clauses[0]
    assert first.questions == ("shop_legal_name", "uscc", "address", "phone", "email")
    used = {one for clause in made.clauses for one in clause.questions}
    assert used <= questions_of(persona("xiaolin"), "user_agreement")


def test_own_words_stay_and_are_marked_beside_what_the_template_says() -> None:
    evaluation = nobody()
    own = "第一段。\n\n第二段 <b>。"
    made = composed(evaluation, "user_agreement", UA_03=own)
    clause = next(one for one in made.clauses if one.code == "UA-03")
    assert clause.deviates
    assert clause.text == own
    assert "交付" in clause.template_text
    assert "delivery_minutes" not in {one.question for one in made.blanks}
    text = made.document.plain_text()
    assert "第二段 <b>。" in text
    assert "〔已偏离范本〕" in text
    others = [one for one in made.clauses if one.code != "UA-03"]
    assert not any(one.deviates for one in others)


def test_clauses_are_numbered_as_in_chinese_law() -> None:
    numbers = [one.number for one in composed(complete(), "user_agreement").clauses]
    assert numbers[0] == "第一条"
    assert numbers[9:14] == ["第十条", "第十一条", "第十二条", "第十三条", "第十四条"]


def test_an_agreement_the_pack_does_not_offer_is_our_own_mistake() -> None:
    with pytest.raises(KeyError):
        composed(nobody(), "lease")


def test_no_token_is_left_in_a_document() -> None:
    for agreement in COUNTS:
        text = composed(complete(), agreement).document.plain_text()
        assert not re.search("[\ue000-\uf8ff\U000f0000-\U0010ffff]", text)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("persona_id", ["", *sorted(personas())])
def test_counting_an_agreement_agrees_with_composing_it(
    persona_id: str, language: Language
) -> None:
    evaluation = persona(persona_id) if persona_id else nobody()
    for agreement_id in evaluation.agreements:
        made = compose_agreement(
            evaluation, agreement_id, name="", edition="draft", language=language
        )
        counted = readiness(Voice(evaluation, language), agreement_id)
        assert counted.clauses == len(made.clauses)
        assert counted.blanks == len(made.blanks)
        assert counted.contradictions == len(set(made.contradictions))
