"""Annexes for other readers: the family, the trainer, whoever wants to recompute."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from wizard.documents.agreements import questions_of, readiness
from wizard.documents.blocks import (
    Block,
    Blocks,
    Bullets,
    Column,
    Columns,
    Fields,
    Heading,
    Paragraph,
    Row,
    Run,
    Runs,
    Signature,
    Table,
    row,
    text,
)
from wizard.documents.plan.pairs import compact, figures
from wizard.documents.voice import DASH, Voice, is_said
from wizard.model import questions as kinds
from wizard.model.answers import State
from wizard.money.explain import Operand, explain
from wizard.text import capital

_FAMILY = ("startup_total", "reserve_needed", "own_money_needed", "lowest_cash", "reserve_months")
_TEN: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("company", ("shop_legal_name", "registration_status", "goods_categories", "launch_date"), ()),
    ("founder", ("weekly_hours", "long_horizon", "tool_human_boundary"), ()),
    ("market", ("traffic_sources", "demand_evidence_share", "visitors_per_day", "conversion"), ()),
    ("marketing", ("chosen_platform", "products", "promotion_payment", "channels"), ()),
    ("organization", ("registration_status", "owner_wage", "support_people", "incident_owner"), ()),
    ("fixed_assets", ("budget_lines",), ("startup_total",)),
    ("working_capital", (), ("reserve_needed", "reserve_months")),
    ("sales", ("orders_per_day",), ("break_even_orders_month", "contribution_per_order")),
    ("cost_plan", (), ("contribution_margin", "minimum_price", "break_even_orders_day")),
    ("cash_flow", ("cash_available",), ("lowest_cash", "lowest_cash_date", "own_money_needed")),
)

_ORIGINAL = re.compile(r"\s*\([^()]*\)$")  # what an English term adds in brackets


def family(voice: Voice) -> Blocks:
    """Compose the page for the family: how much money, for how long, when to stop."""
    w = voice.w
    if voice.evaluation.figures["startup_total"].value is None:
        return ()
    whole = voice.evaluation.figures["own_money_needed"].value is not None
    loss = voice.figure("own_money_needed" if whole else "startup_total")
    pairs, missing = figures(voice, _FAMILY)
    reasons = (Paragraph(text(missing), style="note"),) if missing else ()
    money = (
        Paragraph(text(w("documents.family_verdict", verdict=voice.verdict()))),
        Fields(tuple(pairs)),
        *reasons,
        Paragraph(text(w("documents.family_worst", money=loss))),
    )
    promises = (
        Bullets(tuple(text(w(f"documents.family.{name}")) for name in ("stop", "debt", "time"))),
        Signature((w("documents.sign.founder"), w("documents.sign.family"))),
    )
    lead = Paragraph(text(w("documents.family_lead")), style="lead")
    return (lead, Columns(money, promises))


def ten_parts(voice: Voice) -> Blocks:
    """Compose the ten parts trainers ask for, filled from the same answers."""
    w = voice.w
    if all(area.state == "not_started" for area in voice.evaluation.areas.values()):
        return ()
    columns = (
        Column(w("documents.column.part"), weight=2),
        Column(w("documents.column.content"), weight=6),
    )
    rows: list[Row] = []
    for number, (name, questions, wanted) in enumerate(_TEN, start=1):
        label = w("documents.numbered", number=str(number), label=w(f"documents.ten.{name}"))
        rows.append(row(text(Run(label, bold=True)), _part(voice, questions, wanted)))
    return (
        Paragraph(text(w("documents.ten_lead")), style="lead"),
        Table(columns, tuple(rows), dense=True),
    )


def _part(voice: Voice, questions: Iterable[str], wanted: Iterable[str]) -> Runs:
    lines: list[Run] = []

    def add(label: str, value: Runs) -> None:
        if lines:
            lines.append(Run(voice.w("documents.semicolon")))
        lines.extend((Run(label), Run(voice.w("documents.colon")), *value))

    blank = text(Run(voice.w("documents.to_add"), mark="blank"))
    for question_id in questions:
        if question_id not in voice.checklist.questions:
            continue
        if voice.state(question_id) is State.NOT_APPLICABLE:
            continue
        value = voice.answer(question_id)
        add(voice.title(question_id), value if is_said(value) else blank)
    for name in wanted:
        add(voice.figure_name(name), voice.figure_with_note(name))
    return tuple(lines)


def calculation(voice: Voice) -> Blocks:
    """Compose every figure with its formula, then what went in, so that it can be redone."""
    w, evaluation = voice.w, voice.evaluation
    columns = (
        Column(w("documents.column.figure"), weight=3),
        Column(w("documents.column.value"), align="right", weight=2),
        Column(w("documents.column.made_from"), weight=6),
    )
    rows = []
    operands: dict[tuple[str, str], Operand] = {}
    undefined = []
    notes: dict[str, int] = {}
    for name, figure in evaluation.figures.items():
        if name == "startup_known" and evaluation.figures["startup_total"].value is not None:
            continue  # it is all of the total, which stands above
        if not voice.has_figure(name):
            undefined.append((voice.figure_name(name), voice.figure_with_note(name)))
            continue
        how = explain(figure, evaluation.inputs)
        operands |= {(one.input, one.row): one for one in how.operands}
        made: Runs = (Run(w(f"documents.formula.{name}")),)
        note = voice.figure_note(name)
        if note:
            number = notes.setdefault(note, len(notes) + 1)
            made = (*made, Run(w("documents.see_note", number=number)))
        rows.append(row(voice.figure_name(name), voice.figure(name), made, key=f"figure-{name}"))
    return (
        Paragraph(text(w("documents.calculation_lead")), style="lead"),
        Table(columns, tuple(rows), key="figures", dense=True, notes=_notes(voice, notes)),
        Paragraph(text(w("documents.order_formula")), style="note"),
        *_inputs(voice, operands.values()),
        *_undefined(voice, undefined),
    )


def _notes(voice: Voice, notes: dict[str, int]) -> tuple[Runs, ...]:
    """Return what goes with several figures, said once and numbered."""
    return tuple(
        text(voice.w("documents.note_line", number=number, note=note))
        for note, number in notes.items()
    )


def _undefined(voice: Voice, pairs: list[tuple[str, Runs]]) -> tuple[Block, ...]:
    """Return the figures that cannot be computed yet, each with its reason."""
    if not pairs:
        return ()
    heading = Heading(text(voice.w("documents.undefined_title")), level=3, key="undefined")
    return (heading, Fields(tuple(pairs), dense=True))


def _inputs(voice: Voice, operands: Iterable[Operand]) -> tuple[Block, ...]:
    """Return each input once with its value in every row, defaults named as such."""
    w = voice.w
    values: dict[str, list[str]] = {}
    for one in operands:
        if one.value is not None:
            values.setdefault(one.input, []).append(_operand(voice, one))
    if not values:
        return ()
    comma = w("model.list_comma")
    pairs = [
        (capital(w(f"money.input.{name}")), text(comma.join(said))) for name, said in values.items()
    ]
    heading = Heading(text(w("documents.inputs_title")), level=3, key="inputs")
    return (heading, *compact(pairs))


def _operand(voice: Voice, one: Operand) -> str:
    value = _operand_value(voice, one)
    if not one.row or one.row == one.value or one.input.startswith("platforms."):
        return value
    return voice.w("documents.operand", label=one.row, value=value)


def _operand_value(voice: Voice, one: Operand) -> str:
    value = one.value
    if one.input == voice.checklist.chosen:
        return voice.chosen_name()
    if isinstance(value, bool):
        return voice.w("model.yes" if value else "model.no")
    if isinstance(value, (int, Decimal)):
        question = _question_of(voice, one.input)
        if isinstance(question, kinds.Amount) or one.input == "budget_lines":
            return voice.money(value)
        shown = voice.decimal(Decimal(value))
        return f"{shown}%" if isinstance(question, kinds.Percent) else shown
    return str(value) if value is not None else DASH


def _question_of(voice: Voice, input_id: str) -> kinds.QuestionFields | None:
    table_id, _, column_id = input_id.rpartition(".")
    if not table_id:
        return voice.checklist.questions.get(input_id)
    table = voice.evaluation.table(table_id)
    return table.column(column_id) if table is not None else None


def agreements(voice: Voice) -> Blocks:
    """Compose which agreements are ready, and what they say about the shop."""
    w, evaluation = voice.w, voice.evaluation
    if not evaluation.agreements:
        return ()
    rows = []
    asked: set[str] = set()
    for agreement in evaluation.checklist.agreements:
        if agreement.id not in evaluation.agreements:
            continue
        made = readiness(voice, agreement.id)
        asked |= questions_of(evaluation, agreement.id)
        if made.broken:
            state = Run(w("templates.broken"), mark="red_line")
        elif made.contradictions:
            said = [voice.counted("documents.agreement_conflicts", made.contradictions)]
            if made.blanks:
                said.append(voice.counted("documents.agreement_blanks", made.blanks))
            state = Run(w("model.list_comma").join(said), mark="red_line")
        elif made.blanks:
            state = Run(voice.counted("documents.agreement_blanks", made.blanks), mark="fix")
        else:
            state = Run(w("documents.agreement_ready"), mark="ok")
        rows.append(row(voice.say(agreement.title), str(made.clauses), state))
    columns = (
        Column(w("documents.column.agreement"), weight=3),
        Column(w("documents.column.clauses"), align="right", minimum=50),
        Column(w("documents.column.state"), weight=3),
    )
    blocks: list[Block] = [
        Paragraph(text(w("documents.agreements_lead")), style="lead"),
        Table(columns, tuple(rows), dense=True),
    ]
    pairs = _shop(voice, asked)
    if pairs:
        blocks.append(Heading(text(w("documents.shop_facts")), level=3))
        blocks += compact(pairs)
    return tuple(blocks)


def _shop(voice: Voice, asked: set[str]) -> list[tuple[str, Runs]]:
    """Return what the agreements say about the shop and no other section prints."""
    return [
        (voice.say(question.title), voice.marked(value, changed=voice.is_changed(question.id)))
        for question in voice.checklist.questions.values()
        if question.id in asked
        and not question.code
        and not question.must
        and is_said(value := voice.answer(question.id))
    ]


def glossary(voice: Voice, printed: str) -> Blocks:
    """Compose the terms that occur in what is printed, each with its meaning."""
    folded = printed.casefold()
    pairs = tuple(
        (voice.say(term.term), text(voice.say(term.meaning)))
        for term in voice.checklist.terms.values()
        if _occurs(voice.say(term.term), folded)
    )
    return (Fields(pairs, dense=True),) if pairs else ()


def _occurs(term: str, folded: str) -> bool:
    """Tell whether a text has a term, as a word of its own where it is Latin."""
    head = _ORIGINAL.sub("", term).casefold()
    if head not in folded:
        return False
    return not head.isascii() or bool(re.search(rf"(?<![a-z]){re.escape(head)}(?![a-z])", folded))
