"""Tools for those who write packs: lint, schema, simulate, scaffold, and tables for the docs."""

from __future__ import annotations

from wizard.authoring.installing import Kept, Offer, install, kept_packs, offered
from wizard.authoring.lint import Report, lint
from wizard.authoring.personas import unmet
from wizard.authoring.scaffold import scaffold
from wizard.authoring.schema import pack_schema
from wizard.authoring.simulate import Simulation, Subject, simulate
from wizard.authoring.tables import coverage_table, questions_table

__all__ = [
    "Kept",
    "Offer",
    "Report",
    "Simulation",
    "Subject",
    "coverage_table",
    "install",
    "kept_packs",
    "lint",
    "offered",
    "pack_schema",
    "questions_table",
    "scaffold",
    "simulate",
    "unmet",
]
