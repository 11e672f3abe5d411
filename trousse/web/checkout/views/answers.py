"""Steps 1 and 2: how much, then who. Nothing is written before the donor goes on to the payment."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from trousse.core.money import Euro
from trousse.fundraising.campaigns.errors import CampaignNotOpen, NoRoomLeft
from trousse.giving.donations.errors import DonationInvalid, FundClosed
from trousse.giving.donations.models import Donation
from trousse.giving.donations.selectors import amount_limits, donation_by_checkout_key
from trousse.giving.donations.services import donation_start
from trousse.web.access import GET_POST, Limit, public
from trousse.web.checkout import begun, destinations
from trousse.web.checkout.begun import NotBegunHere
from trousse.web.checkout.bills import bills
from trousse.web.checkout.destinations import Destination
from trousse.web.checkout.forms import AmountForm, DonorForm
from trousse.web.checkout.steps import steps_of, steps_of_donation

GIVING = Limit("giving", times=30, window=timedelta(minutes=10))
"""A family behind one address gives several times; a robot that tries cards does not stop at thirty."""

CHANGE_AMOUNT = "changer"
"""The button that brings the same answers back with the amount to be changed."""


@never_cache
@public()
def project_amount(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Step 1 for a project."""
    return _amount_page(request, destinations.of_project(pk))


@never_cache
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
    donation = begun.own_donation(request, key)
    if not donation.is_unpaid:
        return redirect("checkout:thanks", key=key)
    destination = destinations.of_donation(donation)
    if request.method == "POST":
        return _donor_posted(request, destination, donation)
    return _donor_page(request, destination, DonorForm.of(donation, **_asked_at(destination)), donation)


def _amount_page(request: HttpRequest, destination: Destination, form: AmountForm | None = None) -> HttpResponse:
    """``form`` is one that was refused. Where nothing can be given, the page says why."""
    shared = {"destination": destination, "unfinished": begun.unfinished(request, destination)}
    if not destination.is_open or destination.is_full:
        return render(request, "checkout/closed.html", shared)
    context = {**shared, "form": form, "gift": destination.gift_box, "steps": steps_of(), "bills": ()}
    return render(request, "checkout/amount.html", context, status=422 if form else 200)


def _donor_step(request: HttpRequest, destination: Destination) -> HttpResponseBase:
    if request.method == "POST":
        return _donor_posted(request, destination)
    form = AmountForm(request.GET, limits=amount_limits(), room=destination.room)
    if not destination.is_open or not form.is_valid():
        return _amount_page(request, destination, form)
    blank = DonorForm.blank(form.cleaned_data["amount"], **_asked_at(destination))
    return _donor_page(request, destination, blank)


def _donor_posted(request: HttpRequest, destination: Destination, donation: Donation | None = None) -> HttpResponseBase:
    """``donation``: the gift that is being corrected, None for a new one."""
    if CHANGE_AMOUNT in request.POST:
        kept = DonorForm.kept(request.POST.dict(), **_asked_at(destination))
        return _donor_page(request, destination, kept, donation)
    form = DonorForm(request.POST, **_asked_at(destination))
    if donation is not None:
        form.show_amount()
    if not form.is_valid():
        return _donor_page(request, destination, form, donation, status=422)
    try:
        started = _start(request, destination, form, donation)
    except DonationInvalid as invalid:
        form.tell(invalid.problems)
        status = invalid.http_status
    except NoRoomLeft as refused:
        form.add_error("amount" if refused.room else None, refused.user_message)
        status = refused.http_status
    except (CampaignNotOpen, FundClosed) as refused:
        form.add_error(None, refused.user_message)
        status = refused.http_status
    else:
        begun.remember(request, started)
        return redirect("checkout:payment", key=started.checkout_key)
    return _donor_page(request, destination, form, donation, status=status)


def _start(request: HttpRequest, destination: Destination, form: DonorForm, donation: Donation | None) -> Donation:
    """Raises what ``donation_start`` raises, and NotBegunHere for the key of somebody else's gift.

    A double click may come before the browser knows that its gift was begun: the same e-mail is then proof enough.
    """
    key: UUID = donation.checkout_key if donation else form.cleaned_data["cle"]
    known = donation or donation_by_checkout_key(key)
    if known and not begun.is_here(request, known) and known.email != form.donor.email:
        raise NotBegunHere
    return donation_start(
        checkout_key=key,
        destination=destination.target,
        amount=form.cleaned_data["amount"],
        donor=form.donor,
        consents=form.consents,
        user=request.user if request.user.is_authenticated else None,
    )


def _donor_page(
    request: HttpRequest,
    destination: Destination,
    form: DonorForm,
    donation: Donation | None = None,
    status: int = 200,
) -> HttpResponse:
    if form.has_error("amount"):
        form.show_amount()
    amount: Euro = form.amount_so_far
    context = {
        "destination": destination,
        "form": form,
        "amount": amount,
        "amount_shows": not form["amount"].is_hidden,
        "steps": steps_of_donation(donation) if donation else steps_of(amount),
        "bills": bills(
            amount, form.kind_so_far, receipts=destination.receipts, wants_receipt=form.wants_receipt_so_far
        ),
    }
    return render(request, "checkout/donor.html", context, status=status)


def _asked_at(destination: Destination) -> dict[str, bool]:
    return {"receipts": destination.receipts, "to_class": destination.campaign is not None}
