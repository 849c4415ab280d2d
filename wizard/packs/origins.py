"""What was read of a pack: where each part stands, and everything wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wizard.engine import TemplateText
from wizard.errors import Place, Problem
from wizard.model.checklist import Checklist
from wizard.packs.files import PackFiles
from wizard.packs.texts import Translations
from wizard.strict_yaml import Document
from wizard.strict_yaml import Path as ValuePath


@dataclass(slots=True, eq=False)
class Origin:
    """Where a part of the checklist stands: its file, and its path in it.

    Attributes:
        document: the file.
        path: keys and indexes to the part.
        changed: parts below that another pack replaced, by their path from here.
    """

    document: Document
    path: ValuePath
    changed: Mapping[ValuePath, tuple[Document, ValuePath]] = field(default_factory=dict)

    def at(self, *more: str | int) -> tuple[Document, ValuePath]:
        """Return the file and path of a part below."""
        for length in range(len(more), 0, -1):
            if more[:length] in self.changed:
                document, path = self.changed[more[:length]]
                return document, (*path, *more[length:])
        return self.document, (*self.path, *more)

    def place(self, *more: str | int, offset: int = 0) -> Place:
        """Return the place of a part below."""
        document, path = self.at(*more)
        return document.place(path, offset)

    def key_place(self, *more: str | int) -> Place:
        """Return the place of the key of a part below."""
        document, path = self.at(*more)
        return document.key_place(path)


@dataclass(slots=True)
class Reading:
    """What was read of a pack, and everything wrong with it.

    Attributes:
        files: the pack's own files.
        base: the files of the pack it extends, if it extends one.
        checklist: what could be read; None if its parts do not make a checklist.
        problems: mistakes that keep the pack from being used.
        remarks: what should be mended but harms nothing: missing translations.
        origins: where each part stands: by ``("question", id)``, ``("column", table, id)``,
            ``("rule", id)``, ``("topic", id)``, ``("area", id)``, ``("agreement", id)``,
            ``("sources", id)``, ``("values", id)``, ``("terms", id)``.
        hidden: topics and questions that a pack hides from the one it extends, and where.
        lost: ids by section that stand in the pack but could not be used: whoever names
            one of them made no mistake.
        unread: sections of which a file could not be read, so that every name may be one
            of theirs.
        templates: templates of agreements that the pack brings along, by name and language.
        digest: sha256 over names and bytes of all files read.
    """

    files: PackFiles
    base: PackFiles | None = None
    checklist: Checklist | None = None
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    origins: dict[tuple[str, ...], Origin] = field(default_factory=dict)
    hidden: dict[tuple[str, str], Place] = field(default_factory=dict)
    lost: dict[str, set[str]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    translations: Translations = field(default_factory=Translations)
    templates: dict[tuple[str, str], TemplateText] = field(default_factory=dict)
    digest: str = ""

    def problem(self, place: Place, key: str, *, hint: str | None = None, **params: Any) -> None:
        """Add a problem."""
        self.problems.append(Problem(place, key, params, hint))

    def lose(self, section: str, *names: str) -> None:
        """Remember parts that stand in the pack but do not fit the schema."""
        self.lost.setdefault(section, set()).update(names)

    def is_lost(self, section: str, name: str) -> bool:
        """Whether ``name`` may be a part of ``section`` that could not be used."""
        return section in self.unread or name in self.lost.get(section, ())
