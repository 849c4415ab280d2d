"""The JSON Schema: whole, and true of every file of our own packs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from wizard import resources
from wizard.authoring import pack_schema
from wizard.strict_yaml import load

SCHEMA = pack_schema()
FILES = sorted(
    path
    for name in ("checklists/shop_launch", "checklists/_gallery", "assets/packs")
    for path in (resources.root() / name).rglob("*.yaml")
)
TYPES: dict[str, Any] = {
    "string": str,
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
    "integer": int,
    "number": (int, Decimal),
}


def fits(value: Any, schema: Any) -> bool:
    """Tell whether a value fits, for the words of JSON Schema that ours uses."""
    if "$ref" in schema:
        return fits(value, SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")])
    wanted = schema.get("type", [])
    names = [wanted] if isinstance(wanted, str) else wanted
    is_true = isinstance(value, bool)
    if names and not any(
        isinstance(value, TYPES[one]) and (one == "boolean" or not is_true) for one in names
    ):
        return False
    for word, combine in (("anyOf", any), ("oneOf", any), ("allOf", all)):
        if word in schema and not combine(fits(value, one) for one in schema[word]):
            return False
    if "const" in schema and value != schema["const"]:
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if isinstance(value, list) and "items" in schema:
        return all(fits(one, schema["items"]) for one in value)
    return not isinstance(value, dict) or fits_map(value, schema)


def fits_map(value: dict[str, Any], schema: Any) -> bool:
    known = schema.get("properties", {})
    if not set(schema.get("required", ())) <= set(value):
        return False
    more = schema.get("additionalProperties", True)
    for key, one in value.items():
        if key in known:
            if not fits(one, known[key]):
                return False
        elif more is False or (isinstance(more, dict) and not fits(one, more)):
            return False
    return True


def references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"]
        for one in schema.values():
            yield from references(one)
    elif isinstance(schema, list):
        for one in schema:
            yield from references(one)


def test_it_is_json_and_every_reference_leads_somewhere() -> None:
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    names = {one.removeprefix("#/$defs/") for one in references(SCHEMA)}
    assert names <= set(SCHEMA["$defs"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-3:]))
def test_our_own_files_fit(path: Path) -> None:
    assert fits(load(path.read_bytes(), path.name).value, SCHEMA)


@pytest.mark.parametrize(
    "text",
    [
        "id: a\ntitle: t\ntopics: [{id: t, title: t, questions: [{id: q, kind: yes_no, ask: 1}]}]",
        "id: a\ntitle: t\ntopics: [{id: t, title: t, questions: [{id: q, kind: maybe, ask: q}]}]",
        "id: a\ntitle: t\ntopics: [{id: t, title: t, questions: [{id: q, kind: yes_no, ask: q, pass: {some: [q]}}]}]",
        "rules: [{id: r, severity: fatal, when: q, questions: [q], say: s}]",
        "rules: [{id: r, severity: fix, questions: [q], say: s}]",
        "values: {v: {value: 1, titel: t}}",
        "sources: {s: {title: t, kind: rumor, grade: A, checked: 2026-01-01}}",
        "colour: red",
    ],
)
def test_mistakes_do_not_fit(text: str) -> None:
    assert not fits(load(text, "x").value, SCHEMA)


@pytest.mark.parametrize(
    "condition", ["q", "true", "{all: [q, {not: q}]}", "{any: [{all: [q]}, q]}"]
)
def test_conditions_may_be_lines_and_lists(condition: str) -> None:
    text = f"rules: [{{id: r, severity: fix, when: {condition}, questions: [q], say: s}}]"
    assert fits(load(text, "x").value, SCHEMA)
