"""Agreements end: their patrons are told a month before and on the day after, and their contacts are forgotten.

Nothing has to happen for a fund to stop giving: ``Fund.is_live`` asks the calendar.
"""

from datetime import date, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from trousse.core import clock
from trousse.giving.funds.models import Agreement, AgreementContact
from trousse.giving.funds.notifications import AgreementEnding
from trousse.giving.funds.phases import NOTICE
from trousse.platform.notifications.services import notify_many

CONTACTS_KEPT = timedelta(days=365)


def agreements_tell(today: date) -> int:
    """Tell the contacts of agreements that end within a month, then of those that are over or ended, once each.

    Returns how many agreements were told. A killed job goes on where it stopped: one transaction an agreement.
    """
    soon = Agreement.objects.filter(expires_on__range=(today, today + NOTICE), ended_on=None, ending_told_at=None)
    over = Agreement.objects.filter(Q(expires_on__lt=today) | Q(ended_on__isnull=False), end_told_at=None)
    return _each(soon, "ending_told_at") + _each(over, "end_told_at")


def agreement_tell_end(pk: int) -> bool:
    """Tell the contacts of one agreement that it is over. False when they were told already."""
    return _tell(pk, told_field="end_told_at")


def contacts_forget(today: date) -> int:
    """Delete the contacts of agreements that ended a year ago. Returns how many."""
    last_day = Coalesce("agreement__ended_on", "agreement__expires_on")
    kept = AgreementContact.objects.alias(last_day=last_day)
    gone, _ = kept.filter(last_day__lt=today - CONTACTS_KEPT).delete()
    return gone


def _each(agreements: QuerySet[Agreement], told_field: str) -> int:
    told = partial(_tell, told_field=told_field)
    return sum(told(pk) for pk in agreements.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _tell(pk: int, *, told_field: str) -> bool:
    related = Agreement.objects.select_for_update(of=("self",)).select_related("fund")
    agreement = related.filter(**{"pk": pk, told_field: None}).first()
    if agreement is None or agreement.last_day is None:
        return False
    setattr(agreement, told_field, clock.now())
    agreement.save(update_fields=[told_field])
    letter = AgreementEnding(
        organisation=agreement.organisation,
        fund=agreement.fund.name,
        last_day=agreement.last_day,
        is_over=told_field == "end_told_at",
        rest=agreement.fund.balance,
        url=reverse("patron:fund", args=[agreement.fund.slug]),
    )
    notify_many((letter, contact.email) for contact in agreement.contacts.all())
    return True
