"""What is printed for a class: attendance sheet, facilitator guide, teaching cases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.documents.blocks import (
    Block,
    Bullets,
    Column,
    Document,
    DocumentMeta,
    Fields,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    Runs,
    Table,
    plain,
    row,
    text,
)
from wizard.documents.voice import Voice
from wizard.engine import Evaluation
from wizard.model.answers import Answer
from wizard.model.checklist import Area, Checklist, Threshold
from wizard.model.measure import measured
from wizard.model.money import grouped
from wizard.model.questions import QuestionFields
from wizard.model.questions import Table as AskedTable
from wizard.model.reading import plain_number
from wizard.text import Words
from wizard.workshop.agenda import Step, agenda, half_days
from wizard.workshop.cases import Case
from wizard.workshop.classroom import Classroom

_PLACEHOLDER = re.compile(r"\{[^{}]+\}")


def attendance(classroom: Classroom, say: Words) -> Document:
    """Compose the sheet everybody signs, once for every half day."""
    signed = [
        Column(say("workshop.sign", number=number + 1), weight=1)
        for number in range(half_days(classroom.agenda))
    ]
    columns = (
        Column(say("workshop.place"), "right"),
        Column(say("workshop.column.name"), weight=1.5),
        Column(say("workshop.file"), "center"),
        *signed,
    )
    rows = tuple(
        row(str(number), "", f"{number:02d}.shopplan", *("\n" for _ in signed))
        for number in range(1, classroom.people + 1)
    )
    blocks = (
        Heading(text(say("workshop.attendance"))),
        Fields(_facts(classroom, say)),
        Table(columns, rows, zebra=False),
    )
    return _document(say("workshop.attendance"), classroom, blocks, say)


def guide(
    classroom: Classroom, checklist: Checklist, cases: tuple[Case, ...], say: Words
) -> Document:
    """Compose the facilitator guide: agenda, and for each step what to ask and to watch.

    Answers name the law or the rule of thumb they rest on.
    """
    steps = agenda(classroom.agenda, [area.id for area in checklist.areas])
    areas = {area.id: area for area in checklist.areas}
    blocks: list[Block] = [
        Heading(text(say("workshop.guide"))),
        Fields(_facts(classroom, say)),
        Paragraph(text(say("workshop.guide_lead")), "lead"),
        Heading(text(say("workshop.agenda")), 2),
        _agenda_table(steps, areas, say),
        Heading(text(say("workshop.rules_title")), 2),
        Bullets(
            tuple(text(say(f"workshop.rule.{rule}")) for rule in ("timer", "files", "consent"))
        ),
    ]
    for step in steps:
        if step.area:
            blocks += [PageBreak(), *_area_guide(areas[step.area], checklist, step, say)]
    for case in cases:
        blocks += [PageBreak(), *_solution(case, say)]
    return _document(say("workshop.guide"), classroom, tuple(blocks), say)


def case_sheet(classroom: Classroom, case: Case, say: Words) -> Document:
    """Compose a case as participants get it: what was answered, and no judgement."""
    evaluation = case.evaluation
    blocks: list[Block] = [
        Heading(text(say("workshop.case", letter=case.letter))),
        Paragraph(text(say("workshop.case_lead")), "lead"),
    ]
    for area in evaluation.checklist.areas:
        rows = list(_case_rows(area, evaluation, say))
        if rows:
            columns = (
                Column(say("workshop.number"), "right"),
                Column(say("workshop.question"), weight=3),
                Column(say("workshop.answer"), weight=2),
            )
            blocks.append(Heading(text(area.title.say(say.language)), 2))
            blocks.append(Table(columns, tuple(row(*cells) for cells in rows)))
    return _document(say("workshop.case", letter=case.letter), classroom, tuple(blocks), say)


def step_title(step: Step, titles: dict[str, str], say: Words) -> str:
    """Return what a step is called: its area, or its own words."""
    return titles[step.area] if step.area else say(f"workshop.step.{step.code}")


def _document(title: str, classroom: Classroom, blocks: tuple[Block, ...], say: Words) -> Document:
    meta = DocumentMeta(
        plan=classroom.name,
        date=classroom.date,
        kind="report",
        footer=say("documents.footer"),
        keywords=(classroom.id,),
    )
    return Document(f"{title} · {classroom.name}", say.language, blocks, meta)


def _facts(classroom: Classroom, say: Words) -> tuple[tuple[str, Runs], ...]:
    return (
        (say("workshop.class"), text(classroom.name)),
        (say("workshop.date"), text(classroom.date.isoformat())),
        (say("workshop.people"), text(str(classroom.people))),
    )


def _agenda_table(steps: tuple[Step, ...], areas: dict[str, Area], say: Words) -> Table:
    titles = {one: area.title.say(say.language) for one, area in areas.items()}
    rows = []
    day, clock = 0, 0
    for step in steps:
        if step.day != day:
            day, clock = step.day, 0
        title = step_title(step, titles, say)
        if step.may_skip:
            title = say("workshop.may_skip", title=title)
        start = f"{clock // 60}:{clock % 60:02d}"
        rows.append(row(str(step.day), start, str(step.minutes), title))
        clock += step.minutes
    columns = (
        Column(say("workshop.day"), "right"),
        Column(say("workshop.start"), "right"),
        Column(say("workshop.minutes"), "right"),
        Column(say("workshop.content"), weight=1),
    )
    return Table(columns, tuple(rows))


def _area_guide(area: Area, checklist: Checklist, step: Step, say: Words) -> Iterator[Block]:
    language = say.language
    yield Heading(text(area.title.say(language)), 1)
    lead = area.lead.say(language)
    yield Paragraph(text(say("workshop.purpose", minutes=step.minutes, text=lead)), "lead")
    for topic in area.topics:
        asked = [question for question in topic.questions if not question.computed]
        if asked:
            yield Heading(text(topic.title.say(language)), 2)
        for question in asked:
            yield from _question_guide(question, checklist, say)


def _question_guide(question: QuestionFields, checklist: Checklist, say: Words) -> Iterator[Block]:
    language = say.language
    star = "★ " if question.must else ""
    number = checklist.numbers[question.id]
    # A heading stays with what stands under it; a question alone at the foot says nothing.
    yield Heading(text(f"{number}\u3000{star}{question.ask.say(language)}"), 3)
    lines = []
    if question.why:
        lines.append(text(say("workshop.why", text=question.why.say(language))))
    mistake = question.on_fail or question.on_warn
    if mistake is not None:
        said = _unanswered(mistake.say.say(language), checklist, say)
        lines.append(text(say("workshop.mistake", text=said)))
        if mistake.do:
            advice = _unanswered(mistake.do.say(language), checklist, say)
            lines.append(text(say("workshop.advice", text=advice)))
    sources = _sources(question, checklist, say)
    if sources:
        lines.append(text(say("workshop.rests_on", text=sources)))
    if lines:
        yield Bullets(tuple(lines))


def _unanswered(sentence: str, checklist: Checklist, say: Words) -> str:
    """Return a sentence with the limits it names; an answer nobody gave yet is a gap."""

    def shown(match: re.Match[str]) -> str:
        limit = checklist.values.get(match[0][1:-1].strip())
        return "…" if limit is None else _limit(limit, say)

    return _PLACEHOLDER.sub(shown, sentence)


def _limit(limit: Threshold, say: Words) -> str:
    if isinstance(limit.value, bool):
        return say("model.yes" if limit.value else "model.no")
    if limit.unit == "money":
        return say("model.yuan", amount=grouped(limit.value))
    if limit.unit == "percent":
        return f"{plain_number(limit.value):,}%"
    return measured(limit.value, limit.unit, say)


def _sources(question: QuestionFields, checklist: Checklist, say: Words) -> str:
    named = [
        f"{source.title.say(say.language)} {source.article.say(say.language)}".strip()
        for source in (checklist.sources.get(one) for one in question.sources)
        if source is not None
    ]
    return say("model.list_comma").join(named)


def _solution(case: Case, say: Words) -> Iterator[Block]:
    evaluation = case.evaluation
    yield Heading(text(say("workshop.solution", letter=case.letter)), 1)
    yield Paragraph(text(f"{case.name}　", Run(case.about)))
    verdict = say(f"session.verdict.{evaluation.verdict}")
    yield Paragraph(text(say("workshop.solution_verdict", verdict=verdict), bold=True))
    found = [one for one in evaluation.findings if one.counts]
    if found:
        yield Bullets(
            tuple(
                text(
                    say(
                        "workshop.solution_finding",
                        severity=say(f"session.severity.{one.severity}"),
                        number=evaluation.checklist.number(one.questions[0]),
                        text=one.message.say(say),
                    )
                )
                for one in found
            )
        )
    else:
        yield Paragraph(text(say("workshop.solution_none")))


def _case_rows(area: Area, evaluation: Evaluation, say: Words) -> Iterator[tuple[str, str, str]]:
    voice = Voice(evaluation, say.language)
    for question in area.questions:
        answer = evaluation.answer(question.id)
        if question.computed or answer.is_empty:
            continue
        number = evaluation.checklist.numbers[question.id]
        plainly = isinstance(question, AskedTable) or answer.not_sure or answer.value is None
        # The voice knows words that mean something, as a shop on its own site does.
        shown = _shown(question, answer, say) if plainly else plain(voice.value(question, answer))
        yield number, question.title.say(say.language), shown


def _shown(question: QuestionFields, answer: Answer, say: Words) -> str:
    if answer.not_sure:
        return say("workshop.column.not_sure")
    if answer.value is None:
        return answer.text
    if not isinstance(question, AskedTable):
        return question.show(answer.value, say)
    rows = answer.value if isinstance(answer.value, tuple) else ()
    lines = []
    for cells in rows:
        if isinstance(cells, str):
            continue
        parts = [
            f"{column.title.say(say.language)} {_shown(column, cells[column.id], say)}"
            for column in question.columns
            if column.id in cells and not column.computed
        ]
        lines.append(say("model.list_comma").join(parts))
    return "\n".join(lines) or say("workshop.none")
