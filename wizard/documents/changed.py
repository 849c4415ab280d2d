"""Changed answers in words, for the plan on paper and for whoever compares two plans."""

from __future__ import annotations

from wizard.documents.runs import plain
from wizard.documents.voice import Voice
from wizard.engine.changes import AnswerChange
from wizard.model.answers import Answer
from wizard.model.questions import QuestionFields, Table


def change_title(voice: Voice, change: AnswerChange) -> str:
    """Return the title of what was changed, in a table with the name of the row."""
    title = voice.say(change.asked.title)
    if change.row is None:
        return title
    if not change.column:
        return voice.w("documents.change.row", table=title, row=change.row)
    table = voice.say(voice.checklist.questions[change.question].title)
    return voice.w("documents.change.cell", table=table, row=change.row, column=title)


def change_value(voice: Voice, asked: QuestionFields, answer: Answer) -> str:
    """Return an answer in words; a row of a table with its cells."""
    w = voice.w
    if isinstance(asked, Table) and isinstance(answer.value, tuple) and answer.value:
        cells = [
            w("documents.change.pair", name=voice.say(column.title), value=shown)
            for row in answer.value
            if not isinstance(row, str)
            for column in asked.columns
            if column.id in row and (shown := change_value(voice, column, row[column.id]))
        ]
        return w("model.list_comma").join(cells) or w("documents.change.empty_row")
    shown = plain(voice.value(asked, answer)) or w("documents.change.nothing")
    remarks = [answer.note] if answer.note else []
    remarks += [one.name for one in answer.evidence]
    if not remarks:
        return shown
    return w("documents.change.remarked", value=shown, remarks=w("model.list_comma").join(remarks))
