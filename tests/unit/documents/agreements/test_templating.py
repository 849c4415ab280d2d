from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.documents.agreements.apart import render_apart
from wizard.documents.agreements.clauses import parts
from wizard.documents.agreements.templating import (
    Figure,
    Rows,
    Slot,
    Slots,
    Truth,
    Value,
    Values,
    check,
    render,
)
from wizard.documents.blocks import Paragraph, Table
from wizard.errors import PackError
from wizard.text import words


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ lipsum.__globals__['os'].popen('id').read() }}",
        "{{ (('{0.__class__.__init__.__globals__}')|attr('format'))(name) }}",
        "{{ {'a onload=x':'y'}|xmlattr }}",
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{{ 10**(10**8) }}",
        "{{ 'A'*10**9 }}",
        "{{ name|center(1000000000) }}",
        "{{ '%1000000000d'|format(1) }}",
        "{{ ([0]*10**8) }}",
        "{% set a = 1 %}",
        "{% macro m() %}{% endmacro %}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% extends 'x' %}",
        "{{ name.delete() }}",
        "{{ name['__class__'] }}",
        "{{ name ~ name }}",
        "{{ name if name else name }}",
        "{% for a in x recursive %}{% endfor %}",
        "{% for a in x %}{% for b in x %}{% for c in x %}{% endfor %}{% endfor %}{% endfor %}",
        "{% if x %}" * 40 + "{% endif %}" * 40,
        "{{ name._secret }}",
        "{{ broken",
        "\U000f0001",
        "x" * 200_001,
    ],
)
def test_a_template_that_asks_for_more_is_refused(source: str) -> None:
    with pytest.raises(PackError):
        check(source, "t")


def test_a_value_nobody_knows_is_refused() -> None:
    with pytest.raises(PackError):
        render("{{ unknown }}", {}, "t")


def test_only_values_can_be_printed() -> None:
    with pytest.raises(PackError):
        render("{{ 'text' }}", {}, "t")


def test_a_value_compares_as_its_plain_form_and_prints_as_its_token() -> None:
    slots = Slots()
    values = {
        "kind": Value("sole_trader", slots.token(Slot("kind", "个体户"))),
        "many": Values(["email"], slots.token(Slot("many", "邮箱"))),
        "days": Figure(Decimal(5), slots.token(Slot("days", "5 天"))),
        "blank": Value("", slots.token(Slot("blank"))),
    }
    source = (
        "{% if kind in ['sole_trader'] and 'email' in many and days < 7 and not blank %}"
        "{{ kind }}{{ many }}{{ days }}{{ blank }}{% endif %}"
    )
    shown = [slots.of(one) for one in render(source, values, "t")]
    assert [one.shown for one in shown if one is not None] == ["个体户", "邮箱", "5 天", ""]


def test_an_empty_value_compared_with_a_number_is_a_mistake_of_the_template() -> None:
    slots = Slots()
    with pytest.raises(PackError):
        render("{% if a < 7 %}x{% endif %}", {"a": Value("", slots.token(Slot("a")))}, "t")


def test_a_result_that_grows_too_long_is_stopped() -> None:
    slots = Slots()
    row = {"a": Value("x", slots.token(Slot("a", "x")))}
    rows = Rows([row] * 3000, slots.token(Slot("rows")))
    source = "{% for one in rows %}{{ one.a }}" + "y" * 1000 + "{% endfor %}"
    with pytest.raises(PackError):
        render(source, {"rows": rows}, "t")


@given(st.text(max_size=60))
def test_whatever_is_typed_comes_out_as_one_plain_run(typed: str) -> None:
    slots = Slots()
    token = slots.token(Slot("a", typed or "x"))
    markdown = f"# T\n\n## UA-01 One\n\nbefore {token} after\n\n| h |\n|---|\n| {token} |\n"
    preamble, clause = parts(markdown, slots, words("zh"))
    assert preamble.code == ""
    paragraph, table = clause.blocks
    assert isinstance(paragraph, Paragraph)
    assert isinstance(table, Table)
    assert len(paragraph.runs) == 3
    assert paragraph.runs[1].mark == "filled"
    assert table.rows[0].cells[0][0] == paragraph.runs[1]


def test_html_images_and_code_in_a_template_are_text() -> None:
    markdown = "## UA-01 One\n\n<b>x</b> ![y](z.png) `c` [l](javascript:x) [m](https://a.example)\n"
    _, clause = parts(markdown, Slots(), words("zh"))
    (paragraph,) = clause.blocks
    assert isinstance(paragraph, Paragraph)
    assert "<b>x</b>" in paragraph.plain_text()
    assert {run.link for run in paragraph.runs} <= {"", "https://a.example"}


def test_a_yes_or_no_holds_where_it_is_yes() -> None:
    """``{% if has_shop %}`` reads as in a rule: a "no" is no reason for the clause."""
    slots = Slots()
    source = (
        "{% if a %}1{% endif %}{% if not a %}2{% endif %}{% if a == true %}3{% endif %}"
        "{% if a == 'no' %}4{% endif %}{% if a in ['yes'] %}5{% endif %}{% if a != false %}6{% endif %}"
    )
    for plain, shown in (("yes", "1356"), ("no", "24"), ("", "26")):
        values = {"a": Truth(plain, slots.token(Slot("a")))}
        assert render(source, values, "t") == shown
        assert render_apart(source, values, "t", owner="x") == shown


@pytest.mark.parametrize(
    ("markdown", "bold"),
    [
        ("金额无。**本店不收集。**确需收集的，另行同意。", "本店不收集。"),
        ("**「客服」要密码，**不要理会。", "「客服」要密码，"),
        ("看**《退款规则》**第三条。", "《退款规则》"),
        ("Read **this.** Then pay.", "this."),
    ],
)
def test_bold_ends_where_the_template_says_also_between_chinese(markdown: str, bold: str) -> None:
    (part,) = parts(markdown, Slots(), words("zh"))
    (block,) = part.blocks
    assert isinstance(block, Paragraph)
    assert "".join(run.text for run in block.runs) == markdown.replace("**", "")
    assert [run.text for run in block.runs if run.bold] == [bold]


@pytest.mark.parametrize("markdown", ["3 * 4 * 5", "** 空 **", "价*量", "a_b_c"])
def test_a_lone_asterisk_stays_one(markdown: str) -> None:
    (part,) = parts(markdown, Slots(), words("zh"))
    assert isinstance(part.blocks[0], Paragraph)
    assert "".join(run.text for run in part.blocks[0].runs) == markdown
