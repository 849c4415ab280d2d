from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.model.formats import (
    FORMATS,
    begins_identity_number,
    holds_identity_number,
    uscc_check_character,
)
from wizard.model.money import Money, grouped
from wizard.model.reading import (
    LONGEST_TYPED,
    Invalid,
    read_date,
    read_money,
    read_number,
    read_percent,
    read_yes_no,
)
from wizard.text import Language, words


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("５０００", 500_000),
        ("5,000", 500_000),
        ("5，000", 500_000),
        ("5千", 500_000),
        ("0.5万", 500_000),
        ("¥5000元", 500_000),
        ("1万2千", 1_200_000),
        ("3千5百", 350_000),
        (" 600 元 ", 60_000),
        ("5 000", 500_000),
        ("人民币 5000 元整", 500_000),
        ("1万500", 1_050_000),
        ("19.99", 1999),
        ("0", 0),
        (19, 1900),
        (Decimal("17.08"), 1708),
    ],
)
def test_amounts_are_read_in_every_common_form(typed: object, fen: int) -> None:
    assert read_money(typed) == Money(fen)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("五百左右", "not_money"),
        ("5.005", "money_too_fine"),
        ("-3", "negative"),
        ("10000000000", "money_too_large"),
        ("1e5", "not_money"),
        ("5,00", "not_money"),
        ("元", "not_money"),
        ("nan", "not_money"),
        ("3块5", "not_money"),
        ("50元00", "not_money"),
        ("12yuan34", "not_money"),
        ("1万2", "not_money"),
        ("5千5", "not_money"),
        ("1万2千3", "not_money"),
        ("1 2", "not_money"),
        (True, "wrong_type_money"),
        ([5], "wrong_type_money"),
    ],
)
def test_unclear_amounts_are_refused_with_a_reason(typed: object, code: str) -> None:
    found = read_money(typed)
    assert isinstance(found, Invalid)
    assert found.code == code


@given(st.integers(0, 10**11))
def test_an_amount_survives_being_written_and_typed_again(fen: int) -> None:
    assert read_money(f"¥{grouped(Money(fen).yuan)} 元") == Money(fen)
    assert read_money(str(Money(fen).yuan)) == Money(fen)


@given(st.text(max_size=40))
def test_any_text_gives_a_value_or_a_reason(text: str) -> None:
    for read in (read_money, read_percent, read_number, read_date, read_yes_no):
        read(text)
    for read_format in FORMATS.values():
        read_format(text)


@pytest.mark.parametrize("typed", ["5%", "５％", "5", "百分之5", 5, Decimal(5), " 5 % "])
def test_percent_is_held_in_points(typed: object) -> None:
    assert read_percent(typed) == Decimal(5)


@pytest.mark.parametrize("typed", ["5%%", "百分之5%", "1 2"])
def test_an_unclear_percentage_is_refused(typed: str) -> None:
    found = read_percent(typed)
    assert isinstance(found, Invalid)
    assert found.code == "not_a_percent"


def test_a_bare_fraction_stays_a_fraction_of_a_percent() -> None:
    assert read_percent("0.6") == Decimal("0.6")


@pytest.mark.parametrize("typed", ["2026-11-22", "2026/11/22", "2026年11月22日", "20261122"])
def test_dates_are_read_in_every_common_form(typed: str) -> None:
    assert read_date(typed) == dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2026-02-30", "no_such_day"),
        ("0001-01-01", "day_too_far"),
        ("9999-12-31", "day_too_far"),
        (dt.date(9999, 12, 31), "day_too_far"),
    ],
)
def test_a_day_no_plan_can_reckon_with_says_so(typed: object, code: str) -> None:
    found = read_date(typed)
    assert isinstance(found, Invalid)
    assert found.code == code


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("uscc", "91000000000000000K"),
        ("uscc", " 92000000madem0000t "),
        ("mobile", "13800138000"),
        ("phone", "0755-12345678"),
        ("phone", "400-123-4567"),
        ("phone", "+8613800138000"),
        ("icp_filing", "粤ICP备2025405986号"),
        ("icp_filing", "京icp备16022489号-1"),
        ("icp_filing", "沪ICP备2026040883号-2A"),
        ("icp_licence", "京ICP证160733号"),
        ("psb_filing", "京公网安备11010502030881号"),
        ("telecom_licence", "粤B2-20262239"),
        ("telecom_licence", "B1.B2-20090059"),
        ("telecom_licence", "浙B2-20120091-4"),
        ("culture_licence", "粤网文〔2021〕1234-567号"),
        ("culture_licence", "京网文[2022]2674-081号"),
        ("payment_licence", "Z2000133000019"),
        ("email", "lin@example.com"),
        ("url", "example.com/privacy"),
    ],
)
def test_well_formed_numbers_are_accepted(name: str, good: str) -> None:
    assert isinstance(FORMATS[name](good), str)


