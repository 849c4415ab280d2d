"""Compile the texts of a pack: the expressions in braces, in every language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wizard.engine import CompiledText
from wizard.engine.values import declared_unit
from wizard.errors import Place, Problem
from wizard.model.checklist import Checklist
from wizard.model.findings import PLACEHOLDER
from wizard.model.localised import Localised
from wizard.model.questions import Consequence, Table
from wizard.packs.conditions import Conditions
from wizard.packs.origins import Origin, Reading
from wizard.rules import Expression, Type
from wizard.strict_yaml import Path as ValuePath

_SECTIONS = {
    "question": "questions",
    "column": "columns",
    "rule": "rules",
    "topic": "topics",
    "area": "areas",
    "agreement": "agreements",
}
_BRACE = re.compile("[{}]")
_KINDS = {section: kind for kind, section in _SECTIONS.items()}


class Speaking:
    """Compiles texts and adds what is wrong with them to the reading."""

    def __init__(self, reading: Reading, checklist: Checklist, conditions: Conditions) -> None:
        self.reading = reading
        self.checklist = checklist
        self.conditions = conditions
        self.source = checklist.languages[0]
        self._keys = {id(origin): key for key, origin in reading.origins.items()}

    def said(
        self,
        consequence: Consequence | None,
        name: str,
        origin: Origin,
        field: str,
        names: Mapping[str, Type],
    ) -> CompiledText | None:
        """Compile one text of a consequence."""
        if consequence is None:
            return None
        return self.text(getattr(consequence, name), origin, (field, name), names)

    def text(
        self, text: Localised, origin: Origin, path: tuple[str, ...], names: Mapping[str, Type]
    ) -> CompiledText | None:
        """Compile a text in all its languages."""
        if not text:
            return None
        values: dict[str, Expression] = {}
        for language, words in text.root.items():
            self._check_braces(language, words, origin, path)
            for match in PLACEHOLDER.finditer(words):
                source = match.group(1).strip()
                if source in values:
                    continue
                spot, inner = self._spot(language, origin, path)
                start = match.start(1) + len(match.group(1)) - len(match.group(1).lstrip())
                expression = self.conditions.expression(source, spot, inner, names, offset=start)
                if expression is not None:
                    values[source] = expression
        return CompiledText(
            text,
            values,
            {name: choices for name in values if (choices := self._choices(name, origin))},
            {name: unit for name in values if (unit := self._unit(name, origin))},
        )

    def _check_braces(
        self, language: str, words: str, origin: Origin, path: tuple[str, ...]
    ) -> None:
        """Remark on a brace that would be printed as it stands, since nothing pairs with it."""
        rest = PLACEHOLDER.sub(lambda match: " " * len(match.group()), words)
        lone = _BRACE.search(rest)
        if lone is not None:
            spot, inner = self._spot(language, origin, path)
            place = spot.place(*inner, offset=lone.start())
            self.reading.remarks.append(Problem(place, "packs.lone_brace", {}))

    def written(self, path: ValuePath) -> Place | None:
        """Return where the author's own text of a translation's path stands."""
        section, *rest = path
        kind = _KINDS.get(str(section), str(section))
        for length in (2, 1):
            origin = self.reading.origins.get((kind, *map(str, rest[:length])))
            if origin is not None:
                return origin.place(*rest[length:])
        return None

    def _spot(
        self, language: str, origin: Origin, path: tuple[str, ...]
    ) -> tuple[Origin, tuple[str | int, ...]]:
        """Return where a text stands in one language."""
        key = self._keys.get(id(origin))
        if language != self.source and key is not None:
            root = (_SECTIONS.get(key[0], key[0]), *key[1:])
            found = self.reading.translations.place(language, (*root, *path))
            if found is not None:
                return Origin(found[0], ()), found[1]
        return origin, path

    def _named(self, name: str, origin: Origin) -> Any:
        """Return the question, or the column of the row it is about, that a placeholder names."""
        key = self._keys.get(id(origin), ("",))
        table_id = key[1] if key[0] == "column" else ""
        if key[0] == "rule":
            table_id = next(rule.table for rule in self.checklist.rules if rule.id == key[1])
        table = self.checklist.questions.get(table_id)
        column = table.column(name) if isinstance(table, Table) else None
        return column if column is not None else self.checklist.asked(name)

    def _choices(self, name: str, origin: Origin) -> Mapping[str, Localised]:
        return getattr(self._named(name, origin), "choices", {})

    def _unit(self, name: str, origin: Origin) -> str:
        threshold = self.checklist.values.get(name)
        if threshold is not None:
            return threshold.unit
        question = self._named(name, origin)
        return declared_unit(question) if question is not None else ""
