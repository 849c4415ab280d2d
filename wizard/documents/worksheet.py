"""Worksheets: every question on paper, with boxes to tick and lines to write on.

The same PDF is a form to fill in on a screen. The boxes and lines are printed as links to
``form.invalid`` (a name no address can have, RFC 2606); ``fillable`` then turns each link
into the form field it stands for. So a field lies exactly where the paper has its box, and
the page layout needs to know nothing about forms.

A field's name is the question's id, ``question-choice`` for one of several choices,
``table-row-column`` with rows from 1; ``question-not_sure`` and ``question-none`` are boxes
of their own, and a question with one choice to make is one group of buttons whose states
are the choices and ``not_sure``. Names are flat: several programs that fill forms take a
field for every other one whose name ends alike.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import quote

from wizard.documents.blocks import (
    Block,
    Column,
    Document,
    DocumentMeta,
    Heading,
    Language,
    PageBreak,
    Paragraph,
    Row,
    Rule,
    Run,
    Runs,
    Spacer,
    Table,
    text,
)
from wizard.model import questions
from wizard.model.checklist import Area, Checklist
from wizard.model.questions import QuestionFields
from wizard.text import Words, words

ADDRESS = "https://form.invalid/"
NOT_SURE = "not_sure"
NONE = "none"
NAME = "plan-name"
YES, NO = "yes", "no"
MOST_GRID_COLUMNS = 8
GRID_ROWS = 6
CARD_ROWS = 2
_LINE = 60
_MIDDLE = 44
_SHORT = 26
_ROOM = 42.0
_GAP = "\u3000"
_GRID_WIDTH = 84
_LONG_LINES = 3

FieldKind = Literal["text", "long", "box", "button"]


@dataclass(frozen=True, slots=True)
class FieldMark:
    """What a link of a worksheet stands for.

    Attributes:
        kind: a line or several to write on, a box to tick, a button of a group.
        name: of the field.
        state: of a button.
    """

    kind: FieldKind
    name: str
    state: str = ""

    @property
    def link(self) -> str:
        """The address that stands for the field."""
        parts = (self.kind, self.name, self.state)
        return ADDRESS + "/".join(quote(part, safe="") or "-" for part in parts)


def field_name(*parts: str | int) -> str:
    """Return the name of the field of a question, a choice or a cell of a table."""
    return "-".join(map(str, parts))


def worksheet(
    checklist: Checklist,
    language: Language,
    today: dt.date,
    areas: Sequence[str] = (),
    heading: str = "",
) -> Document:
    """Compose a worksheet.

    Args:
        checklist: whose questions.
        language: of everything printed.
        today: the date in the footer.
        areas: ids of the areas to print; all without any.
        heading: printed above the title, for example the name of a class.
    """
    say = words(language)
    chosen = [area for area in checklist.areas if not areas or area.id in areas]
    titles = say("model.list_comma").join(area.title.say(language) for area in chosen)
    blocks: list[Block] = [
        Heading(text(say("documents.worksheet.title", title=checklist.title.say(language)))),
        Paragraph(text(say("documents.worksheet.lead")), "lead"),
        Paragraph((*text(f"{say('documents.worksheet.name')} "), _line(NAME, _SHORT))),
    ]
    if heading:
        blocks.insert(0, Paragraph(text(heading), "small"))
    for at, area in enumerate(chosen):
        if at:
            blocks.append(PageBreak())
        blocks += _area(checklist, area, say)
    return Document(
        title=say("documents.worksheet.document", areas=titles),
        language=language,
        blocks=tuple(blocks),
        meta=DocumentMeta(
            plan=heading,
            date=today,
            kind="worksheet",
            footer=say("documents.footer"),
            keywords=(checklist.id, str(checklist.version)),
        ),
    )


def _area(checklist: Checklist, area: Area, say: Words) -> Iterator[Block]:
    language = say.language
    yield Heading(text(area.title.say(language)), 1, key=f"area-{area.id}")
    for topic in area.topics:
        asked = [question for question in topic.questions if not question.computed]
        if not asked:
            continue
        yield Heading(text(topic.title.say(language)), 2)
        for question in asked:
            yield from _question(question, checklist.numbers[question.id], say)


def _question(question: QuestionFields, number: str, say: Words) -> Iterator[Block]:
    language = say.language
    star = say("documents.worksheet.must") if question.must else ""
    yield Heading(text(f"{question.ask.say(language)}{star}"), 3, number=number)
    if question.hint:
        yield Paragraph(text(question.hint.say(language)), "small", keep=True)
    if isinstance(question, questions.Table):
        yield from _table(question, say)
    else:
        yield from _together(_answer(question, question.id, say))
    yield Spacer(6)


def _together(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Yield the lines of one answer so that no page parts them."""
    lines = list(paragraphs)
    yield from (replace(line, keep=True) for line in lines[:-1])
    yield from lines[-1:]


