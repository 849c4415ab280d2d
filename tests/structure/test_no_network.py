"""The program opens no connection: nothing that could is imported, and no walk tries to."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONNECTING = {
    "PySide6.QtNetwork",
    "aiohttp",
    "asyncio",
    "dask",
    "distributed",
    "ftplib",
    "http",
    "httpx",
    "imaplib",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "webbrowser",
    "xmlrpc",
}
# The machine's own name says which computer has a plan open.
OWN_NAME = "wizard/plans/claim.py: socket"
# Only when the environment names a cluster, and never in what is handed out.
CLUSTER = [f"wizard/workshop/cluster.py: {name}" for name in ("distributed", "distributed.Client")]
GUARD = """
import sys

NETWORK = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "poplib.", "imaplib.", "webbrowser.")
# Making a socket object, or reading the machine's own name, reaches nobody.
HARMLESS = {"socket.__new__", "socket.gethostname"}

def refuse(event, arguments):
    if event.startswith(NETWORK) and event not in HARMLESS:
        # Python reports what a hook raises, and a library might swallow it: leave at once.
        sys.stderr.write(f"network: {event} {arguments!r}\\n")
        sys.stderr.flush()
        import os
        os._exit(99)

sys.addaudithook(refuse)
"""
EVERY_MODULE = """
import importlib, pkgutil, wizard
for found in pkgutil.walk_packages(wizard.__path__, "wizard."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
print("PySide6.QtNetwork" in sys.modules)
"""
COMMAND = """
from wizard.cli import main
sys.exit(main(sys.argv[1:]))
"""
WINDOW = """
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from wizard.app import open_window

app = QApplication([])
window = open_window(app)
window.open_soon(Path(sys.argv[1]))
window.show()
def leave():
    print(window.isVisible(), flush=True)
    import os
    os._exit(0)

# From a timer and at once: a dialog of the plan's may be in the way of a plain end.
QTimer.singleShot(4000, leave)
app.exec()
"""


def _run(code: str, *arguments: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        "SHOP_LAUNCH_LIBRARY": str(home),
    }
    command = [sys.executable, "-c", GUARD + code, *map(str, arguments)]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the worked example, with agreements and workbook, under guard."""
    place = tmp_path_factory.mktemp("demo")
    made = _run(COMMAND, "demo", "-o", place / "out", home=place / "library")
    assert made.returncode == 0, made.stderr
    return place / "out"


def test_the_guard_sees_a_connection(tmp_path: Path) -> None:
    code = "import socket\nsocket.create_connection(('127.0.0.1', 9), 0.1)"
    made = _run(code, home=tmp_path)
    assert made.returncode == 99
    assert "network: socket.getaddrinfo" in made.stderr


def test_no_module_of_ours_imports_what_connects() -> None:
    found = []
    for path in sorted((ROOT / "wizard").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [one.name for one in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
            found += [
                f"{path.relative_to(ROOT)}: {name}"
                for name in names
                if any(name == one or name.startswith(one + ".") for one in CONNECTING)
            ]
    assert found == [OWN_NAME, *CLUSTER]
    claim = (ROOT / "wizard" / "plans" / "claim.py").read_text("utf-8")
    assert set(re.findall(r"\bsocket\.(\w+)", claim)) == {"gethostname"}


def test_importing_everything_reaches_nobody(tmp_path: Path) -> None:
    made = _run(EVERY_MODULE, home=tmp_path)
    assert (made.returncode, made.stdout) == (0, "False\n"), made.stderr


def test_the_worked_example_reaches_nobody(example: Path) -> None:
    assert (example / "plan.pdf").stat().st_size > 10_000


@pytest.mark.parametrize(
    "command",
    [
        ("check", "{plan}", "--json"),
        ("new", "-o", "{out}/copy.shopplan", "--from", "{plan}"),
        ("print", "{plan}", "-o", "{out}/plan.pdf"),
        ("kit", "{plan}", "-o", "{out}/kit"),
        ("export", "{plan}"),
        ("batch", "{plan}", "-o", "{out}/batch"),
        ("worksheet", "-o", "{out}/worksheet.pdf"),
        ("lint", str(ROOT / "checklists" / "_gallery")),
    ],
    ids=lambda command: command[0],
)
def test_no_command_reaches_anybody(
    command: tuple[str, ...], example: Path, tmp_path: Path
) -> None:
    filled = [part.format(plan=example / "answers.yaml", out=tmp_path) for part in command]
    made = _run(COMMAND, *filled, home=tmp_path / "library")
    assert made.returncode == 0, made.stderr
    if command[0] == "check":
        assert json.loads(made.stdout)["checklist"]["id"] == "shop_launch"


def test_the_window_reaches_nobody(example: Path, tmp_path: Path) -> None:
    made = _run(WINDOW, example / "plan.pdf", home=tmp_path)
    assert (made.returncode, made.stdout) == (0, "True\n"), made.stderr
