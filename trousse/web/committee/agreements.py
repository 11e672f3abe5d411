"""Agreements with patrons: written, prolonged, ended, their contacts, the transfers that arrived.

The platform team and finance write; finance counts transfers; the committee reads, but for who follows a fund.
"""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trousse.core import clock, formats
from trousse.core.actors import Actor
from trousse.core.errors import BusinessError
from trousse.giving.funds import perms
from trousse.giving.funds.amendments import agreement_end, agreement_prolong, signed_keep
from trousse.giving.funds.errors import AgreementMissing, AgreementRefused, FundExists
from trousse.giving.funds.models import Agreement
from trousse.giving.funds.patrons import (
    Contact,
    agreement_create,
    contact_add,
    contact_remove,
    logo_hide,
    logo_show,
    name_show,
)
from trousse.giving.funds.selectors import agreement_get, agreement_written, agreements
from trousse.people.accounts.models import User
from trousse.web.access import GET, GET_POST, POST, requires
from trousse.web.committee import agreements_data as data
from trousse.web.committee.agreements_forms import (
    AgreementForm,
    ContactForm,
    DepositForm,
    EndForm,
    ProlongForm,
    SignedForm,
)
from trousse.web.components.cards import Crumb
from trousse.web.components.evidence import hand_over
from trousse.web.components.logos import LogoForm, uploaded

OVER_SHOWN = 20
AGREES = "Le mécène est d’accord, par écrit, pour que ce logo paraisse sur la page de son fonds."
NAMED_SO = "Un autre fonds porte déjà ce nom : choisissez-en un autre."


@requires(*perms.READERS, methods=GET)
def agreement_list(request: HttpRequest) -> HttpResponse:
    """Every agreement: those that give, the nearest end first, then those that are over."""
    today = clock.today()
    alive, over = data.agreements_by_phase(agreements(), today)
    page = Paginator(over, OVER_SHOWN).get_page(request.GET.get("page"))
    context = {
        "crumbs": [_home(), Crumb("Conventions")],
        "figures": data.agreements_figures(alive, over),
        "alive": data.agreements_table(alive, "Conventions en cours ou à venir", today) if alive else None,
        "over": data.agreements_table(list(page), "Conventions finies", today) if over else None,
        "page": page,
        "may_write": perms.can_write_agreement(_user(request)),
    }
    return render(request, "committee/conventions.html", context)


@requires(*perms.WRITERS, methods=GET_POST)
def agreement_write(request: HttpRequest) -> HttpResponse:
    """A new agreement opens the fund of its patron. Sent twice, it is written once."""
    form = AgreementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = _write(request, form)
        if made is not None:
            return redirect("committee:agreement", made.pk)
    context = {"form": form, "crumbs": [_home(), _all(), Crumb("Nouvelle convention")]}
    return render(request, "committee/convention_ecrire.html", context, status=422 if form.is_bound else 200)


@requires(*perms.READERS, methods=GET)
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """One agreement: its terms, what came in, where it went, and what can be done. Nineteen SQL statements at most."""
    return agreement_page(request, agreement_get(pk))


@requires(*perms.WRITERS, methods=POST)
def agreement_extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Until another day, or without an end."""
    found, form = agreement_get(pk), ProlongForm(request.POST)

    def act() -> str:
        prolonged = agreement_prolong(agreement=found, actor=_actor(request), **form.cleaned_data)
        if prolonged.expires_on is None:
            return "La convention est prolongée, sans fin."
        return f"La convention va jusqu’au {formats.day(prolonged.expires_on)}."

    return _done(request, found, "prolong_form", form, act)


@requires(*perms.WRITERS, methods=POST)
def agreement_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Before its time; what is left stays in the fund."""
    found, form = agreement_get(pk), EndForm(request.POST)

    def act() -> str:
        agreement_end(agreement=found, reason=form.cleaned_data["reason"], actor=_actor(request))
        return "La convention est arrêtée : son fonds n’aide plus de nouveau projet. Ses contacts sont prévenus."

    return _done(request, found, "end_form", form, act)


@requires(*perms.WRITERS, methods=POST)
def agreement_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody more who follows the fund, or somebody less."""
    found, actor = agreement_get(pk), _actor(request)
    if "retirer" in request.POST:
        gone = found.contacts.filter(pk=_number(request.POST["retirer"])).first()
        if gone is not None:
            contact_remove(agreement=found, email=gone.email, actor=actor)
        messages.success(request, "Cette adresse n’ouvre plus l’espace du fonds.")
        return redirect("committee:agreement", pk)
    form = ContactForm(request.POST)

    def act() -> str:
        said = form.cleaned_data
        added = contact_add(agreement=found, contact=Contact(said["email"], said["name"]), actor=actor)
        return f"{added.email} suit maintenant ce fonds, sur la page « Mes fonds » de son compte."

    return _done(request, found, "contact_form", form, act)


@requires(*perms.WRITERS, methods=POST)
def agreement_name(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether the public reads the name of the organisation."""
    shown = request.POST.get("nom") == "montrer"
    name_show(agreement=agreement_get(pk), shown=shown, actor=_actor(request))
    messages.success(
        request, "Le nom paraît sur la page du fonds." if shown else "Le nom et le logo ne paraissent plus."
    )
    return redirect("committee:agreement", pk)


