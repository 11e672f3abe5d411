"""A payment whose kind nobody answers for would never reach its owner: say so before the site starts."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from trousse.money.payments import payables
from trousse.money.payments.models import Payment


@register(Tags.database)
def every_kind_has_a_handler(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Each kind of payable in use has its handler (a second one for a kind cannot register at all)."""
    table = Payment._meta.db_table
    if "default" not in (databases or ()) or table not in connections["default"].introspection.table_names():
        return []
    in_use = Payment.objects.order_by().values_list("payable_kind", flat=True).distinct()
    return [
        Error(
            f"Payments for {kind!r} exist, and no handler is registered for them.",
            hint="Call trousse.money.payments.payables.register in the apps.py of the app that owns them.",
            id="payments.E001",
        )
        for kind in sorted(set(in_use) - set(payables.kinds()))
    ]
