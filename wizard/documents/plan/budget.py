"""The start-up budget against its cap, and the reserve beside it."""

from __future__ import annotations

from wizard.documents.blocks import (
    Block,
    Blocks,
    Bullets,
    Chart,
    Column,
    Fields,
    Heading,
    Level,
    Paragraph,
    Row,
    Run,
    Series,
    Table,
    row,
    text,
)
from wizard.documents.plan.pairs import beside, figures, paired
from wizard.documents.saving import way
from wizard.documents.voice import DASH, Voice
from wizard.engine.savings import alternatives
from wizard.model import answers as given
from wizard.model import questions as kinds
from wizard.model.money import Money
from wizard.model.questions import QuestionFields
from wizard.money.cutting import cut
from wizard.money.saving import Saving, ways_to_save

LINES = "budget_lines"
_KINDS = ("one_off", "yearly", "deposit", "monthly")
_STARTUP = ("one_off", "yearly", "deposit")
_PLATFORM = (("annual_fee", "yearly"), ("deposit", "deposit"))
_FIGURES = (
    "startup_total",
    "cap",
    "headroom",
    "reserve_needed",
    "reserve_months",
    "own_money_needed",
)


def section(voice: Voice) -> Blocks:
    """Compose the budget: table, chart against the cap, what must be on hand beside it."""
    w = voice.w
    table = voice.evaluation.table(LINES)
    rows = voice.evaluation.rows(LINES)
    if table is None:
        return ()
    blocks: list[Block] = []
    if rows or _platform_lines(voice):
        blocks.append(_table(voice, table, rows))
    else:
        blocks.append(Paragraph(text(w("documents.budget_empty"))))
    pairs, missing = figures(voice, _FIGURES)
    chart = _chart(voice)
    if chart is None:
        blocks.append(paired(pairs))
    else:
        blocks.append(beside(chart, (Fields(tuple(pairs)),), ratio=0.56))
    if missing:
        blocks.append(Paragraph(text(missing), style="note"))
    blocks.append(Paragraph(text(w("documents.reserve_outside")), style="note"))
    return (*blocks, *_back_under_the_cap(voice, table))


def _back_under_the_cap(voice: Voice, table: kinds.Table) -> Blocks:
    """Compose what to do about a total over the cap: smallest changes, and what fits whole."""
    w, inputs = voice.w, voice.evaluation.inputs
    made = cut(inputs)
    if made is None:
        return ()
    heading = Heading(text(w("documents.cut_title")), level=2, key="cut")
    found = [
        one for one in ways_to_save(inputs, alternatives(voice.evaluation)) if one.kind != "whole"
    ]
    key = "documents.cut_ways" if found else "documents.cut_lead"
    lead = text(w(key, over=voice.amount(made.over)))
    blocks: list[Block] = [heading, Paragraph(lead)]
    if found:
        blocks.append(Bullets(tuple(text(_way(voice, one)) for one in found)))
    if made.room < 0:
        short = w("documents.cut_short", short=voice.amount(-made.room))
        return (*blocks, Paragraph(text(short), style="note"))
    columns = (
        Column(w("documents.column.item"), weight=4),
        Column(w("documents.column.class"), weight=2),
        Column(w("documents.column.cut"), weight=2),
        Column(w("documents.column.yuan_before_opening"), align="right", minimum=60),
        Column(w("documents.column.restore"), align="right", minimum=80),
    )
    rows = [
        row(
            one.line.item or w("model.unnamed"),
            _choice(voice, table, "class", one.line.importance or "important"),
            w(f"documents.cut.{one.action}"),
            voice.amount(one.cost),
            "" if one.action == "keep" else voice.amount(made.restoring(one)),
        )
        for one in made.choices
    ]
    rows += [
        row(label, "", w("documents.platform_fee"), amount, "")
        for label, amount, _ in _platform_lines(voice)
    ]
    total = voice.amount(made.total)
    rows.append(row(w("documents.cut_total"), "", "", total, "", total=True))
    caption = w("documents.cut_table")
    return (*blocks, Table(columns, tuple(rows), caption=caption, key="cut", dense=True))


def _way(voice: Voice, saving: Saving) -> str:
    over = voice.amount(saving.still_over)
    key = "documents.cut_not_enough" if saving.still_over else "documents.cut_enough"
    return voice.w(key, what=way(voice, saving), over=over)


