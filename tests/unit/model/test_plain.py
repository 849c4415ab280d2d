from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from wizard.model.answers import Answer, Evidence
from wizard.model.money import Money
from wizard.model.plain import plain_answer, read_answer
from wizard.model.questions import KINDS, Question, QuestionFields
from wizard.model.reading import Misread
from wizard.plans.answers_file import encoded
from wizard.strict_yaml import dump, load
from wizard.text import words

QUESTION: TypeAdapter[Any] = TypeAdapter(Question)


def question(kind: str, **more: Any) -> Any:
    return QUESTION.validate_python({"id": "q", "kind": kind, "ask": {"zh": "问"}, **more})


CHOICES = {"a": {"zh": "甲"}, "b": {"zh": "乙"}, "not_sure_at_all": {"zh": "丙"}}
COLUMNS = [
    {"id": "name", "kind": "text", "ask": {"zh": "名"}},
    {"id": "fee", "kind": "money", "ask": {"zh": "费"}},
    {"id": "ok", "kind": "yes_no", "ask": {"zh": "行"}},
]
EVERY_KIND: dict[str, QuestionFields] = {
    "yes_no": question("yes_no"),
    "one_of": question("one_of", choices=CHOICES),
    "many_of": question("many_of", choices=CHOICES),
    "number": question("number", unit="hours"),
    "money": question("money"),
    "percent": question("percent"),
    "date": question("date"),
    "text": question("text"),
    "long_text": question("long_text"),
    "table": question("table", columns=COLUMNS),
}
_digits = st.decimals(0, 10**6, places=2, allow_nan=False)
_words = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=30
)
SIMPLE: dict[str, st.SearchStrategy[Any]] = {
    "yes_no": st.booleans(),
    "one_of": st.sampled_from(list(CHOICES)),
    "many_of": st.sets(st.sampled_from(list(CHOICES))).map(
        lambda chosen: tuple(one for one in CHOICES if one in chosen)
    ),
    "number": st.integers(0, 10**6).map(Decimal) | _digits,
    "money": st.integers(0, 10**11).map(Money),
    "percent": st.decimals(0, 1000, places=2, allow_nan=False),
    "date": st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)),
    "text": _words,
    "long_text": _words,
}


def _answers(kind: str) -> st.SearchStrategy[Answer]:
    if kind == "table":
        row = st.fixed_dictionaries(
            {"name": _answers("text")},
            optional={"fee": _answers("money"), "ok": _answers("yes_no")},
        )
        rows = st.lists(row, max_size=4).map(tuple)
        return st.builds(Answer, value=rows, note=_words | st.just(""))
    given_value = st.builds(
        Answer,
        value=SIMPLE[kind],
        note=_words | st.just(""),
        sure=st.sampled_from(["measured", "quoted", "estimated", None]),
        later=st.booleans(),
        evidence=st.lists(
            st.builds(Evidence, name=_words, sha256=st.just("0" * 64), where=_words), max_size=2
        ).map(tuple),
    )
    unread = st.builds(Answer, text=_words, note=_words)
    unsure = st.builds(Answer, not_sure=st.just(True), find_out=_words | st.just(""))
    return given_value | unread | unsure


def same(kind: str, answer: Answer) -> Answer:
    """Read back what the question makes of ``answer``: text that is one line stays one line."""
    return read_answer(EVERY_KIND[kind], plain_answer(EVERY_KIND[kind], answer))


@pytest.mark.parametrize("kind", list(EVERY_KIND))
@given(data=st.data())
def test_an_answer_survives_its_plain_form_as_value_json_and_yaml(
    kind: str, data: st.DataObject
) -> None:
    answer = data.draw(_answers(kind))
    plain: Any = plain_answer(EVERY_KIND[kind], answer)
    assert read_answer(EVERY_KIND[kind], plain) == answer
    assert read_answer(EVERY_KIND[kind], json.loads(encoded(plain))) == answer
    through_yaml: Any = load(dump({"q": plain}), "a").value
    assert read_answer(EVERY_KIND[kind], through_yaml["q"]) == answer


def test_every_kind_is_covered_here() -> None:
    assert {type(one) for one in EVERY_KIND.values()} == set(KINDS)


def test_not_sure_is_an_answer_and_its_word_may_still_be_typed() -> None:
    line = EVERY_KIND["text"]
    assert read_answer(line, "not_sure").not_sure
    typed = Answer(value="not_sure")
    assert read_answer(line, plain_answer(line, typed)) == typed


