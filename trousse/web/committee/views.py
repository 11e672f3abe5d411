"""The pages of the committee. The solver proposes, two people decide."""

from collections.abc import Mapping
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trousse.core.actors import Actor
from trousse.core.errors import BusinessError
from trousse.core.money import Euro
from trousse.core.workflow import TransitionForbidden, TransitionRefused
from trousse.giving.allocation import services
from trousse.giving.allocation.enums import RoundState
from trousse.giving.allocation.errors import ChangeRefused
from trousse.giving.allocation.models import Round
from trousse.giving.allocation.perms import can_change_round, can_sign_round
from trousse.giving.allocation.selectors import interests_of, round_get, round_open, rounds_past, signatures_of
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.web.access import GET, GET_POST, POST, requires
from trousse.web.committee.differences import what_moved
from trousse.web.committee.forms import ChangeForm, DropForm, SignForm
from trousse.web.committee.rows import RoundView, Row, round_view
from trousse.web.components.cards import Crumb

PAST = 20
SIGNED_ALREADY = "Votre signature est enregistrée, une seule fois."
MEANWHILE: Mapping[str, str] = {
    RoundState.POSTED: "Deux personnes ont signé avant vous : l’argent est parti. Rien n’a été fait de plus.",
    RoundState.SUPERSEDED: "Une proposition plus récente remplace celle-ci. Rien n’a été fait : lisez la nouvelle, "
    "depuis la page du comité.",
    RoundState.DROPPED: "Cette répartition a été abandonnée pendant que vous la lisiez. Rien n’a été fait.",
}
"""What to tell whoever acts on a round that is over by now."""
READERS = (Role.COMMITTEE, Role.PLATFORM, Role.FINANCE)


@requires(*READERS, methods=GET)
def home(request: HttpRequest) -> HttpResponse:
    """What waits for signatures, and what was decided."""
    user = _user(request)
    context = {
        "waiting": round_open(),
        "past": Paginator(rounds_past(), PAST).get_page(request.GET.get("page")),
        "may_act": can_act(user),
    }
    return render(request, "committee/home.html", context)


@requires(Role.COMMITTEE, methods=POST)
def propose(request: HttpRequest) -> HttpResponse:
    """Do not wait for the night: ask the solver about this very moment. Signatures of the former proposal are void."""
    made = services.round_propose(actor=Actor.of_user(_user(request)), anew=True)
    if made is None:
        messages.info(request, "Aucune aide possible en ce moment : aucun projet ne peut être complété ou lancé.")
        return redirect("committee:home")
    return redirect("committee:round", made.pk)


@requires(*READERS, methods=GET)
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: what each project gets and why, those who get nothing as well. Twenty-one SQL statements at most."""
    return _page(request, round_get(pk))


@requires(Role.COMMITTEE, methods=POST)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another sum for one project, nothing, or what the solver thinks: all the rest is found anew at once."""
    of, campaign_id = round_get(pk), _number(request.POST.get("projet", ""))
    asked = request.POST.get("decision", "")
    if asked == "revenir":
        try:
            services.round_change_undo(round=of, by=_user(request), campaign_id=campaign_id)
        except TransitionRefused as refused:
            return _moved(request, of, refused)
        return _changed(request, of)
    form = ChangeForm(request.POST, campaign_id=campaign_id, sets_aside=asked == "ecarter")
    if form.is_valid():
        amount = Euro.zero() if form.sets_aside else form.cleaned_data["amount"]
        try:
            services.round_change(
                round=of, by=_user(request), campaign_id=campaign_id, amount=amount, why=form.cleaned_data["why"]
            )
        except ChangeRefused as refused:
            form.add_error("amount", refused.user_message)
        except TransitionRefused as late:
            return _moved(request, of, late)
        else:
            return _changed(request, of)
    return _page(request, of, forms={campaign_id: form})


