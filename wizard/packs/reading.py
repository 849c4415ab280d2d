"""Read the files of a pack into a checklist; every mistake becomes a problem at its place."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from wizard.errors import PackError, Place, Problem
from wizard.model.checklist import (
    Agreement,
    Area,
    Checklist,
    Rule,
    Source,
    Term,
    Threshold,
    Topic,
)
from wizard.model.questions import Question
from wizard.packs.texts import Translations, localise, localise_question
from wizard.strict_yaml import Document, StrictYamlError, load
from wizard.strict_yaml import Path as ValuePath

_ModelT = TypeVar("_ModelT", bound=BaseModel)
_QUESTION: TypeAdapter[Any] = TypeAdapter(Question)
_KINDS = frozenset(
    ("yes_no", "one_of", "many_of", "number", "money", "percent")
    + ("date", "text", "long_text", "table")
)
_MOST_FILES = 200
_PACK_KEYS = {
    "id",
    "version",
    "title",
    "author",
    "languages",
    "areas",
    "candidates",
    "chosen",
    "agreements",
}


@dataclass(slots=True)
class Origin:
    """Where a part of the checklist stands: its file, and its path in it."""

    document: Document
    path: ValuePath

    def place(self, *more: str | int, offset: int = 0) -> Place:
        """Return the place of a part below."""
        return self.document.place((*self.path, *more), offset)


@dataclass(slots=True)
class Reading:
    """What was read of a pack, and everything wrong with it.

    Attributes:
        folder: the pack's folder.
        checklist: the checklist, None if its parts do not make one.
        problems: mistakes that keep the pack from being used.
        remarks: what should be mended but harms nothing: missing translations.
        origins: where each part stands: by ``("question", id)``, ``("column", table, id)``,
            ``("rule", id)``, ``("topic", id)``, ``("agreement", id)``.
        digest: sha256 over names and bytes of all files read.
    """

    folder: Path
    checklist: Checklist | None = None
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    origins: dict[tuple[str, ...], Origin] = field(default_factory=dict)
    translations: Translations = field(default_factory=Translations)
    digest: str = ""


def read_folder(folder: Path) -> Reading:
    """Read all files of a pack.

    Raises:
        PackError: the folder, or its ``pack.yaml``, is not there at all.
    """
    if not (folder / "pack.yaml").is_file():
        raise PackError("packs.no_pack", path=str(folder))
    return _Reader(folder).read()


class _Reader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reading = Reading(folder)
        self.hash = hashlib.sha256()
        self.seen: dict[str, Place] = {}

    def read(self) -> Reading:
        pack = self._file("pack.yaml")
        if pack is None or not isinstance(pack.value, dict):
            if pack is not None:
                self._problem(pack.place(), "packs.not_a_map")
            return self.reading
        head = pack.value
        self._check_head(pack, head)
        languages = [str(one) for one in _list(head.get("languages"))] or ["zh"]
        self.source = languages[0]
        self.reading.translations = self._translations(languages[1:])
        fields: dict[str, Any] = {
            key: head[key]
            for key in ("id", "version", "author", "candidates", "chosen")
            if key in head
        }
        texts = self.reading.translations
        fields["title"] = localise(head.get("title", ""), self.source, texts, ("pack", "title"))
        fields["languages"] = languages
        fields["areas"] = self._areas(pack, head)
        fields["agreements"] = self._agreements(pack, head)
        fields["rules"] = self._rules()
        fields["sources"] = self._named("sources", Source, ("title", "article", "note", "lookup"))
        fields["values"] = self._named("values", Threshold, ("title",))
        fields["terms"] = self._named("terms", Term, ("term", "meaning"))
        if fields["areas"] and not self.reading.problems:
            self.reading.checklist = self._build(Checklist, fields, Origin(pack, ()), {})
        self.reading.digest = self.hash.hexdigest()
        return self.reading

    def _file(self, name: str, *, required: bool = True) -> Document | None:
        path = self.folder / name
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            if required:
                self._problem(Place(name), "packs.file_missing", name=name)
            return None
        except OSError as error:
            reason = error.strerror or str(error)
            self._problem(Place(name), "packs.file_unreadable", name=name, reason=reason)
            return None
        self.hash.update(name.encode() + b"\0" + len(data).to_bytes(8, "big") + data)
        try:
            return load(data, str(path))
        except StrictYamlError as error:
            self.reading.problems.append(error.problem)
            return None

    def _problem(self, place: Place, key: str, *, hint: str | None = None, **params: Any) -> None:
        self.reading.problems.append(Problem(place, key, params, hint))

    def _check_head(self, pack: Document, head: Mapping[str, Any]) -> None:
        for key in head:
            if key not in _PACK_KEYS:
                self._unknown_key(Origin(pack, ()), key, _PACK_KEYS)

    def _unknown_key(self, origin: Origin, key: str, known: set[str]) -> None:
        near = difflib.get_close_matches(key, known, 1, 0.6)
        place = origin.document.key_place((*origin.path, key))
        hint = "packs.did_you_mean" if near else None
        self._problem(place, "packs.unknown_key", hint=hint, name=key, near="".join(near))

    def _translations(self, languages: list[str]) -> Translations:
        texts = Translations()
        for language in languages:
            names = [f"translations/{language}.yaml"]
            inner = self.folder / "translations" / language
            if inner.is_dir():
                files = sorted(one.name for one in inner.iterdir() if one.suffix == ".yaml")
                names += [f"translations/{language}/{one}" for one in files[:_MOST_FILES]]
            for name in names:
                document = self._file(name, required=False)
                if document is not None:
                    texts.add(language, Path(name).stem, document)
        return texts

    def _areas(self, pack: Document, head: Mapping[str, Any]) -> list[Area]:
        areas: list[Area] = []
        for index, name in enumerate(_list(head.get("areas"))):
            if not isinstance(name, str) or not name.replace("_", "").isalnum():
                self._problem(pack.place(("areas", index)), "packs.bad_id", name=str(name))
                continue
            document = self._file(f"{name}.yaml")
            if document is None:
                continue
            area = self._area(document, name)
            if area is not None:
                areas.append(area)
        if not areas and not self.reading.problems:
            self._problem(pack.place(("areas",)), "packs.no_areas")
        return areas

    def _area(self, document: Document, name: str) -> Area | None:
        raw = document.value
        if not isinstance(raw, dict):
            self._problem(document.place(), "packs.not_a_map")
            return None
        origin = Origin(document, ())
        texts = self.reading.translations
        fields: dict[str, Any] = dict(raw)
        for text in ("title", "lead"):
            if text in fields:
                fields[text] = localise(fields[text], self.source, texts, ("areas", name, text))
        fields["topics"] = [
            topic
            for index, one in enumerate(_list(raw.get("topics")))
            if (topic := self._topic(document, index, one)) is not None
        ]
        if raw.get("id") != name:
            self._problem(document.place(("id",)), "packs.area_id", name=name)
        return self._build(Area, fields, origin, raw) if fields["topics"] else None

    def _topic(self, document: Document, index: int, raw: Any) -> Topic | None:
        origin = Origin(document, ("topics", index))
        if not isinstance(raw, dict):
            self._problem(origin.place(), "packs.not_a_map")
            return None
        topic_id = str(raw.get("id", ""))
        self.reading.origins["topic", topic_id] = origin
        texts = self.reading.translations
        fields: dict[str, Any] = dict(raw)
        for text in ("title", "lead"):
            if text in fields:
                path = ("topics", topic_id, text)
                fields[text] = localise(fields[text], self.source, texts, path)
        fields["questions"] = [
            question
            for position, one in enumerate(_list(raw.get("questions")))
            if (question := self._question(origin, position, one)) is not None
        ]
        complete = len(fields["questions"]) == len(_list(raw.get("questions")))
        return self._build(Topic, fields, origin, raw) if complete else None

    def _question(self, topic: Origin, position: int, raw: Any) -> Any:
        origin = Origin(topic.document, (*topic.path, "questions", position))
        if not isinstance(raw, dict):
            self._problem(origin.place(), "packs.not_a_map")
            return None
        question_id = str(raw.get("id", ""))
        self._once(question_id, origin.place("id"))
        self.reading.origins["question", question_id] = origin
        for index, column in enumerate(_list(raw.get("columns"))):
            if isinstance(column, dict):
                below = Origin(origin.document, (*origin.path, "columns", index))
                self.reading.origins["column", question_id, str(column.get("id", ""))] = below
        fields = localise_question(raw, self.source, self.reading.translations)
        return self._validated(lambda: _QUESTION.validate_python(fields), origin, raw)

    def _once(self, name: str, place: Place) -> None:
        if name in self.seen:
            first = self.seen[name]
            self._problem(place, "packs.twice", name=name, first=str(first))
        self.seen[name] = place

    def _agreements(self, pack: Document, head: Mapping[str, Any]) -> list[Agreement]:
        found: list[Agreement] = []
        for index, raw in enumerate(_list(head.get("agreements"))):
            origin = Origin(pack, ("agreements", index))
            agreement = self._texted(Agreement, raw, origin, "agreements", ("title", "lead"))
            if agreement is not None:
                self.reading.origins["agreement", agreement.id] = origin
                found.append(agreement)
        return found

    def _rules(self) -> list[Rule]:
        document = self._file("rules.yaml", required=False)
        if document is None or not isinstance(document.value, dict):
            return []
        found: list[Rule] = []
        for index, raw in enumerate(_list(document.value.get("rules"))):
            origin = Origin(document, ("rules", index))
            rule = self._texted(Rule, raw, origin, "rules", ("say", "do"))
            if rule is not None:
                self._once(rule.id, origin.place("id"))
                self.reading.origins["rule", rule.id] = origin
                found.append(rule)
        return found

    def _texted(
        self, model: type[_ModelT], raw: Any, origin: Origin, section: str, texts: tuple[str, ...]
    ) -> _ModelT | None:
        if not isinstance(raw, dict):
            self._problem(origin.place(), "packs.not_a_map")
            return None
        fields = dict(raw)
        for text in texts:
            if text in fields:
                path = (section, str(raw.get("id", "")), text)
                fields[text] = localise(fields[text], self.source, self.reading.translations, path)
        return self._build(model, fields, origin, raw)

    def _named(
        self, section: str, model: type[_ModelT], texts: tuple[str, ...]
    ) -> dict[str, _ModelT]:
        document = self._file(f"{section}.yaml", required=False)
        if document is None or document.value is None:
            return {}
        raw = document.value.get(section) if isinstance(document.value, dict) else None
        if not isinstance(raw, dict):
            self._problem(document.place(), "packs.section_missing", name=section)
            return {}
        found: dict[str, _ModelT] = {}
        for name, one in raw.items():
            origin = Origin(document, (section, name))
            with_id = dict(one) if isinstance(one, dict) else one
            if isinstance(with_id, dict):
                for text in texts:
                    if text in with_id:
                        path = (section, name, text)
                        with_id[text] = localise(
                            with_id[text], self.source, self.reading.translations, path
                        )
            built = self._build(model, with_id, origin, one)
            if built is not None:
                self.reading.origins[section, name] = origin
                found[name] = built
        return found

    def _build(self, model: type[_ModelT], fields: Any, origin: Origin, raw: Any) -> _ModelT | None:
        built: _ModelT | None = self._validated(lambda: model.model_validate(fields), origin, raw)
        return built

    def _validated(self, validate: Any, origin: Origin, raw: Any) -> Any:
        try:
            return validate()
        except ValidationError as error:
            for one in error.errors(include_url=False):
                self._schema_problem(one, origin, raw)
            return None

    def _schema_problem(self, error: Any, origin: Origin, raw: Any) -> None:
        path = tuple(_known_path(error["loc"], raw))
        name = ".".join(str(part) for part in path) or "?"
        context = error.get("ctx", {})
        kind = error["type"]
        place = origin.place(*path)
        if kind == "extra_forbidden":
            place = origin.document.key_place((*origin.path, *path))
            self._problem(place, "packs.unknown_key", name=str(error["loc"][-1]), near="")
        elif kind == "missing":
            self._problem(place, "packs.missing_key", name=str(error["loc"][-1]))
        elif kind in ("literal_error", "enum", "union_tag_invalid"):
            expected = str(context.get("expected") or context.get("expected_tags", ""))
            self._problem(place, "packs.not_one_of", name=name, expected=expected)
        elif kind == "union_tag_not_found":
            self._problem(place, "packs.missing_key", name="kind")
        elif kind == "too_long" and path[-1:] == ("questions",):
            self._problem(place, "packs.too_many_questions", limit=context.get("max_length"))
        else:
            self._problem(place, "packs.does_not_fit", name=name, detail=error["msg"])


def _list(raw: Any) -> list[Any]:
    return raw if isinstance(raw, list) else []


def _known_path(location: tuple[str | int, ...], raw: Any) -> Iterator[str | int]:
    """Follow pydantic's location as far as the file goes, without the tags of unions."""
    for part in location:
        below = _below(raw, part)
        if below is not None:
            yield part
            raw = below
        elif part not in _KINDS:
            yield part
            return


def _below(raw: Any, part: str | int) -> Any:
    if isinstance(raw, dict):
        return raw.get(part)
    if isinstance(raw, list) and isinstance(part, int) and part < len(raw):
        return raw[part]
    return None
