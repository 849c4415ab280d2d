"""What compiling gives: a typed function of the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from wizard.rules.operand import Facts
from wizard.rules.types import Type


class Expression:
    """A compiled expression: call it with an environment.

    Values in the environment, and results: ``bool``; ``Decimal`` (money in yuan,
    percent in points); ``str`` for a choice or text; ``frozenset[str]`` for choices;
    ``date``; for a table a tuple of mappings from column to value. ``None`` or a
    missing name is unknown, and so is a result of ``None``.

    Attributes:
        source: its text.
        type: of its result.
        names: every name it reads; a column as ``table.column``.
        run: what a call does, for loops where each call counts.
        facts: what ``reach`` needs to know.
    """

    __slots__ = ("facts", "names", "run", "source", "type")

    def __init__(
        self,
        source: str,
        type_: Type,
        names: Iterable[str],
        run: Callable[[Mapping[str, Any]], Any],
        facts: Facts,
    ) -> None:
        self.source = source
        self.type = type_
        self.names = frozenset(names)
        self.run = run
        self.facts = facts

    def __call__(self, env: Mapping[str, object]) -> object | None:
        """Return the value in ``env``, or ``None`` where that is unknown."""
        value: object | None = self.run(env)
        return value

    def __repr__(self) -> str:
        return f"Expression({self.source!r})"
