"""The range beside an uncertain number: kept, and noted where it does not count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from wizard.engine import CompiledChecklist, Evaluation
from wizard.model.answers import Cell
from wizard.model.ranges import ENDS, contradictions, read_bound
from wizard.model.reading import Invalid
from wizard.plans.store import PlanFile
from wizard.session.answering import Answering, Clock, as_cell, now


class Ranging(Answering):
    """An open plan whose uncertain numbers lie between two ends."""

    def __init__(self, plan: PlanFile, compiled: CompiledChecklist, clock: Clock = now) -> None:
        self._unread: dict[Cell, dict[str, str]] = {}
        super().__init__(plan, compiled, clock)

    def set_range(self, cell: Cell | str, low: object, high: object) -> Evaluation:
        """Say between which ends a number lies, as typed; a blank end clears it.

        An end beyond the likely number is kept in the plan, one that cannot be read as
        long as the plan is open; ``range_notes`` tells of both.

        Raises:
            PlanError: the plan is edited in another window.
        """
        spot = as_cell(cell)
        question = self.asked(spot)
        bounds, unread = {}, {}
        for end, raw in zip(ENDS, (low, high), strict=True):
            bound = read_bound(question, raw)
            bounds[end] = None if isinstance(bound, Invalid) else bound
            if isinstance(bound, Invalid):
                unread[end] = str(raw)
        self._must_be_ours()
        self._unread[spot] = unread
        return self._put(spot, replace(self.current(spot), low=bounds["low"], high=bounds["high"]))

    def unread_bounds(self, cell: Cell | str) -> Mapping[str, str]:
        """Return what was typed as ``low`` or ``high`` and could not be read."""
        return self._unread.get(as_cell(cell), {})

    def range_notes(self, cell: Cell | str) -> Mapping[str, Invalid]:
        """Tell why ``low`` or ``high`` does not count."""
        spot = as_cell(cell)
        notes = contradictions(self.current(spot))
        for end, typed in self.unread_bounds(spot).items():
            why = read_bound(self.asked(spot), typed)
            if isinstance(why, Invalid):
                notes[end] = why
        return notes

    def _forget_refused(self, table: str) -> None:
        super()._forget_refused(table)
        self._unread = {spot: ends for spot, ends in self._unread.items() if spot.question != table}

    def _reread(self) -> Evaluation:
        self._unread.clear()
        return super()._reread()
