"""What one order leaves over, how many orders carry the cost, and what that hangs on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import ceil

from wizard.documents.blocks import (
    Block,
    Blocks,
    Callout,
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
from wizard.money.economics import UnitEconomics, mix, products_economics
from wizard.money.outlook import Outlook, outlook
from wizard.money.sensitivity import SEARCH, Bar, tornado, turning_value
from wizard.money.terms import resolve
from wizard.text import capital

_STEPS = ("refunded", "commission", "payment_fee", "withdrawal_fee", "goods")
_TOLD = {
    "price": {"price"},
    "refunded": {"refund_rate"},
    "goods": {"cost", "code_loss", "reissue_rate"},
}  # what a line is made from and a product's row says
_ABREAST = 4  # products side by side in one table
_VOLUMES = 6
_CHART, _LOW_CHART = 130, 110
_DROP = 34  # points, so that what stands beside a chart begins where its drawing does
_TURNING = ("products.price", "products.cost", "refund_rate", "platforms.commission")
_OF_WHAT_WAS_TOLD = ("products.price", "products.cost")


def _yuan(fen: Decimal | int) -> Decimal:
    return (Decimal(fen) / 100).quantize(Decimal("0.01"))


def per_order(voice: Voice) -> Blocks:
    """Compose the waterfall of each product: from the price to what is left."""
    w = voice.w
    inputs = voice.evaluation.inputs
    products = products_economics(resolve(inputs))
    order = mix(products)
    if order is None:
        if inputs.products is None:
            return ()
        return (Paragraph(voice.figure_with_note("contribution_per_order")),)
    blocks: list[Block] = [
        Paragraph(text(w("documents.per_order_lead")), style="lead"),
        *_order_tables(voice, products, order),
    ]
    blocks += [_loses(voice, one) for one in products if one.contribution <= 0]
    blocks.append(_waterfall(voice, max(products, key=lambda one: one.weight)))
    return tuple(blocks)


def _order_tables(
    voice: Voice, products: tuple[UnitEconomics, ...], order: UnitEconomics
) -> list[Block]:
    """Return one column a product, a few at a time, from the price down to what is left."""
    w = voice.w
    marks = _changed(voice, products)
    named = [
        (one.name or w("model.unnamed"), one, mark)
        for one, mark in zip(products, marks, strict=True)
    ]
    if len(products) > 1:
        named.append((w("documents.mean_order"), order, frozenset()))
    parts = [named[at : at + _ABREAST] for at in range(0, len(named), _ABREAST)]
    note = text(w("documents.per_order_note"))
    return [
        Table(
            (
                Column(w("documents.column.per_order"), weight=1),
                *(Column(name, align="right", weight=1) for name, _, _ in part),
            ),
            tuple(_order_rows(voice, [(one, mark) for _, one, mark in part])),
            caption=w("documents.per_order_table") if at == 0 else "",
            notes=(note,) if at == len(parts) - 1 else (),
            dense=True,
        )
        for at, part in enumerate(parts)
    ]


def _changed(voice: Voice, products: tuple[UnitEconomics, ...]) -> list[frozenset[str]]:
    """Return, for each product, the columns of its row that differ from the last print."""
    table = voice.evaluation.table("products")
    if table is None:
        return [frozenset() for _ in products]
    places: dict[str, list[int]] = {}
    for place, one in enumerate(voice.evaluation.rows(table.id)):
        places.setdefault(table.row_name(one), []).append(place)
    queues = {name: iter(found) for name, found in places.items()}
    found = (next(queues.get(one.name, iter(())), None) for one in products)
    return [frozenset() if place is None else voice.changed_cells(table, place) for place in found]


def _order_rows(voice: Voice, orders: list[tuple[UnitEconomics, frozenset[str]]]) -> Iterator[Row]:
    w = voice.w

    def line(step: str, amounts: list[Decimal]) -> Row:
        marks = [not _TOLD.get(step, set()).isdisjoint(mark) for _, mark in orders]
        cells = [
            voice.marked(text(voice.amount(amount)), changed=mark)
            for amount, mark in zip(amounts, marks, strict=True)
        ]
        return row(w(f"documents.step.{step}"), *cells, changed=any(marks))

    yield line("price", [one.price for one, _ in orders])
    for step in _STEPS:
        taken = [-getattr(one, step) for one, _ in orders]
        if any(taken):
            yield line(step, taken)
    left = (
        Run(voice.amount(one.contribution), mark="red_line" if one.contribution <= 0 else None)
        for one, _ in orders
    )
    yield row(w("documents.step.contribution"), *left, total=True)
    margins = (voice.percent(one.margin) if one.margin is not None else DASH for one, _ in orders)
    yield row(voice.figure_name("contribution_margin"), *margins)
    lowest = (
        voice.amount(one.minimum_price) if one.minimum_price is not None else DASH
        for one, _ in orders
    )
    yield row(voice.figure_name("minimum_price"), *lowest)


def _loses(voice: Voice, one: UnitEconomics) -> Callout:
    sentence = voice.w("documents.loses", name=one.name, loss=voice.money(-one.contribution))
    return Callout("red_line", text(voice.w("documents.loses_title")), (Paragraph(text(sentence)),))


def _waterfall(voice: Voice, one: UnitEconomics) -> Chart:
    w = voice.w
    steps = [("price", one.price), *((step, -getattr(one, step)) for step in _STEPS)]
    kept = [(name, fen) for name, fen in steps if name == "price" or fen]
    labels = [w(f"documents.step.{name}") for name, _ in kept]
    values: list[Decimal | int | None] = [_yuan(fen) for _, fen in kept]
    texts = [voice.amount(fen) for _, fen in kept]
    name = one.name or w("model.unnamed")
    return Chart(
        "waterfall",
        title=w("documents.chart.waterfall", name=name),
        alt=w(
            "documents.chart.waterfall_alt",
            price=voice.money(one.price),
            left=voice.money(one.contribution),
        ),
        series=(
            Series(name, values=(*values, None), texts=(*texts, voice.amount(one.contribution))),
        ),
        labels=(*labels, w("documents.step.contribution")),
        unit=w("documents.unit.yuan"),
        height=_LOW_CHART,
    )


def break_even(voice: Voice) -> Blocks:
    """Compose the orders that carry the cost, against those one can hope for."""
    w, evaluation = voice.w, voice.evaluation
    point = evaluation.figures["break_even_orders_month"].value
    names = ("break_even_orders_month", "break_even_orders_day")
    pairs: list[tuple[str, Runs]] = [
        (voice.figure_name(name), voice.figure_with_note(name)) for name in names
    ]
    order = mix(products_economics(resolve(evaluation.inputs)))
    if not isinstance(point, Decimal) or order is None:
        if evaluation.inputs.products is None:
            return ()
        return (Fields(tuple(pairs)),)
    view = outlook(evaluation.inputs)
    blocks: list[Block] = [Paragraph(text(w("documents.break_even_lead")), style="lead")]
    if view is not None:
        pairs += _outlook_pairs(voice, view)
    chart = _volumes(voice, order, point)
    blocks.append(beside(chart, (Spacer(_DROP), Fields(tuple(pairs)))))
    if view is not None and view.reachable_month is not None and view.limit is not None:
        short = view.reachable_month < view.break_even_month
        key = "documents.not_reachable" if short else "documents.reachable"
        limit = w(f"documents.limit.{view.limit}")
        sentence = w(key, limit=limit, number=voice.ceiling(view.reachable_month))
        blocks.append(Paragraph(text(sentence), style="note"))
    return tuple(blocks)


def _outlook_pairs(voice: Voice, view: Outlook) -> list[tuple[str, Runs]]:
    w = voice.w
    orders = voice.measured(ceil(view.planned_month), "orders")
    pairs: list[tuple[str, Runs]] = [(w("documents.planned_orders"), text(orders))]
    if view.margin_of_safety is not None and view.grade is not None:
        shown = voice.percent(view.margin_of_safety)
        grade = w("documents.in_brackets", text=w(f"documents.grade.{view.grade}"))
        pairs.append((w("documents.margin_of_safety"), text(shown, grade)))
    pairs.append((w("documents.surplus"), text(voice.money(view.surplus_month))))
    if view.payback_months is None:
        payback = w("documents.no_payback")
    else:
        payback = voice.measured(view.payback_months, "months", "0.1")
    pairs.append((w("documents.payback"), text(payback)))
    return pairs


def _volumes(voice: Voice, order: UnitEconomics, point: Decimal) -> Chart:
    """Draw revenue that reaches the bank against cost, over the orders of a month."""
    w = voice.w
    step = max(Decimal(1), (point * 2 / (_VOLUMES - 1)).to_integral_value())
    volumes = [step * place for place in range(_VOLUMES)]
    fixed = point * order.contribution
    income = tuple(_yuan(volume * order.price * order.kept) for volume in volumes)
    cost = tuple(_yuan(fixed + volume * order.goods) for volume in volumes)
    shown = voice.figure("break_even_orders_month")
    return Chart(
        "break_even",
        title=w("documents.chart.break_even"),
        alt=w("documents.chart.break_even_alt", orders=shown),
        series=(
            Series(w("documents.chart.income"), values=income),
            Series(w("documents.chart.cost"), values=cost),
        ),
        labels=tuple(f"{volume:,}" for volume in volumes),
        levels=(Level(shown, point / step, across=True),),
        unit=w("documents.unit.yuan"),
        height=_CHART,
        key="chart-break-even",
    )


def sensitivity(voice: Voice) -> Blocks:
    """Compose which input moves break-even most, and how far each may go."""
    w, inputs = voice.w, voice.evaluation.inputs
    if voice.evaluation.figures["break_even_orders_month"].value is None:
        return ()
    storm = tornado(inputs)
    moving = [bar for bar in storm.bars if _span(bar)]
    blocks: list[Block] = [Paragraph(text(w("documents.sensitivity_lead")), style="lead")]
    base = storm.base.orders_month
    if moving and base is not None:
        blocks.append(_tornado(voice, moving, base))
    turning = [(name, turning_value(inputs, name)) for name in _TURNING if name in SEARCH]
    rows = [
        row(capital(w(f"money.input.{name}")), _turning_text(voice, name, value))
        for name, value in turning
        if value is not None
    ]
    if rows:
        columns = (
            Column(w("documents.column.item"), weight=2),
            Column(w("documents.column.turning"), weight=4),
        )
        blocks.append(Table(columns, tuple(rows), caption=w("documents.turning_table"), dense=True))
    return tuple(blocks) if len(blocks) > 1 else ()


def _span(bar: Bar) -> bool:
    ends = (bar.low.orders_month, bar.high.orders_month)
    return None not in ends and ends[0] != ends[1]


def _tornado(voice: Voice, bars: list[Bar], base: Decimal) -> Chart:
    w = voice.w
    unit = w("documents.unit.orders_month")
    ends = [(bar.low.orders_month or base, bar.high.orders_month or base) for bar in bars]
    return Chart(
        "tornado",
        title=w("documents.chart.tornado"),
        alt=capital(w("documents.chart.tornado_alt", name=w(f"money.input.{bars[0].name}"))),
        series=(
            Series(
                voice.figure_name("break_even_orders_month"),
                low=tuple(_whole(low) for low, _ in ends),
                high=tuple(_whole(high) for _, high in ends),
            ),
        ),
        labels=tuple(_bar_label(voice, bar) for bar in bars),
        levels=(Level(voice.figure("break_even_orders_month"), _whole(base)),),
        unit=unit,
        key="chart-tornado",
    )


def _whole(orders: Decimal) -> Decimal:
    return orders.to_integral_value(rounding="ROUND_CEILING")


def _bar_label(voice: Voice, bar: Bar) -> str:
    name = capital(voice.w(f"money.input.{bar.name}"))
    low, high = (_range_end(voice, bar.name, end.value) for end in (bar.low, bar.high))
    return voice.w("documents.bar_label", name=name, low=low, high=high)


def _range_end(voice: Voice, name: str, value: Decimal | int) -> str:
    if name in _OF_WHAT_WAS_TOLD:
        return voice.w("documents.of_told", percent=voice.decimal(value, "0.1"))
    if name in ("cash_available", "owner_wage"):
        return voice.money(value)
    shown = voice.decimal(value, "0.1")
    return f"{shown}%" if name in ("refund_rate", "conversion", "repurchase_rate") else shown


def _turning_text(voice: Voice, name: str, value: Decimal) -> str:
    shown = voice.decimal(value, "0.1")
    if name in _OF_WHAT_WAS_TOLD:
        return voice.w("documents.turns_at_told", percent=shown)
    return voice.w("documents.turns_at", percent=shown)
