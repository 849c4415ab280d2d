"""Surroundings that no command expects: odd names, pipes, full and closed outputs, far days."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import socket
import sys
from pathlib import Path

import pytest

import wizard.__main__ as program
from wizard.cli import main
from wizard.plans.contents import new_plan
from wizard.plans.reading import write_contents

ANSWERS = "shop_launch: 1\nname: 店\nanswers: {weekly_hours: 12}\n"


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.yaml"
    path.write_text(ANSWERS, "utf-8")
    return path


def sentence(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run a command that must end with one sentence and nothing on stdout."""
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    (line,) = captured.err.splitlines()
    return line


def plan_name(capsys: pytest.CaptureFixture[str], path: Path) -> str:
    assert main(["check", str(path), "--json"]) == 1
    captured = capsys.readouterr()
    assert captured.err == ""
    name = json.loads(captured.out)["plan"]["name"]
    assert isinstance(name, str)
    return name


@pytest.mark.parametrize("version", ['"²"', '"' + "9" * 5000 + '"', '"٣x"'])
def test_a_version_that_only_looks_like_a_number_is_refused(
    version: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"shop_launch: {version}\nanswers: {{}}\n", "utf-8")
    assert "a.yaml:1:14: " in sentence(capsys, "check", str(path))


def test_a_plan_is_not_written_where_nothing_can_be(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    under_a_file = str(answers / "x.shopplan")
    assert str(answers) in sentence(capsys, "new", "-o", under_a_file)
    assert sentence(capsys, "new", "-o", str(tmp_path / ("x" * 300 + ".shopplan")))
    link = tmp_path / "link.shopplan"
    link.symlink_to(tmp_path / "nowhere")
    assert sentence(capsys, "new", "-o", str(link))
    assert link.is_symlink()
    assert answers.read_text("utf-8") == ANSWERS


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("店\n名\t x\x01\u202e", "店 名 x"),
        ("店" * 300, "店" * 200),
        (os.fsdecode("店名".encode()), "店名"),
        (os.fsdecode(b"a\xff"), "a\ufffd"),
    ],
)
def test_a_typed_name_is_one_every_file_can_hold(
    typed: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.shopplan"
    assert main(["new", "-o", str(path), "--name", typed]) == 0
    capsys.readouterr()
    assert plan_name(capsys, path) == name
    exported = tmp_path / "a.yaml"
    assert main(["export", str(path), "-o", str(exported)]) == 0
    capsys.readouterr()
    assert plan_name(capsys, exported) == name


def test_a_name_of_blanks_is_no_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.shopplan"
    assert main(["new", "-o", str(path), "--name", "   "]) == 0
    capsys.readouterr()
    assert plan_name(capsys, path).strip()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize(
    ("stem", "name"), [(b"b\xff", "b\ufffd"), (b" ", ".yaml"), (b"y" * 240, "y" * 200)]
)
def test_a_plan_without_a_name_takes_that_of_any_file(
    stem: bytes, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / os.fsdecode(stem + b".yaml")
    path.write_text("shop_launch: 1\n", "utf-8")
    assert plan_name(capsys, path) == name
    assert main(["print", str(path), "--as-of", "2026-11-22"]) == 0


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2100-01-01", "1979-12-31"])
def test_a_day_beyond_every_calendar_is_refused(
    day: str, answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["print", str(answers), "--as-of", day])
    assert left.value.code == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("day", ["1980-01-01", "2099-12-31"])
def test_the_outermost_days_print(
    day: str, answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["kit", str(answers), "-o", str(tmp_path / "kit"), "--as-of", day]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="no shell hands on open files here")
def test_answers_come_from_what_a_shell_hands_on(capsys: pytest.CaptureFixture[str]) -> None:
    text = ANSWERS + "# " + "x" * 5000 + "\n"
    behind, before = os.pipe()
    with os.fdopen(before, "w", encoding="utf-8") as pipe:
        pipe.write(text)
    assert plan_name(capsys, Path(f"/dev/fd/{behind}")) == "店"
    os.close(behind)


WAITING = [
    "check p.yaml",
    "check p.shopplan --json",
    "check p.pdf",
    "check p.xlsx",
    "print p",
    "kit p.pdf -o kit",
    "export p.shopplan",
    "history p.shopplan",
    "diff p.pdf",
    "new -o new.shopplan --from p.json",
    "import p.pdf -o new.shopplan",
    "lint p.shoppack",
    "simulate p",
    "bundle p -o x.shoppack",
    "check a.yaml --pack p.zip",
    "class new -o class --name n --date 2026-11-22 --agenda 1d --pack p.zip",
    "class collect p --from .",
    "class board p",
    "class hand-in p.shopplan -o .",
    "class take p.shopplan --from .",
    "class take a.shopplan --from p.yaml",
]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
@pytest.mark.parametrize("command", WAITING)
def test_nobody_waits_for_a_pipe(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(ANSWERS, "utf-8")
    assert main(["new", "-o", "a.shopplan"]) == 0
    capsys.readouterr()
    (pipe,) = (one for one in command.split() if one == "p" or one.startswith("p."))
    os.mkfifo(pipe)
    assert pipe in sentence(capsys, *command.split())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_pipe_among_many_stops_nothing(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)
    assert main(["batch", str(pipe), str(answers), "-o", str(tmp_path / "out")]) == 1
    captured = capsys.readouterr()
    assert captured.out.splitlines()[0].endswith("answers.pdf")
    assert str(pipe) in captured.err


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no sockets among files")
def test_a_socket_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "s.yaml"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        assert "管道" in sentence(capsys, "check", str(path))


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no endless file")
def test_a_file_that_never_ends_is_too_large(capsys: pytest.CaptureFixture[str]) -> None:
    assert "/dev/zero" in sentence(capsys, "check", "/dev/zero")


def test_answers_that_speak_of_pdf_are_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("shop_launch: 1\nname: '%PDF-1.7'\n", "utf-8")
    assert plan_name(capsys, path) == "%PDF-1.7"


def test_a_command_that_is_stopped_says_nothing(
    answers: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(self: Path, *_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("wizard.session.source.read_given", stop)
    assert main(["export", str(answers)]) == 130
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


class _Full(io.StringIO):
    def write(self, _text: str) -> int:
        raise OSError(28, "No space left on device")


class _Closed(io.StringIO):
    def write(self, _text: str) -> int:
        raise BrokenPipeError(32, "Broken pipe")


def test_results_that_find_no_room_end_with_a_sentence(
    answers: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", _Full())
    assert main(["check", str(answers), "--json"]) == 2
    assert "No space left" in capsys.readouterr().err


def test_results_nobody_reads_any_more_end_silently(
    answers: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", _Closed())
    assert main(["export", str(answers)]) == 2
    assert capsys.readouterr().err == ""


def test_messages_never_stand_among_the_results(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["check", "nowhere.yaml", "--json"]) == 2
    assert capsys.readouterr().out == ""


def test_a_file_name_the_system_cannot_write_says_so(
    answers: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stat = Path.stat

    def ascii_only(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        self.name.encode("ascii")
        return stat(self, follow_symlinks=follow_symlinks)

    def replace(self: Path, target: Path) -> Path:
        target.name.encode("ascii")
        raise AssertionError

    monkeypatch.setattr(Path, "stat", ascii_only)
    monkeypatch.setattr(Path, "replace", replace)
    assert "店.pdf" in sentence(capsys, "print", str(answers))
    assert [one.name for one in answers.parent.iterdir()] == [answers.name]


def test_what_a_strange_plan_holds_can_be_exported_and_read_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deep: object = 1
    for _ in range(14):
        deep = [deep]
    odd = {
        "weekly_hours": {"value": 12, "note": "a\x01b\u202e", "find_out": "\x0bc"},
        "home_disclosure": {"value": True, "evidence": [{"name": "图\x02", "where": "\u202e"}]},
        "no_such_question": {"": 1.5, "a\nb": [2.5, 1e300, None, "\x01"], "deep": deep},
        "number_of_many_digits": 10**30,
    }
    contents = new_plan(
        plan_id="00000000-0000-4000-8000-000000000000",
        name="店\x01\u202e名",
        pack=("shop_launch", 1),
        answers={key: json.dumps(value) for key, value in odd.items()},
        now=dt.datetime(2026, 11, 22, tzinfo=dt.UTC),
    )
    path = tmp_path / "odd.shopplan"
    write_contents(contents, path)
    exported = tmp_path / "odd.yaml"
    again = tmp_path / "again.yaml"
    assert main(["export", str(path), "-o", str(exported)]) == 0
    assert main(["new", "-o", str(tmp_path / "copy.shopplan"), "--from", str(exported)]) == 0
    assert main(["export", str(tmp_path / "copy.shopplan"), "-o", str(again)]) == 0
    assert main(["export", str(path), "-o", str(tmp_path / "odd.xlsx")]) == 0
    capsys.readouterr()
    assert again.read_bytes() == exported.read_bytes()
    assert plan_name(capsys, exported) == "店名"


def test_a_command_stopped_before_it_is_loaded_says_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Loading takes long enough for somebody to press Ctrl+C."""

    def stopped(name: str, *_: object) -> None:
        if name == "wizard.cli":
            raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "wizard.cli")

    class Finder:
        find_spec = staticmethod(stopped)

    monkeypatch.setattr(sys, "meta_path", [Finder(), *sys.meta_path])
    monkeypatch.setattr(sys, "argv", ["launch-wizard", "check", "x.yaml"])
    assert program.main() == 130
    assert capsys.readouterr() == ("", "")
