from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from wizard.model.answers import Cell
from wizard.money.inputs import Inputs
from wizard.money.simulation import Simulation, simulate
from wizard.ui.budget import simulating
from wizard.ui.budget.simulating import FIGURE, Simulator
from wizard.ui.parts.desk import Desk

AMOUNT = Cell("budget_lines", 1, "amount")


class Worker:
    """Stands in for the simulation: counts, and waits when it is told to."""

    def __init__(self) -> None:
        self.asked: list[Inputs] = []
        self.threads: set[int] = set()
        self.go = threading.Event()
        self.go.set()

    def __call__(self, inputs: Inputs, *, weeks: int) -> Simulation | None:
        self.asked.append(inputs)
        self.threads.add(threading.get_ident())
        assert self.go.wait(10)
        return simulate(inputs, 200, weeks)


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    made = Worker()
    monkeypatch.setattr(simulating, "simulate", made)
    monkeypatch.setattr(simulating, "QUIET_MS", 1)
    yield made
    made.go.set()


@pytest.fixture
def make(make_desk: Callable[..., Desk]) -> Iterator[Callable[[str], tuple[Desk, Simulator]]]:
    made: list[Simulator] = []

    def one(persona: str) -> tuple[Desk, Simulator]:
        desk = make_desk(persona)
        simulator = Simulator(desk)
        desk.evaluated.connect(simulator.request)
        made.append(simulator)
        return desk, simulator

    yield one
    for simulator in made:
        simulator.close()


def test_the_result_comes_back_to_the_plan(
    make: Callable[[str], tuple[Desk, Simulator]], worker: Worker, qtbot: QtBot
) -> None:
    desk, simulator = make("xiaolin")
    assert desk.evaluation.figures[FIGURE].value is None
    with qtbot.waitSignal(simulator.finished):
        simulator.request()
    assert desk.evaluation.figures[FIGURE].value is not None
    assert simulator.result is not None
    assert threading.get_ident() not in worker.threads
    simulator.request()
    qtbot.wait(30)
    assert len(worker.asked) == 1


def test_the_newest_request_wins_and_an_old_result_is_dropped(
    make: Callable[[str], tuple[Desk, Simulator]], worker: Worker, qtbot: QtBot
) -> None:
    desk, simulator = make("xiaolin")
    worker.go.clear()
    simulator.request()
    qtbot.waitUntil(lambda: len(worker.asked) == 1)
    desk.answer(AMOUNT, "700")
    desk.answer(AMOUNT, "650")
    qtbot.wait(20)
    assert len(worker.asked) == 1
    with qtbot.waitSignal(simulator.finished):
        worker.go.set()
    assert [one == desk.evaluation.inputs for one in worker.asked] == [False, True]
    assert desk.evaluation.figures[FIGURE].value is not None


def test_nothing_is_simulated_while_an_input_is_missing(
    make: Callable[[str], tuple[Desk, Simulator]], worker: Worker, qtbot: QtBot
) -> None:
    _, simulator = make("")
    simulator.request()
    qtbot.wait(30)
    assert worker.asked == []


def test_closing_waits_for_the_worker_and_drops_its_result(
    make: Callable[[str], tuple[Desk, Simulator]], worker: Worker, qtbot: QtBot
) -> None:
    desk, simulator = make("xiaolin")
    worker.go.clear()
    simulator.request()
    qtbot.waitUntil(lambda: len(worker.asked) == 1)
    threading.Timer(0.05, worker.go.set).start()
    simulator.close()
    qtbot.wait(20)
    assert desk.session.simulated is None
    simulator.request()
    qtbot.wait(20)
    assert len(worker.asked) == 1
