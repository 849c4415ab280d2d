from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.plans.samples import new_plan
from wizard.plans.store import PlanFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "小林 的#店?.shopplan"


@pytest.fixture
def plan(path: Path) -> Iterator[PlanFile]:
    with new_plan(path, weekly_hours="10") as plan:
        yield plan
