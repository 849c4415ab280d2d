"""What can go wrong around the program, and what a pack author can get wrong.

    WizardError                 a broken surrounding: one clear sentence for the user
    ├── PlanError               a plan file cannot be read, is damaged, foreign or too new
    ├── AnswersError            an answers file is refused; carries every Problem found
    ├── PackError               a pack cannot be used; carries every Problem found
    └── OutputError             something could not be written

A user's mistake in an answer is a value (``wizard.model.kinds.Invalid``), a pack
author's mistake is a ``Problem``; neither is an exception. Anything that is not a
``WizardError`` is our own bug and must surface as a crash report.

Sentences live in the text catalogue: errors carry a key and its parameters and are
phrased at the edge, in the language of whoever reads them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a text file: 1-based line and column, counted in characters."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake of a pack author or of an answers file, at its place.

    Attributes:
        place: where it stands.
        key: text catalogue key of the sentence, for example ``rules.unknown_name``.
        params: values for the placeholders of that sentence and of the hint.
        hint: text catalogue key of the way out, if there is one worth saying.
    """

    place: Place
    key: str
    params: Mapping[str, Any] = field(default_factory=dict)
    hint: str | None = None


class WizardError(Exception):
    """A broken surrounding, told as one sentence.

    Attributes:
        key: text catalogue key of the sentence.
        params: values for its placeholders.
    """

    def __init__(self, key: str, **params: Any) -> None:
        super().__init__(key, params)
        self.key = key
        self.params = params


class PlanError(WizardError):
    """A plan file, or a PDF that should carry a plan, cannot be used."""


class OutputError(WizardError):
    """A file could not be written; nothing half-written is left behind."""


class _ProblemsError(WizardError):
    def __init__(self, key: str, problems: Sequence[Problem] = (), **params: Any) -> None:
        super().__init__(key, **params)
        self.problems = tuple(problems)


class AnswersError(_ProblemsError):
    """An answers file is refused as a whole; ``problems`` names every reason."""


class PackError(_ProblemsError):
    """A pack cannot be used; ``problems`` names every reason."""


def unreadable(path: Path, error: OSError) -> WizardError:
    """Turn the operating system's refusal to read ``path`` into one sentence."""
    if isinstance(error, FileNotFoundError):
        return WizardError("errors.not_found", path=str(path))
    if isinstance(error, IsADirectoryError):
        return WizardError("errors.is_folder", path=str(path))
    if isinstance(error, PermissionError):
        return WizardError("errors.no_permission_read", path=str(path))
    return WizardError("errors.cannot_read", path=str(path), reason=error.strerror or str(error))
