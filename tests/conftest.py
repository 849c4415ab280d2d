"""What holds for every test: no screen, no unexpected log line, repeatable chance."""

from __future__ import annotations

import os

# Before anything imports Qt: no screen, no scaling, no locale of the machine.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "1"
os.environ["LC_ALL"] = "C.UTF-8"

import gc
import logging
import re
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.snapshot import Snapshot

TESTS = Path(__file__).parent

# A busy machine is no defect of the program, and the same commit gives the same examples.
settings.register_profile(
    "wizard",
    derandomize=True,
    deadline=None,
    max_examples=60,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("wizard")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--snapshot-update", action="store_true", help="write what the golden files should hold"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse Qt in unit tests: the domain has to be testable without it."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if _is_unit(item) and fixtures & {"qtbot", "qapp", "qtmodeltester"}:
            message = f"{item.nodeid} is a unit test and asks for Qt: it belongs in tests/ui"
            raise pytest.UsageError(message)


def _is_unit(item: pytest.Item) -> bool:
    return item.path.is_relative_to(TESTS / "unit")


def _application() -> object:
    """Return the running Qt application, without importing Qt for the question."""
    core = sys.modules.get("PySide6.QtCore")
    return None if core is None else core.QCoreApplication.instance()


class _Records(logging.Handler):
    """Collects what is logged at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """Fail a test that logs what it does not expect, or that brings up Qt where it must not.

    ``@pytest.mark.logs("pattern", ...)`` expects one record or more for each pattern.
    """
    records, before = _Records(), _application()
    root = logging.getLogger()
    root.addHandler(records)
    try:
        yield
    finally:
        root.removeHandler(records)
    if _is_unit(item) and _application() is not before:
        pytest.fail("a unit test made a Qt application", pytrace=False)
    marker = item.get_closest_marker("logs")
    patterns = list(marker.args) if marker else []
    for message in records.messages:
        if not any(re.search(pattern, message) for pattern in patterns):
            pytest.fail(f"unexpected log record: {message}", pytrace=False)
    for pattern in patterns:
        if not any(re.search(pattern, message) for message in records.messages):
            pytest.fail(f"no log record matches {pattern!r}", pytrace=False)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Really free the windows of a test.

    WORKAROUND for https://github.com/pytest-dev/pytest-qt/issues/498: deleteLater waits for
    an event loop that tests do not run, so thousands of widgets stay alive and every new
    style sheet restyles them all.

    From the first window on, garbage is collected here and, as in the program, never on a
    worker thread: a widget that died there now and then took the whole run with it.
    """
    if _application() is not None:
        from wizard.ui.shell.collecting import collect_due

        core = sys.modules["PySide6.QtCore"]
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
        gc.disable()
        collect_due()


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Snapshot:
    """Compare text or JSON with the golden file of this test; see ``tests/snapshot.py``."""
    place = request.node.path.relative_to(TESTS).with_suffix("")
    name = re.sub(r"[^\w.-]+", "-", request.node.name).strip("-")
    update = bool(request.config.getoption("--snapshot-update"))
    return Snapshot(TESTS / "golden" / place, name, update=update)
