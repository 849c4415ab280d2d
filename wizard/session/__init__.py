"""One open plan, and what the two edges need of a plan that is not open: read and print."""

from __future__ import annotations

from wizard.session.open_plan import Clock, Session, Travel, now
from wizard.session.printing import Edition, NotFinalError, print_plan
from wizard.session.source import Source, read_source
from wizard.session.storing import decoded, started, stored

__all__ = [
    "Clock",
    "Edition",
    "NotFinalError",
    "Session",
    "Source",
    "Travel",
    "decoded",
    "now",
    "print_plan",
    "read_source",
    "started",
    "stored",
]
