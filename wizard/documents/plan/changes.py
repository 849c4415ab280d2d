"""What changed since the last print: answers, findings, and what that does to the figures."""

from __future__ import annotations

from wizard.documents.blocks import (
    Block,
    Blocks,
    Chart,
    Column,
    Paragraph,
    Row,
    Run,
    Runs,
    Series,
    Table,
    text,
)
from wizard.documents.blocks import row as _row
from wizard.documents.changed import change_title, change_value
from wizard.documents.plan.front import FIGURES
from wizard.documents.voice import DASH, MARKS, Voice
from wizard.engine import Evaluation
from wizard.engine.changes import AnswerChange, Changes, FindingChange, changes
from wizard.model.findings import Finding
from wizard.model.money import Money
from wizard.money.bridge import bridge, year_end

_CHART = 120
_NAMED = 5  # changes that a chart has room for


def section(voice: Voice, previous: Evaluation) -> Blocks:
    """Compose the record of changes; says so when there are none."""
    w = voice.w
    earlier = Voice(previous, voice.language)
    found = changes(previous, voice.evaluation)
    lead = text(w("documents.changes_lead", date=previous.today.isoformat()))
    blocks: list[Block] = [Paragraph(lead, style="lead")]
    if not found:
        return (*blocks, Paragraph(text(w("documents.nothing_changed"))))
    blocks += [
        *_answers(voice, found.substantive),
        *_findings(voice, earlier, found.findings),
        *_figures(voice, earlier),
        *_bridge(voice, earlier),
    ]
    notes = _notes(voice, found)
    if notes:
        blocks.append(Paragraph(text(notes), style="note"))
    return tuple(blocks)


def _answers(voice: Voice, changed: tuple[AnswerChange, ...]) -> list[Block]:
    w = voice.w
    rows = []
    for one in changed:
        old, new = (change_value(voice, one.asked, side) for side in (one.before, one.after))
        number = voice.reference(one.question) or ""
        rows.append(_row(number, change_title(voice, one), old, Run(new, mark="changed")))
    if not rows:
        return []
    columns = (
        Column(w("documents.column.question"), align="center", minimum=34),
        Column(w("documents.column.item"), weight=3),
        Column(w("documents.column.old"), weight=3),
        Column(w("documents.column.new"), weight=3),
    )
    caption = w("documents.changed_answers", number=len(rows))
    return [Table(columns, tuple(rows), caption=caption, dense=True)]


def _notes(voice: Voice, found: Changes) -> str:
    """Name the answers where only a note, or how sure somebody is, has changed."""
    names = [change_title(voice, one) for one in found.answers if not one.substantive]
    if not names:
        return ""
    listed = voice.w("model.list_comma").join(dict.fromkeys(names))
    return voice.w("documents.changed_notes", names=listed)


def _findings(voice: Voice, earlier: Voice, changed: tuple[FindingChange, ...]) -> list[Block]:
    """Compose what is settled, what is new, and what weighs something else now."""
    w = voice.w
    rows = [_finding(voice, earlier, one) for one in changed]
    if not rows:
        return []
    columns = (
        Column(w("documents.column.question"), align="center", minimum=34),
        Column(w("documents.column.finding"), weight=6),
        Column(w("documents.column.old"), minimum=70),
        Column(w("documents.column.new"), minimum=70),
    )
    caption = w("documents.changed_findings", number=len(rows))
    return [Table(columns, tuple(rows), caption=caption, dense=True)]


def _finding(voice: Voice, earlier: Voice, change: FindingChange) -> Row:
    w = voice.w
    old, new = change.before, change.after
    either = ((voice, new), (earlier, old))
    side, said = next((who, one) for who, one in either if one is not None)
    link = f"#{voice.finding_key(new)}" if new is not None else ""
    about = Run(side.finding_title(said), bold=True, link=link)
    return _row(
        voice.reference(said.questions[0]) or "",
        (about, Run("\n"), Run(side.message(said))),
        _weight(voice, old, w("documents.finding_none")),
        _weight(voice, new, w("documents.finding_settled")),
    )


