"""Turn what pydantic has against a part of a pack into problems at their places."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from wizard.errors import Place, Problem
from wizard.model.questions import KINDS
from wizard.packs.origins import Origin, Reading
from wizard.strict_yaml import Document

_T = TypeVar("_T")
_KIND_NAMES = {
    kind.model_fields["kind"].annotation.__args__[0]: kind  # type: ignore[union-attr]
    for kind in KINDS
}

# So many keys can be told at once when none of them is near the one written.
_FEW_KEYS = 15
_ALTERNATIVES = re.compile(r"\^\(([\w|]+)\)\??\$")
# Beginnings of pydantic's names of mistakes, and what to say instead of its own words.
_WANTED: tuple[tuple[tuple[str, ...], str], ...] = (
    (("string_type",), "packs.wants_text"),
    (("bool_",), "packs.wants_truth"),
    (("int_", "decimal_", "is_instance"), "packs.wants_number"),
    (("date_",), "packs.wants_date"),
    (("tuple_type", "list_type"), "packs.wants_list"),
    (("dict_type", "model_", "mapping_type"), "packs.not_a_map"),
    (("greater_than", "less_than"), "packs.out_of_range"),
    (("too_short",), "packs.wants_more"),
)


def validated(validate: Callable[[], _T], origin: Origin, raw: Any, reading: Reading) -> _T | None:
    """Return what ``validate`` makes of ``raw``, or None and the problems it has."""
    try:
        return validate()
    except ValidationError as error:
        told: set[Place] = set()
        found = [(one, _problem(one, origin, raw)) for one in error.errors(include_url=False)]
        meant = {
            (one["loc"][:-1], problem.params.get("near"))
            for one, problem in found
            if problem.key == "packs.unknown_key"
        }
        for one, problem in found:
            # What stands there under a misspelt name is not missing as well.
            if one["type"] == "missing" and (one["loc"][:-1], one["loc"][-1]) in meant:
                continue
            # Where one of several types would do, pydantic complains once for each.
            if problem.place not in told or one["type"] == "missing":
                reading.problems.append(problem)
            told.add(problem.place)
        return None


def near_miss(name: str, known: Iterable[str]) -> tuple[dict[str, str], str | None]:
    """Return the parameters and the hint for a name nobody knows."""
    near = difflib.get_close_matches(name, list(known), 3, 0.6)
    # Letters in another order are the likelier slip among equals: aks is ask, not was.
    near.sort(key=lambda one: sorted(one) != sorted(name))
    return {"name": name, "near": "".join(near[:1])}, "packs.did_you_mean" if near else None


def stray_keys(document: Document, known: Iterable[str], reading: Reading) -> None:
    """Report every key at the top of a file that nobody would read."""
    for key in document.value if isinstance(document.value, dict) else ():
        if key not in known:
            params, hint = _near_key(key, known)
            place = document.key_place((key,))
            reading.problem(place, "packs.unknown_key", hint=hint, **params)


def _near_key(name: str, known: Iterable[str]) -> tuple[dict[str, str], str | None]:
    """Return parameters and hint for a key: the one that was meant, or the few there are."""
    keys = list(known)
    params, hint = near_miss(name, keys)
    if hint is None and len(keys) <= _FEW_KEYS:
        return params | {"keys": ", ".join(keys)}, "packs.keys_are"
    return params, hint


def keys_of(model: type[BaseModel]) -> list[str]:
    """Return the keys a part may have in a file."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _problem(error: Any, origin: Origin, raw: Any) -> Problem:
    path = tuple(_known_path(error["loc"], raw))
    name = ".".join(str(part) for part in path) or "?"
    last = str(error["loc"][-1]) if error["loc"] else name
    context = error.get("ctx", {})
    kind = error["type"]
    place = origin.place(*path)
    if kind == "extra_forbidden":
        params, hint = _near_key(last, _siblings(path, raw, last))
        return Problem(origin.key_place(*path), "packs.unknown_key", params, hint)
    if kind == "missing":
        return Problem(place, "packs.missing_key", {"name": last})
    if kind == "union_tag_not_found":
        return _without_kind(origin, path, raw)
    expected = _expected(error)
    if expected:
        written = str(context.get("tag", error.get("input", "")))
        if kind == "union_tag_invalid":
            place, name = origin.place(*path, "kind"), "kind"
        params, hint = near_miss(written, expected)
        params |= {"name": name, "expected": ", ".join(expected)}
        return Problem(place, "packs.not_one_of", params, hint)
    if kind == "too_long" and path[-1:] == ("questions",):
        limit = context.get("max_length")
        return Problem(place, "packs.too_many_questions", {"limit": limit})
    if kind == "string_pattern_mismatch" and last in ("id", "template"):
        return Problem(place, "packs.bad_id", {"name": str(error["input"])})
    for beginnings, key in _WANTED:
        if kind.startswith(beginnings):
            # Where a value may be of several types, pydantic names the one it tried last.
            name = name.removesuffix(".decimal").removesuffix(".bool")
            return Problem(place, key, {"name": name}, _wanted_hint(key, error, path, raw))
    return Problem(place, "packs.does_not_fit", {"name": name, "detail": error["msg"]})


