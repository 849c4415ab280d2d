"""A desk with a persona of the built-in pack on it, and hands on its workbenches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from wizard import packs, resources
from wizard.model.answers import Answer
from wizard.session import Session
from wizard.text import Language, words
from wizard.ui.parts.desk import Desk
from wizard.ui.style.theme import Look

MOMENT = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)


def persona(name: str) -> dict[str, Answer]:
    """Return the answers of a persona, for the caller to change; none for an empty name."""
    return dict(_personas().get(name, {}))


@cache
def _personas() -> Mapping[str, Mapping[str, Answer]]:
    folder = resources.pack_folder(packs.BUILT_IN)
    found, _ = packs.read_personas(folder, packs.built_in().checklist)
    return {one.id: one.answers for one in found}


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    """The look, made as light as a new window's."""
    made = Look(qapp)
    made.choose("light")
    yield made
    made.deleteLater()


@pytest.fixture
def make_desk(tmp_path: Path, look: Look) -> Iterator[Callable[..., Desk]]:
    """Open plans; each is closed after the test."""
    opened: list[Session] = []

    def make(name: str = "xiaolin", language: Language = "zh") -> Desk:
        session = Session.create(
            tmp_path / f"{len(opened)}.shopplan",
            packs.built_in(),
            name=name or "empty",
            answers=persona(name),
            clock=lambda: MOMENT,
        )
        opened.append(session)
        return Desk(session, words(language), look)

    yield make
    for session in opened:
        session.close()
