"""A patron's transfer is counted in two looks: typed from the statement, read again, then counted once and for all."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trousse.core import formats
from trousse.core.actors import Actor
from trousse.core.errors import BusinessError
from trousse.giving.funds import perms
from trousse.giving.funds.models import Agreement, Deposit
from trousse.giving.funds.patrons import patron_deposit
from trousse.giving.funds.selectors import agreement_get, deposit_alike, deposit_known
from trousse.people.accounts.models import User
from trousse.web.access import POST, requires
from trousse.web.committee.agreements import agreement_page
from trousse.web.committee.agreements_forms import AnotherForm, DepositForm
from trousse.web.components.cards import Crumb


@requires(*perms.COUNTERS, methods=POST)
def deposit(request: HttpRequest, pk: int) -> HttpResponse:
    """Typed, then read again with what the fund will hold, then counted. A reference counts once."""
    found, form = agreement_get(pk), DepositForm(request.POST)
    if not form.is_valid() or "corriger" in request.POST:
        return agreement_page(request, found, deposit_form=form)
    said = form.cleaned_data
    known = deposit_known(said["reference"])
    if known is not None and (known.fund_id, known.amount) == (found.pk, said["amount"]):
        messages.info(request, _known(known))
        return redirect("committee:agreement", pk)
    alike = deposit_alike(
        found.fund, amount=said["amount"], received_on=said["received_on"], bank_reference=said["reference"]
    )
    again = AnotherForm(request.POST if "compter" in request.POST else None) if alike else None
    if "compter" not in request.POST or (again is not None and not again.is_valid()):
        return _read_again(request, found, form, alike, again)
    try:
        made = patron_deposit(
            fund=found.fund,
            amount=said["amount"],
            bank_reference=said["reference"],
            received_on=said["received_on"],
            actor=Actor.of_user(cast(User, request.user)),
        )
    except BusinessError as refused:
        form.add_error("reference", refused.user_message)
        return agreement_page(request, agreement_get(pk), deposit_form=form)
    messages.success(request, f"{made.amount} sont dans le fonds.")
    return redirect("committee:agreement", pk)


def _read_again(
    request: HttpRequest, found: Agreement, form: DepositForm, alike: Deposit | None, again: AnotherForm | None
) -> HttpResponse:
    crumbs = [
        Crumb("Comité de solidarité", reverse("committee:home")),
        Crumb("Conventions", reverse("committee:agreements")),
        Crumb("Vérifier un versement"),
    ]
    context: dict[str, Any] = {
        "crumbs": crumbs,
        "agreement": found,
        "fund": found.fund,
        "form": form.hidden(),
        "said": form.cleaned_data,
        "after": found.fund.balance + form.cleaned_data["amount"],
        "alike": alike,
        "again": again,
    }
    status = 422 if again is not None and again.is_bound else 200
    return render(request, "committee/convention_versement.html", context, status=status)


def _known(known: Deposit) -> str:
    return (
        f"Ce versement est déjà compté : {known.amount}, arrivés le {formats.day(known.received_on)}. "
        "Rien n’a été compté deux fois."
    )
