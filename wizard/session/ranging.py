"""The range beside an uncertain number: kept, and noted where it does not count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from wizard.engine import Evaluation
from wizard.model.answers import Cell
from wizard.model.formats import holds_identity_number
from wizard.model.plain import LONGEST_NOTE
from wizard.model.ranges import ENDS, Bound, contradictions, read_bound
from wizard.model.reading import Invalid
from wizard.session.answering import Answering, as_cell
from wizard.strict_yaml import clean


class Ranging(Answering):
    """An open plan whose uncertain numbers lie between two ends."""

    def set_range(self, cell: Cell | str, low: object, high: object) -> Evaluation:
        """Say between which ends a number lies, as typed; a blank end clears it.

        An end beyond the likely number is kept, and so is the text of one that cannot be
        read; ``range_notes`` tells of both. An identity card number is not stored at all.

        Raises:
            PlanError: the plan is edited in another window.
        """
        spot = as_cell(cell)
        question = self.asked(spot)
        bounds: dict[str, Bound | None] = {}
        unread: dict[str, str] = {}
        for end, given in zip(ENDS, (low, high), strict=True):
            raw = clean(given) if isinstance(given, str) else given
            bound = read_bound(question, raw)
            bounds[end] = None if isinstance(bound, Invalid) else bound
            typed = clean(str(raw))[:LONGEST_NOTE] if isinstance(bound, Invalid) else ""
            unread[end] = "" if holds_identity_number(typed) else typed
        answer = replace(self.current(spot), low=bounds["low"], high=bounds["high"])
        return self._put(spot, replace(answer, low_text=unread["low"], high_text=unread["high"]))

    def unread_bounds(self, cell: Cell | str) -> Mapping[str, str]:
        """Return what was typed as ``low`` or ``high`` and could not be read."""
        answer = self.current(cell)
        texts = {"low": answer.low_text, "high": answer.high_text}
        return {end: text for end, text in texts.items() if text}

    def range_notes(self, cell: Cell | str) -> Mapping[str, Invalid]:
        """Tell why ``low`` or ``high`` does not count."""
        spot = as_cell(cell)
        notes = contradictions(self.current(spot))
        for end, typed in self.unread_bounds(spot).items():
            why = read_bound(self.asked(spot), typed)
            if isinstance(why, Invalid):
                notes[end] = why
        return notes
