"""Any sequence of changes, migrations, undo, redo and reopening agrees with a plain list of states."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.unit.plans.samples import at, new_plan
from wizard.plans import reading
from wizard.plans.store import PlanFile

questions = st.sampled_from(["a", "b", "c", "d"])
values = st.one_of(
    st.none(),
    st.integers(0, 3).map(str),
    st.text("甲乙\u202e'\\", max_size=3).map(lambda text: '"' + text.replace("\\", "\\\\") + '"'),
)


class PlanMachine(RuleBasedStateMachine):
    """``states[here]`` are the answers; undo moves left, redo right, a change cuts the right."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "plan.shopplan"
        self.plan = new_plan(self.path, a="0")
        self.states: list[dict[str, str]] = [{"a": "0"}]
        self.here = 0
        self.minute = 0
        self.version = 1

    def now(self) -> int:
        self.minute = (self.minute * 7 + 3) % 11  # a clock that jumps to and fro
        return self.minute

    @rule(changes=st.dictionaries(questions, values, min_size=1, max_size=3))
    def change(self, changes: dict[str, str | None]) -> None:
        self.plan.commit(changes, now=at(self.now()))
        before = self.states[self.here]
        after = {q: v for q, v in (before | changes).items() if v is not None}
        if after != before:
            self.states[self.here + 1 :] = [after]
            self.here += 1

    @rule(changes=st.dictionaries(questions, values, min_size=1, max_size=3))
    def migrate(self, changes: dict[str, str | None]) -> None:
        """A newer checklist: nothing before it is undone or redone any more."""
        self.version += 1
        pack = ("shop_launch", self.version)
        self.plan.commit(changes, kind="migrate", pack=pack, now=at(self.now()))
        before = self.states[self.here]
        after = {q: v for q, v in (before | changes).items() if v is not None}
        if after != before:
            self.states, self.here = [after], 0

    @rule()
    def undo(self) -> None:
        step = self.plan.undo(at(self.now()))
        assert (step is None) == (self.here == 0)
        if step is not None:
            self.here -= 1

    @rule()
    def redo(self) -> None:
        step = self.plan.redo(at(self.now()))
        assert (step is None) == (self.here == len(self.states) - 1)
        if step is not None:
            self.here += 1

    @rule()
    def reopen(self) -> None:
        assert self.plan.close()
        self.plan = PlanFile.open(self.path)

    @precondition(lambda self: self.plan.revision > 1)
    @rule()
    def look_from_outside(self) -> None:
        assert self.plan.flush()
        contents = reading.read_own(self.path)
        assert contents.answers == self.plan.answers()
        assert list(contents.revisions) == self.plan.history()
        assert contents.pack_version == self.version

    @invariant()
    def agrees(self) -> None:
        assert self.plan.answers() == self.states[self.here]
        assert self.plan.can_undo == (self.here > 0)
        assert self.plan.can_redo == (self.here < len(self.states) - 1)
        assert self.plan.answers_at(self.plan.revision) == self.plan.answers()

    def teardown(self) -> None:
        self.plan.close()
        self.folder.cleanup()


TestPlanMachine = PlanMachine.TestCase
TestPlanMachine.settings = settings(
    max_examples=25, stateful_step_count=30, derandomize=True, deadline=None
)
