"""When the program itself is wrong: a report that holds no answers, and a way on."""

from __future__ import annotations

import datetime as dt
import os
import platform
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import wizard

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Return what went wrong, in our code's words only.

    The error's own message and the values of variables may hold what a person typed, so
    neither is part of it: only the kinds of the errors and the lines they came through.
    """
    lines = [
        f"{wizard.__version__}  Python {platform.python_version()}  {platform.platform()}",
        "",
    ]
    chain: BaseException | None = error
    frames = trace
    while chain is not None:
        lines.append(type(chain).__name__ if chain is not error else kind.__name__)
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(frames)
        ]
        chain = chain.__cause__ or chain.__context__
        frames = chain.__traceback__ if chain is not None else None
    return "\n".join(lines) + "\n"


def _write(path: Path, text: str) -> None:
    """Write a report that only its owner may read, as the plans beside it."""
    place = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(place, "w", encoding="utf-8") as file:
        file.write(text)


def install(folder: Path, show: Callable[[Path | None], None]) -> Hook:
    """Write a report into ``folder`` and ``show`` it whenever our code fails.

    ``show`` gets None where the report could not be written.

    Returns:
        The hook that was in force before.
    """
    before = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before(kind, error, trace)
            return
        traceback.print_exception(kind, error, trace)
        moment = dt.datetime.now().astimezone()
        path = folder / f"report-{moment:%Y%m%d-%H%M%S}.txt"
        try:
            _write(path, report(kind, error, trace))
        except OSError:
            show(None)
        else:
            show(path)

    sys.excepthook = hook
    return before
