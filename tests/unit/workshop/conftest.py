"""A small pack on disk, a class, and plans as participants hand them in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.small_pack import TODAY, small_pack, write_pack
from wizard.engine import CompiledChecklist
from wizard.plans.contents import PlanContents, new_plan
from wizard.plans.log import Log, timestamp
from wizard.plans.reading import write_contents
from wizard.session.membership import Membership, with_membership
from wizard.workshop.classroom import Classroom, new_classroom, write_classroom

NOON = dt.datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=dt.UTC)
ANSWERS = {"hours": "12", "goods": '["software"]'}


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pack(tmp_path_factory.mktemp("pack"))


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> CompiledChecklist:
    return small_pack(tmp_path_factory.mktemp("pack"))


@pytest.fixture
def classroom() -> Classroom:
    return new_classroom("秋季班", TODAY, "90min", ("small", 2), 3)


@pytest.fixture
def folder(tmp_path: Path, classroom: Classroom) -> Path:
    folder = tmp_path / "class"
    write_classroom(folder, classroom)
    return folder


@dataclass(frozen=True)
class Stick:
    """A folder on which participants bring their plans."""

    folder: Path

    def put(self, name: str, contents: PlanContents) -> Path:
        path = self.folder / f"{name}.shopplan"
        write_contents(contents, path)
        return path


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    folder = tmp_path / "stick"
    folder.mkdir()
    return Stick(folder)


Handed = Callable[..., PlanContents]


@pytest.fixture
def plan() -> Handed:
    def plan(
        number: int,
        answers: Mapping[str, str] = ANSWERS,
        *,
        name: str = "",
        member: Membership | None = None,
        pack: tuple[str, int] = ("small", 2),
    ) -> PlanContents:
        contents = new_plan(
            plan_id=f"0000-plan-{number:04d}",
            name=name or f"小店 {number}",
            pack=pack,
            answers=answers,
            now=NOON,
        )
        member = member or Membership()
        return replace(contents, summary=with_membership(contents.summary, member))

    return plan


def changed(contents: PlanContents, question: str, value: str) -> PlanContents:
    """Return a plan in which one more answer was given."""
    log = Log(contents.plan_id, contents.revisions)
    log.append("answer", {question: value}, at=timestamp(NOON), author="")
    return replace(contents, revisions=tuple(log.revisions))
