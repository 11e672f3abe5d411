"""The rules of solidarity, before everybody: in force, discussed, former; and what people say of a draft."""

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache

from trousse.core import clock
from trousse.giving.equalisation import links, services
from trousse.giving.equalisation.enums import RuleState
from trousse.giving.equalisation.models import RuleVersion
from trousse.giving.equalisation.selectors import (
    comments_of,
    reasons_of,
    replaced_on,
    version_before,
    version_next,
    version_on,
    version_public,
    versions_public,
    withdrawal_of,
)
from trousse.people.accounts.models import User
from trousse.platform.limits.services import hit
from trousse.platform.parameters.selectors import integer
from trousse.web.access import GET_POST, Limit, by_signed_link, public
from trousse.web.components.cards import Crumb
from trousse.web.components.link_pages import keep_private
from trousse.web.components.rule_cards import (
    dates_of,
    differences_table,
    rules_view,
    tag_of,
    version_cards,
    vote_words,
)
from trousse.web.components.simulation import simulation_view
from trousse.web.public.caching import for_everyone
from trousse.web.public.rule_forms import CommentForm

COMMENTING = Limit("rule_comment", times=10, window=timedelta(minutes=10))
MESSAGES_A_DAY = 5
"""Confirmations to one mailbox, whoever asks: nobody may fill somebody else's."""
COMMENTS_A_PAGE = 30
FORMAT = "rules-1"


@for_everyone
@public()
def rules(request: HttpRequest) -> HttpResponseBase:
    """What holds today, told with an example; what is discussed; every version."""
    today = clock.today()
    current, cards = version_on(today), version_cards(versions_public(), today)
    context = {
        "crumbs": _crumbs(),
        "version": current,
        "rules": rules_view(current.rules),
        "coming": version_next(today),
        "discussed": [card for card in cards if card.version.is_published],
        "history": [card for card in cards if not card.version.is_published],
        "comment_days": integer("equalisation.comment_days"),
        "vote_days": integer("equalisation.vote_days"),
        "quorum": integer("equalisation.quorum_percent"),
        "majority": integer("equalisation.majority_percent"),
    }
    return render(request, "public/regles.html", context)


@for_everyone
@public()
def version(request: HttpRequest, number: int) -> HttpResponseBase:
    """One version: its words, what it changes, what it would have done, what people and the committee said."""
    today, found = clock.today(), version_public(number)
    before = version_before(found)
    until = replaced_on(found)
    context = {
        "crumbs": _crumbs(found),
        "version": found,
        "tag": tag_of(found, today, until),
        "dates": dates_of(found, today, until),
        "before": before,
        "changes": differences_table(before, found) if before else None,
        "rules": rules_view(found.rules),
        "is_hypothetical": found.state != RuleState.ADOPTED,
        "simulation": simulation_view(
            found.simulation if found.is_simulated else None,
            is_running=found.is_published,
            compared="Règles d’avant" if found.is_decided else "Règles en vigueur",
        ),
        "shows_simulation": found.is_simulated or found.is_published,
        "takes_comments": found.takes_comments(today),
        "comments": Paginator(comments_of(found), COMMENTS_A_PAGE).get_page(request.GET.get("page")),
        "content": found.content_sha256,
        "vote": vote_words(found),
        "reasons": reasons_of(found),
        "withdrawal": withdrawal_of(found),
    }
    return render(request, "public/regle.html", context)


@never_cache
@public(methods=GET_POST, limits=[COMMENTING])
def comment(request: HttpRequest, number: int) -> HttpResponseBase:
    """Say something of a draft: read at once from an account, after a confirmed address from others."""
    found, user = version_public(number), _user(request)
    if not found.takes_comments(clock.today()):
        return render(request, "public/regle_avis_clos.html", {"version": found})
    form = CommentForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        return _write(request, found, form, user)
    context = {"version": found, "form": form, "submit_label": "Publier mon avis" if user else "Envoyer mon avis"}
    return render(request, "public/regle_avis.html", context, status=422 if form.is_bound else 200)


@by_signed_link(links.CONFIRM)
def comment_confirmed(request: HttpRequest, token: str) -> HttpResponseBase:
    """The letter leads here; publishing starts with the button, for mail programs open links by themselves."""
    comment_id = links.read(token)
    if request.method == "POST":
        said = services.comment_confirm(comment_id=comment_id)
        return keep_private(render(request, "public/regle_avis_publie.html", {"version": said.version}))
    return keep_private(render(request, "public/regle_avis_confirmer.html"))


@public()
def rules_json(request: HttpRequest) -> HttpResponseBase:
    """The rules in force, for machines: hundredths of an ordinary project, tenths of index, cents, basis points."""
    today = clock.today()
    adopted = [each for each in versions_public() if each.in_force_from is not None]
    document = {
        "format": FORMAT,
        "on": today.isoformat(),
        "in_force": _told(version_on(today)),
        "versions": [_told(each) for each in sorted(adopted, key=lambda each: each.number)],
    }
    return JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 2})


def _write(request: HttpRequest, found: RuleVersion, form: CommentForm, user: User | None) -> HttpResponse:
    first_name: str = form.cleaned_data["first_name"]
    text: str = form.cleaned_data["text"]
    if user is None:
        email: str = form.cleaned_data["email"]
        hit(key=f"rule_comment:{email.lower()}", limit=MESSAGES_A_DAY, window=timedelta(days=1))
        services.comment_write(version=found, first_name=first_name, email=email, text=text)
        return render(request, "public/regle_avis_envoye.html", {"version": found, "email": email})
    made = services.comment_write(version=found, first_name=first_name, user=user, text=text)
    return redirect(f"{reverse('public:rule_version', args=[found.number])}#avis-{made.pk}")


def _told(version: RuleVersion) -> dict[str, Any]:
    held = version.rules
    return {
        "version": version.number,
        "title": version.title,
        "in_force_from": version.in_force_from.isoformat() if version.in_force_from else None,
        "weights": vars(held.weights),
        "limits": vars(held.limits),
        "sha256": held.fingerprint,
    }


def _crumbs(version: RuleVersion | None = None) -> list[Crumb]:
    if version is None:
        return [Crumb("Accueil", "/"), Crumb("Comment ça marche", reverse("public:how")), Crumb("Règles de solidarité")]
    return [
        Crumb("Accueil", "/"),
        Crumb("Règles de solidarité", reverse("public:rules")),
        Crumb(f"Version {version.number}"),
    ]


def _user(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None


urlpatterns = [
    path("regles-de-solidarite", rules, name="rules"),
    path("regles-de-solidarite.json", rules_json, name="rules_json"),
    path("regles-de-solidarite/<int:number>", version, name="rule_version"),
    path("regles-de-solidarite/<int:number>/avis", comment, name="rule_comment"),
    path("regles-de-solidarite/avis/<str:token>", comment_confirmed, name="rule_comment_confirm"),
]
