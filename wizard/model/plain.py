"""Answers in their plain form: what stands in plan files, answers files and PDFs.

An answer is written as its plain value where that says everything, as ``not_sure``, or as
a map with ``value`` (or ``text`` for what could not be read) and whatever else there is to
say. A table is a list of rows, or ``none`` once a person confirmed that there are none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, get_args

from wizard.model.answers import NOT_SURE, NOTHING, Answer, Evidence, Sure
from wizard.model.fields import QuestionFields
from wizard.model.money import Money
from wizard.model.reading import Invalid, Misread, read_date
from wizard.strict_yaml import clean

NOT_SURE_WORD = "not_sure"
LONGEST_NOTE = 4000
_KEYS = {
    "value",
    "text",
    "note",
    "sure",
    "later",
    "evidence",
    "low",
    "high",
    "low_text",
    "high_text",
    "find_out",
    "due",
}
_EVIDENCE_KEYS = {"name", "sha256", "where", "valid_until"}
_SHA256 = re.compile(r"[0-9a-f]{64}|")


def plain_answer(question: QuestionFields, answer: Answer) -> object:
    """Return the plain form of an answer; the inverse of ``read_answer``."""
    value = _plain_value(question, answer)
    extras = _extras(question, answer)
    if not extras:
        return {"value": value} if isinstance(value, dict) else value
    if answer.value is not None or answer.not_sure:
        return {"value": value, **extras}
    return extras


def _plain_value(question: QuestionFields, answer: Answer) -> object:
    if answer.not_sure:
        return NOT_SURE_WORD
    if answer.value is None:
        return None
    plain = question.plain(answer.value)
    if plain == NOT_SURE_WORD:
        # Somebody may really type the word that means something else to a reader.
        return {"text": plain}
    return plain


def _extras(question: QuestionFields, answer: Answer) -> dict[str, object]:
    extras: dict[str, object] = {}
    for name in ("text", "note", "sure", "find_out", "low_text", "high_text"):
        if getattr(answer, name):
            extras[name] = getattr(answer, name)
    for name in ("low", "high"):
        bound = getattr(answer, name)
        if bound is not None:
            extras[name] = question.plain(bound)
    if answer.later:
        extras["later"] = True
    if answer.due is not None:
        extras["due"] = answer.due.isoformat()
    if answer.evidence:
        extras["evidence"] = [_plain_evidence(one) for one in answer.evidence]
    return extras


def _plain_evidence(evidence: Evidence) -> dict[str, object]:
    plain: dict[str, object] = {"name": evidence.name}
    if evidence.sha256:
        plain["sha256"] = evidence.sha256
    if evidence.where:
        plain["where"] = evidence.where
    if evidence.valid_until is not None:
        plain["valid_until"] = evidence.valid_until.isoformat()
    return plain


def read_answer(question: QuestionFields, plain: object) -> Answer:
    """Read an answer from its plain form.

    Args:
        question: the question it answers.
        plain: the plain form.

    Raises:
        Misread: some part of it cannot be read; its path tells which.
    """
    if plain is None:
        return NOTHING
    if plain == NOT_SURE_WORD:
        return NOT_SURE
    if isinstance(plain, Mapping):
        return _read_map(question, plain)
    return Answer(value=_value(question, plain, ()))


def _value(question: QuestionFields, plain: object, path: tuple[str | int, ...]) -> Any:
    try:
        return question.read_plain(plain)
    except Misread as error:
        raise Misread(path + error.path, error.invalid) from None


def _read_map(question: QuestionFields, plain: Mapping[Any, object]) -> Answer:
    for key in plain:
        if key not in _KEYS:
            raise Misread((key,), Invalid("unknown_key", {"name": str(key)}))
    fields: dict[str, Any] = {}
    stored = plain.get("value")
    if stored == NOT_SURE_WORD:
        fields["not_sure"] = True
    elif isinstance(stored, Mapping):
        fields["value"] = _value(question, stored.get("text"), ("value",))
    elif stored is not None:
        fields["value"] = _value(question, stored, ("value",))
    fields |= _read_words(plain)
    fields |= _read_bounds(question, plain)
    if "evidence" in plain:
        fields["evidence"] = _read_evidence(plain["evidence"])
    return Answer(**fields)


def _read_words(plain: Mapping[Any, object]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name in ("text", "note", "find_out", "low_text", "high_text"):
        if name not in plain:
            continue
        text = plain[name]
        fields[name] = _words(text, (name,))
    if "sure" in plain:
        if plain["sure"] not in get_args(Sure):
            params = {"typed": str(plain["sure"]), "choices": get_args(Sure)}
            raise Misread(("sure",), Invalid("no_such_choice", params))
        fields["sure"] = plain["sure"]
    if "later" in plain:
        if not isinstance(plain["later"], bool):
            raise Misread(("later",), Invalid("wrong_type_yes_no"))
        fields["later"] = plain["later"]
    if "due" in plain:
        fields["due"] = _date(plain["due"], ("due",))
    return fields


def _words(plain: object, path: tuple[str | int, ...]) -> str:
    """Read what stands beside an answer; a file may hold characters no other file takes."""
    if not isinstance(plain, str):
        raise Misread(path, Invalid("wrong_type_text"))
    if len(plain) > LONGEST_NOTE:
        raise Misread(path, Invalid("too_long", {"length": len(plain), "limit": LONGEST_NOTE}))
    return clean(plain)


def _read_bounds(question: QuestionFields, plain: Mapping[Any, object]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name in ("low", "high"):
        if name not in plain:
            continue
        if not question.ranged:
            raise Misread((name,), Invalid("no_range"))
        bound = question.read(plain[name])
        if isinstance(bound, Invalid):
            raise Misread((name,), bound)
        if not isinstance(bound, (Money, Decimal)):
            raise Misread((name,), Invalid("no_range"))
        fields[name] = bound
    return fields


def _read_evidence(plain: object) -> tuple[Evidence, ...]:
    if not isinstance(plain, (list, tuple)):
        raise Misread(("evidence",), Invalid("wrong_type_list"))
    return tuple(_one_evidence(one, ("evidence", index)) for index, one in enumerate(plain))


def _one_evidence(plain: object, path: tuple[str | int, ...]) -> Evidence:
    if not isinstance(plain, Mapping):
        raise Misread(path, Invalid("wrong_type_map"))
    texts: dict[str, str] = {}
    for key, text in plain.items():
        if key not in _EVIDENCE_KEYS:
            raise Misread((*path, key), Invalid("unknown_key", {"name": str(key)}))
        texts[key] = _words(text, (*path, key))
    if not texts.get("name", "").strip():
        raise Misread(path, Invalid("empty"))
    if not _SHA256.fullmatch(texts.get("sha256", "")):
        raise Misread((*path, "sha256"), Invalid("not_a_digest"))
    until = texts.get("valid_until")
    return Evidence(
        name=texts["name"],
        sha256=texts.get("sha256", ""),
        where=texts.get("where", ""),
        valid_until=_date(until, (*path, "valid_until")) if until else None,
    )


def _date(plain: object, path: tuple[str | int, ...]) -> dt.date:
    day = read_date(plain)
    if isinstance(day, Invalid):
        raise Misread(path, day)
    return day
