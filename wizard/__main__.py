"""`python -m wizard` and the command `launch-wizard`: a window, or one command."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

_COMMANDS = frozenset(
    {
        "check",
        "print",
        "kit",
        "demo",
        "new",
        "export",
        "history",
        "diff",
        "lint",
        "schema",
        "simulate",
        "scaffold",
        "bundle",
        "batch",
        "class",
        "worksheet",
        "import",
    }
)
INTERRUPTED = 130
"""Exit code after Ctrl+C, as shells have it."""
_PLANS = frozenset({".shopplan", ".pdf", ".yaml", ".yml", ".json", ".xlsx"})


def main() -> int:
    """Open the window for no argument or a file; run a command otherwise."""
    # A bundled program that prints with several processes is started again for each of them.
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()
    arguments = sys.argv[1:]
    if _wants_window(arguments):
        # What is loaded up to the first paint stays: looking for garbage in it finds none, and
        # takes a twentieth of the time. `app` collects again from then on.
        gc.disable()
        from wizard.app import run

        return run(arguments)
    try:
        from wizard.cli import main as run_command

        return run_command(arguments)
    except KeyboardInterrupt:
        # The command answers Ctrl+C itself; until it is loaded, nobody else does.
        return INTERRUPTED


def _wants_window(arguments: list[str]) -> bool:
    if not arguments:
        return True
    first = arguments[0]
    if first == "--pack":
        return len(arguments) <= 3
    if first in _COMMANDS or first.startswith("-"):
        return False
    return Path(first).suffix.lower() in _PLANS or Path(first).exists()


if __name__ == "__main__":
    sys.exit(main())
