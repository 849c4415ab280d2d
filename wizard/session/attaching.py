"""Evidence: what may be attached to an answer, told by its first bytes and never by its name.

Nothing attached is opened, parsed or run here; ``KINDS`` are the first bytes of the three
formats the program can show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from wizard.engine import Evaluation
from wizard.errors import PlanError
from wizard.model.answers import Cell, Evidence
from wizard.session.answering import as_cell
from wizard.session.ranging import Ranging
from wizard.strict_yaml import clean
from wizard.text import words

MOST_FOR_ONE = 5
LONGEST = 200
_PDF_PAGE = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")
KINDS = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"%PDF-": "application/pdf",
}


@dataclass(frozen=True, slots=True)
class Attached:
    """One piece of evidence where it belongs.

    Attributes:
        cell: the answer it backs.
        index: its place among the evidence of that answer.
        evidence: what was said of it.
        present: whether its bytes are in this plan; False for paper.
    """

    cell: Cell
    index: int
    evidence: Evidence
    present: bool


class Attaching(Ranging):
    """The answers of a plan with the evidence that backs them."""

    def attach(self, cell: Cell | str, content: bytes, evidence: Evidence) -> Evaluation:
        """Attach a file to an answer: JPG, PNG or PDF by its first bytes.

        Where the plan is full, files that no answer refers to any more make room.

        Args:
            cell: the answer it backs.
            content: of the file.
            evidence: its name, where it came from, until when it is valid.

        Raises:
            PlanError: another kind of file, too large, too many, or another window's plan.
        """
        self._must_be_ours()
        spot = as_cell(cell)
        name = _line(evidence.name)
        check_count(name, self.current(spot).evidence)
        return self._add_evidence(spot, replace(evidence, sha256=self._keep_file(name, content)))

    def cover(self, cell: Cell | str, index: int, content: bytes, name: str) -> str:
        """Put a picture with covered parts in the place of a piece of evidence, wherever it backs.

        The picture it was made from stays in the plan until it is erased.

        Args:
            cell: an answer it backs.
            index: its place among the evidence of that answer.
            content: of the new picture.
            name: what it is called.

        Returns:
            SHA-256 of the picture it was made from.

        Raises:
            PlanError: too large, or another window's plan.
        """
        self._must_be_ours()
        original = self.current(cell).evidence[index].sha256
        covered = self._keep_file(_line(name), content)
        for one in [one for one in self.attached() if one.evidence.sha256 == original]:
            pieces = list(self.current(one.cell).evidence)
            pieces[one.index] = _said(replace(one.evidence, name=name, sha256=covered))
            self.set_evidence(one.cell, tuple(pieces))
        return original

    def attach_paper(self, cell: Cell | str, evidence: Evidence) -> Evaluation:
        """Note evidence that is on paper, and where it is kept.

        Raises:
            PlanError: the answer has as much evidence as it may, or another window's plan.
        """
        spot = as_cell(cell)
        check_count(evidence.name, self.current(spot).evidence)
        return self._add_evidence(spot, replace(evidence, sha256=""))

    def describe_evidence(self, cell: Cell | str, index: int, evidence: Evidence) -> Evaluation:
        """Say something else of a piece of evidence; its file stays the same."""
        pieces = list(self.current(cell).evidence)
        pieces[index] = replace(_said(evidence), sha256=pieces[index].sha256)
        return self.set_evidence(cell, tuple(pieces))

    def detach(self, cell: Cell | str, index: int) -> Evaluation:
        """Take evidence from an answer; undo brings it back."""
        pieces = self.current(cell).evidence
        return self.set_evidence(cell, pieces[:index] + pieces[index + 1 :])

    def attached(self) -> tuple[Attached, ...]:
        """Return all evidence of answers that are stored, in the order of the checklist."""
        here = {one.sha256 for one in self.plan.evidence_list() if one.present}
        return tuple(
            Attached(cell, index, evidence, evidence.sha256 in here)
            for cell, answer in self.cells()
            for index, evidence in enumerate(answer.evidence)
        )

    @property
    def has_pictures(self) -> bool:
        """Whether a picture is attached to any answer."""
        pictures = {
            one.sha256 for one in self.plan.evidence_list() if one.mime.startswith("image/")
        }
        return any(one.present and one.evidence.sha256 in pictures for one in self.attached())

    def purge_evidence(self) -> int:
        """Let go of files that no answer refers to any more; return the bytes freed.

        Raises:
            PlanError: the plan is edited in another window.
        """
        self._must_be_ours()
        return self.plan.purge_evidence({one.evidence.sha256 for one in self.attached()})

    def _keep_file(self, name: str, content: bytes) -> str:
        mime = kind_of(name, content)
        try:
            kept = self.plan.add_evidence(name, mime, content, now=self.clock())
        except PlanError as error:
            if error.key != "plans.evidence_full" or not self.purge_evidence():
                raise
            kept = self.plan.add_evidence(name, mime, content, now=self.clock())
        return kept.sha256

    def _add_evidence(self, spot: Cell, evidence: Evidence) -> Evaluation:
        return self.set_evidence(spot, (*self.current(spot).evidence, _said(evidence)))


def kind_of(name: str, content: bytes) -> str:
    """Return the MIME type of ``content``.

    Raises:
        PlanError: it is neither JPG nor PNG nor PDF, whatever it is called.
    """
    for start, mime in KINDS.items():
        if content.startswith(start):
            return mime
    raise PlanError("plans.evidence_kind", name=name)


def pdf_pages(content: bytes) -> int | None:
    """Return how many pages a PDF seems to have; None where its page tree is packed.

    Marks are counted, nothing is parsed or unpacked.
    """
    return len(_PDF_PAGE.findall(content)) or None


def check_count(name: str, others: tuple[Evidence, ...]) -> None:
    """Refuse more evidence than one answer may have.

    Raises:
        PlanError: the answer has as much as it may.
    """
    if len(others) >= MOST_FOR_ONE:
        raise PlanError("plans.evidence_count", name=name, limit=MOST_FOR_ONE)


def _said(evidence: Evidence) -> Evidence:
    name = _line(evidence.name) or words("zh")("plans.evidence_unnamed")
    return replace(evidence, name=name, where=_line(evidence.where))


def _line(text: str) -> str:
    """Return a name or place as it is kept: one line, no invisible characters."""
    return " ".join(clean(text).split())[:LONGEST]
