"""The cash of the first year: month by month, week by week, and under stress."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from wizard.documents.blocks import (
    Block,
    Blocks,
    Chart,
    Column,
    Fields,
    Level,
    Paragraph,
    Row,
    Run,
    Runs,
    Series,
    Spacer,
    Table,
    row,
    text,
)
from wizard.documents.plan.pairs import beside
from wizard.documents.voice import DASH, Voice
from wizard.money.ledger import Ledger, Period
from wizard.money.outlook import Scenario, scenarios
from wizard.money.simulation import RUNOUT_WEEK, Simulation

_WEEKS = RUNOUT_WEEK
_SMALL, _CHART = 110, 130
_DROP = 34  # points, so that what stands beside a chart begins where its drawing does
_AREAS = ("bank", "wallet", "waiting")


def _yuan(fen: int) -> Decimal:
    return (Decimal(fen) / 100).quantize(Decimal("0.01"))


def _day(ledger: Ledger, day: int) -> str:
    when = ledger.date_of(day)
    return f"{when:%m-%d}" if when is not None else str(day + 1)


def year(voice: Voice) -> Blocks:
    """Compose twelve months: what came in, what went out, what the bank says at the end."""
    w = voice.w
    ledger = voice.ledger
    if ledger is None:
        if voice.evaluation.inputs.products is None:
            return ()
        return (
            Fields(((voice.figure_name("lowest_cash"), voice.figure_with_note("lowest_cash")),)),
        )
    blocks: list[Block] = [
        Paragraph(text(w("documents.cash_lead")), style="lead"),
        beside(
            replace(_with_payouts(voice, ledger, _line(voice, ledger)), height=_CHART),
            (Spacer(_DROP), Fields(tuple(_cash_facts(voice, ledger)))),
            ratio=0.64,
        ),
        _months(voice, ledger),
    ]
    return tuple(blocks)


def small_line(voice: Voice) -> list[Block]:
    """Return the bank balance of the year as a small chart; nothing without a ledger."""
    ledger = voice.ledger
    if ledger is None:
        return []
    return [replace(_line(voice, ledger), height=_SMALL, key="")]


def _line(voice: Voice, ledger: Ledger) -> Chart:
    """Draw the bank balance at every week's end, with the day it is lowest."""
    w = voice.w
    weeks = voice.weeks
    return Chart(
        "line",
        title=w("documents.chart.cash"),
        alt=w(
            "documents.chart.cash_alt",
            lowest=voice.figure("lowest_cash"),
            date=voice.figure("lowest_cash_date"),
        ),
        series=(
            Series(w("documents.bucket.bank"), values=tuple(_yuan(one.bank) for one in weeks)),
        ),
        labels=tuple(_day(ledger, one.start + one.days - 1) for one in weeks),
        levels=(Level(w("documents.chart.reserve_line"), _yuan(ledger.course.reserve)),),
        unit=w("documents.unit.yuan"),
        key="chart-cash",
    )


def _with_payouts(voice: Voice, ledger: Ledger, line: Chart) -> Chart:
    """Mark the weeks in which money left the platform's wallet for the bank."""
    if ledger.first_payout is None:
        return line
    paid = tuple(_yuan(one.withdrawn) if one.withdrawn else None for one in voice.weeks)
    told = voice.w(
        "documents.chart.payouts_alt",
        number=sum(1 for one in paid if one is not None),
    )
    marks = Series(voice.w("documents.chart.payouts"), values=paid)
    return replace(line, marks=marks, alt=f"{line.alt}{told}")


def _months(voice: Voice, ledger: Ledger) -> Table:
    w = voice.w
    names = ("start", "owner_in", "net", "expenses", "owner_out", "end")
    columns = (
        Column(w("documents.column.month"), minimum=56),
        *(Column(w(f"documents.cash.{name}"), align="right") for name in names),
    )
    rows: list[Row] = []
    before = 0
    for number, period in enumerate(ledger.months(), start=1):
        when = ledger.date_of(period.start)
        label = f"{when:%Y-%m}" if when is not None else str(number)
        rows.append(_month(voice, label, period, before))
        before = period.bank
    note = text(w("documents.cash_note"))
    return Table(columns, tuple(rows), caption=w("documents.cash_table"), notes=(note,), dense=True)


def _month(voice: Voice, label: str, period: Period, before: int) -> Row:
    """Return a month; what came in is the rest, so that every row adds up."""
    out = period.expenses + period.owner_out
    arrived = period.bank - before + out - period.owner_in
    return row(
        label,
        voice.amount(before),
        voice.amount(period.owner_in),
        voice.amount(arrived),
        voice.amount(-period.expenses),
        voice.amount(-period.owner_out),
        Run(voice.amount(period.bank), mark="red_line" if period.bank < 0 else None),
    )


