"""JSON Schema of the files of a pack, so that editors complete and check them."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel, TypeAdapter

from wizard.model.checklist import Agreement, Area, Checklist, Rule, Source, Term, Threshold
from wizard.model.questions import Question
from wizard.packs.texts import QUESTION_TEXTS

_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Final = {"type": "string"}
_CONDITION: Final[dict[str, Any]] = {
    "description": "One line of the rules language, or all:, any:, not: around such lines.",
    "anyOf": [
        {"type": ["string", "boolean"]},
        *(
            {
                "type": "object",
                "properties": {word: inner},
                "required": [word],
                "additionalProperties": False,
            }
            for word, inner in (
                ("all", {"type": "array", "items": {"$ref": "#/$defs/Condition"}, "minItems": 1}),
                ("any", {"type": "array", "items": {"$ref": "#/$defs/Condition"}, "minItems": 1}),
                ("not", {"$ref": "#/$defs/Condition"}),
            )
        ),
    ],
}
_CONDITIONS: Final = frozenset({"when", "pass", "warn"})
# What is a decimal or a date for the program is a plain scalar in the file.
_NUMBER: Final = {"type": ["number", "string"]}
_FREE: Final[dict[str, Any]] = {"type": "object"}


def pack_schema() -> dict[str, Any]:
    """Return one schema that every file of a pack fits, whichever it is.

    The files are told apart by their first keys: ``topics`` makes an area, ``rules``,
    ``sources``, ``values`` and ``terms`` name their section, anything else is
    ``pack.yaml``, ``changes.yaml``, a translation or a persona.
    """
    definitions: dict[str, Any] = {"Condition": _CONDITION, "Localised": _TEXT}
    parts = {
        "area": _part(Area, definitions),
        "rule": _part(Rule, definitions),
        "source": _changing(_part(Source, definitions)),
        "value": _changing(_part(Threshold, definitions)),
        "term": _changing(_part(Term, definitions)),
        "agreement": _part(Agreement, definitions),
        "question": _part(Question, definitions),
    }
    definitions |= parts
    files = {
        "area_file": _ref("area"),
        "rules_file": _file({"rules": {"type": "array", "items": _ref("rule")}}, "rules"),
        "sources_file": _file({"sources": _map_of("source")}, "sources"),
        "values_file": _file({"values": _map_of("value")}, "values"),
        "terms_file": _file({"terms": _map_of("term")}, "terms"),
        "pack_file": _pack_file(),
        "changes_file": _changes_file(),
        "translation_file": _file(_TRANSLATED),
        "persona_file": _file(_PERSONA, "as_of", "answers"),
    }
    return {
        "$schema": _DRAFT,
        "title": "Shop Launch Wizard: files of a pack",
        "anyOf": [_ref(name) for name in files],
        "$defs": definitions | files,
    }


def _texts(*names: str, **inner: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**dict.fromkeys(names, _TEXT), **inner},
        "additionalProperties": False,
    }


def _by_id(part: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": part}


_SAID: Final = _texts("say", "do")
_QUESTION_TEXTS: Final = _texts(
    *QUESTION_TEXTS, choices=_by_id(_TEXT), on_warn=_SAID, on_fail=_SAID
)
_TRANSLATED: Final[dict[str, Any]] = {
    "pack": _texts("title"),
    "area": _texts("title", "lead"),
    "areas": _by_id(_texts("title", "lead")),
    "topics": _by_id(_texts("title", "lead")),
    "questions": _by_id(_QUESTION_TEXTS),
    "columns": _by_id(_by_id(_QUESTION_TEXTS)),
    "rules": _by_id(_SAID),
    "agreements": _by_id(_texts("title", "lead")),
    "sources": _by_id(_texts("title", "article", "note", "lookup")),
    "values": _by_id(_texts("title")),
    "terms": _by_id(_texts("term", "meaning")),
}
_PERSONA: Final[dict[str, Any]] = {
    "name": _TEXT,
    "about": _TEXT,
    "based_on": _TEXT,
    "as_of": _TEXT,
    "answers": _FREE,
    "expect": {
        "type": "object",
        "properties": {
            "verdict": {"enum": ["not_advised", "undecided", "fix_first", "ready"]},
            "can_print_final": {"type": "boolean"},
            **{
                name: {"type": "array", "items": _TEXT}
                for name in ("findings", "silent", "missing", "not_sure")
            },
            "figures": _FREE,
        },
        "additionalProperties": False,
    },
}


def _part(model: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of one model as it is written in a file."""
    is_model = isinstance(model, type) and issubclass(model, BaseModel)
    template = "#/$defs/{model}"
    schema = (
        model.model_json_schema(ref_template=template)
        if is_model
        else TypeAdapter(model).json_schema(ref_template=template)
    )
    for name, inner in schema.pop("$defs", {}).items():
        definitions.setdefault(name, _as_written(inner))
    written: dict[str, Any] = _as_written(schema)
    return written


def _changing(schema: dict[str, Any]) -> dict[str, Any]:
    """Require nothing: a pack that extends another names only the fields it changes."""
    return {key: one for key, one in schema.items() if key != "required"}


def _as_written(schema: Any) -> Any:
    """Replace what is computed while reading by what an author writes."""
    if isinstance(schema, list):
        return [_as_written(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: _as_written(one) for key, one in schema.items() if key != "default"}
    properties = result.get("properties")
    if isinstance(properties, dict):
        for name in properties.keys() & _CONDITIONS:
            properties[name] = {"$ref": "#/$defs/Condition"}
        for name in properties.keys() & {"min", "max"}:
            properties[name] = _NUMBER
        if "low_high" not in properties and "value" in properties:
            properties["value"] = {"type": ["number", "boolean", "string"]}
    return result


def _pack_file() -> dict[str, Any]:
    schema = Checklist.model_json_schema()["properties"]
    properties = {
        name: _as_written(schema[name])
        for name in ("id", "version", "author", "candidates", "chosen", "languages")
    }
    properties |= {
        "title": _TEXT,
        "extends": _TEXT,
        "areas": {"type": "array", "items": _TEXT},
        "agreements": {"type": "array", "items": _ref("agreement")},
    }
    return _file(properties, "id", "version", "title")


def _changes_file() -> dict[str, Any]:
    added = {
        "topic": _TEXT,
        "area": _TEXT,
        "after": _TEXT,
        "questions": {"type": "array", "items": _ref("question")},
        "topics": {"type": "array", "items": _ref("Topic")},
    }
    sections = ("areas", "topics", "questions", "columns", "rules", "agreements")
    return _file(
        {
            **{name: {"type": "object", "additionalProperties": _FREE} for name in sections},
            "add": {"type": "array", "items": _file(added)},
        }
    )


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _map_of(name: str) -> dict[str, Any]:
    return _by_id(_ref(name))


def _file(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }
