"""What a pack can no longer find out once it hides questions of the pack it extends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from wizard.engine import CompiledChecklist, Judgement
from wizard.errors import Place

# Without these a figure has no value; what else the money model reads has a default.
FIGURE_NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "startup_total": ("budget_lines",),
    "startup_known": ("budget_lines",),
    "headroom": ("budget_lines",),
    "reserve_needed": ("budget_lines",),
    "reserve_months": ("budget_lines", "cash_available"),
    "own_money_needed": ("budget_lines",),
    "contribution_per_order": ("products",),
    "contribution_margin": ("products",),
    "minimum_price": ("products",),
    "break_even_orders_month": ("budget_lines", "products"),
    "break_even_orders_day": ("budget_lines", "products"),
    "lowest_cash": ("budget_lines", "products", "cash_available"),
    "lowest_cash_date": ("budget_lines", "products", "cash_available"),
    "runout_probability_13_weeks": ("budget_lines", "products", "cash_available"),
    "max_acquisition_cost": ("products",),
    "break_even_roas": ("products",),
}


@dataclass(frozen=True, slots=True)
class Starved:
    """A question that is still asked, but never gets its answer.

    Attributes:
        question: its id.
        needs: the hidden question it is computed or chosen from.
        place: where that one is hidden.
        must: whether no plan is complete without the answer.
    """

    question: str
    needs: str
    place: Place
    must: bool


def starved(
    compiled: CompiledChecklist, hidden: Mapping[tuple[str, str], Place]
) -> Iterator[Starved]:
    """Yield the questions that need something hidden.

    Args:
        compiled: the pack with what it extends.
        hidden: where each topic and question is hidden.
    """
    checklist = compiled.checklist
    gone = {name: place for (section, name), place in hidden.items() if section == "questions"}
    for topic in checklist.topics:
        if ("topics", topic.id) in hidden:
            place = hidden["topics", topic.id]
            gone = {question.id: place for question in topic.questions} | gone
    for name, question in checklist.questions.items():
        if name in gone or not (question.must or question.judged):
            continue
        needed = _needed(compiled.questions.get(name))
        if name == checklist.chosen:
            needed = (*needed, checklist.candidates)
        for one in needed:
            if one in gone:
                yield Starved(name, one, gone[one], question.must)


def _needed(judgement: Judgement | None) -> tuple[str, ...]:
    if judgement is None or judgement.computed is None:
        return ()
    names = sorted(judgement.computed.names)
    return tuple(dict.fromkeys(one for name in names for one in FIGURE_NEEDS.get(name, (name,))))
