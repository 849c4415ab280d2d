"""Note a print in a plan file that no window has open."""

from __future__ import annotations

import datetime as dt
import stat
from dataclasses import replace
from pathlib import Path

from wizard.plans.claim import claim
from wizard.plans.contents import PlanContents, Print
from wizard.plans.library import in_library
from wizard.plans.log import timestamp
from wizard.plans.reading import read_foreign, write_contents
from wizard.plans.store import PlanFile
from wizard.session.opening import open_elsewhere
from wizard.session.prints import Printed


def note_print(path: Path, printed: Printed, now: dt.datetime) -> None:
    """Note a print in the plan at ``path``; one printed again keeps its record.

    A plan of the library is written as its window would; any other is rewritten whole,
    never changed in place.

    Raises:
        WizardError: another window has it open, it changed meanwhile, or cannot be written.
    """
    if printed.again:
        return
    ours = claim(path)
    if ours is None:
        raise open_elsewhere(path)
    try:
        if in_library(path):
            with PlanFile.open(path) as plan:
                plan.record_print(printed.record.written(), now=now, revision=printed.revision)
                if not plan.flush() and plan.failure is not None:
                    raise plan.failure
            return
        contents = _with_print(read_foreign(path), printed, now)
        private = not path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH)
        write_contents(contents, path, private=private)
    finally:
        ours.release()


def _with_print(contents: PlanContents, printed: Printed, now: dt.datetime) -> PlanContents:
    record = printed.record.written()
    number = len(contents.prints) + 1
    one = Print(number, printed.revision, timestamp(now), record)
    return replace(contents, prints=(*contents.prints, one))
