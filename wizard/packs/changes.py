"""What a pack changes in the pack it extends: ``changes.yaml``.

Fields are replaced one by one, so that a pack that rewords a question keeps its
conditions, and each replaced field is found in the file that replaced it::

    questions:
      weekly_hours: {ask: 每周有几小时？}
      passive_income_motive: {hide: true}
    rules:
      round_the_clock_alone: {severity: info}
    add:
      - topic: time_and_motive
        after: weekly_hours
        questions: [...]
      - area: mindset
        topics: [...]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from pydantic import BaseModel

from wizard.packs.files import HEAD, PackFiles
from wizard.packs.origins import Origin, Reading
from wizard.packs.validating import near_miss, stray_keys
from wizard.strict_yaml import Document, StrictYamlError, load
from wizard.strict_yaml import Path as ValuePath

SECTIONS: Final = ("areas", "topics", "questions", "columns", "rules", "agreements")
_HIDEABLE: Final = frozenset({"topics", "questions", "rules", "agreements"})
_FIXED: Final = frozenset({"id", "kind", "was", "columns", "questions", "topics"})
_MERGED: Final = frozenset({"on_warn", "on_fail", "choices"})
_ADDED: Final = {"topic": "questions", "area": "topics"}
_ADD_KEYS: Final = ("topic", "area", "after", "questions", "topics")


def extended(files: PackFiles) -> str:
    """Return the name of the pack that a pack extends, empty for none or where none can be read."""
    try:
        document = load(files.read(HEAD) or b"", HEAD)
    except (OSError, StrictYamlError):
        return ""
    name = document.value.get("extends") if isinstance(document.value, dict) else None
    return name if isinstance(name, str) else ""


class Changes:
    """The changes one pack makes to another; without a document there are none."""

    def __init__(self, reading: Reading, document: Document | None) -> None:
        self.reading = reading
        self.document = document
        self._used: set[ValuePath] = set()
        self._raw: dict[str, Any] = {}
        if document is None or document.value is None:
            return
        if not isinstance(document.value, dict):
            reading.problem(document.place(), "packs.not_a_map")
            return
        self._raw = dict(document.value)
        stray_keys(document, (*SECTIONS, "add"), reading)
        for path, value, wanted in self._shapes():
            # What has another shape would be passed over without a word.
            if value is not None and not isinstance(value, wanted):
                key = "packs.not_a_map" if wanted is dict else "packs.wants_list"
                reading.problem(document.place(path), key, name=str(path[-1]))

    def _shapes(self) -> Iterator[tuple[ValuePath, object, type]]:
        """Yield what has to be a map or a list: where, what stands there, which of them."""
        for section in SECTIONS:
            yield (section,), self._raw.get(section), dict
        columns = self._raw.get("columns")
        for table, changed in columns.items() if isinstance(columns, dict) else ():
            yield ("columns", table), changed, dict
        yield ("add",), self._raw.get("add"), list
        for index, one in enumerate(_list(self._raw.get("add"))):
            yield ("add", index), one, dict
            for inside in _ADDED.values() if isinstance(one, dict) else ():
                yield ("add", index, inside), one.get(inside), list

    def apply(
        self, path: tuple[str, ...], raw: dict[str, Any], origin: Origin
    ) -> dict[str, Any] | None:
        """Return the part at ``path`` as it is after the changes, or None where it is gone.

        Args:
            path: its section and ids, as in translations.
            raw: the part as the extended pack has it.
            origin: where it stands; learns what was replaced.
        """
        change = self._change(path)
        if change is None or self.document is None:
            return raw
        if change.get("hide") is True and path[0] in _HIDEABLE:
            if path[0] in ("rules", "agreements"):
                return None
            where = self.document.key_place((*path, "hide"))
            self.reading.hidden[path[0], path[-1]] = where
            return {**raw, "when": False}
        changed: dict[ValuePath, tuple[Document, ValuePath]] = {}
        result = dict(raw)
        for key, value in change.items():
            place = (*path, key)
            if key == "hide":
                self._check_hide(path, value)
            elif key not in raw and near_miss(key, ("hide",))[1]:
                params, hint = near_miss(key, ("hide",))
                where = self.document.key_place(place)
                self.reading.problem(where, "packs.unknown_key", hint=hint, **params)
            elif key in _FIXED:
                self.reading.problem(self.document.key_place(place), "packs.fixed_key", name=key)
            elif value is None:
                result.pop(key, None)
            elif key in _MERGED and isinstance(value, dict) and isinstance(raw.get(key), dict):
                result[key] = {**raw[key], **value}
                for inner in value:
                    changed[key, inner] = (self.document, (*place, inner))
                    self.reading.translations.replace((*place, inner))
            else:
                result[key] = value
                changed[key,] = (self.document, place)
                self.reading.translations.replace(place)
        origin.changed = {**origin.changed, **changed}
        return result

    def _check_hide(self, path: tuple[str, ...], value: object) -> None:
        if self.document is None:
            return
        place = (*path, "hide")
        if path[0] not in _HIDEABLE:
            self.reading.problem(
                self.document.key_place(place), "packs.not_hideable", name=path[-1]
            )
        elif not isinstance(value, bool):
            self.reading.problem(self.document.place(place), "packs.wants_truth", name="hide")

    def added(self, kind: str, parent: str) -> list[tuple[str, Any, Origin]]:
        """Return what is added to a topic or an area: after which id, what, and where it stands."""
        found: list[tuple[str, Any, Origin]] = []
        inside = _ADDED[kind]
        for index, one in enumerate(_list(self._raw.get("add"))):
            if self.document is None or not isinstance(one, dict) or one.get(kind) != parent:
                continue
            self._used.add(("add", index))
            for key in one:
                if key not in _ADD_KEYS:
                    params, hint = near_miss(str(key), _ADD_KEYS)
                    place = self.document.key_place(("add", index, key))
                    self.reading.problem(place, "packs.unknown_key", hint=hint, **params)
            for position, raw in enumerate(_list(one.get(inside))):
                origin = Origin(self.document, ("add", index, inside, position))
                found.append((str(one.get("after", "")), raw, origin))
        return found

    def misses(
        self,
        document: Document,
        path: tuple[str, str],
        model: type[BaseModel],
        below: Iterable[str],
    ) -> bool:
        """Report an entry that is half of one: a change of something under another name.

        Args:
            document: where it stands.
            path: its section and id.
            model: what a whole entry has.
            below: ids in the extended pack.
        """
        held: Any = document.value
        entry = held[path[0]][path[1]]
        wanted = {name for name, one in model.model_fields.items() if one.is_required()}
        params, hint = near_miss(path[1], below)
        if not self.reading.base or hint is None or not isinstance(entry, dict):
            return False
        if wanted <= entry.keys():
            return False
        place = document.key_place(path)
        self.reading.problem(place, "packs.nothing_to_change", hint=hint, **params)
        return True

    def check_used(self, known: Mapping[str, list[str]]) -> None:
        """Report every change of something that the extended pack does not have.

        Args:
            known: ids by section, for the hint.
        """
        if self.document is None:
            return
        for section in SECTIONS:
            for path in self._paths(section):
                if path not in self._used:
                    name = str(path[-1])
                    params, hint = near_miss(name, known.get(section, []))
                    place = self.document.key_place(path)
                    self.reading.problem(place, "packs.nothing_to_change", hint=hint, **params)
        for index, one in enumerate(_list(self._raw.get("add"))):
            if ("add", index) not in self._used and isinstance(one, dict):
                kind = "topic" if "topic" in one else "area"
                name = str(one.get(kind, ""))
                params, hint = near_miss(name, known.get(f"{kind}s", []))
                place = self.document.place(("add", index, kind))
                self.reading.problem(place, "packs.nothing_to_change", hint=hint, **params)

    def _change(self, path: tuple[str, ...]) -> dict[str, Any] | None:
        value: Any = self._raw
        for part in path:
            value = value.get(part) if isinstance(value, dict) else None
        if value is None:
            return None
        self._used.add(path)
        if isinstance(value, dict):
            return value
        if self.document is not None:
            self.reading.problem(self.document.place(path), "packs.not_a_map")
        return None

    def _paths(self, section: str) -> list[ValuePath]:
        below = self._raw.get(section)
        if not isinstance(below, dict):
            return []
        if section != "columns":
            return [(section, name) for name in below]
        return [
            (section, table, name)
            for table, columns in below.items()
            for name in (columns if isinstance(columns, dict) else ())
        ]


def _list(raw: Any) -> list[Any]:
    return raw if isinstance(raw, list) else []
