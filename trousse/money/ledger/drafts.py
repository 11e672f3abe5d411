"""What an entry will say, before it is written. Pure: the ``postings.py`` of each app build these, tests read them.

>>> from trousse.money.ledger import accounts
>>> from trousse.core.money import Euro
>>> gift = Draft(
...     key="gift:7",
...     kind="gift.campaign",
...     lines=(debit(accounts.psp("systempay"), Euro.of(20)), credit(accounts.campaign(3), Euro.of(20))),
... )
>>> gift.amount
Euro(cents=2000)
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from trousse.core.money import Euro
from trousse.money.ledger.enums import AccountKind

KEY_LENGTH = 100
_NOTHING = Euro.zero()


@dataclass(frozen=True, slots=True)
class AccountRef:
    """An account by its code (``campaign:12``). ``pcg`` is its number in the French chart of accounts.

    The account itself is made by the first entry that names it.
    """

    code: str
    kind: AccountKind
    pcg: str


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One side of an entry: a debit or a credit, never both, never nothing, never negative."""

    account: AccountRef
    debit: Euro = _NOTHING
    credit: Euro = _NOTHING

    def __post_init__(self) -> None:
        cents = (self.debit.cents, self.credit.cents)
        if min(cents) < 0 or (cents[0] > 0) == (cents[1] > 0):
            raise ValueError(f"{self.account.code}: a line debits or credits a positive amount, got {cents}")


def debit(account: AccountRef, amount: Euro) -> DraftLine:
    """``amount`` (positive) comes to an asset, or leaves a liability."""
    return DraftLine(account, debit=amount)


def credit(account: AccountRef, amount: Euro) -> DraftLine:
    """``amount`` (positive) comes to a liability, or leaves an asset."""
    return DraftLine(account, credit=amount)


@dataclass(frozen=True, slots=True)
class Draft:
    """A balanced entry. ``key`` names the event once and for all: writing it a second time changes nothing.

    ``kind`` says which row of the table of docs/money.md it is; ``memo`` holds the few facts that accountants will
    want and that no line says (ids, legal case), and no personal data: an entry is never erased.
    """

    key: str
    kind: str
    lines: tuple[DraftLine, ...]
    memo: Mapping[str, str | int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.key or len(self.key) > KEY_LENGTH or not self.kind:
            raise ValueError(f"an entry needs a kind and a key of at most {KEY_LENGTH} characters: {self.key!r}")
        if len(self.lines) < 2:
            raise ValueError(f"{self.key}: an entry has at least two lines")
        difference = Euro.total(line.debit - line.credit for line in self.lines)
        if difference:
            raise ValueError(f"{self.key}: debit and credit differ by {difference.cents} cents")

    @property
    def amount(self) -> Euro:
        """What moves: the sum of the debits."""
        return Euro.total(line.debit for line in self.lines)

    def reversed(self, *, key: str) -> "Draft":
        """The entry that undoes this one. Nothing is ever corrected otherwise."""
        lines = tuple(DraftLine(line.account, debit=line.credit, credit=line.debit) for line in self.lines)
        return Draft(key=key, kind=f"reversal.{self.kind}", lines=lines, memo={**self.memo, "reverses": self.key})


def filled(*lines: tuple[AccountRef, Euro, Euro]) -> tuple[DraftLine, ...]:
    """Lines from ``(account, debit, credit)``, without those where nothing moves."""
    return tuple(DraftLine(account, debit=left, credit=right) for account, left, right in lines if left or right)
