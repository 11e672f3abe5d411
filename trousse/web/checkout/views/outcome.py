"""Where the bank sends the donor back: thank you, still waiting, nothing was paid, or the money goes back."""

from dataclasses import replace
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from trousse.giving.donations.enums import DonationState
from trousse.giving.donations.links import follow_token
from trousse.giving.donations.selectors import donation_by_checkout_key
from trousse.web.access import public
from trousse.web.checkout import begun, destinations
from trousse.web.checkout.begun import NotBegunHere

TEMPLATES = {
    DonationState.STARTED: "checkout/waiting.html",
    DonationState.NOT_PAID: "checkout/not_paid.html",
    DonationState.SETTLED: "checkout/thanks.html",
    DonationState.REFUNDING: "checkout/returned.html",
    DonationState.REFUNDED: "checkout/returned.html",
    DonationState.CHARGED_BACK: "checkout/returned.html",
}
PATIENCE = (2, 2, 2, 3, 3, 5, 5, 10, 10, 15)
"""Seconds before each new question, then always the last: a page left open does not ask like a page being watched."""
LONG_AFTER = 6
"""Questions after which we say that it takes longer than usual."""
MOST_QUESTIONS = 60


@never_cache
@public()
def thanks(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Only the browser that began the gift reads a name or an address here, and may go on from here."""
    donation = donation_by_checkout_key(key)
    if donation is None:
        raise NotBegunHere
    state = DonationState(donation.state)
    if getattr(request, "htmx", False):
        return _watched(request, state)
    destination = destinations.of_donation(donation)
    card, is_mine = destination.card, begun.is_here(request, donation)
    context = {
        "donation": donation,
        "destination": destination,
        "card": card,
        "fund": destination.fund_card,
        "before": replace(card, raised=max(card.raised - donation.taken_cents, 0)) if card else None,
        "project_url": f"{settings.BASE_URL}{card.url}" if card else "",
        "is_mine": is_mine,
        "follow_token": follow_token(donation) if is_mine else "",
        **_patience(0),
    }
    return render(request, TEMPLATES[state], context)


def _watched(request: HttpRequest, state: DonationState) -> HttpResponse:
    """The page that waits asks whether there is news; as soon as there is, it loads itself again."""
    if state is not DonationState.STARTED:
        return HttpResponse(headers={"HX-Refresh": "true"})
    typed = request.GET.get("essai", "")
    return render(request, "checkout/_watch.html", _patience(int(typed) if typed.isdecimal() and len(typed) < 4 else 0))


def _patience(question: int) -> dict[str, int | bool]:
    return {
        "question": question + 1,
        "delay": PATIENCE[min(question, len(PATIENCE) - 1)],
        "is_long": question >= LONG_AFTER,
        "goes_on": question < MOST_QUESTIONS,
    }
