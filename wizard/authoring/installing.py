"""Packs that came as one file: looked at first, then kept beside the plans, or let go again.

What is kept are the bytes that were looked at. Nothing is unpacked to the disk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from wizard import packs
from wizard.engine import CompiledChecklist
from wizard.errors import OutputError, PackError, Problem, WizardError, unreadable
from wizard.model.checklist import Checklist
from wizard.model.localised import Localised
from wizard.plans.files import atomic_write, read_given
from wizard.plans.library import PACK_SUFFIX

_LARGEST: Final = 20_000_000
_TAKEN: Final = frozenset({packs.BUILT_IN, "gallery"})


@dataclass(frozen=True, slots=True)
class Difference:
    """What one version of a pack has that another one has not, by id.

    Attributes:
        added: questions and rules that are new.
        removed: questions and rules that are gone.
        reworded: those that are said differently.
        judged: those that are the same words and judged, shown or asked differently.
        values: values that changed, as before and after; empty for one that is not there.
        agreements: agreements that are new, gone or written differently.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()
    judged: tuple[str, ...] = ()
    values: tuple[tuple[str, str, str], ...] = ()
    agreements: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs."""
        parts = (self.added, self.removed, self.reworded, self.judged, self.values)
        return any(parts) or bool(self.agreements)


@dataclass(frozen=True, slots=True)
class Offer:
    """A pack in one file, before anything of it is kept.

    Attributes:
        path: where it came from.
        content: the file.
        digest: sha256 of the file, in hex.
        compiled: the pack.
        installed: the version kept already, or None.
        difference: what changed against that version; without one, against the pack it
            extends.
    """

    path: Path
    content: bytes
    digest: str
    compiled: CompiledChecklist
    installed: CompiledChecklist | None
    difference: Difference

    @property
    def checklist(self) -> Checklist:
        """The pack without its compiled conditions."""
        return self.compiled.checklist

    @property
    def counts(self) -> Mapping[str, int]:
        """How many of what the pack contains."""
        checklist = self.checklist
        return {
            "areas": len(checklist.areas),
            "questions": len(checklist.questions),
            "rules": len(checklist.rules),
            "agreements": len(checklist.agreements),
            "templates": len(self.compiled.templates),
        }


@dataclass(frozen=True, slots=True)
class Kept:
    """A pack that is kept: its file, and the pack, or why it cannot be used any more."""

    path: Path
    compiled: CompiledChecklist | None
    refused: WizardError | None = None

    @property
    def id(self) -> str:
        """Its id, which is the name of its file."""
        return self.path.stem


def offered(path: Path, folder: Path) -> Offer:
    """Look at a pack in one file.

    Args:
        path: the file.
        folder: where packs are kept.

    Raises:
        WizardError: it cannot be read, is refused, or has problems, all of which the error
            carries.
    """
    content = read_given(path, _LARGEST)
    compiled, reading = packs.examine_bytes(content, path.name)
    if compiled is None or reading.problems:
        raise PackError("packs.unusable", _in_order(reading.problems), path=str(path))
    if compiled.checklist.id in _TAKEN:
        raise PackError("authoring.id_taken", name=compiled.checklist.id)
    before = _kept(folder / f"{compiled.checklist.id}{PACK_SUFFIX}").compiled
    base = packs.built_in() if compiled.checklist.extends == packs.BUILT_IN else None
    other = before or base
    difference = difference_of(other, compiled) if other is not None else Difference()
    digest = hashlib.sha256(content).hexdigest()
    return Offer(path, content, digest, compiled, before, difference)


def install(offer: Offer, folder: Path) -> Path:
    """Keep a pack; it takes the place of an earlier version. Returns its file.

    Raises:
        OutputError: it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError("errors.cannot_read", path=str(folder), reason=str(error)) from error
    target = folder / f"{offer.checklist.id}{PACK_SUFFIX}"
    atomic_write(target, offer.content)
    return target


def remove(kept: Kept) -> None:
    """Let go of a pack; plans made with it stay as they are.

    Raises:
        WizardError: the system refuses.
    """
    try:
        kept.path.unlink(missing_ok=True)
    except OSError as error:
        raise unreadable(kept.path, error) from error


def kept_packs(folder: Path) -> list[Kept]:
    """Return the packs that are kept, by id."""
    return [_kept(path) for path in sorted(folder.glob(f"*{PACK_SUFFIX}"))]


def _kept(path: Path) -> Kept:
    try:
        return Kept(path, packs.load(path))
    except WizardError as error:
        return Kept(path, None, error)


def _in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda one: one.place)


def difference_of(before: CompiledChecklist, after: CompiledChecklist) -> Difference:
    """Compare two versions of a pack."""
    old, new = _parts(before.checklist), _parts(after.checklist)
    both = [name for name in new if name in old]
    reworded = [name for name in both if _words(old[name]) != _words(new[name])]
    judged = [name for name in both if name not in reworded and old[name] != new[name]]
    return Difference(
        added=tuple(name for name in new if name not in old),
        removed=tuple(name for name in old if name not in new),
        reworded=tuple(reworded),
        judged=tuple(judged),
        values=_values(before.checklist, after.checklist),
        agreements=_agreements(before, after),
    )


def _parts(checklist: Checklist) -> dict[str, Any]:
    # A question that another pack hides is no question any more.
    asked = {name: one for name, one in checklist.questions.items() if one.when != "false"}
    return {**asked, **{rule.id: rule for rule in checklist.rules}}


def _words(part: object) -> object:
    """Return the texts of a part, without what decides over it."""
    if isinstance(part, Localised):
        return part.root
    if isinstance(part, BaseModel):
        return {name: _words(getattr(part, name)) for name in type(part).model_fields}
    if isinstance(part, Mapping):
        return {name: _words(one) for name, one in part.items()}
    return [_words(one) for one in part] if isinstance(part, (list, tuple)) else None


def _values(before: Checklist, after: Checklist) -> tuple[tuple[str, str, str], ...]:
    def shown(checklist: Checklist, name: str) -> str:
        value = checklist.values.get(name)
        return "" if value is None else f"{value.value} {value.unit}".strip()

    names = dict.fromkeys((*before.values, *after.values))
    pairs = ((name, shown(before, name), shown(after, name)) for name in names)
    return tuple(one for one in pairs if one[1] != one[2])


def _agreements(before: CompiledChecklist, after: CompiledChecklist) -> tuple[str, ...]:
    def written(compiled: CompiledChecklist) -> dict[str, object]:
        own = {name: one.text for name, one in compiled.templates.items()}
        return {
            agreement.id: (
                agreement.model_dump(),
                {key: text for key, text in own.items() if key[0] == agreement.template},
            )
            for agreement in compiled.checklist.agreements
        }

    old, new = written(before), written(after)
    return tuple(name for name in dict.fromkeys((*old, *new)) if old.get(name) != new.get(name))
