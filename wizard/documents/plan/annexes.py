"""The annexes: what was assumed, whom to call, what was rejected, figures, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from wizard.documents.blocks import (
    Block,
    Blocks,
    Column,
    Heading,
    Paragraph,
    Row,
    Run,
    Runs,
    Table,
    row,
    text,
)
from wizard.documents.explained import assumed_values
from wizard.documents.plan.actions import BOX, callout
from wizard.documents.plan.pairs import compact
from wizard.documents.voice import DASH, MARKS, Voice
from wizard.model.answers import Answer, State
from wizard.model.checklist import Source
from wizard.model.findings import Finding
from wizard.model.questions import Amount, Number, Percent, QuestionFields, Severity
from wizard.text import capital

_UNCERTAIN = (Amount, Number, Percent)
_MANY = 3  # sources looked up in one place, that name it together
_DATE = 52  # pt of a date on one line


def assumptions(voice: Voice) -> Blocks:
    """Compose the numbers the plan rests on with how sure they are, and the defaults."""
    w = voice.w
    rows = [
        _assumption(voice, place, question, voice.evaluation.answer(question.id))
        for place, question in enumerate(_numbers(voice), start=1)
    ]
    assumed = assumed_values(voice)
    if not rows and not assumed:
        return ()
    blocks: list[Block] = [Paragraph(text(w("documents.assumptions_lead")), style="lead")]
    if rows:
        columns = (
            Column(w("documents.column.id"), minimum=34),
            Column(w("documents.column.item"), weight=3),
            Column(w("documents.column.value"), weight=3),
            Column(w("documents.column.sure"), weight=2),
            Column(w("documents.column.note"), weight=4),
        )
        blocks.append(Table(columns, tuple(rows), dense=True))
    if assumed:
        blocks.append(Heading(text(w("documents.defaults_title")), level=3, key="defaults"))
        blocks += compact([(capital(name), said) for name, said in assumed])
    return tuple(blocks)


def _numbers(voice: Voice) -> list[QuestionFields]:
    """Return the numbers the figures were made from."""
    read = {one for figure in voice.evaluation.figures.values() for one in figure.inputs}
    return [
        question
        for question in voice.checklist.questions.values()
        if isinstance(question, _UNCERTAIN)
        and question.id in read
        and not question.computed
        and voice.state(question.id) is State.ANSWERED
        and question.id in voice.evaluation.visible
    ]


def _assumption(voice: Voice, place: int, question: QuestionFields, answer: Answer) -> Row:
    sure = (
        voice.w(f"documents.sure.{answer.sure}")
        if answer.sure
        else voice.w("documents.sure.unsaid")
    )
    evidence = voice.w("model.list_comma").join(one.name for one in answer.evidence)
    note = voice.w("documents.semicolon").join(one for one in (answer.note, evidence) if one)
    changed = voice.is_changed(question.id)
    return row(
        f"A-{place:02d}",
        (Run(voice.say(question.title)), Run(" "), *voice.reference(question.id)),
        voice.marked(voice.value(question, answer), changed=changed),
        sure,
        note or DASH,
        key=f"assumption-{question.id}",
        changed=changed,
    )


def calls(voice: Voice) -> Blocks:
    """Compose the call sheet: what to ask whom, in words one can read aloud."""
    w, evaluation = voice.w, voice.evaluation
    asked: dict[str, list[QuestionFields]] = {}
    for question_id in (*evaluation.not_sure, *evaluation.missing):
        question = voice.checklist.asked(question_id)
        if question is not None:
            asked.setdefault(voice.say(question.whom), []).append(question)
    if not asked:
        return ()
    columns = (
        Column("", align="center", minimum=16),
        Column(w("documents.column.question"), align="center", minimum=34),
        Column(w("documents.column.say"), weight=5),
        Column(w("documents.column.reply"), weight=4, minimum=110),
    )
    rows: list[Row] = []
    for whom, questions in asked.items():
        title = w("documents.ask", whom=whom) if whom else w("documents.yourself")
        rows.append(row("", "", Run(title, bold=True), ""))
        rows += [_call(voice, one) for one in questions]
    lead = Paragraph(text(w("documents.calls_lead")), style="lead")
    return (lead, Table(columns, tuple(rows), zebra=False))


def _call(voice: Voice, question: QuestionFields) -> Row:
    words = voice.say(question.ask_them) or voice.say(question.ask)
    said: Runs = (Run(voice.say(question.title), bold=True), Run("\n"), Run(words))
    plan = voice.evaluation.answer(question.id).find_out
    if plan:
        said = (*said, Run("\n"), Run(voice.w("documents.find_out", text=plan)))
    return row(BOX, voice.reference(question.id) or text(""), said, "")


def rejected(voice: Voice) -> Blocks:
    """Compose the candidates that were not chosen, with every reason against them."""
    evaluation = voice.evaluation
    table = evaluation.table(voice.checklist.candidates)
    if table is None:
        return ()
    blocks: list[Block] = []
    for place, one in enumerate(evaluation.rows(table.id)):
        if place == evaluation.chosen_row:
            continue
        findings = [each for each in evaluation.findings if each.place == place and not each.counts]
        name = table.row_name(one) or voice.w("model.unnamed")
        blocks.append(Heading(text(name), level=3))
        blocking = (Severity.RED_LINE, Severity.BROKEN)
        blocks += [callout(voice, each) for each in findings if each.severity in blocking]
        rest = [each for each in findings if each.severity not in blocking]
        if rest:
            blocks.append(_against(voice, rest))
        if not findings:
            blocks.append(Paragraph(text(voice.w("documents.nothing_against"))))
    if not blocks:
        return ()
    return (Paragraph(text(voice.w("documents.rejected_lead")), style="lead"), *blocks)


def _against(voice: Voice, findings: list[Finding]) -> Table:
    """Return what speaks against a candidate without being a red line."""
    columns = (
        Column(voice.w("documents.column.item"), weight=2),
        Column(voice.w("documents.column.judgement"), minimum=62),
        Column(voice.w("documents.column.why"), weight=6),
    )
    rows = tuple(
        row(
            voice.title(one.questions[0]),
            Run(voice.w(f"documents.severity.{one.severity.value}"), mark=MARKS[one.severity]),
            voice.message(one),
            key=voice.finding_key(one),
        )
        for one in findings
    )
    return Table(columns, rows, dense=True)


def sources(voice: Voice) -> Blocks:
    """Compose the sources behind the findings printed, by grade.

    A law says since when the text it is cited by is in force. Where most are looked up, and the
    day of checking when it is one, are said once below.
    """
    w = voice.w
    used = used_sources(voice)
    if not used:
        return ()
    named = [(source_id, voice.checklist.sources[source_id]) for source_id in used]
    usual = _usual(_place(one) for _, one in named)
    where = next((voice.say(one.lookup) for _, one in named if _place(one) == usual), "")
    days = {one.checked for _, one in named}
    dates = _dates(one for _, one in named)
    columns = [
        Column(w("documents.column.source"), weight=4, names=True),
        Column(w("documents.column.note"), weight=5),
        *(Column(w(f"documents.column.{one}"), minimum=_DATE) for one in dates),
    ]
    rows: list[Row] = []
    for badge in dict.fromkeys(one.badge for _, one in named):
        title = Run(w(f"documents.badge.{badge}"), bold=True)
        rows.append(row(title, *[""] * (len(columns) - 1)))
        rows += [
            _source(voice, source_id, one, usual, dates)
            for source_id, one in named
            if one.badge == badge
        ]
    notes = [w("documents.sources_lookup", where=where)] if usual else []
    if len(days) == 1:
        notes.append(w("documents.sources_checked", date=days.pop().isoformat()))
    return (
        Paragraph(text(w("documents.sources_explained")), style="lead"),
        Table(
            tuple(columns),
            tuple(rows),
            notes=tuple(text(one) for one in notes),
            key="sources",
            dense=True,
        ),
    )


def _place(source: Source) -> str:
    """Return where a source is looked up as the author calls it: translators may vary."""
    return source.lookup.say("")


def _usual(places: Iterable[str]) -> str:
    """Return where most of the sources are looked up; empty where none stands out."""
    (place, number), *_ = Counter(places).most_common(1)
    return place if number >= _MANY else ""


def _dates(sources: Iterable[Source]) -> tuple[str, ...]:
    """Return the fields of sources that need a column: the days that differ between them."""
    known = list(sources)
    in_force = ("effective",) if any(one.effective for one in known) else ()
    return (*in_force, "checked") if len({one.checked for one in known}) > 1 else in_force


def _source(
    voice: Voice, source_id: str, source: Source, usual: str, dates: tuple[str, ...]
) -> Row:
    where = "" if _place(source) == usual else voice.say(source.lookup)
    parts = (voice.say(source.note).rstrip("。."), where)
    note = voice.w("documents.semicolon").join(one for one in parts if one)
    days = {"effective": source.effective, "checked": source.checked}
    shown = (day.isoformat() if day is not None else DASH for day in map(days.get, dates))
    return row(voice.source_name(source), note or DASH, *shown, key=f"source-{source_id}")


def used_sources(voice: Voice) -> list[str]:
    """Return the ids of the sources this plan names, in the order of the pack."""
    used: set[str] = set()
    for finding in voice.evaluation.findings:
        used.update(finding.sources)
    return [source_id for source_id in voice.checklist.sources if source_id in used]
