"""The pages of mandates: what was agreed on once, and what was given since."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from trousse.core import clock
from trousse.core.errors import BusinessError
from trousse.fundraising.campaigns.rules import percent
from trousse.giving.allocation import mandate_selectors as mandates
from trousse.giving.allocation import services
from trousse.giving.allocation.enums import GrantKind, MandateState
from trousse.giving.allocation.errors import InterestUnknown, MandateRefused
from trousse.giving.allocation.models import Mandate
from trousse.giving.allocation.perms import can_revoke_mandate, can_sign_mandate, can_write_mandate
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.web.access import GET, GET_POST, requires
from trousse.web.committee.mandate_forms import LinkForm, MandateForm, MandateSignForm, RevokeForm, initial_of
from trousse.web.components.cards import Crumb

OVER_A_PAGE, GRANTS_A_PAGE = 20, 40
READERS = (Role.COMMITTEE, Role.PLATFORM, Role.FINANCE)


@requires(*READERS, methods=GET)
def mandate_list(request: HttpRequest) -> HttpResponse:
    """Those that give or wait for a signature, and those that are over."""
    context = {
        "alive": mandates.mandates_alive(),
        "over": Paginator(mandates.mandates_over(), OVER_A_PAGE).get_page(request.GET.get("page")),
        "may_write": can_write_mandate(_user(request)),
        "crumbs": [_home(), Crumb("Mandats")],
    }
    return render(request, "committee/mandats.html", context)


@requires(Role.COMMITTEE, methods=GET_POST)
def write(request: HttpRequest) -> HttpResponse:
    """A new one; ``?modele=3`` begins with what another says."""
    form = MandateForm(request.POST) if request.method == "POST" else MandateForm(initial=_begun(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = services.mandate_write(by=_user(request), terms=form.terms)
        except MandateRefused as refused:
            form.add_error(None, refused.user_message)
        else:
            messages.success(request, "Le mandat est écrit. Il vaut quand deux membres l’ont signé : relisez-le.")
            return redirect("committee:mandate", made.pk)
    context = {"form": form, "crumbs": [_home(), _all(), Crumb("Nouveau mandat")]}
    return render(request, "committee/mandat_nouveau.html", context, status=422 if form.errors else 200)


@requires(*READERS, methods=GET)
def mandate_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What it says, who signed, what was given and what is left. Twenty SQL statements at most."""
    return _page(request, mandates.mandate_get(pk))


@requires(Role.COMMITTEE, methods=GET_POST)
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Exactly the words that were on the screen."""
    of = mandates.mandate_get(pk)
    if request.method == "GET":
        return redirect("committee:mandate", pk)
    form = MandateSignForm(request.POST)
    if not form.is_valid():
        return _page(request, of, sign_form=form)
    try:
        signed = services.mandate_sign(
            mandate=of, by=_user(request), content_sha256=form.cleaned_data["content"], no_conflict=True
        )
    except BusinessError as refused:
        messages.error(request, refused.user_message)
        return redirect("committee:mandate", pk)
    said = "Le mandat est en vigueur." if signed.in_force_at else "Une autre personne doit signer."
    messages.success(request, f"Votre signature est enregistrée. {said}")
    return redirect("committee:mandate", pk)


@requires(Role.COMMITTEE, methods=GET_POST)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing is given under it any more, from now on."""
    of = mandates.mandate_get(pk)
    if request.method == "GET":
        return redirect("committee:mandate", pk)
    form = RevokeForm(request.POST)
    if not form.is_valid():
        return _page(request, of, revoke_form=form)
    services.mandate_revoke(mandate=of, by=_user(request), reason=form.cleaned_data["reason"])
    messages.success(request, "Ce mandat est arrêté. Plus rien ne sera versé en son nom.")
    return redirect("committee:mandate", pk)


@requires(Role.COMMITTEE, methods=GET_POST)
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Something to do with a project: the mandates that this person signed do not help it."""
    of = mandates.mandate_get(pk)
    if request.method == "GET":
        return redirect("committee:mandate", pk)
    form = LinkForm(request.POST)
    if form.is_valid():
        try:
            services.mandate_interest_declare(mandate=of, by=_user(request), campaign_id=form.cleaned_data["project"])
        except InterestUnknown as unknown:
            form.add_error("project", unknown.user_message)
        else:
            messages.success(request, "C’est noté. Les mandats que vous signez n’aident pas ce projet.")
            return redirect("committee:mandate", pk)
    return _page(request, of, link_form=form)


def _page(
    request: HttpRequest,
    of: Mandate,
    *,
    sign_form: MandateSignForm | None = None,
    revoke_form: RevokeForm | None = None,
    link_form: LinkForm | None = None,
) -> HttpResponse:
    user = _user(request)
    wrong = [form for form in (sign_form, revoke_form, link_form) if form is not None]
    signatures = mandates.mandate_signatures(of)
    grants = mandates.mandate_grants(of)
    is_member = can_write_mandate(user)
    context = {
        "mandate": of,
        "kinds": [GrantKind(kind).label for kind in of.kinds],
        "funds": [] if of.every_fund else list(of.funds.order_by("name")),
        "figures": mandates.mandate_figures(of),
        "width": f"{percent(of.spent, of.envelope)}%",
        "doublings": mandates.mandate_doublings(of, GRANTS_A_PAGE),
        "grants": Paginator(grants, GRANTS_A_PAGE).get_page(request.GET.get("page")),
        "signatures": signatures,
        "stopped_because": mandates.mandate_end_reason(of) if of.state == MandateState.REVOKED else "",
        "begins_later": of.begins_on > clock.today(),
        "my_links": mandates.mandate_interests(of, user) if is_member else [],
        "is_member": is_member,
        "may_sign": of.is_unsigned and can_sign_mandate(user, of),
        "may_revoke": not of.is_over and can_revoke_mandate(user, of),
        "has_signed": any(signature.user_id == user.pk for signature in signatures),
        "sign_form": sign_form or MandateSignForm(initial={"content": of.content_sha256}),
        "revoke_form": revoke_form or RevokeForm(),
        "link_form": link_form or LinkForm(),
        "wrong": wrong,
        "crumbs": [_home(), _all(), Crumb(str(of))],
    }
    return render(request, "committee/mandat.html", context, status=422 if wrong else 200)


def _begun(request: HttpRequest) -> dict[str, object]:
    typed = request.GET.get("modele", "")
    if not (typed.isdecimal() and len(typed) < 10):
        return {"begins_on": clock.today()}
    return {**initial_of(mandates.mandate_get(int(typed)).terms), "begins_on": clock.today()}


def _home() -> Crumb:
    return Crumb("Comité de solidarité", reverse("committee:home"))


def _all() -> Crumb:
    return Crumb("Mandats", reverse("committee:mandates"))


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


urlpatterns = [
    path("/mandats", mandate_list, name="mandates"),
    path("/mandats/nouveau", write, name="mandate_write"),
    path("/mandats/<int:pk>", mandate_page, name="mandate"),
    path("/mandats/<int:pk>/signer", sign, name="mandate_sign"),
    path("/mandats/<int:pk>/arreter", revoke, name="mandate_revoke"),
    path("/mandats/<int:pk>/lien", link, name="mandate_link"),
]
