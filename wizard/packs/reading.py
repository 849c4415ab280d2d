"""Read the files of a pack into a checklist; every mistake becomes a problem at its place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final, TypeVar

from pydantic import BaseModel, TypeAdapter

from wizard.errors import Place
from wizard.model.checklist import Agreement, Area, Checklist, Rule, Source, Term, Threshold, Topic
from wizard.model.questions import Question
from wizard.packs.changes import Changes
from wizard.packs.files import HEAD, PackFiles
from wizard.packs.origins import Origin, Reading
from wizard.packs.templates import read_templates, template_files
from wizard.packs.texts import Translations, localise, localise_question
from wizard.packs.validating import near_miss, stray_keys, validated
from wizard.strict_yaml import Document, StrictYamlError, load

_ModelT = TypeVar("_ModelT", bound=BaseModel)
_QUESTION: TypeAdapter[Any] = TypeAdapter(Question)
_ID: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")
_FIELDS: Final = ("id", "version", "author", "candidates", "chosen")
_HEAD_KEYS: Final = (*_FIELDS, "title", "languages", "areas", "agreements", "extends")
_CHANGES: Final = "changes.yaml"


@dataclass(frozen=True, slots=True)
class _Layer:
    """The files of one pack: the extended one, or the pack itself."""

    files: PackFiles
    pack: Document
    head: Mapping[str, Any]
    own: bool


def read_files(files: PackFiles, base: PackFiles | None) -> Reading:
    """Read all files of a pack.

    Args:
        files: of the pack.
        base: of the pack that it extends, if it says that it extends one.
    """
    return _Reader(files, base).read()


class _Reader:
    def __init__(self, files: PackFiles, base: PackFiles | None) -> None:
        self.reading = Reading(files, base)
        self.hash = hashlib.sha256()
        self.seen: dict[tuple[str, str], Place] = {}
        self.layers: list[_Layer] = []
        self.broken: set[str] = set()
        self.source = "zh"
        self.changes = Changes(self.reading, None)

    def read(self) -> Reading:
        base = self._layer(self.reading.base, own=False) if self.reading.base else None
        own = self._layer(self.reading.files, own=True)
        self.layers = [layer for layer in (base, own) if layer is not None]
        if own is not None:
            self._read(own, base)
        self.reading.digest = self.hash.hexdigest()
        return self.reading

    def _layer(self, files: PackFiles, *, own: bool) -> _Layer | None:
        pack = self._file(files, HEAD)
        if pack is None:
            return None
        if not isinstance(pack.value, dict):
            self.reading.problem(pack.place(), "packs.not_a_map")
            return None
        stray_keys(pack, _HEAD_KEYS, self.reading)
        return _Layer(files, pack, pack.value, own)

    def _read(self, own: _Layer, base: _Layer | None) -> None:
        head = {**(base.head if base else {}), **own.head}
        origin = Origin((base or own).pack, ())
        origin.changed = {(key,): (own.pack, (key,)) for key in own.head}
        self.reading.origins["head",] = origin
        if own.head.get("extends") is not None and base is None:
            self._no_base(own)
        languages = [str(one) for one in _list(head.get("languages"))] or ["zh"]
        self.source = languages[0]
        if base is not None and _list(base.head.get("languages"))[:1] != [self.source]:
            self.reading.problem(own.pack.place(("languages",)), "packs.extends_language")
        self._read_translations(languages[1:])
        self._read_templates(languages)
        changes = self._file(own.files, _CHANGES, required=False) if base else None
        self.changes = Changes(self.reading, changes)
        fields: dict[str, Any] = {key: head[key] for key in _FIELDS if key in head}
        if base is not None:
            fields |= {"extends": base.head["id"], "base_version": base.head["version"]}
        texts = self.reading.translations
        fields["title"] = localise(head.get("title", ""), self.source, texts, ("pack", "title"))
        fields["languages"] = languages
        fields["areas"] = self._areas()
        fields["agreements"] = self._agreements()
        fields["rules"] = self._rules()
        fields["sources"] = self._named("sources", Source, ("title", "article", "note", "lookup"))
        fields["values"] = self._named("values", Threshold, ("title",))
        fields["terms"] = self._named("terms", Term, ("term", "meaning"))
        self.changes.check_used(self._known())
        if fields["areas"]:
            build = validated(
                lambda: Checklist.model_validate(fields), Origin(own.pack, ()), {}, self.reading
            )
            self.reading.checklist = build

    def _no_base(self, own: _Layer) -> None:
        name = str(own.head["extends"])
        self.reading.problem(own.pack.place(("extends",)), "packs.unknown_base", name=name)
        # Everything else names what stands in the pack that is not there.
        self.reading.unread |= {"areas", "rules", "values", "sources", "terms"}

    def _known(self) -> dict[str, list[str]]:
        known: dict[str, list[str]] = {}
        for key in self.reading.origins:
            known.setdefault(f"{key[0]}s", []).append(key[-1])
        return known

    def _file(self, files: PackFiles, name: str, *, required: bool = True) -> Document | None:
        path = f"{files.label}/{name}"
        section = PurePosixPath(name).stem
        try:
            data = files.read(name)
        except OSError as error:
            reason = error.strerror or str(error)
            self.reading.problem(Place(path), "packs.file_unreadable", name=name, reason=reason)
            self._lose(name, section)
            return None
        if data is None:
            if required:
                self.reading.problem(Place(path), "packs.file_missing", name=name)
                self.reading.unread.add(section)
            return None
        self.hash.update(name.encode() + b"\0" + len(data).to_bytes(8, "big") + data)
        try:
            return load(data, path)
        except StrictYamlError as error:
            self.reading.problems.append(error.problem)
            self._lose(name, section)
            return None

    def _lose(self, name: str, section: str) -> None:
        self.reading.unread.add(section)
        self.broken.add(name)

    def _read_translations(self, languages: list[str]) -> None:
        texts: Translations = self.reading.translations
        for layer in self.layers:
            for language in languages:
                names = [f"translations/{language}.yaml"]
                names += layer.files.names(f"translations/{language}")
                for name in names:
                    document = self._file(layer.files, name, required=False)
                    if document is not None:
                        texts.add(language, PurePosixPath(name).stem, document, own=layer.own)

    def _read_templates(self, languages: list[str]) -> None:
        found = template_files(self.reading, [layer.files for layer in self.layers])
        for _, name, data in found:
            self.hash.update(name.encode() + b"\0" + len(data).to_bytes(8, "big") + data)
        read_templates(self.reading, found, languages)

    def _areas(self) -> list[Area]:
        areas: list[Area] = []
        for layer in self.layers:
            names = layer.head.get("areas")
            for index, name in enumerate(_list(names)):
                place = layer.pack.place(("areas", index))
                if not isinstance(name, str) or not _ID.fullmatch(name):
                    self.reading.problem(place, "packs.bad_id", name=str(name))
                    continue
                document = self._file(layer.files, f"{name}.yaml", required=False)
                if document is None:
                    if f"{name}.yaml" not in self.broken:
                        there = [PurePosixPath(one).stem for one in layer.files.names("")]
                        params, hint = near_miss(name, there)
                        params["name"] = f"{name}.yaml"
                        self.reading.problem(place, "packs.file_missing", hint=hint, **params)
                    self.reading.unread.add("areas")
                    continue
                area = self._area(document, name)
                if area is not None:
                    areas.append(area)
        if not areas and not self.reading.problems:
            self.reading.problem(self.layers[-1].pack.place(("areas",)), "packs.no_areas")
        return areas

    def _area(self, document: Document, name: str) -> Area | None:
        if not isinstance(document.value, dict):
            self.reading.problem(document.place(), "packs.not_a_map")
            self.reading.unread.add("areas")
            return None
        origin = Origin(document, ())
        self._once("area", name, document.place(("id",)))
        self.reading.origins["area", name] = origin
        if document.value.get("id") != name:
            self.reading.problem(document.place(("id",)), "packs.area_id", name=name)
        raw = self.changes.apply(("areas", name), document.value, origin) or {}
        fields = self._localised(raw, ("areas", name), ("title", "lead")) | {"id": name}
        parts = [
            (one, Origin(document, ("topics", index)))
            for index, one in enumerate(_list(raw.get("topics")))
        ]
        parts += [(one, where) for _, one, where in self.changes.added("area", name)]
        fields["topics"] = [
            topic for one, where in parts if (topic := self._topic(one, where)) is not None
        ]
        complete = bool(fields["topics"]) or not parts
        built = self._build(Area, fields, origin, raw) if complete else None
        if built is None:
            inside = [one.id for topic in fields["topics"] for one in topic.questions]
            self.reading.lose("questions", *inside)
        return built

    def _topic(self, raw: Any, origin: Origin) -> Topic | None:
        if not isinstance(raw, dict):
            self.reading.problem(origin.place(), "packs.not_a_map")
            return None
        topic_id = str(raw.get("id", ""))
        self._once("topic", topic_id, origin.place("id"))
        self.reading.origins["topic", topic_id] = origin
        raw = self.changes.apply(("topics", topic_id), raw, origin) or {}
        fields = self._localised(raw, ("topics", topic_id), ("title", "lead"))
        parts = [
            (one, Origin(origin.document, (*origin.path, "questions", position)))
            for position, one in enumerate(_list(raw.get("questions")))
        ]
        for after, one, where in self.changes.added("topic", topic_id):
            ids = [part.get("id") if isinstance(part, dict) else None for part, _ in parts]
            if after and after not in ids:
                params, hint = near_miss(after, [str(name) for name in ids])
                place = where.document.place((*where.path[:2], "after"))
                self.reading.problem(place, "packs.nothing_to_change", hint=hint, **params)
            at = ids.index(after) + 1 if after in ids else len(parts)
            parts.insert(at, (one, where))
        fields["questions"] = [
            question for one, where in parts if (question := self._question(one, where)) is not None
        ]
        complete = bool(fields["questions"]) or not parts
        built = self._build(Topic, fields, origin, raw) if complete else None
        if built is None:
            self.reading.lose("questions", *(one.id for one in fields["questions"]))
        return built

    def _question(self, raw: Any, origin: Origin) -> Any:
        if not isinstance(raw, dict):
            self.reading.problem(origin.place(), "packs.not_a_map")
            return None
        question_id = str(raw.get("id", ""))
        self._once("name", question_id, origin.place("id"))
        self.reading.origins["question", question_id] = origin
        raw = self.changes.apply(("questions", question_id), raw, origin) or {}
        if isinstance(raw.get("columns"), list):
            raw = {**raw, "columns": self._columns(raw["columns"], question_id, origin)}
        fields = localise_question(raw, self.source, self.reading.translations)
        built = validated(lambda: _QUESTION.validate_python(fields), origin, raw, self.reading)
        if built is None:
            self.reading.lose("questions", question_id)
        return built

    def _columns(self, columns: list[Any], table: str, origin: Origin) -> list[Any]:
        found: list[Any] = []
        for index, column in enumerate(columns):
            if isinstance(column, dict):
                column_id = str(column.get("id", ""))
                below = Origin(origin.document, (*origin.path, "columns", index))
                self._once(f"column of {table}", column_id, below.place("id"))
                self.reading.origins["column", table, column_id] = below
                column = self.changes.apply(("columns", table, column_id), column, below)  # noqa: PLW2901 - as changed
                for path, spot in below.changed.items():
                    origin.changed = {**origin.changed, ("columns", index, *path): spot}
            found.append(column)
        return found

    def _once(self, kind: str, name: str, place: Place) -> None:
        first = self.seen.setdefault((kind, name), place)
        if first is not place:
            self.reading.problem(place, "packs.twice", name=name, first=str(first))

    def _agreements(self) -> list[Agreement]:
        found: list[Agreement] = []
        for layer in self.layers:
            for index, raw in enumerate(_list(layer.head.get("agreements"))):
                origin = Origin(layer.pack, ("agreements", index))
                agreement = self._texted(Agreement, raw, origin, "agreements", ("title", "lead"))
                if agreement is not None:
                    found.append(agreement)
        return found

    def _rules(self) -> list[Rule]:
        found: list[Rule] = []
        for layer in self.layers:
            document = self._file(layer.files, "rules.yaml", required=False)
            if document is None or document.value is None:
                continue
            raw = document.value.get("rules") if isinstance(document.value, dict) else None
            if not isinstance(raw, list):
                self.reading.problem(document.place(), "packs.section_missing", name="rules")
                continue
            stray_keys(document, ("rules",), self.reading)
            for index, one in enumerate(raw):
                origin = Origin(document, ("rules", index))
                rule = self._texted(Rule, one, origin, "rules", ("say", "do"))
                if rule is not None:
                    found.append(rule)
        return found

    def _texted(
        self, model: type[_ModelT], raw: Any, origin: Origin, section: str, texts: tuple[str, ...]
    ) -> _ModelT | None:
        if not isinstance(raw, dict):
            self.reading.problem(origin.place(), "packs.not_a_map")
            return None
        name = str(raw.get("id", ""))
        self._once("name" if section == "rules" else section, name, origin.place("id"))
        self.reading.origins[section.removesuffix("s"), name] = origin
        changed = self.changes.apply((section, name), raw, origin)
        if changed is None:
            return None
        fields = self._localised(changed, (section, name), texts)
        built = self._build(model, fields, origin, changed)
        if built is None:
            self.reading.lose(section, name)
        return built

    def _localised(
        self, raw: Mapping[str, Any], path: tuple[str, ...], texts: tuple[str, ...]
    ) -> dict[str, Any]:
        fields = dict(raw)
        for text in texts:
            if text in fields:
                fields[text] = localise(
                    fields[text], self.source, self.reading.translations, (*path, text)
                )
        return fields

    def _named(
        self, section: str, model: type[_ModelT], texts: tuple[str, ...]
    ) -> dict[str, _ModelT]:
        parts: dict[str, tuple[Any, Origin]] = {}
        for layer in self.layers:
            document = self._file(layer.files, f"{section}.yaml", required=False)
            if document is None or document.value is None:
                continue
            raw = document.value.get(section) if isinstance(document.value, dict) else None
            if not isinstance(raw, dict):
                self.reading.problem(document.place(), "packs.section_missing", name=section)
                self.reading.unread.add(section)
                continue
            stray_keys(document, (section,), self.reading)
            for name, one in raw.items():
                if name not in parts and self.changes.misses(
                    document, (section, name), model, parts
                ):
                    self.reading.lose(section, name)
                    continue
                parts[name] = self._over(parts.get(name), one, document, (section, name))
        found: dict[str, _ModelT] = {}
        for name, (one, origin) in parts.items():
            self.reading.origins[section, name] = origin
            fields = self._localised(one, (section, name), texts) if isinstance(one, dict) else one
            built = self._build(model, fields, origin, one)
            if built is None:
                self.reading.lose(section, name)
            else:
                found[name] = built
        return found

    def _over(
        self, below: tuple[Any, Origin] | None, raw: Any, document: Document, path: tuple[str, str]
    ) -> tuple[Any, Origin]:
        """Lay an entry over the one of the same id in the pack that is extended."""
        if below is None or not isinstance(raw, dict) or not isinstance(below[0], dict):
            return raw, Origin(document, path)
        base, origin = below
        for key in raw:
            self.reading.translations.replace((*path, key))
        result = Origin(origin.document, origin.path)
        result.changed = {(key,): (document, (*path, key)) for key in raw}
        return {**base, **raw}, result

    def _build(self, model: type[_ModelT], fields: Any, origin: Origin, raw: Any) -> _ModelT | None:
        return validated(lambda: model.model_validate(fields), origin, raw, self.reading)


def _list(raw: Any) -> list[Any]:
    return raw if isinstance(raw, list) else []
