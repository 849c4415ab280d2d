"""Text that is being typed into an open plan and is no answer yet.

A text stands at a *place*: the name of its field. ``weekly_hours`` is a question,
``platforms.2.name`` a cell with rows counted from 1, ``weekly_hours.note`` something beside
an answer, ``clause:<agreement>:<code>`` a clause. A text is *left* if it was typed before
the plan was opened and nobody has gone on with it since: it is shown again, and nothing
else is done with it. It is over as soon as its place holds another answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wizard.model.answers import NOTHING, Answer, Cell, Row
from wizard.model.formats import begins_identity_number
from wizard.plans.store import PlanFile
from wizard.plans.unfinished import LONGEST, MOST, Note, NoteWriter, read_note
from wizard.session.own_clauses import clause_of

PAPER = "evidence.where"
"""Part of an answer: where a paper is kept that is still to be added to its evidence."""
_PIECE = re.compile(r"evidence\.([1-9][0-9]?)\.(name|where|valid_until)")
_RANGE = {"low": ("low", "low_text"), "high": ("high", "high_text")}


@dataclass(frozen=True, slots=True)
class Place:
    """A place taken apart.

    Attributes:
        cell: the answer it belongs to.
        part: what of that answer: empty for what was answered, else ``note``, ``low``,
            ``evidence.1.where`` and so on.
    """

    cell: Cell
    part: str = ""

    def __str__(self) -> str:
        return f"{self.cell}.{self.part}" if self.part else str(self.cell)


def read_place(place: str) -> Place | None:
    """Take a place apart; None for that of a clause, which is no answer."""
    if clause_of(place) is not None:
        return None
    question, _, rest = place.partition(".")
    row, _, inside = rest.partition(".")
    if not row.isdecimal():
        return Place(Cell(question), rest)
    column, _, part = inside.partition(".")
    return Place(Cell(question, int(row) - 1, column), part)


class Unfinished:
    """The texts of one open plan that are typed and not entered."""

    def __init__(
        self,
        plan: PlanFile,
        answers: Mapping[str, Answer],
        ours: Callable[[], bool] | None,
    ) -> None:
        """Take up what was left of ``plan``.

        Args:
            plan: the open plan.
            answers: its answers.
            ours: whether it is still edited here; None for one that is only read, of which
                nothing is taken up or kept.
        """
        self._plan, self._answers = plan, answers
        self._writer: NoteWriter | None = None
        self._typed: dict[str, str] = {}
        self._left: dict[str, str] = {}
        if ours is not None:
            note = read_note(plan.path, plan.plan_id)
            self._left = _still_open(plan, note)
            self._writer = NoteWriter(
                plan.path, plan.plan_id, settled=lambda: not plan.pending, ours=ours
            )
            if note.texts:
                self._keep()

    @property
    def left(self) -> Mapping[str, str]:
        """Texts of last time that nobody has gone on with, by place."""
        return dict(self._left)

    def left_at(self, place: str) -> str | None:
        """Return the text of last time at ``place``, if nobody has gone on with it."""
        return self._left.get(place)

    def keep(self, place: str, text: str) -> None:
        """Keep what is typed at ``place`` so far; never waits for the disk.

        The beginning of an identity card number is not kept, as the whole is not stored.
        """
        if self._writer is None:
            return
        self._left.pop(place, None)
        self._typed.pop(place, None)
        if text and len(self._typed) < MOST and not begins_identity_number(text):
            self._typed[place] = text[:LONGEST]
        self._keep()

    def set_down(self, place: str) -> None:
        """Make what is typed at ``place`` a text that was left: its field is made anew."""
        if place in self._typed:
            self._left[place] = self._typed.pop(place)

    def drop(self, place: str) -> None:
        """Forget what was typed at ``place``: it was entered, or is not wanted."""
        if place in self._typed or place in self._left:
            self._typed.pop(place, None)
            self._left.pop(place, None)
            self._keep()

    def follow(self, answers: Mapping[str, Answer], *, entered: bool = True) -> None:
        """Take note of changed answers: what was entered is over, rows may have moved.

        Args:
            answers: all of them, as they are now.
            entered: somebody answered; otherwise they came back from the history.
        """
        before, self._answers = self._answers, answers
        if not (self._typed or self._left):
            return
        self._typed = followed(self._typed, before, answers, entered=entered)
        self._left = followed(self._left, before, answers, entered=entered)
        self._keep()

    def close(self) -> None:
        """Let go; what was left and never gone on with is there next time."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _keep(self) -> None:
        if self._writer is not None:
            self._writer.keep(Note(self._plan.revision, {**self._left, **self._typed}))


