"""Three tables. PostgreSQL itself keeps them honest (migration 0002), whoever writes: our code, a shell, a script.

- an entry has at least two lines and its debits equal its credits, checked at commit (deferred constraint triggers);
- lines are written only in the transaction that creates their entry (``Entry.xact``);
- neither entries nor lines can be changed, deleted or truncated: a correction is another entry.
"""

from typing import Any

from django.db import models

from trousse.core.money import Euro
from trousse.money.ledger.drafts import KEY_LENGTH, AccountRef
from trousse.money.ledger.enums import AccountKind


class TransactionIdField(models.Field[str, str]):
    """PostgreSQL ``xid8``: the id of a transaction, which never comes back in the life of a cluster."""

    description = "PostgreSQL transaction id"

    def db_type(self, connection: Any) -> str:
        return "xid8"


class CurrentTransactionId(models.Func):
    """``pg_current_xact_id()``."""

    function = "pg_current_xact_id"
    arity = 0

    def __init__(self) -> None:
        super().__init__(output_field=TransactionIdField())


class Account(models.Model):
    """Where money is, or to whom it belongs. Balances are summed from lines: a stored one could drift.

    PostgreSQL refuses to change the code or the kind of an account: its past would be told otherwise.
    """

    code = models.CharField(max_length=60, unique=True)
    kind = models.CharField("nature", max_length=10, choices=[(kind.value, kind.label) for kind in AccountKind])
    pcg = models.CharField("numéro comptable", max_length=10)

    class Meta:
        verbose_name = "compte"
        verbose_name_plural = "comptes"
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                name="ledger_account_kind_known", condition=models.Q(kind__in=[kind.value for kind in AccountKind])
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def ref(self) -> AccountRef:
        """The same account, for a draft."""
        return AccountRef(self.code, AccountKind(self.kind), self.pcg)


class Entry(models.Model):
    """One event. ``key`` is its idempotency key: the second writing of an event finds the first one."""

    key = models.CharField("clé", max_length=KEY_LENGTH)
    kind = models.CharField("nature", max_length=40)
    at = models.DateTimeField("date")
    xact = TransactionIdField("transaction", db_default=CurrentTransactionId(), editable=False)
    memo: models.JSONField[Any, Any] = models.JSONField("détails", default=dict, blank=True)

    class Meta:
        verbose_name = "écriture"
        verbose_name_plural = "écritures"
        ordering = ("-id",)
        constraints = (
            # Not unique=True on the field: it would bring a second index, for LIKE, that every entry would pay for.
            models.UniqueConstraint(fields=["key"], name="ledger_entry_key_unique"),
            models.CheckConstraint(name="ledger_entry_named", condition=~models.Q(key="") & ~models.Q(kind="")),
        )

    def __str__(self) -> str:
        return self.key


class Line(models.Model):
    """A debit or a credit of one account, in cents."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="lines", verbose_name="écriture")
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="lines", db_index=False, verbose_name="compte"
    )
    debit_cents = models.BigIntegerField("débit (centimes)", default=0, db_default=0)
    credit_cents = models.BigIntegerField("crédit (centimes)", default=0, db_default=0)

    class Meta:
        verbose_name = "ligne"
        verbose_name_plural = "lignes"
        ordering = ("id",)
        indexes = (
            # Covers the balance of an account: PostgreSQL sums it from the index alone.
            models.Index(fields=["account"], include=["debit_cents", "credit_cents"], name="ledger_line_balance"),
        )
        constraints = (
            models.CheckConstraint(
                name="ledger_line_one_side",
                condition=models.Q(debit_cents__gt=0, credit_cents=0) | models.Q(debit_cents=0, credit_cents__gt=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id}: {self.debit} / {self.credit}"

    @property
    def debit(self) -> Euro:
        return Euro(self.debit_cents)

    @property
    def credit(self) -> Euro:
        return Euro(self.credit_cents)
