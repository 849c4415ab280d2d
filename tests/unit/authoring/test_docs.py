"""The generated pages of the documentation are those of today's pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_pack import small_pack
from wizard import packs
from wizard.authoring import coverage_table, questions_table
from wizard.errors import PackError
from wizard.strict_yaml import load

DOCS = Path(__file__).resolve().parents[3] / "docs"
AGAIN = "launch-wizard lint checklists/shop_launch --docs docs"


def test_the_table_of_questions_is_current() -> None:
    table = questions_table(packs.built_in().checklist)
    assert (DOCS / "questions.md").read_text("utf-8") == table, AGAIN


def test_every_claim_of_the_article_is_covered_and_the_table_is_current() -> None:
    claims = load((DOCS / "claims.yaml").read_bytes(), "claims.yaml")
    table = coverage_table(packs.built_in().checklist, claims)
    assert table.count("\n| ") - 1 == 78
    assert (DOCS / "coverage.md").read_text("utf-8") == table, AGAIN


def test_rows_say_what_the_pack_says(tmp_path: Path) -> None:
    rows = questions_table(small_pack(tmp_path).checklist).splitlines()
    assert "|  | `hours` ★ | 几小时 | number | watch | — | — |".replace("|  |", "| — |") in rows
    assert (
        "| — | `goods` ★ | 卖什么 | many_of | red_line | software、cards、cracked | law |" in rows
    )
    assert "| — | `platforms.take` | 合计 | percent（算出来的） | watch | — | — |" in rows


def test_a_claim_leads_to_questions_and_to_the_rules_about_them(tmp_path: Path) -> None:
    checklist = small_pack(tmp_path).checklist
    claims = load("claims: [{claim: 甲|乙, by: [hours, area]}, {claim: 丙, by: [minors]}]", "x")
    rows = coverage_table(checklist, claims).splitlines()[-2:]
    assert rows[0] == "| 甲\\|乙 | `hours`、`area` | `hours_and_minors` |"
    assert rows[1] == "| 丙 | `minors` | `hours_and_minors` |"


@pytest.mark.parametrize("by", ["nobody", "COG-99"])
def test_a_claim_nothing_answers_is_named_with_its_place(tmp_path: Path, by: str) -> None:
    claims = load(f"claims:\n- {{claim: 甲, by: [hours, {by}]}}\n", "x")
    with pytest.raises(PackError) as refused:
        coverage_table(small_pack(tmp_path).checklist, claims)
    (problem,) = refused.value.problems
    assert (str(problem.place), problem.params) == ("x:2:26", {"name": by})


@pytest.mark.parametrize(
    "text", ["", "5", "- claims", "claims: 甲", "claims: [甲]", "claims: [{claim: 甲, by: hours}]"]
)
def test_a_file_of_claims_written_otherwise_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(PackError) as refused:
        coverage_table(small_pack(tmp_path).checklist, load(text, "x"))
    assert [one.key for one in refused.value.problems] == ["authoring.claims_shape"]
