"""Everything the fuzzers were given and found, once more, on every platform."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

CORPUS = Path(__file__).with_name("corpus")
LARGEST = 1_000_000


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_nothing_in_the_corpus_breaks_a_reader(name: str) -> None:
    inputs = sorted((CORPUS / name).iterdir())
    assert inputs
    # pypdf's own words about damaged files are silenced by the readers, in every order of tests.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    for path in inputs:
        try:
            TARGETS[name](path.read_bytes())
        except Exception as error:
            error.add_note(f"{name}: {path.name}")
            raise


def test_every_folder_of_the_corpus_has_a_target() -> None:
    assert {path.name for path in CORPUS.iterdir()} == set(TARGETS)


def test_the_corpus_stays_small() -> None:
    assert sum(path.stat().st_size for path in CORPUS.rglob("*")) < LARGEST


def test_a_target_that_meets_another_exception_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.fuzz import targets

    def broken(*_: object) -> None:
        raise IndexError

    monkeypatch.setattr(targets, "load", broken)
    with pytest.raises(IndexError):
        TARGETS["yaml"](b"a: 1")


def test_a_second_reading_that_differs_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.fuzz import targets

    monkeypatch.setattr(targets, "dump", lambda _: "b: 2\n")
    with pytest.raises(AssertionError):
        TARGETS["yaml"](b"a: 1")
