"""The launch plan: an evaluation as a document for paper.

``compose_plan`` strings sections together; each section is a function from a ``Voice`` to
blocks, and says nothing at all when there is nothing to say about. What is not answered is
listed as to be added, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from wizard.documents.blocks import (
    Attachment,
    Block,
    Blocks,
    Contents,
    Document,
    DocumentMeta,
    Edition,
    Heading,
    Language,
    PageBreak,
    Photo,
    text,
)
from wizard.documents.plan import (
    actions,
    annexes,
    areas,
    budget,
    cash,
    changes,
    economics,
    evidence,
    front,
    handouts,
    operations,
)
from wizard.documents.runs import joined
from wizard.documents.voice import Voice
from wizard.engine import Evaluation
from wizard.engine.changes import changes as record_of
from wizard.money.simulation import Simulation

ATTACHED_PLAN = "plan.json"
_ANNEX_NUMBERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the plan: the key of its title in the catalogue, and what it says."""

    key: str
    compose: Callable[[Voice], Blocks]


def _both(*parts: Callable[[Voice], Blocks]) -> Callable[[Voice], Blocks]:
    """Return the function that composes one section of several parts."""
    return lambda voice: tuple(block for part in parts for block in part(voice))


BEFORE_CASH: tuple[Section, ...] = (
    Section("actions", actions.section),
    Section("mindset", areas.composer("mindset")),
    Section("platform", areas.composer("platform")),
    Section("compliance", areas.composer("compliance")),
    Section("money", areas.composer("money", budget.section)),
    Section("per_order", economics.per_order),
    Section("break_even", economics.break_even),
    Section("sensitivity", economics.sensitivity),
    Section("cash", cash.year),
    Section("weeks", cash.weeks),
)
AFTER_CASH: tuple[Section, ...] = (
    Section("promotion", operations.promotion),
    Section("service", _both(areas.composer("service"), operations.support)),
    Section("technology", areas.composer("technology")),
    Section("indicators", operations.indicators),
    Section("milestones", operations.milestones),
    Section("assumptions", annexes.assumptions),
)
ANNEXES: tuple[Section, ...] = (
    Section("calls", annexes.calls),
    Section("agreements", handouts.agreements),
    Section("rejected", annexes.rejected),
    Section("family", handouts.family),
    Section("ten_parts", handouts.ten_parts),
    Section("calculation", handouts.calculation),
    Section("evidence", evidence.listed),
    Section("sources", annexes.sources),
)


def compose_plan(  # noqa: PLR0913 - each is a fact of the print
    evaluation: Evaluation,
    *,
    name: str,
    edition: Edition,
    language: Language,
    plan_id: str,
    version: str = "",
    previous: Evaluation | None = None,
    own_clauses: Mapping[str, Mapping[str, str]] | None = None,
    carried: bytes | None = None,
    simulated: Simulation | None = None,
    remarks: Blocks = (),
    opened: Collection[str] = (),
    photos: Mapping[str, Photo | None] | None = None,
) -> Document:
    """Compose the launch plan.

    A draft may always be printed; whether a final edition may be is the caller's decision.

    Args:
        evaluation: what the answers amount to.
        name: of the plan, exactly as typed.
        edition: draft or final.
        language: of everything but the user's own text.
        plan_id: the plan's id.
        version: of this print, for example ``v3``.
        previous: what the last print said; with it the plan tells and marks what changed.
        own_clauses: clauses in the founder's own words, by agreement and code.
        carried: the plan itself as canonical JSON, to travel inside the PDF.
        simulated: what spread is drawn, if not the evaluation's; without any it is awaited.
        opened: marks of what began a page in the last print, and does so again.
        photos: pictures among the evidence, by checksum; None for one nobody can read.
        remarks: what a trainer wrote about the plan, on a page of its own at the end.
    """
    changed = record_of(previous, evaluation).substantive if previous is not None else ()
    voice = Voice(evaluation, language, changed=changed, own_clauses=own_clauses or {})
    meta = DocumentMeta(
        plan=name,
        date=evaluation.today,
        kind="plan",
        edition=edition,
        version=version,
        digest=voice.digest(),
        footer=voice.w("documents.footer"),
        author=voice.written("shop_legal_name"),
        keywords=(evaluation.checklist.id, plan_id),
    )
    return Document(
        title=voice.w("documents.plan_title", name=name),
        language=language,
        blocks=(
            *_front(voice, meta, plan_id, previous),
            *_numbered(voice, simulated or evaluation.simulated),
            *_appended(voice, photos or {}, remarks),
        ),
        meta=meta,
        attachments=(Attachment(ATTACHED_PLAN, carried),) if carried is not None else (),
        opened=frozenset(opened),
    )


def _front(
    voice: Voice, meta: DocumentMeta, plan_id: str, previous: Evaluation | None
) -> list[Block]:
    return [
        front.cover(voice, meta, plan_id),
        PageBreak(),
        *front.summary(voice),
        PageBreak(),
        *_changed(voice, previous),
        Contents(voice.w("documents.contents"), depth=1),
    ]


def _changed(voice: Voice, previous: Evaluation | None) -> list[Block]:
    """Return the record of changes, on pages of its own and without a number.

    So nothing behind it moves, and the pages that did not change need no new print.
    """
    if previous is None:
        return []
    title = text(voice.w("documents.section.changes"))
    said = changes.section(voice, previous)
    return [Heading(title, level=2, key="section-changes"), *said, PageBreak()]


def _appended(voice: Voice, photos: Mapping[str, Photo | None], remarks: Blocks) -> list[Block]:
    """Return what stands at the end on pages of its own, where it moves nothing."""
    blocks: list[Block] = []
    for key, said in (("pictures", evidence.pictures(voice, photos)), ("remarks", remarks)):
        if said:
            title = text(voice.w(f"documents.section.{key}"))
            blocks += [PageBreak(), Heading(title, level=1, key=f"section-{key}"), *said]
    return blocks


def _numbered(voice: Voice, simulated: Simulation | None) -> list[Block]:
    """Return the sections that say something, numbered, then the annexes, lettered."""
    blocks: list[Block] = []
    annexes = (*ANNEXES, Section("glossary", lambda voice: handouts.glossary(voice, printed())))

    def printed() -> str:
        return joined(block.plain_text() for block in blocks)

    for number, (section, said) in enumerate(_said(_body(simulated), voice), start=1):
        blocks += _headed(voice, section, str(number), said)
    for letter, (section, said) in zip(_ANNEX_NUMBERS, _said(annexes, voice), strict=False):
        blocks += _headed(voice, section, voice.w("documents.annex", letter=letter), said)
    return blocks


def _body(simulated: Simulation | None) -> tuple[Section, ...]:
    """Return the sections in order, those that need more than a voice bound to it."""
    stress = Section("stress", lambda voice: cash.stress(voice, simulated))
    return (*BEFORE_CASH, stress, *AFTER_CASH)


def _said(sections: tuple[Section, ...], voice: Voice) -> Iterator[tuple[Section, Blocks]]:
    """Yield the sections that say something; each is composed when its turn comes."""
    for one in sections:
        if blocks := one.compose(voice):
            yield one, blocks


def _headed(voice: Voice, section: Section, number: str, blocks: Blocks) -> list[Block]:
    title = text(voice.w(f"documents.section.{section.key}"))
    return [Heading(title, level=1, key=f"section-{section.key}", number=number), *blocks]
