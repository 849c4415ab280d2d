"""YAML, JSON and the workbook carry one and the same thing, drawer and own clauses included."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from wizard import packs
from wizard.errors import AnswersError
from wizard.model.answers import Answer
from wizard.model.money import Money
from wizard.plans.answers_file import AnswersFile, canonical, parse_answers, write_answers
from wizard.plans.workbook import read_workbook, write_workbook
from wizard.text import words

CHECKLIST = packs.built_in().checklist
AGREEMENTS = [one.id for one in CHECKLIST.agreements]
_text = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=40)
_said = _text.map(str.strip).filter(bool)
_lines = st.lists(_said, min_size=1, max_size=3).map("\n".join)
_plain: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | _text | _lines,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_said, inner, max_size=3),
    max_leaves=6,
)
_row = st.fixed_dictionaries(
    {"item": st.builds(Answer, value=_said)},
    optional={"amount": st.builds(Answer, value=st.integers(0, 10**9).map(Money))},
)
_answers: st.SearchStrategy[dict[str, Answer]] = st.fixed_dictionaries(
    {},
    optional={
        "weekly_hours": st.builds(Answer, value=st.integers(0, 168).map(Decimal), note=_said),
        "license_scope": st.builds(Answer, value=_lines, not_sure=st.just(False)),
        "refund_rate": st.builds(Answer, text=_said) | st.just(Answer(not_sure=True)),
        "budget_lines": st.builds(Answer, value=st.lists(_row, min_size=1, max_size=3).map(tuple)),
    },
)
_clauses = st.dictionaries(
    st.sampled_from(AGREEMENTS),
    st.dictionaries(
        st.from_regex(r"[A-Z]{2}-[0-9]{2}", fullmatch=True), _lines, min_size=1, max_size=2
    ),
    max_size=2,
)


def content(file: AnswersFile) -> bytes:
    return canonical(CHECKLIST, file.name, file.answers, file.retired, file.clauses)


@given(
    name=_said,
    answers=_answers,
    retired=st.dictionaries(_said, _plain, max_size=3),
    clauses=_clauses,
)
def test_three_formats_say_the_same(
    name: str, answers: dict[str, Answer], retired: dict[str, Any], clauses: dict[str, Any]
) -> None:
    everything = (CHECKLIST, name, answers, retired, clauses)
    # What YAML says is what the others have to say; it was read back once to begin with.
    text = write_answers(*everything)
    wanted = parse_answers(text, "a.yaml", CHECKLIST)
    as_json = parse_answers(canonical(*everything), "a.json", CHECKLIST)
    book = write_workbook(CHECKLIST, name, answers, words("zh"), retired, clauses)
    as_book = read_workbook(book, "a.xlsx", CHECKLIST)
    assert as_json == wanted
    assert content(as_book) == content(wanted)
    assert as_book.clauses == wanted.clauses
    assert as_book.retired == wanted.retired


def filled(fill: Callable[[Any], None]) -> bytes:
    clauses = {AGREEMENTS[0]: {"UA-03": "自己写的"}}
    retired = {"old_question": {"value": 3, "note": "旧"}}
    written = write_workbook(CHECKLIST, "店", {}, words("zh"), retired, clauses)
    book = load_workbook(io.BytesIO(written))
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "at", "key", "params"),
    [
        (
            "retired-answers", "B2", "{half", "2:2", "answers.workbook_cell",
            {"question": "old_question"},
        ),
        (
            "own-clauses", "A2", "nobody", "2:3", "answers.unknown_agreement",
            {"name": "nobody", "known": ", ".join(sorted(AGREEMENTS))},
        ),
        ("own-clauses", "B2", "第三条", "2:3", "answers.clause_code", {"name": "第三条"}),
        ("own-clauses", "C2", "长" * 8_001, "2:3", "answers.clause_text", {"limit": 8_000}),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_its_cell(
    sheet: str, cell: str, value: str, at: str, key: str, params: dict[str, Any]
) -> None:
    def fill(book: Any) -> None:
        book[sheet][cell] = value

    with pytest.raises(AnswersError) as caught:
        read_workbook(filled(fill), "a.xlsx", CHECKLIST)
    (problem,) = caught.value.problems
    assert (str(problem.place), problem.key) == (f"a.xlsx[{sheet}]:{at}", key)
    assert problem.params == params
    assert words("zh")(problem.key, **problem.params)


def test_rows_that_were_emptied_by_hand_say_nothing() -> None:
    def fill(book: Any) -> None:
        book["own-clauses"]["C2"] = None
        book["retired-answers"]["B2"] = None

    file = read_workbook(filled(fill), "a.xlsx", CHECKLIST)
    assert (dict(file.retired), dict(file.clauses)) == ({}, {})
