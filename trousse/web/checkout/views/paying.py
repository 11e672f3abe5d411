"""Step 3: a last look, and the way to the bank."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from trousse.fundraising.campaigns.errors import CampaignNotOpen, NoRoomLeft
from trousse.giving.donations.enums import DonorKind
from trousse.giving.donations.errors import DonationInvalid, FundClosed
from trousse.giving.donations.models import Donation
from trousse.giving.donations.services import donation_retry
from trousse.money.payments.port import Redirect
from trousse.money.payments.services import is_live, payment_redirect
from trousse.web.access import GET_POST, public
from trousse.web.checkout import begun, destinations
from trousse.web.checkout.bills import bill
from trousse.web.checkout.steps import steps_of_donation
from trousse.web.checkout.views.answers import GIVING


@never_cache
@public(methods=GET_POST, limits=[GIVING])
def payment(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The button that leads to the bank; POST opens a new payment when the last one is over."""
    donation = begun.own_donation(request, key)
    if not donation.is_unpaid:
        return redirect("checkout:thanks", key=key)
    if request.method != "POST":
        return _page(request, donation)
    try:
        donation_retry(donation=donation)
    except (NoRoomLeft, CampaignNotOpen, FundClosed, DonationInvalid) as refused:
        return _page(request, donation, refused.user_message, status=refused.http_status)
    return redirect("checkout:payment", key=key)


def _page(request: HttpRequest, donation: Donation, refused: str = "", status: int = 200) -> HttpResponse:
    destination = destinations.of_donation(donation)
    context = {
        "destination": destination,
        "donation": donation,
        "amount": donation.amount,
        "refused": refused,
        "redirect": _redirect_of(donation),
        "steps": steps_of_donation(donation),
        "bills": [bill(donation.amount, DonorKind(donation.donor_kind), wants_receipt=donation.wants_receipt)],
    }
    return render(request, "checkout/payment.html", context, status=status)


def _redirect_of(donation: Donation) -> Redirect | None:
    """None when the last payment was refused, given up or expired: another must be opened first."""
    last = donation.payment
    return payment_redirect(last) if last is not None and is_live(last) else None
