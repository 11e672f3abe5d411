"""The three steps of a gift: how much, who, payment; then thank you."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from trousse.core.errors import Missing
from trousse.core.money import Euro
from trousse.fundraising.campaigns.errors import CampaignNotOpen, NoRoomLeft
from trousse.giving.donations import rules
from trousse.giving.donations.enums import DonationState
from trousse.giving.donations.errors import DonationInvalid
from trousse.giving.donations.models import Donation
from trousse.giving.donations.selectors import amount_limits, donation_by_checkout_key
from trousse.giving.donations.services import donation_retry, donation_start
from trousse.giving.donations.terms import TERMS_VERSION
from trousse.money.payments.services import is_live, payment_redirect
from trousse.web.access import GET_POST, Limit, public
from trousse.web.checkout import destinations
from trousse.web.checkout.destinations import Destination
from trousse.web.checkout.forms import AmountForm, DonorForm
from trousse.web.components.cards import Step, TicketRow

GIVING = Limit("giving", times=30, window=timedelta(minutes=10))
"""A family behind one address gives several times; a robot that tries cards does not stop at thirty."""

BEGUN = "gifts_begun"
BEGUN_KEPT = 20


@public()
def project_amount(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Step 1 for a project."""
    return _amount_page(request, destinations.of_project(pk))


