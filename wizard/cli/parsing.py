"""The command line's own sentences, in the language of everything else.

``argparse`` speaks English; its headings are named anew here, and what it finds wrong is
recognized by its wording and said from the catalogue.
"""

from __future__ import annotations

import argparse
import re
from functools import partial
from typing import Any, NoReturn

from wizard.text import Words

_FOUND: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (?P<names>.*)", "cli.usage_missing"),
    (r"unrecognized arguments: (?P<names>.*)", "cli.usage_unknown"),
    (r"argument (?P<name>.*?): invalid choice: '?(?P<typed>.*?)'? \(choose from (?P<choices>.*)\)",
     "cli.usage_choice"),
    (r"argument (?P<name>.*?): invalid (?P<kind>\w+) value: '(?P<typed>.*)'", "cli.usage_value"),
    (r"argument (?P<name>.*?): expected (one argument|at least one argument|\d+ arguments?)",
     "cli.usage_nothing_behind"),
    (r"argument (?P<name>.*?): ignored explicit argument '(?P<typed>.*)'", "cli.usage_takes_none"),
    (r"argument (?P<name>.*?): not allowed with argument (?P<other>.*)", "cli.usage_not_both"),
    (r"one of the arguments (?P<names>.*) is required", "cli.usage_one_of"),
    (r"ambiguous option: (?P<name>.*?) could match (?P<choices>.*)", "cli.usage_ambiguous"),
)  # fmt: skip


class Parser(argparse.ArgumentParser):
    """A parser that says everything in one language; so do the parsers of its commands."""

    def __init__(self, say: Words, **options: Any) -> None:
        self._say = say
        options.setdefault("formatter_class", partial(_Help, say))
        super().__init__(add_help=False, **options)
        self._positionals.title = say("cli.usage_positional")
        self._optionals.title = say("cli.usage_options")
        self.add_argument("-h", "--help", action="help", help=say("cli.help.help"))

    def add_subparsers(self, **options: Any) -> Any:
        """Add commands, which speak the same language."""
        options.setdefault("parser_class", partial(Parser, self._say))
        return super().add_subparsers(**options)

    def error(self, message: str) -> NoReturn:
        """Show the usage, and what is wrong; exit code 2."""
        self.exit(2, f"{self.format_usage()}{self.prog}: {told(message, self._say)}\n")


class _Help(argparse.HelpFormatter):
    def __init__(self, say: Words, prog: str) -> None:
        super().__init__(prog)
        self._say = say

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        own = self._say("cli.usage") if prefix is None else prefix
        super().add_usage(usage, actions, groups, own)


def told(message: str, say: Words) -> str:
    """Return what ``argparse`` found wrong in the language of ``say``."""
    for pattern, key in _FOUND:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found is not None:
            values = {name: value.replace("'", "") for name, value in found.groupdict().items()}
            return say(key, **values)
    return message
