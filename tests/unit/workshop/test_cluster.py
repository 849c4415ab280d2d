"""Batches elsewhere: the same bytes, the same results, whatever runs them."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.small_pack import TODAY
from wizard import packs
from wizard.errors import WizardError
from wizard.text import words
from wizard.workshop import cluster
from wizard.workshop.batch import plan_files, print_all, summary, tasks_for
from wizard.workshop.cluster import VARIABLE, Parcel, connected, print_on, print_parcel
from wizard.workshop.printing import PrintResult, PrintTask

ROOT = Path(__file__).resolve().parents[3]
SAY = words("zh")
GOOD = "small: 2\nname: 小店{number}\nanswers: {{hours: 1{number}, goods: [software]}}\n"


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        (folder / f"p{number}.yaml").write_text(GOOD.format(number=number), "utf-8")
    (folder / "broken.json").write_text('{"small": 2, "answers": {"nope": 1}}', "utf-8")
    return folder


def tasks(inputs: Path, out: Path, pack: Path) -> list[PrintTask]:
    like = PrintTask(out, out, TODAY, pack=pack)
    return tasks_for(plan_files([inputs, inputs / "gone.yaml"]), out, like, merge=False)


def crashed(task: PrintTask, error: Exception) -> PrintResult:
    return PrintResult(task.source, problems=(type(error).__name__,))


def elsewhere(engine: Executor, todo: list[PrintTask]) -> list[PrintResult]:
    found = dict(print_on(engine, todo, SAY, crashed))
    return [found[place] for place in range(len(todo))]


def test_any_executor_gives_what_this_machine_gives(
    inputs: Path, tmp_path: Path, pack: Path
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    local = print_all(tasks(inputs, here, pack), SAY, jobs=1)
    with ThreadPoolExecutor(1) as engine:
        remote = elsewhere(engine, tasks(inputs, there, pack))
    assert summary(remote, SAY) == summary(local, SAY)
    assert sorted(path.name for path in there.iterdir()) == ["p0.pdf", "p1.pdf", "p2.pdf"]
    for path in here.iterdir():
        assert path.read_bytes() == (there / path.name).read_bytes()
    # What is wrong with a file is told by the name it has here, not there.
    assert all(str(inputs) in one.problems[0] for one in remote if one.problems)


def test_a_parcel_needs_neither_the_plan_nor_the_checklist_where_it_is_printed(
    inputs: Path, tmp_path: Path, pack: Path
) -> None:
    task = tasks(inputs, tmp_path / "out", pack)[1]
    content, checklist = task.source.read_bytes(), packs.bundle(pack)
    nowhere = replace(task, source=Path("/gone/p0.yaml"), output=Path("/gone/p0.pdf"), pack=None)
    result, pdf = print_parcel(Parcel(nowhere, content, checklist))
    assert result.output == nowhere.output
    assert pdf.startswith(b"%PDF-")
    assert print_parcel(Parcel(nowhere, content, checklist))[1] == pdf


def test_no_more_is_sent_than_can_be_held(
    inputs: Path, tmp_path: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "AHEAD", 2)
    out: set[Future[object]] = set()
    most = 0

    class Counting(ThreadPoolExecutor):
        def submit(self, *arguments: object, **named: object) -> Future[object]:  # type: ignore[override]
            nonlocal most
            future: Future[object] = super().submit(*arguments, **named)  # type: ignore[arg-type]
            out.add(future)
            most = max(most, sum(not one.done() for one in out))
            return future

    with Counting(1) as engine:
        results = elsewhere(engine, tasks(inputs, tmp_path / "out", pack))
    assert most <= 2
    assert [one.output is None for one in results] == [True, False, False, False, True]


def test_a_task_that_kills_its_worker_is_one_result(
    inputs: Path, tmp_path: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(_: Parcel) -> tuple[PrintResult, bytes]:
        raise OSError

    monkeypatch.setattr(cluster, "print_parcel", killed)
    with ThreadPoolExecutor(1) as engine:
        results = elsewhere(engine, tasks(inputs, tmp_path / "out", pack))
    assert [one.problems for one in results][:4] == [("OSError",)] * 4


def test_a_pdf_that_cannot_be_put_in_its_place_is_said(
    inputs: Path, tmp_path: Path, pack: Path
) -> None:
    out = tmp_path / "out"
    (out / "p0.pdf").mkdir(parents=True)
    with ThreadPoolExecutor(1) as engine:
        results = elsewhere(engine, tasks(inputs, out, pack)[1:2])
    assert results[0].output is None
    assert results[0].pages is None
    assert "p0.pdf" in results[0].problems[0]


def test_without_the_variable_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert cluster.address() == ""


def test_without_dask_the_way_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(WizardError, match="no_cluster_library") as error, connected("tcp://x:1"):
        pass
    assert "shop-launch-wizard[cluster]" in SAY(error.value.key, **error.value.params)


dask = pytest.mark.skipif(
    find_spec("distributed") is None, reason="the extra 'cluster' is not installed"
)


def dask_run(*arguments: str | Path, script: str = "two_workers.py") -> tuple[int, str, str]:
    command = [sys.executable, str(Path(__file__).with_name(script)), *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=110
    )
    return done.returncode, done.stdout, done.stderr


@dask
def test_two_workers_of_dask_give_the_same_bytes(inputs: Path, tmp_path: Path, pack: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    local = print_all(tasks(inputs, here, pack)[:-1], SAY, jobs=1)
    code, printed, told = dask_run(
        "batch", inputs, "-o", there, "--pack", pack, "--as-of", TODAY.isoformat()
    )
    assert code == 1, told
    assert "broken.json" in told
    assert "Traceback" not in told
    assert [Path(line).suffix for line in printed.splitlines()] == [*[".pdf"] * 3, ".csv"]
    for result in local:
        if result.output is not None:
            assert (there / result.output.name).read_bytes() == result.output.read_bytes()


@dask
def test_a_scheduler_that_is_not_there_is_said(
    inputs: Path, tmp_path: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = (
        "import sys; from wizard.workshop import cluster; cluster.PATIENCE = 1\n"
        "from wizard.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), VARIABLE: "tcp://127.0.0.1:9"}
    command = [sys.executable, "-c", code, "batch", inputs, "-o", tmp_path / "out"]
    done = subprocess.run(
        [*map(str, command), "--pack", str(pack)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1, done.stderr
    assert "tcp://127.0.0.1:9" in done.stderr
    assert not (tmp_path / "out").exists()
