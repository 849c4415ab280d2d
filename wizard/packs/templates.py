"""The templates of agreements that a pack brings along, read as text and nothing more.

``templates/<name>.<language>.md.j2``; a template of a name the program has one of takes its
place. What is in it is checked and rendered in ``documents``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final

from wizard.engine import TemplateText
from wizard.errors import Place, Problem
from wizard.packs.files import PackFiles
from wizard.packs.origins import Reading
from wizard.packs.validating import near_miss
from wizard.strict_yaml import refused_character

FOLDER: Final = "templates"
SUFFIX: Final = ".md.j2"
_NAME: Final = re.compile(r"([a-z0-9_]{1,60})\.([a-z]{2,8})\.md\.j2")


def template_files(
    reading: Reading, layers: Iterable[PackFiles]
) -> list[tuple[PackFiles, str, bytes]]:
    """Return everything in the folders of templates: where it stands, its name, its bytes."""
    found: list[tuple[PackFiles, str, bytes]] = []
    for files in layers:
        for name in files.names(FOLDER, ""):
            if PurePosixPath(name).name.startswith("."):
                continue
            try:
                found.append((files, name, files.read(name) or b""))
            except OSError as error:
                reason = error.strerror or str(error)
                place = Place(f"{files.label}/{name}")
                reading.problem(place, "packs.file_unreadable", name=name, reason=reason)
    return found


def read_templates(
    reading: Reading, found: list[tuple[PackFiles, str, bytes]], languages: list[str]
) -> None:
    """Add templates to a reading; what is wrong with their names or bytes is a problem.

    Args:
        reading: learns the templates.
        found: where each stands, its name and its bytes; a later one wins.
        languages: of the pack.
    """
    for files, name, data in found:
        file = f"{files.label}/{name}"
        match = _NAME.fullmatch(PurePosixPath(name).name)
        if match is None:
            reading.problem(Place(file), "packs.template_name", name=name)
            continue
        if match.group(2) not in languages:
            params, hint = near_miss(match.group(2), languages)
            reading.problem(Place(file), "packs.template_language", hint=hint, **params)
            continue
        text = _text(reading, file, data)
        if text is None:
            reading.lose("templates", match.group(1))
        else:
            reading.templates[match.group(1), match.group(2)] = TemplateText(file, text)


def unused_templates(reading: Reading, wanted: frozenset[str]) -> Iterator[Problem]:
    """Yield a remark for each template that no agreement of the checklist asks for."""
    for (name, _), template in reading.templates.items():
        if name not in wanted:
            params, hint = near_miss(name, wanted)
            yield Problem(Place(template.file), "packs.template_unused", params, hint)


def _text(reading: Reading, file: str, data: bytes) -> str | None:
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reading.problem(Place(file, line), "packs.template_encoding")
        return None
    hidden = refused_character(text)
    if hidden is not None:
        line = text.count("\n", 0, hidden) + 1
        column = hidden - text.rfind("\n", 0, hidden)
        code = f"U+{ord(text[hidden]):04X}"
        reading.problem(Place(file, line, column), "yaml.character", code=code)
        return None
    return text
