"""The money model: what the founder's answers mean in fen, orders, days and chances.

Pure arithmetic: neither clock nor disk; amounts are integer fen or exact decimals. It
knows no question and speaks no language: gaps and remarks are codes, phrased elsewhere.
"""

from __future__ import annotations

from wizard.money.figure import Figure
from wizard.money.figures import figures
from wizard.money.inputs import (
    BudgetLine,
    Channel,
    Inputs,
    Platform,
    Product,
    Spread,
    likely,
)

__all__ = [
    "BudgetLine",
    "Channel",
    "Figure",
    "Inputs",
    "Platform",
    "Product",
    "Spread",
    "figures",
    "likely",
]
