"""The command line: results on stdout, messages on stderr, no traceback for a user's mistake."""

from __future__ import annotations

from wizard.cli.main import main

__all__ = ["main"]
