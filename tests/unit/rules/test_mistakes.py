"""What an author wrote that is no rule: which mistake it is, and where it stands."""

from __future__ import annotations

import pytest

from tests.unit.rules.shop_language import SCOPE, mistake
from wizard.errors import Place
from wizard.rules import (
    YES_NO,
    compile_expression,
)


@pytest.mark.parametrize(
    "source",
    ["rent", "count(lines)", "note", "opening", "kind", "goods", "1"],
)
def test_result_must_fit(source: str) -> None:
    assert mistake(source, YES_NO).key == "rules.result"


@pytest.mark.parametrize(
    ("source", "key", "where"),
    [
        ("rnt > 1", "unknown_name", "rnt"),
        ("kind == 'rentt'", "unknown_option", "'rentt'"),
        ("kind == rentt", "unknown_option", "rentt"),
        ("rentt == kind", "unknown_option", "rentt"),
        ("kind in [rent, ownn]", "unknown_option", "ownn"),
        ("gold in goods", "unknown_option", "gold"),
        ("any_of(goods, [gold])", "unknown_option", "gold"),
        ("note == hello", "unknown_name", "hello"),
        ("rent > 'abc'", "compare", "rent > 'abc'"),
        ("rent + licensed > 1", "wanted", "licensed"),
        ("orders == licensed", "compare", "orders == licensed"),
        ("rent > orders", "units", "rent > orders"),
        ("rent * income > 1", "units", "rent * income"),
        ("orders / rent", "units", "orders / rent"),
        ("work > reply", "units", "work > reply"),
        ("work * reply", "units", "work * reply"),
        ("hours(reserve)", "units", "hours(reserve)"),
        ("rate / reply", "units", "rate / reply"),
        ("max(rent, orders)", "units", "max(rent, orders)"),
        ("percent(rent, orders)", "units", "percent(rent, orders)"),
        ("rent if licensed else orders", "units", "rent if licensed else orders"),
        ("summ(rent, rent) > 1", "unknown_function", "summ"),
        ("kind == rent or own2", "repeat_comparison", "own2"),
        ("kind == rent or lease", "repeat_comparison", "lease"),
        ("kind == 'rent' or 'own'", "repeat_comparison", "'own'"),
        ("kind != rent and lease", "repeat_comparison", "lease"),
        ("kind = 'rent'", "write_instead", "="),
        ("rent ＞ 1", "write_instead", "＞"),
        ("max（rent, 1)", "write_instead", "（"),
        ("max(rent，1)", "write_instead", "，"),
        ("rent > ５０００", "write_instead", "５０００"),
        ("licensed && own", "write_instead", "&&"),
        ("licensed || own", "write_instead", "||"),
        ("!licensed", "write_instead", "!"),
        ("kind 是 rent", "write_instead", "是"),
        ("licensed 并且 own", "write_instead", "并且"),
        ("licensed AND own", "write_instead", "AND"),
        ("licensed == yes", "write_instead", "yes"),
        ("kind == “rent”", "write_instead", "“"),
        ("rent ≤ 5", "write_instead", "≤"),
        ("rent => 5", "write_instead", "=>"),
        ("rate <= 5%", "percent_sign", "%"),
        ("rent <= 5元", "number_form", "5元"),
        ("rent <= 5,000", "number_form", "000"),
        ("rent <= 1e5", "number_form", "1e5"),
        ("rent <= 007", "number_form", "007"),
        ("rent <= 1_000", "number_form", "1_000"),
        ("rent <= .5", "number_form", ".5"),
        ("rent.real", "unknown_sign", "."),
        ("rent ** 2", "unknown_sign", "**"),
        ("rent // 2", "unknown_sign", "//"),
        ("lambda: 1", "unknown_word", "lambda"),
        ("kind is rent", "is_word", "kind is rent"),
        ("+rent", "plus_sign", "+rent"),
        ("None", "not_supported", "None"),
        ("[rent]", "not_supported", "[rent]"),
        ("licensed < own", "no_order", "licensed < own"),
        ("note < 'a'", "no_order", "note < 'a'"),
        ("kind < rent", "no_order", "kind < rent"),
        ("kind == colour", "no_common_option", "kind == colour"),
        ("goods == cards", "choices_equal", "cards"),
        ("kind == rent == other", "chain", "kind == rent == other"),
        ("1 < orders in [5]", "chain", "1 < orders in [5]"),
        ("cards in kind", "in_what", "kind"),
        ("goods in [cards]", "in_list", "goods"),
        ("kind in []", "list_empty", "[]"),
        ("orders in [factor]", "list_item", "factor"),
        ("not rent", "wanted", "rent"),
        ("-licensed", "wanted", "licensed"),
        ("licensed and orders", "wanted", "orders"),
        ("rent if orders else income", "wanted", "orders"),
        ("rent if licensed else note", "branches", "rent if licensed else note"),
        ("opening > '2026-02-30'", "date_form", "'2026-02-30'"),
        ("days_between(note, opening)", "wanted", "note"),
        ("lines", "table_alone", "lines"),
        ("rent > lines", "table_alone", "lines"),
        ("sum(lines, amount / sum(lines, amount))", "nested_table", "lines"),
        ("sum(lines, amuont)", "unknown_name", "amuont"),
        ("sum(lines, kind)", "wanted", "kind"),
        ("sum(lines, amount, amount)", "wanted", "amount"),
        ("sum(lines)", "arguments", "sum(lines)"),
        ("sum(lines, amount, true, true)", "arguments", "sum(lines, amount, true, true)"),
        ("all(licensed, own)", "arguments", "all(licensed, own)"),
        ("any(lines)", "arguments", "any(lines)"),
        ("max(rent)", "arguments", "max(rent)"),
        ("max()", "arguments", "max()"),
        ("avg(rent, income)", "arguments", "avg(rent, income)"),
        ("len(rent)", "arguments", "len(rent)"),
        ("count(note)", "arguments", "count(note)"),
        ("answered(1)", "arguments", "answered(1)"),
        ("any_of(goods, cards)", "arguments", "any_of(goods, cards)"),
        ("any_of(kind, [rent])", "wanted", "kind"),
        ("abs(rent, 1)", "arguments", "abs(rent, 1)"),
        ("", "empty", ""),
        ("(rent", "not_closed", "("),
        ("rent)", "not_opened", ")"),
        ("(rent]", "not_opened", "]"),
        ("note == 'a", "quote_open", "'"),
        ("rent >", "syntax", ""),
        ("rent 5", "syntax", "5"),
        ("amount > 1", "unknown_name", "amount"),
    ],
)
def test_mistakes(source: str, key: str, where: str) -> None:
    error = mistake(source)
    assert error.key == f"rules.{key}"
    assert source[error.start : error.end] == where


