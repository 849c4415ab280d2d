"""Agreements: a template and the answers become a document, clause by clause.

Each clause knows its number in the list of clauses, its legal ground and the answers it
used. A place without an answer is printed as a ruled blank and counted; an answer that
contradicts a clause is named beside it. Both hold back the final edition of that
agreement, and of nothing else. A clause the founder rewrote keeps their words, says so,
and remembers the template's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from wizard.documents.agreements.clauses import Part, count, parts
from wizard.documents.agreements.rendering import names_asked, rendered
from wizard.documents.agreements.templating import Slots
from wizard.documents.blocks import (
    Block,
    Callout,
    Document,
    DocumentMeta,
    Edition,
    Fields,
    Heading,
    Language,
    Paragraph,
    Rule,
    Run,
    Runs,
    text,
)
from wizard.documents.runs import plain
from wizard.documents.voice import Voice, is_said
from wizard.engine import Evaluation
from wizard.errors import PackError
from wizard.model.checklist import Agreement

__all__ = [
    "AgreementDocument",
    "Blank",
    "Clause",
    "Contradiction",
    "Readiness",
    "compose_agreement",
    "questions_of",
    "readiness",
]
_FACTS = {"shop": "shop_legal_name", "version": "version", "effective": "effective_date"}
_NUMERALS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Blank:
    """A place that is still to be filled in: the question that fills it, and its clause."""

    question: str
    clause: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An answer that a clause promises the opposite of."""

    question: str
    clause: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause as printed.

    Attributes:
        code: number in the list of clauses, for example ``UA-03``.
        number: as printed, for example ``第三条``.
        title: its heading.
        text: what it says.
        template_text: what the template says, where the founder wrote their own words.
        questions: ids of the answers it used.
        key: of its heading.
        blocks: what it says, as printed.
        slots: the question behind each filled or blank run of ``blocks``, in reading order.
        grounds: its legal grounds.
    """

    code: str
    number: str
    title: str
    text: str
    template_text: str
    questions: tuple[str, ...]
    key: str
    blocks: tuple[Block, ...] = ()
    slots: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()

    @property
    def deviates(self) -> bool:
        """Whether the founder's words stand in place of the template's."""
        return self.text != self.template_text


@dataclass(frozen=True, slots=True)
class AgreementDocument:
    """An agreement with what holds back its final edition.

    Attributes:
        broken: what is wrong with a template that the pack brings along; then there are no
            clauses, and the document says so.
    """

    document: Document
    clauses: tuple[Clause, ...]
    blanks: tuple[Blank, ...]
    contradictions: tuple[Contradiction, ...]
    broken: PackError | None = None

    @property
    def can_be_final(self) -> bool:
        """Whether nothing is blank, nothing contradicts an answer and the template works."""
        return not self.blanks and not self.contradictions and self.broken is None


def compose_agreement(
    evaluation: Evaluation,
    agreement_id: str,
    *,
    name: str,
    edition: Edition,
    language: Language,
    own_text: Mapping[str, str] | None = None,
) -> AgreementDocument:
    """Compose one agreement of the pack.

    Args:
        evaluation: the answers.
        agreement_id: one of ``evaluation.agreements``.
        name: of the plan.
        edition: draft or final; whether a final edition may be printed says
            ``can_be_final``.
        language: of the template; the user's own text stays as typed.
        own_text: plain text by clause code, in place of the template's.

    Raises:
        KeyError: the pack offers no such agreement.
        PackError: a template that comes with the program cannot be used: our bug.
    """
    agreement = _agreement(evaluation, agreement_id)
    voice = Voice(evaluation, language)
    slots = Slots()
    made = rendered(voice, agreement, slots)
    written = parts(made.markdown, slots, voice.w)
    setting = _Setting(voice, agreement, own_text or {}, made.broken)
    setting.read(written)
    meta = DocumentMeta(
        plan=name,
        date=evaluation.today,
        kind="agreement",
        edition=edition,
        version=voice.written("version"),
        digest=voice.digest(),
        footer=voice.w("documents.agreement.footer"),
        author=voice.written("shop_legal_name"),
    )
    document = Document(
        title=setting.title, language=language, blocks=tuple(setting.blocks), meta=meta
    )
    return AgreementDocument(
        document,
        tuple(setting.clauses),
        tuple(setting.blanks),
        tuple(setting.contradictions),
        made.broken,
    )


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far an agreement is: its clauses, and what holds back its final edition."""

    clauses: int
    blanks: int
    contradictions: int
    broken: bool = False


def readiness(voice: Voice, agreement_id: str) -> Readiness:
    """Count what ``compose_agreement`` would find, without composing the agreement.

    A clause in the founder's own words has no blanks.

    Raises:
        KeyError: the pack offers no such agreement.
        PackError: a template that comes with the program cannot be used: our bug.
    """
    slots = Slots()
    made = rendered(voice, _agreement(voice.evaluation, agreement_id), slots)
    counted = count(made.markdown, slots)
    evaluation = voice.evaluation
    own = voice.own_clauses.get(agreement_id, {})
    blanks = {one for one in counted.blanks if one[1] not in own} | {
        (question_id, "")
        for question_id in _FACTS.values()
        if question_id in evaluation.visible and evaluation.answer(question_id).value is None
    }
    broken = made.broken is not None
    return Readiness(counted.clauses, len(blanks), len(counted.conflicts), broken)


def questions_of(evaluation: Evaluation, agreement_id: str) -> frozenset[str]:
    """Return the ids of the questions an agreement's template asks for.

    Raises:
        KeyError: the pack offers no such agreement.
        PackError: a template that comes with the program cannot be used: our bug.
    """
    return names_asked(evaluation.compiled, _agreement(evaluation, agreement_id))


