"""Everything that is read of a pack, in both languages: nothing is lost, nothing is made up."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from tests.small_pack import FILES, write_pack
from tests.snapshot import Snapshot
from tests.unit.packs.extending import CHANGES, overlay
from wizard import packs, resources
from wizard.engine import CompiledChecklist, CompiledText, Judgement
from wizard.rules import Expression

HEAD = FILES["pack.yaml"] + (
    "author: 老师\nagreements:\n"
    "  - {id: deal, title: 约定, lead: 说明, template: deal, when: hours > 5}\n"
)
TERMS = "terms:\n  hours: {term: 净工时, meaning: 扣掉休息}\n"
ENGLISH = """\
pack: {title: Small list}
areas: {area: {title: Area}}
topics: {first: {title: First}}
agreements: {deal: {title: Deal}}
values: {hours_enough: {title: Enough}}
sources: {law: {title: A law}}
rules: {hours_and_minors: {say: "Both of {hours} cannot be"}}
columns: {platforms: {take: {on_fail: {say: "Together {take}, {name}"}}}}
questions:
  hours: {ask: How many hours, on_warn: {say: "Only {hours}"}, on_fail: {say: "{ hours } is too little"}}
  goods: {choices: {software: Software}, on_fail: {say: "Not {goods}", do: Take them off}}
"""


def said(text: CompiledText) -> dict[str, object]:
    return {
        "text": text.text.root,
        "values": {name: f"{one.source} -> {one.type}" for name, one in text.values.items()},
        "choices": {
            name: {choice: words.root for choice, words in choices.items()}
            for name, choices in text.choices.items()
        },
        "units": dict(text.units),
    }


def judgement(one: Judgement) -> dict[str, object]:
    """Return what is there of a judgement: conditions as read, texts with what fills them."""
    found: dict[str, object] = {}
    for each in fields(one):
        part = getattr(one, each.name)
        if isinstance(part, Expression):
            found[each.name] = [part.source, str(part.type), sorted(part.names)]
        elif isinstance(part, CompiledText):
            found[each.name] = said(part)
    return found


def whole(pack: CompiledChecklist) -> dict[str, object]:
    return {
        "checklist": pack.checklist.model_dump(mode="json", exclude_defaults=True),
        "questions": {name: judgement(one) for name, one in pack.questions.items()},
        "columns": {".".join(key): judgement(one) for key, one in pack.columns.items()},
        "rules": {name: judgement(one) for name, one in pack.rules.items()},
        "topics": {name: one.source for name, one in pack.topics.items()},
        "agreements": {name: one.source for name, one in pack.agreements.items()},
        "order": pack.order,
        "column_order": pack.column_order,
        "templates": {".".join(key): one.text for key, one in pack.templates.items()},
    }


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A small pack with one of everything a pack may hold."""
    english = {"translations/en": ENGLISH}
    folder = write_pack(tmp_path / "small", pack=HEAD, terms=TERMS, **english)
    (folder / "templates").mkdir()
    for language, text in (("zh", "# 约定\r\n"), ("en", "\ufeff# Deal\n")):
        (folder / "templates" / f"deal.{language}.md.j2").write_bytes(text.encode())
    return folder


def test_all_of_a_small_pack(full: Path, snapshot: Snapshot) -> None:
    compiled, reading = packs.read(full)
    assert compiled is not None
    snapshot(whole(compiled))
    where = sorted(
        f"{one.place} {one.key} {one.params.get('name')}".replace(f"{full}/", "")
        for one in reading.remarks
    )
    snapshot("\n".join(where) + "\n", "remarks")


def test_all_of_the_gallery(snapshot: Snapshot) -> None:
    snapshot(whole(packs.load(resources.pack_folder("_gallery"))))


def test_all_of_a_pack_that_changes_another(tmp_path: Path, snapshot: Snapshot) -> None:
    """What it leaves alone is as it was; what it says itself comes last and wins."""
    base = whole(packs.load(resources.pack_folder("_gallery")))
    changes = CHANGES.replace("questions:\n", QUESTIONS, 1) + "columns:\n" + COLUMNS
    compiled, reading = packs.read(overlay(tmp_path, changes=changes))
    assert compiled is not None, [str(one) for one in reading.problems]
    snapshot(difference(base, whole(compiled)))


QUESTIONS = """\
topics: {choices: {title: 怎么选}}
areas: {stall: {lead: 出摊的事}}
questions:
"""
COLUMNS = """\
  venues:
    allowed: {ask: 让摆摊吗？, on_fail: {say: 本班只去让摆的地方。}}
"""


def difference(old: object, new: object) -> object:
    """Return what ``new`` has that ``old`` has not, down to the parts that differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        gone = {f"-{key}": None for key in old if key not in new}
        return gone | {
            key: difference(old.get(key), value)
            for key, value in new.items()
            if old.get(key) != value
        }
    if isinstance(old, list) and isinstance(new, list):
        return [difference(one, two) for one, two in zip(old, new, strict=False) if one != two] + (
            new[len(old) :]
        )
    return new


def test_the_digest_tells_packs_apart_by_every_file(full: Path, tmp_path: Path) -> None:
    first = packs.load(full).digest
    assert first == packs.load(full).digest
    seen = {first}
    for file in sorted(full.rglob("*.*")):
        before = file.read_bytes()
        file.write_bytes(before + b"\n")
        seen.add(packs.load(full).digest)
        file.write_bytes(before)
    assert len(seen) == 1 + len([one for one in full.rglob("*.*") if one.is_file()])
    (full / "notes.txt").write_text("nobody reads this")
    assert packs.load(full).digest == first