@public()
def fund_amount(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Step 1 for a fund."""
    return _amount_page(request, destinations.of_fund(slug))


@never_cache
@public(methods=GET_POST, limits=[GIVING])
def project_donor(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Step 2 for a project."""
    return _donor_step(request, destinations.of_project(pk))


@never_cache
@public(methods=GET_POST, limits=[GIVING])
def fund_donor(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Step 2 for a fund."""
    return _donor_step(request, destinations.of_fund(slug))


@never_cache
@public(methods=GET_POST, limits=[GIVING])
def donor(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Step 2 again, for a gift that was begun in this browser: nothing that was typed is lost."""
    donation = _own_donation(request, key)
    if not donation.is_unpaid:
        return redirect("checkout:thanks", key=key)
    destination = destinations.of_donation(donation)
    if request.method == "POST":
        return _donor_posted(request, destination)
    form = DonorForm.of(donation, receipts=destination.receipts)
    return _donor_page(request, destination, form, donation.amount)


@never_cache
@public(methods=GET_POST, limits=[GIVING])
def payment(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Step 3: a last look, and the button that leads to the bank; POST opens a new payment when the last is over."""
    donation = _own_donation(request, key)
    if not donation.is_unpaid:
        return redirect("checkout:thanks", key=key)
    if request.method == "POST":
        return _pay_again(request, donation)
    return _payment_page(request, donation)


@never_cache
@public()
def thanks(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Where the bank sends the donor back: thank you, still waiting, or nothing was paid."""
    donation = donation_by_checkout_key(key)
    if donation is None:
        raise _unknown()
    destination = destinations.of_donation(donation)
    waiting = donation.state == DonationState.STARTED
    template = "checkout/_waiting.html" if waiting and getattr(request, "htmx", False) else _outcome_template(donation)
    response = render(
        request, template, {"donation": donation, "destination": destination, **_gauges(destination, donation)}
    )
    if getattr(request, "htmx", False) and not waiting:
        response["HX-Refresh"] = "true"
    return response


def _amount_page(request: HttpRequest, destination: Destination, form: AmountForm | None = None) -> HttpResponse:
    if not destination.is_open or destination.room == Euro.zero():
        return render(request, "checkout/closed.html", {"destination": destination})
    context = {
        "destination": destination,
        "form": form,
        "gift": destination.gift_box(),
        "steps": _steps(destination),
    }
    return render(request, "checkout/amount.html", context)


def _donor_step(request: HttpRequest, destination: Destination) -> HttpResponseBase:
    if request.method == "POST":
        return _donor_posted(request, destination)
    form = AmountForm(request.GET, limits=amount_limits(), room=destination.room)
    if not destination.is_open or not form.is_valid():
        return _amount_page(request, destination, form)
    amount: Euro = form.cleaned_data["amount"]
    return _donor_page(request, destination, DonorForm.blank(amount, receipts=destination.receipts), amount)


def _donor_posted(request: HttpRequest, destination: Destination) -> HttpResponseBase:
    form = DonorForm(request.POST, receipts=destination.receipts)
    if not form.is_valid():
        return _donor_page(request, destination, form, _typed_amount(form), status=422)
    try:
        donation = donation_start(
            checkout_key=form.cleaned_data["cle"],
            destination=destination.target,
            amount=Euro(form.cleaned_data["montant"]),
            donor=form.donor,
            consents=form.consents(TERMS_VERSION),
            user=request.user if request.user.is_authenticated else None,
        )
    except DonationInvalid as invalid:
        form.tell(invalid.problems)
    except (NoRoomLeft, CampaignNotOpen) as refused:
        form.add_error(None, refused.user_message)
    else:
        _remember(request, donation)
        return redirect("checkout:payment", key=donation.checkout_key)
    return _donor_page(request, destination, form, _typed_amount(form), status=409)


def _donor_page(
    request: HttpRequest, destination: Destination, form: DonorForm, amount: Euro, status: int = 200
) -> HttpResponse:
    context = {
        "destination": destination,
        "form": form,
        "amount": amount,
        "steps": _steps(destination, amount),
        **_ticket(
            destination, amount, wants_receipt=bool(form["wants_receipt"].value()) if destination.receipts else False
        ),
    }
    return render(request, "checkout/donor.html", context, status=status)


def _payment_page(request: HttpRequest, donation: Donation, refused: str = "", status: int = 200) -> HttpResponse:
    destination = destinations.of_donation(donation)
    live = donation.payment is not None and is_live(donation.payment)
    context = {
        "destination": destination,
        "donation": donation,
        "refused": refused,
        "redirect": payment_redirect(donation.payment) if live and donation.payment else None,
        "steps": _steps(destination, donation.amount, donation),
        **_ticket(destination, donation.amount, wants_receipt=donation.wants_receipt),
    }
    return render(request, "checkout/payment.html", context, status=status)


def _pay_again(request: HttpRequest, donation: Donation) -> HttpResponseBase:
    try:
        donation_retry(donation=donation)
    except (NoRoomLeft, CampaignNotOpen) as refused:
        return _payment_page(request, donation, refused.user_message, status=409)
    return redirect("checkout:payment", key=donation.checkout_key)


def _outcome_template(donation: Donation) -> str:
    if donation.is_unpaid:
        return "checkout/waiting.html" if donation.state == DonationState.STARTED else "checkout/not_paid.html"
    return "checkout/thanks.html" if donation.state == DonationState.SETTLED else "checkout/returned.html"


def _gauges(destination: Destination, donation: Donation) -> dict[str, Any]:
    card = destination.card
    before = max(card.raised - donation.taken_cents, 0) if card else 0
    return {"card": card, "fund": destination.fund_card, "before": before}


def _ticket(destination: Destination, amount: Euro, *, wants_receipt: bool) -> dict[str, Any]:
    """The lines of the bill; what the gift costs after tax only when a receipt will be made."""
    rows = [TicketRow("Votre don", amount.cents)]
    rate = destination.gift_box().tax_rate
    if not (rate and wants_receipt):
        return {"rows": rows, "total": None}
    cost = rules.cost_after_reduction(amount, rate)
    rows.append(TicketRow(f"Réduction d’impôt ({rate}\u00a0%)", (cost - amount).cents))
    return {"rows": rows, "total": TicketRow("Coût réel pour vous", cost.cents)}


def _steps(destination: Destination, amount: Euro | None = None, donation: Donation | None = None) -> list[Step]:
    donor_url = f"/don/{donation.checkout_key}/vous" if donation else ""
    return [
        Step("Montant", note=amount.format() if amount else "", url=destination.amount_url if amount else ""),
        Step("Vous", note=donation.first_name if donation else "", url=donor_url),
        Step("Paiement"),
    ]


def _typed_amount(form: DonorForm) -> Euro:
    cents = form.cleaned_data.get("montant")
    return Euro(cents) if isinstance(cents, int) else Euro.zero()


def _remember(request: HttpRequest, donation: Donation) -> None:
    """This browser began this gift: it alone may see again what was typed."""
    begun: list[str] = request.session.get(BEGUN, [])
    key = str(donation.checkout_key)
    request.session[BEGUN] = [*(other for other in begun if other != key), key][-BEGUN_KEPT:]


def _own_donation(request: HttpRequest, key: UUID) -> Donation:
    donation = donation_by_checkout_key(key)
    if donation is None or str(key) not in request.session.get(BEGUN, []):
        raise _unknown()
    return donation


def _unknown() -> Missing:
    return Missing("Ce don n’a pas été commencé dans ce navigateur. Repartez du projet : cela prend une minute.")
