"""Personas: answers with the findings an author expects of them; the tests of a pack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from wizard.errors import Place, Problem
from wizard.model.answers import Answer
from wizard.model.answers_document import read_answers
from wizard.model.checklist import Checklist
from wizard.model.findings import Verdict
from wizard.packs.files import PackFiles, open_files
from wizard.packs.validating import near_miss
from wizard.strict_yaml import Document, StrictYamlError, load

_KEYS = frozenset({"name", "about", "based_on", "as_of", "answers", "expect"})
_EXPECT_KEYS: dict[str, tuple[type, str]] = {
    "verdict": (str, "packs.wants_text"),
    "can_print_final": (bool, "packs.wants_truth"),
    "figures": (dict, "packs.not_a_map"),
    **dict.fromkeys(("findings", "silent", "missing", "not_sure"), (list, "packs.wants_list")),
}


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
    document: Document | None = None

    def expected_at(self, field: str, name: str = "") -> Place:
        """Return where an expectation stands, or the name in its list."""
        if self.document is None:
            return self.place
        raw: Any = self.document.value
        names = raw["expect"].get(field) if isinstance(raw.get("expect"), dict) else None
        more: tuple[str | int, ...] = ()
        if isinstance(names, list) and name in names:
            more = (names.index(name),)
        elif isinstance(names, dict) and name in names:
            more = (name,)
        return self.document.place(("expect", field, *more))


def read_personas(path: Path, checklist: Checklist) -> tuple[list[Persona], list[Problem]]:
    """Read every persona of the pack at ``path``.

    Returns:
        The personas that could be read, by file name, and every problem.
    """
    return personas_of(open_files(path), None, checklist)


def personas_of(
    files: PackFiles, base: PackFiles | None, checklist: Checklist
) -> tuple[list[Persona], list[Problem]]:
    """Read every persona among the files of a pack.

    Args:
        files: of the pack.
        base: of the pack that it extends, whose personas its own may build on.
        checklist: what the answers are to.
    """
    reader = _Reader(files, base, checklist)
    names = reader.names(files)
    personas = [one for name in names if (one := reader.persona(name)) is not None]
    return personas, reader.problems


class _Reader:
    def __init__(self, files: PackFiles, base: PackFiles | None, checklist: Checklist) -> None:
        self.files = files
        self.base = base
        self.checklist = checklist
        self.problems: list[Problem] = []
        self.read: dict[str, Persona | None] = {}

    def names(self, files: PackFiles | None) -> list[str]:
        """Return the ids of all personas of a pack."""
        return [PurePosixPath(name).stem for name in files.names("personas")] if files else []

    def persona(self, name: str) -> Persona | None:
        """Read one persona, and before it the one it is based on."""
        if name not in self.read:
            self.read[name] = None
            self.read[name] = self._persona(name)
        return self.read[name]

    def _persona(self, name: str) -> Persona | None:
        file = f"personas/{name}.yaml"
        files = self.files if name in self.names(self.files) or self.base is None else self.base
        path = f"{files.label}/{file}"
        try:
            document = load(files.read(file) or b"", path)
        except StrictYamlError as error:
            self.problems.append(error.problem)
            return None
        except OSError as error:
            params = {"name": file, "reason": error.strerror or str(error)}
            self.problems.append(Problem(Place(path), "packs.file_unreadable", params))
            return None
        raw = document.value
        if not isinstance(raw, dict):
            self.problems.append(document.problem((), "packs.not_a_map"))
            return None
        for key in sorted(raw.keys() - _KEYS):
            params, hint = near_miss(key, _KEYS)
            self.problems.append(
                Problem(document.key_place((key,)), "packs.unknown_key", params, hint)
            )
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
            document=document,
        )

    def _base(self, document: Document, raw: Mapping[str, Any]) -> Mapping[str, Answer]:
        base = raw.get("based_on")
        if base is None:
            return {}
        known = [*self.names(self.files), *self.names(self.base)]
        if base not in known:
            params, hint = near_miss(str(base), known)
            place = document.place(("based_on",))
            self.problems.append(Problem(place, "packs.unknown_persona", params, hint))
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
        if raw is not None and not isinstance(raw, dict):
            self.problems.append(document.problem(("expect",), "packs.not_a_map"))
        if not isinstance(raw, dict):
            return Expectation()
        for key in sorted(raw.keys() - _EXPECT_KEYS.keys()):
            params, hint = near_miss(key, _EXPECT_KEYS)
            place = document.key_place(("expect", key))
            self.problems.append(Problem(place, "packs.unknown_key", params, hint))
        fields: dict[str, Any] = {}
        for key, value in raw.items():
            wanted = _EXPECT_KEYS.get(key)
            if wanted is None:
                continue
            kind, problem = wanted
            texts = not isinstance(value, list) or all(isinstance(one, str) for one in value)
            if key == "verdict" and isinstance(value, str) and value not in list(Verdict):
                params, hint = near_miss(str(value), list(Verdict))
                params |= {"name": key, "expected": ", ".join(Verdict)}
                place = document.place(("expect", key))
                self.problems.append(Problem(place, "packs.not_one_of", params, hint))
            elif isinstance(value, kind) and texts:
                fields[key] = tuple(value) if isinstance(value, list) else value
            else:
                place = document.place(("expect", key))
                self.problems.append(Problem(place, problem, {"name": key}))
        return Expectation(**fields)