def _weight(voice: Voice, finding: Finding | None, without: str) -> Runs:
    if finding is None:
        return text(without)
    word = voice.w(f"documents.severity.{finding.severity.value}")
    return text(Run(word, mark=MARKS[finding.severity]))


def _figures(voice: Voice, earlier: Voice) -> list[Block]:
    """Compose what the changes do to the verdict and to the figures of page two."""
    w = voice.w
    rows: list[Row] = []
    if voice.verdict() != earlier.verdict():
        new = Run(voice.verdict(), mark="changed")
        rows.append(_row(w("documents.column.verdict"), earlier.verdict(), new, ""))
    same = []
    for name in FIGURES:
        before, after = earlier.figure(name), voice.figure(name)
        if before == after:
            same.append(voice.figure_name(name))
            continue
        new = Run(after, mark="changed")
        rows.append(_row(voice.figure_name(name), before, new, _effect(voice, earlier, name)))
    if not rows:
        return [Paragraph(text(w("documents.figures_stay")))]
    columns = (
        Column(w("documents.column.figure"), weight=4),
        Column(w("documents.column.old"), align="right", weight=3),
        Column(w("documents.column.new"), align="right", weight=3),
        Column(w("documents.column.effect"), align="right", weight=3),
    )
    unchanged = w("documents.figures_same", names=w("model.list_comma").join(same))
    notes = (text(unchanged),) if same else ()
    caption = w("documents.changed_figures")
    return [Table(columns, tuple(rows), caption=caption, notes=notes, dense=True)]


def _effect(voice: Voice, earlier: Voice, name: str) -> str:
    """Return by how much an amount or a count went up or down; a dash for anything else."""
    old, new = (one.evaluation.figures[name] for one in (earlier, voice))
    if not isinstance(old.shown, int) or not isinstance(new.shown, int):
        return DASH
    difference = new.shown - old.shown
    sign = "+" if difference > 0 else "-"
    size = abs(difference)
    if new.unit == "money":
        return sign + voice.money(size)
    return sign + voice.measured(size, "orders") if new.unit == "count" else DASH


def _bridge(voice: Voice, earlier: Voice) -> list[Block]:
    """Draw what each change did to the balance after a year, the strongest by name."""
    w = voice.w
    before, after = earlier.evaluation.inputs, voice.evaluation.inputs
    steps, start, end = bridge(before, after), year_end(before), year_end(after)
    if not steps or start is None or end is None:
        return []
    strongest = sorted(steps, key=lambda one: -abs(one.change))[:_NAMED]
    kept = [one for one in steps if one in strongest]
    named = [(_input_name(voice, one.name), one.change) for one in kept]
    rest = end - start - sum(one.change for one in kept)
    if rest:
        named.append((w("documents.other_changes"), rest))
    labels = (w("documents.column.old"), *(name for name, _ in named), w("documents.column.new"))
    texts = (
        voice.amount(start),
        *(("+" if fen > 0 else "") + voice.amount(fen) for _, fen in named),
        voice.amount(end),
    )
    values = (Money(start).yuan, *(Money(fen).yuan for _, fen in named), None)
    alt = w("documents.chart.bridge_alt", old=voice.money(start), new=voice.money(end))
    return [
        Chart(
            "waterfall",
            title=w("documents.chart.bridge"),
            alt=alt,
            series=(Series(w("documents.chart.bridge"), values=values, texts=texts),),
            labels=labels,
            unit=w("documents.unit.yuan"),
            height=_CHART,
            key="chart-bridge",
        )
    ]


def _input_name(voice: Voice, name: str) -> str:
    """Return what an input is called where it is asked; of the platform, its table."""
    if name == "platform":
        name = voice.checklist.chosen
    question = voice.checklist.questions.get(name)
    return voice.say(question.title) if question is not None else voice.w("documents.new_rules")