def test_an_empty_table_is_unanswered_and_none_is_confirmed() -> None:
    table = EVERY_KIND["table"]
    assert read_answer(table, []).value is None
    assert read_answer(table, "none").value == ()


@pytest.mark.parametrize(
    ("kind", "plain", "path", "code"),
    [
        ("number", [1], (), "wrong_type_number"),
        ("number", True, (), "wrong_type_number"),
        ("yes_no", 1, (), "wrong_type_yes_no"),
        ("one_of", "c", (), "no_such_choice"),
        ("many_of", ["a", "c"], (1,), "no_such_choice"),
        ("many_of", 3, (), "wrong_type_choice"),
        ("text", {"value": "x", "colour": "red"}, ("colour",), "unknown_key"),
        ("text", {"value": "x", "sure": "maybe"}, ("sure",), "no_such_choice"),
        ("text", {"value": "x", "later": "true"}, ("later",), "wrong_type_yes_no"),
        ("text", {"value": ["x"]}, ("value",), "wrong_type_text"),
        ("text", "号 11010519491231002X", (), "identity_number"),
        ("text", "字" * 501, (), "too_long"),
        ("yes_no", {"value": True, "low": 1}, ("low",), "no_range"),
        ("money", {"value": 5, "low": "x"}, ("low",), "not_money"),
        ("table", {"value": 3}, ("value",), "wrong_type_rows"),
        ("table", [3], (0,), "wrong_type_map"),
        ("table", [{"name": "甲", "fee": "很多"}], (0, "fee"), "not_money"),
        ("table", [{"nome": "甲"}], (0, "nome"), "unknown_column"),
        ("text", {"value": "x", "evidence": [{"where": "家"}]}, ("evidence", 0), "empty"),
        ("text", {"value": "x", "evidence": "家"}, ("evidence",), "wrong_type_list"),
    ],
)
def test_what_cannot_be_read_names_its_place_and_reason(
    kind: str, plain: object, path: tuple[object, ...], code: str
) -> None:
    with pytest.raises(Misread) as caught:
        read_answer(EVERY_KIND[kind], plain)
    assert caught.value.path == path
    assert caught.value.invalid.code == code
    for language in ("zh", "en"):
        assert caught.value.invalid.key in words(language)


def test_yes_and_no_may_stand_for_choices_of_that_name() -> None:
    three = question(
        "one_of", choices={"yes": {"zh": "是"}, "partly": {"zh": "部分"}, "no": {"zh": "否"}}
    )
    assert three.read(True) == "yes"
    assert three.read(False) == "no"
    assert three.read("部分") == "partly"


@pytest.mark.parametrize(
    ("kind", "value", "zh", "en"),
    [
        ("yes_no", True, "是", "Yes"),
        ("money", Money(538_050), "5,380.50 元", "5,380.50 yuan"),
        ("number", Decimal(10), "10 小时", "10 hours"),
        ("percent", Decimal("2.50"), "2.5%", "2.5%"),
        ("many_of", ("a", "b"), "甲、乙", "甲, 乙"),
        ("many_of", (), "一个都不选", "none of these"),
    ],
)
def test_values_are_written_for_people_in_both_languages(
    kind: str, value: Any, zh: str, en: str
) -> None:
    assert EVERY_KIND[kind].show(value, words("zh")) == zh
    assert EVERY_KIND[kind].show(value, words("en")) == en


def test_words_beside_an_answer_are_those_every_file_can_hold() -> None:
    number = EVERY_KIND["number"]
    evidence = [{"name": "图\x02", "where": "a\u202e"}]
    read = read_answer(number, {"value": 5, "note": "a\x01b", "evidence": evidence})
    assert read.note == "ab"
    assert read.evidence == (Evidence(name="图", where="a"),)
    with pytest.raises(Misread) as misread:
        read_answer(number, {"evidence": [{"name": "字" * 4001}]})
    assert (misread.value.path, misread.value.invalid.code) == (("evidence", 0, "name"), "too_long")


@pytest.mark.parametrize("typed", ["own_site", "自建站", " 自建站 ", "own site", "Own Site"])
def test_the_own_site_is_read_and_shown_as_a_word(typed: str) -> None:
    line = question("text", terms=["own_site"])
    assert line.read(typed) == "own_site"
    assert line.show("own_site", words("zh")) == "自建站"
    assert line.show("own_site", words("en")) == "own site"


def test_the_own_site_is_a_name_like_any_where_a_pack_does_not_offer_it() -> None:
    line = question("text")
    assert line.read("自建站") == "自建站"
    assert line.show("own_site", words("zh")) == "own_site"
