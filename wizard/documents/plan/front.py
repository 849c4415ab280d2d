"""Cover and page two: the verdict, and all that somebody who reads one page needs."""

from __future__ import annotations

from wizard.documents.blocks import (
    Block,
    Blocks,
    Bullets,
    Column,
    Columns,
    Cover,
    DocumentMeta,
    Fields,
    Heading,
    Paragraph,
    Run,
    Runs,
    Stamp,
    Table,
    plain,
    row,
    text,
)
from wizard.documents.plan import cash
from wizard.documents.plan.actions import Action, all_actions
from wizard.documents.plan.pairs import figures, paired
from wizard.documents.voice import DASH, Voice, is_said
from wizard.model.findings import AreaResult, Finding, Verdict
from wizard.model.questions import Severity

FIGURES = (
    "startup_total",
    "reserve_needed",
    "own_money_needed",
    "break_even_orders_day",
    "contribution_per_order",
    "lowest_cash",
    "lowest_cash_date",
    "runout_probability_13_weeks",
)
_NEXT = 3
_MOST_RED_LINES = 3


def cover(voice: Voice, meta: DocumentMeta, plan_id: str) -> Cover:
    """Compose the first page."""
    w, evaluation = voice.w, voice.evaluation
    digest, version = meta.digest, meta.version
    launch = voice.launch()
    pairs: list[tuple[str, str]] = [
        (w("documents.cover.edition"), w(f"documents.edition.{meta.edition}")),
        (w("documents.cover.version"), version),
        (w("documents.cover.date"), evaluation.today.isoformat()),
        (w("documents.cover.platform"), voice.chosen_name()),
        (w("documents.cover.launch"), launch.isoformat() if launch else ""),
        (w("documents.cover.checklist"), _checklist(voice)),
        (w("documents.cover.number"), " · ".join(one for one in (plan_id, digest) if one)),
    ]
    return Cover(
        title=meta.plan,
        subtitle=w("documents.cover.subtitle"),
        fields=Fields(tuple((label, text(value)) for label, value in pairs if value)),
        stamp=stamp(voice),
        note=w("documents.cover.note"),
        code=" ".join(one for one in (plan_id, version, digest) if one),
    )


def _checklist(voice: Voice) -> str:
    checklist = voice.checklist
    return voice.w(
        "documents.cover.checklist_version",
        title=voice.say(checklist.title),
        version=checklist.version,
    )


def stamp(voice: Voice) -> Stamp:
    """Return the verdict as a stamp."""
    return Stamp(voice.evaluation.verdict.value, voice.verdict())


def summary(voice: Voice) -> Blocks:
    """Compose page two, which stands alone."""
    w, evaluation = voice.w, voice.evaluation
    blocks: list[Block] = [
        Heading(text(w("documents.section.summary")), level=1, key="section-summary"),
        Columns((stamp(voice),), (Paragraph(text(_because(voice)), style="lead"),), ratio=0.42),
    ]
    if evaluation.blockers:
        blocks += _red_lines(voice, evaluation.blockers)
    blocks += [_areas(voice), *_numbers(voice)]
    if not evaluation.blockers:
        blocks += [*_next_actions(voice), *cash.small_line(voice)]
    return tuple(blocks)


def _because(voice: Voice) -> str:
    """Say in one sentence why the verdict is what it is."""
    evaluation, w = voice.evaluation, voice.w
    if evaluation.verdict is Verdict.NOT_ADVISED:
        return voice.counted("documents.because.not_advised", len(evaluation.blockers))
    if evaluation.verdict is Verdict.UNDECIDED:
        unsure = sum(_is_must(voice, one) for one in evaluation.not_sure)
        counts = (("missing", len(evaluation.missing)), ("not_sure", unsure))
        open_ones = [
            voice.counted(f"documents.open.{name}", count) for name, count in counts if count
        ]
        listed = w("documents.and").join(open_ones)
        return w("documents.because.undecided", questions=listed)
    fixes = sum(one.counts and one.severity is Severity.FIX for one in evaluation.findings)
    if evaluation.verdict is Verdict.FIX_FIRST:
        return voice.counted("documents.because.fix_first", fixes)
    return w("documents.because.ready")


def _is_must(voice: Voice, question_id: str) -> bool:
    question = voice.checklist.asked(question_id)
    return question is not None and question.must


