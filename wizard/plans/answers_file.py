"""The answers file: a plan's answers as YAML or JSON that people and programs can write.

``<pack id>: <pack version>``, ``name``, ``answers``, for answers that no longer fit the
checklist ``retired``, and for clauses in the founder's own words ``clauses``. Reading
refuses the whole file for any mistake and names them all. Writing puts keys in the order
of the pack and adds no id and no date, so that equal answers give equal bytes.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from wizard.errors import AnswersError, Problem
from wizard.model.answers import Answer
from wizard.model.answers_document import read_answers
from wizard.model.checklist import Checklist
from wizard.model.plain import plain_answer
from wizard.strict_yaml import Document, StrictYamlError, clean, dump, load, load_json

LONGEST_NAME = 200
LONGEST_CLAUSE = 8_000
_DEEPEST = 12
_LONGEST_KEY = 200
_LARGEST_WHOLE = 10**18
OwnClauses = Mapping[str, Mapping[str, str]]
"""Clauses in the founder's own words, by id of the agreement and code of the clause."""
_KEYS = ("name", "answers", "retired", "clauses")
_VERSION = re.compile(r"[0-9０-９]{1,9}")
_CODE = re.compile(r"[A-Z]{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """What an answers file says.

    Attributes:
        name: of the plan.
        answers: by question id, in the order of the checklist.
        retired: plain answers that no longer fit the checklist, as they were stored.
        clauses: clauses in the founder's own words.
        pack: id of the pack the answers were given to: the checklist's, or that of the one
            it extends; empty where the file cannot say.
    """

    name: str
    answers: Mapping[str, Answer]
    retired: Mapping[str, Any] = field(default_factory=dict)
    clauses: OwnClauses = field(default_factory=dict)
    pack: str = ""


def parse_answers(
    data: bytes | str, file: str, checklist: Checklist, *, fallback: str = ""
) -> AnswersFile:
    """Read the text of an answers file; ``fallback`` names a plan without a name.

    Raises:
        AnswersError: it holds mistakes, all of which the error carries.
    """
    reader = load_json if file.lower().endswith(".json") else load
    try:
        document = reader(data, file)
    except StrictYamlError as error:
        raise AnswersError("answers.refused", [error.problem], path=file) from None
    return answers_of(document, checklist, fallback=fallback)


def plan_name(text: str) -> str:
    """Return the name of a plan as it is kept: one line, nothing invisible, at most 200 long."""
    return " ".join(clean(text).split())[:LONGEST_NAME]


def name_in(path: Path) -> str:
    """Return the name of a file without its ending, as text any other file can hold.

    Names the system's encoding cannot read come as lone surrogates; they are UTF-8 from
    elsewhere nearly always, and what is not is marked.
    """
    for name in (path.stem, path.name):
        text = clean(os.fsencode(name).decode(errors="replace")).strip()
        if text:
            return text[:LONGEST_NAME]
    return ""


def answers_of(document: Document, checklist: Checklist, *, fallback: str = "") -> AnswersFile:
    """Read an answers file that was parsed already.

    Raises:
        AnswersError: it holds mistakes, all of which the error carries.
    """
    problems = _head_problems(document, checklist)
    raw = document.value if isinstance(document.value, dict) else {}
    answers: dict[str, Answer] = {}
    if not any(problem.key in _HOPELESS for problem in problems):
        answers, more = read_answers(checklist, document, ("answers",))
        problems += [*more, *_clause_problems(document, raw.get("clauses"), checklist)]
    if problems:
        problems.sort(key=lambda problem: problem.place)
        raise AnswersError("answers.refused", problems, path=document.file)
    name = raw.get("name")
    retired = raw.get("retired")
    return AnswersFile(
        name=plan_name(str(name)) if name is not None else fallback,
        answers=answers,
        retired=retired if isinstance(retired, dict) else {},
        clauses=_own(raw.get("clauses")),
        pack=_pack_of(raw, checklist),
    )


def _pack_of(raw: Mapping[str, Any], checklist: Checklist) -> str:
    """Return the key that names the pack: the checklist's own, else the one it extends."""
    extended = checklist.extends
    return extended if extended in raw and checklist.id not in raw else checklist.id


_HOPELESS = frozenset(
    {"answers.not_a_map", "answers.no_pack", "answers.other_pack", "answers.newer_pack"}
)


def _head_problems(document: Document, checklist: Checklist) -> list[Problem]:
    raw = document.value
    if not isinstance(raw, dict):
        return [document.problem((), "answers.not_a_map", pack=checklist.id)]
    problems: list[Problem] = []
    pack = _pack_of(raw, checklist)
    strangers = [key for key in raw if key not in (*_KEYS, pack)]
    if pack in raw:
        problems += _version_problems(document, pack, raw[pack], checklist.newest(pack) or 0)
    else:
        packs = [key for key in strangers if isinstance(raw[key], int)]
        if packs:
            params = {"name": packs[0], "pack": checklist.id}
            place = document.key_place((packs[0],))
            return [Problem(place, "answers.other_pack", params)]
        problems.append(document.problem((), "answers.no_pack", pack=checklist.id))
    for key in strangers:
        near = difflib.get_close_matches(key, (*_KEYS, checklist.id), 1, 0.6)
        params = {"name": key, "near": "".join(near)}
        hint = "model.did_you_mean" if near else None
        place = document.key_place((key,))
        problems.append(Problem(place, "answers.unknown_key", params, hint))
    name = raw.get("name")
    if name is not None and (not isinstance(name, (str, int)) or isinstance(name, bool)):
        problems.append(document.problem(("name",), "answers.name_not_text"))
    elif name is not None and not (plan_name(str(name)) and len(str(name).strip()) <= LONGEST_NAME):
        problems.append(document.problem(("name",), "answers.name_length", limit=LONGEST_NAME))
    if not isinstance(raw.get("retired", {}), dict):
        problems.append(document.problem(("retired",), "model.answers_not_a_map"))
    return problems


def _clause_problems(
    document: Document, clauses: object, checklist: Checklist
) -> Iterator[Problem]:
    """Yield what is wrong with the clauses: agreement, code, text."""
    if clauses is None:
        return
    if not isinstance(clauses, dict):
        yield document.problem(("clauses",), "answers.clauses_not_a_map")
        return
    known = {one.id for one in checklist.agreements}
    for agreement, own in clauses.items():
        if agreement not in known or not isinstance(own, dict):
            params = {"name": str(agreement), "known": ", ".join(sorted(known))}
            place = document.key_place(("clauses", agreement))
            yield Problem(place, "answers.unknown_agreement", params)
            continue
        for code, said in own.items():
            path = ("clauses", agreement, code)
            if not is_clause_code(str(code)):
                params = {"name": str(code)}
                yield Problem(document.key_place(path), "answers.clause_code", params)
            elif not is_clause_text(said):
                yield document.problem(path, "answers.clause_text", limit=LONGEST_CLAUSE)


def is_clause_text(said: object) -> bool:
    """Tell whether ``said`` may be the text of a clause."""
    return isinstance(said, str) and 0 < len(said.strip()) <= LONGEST_CLAUSE


def is_clause_code(code: str) -> bool:
    """Tell whether ``code`` may number a clause, as ``UA-03`` does."""
    return _CODE.fullmatch(code) is not None


def _own(clauses: object) -> OwnClauses:
    if not isinstance(clauses, dict):
        return {}
    return {
        str(agreement): {str(code): str(said).strip() for code, said in own.items()}
        for agreement, own in clauses.items()
    }


def _version_problems(document: Document, pack: str, version: Any, ours: int) -> list[Problem]:
    if isinstance(version, str) and _VERSION.fullmatch(version):
        version = int(version)
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        return [document.problem((pack,), "answers.bad_version", pack=pack)]
    if version > ours:
        return [document.problem((pack,), "answers.newer_pack", version=version, ours=ours)]
    return []


def plain_answers(checklist: Checklist, answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Return answers in their plain form, in the order of the checklist."""
    return {
        question.id: plain_answer(question, answers[question.id])
        for question in checklist.questions.values()
        if question.id in answers and not answers[question.id].is_empty
    }


def write_answers(
    checklist: Checklist,
    name: str,
    answers: Mapping[str, Answer],
    retired: Mapping[str, Any] | None = None,
    clauses: OwnClauses | None = None,
) -> str:
    """Return the text of an answers file in YAML."""
    content = _content(checklist, name, answers, retired, clauses)
    return dump(content)


def canonical(
    checklist: Checklist,
    name: str,
    answers: Mapping[str, Answer],
    retired: Mapping[str, Any] | None = None,
    clauses: OwnClauses | None = None,
) -> bytes:
    """Return answers as canonical JSON: equal answers give equal bytes."""
    content = _content(checklist, name, answers, retired, clauses)
    return encoded(content).encode()


def _content(
    checklist: Checklist,
    name: str,
    answers: Mapping[str, Answer],
    retired: Mapping[str, Any] | None,
    clauses: OwnClauses | None,
) -> dict[str, Any]:
    content: dict[str, Any] = {checklist.id: checklist.version, "name": name}
    content["answers"] = plain_answers(checklist, answers)
    if retired:
        content["retired"] = writable(retired)
    order = [one.id for one in checklist.agreements if (clauses or {}).get(one.id)]
    if clauses and order:
        content["clauses"] = {one: writable(dict(sorted(clauses[one].items()))) for one in order}
    return content


def writable(plain: Any, room: int = _DEEPEST) -> Any:
    """Return what a plan holds unread in a form an answers file takes, whoever stored it."""
    if isinstance(plain, str):
        return clean(plain)
    if isinstance(plain, float) or (isinstance(plain, int) and abs(plain) >= _LARGEST_WHOLE):
        return str(plain)
    if not room and isinstance(plain, (Mapping, list)):
        return clean(encoded(plain))
    if isinstance(plain, Mapping):
        return {_key(str(key)): writable(item, room - 1) for key, item in plain.items()}
    return [writable(item, room - 1) for item in plain] if isinstance(plain, list) else plain


def _key(name: str) -> str:
    return " ".join(clean(name).replace("\u200d", "").split())[:_LONGEST_KEY] or "_"


def encoded(plain: Any) -> str:
    """Return a plain value as compact JSON; numbers beyond integers are written as text."""
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), default=_decimal)


def _decimal(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else format(value, "f")
    message = f"{type(value).__name__} is no plain value"
    raise TypeError(message)


def plan_id_of(content: bytes) -> str:
    """Return the id a plan without one takes from its canonical answers."""
    digest = hashlib.sha256(content).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"
