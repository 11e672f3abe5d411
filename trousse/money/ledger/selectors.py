"""Reading the ledger: balances are sums of lines, never stored."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Sum

from trousse.core.money import Euro
from trousse.money.ledger.drafts import AccountRef
from trousse.money.ledger.enums import AccountKind
from trousse.money.ledger.models import Account, Line


@dataclass(frozen=True)
class TrialBalance:
    """Sums of the whole ledger. They are equal, or the world is wrong."""

    debit: Euro
    credit: Euro

    @property
    def is_balanced(self) -> bool:
        return self.debit == self.credit


def balance(ref: AccountRef) -> Euro:
    """What ``ref`` holds, on the side where such an account grows; zero for one that was never used."""
    sums = Line.objects.filter(account__code=ref.code).aggregate(debit=Sum("debit_cents"), credit=Sum("credit_cents"))
    return _natural(ref.kind, sums)


def balances(prefix: str = "") -> dict[str, Euro]:
    """Balances by code of the accounts whose code starts with ``prefix``, each on its natural side."""
    accounts = Account.objects.filter(code__startswith=prefix).annotate(
        debit=Sum("lines__debit_cents"), credit=Sum("lines__credit_cents")
    )
    rows = accounts.order_by("code").values("code", "kind", "debit", "credit")
    return {row["code"]: _natural(AccountKind(row["kind"]), row) for row in rows}


def trial_balance() -> TrialBalance:
    """Everything ever debited and credited."""
    sums = Line.objects.aggregate(debit=Sum("debit_cents"), credit=Sum("credit_cents"))
    return TrialBalance(debit=Euro(int(sums["debit"] or 0)), credit=Euro(int(sums["credit"] or 0)))


def _natural(kind: AccountKind, sums: Mapping[str, object]) -> Euro:
    debit, credit = (int(str(sums[side] or 0)) for side in ("debit", "credit"))
    return Euro(debit - credit if kind.grows_by_debit else credit - debit)