@requires(Role.COMMITTEE, methods=GET_POST)
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan that was on the screen, and no other. The second signature sends the money."""
    of = round_get(pk)
    if request.method == "GET":
        return redirect("committee:round", pk)
    form = SignForm(request.POST)
    if not form.is_valid():
        return _page(request, of, sign_form=form)
    try:
        signed = services.round_sign(
            round=of, by=_user(request), plan_sha256=form.cleaned_data["plan"], no_conflict=True
        )
    except (TransitionRefused, TransitionForbidden) as refused:
        if any(signature.user_id == _user(request).pk for signature in signatures_of(of)):
            messages.success(request, SIGNED_ALREADY)  # two clicks, one signature
            return redirect("committee:round", pk)
        return _moved(request, of, refused)
    except BusinessError as refused:
        messages.error(request, refused.user_message)
        return redirect("committee:round", pk)
    said = "L’argent est parti : chaque projet aidé le sait." if signed.posted_at else "Une autre personne doit signer."
    messages.success(request, f"Votre signature est enregistrée. {said}")
    return redirect("committee:round", pk)


@requires(Role.COMMITTEE, methods=POST)
def interest(request: HttpRequest, pk: int) -> HttpResponse:
    """Something to do with a project: said once, kept, and this person does not sign what helps it."""
    of = round_get(pk)
    services.interest_declare(round=of, by=_user(request), campaign_id=_number(request.POST.get("projet", "")))
    messages.success(request, "C’est noté. D’autres membres signeront tant que cette répartition aide ce projet.")
    return redirect("committee:round", pk)


@requires(Role.COMMITTEE, methods=POST)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give nothing this time."""
    of, form = round_get(pk), DropForm(request.POST)
    if not form.is_valid():
        return _page(request, of, drop_form=form)
    try:
        services.round_drop(round=of, by=_user(request), reason=form.cleaned_data["reason"])
    except TransitionRefused as refused:
        return _moved(request, of, refused)
    messages.success(request, "Cette répartition est abandonnée. Rien n’a été versé.")
    return redirect("committee:home")


def can_act(user: User) -> bool:
    """Whether buttons are shown at all."""
    return can_change_round(user, Round())


def _page(
    request: HttpRequest,
    of: Round,
    *,
    forms: Mapping[int, ChangeForm] | None = None,
    sign_form: SignForm | None = None,
    drop_form: DropForm | None = None,
    moved: str = "",
) -> HttpResponse:
    user = _user(request)
    signatures = signatures_of(of)
    view = round_view(of, interests_of(user))
    may_act = of.is_open and can_change_round(user, of)
    context = {
        "round": of,
        "moved": moved,
        "view": view,
        "rows": _with_forms(view, forms or {}) if may_act else [(row, None) for row in _rows(view)],
        "wrong": [form for form in (*(forms or {}).values(), sign_form, drop_form) if form is not None],
        "signatures": signatures,
        "may_act": may_act,
        "may_sign": may_act and bool(of.plan["grants"]) and can_sign_round(user, of),
        "has_signed": any(signature.user_id == user.pk for signature in signatures),
        "sign_form": sign_form or SignForm(initial={"plan": of.plan_sha256}),
        "drop_form": drop_form or DropForm(),
        "gap_percent": f"{100 * of.certificate['gap']:.2f}".replace(".", ","),
        "is_posted": of.state == RoundState.POSTED,
        "crumbs": [Crumb("Comité de solidarité", reverse("committee:home")), Crumb(str(of))],
    }
    template = "committee/_round.html" if request.headers.get("HX-Request") else "committee/round.html"
    status = 422 if context["wrong"] and not request.headers.get("HX-Request") else 200
    return render(request, template, context, status=status)


def _changed(request: HttpRequest, of: Round) -> HttpResponse:
    before = of.plan
    of.refresh_from_db()
    moved = f"Le calcul est refait avec votre demande. {what_moved(before, of.plan)}"
    if request.headers.get("HX-Request"):
        return _page(request, of, moved=moved)
    messages.success(request, moved)
    return redirect("committee:round", of.pk)


def _moved(request: HttpRequest, of: Round, refused: BusinessError) -> HttpResponse:
    """Others were quicker: what became of the round is told on its page, also to a part of a page."""
    of.refresh_from_db(fields=["state"])
    messages.error(request, MEANWHILE.get(of.state, refused.user_message))
    here = redirect("committee:round", of.pk)
    return HttpResponse(headers={"HX-Redirect": here.url}) if request.headers.get("HX-Request") else here


def _rows(view: RoundView) -> list[Row]:
    return [*view.helped, *view.others]


def _with_forms(view: RoundView, wrong: Mapping[int, ChangeForm]) -> list[tuple[Row, ChangeForm]]:
    return [(row, wrong.get(row.campaign.pk) or _fresh(row)) for row in _rows(view)]


def _fresh(row: Row) -> ChangeForm:
    initial: dict[str, Any] = {}
    if row.finding.is_changed:
        initial = {"amount": row.finding.amount, "why": row.finding.reason}
    return ChangeForm(campaign_id=row.campaign.pk, initial=initial)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)
