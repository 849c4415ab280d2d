"""The scripts behind make, and what tests/conftest.py promises."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from typing import Any

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parents[2]
CONFTEST = (ROOT / "tests" / "conftest.py").read_text("utf-8")


def _script(name: str) -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "packaging" / name))


@pytest.mark.parametrize(
    ("system", "environment", "seen"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ("linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "minimal:x=1"}, False),
        ("linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "xcb"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
        ("win32", {"QT_QPA_PLATFORM": "offscreen"}, False),
    ],
)
def test_a_window_opens_only_where_it_can_be_seen(
    system: str, environment: dict[str, str], *, seen: bool
) -> None:
    assert _script("run.py")["has_screen"](system, environment) is seen


def test_libraries_that_are_absent_are_named_with_their_package() -> None:
    absent = _script("environment.py")["absent"]
    assert absent({"libc.so.6": "libc6", "libnone.so.9": "libnone9"}) == {
        "libnone.so.9": "libnone9"
    }


def test_what_a_bundle_needs_is_named_with_its_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    check = _script("environment.py")["check_system"]
    check({}, {})
    with pytest.raises(SystemExit):
        check({"libnone.so.9": "libnone9"}, {"no-such-tool": "none-tools"})
    told = capsys.readouterr().err
    assert "sudo apt-get install libnone9 none-tools" in told
    assert "no-such-tool" in told


def test_a_python_without_venv_gets_the_line_to_type(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Debian ships venv apart; only root may install it unasked."""
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    create = _script("environment.py")["create"]
    create.__globals__["VENV"] = tmp_path / ".venv"
    with pytest.raises(SystemExit):
        create()
    major, minor = sys.version_info[:2]
    assert f"sudo apt-get install python{major}.{minor}-venv" in capsys.readouterr().err
    assert not (tmp_path / ".venv").exists()


def test_an_environment_of_the_same_python_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = _script("environment.py")
    names = script["create"].__globals__
    monkeypatch.setitem(names, "VENV", tmp_path)
    assert script["venv_version"]() == ()
    major, minor = sys.version_info[:2]
    (tmp_path / "pyvenv.cfg").write_text(f"home = /usr/bin\nversion = {major}.{minor}.7\n", "utf-8")
    interpreter = script["python"]()
    interpreter.parent.mkdir()
    interpreter.touch()
    monkeypatch.setattr("venv.EnvBuilder.create", lambda *_: pytest.fail("made anew"))
    script["create"]()


@pytest.fixture
def checked(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """Give a folder whose tests run under our conftest."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    pytester.makeini("[pytest]\nmarkers = logs\nfilterwarnings = error\nqt_api = pyside6\n")
    pytester.makeconftest(CONFTEST)
    return pytester


def test_an_unexpected_warning_in_the_log_fails_the_test(checked: pytest.Pytester) -> None:
    checked.makepyfile(
        """
        import logging, pytest

        def test_silent():
            logging.getLogger("wizard").info("fine")

        def test_loud():
            logging.getLogger("wizard").warning("careful")

        @pytest.mark.logs("careful")
        def test_expected():
            logging.getLogger("wizard").warning("careful")

        @pytest.mark.logs("careful")
        def test_expected_in_vain():
            pass
        """
    )
    result = checked.runpytest_subprocess("-q", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=2, failed=2)
    result.stdout.fnmatch_lines(["*unexpected log record: WARNING wizard: careful*"])


def test_a_unit_test_may_not_ask_for_qt(checked: pytest.Pytester) -> None:
    folder = checked.mkdir("unit")
    (folder / "test_widget.py").write_text("def test_it(qtbot): pass\n", "utf-8")
    result = checked.runpytest_subprocess("-q", "-p", "no:cacheprovider")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*belongs in tests/ui*"])


def test_snapshots_are_compared_and_written_only_on_request(checked: pytest.Pytester) -> None:
    checked.makepyfile(test_it="def test_it(snapshot): snapshot({'a': 1}); snapshot('b', 'text')")
    quiet = ("-q", "-p", "no:cacheprovider")
    checked.runpytest_subprocess(*quiet).assert_outcomes(failed=1)
    checked.runpytest_subprocess(*quiet, "--snapshot-update").assert_outcomes(passed=1)
    checked.runpytest_subprocess(*quiet).assert_outcomes(passed=1)
    golden = checked.path / "golden" / "test_it" / "test_it-text.txt"
    golden.write_text("c", "utf-8")
    checked.runpytest_subprocess(*quiet).assert_outcomes(failed=1)
