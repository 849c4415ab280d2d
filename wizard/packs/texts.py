"""Texts of a pack together with their translations, found by id."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from wizard.strict_yaml import Document
from wizard.strict_yaml import Path as ValuePath

QUESTION_TEXTS = (
    "ask",
    "label",
    "hint",
    "why",
    "example",
    "whom",
    "ask_them",
    "placeholder",
    "row_word",
    "was_ask",
    "changed",
)
CONSEQUENCES = ("on_warn", "on_fail")


@dataclass(frozen=True, slots=True)
class _File:
    language: str
    stem: str
    document: Document
    own: bool


@dataclass(slots=True)
class Translations:
    """The translation files of a pack, asked by path: ``("questions", id, "ask")``."""

    _files: list[_File] = field(default_factory=list)
    _used: set[tuple[str, ValuePath]] = field(default_factory=set)
    _missing: list[tuple[str, ValuePath]] = field(default_factory=list)
    _replaced: set[ValuePath] = field(default_factory=set)

    def add(self, language: str, stem: str, document: Document, *, own: bool = True) -> None:
        """Take one file.

        Args:
            language: of its texts.
            stem: its area, for the section ``area``.
            document: the file.
            own: whether it belongs to the pack itself, not to the one it extends; its own
                texts win.
        """
        entry = _File(language, stem, document, own)
        if own:
            self._files.insert(sum(one.own for one in self._files), entry)
        else:
            self._files.append(entry)

    def replace(self, path: ValuePath) -> None:
        """Say that a text was rewritten, so that its old translation says something else."""
        self._replaced.add(path)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages there are files for."""
        return tuple(dict.fromkeys(one.language for one in self._files))

    @property
    def missing(self) -> tuple[tuple[str, ValuePath], ...]:
        """Language and path of every text that was asked for and not found."""
        return tuple(self._missing)

    def texts(self, path: ValuePath) -> dict[str, str]:
        """Return the translations of one text by language."""
        found: dict[str, str] = {}
        for language in self.languages:
            located = self._locate(language, path)
            if located is None:
                self._missing.append((language, path))
                continue
            document, inner = located
            self._used.add((document.file, inner))
            value = _at(document.value, inner)
            if isinstance(value, str) and value:
                found[language] = value
        return found

    def place(self, language: str, path: ValuePath) -> tuple[Document, ValuePath] | None:
        """Return the file and path of a translated text."""
        return self._locate(language, path)

    def unused(self) -> Iterator[tuple[Document, ValuePath, list[str]]]:
        """Yield what of the pack's own translations belongs to nothing in it.

        Where nothing in a whole branch belongs anywhere, the branch is named, not its texts.

        Yields:
            The file, the path in it, and the keys that are missing beside it.
        """
        missing = [path for _, path in self._missing]
        for one in self._files:
            if not one.own:
                continue
            used = {path for file, path in self._used if file == one.document.file}
            known = _beginnings([*used, *missing])
            seen: set[ValuePath] = set()
            for path in _leaves(one.document.value, ()):
                if path in used:
                    continue
                branch = _branch(path, known)
                if branch not in seen:
                    seen.add(branch)
                    at = len(branch) - 1
                    near = [str(each[at]) for each in missing if _beside(each, branch)]
                    yield one.document, branch, list(dict.fromkeys(near))

    def _locate(self, language: str, path: ValuePath) -> tuple[Document, ValuePath] | None:
        for one in self._files:
            if one.language != language or (not one.own and self._is_replaced(path)):
                continue
            for inner in _spellings(one.stem, path):
                if isinstance(_at(one.document.value, inner), str):
                    return one.document, inner
        return None

    def _is_replaced(self, path: ValuePath) -> bool:
        return any(path[:length] in self._replaced for length in range(3, len(path) + 1))


def _spellings(stem: str, path: ValuePath) -> Iterator[ValuePath]:
    yield path
    if path[:2] == ("areas", stem):
        yield ("area", *path[2:])


def _beginnings(paths: Iterable[ValuePath]) -> set[ValuePath]:
    return {path[:length] for path in paths for length in range(1, len(path) + 1)}


def _branch(path: ValuePath, known: Collection[ValuePath]) -> ValuePath:
    """Return the shortest beginning of ``path`` that no text of the pack begins with."""
    lengths = range(1, len(path))
    return next((path[:length] for length in lengths if path[:length] not in known), path)


def _beside(missing: ValuePath, branch: ValuePath) -> bool:
    parent = branch[:-1]
    return len(missing) >= len(branch) and missing[: len(parent)] == parent


def _at(value: Any, path: ValuePath) -> Any:
    for part in path:
        if not isinstance(value, dict) or part not in value:
            return None
        value = value[part]
    return value


def _leaves(value: Any, path: ValuePath) -> Iterator[ValuePath]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _leaves(one, (*path, key))
    elif isinstance(value, str):
        yield path


def localise(text: Any, source: str, translations: Translations, path: ValuePath) -> Any:
    """Return ``text`` in every language there is; what is no text is left to the schema."""
    if isinstance(text, dict):
        return text
    if text is None or text == "":
        return None if text is None else {}
    # A text that is all digits reads as a number in YAML.
    return {source: str(text), **translations.texts(path)}


def localise_question(
    raw: Mapping[str, Any], source: str, translations: Translations, table: str = ""
) -> dict[str, Any]:
    """Return the fields of a question, or of a column of ``table``, with localised texts."""
    question_id = str(raw.get("id", ""))
    root: ValuePath = ("columns", table, question_id) if table else ("questions", question_id)
    fields = dict(raw)
    for name in QUESTION_TEXTS:
        if name in fields:
            fields[name] = localise(fields[name], source, translations, (*root, name))
    choices = fields.get("choices")
    if isinstance(choices, dict):
        fields["choices"] = {
            choice: localise(text, source, translations, (*root, "choices", choice))
            for choice, text in choices.items()
        }
    for name in CONSEQUENCES:
        consequence = fields.get(name)
        if isinstance(consequence, dict):
            fields[name] = {
                key: localise(one, source, translations, (*root, name, key))
                if key in ("say", "do")
                else one
                for key, one in consequence.items()
            }
    columns = fields.get("columns")
    if isinstance(columns, list):
        fields["columns"] = [
            localise_question(column, source, translations, question_id)
            if isinstance(column, dict)
            else column
            for column in columns
        ]
    return fields
