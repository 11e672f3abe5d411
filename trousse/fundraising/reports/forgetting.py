"""Receipts name people, and are held for a time: see ``personal_data.py``. The report stays, its receipts go."""

from datetime import timedelta

from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.fundraising.reports.models import Receipt
from trousse.platform.documents.services import document_delete
from trousse.platform.parameters.selectors import integer

BATCH = 200
"""A night; the next one goes on."""


def receipts_forget() -> int:
    """Delete the receipts whose time is over, and their files. Returns how many."""
    before = clock.now() - timedelta(days=integer("reports.keep_receipts_days"))
    old = Receipt.objects.filter(added_at__lt=before).order_by("added_at", "pk").values_list("pk", flat=True)
    return sum(_forget(pk) for pk in list(old[:BATCH]))


@transaction.atomic
def _forget(pk: int) -> int:
    """Row and document together: what is left of it is a line of the journal."""
    receipt = Receipt.objects.select_for_update(of=("self",)).select_related("document").filter(pk=pk).first()
    if receipt is None:
        return 0
    receipt.delete()
    document_delete(document=receipt.document, actor=Actor.system("reports.forget"))
    return 1
