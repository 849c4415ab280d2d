"""Note a print in a plan file that no window has open."""

from __future__ import annotations

import datetime as dt
import stat
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from wizard.errors import PlanError
from wizard.plans.claim import Claim, claim
from wizard.plans.contents import PlanContents, Print
from wizard.plans.library import in_library
from wizard.plans.log import timestamp
from wizard.plans.reading import read_foreign, write_contents
from wizard.plans.store import PlanFile
from wizard.session.opening import open_elsewhere
from wizard.session.prints import Printed, noted

# Noting a print takes a tenth of a second; who holds the plan longer is a window.
_WAITS = (0.05,) * 12


def note_print(path: Path, printed: Printed, now: dt.datetime) -> None:
    """Note a print in the plan at ``path``; one printed again keeps its record.

    A plan of the library is written as its window would; any other is rewritten whole,
    never changed in place.

    Raises:
        WizardError: another window has it open, another print took its number meanwhile,
            it changed, or cannot be written.
    """
    if printed.again:
        return
    ours = _claimed(path)
    try:
        if in_library(path):
            with PlanFile.open(path) as plan:
                if _is_new(plan.prints(), printed, path):
                    plan.record_print(printed.record.written(), now=now, revision=printed.revision)
                if not plan.flush() and plan.failure is not None:
                    raise plan.failure
            return
        contents = read_foreign(path)
        if _is_new(contents.prints, printed, path):
            private = not path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH)
            write_contents(_with_print(contents, printed, now), path, private=private)
    finally:
        ours.release()


def _claimed(path: Path) -> Claim:
    for wait in (*_WAITS, None):
        ours = claim(path)
        if ours is not None:
            return ours
        if wait is not None:
            time.sleep(wait)
    raise open_elsewhere(path)


def _is_new(prints: Sequence[Print], printed: Printed, path: Path) -> bool:
    """Tell whether a print is still to be noted.

    Raises:
        PlanError: its number, which stands on its cover, is another print's by now.
    """
    if noted(prints, printed) is not None:
        return False
    if len(prints) >= printed.number:
        raise PlanError("session.printed_meanwhile", path=str(path), number=printed.number)
    return True


def _with_print(contents: PlanContents, printed: Printed, now: dt.datetime) -> PlanContents:
    record = printed.record.written()
    number = len(contents.prints) + 1
    one = Print(number, printed.revision, timestamp(now), record)
    return replace(contents, prints=(*contents.prints, one))
