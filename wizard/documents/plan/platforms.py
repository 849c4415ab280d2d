"""The candidates side by side, with the same yardstick for all of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from wizard.documents.blocks import Block, Column, Paragraph, Row, Run, Runs, Table, row, text
from wizard.documents.voice import DASH, Voice, is_said
from wizard.model import answers as given
from wizard.model import questions as kinds
from wizard.model.questions import QuestionFields, Severity


def comparison(voice: Voice, table: kinds.Table) -> list[Block]:
    """Compose the candidates as one table, group by group, one column a candidate."""
    rows = voice.evaluation.rows(table.id)
    if not rows:
        return []
    chosen = voice.evaluation.chosen_row
    said: list[Row] = []
    asked = [one for one in table.columns if one.id != table.name_column]
    for group, columns in groupby(asked, key=lambda one: one.group):
        lines = [
            row(
                voice.say(column.title),
                *(_cell(voice, table, column, one, place) for place, one in enumerate(rows)),
                key=f"question-{column.id}",
                changed=any(column.id in voice.changed_cells(table, at) for at in range(len(rows))),
            )
            for column in columns
            if any(column.id in one or column.computed for one in rows)
        ]
        heading = f"documents.platform_group.{group}"
        if lines and heading in voice.w:
            title = Run(voice.w(heading), bold=True)
            said.append(row(title, *("" for _ in rows)))
        said += lines
    heads = (
        Column(voice.w("documents.column.item"), weight=2),
        *(_head(voice, table, one, is_chosen=place == chosen) for place, one in enumerate(rows)),
    )
    blocks: list[Block] = [Table(heads, tuple(said), dense=True)] if said else []
    if not voice.chosen_name():
        blocks.append(Paragraph(text(voice.w("documents.none_chosen")), style="note"))
    return blocks


def _head(voice: Voice, table: kinds.Table, one: given.Row, *, is_chosen: bool) -> Column:
    name = table.row_name(one) or voice.w("model.unnamed")
    title = voice.w("documents.chosen_mark", name=name) if is_chosen else name
    return Column(title, weight=3)


def _cell(
    voice: Voice, table: kinds.Table, column: QuestionFields, one: given.Row, place: int
) -> Runs:
    """Return one candidate's answer, marked where it was judged."""
    if column.computed:
        value = text(take_rate(voice, table, one)) if column.id == "take_rate" else ()
    else:
        value = voice.value(column, one.get(column.id, given.NOTHING))
    if not is_said(value):
        value = text(DASH)
    value = voice.marked(value, changed=column.id in voice.changed_cells(table, place))
    own = [
        finding
        for finding in voice.evaluation.findings
        if finding.rule == column.id and finding.place == place
    ]
    if own and own[0].severity is not Severity.INFO:
        shape = voice.shape(own[0].severity)
        return (replace(shape, alt=f"{shape.alt} "), *value)
    return value


def take_rate(voice: Voice, table: kinds.Table, one: given.Row) -> str:
    """Return what the platform keeps of each sale: commission and payment fee together."""
    fees = [one.get(name, given.NOTHING).value for name in ("commission", "payment_fee")]
    known = [fee for fee in fees if isinstance(fee, Decimal)]
    column: QuestionFields | None = table.column("take_rate")
    if column is None or len(known) < len(fees):
        return ""
    return column.show(sum(known, Decimal(0)), voice.w)