def _agreement(evaluation: Evaluation, agreement_id: str) -> Agreement:
    for agreement in evaluation.checklist.agreements:
        if agreement.id == agreement_id:
            return agreement
    raise KeyError(agreement_id)


class _Setting:
    """Turns clauses into blocks and keeps count of what they lack."""

    def __init__(
        self,
        voice: Voice,
        agreement: Agreement,
        own_text: Mapping[str, str],
        broken: PackError | None,
    ) -> None:
        self.broken = broken
        self.voice = voice
        self.agreement = agreement
        self.own_text = own_text
        self.title = voice.say(agreement.title)
        self.blocks: list[Block] = []
        self.clauses: list[Clause] = []
        self.blanks: list[Blank] = []
        self.contradictions: list[Contradiction] = []

    def read(self, written: tuple[Part, ...]) -> None:
        """Set the preamble, every clause, and the notes that close the agreement."""
        preamble, *clauses = written
        if is_said(preamble.title):
            self.title = plain(preamble.title)
        self.blocks += [Heading(text(self.title), level=1, key=f"agreement-{self.agreement.id}")]
        self.blocks += [self._facts(), *self._notes(), *preamble.blocks]
        self._count(preamble)
        self._conflicts(preamble)
        if self.broken is not None:
            self.blocks.append(self._broken(self.broken))
        for place, part in enumerate(clauses, start=1):
            self._clause(place, part)
        self.blocks += [Rule(), self._closing()]

    def _broken(self, error: PackError) -> Callout:
        w = self.voice.w
        return Callout(
            "broken",
            text(w("templates.broken")),
            (Paragraph(text(w(error.key, **error.params))),),
        )

    def _facts(self) -> Fields:
        w = self.voice.w
        return Fields(
            tuple(
                (w(f"documents.agreement.{name}"), self._answer(question_id))
                for name, question_id in _FACTS.items()
            )
        )

    def _answer(self, question_id: str) -> Runs:
        shown = self.voice.answer(question_id)
        if is_said(shown) and self.voice.evaluation.answer(question_id).value is not None:
            return tuple(replace(run, mark="filled") for run in shown)
        if question_id in self.voice.evaluation.visible:
            self._blank(question_id, "")
        label = self.voice.title(question_id)
        return (Run(self.voice.w("documents.blank", label=label), mark="blank"),)

    def _notes(self) -> list[Block]:
        w = self.voice.w
        return [
            Paragraph(text(w("documents.agreement.template_note")), style="note"),
            Paragraph(text(w("documents.agreement.prevails")), style="note"),
        ]

    def _clause(self, place: int, part: Part) -> None:
        key = f"clause-{part.code}"
        number = self._number(place)
        template_text = "\n".join(block.plain_text() for block in part.blocks)
        own = self.own_text.get(part.code)
        body = list(part.blocks) if own is None else _own_blocks(own)
        self.blocks.append(Heading(part.title, level=2, key=key, number=number))
        self.blocks += body
        if own is not None and own != template_text:
            note = self.voice.w("documents.agreement.deviates")
            self.blocks.append(Paragraph(text(Run(note, mark="changed")), style="note"))
        self._conflicts(part)
        if part.grounds:
            lead = Run(self.voice.w("documents.agreement.ground", code=part.code))
            grounds = tuple(run for ground in part.grounds for run in ground)
            self.blocks.append(Paragraph((lead, *grounds), style="small"))
        if own is None:
            self._count(part)
        used = dict.fromkeys(slot.question for slot in part.slots)
        self.clauses.append(
            Clause(
                code=part.code,
                number=number,
                title=plain(part.title),
                text=template_text if own is None else own,
                template_text=template_text,
                questions=tuple(used),
                key=key,
                blocks=tuple(body),
                slots=tuple(slot.question for slot in part.slots) if own is None else (),
                grounds=tuple(plain(ground) for ground in part.grounds),
            )
        )

    def _number(self, place: int) -> str:
        numeral = _chinese(place) if self.voice.language == "zh" else str(place)
        return self.voice.w("documents.agreement.number", number=numeral)

    def _conflicts(self, part: Part) -> None:
        for question_id in dict.fromkeys(part.conflicts):
            self.contradictions.append(Contradiction(question_id, part.code))
            self.blocks.append(self._conflict(question_id))

    def _conflict(self, question_id: str) -> Callout:
        w = self.voice.w
        answer = plain(self.voice.answer(question_id))
        sentence = w(
            "documents.agreement.conflict", label=self.voice.title(question_id), answer=answer
        )
        return Callout(
            "red_line",
            text(w("documents.agreement.conflict_title")),
            (Paragraph(text(sentence)),),
            question=self.voice.number(question_id),
        )

    def _count(self, part: Part) -> None:
        for slot in part.slots:
            if slot.is_blank:
                self._blank(slot.question, part.code)

    def _blank(self, question_id: str, clause: str) -> None:
        blank = Blank(question_id, clause)
        if blank not in self.blanks:
            self.blanks.append(blank)

    def _closing(self) -> Paragraph:
        today = self.voice.evaluation.today.isoformat()
        return Paragraph(text(self.voice.w("documents.agreement.made", date=today)), style="small")


def _own_blocks(own: str) -> list[Block]:
    """Set the founder's own words as they are: every line a plain paragraph."""
    return [
        Paragraph(text(Run(one.strip(), mark="filled")), style="clause")
        for one in own.splitlines()
        if one.strip()
    ]


def _chinese(number: int) -> str:
    """Write 1 to 99 in Chinese numerals, as clauses are numbered."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones]
    return ("" if tens == 1 else _NUMERALS[tens]) + "十" + (_NUMERALS[ones] if ones else "")
