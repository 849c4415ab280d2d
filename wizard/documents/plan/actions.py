"""What blocks, and everything that is to be done: findings become work with dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from wizard.documents.blocks import (
    Block,
    Blocks,
    Callout,
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
from wizard.documents.voice import Voice, is_said
from wizard.model.findings import Finding
from wizard.model.questions import Severity

BOX = "☐"
_BLOCKING = (Severity.RED_LINE, Severity.BROKEN)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do.

    Attributes:
        what: in words.
        summary: what it is about, in a few words.
        severity: of the finding it settles; None for something to be found out.
        due: by when; None means before opening.
        due_text: the deadline in words.
        number: the question's number, as a link.
        key: unique among the actions of a plan and stable over prints.
        effort: how much work it is, in words; may be empty.
    """

    what: Runs
    summary: str
    severity: Severity | None
    due: dt.date | None
    due_text: str
    number: Runs
    key: str
    effort: str = ""


def all_actions(voice: Voice) -> tuple[Action, ...]:
    """Return what is to be done: red lines first, then by what must be done before opening."""
    findings = [one for one in voice.evaluation.findings if one.counts and one.action is not None]
    actions = [_of_finding(voice, one) for one in findings if voice.action(one)]
    order = {severity: rank for rank, severity in enumerate(Severity)}
    actions.sort(key=lambda one: order[one.severity or Severity.INFO])
    return tuple(actions)


def _of_finding(voice: Voice, finding: Finding) -> Action:
    effort = voice.w(f"documents.effort.{finding.effort}") if finding.effort else ""
    return Action(
        what=text(voice.action(finding)),
        summary=voice.finding_title(finding),
        severity=finding.severity,
        due=voice.due(finding),
        due_text=voice.due_text(finding),
        number=voice.reference(finding.questions[0]),
        key=voice.finding_key(finding),
        effort=effort,
    )


def section(voice: Voice) -> Blocks:
    """Compose what blocks, the list of actions and what is still to be added."""
    w, evaluation = voice.w, voice.evaluation
    blocks: list[Block] = []
    if evaluation.blockers:
        lead = voice.counted("documents.blocked", len(evaluation.blockers))
        blocks.append(Paragraph(text(lead), style="lead"))
        blocks += [callout(voice, one) for one in evaluation.blockers]
    else:
        blocks.append(Paragraph(text(w("documents.nothing_blocks"))))
    actions = all_actions(voice)
    if actions:
        blocks.append(Heading(text(w("documents.action_list")), level=2, key="action-list"))
        blocks.append(Paragraph(text(w("documents.action_list_lead")), style="note"))
        blocks += _tables(voice, actions)
    blocks += _to_add(voice)
    return tuple(blocks)


def callout(voice: Voice, finding: Finding) -> Callout:
    """Compose one finding: what is wrong, what to do, on what ground."""
    w = voice.w
    blocks: list[Block] = [Paragraph(text(voice.message(finding)))]
    action = voice.action(finding)
    if action:
        # What a platform nobody chose would have to mend is due on no day.
        due = w("documents.in_brackets", text=voice.due_text(finding)) if finding.counts else ""
        blocks.append(Paragraph(text(Run(w("documents.do_lead"), bold=True), action, due)))
    sources = grounds(voice, finding.sources)
    if sources:
        blocks.append(Paragraph(sources, style="small"))
    return Callout(
        severity=finding.severity.value,
        title=text(voice.finding_title(finding)),
        blocks=tuple(blocks),
        key=voice.finding_key(finding),
        question=voice.number(finding.questions[0]),
    )


def grounds(voice: Voice, ids: Iterable[str]) -> Runs:
    """Return sources with their badges, each a link to its entry in the list.

    Articles of one law stand behind its title, which is said once.
    """
    titled: dict[tuple[str, str], list[str]] = {}
    for source_id in ids:
        source = voice.checklist.sources.get(source_id)
        if source is not None:
            titled.setdefault((source.title.say(""), source.badge), []).append(source_id)
    runs: list[Run] = []
    for (_, badge), same in titled.items():
        for source_id in same:
            source = voice.checklist.sources[source_id]
            article = voice.say(source.article) if source_id is not same[0] else ""
            if runs:
                runs.append(Run(voice.w("documents.semicolon")))
            name = article or voice.source_name(source)
            runs.append(Run(name, link=f"#source-{source_id}"))
        runs.append(Run(voice.w(f"documents.badge_in_line.{badge}")))
    return (Run(voice.w("documents.sources_lead")), *runs) if runs else ()


def _tables(voice: Voice, actions: tuple[Action, ...]) -> list[Block]:
    """Compose one table a group: red lines, before opening, soon after."""
    groups: dict[str, list[Action]] = {"red_line": [], "before_opening": [], "advice": []}
    for action in actions:
        if action.severity in _BLOCKING:
            groups["red_line"].append(action)
        elif action.severity is Severity.FIX:
            groups["before_opening"].append(action)
        else:
            groups["advice"].append(action)
    w = voice.w
    columns = (
        Column("", align="center", minimum=16),
        Column(w("documents.column.what"), weight=7),
        Column(w("documents.column.question"), align="center", minimum=34),
        Column(w("documents.column.owner"), weight=2, minimum=50),
        Column(w("documents.column.due"), minimum=62),
    )
    return [
        Table(
            columns,
            tuple(_row(voice, one) for one in group),
            caption=w(f"documents.group.{name}"),
        )
        for name, group in groups.items()
        if group
    ]


def _row(voice: Voice, action: Action) -> Row:
    title = Run(action.summary, bold=True, link=f"#{action.key}")
    about = (title, Run(voice.w("documents.colon")), *action.what)
    return row(BOX, about, action.number or text(""), "", action.due_text)


def _to_add(voice: Voice) -> list[Block]:
    """List what must still be answered, and what the founder is not sure of."""
    w, evaluation = voice.w, voice.evaluation
    ids = (*evaluation.missing, *evaluation.not_sure)
    if not ids:
        return []
    columns = (
        Column("", align="center", minimum=16),
        Column(w("documents.column.question"), align="center", minimum=34),
        Column(w("documents.column.open"), weight=5),
        Column(w("documents.column.whom"), weight=3),
        Column(w("documents.column.state"), minimum=56),
    )
    rows = []
    for question_id in ids:
        question = voice.checklist.asked(question_id)
        if question is None:
            continue
        unsure = question_id in evaluation.not_sure
        state = (
            Run(w("documents.not_sure"), mark="not_sure") if unsure else Run(w("documents.to_add"))
        )
        whom = voice.say(question.whom) or w("documents.yourself")
        number = voice.reference(question_id)
        rows.append(
            row(BOX, number if is_said(number) else "", voice.say(question.ask), whom, state)
        )
    lead = w("documents.to_add_lead", number=len(rows))
    return [
        Heading(text(w("documents.to_add_title")), level=2, key="to-add"),
        Paragraph(text(lead), style="note"),
        Table(columns, tuple(rows), dense=True),
    ]
