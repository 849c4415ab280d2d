"""Dispatch a command and turn every expected failure into one sentence and an exit code.

Exit codes: 0 done, 1 done but with a result that blocks, 2 something could not be read or
written, 130 stopped by Ctrl+C, as a shell has it.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

from wizard.cli import authoring, classes, commands, history, printing, workshop
from wizard.cli.arguments import parser
from wizard.cli.reporting import report
from wizard.errors import WizardError
from wizard.text import Words, words

INTERRUPTED = 130

_COMMANDS: dict[str, Callable[[Any, Words], int]] = {
    "check": commands.check,
    "print": printing.print_edition,
    "kit": commands.kit,
    "demo": commands.demo,
    "new": commands.new,
    "export": commands.export,
    "history": history.show_history,
    "diff": history.diff,
    "lint": authoring.lint,
    "schema": authoring.schema,
    "simulate": authoring.simulate,
    "scaffold": authoring.scaffold,
    "bundle": authoring.bundle,
    "batch": workshop.batch,
    "class": classes.run,
    "worksheet": workshop.worksheet,
    "import": workshop.import_worksheet,
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; return its exit code."""
    _speak_utf8()
    options = parser(words(_language(arguments))).parse_args(arguments)
    say = words(getattr(options, "lang", "zh"))
    try:
        code = _COMMANDS[options.command](options, say)
        if sys.stdout is not None:
            sys.stdout.flush()
    except WizardError as error:
        report(error, say)
        return 2
    except BrokenPipeError:
        _let_go_of_stdout()
        return 2
    except KeyboardInterrupt:
        _let_go_of_stdout()
        return INTERRUPTED
    except OSError as error:
        _let_go_of_stdout()
        where = f"{error.filename}: " if error.filename is not None else ""
        report(WizardError("cli.refused", reason=f"{where}{error.strerror or error}"), say)
        return 2
    return code


def _let_go_of_stdout() -> None:
    """Lead what is still to be written nowhere, so that leaving Python says nothing more."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _language(arguments: Sequence[str]) -> Any:
    for place, argument in enumerate(arguments):
        if argument == "--lang=en" or arguments[place : place + 2] == ["--lang", "en"]:
            return "en"
    return "zh"


def _speak_utf8() -> None:
    """Write UTF-8 whatever the terminal's code page, so that no answer breaks a command.

    Without a stderr ``print`` would write messages to stdout, among the results.
    """
    if sys.stderr is None:
        sys.stderr = io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