@pytest.mark.parametrize(
    ("name", "bad", "code"),
    [
        ("uscc", "91000000000000000A", "uscc_check"),
        ("uscc", "9100000000000000OK", "format_uscc"),
        ("uscc", "110108000000016", "uscc_old"),
        ("mobile", "12800138000", "format_mobile"),
        ("phone", "8612345", "format_phone"),
        ("icp_filing", "粤ICP证2025405986号", "format_icp_filing"),
        ("icp_licence", "京ICP备160733号", "format_icp_licence"),
        ("psb_filing", "京公网安备1101050203088号", "format_psb_filing"),
        ("telecom_licence", "EDI-20200001", "format_telecom_licence"),
        ("telecom_licence", "粤B3-20200001", "format_telecom_licence"),
        ("culture_licence", "网文〔2021〕1234-567号", "format_culture_licence"),
        ("payment_licence", "Z200013300001", "format_payment_licence"),
        ("email", "lin@", "format_email"),
        ("url", "javascript:alert(1)", "format_url"),
    ],
)
def test_malformed_numbers_are_refused(name: str, bad: str, code: str) -> None:
    found = FORMATS[name](bad)
    assert isinstance(found, Invalid)
    assert found.code == code


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=10, max_size=10), st.data())
def test_one_wrong_character_breaks_the_check_digit(rest: str, data: st.DataObject) -> None:
    first = "911000" + "00" + rest[:9]
    code = first + uscc_check_character(first)
    place = data.draw(st.integers(8, 16))
    other = data.draw(st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
    changed = code[:place] + other + code[place + 1 :]
    assert isinstance(FORMATS["uscc"](code), str)
    assert isinstance(FORMATS["uscc"](changed), str) == (changed == code)


def test_an_identity_number_is_noticed_anywhere() -> None:
    assert holds_identity_number("我的号是 11010519491231002X。")
    assert holds_identity_number("１１０１０５１９４９１２３１００２Ｘ")
    assert not holds_identity_number("110105194912310021")
    assert not holds_identity_number("订单 2026112212345678901")


def test_an_identity_number_is_known_by_its_beginning() -> None:
    assert begins_identity_number("我的号是 11010519491231")
    assert begins_identity_number("１１０１０５１９４９１２３１００２")
    assert not begins_identity_number("1101051949123")
    assert not begins_identity_number("订单 2026112212345678901")
    assert not begins_identity_number("13812345678")


def _in_numerals(number: int) -> str:
    """Say a whole number below 100 million as one writes it."""
    high, low = divmod(number, 10_000)
    if high:
        zero = "零" if 0 < low < 1000 else ""
        return _in_numerals(high) + "万" + (zero + _in_numerals(low) if low else "")
    said, gap = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            said += ("零" if gap and said else "") + "零一二三四五六七八九"[digit] + name
        gap = bool(said) and not digit
    return said or "零"


@given(st.integers(min_value=0, max_value=99_999_999))
def test_chinese_numerals_are_numbers(number: int) -> None:
    said = _in_numerals(number)
    assert read_number(f"{said}小时", units=("小时",)) == number
    assert read_money(f"{said}元") == Money(number * 100)


@pytest.mark.parametrize(
    ("typed", "value"), [("十二小时", 12), ("两百", 200), ("十万", 100_000), ("一百十五", 115)]
)
def test_numerals_as_people_write_them(typed: str, value: int) -> None:
    assert read_number(typed, units=("小时",)) == value


@pytest.mark.parametrize(
    "typed", ["两千五", "一万二", "万", "千", "一二", "十几", "三四", "五百左右"]
)
def test_numerals_that_say_two_things_or_none_are_left_to_the_person(typed: str) -> None:
    assert isinstance(read_number(typed), Invalid)
    assert isinstance(read_money(typed), Invalid)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("read", [read_number, read_money, read_percent, read_date])
def test_a_sentence_repeats_a_long_number_from_its_beginning_only(
    read: Callable[[str], object], language: Language
) -> None:
    refused = read("987" + "9" * 9_000)
    assert isinstance(refused, Invalid)
    said = words(language)(refused.key, **refused.params)
    assert "987999" in said
    assert "9…" in said
    assert len(said) < 250


def test_what_is_short_is_repeated_whole() -> None:
    typed = "x" * LONGEST_TYPED
    assert Invalid("not_a_number", {"typed": typed, "limit": 3}).params["typed"] == typed
    longer = Invalid("too_small", {"typed": typed + "y", "limit": "z" * 99}).params
    assert longer == {"typed": typed + "…", "limit": "z" * 99}
