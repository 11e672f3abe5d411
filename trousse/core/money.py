"""One type for money: whole cents of euro, never a float.

>>> Euro.parse("12,50").format()
'12,50\\xa0€'
>>> [part.cents for part in Euro(100).split([1, 1, 1])]
[34, 33, 33]
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

THIN_SPACE = "\u202f"
HARD_SPACE = "\u00a0"

_TYPED_AMOUNT = re.compile(r"(?P<euros>\d{1,9})(?:[.,](?P<cents>\d{1,2}))?", re.ASCII)


@dataclass(frozen=True, order=True, slots=True)
class Euro:
    """An amount in whole cents; may be negative (a difference, a reversal)."""

    cents: int

    def __post_init__(self) -> None:
        if type(self.cents) is not int:
            raise TypeError(f"Euro takes whole cents, not {type(self.cents).__name__}")

    @classmethod
    def zero(cls) -> Self:
        return cls(0)

    @classmethod
    def of(cls, euros: int, cents: int = 0) -> Self:
        """``Euro.of(12, 50)`` is 12,50 €."""
        return cls(euros * 100 + cents)

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read what a person typed: ``12``, ``12,5``, ``12.50 €``, ``1 200 euros``. Raises ValueError for the rest."""
        compact = re.sub(r"\s|€|euros?$", "", typed.strip().lower())
        match = _TYPED_AMOUNT.fullmatch(compact)
        if match is None:
            raise ValueError(f"not an amount: {typed!r}")
        cents = (match["cents"] or "0").ljust(2, "0")
        return cls(int(match["euros"]) * 100 + int(cents))

    @classmethod
    def total(cls, amounts: Iterable["Euro"]) -> Self:
        return cls(sum(amount.cents for amount in amounts))

    def __add__(self, other: "Euro") -> "Euro":
        return Euro(self.cents + other.cents)

    def __sub__(self, other: "Euro") -> "Euro":
        return Euro(self.cents - other.cents)

    def __mul__(self, times: int) -> "Euro":
        return Euro(self.cents * times)

    def __neg__(self) -> "Euro":
        return Euro(-self.cents)

    def __abs__(self) -> "Euro":
        return Euro(abs(self.cents))

    def __bool__(self) -> bool:
        return self.cents != 0

    def split(self, weights: Sequence[int]) -> list["Euro"]:
        """Share in proportion to ``weights``; the parts add up to the cent.

        Largest remainder method (Hamilton): leftover cents go to the largest fractional parts, ties to the first.
        Raises ValueError when there is nothing to share among (no weight, a negative one, all zero).
        """
        whole = sum(weights)
        if whole <= 0 or min(weights) < 0:
            raise ValueError("weights must be positive or zero, with at least one positive")
        size, sign = abs(self.cents), 1 if self.cents >= 0 else -1
        shares = [size * weight // whole for weight in weights]
        remainders = [size * weight % whole for weight in weights]
        by_remainder = sorted(range(len(weights)), key=lambda index: -remainders[index])
        for index in by_remainder[: size - sum(shares)]:
            shares[index] += 1
        return [Euro(sign * share) for share in shares]

    def format(self) -> str:
        """French typography: ``1 234 €``, ``12,50 €``; cents only when there are some."""
        euros, cents = divmod(abs(self.cents), 100)
        figure = f"{euros:,}".replace(",", THIN_SPACE)
        if cents:
            figure += f",{cents:02d}"
        sign = "−" if self.cents < 0 else ""
        return f"{sign}{figure}{HARD_SPACE}€"

    def __str__(self) -> str:
        return self.format()
