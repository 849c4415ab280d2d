"""Print an edition and note what was printed, so that the next one can say what changed.

Composing takes time, so it comes in three steps: a ``PrintJob`` holds everything as it is
now, ``run`` may happen on any thread while the plan is edited on, and recording the
``Printed`` is again the session's business. An edition that says exactly what an earlier
one said, of the same day, is that edition printed again: same number, same bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING

from wizard import __version__
from wizard.engine import Evaluation, evaluate
from wizard.model.answers import Evidence
from wizard.money.simulation import RUNOUT_WEEK, simulate
from wizard.plans.answers_file import canonical
from wizard.plans.contents import PlanContents, Print
from wizard.session.feedback import feedback, with_feedback
from wizard.session.pages import changed_pages, fingerprints, only_pages
from wizard.session.places import Place, places
from wizard.session.print_record import PrintRecord, read_record
from wizard.session.printing import Edition, NotFinalError, compose_edition
from wizard.session.storing import decoded, started
from wizard.text import Language, words

if TYPE_CHECKING:
    from wizard.documents.blocks import Document, Photo
    from wizard.documents.pdf import Rendered
    from wizard.documents.typesetting.fonts import MissingGlyph

    Photograph = Callable[[bytes], Photo | None]

_INTERNAL = frozenset({"startup_known"})
_MORE_PAGES = 3  # than the last print had, before everything is set anew
# Most answers say nothing about money; a plan is shown with its last print beside it.
_first_quarter = lru_cache(maxsize=4)(partial(simulate, weeks=RUNOUT_WEEK))


def noted(prints: Sequence[Print], printed: Printed) -> Print | None:
    """Return the record a printed edition has already: one document is one print.

    Two windows, or one pressed twice, may have printed the very same pages at once.
    """
    for one in prints:
        same = one.revision == printed.revision and printed.said.pdf
        if same and read_record(one.record).pdf == printed.said.pdf:
            return one
    return None


@dataclass(frozen=True, slots=True)
class PrintJob:
    """An edition to be printed, with everything as it was when it was asked for.

    Attributes:
        evaluation: what is printed.
        contents: the plan as it stood, earlier prints included.
        edition: draft or final.
        language: of the document.
        with_plan: whether the PDF carries the plan.
        numbered: whether the edition counts as a print of this plan.
        only_changed: the PDF has only the pages that the last print had not.
        photograph: makes what is printed of a picture among the evidence, or None where it
            cannot be read; without it pictures are listed and not printed.
        begun: the day default days count from; the day the plan was made unless told
            otherwise, which a file of answers does not know.
    """

    evaluation: Evaluation
    contents: PlanContents
    edition: Edition
    language: Language
    with_plan: bool = True
    numbered: bool = True
    only_changed: bool = False
    begun: dt.date | None = None
    photograph: Photograph | None = None

    @property
    def again(self) -> Print | None:
        """The earlier print this one repeats, if nothing that it says has changed."""
        wanted = self._record()
        last = len(self.contents.revisions)
        for one in self.contents.prints:
            if one.revision == last and read_record(one.record).same_edition(wanted):
                return one
        return None

    @property
    def number(self) -> int:
        """The number of the print."""
        again = self.again
        return again.number if again is not None else len(self.contents.prints) + 1

    def run(self) -> Printed:
        """Print; safe to call from any thread.

        Raises:
            NotFinalError: the final edition is held back.
        """
        if self.edition == "final" and not self.evaluation.can_print_final:
            raise NotFinalError(self.evaluation)
        evaluation = self._simulated(self.evaluation)
        number = self.number if self.numbered else 0
        contents = self.contents
        if self.numbered:
            contents = replace(contents, prints=tuple(contents.prints)[: number - 1])
        whole, boxes = self._rendered(evaluation, contents, number)
        said = replace(
            self._record(evaluation),
            opened=whole.opened,
            pdf=hashlib.sha256(whole.pdf).hexdigest(),
        )
        pdf = whole.pdf
        shown: Sequence[int] = range(whole.pages)
        changed = tuple(shown)
        before = self._last(self.contents).pages
        if before:
            changed = changed_pages(before, fingerprints(whole.pdf, whole.inks))
            if self.only_changed and 0 < len(changed) < len(shown):
                pdf = only_pages(whole.pdf, changed)
                shown = changed
        return Printed(
            pdf=pdf,
            number=number,
            revision=len(contents.revisions),
            whole=whole,
            said=said,
            again=self.again is not None,
            changed=changed,
            places=places(whole.spots, evaluation, shown),
            boxes=boxes,
        )

    def _rendered(
        self, evaluation: Evaluation, contents: PlanContents, number: int
    ) -> tuple[Rendered, tuple[MissingGlyph, ...]]:
        """Return the file and what it cannot show.

        What began a page in the last print does so again, so that what changed moves nothing
        beyond its own page: what no longer fits goes on a page put between. Where that takes
        too many pages only sections stay in place, and where even that does, nothing.
        """
        from wizard.documents.pdf import render_placed
        from wizard.documents.typesetting.fonts import missing_glyphs

        previous = self._previous(contents)
        last = self._last(contents) if previous is not None else PrintRecord()
        said = self._record(evaluation).written() if self.numbered else ""

        photos = {one: self._photo(one) for one in self._pictures()}

        def composed(opened: Sequence[str]) -> Document:
            return compose_edition(
                evaluation,
                contents,
                name=contents.name,
                edition=self.edition,
                language=self.language,
                with_plan=self.with_plan,
                number=number,
                previous=previous,
                opened=opened,
                record=said,
                photos=photos,
            )

        document = composed(last.opened)
        whole = render_placed(document, inks=True)
        for fewer in (filter(_is_section, last.opened), ()):
            if not last.opened or whole.pages <= len(last.pages) + _MORE_PAGES:
                break
            whole = render_placed(replace(document, opened=frozenset(fewer)), inks=True)
        return whole, missing_glyphs(document)

    def _pictures(self) -> list[str]:
        """Return the checksums of the pictures to be printed."""
        if self.photograph is None:
            return []
        used = {one.sha256 for one in _backing(self.evaluation)}
        return [
            one.sha256
            for one in self.contents.evidence
            if one.present and one.mime.startswith("image/") and one.sha256 in used
        ]

    def _photo(self, sha256: str) -> Photo | None:
        content = self.contents.blobs(sha256)
        if self.photograph is None or content is None:
            return None
        return self.photograph(content)

    def _last(self, contents: PlanContents) -> PrintRecord:
        """Return the record of the last print in this language; an empty one without any."""
        for one in reversed(contents.prints):
            record = read_record(one.record)
            if record.pages and record.language == self.language:
                return record
        return PrintRecord()

    def _simulated(self, evaluation: Evaluation) -> Evaluation:
        if evaluation.figures["runout_probability_13_weeks"].note != "calculating":
            return evaluation
        simulated = _first_quarter(evaluation.inputs)
        if simulated is None:
            return evaluation
        return evaluate(
            evaluation.compiled,
            evaluation.answers,
            evaluation.today,
            started=self.begun or started(self.contents.created),
            seed=self.contents.plan_id,
            simulated=simulated,
        )

    def _previous(self, contents: PlanContents) -> Evaluation | None:
        """Evaluate what the last print said, as of its day, to show what changed since."""
        if not self.numbered or not contents.prints:
            return None
        last = contents.prints[-1]
        evaluation = self.evaluation
        answers, _ = decoded(evaluation.checklist, contents.log.answers_at(last.revision))
        before = evaluate(
            evaluation.compiled,
            answers,
            read_record(last.record).day or evaluation.today,
            started=started(contents.created),
            seed=contents.plan_id,
        )
        return self._simulated(before)

    def _record(self, evaluation: Evaluation | None = None) -> PrintRecord:
        checklist = self.evaluation.checklist
        record = PrintRecord(
            edition=self.edition,
            language=self.language,
            as_of=self.evaluation.today.isoformat(),
            pack={
                "id": checklist.id,
                "version": checklist.version,
                "digest": self.evaluation.compiled.digest,
            },
            with_plan=self.with_plan,
            program=__version__,
            name=self.contents.name,
            remarks=_remarks(self.contents.summary),
            pictures=_digest(self._pictures()),
        )
        if evaluation is None:
            return record
        say = words(self.language)
        content = canonical(checklist, self.contents.name, evaluation.answers)
        return replace(
            record,
            verdict=str(evaluation.verdict),
            answers=hashlib.sha256(content).hexdigest(),
            findings=tuple(
                {
                    "rule": one.rule,
                    "row": one.row,
                    "severity": str(one.severity),
                    "message": one.message.say(say),
                }
                for one in evaluation.findings
                if one.counts
            ),
            figures={
                name: figure.shown
                for name, figure in evaluation.figures.items()
                if name not in _INTERNAL
            },
        )


def _is_section(mark: str) -> bool:
    return "/" not in mark


def _remarks(summary: str) -> str:
    said = feedback(summary)
    if not said.printed:
        return ""
    return hashlib.sha256(with_feedback("{}", said).encode()).hexdigest()


def _backing(evaluation: Evaluation) -> Iterator[Evidence]:
    """Yield the evidence of every answer that counts, and of the cells of its table."""
    for question in evaluation.checklist.questions:
        yield from evaluation.answer(question).evidence
        for row in evaluation.rows(question):
            for answer in row.values():
                yield from answer.evidence


def _digest(sums: Sequence[str]) -> str:
    return hashlib.sha256("".join(sorted(sums)).encode()).hexdigest() if sums else ""


@dataclass(frozen=True)
class Printed:
    """A printed edition.

    Attributes:
        pdf: the file.
        number: of the print; the ``v`` number on its cover.
        revision: the last one it says.
        whole: the edition with all its pages.
        said: what the plan keeps of it, but for the fingerprints of its pages.
        again: it repeats an earlier print, whose record stands.
        changed: indexes of the pages that the last print in this language had not.
        places: where in the file each question is spoken of, in reading order.
        boxes: the characters no font has; each stands as an empty box.
    """

    pdf: bytes
    number: int
    revision: int
    whole: Rendered
    said: PrintRecord
    again: bool
    changed: tuple[int, ...] = ()
    places: tuple[Place, ...] = ()
    boxes: tuple[MissingGlyph, ...] = ()

    @property
    def total(self) -> int:
        """How many pages the whole edition has."""
        return self.whole.pages

    @cached_property
    def record(self) -> PrintRecord:
        """What the plan keeps of it; pages are read only now, most previews are not kept."""
        return replace(self.said, pages=fingerprints(self.whole.pdf, self.whole.inks))
