"""Words of the ledger."""

from enum import StrEnum


class AccountKind(StrEnum):
    """On which side an account grows, and where it stands in the yearly statements."""

    ASSET = "asset"
    LIABILITY = "liability"
    INCOME = "income"
    EXPENSE = "expense"

    @property
    def label(self) -> str:
        """What the interface says, in French."""
        return _LABELS[self]

    @property
    def grows_by_debit(self) -> bool:
        """Assets and expenses grow by debit, liabilities and income by credit."""
        return self in (AccountKind.ASSET, AccountKind.EXPENSE)


_LABELS = {
    AccountKind.ASSET: "actif",
    AccountKind.LIABILITY: "passif",
    AccountKind.INCOME: "produit",
    AccountKind.EXPENSE: "charge",
}
