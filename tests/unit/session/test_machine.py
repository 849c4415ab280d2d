"""Any sequence of typing, undo, redo and reopening agrees with a plain model of the answers."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.small_pack import TODAY
from tests.unit.session.conftest import NOON
from wizard.engine import CompiledChecklist, evaluate
from wizard.model.answers import NOTHING, Answer, Cell
from wizard.session import Session, decoded

CELLS = st.sampled_from(
    [
        Cell("hours"),
        Cell("goods"),
        Cell("minors"),
        Cell("chosen_platform"),
        Cell("platforms", 0, "name"),
        Cell("platforms", 1, "verified"),
        Cell("budget_lines", 0, "amount"),
    ]
)
TYPED = st.one_of(
    st.sampled_from(
        ["", "5", "是", "否", "甲", "software", "cards", "５００元", "none", "not_sure"]
    ),
    st.text(max_size=4),
    st.none(),
)


class SessionMachine(RuleBasedStateMachine):
    """``states[here]`` are the answers; undo moves left, redo right, a change cuts the right."""

    compiled: CompiledChecklist

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "plan.shopplan"
        self.session = Session.create(self.path, self.compiled, name="店", clock=lambda: NOON)
        self.states: list[dict[str, Answer]] = [{}]
        self.here = 0

    def note(self) -> None:
        now = dict(self.session.evaluation.answers)
        if now != self.states[self.here]:
            self.states[self.here + 1 :] = [now]
            self.here += 1

    @rule(cell=CELLS, raw=TYPED)
    def answer(self, cell: Cell, raw: str | None) -> None:
        others = {
            one: answer
            for one, answer in self.session.evaluation.answers.items()
            if one != cell.question
        }
        self.session.answer(cell, raw)
        answer = self.session.current(cell)
        if raw is None or not raw.strip():
            assert answer.value is None
            assert not answer.text
        else:
            assert (
                answer.value is not None
                or answer.text
                or self.session.unreadable(cell)
                or (raw.isprintable() is False)
            )
        kept = self.session.evaluation.answers
        assert {one: kept[one] for one in kept if one != cell.question} == others
        self.note()

    @rule(cell=CELLS)
    def not_sure(self, cell: Cell) -> None:
        self.session.set_not_sure(cell)
        assert self.session.current(cell).not_sure
        self.note()

    @rule(cell=CELLS, text=st.text(max_size=5))
    def remark(self, cell: Cell, text: str) -> None:
        value = self.session.current(cell).value
        self.session.set_note(cell, text)
        assert self.session.current(cell).value == value
        self.note()

    @rule(table=st.sampled_from(["platforms", "budget_lines"]))
    def add_row(self, table: str) -> None:
        row = self.session.add_row(table)
        assert self.session.current(Cell(table, row, "name")) == NOTHING
        self.note()

    @rule(table=st.sampled_from(["platforms", "budget_lines"]))
    def remove_row(self, table: str) -> None:
        self.session.remove_row(table, 0)
        self.note()

    @rule()
    def undo(self) -> None:
        travel = self.session.undo()
        assert (travel is None) == (self.here == 0)
        if travel is not None:
            assert travel.before != travel.after
            self.here -= 1

    @rule()
    def redo(self) -> None:
        travel = self.session.redo()
        assert (travel is None) == (self.here == len(self.states) - 1)
        if travel is not None:
            self.here += 1

    @rule()
    def reopen(self) -> None:
        assert self.session.close()
        self.session = Session.open(self.path, self.compiled, clock=lambda: NOON)
        assert self.session.opening.recovered is None

    @invariant()
    def agrees(self) -> None:
        session = self.session
        assert dict(session.evaluation.answers) == self.states[self.here]
        answers, retired = decoded(self.compiled.checklist, session.plan.answers())
        assert retired == {}
        assert session.evaluation == evaluate(
            self.compiled, answers, TODAY, started=TODAY, seed=session.plan.plan_id
        )

    def teardown(self) -> None:
        self.session.close()
        self.folder.cleanup()


@pytest.mark.timeout(60)
def test_any_sequence(compiled: CompiledChecklist) -> None:
    class Machine(SessionMachine):
        pass

    Machine.compiled = compiled
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=15, stateful_step_count=25, derandomize=True, deadline=None, database=None
        ),
    )
