"""Where a person has been in a plan, and where a detour leads back to."""

from __future__ import annotations

from dataclasses import dataclass, field

from wizard.ui.parts.places import PREVIEW, REVIEW

DETOURS = (REVIEW, PREVIEW)
"""Places from which a question is only visited: next leads back to them."""


@dataclass(slots=True)
class Trail:
    """The steps taken through a plan.

    Attributes:
        origin: the place a question was opened from to be changed, or an empty text.
    """

    origin: str = ""
    _steps: list[tuple[str, str]] = field(default_factory=list)

    def leave(self, place: str, question: str) -> None:
        """Note that a place, with the question in focus there, is left behind."""
        self._steps.append((place, question))

    def visit_from(self, place: str) -> None:
        """Note that a question is opened from ``place``; only a detour has to lead back."""
        if place in DETOURS:
            self.origin = place

    def arrive(self, place: str) -> None:
        """Note where the person is; back at its origin, or at another one, a detour is over."""
        if place in DETOURS:
            self.origin = ""

    def end_detour(self) -> str:
        """Return where the detour leads back to, and forget it."""
        origin, self.origin = self.origin, ""
        return origin

    def back(self) -> tuple[str, str] | None:
        """Return the place and question before this one, if there is one."""
        return self._steps.pop() if self._steps else None