def test_positions_count_characters() -> None:
    error = mistake("租金 > 1 and 租 > 1")
    assert (error.start, error.end) == (11, 12)
    assert error.params == {"name": "租", "near": "租金"}
    error = mistake("  租金 > 1 and rnt > 1")
    assert (error.start, error.end) == (13, 16)
    error = mistake("any(lines, class == essental)")
    assert (error.start, error.end) == (20, 28)


def test_error_becomes_a_problem() -> None:
    problem = mistake("rnt > 1").problem(Place("area.yaml", 7, 12))
    assert str(problem.place) == "area.yaml:7:12"
    assert problem.params == {"name": "rnt", "near": "rent"}
    assert (problem.key, problem.hint) == ("rules.unknown_name", "rules.did_you_mean")


def test_size_limits() -> None:
    assert mistake(" " * 1001).key == "rules.too_long"
    assert mistake("(" * 21 + "1" + ")" * 21).key == "rules.too_deep"
    assert compile_expression("(" * 20 + "1" + ")" * 20, SCOPE)({}) == 1
    assert mistake(" + ".join(["1"] * 70)).key == "rules.too_large"
    assert mistake("max(" + ",".join(["1"] * 201) + ")").key == "rules.too_large"
    assert mistake(f"note == '{'x' * 201}'").key == "rules.text_too_long"
    assert compile_expression(f"note == '{'x' * 200}'", SCOPE)({"note": ""}) is False
    assert mistake("9" * 21).key == "rules.number_form"
