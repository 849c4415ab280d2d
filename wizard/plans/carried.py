"""The plan that travels inside a printed PDF: canonical JSON with answers and history.

Evidence bytes do not travel; the JSON says which are absent. Whatever is read back is a
stranger's input: the file's size, the attachment's size and every part of it are checked,
and the history has to fold without contradiction.
"""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from wizard.errors import PlanError
from wizard.plans import schema
from wizard.plans.answers_file import encoded
from wizard.plans.checking import check_contents
from wizard.plans.contents import Evidence, PlanContents, Print, Version, is_plan_id
from wizard.plans.files import read_given
from wizard.plans.log import Revision, rechained

ATTACHMENT = "plan.json"
FORMAT = "shop-launch-plan"
SCHEMA = 1
LARGEST_PDF = 100_000_000
LARGEST_ATTACHMENT = 8_000_000
_MOST = 20_000
_ENCRYPTED = b"/Encrypt"
"""Stands readable in every PDF that has a password; our own has none."""
_NO_PLAN = (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)


@dataclass(frozen=True, slots=True)
class Carried:
    """What a PDF carried: the plan, and the print it came with.

    Attributes:
        contents: the plan, with the prints before this one.
        print_number: 0 if it does not count as one.
        record: what the session noted of the print; empty if it does not say.
    """

    contents: PlanContents
    print_number: int
    record: str = ""


def carry(contents: PlanContents, print_number: int = 0, record: str = "") -> bytes:
    """Return the JSON that a printed PDF carries; equal plans give equal bytes.

    Args:
        contents: the plan, with the prints before this one.
        print_number: of this print; 0 if it does not count as one.
        record: the session's JSON of this print.
    """
    plain = {
        "format": FORMAT,
        "schema": SCHEMA,
        "plan": contents.plan_id,
        "name": contents.name,
        "pack": contents.pack_id,
        "pack_version": contents.pack_version,
        "language": contents.language,
        "created": contents.created,
        "print": print_number,
        "answers": _values(contents.answers),
        "revisions": [
            [
                one.number,
                one.step,
                one.at,
                one.author,
                one.kind,
                one.question,
                one.value,
                one.undoes,
            ]
            for one in contents.revisions
        ],
        "prints": [[one.number, one.revision, one.at, one.record] for one in contents.prints],
        "versions": [[one.number, one.revision, one.at, one.name] for one in contents.versions],
        "evidence": [
            [one.sha256, one.name, one.mime, one.size, one.added] for one in contents.evidence
        ],
    }
    if record:
        plain["record"] = record
    return encoded(plain | {"sum": _sum(plain)}).encode()


def _values(answers: Mapping[str, str]) -> dict[str, Any]:
    return {key: json.loads(value) for key, value in answers.items()}


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    return {key: encoded(one) for key, one in values.items()}


def _sum(plain: Mapping[str, Any]) -> str:
    """Return what a damaged plan no longer fits: PDF readers unpack what is damaged, too."""
    return schema.checksum(encoded(plain)).hex()


def read_pdf(path: Path) -> Carried:
    """Return the plan a printed PDF carries.

    Raises:
        PlanError: it carries none, or one that cannot be used.
        WizardError: the file cannot be read.
    """
    data = read_given(path, LARGEST_PDF)
    if len(data) > LARGEST_PDF:
        limit = LARGEST_PDF // 1_000_000
        raise PlanError("carried.pdf_too_large", path=str(path), limit=limit)
    return _parse(_attachment(data, path), path)


def _attachment(data: bytes, path: Path) -> bytes:
    from pypdf import PdfReader

    # What it grumbles about a stranger's file is told by the sentence below.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        found = PdfReader(io.BytesIO(data)).attachments.get(ATTACHMENT, [])
        content = found[0] if found else b""
    except Exception as error:
        # A hostile or damaged PDF may raise anything at all in the parser.
        key = "carried.pdf_locked" if _ENCRYPTED in data else "carried.pdf_unreadable"
        raise PlanError(key, path=str(path)) from error
    if not content:
        raise PlanError("carried.no_plan", path=str(path))
    if len(content) > LARGEST_ATTACHMENT:
        raise PlanError("carried.unusable", path=str(path))
    return content


def _parse(content: bytes, path: Path) -> Carried:
    try:
        plain = json.loads(content)
        if plain["format"] != FORMAT:
            raise PlanError("carried.no_plan", path=str(path))
        if plain["schema"] > SCHEMA:
            raise PlanError("carried.newer", path=str(path))
        if plain.pop("sum", None) not in (None, _sum(plain)):
            raise PlanError("carried.unusable", path=str(path))
        contents = _contents(plain)
        check_contents(contents)
        print_number, record = int(plain.get("print", 0)), str(plain.get("record", ""))
        # Compared as values: how the plan's own file spaces its JSON is not carried.
        if _texts(_values(contents.answers)) != _texts(plain["answers"]):
            raise PlanError("carried.unusable", path=str(path))
    except _NO_PLAN as error:
        raise PlanError("carried.unusable", path=str(path)) from error
    return Carried(contents, print_number, record)


def _contents(plain: Mapping[str, Any]) -> PlanContents:
    plan_id = str(plain["plan"])
    if not is_plan_id(plan_id) or len(plain["revisions"]) > _MOST:
        message = "no plan"
        raise ValueError(message)
    revisions = [
        Revision(
            number=int(number),
            step=int(step),
            at=str(at),
            author=str(author),
            kind=str(kind),
            question=str(question),
            value=None if value is None else str(value),
            undoes=None if undoes is None else int(undoes),
            sum=b"",
        )
        for number, step, at, author, kind, question, value, undoes in plain["revisions"]
    ]
    return PlanContents(
        plan_id=plan_id,
        name=str(plain["name"]),
        pack_id=str(plain["pack"]),
        pack_version=int(plain["pack_version"]),
        language=str(plain["language"]),
        created=str(plain["created"]),
        revisions=rechained(plan_id, revisions),
        prints=tuple(
            Print(int(number), int(revision), str(at), str(record))
            for number, revision, at, record in plain.get("prints", [])
        ),
        versions=tuple(
            Version(int(number), int(revision), str(at), str(name))
            for number, revision, at, name in plain.get("versions", [])
        ),
        evidence=tuple(
            replace(
                Evidence(str(sha256), str(name), str(mime), int(size), str(added)), present=False
            )
            for sha256, name, mime, size, added in plain.get("evidence", [])
        ),
    )
