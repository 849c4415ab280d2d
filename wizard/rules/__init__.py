"""The language of conditions and figures in packs: one-line expressions.

``compile_expression`` turns a line such as
``sum(budget_lines, amount, kind == one_off) <= cap`` into a typed, three-valued
function of the answers. The language is a small part of Python's expression grammar:
parsed by ``ast``, checked against a table of allowed nodes and by our own types, run
as closures over ``Decimal``. It has no attributes, no loops but those over the rows of
a table, no way to run code, and costs time linear in the text and the rows.

The language for pack authors: ``docs/rules.md``.
"""

from __future__ import annotations

from wizard.rules.conditions import Part, compile_condition, join
from wizard.rules.error import CircleError, RuleError
from wizard.rules.expression import Expression
from wizard.rules.grammar import compile_expression
from wizard.rules.ordering import order
from wizard.rules.reach import Reach, reach
from wizard.rules.types import (
    DATE,
    TEXT,
    YES_NO,
    Scope,
    Type,
    Unit,
    choice,
    choices,
    number,
    table,
)

__all__ = [
    "DATE",
    "TEXT",
    "YES_NO",
    "CircleError",
    "Expression",
    "Part",
    "Reach",
    "RuleError",
    "Scope",
    "Type",
    "Unit",
    "choice",
    "choices",
    "compile_condition",
    "compile_expression",
    "join",
    "number",
    "order",
    "reach",
    "table",
]
