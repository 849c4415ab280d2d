"""Personas: answers with the findings an author expects of them; the tests of a pack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wizard.errors import Place, Problem
from wizard.model.answers import Answer
from wizard.model.answers_document import read_answers
from wizard.model.checklist import Checklist
from wizard.strict_yaml import Document, StrictYamlError, load

_KEYS = frozenset({"name", "about", "based_on", "as_of", "answers", "expect"})
_EXPECT_KEYS = frozenset(
    {"verdict", "can_print_final", "findings", "silent", "missing", "not_sure", "figures"}
)


@dataclass(frozen=True, slots=True)
class Expectation:
    """What has to follow from a persona's answers; None and empty mean not said."""

    verdict: str = ""
    can_print_final: bool | None = None
    findings: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    missing: tuple[str, ...] | None = None
    not_sure: tuple[str, ...] | None = None
    figures: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Persona:
    """A fictional founder with answers and what they should lead to."""

    id: str
    name: str
    about: str
    as_of: dt.date
    answers: Mapping[str, Answer]
    expect: Expectation
    place: Place


def read_personas(folder: Path, checklist: Checklist) -> tuple[list[Persona], list[Problem]]:
    """Read every persona of a pack.

    Returns:
        The personas that could be read, by file name, and every problem.
    """
    reader = _Reader(folder / "personas", checklist)
    personas = [one for name in reader.names() if (one := reader.persona(name)) is not None]
    return personas, reader.problems


class _Reader:
    def __init__(self, folder: Path, checklist: Checklist) -> None:
        self.folder = folder
        self.checklist = checklist
        self.problems: list[Problem] = []
        self.read: dict[str, Persona | None] = {}

    def names(self) -> list[str]:
        """Return the ids of all personas in the folder."""
        if not self.folder.is_dir():
            return []
        return sorted(path.stem for path in self.folder.glob("*.yaml"))

    def persona(self, name: str) -> Persona | None:
        """Read one persona, and before it the one it is based on."""
        if name not in self.read:
            self.read[name] = None
            self.read[name] = self._persona(name)
        return self.read[name]

    def _persona(self, name: str) -> Persona | None:
        path = self.folder / f"{name}.yaml"
        try:
            document = load(path.read_bytes(), str(path))
        except StrictYamlError as error:
            self.problems.append(error.problem)
            return None
        raw = document.value
        if not isinstance(raw, dict):
            self.problems.append(document.problem((), "packs.not_a_map"))
            return None
        for key in raw.keys() - _KEYS:
            place = document.key_place((key,))
            self.problems.append(Problem(place, "packs.unknown_key", {"name": key, "near": ""}))
        answers = self._base(document, raw)
        own, problems = read_answers(self.checklist, document, ("answers",))
        self.problems += problems
        written = raw.get("answers")
        dropped = [
            key
            for key, value in (written.items() if isinstance(written, dict) else ())
            if value is None
        ]
        merged = {**answers, **own}
        for key in dropped:
            merged.pop(key, None)
        return Persona(
            id=name,
            name=str(raw.get("name", name)),
            about=str(raw.get("about", "")),
            as_of=self._day(document, raw),
            answers={one: merged[one] for one in self.checklist.questions if one in merged},
            expect=self._expectation(document, raw.get("expect")),
            place=document.place(),
        )

    def _base(self, document: Document, raw: Mapping[str, Any]) -> Mapping[str, Answer]:
        base = raw.get("based_on")
        if base is None:
            return {}
        if base not in self.names():
            params = {"name": str(base), "near": ""}
            problem = document.problem(("based_on",), "packs.unknown_persona", **params)
            self.problems.append(problem)
            return {}
        persona = self.persona(str(base))
        return persona.answers if persona is not None else {}

    def _day(self, document: Document, raw: Mapping[str, Any]) -> dt.date:
        try:
            return dt.date.fromisoformat(str(raw.get("as_of", "")))
        except ValueError:
            self.problems.append(document.problem(("as_of",), "packs.persona_day"))
            return dt.date(2026, 1, 1)

    def _expectation(self, document: Document, raw: Any) -> Expectation:
        if not isinstance(raw, dict):
            return Expectation()
        for key in raw.keys() - _EXPECT_KEYS:
            place = document.key_place(("expect", key))
            self.problems.append(Problem(place, "packs.unknown_key", {"name": key, "near": ""}))
        fields = {key: value for key, value in raw.items() if key in _EXPECT_KEYS}
        for key, value in fields.items():
            if isinstance(value, list):
                fields[key] = tuple(value)
        return Expectation(**fields)