def _wanted_hint(key: str, error: Any, path: tuple[str | int, ...], raw: Any) -> str | None:
    written = error.get("input")
    if key == "packs.wants_number" and isinstance(written, str):
        return "packs.bare_percent" if written.endswith(("%", "％")) else None
    for part in path[:-1]:
        raw = _below(raw, part)
    # {weekly_hours} without quotes is a map in YAML.
    braces = (
        key == "packs.wants_text"
        and isinstance(raw, dict)
        and bool(raw)
        and all(one is None for one in raw.values())
    )
    return "packs.quote_braces" if braces else None


def _without_kind(origin: Origin, path: tuple[str | int, ...], raw: Any) -> Problem:
    """Say that the kind is missing, or which key was meant to be it."""
    for part in path:
        raw = _below(raw, part)
    meant = difflib.get_close_matches("kind", list(raw), 1, 0.7) if isinstance(raw, dict) else []
    if meant:
        params = {"name": meant[0], "near": "kind"}
        place = origin.key_place(*path, meant[0])
        return Problem(place, "packs.unknown_key", params, "packs.did_you_mean")
    return Problem(origin.place(*path), "packs.missing_key", {"name": "kind"})


def _expected(error: Any) -> list[str]:
    """Return the words of which one has to stand there, none where other things may."""
    context = error.get("ctx", {})
    if error["type"] in ("literal_error", "enum", "union_tag_invalid"):
        listed = str(context.get("expected") or context.get("expected_tags", ""))
        return [one.strip(" '") for one in listed.replace(" or ", ", ").split(",")]
    alternatives = _ALTERNATIVES.fullmatch(str(context.get("pattern", "")))
    return alternatives.group(1).split("|") if alternatives else []


def _siblings(path: tuple[str | int, ...], raw: Any, unknown: str) -> list[str]:
    """Return the keys that might have been meant where ``unknown`` stands."""
    from wizard.model import checklist, fields

    parent = path[:-1]
    for part in parent:
        raw = _below(raw, part)
    if parent[-1:] in (("on_warn",), ("on_fail",)):
        return keys_of(fields.Consequence)
    if isinstance(raw, dict) and raw.get("kind") in _KIND_NAMES:
        return keys_of(_KIND_NAMES[raw["kind"]])
    models: tuple[type[BaseModel], ...] = (
        checklist.Rule,
        checklist.Source,
        checklist.Threshold,
        checklist.Term,
        checklist.Topic,
        checklist.Area,
        checklist.Agreement,
    )
    written = set(raw) - {unknown} if isinstance(raw, dict) else set()

    def likeness(keys: list[str]) -> tuple[int, bool]:
        return len(written & set(keys)), near_miss(unknown, keys)[1] is not None

    return max((keys_of(model) for model in models), key=likeness)


def _known_path(location: tuple[str | int, ...], raw: Any) -> Iterator[str | int]:
    """Follow pydantic's location as far as the file goes, without the tags of unions."""
    for part in location:
        below = _below(raw, part)
        if below is not None:
            yield part
            raw = below
        elif part not in _KIND_NAMES:
            yield part
            return


def _below(raw: Any, part: str | int) -> Any:
    if isinstance(raw, dict):
        return raw.get(part)
    if isinstance(raw, list) and isinstance(part, int) and part < len(raw):
        return raw[part]
    return None
