"""Each figure can be explained, and the page about figures says what the code does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given

from tests.unit.money.launches import PRODUCT, WHOLE, launches
from wizard.money import Inputs, figures
from wizard.money.explain import (
    FORMULAS,
    ROUNDINGS,
    Operand,
    explain,
)
from wizard.money.figure import READS, UNITS
from wizard.text import LANGUAGES, words

PAGE = Path(__file__).resolve().parents[3] / "docs" / "figures.md"
REMARKS = ("assumes", "shares_normalized", "no_fixed_cost", "queue_grows")


def test_page_and_code_agree() -> None:
    rows = {
        cells[0].strip("`"): cells[1:]
        for line in PAGE.read_text("utf-8").splitlines()
        if line.startswith("| `")
        for cells in [[cell.strip() for cell in line.strip("|").split("|")]]
    }
    assert list(rows) == list(UNITS) == list(FORMULAS)
    for name, formula in FORMULAS.items():
        undefined = " ".join(f"`{code}`" for code in formula.undefined) or "never"
        unit = UNITS[name]
        assert rows[name] == [formula.text, unit, ROUNDINGS[unit], undefined, formula.source]


@given(launches)
def test_reasons_are_those_announced(inputs: Inputs) -> None:
    for name, figure in figures(inputs).items():
        if figure.value is None:
            assert figure.note in FORMULAS[name].undefined, name
        else:
            assert figure.note in {None, *REMARKS}, name
        explanation = explain(figure, inputs)
        assert {operand.input for operand in explanation.operands if operand.assumed} <= {
            *figure.assumed,
        }


def test_operands_carry_their_values_and_rows() -> None:
    made = explain(figures(WHOLE)["startup_total"], WHOLE)
    assert Operand("platforms.annual_fee", "乙", 60000, assumed=False) in made.operands
    assert Operand("budget_lines", "域名", 6000, assumed=False) in made.operands
    assert made.rounding == "half_up"


def test_refund_rate_shows_where_it_was_told() -> None:
    inputs = replace(WHOLE, products=(PRODUCT,))
    names = [o.input for o in explain(figures(inputs)["contribution_per_order"], inputs).operands]
    assert "products.refund_rate" in names
    assert "refund_rate" not in names
    both = [o.input for o in explain(figures(WHOLE)["contribution_per_order"], WHOLE).operands]
    assert {"products.refund_rate", "refund_rate"} <= set(both)


def test_assumed_inputs_are_marked() -> None:
    inputs = replace(WHOLE, owner_wage=None)
    operands = explain(figures(inputs)["reserve_needed"], inputs).operands
    assert Operand("owner_wage", "", None, assumed=True) in operands


def test_every_name_has_its_words() -> None:
    codes = {*REMARKS, *(code for f in FORMULAS.values() for code in f.undefined)}
    ids = {name for reads in READS.values() for name in reads}
    keys = [f"money.figure.{name}" for name in UNITS]
    keys += [f"money.reason.{code}" for code in codes]
    keys += [f"money.input.{name}" for name in ids]
    for language in LANGUAGES:
        w = words(language)
        assert [key for key in keys if key not in w] == []
