"""Which commands there are, and what they take."""

from __future__ import annotations

import argparse
from pathlib import Path

from wizard import __version__
from wizard.cli import authoring, classes, workshop
from wizard.cli.parsing import Parser
from wizard.cli.typed import day, plan_name
from wizard.text import LANGUAGES, Words


def parser(say: Words) -> argparse.ArgumentParser:
    """Return the parser, its help in the language of ``say``."""
    top = Parser(say, prog="launch-wizard", description=say("cli.about"))
    version = f"launch-wizard {__version__}"
    top.add_argument("--version", action="version", version=version, help=say("cli.help.version"))
    commands = top.add_subparsers(dest="command", metavar=say("cli.metavar_command"))
    _check(commands, say)
    _print(commands, say)
    _kit(commands, say)
    _files(commands, say)
    _history(commands, say)
    authoring.add_commands(commands, say)
    workshop.add_commands(commands, say)
    classes.add_commands(commands, say)
    return top


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, say: Words
) -> argparse.ArgumentParser:
    text = say(f"cli.help.{name}")
    return commands.add_parser(name, help=text, description=text)


def _common(command: argparse.ArgumentParser, say: Words, *, day_too: bool = True) -> None:
    command.add_argument("--lang", choices=LANGUAGES, default="zh", help=say("cli.help.lang"))
    command.add_argument("--pack", type=Path, help=say("cli.help.pack"))
    if day_too:
        command.add_argument("--as-of", type=day, metavar="DATE", help=say("cli.help.as_of"))


def _check(commands: argparse._SubParsersAction[argparse.ArgumentParser], say: Words) -> None:
    command = _command(commands, "check", say)
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument("--json", action="store_true", help=say("cli.help.json"))
    _common(command, say)


def _print(commands: argparse._SubParsersAction[argparse.ArgumentParser], say: Words) -> None:
    command = _command(commands, "print", say)
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("-o", "--output", type=Path, metavar="OUT.pdf")
    command.add_argument("--edition", choices=("draft", "final"), default="draft")
    command.add_argument("--no-plan", action="store_true", help=say("cli.help.no_plan"))
    command.add_argument("--changed", action="store_true", help=say("cli.help.changed"))
    command.add_argument("--no-record", action="store_true", help=say("cli.help.no_record"))
    _common(command, say)


def _history(commands: argparse._SubParsersAction[argparse.ArgumentParser], say: Words) -> None:
    command = _command(commands, "history", say)
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--json", action="store_true", help=say("cli.help.json"))
    _common(command, say, day_too=False)
    command = _command(commands, "diff", say)
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("before", nargs="?", metavar="A", help=say("cli.help.moment"))
    command.add_argument("after", nargs="?", metavar="B", help=say("cli.help.moment"))
    command.add_argument("--json", action="store_true", help=say("cli.help.json"))
    _common(command, say)


def _kit(commands: argparse._SubParsersAction[argparse.ArgumentParser], say: Words) -> None:
    command = _command(commands, "kit", say)
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("-o", "--output", type=Path, metavar="DIR", required=True)
    _common(command, say)
    command = _command(commands, "demo", say)
    command.add_argument("-o", "--output", type=Path, metavar="DIR", required=True)
    command.add_argument("--lang", choices=LANGUAGES, default="zh", help=say("cli.help.lang"))


def _files(commands: argparse._SubParsersAction[argparse.ArgumentParser], say: Words) -> None:
    command = _command(commands, "new", say)
    command.add_argument("-o", "--output", type=Path, metavar="FILE.shopplan", required=True)
    command.add_argument("--from", dest="answers", type=Path, metavar="ANSWERS")
    command.add_argument("--name", type=plan_name, default="")
    _common(command, say, day_too=False)
    command = _command(commands, "export", say)
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("-o", "--output", type=Path, metavar="ANSWERS.yaml")
    command.add_argument("--base", action="store_true", help=say("authoring.help.base"))
    _common(command, say, day_too=False)
