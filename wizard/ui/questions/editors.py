"""Which editor a question gets: one function for each shape.

An editor never judges and never stops anybody: choices are answers at once, typed text is
an answer when it is committed (Enter, or leaving the field). While typing there is only
the positive echo of how a number will be read. No validators: they swallow what a Chinese
input method commits.
"""

from __future__ import annotations

from functools import singledispatch

from wizard.model.answers import Cell
from wizard.model.questions import (
    Amount,
    Date,
    Line,
    ManyOf,
    Number,
    OneOf,
    Paragraph,
    Percent,
    QuestionFields,
    YesNo,
)
from wizard.ui.parts.desk import Desk
from wizard.ui.questions.choice_editors import ChoiceEditor, ManyEditor
from wizard.ui.questions.editor import Editor
from wizard.ui.questions.typed_editors import LineEditor, NameEditor, TextEditor

__all__ = ["ChoiceEditor", "LineEditor", "ManyEditor", "NameEditor", "TextEditor", "make_editor"]


@singledispatch
def make_editor(question: QuestionFields, cell: Cell, desk: Desk, *, dense: bool = False) -> Editor:
    """Return the editor of ``question`` for the answer at ``cell``.

    Args:
        question: its class picks the editor.
        cell: the place of the answer.
        desk: where answers go.
        dense: whether the editor stands in a cell of a table.

    Raises:
        TypeError: no editor has been written for this kind of question: our bug.
    """
    message = f"no editor for {type(question).__name__} at {cell} (desk {desk}, dense {dense})"
    raise TypeError(message)


@make_editor.register
def _(question: YesNo, cell: Cell, desk: Desk, *, dense: bool = False) -> Editor:
    texts = {"yes": desk.words("model.yes"), "no": desk.words("model.no")}
    return ChoiceEditor(question, cell, desk, texts, dense=dense)


@make_editor.register
def _(question: OneOf, cell: Cell, desk: Desk, *, dense: bool = False) -> Editor:
    texts = {choice: desk.say(text) for choice, text in question.choices.items()}
    return ChoiceEditor(question, cell, desk, texts, dense=dense)


@make_editor.register
def _(question: ManyOf, cell: Cell, desk: Desk, *, dense: bool = False) -> Editor:
    texts = {choice: desk.say(text) for choice, text in question.choices.items()}
    return ManyEditor(question, cell, desk, texts, dense=dense)


@make_editor.register
def _(question: Paragraph, cell: Cell, desk: Desk, *, dense: bool = False) -> Editor:
    return TextEditor(question, cell, desk, dense=dense)


@make_editor.register(Number)
@make_editor.register(Amount)
@make_editor.register(Percent)
@make_editor.register(Date)
@make_editor.register(Line)
def _(question: QuestionFields, cell: Cell, desk: Desk, *, dense: bool = False) -> Editor:
    if question.id == desk.checklist.chosen and not cell.column:
        return NameEditor(question, cell, desk, dense=dense)
    return LineEditor(question, cell, desk, dense=dense)
