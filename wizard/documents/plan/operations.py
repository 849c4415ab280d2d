"""After opening: promotion, support, the numbers to watch, the first 90 days."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from wizard.documents.blocks import (
    Block,
    Blocks,
    Chart,
    Column,
    Columns,
    Fields,
    Heading,
    Paragraph,
    Row,
    Run,
    Runs,
    Series,
    Table,
    row,
    text,
)
from wizard.documents.plan.actions import all_actions
from wizard.documents.plan.pairs import paired
from wizard.documents.voice import DASH, Voice
from wizard.model.questions import Severity
from wizard.model.reading import plain_number
from wizard.money.marketing import ChannelResult, Marketing, marketing
from wizard.money.staffing import Staffing, erlang_c, staffing

_PEOPLE = (1, 2, 3)
_QUARTER = 90
_WEEKS = 12
_INDICATORS: tuple[tuple[str, str], ...] = (
    ("refund_rate", "refund_rate_high"),
    ("repurchase_rate", "repurchase_low"),
    ("first_reply", "first_reply_limit"),
    ("reserve", "reserve_months_wanted"),
)
_GATES = (("opened", 0), ("first_look", 14), ("month", 30), ("two_months", 60), ("quarter", 90))


def promotion(voice: Voice) -> Blocks:
    """Compose what a buyer may cost and when to stop."""
    w, inputs = voice.w, voice.evaluation.inputs
    result = marketing(inputs)
    if result is None:
        if inputs.products is None:
            return ()
        name = "max_acquisition_cost"
        return (Fields(((voice.figure_name(name), voice.figure_with_note(name)),)),)
    blocks: list[Block] = [
        Paragraph(text(w("documents.promotion_lead")), style="lead"),
        paired(_limits(voice, result)),
    ]
    if result.channels:
        columns = (
            Column(w("documents.column.channel"), weight=3),
            Column(w("documents.column.spend"), align="right"),
            Column(w("documents.column.expected"), align="right"),
            Column(w("documents.column.needed"), align="right"),
            Column("ROI", align="right"),
            Column(w("documents.column.judgement"), weight=2),
        )
        rows = tuple(_channel(voice, one, place) for place, one in enumerate(result.channels))
        blocks.append(Table(columns, rows, caption=w("documents.channel_table"), dense=True))
        blocks += _channel_chart(voice, result)
    if result.losing:
        names = w("model.list_comma").join(result.losing)
        blocks.append(Paragraph(text(w("documents.do_not_promote", names=names)), style="note"))
    return tuple(blocks)


def _limits(voice: Voice, result: Marketing) -> list[tuple[str, Runs]]:
    w = voice.w
    pairs: list[tuple[str, Runs]] = [
        (voice.figure_name(name), voice.figure_with_note(name))
        for name in ("max_acquisition_cost", "break_even_roas")
    ]
    if result.commission_ceiling is not None:
        ceiling = voice.percent(result.commission_ceiling)
        pairs.append((w("documents.commission_ceiling"), text(ceiling)))
    stop = w("documents.stop_after", money=voice.money(result.stop_loss_spend))
    pairs.append((w("documents.stop_loss"), text(stop)))
    if result.stop_loss_clicks is not None:
        clicks = w("documents.stop_clicks", number=f"{result.stop_loss_clicks:,}")
        pairs.append((w("documents.stop_loss_clicks"), text(clicks)))
    return pairs


def _channel(voice: Voice, one: ChannelResult, place: int) -> Row:
    w = voice.w
    table = voice.evaluation.table("channels")
    changed = table is not None and bool(voice.changed_cells(table, place))
    expected = f"{plain_number(one.expected_orders):,}" if one.expected_orders is not None else DASH
    if one.pays is None:
        judged = Run(w(f"money.reason.{one.reason}")) if one.reason else Run(DASH)
    elif one.pays:
        judged = Run(w("documents.pays"), mark="ok")
    else:
        judged = Run(w("documents.does_not_pay"), mark="watch")
    return row(
        voice.marked(text(one.name or w("model.unnamed")), changed=changed),
        voice.money(one.spend),
        expected,
        f"{one.break_even_orders:,}",
        voice.percent(one.roi) if one.roi is not None else DASH,
        judged,
        changed=changed,
    )


def _channel_chart(voice: Voice, result: Marketing) -> list[Block]:
    told = [one for one in result.channels if one.expected_orders is not None]
    if not told:
        return []
    w = voice.w
    return [
        Chart(
            "bars",
            title=w("documents.chart.channels"),
            alt=w("documents.chart.channels_alt"),
            series=(
                Series(
                    w("documents.column.expected"),
                    values=tuple(one.expected_orders for one in told),
                ),
                Series(
                    w("documents.column.needed"),
                    values=tuple(one.break_even_orders for one in told),
                ),
            ),
            labels=tuple(one.name or w("model.unnamed") for one in told),
            unit=w("documents.unit.orders_month"),
        )
    ]


def support(voice: Voice) -> Blocks:
    """Compose what the 10-minute promise takes: people against the share kept."""
    w = voice.w
    desk = staffing(voice.evaluation.inputs)
    name = "answered_within_10_minutes"
    if desk is None:
        if voice.evaluation.inputs.products is None:
            return ()
        return (Fields(((voice.figure_name(name), voice.figure_with_note(name)),)),)
    columns = (
        Column(w("documents.column.people"), align="right", minimum=40),
        Column(w("documents.column.in_time"), align="right", weight=2),
        Column(w("documents.column.wait"), align="right", weight=2),
    )
    blocks: list[Block] = [
        Heading(text(w("documents.support_title")), level=2, key="support"),
        Paragraph(text(w("documents.support_lead"))),
        Columns(
            (Fields(tuple(_desk(voice, desk))),),
            (Table(columns, tuple(_people(voice, desk, one) for one in _PEOPLE), dense=True),),
        ),
    ]
    if desk.quiet:
        blocks.append(Paragraph(text(w("documents.quiet")), style="note"))
    return tuple(blocks)


def _desk(voice: Voice, desk: Staffing) -> list[tuple[str, Runs]]:
    w = voice.w
    name = "answered_within_10_minutes"
    return [
        (w("documents.tickets_a_day"), text(voice.decimal(desk.tickets_a_day, "0.1"))),
        (w("documents.tickets_an_hour"), text(voice.decimal(desk.tickets_an_hour))),
        (w("documents.coverage"), text(voice.percent(desk.coverage))),
        (voice.figure_name(name), voice.figure_with_note(name)),
    ]


def _people(voice: Voice, desk: Staffing, people: int) -> Row:
    queue = erlang_c(desk.tickets_an_hour, desk.minutes, people)
    if queue.mean_wait is None:
        wait = voice.w("documents.queue_grows")
    else:
        wait = voice.measured(queue.mean_wait, "minutes", "0.1")
    return row(str(people), voice.percent(queue.in_time), wait, total=people == desk.people)


def indicators(voice: Voice) -> Blocks:
    """Compose the lines at which to act, when they begin to count, and a log to fill in."""
    w, values = voice.w, voice.checklist.values
    if voice.evaluation.inputs.products is None:
        return ()
    rows = []
    for name, value_id in _INDICATORS:
        threshold = values.get(value_id)
        if threshold is None:
            continue
        shown = _threshold(voice, Decimal(threshold.value), threshold.unit)
        rows.append(
            row(
                text(Run(w(f"documents.indicator.{name}"), bold=True)),
                w(f"documents.indicator.{name}_meaning"),
                w(f"documents.indicator.{name}_line", line=shown),
                w(f"documents.indicator.{name}_sample"),
                w(f"documents.indicator.{name}_do"),
            )
        )
    if not rows:
        return ()
    columns = (
        Column(w("documents.column.indicator"), weight=2),
        Column(w("documents.column.meaning"), weight=4),
        Column(w("documents.column.line"), weight=2),
        Column(w("documents.column.sample"), weight=3),
        Column(w("documents.column.what"), weight=3),
    )
    log = (
        Column(w("documents.column.week"), minimum=40),
        *(Column(w(f"documents.log.{name}"), weight=1) for name in _LOG),
    )
    empty = tuple(row(str(week), *("" for _ in _LOG)) for week in range(1, _WEEKS + 1))
    return (
        Paragraph(text(w("documents.indicators_lead")), style="lead"),
        Table(columns, tuple(rows), key="indicators", dense=True),
        Table(log, empty, caption=w("documents.log_title"), zebra=False, whole=True),
    )


_LOG = ("orders", "refunds", "refund_rate", "repeat", "bank", "late")


def _threshold(voice: Voice, value: Decimal, unit: str) -> str:
    if unit == "percent":
        return f"{plain_number(value):,}%"
    return voice.measured(value, unit)


def milestones(voice: Voice) -> Blocks:
    """Compose the first 90 days and the numbers at which to go on or to stop."""
    w = voice.w
    launch = voice.launch()
    if launch is None or voice.evaluation.inputs.products is None:
        return ()
    blocks: list[Block] = [Paragraph(text(w("documents.milestones_lead")), style="lead")]
    blocks += _gantt(voice, launch)
    columns = (
        Column(w("documents.column.date"), minimum=64),
        Column(w("documents.column.gate"), weight=3),
        Column(w("documents.column.number_then"), weight=4),
        Column(w("documents.column.decision"), weight=3),
    )
    rows = tuple(
        row(day.isoformat(), text(Run(w(f"documents.gate.{name}"), bold=True)), number, decision)
        for name, day, number, decision in gates(voice)
    )
    blocks.append(Heading(text(w("documents.stop_lines")), level=3))
    blocks.append(Table(columns, rows, dense=True))
    return tuple(blocks)


def gates(voice: Voice) -> list[tuple[str, dt.date, str, str]]:
    """Return the milestones after opening: name, day, number to look at, decision."""
    launch = voice.launch()
    if launch is None:
        return []
    w = voice.w
    orders, reserve = voice.figure("break_even_orders_day"), voice.figure("reserve_needed")
    return [
        (
            name,
            launch + dt.timedelta(days=days),
            w(f"documents.gate.{name}_number", orders=orders, reserve=reserve),
            w(f"documents.gate.{name}_decision"),
        )
        for name, days in _GATES
        if (dt.date.max - launch).days >= days
    ]


def _gantt(voice: Voice, launch: dt.date) -> list[Block]:
    """Draw what is to be done before and after opening, in days from today."""
    w, today = voice.w, voice.evaluation.today
    opening = max(0, (launch - today).days)
    tasks: list[tuple[str, int, int]] = []
    actions = all_actions(voice)
    for name, severities in (
        ("red_line", (Severity.RED_LINE, Severity.BROKEN)),
        ("before_opening", (Severity.FIX,)),
        ("advice", (Severity.WATCH, Severity.INFO)),
    ):
        days = [
            opening if one.due is None else max(0, (one.due - today).days)
            for one in actions
            if one.severity in severities
        ]
        if days:
            tasks.append((w(f"documents.task.{name}"), 0, max(1, *days)))
    if voice.evaluation.not_sure or voice.evaluation.missing:
        tasks.append((w("documents.task.find_out"), 0, max(1, opening // 2)))
    tasks.append((w("documents.task.trial"), opening, opening + 14))
    tasks.append((w("documents.task.watch"), opening, opening + _QUARTER))
    if opening > 3 * 365:
        return []
    ticks: list[tuple[int | Decimal, str]] = [
        (at, (today + dt.timedelta(days=at)).strftime("%m-%d"))
        for at in (0, opening, opening + 30, opening + 60, opening + _QUARTER)
    ]
    return [
        Chart(
            "gantt",
            title=w("documents.chart.gantt"),
            alt=w("documents.chart.gantt_alt", date=launch.isoformat()),
            series=(
                Series(
                    w("documents.chart.gantt"),
                    low=tuple(start for _, start, _ in tasks),
                    high=tuple(end for _, _, end in tasks),
                ),
            ),
            labels=tuple(name for name, _, _ in tasks),
            ticks=tuple(dict(ticks).items()),
            key="chart-gantt",
        )
    ]
