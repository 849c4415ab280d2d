"""A plan to type into, with a clock that ticks a minute at every look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.small_pack import TODAY, small_pack
from wizard.engine import CompiledChecklist
from wizard.session import Session

NOON = dt.datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> CompiledChecklist:
    return small_pack(tmp_path_factory.mktemp("pack"))


@pytest.fixture
def clock() -> Callable[[], dt.datetime]:
    return lambda: NOON


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library" / "小林.shopplan"


@pytest.fixture
def session(
    path: Path, compiled: CompiledChecklist, clock: Callable[[], dt.datetime]
) -> Iterator[Session]:
    session = Session.create(path, compiled, name="小林的店", clock=clock)
    yield session
    session.close()
