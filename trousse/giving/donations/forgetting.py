"""What is held on donors is held for a time: see ``personal_data.py``. Amounts stay, names go."""

from datetime import timedelta

from trousse.core import clock
from trousse.fundraising.campaigns.services import supporters_forget
from trousse.giving.donations.enums import UNPAID
from trousse.giving.donations.models import Donation
from trousse.platform.parameters.selectors import integer

NOBODY = "Anonyme"
NOWHERE = "oublie@trousse.invalid"
"""An address that reaches nobody (RFC 2606)."""

_NAMELESS = {
    "first_name": NOBODY,
    "last_name": NOBODY,
    "email": NOWHERE,
    "company_name": "",
    "siren": "",
    "wants_receipt": False,
    "address": "",
    "postcode": "",
    "town": "",
    "message": "",
    "named": False,
    "user": None,
}


def unpaid_forget() -> int:
    """Forget who began a gift and did not pay it; returns how many. The row stays: payments point at it."""
    before = clock.now() - timedelta(days=integer("giving.unpaid_keep_days"))
    unpaid = Donation.objects.filter(state__in=UNPAID, created_at__lt=before).exclude(email=NOWHERE)
    # An association or a company without a name is no valid row: what is left of it is an unknown person.
    return unpaid.update(**_NAMELESS, donor_kind="individual")


def words_forget() -> int:
    """Forget the first names shown to classes, and the words written to them, once their time is over."""
    before = clock.now() - timedelta(days=integer("giving.words_keep_days"))
    supporters_forget(before=before)
    old = Donation.objects.filter(settled_at__lt=before).exclude(message="", named=False)
    return old.update(message="", named=False)
