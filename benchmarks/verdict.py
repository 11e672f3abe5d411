"""What the bank took against what we counted, transaction by transaction. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Taken:
    """A payment that the bank accepted."""

    transaction: str
    reference: str
    cents: int


@dataclass(frozen=True)
class Counted:
    """A gift that we counted, by the payment it was counted with."""

    transaction: str
    reference: str
    cents: int


@dataclass(frozen=True)
class Verdict:
    """Empty when the bank and we say the same of every gift."""

    lost: tuple[str, ...]
    counted_twice: tuple[str, ...]
    counted_for_nothing: tuple[str, ...]
    wrong_amount: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.counted_twice or self.counted_for_nothing or self.wrong_amount)

    def __str__(self) -> str:
        return (
            f"perdus {len(self.lost)}, comptés deux fois {len(self.counted_twice)}, "
            f"comptés pour rien {len(self.counted_for_nothing)}, montant faux {len(self.wrong_amount)}"
        )


def compare(taken: Iterable[Taken], counted: Iterable[Counted]) -> Verdict:
    """Each transaction of the bank must be one gift, of that amount; and no gift without its transaction."""
    at_the_bank = {each.transaction: each for each in taken}
    ours = list(counted)
    times = Counter(gift.transaction for gift in ours)
    return Verdict(
        lost=tuple(each.reference for each in at_the_bank.values() if not times[each.transaction]),
        counted_twice=tuple(transaction for transaction, number in times.items() if number > 1),
        counted_for_nothing=tuple(gift.reference for gift in ours if gift.transaction not in at_the_bank),
        wrong_amount=tuple(
            gift.reference
            for gift in ours
            if (found := at_the_bank.get(gift.transaction))
            and (found.cents, found.reference) != (gift.cents, gift.reference)
        ),
    )