def _table(voice: Voice, table: kinds.Table, rows: tuple[given.Row, ...]) -> Table:
    w = voice.w
    columns = (
        Column(w("documents.column.item"), weight=4),
        Column(w("documents.column.payment"), weight=2),
        Column(w("documents.column.class"), weight=2),
        Column(w("documents.column.from"), weight=2),
        Column(w("documents.column.yuan"), align="right", minimum=60),
    )
    body: list[Row] = []
    for kind in (*_KINDS, ""):
        body += [
            _line(voice, table, one, place) for place, one in enumerate(rows) if _kind(one) == kind
        ]
        body += [
            row(label, _choice(voice, table, "kind", kind), w("documents.platform_fee"), "", amount)
            for label, amount, line_kind in _platform_lines(voice)
            if line_kind == kind
        ]
    body.append(_total(voice))
    return Table(
        columns, tuple(body), caption=w("documents.budget_table"), key="budget", dense=True
    )


def _line(voice: Voice, table: kinds.Table, one: given.Row, place: int) -> Row:
    amount = one.get("amount", given.NOTHING)
    if isinstance(amount.value, Money):
        shown = text(voice.amount(amount.value.fen))
    else:
        shown = voice.cell(table, one, "amount") or text(
            Run(voice.w("documents.to_add"), mark="blank")
        )
    name = table.row_name(one)
    changed = bool(voice.changed_cells(table, place))
    return row(
        voice.marked(text(name or voice.w("model.unnamed")), changed=changed),
        *(voice.cell(table, one, column) for column in ("kind", "class", "from")),
        shown,
        key=f"question-{table.id}",
        changed=changed,
    )


def _total(voice: Voice) -> Row:
    """Return the sum of what has to be paid before opening, or what is known of it."""
    w, figures = voice.w, voice.evaluation.figures
    if figures["startup_total"].value is not None:
        label, fen = w("documents.budget_total"), figures["startup_total"].shown
    else:
        label, fen = w("documents.budget_at_least"), figures["startup_known"].shown
    shown = voice.amount(int(fen)) if fen is not None else DASH
    return row(label, w("documents.without_monthly"), "", "", shown, total=True)


def _kind(one: given.Row) -> str:
    value = one.get("kind", given.NOTHING).value
    return value if isinstance(value, str) else ""


def _choice(voice: Voice, table: kinds.Table, column_id: str, choice: str) -> str:
    column: QuestionFields | None = table.column(column_id)
    return column.show(choice, voice.w) if column is not None and choice else DASH


def _platform_lines(voice: Voice) -> list[tuple[str, str, str]]:
    """Return label, amount and kind of what the chosen platform charges to begin with."""
    chosen = voice.evaluation.chosen
    if chosen is None:
        return []
    found = []
    for column_id, kind in _PLATFORM:
        value = chosen.get(column_id, given.NOTHING).value
        if isinstance(value, Money):
            label = voice.w(
                "documents.of_platform", platform=voice.chosen_name(), label=voice.title(column_id)
            )
            found.append((label, voice.amount(value.fen), kind))
    return found


def parts(voice: Voice) -> dict[str, int]:
    """Return the fen that go into the start-up total by kind of payment."""
    sums = dict.fromkeys(_STARTUP, 0)
    for one in voice.evaluation.rows(LINES):
        amount, kind = one.get("amount", given.NOTHING).value, _kind(one)
        if isinstance(amount, Money) and kind in sums:
            sums[kind] += amount.fen
    chosen = voice.evaluation.chosen
    for column_id, kind in _PLATFORM:
        value = chosen.get(column_id, given.NOTHING).value if chosen is not None else None
        if isinstance(value, Money):
            sums[kind] += value.fen
    return sums


def _chart(voice: Voice) -> Chart | None:
    """Compose the budget as one bar against the cap."""
    w, figures = voice.w, voice.evaluation.figures
    sums = {kind: fen for kind, fen in parts(voice).items() if fen}
    cap = figures["cap"].shown
    if not sums or not isinstance(cap, int):
        return None
    total = sum(sums.values())
    table = voice.evaluation.table(LINES)
    labels = tuple(
        _choice(voice, table, "kind", kind) if table is not None else kind for kind in sums
    )
    alt = w("documents.chart.budget_alt", total=voice.money(total), cap=voice.money(cap))
    return Chart(
        "bullet",
        title=w("documents.chart.budget"),
        alt=alt,
        series=(
            Series(
                w("documents.budget_total"),
                values=tuple(Money(fen).yuan for fen in sums.values()),
                texts=tuple(voice.amount(fen) for fen in sums.values()),
            ),
        ),
        labels=labels,
        levels=(Level(voice.figure_name("cap"), Money(cap).yuan),),
        unit=w("documents.unit.yuan"),
        key="chart-budget",
    )