@requires(*perms.WRITERS, methods=POST)
def agreement_logo(request: HttpRequest, pk: int) -> HttpResponse:
    """A logo that the patron agreed to, or none any more."""
    found, actor = agreement_get(pk), _actor(request)
    if "retirer" in request.POST:
        logo_hide(agreement=found, actor=actor)
        messages.success(request, "Le logo ne paraît plus.")
        return redirect("committee:agreement", pk)
    form = LogoForm(request.POST, request.FILES, agrees=AGREES)

    def act() -> str:
        logo_show(agreement=found, logo=form.upload(), actor=actor)
        return "Le logo paraît sur la page du fonds."

    return _done(request, found, "logo_form", form, act, field="picture")


@requires(*perms.WRITERS, methods=POST)
def agreement_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The document that both signed is kept, once."""
    found, form = agreement_get(pk), SignedForm(request.POST, request.FILES)

    def act() -> str:
        signed_keep(
            agreement=found, signed=uploaded(form.cleaned_data["signed"], "convention.pdf"), actor=_actor(request)
        )
        return "La convention signée est gardée."

    return _done(request, found, "signed_form", form, act, field="signed")


@requires(*perms.WRITERS, methods=GET)
def agreement_signed(request: HttpRequest, pk: int) -> HttpResponse:
    """That document."""
    found = agreement_get(pk)
    if found.signed_document is None:
        raise AgreementMissing
    return hand_over(found.signed_document)


def agreement_page(request: HttpRequest, found: Agreement, **wrong: forms.Form) -> HttpResponse:
    """The page of an agreement, with what is ``wrong`` in one of its forms."""
    user, today = _user(request), clock.today()
    facts = data.agreement_facts(found, today)
    context: dict[str, Any] = {
        **facts,
        "crumbs": [_home(), _all(), Crumb(found.fund.name)],
        "may_write": perms.can_write_agreement(user),
        "may_count": perms.can_count_deposit(user),
        "wrong": [form for form in wrong.values() if form.is_bound and form.errors],
    }
    if context["may_write"]:
        context |= {
            "contacts": list(found.contacts.all()),
            "journal": data.journal(found, facts["deposits"]),
            "prolong_form": ProlongForm(),
            "end_form": EndForm(),
            "contact_form": ContactForm(),
            "logo_form": LogoForm(agrees=AGREES),
            "signed_form": SignedForm(),
            "deposit_form": DepositForm(),
        }
    context |= wrong
    return render(request, "committee/convention.html", context, status=422 if context["wrong"] else 200)


def _write(request: HttpRequest, form: AgreementForm) -> Agreement | None:
    """None when it was refused, and the form says why."""
    said = form.cleaned_data
    try:
        made = agreement_create(
            terms=form.terms(),
            name=said["name"],
            description=said["purpose"],
            contacts=said["contacts"],
            actor=_actor(request),
        )
    except FundExists:
        known = agreement_written(name=said["name"], siren=said["siren"], signed_on=said["signed_on"])
        if known is None:
            form.add_error("name", NAMED_SO)
            return None
        messages.info(request, "Cette convention est déjà écrite : la voici.")
        return known
    except BusinessError as refused:
        _tell(form, refused)
        return None
    messages.success(request, "La convention est écrite, son fonds est ouvert. Gardez ici le document signé.")
    return made


def _done(
    request: HttpRequest,
    found: Agreement,
    name: str,
    form: forms.Form,
    act: Callable[[], str],
    *,
    field: str | None = None,
) -> HttpResponse:
    """``act`` when the form is valid, and back to the page; else the page with what is wrong, nothing typed lost.

    ``field``: where a refusal is told that does not say which term is wrong.
    """
    if form.is_valid():
        try:
            messages.success(request, act())
            return redirect("committee:agreement", found.pk)
        except BusinessError as refused:
            _tell(form, refused, field)
    return agreement_page(request, agreement_get(found.pk), **{name: form})


def _tell(form: forms.Form, refused: BusinessError, field: str | None = None) -> None:
    problems = refused.problems if isinstance(refused, AgreementRefused) else {}
    for term, problem in problems.items():
        form.add_error(term, problem)
    if not problems:
        form.add_error(field, refused.user_message)


def _home() -> Crumb:
    return Crumb("Comité de solidarité", reverse("committee:home"))


def _all() -> Crumb:
    return Crumb("Conventions", reverse("committee:agreements"))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _actor(request: HttpRequest) -> Actor:
    return Actor.of_user(_user(request))


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)