def _cash_facts(voice: Voice, ledger: Ledger) -> list[tuple[str, Runs]]:
    w = voice.w
    pairs: list[tuple[str, Runs]] = [
        (voice.figure_name(name), voice.figure_with_note(name))
        for name in ("lowest_cash", "lowest_cash_date")
    ]
    below = ledger.first_below_zero
    if below is not None:
        short = w(
            "documents.short", date=_date(ledger, below), money=voice.money(-ledger.lowest_cash)
        )
        pairs.append((w("documents.below_zero"), text(Run(short, mark="red_line"))))
    payout = ledger.first_payout
    first = _date(ledger, payout) if payout is not None else w("documents.never_in_year")
    pairs.append((w("documents.first_payout"), text(first)))
    pairs.append((w("documents.stuck"), text(voice.money(ledger.stuck))))
    pairs.append((w("documents.funding_need"), text(voice.money(ledger.funding_need))))
    return pairs


def _date(ledger: Ledger, day: int) -> str:
    when = ledger.date_of(day)
    return when.isoformat() if when is not None else str(day + 1)


def weeks(voice: Voice) -> Blocks:
    """Compose the first thirteen weeks: where the money is at each week's end."""
    w = voice.w
    ledger = voice.ledger
    if ledger is None:
        return ()
    periods = voice.weeks[:_WEEKS]
    names = ("sales", "refunds", "bank", "wallet", "waiting")
    columns = (
        Column(w("documents.column.week"), minimum=70),
        *(Column(w(f"documents.bucket.{name}"), align="right") for name in names),
    )
    rows = tuple(
        row(
            w("documents.week", number=number, date=_day(ledger, one.start)),
            voice.amount(one.sales),
            voice.amount(-one.refunds),
            Run(voice.amount(one.bank), mark="red_line" if one.bank < 0 else None),
            voice.amount(one.wallet),
            voice.amount(_waiting(one)),
        )
        for number, one in enumerate(periods, start=1)
    )
    chart = Chart(
        "areas",
        title=w("documents.chart.weeks"),
        alt=w("documents.chart.weeks_alt"),
        series=tuple(
            Series(
                w(f"documents.bucket.{name}"),
                values=tuple(max(Decimal(0), _yuan(_bucket(one, name))) for one in periods),
            )
            for name in _AREAS
        ),
        labels=tuple(str(number) for number in range(1, len(periods) + 1)),
        unit=w("documents.unit.yuan"),
        height=_SMALL,
        key="chart-weeks",
    )
    return (
        Paragraph(text(w("documents.weeks_lead")), style="lead"),
        Table(columns, rows, caption=w("documents.weeks_table"), dense=True),
        chart,
    )


def _waiting(period: Period) -> int:
    return period.hold + period.transit + period.frozen


def _bucket(period: Period, name: str) -> int:
    return {"bank": period.bank, "wallet": period.wallet, "waiting": _waiting(period)}[name]


def stress(voice: Voice, simulated: Simulation | None) -> Blocks:
    """Compose what shocks would do, and the spread of many simulated launches."""
    w = voice.w
    cases = scenarios(voice.evaluation.inputs)
    if not cases:
        return ()
    columns = (
        Column(w("documents.column.case"), weight=3),
        Column(w("documents.column.lowest"), align="right", minimum=58),
        Column(w("documents.column.below_zero"), align="right", minimum=64),
        Column(w("documents.column.need"), align="right", minimum=58),
        Column(w("documents.column.lost"), align="right", minimum=58),
    )
    blocks: list[Block] = [
        Paragraph(text(w("documents.stress_lead")), style="lead"),
        Table(columns, tuple(_case(voice, one) for one in cases), dense=True),
    ]
    name = "runout_probability_13_weeks"
    if simulated is not None:
        chance = simulated.ran_out_by_week_13
        sentence = w(
            "documents.simulated",
            paths=f"{simulated.paths:,}",
            chance=voice.probability(chance.point),
            low=voice.percent(chance.low),
            high=voice.percent(chance.high),
            cash=voice.money(simulated.cash_for_5_percent),
        )
        said = Paragraph(text(sentence))
        blocks.append(beside(_fan(voice, simulated), (Spacer(_DROP), said), ratio=0.64))
    else:
        blocks.append(Fields(((voice.figure_name(name), voice.figure_with_note(name)),)))
    return tuple(blocks)


def _case(voice: Voice, one: Scenario) -> Row:
    label = voice.w(f"documents.shock.{one.shock or 'plain'}")
    return row(
        label,
        Run(voice.amount(one.lowest_cash), mark="red_line" if one.lowest_cash < 0 else None),
        _iso(one.below_zero),
        voice.amount(one.funding_need),
        voice.amount(one.lost_in_platform),
    )


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day is not None else DASH


def _fan(voice: Voice, simulated: Simulation) -> Chart:
    w = voice.w
    shown = simulated.weeks[:_WEEKS]
    last = shown[-1]
    return Chart(
        "fan",
        title=w("documents.chart.fan"),
        alt=w(
            "documents.chart.fan_alt",
            low=voice.money(last.p10),
            middle=voice.money(last.p50),
            high=voice.money(last.p90),
        ),
        series=(
            Series(
                w("documents.bucket.bank"),
                values=tuple(_yuan(one.p50) for one in shown),
                low=tuple(_yuan(one.p10) for one in shown),
                high=tuple(_yuan(one.p90) for one in shown),
            ),
        ),
        labels=tuple(str(one.number) for one in shown),
        levels=(Level("0", 0),),
        unit=w("documents.unit.yuan"),
        height=_CHART,
        key="chart-fan",
    )
