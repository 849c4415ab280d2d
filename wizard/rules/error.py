"""Mistakes in an expression, told by code and position."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wizard.errors import Place, Problem


class RuleError(Exception):
    """An expression cannot be used.

    Attributes:
        key: text catalogue key of the sentence, for example ``rules.unknown_name``.
        params: values for the placeholders of the sentence and of the hint.
        start: where the mistake begins in the source, 0-based, counted in characters.
        end: where it ends; never before ``start``.
        hint: text catalogue key of the way out, if there is one worth saying.
        path: where in nested lists of conditions the source stands; empty for one line.
    """

    def __init__(
        self, key: str, start: int = 0, end: int = 0, *, hint: str | None = None, **params: Any
    ) -> None:
        super().__init__(key, params)
        self.key = key
        self.params = params
        self.start = start
        self.end = max(start, end)
        self.hint = hint
        self.path: tuple[str | int, ...] = ()

    def problem(self, place: Place) -> Problem:
        """Return the same as a problem at ``place``."""
        return Problem(place, self.key, self.params, self.hint)


class CircleError(RuleError):
    """Names depend on each other in a circle.

    Attributes:
        circle: the names on the way round; the first is repeated at the end.
    """

    def __init__(self, circle: Sequence[str]) -> None:
        super().__init__("rules.circle", circle=" -> ".join(circle))
        self.circle = tuple(circle)
