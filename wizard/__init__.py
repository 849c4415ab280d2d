"""Shop Launch Wizard: from first answers to a lawful launch plan, offline."""

__version__ = "0.1.0"
