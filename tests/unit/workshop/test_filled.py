"""A worksheet filled in by another PDF library gives exactly the answers."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
from pikepdf.form import CheckboxField, Form, RadioButtonGroup, TextField
from pypdf import PdfReader

from tests.small_pack import TODAY
from wizard import packs, resources
from wizard.documents import render
from wizard.documents.form import fillable
from wizard.documents.worksheet import ADDRESS, field_name, worksheet
from wizard.engine import CompiledChecklist
from wizard.errors import WizardError
from wizard.model import questions
from wizard.model.answers import NOT_SURE, Answer
from wizard.model.checklist import Checklist
from wizard.model.money import Money
from wizard.model.questions import QuestionFields
from wizard.plans.answers_file import write_answers
from wizard.text import LANGUAGES, Language, words
from wizard.workshop.filled import Filled, read_filled

SAY = words("zh")


def form(checklist: Checklist) -> bytes:
    pack = f"{checklist.id}:{checklist.version}"
    return fillable(worksheet(checklist, "zh", TODAY), pack)


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory, compiled: CompiledChecklist) -> bytes:
    return form(compiled.checklist)


def fill(blank: bytes, values: Mapping[str, str | bool], path: Path) -> Path:
    """Fill in fields by full name: a text, a state, or True for a box to tick."""
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        fields = dict(Form(pdf).items())
        for name, value in values.items():
            field = fields[name]
            if isinstance(field, TextField):
                field.value = str(value)
            elif isinstance(field, CheckboxField):
                field.checked = bool(value)
            else:
                assert isinstance(field, RadioButtonGroup)
                field.value = pikepdf.Name(f"/{value}")
        pdf.save(path)
    return path


def fields_of(question: QuestionFields, name: str, answer: Answer) -> dict[str, str | bool]:
    """Return what a person would enter for an answer."""
    choosing = isinstance(question, (questions.YesNo, questions.OneOf))
    if answer.not_sure:
        return {name: "not_sure"} if choosing else {field_name(name, "not_sure"): True}
    value = answer.value
    match question:
        case questions.ManyOf():
            assert isinstance(value, tuple)
            names = [str(one) for one in value] or ["none"]
            return {field_name(name, one): True for one in names}
        case questions.YesNo():
            return {name: "yes" if value else "no"}
        case questions.OneOf():
            return {name: str(value)}
    return {name: question.show(value, SAY)}


def entries(checklist: Checklist, answers: Mapping[str, Answer]) -> dict[str, str | bool]:
    found: dict[str, str | bool] = {}
    for one, answer in answers.items():
        question = checklist.questions[one]
        if not isinstance(question, questions.Table):
            found |= fields_of(question, one, answer)
            continue
        rows = answer.value if isinstance(answer.value, tuple) else ()
        grid = sum(not column.computed for column in question.columns) <= 8
        for number, row in enumerate(rows, start=1):
            assert isinstance(row, Mapping)
            for column, cell in row.items():
                asked = question.column(column)
                assert asked is not None
                name = field_name(one, number, column)
                if grid and cell.value is not None:
                    found[name] = asked.show(cell.value, SAY)
                else:
                    found |= fields_of(asked, name, cell)
    return found


def test_the_worked_example_comes_back_whole(tmp_path: Path) -> None:
    checklist = packs.built_in().checklist
    folder = resources.pack_folder(packs.BUILT_IN)
    persona = next(one for one in packs.read_personas(folder, checklist)[0] if one.id == "xiaolin")
    values = {"plan-name": persona.name, **entries(checklist, persona.answers)}
    path = fill(form(checklist), values, tmp_path / "filled.pdf")
    filled = read_filled(path, checklist)
    assert filled.name == persona.name
    assert filled.unread == ()
    assert list(filled.answers) == list(persona.answers)
    for one, answer in filled.answers.items():
        assert _said(answer) == _said(persona.answers[one]), one


def _said(answer: Answer) -> object:
    """Return what a form can hold of an answer: no evidence, no notes, no range."""
    value = answer.value
    if not isinstance(value, tuple):
        return value, answer.not_sure
    return [
        one if isinstance(one, str) else {key: _said(cell) for key, cell in one.items()}
        for one in value
    ]


def read(
    values: Mapping[str, str | bool], blank: bytes, path: Path, checklist: Checklist
) -> Filled:
    return read_filled(fill(blank, values, path / "filled.pdf"), checklist)


def test_each_kind_of_answer(tmp_path: Path, blank: bytes, compiled: CompiledChecklist) -> None:
    values: dict[str, str | bool] = {
        "hours": "１２.5 小时",
        "goods-software": True,
        "goods-cards": True,
        "minors": "not_sure",
        "budget_lines-2-item": "货 龘𠮷",
        "budget_lines-2-amount": "0.5万",
        "budget_lines-2-kind": "每月",
        "chosen_platform-not_sure": True,
        "launch_date": "2026-12-01",
    }
    filled = read(values, blank, tmp_path, compiled.checklist)
    assert filled.answers["hours"] == Answer(Decimal("12.5"))
    assert filled.answers["goods"] == Answer(("software", "cards"))
    assert filled.answers["minors"] == NOT_SURE
    assert filled.answers["chosen_platform"] == NOT_SURE
    assert filled.answers["budget_lines"] == Answer(
        ({"item": Answer("货 龘𠮷"), "amount": Answer(Money(500_000)), "kind": Answer("monthly")},)
    )
    assert list(filled.answers) == [
        "hours",
        "goods",
        "minors",
        "chosen_platform",
        "budget_lines",
        "launch_date",
    ]


def test_what_cannot_be_read_is_kept_as_text(
    tmp_path: Path, blank: bytes, compiled: CompiledChecklist
) -> None:
    values = {"hours": "差不多十来个", "chosen_platform": "11010519491231002X"}
    filled = read(values, blank, tmp_path, compiled.checklist)
    assert filled.answers == {"hours": Answer(text="差不多十来个")}
    assert filled.unread == (("hours", "差不多十来个"), ("chosen_platform", ""))


def test_a_number_beside_not_sure_stays_as_a_note(
    tmp_path: Path, blank: bytes, compiled: CompiledChecklist
) -> None:
    values: dict[str, str | bool] = {"hours": "12", "hours-not_sure": True}
    filled = read(values, blank, tmp_path, compiled.checklist)
    assert filled.answers == {"hours": Answer(not_sure=True, note="12")}


def test_none_at_all_is_an_answer(
    tmp_path: Path, blank: bytes, compiled: CompiledChecklist
) -> None:
    values: dict[str, str | bool] = {"goods-none": True, "platforms-none": True}
    filled = read(values, blank, tmp_path, compiled.checklist)
    assert filled.answers == {"goods": Answer(()), "platforms": Answer(())}


def test_an_empty_form_has_no_answers(
    tmp_path: Path, blank: bytes, compiled: CompiledChecklist
) -> None:
    assert read({}, blank, tmp_path, compiled.checklist) == Filled("", {}, ())


def test_names_are_flat_and_unique(blank: bytes) -> None:
    fields = PdfReader(io.BytesIO(blank)).get_fields() or {}
    assert "hours" in fields
    assert not [name for name in fields if "." in name]
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        names = [name for name, _ in Form(pdf).items()]
    assert len(names) == len(set(names))


def test_equal_worksheets_are_equal_bytes(blank: bytes, compiled: CompiledChecklist) -> None:
    assert form(compiled.checklist) == blank


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "carried.pdf_unreadable"),
        (b"%PDF-1.7\nnothing", "carried.pdf_unreadable"),
        (None, "errors.not_found"),
    ],
)
def test_a_file_that_is_no_form_is_said(
    tmp_path: Path,
    compiled: CompiledChecklist,
    content: bytes | None,
    key: str,
) -> None:
    path = tmp_path / "x.pdf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WizardError) as error:
        read_filled(path, compiled.checklist)
    assert error.value.key == key


def test_characters_no_file_may_hold_do_not_come_in(
    tmp_path: Path, blank: bytes, compiled: CompiledChecklist
) -> None:
    typed = {"plan-name": "小\u202e店\x12", "chosen_platform": "甲\x12\u200b"}
    found = read_filled(fill(blank, typed, tmp_path / "x.pdf"), compiled.checklist)
    assert found.name == "小店"
    assert found.answers["chosen_platform"].value == "甲"
    assert "甲" in write_answers(compiled.checklist, found.name, found.answers)


def test_a_form_of_another_checklist_is_refused(
    tmp_path: Path, blank: bytes, compiled: CompiledChecklist
) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(blank)
    other = compiled.checklist.model_copy(update={"id": "other"})
    older = compiled.checklist.model_copy(update={"version": 1})
    for checklist, key in ((other, "session.other_pack"), (older, "session.newer_pack")):
        with pytest.raises(WizardError) as error:
            read_filled(path, checklist)
        assert error.value.key == key


def _marks(sheet: bytes) -> Iterator[tuple[int, str, str]]:
    """Yield page, kind and name of every link that stands for a field."""
    for page, content in enumerate(PdfReader(io.BytesIO(sheet)).pages):
        for note in content.get("/Annots", ()):
            address = str(note.get_object().get("/A", {}).get("/URI", ""))
            if address.startswith(ADDRESS):
                kind, name, _ = address.removeprefix(ADDRESS).split("/")
                yield page, kind, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_to_write_is_one_line_and_no_page_parts_a_question(language: Language) -> None:
    checklist = packs.built_in().checklist
    marks = list(_marks(render(worksheet(checklist, language, TODAY), "pdf")))
    written = Counter(name for _, kind, name in marks if kind == "text")
    assert written
    assert [name for name, lines in written.items() if lines > 1] == []
    places: dict[str, set[int]] = {}
    for page, _, name in marks:
        places.setdefault(name.split("-")[0], set()).add(page)
    tables = {one.id for one in checklist.questions.values() if isinstance(one, questions.Table)}
    assert [one for one, pages in places.items() if len(pages) > 1 and one not in tables] == []
