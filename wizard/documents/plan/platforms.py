"""The candidates side by side, with the same yardstick for all of them."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby

from wizard.documents.blocks import Block, Column, Paragraph, Run, Runs, Table, row, text
from wizard.documents.voice import DASH, MARKS, Voice, is_said
from wizard.model import questions as kinds
from wizard.model.answers import NOTHING, Row
from wizard.model.questions import QuestionFields, Severity


def comparison(voice: Voice, table: kinds.Table) -> list[Block]:
    """Compose the candidates: one table a group of columns, one column a candidate."""
    rows = voice.evaluation.rows(table.id)
    if not rows:
        return []
    chosen = voice.evaluation.chosen_row
    blocks: list[Block] = []
    asked = [one for one in table.columns if one.id != table.name_column]
    for group, columns in groupby(asked, key=lambda one: one.group):
        said = [
            row(
                voice.say(column.title),
                *(_cell(voice, table, column, one, place) for place, one in enumerate(rows)),
            )
            for column in columns
            if any(column.id in one or column.computed for one in rows)
        ]
        if not said:
            continue
        heads = (
            Column(
                voice.w(f"documents.platform_group.{group}" if group else "documents.column.item"),
                weight=3,
            ),
            *(
                _head(voice, table, one, is_chosen=place == chosen)
                for place, one in enumerate(rows)
            ),
        )
        blocks.append(Table(heads, tuple(said)))
    if chosen is None:
        blocks.append(Paragraph(text(voice.w("documents.none_chosen")), style="note"))
    return blocks


def _head(voice: Voice, table: kinds.Table, one: Row, *, is_chosen: bool) -> Column:
    name = table.row_name(one) or voice.w("model.unnamed")
    title = voice.w("documents.chosen_mark", name=name) if is_chosen else name
    return Column(title, weight=3)


def _cell(voice: Voice, table: kinds.Table, column: QuestionFields, one: Row, place: int) -> Runs:
    """Return one candidate's answer, marked where it was judged."""
    if column.computed:
        value = text(take_rate(voice, table, one)) if column.id == "take_rate" else ()
    else:
        value = voice.value(column, one.get(column.id, NOTHING))
    if not is_said(value):
        return text(DASH)
    own = [
        finding
        for finding in voice.evaluation.findings
        if finding.rule == column.id and finding.place == place
    ]
    if own and own[0].severity is not Severity.INFO:
        return (Run("", mark=MARKS[own[0].severity]), *value)
    return value


def take_rate(voice: Voice, table: kinds.Table, one: Row) -> str:
    """Return what the platform keeps of each sale: commission and payment fee together."""
    fees = [one.get(name, NOTHING).value for name in ("commission", "payment_fee")]
    known = [fee for fee in fees if isinstance(fee, Decimal)]
    column: QuestionFields | None = table.column("take_rate")
    if column is None or len(known) < len(fees):
        return ""
    return column.show(sum(known, Decimal(0)), voice.w)
