"""What each candidate keeps of 100 yuan sold, as bars on one scale."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from wizard.documents.blocks import Chart, Series
from wizard.documents.voice import Voice
from wizard.engine import platform_of
from wizard.model.money import FEN_PER_YUAN
from wizard.money.platform_cost import PlatformCost, platform_cost

_CENT = Decimal("0.01")


def cost_chart(voice: Voice) -> Chart | None:
    """Compose the comparison, ``None`` while no candidate has told a fee."""
    table = voice.evaluation.table(voice.checklist.candidates)
    if table is None:
        return None
    known: list[tuple[str, PlatformCost]] = []
    for place, row in enumerate(voice.evaluation.rows(table.id), start=1):
        cost = platform_cost(platform_of(row))
        if cost is not None:
            name = table.row_name(row) or voice.w("workbench.unnamed", number=place)
            known.append((name, cost))
    if not known:
        return None
    values = [_yuan(cost) for _, cost in known]
    return Chart(
        "bars",
        title=voice.w("workbench.cost_of_100"),
        alt=_alt(voice, [name for name, _ in known], values),
        series=(
            Series(
                voice.w("workbench.cost_of_100"),
                values=tuple(values),
                texts=tuple(cost_text(voice, cost) for _, cost in known),
            ),
        ),
        labels=tuple(name for name, _ in known),
        unit=voice.w("documents.unit.yuan"),
        key="chart-platform-costs",
    )


def cost_text(voice: Voice, cost: PlatformCost) -> str:
    """Write what a platform keeps, as a lower bound where a fee is not told."""
    key = "workbench.cost_value" if cost.complete else "workbench.cost_at_least"
    return voice.w(key, amount=voice.decimal(_yuan(cost)))


def _yuan(cost: PlatformCost) -> Decimal:
    return (cost.of_100 / FEN_PER_YUAN).quantize(_CENT, ROUND_HALF_UP)


def _alt(voice: Voice, names: list[str], values: list[Decimal]) -> str:
    low, high = min(values), max(values)
    cheapest, dearest = names[values.index(low)], names[values.index(high)]
    if len(names) == 1 or low == high:
        return voice.w("workbench.cost_alt_one", name=cheapest, low=voice.decimal(low))
    return voice.w(
        "workbench.cost_alt",
        cheapest=cheapest,
        low=voice.decimal(low),
        dearest=dearest,
        high=voice.decimal(high),
    )
