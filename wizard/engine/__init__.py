"""From a checklist and answers to everything that follows from them, whole and pure.

``evaluate`` runs in full on every key press; it knows neither the clock nor the disk.
"""

from __future__ import annotations

from wizard.engine.compiled import CompiledChecklist, CompiledText, Judgement, TemplateText
from wizard.engine.evaluate import evaluate
from wizard.engine.evaluation import Evaluation
from wizard.engine.figures import FIGURE_TYPES, money_inputs, platform_of
from wizard.engine.judging import at_fault
from wizard.engine.values import type_of

__all__ = [
    "FIGURE_TYPES",
    "CompiledChecklist",
    "CompiledText",
    "Evaluation",
    "Judgement",
    "TemplateText",
    "at_fault",
    "evaluate",
    "money_inputs",
    "platform_of",
    "type_of",
]