def followed(
    texts: Mapping[str, str],
    before: Mapping[str, Answer],
    after: Mapping[str, Answer],
    *,
    entered: bool = True,
) -> dict[str, str]:
    """Return the texts that are still unfinished after the answers changed, where they are now.

    A text goes with its row or its piece of evidence, and with that it is gone.
    """
    kept = {}
    for name, text in texts.items():
        place = read_place(name)
        if place is None:
            kept[name] = text
            continue
        old = before.get(place.cell.question, NOTHING)
        new = after.get(place.cell.question, NOTHING)
        moved = _moved(place.cell, _rows(old), _rows(new), entered=entered)
        if moved is None:
            continue
        was, now = _at(place.cell, old), _at(moved, new)
        part = _part_now(place.part, was, now)
        if part is not None and _said(was, place.part) == _said(now, part):
            kept[str(Place(moved, part))] = text
    return kept


def _still_open(plan: PlanFile, note: Note) -> dict[str, str]:
    """Return what of a note was not entered after it was written."""
    entered = {one.question for one in plan.history(note.revision)}
    kept = {}
    for name, text in note.texts.items():
        place = read_place(name)
        if (place.cell.question if place is not None else name) not in entered:
            kept[name] = text
    return kept


def _moved(
    cell: Cell, before: tuple[Row, ...], after: tuple[Row, ...], *, entered: bool
) -> Cell | None:
    """Return where the row of ``cell`` is now; None if it is gone."""
    row = cell.row
    if row is None:
        return cell
    if row >= len(before):
        # The empty row below the table becomes one of its rows when something is entered
        # into it; otherwise it moves with the end of the table.
        became = entered and row < len(after)
        return cell if became else Cell(cell.question, len(after), cell.column)
    if row < len(after) and after[row] == before[row]:
        return cell
    if before[row] in after:
        return Cell(cell.question, after.index(before[row]), cell.column)
    return cell if len(after) >= len(before) else None


def _rows(answer: Answer) -> tuple[Row, ...]:
    value = answer.value
    if not isinstance(value, tuple):
        return ()
    return tuple(row for row in value if not isinstance(row, str))


def _at(cell: Cell, answer: Answer) -> Answer:
    if cell.row is None:
        return answer
    rows = _rows(answer)
    return rows[cell.row].get(cell.column, NOTHING) if cell.row < len(rows) else NOTHING


def _said(answer: Answer, part: str) -> object:
    """Return what of an answer a text of ``part`` would change."""
    if not part:
        return answer.value, answer.not_sure, answer.text
    if part in _RANGE:
        return tuple(getattr(answer, name) for name in _RANGE[part])
    piece = _PIECE.fullmatch(part)
    if piece is not None:
        return getattr(answer.evidence[int(piece[1]) - 1], piece[2], None)
    if part == PAPER:
        return sum(not one.sha256 for one in answer.evidence)
    return getattr(answer, part, None)


def _part_now(part: str, was: Answer, now: Answer) -> str | None:
    """Return which part of an answer ``part`` is now; None if its piece of evidence is gone."""
    found = _PIECE.fullmatch(part)
    if found is None:
        return part
    place, what = int(found[1]) - 1, found[2]
    if place >= len(was.evidence):
        return None
    piece = was.evidence[place]
    if piece in now.evidence:
        place = now.evidence.index(piece)
    elif len(now.evidence) != len(was.evidence):
        return None
    return f"evidence.{place + 1}.{what}"
