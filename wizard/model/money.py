"""An amount of money in yuan, exact to the fen."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

FEN_PER_YUAN = 100
LARGEST_YUAN = 1_000_000_000


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in integer fen."""

    fen: int

    @classmethod
    def from_yuan(cls, yuan: Decimal | int) -> Money:
        """Return the amount of ``yuan``; half a fen rounds up."""
        return cls(int((Decimal(yuan) * FEN_PER_YUAN).quantize(Decimal(1), ROUND_HALF_UP)))

    @property
    def yuan(self) -> Decimal:
        """The amount in yuan, without trailing zeros beyond what is needed."""
        whole, rest = divmod(self.fen, FEN_PER_YUAN)
        return Decimal(self.fen).scaleb(-2) if rest else Decimal(whole)


def grouped(yuan: Decimal) -> str:
    """Write an amount of yuan with thousands separators: ``5,380`` or ``5,380.50``."""
    rounded = yuan.quantize(Decimal("0.01"), ROUND_HALF_UP)
    if rounded == rounded.to_integral_value():
        return f"{rounded:,.0f}"
    return f"{rounded:,.2f}"
