"""One open plan, and what the two edges need of a plan that is not open: read and print."""

from __future__ import annotations

from wizard.engine.changes import Changes, changes
from wizard.session.answering import Clock, Travel, now
from wizard.session.open_plan import Session
from wizard.session.opening import Opening, notices
from wizard.session.print_record import PrintRecord, read_record
from wizard.session.printing import Edition, NotFinalError, print_plan
from wizard.session.prints import Printed, PrintJob
from wizard.session.source import Source, read_source
from wizard.session.storing import decoded, started, stored

__all__ = [
    "Changes",
    "Clock",
    "Edition",
    "NotFinalError",
    "Opening",
    "PrintJob",
    "PrintRecord",
    "Printed",
    "Session",
    "Source",
    "Travel",
    "changes",
    "decoded",
    "notices",
    "now",
    "print_plan",
    "read_record",
    "read_source",
    "started",
    "stored",
]