def _answer(question: QuestionFields, name: str, say: Words) -> Iterator[Paragraph]:
    """Yield the place to answer one question or one cell of a table."""
    unsure = question.unsure
    match question:
        case questions.YesNo():
            states = [(YES, say("model.yes")), (NO, say("model.no"))]
            states += _unsure_state(say, unsure=unsure)
            yield from _lines([(FieldMark("button", name, state), said) for state, said in states])
        case questions.OneOf():
            choices = [
                (one, caption.say(say.language)) for one, caption in question.choices.items()
            ]
            states = [*choices, *_unsure_state(say, unsure=unsure)]
            yield from _lines([(FieldMark("button", name, state), said) for state, said in states])
        case questions.ManyOf():
            boxes = [
                (field_name(name, one), caption.say(say.language))
                for one, caption in question.choices.items()
            ]
            boxes.append((field_name(name, NONE), say("documents.worksheet.none")))
            yield from _boxes([*boxes, *_unsure(name, say, unsure=unsure)])
        case questions.Paragraph():
            for _ in range(_LONG_LINES):
                yield Paragraph((Run("_" * _LINE, link=FieldMark("long", name).link),))
            yield from _boxes(_unsure(name, say, unsure=unsure))
        case _:
            unit = _unit(question, say)
            length = _MIDDLE if isinstance(question, questions.Line) else _SHORT
            after: list[Run] = [Run(f" {unit}")] if unit else []
            for mark, said in _marks(_unsure(name, say, unsure=unsure)):
                after += [Run(_GAP), Run("□", link=mark.link), Run(f" {said}")]
            yield Paragraph((_line(name, length), *after))


def _unsure(name: str, say: Words, *, unsure: bool) -> list[tuple[str, str]]:
    return [(field_name(name, NOT_SURE), say("documents.worksheet.not_sure"))] if unsure else []


def _unsure_state(say: Words, *, unsure: bool) -> list[tuple[str, str]]:
    return [(NOT_SURE, say("documents.worksheet.not_sure"))] if unsure else []


def _unit(question: QuestionFields, say: Words) -> str:
    match question:
        case questions.Amount():
            return say("documents.worksheet.yuan")
        case questions.Percent():
            return "%"
        case questions.Date():
            return say("documents.worksheet.date")
        case questions.Number() if question.unit:
            return say(f"model.unit.{question.unit}", number="").strip()
    return ""


def _line(name: str, length: int) -> Run:
    return Run("_" * length, link=FieldMark("text", name).link)


def _marks(boxes: Sequence[tuple[str, str]]) -> list[tuple[FieldMark, str]]:
    return [(FieldMark("box", name), said) for name, said in boxes]


def _boxes(boxes: Sequence[tuple[str, str]]) -> Iterator[Paragraph]:
    return _lines(_marks(boxes))


def _lines(marks: Sequence[tuple[FieldMark, str]]) -> Iterator[Paragraph]:
    """Yield boxes with their words, as many to a line as certainly fit."""
    line: list[Run] = []
    room = _ROOM
    for mark, said in marks:
        need = 4 + sum(1 if ord(char) > 0x2E80 else 0.6 for char in said)
        if line and need > room:
            yield Paragraph(tuple(line))
            line, room = [], _ROOM
        line += [Run(_GAP)] if line else []
        line += [Run("□", link=mark.link), Run(f" {said}")]
        room -= need
    if line:
        yield Paragraph(tuple(line))


def _table(table: questions.Table, say: Words) -> Iterator[Block]:
    asked = [column for column in table.columns if not column.computed]
    if len(asked) <= MOST_GRID_COLUMNS:
        yield _grid(table, asked, say)
    else:
        for row in range(1, min(table.most_rows, CARD_ROWS) + 1):
            yield from _card(table, asked, row, say)
    boxes = _unsure(table.id, say, unsure=table.unsure)
    if table.none_allowed:
        boxes.insert(0, (field_name(table.id, NONE), say("documents.worksheet.none_at_all")))
    yield from _boxes(boxes)


def _grid(table: questions.Table, asked: Sequence[QuestionFields], say: Words) -> Table:
    language = say.language
    length = max(4, _GRID_WIDTH // len(asked) - 4)
    rows = tuple(
        Row(
            tuple(
                # A line is too low to write on by hand.
                (Run("\n"), _line(field_name(table.id, row, column.id), length))
                for column in asked
            )
        )
        for row in range(1, min(table.most_rows, GRID_ROWS) + 1)
    )
    notes = tuple(note for column in asked if (note := _legend(column, say)))
    columns = tuple(Column(column.title.say(language), weight=1) for column in asked)
    return Table(columns, rows, zebra=False, notes=notes)


def _legend(column: QuestionFields, say: Words) -> Runs:
    title = column.title.say(say.language)
    unit = _unit(column, say)
    choices = unit
    if isinstance(column, (questions.OneOf, questions.ManyOf)):
        choices = " / ".join(one.say(say.language) for one in column.choices.values())
    elif isinstance(column, questions.YesNo):
        choices = f"{say('model.yes')} / {say('model.no')}"
    return text(say("documents.worksheet.legend", title=title, choices=choices)) if choices else ()


def _card(
    table: questions.Table, asked: Sequence[QuestionFields], row: int, say: Words
) -> Iterator[Block]:
    named = table.row_word.say(say.language) or table.title.say(say.language)
    yield Rule()
    yield Heading(text(f"{named} {row}"), 2)
    for column in asked:
        yield Heading(text(column.ask.say(say.language)), 4)
        yield from _together(_answer(column, field_name(table.id, row, column.id), say))