def _red_lines(voice: Voice, findings: tuple[Finding, ...]) -> list[Block]:
    shown = tuple(_red_line(voice, one) for one in findings[:_MOST_RED_LINES])
    heading = Heading(text(voice.w("documents.red_lines_first")), level=3)
    blocks: list[Block] = [heading, Bullets(shown, checkbox=True)]
    rest = len(findings) - len(shown)
    if rest > 0:
        more = Run(voice.counted("documents.more_red_lines", rest), link="#section-actions")
        blocks.append(Paragraph(text(more), style="small"))
    return blocks


def _red_line(voice: Voice, finding: Finding) -> Runs:
    """Say what is wrong and what to do first."""
    about = Run(voice.finding_title(finding), bold=True, link=f"#{voice.finding_key(finding)}")
    said = (about, Run(voice.w("documents.colon")), Run(voice.message(finding)))
    action = voice.action(finding)
    if not action:
        return said
    due = voice.w("documents.in_brackets", text=voice.due_text(finding))
    return (*said, Run("\n"), Run(voice.w("documents.do_lead"), bold=True), Run(action), Run(due))


def _areas(voice: Voice) -> Table:
    """Compose the six areas: a veto shows before any count."""
    w = voice.w
    rows = []
    for area in voice.checklist.areas:
        result = voice.evaluation.areas[area.id]
        rows.append(
            row(
                Run(voice.say(area.title), link=f"#area-{area.id}"),
                _area_state(voice, result),
                w("documents.counted", number=result.answered, of=result.of),
                str(result.not_sure) if result.not_sure else DASH,
            )
        )
    columns = (
        Column(w("documents.column.area"), weight=3),
        Column(w("documents.column.state"), weight=3),
        Column(w("documents.column.answered"), align="right", weight=1),
        Column(w("documents.not_sure"), align="right", weight=1),
    )
    return Table(columns, tuple(rows), key="areas", dense=True)


def _area_state(voice: Voice, result: AreaResult) -> Run:
    w = voice.w
    if result.state == "red_line":
        return Run(w("documents.area_state.red_line"), bold=True, mark="red_line")
    if result.worst is Severity.FIX:
        return Run(w("documents.area_state.fix"), mark="fix")
    if result.not_sure:
        return Run(w("documents.area_state.not_sure"), mark="not_sure")
    if result.state == "complete":
        return Run(w("documents.area_state.complete"), mark="ok")
    return Run(w(f"documents.area_state.{result.state}"))


def _numbers(voice: Voice) -> list[Block]:
    """Compose the numbers everything is judged by, and why some of them are missing."""
    pairs, missing = figures(voice, FIGURES)
    label, total = pairs[0]
    cap = Run(voice.w("documents.against_cap", cap=voice.figure("cap")))
    if plain(total) != DASH:
        pairs[0] = (label, (*total, cap))
    numbers = paired(pairs)
    return [numbers, Paragraph(text(missing), style="note")] if missing else [numbers]


def _next_actions(voice: Voice) -> list[Block]:
    """Name what to do first, and where that is little, what to ask whom."""
    actions = [_one_line(voice, one) for one in all_actions(voice)[:_NEXT]]
    questions = _questions(voice, _NEXT - len(actions))
    if not actions and not questions:
        return [Paragraph(text(voice.w("documents.no_actions")))]
    blocks: list[Block] = [
        Heading(text(voice.w("documents.next_actions")), level=3),
        Bullets((*actions, *questions), checkbox=True),
    ]
    return [*blocks, Paragraph(text(voice.w("documents.ask_first")))] if questions else blocks


def _questions(voice: Voice, most: int) -> list[Runs]:
    """Return the first open questions, each with whom to ask and its number."""
    evaluation, lines = voice.evaluation, list[Runs]()
    for question_id in dict.fromkeys((*evaluation.missing, *evaluation.not_sure)):
        question = voice.checklist.asked(question_id)
        if question is None or len(lines) >= most:
            continue
        whom = voice.say(question.whom) or voice.w("documents.yourself")
        line = voice.w("documents.ask_one", ask=voice.say(question.ask), whom=whom)
        lines.append((*text(line), Run(" "), *voice.reference(question_id)))
    return lines


def _one_line(voice: Voice, action: Action) -> Runs:
    when = voice.w("documents.in_brackets", text=action.due_text)
    number = (Run(" "), *action.number) if is_said(action.number) else ()
    return (*action.what, Run(when), *number)
