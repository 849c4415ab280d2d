"""The kit: everything a founder takes along, as files.

The plan at the top; each agreement as PDF, Word, HTML and Markdown; the daily ledger as a
workbook; the actions as a calendar; and the papers for the telephone, the counter and the
folder. Equal plans give equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wizard.documents.agreements import compose_agreement
from wizard.documents.blocks import Edition, Language
from wizard.documents.formats import FORMATS, render
from wizard.documents.kit_files import papers
from wizard.documents.kit_files.actions_calendar import calendar
from wizard.documents.kit_files.workbook import workbook
from wizard.documents.plan import compose_plan
from wizard.documents.voice import Voice
from wizard.engine import Evaluation
from wizard.money.simulation import Simulation

AGREEMENT_FORMATS = ("pdf", "docx", "html", "md")
_PAPERS = {
    "call-sheet.pdf": papers.call_sheet,
    "service-cards.pdf": papers.service_cards,
    "platform-questionnaire.pdf": papers.platform_questionnaire,
    "evidence-list.pdf": papers.evidence_list,
}


@dataclass(frozen=True, slots=True)
class KitFile:
    """One file: its path below the kit's folder, with forward slashes, and its bytes."""

    path: str
    content: bytes


def kit(  # noqa: PLR0913 - everything the files say, each of its own
    evaluation: Evaluation,
    *,
    name: str,
    language: Language,
    plan_id: str,
    version: str = "",
    carried: bytes | None = None,
    simulated: Simulation | None = None,
    own_text: Mapping[str, Mapping[str, str]] | None = None,
) -> Iterator[KitFile]:
    """Make the files of the kit one after the other.

    The plan is a final edition if it may be, else a draft; so is each agreement by itself.

    Args:
        evaluation: what the answers amount to.
        name: of the plan, exactly as typed.
        language: of everything but the user's own text.
        plan_id: the plan's id.
        version: of this print.
        carried: the plan as canonical JSON, to travel inside ``plan.pdf``.
        simulated: the simulation behind the evaluation.
        own_text: clauses in the founder's own words, by agreement and code.
    """
    plan = compose_plan(
        evaluation,
        name=name,
        edition="final" if evaluation.can_print_final else "draft",
        language=language,
        plan_id=plan_id,
        version=version,
        carried=carried,
        simulated=simulated,
    )
    yield KitFile("plan.pdf", render(plan, "pdf"))
    for agreement_id in evaluation.agreements:
        own = (own_text or {}).get(agreement_id)
        yield from _agreement(evaluation, agreement_id, name, language, own)
    voice = Voice(evaluation, language)
    yield KitFile("ledger.xlsx", workbook(voice, name))
    yield KitFile("actions.ics", calendar(voice, name, plan_id))
    for path, compose in _PAPERS.items():
        yield KitFile(path, render(compose(voice, name), "pdf"))


def _agreement(
    evaluation: Evaluation,
    agreement_id: str,
    name: str,
    language: Language,
    own: Mapping[str, str] | None,
) -> Iterator[KitFile]:
    edition: Edition = "draft"
    made = compose_agreement(
        evaluation, agreement_id, name=name, edition=edition, language=language, own_text=own
    )
    if made.can_be_final:
        made = compose_agreement(
            evaluation, agreement_id, name=name, edition="final", language=language, own_text=own
        )
    for format_name in AGREEMENT_FORMATS:
        suffix = FORMATS[format_name].suffix
        content = render(made.document, format_name)
        yield KitFile(f"agreements/{agreement_id}{suffix}", content)
