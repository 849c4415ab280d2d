"""What the command line says about itself is in the language asked for, all of it."""

from __future__ import annotations

import re

import pytest

from wizard.cli import main
from wizard.cli.parsing import told
from wizard.text import words

MISTAKES = {
    "missing": (["check"], "launch-wizard check: 还缺 FILE。照上面的用法补上。"),
    "unknown": (["check", "x", "--nope"], "launch-wizard: 这里不认得 --nope。"),
    "command": (["frobnicate"], "launch-wizard: 命令 里没有「frobnicate」。可以写：check, "),
    "choice": (
        ["print", "x", "--edition", "foo"],
        "--edition 里没有「foo」。可以写：draft, final。",
    ),
    "value": (["check", "x", "--as-of", "foo"], "--as-of 读不懂「foo」。"),
    "nothing": (["check", "x", "--as-of"], "--as-of 后面还要写上内容。"),
    "takes_none": (["check", "x", "--json=1"], "--json 后面不写内容，去掉「1」。"),
    "nested": (["class"], "launch-wizard class: 还缺 命令。"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_in_chinese(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, said = MISTAKES[name]
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    shown = capsys.readouterr()
    assert stopped.value.code == 2
    assert shown.out == ""
    assert shown.err.startswith("用法：launch-wizard")
    assert said in shown.err
    assert not re.search(r"error|invalid|usage", shown.err)


def test_the_same_mistake_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["check", "--lang", "en"])
    assert "FILE is missing. Add it as shown above." in capsys.readouterr().err


@pytest.mark.parametrize("command", [[], ["print"], ["class"], ["class", "new"], ["batch"]])
def test_help_has_no_english_heading_in_chinese(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([*command, "--help"])
    shown = capsys.readouterr().out
    assert stopped.value.code == 0
    assert shown.count("用法：") == 1
    assert "显示这些说明" in shown
    assert not re.search(r"usage:|positional arguments|options:|show this|show program", shown)


def test_what_argparse_words_in_another_way_is_still_told() -> None:
    assert told("something new", words("zh")) == "something new"
    both = told("argument --a: not allowed with argument --b", words("zh"))
    assert both == "--a 和 --b 只能写一个。"
