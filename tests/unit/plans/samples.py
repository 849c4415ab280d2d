"""Plans the tests of this folder begin with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from wizard.plans.store import PlanFile

NOW = datetime(2026, 11, 22, 14, 32, tzinfo=UTC)
PLAN_ID = "0f6c2d1e-7a51-4c5e-9a63-3f0d8a2f9c11"


def at(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def new_plan(path: Path, plan_id: str = PLAN_ID, **answers: str) -> PlanFile:
    return PlanFile.create(
        path,
        plan_id=plan_id,
        name="小林的软件授权店",
        pack=("shop_launch", 1),
        answers=answers,
        now=NOW,
    )
